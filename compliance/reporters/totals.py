"""Several reports together: the overview before them, the line after them, and ``--statistics``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from compliance.findings import ReportResult, Verdict
from compliance.reporters.line import harmless
from compliance.reporters.overview import overview, shared, state_of
from compliance.reporters.page import NARROW, Page


def show_overview(reports: Sequence[ReportResult], page: Page) -> None:
    """Before many reports: how many findings each has, and where; the gravest first."""
    columns = ("count-errors", "count-warnings", "count-notes", "count-unknown", "report", "where")
    rows = []
    for line in overview(reports, page.lang):
        summary = line.report.summary
        counts: list[object] = [summary.errors, summary.warnings, summary.notes, summary.unknown]
        where = page.say("name-list").join(line.places) or page.say(f"state-{line.state}")
        if line.report.error is not None:
            counts, where = ["", "", "", ""], page.say("state-unreadable")
        rows.append([*counts, line.report.source, where])
    # Where it is narrow, there is no room for places beside the names.
    _show_counts(page, "overview", columns[: 5 if page.width < NARROW else 6], rows)
    common = shared(reports, page.lang)
    if common:
        page.heading(page.say("in-common"))
        for told in common:
            page.words(told)


def show_totals(reports: Sequence[ReportResult], page: Page) -> None:
    """One line: how many reports there are of each kind."""
    kinds = Counter(state_of(report) for report in reports)
    order = ("errors", "others", "unknown", "faults", "clean", "unreadable")
    told = [page.say(f"reports-{kind}", count=kinds[kind]) for kind in order if kinds[kind]]
    page.blank()
    page.words(page.say("reports", count=len(reports), list=page.say("and").join(told)), style="bold")


def show_statistics(reports: Sequence[ReportResult], page: Page) -> None:
    """How often each rule failed or was unknown, and how many findings each report has."""
    titles: dict[str, str] = {}
    failed: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for report in reports:
        for finding in report.findings:
            if finding.waived is not None:
                continue
            titles[finding.rule] = finding.title
            (failed if finding.verdict is Verdict.FAIL else unknown)[finding.rule] += 1
    if titles:
        rules = sorted(titles, key=lambda rule: (-failed[rule], -unknown[rule], rule))
        rows = [[failed[rule], unknown[rule], rule, titles[rule]] for rule in rules]
        columns = ("count-fail", "count-unknown", "rule", "title")
        # Where it is narrow, there is no room for titles beside the names.
        _show_counts(page, "by-rule", columns[: 3 if page.width < NARROW else 4], rows)
    if len(reports) > 1:
        counts = ("count-errors", "count-warnings", "count-notes", "count-unknown")
        rows = [
            [s.errors, s.warnings, s.notes, s.unknown, report.source]
            for report in sorted(reports, key=lambda report: -report.summary.errors)
            for s in (report.summary,)
        ]
        _show_counts(page, "by-report", (*counts, "report"), rows)


def _show_counts(page: Page, heading: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    page.heading(page.say(heading))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        is_count = column.startswith("count-")
        table.add_column(
            page.say(column), justify="right" if is_count else "left", overflow="fold", no_wrap=is_count
        )
    for row in rows:
        table.add_row(*(Text(harmless(str(value))) for value in row[: len(columns)]))
    page.draw(table, 0)
