"""The types of the rule language: what kinds of value there are, and which may meet.

A figure has a unit or takes the unit of what it meets; units of one base convert into each other, all others do not.
A percentage is a ratio, never a figure of 0 to 100. A date has no figure in common with anything but days.
"""

from __future__ import annotations

from collections.abc import Iterable

from compliance.dsl.nouns import Noun
from compliance.form import Unit
from compliance.messages import Message
from compliance.values import Exact, exact

DAYS = "days"
"""The unit of a difference of two dates; units of the form that are called so are the same unit."""
YEARS = "year"
"""The unit of report years: 2021, 年度, 年份(…)."""
_PSEUDO = {"天": DAYS, "日": DAYS, "day": DAYS, "days": DAYS, "年": YEARS, "year": YEARS, "years": YEARS}


class Type(Noun):
    """What an expression comes to.

    ``kind`` is figure, ratio, date, text, texts, truth, or ``wrong`` for what is not understood: it meets everything in
    silence, because its mistake has been told. ``unit`` is a figure's, None where it takes the unit of what it meets.
    ``many``: a group, a range, the parts, which only a function takes. ``printed``: a ratio with its printed digits.
    ``divided``: it comes out of a division, so it is seldom equal to anything.
    """

    kind: str
    unit: str | None = None
    many: bool = False
    printed: bool = False
    divided: bool = False

    @property
    def is_wrong(self) -> bool:
        """Its mistake has been told already."""
        return self.kind == "wrong"

    @property
    def is_figure(self) -> bool:
        """One can calculate with it."""
        return self.kind in ("figure", "ratio")

    @property
    def one(self) -> Type:
        """One of the many."""
        return Type(self.kind, self.unit, False, self.printed, self.divided) if self.many else self

    @property
    def several(self) -> Type:
        """Many of it."""
        return self if self.many else Type(self.kind, self.unit, True, self.printed, self.divided)

    @property
    def told(self) -> str | Message:
        """How a message names it: by its unit, else by its kind."""
        if self.kind == "figure" and self.unit is not None and self.unit not in (DAYS, YEARS):
            return self.unit
        if self.kind == "figure" and self.unit is not None:
            return Message(f"rules.unit-{self.unit}")
        return Message(f"rules.type-{self.kind}")


WRONG = Type("wrong")
NUMBER = Type("figure")
RATIO = Type("ratio")
PERCENT = Type("ratio", printed=True)
DATE = Type("date")
TEXT = Type("text")
TEXTS = Type("texts")
TRUTH = Type("truth")


class Units:
    """The units that a form declares, and how they convert."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self.by_name: dict[str, Unit] = {}
        self._spellings: dict[str, Unit] = {}
        for unit in units:
            self.add(unit)

    def add(self, unit: Unit) -> None:
        """Declare one more."""
        self.by_name[unit.name] = unit
        for spelling in unit.spellings:
            self._spellings.setdefault(spelling, unit)

    def find(self, spelling: str) -> Unit | None:
        """The unit with this name or other spelling."""
        return self._spellings.get(spelling)

    @property
    def spellings(self) -> list[str]:
        """All names and other spellings, in the order of declaration."""
        return list(self._spellings)

    def base(self, name: str) -> str:
        """What decides whether two units convert."""
        unit = self.by_name.get(name)
        base = name if unit is None else unit.base
        return _PSEUDO.get(base, base)

    def factor(self, name: str, to: str) -> tuple[int, int]:
        """How many of *to* make one of *name*, as numerator and denominator; both have one base."""
        (n, d), (to_n, to_d) = self._size(name), self._size(to)
        made = exact(n * to_d, d * to_n)
        return (made.n, made.d) if isinstance(made, Exact) else (made, 1)

    def family(self, name: str) -> list[Unit]:
        """All units with the base of this one."""
        return [unit for unit in self.by_name.values() if self.base(unit.name) == self.base(name)]

    def _size(self, name: str) -> tuple[int, int]:
        unit = self.by_name.get(name)
        return (1, 1) if unit is None else (unit.numerator, unit.denominator)
