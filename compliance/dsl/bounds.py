"""Conditions that can never hold, found without a report: ``x > 0 且 x = 0``.

Only what is certain is said. Comparisons are brought to linear inequalities over whatever they compare (a cell, a sum,
a date, each taken as one unknown figure), and unknowns are eliminated one after another; what is left are
inequalities between numbers. Texts are held against the values that they may have. All else is taken to be possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from compliance.values import exact, normalise

if TYPE_CHECKING:
    from compliance.program import Node
    from compliance.values import Figure

    Sum = dict[Node, Figure]
    Inequality = tuple[Sum, bool]
    """A sum that is at least 0, or (True) more than 0. Under the key of :data:`ONE` stands the number."""

ONE: Node = ()
MAX_INEQUALITIES = 200
MAX_UNEQUAL = 4

_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<", "t=": "t!=", "t!=": "t="}


def never_holds(condition: Node) -> bool:
    """Whether no report can make this condition true."""
    parts = list(_conjuncts(condition))
    return _texts_clash(parts) or _figures_clash(parts)


def _conjuncts(node: Node) -> Iterator[Node]:
    """The conditions that must all hold."""
    kind = node[0]
    if kind == "and":
        for inner in node[1:]:
            yield from _conjuncts(inner)
    elif kind == "chain":
        yield from zip(node[1], node[2], node[2][1:], strict=False)
    elif kind == "not" and node[1][0] in _OPPOSITE:
        yield (_OPPOSITE[node[1][0]], *node[1][1:])
    elif kind == "not" and node[1][0] == "or":
        for inner in node[1][1:]:
            yield from _conjuncts(("not", inner))
    else:
        yield node


# ── texts ─────────────────────────────────────────────────────────────────────


def _texts_clash(parts: list[Node]) -> bool:
    allowed: dict[Node, set[str]] = {}
    excluded: dict[Node, set[str]] = {}
    for part in parts:
        if part[0] in ("t=", "t!=") and part[2][0] == "s":
            said = {normalise(part[2][1])}
        elif part[0] == "in" and (not part[2] or part[2][0] != "sec"):
            said = {normalise(text) for text in part[2]}
        else:
            continue
        if part[0] == "t!=":
            excluded.setdefault(part[1], set()).update(said)
        else:
            allowed[part[1]] = allowed.get(part[1], said) & said
    return any(not texts - excluded.get(node, set()) for node, texts in allowed.items())


# ── figures ───────────────────────────────────────────────────────────────────


def _figures_clash(parts: list[Node]) -> bool:
    known: list[Inequality] = []
    unequal: list[Sum] = []
    for part in parts:
        if part[0] in ("=", "!=", "<", "<=", ">", ">="):
            difference = _minus(_linear(part[1]), _linear(part[2]))
            if part[0] in ("=", "!=") and any(node and node[0] in ("hole", "should") for node in difference):
                continue  # 1.2万件 equals whatever may be printed so: 12000 and 12100
            if part[0] == "!=":
                unequal.append(difference)
            else:
                known += _inequalities(part[0], difference)
    return _impossible(known, unequal[:MAX_UNEQUAL])


def _impossible(known: list[Inequality], unequal: list[Sum]) -> bool:
    if not unequal:
        return _eliminated(known)
    first, *rest = unequal
    return _impossible([*known, (first, True)], rest) and _impossible(
        [*known, (_times(first, -1), True)], rest
    )


def _inequalities(operator: str, difference: Sum) -> list[Inequality]:
    opposite = _times(difference, -1)
    if operator == "=":
        return [(difference, False), (opposite, False)]
    strict = operator in ("<", ">")
    return [(difference if operator in (">", ">=") else opposite, strict)]


def _eliminated(known: list[Inequality]) -> bool:
    """Fourier and Motzkin: take out one unknown after the other; whether a contradiction between numbers is left."""
    while True:
        unknown = next((node for total, _ in known for node in total if node != ONE), None)
        if unknown is None:
            return any(_is_false(total.get(ONE, 0), strict) for total, strict in known)
        below = [(t, s) for t, s in known if t.get(unknown, 0) > 0]
        above = [(t, s) for t, s in known if t.get(unknown, 0) < 0]
        known = [(t, s) for t, s in known if not t.get(unknown, 0)]
        known += [
            (_minus(_times(low, -high[unknown]), _times(high, -low[unknown])), strict_low or strict_high)
            for low, strict_low in below
            for high, strict_high in above
        ]
        if len(known) > MAX_INEQUALITIES:
            return False


def _is_false(number: Figure, strict: bool) -> bool:
    return number < 0 or (strict and number == 0)


def _linear(node: Node) -> Sum:
    kind = node[0]
    if kind == "n":
        return _clean({ONE: node[1]})
    if kind in ("q", "%"):
        return _clean({ONE: exact(node[1], node[2])})
    if kind == "d":
        from datetime import date

        return {ONE: date.fromisoformat(node[1]).toordinal()}
    if kind == "neg":
        return _times(_linear(node[1]), -1)
    if kind == "+":
        return _minus(_linear(node[1]), _times(_linear(node[2]), -1))
    if kind == "-":
        return _minus(_linear(node[1]), _linear(node[2]))
    if kind == "scale":
        return _times(_linear(node[1]), exact(node[2], node[3]))
    if kind == "*":
        left, right = _linear(node[1]), _linear(node[2])
        if set(left) <= {ONE}:
            return _times(right, left.get(ONE, 0))
        if set(right) <= {ONE}:
            return _times(left, right.get(ONE, 0))
    return {node: 1}


def _minus(a: Sum, b: Sum) -> Sum:
    return _clean({node: a.get(node, 0) - b.get(node, 0) for node in {**a, **b}})


def _times(a: Sum, factor: Figure) -> Sum:
    return _clean({node: value * factor for node, value in a.items()})


def _clean(a: Sum) -> Sum:
    return {node: value for node, value in a.items() if value}
