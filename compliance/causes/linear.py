"""The linear equations over the cells of one report, as the rules state them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.engine.run import in_force
from compliance.engine.walk import Env, truth
from compliance.values import Exact, Missing, exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.engine.sheet import Sheet
    from compliance.program import Node, Program
    from compliance.values import Figure


@dataclass(frozen=True, slots=True)
class Equation:
    """One instance of a rule that says ``Σ coefficient · cell = constant``.

    ``rule`` and ``place`` are those of the instance. ``residual`` is what the left side exceeds the right by; None
    where a cell is missing and the equation says nothing.
    """

    rule: int
    place: tuple[tuple[str, str], ...]
    coefficients: Mapping[int, int]
    residual: Figure | None


def equations_of(program: Program, sheet: Sheet) -> list[Equation]:
    """The equations that are in force for this report, with their residuals.

    An equation under a condition counts where the condition holds; inequalities and anything that is not linear in
    this report's cells do not count. A blank that its rule reads as 0 is 0.
    """
    year = sheet.properties.get("year")
    found = []
    for r, rule in enumerate(program["rules"]):
        if not in_force(rule, year):
            continue
        for place, when, check in rule["instances"]:
            linear = _equation(check)
            if linear is None:
                continue
            if when is not None and truth(when, Env(sheet, rule["blank"])) is not True:
                continue
            coefficients, constant = linear
            found.append(
                Equation(r, place, coefficients, _residual(sheet, rule["blank"], coefficients, constant))
            )
    return found


def _residual(
    sheet: Sheet, blank: str | None, coefficients: Mapping[int, int], constant: Figure
) -> Figure | None:
    total: Figure = constant
    for cell, coefficient in coefficients.items():
        held = sheet.cells[cell]
        if isinstance(held, Missing):
            if blank == "zero" and held.kind in ("blank", "nil"):
                continue
            return None
        total = total + held * coefficient
    return total


def _equation(check: Node) -> tuple[dict[int, int], Figure] | None:
    if check[0] != "=":
        return None
    left, right = _linear(check[1]), _linear(check[2])
    if left is None or right is None:
        return None
    coefficients, constant = _added(left, right, -1)
    # Scaled to whole coefficients, so that amounts in different units meet exactly.
    denominator = 1
    for coefficient in coefficients.values():
        if isinstance(coefficient, Exact):
            denominator *= coefficient.d
    whole = {cell: c * denominator for cell, c in coefficients.items() if c != 0}
    if not whole or not all(isinstance(c, int) for c in whole.values()):
        return None
    return {cell: c for cell, c in whole.items() if isinstance(c, int)}, constant * denominator


_Linear = tuple[dict[int, "Figure"], "Figure"]


def _added(left: _Linear, right: _Linear, sign: int) -> _Linear:
    coefficients = dict(left[0])
    for cell, coefficient in right[0].items():
        coefficients[cell] = coefficients.get(cell, 0) + coefficient * sign
    return coefficients, left[1] + right[1] * sign


def _scaled(of: _Linear, factor: Figure) -> _Linear:
    return {cell: c * factor for cell, c in of[0].items()}, of[1] * factor


def _linear(node: Node) -> _Linear | None:
    kind = node[0]
    if kind == "c":
        return {node[1]: 1}, 0
    if kind == "n":
        return {}, node[1]
    if kind == "q":
        return {}, exact(node[1], node[2])
    if kind in ("+", "-"):
        left, right = _linear(node[1]), _linear(node[2])
        if left is None or right is None:
            return None
        return _added(left, right, 1 if kind == "+" else -1)
    if kind == "*":
        left, right = _linear(node[1]), _linear(node[2])
        if left is None or right is None or (left[0] and right[0]):
            return None
        return _scaled(left, right[1]) if left[0] else _scaled(right, left[1])
    if kind == "neg":
        of = _linear(node[1])
        return None if of is None else _scaled(of, -1)
    if kind == "scale":
        of = _linear(node[1])
        return None if of is None else _scaled(of, exact(node[2], node[3]))
    if kind == "f" and node[1] == "sum":
        return _sum(node[2])
    return None


def _sum(arguments: tuple[Node, ...]) -> _Linear | None:
    total: _Linear = ({}, 0)
    for argument in arguments:
        of = _sum(argument[1:]) if argument[0] == "many" else _linear(argument)
        if of is None:
            return None
        total = _added(total, of, 1)
    return total
