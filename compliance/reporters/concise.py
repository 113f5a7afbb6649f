"""One line a finding, for editors and grep: ``file:line: severity rule: message``.

The line is there where the reader knew it (text and Markdown). A cause stands on a line of its own before the findings
that it explains.
"""

from __future__ import annotations

from collections.abc import Iterator

from compliance.findings import RunResult
from compliance.messages import say
from compliance.reporters.causes import grouped, in_short
from compliance.reporters.line import harmless
from compliance.reporters.wording import kind_of, line_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View


def render(result: RunResult, view: View) -> str:
    """All lines, in the order of the reports."""
    return "".join(f"{harmless(line)}\n" for line in _lines(result, view))


def _lines(result: RunResult, view: View) -> Iterator[str]:
    for report in result.reports:
        if report.error is not None:
            yield from report.error.text(view.lang).splitlines()
        for cause, findings in grouped(report, [f for f in report.findings if f.waived is None]):
            if cause is not None:
                yield _line(view.lang, report.source, "cause", cause.id, in_short(cause, view.lang))
            for finding in findings:
                line = line_of(finding)
                where = report.source if line is None else f"{report.source}:{line}"
                yield _line(view.lang, where, kind_of(finding), finding.rule, finding.message)
        if "passed" in view.show:
            for passed in report.passed:
                yield _line(view.lang, report.source, "passed", passed.rule, passed.message)
        for fault in report.faults:
            yield _line(view.lang, report.source, "fault", fault.origin, fault.message)
    for fault in result.faults:
        yield _line(view.lang, "govcheck", "fault", fault.origin, fault.message)


def _line(lang: str, where: str, level: str, rule: str, message: str) -> str:
    severity = say(lang, f"reporting.severity-{level}")
    return say(lang, "reporting.concise", where=where, severity=severity, rule=rule, message=message)
