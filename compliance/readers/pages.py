"""Printed pages become a document: tables from rulings or from figures, paragraphs from lines, no furniture.

The pages are all there is to it: whichever program took the ink from the file, the same ink gives the same document.

A table that goes on over pages comes as a fragment a page, but its pieces share one grid: a column has the same number
on each, though the cells that span columns on one page may not be there on the next.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from compliance.readers.borderless import borderless
from compliance.readers.flow import Flow, margins
from compliance.readers.fragments import Block, Document, Fragment, RawCell, RawRow
from compliance.readers.furniture import furniture, running_title
from compliance.readers.lattice import Lattice, lattices
from compliance.readers.paper import Glyph, Page, upright
from compliance.readers.printed import Line, lines_of, paragraph

_PADDING = 2.0
"""What a cell keeps free between its text and its right side."""

_SAME_SIDE = 8.0
"""Pieces of one table begin and end at the same distance from the side of the page, more or less."""

_SAME_COLUMN = 6.0
"""Word and WPS draw a column a few points aside on the next page; no column is as narrow."""


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A ruled table of one page, and the glyphs in each of its cells."""

    page: Page
    lattice: Lattice
    glyphs: dict[int, list[Glyph]]

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.lattice.rows[0]


_Item: TypeAlias = Line | Fragment | _Ruled


def document_of(pages: Sequence[Page], reader: str) -> Document:
    """The document that is printed on *pages*."""
    tables: dict[int, list[_Ruled]] = {}
    lines: dict[int, list[Line]] = {}
    pages = [upright(page) for page in pages]
    for page in pages:
        tables[page.number], rest = _ruled(page)
        lines[page.number] = lines_of(rest)
    left_out = furniture(pages, lines)
    title = running_title([line for of_page in lines.values() for line in of_page if id(line) in left_out])
    items = {
        page.number: borderless(page, [line for line in lines[page.number] if id(line) not in left_out])
        for page in pages
    }
    flow = Flow(
        margins({n: [item for item in found if isinstance(item, Line)] for n, found in items.items()})
    )
    blocks: list[Block] = []
    run: list[_Ruled] = []
    count = 0
    for page in pages:
        for item in _in_order(items[page.number], tables[page.number]):
            if isinstance(item, _Ruled):
                blocks += flow.close()
                run.append(item)
                continue
            blocks += _fragments(run, count)
            count += len(run)
            run = []
            if isinstance(item, Line):
                blocks += flow.add(page, item)
            else:
                blocks += flow.close()
                blocks.append(item)
    blocks += _fragments(run, count)
    blocks += flow.close()
    return Document(tuple(blocks), reader, metadata={"title": title} if title else {})


def _in_order(text: Sequence[Line | Fragment], tables: Sequence[_Ruled]) -> Iterator[_Item]:
    """Lines and tables as they stand below each other."""
    waiting = sorted(tables, key=lambda table: table.top)
    for item in text:
        while waiting and waiting[0].top < _top(item):
            yield waiting.pop(0)
        yield item
    yield from waiting


def _top(item: Line | Fragment) -> float:
    if isinstance(item, Line):
        return item.box[1]
    box = item.at.box if item.at is not None else None
    return box[1] if box is not None else 0.0


def _ruled(page: Page) -> tuple[list[_Ruled], list[Glyph]]:
    """The ruled tables of a page, and the glyphs outside of them."""
    # A box round one text is a frame and no table.
    found = [lattice for lattice in lattices(page.across, page.down) if len(lattice.slots) > 1]
    tables = [_Ruled(page, lattice, {}) for lattice in found]
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


def _fragments(run: Sequence[_Ruled], count: int) -> Iterator[Fragment]:
    """Tables between which no text stands, those of one width on one grid."""
    for i, table in enumerate(run):
        left, *_, right = table.lattice.columns
        alike = [
            other.lattice.columns
            for other in run
            if abs(other.lattice.columns[0] - left) <= _SAME_SIDE
            and abs(other.lattice.columns[-1] - right) <= _SAME_SIDE
        ]
        yield _fragment(table, _shared(alike), count + i)


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


def _fragment(table: _Ruled, grid: Sequence[float], number: int) -> Fragment:
    lattice, page = table.lattice, table.page
    rows: list[list[RawCell]] = [[] for _ in range(len(lattice.rows) - 1)]
    columns = [_nearest(grid, at) for at in lattice.columns]
    for i, slot in enumerate(lattice.slots):
        text = paragraph(lines_of(table.glyphs.get(i, ())), slot.box[2] - _PADDING)
        start, end = columns[slot.column], columns[slot.column + slot.column_span]
        at = page.place(slot.box, table=number, row=slot.row)
        rows[slot.row].append(RawCell(text, start, slot.row_span, max(1, end - start), at))
    left, *_, right = lattice.columns
    raw = []
    for i, cells in enumerate(rows):
        box = (left, lattice.rows[i], right, lattice.rows[i + 1])
        raw.append(RawRow(tuple(cells), page.place(box, table=number, row=i)))
    return Fragment(tuple(raw), page.place(lattice.box, table=number))
