"""What a cell can hold, and what it means to compare two of them.

Both the generated code and the tree walker, and later the corpus, take their arithmetic from here, so that one report
checked alone and the same report checked among a million can never disagree.

The one surprising rule: a blank cell is not zero. Arithmetic with a :class:`Missing` gives a Missing, a comparison with
one is neither true nor false, and an instance that ends there has the verdict *unknown*.

Figures are ``int``, or :class:`Exact` where they are not whole. ``fractions.Fraction`` would do as well, but importing
it costs 4 ms of the 12 that a passing report may take, and reports with one decimal amount are common. This module is
on the path of every run: it imports nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from typing import TypeAlias

    Figure: TypeAlias = "int | Exact"


class Missing:
    """A value that is not there, and why. The kinds are the constants of this module; compare with ``is``."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"<{self.kind}>"


BLANK = Missing("blank")
"""The cell is there and holds nothing."""
NIL = Missing("nil")
"""The cell holds a nil mark (``/ — - 无``): blank for a rule's policy on blanks, and shown as what it is."""
TEXT = Missing("text")
"""The cell holds something that is not a number."""
ABSENT = Missing("absent")
"""The reader did not find the cell, the part of the text, the property."""
DOUBTFUL = Missing("doubtful")
"""The cell belongs to a table that was only partly read."""
ROUGH = Missing("rough")
"""A number told as a rough one: 一百余件, 约 30 件."""
NOT_COMPUTABLE = Missing("not-computable")
"""A quotient by zero, the mean of nothing."""
NO_VALUE = Missing("no-value")
"""A setting that has no value for this report: the rule does not apply."""
NO_PREVIOUS = Missing("previous")
"""Last year's report was not given."""
NO_PARTS = Missing("parts")
"""The reports that this one sums up were not given."""
NO_DATE = Missing("published")
"""The publication date is not known."""

NOT_GIVEN = (NO_PREVIOUS, NO_PARTS, NO_DATE)
"""What a rule may wait for: the instance is then not applicable, and counted apart."""

NIL_MARKS = frozenset(
    (
        "/",
        "\\",
        "-",
        "--",
        "---",
        "—",
        "——",
        "———",
        "–",
        "―",
        "――",
        "─",
        "──",
        "_",
        "__",
        "无",
        "〇无",
        "N/A",
        "n/a",
    )
)
"""Cell texts that say "nothing here" without being a number (compare after :func:`normalise`)."""


class Exact:
    """An exact fraction that is not a whole number: ``n / d`` in lowest terms, ``d`` > 1.

    Made by :func:`exact`, which gives an ``int`` wherever it can.
    """

    __slots__ = ("d", "n")

    def __init__(self, n: int, d: int) -> None:
        self.n = n
        self.d = d

    def __repr__(self) -> str:
        return f"Exact({self.n}, {self.d})"

    def __hash__(self) -> int:
        return hash((self.n, self.d))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Exact) and (self.n, self.d) == (other.n, other.d)

    def __lt__(self, other: Figure) -> bool:
        n, d = _ratio(other)
        return self.n * d < n * self.d

    def __le__(self, other: Figure) -> bool:
        n, d = _ratio(other)
        return self.n * d <= n * self.d

    def __gt__(self, other: Figure) -> bool:
        return not self <= other

    def __ge__(self, other: Figure) -> bool:
        return not self < other

    def __add__(self, other: Figure) -> Figure:
        n, d = _ratio(other)
        return exact(self.n * d + n * self.d, self.d * d)

    __radd__ = __add__

    def __neg__(self) -> Exact:
        return Exact(-self.n, self.d)

    def __abs__(self) -> Exact:
        return Exact(abs(self.n), self.d)

    def __sub__(self, other: Figure) -> Figure:
        return self + -other

    def __rsub__(self, other: Figure) -> Figure:
        return -self + other

    def __mul__(self, other: Figure) -> Figure:
        n, d = _ratio(other)
        return exact(self.n * n, self.d * d)

    __rmul__ = __mul__

    def __mod__(self, other: Figure) -> Figure:
        n, d = _ratio(other)
        return exact(self.n * d % (n * self.d), self.d * d)

    def __rmod__(self, other: int) -> Figure:
        return exact(other * self.d % self.n, self.d)


def exact(n: int, d: int) -> Figure:
    """The figure ``n / d``. :raises ZeroDivisionError: ``d`` is 0."""
    if d < 0:
        n, d = -n, -d
    from math import gcd

    common = gcd(n, d)
    if common == d and d:
        return n // d
    if not d:
        raise ZeroDivisionError
    return Exact(n // common, d // common)


def _ratio(value: Figure) -> tuple[int, int]:
    return (value, 1) if isinstance(value, int) else (value.n, value.d)


def from_digits(digits: str) -> Figure:
    """The figure that plain digits tell: ``96171.6``, ``-0.03``. No exponent, no separators.

    :raises ValueError: Anything else.
    """
    whole, point, rest = digits.partition(".")
    if not point:
        return int(whole)
    return exact(int(whole + rest), 10 ** len(rest))


def from_decimal(value: int | Decimal) -> Figure:
    """The figure of a report's cell (``int`` or a finite ``Decimal``)."""
    return value if isinstance(value, int) else exact(*value.as_integer_ratio())


def to_decimal(value: Figure) -> int | Decimal:
    """The figure as a report holds it; a fraction without an end (1/3) is cut to 12 digits after the point."""
    if isinstance(value, int):
        return value
    from decimal import Decimal, localcontext

    rest = value.d
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    with localcontext() as context:
        context.prec = 80
        quotient = Decimal(value.n) / Decimal(value.d)
        return quotient.normalize() if rest == 1 else round(quotient, 12)


class Printed:
    """A figure with the precision in which it is printed: 99.3 % is ``value`` 993/1000, ``unit`` 1/1000.

    What is printed is what rounding *or cutting off* the true figure gives. 100 % and 0 % are claims and no roundings:
    ``claim`` is set, and only the very figure fits.
    """

    __slots__ = ("claim", "unit", "value")

    def __init__(self, value: Figure, unit: Figure, claim: bool = False) -> None:
        self.value = value
        self.unit = unit
        self.claim = claim

    def __repr__(self) -> str:
        return f"Printed({self.value!r}, {self.unit!r}, {self.claim!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Printed) and (self.value, self.unit, self.claim) == (
            other.value,
            other.unit,
            other.claim,
        )

    def __hash__(self) -> int:
        return hash((self.value, self.unit))

    def fits(self, true: Figure) -> bool:
        """Whether the true figure may be printed like this: printed − u/2 ≤ true < printed + u."""
        if self.claim:
            return self.value == true
        return 2 * (self.value - true) <= self.unit and true < self.value + self.unit


def percentage(digits: str) -> Printed:
    """The printed percentage whose figure reads *digits*: ``99.30`` → 993/1000, known to 1/10000."""
    places = len(digits.partition(".")[2])
    value = from_digits(digits) * exact(1, 100)
    return Printed(value, exact(1, 10 ** (places + 2)), claim=value in (0, 1))


def plain(value: Figure | Printed) -> Figure:
    """The figure itself, without its precision."""
    return value.value if isinstance(value, Printed) else value


def equal(a: Figure | Printed, b: Figure | Printed) -> bool:
    """``a = b``: exactly; a figure printed in a rounded way (2.4亿元, 1.2万件) equals what it may be printed for."""
    if isinstance(a, Printed) and not isinstance(b, Printed):
        return a.fits(b)
    if isinstance(b, Printed) and not isinstance(a, Printed):
        return b.fits(a)
    return plain(a) == plain(b)


def approximately(a: Figure | Printed, b: Figure | Printed, within: Figure | None = None) -> bool:
    """``a ≈ b``: the printed one of the two fits the other; two printed ones overlap; else within a plain tolerance."""
    if within is not None:
        return distance(plain(a), plain(b)) <= within
    if isinstance(a, Printed) and isinstance(b, Printed):
        if a.claim or b.claim:
            return a.value == b.value or (a.claim and b.fits(a.value)) or (b.claim and a.fits(b.value))
        return a.value < b.value + b.unit + a.unit * exact(
            1, 2
        ) and b.value < a.value + a.unit + b.unit * exact(1, 2)
    if isinstance(a, Printed) or isinstance(b, Printed):
        return equal(a, b)
    return _as_printed(a).fits(b)


def attainable(rate: Figure | Printed, total: Figure) -> bool | Missing:
    """Whether some whole number out of *total* has a share that is printed as *rate*.

    Not computable for a total of 0, and for one that is not whole or negative.
    """
    if not isinstance(total, int) or total <= 0:
        return NOT_COMPUTABLE
    fitting = numerators(rate, total)
    return bool(fitting)


def numerators(rate: Figure | Printed, total: int) -> range:
    """The whole numbers out of *total* whose share may be printed as *rate*: 99 % of 821 gives 809 to 820."""
    printed = rate if isinstance(rate, Printed) else Printed(rate, 0, claim=True)
    if printed.claim:
        share = printed.value * total
        return range(share, share + 1) if isinstance(share, int) and share in range(total + 1) else range(0)
    low = (printed.value - printed.unit * exact(1, 2)) * total
    high = (printed.value + printed.unit) * total
    return range(max(0, ceiling(low)), min(total + 1, ceiling(high)))


def distance(a: Figure, b: Figure) -> Figure:
    """How far two figures are apart."""
    return a - b if a >= b else b - a


def ceiling(value: Figure) -> int:
    """The smallest whole number that is not below *value*."""
    n, d = _ratio(value)
    return -(-n // d)


def is_whole(value: Figure | Printed) -> bool:
    """Whether the figure has nothing after its point."""
    return isinstance(plain(value), int)


def _as_printed(value: Figure) -> Printed:
    """A figure that carries no digits of its own is known to the last decimal place that it needs."""
    _, d = _ratio(value)
    places = 0
    while 10**places % d and places < 12:
        places += 1
    return Printed(value, exact(1, 10**places))


def all_of(truths: Iterable[bool | None]) -> bool | None:
    """Three-valued *and*: false if one is false, else unknown if one is unknown."""
    answer: bool | None = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            answer = None
    return answer


def any_of(truths: Iterable[bool | None]) -> bool | None:
    """Three-valued *or*: true if one is true, else unknown if one is unknown."""
    answer: bool | None = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            answer = None
    return answer


def normalise(text: str) -> str:
    """Text as it is compared: full-width and half-width alike (NFKC), without white space.

    Character by character, so that places can be found again (:func:`offsets`). Signs that NFKC would turn into a bare
    digit (①, ³, ½) stay what they are: a numbered list must not lend its numeral to the number that follows.
    """
    text = "".join(text.split())
    if len(text) <= 16:  # titles and words: sooner done than looked through for each mark
        return text.translate(_FOLDED)
    for mark, folded in _COMMON:
        if mark in text:
            text = text.replace(mark, folded)
    if text.isascii():
        return text
    from unicodedata import is_normalized

    # Most texts hold nothing else that NFKC would change, and C sees that sooner than we look at each character.
    return text if is_normalized("NFKC", text) else text.translate(_FOLDED)


def offsets(text: str) -> list[int]:
    """For each character of ``normalise(text)`` the index in *text* that it came from."""
    return [i for i, c in enumerate(text) for _ in _fold(c)]


class _Folded(dict[int, str]):
    """What each character is normalised to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_FOLDED = _Folded()
_COMMON = (
    *zip("，；：！？（）％０１２３４５６７８９", ",;:!?()%0123456789", strict=True),
    *((unseen, "") for unseen in "\u200b\u200c\u200d\ufeff\u00ad"),
)
"""The marks of every Chinese text, and the characters that are not seen."""


def _fold(character: str) -> str:
    if "\u4e00" <= character <= "\u9fff":
        return character
    if character.isspace() or character in "\u200b\u200c\u200d\ufeff\u00ad":
        return ""
    if character.isascii():
        return character
    from unicodedata import category, normalize

    if category(character) == "No":
        return character
    folded = normalize("NFKC", character)
    # NFKC writes some spacing marks as a space and an accent: white space does not count.
    return "".join(folded.split())
