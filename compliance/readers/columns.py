"""Which cell of a row belongs to which column.

The header's lowest labels say so where they are all there. Text files and badly merged pages shift their rows, so
the question asked is: under which shifts does every cell that holds something fall under a column? If there is one
answer, it is that. If there are several (blank cells at an end), the unshifted one counts, unless another row of the
same table is shifted for certain; then nobody can tell, and the cells are not read. Without a header, as many cells as
the form has columns are taken in their order.

Which figure would make the sums come out is never asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from compliance.form import Column
from compliance.readers.fragments import RawCell, RawRow
from compliance.readers.labels import is_same, label, likeness
from compliance.readers.limits import COLUMNS

MOST_SHIFTED = 4
"""Rows lose or gain at most so many label columns at a page end."""

_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Leaf:
    """The lowest label of the header over some grid columns; ``name`` is None where it is no column of the form."""

    name: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the rows of a table reach: a row that ends before ``end`` may have lost blanks there; ``figures`` is the
    largest number of figures in one row with the same columns."""

    end: int
    figures: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row: the cell of each column (absent where the row has none), and the shift it supposes."""

    cells: dict[str, RawCell]
    shift: int


def column_of(text: str, columns: Sequence[Column]) -> Column | None:
    """The column whose label *text* is, or is more like than any other."""
    seen = label(text)
    for column in columns:
        if any(is_same(seen, label(known)) for known in column.labels):
            return column
    ranked = sorted(
        (
            (max(likeness(seen, label(known)) for known in column.labels), i)
            for i, column in enumerate(columns)
        ),
        reverse=True,
    )
    if ranked and ranked[0][0] >= _ALIKE and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= 0.15):
        return columns[ranked[0][1]]
    return None


def header_cells(header: Sequence[RawRow], columns: Sequence[Column]) -> list[tuple[int, int, RawCell]]:
    """The lowest header cell over each run of grid columns: its start and end, and the cell.

    Where a page's end has cut a label in two, it is that and the cell above it as one.
    """
    lowest: dict[int, RawCell] = {}
    for row in header:
        for cell in row.cells:
            if not cell.text.strip():
                continue
            above = lowest.get(cell.column)
            if above is not None and (above.column, above.end) == (cell.column, cell.end):
                whole = above.text.strip() + cell.text.strip()
                if column_of(cell.text, columns) is None and column_of(whole, columns) is not None:
                    cell = replace(cell, text=whole)  # noqa: PLW2901 - from here on, it is the whole
            for column in range(cell.column, min(cell.end, COLUMNS)):
                lowest[column] = cell
    runs: list[tuple[int, int, RawCell]] = []
    for column in sorted(lowest):
        cell = lowest[column]
        if runs and runs[-1][2] is cell and runs[-1][1] == column:
            runs[-1] = (runs[-1][0], column + 1, cell)
        else:
            runs.append((column, column + 1, cell))
    return runs


def leaves(
    header: Sequence[RawRow], columns: Sequence[Column], groups: Collection[str] = ()
) -> tuple[Leaf, ...]:
    """The columns that the header names, in their order on paper, from the first of the form's columns on.

    Empty where not every column of the form is named exactly once: half a header proves nothing.

    :param groups: The labels of groups of columns: no columns, though they may be like one.
    """
    found: list[Leaf] = []
    for start, end, cell in header_cells(header, columns):
        column = None if label(cell.text).core in groups else column_of(cell.text, columns)
        if column is not None or found:
            found.append(Leaf(None if column is None else column.name, start, end, cell.text))
    names = [leaf.name for leaf in found if leaf.name is not None]
    return tuple(found) if sorted(names) == sorted(column.name for column in columns) else ()


def readings(
    row: RawRow,
    values: Sequence[RawCell],
    header: Sequence[Leaf],
    names: Sequence[str],
    extent: Extent,
) -> list[Reading]:
    """All ways to read the cells of a row.

    :param values: The cells behind the label.
    :param header: The leaves of the header in force, or nothing.
    :param names: The columns, in the order of the form.
    :param extent: How far the rows around it reach.
    """
    ragged = bool(values) and values[-1].end < extent.end
    found = _under_header(values, header, names, ragged) if header and row.blanks_shown else []
    order = [leaf.name for leaf in header] or list(names)
    # Where some row has more figures than there are columns, one of these is not the form's, and nobody knows which.
    if found or extent.figures > len(order):
        return found
    if not row.blanks_shown:
        return _counted(values, order)
    return [] if None in order else _in_order(values, names, ragged)


def decide(ways: Sequence[Reading], shifted: bool) -> Reading | None:
    """The one reading that holds, or None.

    :param shifted: Another row of the table is shifted against the header for certain.
    """
    if not ways:
        return None
    # Which shift it was does not matter where all of them read the same.
    if all(_texts(way) == _texts(ways[0]) for way in ways[1:]):
        return ways[0]
    straight = [way for way in ways if way.shift == 0]
    return straight[0] if len(straight) == 1 and not shifted else None


def _texts(way: Reading) -> dict[str, str]:
    return {name: cell.text.strip() for name, cell in way.cells.items()}


def _under_header(
    values: Sequence[RawCell], header: Sequence[Leaf], names: Sequence[str], ragged: bool
) -> list[Reading]:
    straight = _placed(values, header, 0)
    if straight is not None and _is_full(straight, header):
        # Every column is filled: no other shift finds a place for all of it.
        return [straight]
    ways = []
    for shift in range(-MOST_SHIFTED, MOST_SHIFTED + 1):
        way = _placed(values, header, shift)
        if way is not None and (len(way.cells) == len(names) or (ragged and _ends_early(way, header))):
            ways.append(way)
    if any(cell.text.strip() for cell in values):
        return ways
    # A row of blanks that is long enough is blank in every column, wherever it stands.
    return [way for way in ways if len(way.cells) == len(names)] or ways


def _is_full(way: Reading, header: Sequence[Leaf]) -> bool:
    """Whether the row has a figure under every label of the header, and the header only labels of the form."""
    return len(way.cells) == len(header) and all(cell.text.strip() for cell in way.cells.values())


def _ends_early(way: Reading, header: Sequence[Leaf]) -> bool:
    """Whether the columns that the row does not have are the last ones."""
    there = [leaf.name in way.cells for leaf in header if leaf.name is not None]
    return there[0] and there == sorted(there, reverse=True)


def _placed(values: Sequence[RawCell], header: Sequence[Leaf], shift: int) -> Reading | None:
    """The row read under the header when it stands *shift* columns further right than it should."""
    cells: dict[str, RawCell] = {}
    for cell in values:
        start, end = cell.column - shift, cell.end - shift
        over = [leaf for leaf in header if leaf.start < end and start < leaf.end]
        if not cell.text.strip():
            for leaf in over:
                if leaf.name is not None:
                    cells.setdefault(leaf.name, cell)
            continue
        if len(over) != 1:
            return None
        name = over[0].name
        if name is None:
            continue
        if name in cells and cells[name].text.strip():
            return None
        cells[name] = cell
    return Reading(cells, shift)


def _in_order(values: Sequence[RawCell], names: Sequence[str], ragged: bool) -> list[Reading]:
    """As many cells as there are columns, one behind the other, such that no cell that holds something is left out."""
    filled = [i for i, cell in enumerate(values) if cell.text.strip()]
    width = len(names)
    ways = []
    last_start = len(values) - (1 if ragged else width)
    for start in range(last_start + 1):
        if filled and not (start <= filled[0] and filled[-1] < start + width):
            continue
        cells = dict(zip(names, values[start : start + width], strict=False))
        # No header: the shift says nothing, and must not count as unshifted.
        ways.append(Reading(cells, start + 1))
    return ways


def _counted(values: Sequence[RawCell], order: Sequence[str | None]) -> list[Reading]:
    """The cells of a row in which blanks cannot be seen: one for each column, or nobody knows which is missing."""
    if len(order) != len(values):
        return []
    return [Reading({name: cell for name, cell in zip(order, values, strict=True) if name is not None}, 0)]
