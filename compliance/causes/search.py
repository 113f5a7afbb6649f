"""The smallest sets of cells whose change makes every equation hold.

One cell in closed form: it must stand in exactly the failing equations and ask for the same change in each. Up to
three by depth-first search on the residuals: one cell of the failing equation with the fewest cells must change, by
an amount that mends one of its failing equations. Beyond that, structured slips (two cells exchanged, a row shifted,
a figure split over two cells) are tried as wholes, for there the smallest repair is by nature not the true one.

The search is not complete: it misses a set in which a wrong cell shares each of its failing equations with another
wrong one. "Best found", never "proved smallest"; :mod:`compliance.causes.solver` proves, if asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from compliance.causes.slips import COSTS, cost_of, slip_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

DEEPEST = 3
"""How many unrelated cells the search changes at most."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A set of cells with the values that would make everything hold, the slip that explains it as a whole (or None),
    and what it costs to believe it."""

    changes: tuple[tuple[int, int], ...]
    slip: str | None
    cost: float


@dataclass(frozen=True, slots=True)
class Trust:
    """How much the inner cells and the totals are trusted: factors on the cost of believing one of them wrong.

    Totals that come out of a program deserve more than what is typed, totals that are added up by hand less.
    """

    cells: float = 1.0
    totals: float = 1.0


@dataclass
class System:
    """Equations with residuals over whole, non-negative cells.

    :param values: The cells that may be changed, with what they hold.
    :param equations: Coefficients by cell, for the equations whose cells are all known.
    :param residuals: What each equation is off by.
    :param blanks: Which of the cells hold no figure, and 0 only because the rules of these equations read it so.
    """

    values: Mapping[int, int]
    equations: Sequence[Mapping[int, int]]
    residuals: Sequence[int]
    trust: Trust = field(default_factory=Trust)
    blanks: Collection[int] = frozenset()

    def __post_init__(self) -> None:
        """Look up once which equations a cell stands in, and which cells are totals: alone on their side of one."""
        self.totals: set[int] = set()
        self.uses: dict[int, list[tuple[int, int]]] = {cell: [] for cell in self.values}
        for e, coefficients in enumerate(self.equations):
            for cell, coefficient in coefficients.items():
                if cell in self.uses:
                    self.uses[cell].append((e, coefficient))
            for side in (1, -1):
                alone = [cell for cell, coefficient in coefficients.items() if coefficient * side > 0]
                if len(alone) == 1 and len(coefficients) > 2:
                    self.totals.update(alone)

    def components(self) -> list[list[int]]:
        """The failing equations in groups that share no cell: faults that have nothing to do with each other."""
        failing = [e for e, residual in enumerate(self.residuals) if residual]
        groups: list[tuple[set[int], list[int]]] = []
        for e in failing:
            cells = set(self.equations[e])
            equations = [e]
            apart = []
            for known_cells, known in groups:
                if known_cells & cells:
                    cells |= known_cells
                    equations = known + equations
                else:
                    apart.append((known_cells, known))
            groups = [*apart, (cells, equations)]
        return [sorted(equations) for _, equations in sorted(groups, key=lambda g: min(g[1]))]

    def after(self, changes: Sequence[tuple[int, int]]) -> list[int]:
        """The residuals with these cells changed."""
        new = list(self.residuals)
        for cell, value in changes:
            for e, coefficient in self.uses[cell]:
                new[e] += coefficient * (value - self.values[cell])
        return new

    def cost(self, changes: Sequence[tuple[int, int]], slip: str | None) -> float:
        """What it costs to believe that these cells are wrong."""
        if slip is not None and len(changes) > 1:
            return COSTS[slip]
        return sum(
            cost_of(self.slip(cell, value), self.values[cell])
            * (self.trust.totals if cell in self.totals else self.trust.cells)
            for cell, value in changes
        )

    def slip(self, cell: int, meant: int) -> str | None:
        """The slip that made a cell hold what it holds: a blank was not filled in, a total at 0 not worked out."""
        if cell in self.blanks:
            return "blank"
        if cell in self.totals and self.values[cell] == 0:
            return "total"
        return slip_of(self.values[cell], meant)


def one_cell(system: System, failing: Sequence[int]) -> Iterator[tuple[tuple[int, int], ...]]:
    """The single cells that mend all of *failing* and touch nothing else."""
    wanted = list(failing)
    for cell in system.equations[wanted[0]]:
        uses = system.uses.get(cell)
        if uses is None or [e for e, _ in uses] != wanted:
            continue
        coefficient = uses[0][1]
        if system.residuals[wanted[0]] % coefficient:
            continue
        delta = -system.residuals[wanted[0]] // coefficient
        value = system.values[cell] + delta
        if value >= 0 and all(c * delta == -system.residuals[e] for e, c in uses):
            yield ((cell, value),)


def several_cells(
    system: System, failing: Sequence[int], depth: int, deadline: float
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Sets of up to *depth* cells that mend all of *failing*. :raises TimeoutError: The time is up."""
    residuals = {e: system.residuals[e] for e in failing}
    yield from _deeper(system, residuals, depth, frozenset(), deadline)


def _deeper(
    system: System, residuals: dict[int, int], depth: int, used: frozenset[int], deadline: float
) -> Iterator[tuple[tuple[int, int], ...]]:
    if not residuals:
        yield ()
        return
    if depth == 0 or len(residuals) > 4 * depth:
        return
    if monotonic() > deadline:
        raise TimeoutError
    narrowest = min(residuals, key=lambda e: len(system.equations[e]))
    for cell in system.equations[narrowest]:
        uses = system.uses.get(cell)
        if uses is None or cell in used:
            continue
        deltas = {-residuals[e] // c for e, c in uses if e in residuals and residuals[e] % c == 0}
        for delta in sorted(deltas, key=abs):
            value = system.values[cell] + delta
            if value < 0 or delta == 0:
                continue
            left = dict(residuals)
            for e, c in uses:
                off = left.get(e, 0) + c * delta
                if off:
                    left[e] = off
                else:
                    left.pop(e, None)
            for rest in _deeper(system, left, depth - 1, used | {cell}, deadline):
                yield ((cell, value), *rest)


def exchanged(
    system: System, failing: Sequence[int], neighbours: Mapping[int, Sequence[int]]
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Two neighbouring cells that were written for each other."""
    near = {cell for e in failing for cell in system.equations[e] if cell in system.values}
    for cell in sorted(near):
        for other in neighbours.get(cell, ()):
            if other not in system.values or (other in near and other < cell):
                continue
            if system.values[cell] == system.values[other]:
                continue
            changes = ((cell, system.values[other]), (other, system.values[cell]))
            if _mends(system, failing, changes):
                yield changes


def moved_rows(
    system: System, failing: Sequence[int], rows: Sequence[Sequence[int]]
) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """Rows that were shifted by one cell, or into which one figure was split; the cell that fell out is worked out."""
    near = {cell for e in failing for cell in system.equations[e]}
    loose = {cell for e, residual in enumerate(system.residuals) if residual for cell in system.equations[e]}
    for row in rows:
        if near.isdisjoint(row) or any(cell not in system.values for cell in row):
            continue
        held = [system.values[cell] for cell in row]
        for slip, meant in _hypotheses(held):
            gap = meant.index(None)
            moved = (c for c, v, old in zip(row, meant, held, strict=True) if v is not None and v != old)
            if any(cell not in loose and _is_held(system, cell, row) for cell in moved):
                continue
            lost = _solved(system, failing, row, meant, gap)
            if lost is None:
                continue
            told = [lost if value is None else value for value in meant]
            changes = tuple((c, v) for c, v, old in zip(row, told, held, strict=True) if v != old)
            # The cell that fell out makes one equation hold whatever happened: only a second one is a witness.
            if len(changes) > 1 and len(failing) > 1 and _mends(system, failing, changes):
                yield slip, changes


def _is_held(system: System, cell: int, row: Sequence[int]) -> bool:
    """Whether an equation knows this cell of the row and no other: nothing in the row could make up for a change."""
    return any(sum(1 for other in row if other in system.equations[e]) == 1 for e, _ in system.uses[cell])


def _hypotheses(held: list[int]) -> Iterator[tuple[str, list[int | None]]]:
    yield "shifted", [*held[1:], None]
    yield "shifted", [None, *held[:-1]]
    for i in range(len(held) - 1):
        if held[i] > 0 and held[i + 1] >= 0:
            joined = int(f"{held[i]}{held[i + 1]}")
            yield "split", [*held[:i], joined, *held[i + 2 :], None]


def _solved(
    system: System, failing: Sequence[int], row: Sequence[int], meant: Sequence[int | None], gap: int
) -> int | None:
    """The value of the cell that fell out, from the first equation that it stands in."""
    if not system.uses[row[gap]]:
        return None
    e, coefficient = system.uses[row[gap]][0]
    terms = system.equations[e]
    # Of all residuals only this one is needed: a table has some two hundred of these hypotheses.
    residual = system.residuals[e] + sum(
        terms.get(cell, 0) * (value - system.values[cell])
        for cell, value in zip(row, meant, strict=True)
        if value is not None
    )
    if residual % coefficient:
        return None
    value = system.values[row[gap]] - residual // coefficient
    return value if value >= 0 else None


def _mends(system: System, failing: Sequence[int], changes: Sequence[tuple[int, int]]) -> bool:
    """Whether the change mends all of *failing* and breaks nothing that held; other failing ones are left alone."""
    moved: dict[int, int] = {}
    for cell, value in changes:
        for e, coefficient in system.uses[cell]:
            moved[e] = moved.get(e, 0) + coefficient * (value - system.values[cell])
    return all(system.residuals[e] + moved.get(e, 0) == 0 for e in failing) and not any(
        amount for e, amount in moved.items() if not system.residuals[e]
    )
