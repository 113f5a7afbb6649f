"""A table whose rows are printed side by side: row labels over column labels over one line of figures.

Part four of the report is one. Real reports also print it as three small tables below each other, or turn it upright;
both are read too. Where the header is too broken to name all cells, a line of exactly as many figures as the table has
cells is taken in the form's order, and the table is said to be partly read.
"""

from __future__ import annotations

from collections.abc import Sequence

from compliance.form import Table
from compliance.readers.columns import Extent, Leaf, column_of, decide, header_cells, readings
from compliance.readers.fragments import RawCell, RawRow
from compliance.readers.labels import label
from compliance.readers.numbers import Measures, cell_of, is_value
from compliance.readers.tables import SHOWN, TableReading, Vocabulary, read_rows, split

_BETWEEN = "\n"
"""Joins the names of row and column where cells are named by both."""


def read_sideways(rows: Sequence[RawRow], table: Table, measures: Measures) -> TableReading:
    """Read a table that the form prints sideways."""
    vocabulary = Vocabulary(table)
    if _stands_upright(rows, vocabulary):
        return read_rows(rows, table, measures)
    reading = TableReading(table, measures)
    pairs = [_BETWEEN.join((row.name, column.name)) for row in table.rows for column in table.columns]
    end = max((row.cells[-1].end for row in rows if row.cells), default=0)
    header: list[RawRow] = []
    gathering = True
    empty: RawRow | None = None
    for row in rows:
        filled = [cell for cell in row.cells if cell.text.strip()]
        figures = [cell for cell in filled if is_value(cell.text)]
        if not filled and row.cells and row.blanks_shown:
            empty = row
        if not figures:
            # The header of the next small table begins where figures have gone before.
            header = [*header, row] if gathering else [row]
            gathering = True
            continue
        over = _leaves(header, table)
        gathering = False
        values = _values(row, over)
        names = [leaf.name for leaf in over if leaf.name] or pairs
        way = decide(readings(row, values, over, names, Extent(end, len(figures))), shifted=False)
        if way is None:
            reading.strangers += 1
            reading.remark("row-unknown", row.at, found=row.plain[:SHOWN])
            reading.question("doubt-columns")
            continue
        if not over and not _names_in_order(header, table):
            reading.remark("header-broken", row.at)
            reading.question("doubt-header")
        _put(reading, way.cells, row)
    if empty is not None and gathering and not reading.rows and not reading.strangers:
        # A form that is not filled in: its line of figures is there, and blank.
        _put_blanks(reading, empty, _leaves(header, table))
    reading.missing = tuple(row.name for row in table.rows if row.name not in reading.rows)
    for name in reading.missing:
        reading.remark("row-missing", row=name)
    return reading


def _stands_upright(rows: Sequence[RawRow], vocabulary: Vocabulary) -> bool:
    """Whether the rows' labels stand left of their figures."""
    return any(
        any(is_value(cell.text) for cell in taken.values if cell.text.strip())
        and label(taken.labels[-1].text).core in vocabulary.rows
        for taken in (split(row, vocabulary) for row in rows)
        if taken.labels
    )


def _values(row: RawRow, over: Sequence[Leaf]) -> Sequence[RawCell]:
    """The cells of the row without a word in front (件数); all of them where blanks may stand in front.

    A word under the first label of the header is a cell in which no figure is written (三), unless the row has as many
    filled cells without it as the header has labels.
    """
    cells = row.cells
    first = next((i for i, cell in enumerate(cells) if cell.text.strip() and is_value(cell.text)), 0)
    words = [i for i in range(first) if cells[i].text.strip()]
    if not words:
        return cells
    behind = cells[words[-1] + 1 :]
    if len(behind) == len(over) and all(cell.text.strip() for cell in behind):
        return behind
    start = min((leaf.start for leaf in over), default=None)
    inside = [i for i in words if row.blanks_shown and start is not None and cells[i].column >= start]
    in_front = [i for i in words if i not in inside]
    return cells[in_front[-1] + 1 :] if in_front else cells


def _leaves(header: Sequence[RawRow], table: Table) -> tuple[Leaf, ...]:
    """The cells that the header names, from left to right; empty where it does not name whole rows of the form.

    A table taken apart repeats the label of a row over each of its columns.
    """
    rows = {label(text).core: row.name for row in table.rows for text in row.labels}
    starts = sorted(
        (cell.column, rows[label(cell.text).core])
        for raw in header
        for cell in raw.cells
        if label(cell.text).core in rows
    )
    found = []
    for start, end, cell in header_cells(header, table.columns):
        column = column_of(cell.text, table.columns)
        above = [name for at, name in starts if at <= start]
        if column is not None and above:
            found.append(Leaf(_BETWEEN.join((above[-1], column.name)), start, end, cell.text))
    named = [leaf.name for leaf in found]
    whole = [
        _BETWEEN.join((name, column.name))
        for name in dict.fromkeys(name for _, name in starts)
        for column in table.columns
    ]
    return tuple(found) if sorted(filter(None, named)) == sorted(whole) else ()


def _names_in_order(header: Sequence[RawRow], table: Table) -> bool:
    """Whether a header that does not show which label stands over which names all rows and all columns of each, in the
    order of the form: then figures that are as many have one order only."""
    cores = [label(cell.text).core for raw in header for cell in raw.cells]
    rows = {label(text).core: row.name for row in table.rows for text in row.labels}
    columns = {label(text).core: column.name for column in table.columns for text in column.labels}
    return [rows[core] for core in cores if core in rows] == [row.name for row in table.rows] and [
        columns[core] for core in cores if core in columns
    ] == [column.name for column in table.columns] * len(table.rows)


def _put_blanks(reading: TableReading, row: RawRow, over: Sequence[Leaf]) -> None:
    """The cells of a line without any figure, under the header that names them all."""
    under = {leaf.name: [cell for cell in row.cells if cell.column == leaf.start] for leaf in over}
    if over and all(under.values()):
        _put(reading, {name: cells[0] for name, cells in under.items() if name}, row)


def _put(reading: TableReading, cells: dict[str, RawCell], row: RawRow) -> None:
    for pair, cell in cells.items():
        name, _, column = pair.partition(_BETWEEN)
        if column in reading.rows.get(name, {}):
            reading.twice = (*reading.twice, name)
            reading.remark("row-twice", row.at, row=name)
            reading.question("doubt-twice")
            return
        unit = reading.table.row(name).unit or reading.table.unit_of(column)
        reading.put(name, column, cell_of(cell.text, cell.at, unit=unit, measures=reading.measures))
