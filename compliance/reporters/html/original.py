"""The report as it was read, laid out as the form prints it, with a mark at each place that a finding speaks of.

A person should find on the page what he holds on paper: the parts in the document's own order and words, the tables
with the printed labels, blanks shown as blanks, and what the reader did not find shown as that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from compliance.findings import Finding, Part, ReportResult, TextRef
from compliance.findings import Told as Number
from compliance.form import Block, Form, Group, Table
from compliance.report import Cell, Report, Section
from compliance.reporters.sections import numeral_of
from compliance.reporters.wording import UNKNOWN, figure_text, told

Address = tuple[str, str, str]
KINDS = ("error", "warning", "note", UNKNOWN)
"""The gravest first."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding that marks tell of: the place of the page that explains it, and its number there."""

    id: str
    number: int
    kind: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Listed:
    """A number of the text that the ledger of the page lists: the place of its entry there."""

    id: str
    number: Number


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a place of the page; to none where the report was not kept or another one is meant."""

    text: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the report that are marked alike; no findings, no mark. ``listed`` is the number that they belong to."""

    text: str
    told: tuple[Told, ...] = ()
    id: str | None = None
    listed: Listed | None = None

    @property
    def kind(self) -> str:
        """That of the gravest finding."""
        return gravest(self.told)


@dataclass(frozen=True, slots=True)
class Head:
    """A printed label, over or beside the cells that it belongs to."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: what it holds, a remark that stands beside the figure, and what findings say of it.

    ``state`` is empty for a figure, else ``blank``, ``text`` or ``absent``. ``is_culprit``: the cell to look at, not
    merely one of a sum that fails.
    """

    id: str
    text: str
    state: str
    note: str
    told: tuple[Told, ...]
    suggested: str
    is_culprit: bool

    @property
    def kind(self) -> str:
        """That of the gravest finding."""
        return gravest(self.told)


@dataclass(frozen=True, slots=True)
class RowView:
    """The labels and the cells of a row; None where the form prints no cell."""

    labels: tuple[Head, ...]
    cells: tuple[CellView | None, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A printed piece of a table with columns of its own."""

    title: str
    corner: Head
    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; ``warning`` says why not all of it is certain."""

    title: str
    warning: str
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of the report: heading, paragraphs, tables."""

    id: str
    heading: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    tables: tuple[TableView, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """The whole report."""

    title: tuple[Piece, ...]
    preface: tuple[Piece, ...]
    sections: tuple[SectionView, ...]


@dataclass
class Marks:
    """Which findings speak of which places, and under which ids the places stand on the page.

    :param prefix: What all ids of the report begin with.
    :param told: The findings that are marked, in the order of their numbers.
    :param suggested: What a cell would have to hold, in words.
    :param culprits: The cells that causes name.
    :param listed: The numbers of the ledger.
    """

    prefix: str
    lang: str
    told: Sequence[Told]
    suggested: Mapping[Address, str]
    culprits: Collection[Address] = ()
    listed: Sequence[Listed] = ()
    _cells: dict[Address, str] = field(default_factory=dict)
    _texts: dict[tuple[int, int], str] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)
    _words: int = 0

    def __post_init__(self) -> None:
        """Sort the findings by the cells that they speak of."""
        self._of_cells: dict[Address, list[Told]] = {}
        for told_ in self.told:
            for cell in told_.finding.cells:
                if cell.report is None:
                    self._of_cells.setdefault((cell.table, cell.row, cell.column), []).append(told_)

    def of_cell(self, address: Address) -> str | None:
        """The id of a cell, None where it is not on the page."""
        return self._cells.get(address)

    def of_text(self, finding: Finding, index: int) -> str | None:
        """The id of the words that a finding speaks of, None where they are not on the page."""
        return self._texts.get((id(finding), index))

    def of_number(self, listed: Listed) -> str | None:
        """The id of a number of the text, None where it is not on the page."""
        return self._numbers.get(listed.id)

    def of_part(self, numeral: str) -> str | None:
        """The id of a part, None where it is not on the page."""
        return self._parts.get(numeral)

    def part(self, numeral: str) -> str:
        """The id under which a part is shown; the first with its numeral is meant by findings."""
        id_ = f"{self.prefix}-part{len(self._parts) + 1}"
        self._parts.setdefault(numeral or id_, id_)
        return id_

    def cell(self, address: Address, cell: Cell | None) -> CellView:
        """A cell as it is shown. Each address is shown once."""
        told_by = tuple(self._of_cells.get(address, ()))
        id_ = self._cells[address] = f"{self.prefix}-cell{len(self._cells) + 1}"
        suggested = self.suggested.get(address, "")
        text, state = _held(cell, self.lang)
        note = (cell.note or "") if cell is not None else ""
        return CellView(id_, text, state, note, told_by, suggested, self.is_culprit(address, told_by))

    def is_culprit(self, address: Address, told_by: Iterable[Told]) -> bool:
        """Whether a cell is the one to look at: a cause names it, or a finding speaks of nothing else."""
        return address in self.culprits or any(
            len(each.finding.cells) == 1 and not each.finding.text for each in told_by
        )

    def pieces(
        self, text: str, places: Iterable[tuple[Told, int, TextRef]], numbers: Iterable[Listed] = ()
    ) -> tuple[Piece, ...]:
        """A text cut where marks begin and end.

        :param places: The findings that speak of it, each with the number of the place in the finding.
        :param numbers: The numbers in it that the ledger lists.
        """
        spans = [(*_found(text, ref), told_, index) for told_, index, ref in places]
        figures = [(*_found(text, listed.number.text), listed) for listed in numbers]
        # Where findings speak of a number, their mark is the one that is seen.
        alone = [f for f in figures if not any(start < f[1] and f[0] < end for start, end, *_ in spans)]
        borders = [span[:2] for span in spans] + [figure[:2] for figure in alone]
        cuts = sorted({0, len(text), *(cut for border in borders for cut in border)})
        made = []
        for start, end in pairwise(cuts):
            inside = [(told_, index) for begin, stop, told_, index in spans if begin <= start and end <= stop]
            there = [listed for begin, stop, listed in figures if start <= begin < stop and begin < end]
            id_ = self._id_of_words(inside, there)
            told_by = {told_.number: told_ for told_, _ in inside}
            of = there[0] if there and not inside else None
            made.append(Piece(text[start:end], tuple(told_by.values()), id_, of))
        return tuple(made)

    def _id_of_words(self, inside: Iterable[tuple[Told, int]], numbers: Iterable[Listed]) -> str | None:
        """The id of some words, if they are the first of a place or of a number; then it is remembered for them."""
        firsts = [key for told_, index in inside if (key := (id(told_.finding), index)) not in self._texts]
        first_numbers = [listed.id for listed in numbers if listed.id not in self._numbers]
        if not firsts and not first_numbers:
            return None
        self._words += 1
        id_ = f"{self.prefix}-words{self._words}"
        self._texts |= dict.fromkeys(firsts, id_)
        self._numbers |= dict.fromkeys(first_numbers, id_)
        return id_


def original_of(report: ReportResult, marks: Marks) -> Original | None:
    """The report of a result, if it was kept. Afterwards the marks know all places."""
    if report.report is None or report.printed is None:
        return None
    return _Layout(report.report, report.printed, report.parts, marks).made()


class _Layout:
    """One report being laid out."""

    def __init__(self, report: Report, form: Form, parts: Sequence[Part], marks: Marks) -> None:
        self.report = report
        self.form = form
        self.marks = marks
        self.lang = marks.lang
        self.parts = parts

    def made(self) -> Original:
        report = self.report
        sections = [self._section(section, i) for i, section in enumerate(report.sections)]
        homeless = [table for table in self.form.tables if self._home(table) is None]
        if homeless:
            heading = (Piece(told(self.lang, "other-tables")),)
            tables = tuple(self._table(table) for table in homeless)
            sections.append(SectionView(self.marks.part(""), heading, (), tables))
        return Original(
            self._pieces(report.title or "", "title", None),
            self._pieces(report.preface or "", "preface", 0),
            tuple(sections),
        )

    # ── parts ──

    def _section(self, section: Section, index: int) -> SectionView:
        numeral = numeral_of(section, self.parts)
        is_meant = not numeral or self._index_of(numeral) == index
        title = self._pieces(section.title, numeral if is_meant else None, None)
        if section.number is not None:
            title = (Piece(told(self.lang, "numbered", number=section.number)), *title)
        paragraphs = tuple(
            self._pieces(paragraph.text, numeral if is_meant else None, i)
            for i, paragraph in enumerate(section.paragraphs)
        )
        tables = tuple(self._table(table) for table in self.form.tables if self._home(table) == index)
        return SectionView(self.marks.part(numeral if is_meant else ""), title, paragraphs, tables)

    def _index_of(self, numeral: str | None) -> int | None:
        return next(
            (i for i, s in enumerate(self.report.sections) if numeral_of(s, self.parts) == numeral), None
        )

    def _home(self, table: Table) -> int | None:
        """The part of this report in which a table is shown."""
        return None if table.section is None else self._index_of(table.section)

    def _pieces(self, text: str, section: str | None, paragraph: int | None) -> tuple[Piece, ...]:
        """A heading (paragraph None) or a paragraph (from 0) with its marks. None for a part of which findings do not
        speak."""

        def is_here(ref: TextRef) -> bool:
            at = None if ref.paragraph is None else ref.paragraph - 1
            # Of title and preface there is but one paragraph, whether it is counted or not.
            return ref.section == section and (at == paragraph or section in ("title", "preface"))

        places = [
            (told_, index, ref)
            for told_ in self.marks.told
            for index, ref in enumerate(told_.finding.text)
            if is_here(ref)
        ]
        return self.marks.pieces(
            text, places, [each for each in self.marks.listed if is_here(each.number.text)]
        )

    # ── tables ──

    def _table(self, table: Table) -> TableView:
        found = self.report.tables.get(table.name, {})
        printed = {row for block in table.blocks for row in block.rows}
        more = [row for row in found if row not in printed]
        last = len(table.blocks) - 1
        blocks = [
            self._block(table, block, (*block.rows, *(more if i == last else ())))
            for i, block in enumerate(table.blocks)
        ]
        reason = self.report.partly_read.get(table.name)
        warning = "" if reason is None else told(self.lang, "partly-read", reason=reason)
        return TableView(table.title, warning, tuple(blocks))

    def _block(self, table: Table, block: Block, rows: Sequence[str]) -> BlockView:
        found = self.report.tables.get(table.name, {})
        labels = _nested(rows, table.row_groups, {row.name: row.label for row in table.rows})
        heads = _transposed(
            _nested(block.columns, table.column_groups, {c.name: c.label for c in table.columns}),
            block.columns,
        )
        views = tuple(
            RowView(
                labels[row],
                tuple(
                    self.marks.cell((table.name, row, column), found.get(row, {}).get(column))
                    for column in block.columns
                ),
            )
            for row in rows
        )
        depth = max((sum(head.columns for head in labels[row]) for row in rows), default=1)
        return BlockView(block.title or "", Head("", depth, len(heads)), heads, views)


def _nested(
    names: Sequence[str], groups: Sequence[Group], labels: Mapping[str, str]
) -> dict[str, tuple[Head, ...]]:
    """For each row the labels that begin at it, from the widest group to its own; each is as deep as is left.

    Only groups that paper prints, and whose rows stand together, are shown.
    """
    shown = []
    for group in groups:
        members = [name for name in names if name in group.members]
        start = names.index(members[0]) if members else 0
        if group.label and len(members) > 1 and list(names[start : start + len(members)]) == members:
            shown.append((group.label, start, start + len(members)))
    shown.sort(key=lambda g: g[1] - g[2])
    depths = [sum(1 for _, start, end in shown if start <= i < end) for i in range(len(names))]
    deepest = max(depths, default=0) + 1
    made = {}
    for i, name in enumerate(names):
        heads = [Head(label, 1, end - start) for label, start, end in shown if start == i]
        heads.append(Head(labels.get(name, name), deepest - depths[i], 1))
        made[name] = tuple(heads)
    return made


def _transposed(nested: Mapping[str, tuple[Head, ...]], names: Sequence[str]) -> tuple[tuple[Head, ...], ...]:
    """The labels of columns, line by line: what was beside stands above."""
    deepest = max((sum(head.columns for head in heads) for heads in nested.values()), default=1)
    lines: list[list[Head]] = [[] for _ in range(deepest)]
    for name in names:
        level = deepest - sum(head.columns for head in nested[name])
        for head in nested[name]:
            lines[level].append(Head(head.text, head.rows, head.columns))
            level += head.columns
    return tuple(map(tuple, lines))


def _held(cell: Cell | None, lang: str) -> tuple[str, str]:
    """What a cell holds, in words, and the state that it is in."""
    if cell is None:
        return told(lang, "not-found"), "absent"
    if cell.text is not None:
        return cell.text, "text"
    if cell.value is None:
        return told(lang, "blank"), "blank"
    return figure_text(cell.value), ""


def _found(text: str, ref: TextRef) -> tuple[int, int]:
    """Where the words stand in the text: at their place, else wherever they are."""
    if text[ref.start : ref.end] == ref.quote:
        return ref.start, ref.end
    start = text.find(ref.quote)
    return (start, start + len(ref.quote)) if start >= 0 else (0, 0)


def gravest(told_by: Sequence[Told]) -> str:
    """The gravest kind among findings, empty where there are none."""
    return min((each.kind for each in told_by), key=KINDS.index, default="")
