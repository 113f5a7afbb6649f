"""Several rule sets made into one program: the one with the form, and the local ones that build on it.

A local rule set may add, tighten a setting, raise a severity, narrow a rule down by a condition or by years, and
suspend what is no error. It lowers nothing and changes no check. Each change has its law and its reason, and is
written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from compliance.dsl import tree
from compliance.dsl.editions import Tables, laws_that_count
from compliance.dsl.expressions import Lowering
from compliance.dsl.facts import declare_word_groups, lower_fact
from compliance.dsl.form import (
    Declared,
    declare_headings,
    declare_laws,
    declare_tables,
    declare_units,
    did_you_mean,
    year_of,
)
from compliance.dsl.layout import Layout, TooLarge
from compliance.dsl.lower import Restriction, RuleMaker, citations, complete
from compliance.dsl.names import SettingOf, Signature, World
from compliance.dsl.nouns import Noun
from compliance.dsl.pointing import Pointer
from compliance.dsl.settings import declare_settings, setting_values
from compliance.dsl.terms import Place, figure_node
from compliance.dsl.types import Type
from compliance.errors import Position
from compliance.form import Form
from compliance.form.compiled import to_plain
from compliance.messages import Message
from compliance.program import FORMAT
from compliance.values import exact, to_decimal

if TYPE_CHECKING:
    from compliance.program import Node, Program

Item = TypeVar("Item", bound=Noun)

_SEVERITIES = ("note", "warning", "error")
_CHANGE_CLAUSES = {"ADJUST": {"CITES", "BECAUSE", "WHEN", "FROM", "TO"}, "SUSPEND": {"CITES", "BECAUSE"}}
_CHANGE_CLAUSES["SET"] = _CHANGE_CLAUSES["SUSPEND"]


class RuleSet:
    """One rule set as it was parsed: its head, what it builds on, its items by kind, and its names once known."""

    def __init__(
        self, heads: Sequence[tree.RuleSetHead], files: Sequence[tree.RuleFile], sha256: str
    ) -> None:
        self.head, *self.more_heads = heads
        self.files = files
        self.sha256 = sha256
        self.name = self.head.name.name
        self.version = "" if self.head.version is None else self.head.version.value
        self.uses = self.items(tree.Use)
        self.world = World()
        self.replaces = next((use.name.name for use in self.uses if use.own_tables), None)
        """The rule set of which it is another edition, with tables of its own (换表)."""

    def items(self, kind: type[Item]) -> list[Item]:
        """Its items of one kind, in the order of its files."""
        return [item for file in self.files for item in file.items if isinstance(item, kind)]


class Changes:
    """What local rule sets change, by what they change, and which of them does."""

    def __init__(self, pointer: Pointer) -> None:
        self.pointer = pointer
        self.written: list[tuple[Any, ...]] = []
        self.adjusted: dict[str, tuple[RuleSet, tree.Adjust]] = {}
        self.suspended: dict[str, tuple[RuleSet, tree.Suspend]] = {}
        self._by: dict[tuple[str, ...], RuleSet] = {}

    def first(self, what: tuple[str, ...], by: RuleSet, at: Position) -> bool:
        """Whether nobody else changes the same thing."""
        other = self._by.get(what)
        if other is not None:
            key = "rules.changed-twice" if other is by else "rules.changed-by-two"
            self.pointer.wrong(at, key, name=what[1], first=other.name, second=by.name)
            return False
        self._by[what] = by
        return True

    def write(
        self, kind: str, name: str, by: RuleSet, clauses: tree.Clauses, detail: tuple[Any, ...] = ()
    ) -> None:
        """Write one change down, with its law and its reason."""
        cite = clauses.cites[0] if clauses.cites else None
        self.written.append(
            (
                kind,
                name,
                by.name,
                "" if cite is None else cite.law.name,
                None if cite is None or cite.clause is None else cite.clause.value,
                "" if clauses.because is None else clauses.because.value,
                detail,
            )
        )


def link(
    sets: Sequence[RuleSet],
    functions: Mapping[str, Signature],
    pointer: Pointer,
    *,
    form: str | None = None,
    follows: Mapping[str, str] | None = None,
) -> Program:
    """The program of these rule sets.

    :param form: The rule set whose form it is; None for the last edition among them, else the one that uses no other.
    :param follows: Tables that follow another edition than *form*: the rule set that declares it.
    :raises RuleErrors: With everything that *pointer* was told.
    """
    ordered = _order(sets, pointer)
    if not ordered:
        pointer.raise_all()
    linker = _Linker(ordered, functions, pointer, form, follows or {})
    try:
        program = linker.program()
    except TooLarge as too_large:
        pointer.wrong(too_large.at, "rules.too-large")
        program = {}
    pointer.raise_all()
    return program


# ── who builds on whom ────────────────────────────────────────────────────────


def _order(sets: Sequence[RuleSet], pointer: Pointer) -> list[RuleSet]:
    """The rule sets, each behind those that it builds on; the first is the one with the form. Empty if they do not
    fit together."""
    before = len(pointer)
    by_name: dict[str, RuleSet] = {}
    for rule_set in sets:
        for head in rule_set.more_heads:
            pointer.wrong(head.at, "rules.two-heads", name=rule_set.name)
        if rule_set.name in by_name:
            first = by_name[rule_set.name].head.at.file
            pointer.wrong(rule_set.head.at, "rules.set-twice", name=rule_set.name, first=first)
        else:
            by_name[rule_set.name] = rule_set
    for rule_set in sets:
        for use in rule_set.uses:
            _check_use(use, by_name, pointer)
    roots = [rule_set for rule_set in sets if not rule_set.uses]
    for root in roots[1:]:
        pointer.wrong(root.head.at, "rules.two-forms", first=roots[0].name, second=root.name)
    if len(pointer) > before:
        return []
    ordered: list[RuleSet] = []
    waiting = list(sets)
    while waiting:
        ready = [s for s in waiting if all(by_name[use.name.name] in ordered for use in s.uses)]
        if not ready:
            pointer.wrong(waiting[0].uses[0].at, "rules.use-circle", name=waiting[0].name)
            return []
        ordered += ready
        waiting = [s for s in waiting if s not in ready]
    return ordered


def _check_use(use: tree.Use, by_name: Mapping[str, RuleSet], pointer: Pointer) -> None:
    used = by_name.get(use.name.name)
    if used is None:
        near = did_you_mean(use.name.name, by_name)
        pointer.wrong(use.name.at, "rules.unknown-set", name=use.name.name, near=near)
    elif use.version is not None and use.version.value != used.version:
        pointer.wrong(
            use.version.at,
            "rules.other-version",
            name=used.name,
            wanted=use.version.value,
            found=used.version or Message("rules.no-version"),
        )


# ── linking ───────────────────────────────────────────────────────────────────


class _Linker:
    """One run over the rule sets in their order.

    ``editions`` are the rule sets with tables of their own: the first one, and those that replace its tables. ``base``
    is the one whose form this program has, ``chain`` the base behind those whose tables it replaces.
    """

    def __init__(
        self,
        sets: Sequence[RuleSet],
        functions: Mapping[str, Signature],
        pointer: Pointer,
        form: str | None,
        follows: Mapping[str, str],
    ) -> None:
        self.editions = [rule_set for rule_set in sets if not rule_set.uses or rule_set.replaces is not None]
        self.sets = [*self.editions, *(rule_set for rule_set in sets if rule_set not in self.editions)]
        self.by_name = {rule_set.name: rule_set for rule_set in sets}
        self.base = self.editions[-1] if form is None else self.by_name[form]
        self.chain = [self.base]
        while (replaced := self.chain[0].replaces) is not None:
            self.chain.insert(0, self.by_name[replaced])
        self.follows = follows
        self.pointer = pointer
        self.declared = Declared(pointer)
        self.changes = Changes(pointer)
        self.adjusted: dict[str, tuple[RuleSet, tree.Adjust]] = {}
        """What an edition changes in the rules of the one that it replaces."""
        self.left_out: dict[str, tuple[str, ...]] = {}
        for rule_set in sets:
            rule_set.world.functions.update(functions)

    def program(self) -> Program:
        form = self._form()
        layout = Layout(form)
        for rule_set in self.sets:
            self._inherit(rule_set)
            declare_settings(
                rule_set.items(tree.Setting), rule_set.world, layout, self.declared, rule_set.name
            )
        for rule_set in self.sets:
            self._set_settings(rule_set, layout)
        settings: dict[str, SettingOf] = self._merged("settings")
        facts = []
        for rule_set in self.sets:
            self._inherit(rule_set)
            rule_set.world.settings.update(
                (name, setting) for name, setting in settings.items() if name in rule_set.world.settings
            )
            declare_word_groups(rule_set.items(tree.WordGroup), rule_set.world, self.declared)
            facts += [
                lower_fact(item, rule_set.world, layout, self.declared, self.tables.lacks)
                for item in rule_set.items(tree.Fact)
            ]
        rules = self._rules(layout)
        sets = [self.base, *(rule_set for rule_set in self.sets if rule_set is not self.base)]
        return {
            "format": FORMAT,
            "rule_sets": tuple((s.name, s.version, s.sha256) for s in sets),
            "edition": form.edition,
            "title": form.title,
            "since": form.since,
            "until": form.until,
            "headings": tuple((h.number, h.title, h.also, h.formerly) for h in form.headings),
            "layout": tuple(layout.cells),
            "labels": {
                table.name: (
                    {row.name: row.label for row in table.rows},
                    {column.name: column.label for column in table.columns},
                )
                for table in form.tables
            },
            "units": {
                unit.name: (unit.spellings, unit.base, unit.numerator, unit.denominator, unit.whole)
                for unit in form.units
            },
            "cell_units": tuple(
                layout.unit(form.table(table), row, column) for table, row, column in layout.cells
            ),
            "open_tables": {
                table.name: (table.open_rows.name, table.open_columns)
                for table in form.tables
                if table.open_rows is not None
            },
            "tables": {table.name: (table.title, table.section) for table in form.tables},
            "laws": {
                name: (law.title, law.number, law.since, law.until)
                for name, law in self._merged("laws").items()
            },
            "settings": {
                name: (setting.title, setting.node, setting.origin) for name, setting in settings.items()
            },
            "facts": tuple(facts),
            "rules": tuple(sorted(rules, key=lambda rule: _place_in_report(rule, form, layout))),
            "changes": tuple(self.changes.written),
            "left_out": tuple(self.left_out.items()),
            "form": to_plain(form),
        }

    def _merged(self, kind: str) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for rule_set in self.sets:
            for name, noun in getattr(rule_set.world, kind).items():
                merged.setdefault(name, noun)
        return merged

    def _inherit(self, rule_set: RuleSet) -> None:
        """Know what the used rule sets know."""
        for use in rule_set.uses:
            rule_set.world.take(self.by_name[use.name.name].world)

    # ── the form ──────────────────────────────────────────────────────────────

    def _form(self) -> Form:
        for rule_set in self.editions:
            self._declare(rule_set, Declared(self.pointer))
        self.tables = Tables(
            {edition.name: edition.world.tables for edition in self.editions},
            [edition.name for edition in self.chain],
            self.follows,
        )
        for rule_set in self.editions:
            rule_set.world.tables = dict(self.tables.by_name)
        for rule_set in self.sets[len(self.editions) :]:
            self._declare(rule_set, self.declared)
        head = self.base.head
        if not self.base.version:
            self.pointer.wrong(head.at, "rules.form-without-version", name=self.base.name)
        units: dict[str, Any] = {}
        for rule_set in self.sets:
            units.update(rule_set.world.units.by_name)
        return Form(
            rule_set=self.base.name,
            edition=self.base.version.partition(".")[0],
            title=head.title.value,
            since=year_of(head.since, self.pointer),
            until=year_of(head.until, self.pointer),
            headings=tuple(self._merged("headings").values()),
            tables=tuple(self._merged("tables").values()),
            units=tuple(units.values()),
        )

    def _declare(self, rule_set: RuleSet, tables: Declared) -> None:
        """Declare what the form is made of.

        :param tables: Whose names the tables of the rule set may not take.
        """
        self._inherit(rule_set)
        if rule_set.replaces is not None:
            rule_set.world.tables.clear()
        declare_units(rule_set.items(tree.UnitOf), rule_set.world, self.declared)
        declare_laws(rule_set.items(tree.Law), rule_set.world, self.declared)
        declare_headings(rule_set.items(tree.Contents), rule_set.world, self.declared)
        declare_tables(rule_set.items(tree.TableOf), rule_set.world, tables)

    # ── settings ──────────────────────────────────────────────────────────────

    def _set_settings(self, rule_set: RuleSet, layout: Layout) -> None:
        """设定: local values, which may only tighten."""
        for item in rule_set.items(tree.Set):
            name = item.name.name
            if not self._has_reason(item.clauses, rule_set, item.at, "SET"):
                continue
            setting = self._inherited_setting(item, rule_set)
            if setting is None:
                continue
            lowering = Lowering(rule_set.world, layout, Place(), self.pointer)
            by = None if setting.by is None else tree.Name(item.at, setting.by)
            if (item.value is None) == (setting.by is None):
                key = "rules.set-needs-cases" if setting.by is not None else "rules.set-has-cases"
                self.pointer.wrong(item.name.at, key, name=name)
                continue
            values = setting_values(item.value, by, item.cases, lowering)
            if values is None:
                continue
            type_, single, _, cases = values
            if not _same_type(type_, setting, lowering):
                self.pointer.wrong(
                    item.name.at, "rules.cases-differ", left=setting.type.told, right=type_.told
                )
                continue
            pairs: list[tuple[str | None, Node]] = [*cases] if single is None else [(None, single)]
            places = [case.value for case in item.cases] if item.value is None else [item.value]
            old: dict[str | None, Node] = {**dict(setting.cases)}
            if setting.value is not None:
                old[None] = setting.value
            new: dict[str | None, Node] = {}
            for (case, node), place in zip(pairs, places, strict=True):
                value = _in_unit(node, type_.unit, setting.type.unit, lowering)
                if self.changes.first(("setting", name, case or ""), rule_set, item.name.at):
                    self._tightens(setting, old.get(case), value, place.at)
                new[case] = value
            detail = tuple((case, old.get(case), value) for case, value in new.items())
            self._replace(setting, new, rule_set)
            self.changes.write("set", name, rule_set, item.clauses, detail)

    def _inherited_setting(self, item: tree.Set, rule_set: RuleSet) -> SettingOf | None:
        name = item.name.name
        setting = rule_set.world.settings.get(name)
        if setting is None:
            near = did_you_mean(name, rule_set.world.settings)
            self.pointer.wrong(item.name.at, "rules.unknown-setting", name=name, near=near)
        elif setting.origin == rule_set.name:
            self.pointer.wrong(item.name.at, "rules.set-own", name=name)
            return None
        return setting

    def _tightens(self, setting: SettingOf, old: Node | None, new: Node, at: Position) -> None:
        if setting.only is None or old is None or old == new:
            return
        (kind, before), (new_kind, after) = _rank(old), _rank(new)
        if kind != new_kind:
            self.pointer.wrong(at, "rules.set-other-kind", name=setting.name)
        elif (after > before) if setting.only == "lower" else (after < before):
            key = "rules.set-only-earlier" if new[0] in ("d", "rd") else "rules.set-only-lower"
            if setting.only == "higher":
                key = "rules.set-only-later" if new[0] in ("d", "rd") else "rules.set-only-higher"
            first = self.by_name[setting.origin].name
            self.pointer.wrong(at, key, name=setting.name, old=_told(old), new=_told(new), first=first)

    def _replace(self, setting: SettingOf, new: Mapping[Any, Node], by: RuleSet) -> None:
        value = new.get(None, setting.value)
        cases = dict(setting.cases) | {key: node for key, node in new.items() if key is not None}
        replaced = SettingOf(
            setting.name,
            setting.title,
            setting.only,
            setting.type,
            value,
            setting.by,
            tuple(cases.items()),
            setting.origin,
        )
        for rule_set in self.sets:
            if setting.name in rule_set.world.settings:
                rule_set.world.settings[setting.name] = replaced

    # ── rules ─────────────────────────────────────────────────────────────────

    def _rules(self, layout: Layout) -> list[dict[str, Any]]:
        origins: dict[str, RuleSet] = {}
        written: dict[str, list[tuple[RuleSet, tree.Rule]]] = {}
        for rule_set in self.sets:
            own = Declared(self.pointer)
            for rule in rule_set.items(tree.Rule):
                name = rule.name.name
                first = origins.setdefault(name, rule_set)
                if first is not rule_set and rule_set not in self.editions:
                    self.pointer.wrong(rule.name.at, "rules.name-taken", name=name, first=first.name)
                elif own.first("rule", name, rule.name.at):
                    written.setdefault(name, []).append((rule_set, rule))
        severities = {name: versions[0][1].severity for name, versions in written.items()}
        for rule_set in self.sets:
            self._gather(rule_set, origins, severities)
        compiled = [made for versions in written.values() for made in self._version(versions, layout)]
        return [made for made in compiled if made["name"] not in self.changes.suspended]

    def _version(self, versions: Sequence[tuple[RuleSet, tree.Rule]], layout: Layout) -> list[dict[str, Any]]:
        """The rule of one name: of the versions that editions have of it, the one that speaks of these tables.

        An edition's own version goes before that of the one that it replaces. Where a table stands here that another
        edition declares, that edition's version goes before both.
        """
        fitting = [(owner, rule) for owner, rule in versions if not self.tables.lacks(rule)]
        if not fitting:
            rule = versions[0][1]
            self.left_out[rule.name.name] = tuple(self.tables.lacks(rule))
            return []
        fitting.sort(key=lambda version: self.chain.index(version[0]) if version[0] in self.chain else -1)
        fitting.reverse()
        speaking = [(owner, rule) for owner, rule in fitting if owner.name in self.tables.owners_named(rule)]
        return self._rule(*(speaking or fitting)[0], layout)

    def _gather(
        self, rule_set: RuleSet, origins: Mapping[str, RuleSet], severities: Mapping[str, str]
    ) -> None:
        """调整 and 停用 of one rule set, with what is refused."""
        visible = self._above(rule_set)
        items: list[tree.Adjust | tree.Suspend] = [
            *rule_set.items(tree.Adjust),
            *rule_set.items(tree.Suspend),
        ]
        for item in items:
            name, at = item.name.name, item.name.at
            word = "ADJUST" if isinstance(item, tree.Adjust) else "SUSPEND"
            origin = origins.get(name)
            if origin is rule_set:
                self.pointer.wrong(at, "rules.change-own", name=name)
            elif origin is None or origin not in visible:
                known = [rule for rule, home in origins.items() if home in visible]
                self.pointer.wrong(at, "rules.unknown-rule", name=name, near=did_you_mean(name, known))
            elif not self._has_reason(item.clauses, rule_set, item.at, word):
                continue
            elif isinstance(item, tree.Adjust) and rule_set.replaces is not None:
                if item.clauses.when:
                    self.pointer.wrong(item.clauses.when[0].at, "rules.edition-restricts")
                elif self.declared.first("adjustment", name, at):
                    self.adjusted[name] = rule_set, item
            elif self.changes.first(("rule", name), rule_set, at):
                if isinstance(item, tree.Adjust):
                    self.changes.adjusted[name] = rule_set, item
                elif severities[name] == "error":
                    self.pointer.wrong(at, "rules.suspend-error", name=name)
                else:
                    self.changes.suspended[name] = rule_set, item
                    self.changes.write("suspend", name, rule_set, item.clauses)

    def _above(self, rule_set: RuleSet) -> list[RuleSet]:
        """The rule sets that one builds on, near and far."""
        found: list[RuleSet] = []
        for use in rule_set.uses:
            used = self.by_name[use.name.name]
            found += [used, *self._above(used)]
        return found

    def _has_reason(self, clauses: tree.Clauses, rule_set: RuleSet, at: Position, word: str) -> bool:
        """Whether a change has law and reason, and only the clauses that it may have."""
        before = len(self.pointer)
        if not clauses.cites:
            self.pointer.wrong(at, "rules.change-without-law")
        if clauses.because is None:
            self.pointer.wrong(at, "rules.change-without-reason")
        for token, place in clauses.places:
            if token not in _CHANGE_CLAUSES[word]:
                self.pointer.wrong(place, f"rules.not-in-{word.lower()}")
        citations(clauses.cites, rule_set.world, self.pointer)
        return len(self.pointer) == before

    def _rule(self, rule_set: RuleSet, rule: tree.Rule, layout: Layout) -> list[dict[str, Any]]:
        """The compiled rule; more than one where an edition changes its severity for some years."""
        name = rule.name.name
        by, item = self.changes.adjusted.get(name, (None, None))
        restrictions = []
        if by is not None and item is not None and item.clauses.when:
            restrictions.append(Restriction(by.world, item.clauses.when, by.name))
            self.changes.write("restrict", name, by, item.clauses)
        complete(rule, self.pointer)
        check = rule.clauses.check
        if check is None:
            return []
        made = RuleMaker(rule, check, rule_set.world, layout, self.pointer, restrictions=restrictions).rule(
            rule_set.name
        )
        if made is None:
            return []
        self._years(made, rule_set, rule)
        variants = self._of_edition(made)
        for variant in variants:
            self._leave_out_laws(variant, rule)
            if by is not None and item is not None and self._meets(variant, by):
                self._adjust(variant, by, item)
            if restrictions or self._uses_changed_setting(variant):
                # Its examples prove what the rule says by itself, not what local values make of it.
                variant["examples"] = ()
        return variants

    def _of_edition(self, made: dict[str, Any]) -> list[dict[str, Any]]:
        """A rule with the severity that an edition gives it, for the years that the edition says, and for other years
        as it is."""
        by, item = self.adjusted.get(made["name"], (None, None))
        if by is None or item is None or by not in self.chain:
            return [made]
        clauses = item.clauses
        since, until = year_of(clauses.since, self.pointer), year_of(clauses.until, self.pointer)
        cited = citations(clauses.cites, by.world, self.pointer)
        variants = [
            {
                **made,
                "severity": item.severity or made["severity"],
                "citations": (*cited, *(each for each in made["citations"] if each not in cited)),
                "since": max((year for year in (since, made["since"]) if year), default=None),
                "until": min((year for year in (until, made["until"]) if year), default=None),
            }
        ]
        if since is not None and (made["since"] is None or made["since"] < since):
            variants.append({**made, "until": since - 1})
        if until is not None and (made["until"] is None or made["until"] > until):
            variants.append({**made, "since": until + 1})
        return variants

    def _meets(self, variant: Mapping[str, Any], by: RuleSet) -> bool:
        """Whether a rule set applies in years in which the rule does."""
        since, until = year_of(by.head.since, self.pointer), year_of(by.head.until, self.pointer)
        return not (
            (since is not None and variant["until"] is not None and variant["until"] < since)
            or (until is not None and variant["since"] is not None and variant["since"] > until)
        )

    def _leave_out_laws(self, made: dict[str, Any], rule: tree.Rule) -> None:
        """Cite only what is in force when the reports are written to which the rule applies."""
        head = self.base.head
        since = made["since"] or year_of(head.since, self.pointer)
        until = made["until"] or year_of(head.until, self.pointer)
        if since is not None and until is not None and since > until:
            until = None  # a rule for reports that follow this form after its time
        laws = self._merged("laws")
        days = {name: (laws[name].since, laws[name].until) for name, _ in made["citations"] if name in laws}
        counting = laws_that_count(days, since, until)
        if days and not counting:
            self.pointer.wrong(
                rule.name.at, "rules.no-law-in-force", rule=made["name"], rule_set=self.base.name
            )
        made["citations"] = tuple(cited for cited in made["citations"] if cited[0] in counting)

    def _uses_changed_setting(self, made: Mapping[str, Any]) -> bool:
        changed = {name for kind, name, *_ in self.changes.written if kind == "set"}
        first = _first_conditions(made)
        return bool(changed) and any(("setting", name) in _nodes(first) for name in changed)

    def _years(self, made: dict[str, Any], rule_set: RuleSet, rule: tree.Rule) -> None:
        """Hold the years of a rule against themselves, its rule set's and its laws'."""
        head = rule_set.head
        since, until = made["since"], made["until"]
        set_since, set_until = year_of(head.since, self.pointer), year_of(head.until, self.pointer)
        written = rule.clauses.since or rule.clauses.until
        at = rule.name.at if written is None else written.at
        if since is not None and until is not None and since > until:
            self.pointer.wrong(at, "rules.never-years", since=since, until=until)
            return
        if (
            (since and set_since and since < set_since)
            or (until and set_until and until > set_until)
            or (since and set_until and since > set_until)
            or (until and set_since and until < set_since)
        ):
            self.pointer.wrong(at, "rules.years-outside", name=rule_set.name)
        if rule_set not in self.editions:
            made["since"] = max((year for year in (since, set_since) if year), default=None)
            made["until"] = min((year for year in (until, set_until) if year), default=None)
        start = made["since"] or set_since
        laws = [rule_set.world.laws[law] for law, _ in made["citations"]]
        if start and laws and all(law.since is not None and int(law.since[:4]) > start for law in laws):
            first = min(int((law.since or "")[:4]) for law in laws)
            self.pointer.wrong(at, "rules.before-its-law", start=start, law=first)

    def _adjust(self, made: dict[str, Any], by: RuleSet, item: tree.Adjust) -> None:
        """调整 of one rule: only upwards, only narrower."""
        name, clauses = made["name"], item.clauses
        before = len(self.changes.written)
        if item.severity is not None:
            old, new = _SEVERITIES.index(made["severity"]), _SEVERITIES.index(item.severity)
            if new < old:
                self.pointer.wrong(
                    item.name.at,
                    "rules.adjust-lower",
                    name=name,
                    old=Message(f"rules.{made['severity']}"),
                    new=Message(f"rules.{item.severity}"),
                )
            elif new > old:
                self.changes.write("raise", name, by, clauses, (made["severity"], item.severity))
                made["severity"] = item.severity
        self._adjust_years(made, by, item)
        added = tuple(
            cited
            for cited in citations(clauses.cites, by.world, self.pointer)
            if cited not in made["citations"]
        )
        made["citations"] += added
        if len(self.changes.written) == before and not clauses.when and added:
            self.changes.write("cite", name, by, clauses)

    def _adjust_years(self, made: dict[str, Any], by: RuleSet, item: tree.Adjust) -> None:
        clauses = item.clauses
        since, until = year_of(clauses.since, self.pointer), year_of(clauses.until, self.pointer)
        written = clauses.since or clauses.until
        if written is None:
            return
        old_since, old_until = made["since"], made["until"]
        if (since and old_since and since < old_since) or (until and old_until and until > old_until):
            self.pointer.wrong(written.at, "rules.adjust-years", name=made["name"])
            return
        made["since"], made["until"] = since or old_since, until or old_until
        if made["since"] and made["until"] and made["since"] > made["until"]:
            self.pointer.wrong(written.at, "rules.never-years", since=made["since"], until=made["until"])
        self.changes.write("years", made["name"], by, clauses, (made["since"], made["until"]))


# ── values of settings ────────────────────────────────────────────────────────


def _same_type(type_: Type, setting: SettingOf, lowering: Lowering) -> bool:
    units = lowering.world.units
    if type_.kind != setting.type.kind:
        return False
    if type_.unit is None or setting.type.unit is None:
        return True
    return units.base(type_.unit) == units.base(setting.type.unit)


def _in_unit(node: Node, unit: str | None, to: str | None, lowering: Lowering) -> Node:
    """A literal in the unit of the setting."""
    if unit is None or to is None or unit == to:
        return node
    n, d = lowering.world.units.factor(unit, to)
    value = node[1] if node[0] == "n" else exact(node[1], node[2])
    return figure_node(value * exact(n, d))


def _rank(node: Node) -> tuple[str, Any]:
    """What decides which of two values of one setting is higher: their kind, which must be one, and what to compare."""
    if node[0] == "n":
        return "figure", node[1]
    if node[0] in ("q", "%"):
        return "figure", exact(node[1], node[2])
    return (node[0], node[1]) if node[0] in ("d", "s") else (node[0], node[1:])


def _told(node: Node) -> str | Message:
    """A value as a person writes it."""
    if node[0] == "rd":
        year = Message({-1: "rules.last-year", 0: "rules.this-year", 1: "rules.next-year"}[node[1]])
        return Message("rules.day-of-year", year=year, month=Message(f"rules.month-{node[2]}"), day=node[3])
    if node[0] == "q":
        return str(to_decimal(exact(node[1], node[2])))
    if node[0] == "%":
        return f"{to_decimal(exact(100 * node[1], node[2]))}%"
    return str(node[1])


# ── the order of the report ───────────────────────────────────────────────────

_HEADER = ("report_title", "agency", "period_start", "period_end", "preface", "edition")


def _place_in_report(rule: Mapping[str, Any], form: Form, layout: Layout) -> int:
    """Where in the report a rule speaks first: its head, the structure, the first part that it reads, or behind all.

    Rules of one place keep the order of their files.
    """
    numbers = [heading.number for heading in form.headings]
    section_of = {table.name: table.section for table in form.tables}
    places = []
    for node in _nodes(_first_conditions(rule)[1]):
        kind = node[0] if node else None
        if kind == "sec" or (kind == "prop" and node[1] in _HEADER):
            places.append(0)
        elif kind == "text" and node[1] in numbers:
            places.append(1 + numbers.index(node[1]))
        elif kind in ("c", "row", "rows") and isinstance(node[-1], (int, str)):
            table = layout.cells[node[1]][0] if kind == "c" else node[1]
            section = section_of.get(table)
            if section in numbers:
                places.append(1 + numbers.index(section))
    if rule["each"] == "mention":
        places = []
    return min(places, default=len(numbers) + 1)


def _first_conditions(rule: Mapping[str, Any]) -> tuple[Node | None, Node]:
    """Condition and check of one instance of a rule: they are alike in all."""
    if rule["template"] is not None:
        found: tuple[Node | None, Node] = rule["template"]
        return found
    _, when, check = (*rule["instances"], *rule.get("open_cells", ()))[0]
    return when, check


def _nodes(node: Any) -> Iterable[Any]:
    """A node and all nodes in it."""
    found = []
    if isinstance(node, tuple):
        found.append(node)
        for inner in node:
            found += _nodes(inner)
    return found
