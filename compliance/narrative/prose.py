"""The narrative cut into sentences, and the way back from a sentence to the paragraph it came from.

A sentence ends at 。；！？ and at the end of its paragraph, but not before 其中. Everything is matched on normalised
text; places in the report as it was read are worked out only for what is shown (:meth:`Sentence.place`).

A short heading （二）依申请公开 that is a paragraph by itself speaks for the paragraphs below it: what they count is
told there.
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
# A comparison with last year that names no year.
_AGAINST_LAST = ("同比", "环比")
_WHOLE_YEAR = ("全年", "本年", "年内")
_UP_TO = "至到-—―~、和"
_LONGEST_HEADING = 30


class _Source:
    """A paragraph as it was read. Its offsets are worked out once, for all that is quoted from it."""

    __slots__ = ("_where", "heading", "text", "told")

    def __init__(self, text: str, heading: str = "") -> None:
        self.text = text
        self.heading = heading
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
        self._years: list[tuple[int, int, int, bool]] | None = None
        self.known: dict[tuple[str, ...], list[int]] = {}
        """Where words stand in it, as far as phrases have looked for them."""

    def numbers(self, spellings: tuple[str, ...]) -> list[Number]:
        """The numbers of the sentence (*spellings*: of all units; the same for every call)."""
        if self._numbers is None:
            self._numbers = find_numbers(self.text, spellings)
        return self._numbers

    def years(self, own: int | None) -> list[tuple[int, int, int]]:
        """The year words: (start, end, year relative to the report's *own*), 0 for 本年. Titles of documents and
        comparisons (较上年) are left out; of a span of years (2022年至2024年) every year is as far off as the first."""
        return [told[:3] for told in self._all_years(own) if not told[3]]

    def is_of_another_time(self, place: int, own: int | None, apart: list[tuple[int, int]]) -> bool:
        """Whether a number at *place* is told for another year, or for some months of this one.

        The nearest year word in front of it decides. A comparison tells of the other year up to the next comma:
        与上年收到的34件相比, 较上年新增5件; but not 与上年相比，新收5件.

        :param apart: Places that say nothing: year words there belong to the phrase that took the number.
        """
        relative = 0
        for start, end, offset, compares in self._all_years(own):
            if end > place or any(a < end and start < b for a, b in apart):
                continue
            if not (compares and "," in self.text[end:place]):
                relative = offset
        return relative != 0 or self._is_of_months(place)

    def _is_of_months(self, place: int) -> bool:
        """Whether the last month in front of a number says that it is not the whole year's: 1-6月, 截至11月底."""
        text = self.text
        month = text.rfind("月", 0, place)
        while month >= 0:
            first = month
            while first and text[first - 1].isdecimal():
                first -= 1
            # A day behind it makes it a date: the 31st of December, or that of a document.
            if first < month and not text[month + 1 : month + 2].isdecimal():
                is_all = text[first:month] == "12" and (
                    text.startswith(("底", "末"), month + 1) or text[first - 1 : first] in tuple(_UP_TO)
                )
                return not is_all and not any(word in text[month:place] for word in _WHOLE_YEAR)
            month = text.rfind("月", 0, month)
        return False

    def _all_years(self, own: int | None) -> list[tuple[int, int, int, bool]]:
        if self._years is None:
            self._years = list(self._find_years(own))
        return self._years

    def _find_years(self, own: int | None) -> Iterator[tuple[int, int, int, bool]]:
        """(start, end, year relative to *own*, whether it is only compared with), in order."""
        text = self.text
        found = [
            *year_words(text),
            *((place, place + 2, word) for word in _AGAINST_LAST if (place := text.find(word)) >= 0),
        ]
        last, offset = -1, 0
        for start, end, told in sorted(found):
            if text.count("《", 0, start) > text.count("》", 0, start):
                continue
            spans = last >= 0 and _is_span(text[last:start])
            last = end
            if told in _AGAINST_LAST:
                yield start, end, -1, True
                continue
            if told in _LAST:
                if text[end:].removeprefix("度").startswith(_OWN_FIGURE):
                    continue
                offset = -1
            elif told in _THIS:
                offset = 0
            elif own is None:
                continue
            elif int(told) == own - 1 and text[end + 1 :].removeprefix("度").startswith(_OWN_FIGURE):
                # 加上2023年结转的23件 in a report on 2024 is 上年结转.
                continue
            elif not spans or not offset:
                offset = int(_first_of_span(text, start) or told) - own
            yield start, end, offset, text.endswith(_COMPARING, 0, start)

    def before(self, end: int) -> str:
        """The normalised paragraph up to a place in this sentence, below its heading."""
        return self._source.heading + self._source.told[: self.start + end]

    def place(self, start: int, end: int) -> tuple[int, int, str]:
        """Where ``text[start:end]`` stands in the paragraph as it was read: offsets and the words themselves."""
        where = self._source.where
        first = where[self.start + start]
        last = where[self.start + end - 1] + 1 if end > start else first
        return first, last, self._source.text[first:last]


def stretches(paragraphs: list[str], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where a stretch of the normalised text of some paragraphs, a line each, stands in them as they were read:
    (index, start, end) for each paragraph that it touches."""
    before = 0
    for index, paragraph in enumerate(paragraphs):
        where = offsets(paragraph)
        first, last = max(start - before, 0), min(end - before, len(where))
        if first < last:
            yield index, where[first], where[last - 1] + 1
        before += len(where) + 1


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


def _first_of_span(text: str, start: int) -> str:
    """The 2022 of 2022-2024年, where only the last year of a span is called one."""
    first = text[max(0, start - 5) : max(0, start - 1)]
    return (
        first if text[start - 1 : start] in tuple(_UP_TO) and first[:2] == "20" and first.isdecimal() else ""
    )


def _is_span(between: str) -> bool:
    """Whether what stands between two years makes a span of them: 2022年至2024年, 2023年7月-2024年6月."""
    return any(c in _UP_TO for c in between) and all(
        c in _UP_TO or c in "年度月日" or c.isdecimal() for c in between
    )


def _is_heading(told: str) -> bool:
    """Whether a paragraph is no sentence but the heading of those below it: (二)依申请公开情况."""
    return (
        len(told) <= _LONGEST_HEADING
        and told.startswith(("(", "1", "2", "3", "4", "5"))
        and told.translate(_ENDS) == told
        and "," not in told
    )


def sentences(section: str | None, paragraphs: list[str]) -> list[Sentence]:
    """The sentences of one part."""
    found = []
    heading = ""
    for index, paragraph in enumerate(paragraphs):
        source = _Source(paragraph, heading)
        if _is_heading(source.told):
            heading = source.told
        start = 0
        # 共412条。其中,网站236条: what begins with 其中 is told of the sentence before it.
        for text in source.told.translate(_ENDS).replace("\n其中", "。其中").split("\n"):
            if text:
                found.append(Sentence(section, index, start, text, source))
            start += len(text) + 1
    return found
