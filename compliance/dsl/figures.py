"""How figures meet: numbers with their units, sums, products, quotients, dates and days.

Figures that meet are brought to one unit here, once, so that no engine has to know about units.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compliance.dsl import tree
from compliance.dsl.form import did_you_mean
from compliance.dsl.names import World
from compliance.dsl.pointing import Pointer
from compliance.dsl.terms import Term, constant, figure_node, mistaken
from compliance.dsl.types import DATE, DAYS, NUMBER, WRONG, Type
from compliance.errors import Position
from compliance.messages import Message
from compliance.values import exact, from_decimal, to_decimal

if TYPE_CHECKING:
    from compliance.dsl.layout import Frame
    from compliance.program import Node
    from compliance.values import Figure


class Figures:
    """Arithmetic on typed figures."""

    def __init__(self, world: World, pointer: Pointer) -> None:
        self.world = world
        self.pointer = pointer

    def number(self, written: tree.Number) -> Term:
        """A number as it is written, with its unit if it has one."""
        value = from_decimal(written.value)
        if written.unit is None:
            return Term(written.at, NUMBER, constant(figure_node(value)), value)
        unit = self.world.units.find(written.unit.name)
        if unit is None:
            near = did_you_mean(written.unit.name, self.world.units.spellings)
            return mistaken(
                self.pointer, written.unit.at, "rules.unknown-unit", name=written.unit.name, near=near
            )
        return Term(written.at, Type("figure", unit.name), constant(figure_node(value)), value)

    def arithmetic(self, written: tree.Arithmetic, left: Term, right: Term) -> Term:
        """A sum, difference, product or quotient of figures; a difference of dates, a date some days later."""
        operator = written.operator
        if DATE in (left.type, right.type):
            return self._dates(written, left, right)
        for term in (left, right):
            if not term.type.is_figure:
                return mistaken(self.pointer, term.at, "rules.not-a-figure", found=term.type.told)
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
        return mistaken(
            self.pointer, written.at, "rules.date-arithmetic", left=left.type.told, right=right.type.told
        )

    def _product(self, written: tree.Arithmetic, left: Term, right: Term) -> Type:
        if (left.type.printed and right.literal == 100) or (right.type.printed and left.literal == 100):
            return mistaken(self.pointer, written.at, "rules.times-hundred").type
        divided = left.type.divided or right.type.divided
        with_unit = [t.type for t in (left, right) if t.type.kind == "figure" and t.type.unit is not None]
        if len(with_unit) > 1:
            return mistaken(
                self.pointer, written.at, "rules.product-of-units", left=left.type.told, right=right.type.told
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

    def negative(self, of: Term, at: Position) -> Term:
        """Minus a figure."""
        build = of.build
        if of.literal is not None:
            return Term(at, of.type, constant(figure_node(-of.literal)), -of.literal)
        return Term(at, of.type, lambda frame: ("neg", build(frame)))

    # ── units ─────────────────────────────────────────────────────────────────

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
                self.pointer.wrong(at, "rules.units-differ", left=leading.told, right=ratio.told)
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
                self.pointer.wrong(at, "rules.units-differ", left=types[0].told, right=self._other(types))
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
        self.pointer.wrong(at, "rules.percent-as-number", number=f"{shown}", hundredfold=f"{hundredfold}")
