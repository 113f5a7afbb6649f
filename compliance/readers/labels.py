"""Printed labels as they are compared: without spaces, numerals and punctuation, and how alike two of them are.

Paper prints ``（二）部分公开（区分处理的，只计这一情形，不计其他情形）``; reports print it cut short, with half-width
brackets, with ``2、`` for ``2.``, with a character lost. Likeness is counted in pairs of neighbouring characters
(bigrams, Dice's coefficient), which needs no word list and forgives a lost character. Figures never take part in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from compliance.values import normalise

LONGEST = 120
"""Labels are short: of a longer text only so many characters are compared."""

CONTAINED = 0.7
"""How alike a label and a piece of it are at least (``逾期不补正``), if the piece says anything."""

SAME_BUT_FOR_BRACKETS = 0.97

_CHINESE = "一二三四五六七八九十"
_ENUMERATOR = re.compile(
    rf"\((?P<bracketed>[{_CHINESE}]{{1,3}})\)[、.,:]?"
    rf"|(?P<chinese>[{_CHINESE}]{{1,3}})[、.,:]"
    r"|\(?(?P<digits>\d{1,2})(?:[、.,:)]+(?!\d)|(?=[^\W\d]))"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_PUNCTUATION = str.maketrans("", "", "“”\"'‘’「」『』《》〈〉()[]{}【】〔〕、,.。;:!?·…—–-─_/\\|*#~`^+=<>")


@dataclass(frozen=True, slots=True)
class Label:
    """A text prepared for comparison.

    ``enumerator`` is its numeral in a style of its own (``(三)``, ``三、``, ``3``) or empty; ``core`` what is left
    without it and without punctuation; ``base`` the core without what stands in brackets.
    """

    text: str
    enumerator: str
    core: str
    base: str
    bigrams: frozenset[str]


@lru_cache(maxsize=4096)
def label(text: str) -> Label:
    """The label that *text* is."""
    plain = normalise(text[:LONGEST])
    enumerator = ""
    numeral = _ENUMERATOR.match(plain)
    if numeral is not None and numeral.end() < len(plain):
        plain = plain[numeral.end() :]
        if numeral["bracketed"]:
            enumerator = f"({numeral['bracketed']})"
        else:
            enumerator = f"{numeral['chinese']}、" if numeral["chinese"] else numeral["digits"]
    core = plain.translate(_PUNCTUATION)
    base = _BRACKETS.sub("", plain).translate(_PUNCTUATION) or core
    pairs = frozenset(core[i : i + 2] for i in range(len(core) - 1)) or frozenset((core,))
    return Label(text, enumerator, core, base, pairs)


def is_same(a: Label, b: Label) -> bool:
    """Whether the two say the same, numeral and what stands in brackets aside."""
    return bool(a.core) and (a.core == b.core or a.base == b.base)


def likeness(a: Label, b: Label) -> float:
    """How alike two labels are, from 0 to 1. Only the very same core gives 1."""
    if not a.core or not b.core:
        return 0.0
    if a.core == b.core:
        return 1.0
    if a.base == b.base:
        return SAME_BUT_FOR_BRACKETS
    dice = 2 * len(a.bigrams & b.bigrams) / (len(a.bigrams) + len(b.bigrams))
    short, long = sorted((a.core, b.core), key=len)
    if len(long) <= 3:
        # Of so short a label one wrong character leaves no pair: single characters count half.
        dice = max(dice, len(set(short) & set(long)) / (len(set(short)) + len(set(long))))
    if len(short) >= 3 and short in long:
        return max(dice, CONTAINED + 0.2 * len(short) / len(long))
    return dice
