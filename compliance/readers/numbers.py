"""What stands in a cell becomes a :class:`~compliance.report.Cell`: a figure, a blank, or a text that is none.

A figure may come with thousands separators, in full-width digits, with its unit (converted to the column's, the unit
kept as the note) or with a remark in brackets (kept as the note). Everything that two readings could explain stays the
text that it is: ``3001 53`` may be two columns run together, ``000`` three zeros, ``约30`` is no count.

The surprise: ``①`` and ``³`` are no digits, though Unicode would make them so.
"""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import category, normalize

from compliance.form import Form, Unit
from compliance.report import Cell, Place
from compliance.values import Exact, exact, from_digits, to_decimal

LONGEST = 200
"""No figure with its remark is longer; what is longer is text."""

DIGITS = 15
"""A count of more digits is no count, but cells run together."""

_NIL = re.compile(r"[/\\]|[-–—―─_]+|无|N/A", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?P<sign>[+-]?)"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
    r"(?P<rest>\.[0-9]+)?"
    r"(?![0-9.,])"
)
_REMARK = re.compile(r"(?P<bracketed>\([^()]*\))|[(\[]*(?P<plain>(?:其中|含|包括|包含|注).*)")
_VALUE = re.compile(
    r"[+-]?[0-9](?:[0-9,. ]*[0-9])? ?(?:[万亿]?元|[件条次个宗起项])?(?: ?\(.*\)| ?(?:其中|含).*)?"
)
_HEADING_UNIT = re.compile(
    r"[(（]\s*(?:单位\s*[:：]?\s*)?([^\s()（）]+)\s*[)）]\s*$|单位\s*[:：]\s*([^\s()（）]+)"
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"))


class Measures:
    """The units of a form: what a unit written in a cell or a heading means."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self._units = {spelling: unit for unit in units for spelling in unit.spellings}
        self._by_length = sorted(self._units, key=len, reverse=True)

    @classmethod
    def of(cls, form: Form) -> Measures:
        """The units that *form* declares."""
        return cls(form.units)

    def leading(self, text: str) -> str:
        """The unit that *text* begins with, as it is spelt there; empty if it begins with none."""
        return next((spelling for spelling in self._by_length if text.startswith(spelling)), "")

    def factor(self, written: str, wanted: str) -> int | Exact | None:
        """How many of *wanted* one *written* is; None where they measure different things."""
        a, b = self._in_base(written), self._in_base(wanted)
        if a is None or b is None or a[0] != b[0]:
            return None
        return exact(a[1] * b[2], a[2] * b[1])

    def _in_base(self, spelling: str) -> tuple[str, int, int] | None:
        numerator = denominator = 1
        for _ in range(8):
            unit = self._units.get(spelling)
            if unit is None:
                return None
            if unit.base in ("", unit.name):
                return unit.name, numerator, denominator
            numerator *= unit.numerator
            denominator *= unit.denominator
            spelling = unit.base
        return None


NO_MEASURES = Measures(())


def is_value(text: str) -> bool:
    """Whether the text is of the kind that stands in a cell of figures: a figure, a nil mark, figures run together."""
    if _is_plain(text):
        return True
    plain = _folded(text[: LONGEST + 1])
    return len(plain) <= LONGEST and (_NIL.fullmatch(plain) or _VALUE.fullmatch(plain)) is not None


def _is_plain(text: str) -> bool:
    """Whether the text is nothing but a few digits, as most cells are."""
    return text.isdigit() and text.isascii() and len(text) <= DIGITS


def cell_of(
    text: str,
    at: Place | None = None,
    *,
    unit: str = "",
    heading_unit: str = "",
    measures: Measures = NO_MEASURES,
) -> Cell:
    """The cell whose content is *text*.

    :param unit: The unit in which the form counts in this column.
    :param heading_unit: The unit that the column's heading names, where it is another one.
    """
    if _is_plain(text) and (text == "0" or text[0] != "0") and heading_unit in ("", unit):
        return Cell(value=int(text), at=at)
    shown = text.translate(_INVISIBLE).strip()
    if not shown:
        return Cell(at=at)
    as_text = Cell(text=shown, at=at)
    plain = _folded(shown[: LONGEST + 1])
    figure = _FIGURE.match(plain)
    if figure is None or len(plain) > LONGEST:
        return as_text
    digits = re.sub("[ ,]", "", figure["whole"])
    if len(digits) > DIGITS or (len(digits) > 1 and digits[0] == "0"):
        return as_text
    behind = plain[figure.end() :].strip()
    written = measures.leading(behind)
    remark = behind[len(written) :].strip()
    if remark:
        told = _REMARK.fullmatch(remark)
        if told is None:
            return as_text
        remark = told["bracketed"][1:-1] if told["bracketed"] else told["plain"].rstrip(")]")
    if figure["sign"] == "+":
        digits = digits + (figure["rest"] or "")
    else:
        digits = figure["sign"] + digits + (figure["rest"] or "")
    value = _converted(digits, written or heading_unit, unit, measures)
    if value is None:
        return as_text
    spaced = shown if " " in figure["whole"] else ""
    converted_by_heading = heading_unit if not written and heading_unit != unit else ""
    notes = [note for note in (spaced, written or converted_by_heading, remark) if note]
    # The unit of the column beside a remark says nothing new.
    if remark and written == unit and len(notes) > 1:
        notes.remove(written)
    return Cell(value=value, note="；".join(notes) or None, at=at)


def unit_in_heading(text: str, measures: Measures) -> str:
    """The unit that a column's heading names: ``本年收费金额（单位：元）`` → ``元``."""
    told = _HEADING_UNIT.search(text)
    words = told[1] or told[2] if told else ""
    return words if words and measures.leading(words) == words else ""


def _converted(digits: str, written: str, wanted: str, measures: Measures) -> int | Decimal | None:
    """The figure in the unit that is wanted, exactly; None where it cannot be converted."""
    plain = int(digits) if "." not in digits else Decimal(digits)
    if not written or written == wanted:
        return plain
    factor = measures.factor(written, wanted)
    if factor is None:
        return None
    if factor == 1:
        return plain
    value = from_digits(digits) * factor
    if isinstance(value, Exact) and not _ends(value.d):
        return None
    return to_decimal(value)


def _ends(denominator: int) -> bool:
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _folded(text: str) -> str:
    """Full-width digits, letters and marks as the half-width ones, white space as one blank, all dashes before digits
    as a minus."""
    if not text.isascii():
        text = "".join(_fold(c) for c in text)
    return re.sub(r"^[−–](?=[0-9])", "-", " ".join(text.split()))


def _fold(character: str) -> str:
    if character.isascii() or "\u4e00" <= character <= "\u9fff":
        return character
    if ord(character) in _INVISIBLE:
        return ""
    return character if category(character) == "No" else normalize("NFKC", character)
