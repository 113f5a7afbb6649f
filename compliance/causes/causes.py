"""The causes of a report's failing equations: grouped, ranked, told with their slips and alternatives.

Where an equation fails that ties the report to last year's or to its parts, the wrong cell may stand in any of them.
Then their own equations take part: a cell of another report is named where that report contradicts itself there, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, pairwise
from time import monotonic
from typing import TYPE_CHECKING

from compliance.causes.linear import Reports, equations_of
from compliance.causes.search import (
    DEEPEST,
    Repair,
    System,
    Trust,
    exchanged,
    moved_rows,
    one_cell,
    several_cells,
)
from compliance.values import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compliance.causes.linear import Equation
    from compliance.engine.sheet import Sheet
    from compliance.program import Program

SECONDS = 0.25
"""How long the search for one cause may take. After that nothing is said rather than guessed."""
PROOF_SECONDS = 1.0
"""How long the solver may take. Seldom are so many cells wrong that it is asked, and then the drafter is at a loss."""
MOST_ALTERNATIVES = 5
MOST_SPANNING = 12
"""If more equations between reports fail than that, it is no matter of single cells: a whole report is missing, or is
another one."""
MOST_BRIDGED = 12
"""Of how many groups of failing equations each pair is looked at."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell (numbered as :mod:`compliance.causes.linear` does), what it holds (None: no figure), and what it would
    have to hold."""

    cell: int
    value: int | None
    suggested: int


@dataclass(frozen=True, slots=True)
class Cause:
    """Why some equations fail.

    ``equations`` are the failing ones that it explains. ``changes`` is the likeliest set, empty if none was found;
    ``slip`` names how it came about, None if no known slip explains it; ``alternatives`` are other sets, likeliest
    first. ``one_of`` counts the sets that are as small, this one included: 1 is unique, else likelihood decided; 0 if
    it is not known whether there are others. ``timed_out``: the search was given up.
    """

    equations: tuple[Equation, ...]
    changes: tuple[Change, ...]
    slip: str | None
    alternatives: tuple[tuple[tuple[Change, ...], str | None], ...]
    one_of: int
    timed_out: bool


def find_causes(
    program: Program,
    sheet: Sheet,
    *,
    seconds: float = SECONDS,
    trust: Trust | None = None,
    proof_seconds: float = 0.0,
) -> list[Cause]:
    """The causes of the failing equations of a report, in the order of the report.

    :param seconds: How long the search may take for each cause.
    :param trust: How much inner cells and totals are trusted; all alike if nothing else is said.
    :param proof_seconds: How long the solver, which has to be installed, may take for what the search does not find;
        without any time it is not asked.
    """
    reports = Reports(sheet)
    equations = [e for e in equations_of(program, reports) if isinstance(e.residual, int)]
    failing = [e for e in equations if e.residual]
    if not failing:
        return []
    search = partial(_found, program, reports, trust=trust or Trust(), seconds=seconds)
    tied = [e for e in failing if e.spans]
    alone = [e for e in equations if not (e.spans and e.residual)]
    if not tied or len(tied) > MOST_SPANNING:
        return search(alone, proof_seconds=proof_seconds)
    others = {reports.place(cell)[0] for e in tied for cell in e.coefficients} - {0}
    theirs = [e for other in sorted(others) for e in equations_of(program, reports, other)]
    together = search([*equations, *(e for e in theirs if isinstance(e.residual, int))])
    told = [cause for cause in together if _says_something(cause)]
    explained = {id(e) for cause in told for e in cause.equations}
    # That two reports do not agree may have a reason, and must not hide what is wrong within one of them.
    left = [e for e in alone if id(e) not in explained]
    told += search(left, proof_seconds=proof_seconds)
    order = {id(e): n for n, e in enumerate(equations)}
    return sorted(told, key=lambda cause: min(order[id(e)] for e in cause.equations if not e.report))


def _says_something(cause: Cause) -> bool:
    """Whether a cause says more than that two reports do not agree. That one of the cells of such an equation is wrong,
    in one report or the other, is seen by everybody; it takes the sums of one of them to tell which."""
    is_witnessed = any(e.report or not e.spans for e in cause.equations)
    return bool(cause.changes) and (is_witnessed or cause.one_of == 1)


def _found(
    program: Program,
    reports: Reports,
    equations: Sequence[Equation],
    *,
    trust: Trust,
    seconds: float,
    proof_seconds: float = 0.0,
) -> list[Cause]:
    """The causes of the failing ones among these equations, as far as the report that is checked has to do with
    them."""
    involved = {e.report for e in equations}
    values = {
        number: held
        for report in sorted(involved)
        for number, held in enumerate(reports.sheets[report].cells, report * reports.width)
        if isinstance(held, int)
    }
    read = {cell for e in equations for cell in e.coefficients}
    blanks = {cell for cell in read if isinstance(reports.value(cell), Missing)}
    values |= dict.fromkeys(blanks, 0)
    residuals = [e.residual for e in equations if isinstance(e.residual, int)]
    system = System(values, [e.coefficients for e in equations], residuals, trust, blanks)
    finder = _Finder(system, equations, _shape(program, involved), seconds, proof_seconds)
    ours = [failing for failing in system.components() if any(not equations[e].report for e in failing)]
    found = [cause for failing in finder.bridged(ours) for cause in finder.causes(failing)]
    found = finder.joined(found)
    return finder.solved(found) if proof_seconds else found


class _Finder:
    """Finds the causes of groups of failing equations of one report."""

    def __init__(
        self,
        system: System,
        equations: Sequence[Equation],
        shape: tuple[Sequence[Sequence[int]], Mapping[int, Sequence[int]]],
        seconds: float,
        proof_seconds: float,
    ) -> None:
        self.system = system
        self.equations = equations
        self.rows, self.neighbours = shape
        self.seconds = seconds
        self.proof_seconds = proof_seconds
        self._index = {id(equation): e for e, equation in enumerate(equations)}

    def causes(self, failing: list[int]) -> list[Cause]:
        """The causes of these failing equations: one, or several where the repair falls apart."""
        repairs, timed_out = self._repairs(failing)
        if not repairs:
            return [self._unexplained(failing, timed_out=timed_out)]
        independent = _independent(self.system, failing, repairs[0])
        if len(independent) > 1:
            return [cause for part in independent for cause in self.causes(part)]
        as_small = sum(1 for repair in repairs if len(repair.changes) == len(repairs[0].changes))
        return [self._cause(failing, repairs, as_small, timed_out=timed_out)]

    def _cause(
        self, failing: list[int], repairs: Sequence[Repair], one_of: int, *, timed_out: bool = False
    ) -> Cause:
        """The cause that repairs tell, likeliest first."""
        told = [(_changes(self.system, repair), repair.slip) for repair in repairs[: MOST_ALTERNATIVES + 1]]
        (changes, slip), *others = told
        return Cause(self._explained(failing), changes, slip, tuple(others), one_of, timed_out)

    def _unexplained(self, failing: list[int], *, timed_out: bool) -> Cause:
        return Cause(self._explained(failing), (), None, (), 0, timed_out)

    def _explained(self, failing: Sequence[int]) -> tuple[Equation, ...]:
        return tuple(self.equations[e] for e in failing)

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
        together = self.causes(self._failing(unexplained))
        if not all(cause.changes for cause in together):
            return found
        return self._in_order([cause for cause in found if cause.changes] + together)

    def solved(self, found: list[Cause]) -> list[Cause]:
        """The causes again, with those that the search did not find worked out by the solver, all of them together."""
        unexplained = [cause for cause in found if not cause.changes]
        if not unexplained:
            return found
        together = self._proved(self._failing(unexplained))
        if not any(cause.changes for cause in together):
            is_late = any(cause.timed_out for cause in together)
            return [replace(c, timed_out=c.timed_out or is_late) if not c.changes else c for c in found]
        return self._in_order([cause for cause in found if cause.changes] + together)

    def _proved(self, failing: list[int]) -> list[Cause]:
        """The causes of these failing equations, by a smallest repair that is proved to be one."""
        from compliance.causes.solver import smallest

        proof = smallest(self.system, failing, seconds=self.proof_seconds, most=MOST_ALTERNATIVES + 1)
        if not proof.repairs:
            return [self._unexplained(failing, timed_out=proof.timed_out)]
        repairs = sorted(map(self._repair, proof.repairs), key=_likeliest)
        independent = _independent(self.system, failing, repairs[0])
        if len(independent) == 1:
            one_of = len(repairs) if proof.is_whole else 0
            return [self._cause(failing, repairs, one_of, timed_out=proof.timed_out)]
        found = [cause for part in independent for cause in self.causes(part)]
        return [
            better
            for cause in found
            for better in ([cause] if cause.changes else self._proved(self._failing([cause])))
        ]

    def _failing(self, causes: Sequence[Cause]) -> list[int]:
        """The equations that causes explain, by their numbers."""
        return sorted(self._index[id(equation)] for cause in causes for equation in cause.equations)

    def _in_order(self, causes: Sequence[Cause]) -> list[Cause]:
        return sorted(causes, key=lambda cause: self._failing([cause])[0])

    def _repairs(self, failing: list[int]) -> tuple[list[Repair], bool]:
        """All repairs that were found, likeliest first, and whether the search was given up."""
        found: dict[tuple[tuple[int, int], ...], Repair] = {}

        def add(changes: tuple[tuple[int, int], ...], slip: str | None) -> None:
            repair = self._repair(changes, slip)
            if repair.changes not in found or repair.cost < found[repair.changes].cost:
                found[repair.changes] = repair

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
        return sorted(found.values(), key=_likeliest), timed_out

    def _repair(self, changes: tuple[tuple[int, int], ...], slip: str | None = None) -> Repair:
        key = tuple(sorted(changes))
        slip = slip or self._slip(key)
        return Repair(key, slip, self.system.cost(key, slip))

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


def _likeliest(repair: Repair) -> tuple[float, int, tuple[tuple[int, int], ...]]:
    return repair.cost, len(repair.changes), repair.changes


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
    return tuple(
        Change(cell, None if cell in system.blanks else system.values[cell], value)
        for cell, value in repair.changes
    )


def _shape(program: Program, reports: set[int]) -> tuple[list[list[int]], dict[int, list[int]]]:
    """The printed rows of the form in each of these reports, and for each cell its neighbours in row and column."""
    layout = program["layout"]
    by_row: dict[tuple[int, str, str], list[int]] = {}
    by_column: dict[tuple[int, str, str], list[int]] = {}
    for report in sorted(reports):
        for number, (table, row, column) in enumerate(layout, report * len(layout)):
            by_row.setdefault((report, table, row), []).append(number)
            by_column.setdefault((report, table, column), []).append(number)
    neighbours: dict[int, list[int]] = {}
    for line in [*by_row.values(), *by_column.values()]:
        for a, b in pairwise(line):
            neighbours.setdefault(a, []).append(b)
            neighbours.setdefault(b, []).append(a)
    return list(by_row.values()), neighbours
