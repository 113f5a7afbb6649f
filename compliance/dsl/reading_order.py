"""Where in the report a rule speaks: results are told in the order in which the report is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from compliance.dsl.layout import Layout
from compliance.form import Form
from compliance.program import nodes_in

if TYPE_CHECKING:
    from compliance.program import Node

_HEADER = ("report_title", "agency", "period_start", "period_end", "preface", "edition")


def place_in_report(rule: Mapping[str, Any], form: Form, layout: Layout) -> int:
    """Where in the report a rule speaks first: its head, the structure, the first part that it reads, or behind all.

    Rules of one place keep the order of their files.
    """
    numbers = [heading.number for heading in form.headings]
    section_of = {table.name: table.section for table in form.tables}
    places = []
    for node in nodes_in(first_conditions(rule)[1]):
        kind = node[0]
        if kind == "sec" or (kind == "prop" and node[1] in _HEADER):
            places.append(0)
        elif kind == "text" and node[1] in numbers:
            places.append(1 + numbers.index(node[1]))
        elif kind in ("c", "row", "rows"):
            table = layout.cells[node[1]][0] if kind == "c" else node[1]
            section = section_of.get(table)
            if section in numbers:
                places.append(1 + numbers.index(section))
    if rule["each"] == "mention":
        places = []
    return min(places, default=len(numbers) + 1)


def first_conditions(rule: Mapping[str, Any]) -> tuple[Node | None, Node]:
    """Condition and check of one instance of a rule: they are alike in all."""
    if rule["template"] is not None:
        found: tuple[Node | None, Node] = rule["template"]
        return found
    _, when, check = (*rule["instances"], *rule.get("open_cells", ()))[0]
    return when, check
