"""The narrative cut into sentences, and the way back from a sentence to the paragraph it came from.

A sentence ends at 。；！？ and at the end of its paragraph. Everything is matched on normalised text; places in the
report as it was read are worked out only for what is shown (:meth:`Sentence.place`).
"""

from __future__ import annotations

from compliance.narrative.numbers import find_numbers
from compliance.values import normalise, offsets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.narrative.numbers import Number

# Normalised: ；！？ have become half-width.
_ENDS = str.maketrans(dict.fromkeys("。;!?", "\n"))
_LAST = ("上年", "上一年", "去年", "往年")
_THIS = ("本年", "今年", "当年")
# "compared with last year" says nothing about the number that follows, and 上年结转 is a figure of this year.
_COMPARING = ("较", "比", "与", "同", "和")
_OWN_FIGURE = ("结转", "转结", "转入", "转来", "遗留", "未办结")


class _Source:
    """A paragraph as it was read. Its offsets are worked out once, for all that is quoted from it."""

    __slots__ = ("_where", "text", "told")

    def __init__(self, text: str) -> None:
        self.text = text
        self.told = normalise(text)
        self._where: list[int] | None = None

    @property
    def where(self) -> list[int]:
        """For each character of the normalised paragraph its place in the paragraph as it was read."""
        if self._where is None:
            self._where = offsets(self.text)
        return self._where


class Sentence:
    """One sentence: its part (numeral, ``title``, ``preface`` or None), the paragraph in it (from 0), its text."""

    __slots__ = ("_numbers", "_source", "_years", "known", "paragraph", "section", "start", "text")

    def __init__(self, section: str | None, paragraph: int, start: int, text: str, source: _Source) -> None:
        self.section = section
        self.paragraph = paragraph
        self.start = start
        self.text = text
        self._source = source
        self._numbers: list[Number] | None = None
        self._years: list[tuple[int, int, int]] | None = None
        self.known: dict[tuple[str, ...], list[int]] = {}
        """Where words stand in it, as far as phrases have looked for them."""

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

    def _find_years(self, own: int | None) -> Iterator[tuple[int, int, int]]:
        text = self.text
        for start, end, told in year_words(text):
            in_title = text.count("《", 0, start) > text.count("》", 0, start)
            if in_title or text.endswith(_COMPARING, 0, start):
                continue
            if told in _LAST:
                if not text[end:].removeprefix("度").startswith(_OWN_FIGURE):
                    yield start, end, -1
            elif told in _THIS:
                yield start, end, 0
            elif own is not None:
                yield start, end, int(told) - own

    def before(self, end: int) -> str:
        """The normalised paragraph up to a place in this sentence."""
        return self._source.told[: self.start + end]

    def place(self, start: int, end: int) -> tuple[int, int, str]:
        """Where ``text[start:end]`` stands in the paragraph as it was read: offsets and the words themselves."""
        where = self._source.where
        first = where[self.start + start]
        last = where[self.start + end - 1] + 1 if end > start else first
        return first, last, self._source.text[first:last]


def year_words(text: str) -> Iterator[tuple[int, int, str]]:
    """The year words of a normalised text: (start, end, ``2021`` or the word), the figures without their 年.

    By hand, as a pattern would take longer to compile than a report takes to check.
    """
    place = text.find("年")
    while place >= 0:
        digits = text[max(0, place - 4) : place]
        if (
            digits[:2] in ("19", "20")
            and len(digits) == 4
            and digits.isdecimal()
            and not text[place - 5 : place - 4].isdecimal()
        ):
            yield place - 4, place, digits
        else:
            for word in (*_LAST, *_THIS):
                if text.endswith(word, 0, place + 1):
                    yield place + 1 - len(word), place + 1, word
                    break
        place = text.find("年", place + 1)


def sentences(section: str | None, paragraphs: list[str]) -> list[Sentence]:
    """The sentences of one part."""
    found = []
    for index, paragraph in enumerate(paragraphs):
        source = _Source(paragraph)
        start = 0
        for text in source.told.translate(_ENDS).split("\n"):
            if text:
                found.append(Sentence(section, index, start, text, source))
            start += len(text) + 1
    return found
