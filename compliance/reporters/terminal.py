"""The results for a person at a terminal: part by part as the report is, each finding with its figures and its clause.

A drafter should see in seconds which cell to look at, how much it is off, and under which clause. So findings of one
rule in one part are one block: what is wrong, the piece of the table with the cells marked, the words of the report,
the clause. Where several failed sums meet in one cell, that cell is marked in all of them.

Everything is made as one text, so that the same text goes to a terminal, a file or a log: nothing here asks where it
goes, :class:`~compliance.plugins.View` says it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from compliance.findings import CellRef, Fault, Finding, ReportResult, RunResult, Severity, TextRef, Verdict
from compliance.messages import say
from compliance.reporters.drawing import Address, draw, figure_text, sketches
from compliance.reporters.folding import fold
from compliance.reporters.line import harmless, passed_line, waiting_list

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

FILE_WIDTH = 100
"""The width of what goes into a file."""
WIDEST = 110
"""Longer lines are hard to read, however wide the window."""
NARROW = 60
NARROWEST = 24
MOST_BLOCKS = 3
"""Findings of one rule that are shown in full; of the others the places are named."""
MOST_QUOTES = 5

STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold blue",
    "unknown": "bold magenta",
    "passed": "green",
    "waived": "dim",
    "fault": "bold red",
    "unreadable": "bold red",
}
MARKED = {
    "error": "bold reverse red",
    "warning": "bold reverse yellow",
    "note": "bold reverse blue",
    "unknown": "bold magenta",
}

_PLAIN_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
# A figure in the narrative: Western or full-width digits with their separators and per cent, or Chinese numerals.
_FIGURE = re.compile(
    r"[0-9０-９]+(?:[.,，．][0-9０-９]+)*\s?[%％‰]?|[〇零一二三四五六七八九十百千万亿两]{2,}"
)


def render(result: RunResult, view: View) -> str:
    """The whole run as text, with escape sequences where colour is wanted."""
    page = _Page(view)
    before: _ReportView | None = None
    for report in result.reports:
        shown = _ReportView(report, page)
        if before is not None and not (before.is_line and shown.is_line):
            page.blank()
        shown.show()
        before = shown
    if result.faults:
        _show_faults(result.faults, page)
    if view.statistics:
        _show_statistics(result.reports, page)
    if len(result.reports) > 1 and not view.quiet:
        _show_totals(result.reports, page)
    return page.text()


class _Encoded(StringIO):
    """A text in memory that is to be written in a certain encoding: rich draws with ASCII where that is no UTF."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override] # typeshed says that a text in memory has none
        """What the text will be encoded in."""
        return self._encoding


class _Page:
    """What the output is drawn on: a console of rich that knows width, colour and encoding, and the language."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.lang = view.lang
        self.width = max(NARROWEST, min(view.width or FILE_WIDTH, WIDEST))
        self.margin = 2 if self.width < NARROW else 8 if view.lang == "zh" else 10
        self._file = _Encoded(view.encoding)
        self._console = Console(
            file=self._file,
            width=self.width,
            color_system="standard" if view.color else None,
            force_terminal=view.color,
            no_color=False,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )
        self.ascii_only = self._console.options.ascii_only

    def say(self, key: str, **values: object) -> str:
        """A sentence of ``messages/reporting.py``."""
        return say(self.lang, f"reporting.{key}", **values)

    def blank(self) -> None:
        """An empty line."""
        self._console.print()

    def line(self, text: Text, indent: int = 0) -> None:
        """One line as it is."""
        self._console.print(Padding(text, (0, 0, 0, indent)), no_wrap=True, overflow="ignore", crop=False)

    def words(self, text: str, indent: int = 0, style: str = "") -> None:
        """Text from anywhere, made harmless and folded."""
        for line in fold(harmless(text), self.width - indent):
            self.line(Text(line, style=style), indent)

    def headed(self, kind: str, text: str, style: str = "") -> None:
        """A word that says what kind of line this is, and text folded beside it."""
        word = Text(self.say(f"word-{kind}"), style=STYLES[kind])
        # Where it is narrow, the first line alone stands beside the word.
        beside = max(self.margin, word.cell_len + 1)
        first, *rest = fold(harmless(text), self.width - beside)
        self.line(Text.assemble(word, " " * (beside - word.cell_len), Text(first, style=style)))
        for line in rest:
            self.line(Text(line, style=style), self.margin)

    def whole(self, text: str) -> None:
        """A line that is not folded: what stands in a log on one line can be looked for."""
        self._console.print(Text(text), soft_wrap=True)

    def heading(self, text: str) -> None:
        """The heading of a part: a rule across the page."""
        self.blank()
        shown = fold(harmless(text), self.width - 4)
        for line in shown[:-1]:
            self.line(Text(line, style="bold"))
        self._console.print(Rule(Text(shown[-1], style="bold"), align="left", style="dim"))

    def draw(self, thing: Table | Text, indent: int) -> None:
        """A table or a line of a drawing."""
        if isinstance(thing, Text):
            self.line(thing, indent)
        else:
            self._console.print(Padding(thing, (0, 0, 0, indent), expand=False))

    def text(self) -> str:
        """All that was drawn. No line ends in white space, and nothing is in it that the encoding cannot hold."""
        text = self._file.getvalue()
        if not self.view.color:
            text = "\n".join(line.rstrip() for line in text.split("\n"))
        return text.encode(self.view.encoding, "replace").decode(self.view.encoding)


# ── one report ──────────────────────────────────────────────────────────────────────────────────────────────────


class _ReportView:
    """One report on the page."""

    def __init__(self, report: ReportResult, page: _Page) -> None:
        self.report = report
        self.page = page
        self.open = [finding for finding in report.findings if finding.waived is None]
        self.waived = [finding for finding in report.findings if finding.waived is not None]
        self.failed = [finding for finding in self.open if finding.verdict is Verdict.FAIL]
        self.unknown = [finding for finding in self.open if finding.verdict is Verdict.UNKNOWN]
        self.crossings = _crossings(self.failed)
        self.told: set[tuple[str, str, str]] = set()

    @property
    def is_line(self) -> bool:
        """Everything holds and there is nothing else to tell: one line is enough."""
        report, shown = self.report, self.page.view.show
        told = report.findings or report.error or report.faults or report.changes or report.remarks
        return not (told or ("passed" in shown and report.passed))

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
        blocks = self.failed + (self.unknown if "unknown" in view.show else [])
        for heading, findings in self._by_part(blocks):
            page.heading(heading)
            for group in _groups(findings):
                page.blank()
                self._show_block(group)
        if "unknown" not in view.show and not view.quiet:
            self._show_list("undecided", "unknown", self.unknown)
        if not view.quiet:
            self._show_list("accepted", "waived", self.waived)
        if "passed" in view.show:
            self._show_passed()
        if self.report.faults:
            _show_faults(self.report.faults, page)
        if not view.quiet:
            self._show_summary()

    def _show_head(self) -> None:
        page, report = self.page, self.report
        page.words(report.source, style="bold")
        about = [report.agency] if report.agency else []
        about += [page.say("year", year=report.year)] if report.year is not None else []
        about += [page.say("form", form=report.form)] if report.form else []
        if report.rule_sets:
            rules = page.say("name-list").join(f"{rules.name} {rules.version}" for rules in report.rule_sets)
            about.append(page.say("rules", rules=rules))
        if about:
            page.words(page.say("and").join(about), style="dim")
        for key, texts in (("remark", report.remarks), ("change", report.changes)):
            for text in texts:
                page.words(page.say("titled", title=page.say(key), what=text))

    def _by_part(self, findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
        """The findings under the headings of the report's parts, in the order of the form."""
        sorted_in: dict[int, list[Finding]] = {}
        named: dict[str, int] = {}
        for finding in findings:
            sorted_in.setdefault(self._place_of(finding, named), []).append(finding)
        tables = {place: table for table, place in named.items()}
        return [(self._heading(place, tables), sorted_in[place]) for place in sorted(sorted_in)]

    def _place_of(self, finding: Finding, named: dict[str, int]) -> int:
        """Where a finding stands: 0 for title and preface, then the parts, then tables of no part, then the rest."""
        parts = self.report.parts
        section = finding.text[0].section if finding.text else finding.instance.get("section")
        if section in ("title", "preface"):
            return 0
        for i, part in enumerate(parts, 1):
            if part.number == section:
                return i
        for i, part in enumerate(parts, 1):
            if any(cell.table in part.tables for cell in finding.cells):
                return i
        if finding.cells:
            return named.setdefault(finding.cells[0].table, len(parts) + 1 + len(named))
        return len(parts) + 1000

    def _heading(self, place: int, tables: Mapping[int, str]) -> str:
        page, parts = self.page, self.report.parts
        if place == 0:
            return page.say("front")
        if place <= len(parts):
            part = parts[place - 1]
            return page.say("part", number=part.number, title=part.title)
        return page.say("table", table=tables[place]) if place in tables else page.say("whole")

    # ── findings ──

    def _show_block(self, group: Sequence[Finding]) -> None:
        """The findings of one rule in one part."""
        page, first = self.page, group[0]
        kind = "unknown" if first.verdict is Verdict.UNKNOWN else str(first.severity)
        page.headed(kind, first.title, style="bold")
        drawn = (
            list(first.cells) if len(group) == 1 else [cell for finding in group for cell in finding.cells]
        )
        if len(group) > 1 and _are_one_drawing(group):
            self._show_messages(group)
            self._draw(drawn, group, kind)
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
        for text in finding.text[:MOST_QUOTES]:
            for after in ("：", ": "):
                # The quote is shown with its place, so the message need not begin with it.
                message = message.removeprefix(f"{page.say('quote', text=text.quote)}{after}")
            if text.quote not in message:
                self._show_quote(text)
        if len(finding.text) > MOST_QUOTES:
            page.words(page.say("more-places-unnamed", count=len(finding.text) - MOST_QUOTES), page.margin)
        page.words(message, page.margin)
        sides = [
            figure_text(side)
            for side in (finding.left, finding.right, finding.difference)
            if side is not None
        ]
        # A rule's own message may tell less than the computed sides.
        if len(sides) == 3 and not set(sides) <= set(_PLAIN_FIGURE.findall(message)):
            left, right, difference = sides
            page.words(page.say("sides", left=left, right=right, difference=difference), page.margin)
        if len(finding.cells) > 1 or (finding.cells and not finding.text):
            self._draw(finding.cells, [finding], kind)

    def _show_quote(self, text: TextRef) -> None:
        """Where the words stand, and the words with the figures in them underlined."""
        page = self.page
        place = f"{_place_text(text, page)}  "
        # Old consoles draw “ two columns wide: the marks below would stand beside their figures.
        quote = harmless(f'"{text.quote}"' if page.ascii_only else page.say("quote", text=text.quote))
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
        for sketch in sketches(cells):
            marked = self._marked(sketch.cells.values(), group)
            page.blank()
            if sketch.report is not None:
                page.words(page.say("of-report", report=sketch.report), page.margin, style="dim")
            drawn = draw(
                sketch,
                marked,
                page.lang,
                width=page.width - page.margin,
                ascii_only=page.ascii_only,
                style=MARKED[kind],
            )
            for thing in drawn:
                page.draw(thing, page.margin)
            if sketch.report is None:
                for row, column in sorted(marked):
                    # Told once: the cell stays marked in the other sums.
                    count = self.crossings.get((sketch.table, row, column), 0)
                    if count and (sketch.table, row, column) not in self.told:
                        self.told.add((sketch.table, row, column))
                        cell = page.say("cell-of", row=row, column=column)
                        page.words(page.say("crossing", cell=cell, count=count), page.margin)

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
        places = list(dict.fromkeys(filter(None, (_place(finding, page) for finding in group))))
        key = "more-places" if places else "more-places-unnamed"
        page.words(page.say(key, count=len(group), places=page.say("name-list").join(places)), page.margin)

    def _show_clause(self, finding: Finding) -> None:
        page = self.page
        citations = [
            page.say("clause", instrument=c.instrument, clause=c.clause) if c.clause else c.instrument
            for c in finding.citations
        ]
        law = page.say("law", citations=page.say("semicolon").join(citations)) if citations else ""
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
        by_rule: dict[str, list[Finding]] = {}
        for finding in findings:
            by_rule.setdefault(finding.rule, []).append(finding)
        for group in by_rule.values():
            places = list(dict.fromkeys(filter(None, (_place(finding, page) for finding in group))))
            what = page.say("name-list").join(places[:8]) + ("…" if len(places) > 8 else "")
            if len(group) == 1:
                what = group[0].message
            line = page.say("titled", title=group[0].title, what=what or group[0].message)
            reason = (group[0].waived or {}).get("reason")
            if reason:
                line = page.say("waived-because", line=line, reason=reason)
            page.headed(kind, line)

    def _show_passed(self) -> None:
        page = self.page
        if not self.report.passed:
            return
        page.heading(page.say("decided"))
        for passed in self.report.passed:
            place = page.say("name-list").join(passed.instance.values())
            title = f"{passed.title} {place}".rstrip()
            page.headed("passed", page.say("titled", title=title, what=passed.message))

    def _show_summary(self) -> None:
        page, summary = self.page, self.report.summary
        failures = [
            _plural(page, key, count)
            for key, count in (
                ("errors", summary.errors),
                ("warnings", summary.warnings),
                ("notes", summary.notes),
            )
            if count or key == "errors"
        ]
        others = [
            page.say(key, count=count)
            for key, count in (
                ("waived", summary.waived),
                ("passed", summary.passed),
                ("unknown", summary.unknown),
                ("not_applicable", summary.not_applicable - sum(summary.waiting.values())),
            )
            if count
        ]
        page.blank()
        style = "bold red" if summary.errors else "bold yellow" if summary.warnings else "bold"
        text = page.say("semicolon").join(page.say("and").join(told) for told in (failures, others) if told)
        page.words(text, style=style)
        waiting = waiting_list(page.lang, summary.waiting)
        if waiting:
            page.words(page.say("waiting-line", list=waiting), style="dim")


def _plural(page: _Page, key: str, count: int) -> str:
    return page.say(f"{key}-1" if count == 1 else key, count=count)


def _counts(report: ReportResult) -> dict[str, object]:
    summary = report.summary
    return {"passed": summary.passed, "not_applicable": summary.not_applicable, "waiting": summary.waiting}


def _groups(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one rule and one verdict together, in the order of the first of each; the gravest first."""
    groups: dict[tuple[str, Verdict, Severity], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.verdict, finding.severity), []).append(finding)
    return sorted(groups.values(), key=lambda g: (g[0].verdict is Verdict.UNKNOWN, -g[0].severity.rank))


def _are_one_drawing(group: Sequence[Finding]) -> bool:
    """Whether one piece of one table shows them all: single cells, or the same rows of several columns."""
    drawn = sketches(cell for finding in group for cell in finding.cells)
    if len(drawn) != 1 or any(finding.text for finding in group):
        return False
    return drawn[0].is_full or all(len(finding.cells) == 1 for finding in group)


def _crossings(failed: Iterable[Finding]) -> dict[tuple[str, str, str], int]:
    """Cells in which failed sums meet, and how many do: in each sum the cell that most others share, if it stands out.

    A mistyped figure breaks its row and its column, and both findings name it.
    """
    sums = [
        {(c.table, c.row, c.column) for c in finding.cells if c.report is None}
        for finding in failed
        if finding.difference is not None and len(finding.cells) > 1
    ]
    counts = Counter(cell for cells in sums for cell in cells)
    meeting: dict[tuple[str, str, str], int] = {}
    for cells in sums:
        most = max((counts[cell] for cell in cells), default=0)
        top = [cell for cell in cells if counts[cell] == most]
        if most > 1 and len(top) == 1:
            meeting[top[0]] = most
    return meeting


def _place(finding: Finding, page: _Page) -> str:
    """Where a finding is, in few words; empty for one about the report as a whole."""
    names = dict(finding.instance)
    section = names.pop("section", None)
    if section is not None:
        return page.say("section", number=section)
    if "row" in names and "column" in names:
        return page.say("cell-of", row=names["row"], column=names["column"])
    shown = names.get("row") or names.get("column")
    if shown is None and finding.text:
        return _place_text(finding.text[0], page)
    return shown or ""


def _place_text(text: TextRef, page: _Page) -> str:
    if text.section == "title":
        return page.say("in-title")
    if text.section == "preface":
        if text.paragraph is None:
            return page.say("in-preface")
        return page.say("in-preface-paragraph", paragraph=text.paragraph)
    if text.paragraph is None:
        return page.say("in-heading", number=text.section)
    return page.say("in-paragraph", number=text.section, paragraph=text.paragraph)


# ── the run as a whole ──────────────────────────────────────────────────────────────────────────────────────────


def _show_faults(faults: Iterable[Fault], page: _Page) -> None:
    page.heading(page.say("faults"))
    for fault in faults:
        page.headed("fault", page.say("fault", origin=fault.origin, message=fault.message))


def _kind_of(report: ReportResult) -> str:
    summary = report.summary
    if report.error is not None:
        return "unreadable"
    if summary.errors:
        return "errors"
    if report.faults:
        return "faults"
    if summary.warnings or summary.notes:
        return "others"
    return "unknown" if summary.unknown else "clean"


def _show_totals(reports: Sequence[ReportResult], page: _Page) -> None:
    kinds = Counter(_kind_of(report) for report in reports)
    order = ("errors", "others", "unknown", "faults", "clean", "unreadable")
    told = [page.say(f"reports-{kind}", count=kinds[kind]) for kind in order if kinds[kind]]
    page.blank()
    page.words(page.say("reports", count=len(reports), list=page.say("and").join(told)), style="bold")


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    is_count: bool = True


def _show_statistics(reports: Sequence[ReportResult], page: _Page) -> None:
    """How often each rule failed or was unknown, and how many findings each report has."""
    titles: dict[str, str] = {}
    failed: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for report in reports:
        for finding in report.findings:
            titles[finding.rule] = finding.title
            (failed if finding.verdict is Verdict.FAIL else unknown)[finding.rule] += 1
    if titles:
        rules = sorted(titles, key=lambda rule: (-failed[rule], -unknown[rule], rule))
        columns = [
            _Column("count-fail"),
            _Column("count-unknown"),
            _Column("rule", False),
            _Column("title", False),
        ]
        rows = [[failed[rule], unknown[rule], rule, titles[rule]] for rule in rules]
        _show_counts(page, "by-rule", columns, rows)
    if len(reports) > 1:
        columns = [
            *(_Column(f"count-{kind}") for kind in ("errors", "warnings", "notes", "unknown")),
            _Column("report", False),
        ]
        rows = [
            [s.errors, s.warnings, s.notes, s.unknown, report.source]
            for report in sorted(reports, key=lambda report: -report.summary.errors)
            for s in (report.summary,)
        ]
        _show_counts(page, "by-report", columns, rows)


def _show_counts(
    page: _Page, heading: str, columns: Sequence[_Column], rows: Sequence[Sequence[object]]
) -> None:
    page.heading(page.say(heading))
    if page.width < NARROW:
        # No room for titles beside the names.
        columns = columns[:3] if columns[-1].heading == "title" else columns
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(
            page.say(column.heading),
            justify="right" if column.is_count else "left",
            overflow="fold",
            no_wrap=column.is_count,
        )
    for row in rows:
        table.add_row(*(Text(harmless(str(value))) for value in row[: len(columns)]))
    page.draw(table, 0)
