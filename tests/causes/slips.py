"""Slips put into reports on purpose."""

from __future__ import annotations

import random

from compliance.engine.sheet import Sheet


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
