"""The causes of one report's failing equations: grouped, ranked, told with their slips and alternatives."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from time import monotonic
from typing import TYPE_CHECKING

from compliance.causes.linear import equations_of
from compliance.causes.search import DEEPEST, Repair, System, exchanged, moved_rows, one_cell, several_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compliance.causes.linear import Equation
    from compliance.engine.sheet import Sheet
    from compliance.program import Program

SECONDS = 0.25
"""How long the search for one cause may take. After that nothing is said rather than guessed."""
MOST_ALTERNATIVES = 5
MOST_BRIDGED = 12
"""Of how many groups of failing equations each pair is looked at."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell, what it holds, and what it would have to hold."""

    cell: int
    value: int
    suggested: int


@dataclass(frozen=True, slots=True)
class Cause:
    """Why some equations fail.

    ``equations`` are the failing ones that it explains. ``changes`` is the likeliest set, empty if none was found;
    ``slip`` names how it came about, None if no known slip explains it; ``alternatives`` are other sets, likeliest
    first. ``one_of`` counts the sets that are as small, this one included: 1 is unique, else likelihood decided.
    ``timed_out``: the search was given up.
    """

    equations: tuple[Equation, ...]
    changes: tuple[Change, ...]
    slip: str | None
    alternatives: tuple[tuple[tuple[Change, ...], str | None], ...]
    one_of: int
    timed_out: bool


def find_causes(
    program: Program, sheet: Sheet, *, seconds: float = SECONDS, weights: Mapping[int, float] | None = None
) -> list[Cause]:
    """The causes of the failing equations of a report, in the order of the report.

    :param seconds: How long the search may take for each cause.
    :param weights: Cell → factor on the cost of believing it wrong.
    """
    equations = [e for e in equations_of(program, sheet) if isinstance(e.residual, int)]
    if not any(e.residual for e in equations):
        return []
    values = {i: held for i, held in enumerate(sheet.cells) if isinstance(held, int)}
    residuals = [e.residual for e in equations if isinstance(e.residual, int)]
    system = System(values, [e.coefficients for e in equations], residuals, weights or {})
    finder = _Finder(system, equations, *_shape(program), seconds)
    found = [cause for failing in finder.bridged(system.components()) for cause in finder.causes(failing)]
    return finder.joined(found)


class _Finder:
    """Finds the causes of groups of failing equations of one report."""

    def __init__(
        self,
        system: System,
        equations: Sequence[Equation],
        rows: Sequence[Sequence[int]],
        neighbours: Mapping[int, Sequence[int]],
        seconds: float,
    ) -> None:
        self.system = system
        self.equations = equations
        self.rows = rows
        self.neighbours = neighbours
        self.seconds = seconds

    def causes(self, failing: list[int]) -> list[Cause]:
        """The causes of these failing equations: one, or several where the repair falls apart."""
        repairs, timed_out = self._repairs(failing)
        explained = tuple(self.equations[e] for e in failing)
        if not repairs:
            return [Cause(explained, (), None, (), 0, timed_out)]
        best = repairs[0]
        independent = _independent(self.system, failing, best)
        if len(independent) > 1:
            return [cause for part in independent for cause in self.causes(part)]
        as_small = sum(1 for repair in repairs if len(repair.changes) == len(best.changes))
        others = tuple(
            (_changes(self.system, repair), repair.slip) for repair in repairs[1 : MOST_ALTERNATIVES + 1]
        )
        return [Cause(explained, _changes(self.system, best), best.slip, others, as_small, timed_out)]

    def bridged(self, components: list[list[int]]) -> list[list[int]]:
        """Groups of failing equations, put together where two cells exchanged explain both: the row that they stand in
        holds, and the two columns share no cell."""
        groups = list(components)
        for one, other in combinations(components[:MOST_BRIDGED], 2):
            both = sorted(one + other)
            if one in groups and other in groups and any(exchanged(self.system, both, self.neighbours)):
                groups = sorted([*(g for g in groups if g not in (one, other)), both])
        return groups

    def joined(self, found: list[Cause]) -> list[Cause]:
        """The causes again, where groups for which nothing was found are tried together: two slips of the same amount
        in one column cancel out in it, and their rows share no cell."""
        unexplained = [cause for cause in found if not cause.changes]
        if len(unexplained) < 2:
            return found
        index = {id(equation): e for e, equation in enumerate(self.equations)}
        together = self.causes(sorted(index[id(e)] for cause in unexplained for e in cause.equations))
        if not all(cause.changes for cause in together):
            return found
        rest = [cause for cause in found if cause.changes] + together
        return sorted(rest, key=lambda cause: min(index[id(e)] for e in cause.equations))

    def _repairs(self, failing: list[int]) -> tuple[list[Repair], bool]:
        """All repairs that were found, likeliest first, and whether the search was given up."""
        found: dict[tuple[tuple[int, int], ...], Repair] = {}

        def add(changes: tuple[tuple[int, int], ...], slip: str | None) -> None:
            key = tuple(sorted(changes))
            slip = slip or self._slip(key)
            repair = Repair(key, slip, self.system.cost(key, slip))
            if key not in found or repair.cost < found[key].cost:
                found[key] = repair

        for changes in one_cell(self.system, failing):
            add(changes, None)
        for changes in exchanged(self.system, failing, self.neighbours):
            add(changes, "exchanged")
        for slip, changes in moved_rows(self.system, failing, self.rows):
            add(changes, slip)
        timed_out = False
        deadline = monotonic() + self.seconds
        depth = 2
        while not found and depth <= DEEPEST and not timed_out:
            try:
                for changes in several_cells(self.system, failing, depth, deadline):
                    add(changes, None)
            except TimeoutError:
                timed_out = True
            depth += 1
        return sorted(found.values(), key=lambda r: (r.cost, len(r.changes), r.changes)), timed_out

    def _slip(self, changes: tuple[tuple[int, int], ...]) -> str | None:
        """The one slip behind a whole set of changes, if there is one."""
        held = self.system.values
        if len(changes) == 1:
            return self.system.slip(*changes[0])
        if len(changes) == 2:
            (a, new_a), (b, new_b) = changes
            if b in self.neighbours.get(a, ()) and new_a - held[a] == held[b] - new_b:
                return "neighbour"
        return None


def _independent(system: System, failing: list[int], repair: Repair) -> list[list[int]]:
    """The failing equations in groups that share no changed cell: two slips in one table are two causes."""
    if repair.slip is not None:
        return [failing]
    groups: list[set[int]] = []
    for cell, _ in repair.changes:
        touched = {e for e, _ in system.uses[cell]}
        apart = [group for group in groups if group.isdisjoint(touched)]
        for group in groups:
            if not group.isdisjoint(touched):
                touched |= group
        groups = [*apart, touched]
    parts = [sorted(group & set(failing)) for group in groups]
    return sorted(part for part in parts if part)


def _changes(system: System, repair: Repair) -> tuple[Change, ...]:
    return tuple(Change(cell, system.values[cell], value) for cell, value in repair.changes)


def _shape(program: Program) -> tuple[list[list[int]], dict[int, list[int]]]:
    """The printed rows of the form, and for each cell its neighbours in row and column."""
    by_row: dict[tuple[str, str], list[int]] = {}
    by_column: dict[tuple[str, str], list[int]] = {}
    for i, (table, row, column) in enumerate(program["layout"]):
        by_row.setdefault((table, row), []).append(i)
        by_column.setdefault((table, column), []).append(i)
    neighbours: dict[int, list[int]] = {}
    for line in [*by_row.values(), *by_column.values()]:
        for a, b in pairwise(line):
            neighbours.setdefault(a, []).append(b)
            neighbours.setdefault(b, []).append(a)
    return list(by_row.values()), neighbours
