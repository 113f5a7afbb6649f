"""Numbers as people write them: ３７, 1,037, 1.2万, 三十八, 一百余, 99.3%, 百分之九十九.

Works on normalised text (:func:`compliance.values.normalise`): no white space, half-width digits.

What reads like a number and is none is told apart, for a phrase must not take it and a gap may jump over it: years
(2021年), dates (1月31日), ordinals and document numbers (第二十条, 第711号, 30号).
"""

from __future__ import annotations

import re

from compliance.values import ROUGH, Missing, Printed, exact, from_digits, percentage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.values import Figure

_TOKEN = re.compile(
    r"(?P<share>百分之)?"
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<hanzi>[零〇一二两三四五六七八九十百千]+))"
    r"(?P<rough>[余多]?)(?P<scale>[万亿千百]?亿?)(?P<rough2>[余多]?)(?P<percent>%)?"
)
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ROUGH_BEFORE = ("约", "近", "超", "逾", "超过", "大约", "不到", "不足", "至少")
_ROUGH_AFTER = ("左右", "以上", "以下", "上下")
_NO_FIGURE_AFTER = ("年", "月", "日", "号", "时", "点", "届", "楼", "室")


class Number:
    """A number in a sentence: ``start`` to ``end`` without its unit; ``value`` is a figure, or ROUGH; of a date the ISO
    text."""

    __slots__ = ("end", "is_percentage", "start", "value")

    def __init__(
        self, start: int, end: int, value: Figure | Printed | Missing | str, is_percentage: bool
    ) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.is_percentage = is_percentage

    def __repr__(self) -> str:
        return f"Number({self.start}, {self.end}, {self.value!r})"


def find_numbers(text: str, spellings: tuple[str, ...]) -> list[Number]:
    """The figures and percentages of a normalised sentence, in order.

    :param spellings: The spellings of all units. A number in characters (三十八) counts only in front of one: 一是,
        统一 and 十四五 are no numbers.
    """
    return list(_numbers(text, spellings))


def _numbers(text: str, spellings: tuple[str, ...]) -> Iterator[Number]:
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if text[max(0, start - 1) : start] in ("第", "〔", "[") or text.startswith(_NO_FIGURE_AFTER, end):
            continue
        share = found["percent"] or found["share"]
        value: Figure | Printed | Missing | None
        if share:
            digits = found["digits"]
            value = percentage(digits.replace(",", "")) if digits else _share_in_characters(found["hanzi"])
        elif found["hanzi"] and not text.startswith(spellings, end):
            continue
        else:
            value = _figure(found)
        if value is None:
            continue
        if (
            found["rough"]
            or found["rough2"]
            or text.endswith(_ROUGH_BEFORE, 0, start)
            or _rough_after(text, end, spellings)
        ):
            value = ROUGH
        yield Number(start, end, value, bool(share))


def find_dates(text: str) -> list[Number]:
    """The full dates of a normalised sentence (2022年1月31日), in order; the value is the ISO text."""
    return list(_dates(text))


def _dates(text: str) -> Iterator[Number]:
    place = text.find("年")
    while place >= 0:
        year, (month, month_sign, rest) = text[max(0, place - 4) : place], text[place + 1 :].partition("月")
        day, day_sign, _ = rest.partition("日")
        if (
            month_sign
            and day_sign
            and len(year) == 4
            and all(_is_short(told) for told in (month, day))
            and year.isdecimal()
        ):
            iso = f"{year}-{int(month):02}-{int(day):02}"
            if _is_date(iso):
                end = place + len(month) + len(day) + 3
                yield Number(place - 4, end, iso, is_percentage=False)
        place = text.find("年", place + 1)


def _is_short(told: str) -> bool:
    return told.isdecimal() and len(told) <= 2


def _is_date(iso: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _figure(found: re.Match[str]) -> Figure | Printed | None:
    scale = 1
    for character in found["scale"]:
        scale *= _SCALE[character]
    if found["hanzi"]:
        whole = in_characters(found["hanzi"])
        return None if whole is None else whole * scale
    digits = found["digits"].replace(",", "")
    value = from_digits(digits) * scale
    places = len(digits.partition(".")[2])
    # 1.2万 and 24252.31 are known to their last digit only; a plain whole number is what it is.
    return Printed(value, exact(scale, 10**places)) if places or scale > 1 else value


def _share_in_characters(hanzi: str) -> Printed | None:
    whole = 100 if hanzi == "百" else in_characters(hanzi)
    return None if whole is None else percentage(str(whole))


def _rough_after(text: str, end: int, spellings: tuple[str, ...]) -> bool:
    # The unit stands between: 三十件左右, 100件以上.
    units = [unit for unit in spellings if text.startswith(unit, end)]
    return any(text.startswith(_ROUGH_AFTER, end + len(unit)) for unit in ("", *units))


def in_characters(hanzi: str) -> int | None:
    """The number that 三十八, 一百二十, 两千零五, 二〇二一 tell; None where the characters tell none (百千)."""
    if not any(c in _SCALE for c in hanzi):
        return int("".join(str(_DIGIT[c]) for c in hanzi))
    total, digit, last = 0, None, 10_000
    for character in hanzi:
        if character in _DIGIT:
            if digit:
                return None
            digit = _DIGIT[character]
            continue
        scale = _SCALE[character]
        if scale >= last:
            return None
        if digit is None and scale != 10:  # 十五 is fifteen; a bare 百 is no number
            return None
        total += (1 if digit is None else digit) * scale
        digit, last = None, scale
    if digit and last >= 100 and hanzi[-2] in _SCALE:
        return None  # 一百二: a hundred and twenty in speech, a hundred and two by its characters
    return total + (digit or 0)
