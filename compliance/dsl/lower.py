"""Rules: from what was parsed to the dictionaries of the compiled form.

A quantifier is expanded here: a rule over seven columns becomes seven instances, each a place, a condition and a check.
What only the report knows (mentions, sections, open rows) becomes a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from compliance.dsl import tree
from compliance.dsl.bounds import never_holds
from compliance.dsl.examples import Examples
from compliance.dsl.expressions import Lowering
from compliance.dsl.form import did_you_mean, year_of
from compliance.dsl.layout import OPEN, Layout, NoCell
from compliance.dsl.names import MESSAGE_SIDES, FactOf, World
from compliance.dsl.nouns import Noun
from compliance.dsl.parser import parse_message
from compliance.dsl.pointing import Pointer
from compliance.dsl.scope import Scope
from compliance.dsl.terms import Place, Term, node_of
from compliance.dsl.types import DAYS, YEARS, Type
from compliance.errors import Position

if TYPE_CHECKING:
    from compliance.dsl.layout import Frame
    from compliance.program import Node

    Instance = tuple[tuple[tuple[str, str], ...], Node | None, Node]


class Restriction(Noun):
    """What a local rule set adds to 当 of another's rule: the conditions, and the names that it may use."""

    world: World
    when: tuple[tree.Expression, ...]
    rule_set: str


def complete(item: tree.Rule, pointer: Pointer) -> None:
    """Say what a rule lacks: its law, its reason, its check, its proof."""
    name, at, clauses = item.name.name, item.name.at, item.clauses
    if not clauses.cites:
        pointer.wrong(at, "rules.no-citation", rule=name)
    if clauses.because is None:
        pointer.wrong(at, "rules.no-reason", rule=name)
    if clauses.check is None:
        pointer.wrong(at, "rules.no-check", rule=name)
    verdicts = {row.verdict for row in clauses.examples.rows} if clauses.examples is not None else set()
    if "fail" not in verdicts:
        pointer.wrong(at, "rules.no-failing-example", rule=name)
    if "pass" not in verdicts:
        pointer.wrong(at, "rules.no-passing-example", rule=name)


class RuleMaker:
    """One rule: lowers its clauses for each of its instances."""

    def __init__(
        self,
        item: tree.Rule,
        check: tree.Expression,
        world: World,
        layout: Layout,
        pointer: Pointer,
        *,
        restrictions: Sequence[Restriction] = (),
    ) -> None:
        self.item = item
        self.check = check
        self.clauses = item.clauses
        self.world = world
        self.layout = layout
        self.pointer = pointer
        self.restrictions = restrictions
        self.scope = Scope(item.clauses.for_each, world, layout, pointer)
        self._examples = Examples(self.scope, self._lowering)
        self._told: set[tuple[str, str]] = set()

    def rule(self, origin: str) -> dict[str, Any] | None:
        """The compiled rule, None if something is wrong with it."""
        before = len(self.pointer)
        clauses = self.clauses
        if not self.scope.find():
            return None
        instances, template = self._conditions()
        if not instances and template is None and not self.scope.columns:
            return None  # the mistake has been told, here or where the fact or the setting is declared
        since, until = year_of(clauses.since, self.pointer), year_of(clauses.until, self.pointer)
        compiled = {
            "name": self.item.name.name,
            "title": self.item.title.value,
            "severity": self.item.severity,
            "explainable": self.item.explainable,
            "citations": citations(clauses.cites, self.world, self.pointer),
            "because": "" if clauses.because is None else clauses.because.value,
            "limits": "" if clauses.limits is None else clauses.limits.value,
            "since": since,
            "until": until,
            "origin": origin,
            "each": self.scope.each,
            "source": self.scope.source,
            "blank": None if clauses.blank is None else clauses.blank.policy,
            "instances": tuple(instances),
            "template": template,
            "message": self._message(),
            "examples": () if clauses.examples is None else self._examples.compiled(clauses.examples),
        }
        if self.scope.columns:
            compiled["open_cells"] = self._open_cells()
        return compiled if len(self.pointer) == before else None

    # ── conditions ────────────────────────────────────────────────────────────

    def _conditions(self) -> tuple[list[Instance], tuple[Node | None, Node] | None]:
        each = self.scope.each
        if each == "mention":
            return [], None if self.scope.fact is None else self._over_mentions(self.scope.fact)
        if each == "section":
            return [], self._template(Place("section"), (None, None))
        instances = self._expanded(each)
        template = None
        if self.scope.open_frame is not None and each == "row" and (instances or not self.scope.frames):
            template = self._template(
                Place(each, self.scope.table, self.scope.open_frame), self.scope.open_frame
            )
        return instances, template

    def _expanded(self, each: str | None) -> list[Instance]:
        """All instances that are known beforehand; typed once for frames that agree in their units."""
        typed: dict[object, tuple[Term | None, Term]] = {}
        instances: list[Instance] = []
        for frame in self.scope.frames:
            signature = self.layout.signature(frame)
            if signature not in typed:
                before = len(self.pointer)
                typed[signature] = self._typed(Place(each, self.scope.table, frame))
                if len(self.pointer) > before:
                    return []
            when, check = typed[signature]
            pair = self._pair(when, check, frame)
            if pair is None:
                return []
            if not instances:
                size = _size(pair[1]) + (0 if pair[0] is None else _size(pair[0]))
                self.layout.spend(size * len(self.scope.frames), self.item.at)
                if pair[0] is not None:
                    self._may_hold(pair[0])
            instances.append((_place(frame), *pair))
            # What is the same in each instance is held once: a rule over 175 cells has one condition.
            if len(instances) > 1 and instances[-2][1] == pair[0]:
                instances[-1] = (instances[-1][0], instances[-2][1], pair[1])
        return instances

    def _typed(self, place: Place) -> tuple[Term | None, Term]:
        lowering = self._lowering(place)
        conditions = [lowering.condition(written) for written in self.clauses.when]
        for restriction in self.restrictions:
            other = self._lowering(place, restriction.world)
            conditions += [other.condition(written) for written in restriction.when]
        check = lowering.condition(self.check)
        if not conditions:
            return None, check
        if len(conditions) == 1:
            return conditions[0], check
        builds = [condition.build for condition in conditions]
        both = Term(conditions[0].at, conditions[0].type, lambda frame: ("and", *(b(frame) for b in builds)))
        return both, check

    def _lowering(self, place: Place, world: World | None = None) -> Lowering:
        return Lowering(world or self.world, self.layout, place, self.pointer, self._told)

    def _pair(self, when: Term | None, check: Term, frame: Frame) -> tuple[Node | None, Node] | None:
        if check.type.is_wrong or (when is not None and when.type.is_wrong):
            return None
        try:
            return (None if when is None else when.build(frame)), check.build(frame)
        except NoCell as missing:
            self._no_cell(missing, frame)
            return None

    def _no_cell(self, missing: NoCell, frame: Frame) -> None:
        row, column = frame
        each = self.scope.each
        if self.scope.table is None or missing.table != self.scope.table.name:
            key = "rules.cell-not-there"
        elif each == "row" and missing.row == row:
            key = "rules.row-lacks-column"
        elif each == "column" and missing.column == column:
            key = "rules.column-lacks-row"
        else:
            key = "rules.cell-not-there"
        self.pointer.wrong(missing.at, key, row=missing.row, column=missing.column, table=missing.table)

    def _template(self, place: Place, frame: Frame) -> tuple[Node | None, Node] | None:
        when, check = self._typed(place)
        pair = self._pair(when, check, frame)
        if pair is not None and pair[0] is not None:
            self._may_hold(pair[0])
        if pair is None or self.clauses.for_each is None or self.clauses.for_each.each != "section":
            return pair
        excepted = []
        for name in self.clauses.for_each.excepted:
            if name.name not in self.world.headings:
                near = did_you_mean(name.name, self.world.headings)
                self.pointer.wrong(name.at, "rules.unknown-section", name=name.name, near=near)
            excepted.append(("t!=", ("sec", "prescribed_number"), ("s", name.name)))
        conditions = [*excepted, *([] if pair[0] is None else [pair[0]])]
        return (_all(conditions), pair[1])

    def _open_cells(self) -> tuple[tuple[str, Node | None, Node], ...]:
        """The templates of a rule over each cell of open rows: one for each column."""
        templates = []
        for column in self.scope.columns:
            frame = (OPEN, column)
            pair = self._template(Place("cell", self.scope.table, frame), frame)
            if pair is None:
                return ()
            templates.append((column, *pair))
        return tuple(templates)

    def _over_mentions(self, fact: FactOf) -> tuple[Node | None, Node] | None:
        """The template over the mentions of a fact: the rule has to mean the same for each of its phrases."""
        used = _names_in((*self.clauses.when, self.check))
        seen: list[tuple[dict[str, Type], Type | None]] = []
        templates = []
        for told, holes, should_be in fact.phrases:
            lacking = [hole for hole in fact.holes if hole not in holes and hole in used]
            if lacking:
                self.pointer.wrong(
                    used[lacking[0]], "rules.hole-not-everywhere", name=lacking[0], phrase=told
                )
                return None
            if tree.ShouldBe in used and should_be is None:
                self.pointer.wrong(used[tree.ShouldBe], "rules.should-be-not-everywhere", phrase=told)
                return None
            if (holes, should_be) not in seen:
                seen.append((holes, should_be))
                place = Place("mention", holes=holes, should_be=should_be)
                templates.append(self._template(place, (None, None)))
        if any(template != templates[0] for template in templates):
            if None not in templates:
                self.pointer.wrong(self.check.at, "rules.phrases-differ", fact=fact.name)
            return None
        return templates[0]

    def _may_hold(self, when: Node) -> None:
        if never_holds(when):
            at = self.clauses.when[0].at if self.clauses.when else self.restrictions[0].when[0].at
            self.pointer.wrong(at, "rules.never-applies")

    # ── the message ───────────────────────────────────────────────────────────

    def _message(self) -> tuple[tuple[Any, ...], ...] | None:
        written = self.clauses.message
        if written is None:
            return None
        place, frame = self.scope.first()
        lowering = self._lowering(place)
        compiled: list[Any] = []
        for part in parse_message(written):
            if isinstance(part, tree.Text):
                compiled.append(part.value)
            elif isinstance(part, tree.Name) and part.name in MESSAGE_SIDES:
                compiled.append(((MESSAGE_SIDES[part.name],), self._unit_of_sides(lowering)))
            else:
                term = lowering.one(part)
                compiled.append((node_of(term, frame, self.pointer), self._shown_unit(term.type)))
        return tuple(compiled)

    def _unit_of_sides(self, lowering: Lowering) -> str | None:
        if not isinstance(self.check, tree.Comparison):
            return None
        return self._shown_unit(lowering.one(self.check.operands[0]).type)

    def _shown_unit(self, type_: Type) -> str | None:
        """What stands behind a figure in a message: 3 天, ``3 days``."""
        unit = type_.unit
        if unit == DAYS:
            unit = next((u.name for u in self.world.units.family(DAYS)), "天")
        if unit is None or unit == YEARS:
            return None
        return f" {unit}" if unit.isascii() else unit


def citations(
    cites: Iterable[tree.Cite], world: World, pointer: Pointer
) -> tuple[tuple[str, str | None], ...]:
    """The laws and clauses of 依据; each law has to be declared."""
    for cite in cites:
        if cite.law.name not in world.laws:
            near = did_you_mean(cite.law.name, world.laws)
            pointer.wrong(cite.law.at, "rules.unknown-law", name=cite.law.name, near=near)
    return tuple((cite.law.name, None if cite.clause is None else cite.clause.value) for cite in cites)


def _place(frame: Frame) -> tuple[tuple[str, str], ...]:
    row, column = frame
    return tuple((kind, name) for kind, name in (("row", row), ("column", column)) if name is not None)


def _all(conditions: Sequence[Node]) -> Node | None:
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return ("and", *conditions)


def _size(node: Any) -> int:
    return 1 + sum(_size(inner) for inner in node) if isinstance(node, tuple) else 1


def _names_in(written: object) -> dict[object, Position]:
    """The bare names in an expression, and where each first stands; 应为 under its class."""
    found: dict[object, Position] = {}
    if isinstance(written, tuple):
        for inner in written:
            for name, at in _names_in(inner).items():
                found.setdefault(name, at)
    elif isinstance(written, tree.Name):
        found[written.name] = written.at
    elif isinstance(written, tree.ShouldBe):
        found[tree.ShouldBe] = written.at
    elif isinstance(written, Noun):
        return _names_in(tuple(getattr(written, name) for name in type(written).fields))
    return found
