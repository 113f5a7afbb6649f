"""One line a finding, for editors and grep: ``file:line: severity rule: message``.

The line is there where the reader knew it (text and Markdown).
"""

from __future__ import annotations

from collections.abc import Iterator

from compliance.findings import Finding, RunResult, Verdict
from compliance.messages import say
from compliance.reporters.line import harmless

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
        for finding in report.findings:
            if finding.waived is None:
                level = finding.severity if finding.verdict is Verdict.FAIL else "unknown"
                yield _line(
                    view.lang, f"{report.source}{_line_number(finding)}", level, finding.rule, finding.message
                )
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


def _line_number(finding: Finding) -> str:
    """``:12`` where the first thing that the finding speaks of has a line of its own in the document."""
    places = [text.at for text in finding.text if text.at] + [cell.at for cell in finding.cells if cell.at]
    line = places[0].get("line") if places else None
    return "" if line is None else f":{line}"
