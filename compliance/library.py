"""Which rule sets there are, which of them are wanted, and which rules fit a report.

A rule set has a form of its own or builds on others (沿用). Each one with a form makes a *program* together
with the local ones that build on it; a report is checked by the program whose form and year fit. Programs
come out of the cache, so rule text is parsed only after a change.
"""

from __future__ import annotations

import marshal
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance import changes, userfolders
from compliance.engine.cache import forms_of, key_of, program_for, remember_forms
from compliance.errors import PluginError, ReadError, UsageError, reason
from compliance.findings import Fault, RuleSetRef
from compliance.form import Form
from compliance.form.compiled import from_program
from compliance.messages import Message
from compliance.plugins.manager import Plugins, many_of
from compliance.plugins.specs import ARGUMENT_TYPES, RESULT_TYPES, Function, RuleSet
from compliance.readers import printed
from compliance.report import Report
from compliance.values import NOT_COMPUTABLE, Exact, exact, plain

if TYPE_CHECKING:
    from compliance.program import Program

HEADS = 3
"""The version of what is remembered of heads."""


@dataclass(frozen=True)
class _Known:
    """A rule set with what its head says: the names that it builds on, the one whose tables it replaces (换表), the
    years in which it applies."""

    rule_set: RuleSet
    name: str
    uses: tuple[str, ...]
    replaces: str | None
    since: int | None
    until: int | None

    @property
    def has_form(self) -> bool:
        """Whether it has tables of its own."""
        return not self.uses or self.replaces is not None

    def applies_in(self, year: int) -> bool:
        """Whether it applies to the reports of a year."""
        return (self.since or year) <= year <= (self.until or year)


class Library:
    """The rule sets of a run.

    :param wanted: Names of rule sets, folders, ``*.rules`` files; none for all that there are.
    """

    def __init__(self, plugins: Plugins, wanted: Sequence[str] = (), *, use_cache: bool = True) -> None:
        self.faults: list[Fault] = []
        self.origins: dict[str, str] = {}
        """Which plug-in a rule set comes from; those that were named by a path are not in it."""
        self.declared: list[tuple[str, Function]] = []
        self.plugins = plugins
        self._special: dict[object, Program] = {}
        self._use_cache = use_cache
        self._available = self._brought()
        self._chosen = [self._meant_by(name) for name in wanted] or list(self._available.values())
        self._declare_functions()

    # ── what there is ────────────────────────────────────────────────────────────────────────────────────────

    def _brought(self) -> dict[str, RuleSet]:
        answers, self.faults = self.plugins.ask("govcheck_rule_sets", many_of(RuleSet))
        available: dict[str, RuleSet] = {}
        for plugin, rule_sets in reversed(answers):  # those of govcheck first
            for rule_set in rule_sets:
                name = rule_set.name
                if name in available:
                    first = self.origins[name]
                    raise PluginError(
                        Message("session.two-of-one-name", name=name, first=first, second=plugin), plugin
                    )
                available[name] = rule_set
                self.origins[name] = plugin
        return available

    def _meant_by(self, name: str) -> RuleSet:
        """The rule set that a word of the command names.

        :raises UsageError: There is none.
        """
        if name in self._available:
            return self._available[name]
        path = Path(name)
        try:
            if path.is_file() and path.suffix.lower() != ".rules":
                raise UsageError(Message("session.no-rules-file", path=name))
            if path.is_file():
                return RuleSet(path.stem, ((name, path.read_bytes()),))
            if path.is_dir():
                rule_set = RuleSet.in_folder(path)
                if rule_set.files:
                    return rule_set
                raise UsageError(Message("session.no-rule-files", path=name))
        except OSError as error:
            raise UsageError(Message("session.rules-unreadable", path=name, reason=reason(error))) from None
        near = get_close_matches(name, self._available, 1)
        offer = Message("session.is-it", near=near[0]) if near else ""
        known = ", ".join(self._available)
        raise UsageError(Message("session.no-rule-set", name=name, near=offer, known=known))

    # ── functions of plug-ins ────────────────────────────────────────────────────────────────────────────────

    def _declare_functions(self) -> None:
        answers, faults = self.plugins.ask("govcheck_functions", many_of(Function))
        self.faults += faults
        owners: dict[str, str] = {}
        for plugin, functions in answers:
            for function in functions:
                _check_types(function, plugin)
                first = owners.setdefault(function.name, plugin)
                if first != plugin or _is_shipped(function.name):
                    first = first if first != plugin else "govcheck"
                    told = Message("session.function-taken", name=function.name, first=first, second=plugin)
                    raise PluginError(told, plugin)
                self.declared.append((plugin, function))

    @cached_property
    def functions(self) -> dict[str, Callable[..., object]]:
        """The functions of plug-ins, ready for the engine's values."""
        return {function.name: partial(_call, plugin, function) for plugin, function in self.declared}

    # ── programs ─────────────────────────────────────────────────────────────────────────────────────────────

    def load(self) -> None:
        """Compile all that is wanted, or take it from the cache.

        :raises RuleErrors: A rule set has mistakes.
        """
        self.programs  # noqa: B018 - it is made here, so that mistakes are told before the first report is read

    @cached_property
    def programs(self) -> list[Program]:
        """The rules for each form."""
        groups = list(self._groups())
        programs = [self._program(group) for group in groups]
        chosen = _sources(self._chosen)
        if self._use_cache and not forms_of(chosen):
            keys = [key_of(_sources(group), self._asked) for group in groups]
            remember_forms(chosen, list(zip(keys, programs, strict=True)))
        return programs

    def _program(
        self, group: Sequence[RuleSet], form: str | None = None, follows: Mapping[str, str] | None = None
    ) -> Program:
        """The rules of one form.

        :param follows: Tables that follow another edition than *form*, and the rule set that declares it.
        """
        from compliance.dsl.load import load_rule_sets

        sources = _sources(group)
        functions = [function for _, function in self.declared]
        asked = self._asked
        if form is not None:
            asked += " ".join([form, *(f"{table}={name}" for table, name in (follows or {}).items())])
        return program_for(
            sources,
            lambda: load_rule_sets(sources, functions, form=form, follows=follows),
            asked=asked,
            remember=self._use_cache,
        )

    @property
    def _asked(self) -> str:
        """What programs depend on beside the rule sets: the signatures of functions."""
        return " ".join(sorted(f"{f.name}({','.join(f.takes)}){f.gives}" for _, f in self.declared))

    def _groups(self) -> Iterator[list[RuleSet]]:
        """The rule sets that are linked together: one with a form, those whose tables it replaces, and the local ones
        that build on any of them."""
        known, wanted = self._known, self._wanted
        bases = [name for name in wanted if name in known and known[name].has_form]
        for base in bases:
            below = [*reversed(_above(base, known)), base]
            local = [name for name in wanted if _builds_only_on(name, below, known)]
            yield [known[name].rule_set for name in (*below, *local)]
        for name in wanted:
            # What builds on nothing that there is gets its mistake told.
            if name in known and name not in bases and not any(each in bases for each in _above(name, known)):
                yield [known[name].rule_set]

    @cached_property
    def _known(self) -> dict[str, _Known]:
        """All rule sets by the name that their head gives them."""
        return {known.name: known for known in map(self._head, [*self._available.values(), *self._chosen])}

    @cached_property
    def _named(self) -> list[str]:
        """The names of those that are wanted and of those that they build on."""
        chosen = [self._head(rule_set).name for rule_set in self._chosen]
        return list(dict.fromkeys(each for name in chosen for each in (*_above(name, self._known), name)))

    @cached_property
    def _wanted(self) -> list[str]:
        """These, and the other editions of their forms: last year's report may follow one."""
        known, named = self._known, self._named
        return [*named, *(name for name in known if known[name].replaces in named and name not in named)]

    @property
    def shown(self) -> list[Program]:
        """The programs of the forms that are wanted, without other editions that only came with them."""
        return [program for program in self.programs if program["rule_sets"][0][0] in self._named]

    def _head(self, rule_set: RuleSet) -> _Known:
        source = (rule_set.name, rule_set.files)
        file = f"head.{key_of([source], str(HEADS))}"
        data = userfolders.recall(file) if self._use_cache else None
        if data is not None:
            try:
                return _Known(rule_set, *marshal.loads(data))  # noqa: S302 - the user's own cache, see userfolders
            except (EOFError, TypeError, ValueError):
                pass  # spoiled: it is looked up again
        from compliance.dsl.load import head_of

        head = head_of(source)
        found = head.name, tuple(name for name, _ in head.uses), head.replaces, head.since, head.until
        if self._use_cache:
            userfolders.remember(file, marshal.dumps(found))
        return _Known(rule_set, *found)

    @property
    def rule_sets(self) -> list[RuleSet]:
        """The rule sets of all programs; those that were named by a path before their namesakes."""
        return [*self._chosen, *(each for each in self._available.values() if each not in self._chosen)]

    @property
    def by_name(self) -> dict[str, RuleSet]:
        """The same by the names that their heads give them."""
        return {self._head(rule_set).name: rule_set for rule_set in reversed(self.rule_sets)}

    @cached_property
    def asked(self) -> set[str]:
        """The names, as their heads give them, of the rule sets that are wanted, without those they build on."""
        if self._chosen == list(self._available.values()):
            return {ref[0] for program in self.programs for ref in program["rule_sets"]}
        return {self._head(rule_set).name for rule_set in self._chosen}

    # ── what fits a report ───────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms of all programs: what readers look for."""
        return tuple(from_program(program) for program in self.programs)

    def fitting(self, report: Report, name: str) -> Program:
        """The rules for a report.

        :param name: The report as the user named it.
        :raises ReadError: There are none, or several.
        """
        able = [
            program
            for program in self.programs
            if program["edition"] == report.form and report.tables.keys() <= program["tables"].keys()
        ]
        fitting = [program for program in able if is_in_force(program, report.year)]
        # Tables of an edition that is not prescribed for the year are checked as what they are; that they are used is
        # for the rules to say.
        fitting = fitting or [program for program in able if self._has_successor(program, report.year)]
        if not fitting:
            year = report.year or Message("session.no-year")
            known = "; ".join(f"{p['rule_sets'][0][0]} {p['edition']} ({_years(p)})" for p in self.programs)
            raise ReadError(Message("session.no-rules", form=report.form, year=year, known=known), name)
        if len(fitting) > 1:
            names = ", ".join(program["rule_sets"][0][0] for program in fitting)
            raise ReadError(Message("session.two-rule-sets", names=names), name)
        return self._made_for(report, fitting[0])

    def _has_successor(self, program: Program, year: int | None) -> bool:
        """Whether another edition of the same form is prescribed for the year."""
        ours = {name for name, *_ in program["rule_sets"]}
        return any(
            not ours.isdisjoint(name for name, *_ in other["rule_sets"])
            for other in self.programs
            if other is not program and is_in_force(other, year)
        )

    def _made_for(self, report: Report, program: Program) -> Program:
        """The program for a report some of whose tables follow another edition, without the local rule sets that do not
        apply in its year: a deadline of 2024 does not bind the report on 2022. A report without a year is not
        spared."""
        form = program["rule_sets"][0][0]
        others = {other["edition"]: other["rule_sets"] for other in self.programs if other is not program}
        follows = {t: others[edition][0][0] for t, edition in report.editions.items() if edition in others}
        there = [name for name, *_ in program["rule_sets"]]
        kept = [name for name in there if self._counts(name, there, report.year)]
        names = [*kept, *(name for name in follows.values() if name not in kept)]
        if names == there and not follows:
            return program
        key = (tuple(names), form, tuple(follows.items()))
        if key not in self._special:
            self._special[key] = self._program([self._known[n].rule_set for n in names], form, follows)
        return self._special[key]

    def _counts(self, name: str, there: Sequence[str], year: int | None) -> bool:
        """Whether a rule set, and every local one that it builds on, applies in the year."""
        known = self._known
        local = [each for each in (name, *_above(name, known)) if each in there and not known[each].has_form]
        return year is None or all(known[each].applies_in(year) for each in local)

    def refs(self, program: Program) -> tuple[RuleSetRef, ...]:
        """The rule sets of a program, as results name them."""
        return tuple(RuleSetRef(*ref) for ref in program["rule_sets"])

    def changes(self, program: Program, lang: str) -> tuple[str, ...]:
        """What local rule sets change in a program, told."""
        return changes.told(program, lang)

    @cached_property
    def severities(self) -> dict[str, str]:
        """Every rule with its severity."""
        return {
            rule["name"]: rule["severity"]
            for program in reversed(self.programs)
            for rule in reversed(program["rules"])
        } | {printed.RULE: printed.SEVERITY.value}

    def translations(self, program: Program, lang: str) -> Mapping[str, Mapping[str, str]]:
        """Titles and reasons of the rules in a language that is not the form's."""
        ours = {ref[0] for ref in program["rule_sets"]}
        by_set = {
            rule_set.name: self._translated(rule_set, lang)
            for rule_set in [*self._available.values(), *self._chosen]
            if lang in rule_set.translations and rule_set.name in ours
        }
        found = {rule: told for translated in by_set.values() for rule, told in translated.items()}
        # Two editions may have a rule of one name, each with its own words.
        for rule in program["rules"]:
            if rule["name"] in by_set.get(rule["origin"], {}):
                found[rule["name"]] = by_set[rule["origin"]][rule["name"]]
        return found

    def _translated(self, rule_set: RuleSet, lang: str) -> Mapping[str, Mapping[str, str]]:
        rules: Mapping[str, Mapping[str, str]] = tomllib.loads(rule_set.translations[lang].decode()).get(
            "rules", {}
        )
        return rules


def _sources(rule_sets: Iterable[RuleSet]) -> list[tuple[str, Sequence[tuple[str, bytes]]]]:
    return [(rule_set.name, rule_set.files) for rule_set in rule_sets]


def is_in_force(program: Program, year: int | None) -> bool:
    """Whether the form of a program is prescribed for the reports of a year. A report without a year is not
    spared."""
    since, until = program["since"], program["until"]
    return year is None or ((since is None or since <= year) and (until is None or year <= until))


def _years(program: Program) -> str:
    return f"{program['since'] or ''}–{program['until'] or ''}"


def _above(name: str, known: Mapping[str, _Known]) -> list[str]:
    """The names that a rule set builds on, near and far."""
    found: list[str] = []
    waiting = list(known[name].uses) if name in known else []
    while waiting:
        each = waiting.pop(0)
        if each not in found:
            found.append(each)
            waiting += known[each].uses if each in known else ()
    return found


def _builds_only_on(name: str, below: Sequence[str], known: Mapping[str, _Known]) -> bool:
    """Whether a local rule set builds on these forms, and on no other edition."""
    if name not in known or known[name].has_form:
        return False
    forms = {each for each in _above(name, known) if each in known and known[each].has_form}
    return bool(forms) and forms <= set(below)


# ── functions of plug-ins ────────────────────────────────────────────────────────────────────────────────────


def _is_shipped(name: str) -> bool:
    from compliance.dsl.names import FUNCTIONS

    return name in FUNCTIONS


def _check_types(function: Function, plugin: str) -> None:
    """:raises PluginError: A declared type is none."""
    for type_, known in [
        *((taken, ARGUMENT_TYPES) for taken in function.takes),
        (function.gives, RESULT_TYPES),
    ]:
        if type_ not in known:
            what = Message(
                "session.function-types",
                name=function.name,
                type=type_,
                takes=", ".join(ARGUMENT_TYPES),
                gives=", ".join(RESULT_TYPES),
            )
            raise PluginError(Message("plugins.named", name=plugin, what=what), plugin)


def _call(plugin: str, function: Function, *given: Any) -> Any:
    """Call a plug-in's function with the engine's values, and give what it answers as one of them.

    :raises PluginError: It raised, or answered with something that it did not promise.
    """
    values = [
        tuple(map(_outward, item))
        if taken == "figures"
        else _as_date(item)
        if taken == "date"
        else _outward(item)
        for item, taken in zip(given, function.takes, strict=True)
    ]
    try:
        return _inward(function.call(*values), function.gives)
    except (Exception, SystemExit) as error:  # a stranger's function may raise anything
        what = f"{type(error).__name__}: {error}"
        message = Message(
            "plugins.named", name=plugin, what=Message("plugins.raised", hook=function.name, error=what)
        )
        raise PluginError(message, plugin) from error


def _outward(value: Any) -> Any:
    figure = plain(value)
    return Fraction(figure.n, figure.d) if isinstance(figure, Exact) else figure


def _as_date(value: str) -> date:
    return date.fromisoformat(value)


def _inward(value: object, gives: str) -> Any:
    if value is None:
        return NOT_COMPUTABLE if gives != "truth" else None
    match gives, value:
        case "truth", bool():
            return value
        case "date", date():
            return value.isoformat()
        case "text", str():
            return value
        case (("figure" | "ratio"), (int() | Fraction() | Decimal())) if not isinstance(value, bool):
            numerator, denominator = value.as_integer_ratio()
            return exact(numerator, denominator)
    raise TypeError(f"{gives} was promised, {type(value).__name__} was given")
