"""The form out of rule text: units, laws, the parts of the report, tables.

Each function takes what was parsed, writes down what is wrong, and puts what is right into the world of names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from compliance.dsl import tree
from compliance.dsl.names import PROPERTIES, LawOf, World, column_names, row_names
from compliance.dsl.nearest import nearest
from compliance.dsl.pointing import Pointer
from compliance.errors import Position
from compliance.form import Block, Column, Group, Heading, Row, Table, Unit
from compliance.messages import Message
from compliance.values import Exact, exact, from_decimal

RowOrColumn = TypeVar("RowOrColumn", Row, Column)

MAX_CELLS = 20_000
"""A form that prints more cells is no form that a person fills in."""


class Declared:
    """Where each name was declared, so that the second declaration can name the first."""

    def __init__(self, pointer: Pointer) -> None:
        self.pointer = pointer
        self._places: dict[tuple[str, str], tuple[Position, object]] = {}

    def first(self, kind: str, name: str, at: Position, noun: object = None) -> bool:
        """Whether the name is free for this thing; if not, say so.

        :param kind: ``unit``, ``law``, ``table`` …: the last part of a message key.
        :param noun: What is declared, where two rule sets may declare the same.
        """
        first, known = self._places.setdefault((kind, name), (at, noun))
        if first is at or (noun is not None and noun == known):
            return True
        what = Message(f"rules.a-{kind}")
        self.pointer.wrong(at, "rules.twice", what=what, name=name, first=str(first))
        return False


def did_you_mean(word: str, names: Iterable[str]) -> Message:
    """The end of a sentence about an unknown name: the nearest one, or nothing."""
    near = nearest(word, names)
    return Message("rules.nothing") if near is None else Message("rules.did-you-mean", name=near)


def year_of(day: tree.Number | tree.Year | tree.Date | None, pointer: Pointer) -> int | None:
    """A report year as 自 and 至 of a rule or rule set write it."""
    if day is None:
        return None
    if isinstance(day, tree.Year):
        return day.value
    if isinstance(day, tree.Number) and day.unit is None and day.value == int(day.value) and day.value > 1900:
        return int(day.value)
    pointer.wrong(day.at, "rules.no-year")
    return None


def day_of(day: tree.Number | tree.Year | tree.Date | None, pointer: Pointer, *, last: bool) -> str | None:
    """A day as 自 and 至 of a law write it; a year is its first or *last* day."""
    if isinstance(day, tree.Date):
        return day.iso
    year = year_of(day, pointer)
    return None if year is None else f"{year:04}-12-31" if last else f"{year:04}-01-01"


# ── units, laws, parts ────────────────────────────────────────────────────────


def declare_units(items: Sequence[tree.UnitOf], world: World, declared: Declared) -> None:
    """单位. A unit may be told in terms of one that is declared further down."""
    pointer = declared.pointer
    waiting = {}
    for item in items:
        if declared.first("unit", item.name.name, item.at):
            waiting[item.name.name] = item
    while waiting:
        ready = [item for item in waiting.values() if item.equals is None or _base(item, world) is not None]
        if not ready:
            break
        for item in ready:
            del waiting[item.name.name]
            world.units.add(_unit(item, world))
    for item in waiting.values():
        if item.equals is None:
            continue
        base = item.equals.unit
        if base is None:
            pointer.wrong(item.equals.at, "rules.unit-equals", unit=item.name.name)
        elif base.name in waiting:
            pointer.wrong(base.at, "rules.unit-circle", unit=item.name.name)
            break  # the others of the circle would say the same
        else:
            pointer.wrong(
                base.at,
                "rules.unknown-unit",
                name=base.name,
                near=did_you_mean(base.name, world.units.spellings),
            )


def _base(item: tree.UnitOf, world: World) -> Unit | None:
    if item.equals is None or item.equals.unit is None or not item.equals.value:
        return None
    return world.units.find(item.equals.unit.name)


def _unit(item: tree.UnitOf, world: World) -> Unit:
    also = tuple(text.value for text in item.also)
    base = _base(item, world)
    if base is None or item.equals is None:
        return Unit(item.name.name, whole=item.whole, also=also, base=item.name.name)
    size = from_decimal(item.equals.value) * exact(base.numerator, base.denominator)
    n, d = (size.n, size.d) if isinstance(size, Exact) else (size, 1)
    return Unit(item.name.name, whole=item.whole, also=also, base=base.base, numerator=n, denominator=d)


def declare_laws(items: Iterable[tree.Law], world: World, declared: Declared) -> None:
    """法规."""
    for item in items:
        law = LawOf(
            item.title.value,
            None if item.number is None else item.number.value,
            day_of(item.since, declared.pointer, last=False),
            day_of(item.until, declared.pointer, last=True),
        )
        # A province's set and a city's may both declare the same notice.
        if declared.first("law", item.name.name, item.at, law):
            world.laws[item.name.name] = law


def declare_headings(items: Iterable[tree.Contents], world: World, declared: Declared) -> None:
    """目次."""
    for item in items:
        for line in item.headings:
            if declared.first("heading", line.number.name, line.at):
                world.headings[line.number.name] = Heading(
                    line.number.name,
                    line.title.value,
                    tuple(text.value for text in line.also),
                    tuple(text.value for text in line.formerly),
                )


# ── tables ────────────────────────────────────────────────────────────────────


def declare_tables(items: Iterable[tree.TableOf], world: World, declared: Declared) -> None:
    """表."""
    for item in items:
        if declared.first("table", item.line.name.name, item.at):
            table = _TableMaker(item, world, declared.pointer).table()
            if table is not None:
                world.tables[table.name] = table


class _TableMaker:
    """One 表: gathers its rows and columns block by block."""

    def __init__(self, item: tree.TableOf, world: World, pointer: Pointer) -> None:
        self.item = item
        self.world = world
        self.pointer = pointer
        self.rows: dict[str, Row] = {}
        self.columns: dict[str, Column] = {}
        self.blocks: list[tuple[str | None, list[str], list[str]]] = [(None, [], [])]
        self.open_rows: Row | None = None
        self.groups: dict[str, list[Group]] = {"row": [], "column": []}

    def table(self) -> Table | None:
        line = self.item.line
        before = len(self.pointer)
        for part in self.item.parts:
            self._take(part)
        for part in self.item.parts:
            if isinstance(part, tree.GroupOf):
                self._group(part)
        section = self.item.section
        if section is not None and section.name not in self.world.headings:
            near = did_you_mean(section.name, self.world.headings)
            self.pointer.wrong(section.at, "rules.unknown-section", name=section.name, near=near)
        if not self.columns or not (self.rows or self.open_rows):
            if len(self.pointer) == before:
                self.pointer.wrong(self.item.at, "rules.empty-table", table=line.name.name)
            return None
        if sum(len(columns) * len(rows) for _, columns, rows in self.blocks) > MAX_CELLS:
            self.pointer.wrong(self.item.at, "rules.too-many-cells", table=line.name.name, limit=MAX_CELLS)
            return None
        unit = self._unit(line.unit)
        if line.unit is None:
            self.pointer.wrong(line.at, "rules.table-without-unit", table=line.name.name)
        return Table(
            name=line.name.name,
            title=line.label.value if line.label is not None else line.name.name,
            section=None if section is None else section.name,
            unit=unit or "",
            rows=tuple(self.rows.values()),
            columns=tuple(self.columns.values()),
            blocks=tuple(
                Block(title, tuple(columns), tuple(rows))
                for title, columns, rows in self.blocks
                if columns or rows
            ),
            row_groups=tuple(self.groups["row"]),
            column_groups=tuple(self.groups["column"]),
            sideways=self.item.sideways,
            open_rows=self.open_rows,
        )

    def _take(self, part: tree.TablePart) -> None:
        if isinstance(part, tree.BlockHead):
            self.blocks.append((part.title.value, [], []))
        elif isinstance(part, tree.Columns):
            for line in part.lines:
                self._column(line)
        elif isinstance(part, tree.Rows):
            for line in part.lines:
                self._row(line)
        elif isinstance(part, tree.OpenRows):
            if self.open_rows is not None:
                self.pointer.wrong(part.at, "rules.open-rows-twice", name=self.open_rows.name)
            elif any(isinstance(other, tree.BlockHead) for other in self.item.parts):
                self.pointer.wrong(part.at, "rules.open-rows-in-block")
            elif self._is_free(part.line):
                self.open_rows = _of(Row, part.line, None)

    def _column(self, line: tree.Line) -> None:
        column = _of(Column, line, self._unit(line.unit))
        _, columns, _ = self.blocks[-1]
        # Blocks may have the same column (处理决定); within one block, and with other labels, it is a mistake.
        if column.name in columns or self.columns.get(column.name, column) != column:
            self.pointer.wrong(
                line.at, "rules.column-twice", name=column.name, table=self.item.line.name.name
            )
        elif self._is_free(line):
            self.columns[column.name] = column
            columns.append(column.name)

    def _row(self, line: tree.Line) -> None:
        if line.name.name in self.rows:
            self.pointer.wrong(
                line.at, "rules.row-twice", name=line.name.name, table=self.item.line.name.name
            )
        elif self._is_free(line):
            self.rows[line.name.name] = _of(Row, line, self._unit(line.unit))
            self.blocks[-1][2].append(line.name.name)

    def _is_free(self, line: tree.Line) -> bool:
        if line.name.name in PROPERTIES:
            self.pointer.wrong(line.at, "rules.property-as-name", name=line.name.name)
            return False
        return True

    def _unit(self, unit: tree.Name | None) -> str | None:
        if unit is None:
            return None
        known = self.world.units.find(unit.name)
        if known is None:
            near = did_you_mean(unit.name, self.world.units.spellings)
            self.pointer.wrong(unit.at, "rules.unknown-unit", name=unit.name, near=near)
            return None
        return known.name

    def _group(self, part: tree.GroupOf) -> None:
        flat = list(self.rows if part.axis == "row" else self.columns)
        name = part.name.name
        if name in flat or any(group.name == name for group in self.groups[part.axis]):
            key = "rules.row-twice" if part.axis == "row" else "rules.column-twice"
            self.pointer.wrong(part.name.at, key, name=name, table=self.item.line.name.name)
            return
        members = range_of(part.range, flat, part.axis, self.item.line.name.name, self.pointer)
        if members:
            label = None if part.label is None else part.label.value
            self.groups[part.axis].append(Group(name, members, label))


def _of(kind: type[RowOrColumn], line: tree.Line, unit: str | None) -> RowOrColumn:
    label = line.name.name if line.label is None else line.label.value
    return kind(line.name.name, label, tuple(text.value for text in line.also), unit)


def range_of(
    written: tree.Range, flat: Sequence[str], axis: str, table: str, pointer: Pointer
) -> tuple[str, ...]:
    """The rows or columns from the first to the last of a range, in the order of the form; () if it is wrong."""
    for end in (written.first, written.last):
        if end.name not in flat:
            key = "rules.unknown-row" if axis == "row" else "rules.unknown-column"
            pointer.wrong(end.at, key, name=end.name, table=table, near=did_you_mean(end.name, flat))
            return ()
    first, last = flat.index(written.first.name), flat.index(written.last.name)
    if first > last:
        pointer.wrong(written.at, "rules.range-reversed", first=written.first.name, last=written.last.name)
        return ()
    return tuple(flat[first : last + 1])


def table_names(table: Table) -> list[str]:
    """Every name that a table declares."""
    return [*row_names(table), *column_names(table)]
