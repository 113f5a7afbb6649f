"""How often the guilty cells are named, on consistent reports with slips put into them: counted, not timed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from time import monotonic
from typing import Any

from compliance.causes import find_causes
from compliance.causes.linear import Reports, equations_of
from compliance.causes.search import System, several_cells
from compliance.engine.sheet import Sheet, sheet_of
from tests.causes.slips import spoil
from tests.consistent import consistent_report


@dataclass
class Count:
    """What was counted for one kind of damage. ``decidable``: no other set of as many cells mends all equations."""

    decidable: int = 0
    first: int = 0
    second: int = 0
    undecidable: int = 0
    undecidable_first: int = 0

    def line(self, name: str) -> str:
        """A row of the table."""

        def share(part: int, whole: int) -> str:
            return f"{100 * part / whole:.1f} %" if whole else "–"

        return (
            f"| {name} | {self.decidable} | {share(self.first, self.decidable)} "
            f"| {share(self.first + self.second, self.decidable)} "
            f"| {self.undecidable} | {share(self.undecidable_first, self.undecidable)} |"
        )


def counted(program: dict[str, Any], tables: tuple[str, ...], slips: int, reports: int, seed: int) -> Count:
    """Spoil *slips* cells of each of *reports* consistent reports and see whether they are named."""
    chance = random.Random(seed)
    cells = [i for i, (table, _, _) in enumerate(program["layout"]) if table in tables]
    count = Count()
    for _ in range(reports):
        sheet = sheet_of(program, consistent_report(chance.randrange(10**6)))
        true = spoil(sheet, cells, slips, chance)
        named = [dict(repair) for repair in _named(program, sheet)]
        is_first = bool(named) and named[0] == true
        if _rivals(program, sheet, true):
            count.undecidable += 1
            count.undecidable_first += is_first
        else:
            count.decidable += 1
            count.first += is_first
            count.second += not is_first and true in named[1:2]
    return count


def _named(program: dict[str, Any], sheet: Sheet) -> list[list[tuple[int, int]]]:
    """The sets that are named, likeliest first: of all causes together, then the alternatives of a single cause."""
    causes = find_causes(program, sheet)
    together = [(change.cell, change.suggested) for cause in causes for change in cause.changes]
    if len(causes) != 1:
        return [together]
    others = [
        [(change.cell, change.suggested) for change in changes] for changes, _ in causes[0].alternatives
    ]
    return [together, *others]


def _rivals(program: dict[str, Any], sheet: Sheet, true: dict[int, int]) -> bool:
    """Whether another set of as many cells makes all equations hold: then no method that knows the equations only can
    tell them apart."""
    equations = [e for e in equations_of(program, Reports(sheet)) if isinstance(e.residual, int)]
    values = {i: held for i, held in enumerate(sheet.cells) if isinstance(held, int)}
    residuals = [e.residual for e in equations if isinstance(e.residual, int)]
    system = System(values, [e.coefficients for e in equations], residuals)
    failing = [e for e, residual in enumerate(residuals) if residual]
    found = several_cells(system, failing, len(true), monotonic() + 60)
    return any(dict(changes) != true for changes in found if len(changes) <= len(true))
