"""Digits that count nothing: telephone numbers, postcodes, years, numbers in lists, names that are written in digits.

Asked only for the ledger: phrases of rules say by their words what they count. In doubt it is a count, for a number
that is shown needlessly costs a glance, and one that is not shown is signed unseen.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.narrative.numbers import Number

_LABELS = (
    *("电话", "传真", "邮编", "邮政编码", "热线", "专线", "拨打", "邮箱", "网址", "地址"),
    *("编号", "编码", "号码", "代码", "备案号", "账号", "QQ"),
)
"""Words after which a number without a unit is one to dial or to look up."""
_NUMBERED = ("附件", "附表", "附录", "表", "图")
_HYPHENS = "-–—~"
_QUOTES = {"“": "”", "‘": "’", '"': '"', "「": "」", "《": "》"}


def is_code(text: str, number: Number, units: tuple[str, ...]) -> bool:
    """Whether the number at its place in a normalised sentence counts nothing.

    :param units: What counts are followed by, the longest first.
    """
    start, end = number.start, number.end
    told, before, after = text[start:end], text[:start], text[end:]
    if told[0] == "0" and told[1:2].isdecimal():
        return True  # 0517, 01
    if _is_joined(text, start, end, units):
        return True
    if number.is_percentage or after.startswith(units):
        return False
    return (
        _is_year(told, before, after)
        or _is_item(told, before, after)
        or (told == "12345" or after.startswith(("热线", "专线")))
        or (before[-1:] in _QUOTES and after.startswith(_QUOTES[before[-1]]))
        or before.endswith(_NUMBERED)
        or any(label in _clause(before) for label in _LABELS)
    )


def _is_joined(text: str, start: int, end: int, units: tuple[str, ...]) -> bool:
    """Whether the digits belong to something longer: 0517-83605210, A4, http://10.0.0.1, 163.com, 7×24, 10:30."""
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    beyond_left, beyond_right = text[max(0, start - 2) : start - 1], text[end + 1 : end + 2]
    if _is_latin(left) or _is_latin(right):
        return True
    if left and left in "-+±~–—/.:×*_@=#&" and _is_latin_or_digit(beyond_left):
        return not _is_range(text, _run_start(text, start - 1), end, units)
    if right and right in "-+~–—/.:×*_@=#&" and _is_latin_or_digit(beyond_right):
        return not _is_range(text, start, _run_end(text, end + 1), units)
    return bool(left and left in "@_#") or bool(right and right in "@_")


def _is_range(text: str, start: int, end: int, units: tuple[str, ...]) -> bool:
    """Whether ``text[start:end]`` tells two counts: 10-15人, 3—5个, 3/4."""
    for sign in (*_HYPHENS, "/"):
        low, found, high = text[start:end].partition(sign)
        if found:
            if not (low.isdecimal() and high.isdecimal()) or _is_latin_or_digit(text[start - 1 : start]):
                return False
            if (
                max(len(low), len(high)) > 4
                or "0" in (low[0], high[0])
                or text[end : end + 1] in (*_HYPHENS, "/")
            ):
                return False
            return text.startswith(units, end) or (sign == "/" and max(len(low), len(high)) < 4)
    return False


def _is_year(told: str, before: str, after: str) -> bool:
    """(2023), and the first of 2022—2024年."""
    if len(told) != 4 or told[:2] not in ("19", "20"):
        return False
    if before.endswith(("(", "[")) and after.startswith((")", "]")):
        return True
    return after[:1] in (*_HYPHENS, "至", "到", "、", "/") and after[1:5].isdecimal() and after[5:6] == "年"


def _is_item(told: str, before: str, after: str) -> bool:
    """The number of a list's item: (1)发布, 1.发布, 2、发布."""
    if len(told) > 2:
        return False
    if before.endswith("("):
        return after.startswith(")")
    return before[-1:] in ("", ",", ":") and after[:1] in ("、", ".", ")") and len(after) > 1


def _clause(before: str) -> str:
    """What was said since the last comma."""
    return before[max(before.rfind(mark) for mark in ",。;()") + 1 :]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_latin_or_digit(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _run_start(text: str, end: int) -> int:
    """Where the digits before a place begin."""
    while end and text[end - 1].isdecimal():
        end -= 1
    return end


def _run_end(text: str, start: int) -> int:
    while text[start : start + 1].isdecimal():
        start += 1
    return start
