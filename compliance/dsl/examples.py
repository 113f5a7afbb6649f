"""The examples that prove a rule: what the head of each column names, and what the rows put there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from compliance.dsl import tree
from compliance.dsl.expressions import Lowering
from compliance.dsl.form import did_you_mean
from compliance.dsl.scope import Scope
from compliance.dsl.terms import Place, Term, constant, figure_node, node_of
from compliance.dsl.types import TEXT, Type
from compliance.errors import Position
from compliance.values import from_decimal

if TYPE_CHECKING:
    from compliance.dsl.layout import Frame
    from compliance.program import Node


class Examples:
    """Compiles the examples of one rule.

    :param lowering: Lowers what stands in a place of the rule.
    """

    def __init__(self, scope: Scope, lowering: Callable[[Place], Lowering]) -> None:
        self.scope = scope
        self.world = scope.world
        self.pointer = scope.pointer
        self._lowering = lowering

    def compiled(self, examples: tree.Examples) -> tuple[Any, ...]:
        """The rows as :mod:`compliance.program` has them."""
        place, frame = self.scope.judged()
        head = [self._target(written, place, frame) for written in examples.head]
        seen: dict[Node, None] = {}
        for written, target in zip(examples.head, head, strict=True):
            if target is not None and target[0] in seen:
                self.pointer.wrong(written.at, "rules.example-head-twice")
            elif target is not None:
                seen[target[0]] = None
        rows = []
        for row in examples.rows:
            targets = tuple(
                (target[0], self._values(cell, target))
                for cell, target in zip(row.cells, head, strict=True)
                if target is not None
            )
            rows.append((row.verdict, targets, (row.at.file, row.at.line)))
        return tuple(rows)

    def _target(self, written: tree.Reference, place: Place, frame: Frame) -> tuple[Node, Type] | None:
        term = self._lowering(place).references.meaning(written)
        if term.type.is_wrong:
            return None
        node = node_of(term, frame, self.pointer)
        if node is None:
            return None
        if node[0] == "many":
            self.pointer.wrong(written.at, "rules.example-of-group")
            return None
        if node == ("prop", "narrative"):
            node = ("narrative",)
        return node, term.type

    def _values(self, cell: tree.ExampleCell, target: tuple[Node, Type]) -> tuple[Node, ...]:
        node, type_ = target
        if node == ("sec", "prescribed_number"):
            self._known_section(cell)
        if not cell.values:
            # A property holds something or is not there; only a cell can be blank, and a text empty.
            is_cell = node[0] in ("c", "pc", "row", "prow", "rows", "parts") or type_ == TEXT
            return (("blank",) if is_cell else ("absent",),)
        if len(cell.values) > 1 and not type_.many:
            self.pointer.wrong(cell.at, "rules.example-several")
        return tuple(self._value(value, node, type_, cell.at) for value in cell.values)

    def _known_section(self, cell: tree.ExampleCell) -> None:
        """An example is about one of the prescribed parts."""
        numbers = [value.value for value in cell.values if isinstance(value, tree.Text)]
        for number in numbers or [""]:
            if number not in self.world.headings:
                near = did_you_mean(number, self.world.headings)
                self.pointer.wrong(cell.at, "rules.unknown-section", name=f"“{number}”", near=near)

    def _value(self, value: tree.Value | None, node: Node, type_: Type, at: Position) -> Node:
        if value is None:
            return ("absent",)
        # Nearly all values are plain: they need no types.
        if isinstance(value, tree.Number) and value.unit is None and type_.kind == "figure":
            return figure_node(from_decimal(value.value))
        lowering = self._lowering(Place())
        term = lowering.one(value)
        if term.type.is_wrong:
            return ("absent",)
        if term.type.kind == "text" and type_.is_figure:
            # A cell may hold a text where a number should stand.
            return term.build((None, None))
        if term.type.is_figure and type_.is_figure:
            expected = Term(at, type_.one, constant(("n", 0)))
            met, _ = lowering.figures.meet([expected, term], value.at)
            return met[1].build((None, None))
        if term.type.kind != type_.kind:
            self.pointer.wrong(value.at, "rules.example-type", takes=type_.one.told, found=term.type.told)
        written: Node = term.build((None, None))
        if node == ("prop", "agency_kind") and written[0] == "s":
            return ("s", lowering.agency_kind(written[1], value.at))
        return written
