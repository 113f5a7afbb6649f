"""The linear equations over the cells of a report, of last year's and of its parts, as the rules state them.

Cells of several reports are numbered through: those of the report that is checked as the program's layout numbers
them, then those of the others, each by one layout further. All of them are laid out for the same program.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from compliance.engine.run import in_force
from compliance.engine.walk import Env, truth
from compliance.values import Exact, Missing, exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from compliance.engine.sheet import Sheet
    from compliance.program import Node, Program
    from compliance.values import Figure

    Cells = Callable[[Node], "list[int] | None"]
    """The numbers of the cells that a node stands for, one in each report; None where there is no such report."""


@dataclass(frozen=True, slots=True)
class Equation:
    """One instance of a rule that says ``Σ coefficient · cell = constant``.

    ``rule`` and ``place`` are those of the instance, ``report`` is the number of the report to which the rule is
    applied (0: the one that is checked). ``residual`` is what the left side exceeds the right by; None where a cell is
    missing and the equation says nothing. ``spans``: it reads cells of other reports than that one.
    """

    rule: int
    place: tuple[tuple[str, str], ...]
    coefficients: Mapping[int, int]
    residual: Figure | None
    report: int = 0
    spans: bool = False


class Reports:
    """A report with those that stand beside it, and their cells numbered through."""

    def __init__(self, sheet: Sheet) -> None:
        self.width = len(sheet.program["layout"])
        self.sheets = [sheet]
        self.previous: int | None = None
        self.parts: range | None = None
        if sheet.previous is not None:
            self.previous = len(self.sheets)
            self.sheets.append(sheet.previous)
        if sheet.subordinates is not None:
            self.parts = range(len(self.sheets), len(self.sheets) + len(sheet.subordinates))
            self.sheets += sheet.subordinates

    def place(self, number: int) -> tuple[int, int]:
        """The report in which a cell stands, and its number there."""
        return divmod(number, self.width)

    def value(self, number: int) -> Figure | Missing:
        """What a cell holds."""
        report, cell = self.place(number)
        return self.sheets[report].cells[cell]

    def cells(self, node: Node, report: int = 0) -> list[int] | None:
        """The cells that a node stands for in the rules of a report. Only the one that is checked has others beside
        it."""
        if node[0] == "c":
            return [report * self.width + node[1]]
        if report:
            return None
        if node[0] == "pc" and self.previous is not None:
            return [self.previous * self.width + node[1]]
        if node[0] == "parts" and node[1][0] == "c" and self.parts is not None:
            return [part * self.width + node[1][1] for part in self.parts]
        return None


def equations_of(program: Program, reports: Reports, report: int = 0) -> list[Equation]:
    """The equations that are in force for a report, with their residuals.

    An equation under a condition counts where the condition holds; inequalities and anything that is not linear in
    cells do not count. A blank that its rule reads as 0 is 0.

    :param report: Of those reports the one to which the rules are applied.
    """
    sheet = reports.sheets[report]
    year = sheet.properties.get("year")
    cells = partial(reports.cells, report=report)
    found = []
    for r, rule in enumerate(program["rules"]):
        if not in_force(rule, year):
            continue
        for place, when, check in rule["instances"]:
            linear = _equation(check, cells)
            if linear is None:
                continue
            if when is not None and truth(when, Env(sheet, rule["blank"])) is not True:
                continue
            coefficients, constant = linear
            residual = _residual(reports, rule["blank"], coefficients, constant)
            spans = any(reports.place(cell)[0] != report for cell in coefficients)
            found.append(Equation(r, place, coefficients, residual, report, spans))
    return found


def shares_of(equation: Equation, reports: Reports) -> dict[int, Figure]:
    """What the cells of each report add to the left side of an equation whose cells all hold figures."""
    shares: dict[int, Figure] = {}
    for cell, coefficient in equation.coefficients.items():
        report, place = reports.place(cell)
        held = reports.sheets[report].cells[place]
        if not isinstance(held, Missing):
            shares[report] = shares.get(report, 0) + held * coefficient
    return shares


def _residual(
    reports: Reports, blank: str | None, coefficients: Mapping[int, int], constant: Figure
) -> Figure | None:
    total: Figure = constant
    for cell, coefficient in coefficients.items():
        held = reports.value(cell)
        if isinstance(held, Missing):
            if blank == "zero" and held.kind in ("blank", "nil"):
                continue
            return None
        total = total + held * coefficient
    return total


def _equation(check: Node, cells: Cells) -> tuple[dict[int, int], Figure] | None:
    if check[0] != "=":
        return None
    left, right = _linear(check[1], cells), _linear(check[2], cells)
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


def _linear(node: Node, cells: Cells) -> _Linear | None:
    kind = node[0]
    if kind in ("c", "pc"):
        found = cells(node)
        return None if found is None else (dict.fromkeys(found, 1), 0)
    if kind == "n":
        return {}, node[1]
    if kind == "q":
        return {}, exact(node[1], node[2])
    if kind in ("+", "-"):
        left, right = _linear(node[1], cells), _linear(node[2], cells)
        if left is None or right is None:
            return None
        return _added(left, right, 1 if kind == "+" else -1)
    if kind == "*":
        left, right = _linear(node[1], cells), _linear(node[2], cells)
        if left is None or right is None or (left[0] and right[0]):
            return None
        return _scaled(left, right[1]) if left[0] else _scaled(right, left[1])
    if kind == "neg":
        of = _linear(node[1], cells)
        return None if of is None else _scaled(of, -1)
    if kind == "scale":
        of = _linear(node[1], cells)
        return None if of is None else _scaled(of, exact(node[2], node[3]))
    if kind == "f" and node[1] == "sum":
        return _sum(node[2], cells)
    return None


def _sum(arguments: Iterable[Node], cells: Cells) -> _Linear | None:
    coefficients: dict[int, Figure] = {}
    constant: Figure = 0
    for argument in arguments:
        of = _addend(argument, cells)
        if of is None:
            return None
        for cell, coefficient in of[0].items():
            coefficients[cell] = coefficients.get(cell, 0) + coefficient
        constant = constant + of[1]
    return coefficients, constant


def _addend(argument: Node, cells: Cells) -> _Linear | None:
    if argument[0] == "many":
        return _sum(argument[1:], cells)
    if argument[0] == "parts":
        found = cells(argument)
        return None if found is None else (dict.fromkeys(found, 1), 0)
    return _linear(argument, cells)
