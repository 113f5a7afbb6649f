"""What a name, an address, 部分 六, 本格, 上年 … stands for where it is written: cells, texts, settings, holes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from compliance.dsl import tree
from compliance.dsl.figures import Figures
from compliance.dsl.form import did_you_mean, range_of, table_names
from compliance.dsl.layout import OPEN, Layout
from compliance.dsl.names import PROPERTIES, SECTION_ATTRIBUTES, World, columns_of, is_group, is_open, rows_of
from compliance.dsl.pointing import Pointer
from compliance.dsl.terms import Place, Term, constant, mistaken
from compliance.dsl.types import TEXT, Type
from compliance.errors import Position
from compliance.form import Table
from compliance.messages import Message

if TYPE_CHECKING:
    from compliance.dsl.layout import Frame
    from compliance.program import Node


class References:
    """Resolves the names of expressions that stand in one place.

    :param told: Which wrong names have been told: each is told once in a rule, however many instances it has.
    """

    def __init__(self, layout: Layout, place: Place, figures: Figures, told: set[tuple[str, str]]) -> None:
        self.world: World = figures.world
        self.pointer: Pointer = figures.pointer
        self.layout = layout
        self.place = place
        self.figures = figures
        self._told = told

    def meaning(self, written: tree.Reference, kind: str = "c") -> Term:
        """What a name, an address, 部分 六, 本格 … stands for; *kind* is ``c``, or ``pc`` for last year's report."""
        if isinstance(written, tree.Name):
            return self._name(written, kind)
        if isinstance(written, tree.Address):
            return self._address(written, kind)
        if isinstance(written, tree.SectionText):
            return self._section_text(written, kind)
        if isinstance(written, tree.Previous):
            if isinstance(written.of, tree.ShouldBe) and self.place.should_be is not None:
                return Term(written.at, self.place.should_be, constant(("pshould",)))
            if kind == "pc" or isinstance(written.of, (tree.Parts, tree.First)):
                return mistaken(self.pointer, written.at, "rules.previous-of")
            return self.meaning(written.of, "pc")
        if isinstance(written, tree.First):
            return self._first(written, kind)
        if isinstance(written, tree.Parts):
            return self._parts(written)
        if isinstance(written, tree.ThisCell):
            return self._this_cell(written, kind)
        if isinstance(written, tree.ThisSection):
            if self.place.each != "section":
                return mistaken(self.pointer, written.at, "rules.this-section")
            return Term(written.at, TEXT, constant(("sec" if kind == "c" else "psec", "text")))
        if self.place.should_be is None:
            return mistaken(self.pointer, written.at, "rules.should-be-outside")
        return self._own(written.at, self.place.should_be, ("should",), kind)

    def range(self, written: tree.Range) -> Term:
        """Rows or columns from one to another: 予以公开 至 其他事由."""
        table, each = self.place.table, self.place.each
        if table is None or each not in ("row", "column"):
            return mistaken(self.pointer, written.at, "rules.range-outside")
        axis = "column" if each == "row" else "row"
        flat = [line.name for line in (table.columns if axis == "column" else table.rows)]
        members = range_of(written, flat, axis, table.name, self.pointer)
        if not members:
            return Term.wrong(written.at)
        rows, columns = ((None,), members) if axis == "column" else (members, (None,))
        return self._cells(table, rows, columns, written.at, "c", many=True)

    def label(self, written: tree.Expression) -> str | None:
        """What a message calls an argument that stands for many: the group's name as it was written."""
        if isinstance(written, (tree.Previous, tree.Parts)):
            return None
        if isinstance(written, tree.Range):
            return as_written(written)
        table = self.place.table
        if isinstance(written, tree.Name):
            grouped = table is not None and is_group(table, written.name)
            many = grouped or (written.name in self.place.holes and self.place.holes[written.name].many)
            return written.name if many else None
        if isinstance(written, tree.Address):
            tables = self.world.tables.values()
            many = any(_is_many(written.row, t) or _is_many(written.column, t) for t in tables)
            return f"[{as_written(written.row)}, {as_written(written.column)}]" if many else None
        return None

    # ── names ─────────────────────────────────────────────────────────────────

    def _name(self, written: tree.Name, kind: str) -> Term:
        name, at = written.name, written.at
        place, table = self.place, self.place.table
        if place.each == "column" and table is not None:
            if is_open(table, name):
                return self._open_rows(table, None, at, kind)
            rows = rows_of(table, name)
            if rows:
                return self._cells(table, rows, (None,), at, kind, many=is_group(table, name))
        elif place.each == "row" and table is not None:
            columns = columns_of(table, name)
            if columns:
                return self._cells(table, (None,), columns, at, kind, many=is_group(table, name))
        elif name in place.holes:
            type_ = place.holes[name]
            node = ("holes" if type_.many else "hole", name)
            return self._own(at, type_, node, kind, fixed=type_.many)
        elif place.each == "section" and name in SECTION_ATTRIBUTES:
            attribute, type_ = SECTION_ATTRIBUTES[name]
            return self._own(at, type_, ("sec", attribute), kind)
        if name in self.world.settings:
            return self._own(at, self.world.settings[name].type, ("setting", name), kind)
        if name in PROPERTIES:
            known, type_ = PROPERTIES[name]
            return Term(at, type_, constant(("prop" if kind == "c" else "pprop", known)))
        return self._unknown_name(written)

    def _own(self, at: Position, type_: Type, node: Node, kind: str, *, fixed: bool = False) -> Term:
        """Something of this report that another report does not have."""
        if kind == "pc":
            return mistaken(self.pointer, at, "rules.previous-of")
        return Term(at, type_, constant(node), fixed=fixed)

    def _unknown_name(self, written: tree.Name) -> Term:
        name, place = written.name, self.place
        as_row, as_column = self.world.rows_named(name), self.world.columns_named(name)
        if place.each == "cell" and place.table and name in table_names(place.table):
            return self._wrong_name(written, "rules.name-in-each-cell")
        if place.each == "row" and as_row:
            return self._wrong_name(written, "rules.row-in-each-row", once="")
        if place.each == "column" and as_column:
            return self._wrong_name(written, "rules.column-in-each-column", once="")
        if as_row or as_column:
            key = "rules.bare-row" if as_row else "rules.bare-column"
            return self._wrong_name(written, key)
        if name in SECTION_ATTRIBUTES:
            return self._wrong_name(written, "rules.attribute-outside")
        if any(name in fact.holes for fact in self.world.facts.values()):
            return self._wrong_name(written, "rules.hole-outside")
        return self._wrong_name(written, "rules.unknown", near=did_you_mean(name, self._known()))

    def _wrong_name(
        self, written: tree.Name, key: str, *, once: str | None = None, near: Message | None = None
    ) -> Term:
        """Say that a name is wrong: once in a rule, or (*once* the same for all names) one of them for all."""
        what = (key, written.name if once is None else once)
        if what not in self._told:
            self._told.add(what)
            values = {} if near is None else {"near": near}
            self.pointer.wrong(written.at, key, name=written.name, **values)
        return Term.wrong(written.at)

    def _known(self) -> Iterable[str]:
        yield from self.place.holes
        if self.place.each == "section":
            yield from SECTION_ATTRIBUTES
        if self.place.table is not None:
            yield from table_names(self.place.table)
        yield from self.world.settings
        yield from PROPERTIES
        yield from self.world.form_names()

    # ── cells, parts, texts ───────────────────────────────────────────────────

    def _cells(
        self,
        table: Table,
        rows: Sequence[str | None],
        columns: Sequence[str | None],
        at: Position,
        kind: str,
        *,
        many: bool,
    ) -> Term:
        """One or many cells of a table; None is the frame's own row or column."""
        layout, name = self.layout, table.name
        frame_row, frame_column = self.place.frame

        def node_of(frame: Frame, row: str | None, column: str | None) -> Node:
            own_row = row if row is not None else frame[0]
            own_column = column if column is not None else frame[1]
            return layout.node(kind, name, own_row or OPEN, own_column or "", at)

        if not many:
            row, column = rows[0], columns[0]
            type_ = Type("figure", layout.unit(table, row or frame_row, column or frame_column))
            return Term(at, type_, lambda frame: node_of(frame, row, column))
        layout.spend(len(rows) * len(columns), at)
        places = [(row, column) for row in rows for column in columns]
        units = [layout.unit(table, row or frame_row, column or frame_column) for row, column in places]

        def single(unit: str | None, row: str | None, column: str | None) -> Term:
            return Term(at, Type("figure", unit), lambda frame: node_of(frame, row, column))

        singles = [single(unit, *place) for unit, place in zip(units, places, strict=True)]
        met, type_ = self.figures.meet(singles, at)
        return Term(at, type_.several, lambda frame: ("many", *(term.build(frame) for term in met)))

    def _open_rows(self, table: Table, column: str | None, at: Position, kind: str) -> Term:
        """All open rows in one column, None for the frame's own."""
        if kind == "pc":
            return mistaken(self.pointer, at, "rules.previous-open-rows")
        name = table.name

        def build(frame: Frame) -> Node:
            own = column if column is not None else frame[1]
            return ("rows", name, own)

        unit = self.layout.unit(table, None, column or self.place.frame[1])
        return Term(at, Type("figure", unit, many=True), build, fixed=True)

    def _this_cell(self, written: tree.ThisCell, kind: str) -> Term:
        if self.place.each != "cell" or self.place.table is None:
            return mistaken(self.pointer, written.at, "rules.this-cell")
        return self._cells(self.place.table, (None,), (None,), written.at, kind, many=False)

    def _first(self, written: tree.First, kind: str) -> Term:
        """A hole as the first mention of the fact has it."""
        name = written.of.name if isinstance(written.of, tree.Name) else ""
        type_ = self.place.holes.get(name)
        if kind == "pc" or type_ is None or type_.many:
            return mistaken(self.pointer, written.at, "rules.first-of")
        return Term(written.at, type_, constant(("first", name)))

    def _parts(self, written: tree.Parts) -> Term:
        if isinstance(written.of, tree.Parts):
            return mistaken(self.pointer, written.at, "rules.previous-of")
        inner = self.meaning(written.of)
        if inner.type.is_wrong:
            return inner
        if inner.type.kind not in ("figure", "ratio") or inner.build(self.place.frame)[0] in (
            "rows",
            "holes",
            "hole",
        ):
            return mistaken(self.pointer, written.at, "rules.parts-of")
        many = inner.type.many

        def build(frame: Frame) -> Node:
            node = inner.build(frame)
            return ("many", *(("parts", single) for single in node[1:])) if many else ("parts", node)

        return Term(written.at, inner.type.several, build)

    def _section_text(self, written: tree.SectionText, kind: str) -> Term:
        number = written.number.name
        if number not in self.world.headings:
            near = did_you_mean(number, self.world.headings)
            return mistaken(self.pointer, written.number.at, "rules.unknown-section", name=number, near=near)
        return Term(written.at, TEXT, constant(("text" if kind == "c" else "ptext", number)))

    # ── addresses ─────────────────────────────────────────────────────────────

    def _address(self, written: tree.Address, kind: str) -> Term:
        tables = list(self.world.tables.values())
        if written.table is not None:
            known = self.world.tables.get(written.table.name)
            if known is None:
                near = did_you_mean(written.table.name, self.world.tables)
                return mistaken(
                    self.pointer, written.table.at, "rules.unknown-table", name=written.table.name, near=near
                )
            tables = [known]
        elif self.place.table is not None and (
            isinstance(written.row, tree.ThisRow) or isinstance(written.column, tree.ThisColumn)
        ):
            # 本行 and 本列 speak of the quantifier's own table, if it has such a cell.
            tables.sort(key=lambda table: table is not self.place.table)
            if self._places_in(tables[0], written) is not None:
                tables = tables[:1]
        if not self._has_frame(written):
            return Term.wrong(written.at)
        fitting = [
            (table, found) for table in tables if (found := self._places_in(table, written)) is not None
        ]
        if not fitting:
            return self._no_such_cell(written, tables)
        if len(fitting) > 1:
            names = [table.name for table, _ in fitting]
            return mistaken(
                self.pointer, written.at, "rules.address-in-several", tables=" / ".join(names), table=names[0]
            )
        table, (rows, columns, many) = fitting[0]
        if isinstance(written.row, tree.Name) and is_open(table, written.row.name):
            return self._open_rows(table, columns[0], written.at, kind)
        return self._cells(table, rows, columns, written.at, kind, many=many)

    def _has_frame(self, written: tree.Address) -> bool:
        row, column = self.place.frame
        if isinstance(written.row, tree.ThisRow) and row is None:
            self.pointer.wrong(written.row.at, "rules.this-row")
            return False
        if isinstance(written.column, tree.ThisColumn) and column is None:
            self.pointer.wrong(written.column.at, "rules.this-column")
            return False
        return True

    def _places_in(
        self, table: Table, written: tree.Address
    ) -> tuple[tuple[str | None, ...], tuple[str | None, ...], bool] | None:
        """The rows and columns of the address in this table, None if it has no such cells."""
        columns = self._side(written.column, table, "column")
        if isinstance(written.row, tree.Name) and is_open(table, written.row.name):
            fits = columns is not None and all(
                self.layout.has(table.name, OPEN, c or self.place.frame[1] or "") for c in columns
            )
            return ((None,), columns, True) if fits and columns is not None and len(columns) == 1 else None
        rows = self._side(written.row, table, "row")
        if rows is None or columns is None:
            return None
        frame_row, frame_column = self.place.frame
        self.layout.spend(len(rows) * len(columns), written.at)
        for row in rows:
            for column in columns:
                own_row = row if row is not None else frame_row
                if not self.layout.has(table.name, own_row or OPEN, column or frame_column or ""):
                    return None
        return rows, columns, _is_many(written.row, table) or _is_many(written.column, table)

    def _side(self, part: tree.AddressPart, table: Table, axis: str) -> tuple[str | None, ...] | None:
        if isinstance(part, (tree.ThisRow, tree.ThisColumn)):
            return (None,) if isinstance(part, tree.ThisRow) == (axis == "row") else None
        if isinstance(part, tree.Range):
            flat = [line.name for line in (table.rows if axis == "row" else table.columns)]
            if part.first.name not in flat or part.last.name not in flat:
                return None
            return range_of(part, flat, axis, table.name, self.pointer) or None
        return (rows_of if axis == "row" else columns_of)(table, part.name) or None

    def _no_such_cell(self, written: tree.Address, tables: Sequence[Table]) -> Term:
        for part, axis, named in (
            (written.row, "row", self.world.rows_named),
            (written.column, "column", self.world.columns_named),
        ):
            ends = [part.first, part.last] if isinstance(part, tree.Range) else [part]
            for end in ends:
                if isinstance(end, tree.Name) and not named(end.name):
                    other = self.world.columns_named if axis == "row" else self.world.rows_named
                    if not other(end.name):
                        known = [name for table in tables for name in table_names(table)]
                        near = did_you_mean(end.name, known)
                        return mistaken(self.pointer, end.at, "rules.unknown", name=end.name, near=near)
        address = f"[{as_written(written.row)}, {as_written(written.column)}]"
        return mistaken(self.pointer, written.at, "rules.no-such-cell", address=address)


def _is_many(part: tree.AddressPart, table: Table) -> bool:
    return isinstance(part, tree.Range) or (isinstance(part, tree.Name) and is_group(table, part.name))


def as_written(written: object) -> str:
    """A name, range or address as it was written, in neither language."""
    if isinstance(written, tree.Name):
        return written.name
    if isinstance(written, tree.Range):
        return f"{written.first.name}…{written.last.name}"
    if isinstance(written, tree.Address):
        return f"[{as_written(written.row)}, {as_written(written.column)}]"
    if isinstance(written, tree.ThisRow):
        return "本行"
    if isinstance(written, tree.ThisColumn):
        return "本列"
    return ""
