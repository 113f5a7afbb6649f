"""Which parts, left out of a sum or counted twice, explain what all its figures are off by.

One figure proves nothing: many amounts are equal by chance. That a hundred figures are off by exactly what one part
reports does. Up to three parts together are looked for, and where none explains everything, the one that explains all
but a few.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_TOGETHER = 3
LEAST_PROOF = 10
"""Of fewer figures that are off one may not be left unexplained."""
MOST_LEFT = 10
"""Of so many figures that are off one may be left unexplained."""
_ROOM = 64

LEFT_OUT, TWICE = 1, -1


@dataclass(frozen=True, slots=True)
class Explanation:
    """Parts that were left out (``sign`` is :data:`LEFT_OUT`) or counted twice: ``choices`` of them between which
    nothing decides, and the places of the figures that are ``left`` unexplained."""

    sign: int
    choices: tuple[tuple[int, ...], ...]
    left: tuple[int, ...] = ()


def explanation(off: Sequence[int], shares: Mapping[int, Sequence[int]]) -> Explanation | None:
    """The parts that explain what the figures are off by; None where no parts do, or several sets of them.

    :param off: Of each figure what it falls short by.
    :param shares: Of each part what it adds to each figure.
    """
    # One that has nothing to tell is left out without anybody seeing it.
    told = {part: share for part, share in shares.items() if any(share)}
    packed = {part: _side_by_side(share) for part, share in told.items()}
    for sign in (LEFT_OUT, TWICE):
        choices = _exactly(_side_by_side(off) * sign, packed)
        if choices is not None:
            return Explanation(sign, choices) if len(choices) == 1 or len(choices[0]) == 1 else None
    return _nearly(off, told)


def _side_by_side(figures: Sequence[int]) -> int:
    """All figures of a report in one long number, each with room enough for the sum of many: two reports are alike if
    the numbers are, and what two of them add up to is one addition."""
    return sum(figure << (_ROOM * i) for i, figure in enumerate(figures))


def _exactly(wanted: int, packed: Mapping[int, int]) -> tuple[tuple[int, ...], ...] | None:
    """The sets of parts that add up to what is wanted, none of them larger than the smallest."""
    by_share: dict[int, list[int]] = {}
    for part, share in packed.items():
        by_share.setdefault(share, []).append(part)
    for more in range(MOST_TOGETHER):
        found = {
            tuple(sorted((*some, part)))
            for some in combinations(packed, more)
            for part in by_share.get(wanted - sum(packed[each] for each in some), ())
            if part not in some
        }
        if found:
            return tuple(sorted(found))
    return None


def _nearly(off: Sequence[int], shares: Mapping[int, Sequence[int]]) -> Explanation | None:
    """The one part that explains all but a few."""
    count = sum(1 for amount in off if amount)
    if count < LEAST_PROOF:
        return None
    found = [
        Explanation(
            sign,
            ((part,),),
            tuple(
                i for i, (amount, added) in enumerate(zip(off, share, strict=True)) if amount != sign * added
            ),
        )
        for part, share in shares.items()
        for sign in (LEFT_OUT, TWICE)
    ]
    found.sort(key=lambda each: len(each.left))
    if not found or len(found[0].left) * MOST_LEFT > count:
        return None
    return None if len(found[1].left) == len(found[0].left) else found[0]
