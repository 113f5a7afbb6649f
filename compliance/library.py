"""Which rule sets there are, which of them are wanted, and which rules fit a report.

A rule set has a form of its own or builds on others (沿用). Each one with a form makes a *program* together
with the local ones that build on it; a report is checked by the program whose form and year fit. Programs
come out of the cache, so rule text is parsed only after a change.
"""

from __future__ import annotations

import marshal
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance import changes, userfolders
from compliance.engine.cache import key_of, program_for
from compliance.errors import PluginError, ReadError, UsageError
from compliance.findings import Fault, RuleSetRef
from compliance.form import Form
from compliance.form.compiled import from_program
from compliance.messages import Message
from compliance.plugins.manager import Plugins, many_of
from compliance.plugins.specs import ARGUMENT_TYPES, RESULT_TYPES, Function, RuleSet
from compliance.report import Report
from compliance.values import NOT_COMPUTABLE, Exact, exact, plain

if TYPE_CHECKING:
    from compliance.program import Program

HEADS = 2
"""The version of what is remembered of heads."""


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
        self._narrowed: dict[tuple[str, ...], Program] = {}
        self._use_cache = use_cache
        self._available = self._brought()
        self._chosen = [self._named(name) for name in wanted] or list(self._available.values())
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

    def _named(self, name: str) -> RuleSet:
        """The rule set that a word of the command names.

        :raises UsageError: There is none.
        """
        if name in self._available:
            return self._available[name]
        path = Path(name)
        try:
            if path.is_file():
                return RuleSet(path.stem, ((name, path.read_bytes()),))
            if path.is_dir():
                rule_set = RuleSet.in_folder(path)
                if rule_set.files:
                    return rule_set
                raise UsageError(Message("session.no-rule-files", path=name))
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(Message("session.rules-unreadable", path=name, reason=reason)) from None
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
        return [self._program(group) for group in self._groups()]

    def _program(self, group: Sequence[RuleSet]) -> Program:
        from compliance.dsl.load import load_rule_sets

        sources = [(rule_set.name, rule_set.files) for rule_set in group]
        functions = [function for _, function in self.declared]
        return program_for(
            sources,
            lambda: load_rule_sets(sources, functions),
            asked=" ".join(sorted(f"{f.name}({','.join(f.takes)}){f.gives}" for f in functions)),
            remember=self._use_cache,
        )

    def _groups(self) -> Iterator[list[RuleSet]]:
        """The rule sets that are linked together: one with a form, and those that build on it."""
        if (
            len(self._chosen) == 1
            and len(self._available) == 1
            and self._chosen[0] in self._available.values()
        ):
            yield self._chosen
            return
        known = {**self._with_heads(list(self._available.values())), **self._with_heads(self._chosen)}
        above = {name: _above(name, known) for name in self._with_heads(self._chosen)}
        wanted = list(dict.fromkeys(each for name, found in above.items() for each in (*found, name)))
        bases = [name for name in wanted if name in known and not known[name][1]]
        for base in bases:
            yield [known[base][0]] + [
                known[name][0] for name in wanted if base in _above(name, known) and name in known
            ]
        for name in wanted:
            # What builds on nothing that there is gets its mistake told.
            if name in known and name not in bases and not any(each in bases for each in _above(name, known)):
                yield [known[name][0]]

    def _with_heads(self, rule_sets: Sequence[RuleSet]) -> dict[str, tuple[RuleSet, tuple[str, ...]]]:
        """Rule sets by the name that their head gives them, with the names that they build on."""
        heads = [(rule_set, self._head(rule_set)) for rule_set in rule_sets]
        return {name: (rule_set, uses) for rule_set, (name, uses, _, _) in heads}

    def _head(self, rule_set: RuleSet) -> tuple[str, tuple[str, ...], int | None, int | None]:
        """The name that its head gives a rule set, the names that it builds on, the years in which it applies."""
        source = (rule_set.name, rule_set.files)
        file = f"head.{key_of([source], str(HEADS))}"
        data = userfolders.recall(file) if self._use_cache else None
        if data is not None:
            try:
                name, uses, since, until = marshal.loads(data)  # noqa: S302 - the user's own cache, see userfolders
            except (EOFError, TypeError, ValueError):
                pass  # spoiled: it is looked up again
            else:
                return name, uses, since, until
        from compliance.dsl.load import head_of

        head = head_of(source)
        found = head.name, tuple(name for name, _ in head.uses), head.since, head.until
        if self._use_cache:
            userfolders.remember(file, marshal.dumps(found))
        return found

    @property
    def rule_sets(self) -> list[RuleSet]:
        """The rule sets of all programs; those that were named by a path before their namesakes."""
        return [*self._chosen, *(each for each in self._available.values() if each not in self._chosen)]

    @cached_property
    def asked(self) -> set[str]:
        """The names, as their heads give them, of the rule sets that are wanted, without those they build on."""
        if self._chosen == list(self._available.values()):
            return {ref[0] for program in self.programs for ref in program["rule_sets"]}
        return {self._head(rule_set)[0] for rule_set in self._chosen}

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
        fitting = [
            program
            for program in self.programs
            if program["edition"] == report.form
            and is_in_force(program, report.year)
            and report.tables.keys() <= program["tables"].keys()
        ]
        if not fitting:
            year = report.year or Message("session.no-year")
            known = "; ".join(f"{p['rule_sets'][0][0]} {p['edition']} ({_years(p)})" for p in self.programs)
            raise ReadError(Message("session.no-rules", form=report.form, year=year, known=known), name)
        if len(fitting) > 1:
            names = ", ".join(program["rule_sets"][0][0] for program in fitting)
            raise ReadError(Message("session.two-rule-sets", names=names), name)
        return self._in_year(fitting[0], report.year)

    def _in_year(self, program: Program, year: int | None) -> Program:
        """The program without the local rule sets that do not apply in the year: a deadline of 2024 does not bind
        the report on 2022. A report without a year is not spared."""
        base, *more = (ref[0] for ref in program["rule_sets"])
        if year is None or not more:
            return program
        by_name = {self._head(rule_set)[0]: rule_set for rule_set in reversed(self.rule_sets)}
        kept = [base]
        for name in more:
            _, uses, since, until = self._head(by_name[name])
            if set(uses) <= set(kept) and (since or year) <= year <= (until or year):
                kept.append(name)
        if len(kept) == 1 + len(more):
            return program
        if tuple(kept) not in self._narrowed:
            self._narrowed[tuple(kept)] = self._program([by_name[name] for name in kept])
        return self._narrowed[tuple(kept)]

    def refs(self, program: Program) -> tuple[RuleSetRef, ...]:
        """The rule sets of a program, as results name them."""
        return tuple(RuleSetRef(*ref) for ref in program["rule_sets"])

    def changes(self, program: Program, lang: str) -> tuple[str, ...]:
        """What local rule sets change in a program, told."""
        return changes.told(program, lang)

    @cached_property
    def severities(self) -> dict[str, str]:
        """Every rule with its severity."""
        return {rule["name"]: rule["severity"] for program in self.programs for rule in program["rules"]}

    def translations(self, program: Program, lang: str) -> Mapping[str, Mapping[str, str]]:
        """Titles and reasons of the rules in a language that is not the form's."""
        found: dict[str, Mapping[str, str]] = {}
        ours = {ref[0] for ref in program["rule_sets"]}
        for rule_set in [*self._available.values(), *self._chosen]:
            if lang in rule_set.translations and rule_set.name in ours:
                found.update(self._translated(rule_set, lang))
        return found

    def _translated(self, rule_set: RuleSet, lang: str) -> Mapping[str, Mapping[str, str]]:
        rules: Mapping[str, Mapping[str, str]] = tomllib.loads(rule_set.translations[lang].decode()).get(
            "rules", {}
        )
        return rules


def is_in_force(program: Program, year: int | None) -> bool:
    """Whether the form of a program is prescribed for the reports of a year. A report without a year is not
    spared."""
    since, until = program["since"], program["until"]
    return year is None or ((since is None or since <= year) and (until is None or year <= until))


def _years(program: Program) -> str:
    return f"{program['since'] or ''}–{program['until'] or ''}"


def _above(name: str, known: Mapping[str, tuple[RuleSet, tuple[str, ...]]]) -> list[str]:
    """The names that a rule set builds on, near and far."""
    found: list[str] = []
    waiting = list(known[name][1]) if name in known else []
    while waiting:
        each = waiting.pop(0)
        if each not in found:
            found.append(each)
            waiting += known[each][1] if each in known else ()
    return found


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
            raise PluginError(
                Message(
                    "session.function-types",
                    name=function.name,
                    type=type_,
                    takes=", ".join(ARGUMENT_TYPES),
                    gives=", ".join(RESULT_TYPES),
                ),
                plugin,
            )


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
