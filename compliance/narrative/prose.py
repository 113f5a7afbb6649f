"""The narrative cut into sentences, and the way back from a sentence to the paragraph it came from.

A sentence ends at 。；！？ and at the end of its paragraph. Everything is matched on normalised text; places in the
report as it was read are worked out only for what is shown (:meth:`Sentence.place`).
"""

from __future__ import annotations

import re

from compliance.narrative.numbers import find_numbers
from compliance.values import normalise, offsets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.narrative.numbers import Number

_END = re.compile("[。;；!！?？]")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?=年)|(?P<last>上一?年|去年|往年)|(?P<this>[本今当]年)")
# "compared with last year" says nothing about the number that follows, and 上年结转 is a figure of this year.
_COMPARING = ("较", "比", "与", "同", "和", "对比")
_OWN_FIGURE = re.compile("度?(?:结转|转结|转入|转来|遗留|未办结)")
_TITLE = re.compile("《[^》]*》")


class Sentence:
    """One sentence: its part (numeral, ``title``, ``preface`` or None), the paragraph in it (from 0), its text."""

    __slots__ = ("_numbers", "_source", "_years", "paragraph", "section", "start", "text")

    def __init__(self, section: str | None, paragraph: int, start: int, text: str, source: str) -> None:
        self.section = section
        self.paragraph = paragraph
        self.start = start
        self.text = text
        self._source = source
        self._numbers: list[Number] | None = None
        self._years: list[tuple[int, int, int]] | None = None

    def numbers(self, spellings: tuple[str, ...]) -> list[Number]:
        """The numbers of the sentence (*spellings*: of all units; the same for every call)."""
        if self._numbers is None:
            self._numbers = find_numbers(self.text, spellings)
        return self._numbers

    def years(self, own: int | None) -> list[tuple[int, int, int]]:
        """The year words: (start, end, year relative to the report's *own*), 0 for 本年. Titles of documents and
        comparisons (较上年) are left out."""
        if self._years is None:
            self._years = list(self._find_years(own))
        return self._years

    def _find_years(self, own: int | None) -> list[tuple[int, int, int]]:
        titles = [m.span() for m in _TITLE.finditer(self.text)]
        found = []
        for m in _YEAR.finditer(self.text):
            start, end = m.span()
            if any(a <= start < b for a, b in titles) or self.text.endswith(_COMPARING, 0, start):
                continue
            if m["last"]:
                if not _OWN_FIGURE.match(self.text, end):
                    found.append((start, end, -1))
            elif m["this"]:
                found.append((start, end, 0))
            elif own is not None:
                found.append((start, end, int(m["year"]) - own))
        return found

    def place(self, start: int, end: int) -> tuple[int, int, str]:
        """Where ``text[start:end]`` stands in the paragraph as it was read: offsets and the words themselves."""
        where = offsets(self._source)
        first = where[self.start + start]
        last = where[self.start + end - 1] + 1 if end > start else first
        return first, last, self._source[first:last]


def sentences(section: str | None, paragraphs: list[str]) -> list[Sentence]:
    """The sentences of one part."""
    found = []
    for index, source in enumerate(paragraphs):
        text = normalise(source)
        start = 0
        for end in _END.finditer(text):
            if end.start() > start:
                found.append(Sentence(section, index, start, text[start : end.start()], source))
            start = end.end()
        if start < len(text):
            found.append(Sentence(section, index, start, text[start:], source))
    return found
