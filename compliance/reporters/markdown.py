"""Markdown for merge requests, job summaries and mails: a list a part, findings under their causes.

Written for the dialect of GitHub and GitLab, and readable as it is. Every text of a report is escaped: it can be no
link, no picture, no markup and no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from compliance.findings import Fault, Finding, Passed, ReportResult, RunResult, Verdict
from compliance.reporters.arranging import are_cells_alike, by_part, by_rule
from compliance.reporters.causes import (
    Cause,
    alternatives,
    causes_of,
    certainty,
    headline,
    without_explained,
)
from compliance.reporters.line import harmless, waiting_list
from compliance.reporters.overview import failed, open_findings, overview, shared
from compliance.reporters.wording import (
    about_text,
    cells_text,
    counts_text,
    decision_text,
    finding_text,
    kind_of,
    law_text,
    part_text,
    passed_text,
    told,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~#&]")
_LINKS = re.compile("(?<=:)//|(?i:(?<=www))\\.")
_RULE = re.compile(r"[A-Za-z0-9._-]+")


def render(result: RunResult, view: View) -> str:
    """The whole run; over several reports a table first."""
    lang = view.lang
    lines: list[str] = []
    if len(result.reports) > 1:
        lines += [f"# {told(lang, 'results')}", "", *_table(result.reports, lang), ""]
        lines += [*_listed("in-common", shared(result.reports, lang), lang, "#")]
        for report in result.reports:
            if (
                report.error
                or report.findings
                or report.faults
                or report.remarks
                or report.changes
                or _passed(report, view)
            ):
                lines += _report(report, view, "##")
    else:
        for report in result.reports:
            lines += _report(report, view, "#")
    lines += _faults(result.faults, lang, "##")
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """The text on one line, without a sign that Markdown would take for its own."""
    text = _SIGNS.sub(
        lambda sign: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(sign[0], f"\\{sign[0]}"), harmless(text)
    )
    return _LINKS.sub(lambda sign: "&#46;" if sign[0] == "." else "&#47;&#47;", text)


def _table(reports: Iterable[ReportResult], lang: str) -> Iterator[str]:
    columns = ("report", "agency", "count-errors", "count-warnings", "count-notes", "count-unknown", "where")
    yield f"| {' | '.join(told(lang, column) for column in columns)} |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | --- |"
    for line in overview(reports, lang):
        summary = line.report.summary
        where = told(lang, "name-list").join(line.places) or told(lang, f"state-{line.state}")
        counts: list[object] = ["", "", "", ""]
        if line.report.error is None:
            counts = [summary.errors, summary.warnings, summary.notes, summary.unknown]
        else:
            where = told(lang, "state-unreadable")
        cells = [escaped(line.report.source), escaped(line.report.agency or ""), *counts, escaped(where)]
        yield f"| {' | '.join(map(str, cells))} |"


def _report(report: ReportResult, view: View, mark: str) -> Iterator[str]:
    lang = view.lang
    yield from (f"{mark} {escaped(report.source)}", "")
    if report.error is not None:
        yield from (escaped(line.strip()) + "  " for line in report.error.text(lang).splitlines())
        yield ""
        return
    about = about_text(report, lang)
    yield from (escaped(about), "") if about else ()
    counts = told(lang, "semicolon").join(filter(None, counts_text(report.summary, lang)))
    waiting = waiting_list(lang, report.summary.waiting)
    yield f"**{counts}**" + (f"  \n{told(lang, 'waiting-line', list=escaped(waiting))}" if waiting else "")
    yield ""
    notes = [("remark", text) for text in report.remarks] + [("change", text) for text in report.changes]
    yield from (f"- {told(lang, 'titled', title=told(lang, key), what=escaped(text))}" for key, text in notes)
    yield from [""] if notes else []
    causes = causes_of(report, failed(report))
    for part in by_part(without_explained(failed(report), causes), report.parts, causes):
        yield from (f"{mark}# {escaped(part_text(part.place, lang))}", "")
        for cause in part.causes:
            yield from _cause(cause, lang)
        for group in by_rule(part.findings):
            yield from _findings(group, lang)
        yield ""
    unknown = [f for f in open_findings(report) if f.verdict is Verdict.UNKNOWN]
    yield from _listed("undecided", (_one_line(finding, lang) for finding in unknown), lang, mark)
    waived = (_one_line(f, lang) for f in report.findings if f.waived is not None)
    yield from _listed("accepted", waived, lang, mark)
    yield from _listed("decided", (_passed_line(p, lang) for p in _passed(report, view)), lang, mark)
    yield from _faults(report.faults, lang, f"{mark}#")


def _passed(report: ReportResult, view: View) -> tuple[Passed, ...]:
    return report.passed if "passed" in view.show else ()


def _cause(cause: Cause, lang: str) -> Iterator[str]:
    kind = max(cause.findings, key=lambda finding: finding.severity.rank).severity
    yield f"- **{told(lang, f'severity-{kind}')}** **{escaped(headline(cause, lang))}**  "
    for line in (certainty(cause, lang), *alternatives(cause, lang)):
        yield f"  {escaped(line)}  "
    for finding in cause.findings:
        yield f"  - {escaped(finding_text(finding, lang))}  "
        yield f"    {_clause(finding, lang)}"


def _findings(group: Sequence[Finding], lang: str) -> Iterator[str]:
    """Findings of one rule; of many single cells the first, and where the others are."""
    if not are_cells_alike(group):
        for finding in group:
            yield from _finding(finding, lang)
        return
    what, clause = _finding(group[0], lang)
    yield from (what, f"{clause}  ")
    yield f"  {told(lang, 'same-cells', count=len(group) - 1)}"
    yield from (f"  - {escaped(line)}" for line in cells_text([f.cells[0] for f in group], lang))


def _finding(finding: Finding, lang: str) -> Iterator[str]:
    what = finding_text(finding, lang)
    yield f"- **{told(lang, f'severity-{kind_of(finding)}')}** {escaped(what)}  "
    yield f"  {_clause(finding, lang)}"


def _clause(finding: Finding, lang: str) -> str:
    rule = f"`{finding.rule}`" if _RULE.fullmatch(finding.rule) else escaped(finding.rule)
    return " ".join(filter(None, (escaped(law_text(finding, lang)), rule)))


def _one_line(finding: Finding, lang: str) -> str:
    line = told(lang, "titled", title=finding.title, what=finding.message)
    decision = decision_text(finding, lang)
    return told(lang, "waived-because", line=line, decision=decision) if decision else line


def _passed_line(passed: Passed, lang: str) -> str:
    what = passed_text(passed, lang)
    return told(lang, "titled", title=passed.title, what=what) if what else passed.title


def _listed(heading: str, lines: Iterable[str], lang: str, mark: str) -> Iterator[str]:
    listed = [f"- {escaped(line)}" for line in lines]
    if listed:
        yield from (f"{mark}# {told(lang, heading)}", "", *listed, "")


def _faults(faults: Iterable[Fault], lang: str, mark: str) -> Iterator[str]:
    lines = [told(lang, "fault", origin=fault.origin, message=fault.message) for fault in faults]
    if lines:
        yield from (f"{mark} {told(lang, 'faults')}", "", *(f"- {escaped(line)}" for line in lines), "")
