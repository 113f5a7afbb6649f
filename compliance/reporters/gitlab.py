"""GitLab's code quality report: one issue a finding, shown beside the file in a merge request.

GitLab tells issues of two runs apart by their fingerprints, so they are as stable as those of the findings, and no two
are alike. What is accepted by a decision on record is left out: GitLab knows no such thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from compliance.findings import Fault, ReportResult, RunResult
from compliance.report import json_text
from compliance.reporters.causes import grouped, in_short
from compliance.reporters.line import harmless
from compliance.reporters.wording import finding_text, kind_of, line_of, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

_SEVERITIES = {"error": "critical", "warning": "minor", "note": "info", "unknown": "minor"}


def render(result: RunResult, view: View) -> str:
    """All issues as a JSON list."""
    issues = [issue for report in result.reports for issue in _report(report, view.lang)]
    issues += [_fault(fault, "govcheck", view.lang) for fault in result.faults]
    seen: dict[str, int] = {}
    for issue in issues:
        told_by = issue["fingerprint"]
        again = seen[told_by] = seen.get(told_by, 0) + 1
        issue["fingerprint"] = sha256(f"{told_by}\n{again}".encode("utf-8", "surrogatepass")).hexdigest()
    return json_text(issues)


def _report(report: ReportResult, lang: str) -> Iterator[dict[str, Any]]:
    if report.error is not None:
        text = " ".join(report.error.text(lang).split())
        yield _issue("govcheck", text, "blocker", report.source)
    for cause, findings in grouped(report, [f for f in report.findings if f.waived is None]):
        for finding in findings:
            kind = kind_of(finding)
            text = finding_text(finding, lang)
            if kind == "unknown":
                text = told(lang, "titled", title=told(lang, "severity-unknown"), what=text)
            if cause is not None:
                text = told(lang, "semicolon").join((text, in_short(cause, lang)))
            key = finding.fingerprint or finding.message
            yield _issue(
                finding.rule, text, _SEVERITIES[kind], report.source, line=line_of(finding) or 1, key=key
            )
    yield from (_fault(fault, report.source, lang) for fault in report.faults)


def _fault(fault: Fault, source: str, lang: str) -> dict[str, Any]:
    text = told(lang, "titled", title=fault.origin, what=fault.message)
    return _issue(told(lang, "severity-fault"), text, "blocker", source)


def _issue(
    rule: str, text: str, severity: str, source: str, *, line: int = 1, key: str = ""
) -> dict[str, Any]:
    return {
        "description": harmless(text),
        "check_name": harmless(rule),
        "fingerprint": "\n".join((source, rule, key or text)),
        "severity": severity,
        "location": {"path": harmless(source), "lines": {"begin": line}},
    }
