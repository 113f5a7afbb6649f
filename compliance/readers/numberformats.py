"""What Excel shows of a stored number: ``3001.0`` is 3001, ``0.125`` as ``0.0%`` is 12.5%, 44561 as a date 2021-12-31.

A figure is never rounded to what its format shows, because a figure is never changed; but a per cent sign, a unit in
the format (``0"件"``) and dates are part of what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_PERCENT = frozenset((9, 10))
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|[_*].')
_UNIT = re.compile(r'[0#?.,]+\s*"([^"]*)"\s*$')
_DATE_SIGNS = re.compile(r"[yd年月日]", re.IGNORECASE)
_DIGITS = 15
"""So many digits Excel keeps; what a stored number has behind them is noise of the binary fraction."""

_LARGEST = 20
_LAST_DAY = 2_958_465


class NumberFormats:
    """The number formats of a workbook, by the style that a cell names."""

    def __init__(
        self, styles: etree._Element | Iterable[etree._Element], *, since_1904: bool = False
    ) -> None:
        self._since_1904 = since_1904
        own: dict[int, str] = {}
        self._formats: list[tuple[int, str]] = []
        for part in styles:
            if part.tag == f"{_S}numFmts":
                own = {_whole(each.get("numFmtId")): each.get("formatCode", "") for each in part}
        for part in styles:
            if part.tag == f"{_S}cellXfs":
                keys = [_whole(each.get("numFmtId")) for each in part]
                self._formats = [(key, own.get(key, "").partition(";")[0]) for key in keys]

    def text(self, stored: str, style: int) -> str:
        """What stands in a cell that holds the number *stored*."""
        number = _plain(stored)
        if number is None:
            return stored
        key, code = self._formats[style] if style < len(self._formats) else (0, "")
        signs = _LITERAL.sub("", code)
        if key in _BUILT_IN_DATES or _DATE_SIGNS.search(signs):
            return self._date(number) or _written(number)
        if key in _BUILT_IN_PERCENT or "%" in signs:
            return f"{_written(number * 100)}%"
        unit = _UNIT.search(code)
        return _written(number) + (unit[1].strip() if unit else "")

    def _date(self, number: Decimal) -> str | None:
        days = int(number)
        if not 60 < days < _LAST_DAY:
            return None
        # Excel counts a 29 February 1900 that never was.
        start = date(1904, 1, 1) if self._since_1904 else date(1899, 12, 30)
        return (start + timedelta(days)).isoformat()


def _plain(stored: str) -> Decimal | None:
    """The number without the noise behind its fifteenth digit; None where it is none, or larger than any count."""
    try:
        number = Decimal(stored)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
        return None
    return Decimal(f"{number:.{_DIGITS}g}")


def _written(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else 0
