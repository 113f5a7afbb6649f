"""Slips put into reports on purpose."""

from __future__ import annotations

import random

from compliance.causes.linear import Reports, equations_of
from compliance.causes.search import System
from compliance.engine.sheet import Sheet


def system_of(sheet: Sheet) -> tuple[System, list[int]]:
    """The equations of a report, and those that fail."""
    equations = [e for e in equations_of(sheet.program, Reports(sheet)) if isinstance(e.residual, int)]
    values = {i: held for i, held in enumerate(sheet.cells) if isinstance(held, int)}
    residuals = [e.residual for e in equations if isinstance(e.residual, int)]
    system = System(values, [e.coefficients for e in equations], residuals)
    return system, [e for e, residual in enumerate(residuals) if residual]


def miswritten(value: int, chance: random.Random) -> int:
    """*value* as a hurried person writes it: a digit moved, dropped, doubled or replaced, off by one, left at zero."""
    digits = str(value)
    ways = ["doubled", "digit", "off by one", "zeroed"] + ["transposed", "dropped"] * (len(digits) > 1)
    way = chance.choice(ways)
    i = chance.randrange(len(digits))
    if way == "transposed":
        i = min(i, len(digits) - 2)
        return int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
    if way == "dropped":
        return int(digits[:i] + digits[i + 1 :])
    if way == "doubled":
        return int(digits[: i + 1] + digits[i:])
    if way == "digit":
        return int(f"{digits[:i]}{chance.randrange(10)}{digits[i + 1 :]}")
    return max(0, value + chance.choice((-1, 1))) if way == "off by one" else 0


def clustered(sheet: Sheet, count: int, chance: random.Random, rows: int = 3) -> dict[int, int]:
    """Miswrite *count* cells in a few rows of part three, so that their equations hang together."""
    layout = sheet.program["layout"]
    names = sorted({row for table, row, _ in layout if table == "依申请公开"})
    chosen = chance.sample(names, rows)
    return spoil(sheet, [i for i, (_, row, _) in enumerate(layout) if row in chosen], count, chance)


def spoil(sheet: Sheet, cells: list[int], count: int, chance: random.Random) -> dict[int, int]:
    """Miswrite *count* of the cells; what they held before."""
    true: dict[int, int] = {}
    while len(true) < count:
        cell = chance.choice(cells)
        held = sheet.cells[cell]
        if cell in true or not isinstance(held, int):
            continue
        written = miswritten(held, chance)
        if written != held:
            true[cell] = held
            sheet.cells[cell] = written
    return true
