"""The printed cells of a form by number, and how much the rules over them may expand to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.errors import Position
from compliance.form import Form, Table

if TYPE_CHECKING:
    from compliance.program import Node

    Frame = tuple[str | None, str | None]
    """The row and the column for which an expression is printed; None where the quantifier does not go over them."""

OPEN = ""
"""The row of a frame that stands for each open row."""
MAX_SIZE = 2_000_000
"""How many cells and nodes all rules together may expand to: the shipped rules take a hundredth of it."""


class NoCell(Exception):
    """An instance of the quantifier has no such cell: which, and where it was named."""

    def __init__(self, at: Position, table: str, row: str, column: str) -> None:
        super().__init__(at, table, row, column)
        self.at = at
        self.table = table
        self.row = row
        self.column = column


class TooLarge(Exception):
    """The rule set would expand to more than anybody wrote by hand."""

    def __init__(self, at: Position) -> None:
        super().__init__(at)
        self.at = at


class Layout:
    """The printed cells of the whole program, by number, and the tables with open rows.

    It also keeps account of how much the rules expand to, so that no rule file takes long to compile.
    """

    def __init__(self, form: Form) -> None:
        self.cells = [(cell.table, cell.row, cell.column) for cell in form.cells]
        self.open_columns = {table.name: table.open_columns for table in form.tables if table.open_rows}
        self._index = {cell: i for i, cell in enumerate(self.cells)}
        self._units: dict[tuple[str, str], dict[str, str]] = {}
        for table in form.tables:
            for kind, parts in (("row", table.rows), ("column", table.columns)):
                for part in parts:
                    if part.unit:
                        self._units.setdefault((kind, part.name), {})[table.name] = part.unit
        self._left = MAX_SIZE

    def spend(self, size: int, at: Position) -> None:
        """Account for *size* more cells or nodes. :raises TooLarge: That is too much."""
        self._left -= size
        if self._left < 0:
            raise TooLarge(at)

    def has(self, table: str, row: str, column: str) -> bool:
        """Whether the form prints this cell, or has it in each open row."""
        if row == OPEN:
            return column in self.open_columns.get(table, ())
        return (table, row, column) in self._index

    def node(self, kind: str, table: str, row: str, column: str, at: Position) -> Node:
        """The node of a cell; *kind* is ``c``, or ``pc`` for last year's. :raises NoCell: There is none."""
        if row == OPEN and self.has(table, row, column):
            return ("row" if kind == "c" else "prow", table, column)
        index = self._index.get((table, row, column))
        if index is None:
            raise NoCell(at, table, row, column)
        return (kind, index)

    def unit(self, table: Table, row: str | None, column: str | None) -> str | None:
        """The unit in which a cell counts: its row's, its column's, its table's."""
        for part in (("row", row or ""), ("column", column or "")):
            own = self._units.get(part, {}).get(table.name)
            if own is not None:
                return own
        return table.unit or None

    def signature(self, frame: Frame) -> object:
        """What decides the units of everything that is named in a frame."""
        row, column = frame
        own = [self._units.get(part) for part in (("row", row or ""), ("column", column or ""))]
        return tuple(None if units is None else tuple(units.items()) for units in own)
