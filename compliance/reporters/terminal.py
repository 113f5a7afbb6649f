"""The results for a person at a terminal: part by part as the report is, each finding with its figures and its clause.

A drafter should see in seconds which cell to look at, how much it is off, and under which clause. So findings of one
rule in one part are one block: what is wrong, the piece of the table with the cells marked, the words of the report,
the clause. Findings that one cause explains stand under it, in short. Where several failed sums meet in one cell, that
cell is marked in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

from compliance.findings import (
    CellRef,
    Fault,
    Finding,
    Passed,
    ReportResult,
    RunResult,
    TextRef,
    Verdict,
)
from compliance.reporters.arranging import (
    are_cells_alike,
    are_one_drawing,
    by_part,
    by_rule,
    crossings,
    items,
)
from compliance.reporters.causes import (
    Cause,
    alternatives,
    causes_of,
    certainty,
    headline,
    without_explained,
)
from compliance.reporters.drawing import Address, Sketch, draw, side_by_side, sketches
from compliance.reporters.folding import fold
from compliance.reporters.line import harmless, passed_line, waiting_list
from compliance.reporters.page import Page
from compliance.reporters.totals import show_overview, show_statistics, show_totals
from compliance.reporters.wording import (
    about_text,
    cells_text,
    counts_text,
    decision_text,
    figure_text,
    finding_text,
    is_cell,
    kind_of,
    law_text,
    number_text,
    part_text,
    passed_text,
    place_text,
    quoted,
    quotes_of,
    text_place,
    title_text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

MOST_BLOCKS = 3
"""Findings of one rule that are shown in full; of the others the places are named."""
MOST_QUOTES = 5
OVERVIEW_FROM = 3
"""Fewer reports with findings are overlooked without a table."""
MOST_PLACES = 8
MOST_DRAWN = 30
MOST_REPORTS = 3
"""So many reports are drawn side by side; what each of more has to say is in the message."""

MARKED = {
    "error": "bold reverse red",
    "warning": "bold reverse yellow",
    "note": "bold reverse cyan",
    "unknown": "bold magenta",
}

_PLAIN_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# A figure in the narrative: Western or full-width digits with their separators and per cent, or Chinese numerals.
_FIGURE = re.compile(
    r"[0-9０-９]+(?:[.,，．][0-9０-９]+)*\s?[%％‰]?|[〇零一二三四五六七八九十百千万亿两]{2,}"
)


def render(result: RunResult, view: View) -> str:
    """The whole run as text, with escape sequences where colour is wanted."""
    page = Page(view)
    views = [_ReportView(report, page) for report in result.reports]
    told = [shown.report for shown in views if not shown.is_line]
    if len(told) >= OVERVIEW_FROM and not view.quiet:
        show_overview(told, page)
        page.blank()
    before: _ReportView | None = None
    for shown in views:
        if before is not None and not (before.is_line and shown.is_line):
            page.blank()
        shown.show()
        before = shown
    if result.faults:
        _show_faults(result.faults, page)
    if view.statistics:
        show_statistics(result.reports, page)
    if len(result.reports) > 1 and not view.quiet:
        show_totals(result.reports, page)
    return page.text()


class _ReportView:
    """One report on the page."""

    def __init__(self, report: ReportResult, page: Page) -> None:
        self.report = report
        self.page = page
        self.open = [finding for finding in report.findings if finding.waived is None]
        self.waived = [finding for finding in report.findings if finding.waived is not None]
        self.failed = [finding for finding in self.open if finding.verdict is Verdict.FAIL]
        self.unknown = [finding for finding in self.open if finding.verdict is Verdict.UNKNOWN]
        self.causes = causes_of(report, self.failed)
        self.crossings = crossings(without_explained(self.failed, self.causes))
        self.told: set[tuple[str, str, str]] = set()

    @property
    def is_line(self) -> bool:
        """Everything holds and there is nothing else to tell: one line is enough."""
        report, shown = self.report, self.page.view.show
        told = report.findings or report.error or report.faults or report.changes or report.remarks
        return not (told or ("passed" in shown and report.passed) or ("numbers" in shown and report.numbers))

    def show(self) -> None:
        """Write all that is to be said of the report."""
        page, view = self.page, self.page.view
        if self.is_line:
            if not view.quiet:
                page.whole(passed_line(page.lang, self.report.source, _counts(self.report)))
            return
        if self.report.error is not None:
            for i, line in enumerate(self.report.error.text(page.lang).splitlines()):
                if i == 0:
                    page.headed("unreadable", line)
                else:
                    page.words(line.strip(), page.margin + 2)
            return
        self._show_head()
        blocks = without_explained(self.failed, self.causes)
        blocks += self.unknown if "unknown" in view.show else []
        for part in by_part(blocks, self.report.parts, self.causes):
            page.heading(part_text(part.place, page.lang))
            for cause in part.causes:
                page.blank()
                self._show_cause(cause)
            for group in by_rule(part.findings):
                page.blank()
                self._show_block(group)
        if "unknown" not in view.show and not view.quiet:
            self._show_list("undecided", "unknown", self.unknown)
        if not view.quiet:
            self._show_list("accepted", "waived", self.waived)
        if "passed" in view.show:
            self._show_passed()
        if "numbers" in view.show:
            self._show_numbers()
        if self.report.faults:
            _show_faults(self.report.faults, page)
        if not view.quiet:
            self._show_summary()

    def _show_head(self) -> None:
        page, report = self.page, self.report
        page.words(report.source, style="bold")
        about = about_text(report, page.lang)
        if about:
            page.words(about, style="dim")
        for key, texts in (("remark", report.remarks), ("change", report.changes)):
            for text in texts:
                page.words(page.say("titled", title=page.say(key), what=text))

    # ── causes ──

    def _show_cause(self, cause: Cause) -> None:
        """The cell to look at, how sure that is, the cell in one of its sums, and in short what it explains."""
        page = self.page
        kind = max(cause.findings, key=lambda finding: finding.severity.rank).severity
        page.headed(kind, headline(cause, page.lang), style="bold")
        page.words(certainty(cause, page.lang), page.margin)
        for other in alternatives(cause, page.lang):
            page.words(other, page.margin)
        cells = _smallest_sum(cause)
        for sketch in sketches(cells):
            marked = {(c.row, c.column) for c in cause.repair.changes if c.report == sketch.report}
            page.blank()
            if sketch.report is not None:
                page.words(page.say("of-report", report=sketch.report), page.margin, style="dim")
            self._draw_marked(sketch, marked, kind)
        for finding in cause.findings:
            page.blank()
            page.words(finding_text(finding, page.lang), page.margin)
            self._show_clause(finding)

    # ── findings ──

    def _show_block(self, group: Sequence[Finding]) -> None:
        """The findings of one rule in one part."""
        page, first = self.page, group[0]
        kind = kind_of(first)
        page.headed(kind, title_text(first, page.lang), style="bold")
        if len(group) > 1 and are_one_drawing(group):
            self._show_messages(group)
            cells = [cell for finding in group for cell in finding.cells]
            if len(cells) > MOST_DRAWN and are_cells_alike(group):
                for line in cells_text(cells, page.lang):
                    page.words(line, page.margin)
            else:
                self._draw(cells, group, kind)
        else:
            for i, finding in enumerate(group[:MOST_BLOCKS]):
                if i:
                    page.blank()
                self._show_finding(finding, kind)
            self._show_more(group[MOST_BLOCKS:])
        self._show_clause(first)

    def _show_messages(self, group: Sequence[Finding]) -> None:
        page = self.page
        single = all(len(finding.cells) == 1 for finding in group)
        shown = group[:1] if single else group[: 2 * MOST_BLOCKS]
        for finding in shown:
            page.words(finding.message, page.margin)
        if single:
            page.words(page.say("same-cells", count=len(group) - 1), page.margin)
        else:
            self._show_more(group[len(shown) :])

    def _show_finding(self, finding: Finding, kind: str) -> None:
        page = self.page
        message = finding.message
        texts = list(quotes_of(finding).values())
        for text in texts[:MOST_QUOTES]:
            for after in ("：", ": "):
                # The quote is shown with its place, so the message need not begin with it.
                message = message.removeprefix(f"{page.say('quote', text=text.quote)}{after}")
            if text.quote not in message:
                self._show_quote(text)
        if len(texts) > MOST_QUOTES:
            page.words(page.say("more-places-unnamed", count=len(texts) - MOST_QUOTES), page.margin)
        page.words(message, page.margin)
        sides = [
            figure_text(side)
            for side in (finding.left, finding.right, finding.difference)
            if side is not None
        ]
        # A rule's own message may tell less than the computed sides.
        if len(sides) == 3 and len(_PLAIN_FIGURE.findall(message)) < 2:
            left, right, difference = sides
            page.words(page.say("sides", left=left, right=right, difference=difference), page.margin)
        if len(finding.cells) > MOST_DRAWN:
            return  # what is wrong in so many cells is told in the message
        if len(finding.cells) > 1 or (finding.cells and not finding.text):
            self._draw(finding.cells, [finding], kind)

    def _show_quote(self, text: TextRef) -> None:
        """Where the words stand, and the words with the figures in them underlined."""
        page = self.page
        place = f"{harmless(text_place(text, page.lang))}  "
        # Old consoles draw “ two columns wide: the marks below would stand beside their figures.
        words = quoted(text)
        quote = harmless(f'"{words}"' if page.ascii_only else page.say("quote", text=words))
        indent = page.margin + cell_len(place)
        if indent + cell_len(quote) > page.width:
            page.line(Text(place.rstrip(), style="dim"), page.margin)
            place, indent = "", page.margin
        for i, line in enumerate(fold(quote, page.width - indent)):
            shown = Text(line)
            marks = ""
            for figure in _FIGURE.finditer(line):
                shown.stylize("bold", figure.start(), figure.end())
                marks = marks.ljust(cell_len(line[: figure.start()])) + "^" * cell_len(figure[0].rstrip())
            page.line(shown if i else Text.assemble((place, "dim"), shown), indent if i else page.margin)
            if marks:
                page.line(Text(marks, style="yellow"), indent)

    def _draw(self, cells: Iterable[CellRef], group: Sequence[Finding], kind: str) -> None:
        page = self.page
        drawn = sketches(cells)
        if len({sketch.report for sketch in drawn}) > MOST_REPORTS:
            drawn = [sketch for sketch in drawn if sketch.report is None]
        for sketch in side_by_side(drawn, page.lang):
            marked = self._marked(sketch.cells.values(), group)
            page.blank()
            if sketch.report is not None:
                page.words(page.say("of-report", report=sketch.report), page.margin, style="dim")
            self._draw_marked(sketch, marked, kind)
            if sketch.report is None:
                for row, column in sorted(marked):
                    # Told once: the cell stays marked in the other sums.
                    count = self.crossings.get((sketch.table, row, column), 0)
                    if count and (sketch.table, row, column) not in self.told:
                        self.told.add((sketch.table, row, column))
                        cell = page.say("cell-of", row=row, column=column)
                        page.words(page.say("crossing", cell=cell, count=count), page.margin, "bold")

    def _draw_marked(self, sketch: Sketch, marked: Collection[Address], kind: str) -> None:
        page = self.page
        width = page.width - page.margin
        drawn = draw(sketch, marked, page.lang, width=width, ascii_only=page.ascii_only, style=MARKED[kind])
        for thing in drawn:
            page.draw(thing, page.margin)

    def _marked(self, cells: Iterable[CellRef], group: Sequence[Finding]) -> set[Address]:
        """The cells to look at: the only one of a finding, those without a figure, those where failed sums meet."""
        single = all(len(finding.cells) == 1 and not finding.text for finding in group)
        return {
            (cell.row, cell.column)
            for cell in cells
            if single
            or cell.value is None
            or (cell.report is None and (cell.table, cell.row, cell.column) in self.crossings)
        }

    def _show_more(self, group: Sequence[Finding]) -> None:
        if not group:
            return
        page = self.page
        places = list(dict.fromkeys(filter(None, (place_text(finding, page.lang) for finding in group))))
        key = "more-places" if places else "more-places-unnamed"
        page.words(page.say(key, count=len(group), places=page.say("name-list").join(places)), page.margin)

    def _show_clause(self, finding: Finding) -> None:
        page = self.page
        law = law_text(finding, page.lang)
        both = harmless(f"{law}  {finding.rule}")
        if law and page.margin + cell_len(both) <= page.width:
            page.line(Text(both, style="dim"), page.margin)
            return
        if law:
            page.words(law, page.margin, style="dim")
        page.words(finding.rule, page.margin, style="dim")

    # ── what is only named ──

    def _show_list(self, heading: str, kind: str, findings: Sequence[Finding]) -> None:
        """Findings of which only rule and places are told."""
        if not findings:
            return
        page = self.page
        page.heading(page.say(heading))
        alike: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            alike.setdefault((finding.rule, decision_text(finding, page.lang)), []).append(finding)
        for (_, decision), group in alike.items():
            places = list(dict.fromkeys(filter(None, (place_text(finding, page.lang) for finding in group))))
            what = page.say("name-list").join(places[:MOST_PLACES])
            if len(places) > MOST_PLACES:
                what = page.say("and-others", places=what, count=len(places))
            if len(group) == 1:
                what = group[0].message
            line = page.say("titled", title=group[0].title, what=what or group[0].message)
            if decision:
                line = page.say("waived-because", line=line, decision=decision)
            page.headed(kind, line)

    def _show_passed(self) -> None:
        page = self.page
        if not self.report.passed:
            return
        page.heading(page.say("decided"))
        by_rule_name: dict[str, list[Passed]] = {}
        for passed in self.report.passed:
            by_rule_name.setdefault(passed.rule, []).append(passed)
        for group in by_rule_name.values():
            told = [text for passed in group if (text := passed_text(passed, page.lang))]
            if len(told) > 1 and all(passed.message and not is_cell(passed.instance) for passed in group):
                page.headed("passed", group[0].title)
                for text in told:
                    page.words(text, page.margin)
                continue
            what = page.say("semicolon").join(told)
            page.headed(
                "passed", page.say("titled", title=group[0].title, what=what) if what else group[0].title
            )

    def _show_numbers(self) -> None:
        """Each number of the narrative, paragraph by paragraph, with what it was held against."""
        page = self.page
        if not self.report.numbers:
            return
        page.heading(page.say("numbers"))
        by_paragraph: dict[str, list[str]] = {}
        for number in self.report.numbers:
            by_paragraph.setdefault(text_place(number.text, page.lang), []).append(
                number_text(number, page.lang)
            )
        for place, told in by_paragraph.items():
            page.words(page.say("titled", title=place, what=page.say("list").join(told)))

    def _show_summary(self) -> None:
        page, summary = self.page, self.report.summary
        page.blank()
        style = "bold red" if summary.errors else "bold yellow" if summary.warnings else "bold"
        counts, others = counts_text(summary, page.lang)
        shown = items(by_part(without_explained(self.failed, self.causes), self.report.parts, self.causes))
        if shown < len(self.failed):
            counts = page.say("items-1" if shown == 1 else "items", counts=counts, count=shown)
        page.words(page.say("semicolon").join(filter(None, (counts, others))), style=style)
        waiting = waiting_list(page.lang, summary.waiting)
        if waiting:
            page.words(page.say("waiting-line", list=waiting), style="dim")


def _smallest_sum(cause: Cause) -> tuple[CellRef, ...]:
    """Of the sums that a cause explains, the shortest in which all cells to change stand; none if there is no such.
    Of the reports beside it those with a cell to change."""
    changed = {change.address for change in cause.repair.changes}
    sums = [
        finding.cells
        for finding in cause.findings
        if changed <= {(cell.report, cell.table, cell.row, cell.column) for cell in finding.cells}
    ]
    named = {None, *(change.report for change in cause.repair.changes)}
    return tuple(cell for cell in min(sums, key=len, default=()) if cell.report in named)


def _counts(report: ReportResult) -> dict[str, object]:
    summary = report.summary
    return {"passed": summary.passed, "not_applicable": summary.not_applicable, "waiting": summary.waiting}


def _show_faults(faults: Iterable[Fault], page: Page) -> None:
    page.heading(page.say("faults"))
    for fault in faults:
        page.headed("fault", page.say("fault", origin=fault.origin, message=fault.message))
