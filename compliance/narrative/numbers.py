"""Numbers as people write them: ３７, 1,037, 1.2万, 三十八, 一百余, 99.3%, 百分之九十九.

Works on normalised text (:func:`compliance.values.normalise`): no white space, half-width digits.

What reads like a number and is none is told apart, for a phrase must not take it and a gap may jump over it: years
(2021年), dates (1月31日), ordinals and document numbers (第二十条, 第711号, 30号).
"""

from __future__ import annotations

from compliance.values import ROUGH, Missing, Printed, exact, from_digits, percentage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.values import Figure

_DIGITS = "0123456789"
_CAPITALS = "壹贰叁肆伍陆柒捌玖"
_HANZI = f"零〇一二两三四五六七八九十百千{_CAPITALS}拾佰仟"
_STARTS = frozenset(_DIGITS + _HANZI)
_SHARE = "百分之"
_MORE = ("余", "多", "几")
_SEVERAL = ("几", "数")
_SCALES = ("万", "亿", "千", "百")
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGIT |= {c: i for i, c in enumerate(_CAPITALS, 1)}
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SCALE |= {"拾": 10, "佰": 100, "仟": 1000}
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
    position = 0
    while position < len(text):
        if text[position] not in _STARTS:
            position += 1
            continue
        token = _Token(text, position)
        position = max(token.end, position + 1)
        if not token.digits or text[max(0, token.start - 1) : token.start] in ("第", "〔", "["):
            continue
        if text.startswith(_NO_FIGURE_AFTER, token.end):
            continue
        if token.is_hanzi and not token.is_share and not text.startswith(spellings, token.end):
            continue
        value: Figure | Printed | Missing | None = token.value()
        if (
            token.is_rough
            or (token.is_scale and text.endswith(_SEVERAL, 0, token.start))
            or text.endswith(_ROUGH_BEFORE, 0, token.start)
            or _rough_after(text, token.end, spellings)
        ):
            value = ROUGH if value is not None or token.is_scale else None
        if value is None:
            continue
        yield Number(token.start, token.end, value, token.is_share)


class _Token:
    """A number as it is written: 百分之 before it, digits or characters, 余 and 万 behind them, or %.

    Read by hand: a pattern for it would take as long to compile as all else that is done with a passing report.
    """

    __slots__ = ("decimals", "digits", "end", "is_hanzi", "is_rough", "is_share", "scale", "start")

    def __init__(self, text: str, start: int) -> None:
        self.start = start
        position = start + len(_SHARE) if text.startswith(_SHARE, start) else start
        self.is_share = position > start
        self.is_hanzi = text[position : position + 1] not in _DIGITS
        end = _run(text, position, _HANZI) if self.is_hanzi else _digits_end(text, position)
        self.digits = text[position:end]
        self.decimals = ""
        if self.is_share and self.is_hanzi and text.startswith("点", end):
            # 百分之九十九点五; of what else is counted nobody writes decimals in characters.
            self.decimals = text[end + 1 : _run(text, end + 1, _HANZI)]
            end += 1 + len(self.decimals)
        self.is_rough = text.startswith(_MORE, end)
        end += self.is_rough
        self.scale = text[end : end + 1] if text.startswith(_SCALES, end) else ""
        if self.scale and text.startswith("亿", end + 1):
            self.scale += "亿"
        end += len(self.scale)
        if text.startswith(_MORE, end):
            self.is_rough = True
            end += 1
        if text.startswith("%", end):
            self.is_share = True
            end += 1
        self.end = end

    @property
    def is_scale(self) -> bool:
        """Whether only tens, hundreds or thousands are told: 几十, 数百, 百余."""
        return all(character in _SCALE for character in self.digits)

    def value(self) -> Figure | Printed | None:
        """The figure that it tells; None where the characters tell none."""
        if self.is_hanzi:
            whole = 100 if self.is_share and self.digits == "百" else in_characters(self.digits)
            if whole is None:
                return None
            if not self.is_share:
                return whole * self._factor()
            decimals = "".join(str(_DIGIT[c]) for c in self.decimals if c in _DIGIT)
            return percentage(f"{whole}.{decimals}" if decimals else str(whole))
        digits = self.digits.replace(",", "")
        if self.is_share:
            return percentage(digits)
        factor = self._factor()
        value = from_digits(digits) * factor
        places = len(digits.partition(".")[2])
        # 1.2万 and 24252.31 are known to their last digit only; a plain whole number is what it is.
        return Printed(value, exact(factor, 10**places)) if places or factor > 1 else value

    def _factor(self) -> int:
        factor = 1
        for character in self.scale:
            factor *= _SCALE[character]
        return factor


def _run(text: str, start: int, characters: str) -> int:
    """Where a run of these characters ends."""
    end = start
    while end < len(text) and text[end] in characters:
        end += 1
    return end


def _digits_end(text: str, start: int) -> int:
    """The end of digits with or without thousands commas and a decimal point: a comma is one of the number's only
    before exactly three digits."""
    end = _run(text, start, _DIGITS)
    if end - start <= 3:
        while text.startswith(",", end) and _run(text, end + 1, _DIGITS) == end + 4:
            end += 4
    if text.startswith(".", end):
        after = _run(text, end + 1, _DIGITS)
        end = after if after > end + 1 else end
    return end


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


def find_known(text: str, kind: str) -> list[tuple[int, int]]:
    """Numbers of persons, known by their form: ``identity``, a citizen's number whose check digit is right; ``mobile``,
    eleven digits that begin like a mobile number."""
    found = []
    # Both have eleven digits at least: a run of so many shows itself to whoever looks at every eleventh character.
    position = 10
    while position < len(text):
        if text[position] not in _DIGITS:
            position += 11
            continue
        end = _run(text, position, _DIGITS)
        while position and text[position - 1] in _DIGITS:
            position -= 1
        last = text[end : end + 1]
        if kind == "identity":
            told = text[position:end] + (last.upper() if end - position == 17 and last in ("X", "x") else "")
            if _is_identity(told):
                found.append((position, position + len(told)))
        elif end - position == 11 and text[position] == "1" and text[position + 1] in "3456789":
            found.append((position, end))
        position = end + 10
    return found


def _is_identity(told: str) -> bool:
    """Whether these are the 18 characters of a citizen's number: GB 11643."""
    if len(told) != 18 or told[6:8] not in ("19", "20"):
        return False
    total = sum(int(digit) * (2 ** (17 - i) % 11) for i, digit in enumerate(told[:17]))
    return told[17] == "10X98765432"[total % 11]


def _is_short(told: str) -> bool:
    return told.isdecimal() and len(told) <= 2


def _is_date(iso: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


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
