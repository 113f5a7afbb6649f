"""Conditions and figures: from names to cells, from what was written to typed nodes of the compiled form.

An expression is typed once and printed for each instance: :meth:`Lowering.condition` gives a :class:`Term`, whose
``build`` prints the node for one row, column or cell. All instances for which it is used must agree in their units
(:meth:`Layout.signature`).

A mistake is written down and gives the type ``wrong``, which meets everything in silence: one mistake, one message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from compliance.dsl import tree
from compliance.dsl.form import did_you_mean, range_of, table_names
from compliance.dsl.mistakes import Mistake
from compliance.dsl.names import (
    AGENCY_KINDS,
    PROPERTIES,
    SECTION_ATTRIBUTES,
    World,
    columns_of,
    is_group,
    is_open,
    rows_of,
)
from compliance.dsl.parser import parse_pattern
from compliance.dsl.patterns import phrase_without_holes
from compliance.dsl.pointing import Pointer
from compliance.dsl.types import DATE, DAYS, NUMBER, PERCENT, TEXT, TRUTH, WRONG, Type
from compliance.errors import Position
from compliance.form import Form, Table
from compliance.messages import Message
from compliance.values import Exact, exact, from_decimal, to_decimal

if TYPE_CHECKING:
    from decimal import Decimal

    from compliance.program import Node
    from compliance.values import Figure

    Frame = tuple[str | None, str | None]
    Build = Callable[[Frame], Node]

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


class Term:
    """A typed expression.

    ``build`` prints its node for a frame. ``literal`` is the figure of a plain number. ``fixed``: many figures that
    only the report knows (open rows, a repeated hole), so that no change of unit can be written beside each.
    """

    __slots__ = ("at", "build", "fixed", "literal", "type")

    def __init__(
        self, at: Position, type_: Type, build: Build, literal: Figure | None = None, *, fixed: bool = False
    ) -> None:
        self.at = at
        self.type = type_
        self.build = build
        self.literal = literal
        self.fixed = fixed


class Place:
    """Where an expression stands: what bare names mean there.

    ``each`` is the quantifier (None, row, column, cell, mention, section), ``table`` the table that it goes over,
    ``holes`` what the mention at hand holds, ``should_be`` the type of what it should be.
    """

    __slots__ = ("each", "frame", "holes", "should_be", "table")

    def __init__(
        self,
        each: str | None = None,
        table: Table | None = None,
        frame: Frame = (None, None),
        *,
        holes: dict[str, Type] | None = None,
        should_be: Type | None = None,
    ) -> None:
        self.each = each
        self.table = table
        self.frame = frame
        self.holes = holes or {}
        self.should_be = should_be


def constant(node: Node) -> Build:
    """Print the same node for every frame."""
    return lambda _: node


def figure_node(value: Figure) -> Node:
    """The literal node of a figure."""
    return ("q", value.n, value.d) if isinstance(value, Exact) else ("n", value)


class Lowering:
    """Lowers the expressions that stand in one place."""

    def __init__(
        self,
        world: World,
        layout: Layout,
        place: Place,
        pointer: Pointer,
        told: set[tuple[str, str]] | None = None,
    ) -> None:
        self.world = world
        self.layout = layout
        self.place = place
        self.pointer = pointer
        self._told: set[tuple[str, str]] = set() if told is None else told

    # ── what a clause asks for ────────────────────────────────────────────────

    def condition(self, written: tree.Expression) -> Term:
        """Something that holds or does not."""
        term = self._term(written)
        if term.type.kind not in ("truth", "wrong"):
            return self._wrong(term.at, "rules.not-a-condition", found=term.type.told)
        return term

    def one(self, written: tree.Expression) -> Term:
        """One value: not a group, not a condition."""
        term = self._term(written)
        if term.type.many:
            return self._many_outside(written, term)
        if term.type == TRUTH:
            return self._wrong(term.at, "rules.condition-as-value")
        return term

    def figure(self, written: tree.Expression) -> Term:
        """One figure or ratio."""
        term = self.one(written)
        if not term.type.is_figure and not term.type.is_wrong:
            return self._wrong(term.at, "rules.not-a-figure", found=term.type.told)
        return term

    def text(self, written: tree.Expression) -> Term:
        """One text."""
        term = self.one(written)
        if term.type.kind not in ("text", "wrong"):
            return self._wrong(term.at, "rules.not-a-text", found=term.type.told)
        return term

    def reference(self, written: tree.Reference, kind: str = "c") -> Term:
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
                return self._wrong(written.at, "rules.previous-of")
            return self.reference(written.of, "pc")
        if isinstance(written, tree.First):
            return self._first(written, kind)
        if isinstance(written, tree.Parts):
            return self._parts(written)
        if isinstance(written, tree.ThisCell):
            return self._this_cell(written, kind)
        if isinstance(written, tree.ThisSection):
            if self.place.each != "section":
                return self._wrong(written.at, "rules.this-section")
            return self._own(written.at, TEXT, ("sec", "text"), kind)
        if self.place.should_be is None:
            return self._wrong(written.at, "rules.should-be-outside")
        return self._own(written.at, self.place.should_be, ("should",), kind)

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
            return self._wrong(at, "rules.previous-of")
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
        return Term(written.at, WRONG, constant(()))

    def _known(self) -> Iterable[str]:
        yield from self.place.holes
        if self.place.each == "section":
            yield from SECTION_ATTRIBUTES
        if self.place.table is not None:
            yield from table_names(self.place.table)
        yield from self.world.settings
        yield from PROPERTIES
        yield from self.world.form_names()

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
        met, type_ = self.meet(singles, at)
        return Term(at, type_.several, lambda frame: ("many", *(term.build(frame) for term in met)))

    def _open_rows(self, table: Table, column: str | None, at: Position, kind: str) -> Term:
        """All open rows in one column, None for the frame's own."""
        if kind == "pc":
            return self._wrong(at, "rules.previous-open-rows")
        name = table.name

        def build(frame: Frame) -> Node:
            own = column if column is not None else frame[1]
            return ("rows", name, own)

        unit = self.layout.unit(table, None, column or self.place.frame[1])
        return Term(at, Type("figure", unit, many=True), build, fixed=True)

    def _this_cell(self, written: tree.ThisCell, kind: str) -> Term:
        if self.place.each != "cell" or self.place.table is None:
            return self._wrong(written.at, "rules.this-cell")
        return self._cells(self.place.table, (None,), (None,), written.at, kind, many=False)

    def _first(self, written: tree.First, kind: str) -> Term:
        """A hole as the first mention of the fact has it."""
        name = written.of.name if isinstance(written.of, tree.Name) else ""
        type_ = self.place.holes.get(name)
        if kind == "pc" or type_ is None or type_.many:
            return self._wrong(written.at, "rules.first-of")
        return Term(written.at, type_, constant(("first", name)))

    def _parts(self, written: tree.Parts) -> Term:
        if isinstance(written.of, tree.Parts):
            return self._wrong(written.at, "rules.previous-of")
        inner = self.reference(written.of)
        if inner.type.is_wrong:
            return inner
        if inner.type.kind not in ("figure", "ratio") or inner.build(self.place.frame)[0] in (
            "rows",
            "holes",
            "hole",
        ):
            return self._wrong(written.at, "rules.parts-of")
        many = inner.type.many

        def build(frame: Frame) -> Node:
            node = inner.build(frame)
            return ("many", *(("parts", single) for single in node[1:])) if many else ("parts", node)

        return Term(written.at, inner.type.several, build)

    def _section_text(self, written: tree.SectionText, kind: str) -> Term:
        number = written.number.name
        if number not in self.world.headings:
            near = did_you_mean(number, self.world.headings)
            return self._wrong(written.number.at, "rules.unknown-section", name=number, near=near)
        return Term(written.at, TEXT, constant(("text" if kind == "c" else "ptext", number)))

    # ── addresses ─────────────────────────────────────────────────────────────

    def _address(self, written: tree.Address, kind: str) -> Term:
        tables = list(self.world.tables.values())
        if written.table is not None:
            known = self.world.tables.get(written.table.name)
            if known is None:
                near = did_you_mean(written.table.name, self.world.tables)
                return self._wrong(
                    written.table.at, "rules.unknown-table", name=written.table.name, near=near
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
            return Term(written.at, WRONG, constant(()))
        fitting = [
            (table, found) for table in tables if (found := self._places_in(table, written)) is not None
        ]
        if not fitting:
            return self._no_such_cell(written, tables)
        if len(fitting) > 1:
            names = [table.name for table, _ in fitting]
            return self._wrong(
                written.at, "rules.address-in-several", tables=" / ".join(names), table=names[0]
            )
        table, (rows, columns, many) = fitting[0]
        if isinstance(written.row, tree.Name) and is_open(table, written.row.name):
            return self._open_rows(table, columns[0], written.at, kind)
        return self._cells(table, rows, columns, written.at, kind, many=many)

    def _has_frame(self, written: tree.Address) -> bool:
        row, column = self.place.frame
        if isinstance(written.row, tree.ThisRow) and row is None:
            self._wrong(written.row.at, "rules.this-row")
            return False
        if isinstance(written.column, tree.ThisColumn) and column is None:
            self._wrong(written.column.at, "rules.this-column")
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
                        return self._wrong(end.at, "rules.unknown", name=end.name, near=near)
        address = f"[{_written(written.row)}, {_written(written.column)}]"
        return self._wrong(written.at, "rules.no-such-cell", address=address)

    # ── calls ─────────────────────────────────────────────────────────────────

    def _call(self, written: tree.Call) -> Term:
        signature = self.world.functions.get(written.function)
        if signature is None:
            near = did_you_mean(written.function, self.world.functions)
            return self._wrong(written.at, "rules.unknown-function", name=written.function, near=near)
        takes = signature.takes
        given = len(written.arguments)
        if signature.every and given > len(takes):
            takes = (*takes, *takes[-1:] * (given - len(takes)))
        if given != len(takes):
            return self._wrong(
                written.at, "rules.argument-count", name=written.function, takes=len(takes), given=given
            )
        if signature.name == "count" and isinstance(written.arguments[0], tree.Name):
            fact = written.arguments[0].name
            if fact in self.world.facts and fact not in self.place.holes:
                return Term(written.at, NUMBER, constant(("f", "count", (("found", fact),), (fact,))))
        terms = [
            self._argument(argument, kind) for argument, kind in zip(written.arguments, takes, strict=True)
        ]
        if any(term.type.is_wrong for term in terms):
            return Term(written.at, WRONG, constant(()))
        gives = signature.gives
        if signature.same_unit:
            terms, met = self.meet(terms, written.at)
            if gives != TRUTH:
                gives = Type(met.kind, met.unit, printed=met.printed, divided=met.divided or gives.divided)
            if met.is_wrong:
                gives = WRONG
        labels = tuple(self._label(argument) for argument in written.arguments)
        name = signature.name
        return Term(
            written.at, gives, lambda frame: ("f", name, tuple(term.build(frame) for term in terms), labels)
        )

    def _argument(self, written: tree.Expression, kind: str) -> Term:
        if kind == "pattern":
            if not isinstance(written, tree.Text):
                return self._wrong(written.at, "rules.not-a-pattern")
            return Term(written.at, TEXT, constant(("pattern", self._pattern(written))))
        if kind == "text":
            return self.text(written)
        if kind != "figures":
            term = self.one(written)
            fits = term.type.is_figure if kind == "figure" else term.type.kind == kind
            if not fits and not term.type.is_wrong:
                return self._wrong(
                    term.at, "rules.argument-type", takes=Message(f"rules.type-{kind}"), found=term.type.told
                )
            return term
        term = self._range(written) if isinstance(written, tree.Range) else self._term(written)
        if not term.type.is_figure and not term.type.is_wrong:
            return self._wrong(term.at, "rules.not-a-figure", found=term.type.told)
        return term

    def _range(self, written: tree.Range) -> Term:
        table, each = self.place.table, self.place.each
        if table is None or each not in ("row", "column"):
            return self._wrong(written.at, "rules.range-outside")
        axis = "column" if each == "row" else "row"
        flat = [line.name for line in (table.columns if axis == "column" else table.rows)]
        members = range_of(written, flat, axis, table.name, self.pointer)
        if not members:
            return Term(written.at, WRONG, constant(()))
        rows, columns = ((None,), members) if axis == "column" else (members, (None,))
        return self._cells(table, rows, columns, written.at, "c", many=True)

    def _label(self, written: tree.Expression) -> str | None:
        """What a message calls an argument that stands for many: the group's name as it was written."""
        if isinstance(written, (tree.Previous, tree.Parts)):
            return None
        if isinstance(written, tree.Range):
            return _written(written)
        table = self.place.table
        if isinstance(written, tree.Name):
            grouped = table is not None and is_group(table, written.name)
            many = grouped or (written.name in self.place.holes and self.place.holes[written.name].many)
            return written.name if many else None
        if isinstance(written, tree.Address):
            tables = self.world.tables.values()
            many = any(_is_many(written.row, t) or _is_many(written.column, t) for t in tables)
            return f"[{_written(written.row)}, {_written(written.column)}]" if many else None
        return None

    def _pattern(self, written: tree.Text) -> Node:
        pieces = self._pieces(written)
        if pieces is None:
            return ()
        return phrase_without_holes(written.at, pieces, self.world, self.pointer)

    def _pieces(self, written: tree.Text) -> Sequence[tree.PatternPiece] | None:
        try:
            return parse_pattern(written)
        except Mistake as mistake:
            self.pointer.tell(mistake.at, mistake.message)
            return None

    # ── literals ──────────────────────────────────────────────────────────────

    def _number(self, written: tree.Number) -> Term:
        value = from_decimal(written.value)
        if written.unit is None:
            return Term(written.at, NUMBER, constant(figure_node(value)), value)
        unit = self.world.units.find(written.unit.name)
        if unit is None:
            near = did_you_mean(written.unit.name, self.world.units.spellings)
            return self._wrong(written.unit.at, "rules.unknown-unit", name=written.unit.name, near=near)
        return Term(written.at, Type("figure", unit.name), constant(figure_node(value)), value)

    def _percent(self, written: tree.Percent) -> Term:
        return Term(written.at, PERCENT, constant(percent_node(written.value)))

    # ── arithmetic ────────────────────────────────────────────────────────────

    def _arithmetic(self, written: tree.Arithmetic) -> Term:
        left, right = self.one(written.left), self.one(written.right)
        if left.type.is_wrong or right.type.is_wrong:
            return Term(written.at, WRONG, constant(()))
        operator = written.operator
        if DATE in (left.type, right.type):
            return self._dates(written, left, right)
        for term in (left, right):
            if not term.type.is_figure:
                return self._wrong(term.at, "rules.not-a-figure", found=term.type.told)
        if operator in "+-":
            (left, right), type_ = self.meet([left, right], written.at)
        elif operator == "*":
            type_ = self._product(written, left, right)
        else:
            left, right, type_ = self._quotient(written, left, right)
        a, b = left.build, right.build
        return Term(written.at, type_, lambda frame: (operator, a(frame), b(frame)))

    def _dates(self, written: tree.Arithmetic, left: Term, right: Term) -> Term:
        a, b = left.build, right.build
        if left.type == right.type == DATE and written.operator == "-":
            return Term(written.at, Type("figure", DAYS), lambda frame: ("days", a(frame), b(frame)))
        days = right.type
        fits = days.kind == "figure" and (days.unit is None or self.world.units.base(days.unit) == DAYS)
        if left.type == DATE and fits and written.operator == "+":
            return Term(written.at, DATE, lambda frame: ("later", a(frame), b(frame)))
        if left.type == DATE and fits and written.operator == "-":
            return Term(written.at, DATE, lambda frame: ("later", a(frame), ("neg", b(frame))))
        return self._wrong(written.at, "rules.date-arithmetic", left=left.type.told, right=right.type.told)

    def _product(self, written: tree.Arithmetic, left: Term, right: Term) -> Type:
        if (left.type.printed and right.literal == 100) or (right.type.printed and left.literal == 100):
            return self._wrong(written.at, "rules.times-hundred").type
        divided = left.type.divided or right.type.divided
        with_unit = [t.type for t in (left, right) if t.type.kind == "figure" and t.type.unit is not None]
        if len(with_unit) > 1:
            return self._wrong(
                written.at, "rules.product-of-units", left=left.type.told, right=right.type.told
            ).type
        if with_unit:
            return Type("figure", with_unit[0].unit, divided=divided)
        kind = "ratio" if "ratio" in (left.type.kind, right.type.kind) else "figure"
        return Type(kind, divided=divided)

    def _quotient(self, written: tree.Arithmetic, left: Term, right: Term) -> tuple[Term, Term, Type]:
        over, under = left.type, right.type
        if over.kind == under.kind == "figure" and over.unit and under.unit:
            units = self.world.units
            if units.base(over.unit) != units.base(under.unit):
                return left, right, Type("figure", f"{over.unit}/{under.unit}", divided=True)
            (left, right), _ = self.meet([left, right], written.at)
            return left, right, Type("ratio", divided=True)
        if over.kind == "figure" and over.unit:
            return left, right, Type("figure", over.unit, divided=True)
        plain = over == under == NUMBER
        return left, right, Type("figure" if plain else "ratio", divided=True)

    def _negative(self, written: tree.Negative) -> Term:
        of = self.figure(written.of)
        if of.type.is_wrong:
            return of
        build = of.build
        if of.literal is not None:
            return Term(written.at, of.type, constant(figure_node(-of.literal)), -of.literal)
        return Term(written.at, of.type, lambda frame: ("neg", build(frame)))

    def meet(self, terms: Sequence[Term], at: Position) -> tuple[list[Term], Type]:
        """Bring figures that meet to one unit: that of the first which has one; literals take it."""
        types = [term.type.one for term in terms]
        if any(type_.is_wrong for type_ in types):
            return list(terms), WRONG
        divided = any(type_.divided for type_ in types)
        with_unit = [term for term in terms if term.type.unit is not None]
        # The unit of open rows cannot be changed, that of a literal can best.
        with_unit.sort(key=lambda term: (not term.fixed, term.literal is not None))
        leading = with_unit[0].type.one if with_unit else None
        if any(type_.kind == "ratio" for type_ in types):
            if leading is not None:
                ratio = next(type_ for type_ in types if type_.kind == "ratio")
                self._wrong(at, "rules.units-differ", left=leading.told, right=ratio.told)
                return list(terms), WRONG
            printed = any(type_.printed for type_ in types)
            if printed:
                for term in terms:
                    if term.literal is not None and not -1 <= term.literal <= 1:
                        self._looks_like_percent(term.at, term.literal)
                        return list(terms), WRONG
            return list(terms), Type("ratio", printed=printed, divided=divided)
        if leading is None or leading.unit is None:
            return list(terms), Type("figure", divided=divided)
        met = []
        for term, type_ in zip(terms, types, strict=True):
            if type_.unit in (None, leading.unit):
                met.append(term)
            elif self.world.units.base(type_.unit or "") != self.world.units.base(leading.unit) or term.fixed:
                self._wrong(at, "rules.units-differ", left=types[0].told, right=self._other(types))
                return list(terms), WRONG
            else:
                met.append(self._scaled(term, leading.unit))
        return met, Type("figure", leading.unit, divided=divided)

    def _other(self, types: Sequence[Type]) -> str | Message:
        units = self.world.units
        first = types[0]
        for type_ in types[1:]:
            if type_.unit and first.unit and units.base(type_.unit) != units.base(first.unit):
                return type_.told
        return types[-1].told

    def _scaled(self, term: Term, unit: str) -> Term:
        n, d = self.world.units.factor(term.type.unit or unit, unit)
        type_ = Type("figure", unit, many=term.type.many, divided=term.type.divided)
        if term.literal is not None:
            value = term.literal * exact(n, d)
            return Term(term.at, type_, constant(figure_node(value)), value)
        if n == d:
            return Term(term.at, type_, term.build)
        build = term.build
        if not term.type.many:
            return Term(term.at, type_, lambda frame: ("scale", build(frame), n, d))

        def scaled(node: Node) -> Node:
            if node[0] == "parts":
                return ("parts", ("scale", node[1], n, d))
            return ("scale", node, n, d)

        def build_all(frame: Frame) -> Node:
            node = build(frame)
            return ("many", *map(scaled, node[1:])) if node[0] == "many" else scaled(node)

        return Term(term.at, type_, build_all)

    def _looks_like_percent(self, at: Position, written: Figure) -> None:
        shown, hundredfold = to_decimal(written), to_decimal(written * 100)
        self._wrong(at, "rules.percent-as-number", number=f"{shown}", hundredfold=f"{hundredfold}")

    # ── truths ────────────────────────────────────────────────────────────────

    def _comparison(self, written: tree.Comparison) -> Term:
        terms = [self.one(operand) for operand in written.operands]
        if any(term.type.is_wrong for term in terms):
            return Term(written.at, WRONG, constant(()))
        operators = written.operators
        if not _one_direction(operators):
            return self._wrong(written.places[1], "rules.chain-direction")
        kinds = {("figure" if term.type.is_figure else term.type.kind) for term in terms}
        if kinds == {"text"}:
            return self._compare_texts(written, terms)
        if kinds == {"date"}:
            return self._compared(written, terms)
        if kinds != {"figure"}:
            odd = next((t for t in terms[1:] if t.type.told != terms[0].type.told), terms[1])
            at = written.places[terms.index(odd) - 1]
            return self._wrong(at, "rules.types-differ", left=terms[0].type.told, right=odd.type.told)
        if self._hundredfold(written.operands, terms):
            return Term(written.at, WRONG, constant(()))
        for i, operator in enumerate(operators):
            if operator in ("=", "!=") and (terms[i].type.divided or terms[i + 1].type.divided):
                return self._wrong(written.places[i], "rules.quotient-equal")
        met, type_ = self.meet(terms, written.places[0])
        if type_.is_wrong:
            return Term(written.at, WRONG, constant(()))
        self._total_inside(written, met)
        return self._compared(written, met)

    def _compared(self, written: tree.Comparison, terms: Sequence[Term]) -> Term:
        operators = written.operators
        builds = [term.build for term in terms]
        if len(operators) == 1:
            operator, (a, b) = operators[0], builds
            return Term(written.at, TRUTH, lambda frame: (operator, a(frame), b(frame)))
        return Term(
            written.at, TRUTH, lambda frame: ("chain", operators, tuple(build(frame) for build in builds))
        )

    def _compare_texts(self, written: tree.Comparison, terms: Sequence[Term]) -> Term:
        if len(terms) > 2 or written.operators[0] not in ("=", "!="):
            return self._wrong(written.places[0], "rules.texts-in-order")
        a, b = (self._kind_of_agency(term, of) for term, of in (terms, reversed(terms)))
        operator = f"t{written.operators[0]}"
        return Term(written.at, TRUTH, lambda frame: (operator, a.build(frame), b.build(frame)))

    def _kind_of_agency(self, term: Term, met: Term) -> Term:
        """A text that is compared with the kind of agency, as report.json writes kinds."""
        other, node = met.build(self.place.frame), term.build(self.place.frame)
        if other[0] not in ("prop", "pprop") or other[1] != "agency_kind" or node[0] != "s":
            return term
        kind = self.agency_kind(node[1], term.at)
        return Term(term.at, TEXT, constant(("s", kind)))

    def agency_kind(self, text: str, at: Position) -> str:
        """The kind of agency as report.json writes it."""
        if text not in AGENCY_KINDS:
            near = did_you_mean(text, AGENCY_KINDS)
            self._wrong(at, "rules.unknown-agency-kind", name=text, near=near)
        return AGENCY_KINDS.get(text, text)

    def _hundredfold(self, operands: Sequence[tree.Expression], terms: Sequence[Term]) -> bool:
        """× 100 on a side that meets a percentage."""
        if any(term.type.printed for term in terms):
            for operand in operands:
                at = _times_hundred(operand)
                if at is not None:
                    self._wrong(at, "rules.times-hundred")
                    return True
        return False

    def _total_inside(self, written: tree.Comparison, terms: Sequence[Term]) -> None:
        """合计(予以公开 至 办理总计) = 办理总计 adds the total to itself."""
        try:
            nodes = [term.build(self.place.frame) for term in terms]
        except NoCell:
            return
        for i, node in enumerate(nodes):
            for j, other in enumerate(nodes):
                meets = abs(i - j) == 1 and written.operators[min(i, j)] == "="
                if meets and node[0] in ("c", "row") and node in _summed(other):
                    at = _sum_argument(written.operands[j])
                    self._wrong(at or written.at, "rules.total-inside", name=_written(written.operands[i]))

    def _approximately(self, written: tree.Approximately) -> Term:
        operands = [written.left, written.right]
        terms = [self.figure(operand) for operand in operands]
        if written.within is not None:
            terms.append(self.figure(written.within))
        if any(term.type.is_wrong for term in terms) or self._hundredfold(operands, terms):
            return Term(written.at, WRONG, constant(()))
        met, type_ = self.meet(terms, written.at)
        if type_.is_wrong:
            return Term(written.at, WRONG, constant(()))
        a, b = met[0].build, met[1].build
        within = met[2].build if len(met) > 2 else constant(())
        return Term(
            written.at,
            TRUTH,
            lambda frame: ("~", a(frame), b(frame), within(frame) or None),
        )

    def _is(self, written: tree.Is) -> Term:
        of = self.one(written.of)
        if of.type.is_wrong:
            return of
        state = written.state
        if state in ("number", "whole") and not of.type.is_figure:
            return self._wrong(of.at, "rules.never-a-number", found=of.type.told)
        if state in ("blank", "absent", "text") and not isinstance(written.of, _REFERENCES):
            return self._wrong(of.at, "rules.state-of-computed")
        build = of.build
        if written.negated:
            return Term(written.at, TRUTH, lambda frame: ("not", ("is", state, build(frame))))
        return Term(written.at, TRUTH, lambda frame: ("is", state, build(frame)))

    def _mentions(self, written: tree.Mentions) -> Term:
        of = self.text(written.text)
        pattern = self._pattern(written.pattern)
        if of.type.is_wrong:
            return of
        build = of.build
        return Term(written.at, TRUTH, lambda frame: ("mentions", build(frame), pattern))

    def _one_of(self, written: tree.OneOf) -> Term:
        of = self.text(written.of)
        if of.type.is_wrong:
            return of
        build = of.build
        if isinstance(written.choices, tree.Name):
            if (
                self.place.each == "section"
                and SECTION_ATTRIBUTES.get(written.choices.name, ("",))[0] == "accepted_titles"
            ):
                return Term(written.at, TRUTH, lambda frame: ("in", build(frame), ("sec", "accepted_titles")))
            return self._wrong(written.choices.at, "rules.not-a-list", name=written.choices.name)
        node = build(self.place.frame)
        if node[0] in ("prop", "pprop") and node[1] == "agency_kind":
            choices = tuple(self.agency_kind(choice.value, choice.at) for choice in written.choices)
        else:
            choices = tuple(choice.value for choice in written.choices)
        return Term(written.at, TRUTH, lambda frame: ("in", build(frame), choices))

    def _not(self, written: tree.Not) -> Term:
        of = self.condition(written.of)
        if of.type.is_wrong:
            return of
        build = of.build
        return Term(written.at, TRUTH, lambda frame: ("not", build(frame)))

    def _junction(self, written: tree.Junction) -> Term:
        terms = [self.condition(of) for of in written.of]
        if any(term.type.is_wrong for term in terms):
            return Term(written.at, WRONG, constant(()))
        operator = written.operator
        return Term(written.at, TRUTH, lambda frame: (operator, *(term.build(frame) for term in terms)))

    # ── dispatch ──────────────────────────────────────────────────────────────

    def _term(self, written: tree.Expression) -> Term:
        if isinstance(written, _REFERENCES):
            return self.reference(written)
        return self._lowered[type(written)](self, written)

    def _wrong(self, at: Position, key: str, /, **values: object) -> Term:
        self.pointer.wrong(at, key, **values)
        return Term(at, WRONG, constant(()))

    def _many_outside(self, written: tree.Expression, term: Term) -> Term:
        if isinstance(written, tree.Parts):
            return self._wrong(term.at, "rules.parts-outside")
        name = _written(written)
        if isinstance(written, tree.Name) and self.place.each == "mention":
            return self._wrong(term.at, "rules.holes-outside", name=name)
        axis = "rows" if self.place.each == "column" else "columns" if self.place.each == "row" else "cells"
        return self._wrong(term.at, f"rules.group-of-{axis}", name=name)

    _lowered: ClassVar[dict[type, Callable[[Any, Any], Term]]] = {
        tree.Number: _number,
        tree.Percent: _percent,
        tree.Date: lambda _, written: Term(written.at, DATE, constant(("d", written.iso))),
        tree.RelativeDate: lambda _, written: Term(
            written.at, DATE, constant(("rd", written.offset, written.month, written.day))
        ),
        tree.Year: lambda _, written: Term(
            written.at, PROPERTIES["year"][1], constant(("n", written.value)), written.value
        ),
        tree.Text: lambda _, written: Term(written.at, TEXT, constant(("s", written.value))),
        tree.Range: _range,
        tree.Call: _call,
        tree.Arithmetic: _arithmetic,
        tree.Negative: _negative,
        tree.Comparison: _comparison,
        tree.Approximately: _approximately,
        tree.Is: _is,
        tree.Mentions: _mentions,
        tree.OneOf: _one_of,
        tree.Not: _not,
        tree.Junction: _junction,
    }


_REFERENCES = (
    tree.Name,
    tree.Address,
    tree.SectionText,
    tree.Previous,
    tree.Parts,
    tree.First,
    tree.ThisCell,
    tree.ThisSection,
    tree.ShouldBe,
)


def percent_node(value: Decimal) -> Node:
    """The node of a percentage as it is printed: 99.3 % → ("%", 993, 1000, 1)."""
    share = from_decimal(value) * exact(1, 100)
    exponent = value.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return ("%", share.n, share.d, digits) if isinstance(share, Exact) else ("%", share, 1, digits)


def _one_direction(operators: Sequence[str]) -> bool:
    signs = set(operators)
    return len(operators) == 1 or signs <= {"<", "<=", "="} or signs <= {">", ">=", "="}


def _is_many(part: tree.AddressPart, table: Table) -> bool:
    return isinstance(part, tree.Range) or (isinstance(part, tree.Name) and is_group(table, part.name))


def _written(written: object) -> str:
    """A name, range or address as it was written, in neither language."""
    if isinstance(written, tree.Name):
        return written.name
    if isinstance(written, tree.Range):
        return f"{written.first.name}…{written.last.name}"
    if isinstance(written, tree.Address):
        return f"[{_written(written.row)}, {_written(written.column)}]"
    if isinstance(written, tree.ThisRow):
        return "本行"
    if isinstance(written, tree.ThisColumn):
        return "本列"
    return ""


def _times_hundred(written: tree.Expression) -> Position | None:
    if isinstance(written, tree.Arithmetic):
        if written.operator == "*" and any(
            isinstance(side, tree.Number) and side.value == 100 for side in (written.left, written.right)
        ):
            return written.at
        return _times_hundred(written.left) or _times_hundred(written.right)
    return None


def _summed(node: Node) -> list[Node]:
    """The cells that a side adds up by 合计."""
    if node[0] == "f" and node[1] == "sum":
        return [
            inner
            for argument in node[2]
            for inner in (argument[1:] if argument[0] == "many" else (argument,))
        ]
    if node[0] in ("+", "-"):
        return _summed(node[1]) + _summed(node[2])
    return []


def _sum_argument(written: tree.Expression) -> Position | None:
    if isinstance(written, tree.Call):
        return written.arguments[0].at
    if isinstance(written, tree.Arithmetic):
        return _sum_argument(written.left) or _sum_argument(written.right)
    return None
