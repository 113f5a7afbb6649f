"""设定: values that local rule sets give to the settings of others, only in the direction that the setting allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from compliance.dsl import tree
from compliance.dsl.expressions import Lowering
from compliance.dsl.form import did_you_mean
from compliance.dsl.layout import Layout
from compliance.dsl.local import Changes
from compliance.dsl.names import SettingOf
from compliance.dsl.rulesets import RuleSet
from compliance.dsl.settings import setting_values
from compliance.dsl.terms import Place, figure_node
from compliance.dsl.types import Type
from compliance.errors import Position
from compliance.messages import Message
from compliance.values import exact, to_decimal

if TYPE_CHECKING:
    from compliance.program import Node


class LocalValues:
    """Sets local values: they count for all *sets* that know the setting."""

    def __init__(self, sets: Sequence[RuleSet], changes: Changes) -> None:
        self.sets = sets
        self.changes = changes
        self.pointer = changes.pointer

    def apply(self, rule_set: RuleSet, layout: Layout) -> None:
        """The local values of one rule set; those that are refused are told."""
        for item in rule_set.items(tree.Set):
            name = item.name.name
            if not self.changes.has_reason(item.clauses, rule_set, item.at, "SET"):
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
            first = self.changes.by_name[setting.origin].name
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
