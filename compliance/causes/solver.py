"""Proof instead of search: the smallest sets of cells that mend the failing equations, by integer programming.

For more unrelated cells than the search goes through (:data:`compliance.causes.search.DEEPEST`). Each cell may change
by an amount, and a switch says whether it does; the fewest switches are wanted that make the failing equations hold,
leave alone all others, and leave no cell negative. HiGHS finds them and proves that there are no fewer; forbidding what
was found and asking again gives the other sets that are as small.

One thing is assumed: no cell is off by more than all failing equations together. Equations of sums with one
coefficient need no more, and without a bound a switch could not be told from an amount.

HiGHS works with floating-point numbers, and takes a switch that is on by a billionth for one that is off. Nothing of
that is believed: amounts are rounded, what they mend and how many they are is worked out exactly, and what does not
come out is not told.

``highspy`` is an optional part (``govcheck[solver]``), imported when it is needed and never before.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.causes.search import System

PACKAGE = "highspy"
_NEARLY = 1e-6
_TOLERANCE = 1e-9
"""Times the largest amount this is what a cell may change by unseen: the usual millionth hides one in 500,000."""

Changes = tuple[tuple[int, int], ...]


def is_installed() -> bool:
    """Whether the optional part is there. Looks for it, and does not import it."""
    return find_spec(PACKAGE) is not None


@dataclass(frozen=True, slots=True)
class Proof:
    """The sets of cells that were found, all as small as can be.

    ``is_whole``: there is no other that is as small. ``timed_out``: the time was up before one was proved smallest, or
    the proof did not stand up to whole numbers; then there is none.
    """

    repairs: tuple[Changes, ...]
    is_whole: bool
    timed_out: bool


def smallest(system: System, failing: Sequence[int], *, seconds: float, most: int) -> Proof:
    """The smallest sets of cells that mend all of *failing* and touch nothing else.

    :param seconds: How long it may take, all in all.
    :param most: After so many sets no others are looked for.
    :return: Without the optional part, or with one that cannot be started here, nothing.
    """
    deadline = monotonic() + seconds
    try:
        model = _Model(system, failing)
    except ImportError:
        return Proof((), is_whole=False, timed_out=False)
    if not model.cells:
        return Proof((), is_whole=True, timed_out=False)
    repairs: list[Changes] = []
    while len(repairs) < most:
        left = deadline - monotonic()
        found = model.solved(left) if left > 0 else None
        if found is None:
            return Proof(tuple(repairs), is_whole=False, timed_out=not repairs)
        if not found:
            return Proof(tuple(repairs), is_whole=True, timed_out=False)
        repairs.append(found)
        model.forbid([cell for cell, _ in found])
    return Proof(tuple(repairs), is_whole=False, timed_out=False)


class _Model:
    """The model in HiGHS: first the amounts of the cells, in their order, then their switches."""

    def __init__(self, system: System, failing: Sequence[int]) -> None:
        self.highspy: Any = import_module(PACKAGE)
        self.system = system
        self.failing = set(failing)
        self.cells, self.equations = _reachable(system, failing)
        self.column = {cell: i for i, cell in enumerate(self.cells)}
        self.highs = _silent(self.highspy)
        for name, value in (
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", 0.0),
            # Small models: to look for shortcuts takes longer than the proof.
            ("mip_heuristic_run_feasibility_jump", False),
            ("mip_heuristic_effort", 0.0),
            ("mip_detect_symmetry", False),
            # Sets are counted in whole cells: less than one cell apart is proved.
            ("mip_abs_gap", 1 - _NEARLY),
            ("mip_feasibility_tolerance", _TOLERANCE),
            ("primal_feasibility_tolerance", _TOLERANCE),
        ):
            self.highs.setOptionValue(name, value)
        self.highs.passModel(self._program())

    def _program(self) -> Any:
        highspy, system = self.highspy, self.system
        count = len(self.cells)
        most = sum(abs(system.residuals[e]) for e in self.failing)
        # A cell that is negative may stay so; if it changes, it changes for the better.
        least = [-min(system.values[cell], most) for cell in self.cells]
        rows: list[tuple[list[tuple[int, float]], float, float]] = []
        for e in self.equations:
            wanted = -system.residuals[e] if e in self.failing else 0
            terms = [(self.column[cell], c) for cell, c in system.equations[e].items() if cell in self.column]
            rows.append(([(i, float(c)) for i, c in terms], wanted, wanted))
            if e in self.failing:
                # Known without any amount: one of its cells has to change.
                rows.append(([(count + i, 1.0) for i, _ in terms], 1, highspy.kHighsInf))
        for i in range(count):
            # A cell whose switch is off changes by nothing.
            rows.append(([(i, 1.0), (count + i, -most)], -highspy.kHighsInf, 0))
            rows.append(([(i, 1.0), (count + i, -least[i])], 0, highspy.kHighsInf))
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = 2 * count, len(rows)
        program.col_cost_ = [0.0] * count + [1.0] * count
        program.col_lower_ = [*(min(0.0, low) for low in least), *[0.0] * count]
        program.col_upper_ = [*[float(most)] * count, *[1.0] * count]
        program.row_lower_ = [float(low) for _, low, _ in rows]
        program.row_upper_ = [float(high) for _, _, high in rows]
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        starts = [0]
        for pairs, _, _ in rows:
            starts.append(starts[-1] + len(pairs))
        matrix.start_ = starts
        matrix.index_ = [i for pairs, _, _ in rows for i, _ in pairs]
        matrix.value_ = [c for pairs, _, _ in rows for _, c in pairs]
        # With the switches set, the amounts of sums are whole by themselves; where they are not, see solved().
        kinds = highspy.HighsVarType
        program.integrality_ = [kinds.kContinuous] * count + [kinds.kInteger] * count
        return program

    def solved(self, seconds: float) -> Changes | None:
        """The cells of a smallest set with their new values; empty if there is none, None if nothing was proved."""
        deadline = monotonic() + seconds
        found = self._run(seconds)
        if found and not self._is_proved(found):
            # Halves, where an equation counts a cell twice: from now on amounts have to be whole.
            count = len(self.cells)
            whole = [self.highspy.HighsVarType.kInteger] * count
            self.highs.changeColsIntegrality(count, list(range(count)), whole)
            found = self._run(deadline - monotonic())
        return found if not found or self._is_proved(found) else None

    def _run(self, seconds: float) -> Changes | None:
        highs = self.highs
        # Its clock counts all runs.
        highs.setOptionValue("time_limit", highs.getRunTime() + max(seconds, 0.0))
        highs.run()
        status, statuses = highs.getModelStatus(), self.highspy.HighsModelStatus
        # Every column has bounds: nothing is unbounded.
        if status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
            return ()
        if status != statuses.kOptimal:
            return None
        amounts = highs.getSolution().col_value
        return tuple(
            (cell, self.system.values[cell] + round(amounts[i]))
            for i, cell in enumerate(self.cells)
            if abs(amounts[i]) > _NEARLY
        )

    def _is_proved(self, changes: Changes) -> bool:
        """Whether the rounded amounts do what was asked, worked out exactly, and are as many as there are switches:
        more would have changed unseen."""
        new = self.system.after(changes)
        return (
            len(changes) == round(self.highs.getObjectiveValue())
            and all(value >= 0 and value != self.system.values[cell] for cell, value in changes)
            and all(new[e] == (0 if e in self.failing else self.system.residuals[e]) for e in self.equations)
        )

    def forbid(self, cells: Sequence[int]) -> None:
        """Leave this set out from now on, and whatever is larger."""
        count = len(self.cells)
        switches = [count + self.column[cell] for cell in cells]
        self.highs.addRow(0.0, len(cells) - 1.0, len(switches), switches, [1.0] * len(switches))
        self.highs.addRow(0.0, float(len(cells)), count, list(range(count, 2 * count)), [1.0] * count)


def _silent(highspy: Any) -> Any:
    """A solver that says nothing. HiGHS greets as soon as its callbacks are enabled, on standard output, where a result
    may be on its way to another program."""

    def enable_callbacks(highs: Any) -> None:
        highs.setOptionValue("output_flag", False)
        super(made, highs).enableCallbacks()

    made: Any = type("Silent", (highspy.Highs,), {"enableCallbacks": enable_callbacks})
    return made()


def _reachable(system: System, failing: Sequence[int]) -> tuple[list[int], list[int]]:
    """The cells and equations that hang together with the failing ones: the rest cannot help."""
    equations, cells, waiting = set(failing), set[int](), list(failing)
    while waiting:
        for cell in system.equations[waiting.pop()]:
            if cell in system.uses and cell not in cells:
                cells.add(cell)
                touched = {e for e, _ in system.uses[cell]} - equations
                equations |= touched
                waiting += touched
    return sorted(cells), sorted(equations)
