"""Rules, facts, settings and examples: from what was parsed to the dictionaries of the compiled form.

A quantifier is expanded here: a rule over seven columns becomes seven instances, each a place, a condition and a check.
What only the report knows (mentions, sections, open rows) becomes a template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from compliance.dsl import tree
from compliance.dsl.bounds import never_holds
from compliance.dsl.expressions import Lowering
from compliance.dsl.form import Declared, did_you_mean, year_of
from compliance.dsl.layout import OPEN, Layout, NoCell
from compliance.dsl.names import (
    MESSAGE_SIDES,
    PROPERTIES,
    REPORT_NAMES,
    FactOf,
    SettingOf,
    World,
    column_names,
    columns_of,
    is_open,
    row_names,
    rows_of,
)
from compliance.dsl.nouns import Noun
from compliance.dsl.parser import parse_message, parse_pattern
from compliance.dsl.patterns import Phrasing, longest_first, phrase, words_of_group
from compliance.dsl.pointing import Pointer
from compliance.dsl.terms import Place, Term, constant, figure_node
from compliance.dsl.types import DATE, DAYS, NUMBER, TEXT, YEARS, Type
from compliance.errors import Position
from compliance.form import Table
from compliance.values import from_decimal, normalise

if TYPE_CHECKING:
    from compliance.dsl.layout import Frame
    from compliance.program import Node

    Instance = tuple[tuple[tuple[str, str], ...], Node | None, Node]


class Restriction(Noun):
    """What a local rule set adds to 当 of another's rule: the conditions, and the names that it may use."""

    world: World
    when: tuple[tree.Expression, ...]
    rule_set: str


# ── settings ──────────────────────────────────────────────────────────────────


def declare_settings(
    items: Iterable[tree.Setting], world: World, layout: Layout, declared: Declared, origin: str
) -> None:
    """参数."""
    pointer = declared.pointer
    lowering = Lowering(world, layout, Place(), pointer)
    for item in items:
        name = item.name.name
        if name in PROPERTIES:
            pointer.wrong(item.name.at, "rules.property-as-name", name=name)
        elif declared.first("setting", name, item.at):
            values = setting_values(item.value, item.by, item.cases, lowering)
            if values is not None:
                type_, single, by, cases = values
                world.settings[name] = SettingOf(
                    name, item.title.value, item.only, type_, single, by, cases, origin
                )


def setting_values(
    value: tree.Value | None, by: tree.Name | None, cases: Sequence[tree.Case], lowering: Lowering
) -> tuple[Type, Node | None, str | None, tuple[tuple[str, Node], ...]] | None:
    """Type and value of a setting, or of one for each text of a property; None if something is wrong."""
    pointer = lowering.pointer
    if value is not None:
        term = lowering.one(value)
        return None if term.type.is_wrong else (term.type, term.build((None, None)), None, ())
    if by is None:
        return None
    known = PROPERTIES.get(by.name)
    if known is None or known[1] != TEXT:
        pointer.wrong(by.at, "rules.setting-by", name=by.name, near=did_you_mean(by.name, PROPERTIES))
        return None
    terms = [(case, lowering.one(case.value)) for case in cases]
    if any(term.type.is_wrong for _, term in terms):
        return None
    first = terms[0][1].type
    compiled: dict[str, Node] = {}
    for case, term in terms:
        key = case.key.value
        if known[0] == "agency_kind":
            key = lowering.agency_kind(key, case.key.at)
        if (term.type.kind, term.type.unit) != (first.kind, first.unit):
            pointer.wrong(term.at, "rules.cases-differ", left=first.told, right=term.type.told)
        elif key in compiled:
            pointer.wrong(case.at, "rules.case-twice", key=case.key.value)
        compiled[key] = term.build((None, None))
    return first, None, known[0], tuple(compiled.items())


# ── facts ─────────────────────────────────────────────────────────────────────


def lower_fact(
    item: tree.Fact,
    world: World,
    layout: Layout,
    declared: Declared,
    lacks: Callable[[Noun], Sequence[str]] = lambda _: (),
) -> dict[str, Any] | None:
    """表述: its compiled form; its name and holes become known to the world.

    :param lacks: What an expression names that only another edition of the form has. The phrase stays, so that no other
        claims its number, and ties it to nothing.
    """
    pointer = declared.pointer
    name = item.name.name
    if not declared.first("fact", name, item.at):
        return None
    for section in item.sections:
        if section.name not in world.headings and PROPERTIES.get(section.name, ("",))[0] != "preface":
            near = did_you_mean(section.name, world.headings)
            pointer.wrong(section.at, "rules.unknown-section", name=section.name, near=near)
    lowering = Lowering(world, layout, Place(), pointer)
    says: list[tuple[Node, Node | None]] = []
    phrases: list[tuple[str, dict[str, Type], Type | None]] = []
    for line in item.says:
        should_be = _should_be(line, lowering, lacks)
        unit = None if should_be is None else should_be.type.unit
        phrasing = Phrasing(world, pointer, _given(lowering), unit)
        pattern, holes = phrase(line.pattern.at, parse_pattern(line.pattern), phrasing)
        says.append((pattern, None if should_be is None else _printed(should_be, (None, None), pointer)))
        phrases.append((line.pattern.value, holes, None if should_be is None else should_be.type))
    if not item.says:
        pointer.wrong(item.at, "rules.fact-says-nothing", name=name)
        return None
    phrases = _with_units(phrases)
    world.facts[name] = FactOf(name, tuple(phrases))
    kinds: dict[str, str] = {}
    for _, holes, _ in phrases:
        for hole, type_ in holes.items():
            kinds.setdefault(hole, _kind(type_))
    return {
        "name": name,
        "title": item.title.value,
        "sections": tuple(
            section.name if section.name in world.headings else "preface" for section in item.sections
        ),
        "having_said": tuple(
            (_guards(words.words, world, pointer), _guards(words.excepted, world, pointer))
            for words in item.having_said
        ),
        "unless": _unless([words for words in item.unless if words.when is None], world, pointer),
        "unless_when": tuple(
            (lowering.condition(words.when).build((None, None)), _unless([words], world, pointer))
            for words in item.unless
            if words.when is not None
        ),
        "says": tuple(says),
        "holes": kinds,
    }


def _unless(items: Iterable[tree.Unless], world: World, pointer: Pointer) -> tuple[str, ...]:
    """The words of 排除, those of 词组 among them."""
    words = (word for item in items for word in _guards(item.words, world, pointer))
    return tuple(dict.fromkeys(words))


def _guards(words: Iterable[tree.Text | tree.Name], world: World, pointer: Pointer) -> tuple[str, ...]:
    """Words, those of 词组 among them, each once."""
    found: dict[str, None] = {}
    for word in words:
        own = (
            words_of_group(word, world, pointer) if isinstance(word, tree.Name) else (normalise(word.value),)
        )
        found |= dict.fromkeys(each for each in own if each)
    return tuple(found)


def _should_be(line: tree.Says, lowering: Lowering, lacks: Callable[[Noun], Sequence[str]]) -> Term | None:
    """What a phrase should be: one figure, or one of several."""
    if not line.should_be:
        return None
    at = line.should_be[0].at
    if any(lacks(written) for written in line.should_be):
        return Term(at, NUMBER, constant(("nothing",)))
    terms = [lowering.figure(written) for written in line.should_be]
    if len(terms) == 1:
        return terms[0]
    met, type_ = lowering.figures.meet(terms, at)
    builds = [term.build for term in met]
    return Term(at, type_, lambda frame: ("either", *(build(frame) for build in builds)))


def declare_word_groups(items: Iterable[tree.WordGroup], world: World, declared: Declared) -> None:
    """词组."""
    for item in items:
        if declared.first("word-group", item.name.name, item.at):
            world.word_groups[item.name.name] = longest_first(text.value for text in item.words)


def _with_units(
    phrases: list[tuple[str, dict[str, Type], Type | None]],
) -> list[tuple[str, dict[str, Type], Type | None]]:
    """The phrases, where a hole without a unit ({额 = 0}) has taken that of the same hole in another phrase."""
    units: dict[str, Type] = {}
    for _, holes, _ in phrases:
        for hole, type_ in holes.items():
            if type_ != NUMBER:
                units.setdefault(hole, type_)
    should_be = next((type_ for _, _, type_ in phrases if type_ is not None and type_ != NUMBER), NUMBER)
    return [
        (
            told,
            {hole: units.get(hole, type_) if type_ == NUMBER else type_ for hole, type_ in holes.items()},
            should_be if type_ == NUMBER else type_,
        )
        for told, holes, type_ in phrases
    ]


def _given(lowering: Lowering) -> Any:
    def lower(written: tree.Expression) -> tuple[Type, Node]:
        term = lowering.figure(written)
        return term.type, _printed(term, (None, None), lowering.pointer) or ("n", 0)

    return lower


def _kind(type_: Type) -> str:
    kind = "%" if type_.printed else "date" if type_ == DATE else type_.unit or ""
    return f"…{kind}" if type_.many else kind


def _printed(term: Term, frame: Frame, pointer: Pointer) -> Node | None:
    """The node of a term; where the frame has no such cell, the mistake is written down."""
    try:
        return term.build(frame)
    except NoCell as missing:
        pointer.wrong(
            missing.at, "rules.cell-not-there", row=missing.row, column=missing.column, table=missing.table
        )
        return None


# ── rules ─────────────────────────────────────────────────────────────────────


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
    """One rule: finds its instances and lowers its clauses for each."""

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
        self.table: Table | None = None
        self.fact: FactOf | None = None
        self.sources: tuple[str, ...] = ()
        """The facts that it goes over."""
        self.frames: list[Frame] = []
        self.open_frame: Frame | None = None
        self._told: set[tuple[str, str]] = set()
        self.columns: tuple[str, ...] = ()
        """The columns of open rows that a rule over each cell goes over."""

    def rule(self, origin: str) -> dict[str, Any] | None:
        """The compiled rule, None if something is wrong with it."""
        before = len(self.pointer)
        clauses = self.clauses
        if not self._quantifier():
            return None
        instances, template = self._conditions()
        if not instances and template is None and not self.columns:
            return None  # the mistake has been told, here or where the fact or the setting is declared
        since, until = year_of(clauses.since, self.pointer), year_of(clauses.until, self.pointer)
        compiled = {
            "name": self.item.name.name,
            "title": self.item.title.value,
            "severity": self.item.severity,
            "explainable": self.item.explainable,
            "citations": self._citations(),
            "because": "" if clauses.because is None else clauses.because.value,
            "limits": "" if clauses.limits is None else clauses.limits.value,
            "since": since,
            "until": until,
            "origin": origin,
            "each": None if clauses.for_each is None else clauses.for_each.each,
            "source": self._source(),
            "blank": None if clauses.blank is None else clauses.blank.policy,
            "instances": tuple(instances),
            "template": template,
            "message": self._message(),
            "examples": self._examples(),
        }
        if self.columns:
            compiled["open_cells"] = self._open_cells()
        return compiled if len(self.pointer) == before else None

    def _citations(self) -> tuple[tuple[str, str | None], ...]:
        return citations(self.clauses.cites, self.world, self.pointer)

    def _source(self) -> str | tuple[str, ...] | None:
        if self.table is not None:
            return self.table.name
        return self.sources[0] if len(self.sources) == 1 else self.sources or None

    # ── the quantifier ────────────────────────────────────────────────────────

    def _quantifier(self) -> bool:
        """Find the instances. False if the quantifier is wrong: then nothing else can be judged."""
        each = self.clauses.for_each
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

    # ── conditions ────────────────────────────────────────────────────────────

    def _conditions(self) -> tuple[list[Instance], tuple[Node | None, Node] | None]:
        each = None if self.clauses.for_each is None else self.clauses.for_each.each
        if each == "mention":
            return [], None if self.fact is None else self._over_mentions(self.fact)
        if each == "section":
            return [], self._template(Place("section"), (None, None))
        instances = self._expanded(each)
        template = None
        if self.open_frame is not None and each == "row" and (instances or not self.frames):
            template = self._template(Place(each, self.table, self.open_frame), self.open_frame)
        return instances, template

    def _expanded(self, each: str | None) -> list[Instance]:
        """All instances that are known beforehand; typed once for frames that agree in their units."""
        typed: dict[object, tuple[Term | None, Term]] = {}
        instances: list[Instance] = []
        for frame in self.frames:
            signature = self.layout.signature(frame)
            if signature not in typed:
                before = len(self.pointer)
                typed[signature] = self._typed(Place(each, self.table, frame))
                if len(self.pointer) > before:
                    return []
            when, check = typed[signature]
            pair = self._pair(when, check, frame)
            if pair is None:
                return []
            if not instances:
                size = _size(pair[1]) + (0 if pair[0] is None else _size(pair[0]))
                self.layout.spend(size * len(self.frames), self.item.at)
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
        each = None if self.clauses.for_each is None else self.clauses.for_each.each
        if self.table is None or missing.table != self.table.name:
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
        for column in self.columns:
            frame = (OPEN, column)
            pair = self._template(Place("cell", self.table, frame), frame)
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

    # ── message and proof ─────────────────────────────────────────────────────

    def _first(self) -> tuple[Place, Frame]:
        """The surroundings of the instance that the examples judge."""
        each = None if self.clauses.for_each is None else self.clauses.for_each.each
        if self.fact is not None:
            holes = {
                name: type_ for _, holes, _ in reversed(self.fact.phrases) for name, type_ in holes.items()
            }
            should_be = next((s for _, _, s in self.fact.phrases if s is not None), None)
            return Place(each, holes=holes, should_be=should_be), (None, None)
        frame = self.frames[0] if self.frames else self.open_frame or (None, None)
        return Place(each, self.table, frame), frame

    def _message(self) -> tuple[tuple[Any, ...], ...] | None:
        written = self.clauses.message
        if written is None:
            return None
        place, frame = self._first()
        lowering = self._lowering(place)
        compiled: list[Any] = []
        for part in parse_message(written):
            if isinstance(part, tree.Text):
                compiled.append(part.value)
            elif isinstance(part, tree.Name) and part.name in MESSAGE_SIDES:
                compiled.append(((MESSAGE_SIDES[part.name],), self._unit_of_sides(lowering)))
            else:
                term = lowering.one(part)
                compiled.append((_printed(term, frame, self.pointer), self._shown_unit(term.type)))
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

    def _examples(self) -> tuple[Any, ...]:
        examples = self.clauses.examples
        if examples is None:
            return ()
        place, frame = self._judged()
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

    def _judged(self) -> tuple[Place, Frame]:
        """The surroundings in which the head of the examples is understood: an open row, if there are any."""
        if self.open_frame is None:
            return self._first()
        each = None if self.clauses.for_each is None else self.clauses.for_each.each
        return Place(each, self.table, self.open_frame), self.open_frame

    def _target(self, written: tree.Reference, place: Place, frame: Frame) -> tuple[Node, Type] | None:
        term = self._lowering(place).references.meaning(written)
        if term.type.is_wrong:
            return None
        node = _printed(term, frame, self.pointer)
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
