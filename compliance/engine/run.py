"""Deciding every instance of a program on one sheet.

Plain instances go through the generated function (:mod:`compliance.engine.generate`), all others and those that a
missing cell touches through the walk. A rule that raises is a bug of ours or of a plug-in: it is written down as a
fault, costs only its own instances, and the other rules still run.
"""

from __future__ import annotations

from compliance.engine.walk import Env, mentions_of, truth
from compliance.values import BLANK, NIL, NO_VALUE, NOT_GIVEN, Missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType
    from typing import Any

    from compliance.engine.sheet import Sheet
    from compliance.engine.walk import Function
    from compliance.narrative.facts import Mention
    from compliance.program import Node, Program

    Place = tuple[tuple[str, str], ...]

PASS, FAIL, UNKNOWN, NOT_APPLICABLE = "pass", "fail", "unknown", "not_applicable"


class Instance:
    """One rule at one place of one report. ``row``, ``section`` and ``mention`` say where, for what only the report
    knows."""

    __slots__ = ("check", "mention", "place", "row", "rule", "section", "when")

    def __init__(
        self,
        rule: int,
        place: Place,
        when: Node | None,
        check: Node,
        *,
        row: str | None = None,
        section: int | None = None,
        mention: Mention | None = None,
    ) -> None:
        self.rule = rule
        self.place = place
        self.when = when
        self.check = check
        self.row = row
        self.section = section
        self.mention = mention

    def env(self, sheet: Sheet, blank: str | None, functions: Mapping[str, Function]) -> Env:
        """The surroundings in which its nodes are evaluated."""
        return Env(
            sheet, blank, row=self.row, section=self.section, mention=self.mention, functions=functions
        )


class Outcome:
    """What the instances of one report came to.

    ``open`` holds those that failed or are unknown, in the order of the rules, each (instance, verdict).
    ``waiting`` counts the not applicable ones that only wait for something that was not given, by what.
    ``faults`` are the rules that raised: (rule name, origin, exception).
    """

    __slots__ = ("faults", "not_applicable", "open", "passed", "waiting")

    def __init__(self) -> None:
        self.passed = 0
        self.not_applicable = 0
        self.waiting: dict[str, int] = {}
        self.open: list[tuple[Instance, str]] = []
        self.faults: list[tuple[str, str, Exception]] = []

    @property
    def is_clean(self) -> bool:
        """Everything holds as far as it applies: nothing failed, nothing is unknown, no rule raised."""
        return not self.open and not self.faults


def evaluate(program: Program, sheet: Sheet, functions: Mapping[str, Function] | None = None) -> Outcome:
    """Decide every instance of every rule on *sheet*.

    :param program: A prepared program (:func:`compliance.engine.generate.prepare`).
    :param functions: The plug-ins' functions by name.
    """
    return _Run(program, sheet, functions or {}).outcome()


def instances_of(program: Program, sheet: Sheet) -> list[Instance]:
    """Every instance of the rules that are in force in the report's year: those known beforehand, and those that only
    the report knows."""
    run = _Run(program, sheet, {})
    return [
        instance
        for r, rule in enumerate(program["rules"])
        if r not in run.idle
        for instance in [*(Instance(r, *known) for known in rule["instances"]), *run.from_template(r, rule)]
    ]


def in_force(rule: dict[str, Any], year: int | None) -> bool:
    """Whether the rule applies to reports of that year. A report that tells no year is not spared."""
    since, until = rule["since"], rule["until"]
    return year is None or ((since is None or since <= year) and (until is None or year <= until))


def looks_at(need: str, program: Program, sheet: Sheet, functions: Mapping[str, Function]) -> bool:
    """Whether any rule compares this report with others, as far as can be seen: ``previous`` or ``parts``. A department
    is no sum of its neighbours."""
    prepared, year = program["prepared"], sheet.properties.get("year")
    for r, _, condition in prepared["walked"]:
        if need in prepared["needs"][r] and in_force(program["rules"][r], year):
            when = None if condition is None else condition[0]
            env = Env(sheet, program["rules"][r]["blank"], functions=functions)
            if when is None or truth(when, env) is not False:
                return True
    return False


def facts_of(rule: dict[str, Any]) -> tuple[str, ...]:
    """The facts whose mentions a rule goes over."""
    source = rule["source"]
    return source if isinstance(source, tuple) else (source,)


def decider(code: CodeType) -> Any:
    """The function ``decide`` that the prepared code defines."""
    from compliance.values import exact

    space: dict[str, Any] = {"exact": exact}
    exec(code, space)  # noqa: S102 - our own code object: generated, or from the checked cache
    return space["decide"]


class _Run:
    """One evaluation: what it gathers on the way."""

    def __init__(self, program: Program, sheet: Sheet, functions: Mapping[str, Function]) -> None:
        self.program = program
        self.sheet = sheet
        self.functions = functions
        self.result = Outcome()
        self.found: list[tuple[int, int, Instance, str]] = []
        year = sheet.properties.get("year")
        self.idle = {r for r, rule in enumerate(program["rules"]) if not in_force(rule, year)}

    def outcome(self) -> Outcome:
        self.result.not_applicable = len(self.idle)
        self._plain()
        for r, left, condition in self.program["prepared"]["walked"]:
            if r not in self.idle and not self._settled(r, left, condition):
                for i in left:
                    self._instance(r, i)
        for r, rule in enumerate(self.program["rules"]):
            if r not in self.idle and (rule["template"] is not None or "open_cells" in rule):
                self._template(r, rule)
        self.found.sort(key=lambda item: item[:2])
        self.result.open = [(instance, verdict) for _, _, instance, verdict in self.found]
        return self.result

    def _plain(self) -> None:
        prepared, cells, idle = self.program["prepared"], self.sheet.cells, self.idle
        plain = prepared["plain"]
        missing = [i for i, value in enumerate(cells) if type(value) is Missing]
        touched: set[int] = set()
        if missing:
            touch = prepared["touch"]
            touched.update(*[touch.get(i, ()) for i in missing])
            cells = [0 if type(value) is Missing else value for value in cells]
        failed: list[int] = []
        skipped: list[int] = []
        decider(prepared["code"])(cells, failed.append, skipped.append)
        decided = len(plain) - len(touched)
        if idle:
            decided -= sum(1 for j, (r, _) in enumerate(plain) if r in idle and j not in touched)
        for j in failed:
            r, i = plain[j]
            if j not in touched and r not in idle:
                decided -= 1
                self.found.append((r, i, self._known_instance(r, i), FAIL))
        for j in skipped:
            if j not in touched and plain[j][0] not in idle:
                decided -= 1
                self.result.not_applicable += 1
        self.result.passed += decided
        for j in touched:
            r, i = plain[j]
            if r not in idle:
                self._instance(r, i)

    def _known_instance(self, r: int, i: int) -> Instance:
        return Instance(r, *self.program["rules"][r]["instances"][i])

    def _instance(self, r: int, i: int) -> None:
        self._decide(r, i, self._known_instance(r, i))

    def _template(self, r: int, rule: dict[str, Any]) -> None:
        instances = self.from_template(r, rule)
        if not instances and not rule["instances"]:
            self.result.not_applicable += 1
        for n, instance in enumerate(instances, len(rule["instances"])):
            self._decide(r, n, instance)

    def from_template(self, r: int, rule: dict[str, Any]) -> list[Instance]:
        """The instances that only the report knows: mentions, sections, open rows."""
        template = rule["template"]
        if "open_cells" in rule:
            return [
                Instance(r, (("row", row), ("column", column)), *conditions, row=row)
                for row in self.sheet.open_rows.get(rule["source"], {})
                for column, *conditions in rule["open_cells"]
            ]
        if template is None:
            return []
        if rule["each"] == "mention":
            return [
                Instance(r, (), *template, mention=mention)
                for fact in facts_of(rule)
                for mention in mentions_of(self.sheet, fact)
            ]
        if rule["each"] == "section":
            headings = self.program["headings"]
            return [
                Instance(r, (("section", heading[0]),), *template, section=i)
                for i, heading in enumerate(headings)
            ]
        rows = self.sheet.open_rows.get(rule["source"], {})
        return [Instance(r, (("row", row),), *template, row=row) for row in rows]

    def _settled(self, r: int, left: tuple[int, ...], condition: tuple[Node | None] | None) -> bool:
        """Whether all these instances are settled at one blow: by a condition that is about the whole report (a kind
        of agency), or because they wait for another report. 175 cells need not be walked to say that nothing was
        given to compare them with."""
        if condition is None:
            return False
        (when,) = condition
        blank = self.program["rules"][r]["blank"]
        applies = when is None or truth(when, Env(self.sheet, blank, functions=self.functions))
        if applies is False:
            self.result.not_applicable += len(left)
            return True
        given = {"previous": self.sheet.previous, "parts": self.sheet.subordinates}
        lacking = [need for need in self.program["prepared"]["needs"][r] if given[need] is None]
        if not lacking:
            return False
        self.result.not_applicable += len(left)
        self.result.waiting[lacking[0]] = self.result.waiting.get(lacking[0], 0) + len(left)
        return True

    def _decide(self, r: int, n: int, instance: Instance) -> None:
        rule = self.program["rules"][r]
        try:
            verdict, waiting = decide(instance, instance.env(self.sheet, rule["blank"], self.functions))
        except Exception as error:  # noqa: BLE001 - whatever a rule does, the others still run
            self.result.faults.append((rule["name"], rule["origin"], error))
            return
        if verdict == PASS:
            self.result.passed += 1
        elif verdict == NOT_APPLICABLE:
            self.result.not_applicable += 1
            if waiting is not None:
                self.result.waiting[waiting] = self.result.waiting.get(waiting, 0) + 1
        else:
            self.found.append((r, n, instance, verdict))


def decide(instance: Instance, env: Env) -> tuple[str, str | None]:
    """The verdict of one instance by the walk, and what it waits for, if it only waits.

    ``env.missing`` holds afterwards what made it unknown.
    """
    if instance.when is not None:
        applies = truth(instance.when, env)
        if applies is False:
            return NOT_APPLICABLE, None
        if applies is None:
            return _undecided_condition(instance.check, env)
        env.missing.clear()
    holds = truth(instance.check, env)
    if holds is None:
        return _undecided(env, env.blank)
    return (PASS if holds else FAIL), None


def _undecided_condition(check: Node, env: Env) -> tuple[str, str | None]:
    """The verdict where nobody can say whether the rule applies: where the check would only wait, it waits."""
    verdict, waits = _undecided(env, None)
    if verdict != UNKNOWN:
        return verdict, waits
    reasons = list(env.missing)
    env.missing.clear()
    if truth(check, env) is None:
        _, waits = _undecided(env, None)
    env.missing[:] = reasons
    return (UNKNOWN, None) if waits is None else (NOT_APPLICABLE, waits)


def _undecided(env: Env, policy: str | None) -> tuple[str, str | None]:
    reasons = [reason for reason, _ in env.missing]
    if NO_VALUE in reasons:
        return NOT_APPLICABLE, None
    for reason in reasons:
        if reason in NOT_GIVEN:
            return NOT_APPLICABLE, reason.kind
    if policy in (FAIL, NOT_APPLICABLE) and reasons and all(reason in (BLANK, NIL) for reason in reasons):
        return policy, None
    return UNKNOWN, None
