"""Annotations of GitHub Actions: workflow commands that put each finding beside the file in a pull request.

``::error file=report.txt,line=12,title=requests.balance 申请收支平衡::自然人：…``. Nothing is written that is no
command, so that no text of a report can be taken for one; where all is well, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from compliance.findings import Fault, ReportResult, RunResult
from compliance.reporters.causes import grouped, in_short
from compliance.reporters.line import harmless
from compliance.reporters.wording import kind_of, law_text, line_of, title_text, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice", "unknown": "warning"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(result: RunResult, view: View) -> str:
    """All commands, one a line."""
    lines = [line for report in result.reports for line in _report(report, view.lang)]
    lines += [_fault(fault, view.lang) for fault in result.faults]
    return "".join(f"{line}\n" for line in lines)


def _report(report: ReportResult, lang: str) -> Iterator[str]:
    if report.error is not None:
        text = "\n".join(map(harmless, report.error.text(lang).splitlines()))
        yield _command("error", told(lang, "severity-unreadable"), text, report.source)
    for cause, findings in grouped(report, [f for f in report.findings if f.waived is None]):
        for finding in findings:
            kind = kind_of(finding)
            lines = [finding.message, *([in_short(cause, lang)] if cause else ()), law_text(finding, lang)]
            title = f"{finding.rule} {title_text(finding, lang)}"
            if kind == "unknown":
                title = f"{told(lang, 'severity-unknown')} {title}"
            text = "\n".join(harmless(line) for line in lines if line)
            yield _command(_COMMANDS[kind], title, text, report.source, line_of(finding))
    for fault in report.faults:
        yield _fault(fault, lang, report.source)


def _fault(fault: Fault, lang: str, file: str | None = None) -> str:
    title = f"{told(lang, 'severity-fault')} {fault.origin}"
    return _command("error", title, harmless(fault.message), file)


def _command(name: str, title: str, text: str, file: str | None, line: int | None = None) -> str:
    properties = {"file": file, "line": line, "title": title}
    written = ",".join(
        f"{key}={harmless(str(value)).translate(_PROPERTY)}"
        for key, value in properties.items()
        if value is not None
    )
    return f"::{name} {written}::{text.translate(_DATA)}"
