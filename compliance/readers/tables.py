"""The physical rows of one table become its cells: rows by their labels, columns by the header over them.

What is not certain is said: every doubt is a remark with its place, and a doubt about rows or columns makes the whole
table *partly read*, on which arithmetic can at best be unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from compliance.form import Column, Table
from compliance.readers.align import Match, PrintedRow, SeenRow, align
from compliance.readers.columns import Extent, Leaf, Reading, decide, leaves, readings
from compliance.readers.fragments import RawCell, RawRow
from compliance.readers.labels import Label, label
from compliance.readers.numbers import Measures, cell_of, is_value, unit_in_heading
from compliance.report import Cell, Place

SHOWN = 60
"""So much of a label is shown in a remark."""


def place_values(at: Place | None) -> dict[str, int | str]:
    """A place among the values of a remark, which are plain ones: ``at_line``, ``at_page`` …"""
    known = {} if at is None else at.to_json()
    return {f"at_{key}": value for key, value in known.items() if isinstance(value, int | str)}


@dataclass
class TableReading:
    """What was understood of one table, read as a table of one edition of the form.

    ``missing`` are rows of the form that were not found, ``strangers`` counts rows with figures that are none of the
    form's, ``twice`` the rows that were found more than once. ``doubt`` is the key of the sentence that says why the
    table is only partly read.
    """

    table: Table
    measures: Measures
    rows: dict[str, dict[str, Cell]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    strangers: int = 0
    twice: tuple[str, ...] = ()
    doubt: str | None = None
    remarks: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def misfit(self) -> int:
        """How badly the table fits this edition: fewer is better."""
        return len(self.missing) + self.strangers

    @property
    def is_complete(self) -> bool:
        """Every row of the form was found, and every row with figures is one of the form's."""
        return not self.misfit and not self.twice

    def remark(self, key: str, at: Place | None = None, **values: object) -> None:
        """Say something about the table to the person who checks the report."""
        self.remarks.append((f"reading.{key}", {"table": self.table.name, **values, **place_values(at)}))

    def question(self, reason: str) -> None:
        """Make the table a partly read one; the first reason stands."""
        self.doubt = self.doubt or f"reading.{reason}"

    def put(self, row: str, column: str, cell: Cell) -> None:
        """Set one cell."""
        self.rows.setdefault(row, {})[column] = cell


@dataclass(slots=True)
class Physical:
    """A physical row, taken apart: label cells, cells of figures, and which header is over it."""

    raw: RawRow
    labels: tuple[RawCell, ...]
    values: tuple[RawCell, ...]
    header: int = -1
    group: str | None = None
    is_group: bool = False

    @property
    def figures(self) -> int:
        """How many cells of figures hold something."""
        return sum(1 for cell in self.values if cell.text.strip())

    @property
    def shown(self) -> str:
        """Its label as a person sees it."""
        return " ".join(cell.text.strip() for cell in self.labels)[:SHOWN]


class Vocabulary:
    """The labels of one table, prepared once."""

    def __init__(self, table: Table) -> None:
        self.rows = {known.core: row.name for row in table.rows for known in map(label, row.labels)}
        self.rows |= {known.base: row.name for row in table.rows for known in map(label, row.labels)}
        self.columns = {
            k for c in table.columns for known in map(label, c.labels) for k in (known.core, known.base)
        }
        self.column_groups = {label(group.label).core for group in table.column_groups if group.label}
        self.titles = {label(block.title).core for block in table.blocks if block.title}
        self.titles.add(label(table.title).core)
        self.row_groups = {label(group.label).core: group.name for group in table.row_groups if group.label}
        self.printed = tuple(
            PrintedRow(row.name, tuple(map(label, row.labels)), _group_of(table, row.name))
            for row in table.rows
        )
        self.widths = {row.name: len(columns_of(table, row.name)) for row in table.rows}
        self._pairs = {
            row.name: frozenset().union(*(known.bigrams for known in row.labels)) for row in self.printed
        }
        self._all_pairs = frozenset().union(
            *self._pairs.values(), *(label(group.label or "").bigrams for group in table.row_groups)
        )

    def row_of(self, text: str) -> str:
        """The row whose label *text* is; empty if it is none."""
        if not text.strip():
            return ""
        seen = label(text)
        return self.rows.get(seen.core) or self.rows.get(seen.base) or ""

    def prints(self, row: str, text: str) -> bool:
        """Whether *text* stands for the most part in the label of a row."""
        return _mostly(text, self._pairs[row])

    def speaks(self, text: str) -> bool:
        """Whether *text* may be a piece of any row's label, however damaged."""
        seen = label(text)
        return len(seen.core) > 1 and bool(seen.bigrams & self._all_pairs)


def _mostly(text: str, pairs: frozenset[str]) -> bool:
    seen = label(text)
    return len(seen.core) > 1 and 2 * len(seen.bigrams & pairs) >= len(seen.bigrams)


def _group_of(table: Table, row: str) -> str | None:
    """The innermost group with a label that the row belongs to."""
    around = [group for group in table.row_groups if group.label and row in group.members]
    return min(around, key=lambda group: len(group.members)).name if around else None


def read_rows(rows: Sequence[RawRow], table: Table, measures: Measures) -> TableReading:
    """Read a table whose rows stand one below the other."""
    vocabulary = Vocabulary(table)
    reading = TableReading(table, measures)
    physical, headers = take_apart(rows, vocabulary)
    seen = [
        SeenRow(_labels(row, vocabulary), bool(row.figures), bool(row.values), row.group) for row in physical
    ]
    alignment = align(seen, vocabulary.printed)
    reading.twice = tuple(alignment.twice)
    for name, places in alignment.twice.items():
        reading.remark("row-twice", physical[places[1]].raw.at, row=name)
        reading.question("doubt-twice")
    matched = {match.name for match in alignment.matches}
    reading.missing = tuple(row.name for row in table.rows if row.name not in matched | set(alignment.twice))
    used = {i for match in alignment.matches for i in range(match.first, match.last + 1)}
    used.update(i for places in alignment.twice.values() for i in places)
    _tell_strangers(reading, physical, used)
    _tell_labels(reading, alignment.matches, physical)
    _read_cells(reading, alignment.matches, physical, headers)
    return reading


def take_apart(rows: Sequence[RawRow], vocabulary: Vocabulary) -> tuple[list[Physical], list[list[RawRow]]]:
    """The rows that may be rows of the form, and the headers among them; titles and empty rows are left out."""
    physical: list[Physical] = []
    headers: list[list[RawRow]] = []
    in_header = is_under_header = False
    group, reach = None, 0
    for row in rows:
        filled = [cell for cell in row.cells if cell.text.strip()]
        if not filled:
            continue
        if is_header(row, vocabulary) or (is_under_header and _goes_on(headers[-1], row, vocabulary)):
            if not in_header:
                headers.append([])
            headers[-1].append(row)
            in_header = is_under_header = True
            continue
        is_under_header = False
        if len(filled) == 1 and label(filled[0].text).core in vocabulary.titles:
            in_header = False
            continue
        taken = split(row, vocabulary)
        in_header = in_header and not taken.figures
        if reach > 0:
            reach -= 1
            group = group if reach else None
        for cell in taken.labels:
            known = vocabulary.row_groups.get(label(cell.text).core)
            if known is not None:
                # A cell without a span (text) reaches as far as the next one.
                group, reach = known, cell.row_span if cell.row_span > 1 else 0
        taken.group = group
        taken.header = len(headers) - 1
        physical.append(taken)
    return physical, headers


def is_header(row: RawRow, vocabulary: Vocabulary) -> bool:
    """Whether the row names columns and holds no figure."""
    filled = [cell.text for cell in row.cells if cell.text.strip()]
    if any(is_value(text) for text in filled):
        return False
    cores = [label(text) for text in filled]
    if any(seen.enumerator and seen.core in vocabulary.rows for seen in cores):
        return False
    naming = [
        seen
        for seen in cores
        if seen.core in vocabulary.columns
        or seen.base in vocabulary.columns
        or seen.core in vocabulary.column_groups
    ]
    return bool(naming) and (len(filled) >= 2 or len(naming[0].core) >= 4)


def _goes_on(header: Sequence[RawRow], row: RawRow, vocabulary: Vocabulary) -> bool:
    """Whether a row without a figure is the rest of a header that a page's end has cut: 企业 below 商业."""
    above = {(cell.column, cell.end): cell.text.strip() for cell in header[-1].cells}
    filled = [cell for cell in row.cells if cell.text.strip()]
    return not any(is_value(cell.text) for cell in filled) and any(
        label(begun + cell.text.strip()).core in vocabulary.columns
        for cell in filled
        if (begun := above.get((cell.column, cell.end), ""))
    )


def split(row: RawRow, vocabulary: Vocabulary) -> Physical:
    """Label cells and cells of figures.

    Labels end at the row's own label; where that is damaged, before the first figure. A word behind the own label may
    be more of the label, or a cell of figures in which no figure is written (三十, 3O): see :func:`_end_of_label`.
    """
    cells = row.cells
    first_figure = next(
        (i for i, cell in enumerate(cells) if cell.text.strip() and is_value(cell.text)), len(cells)
    )
    own = _own_label(cells, vocabulary)
    words = [i for i, cell in enumerate(cells[:first_figure]) if cell.text.strip()]
    if own is not None and (not words or own >= words[-1]):
        end = own + 1
    elif own is not None and row.blanks_shown:
        end = _end_of_label(cells, own, words, vocabulary)
    else:
        # Without its own label nothing tells a damaged label from a cell: what can be no label is one.
        while row.blanks_shown and len(words) > 1 and not vocabulary.speaks(cells[words[-1]].text):
            words.pop()
        end = words[-1] + 1 if words else 0
    return Physical(row, tuple(c for c in cells[:end] if c.text.strip()), cells[end:])


def _own_label(cells: Sequence[RawCell], vocabulary: Vocabulary) -> int | None:
    """Which cell is the row's own label: the last, for a group's label stands in front, and one with its numeral if
    there is one, for 其他 may also stand where a figure should be."""
    known = [i for i, cell in enumerate(cells) if vocabulary.row_of(cell.text)]
    numbered = [i for i in known if label(cells[i].text).enumerator]
    return max(numbered or known, default=None)


def _end_of_label(cells: Sequence[RawCell], own: int, words: Sequence[int], vocabulary: Vocabulary) -> int:
    """Where the label ends whose own words stand in cell *own*, and behind which there are other *words* before the
    first figure. These belong to it if the form prints them there, or if as many filled cells as the form has columns
    stand behind them (a unit, 件). Else they are cells in which no figure is written: taken for labels, they would
    make the row one cell too short, and its figures shift."""
    name = vocabulary.row_of(cells[own].text)
    end = own + 1
    for i in (i for i in words if i > own):
        behind = cells[i + 1 :]
        if vocabulary.prints(name, cells[i].text) or (
            len(behind) == vocabulary.widths[name] and all(cell.text.strip() for cell in behind)
        ):
            end = i + 1
    return end


def _labels(row: Physical, vocabulary: Vocabulary) -> tuple[Label, ...]:
    """What the row's label may be: its last label cell, that without the group's label before it, all together."""
    if not row.labels:
        return ()
    last = label(row.labels[-1].text)
    if last.core in vocabulary.row_groups and last.core not in vocabulary.rows:
        # A group's own line: were it compared, （六）其他处理 would be like 3.其他.
        return ()
    if last.core[-1:].isdigit() and last.core not in vocabulary.rows:
        # The first figure may have run into the label.
        return ()
    found = [last]
    for group in vocabulary.row_groups:
        if last.core.startswith(group) and len(last.core) > len(group):
            plain = row.labels[-1].text.strip()
            tail = next((plain[i:] for i in range(len(plain)) if label(plain[:i]).core == group), "")
            found.append(label(tail))
    if len(row.labels) > 1:
        found.append(label("".join(cell.text for cell in row.labels[-2:])))
    if len(row.labels) > 2:
        found.append(label("".join(cell.text for cell in row.labels)))
    return tuple(found)


def _tell_strangers(reading: TableReading, physical: Sequence[Physical], used: set[int]) -> None:
    """Say which rows with figures are none of the form's, and which of the form's are not there."""
    unlabelled = 0
    for i, row in enumerate(physical):
        if i in used or not row.figures:
            continue
        reading.strangers += 1
        if row.labels:
            reading.remark("row-unknown", row.raw.at, found=row.shown)
        else:
            unlabelled += 1
            reading.remark("row-unlabelled", row.raw.at)
    for name in reading.missing:
        reading.remark("row-missing", row=name)
    # A row of the office's own beside a full table takes nothing from it.
    if unlabelled or (reading.strangers and reading.missing):
        reading.question("doubt-rows")


def _tell_labels(reading: TableReading, matches: Sequence[Match], physical: Sequence[Physical]) -> None:
    """Say which labels are not the form's, and which rows are where only through likeness."""
    for match in matches:
        row = physical[match.values]
        if not match.sure:
            reading.remark("row-likely", row.raw.at, row=match.name, found=match.seen.text[:SHOWN])
            reading.question("doubt-labels")
        elif not match.exact:
            official = reading.table.row(match.name).label
            reading.remark(
                "label-differs", row.raw.at, row=match.name, found=match.seen.text[:SHOWN], label=official
            )
    order = [match.values for match in matches]
    if order != sorted(order):
        reading.remark("row-order")


def _read_cells(
    reading: TableReading,
    matches: Sequence[Match],
    physical: Sequence[Physical],
    headers: Sequence[Sequence[RawRow]],
) -> None:
    """Put the cells of the matched rows where they belong."""
    end = max((row.raw.cells[-1].end for row in physical), default=0)
    known: dict[tuple[int, tuple[str, ...]], tuple[Leaf, ...]] = {}
    groups = {label(group.label).core for group in reading.table.column_groups if group.label}
    most: dict[tuple[Column, ...], int] = {}
    for match in matches:
        columns = columns_of(reading.table, match.name)
        most[columns] = max(most.get(columns, 0), physical[match.values].figures)
    considered: list[tuple[Match, tuple[Leaf, ...], list[Reading]]] = []
    for match in matches:
        row = physical[match.values]
        columns = columns_of(reading.table, match.name)
        names = tuple(column.name for column in columns)
        key = (row.header, names)
        if key not in known:
            known[key] = leaves(headers[row.header], columns, groups) if row.header >= 0 else ()
        ways = readings(row.raw, row.values, known[key], names, Extent(end, most[columns]))
        considered.append((match, known[key], ways))
    shifted = any(over and len(ways) == 1 and ways[0].shift for _, over, ways in considered)
    for match, over, ways in considered:
        row = physical[match.values]
        way = decide(ways, shifted)
        if way is None:
            reading.remark("row-columns", row.raw.at, row=match.name, text=row.raw.plain[:SHOWN])
            reading.question("doubt-columns")
            continue
        put_cells(reading, match.name, way, over, row)


def columns_of(table: Table, row: str) -> tuple[Column, ...]:
    """The columns that the form prints for a row, in order."""
    block = next((block for block in table.blocks if row in block.rows), None)
    return tuple(table.column(name) for name in block.columns) if block else table.columns


def put_cells(reading: TableReading, name: str, way: Reading, over: Sequence[Leaf], row: Physical) -> None:
    """Set the cells of one row as one way of reading it says."""
    headings = {leaf.name: leaf.text for leaf in over}
    beside = row.labels[-1].text if row.labels else ""
    # In a table of open rows the form has none of that name.
    printed = next((one for one in reading.table.rows if one.name == name), None)
    for column, cell in way.cells.items():
        named = {unit_in_heading(text, reading.measures) for text in (headings.get(column, ""), beside)} - {
            ""
        }
        if len(named) > 1 and cell.text.strip():
            # Row and column name different units: nobody can tell which one the figure is in.
            reading.put(name, column, Cell(text=cell.text.strip(), at=cell.at))
            continue
        unit = (printed.unit if printed else None) or reading.table.unit_of(column)
        reading.put(
            name,
            column,
            cell_of(cell.text, cell.at, unit=unit, heading_unit="".join(named), measures=reading.measures),
        )
    for absent in columns_of(reading.table, name):
        if absent.name not in way.cells:
            reading.remark("cell-missing", row.raw.at, row=name, column=absent.name)
