"""Tables of formats that know tables (Word, HTML): from cells that hold blocks to fragments whose cells hold text.

In such formats a cell may hold anything, a whole report too. So a walker gives each cell with the blocks in it, and
here it is decided what the table is: a *grid*, whose cells become texts and whose nested tables stand behind it as
fragments of their own; or *layout*, a frame round other things, whose blocks go back into the text as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.fragments import Block, Fragment, RawCell, RawRow, TextBlock
from compliance.readers.limits import BLOCKS, CELLS
from compliance.report import Place

SAMPLE = 20
"""So many characters of hidden text are shown."""

# They show nothing, but would make a blank cell look filled and a figure look like a text; or they are no characters at
# all (controls, halves of surrogate pairs), which no output could write.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"))
_INVISIBLE |= dict.fromkeys((*range(9), *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)))
_EDGES = " \t\n\r\f\v\u00a0\u3000"


@dataclass(slots=True)
class GridCell:
    """A cell with what stands in it: its own paragraphs, and the fragments nested in it."""

    column: int
    at: Place
    column_span: int = 1
    row_span: int = 1
    blocks: list[Block] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The first grid column behind it."""
        return self.column + self.column_span

    @property
    def text(self) -> str:
        """Its own paragraphs, one a line, with the numbers that the program makes."""
        return "\n".join(numbered(block) for block in self.blocks if isinstance(block, TextBlock))


@dataclass(slots=True)
class GridRow:
    """A physical row."""

    at: Place
    cells: list[GridCell] = field(default_factory=list)


class Tally:
    """Counts what a walker hands over, so that no document grows beyond what a report can be.

    :raises ReadError: From its methods, when there is more.
    """

    __slots__ = ("_left", "_name")

    def __init__(self, name: str) -> None:
        self._name = name
        self._left = BLOCKS + CELLS

    def add(self, count: int = 1) -> None:
        """Count so many more paragraphs or cells. :raises ReadError: They are more than any report has."""
        self._left -= count
        if self._left < 0:
            raise ReadError(Message("documents.too-many-cells", limit=BLOCKS + CELLS), self._name)


def table_blocks(rows: Sequence[GridRow], at: Place) -> Iterator[Block]:
    """What a table is in the reading order of the document."""
    if is_layout(rows):
        for row in rows:
            for cell in row.cells:
                yield from cell.blocks
        return
    _close_gaps(rows)
    yield Fragment(tuple(_raw_row(row) for row in rows if row.cells), at)
    for row in rows:
        for cell in row.cells:
            yield from (block for block in cell.blocks if isinstance(block, Fragment))


def is_layout(rows: Sequence[GridRow]) -> bool:
    """Whether a table only frames other things: one cell, or more cells in the tables nested in it than of its own."""
    own = sum(len(row.cells) for row in rows)
    nested = sum(
        len(raw.cells)
        for row in rows
        for cell in row.cells
        for block in cell.blocks
        if isinstance(block, Fragment)
        for raw in block.rows
    )
    return own <= 1 or nested > own


def _close_gaps(rows: Sequence[GridRow]) -> None:
    """Shorten the cells that cover a row in which none begins: on paper that row has no height."""
    if all(row.cells for row in rows):
        return
    # So many rows in which a cell begins are above each row.
    above = [0]
    for row in rows:
        above.append(above[-1] + bool(row.cells))
    for i, row in enumerate(rows):
        for cell in row.cells:
            cell.row_span = above[min(i + cell.row_span, len(rows))] - above[i]


def numbered(block: TextBlock) -> str:
    """A paragraph as it is seen, with the number before it."""
    return (block.number or "") + block.text


def shown(text: str) -> str:
    """The text without characters that show nothing, and without white space at its ends."""
    return text.translate(_INVISIBLE).strip(_EDGES)


def _raw_row(row: GridRow) -> RawRow:
    cells = tuple(
        RawCell(cell.text, cell.column, cell.row_span, cell.column_span, cell.at) for cell in row.cells
    )
    return RawRow(cells, row.at)
