"""Conditions and figures: from what was written to typed nodes of the compiled form.

An expression is typed once and printed for each instance: :meth:`Lowering.condition` gives a
:class:`~compliance.dsl.terms.Term`, whose ``build`` prints the node for one row, column or cell. All instances for
which it is used must agree in their units (:meth:`compliance.dsl.layout.Layout.signature`).

A mistake is written down and gives the type ``wrong``, which meets everything in silence: one mistake, one message.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from compliance.dsl import tree
from compliance.dsl.figures import Figures
from compliance.dsl.form import did_you_mean
from compliance.dsl.layout import Layout, NoCell
from compliance.dsl.mistakes import Mistake
from compliance.dsl.names import AGENCY_KINDS, PROPERTIES, SECTION_ATTRIBUTES, World
from compliance.dsl.parser import parse_pattern
from compliance.dsl.patterns import phrase_without_holes
from compliance.dsl.pointing import Pointer
from compliance.dsl.references import References, as_written
from compliance.dsl.terms import Place, Term, constant, mistaken, percent_node
from compliance.dsl.types import DATE, NUMBER, PERCENT, TEXT, TRUTH, WRONG, Type
from compliance.errors import Position
from compliance.messages import Message

if TYPE_CHECKING:
    from compliance.program import Node


class Lowering:
    """Lowers the expressions that stand in one place.

    :param told: Which wrong names have been told already, for expressions of one rule in several places.
    """

    def __init__(
        self,
        world: World,
        layout: Layout,
        place: Place,
        pointer: Pointer,
        told: set[tuple[str, str]] | None = None,
    ) -> None:
        self.world = world
        self.place = place
        self.pointer = pointer
        self.figures = Figures(world, pointer)
        self.references = References(layout, place, self.figures, set() if told is None else told)

    # ── what a clause asks for ────────────────────────────────────────────────

    def condition(self, written: tree.Expression) -> Term:
        """Something that holds or does not."""
        term = self._term(written)
        if term.type.kind not in ("truth", "wrong"):
            return mistaken(self.pointer, term.at, "rules.not-a-condition", found=term.type.told)
        return term

    def one(self, written: tree.Expression) -> Term:
        """One value: not a group, not a condition."""
        term = self._term(written)
        if term.type.many:
            return self._many_outside(written, term)
        if term.type == TRUTH:
            return mistaken(self.pointer, term.at, "rules.condition-as-value")
        return term

    def figure(self, written: tree.Expression) -> Term:
        """One figure or ratio."""
        term = self.one(written)
        if not term.type.is_figure and not term.type.is_wrong:
            return mistaken(self.pointer, term.at, "rules.not-a-figure", found=term.type.told)
        return term

    def text(self, written: tree.Expression) -> Term:
        """One text."""
        term = self.one(written)
        if term.type.kind not in ("text", "wrong"):
            return mistaken(self.pointer, term.at, "rules.not-a-text", found=term.type.told)
        return term

    # ── calls and phrases ─────────────────────────────────────────────────────

    def _call(self, written: tree.Call) -> Term:
        signature = self.world.functions.get(written.function)
        if signature is None:
            near = did_you_mean(written.function, self.world.functions)
            return mistaken(
                self.pointer, written.at, "rules.unknown-function", name=written.function, near=near
            )
        takes = signature.takes
        given = len(written.arguments)
        if signature.every and given > len(takes):
            takes = (*takes, *takes[-1:] * (given - len(takes)))
        if given != len(takes):
            return mistaken(
                self.pointer,
                written.at,
                "rules.argument-count",
                name=written.function,
                takes=len(takes),
                given=given,
            )
        if signature.name == "count" and isinstance(written.arguments[0], tree.Name):
            fact = written.arguments[0].name
            if fact in self.world.facts and fact not in self.place.holes:
                return Term(written.at, NUMBER, constant(("f", "count", (("found", fact),), (fact,))))
        terms = [
            self._argument(argument, kind) for argument, kind in zip(written.arguments, takes, strict=True)
        ]
        if any(term.type.is_wrong for term in terms):
            return Term.wrong(written.at)
        gives = signature.gives
        if signature.same_unit:
            terms, met = self.figures.meet(terms, written.at)
            if gives != TRUTH:
                gives = Type(met.kind, met.unit, printed=met.printed, divided=met.divided or gives.divided)
            if met.is_wrong:
                gives = WRONG
        labels = tuple(self.references.label(argument) for argument in written.arguments)
        name = signature.name
        return Term(
            written.at, gives, lambda frame: ("f", name, tuple(term.build(frame) for term in terms), labels)
        )

    def _argument(self, written: tree.Expression, kind: str) -> Term:
        if kind == "pattern":
            if not isinstance(written, tree.Text):
                return mistaken(self.pointer, written.at, "rules.not-a-pattern")
            return Term(written.at, TEXT, constant(("pattern", self._pattern(written))))
        if kind == "text":
            return self.text(written)
        if kind != "figures":
            term = self.one(written)
            fits = term.type.is_figure if kind == "figure" else term.type.kind == kind
            if not fits and not term.type.is_wrong:
                return mistaken(
                    self.pointer,
                    term.at,
                    "rules.argument-type",
                    takes=Message(f"rules.type-{kind}"),
                    found=term.type.told,
                )
            return term
        term = self.references.range(written) if isinstance(written, tree.Range) else self._term(written)
        if not term.type.is_figure and not term.type.is_wrong:
            return mistaken(self.pointer, term.at, "rules.not-a-figure", found=term.type.told)
        return term

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

    # ── arithmetic ────────────────────────────────────────────────────────────

    def _arithmetic(self, written: tree.Arithmetic) -> Term:
        left, right = self.one(written.left), self.one(written.right)
        if left.type.is_wrong or right.type.is_wrong:
            return Term.wrong(written.at)
        return self.figures.arithmetic(written, left, right)

    def _negative(self, written: tree.Negative) -> Term:
        of = self.figure(written.of)
        return of if of.type.is_wrong else self.figures.negative(of, written.at)

    # ── truths ────────────────────────────────────────────────────────────────

    def _comparison(self, written: tree.Comparison) -> Term:
        terms = [self.one(operand) for operand in written.operands]
        if any(term.type.is_wrong for term in terms):
            return Term.wrong(written.at)
        operators = written.operators
        if not _one_direction(operators):
            return mistaken(self.pointer, written.places[1], "rules.chain-direction")
        kinds = {("figure" if term.type.is_figure else term.type.kind) for term in terms}
        if kinds == {"text"}:
            return self._compare_texts(written, terms)
        if kinds == {"date"}:
            return self._compared(written, terms)
        if kinds != {"figure"}:
            odd = next((t for t in terms[1:] if t.type.told != terms[0].type.told), terms[1])
            at = written.places[terms.index(odd) - 1]
            return mistaken(
                self.pointer, at, "rules.types-differ", left=terms[0].type.told, right=odd.type.told
            )
        if self._hundredfold(written.operands, terms):
            return Term.wrong(written.at)
        for i, operator in enumerate(operators):
            if operator in ("=", "!=") and (terms[i].type.divided or terms[i + 1].type.divided):
                return mistaken(self.pointer, written.places[i], "rules.quotient-equal")
        met, type_ = self.figures.meet(terms, written.places[0])
        if type_.is_wrong:
            return Term.wrong(written.at)
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
            return mistaken(self.pointer, written.places[0], "rules.texts-in-order")
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
            self.pointer.wrong(at, "rules.unknown-agency-kind", name=text, near=near)
        return AGENCY_KINDS.get(text, text)

    def _hundredfold(self, operands: Sequence[tree.Expression], terms: Sequence[Term]) -> bool:
        """× 100 on a side that meets a percentage."""
        if any(term.type.printed for term in terms):
            for operand in operands:
                at = _times_hundred(operand)
                if at is not None:
                    self.pointer.wrong(at, "rules.times-hundred")
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
                    self.pointer.wrong(
                        at or written.at, "rules.total-inside", name=as_written(written.operands[i])
                    )

    def _approximately(self, written: tree.Approximately) -> Term:
        operands = [written.left, written.right]
        terms = [self.figure(operand) for operand in operands]
        if written.within is not None:
            terms.append(self.figure(written.within))
        if any(term.type.is_wrong for term in terms) or self._hundredfold(operands, terms):
            return Term.wrong(written.at)
        met, type_ = self.figures.meet(terms, written.at)
        if type_.is_wrong:
            return Term.wrong(written.at)
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
            return mistaken(self.pointer, of.at, "rules.never-a-number", found=of.type.told)
        if state in ("blank", "absent", "text") and not isinstance(written.of, _REFERENCES):
            return mistaken(self.pointer, of.at, "rules.state-of-computed")
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
            return mistaken(self.pointer, written.choices.at, "rules.not-a-list", name=written.choices.name)
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
            return Term.wrong(written.at)
        operator = written.operator
        return Term(written.at, TRUTH, lambda frame: (operator, *(term.build(frame) for term in terms)))

    # ── dispatch ──────────────────────────────────────────────────────────────

    def _term(self, written: tree.Expression) -> Term:
        if isinstance(written, _REFERENCES):
            return self.references.meaning(written)
        return self._lowered[type(written)](self, written)

    def _many_outside(self, written: tree.Expression, term: Term) -> Term:
        if isinstance(written, tree.Parts):
            return mistaken(self.pointer, term.at, "rules.parts-outside")
        name = as_written(written)
        if isinstance(written, tree.Name) and self.place.each == "mention":
            return mistaken(self.pointer, term.at, "rules.holes-outside", name=name)
        axis = "rows" if self.place.each == "column" else "columns" if self.place.each == "row" else "cells"
        return mistaken(self.pointer, term.at, f"rules.group-of-{axis}", name=name)

    _lowered: ClassVar[dict[type, Callable[[Any, Any], Term]]] = {
        tree.Number: lambda self, written: self.figures.number(written),
        tree.Percent: lambda _, written: Term(written.at, PERCENT, constant(percent_node(written.value))),
        tree.Date: lambda _, written: Term(written.at, DATE, constant(("d", written.iso))),
        tree.RelativeDate: lambda _, written: Term(
            written.at, DATE, constant(("rd", written.offset, written.month, written.day))
        ),
        tree.Year: lambda _, written: Term(
            written.at, PROPERTIES["year"][1], constant(("n", written.value)), written.value
        ),
        tree.Text: lambda _, written: Term(written.at, TEXT, constant(("s", written.value))),
        tree.Range: lambda self, written: self.references.range(written),
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


def _one_direction(operators: Sequence[str]) -> bool:
    signs = set(operators)
    return len(operators) == 1 or signs <= {"<", "<=", "="} or signs <= {">", ">=", "="}


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
