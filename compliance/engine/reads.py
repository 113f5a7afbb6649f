"""Which cells a condition reads, and which of those that a figure is made of are missing.

Used only for what did not pass, so nothing here has to be quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.engine.walk import Env, should_be, value
from compliance.program import children
from compliance.values import ABSENT, Missing

if TYPE_CHECKING:
    from compliance.engine.sheet import Sheet
    from compliance.program import Node

    # The kind of the node, the sheet that holds the cell (None: there is no such report), and where it is there:
    # its number in the layout, or table, row and column of an open row.
    CellRead = tuple[str, Sheet | None, int | tuple[str, str, str]]

CELLS = ("c", "pc", "row", "prow")
"""The kinds of nodes that are one cell."""
TEXTS = ("prop", "pprop", "text", "ptext", "sec", "psec")
"""The kinds of nodes that are a text or a date of the report."""


def cell_refs(node: Node, env: Env) -> list[CellRead]:
    """The cells that a condition reads, in order, each once."""
    found: list[CellRead] = []
    for one in _cell_refs(node, env):
        if one not in found:
            found.append(one)
    return found


def _cell_refs(node: Node, env: Env) -> list[CellRead]:
    kind = node[0]
    if kind == "c":
        return [("c", env.sheet, node[1])]
    if kind == "pc":
        return [("pc", env.sheet.previous, node[1])]
    if kind in ("row", "prow"):
        return [(kind, env.sheet if kind == "row" else env.sheet.previous, (node[1], env.row, node[2]))]
    if kind == "rows":
        rows = env.sheet.open_rows.get(node[1], {})
        return [("row", env.sheet, (node[1], row, node[2])) for row in rows]
    if kind == "parts":
        return [
            ("part", sheet, ref)
            for sheet in env.sheet.subordinates or ()
            for _, _, ref in _cell_refs(node[1], env)
        ]
    if kind == "should":
        return _cell_refs(should_be(env), env)
    if kind == "pshould":
        if env.sheet.previous is None:
            return []
        previous = env.at(env.sheet.previous)
        own = _cell_refs(should_be(previous), previous)
        return [("pc" if read == "c" else read, sheet, place) for read, sheet, place in own]
    if kind == "hole":
        held = env.mention.holes[node[1]]
        return _cell_refs(held, env) if isinstance(held, tuple) else []
    return [ref for inner in children(node) for ref in _cell_refs(inner, env)]


def missing_cells(node: Node, env: Env) -> list[tuple[Missing, Node]]:
    """What is missing inside a value, in order: cells, figures of a phrase, texts and dates of the report. Not what
    is worked out of them: who has to find something must be told its name and not a formula. What a part lacks is
    ``("of", whose, node)``, and a part that is not there at all is ``("report", whose)``."""
    kind = node[0]
    if kind == "rd":  # a day of the report's year
        node, kind = ("prop", "year"), "prop"
    if kind in CELLS or kind in TEXTS or kind == "hole":
        found = value(node, env)
        return [(found, node)] if isinstance(found, Missing) else []
    if kind == "should":
        return missing_cells(should_be(env), env)
    if kind == "pshould":
        previous = None if env.sheet.previous is None else env.at(env.sheet.previous)
        return [] if previous is None else missing_cells(should_be(previous), previous)
    if kind == "parts":
        return [
            missing
            for sheet in env.sheet.subordinates or ()
            for missing in _missing_in(sheet, node[1], env.at(sheet))
        ]
    children: list[Node] = []
    if kind in ("+", "-", "*", "/", "days", "later"):
        children = [node[1], node[2]]
    elif kind in ("neg", "scale"):
        children = [node[1]]
    elif kind == "f":
        children = [item for argument in node[2] for item in items(argument)]
    return [
        missing for child in children if isinstance(child[0], str) for missing in missing_cells(child, env)
    ]


def _missing_in(part: Sheet, node: Node, env: Env) -> list[tuple[Missing, Node]]:
    if not part.is_there:
        return [(ABSENT, ("report", part.whose))]
    return [(why, ("of", part.whose, of)) for why, of in missing_cells(node, env)]


def items(argument: Node) -> list[Node]:
    """The nodes that an argument of a function stands for: those of a group, else itself."""
    if argument[0] == "pattern":
        return []
    return [item for inner in argument[1:] for item in items(inner)] if argument[0] == "many" else [argument]
