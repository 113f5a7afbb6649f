"""The mentions of a fact in the narrative, with the guards that no rule has to write.

- A number told for another year (2020年收到申请50件 in a report on 2021), for several or for some months is no mention;
  较上年，… only compares.
- A mention in whose sentence one of the fact's ``unless`` words stands before its end is dropped; a repeated hole
  reaches to the end of the sentence.
- Of two phrases that claim the same number the longer wins, within one kind: phrases that tie a number to cells (with
  应为), phrases that set numbers of the text against each other, and those of them that hold lists. A number may be
  tied to a cell *and* be part of a rate *and* be one of a list. A hole without a name only steps over a number:
  申请{件}，办结{数 件}.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from compliance.narrative.patterns import find, places_of
from compliance.values import Missing, Printed, exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from compliance.narrative.numbers import Number
    from compliance.narrative.patterns import Match
    from compliance.narrative.prose import Sentence
    from compliance.values import Figure

    Value = Figure | Printed | Missing | str

REPEATED = ("figures", "percents")
"""The pieces that take all numbers to the end of the sentence."""
STEP = ""
"""The name of a hole that only steps over a number: it has none."""


class Mention:
    """A phrase of a fact found in the narrative: the numbers of the fact, and of the phrase in it.

    ``holes`` maps a hole's name to its value, a list of values for a repeated hole, or a node of the compiled form for
    a given one; ``spans`` are the places of the numbers in the sentence that it claims, without given holes.
    """

    __slots__ = ("end", "fact", "holes", "kind", "phrase", "sentence", "should_be", "spans", "start")

    def __init__(self, fact: int, phrase: int, sentence: Sentence, match: Match, should_be: Any) -> None:
        self.fact = fact
        self.phrase = phrase
        self.sentence = sentence
        self.start = match.start
        self.end = match.end
        self.should_be = should_be
        self.holes: dict[str, Any] = {}
        self.spans: dict[tuple[int, int], str] = {}
        repeated = any(piece[0] in REPEATED for _, piece, _ in match.holes)
        self.kind = "tied" if should_be is not None else "list" if repeated else "single"
        for name, piece, numbers in match.holes:
            if name == STEP:
                continue
            self.spans.update(((n.start, n.end), name) for n in numbers)
            if piece[0] == "given":
                self.holes[name] = piece[2]
            elif piece[0] in REPEATED:
                self.holes[name] = [_converted(self.sentence.text, piece, n) for n in numbers]
            else:
                self.holes[name] = _converted(self.sentence.text, piece, numbers[0])


def find_mentions(
    facts: Iterable[dict[str, Any]], told: list[Sentence], spellings: tuple[str, ...], year: int | None
) -> list[list[Mention]]:
    """For each fact its mentions, in the order of the narrative.

    :param facts: Each with the ``words`` that its phrases need (:func:`compliance.engine.generate.prepare`).
    :param told: The sentences of the whole narrative.
    :param spellings: The spellings of all units of the form.
    :param year: The year reported on.
    """
    facts = list(facts)
    everything = _Everything(told)
    found: dict[int, list[Mention]] = {}
    for index, fact in enumerate(facts):
        for phrase, (pattern, should_be) in enumerate(fact["says"]):
            for place in everything.places(fact["words"][phrase]):
                sentence = told[place]
                if fact["sections"] and sentence.section not in fact["sections"]:
                    continue
                for match in find(sentence.text, pattern, sentence.numbers(spellings), sentence.known):
                    if not _is_guarded(fact, sentence, match, year):
                        found.setdefault(place, []).append(Mention(index, phrase, sentence, match, should_be))
    kept = _longest(
        [m for place in sorted(found) for m in sorted(found[place], key=lambda m: (m.start, m.fact))]
    )
    return [[mention for mention in kept if mention.fact == index] for index, _ in enumerate(facts)]


class _Everything:
    """The whole narrative in one text, to see at once which sentences a phrase may stand in: most stand in none.

    Phrases share their words, so what was looked for once is kept.
    """

    def __init__(self, told: list[Sentence]) -> None:
        self.told = told
        self.text = "\n".join(sentence.text for sentence in told)
        self.characters = frozenset(self.text)
        self.starts = list(accumulate((len(sentence.text) + 1 for sentence in told), initial=0))
        self._of_word: dict[str, frozenset[int]] = {}
        self._of_words: dict[tuple[str, ...], frozenset[int]] = {}

    def places(self, needed: Iterable[tuple[str, ...]]) -> list[int]:
        """The sentences that hold one of each choice of words; all of them where no word is needed."""
        places: frozenset[int] | None = None
        for words in needed:
            holding = self._holding_one_of(words)
            places = holding if places is None else places & holding
            if not places:
                return []
        return list(range(len(self.told))) if places is None else sorted(places)

    def _holding_one_of(self, words: tuple[str, ...]) -> frozenset[int]:
        found = self._of_words.get(words)
        if found is None:
            found = self._of_words[words] = frozenset().union(
                *(self._holding(word) for word in words if self._has(word))
            )
        return found

    def _has(self, word: str) -> bool:
        # Half of the words have a character that stands nowhere; that is known ten times sooner.
        return self.characters.issuperset(word) and word in self.text

    def _holding(self, word: str) -> frozenset[int]:
        known = self._of_word.get(word)
        if known is None:
            found = []
            position = self.text.find(word)
            while position >= 0:
                place = bisect_right(self.starts, position) - 1
                found.append(place)
                position = self.text.find(word, self.starts[place + 1])
            known = self._of_word[word] = frozenset(found)
        return known


def _is_guarded(fact: dict[str, Any], sentence: Sentence, match: Match, year: int | None) -> bool:
    if any(not _has_said(sentence, match, *context) for context in fact.get("having_said", ())):
        return True
    repeated = any(piece[0] in REPEATED for _, piece, _ in match.holes)
    before = sentence.text if repeated else sentence.text[: match.end]
    for word in fact["unless"]:
        if word in before:
            # A word of the phrase itself guards nothing.
            for place in places_of(word, before):
                if not any(start <= place and place + len(word) <= end for start, end in match.words):
                    return True
    return _another_year(sentence, match, year)


def _has_said(sentence: Sentence, match: Match, words: tuple[str, ...], excepted: tuple[str, ...]) -> bool:
    """Whether the paragraph spoke of one of these words before the phrase ends, and of none of the others since."""
    before = sentence.before(match.end)
    last = max((before.rfind(word) for word in words), default=-1)
    return last >= 0 and all(before.rfind(word) <= last for word in excepted)


def _another_year(sentence: Sentence, match: Match, year: int | None) -> bool:
    """Whether the numbers are told for another year than the report's, or for a part of it."""
    # A year that a hole took is the phrase's own.
    taken = [(n.start, n.end) for _, piece, held in match.holes if piece[0] == "year" for n in held]
    numbers = [n.start for _, piece, held in match.holes if piece[0] != "year" for n in held]
    return sentence.is_of_another_time(min(numbers, default=match.end), year, [*match.words, *taken])


def _longest(found: list[Mention]) -> list[Mention]:
    taken: set[tuple[int, int, str]] = set()
    kept = set()
    for mention in sorted(found, key=lambda m: m.start - m.end):
        claims = {(id(mention.sentence), start, mention.kind) for start, _ in mention.spans}
        if claims.isdisjoint(taken):
            taken |= claims
            kept.add(id(mention))
    return [mention for mention in found if id(mention) in kept]


def _converted(text: str, piece: tuple[Any, ...], number: Number) -> Value:
    value = number.value
    if piece[0] in ("percent", "percents", "date", "year") or isinstance(value, (Missing, str)):
        return value
    for spelling, numerator, denominator in piece[2]:
        if text.startswith(spelling, number.end):
            factor = exact(numerator, denominator)
            if isinstance(value, Printed):
                return Printed(value.value * factor, value.unit * factor)
            # An amount in 万元 or 亿元 is told to its last digit, like 2.4亿.
            return (
                Printed(value * factor, factor) if factor != 1 and numerator > denominator else value * factor
            )
    raise AssertionError(f"the phrase took {number!r} without a unit of its hole")
