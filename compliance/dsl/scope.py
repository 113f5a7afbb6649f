"""What a rule goes over: rows, columns or cells of a table, mentions of facts, parts of the report, or the report.

What is known beforehand becomes frames, one for each instance; what only the report knows (open rows, mentions, parts)
is left to a template.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from compliance.dsl import tree
from compliance.dsl.form import did_you_mean
from compliance.dsl.layout import OPEN, Layout
from compliance.dsl.names import (
    REPORT_NAMES,
    FactOf,
    World,
    column_names,
    columns_of,
    is_open,
    row_names,
    rows_of,
)
from compliance.dsl.pointing import Pointer
from compliance.dsl.terms import Place
from compliance.form import Table

if TYPE_CHECKING:
    from compliance.dsl.layout import Frame


class Scope:
    """The scope of one rule.

    :param written: Its quantifier; None for a rule about the report as a whole.

    It goes over ``table``, or over ``fact``: all its facts as one, which ``sources`` names one by one. ``frames`` are
    the instances known beforehand, ``open_frame`` stands for those in open rows. ``columns`` are those of open rows
    that a rule over each cell goes over.
    """

    def __init__(self, written: tree.ForEach | None, world: World, layout: Layout, pointer: Pointer) -> None:
        self.written = written
        self.each = None if written is None else written.each
        self.world = world
        self.layout = layout
        self.pointer = pointer
        self.table: Table | None = None
        self.fact: FactOf | None = None
        self.sources: tuple[str, ...] = ()
        self.frames: list[Frame] = []
        self.open_frame: Frame | None = None
        self.columns: tuple[str, ...] = ()

    def find(self) -> bool:
        """Find what it is. False if the quantifier is wrong: then nothing else can be judged."""
        each = self.written
        if each is None:
            self.frames = [(None, None)]
            return True
        name, at = each.source.name, each.source.at
        if each.more and each.each != "mention":
            self.pointer.wrong(each.more[0].at, "rules.several-sources")
            return False
        if each.each == "section":
            if name in REPORT_NAMES:
                return True
            self.pointer.wrong(at, "rules.sections-of-report", name=name)
            return False
        if each.each == "mention":
            return self._mentions_of(each)
        return self._cells_of(each)

    @property
    def source(self) -> str | tuple[str, ...] | None:
        """The table, the fact or the facts by name; None for the whole report."""
        if self.table is not None:
            return self.table.name
        return self.sources[0] if len(self.sources) == 1 else self.sources or None

    def first(self) -> tuple[Place, Frame]:
        """The surroundings of the instance that the examples judge."""
        if self.fact is not None:
            holes = {
                name: type_ for _, holes, _ in reversed(self.fact.phrases) for name, type_ in holes.items()
            }
            should_be = next((s for _, _, s in self.fact.phrases if s is not None), None)
            return Place(self.each, holes=holes, should_be=should_be), (None, None)
        frame = self.frames[0] if self.frames else self.open_frame or (None, None)
        return Place(self.each, self.table, frame), frame

    def judged(self) -> tuple[Place, Frame]:
        """The surroundings in which the head of the examples is understood: an open row, if there are any."""
        if self.open_frame is None:
            return self.first()
        return Place(self.each, self.table, self.open_frame), self.open_frame

    def _mentions_of(self, each: tree.ForEach) -> bool:
        names = (each.source, *each.more)
        for name in names:
            if name.name not in self.world.facts:
                near = did_you_mean(name.name, self.world.facts)
                self.pointer.wrong(name.at, "rules.unknown-fact", name=name.name, near=near)
                return False
        if each.excepted:
            self.pointer.wrong(each.excepted[0].at, "rules.except-mention")
            return False
        facts = [self.world.facts[name.name] for name in names]
        phrases = tuple(phrase for fact in facts for phrase in fact.phrases)
        self.fact = facts[0] if len(facts) == 1 else FactOf("、".join(fact.name for fact in facts), phrases)
        self.sources = tuple(fact.name for fact in facts)
        return True

    def _cells_of(self, each: tree.ForEach) -> bool:
        found = self._table_of(each)
        if found is None:
            return False
        table, rows, columns, with_open = found
        rows, columns, with_open = self._without(each, table, rows, columns, with_open)
        self.table = table
        opened = self.layout.open_columns.get(table.name, ()) if with_open else ()
        if each.each == "row":
            self.frames = [(row, None) for row in rows]
            self.open_frame = (OPEN, None) if with_open else None
        elif each.each == "column":
            self.frames = [(None, column) for column in columns]
        else:
            self.frames = [
                (cell.row, cell.column)
                for cell in table.cells()
                if cell.row in rows and cell.column in columns
            ]
            self.columns = tuple(column for column in opened if column in columns)
            self.open_frame = (OPEN, self.columns[0]) if self.columns else None
        if not self.frames and self.open_frame is None:
            self.pointer.wrong(each.at, "rules.nothing-left")
            return False
        return True

    def _table_of(self, each: tree.ForEach) -> tuple[Table, list[str], list[str], bool] | None:
        """The table that the quantifier goes over, its rows and columns, and whether open rows are among them."""
        name, at = each.source.name, each.source.at
        table = self.world.tables.get(name)
        if table is not None:
            rows, columns = [row.name for row in table.rows], [column.name for column in table.columns]
            return table, rows, columns, table.open_rows is not None
        tables = [
            table for table in self.world.tables.values() if name in (*row_names(table), *column_names(table))
        ]
        if len(tables) > 1:
            self.pointer.wrong(
                at, "rules.source-in-several", name=name, tables=" / ".join(t.name for t in tables)
            )
            return None
        if not tables:
            if name in self.world.facts:
                self.pointer.wrong(each.each_at, "rules.fact-each", name=name)
                return None
            known = [*self.world.tables, *self.world.facts, *self._group_names(), *REPORT_NAMES]
            self.pointer.wrong(at, "rules.unknown-source", name=name, near=did_you_mean(name, known))
            return None
        table = tables[0]
        members_of_rows, members_of_columns = rows_of(table, name), columns_of(table, name)
        if (each.each == "row" and members_of_columns) or (
            each.each == "column" and (members_of_rows or is_open(table, name))
        ):
            key = "rules.row-group-each-column" if each.each == "column" else "rules.column-group-each-row"
            self.pointer.wrong(each.each_at, key, name=name)
            return None
        rows = (
            list(members_of_rows) if members_of_rows or is_open(table, name) else [r.name for r in table.rows]
        )
        columns = list(members_of_columns) or [column.name for column in table.columns]
        with_open = is_open(table, name) or (bool(members_of_columns) and table.open_rows is not None)
        return table, rows, columns, with_open

    def _group_names(self) -> Iterator[str]:
        for table in self.world.tables.values():
            for group in (*table.row_groups, *table.column_groups):
                yield group.name

    def _without(
        self, each: tree.ForEach, table: Table, rows: list[str], columns: list[str], with_open: bool
    ) -> tuple[list[str], list[str], bool]:
        for name in each.excepted:
            out_rows = rows_of(table, name.name) if each.each != "column" else ()
            out_columns = columns_of(table, name.name) if each.each != "row" else ()
            if is_open(table, name.name) and each.each != "column":
                with_open = False
            elif not (set(out_rows) & set(rows) or set(out_columns) & set(columns)):
                known = [*(row_names(table) if each.each != "column" else ())]
                known += column_names(table) if each.each != "row" else []
                self.pointer.wrong(
                    name.at, "rules.except-unknown", name=name.name, near=did_you_mean(name.name, known)
                )
            rows = [row for row in rows if row not in out_rows]
            columns = [column for column in columns if column not in out_columns]
        return rows, columns, with_open
