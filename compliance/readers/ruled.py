"""Ruled tables, over the ends of pages.

Tables between which no text stands, and whose columns are the same, are one table that the page's end has cut: one
fragment on one grid, so that a column has the same number on each page, though a cell that spans columns on one may not
be there on the next.

The end of a page may also cut a row in two. That shows in every cell that holds something below the cut: above it, the
cell's last line was full. Then the halves are one row again; no label is looked at.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compliance.readers.fragments import Fragment, RawCell, RawRow
from compliance.readers.lattice import Lattice, lattices
from compliance.readers.lines import Line, is_full, lines_of, paragraph
from compliance.readers.numbers import is_value
from compliance.readers.paper import Glyph, Page
from compliance.report import Place

_PADDING = 2.0
"""What a cell keeps free between its text and its right side."""

_SAME_COLUMN = 6.0
"""Word and WPS draw a column a few points aside on the next page; no column is as narrow."""

_ALIKE = 2 / 3

_OPEN = 3
"""So many cells with so many figures below each other are columns without lines between their rows."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table, or what stands of it on one page, and the glyphs in each of its cells."""

    page: Page
    lattice: Lattice
    glyphs: dict[int, list[Glyph]]

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.lattice.rows[0]


@dataclass(slots=True)
class _Cell:
    """A cell on the grid of the whole table."""

    column: int
    row_span: int
    column_span: int
    lines: list[Line]
    right: float
    at: Place

    def goes_on(self, below: _Cell) -> bool:
        """Whether it was full above the page's end, so that what stands below it is the rest of it."""
        return bool(self.lines) and is_full(self.lines[-1], below.lines[0], self.right)


@dataclass(slots=True)
class _Row:
    cells: list[_Cell]
    at: Place

    @property
    def single(self) -> dict[int, _Cell]:
        """Its cells that reach no further down, by column."""
        return {cell.column: cell for cell in self.cells if cell.row_span == 1}


def ruled(page: Page) -> tuple[list[Ruled], list[Glyph]]:
    """The ruled tables of a page, and the glyphs outside of them."""
    # A box round one text is a frame and no table.
    found = [lattice for lattice in lattices(page.across, page.down) if len(lattice.slots) > 1]
    tables, outside = _taken(page, found)
    whole = [table for table in tables if not _has_open_rows(table)]
    if len(whole) < len(tables):
        tables, outside = _taken(page, [table.lattice for table in whole])
    return tables, outside


def _taken(page: Page, found: Sequence[Lattice]) -> tuple[list[Ruled], list[Glyph]]:
    tables = [Ruled(page, lattice, {}) for lattice in found]
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
        for table in tables:
            slot = table.lattice.at(x, y)
            if slot is not None:
                table.glyphs.setdefault(slot, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return tables, outside


def _has_open_rows(table: Ruled) -> bool:
    """Whether a table has lines between its columns and none between its rows: then cells hold columns of figures, and
    not one long figure that was broken."""
    columns = 0
    for slot, glyphs in table.glyphs.items():
        if len(glyphs) < _OPEN or not all(is_value(glyph.text) for glyph in glyphs):
            continue
        lines = lines_of(glyphs)
        right = table.lattice.slots[slot].box[2] - _PADDING
        columns += len(lines) >= _OPEN and not all(is_full(*pair, right) for pair in pairwise(lines))
    return columns >= _OPEN


def fragments(run: Sequence[Ruled], first: int) -> Iterator[Fragment]:
    """What tables between which no text stands are as fragments.

    :param first: The number of the first of them.
    """
    pieces: list[list[Ruled]] = []
    for table in run:
        if pieces and _goes_on(pieces[-1][-1], table):
            pieces[-1].append(table)
        else:
            pieces.append([table])
    for number, tables in enumerate(pieces, first):
        grid = _shared([table.lattice.columns for table in tables])
        rows: list[_Row] = []
        for table in tables:
            below = _rows(table, grid, number)
            if rows and below and _is_cut(rows[-1], below[0]):
                _join(rows[-1], below)
            rows += below
        begin = tables[0]
        raw = (RawRow(tuple(map(_raw, row.cells)), row.at) for row in rows)
        yield Fragment(tuple(raw), begin.page.place(begin.lattice.box, table=number))


def _goes_on(before: Ruled, table: Ruled) -> bool:
    """Whether a table goes on from one page to the next: most columns of the coarser piece are columns of the other. A
    side may be missing, where a merged cell fills the whole page."""
    coarse, fine = sorted((before.lattice.columns, table.lattice.columns), key=len)
    same = sum(abs(fine[_nearest(fine, at)] - at) <= _SAME_COLUMN for at in coarse)
    return before.page.number != table.page.number and same >= _ALIKE * len(coarse)


def _shared(grids: Sequence[Sequence[float]]) -> list[float]:
    """The columns of several grids as those of one: those of the finest, and what others have in between."""
    finest = max(grids, key=len)
    found = list(finest)
    for columns in grids:
        for at in columns:
            near = found[_nearest(found, at)]
            if abs(near - at) > _SAME_COLUMN:
                insort(found, at)
    return found


def _nearest(grid: Sequence[float], at: float) -> int:
    return min(range(len(grid)), key=lambda i: abs(grid[i] - at))


def _rows(table: Ruled, grid: Sequence[float], number: int) -> list[_Row]:
    """The rows of one piece of a table."""
    lattice, page = table.lattice, table.page
    columns = [_nearest(grid, at) for at in lattice.columns]
    left, *_, right = lattice.columns
    rows = [
        _Row([], page.place((left, lattice.rows[i], right, lattice.rows[i + 1]), table=number))
        for i in range(len(lattice.rows) - 1)
    ]
    for i, slot in enumerate(lattice.slots):
        start, end = columns[slot.column], columns[slot.column + slot.column_span]
        lines = lines_of(table.glyphs.get(i, ()))
        at = page.place(slot.box, table=number)
        cell = _Cell(start, slot.row_span, max(1, end - start), lines, slot.box[2] - _PADDING, at)
        rows[slot.row].cells.append(cell)
    return rows


def _is_cut(above: _Row, below: _Row) -> bool:
    """Whether a page's end has cut one row in two."""
    upper = above.single
    rest = [cell for cell in below.single.values() if cell.lines]
    return bool(rest) and all(cell.column in upper and upper[cell.column].goes_on(cell) for cell in rest)


def _join(above: _Row, rows: list[_Row]) -> None:
    """Add to a row what stands of it on the next page, and take it from the rows there."""
    below = rows.pop(0)
    upper = above.single
    for cell in below.cells:
        if cell.row_span == 1:
            if cell.lines:
                upper[cell.column].lines += cell.lines
        elif rows:
            cell.row_span -= 1
            insort(rows[0].cells, cell, key=lambda one: one.column)


def _raw(cell: _Cell) -> RawCell:
    text = paragraph(cell.lines, cell.right)
    return RawCell(text, cell.column, cell.row_span, cell.column_span, cell.at)
