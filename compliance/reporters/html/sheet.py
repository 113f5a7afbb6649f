"""What the page shows of one report, in its order: numbered findings under their parts and causes, and the rest.

Every finding has a number, so that a mark in the text can name it on paper as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.findings import CellRef, Finding, ReportResult, Verdict
from compliance.messages import say
from compliance.reporters.arranging import are_cells_alike, by_part, by_rule
from compliance.reporters.causes import (
    Cause,
    alternatives,
    causes_of,
    cell_text,
    certainty,
    headline,
    without_explained,
)
from compliance.reporters.html.ledger import Ledger, ledger_of
from compliance.reporters.html.original import Address, Link, Listed, Marks, Original, Told, original_of
from compliance.reporters.html.pictured import PageView, pages_of
from compliance.reporters.line import waiting_list
from compliance.reporters.overview import failed, open_findings, state_of
from compliance.reporters.wording import (
    about_text,
    counts_text,
    decision_text,
    figure_text,
    is_cell,
    kind_of,
    law_text,
    part_text,
    passed_text,
    place_text,
    quoted,
    quotes_of,
    title_text,
    told,
    value_text,
)

MOST_CELLS = 4
"""Of a sum with more cells, those that hold 0 are not linked one by one."""
MOST_LINKS = 24
"""More cells than that are only marked in the report."""
SHORT = 12
"""Texts of so many characters stand beside each other, not one below the other."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as it is shown; ``places`` are the words, the cells or the part that it speaks of, ``decision``
    what accepts it."""

    id: str
    number: int
    finding: Finding
    places: tuple[Link, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule and one kind: what they have in common is told once."""

    kind: str
    word: str
    title: str
    rule: str
    law: str
    because: str
    entries: tuple[Entry, ...]

    @property
    def is_cells(self) -> bool:
        """Whether these are many single cells, which are one thing to look at and have one number."""
        return are_cells_alike([entry.finding for entry in self.entries])

    @property
    def rows(self) -> list[tuple[str, list[Link]]]:
        """The cells of such a group row by row: a link for each column."""
        rows: dict[str, list[Link]] = {}
        for entry in self.entries:
            (cell,) = entry.finding.cells
            rows.setdefault(cell.row, []).append(Link(cell.column, entry.places[0].target))
        return list(rows.items())


@dataclass(frozen=True, slots=True)
class CauseEntry:
    """A cause with what it explains."""

    id: str
    kind: str
    word: str
    headline: str
    lines: tuple[str, ...]
    cells: tuple[Link, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A part of the report with what is wrong in it."""

    heading: str
    causes: tuple[CauseEntry, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule on the cover sheet: how often it held, and with which figures."""

    rule: str
    title: str
    law: str
    passed: int
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows of one report."""

    id: str
    name: str
    report: ReportResult
    state: str
    counts: tuple[str, ...]
    waiting: str
    about: str
    error: tuple[str, ...]
    parts: tuple[PartEntry, ...]
    unknown: tuple[Group, ...]
    waived: tuple[Group, ...]
    rules: tuple[RuleEntry, ...]
    idle: tuple[RuleEntry, ...]
    original: Original | None
    ledger: Ledger | None
    pages: tuple[PageView, ...]
    unpictured: str


def sheet_of(report: ReportResult, id_: str, lang: str, *, whole: bool) -> Sheet:
    """The sheet of a report.

    :param id_: What all places of this sheet begin with.
    :param whole: Whether the report as it was read and what passed are shown, too.
    """
    return _Sheet(report, id_, lang, whole=whole).made()


class _Sheet:
    """One sheet in the making: findings are numbered in the order in which they are shown."""

    def __init__(self, report: ReportResult, id_: str, lang: str, *, whole: bool) -> None:
        self.report = report
        self.id = id_
        self.lang = lang
        self.whole = whole
        self.causes = causes_of(report, failed(report))
        self.groups = by_part(without_explained(failed(report), self.causes), report.parts, self.causes)
        self.numbers = {id(finding): n for n, alike in enumerate(self._in_order(), 1) for finding in alike}
        self.culprits = {
            (change.table, change.row, change.column) for cause in self.causes for change in cause.own_changes
        }
        self.listed = [
            Listed(f"{id_}-number{n}", number) for n, number in enumerate(report.numbers if whole else (), 1)
        ]
        self.marks = Marks(id_, lang, self._told(), self._suggested(), self.culprits, self.listed)
        self.original = original_of(report, self.marks) if whole else None
        self.pages, self.on_pages = pages_of(report.pictures if whole else (), self.marks)

    def _in_order(self) -> Iterator[list[Finding]]:
        """The findings as they are shown, those together that have one number."""
        for group in self.groups:
            for cause in group.causes:
                yield from _numbered(cause.findings)
            yield from _numbered(group.findings)
        yield from _numbered(self._unknown())
        yield from _numbered(self._waived())

    def _unknown(self) -> list[Finding]:
        return [f for f in open_findings(self.report) if f.verdict is Verdict.UNKNOWN]

    def _waived(self) -> list[Finding]:
        return [f for f in self.report.findings if f.waived is not None]

    def _told(self) -> list[Told]:
        """What the marks in the report tell: open findings only, for what is accepted needs no look."""
        return [
            Told(self._entry_id(finding), self.numbers[id(finding)], kind_of(finding), finding)
            for finding in sorted(open_findings(self.report), key=lambda f: self.numbers[id(f)])
        ]

    def _suggested(self) -> dict[Address, str]:
        """What the cells that causes name would have to hold; nothing where another repair is as likely."""
        return {
            (change.table, change.row, change.column): told(
                self.lang, "suggested", value=figure_text(change.suggested)
            )
            for cause in self.causes
            for change in cause.own_changes
            if cause.likely == 1
        }

    def made(self) -> Sheet:
        report, lang = self.report, self.lang
        kept = self.whole and report.error is None
        return Sheet(
            id=self.id,
            name=about_name(report, lang),
            report=report,
            state=state_of(report),
            counts=tuple(filter(None, counts_text(report.summary, lang))),
            waiting=waiting_list(lang, report.summary.waiting, options=False),
            about=about_text(report, lang),
            error=tuple(report.error.text(lang).splitlines()) if report.error else (),
            parts=tuple(
                PartEntry(
                    part_text(group.place, lang),
                    tuple(self._cause(cause) for cause in group.causes),
                    tuple(self._groups(group.findings)),
                )
                for group in self.groups
            ),
            unknown=tuple(self._groups(self._unknown())),
            waived=tuple(self._groups(self._waived())),
            rules=tuple(self._rules()) if kept else (),
            idle=tuple(self._idle()) if kept else (),
            original=self.original,
            ledger=ledger_of(self.listed, self.marks, {rule.rule: rule.title for rule in report.applied}),
            pages=self.pages,
            unpictured=report.unpictured if kept else "",
        )

    # ── findings ──

    def _entry_id(self, finding: Finding) -> str:
        return f"{self.id}-f{self.numbers[id(finding)]}"

    def _groups(self, findings: Iterable[Finding]) -> Iterator[Group]:
        for alike in by_rule(findings):
            first = alike[0]
            kind = kind_of(first)
            yield Group(
                kind="waived" if first.waived is not None else kind,
                word=told(self.lang, f"severity-{kind}"),
                title=first.title if first.waived is not None else title_text(first, self.lang),
                rule=first.rule,
                law=law_text(first, self.lang),
                because=first.because,
                entries=tuple(map(self._entry, alike)),
            )

    def _entry(self, finding: Finding) -> Entry:
        places = [*self._quotes(finding), *self._cells(finding.cells)]
        target = self.marks.of_part(finding.instance.get("section", ""))
        if not places and target is not None:
            places = [Link(place_text(finding, self.lang), target)]
        boxes = self.on_pages.get(self.numbers[id(finding)], {})
        places += self._boxes(boxes)
        decision = decision_text(finding, self.lang)
        return Entry(self._entry_id(finding), self.numbers[id(finding)], finding, tuple(places), decision)

    def _boxes(self, boxes: Mapping[int, str]) -> list[Link]:
        return [Link(say(self.lang, "html.on-page", page=page), box) for page, box in boxes.items()]

    def _quotes(self, finding: Finding) -> Iterator[Link]:
        for i, text in quotes_of(finding).items():
            yield Link(told(self.lang, "quote", text=quoted(text)), self.marks.of_text(finding, i))

    def _cells(self, cells: Sequence[CellRef]) -> Iterator[Link]:
        shown = [
            cell
            for cell in cells
            if len(cells) <= MOST_CELLS
            or cell.value != 0
            or (cell.table, cell.row, cell.column) in self.culprits
        ]
        for cell in shown[:MOST_LINKS]:
            name = told(self.lang, "cell-of", row=cell.row, column=cell.column)
            text = f"{name} {value_text(cell, self.lang)}"
            if cell.report is not None:
                text = told(self.lang, "titled", title=cell.report, what=text)
            target = None if cell.report else self.marks.of_cell((cell.table, cell.row, cell.column))
            yield Link(text, target)
        if len(shown) > MOST_LINKS:
            yield Link(told(self.lang, "more-places-unnamed", count=len(cells) - MOST_LINKS), None)
        elif len(shown) < len(cells):
            yield Link(told(self.lang, "zero-cells", count=len(cells) - len(shown)), None)

    def _cause(self, cause: Cause) -> CauseEntry:
        kind = str(max(cause.findings, key=lambda finding: finding.severity.rank).severity)
        return CauseEntry(
            id=f"{self.id}-{cause.id}",
            kind=kind,
            word=told(self.lang, f"severity-{kind}"),
            headline=headline(cause, self.lang),
            lines=(certainty(cause, self.lang), *alternatives(cause, self.lang)),
            cells=tuple(
                Link(
                    cell_text(change, self.lang),
                    None if change.report else self.marks.of_cell((change.table, change.row, change.column)),
                )
                for change in cause.repair.changes
            ),
            groups=tuple(self._groups(cause.findings)),
        )

    # ── the cover sheet ──

    def _rules(self) -> Iterator[RuleEntry]:
        """The rules that held somewhere. Cells that stand in the report with the same figure are only counted."""
        figures: dict[str, list[str]] = {}
        for passed in self.report.passed:
            listed = figures.setdefault(passed.rule, [])
            if not is_cell(passed.instance):
                listed.append(passed_text(passed, self.lang))
        for rule in self.report.applied:
            if rule.passed:
                listed = [text for text in figures.get(rule.rule, ()) if text]
                if listed and max(map(len, listed)) <= SHORT:
                    listed = [told(self.lang, "semicolon").join(listed)]
                law = law_text(rule, self.lang)
                yield RuleEntry(rule.rule, rule.title, law, rule.passed, tuple(listed))

    def _idle(self) -> Iterator[RuleEntry]:
        """The rules that had nothing to say of this report."""
        for rule in self.report.applied:
            if not (rule.passed or rule.failed or rule.unknown):
                yield RuleEntry(rule.rule, rule.title, law_text(rule, self.lang), 0, ())


def _numbered(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    for alike in by_rule(findings):
        if are_cells_alike(alike):
            yield alike
        else:
            yield from ([finding] for finding in alike)


def about_name(report: ReportResult, lang: str) -> str:
    """What a report is called in a heading: agency and year, else its file."""
    if report.agency is None or report.year is None:
        return report.source
    return told(lang, "and").join((report.agency, told(lang, "year", year=report.year)))
