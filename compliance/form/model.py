"""The nouns of the printed form. All frozen; names are unique within their kind and table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of count or money.

    ``numerator / denominator`` of ``base`` make one of it: 万元 is 10000/1 of 元. A base unit's base is itself.
    ``whole`` units count things: 件, 条.
    """

    name: str
    whole: bool = False
    also: tuple[str, ...] = ()
    base: str = ""
    numerator: int = 1
    denominator: int = 1

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its name and its other spellings."""
        return (self.name, *self.also)


@dataclass(frozen=True, slots=True)
class Heading:
    """One prescribed part of the report: its numeral, the template's title, accepted and outdated titles."""

    number: str
    title: str
    also: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()

    @property
    def accepted(self) -> tuple[str, ...]:
        """The template's own title first, then the accepted variants."""
        return (self.title, *self.also)


@dataclass(frozen=True, slots=True)
class Line:
    """What a row and a column have in common: the name used in rules, the printed label, its accepted variants.

    ``unit`` is that of the line's cells; None: the table's.
    """

    name: str
    label: str
    also: tuple[str, ...] = ()
    unit: str | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The printed label first, then its accepted variants."""
        return (self.label, *self.also)


@dataclass(frozen=True, slots=True)
class Row(Line):
    """A row. It never equals a column."""


@dataclass(frozen=True, slots=True)
class Column(Line):
    """A column."""


@dataclass(frozen=True, slots=True)
class Group:
    """A range of rows or of columns with a name, and the group label that paper prints, if any."""

    name: str
    members: tuple[str, ...]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A printed piece of a table with columns of its own. A table without blocks has one, without a title."""

    title: str | None
    columns: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellName:
    """The name of one cell of the form."""

    table: str
    row: str
    column: str


@dataclass(frozen=True)
class Table:
    """One table. ``sideways``: its rows are printed side by side. ``open_rows``: the label of the column that names
    rows which are not known beforehand, under the name that rules use for all of them."""

    name: str
    title: str
    section: str | None
    unit: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    row_groups: tuple[Group, ...] = ()
    column_groups: tuple[Group, ...] = ()
    sideways: bool = False
    open_rows: Row | None = None

    def row(self, name: str) -> Row:
        """The row of that name. :raises KeyError: There is none."""
        return self._rows[name]

    def column(self, name: str) -> Column:
        """The column of that name. :raises KeyError: There is none."""
        return self._columns[name]

    def unit_of(self, column: str) -> str:
        """The unit in which the cells of a column count."""
        return self._columns[column].unit or self.unit

    def has(self, row: str, column: str) -> bool:
        """Whether the form prints this cell."""
        return any(row in block.rows and column in block.columns for block in self.blocks)

    def cells(self) -> Iterator[CellName]:
        """The printed cells, as the form is read: block by block, row by row."""
        for block in self.blocks:
            for row in block.rows:
                for column in block.columns:
                    yield CellName(self.name, row, column)

    @cached_property
    def named_rows(self) -> dict[str, tuple[str, ...]]:
        """Each name of a row or of a group of rows, and the rows that it stands for. Not the open rows."""
        groups = {group.name: group.members for group in self.row_groups}
        return groups | {row.name: (row.name,) for row in self.rows}

    @cached_property
    def named_columns(self) -> dict[str, tuple[str, ...]]:
        """Each name of a column or of a group of columns, and the columns that it stands for."""
        groups = {group.name: group.members for group in self.column_groups}
        return groups | {column.name: (column.name,) for column in self.columns}

    @cached_property
    def open_columns(self) -> tuple[str, ...]:
        """The columns of the open rows: all of them, if the table has open rows. It has no blocks then."""
        return tuple(self._columns) if self.open_rows is not None else ()

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.name: row for row in self.rows}

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


@dataclass(frozen=True)
class Form:
    """A whole form in one edition.

    ``since`` and ``until`` are the report years for which it is prescribed (``until`` None: still in force).
    """

    rule_set: str
    edition: str
    title: str
    since: int | None
    until: int | None
    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]
    units: tuple[Unit, ...] = field(default=())

    def table(self, name: str) -> Table:
        """The table of that name. :raises KeyError: There is none."""
        return self._tables[name]

    def heading(self, number: str) -> Heading | None:
        """The prescribed part with this numeral."""
        return next((h for h in self.headings if h.number == number), None)

    @cached_property
    def cells(self) -> tuple[CellName, ...]:
        """Every printed cell, in the order of the form: the *layout* of compiled rules."""
        return tuple(cell for table in self.tables for cell in table.cells())

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.name: table for table in self.tables}
