"""What local rule sets change in the rules of others, and what is refused: a change raises, narrows down, or suspends.

Each has its law and its reason, no two may change the same thing, and all are written down for the results.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.dsl import tree
from compliance.dsl.form import Declared, did_you_mean, year_of
from compliance.dsl.lower import citations
from compliance.dsl.pointing import Pointer
from compliance.dsl.rulesets import RuleSet
from compliance.errors import Position
from compliance.messages import Message

_SEVERITIES = ("note", "warning", "error")
_CLAUSES = {
    "ADJUST": {"CITES", "BECAUSE", "WHEN", "FROM", "TO"},
    "SUSPEND": {"CITES", "BECAUSE"},
    "SET": {"CITES", "BECAUSE"},
}
"""The clauses that a change may have."""


class Changes:
    """What local rule sets change, by what they change, and which of them does.

    ``by_edition`` is what an edition of the form changes in the rules of the one that it replaces.
    """

    def __init__(self, by_name: Mapping[str, RuleSet], pointer: Pointer) -> None:
        self.by_name = by_name
        self.pointer = pointer
        self.written: list[tuple[Any, ...]] = []
        self.adjusted: dict[str, tuple[RuleSet, tree.Adjust]] = {}
        self.suspended: dict[str, tuple[RuleSet, tree.Suspend]] = {}
        self.by_edition: dict[str, tuple[RuleSet, tree.Adjust]] = {}
        self.declared = Declared(pointer)
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

    def has_reason(self, clauses: tree.Clauses, rule_set: RuleSet, at: Position, word: str) -> bool:
        """Whether a change has law and reason, and only the clauses that it may have."""
        before = len(self.pointer)
        if not clauses.cites:
            self.pointer.wrong(at, "rules.change-without-law")
        if clauses.because is None:
            self.pointer.wrong(at, "rules.change-without-reason")
        for token, place in clauses.places:
            if token not in _CLAUSES[word]:
                self.pointer.wrong(place, f"rules.not-in-{word.lower()}")
        citations(clauses.cites, rule_set.world, self.pointer)
        return len(self.pointer) == before

    def gather(
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
            elif not self.has_reason(item.clauses, rule_set, item.at, word):
                continue
            elif isinstance(item, tree.Adjust) and rule_set.replaces is not None:
                if item.clauses.when:
                    self.pointer.wrong(item.clauses.when[0].at, "rules.edition-restricts")
                elif self.declared.first("adjustment", name, at):
                    self.by_edition[name] = rule_set, item
            elif self.first(("rule", name), rule_set, at):
                if isinstance(item, tree.Adjust):
                    self.adjusted[name] = rule_set, item
                elif severities[name] == "error":
                    self.pointer.wrong(at, "rules.suspend-error", name=name)
                else:
                    self.suspended[name] = rule_set, item
                    self.write("suspend", name, rule_set, item.clauses)

    def adjust(self, made: dict[str, Any], by: RuleSet, item: tree.Adjust) -> None:
        """调整 of one rule: only upwards, only narrower."""
        name, clauses = made["name"], item.clauses
        before = len(self.written)
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
                self.write("raise", name, by, clauses, (made["severity"], item.severity))
                made["severity"] = item.severity
        self._adjust_years(made, by, item)
        added = tuple(
            cited
            for cited in citations(clauses.cites, by.world, self.pointer)
            if cited not in made["citations"]
        )
        made["citations"] += added
        if len(self.written) == before and not clauses.when and added:
            self.write("cite", name, by, clauses)

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
        self.write("years", made["name"], by, clauses, (made["since"], made["until"]))

    def _above(self, rule_set: RuleSet) -> list[RuleSet]:
        """The rule sets that one builds on, near and far."""
        found: list[RuleSet] = []
        for use in rule_set.uses:
            used = self.by_name[use.name.name]
            found += [used, *self._above(used)]
        return found
