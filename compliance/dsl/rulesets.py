"""Rule sets as they were parsed, and who builds on whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from compliance.dsl import tree
from compliance.dsl.form import did_you_mean
from compliance.dsl.names import World
from compliance.dsl.nouns import Noun
from compliance.dsl.pointing import Pointer
from compliance.messages import Message

Item = TypeVar("Item", bound=Noun)


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


def in_order(sets: Sequence[RuleSet], pointer: Pointer) -> list[RuleSet]:
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
