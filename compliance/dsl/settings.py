"""Settings of a rule set: their type and value, or one value for each text of a property."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from compliance.dsl import tree
from compliance.dsl.expressions import Lowering
from compliance.dsl.form import Declared, did_you_mean
from compliance.dsl.layout import Layout
from compliance.dsl.names import PROPERTIES, SettingOf, World
from compliance.dsl.terms import Place
from compliance.dsl.types import TEXT, Type

if TYPE_CHECKING:
    from compliance.program import Node


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
