"""How a person comes to write one figure for another, and how likely that is.

Costs are relative: the lower, the sooner it is believed. They are the typing-error costs of
docs/en/explanation/causes.md, measured on synthetic slips; a figure that no slip explains costs :data:`UNEXPLAINED`.
"""

from __future__ import annotations

UNEXPLAINED = 2.5
ONE_DIGIT = 2.0

COSTS = {
    "transposed": 1.0,
    "dropped": 1.1,
    "doubled": 1.1,
    "off by one": 1.2,
    "digit": 1.3,
    "exchanged": 1.4,
    "sign": 1.4,
    "total": 1.5,
    "neighbour": 1.6,
    "split": 1.6,
    "zeroed": 1.7,
    "shifted": 1.7,
    "blank": 1.7,
}
"""Slip → cost. ``dropped``: the report lacks a digit; ``doubled``: it has one twice; ``total``: the total was not
worked out again; ``neighbour``: counted in the row or column beside; ``shifted``: a row moved by one cell."""


def slip_of(written: int, meant: int) -> str | None:
    """The slip that turns *meant* into *written*, or None where no one slip does."""
    if written == meant:
        return None
    if written == -meant:
        return "sign"
    if written < 0 or meant < 0:
        return None
    if abs(written - meant) == 1:
        return "off by one"
    told, true = str(written), str(meant)
    if len(told) == len(true):
        differing = [i for i, (a, b) in enumerate(zip(told, true, strict=True)) if a != b]
        if len(differing) == 1 and written:
            return "digit"
        if len(differing) == 2 and _exchanged(told, true, *differing):
            return "transposed"
    if len(told) + 1 == len(true) and _without_one(true, told):
        return "dropped" if written or len(true) > 2 else "zeroed"
    if len(told) == len(true) + 1 and _doubled(told, true):
        return "doubled"
    return "zeroed" if written == 0 else None


def cost_of(slip: str | None, written: int = 10) -> float:
    """The cost of a slip; of none, :data:`UNEXPLAINED`. That one digit may stand for another says little of a number
    that has only one."""
    if slip is None:
        return UNEXPLAINED
    return ONE_DIGIT if slip == "digit" and 0 <= written < 10 else COSTS[slip]


def _exchanged(told: str, true: str, i: int, j: int) -> bool:
    return j == i + 1 and told[i] == true[j] and told[j] == true[i]


def _without_one(long: str, short: str) -> bool:
    """Whether *short* is *long* with one digit left out."""
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _doubled(told: str, true: str) -> bool:
    """Whether *told* is *true* with one of its digits written twice."""
    return any(true[: i + 1] + true[i:] == told for i in range(len(true)))
