"""One phrase held against one sentence.

A phrase is the tuple of pieces that :mod:`compliance.program` describes. Each piece takes its nearest next place: words
stand right behind the piece before, a gap runs to the nearest place at which the next piece fits, at most :data:`GAP`
characters on and never over a number. Nothing is tried twice, so a phrase cannot hang.
"""

from __future__ import annotations

from bisect import bisect_left

from compliance.narrative.numbers import Number, find_dates, find_known
from compliance.narrative.prose import year_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    Pattern = tuple[tuple[Any, ...], ...]
    # The places of each choice of words.
    Known = dict[tuple[str, ...], list[int]]

GAP = 20
"""How many characters a gap may hold."""
END = "。"
"""Among the words of a piece: the end of the text that is searched, too. A sentence has lost its mark."""


class Match:
    """A phrase found: where, the numbers that its holes took, and where its own words stood."""

    __slots__ = ("end", "holes", "start", "words")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.holes: list[tuple[str, tuple[Any, ...], list[Number]]] = []
        self.words: list[tuple[int, int]] = []


def mentions(text: str, pattern: Pattern) -> tuple[int, int] | None:
    """Where a phrase without holes first stands in normalised *text*, or None. A gap does not cross 。；！？."""
    if len(pattern) > 1 and not all(any(word in text for word in words) for words in words_of(pattern)):
        return None
    for match in find(text, pattern, []):
        return match.start, match.end
    return None


def find(text: str, pattern: Pattern, numbers: list[Number], known: Known | None = None) -> Iterator[Match]:
    """All places at which the phrase stands, leftmost first, not overlapping.

    :param known: Where words stand in the text, as far as that was looked for: many phrases begin alike.
    """
    position = 0
    for start in _starts(text, pattern[0], numbers, {} if known is None else known):
        if start >= position:
            match = _at(text, pattern, numbers, start)
            if match is not None:
                yield match
                position = max(match.end, start + 1)


def words_of(pattern: Pattern) -> list[tuple[str, ...]]:
    """The choices of words without which the phrase cannot stand: a cheap look before the search."""
    return [piece[1] for piece in pattern if piece[0] == "w" and piece[1][-1] and END not in piece[1]]


def needed_words(fact: Mapping[str, Any]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each phrase of a fact the choices of words without which it cannot stand. A choice of few words is the rarer
    one and comes first: where it does not stand the others need not be looked for."""
    return tuple(tuple(sorted(words_of(pattern), key=len)) for pattern, _ in fact["says"])


def _starts(text: str, piece: tuple[Any, ...], numbers: list[Number], known: Known) -> list[int]:
    """Where the first piece of a phrase may stand, in order. Each word is looked for once."""
    if piece[0] == "w":
        places = known.get(piece[1])
        if places is None:
            places = known[piece[1]] = sorted({place for word in piece[1] for place in places_of(word, text)})
        return places
    if piece[0] == "class":
        return [start for start, _ in find_known(text, piece[1])]
    if piece[0] in ("date", "year"):
        return [found.start for found in _of_kind(text, piece[0])]
    return [number.start for number in numbers]


def places_of(word: str, text: str) -> Iterator[int]:
    """Where a word stands in a text, overlapping ones too."""
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _number_from(numbers: list[Number], position: int) -> Number | None:
    """The first number at or behind a place."""
    index = bisect_left(numbers, position, key=_start_of)
    return numbers[index] if index < len(numbers) else None


def _start_of(number: Number) -> int:
    return number.start


def _at(text: str, pattern: Pattern, numbers: list[Number], start: int) -> Match | None:
    match = Match(start)
    gap = False
    for piece in pattern:
        if piece[0] == "gap":
            gap = True
            continue
        if piece[0] == "given":
            match.holes.append((piece[1], piece, []))
            continue
        end = match.end + GAP if gap else match.end
        if not _take(text, piece, numbers, match, end):
            return None
        gap = False
    return match


def _take(text: str, piece: tuple[Any, ...], numbers: list[Number], match: Match, last: int) -> bool:
    """Let *piece* take its nearest place from ``match.end`` up to *last*; False if there is none."""
    first = match.end
    number = _number_from(numbers, first) if first < last or piece[0] != "w" else None
    if piece[0] == "w":
        if number is not None:
            last = min(last, number.start)
        place = _nearest(text, piece[1], first, last)
        if place is None or _crosses_end(text, first, place[0]):
            return False
        match.words.append(place)
        match.end = place[1]
        return True
    if piece[0] in ("figures", "percents"):
        return _take_all(text, piece, numbers, match)
    if piece[0] in ("date", "year"):
        return _take_date(text, piece, match, last)
    if piece[0] == "class":
        return _take_known(text, piece, match, last)
    if number is None or number.start > last or _crosses_end(text, first, number.start):
        return False
    end = _unit_end(text, piece, number)
    if end is None:
        return False
    match.holes.append((piece[1], piece, [number]))
    match.end = end
    return True


def _take_all(text: str, piece: tuple[Any, ...], numbers: list[Number], match: Match) -> bool:
    """A repeated hole takes every number with its unit to the end of the sentence, whatever stands between."""
    taken = [
        (n, end) for n in numbers if n.start >= match.end and (end := _unit_end(text, piece, n)) is not None
    ]
    if not taken:
        return False
    match.holes.append((piece[1], piece, [n for n, _ in taken]))
    match.end = taken[-1][1]
    return True


def _take_known(text: str, piece: tuple[Any, ...], match: Match, last: int) -> bool:
    place = next((each for each in find_known(text, piece[1]) if each[0] >= match.end), None)
    if place is None or place[0] > last:
        return False
    match.words.append(place)
    match.end = place[1]
    return True


def _of_kind(text: str, kind: str) -> list[Number]:
    if kind == "date":
        return find_dates(text)
    return [
        Number(a, b, int(told), is_percentage=False) for a, b, told in year_words(text) if told.isdecimal()
    ]


def _take_date(text: str, piece: tuple[Any, ...], match: Match, last: int) -> bool:
    date = next((d for d in _of_kind(text, piece[0]) if d.start >= match.end), None)
    if date is None or date.start > last or _crosses_end(text, match.end, date.start):
        return False
    match.holes.append((piece[1], piece, [date]))
    match.end = date.end
    return True


def _unit_end(text: str, piece: tuple[Any, ...], number: Number) -> int | None:
    """Where the unit behind the number ends, if it is one of the piece's."""
    if piece[0] in ("percent", "percents"):
        return number.end if number.is_percentage else None
    if number.is_percentage:
        return None
    for spelling, _, _ in piece[2]:
        if text.startswith(spelling, number.end):
            end = number.end + len(spelling)
            # 件次, 条次 count something else: how often.
            return None if text.startswith("次", end) else end
    return None


def _nearest(text: str, words: tuple[str, ...], first: int, last: int) -> tuple[int, int] | None:
    if END in words and first == len(text):
        return first, first
    if first == last:
        # The longest stand first, and nothing at all last: whether any stands there is seen at once.
        if not text.startswith(words if words[-1] else words[:-1], first):
            return None if words[-1] else (first, first)
        for word in words:
            if text.startswith(word, first):
                return first, first + len(word)
    found: tuple[int, int] | None = None
    for word in words:
        if word:
            place = text.find(word, first, last + len(word))
            if place >= 0 and (found is None or place < found[0]):
                found = (place, place + len(word))
    return found


def _crosses_end(text: str, first: int, place: int) -> bool:
    return first < place and any(text.find(mark, first, place) >= 0 for mark in "。;!?")
