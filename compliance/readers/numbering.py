"""The numbers that Word makes: ``一、``, ``（二）``, ``1.`` of lists and headings, which stand nowhere in the text.

A paragraph's list (``w:num``) refers to an abstract list with nine levels; each level has a start, a way of writing
(``chineseCounting``) and a text (``（%2）``). Lists of one abstract list go on counting one another.

The surprise: numbers are counted over *all* paragraphs in order, so every paragraph that is shown has to be asked for
its number, even if nobody wants it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compliance.readers.wordml import VAL, W, toggle, value, whole

if TYPE_CHECKING:
    from lxml import etree

LEVELS = 9
_LONGEST = 9_999
"""No list of a report counts further. What does is written in figures."""


@dataclass(slots=True)
class Level:
    """One level of a list. ``restart``: after which higher level (from 1) it begins anew; 0 never, None any."""

    start: int = 1
    written: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """One list as it is used: its levels, the abstract list that it counts with, where it starts anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, and how far they have counted.

    :param root: The root of ``numbering.xml``, or None where there is none.
    :param style_lists: Which list a numbering style has: style id → list id.
    """

    def __init__(self, root: etree._Element | None, style_lists: Mapping[str, str]) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._style_levels: dict[tuple[str, str], int] = {}
        if root is not None:
            self._load(root, style_lists)

    def define(
        self, list_id: str, abstract: str, levels: Mapping[int, Level], starts: dict[int, int]
    ) -> None:
        """Say what a list is.

        :param abstract: Lists with the same abstract list go on counting one another.
        :param starts: Where some of its levels start anew when they are first used.
        """
        self._lists[list_id] = _List(abstract, levels, starts)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list keeps for a paragraph style."""
        return self._style_levels.get((list_id, style), 0)

    def next(self, list_id: str, level: int) -> str | None:
        """Count one paragraph of a list, and say the number before it; None for bullets and unknown lists."""
        used = self._lists.get(list_id)
        if used is None or not 0 <= level < LEVELS or level not in used.levels:
            return None
        counts = self._counts.setdefault(used.abstract, [None] * LEVELS)
        here = used.levels[level]
        count = counts[level]
        start = used.starts.pop(level, None)
        counts[level] = start if start is not None else here.start if count is None else count + 1
        for deeper in range(level + 1, LEVELS):
            restart = used.levels[deeper].restart if deeper in used.levels else None
            if restart is None or level < restart:
                counts[deeper] = None
        return self._told(used, here, counts)

    def _told(self, used: _List, here: Level, counts: list[int | None]) -> str | None:
        if here.written == "bullet":
            return None
        text = here.text
        for i in range(LEVELS):
            if f"%{i + 1}" in text:
                level = used.levels.get(i, Level())
                count = counts[i]
                written = "decimal" if here.legal else level.written
                text = text.replace(f"%{i + 1}", ordinal(level.start if count is None else count, written))
        return text.strip() or None

    def _load(self, root: etree._Element, style_lists: Mapping[str, str]) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        by_style: dict[str, str] = {}
        styles: dict[str, dict[str, int]] = {}
        for element in root.iterchildren(f"{W}abstractNum"):
            key = element.get(f"{W}abstractNumId", "")
            abstracts[key] = {}
            for each in element.iterchildren(f"{W}lvl"):
                index = whole(each.get(f"{W}ilvl")) or 0
                abstracts[key][index] = _level(each)
                if each.find(f"{W}pStyle") is not None:
                    styles.setdefault(key, {})[value(each, "pStyle") or ""] = index
            by_style[key] = value(element, "numStyleLink") or ""
        lists = {element.get(f"{W}numId", ""): element for element in root.iterchildren(f"{W}num")}
        for key, element in lists.items():
            abstract = value(element, "abstractNumId") or ""
            # The list of a numbering style stands with another abstract list.
            styled = lists.get(style_lists.get(by_style.get(abstract, ""), ""))
            if styled is not None:
                abstract = value(styled, "abstractNumId") or ""
            used = _List(abstract, abstracts.get(abstract, {}))
            for override in element.iterchildren(f"{W}lvlOverride"):
                _override(used, override)
            self._lists[key] = used
            for style, index in styles.get(abstract, {}).items():
                self._style_levels[key, style] = index


def _override(used: _List, override: etree._Element) -> None:
    index = whole(override.get(f"{W}ilvl")) or 0
    level = override.find(f"{W}lvl")
    if level is not None:
        used.levels = {**used.levels, index: _level(level)}
    start = whole(value(override, "startOverride"))
    if start is not None:
        used.starts[index] = start


def _level(element: etree._Element) -> Level:
    start = whole(value(element, "start"))
    # A way of writing that only new versions know has the old versions' beside it.
    written = [each.get(VAL, "decimal") for each in element.iter(f"{W}numFmt")]
    return Level(
        start=1 if start is None else start,
        written=next((each for each in written if each != "custom"), "decimal"),
        text=value(element, "lvlText") or "",
        legal=bool(toggle(element, "isLgl")),
        restart=whole(value(element, "lvlRestart")),
    )


def ordinal(number: int, written: str) -> str:
    """A number of a list in one of Word's ways of writing; in figures where the way has no sign for it."""
    way = _WAYS.get(written)
    if way is None or not 0 < number <= _LONGEST:
        return "" if written == "none" else str(number)
    return way(number)


def _counting(digits: str, units: str, *, teens: bool) -> Callable[[int], str]:
    """Numerals with units: 二十一. ``teens``: 十一, not 一十一."""

    def way(number: int) -> str:
        told, zero = "", False
        for power in range(3, -1, -1):
            digit = number // 10**power % 10
            if digit:
                told += (digits[0] if zero else "") + digits[digit] + units[power].strip()
                zero = False
            else:
                zero = bool(told)
        return told[1:] if teens and 10 <= number < 20 else told

    return way


def _signs(signs: str) -> Callable[[int], str]:
    """One sign a number, as far as they go."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _digitwise(digits: str) -> Callable[[int], str]:
    """Figure by figure in other digits."""
    return lambda number: str(number).translate({ord("0") + i: digit for i, digit in enumerate(digits)})


def _letters(first: str) -> Callable[[int], str]:
    """A, B … Z, AA, BB …"""
    return lambda number: chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    told = ""
    for worth, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        told += sign * (number // worth)
        number %= worth
    return told


def _run_of(first: str, count: int) -> str:
    return "".join(chr(ord(first) + i) for i in range(count))


_chinese = _counting("零一二三四五六七八九", " 十百千", teens=True)
_legal = _counting("零壹贰叁肆伍陆柒捌玖", " 拾佰仟", teens=False)
_stems = _signs("甲乙丙丁戊己庚辛壬癸")
_circles = _signs(_run_of("①", 20))

_WAYS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _digitwise("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digitwise("〇一二三四五六七八九"),
    "taiwaneseDigital": _digitwise("○一二三四五六七八九"),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", " 拾佰仟", teens=False),
    "ideographTraditional": _stems,
    "ideographZodiac": _signs("子丑寅卯辰巳午未申酉戌亥"),
    "decimalFullWidth": _digitwise("０１２３４５６７８９"),
    "decimalFullWidth2": _digitwise("０１２３４５６７８９"),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": _circles,
    "decimalEnclosedCircleChinese": _circles,
    "decimalEnclosedFullstop": _signs(_run_of("⒈", 20)),
    "decimalEnclosedParen": _signs(_run_of("⑴", 20)),
    "ideographEnclosedCircle": _signs(_run_of("㊀", 10)),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
