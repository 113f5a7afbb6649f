"""Several rule sets made into one program: the one with the form, and the local ones that build on it.

A local rule set may add, tighten a setting, raise a severity, narrow a rule down by a condition or by years, and
suspend what is no error. It lowers nothing and changes no check. Each change has its law and its reason, and is
written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from compliance.dsl import tree
from compliance.dsl.editions import Tables, laws_that_count
from compliance.dsl.facts import declare_word_groups, lower_fact
from compliance.dsl.form import (
    Declared,
    declare_headings,
    declare_laws,
    declare_tables,
    declare_units,
    year_of,
)
from compliance.dsl.layout import Layout, TooLarge
from compliance.dsl.local import Changes
from compliance.dsl.lower import Restriction, RuleMaker, citations, complete
from compliance.dsl.names import SettingOf, Signature
from compliance.dsl.pointing import Pointer
from compliance.dsl.reading_order import first_conditions, place_in_report
from compliance.dsl.rulesets import RuleSet, in_order
from compliance.dsl.settings import declare_settings
from compliance.dsl.tightening import LocalValues
from compliance.form import Form
from compliance.form.compiled import to_plain
from compliance.program import FORMAT, nodes_in

if TYPE_CHECKING:
    from compliance.program import Program


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
    ordered = in_order(sets, pointer)
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
        self.changes = Changes(self.by_name, pointer)
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
        local_values = LocalValues(self.sets, self.changes)
        for rule_set in self.sets:
            local_values.apply(rule_set, layout)
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
            "rules": tuple(sorted(rules, key=lambda rule: place_in_report(rule, form, layout))),
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
            self.changes.gather(rule_set, origins, severities)
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
                self.changes.adjust(variant, by, item)
            laws = self._laws_of_local_values(variant)
            variant["citations"] += tuple(cited for cited in laws if cited not in variant["citations"])
            if restrictions or laws:
                # Its examples prove what the rule says by itself, not what local values make of it.
                variant["examples"] = ()
        return variants

    def _of_edition(self, made: dict[str, Any]) -> list[dict[str, Any]]:
        """A rule with the severity that an edition gives it, for the years that the edition says, and for other years
        as it is."""
        by, item = self.changes.by_edition.get(made["name"], (None, None))
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
        if until is not None:
            # A form may be used after its time: what is cited then is in force then.
            later = laws_that_count(days, until + 1, None)
            made["cited_later"] = tuple(cited for cited in made["citations"] if cited[0] in later)
        made["citations"] = tuple(cited for cited in made["citations"] if cited[0] in counting)

    def _laws_of_local_values(self, made: Mapping[str, Any]) -> list[tuple[str, str | None]]:
        """What prescribes the local values of the settings that a rule uses, as it is cited: a report may be in time by
        the law and late by the city's notice."""
        conditions = [node for node in first_conditions(made) if node is not None]
        used = {node[1] for condition in conditions for node in nodes_in(condition) if node[0] == "setting"}
        return [
            (law, clause)
            for kind, name, _, law, clause, *_ in self.changes.written
            if kind == "set" and name in used
        ]

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
