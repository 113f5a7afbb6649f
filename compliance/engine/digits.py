"""Figures as a person writes them: plain digits, printed percentages, and what a true figure would be printed as."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from compliance.values import Printed, exact, plain, to_decimal

if TYPE_CHECKING:
    from compliance.values import Figure


def number(found: Figure | Printed) -> str:
    """A figure in plain digits."""
    exactly: int | Decimal = to_decimal(plain(found))
    return f"{exactly:f}" if isinstance(exactly, Decimal) else str(exactly)


def percent(found: Printed) -> str:
    """A percentage with the digits that it is printed with."""
    share = to_decimal(found.value * 100)
    if not found.unit:
        return f"{share:f}%" if isinstance(share, Decimal) else f"{share}%"
    step = to_decimal(found.unit * 100)
    exponent = int(step.as_tuple().exponent) if isinstance(step, Decimal) else 0
    return f"{Decimal(share):.{max(0, -exponent)}f}%"


def prints_as(true: Figure, like: Printed) -> str:
    """The true figure with the digits of a printed one: rounded half up, and cut off where that differs."""
    if like.claim or not like.unit:
        like = Printed(like.value, exact(1, 10**4))
    unit = (Decimal(to_decimal(like.unit)) * 100).normalize()
    share = to_decimal(true * 100)
    rounded = int((Decimal(share) / unit).to_integral_value(ROUND_HALF_UP)) * unit
    cut = int(Decimal(share) / unit) * unit
    texts = [f"{n:f}%" for n in dict.fromkeys((rounded, cut)) if n not in (0, 100) or n == share]
    return "/".join(texts) or f"{share:f}%"
