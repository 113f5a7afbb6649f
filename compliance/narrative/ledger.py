"""Every number of the narrative, and what it was held against.

An approver who signs the text wants to know of each number in it where it comes from. Rules about mentions know it of
those that they are about; the ledger turns that round and goes from number to number:

``contradictory``   a rule about it fails: against a cell, or against other numbers of the text
``tied``            held against cells, and equal
``sum``             part of an arithmetic inside the text that holds: a breakdown, a rate
``undecided``       claimed by a rule that could not be decided: a rough number, a blank cell
``free``            held against nothing, at most within a bound: nobody but the writer answers for it

What only looks like a number is left out (:mod:`compliance.narrative.codes`): years, dates, ordinals and numbers of
documents, telephone numbers and addresses, and 一个, 一次 where nothing is counted.
"""

from __future__ import annotations

from compliance.narrative.codes import is_code
from compliance.narrative.numbers import find_numbers

STANDINGS = ("contradictory", "tied", "sum", "undecided", "free")
"""The worst of them that some rule gives a number is its standing; a tie says more than a sum."""

COUNTERS = (
    *("人次", "场次", "个百分点", "个工作日", "个月", "人", "家", "场", "期", "篇"),
    *("项", "名", "份", "户", "天", "页", "幅", "倍"),
)
"""What is counted in texts beside the units of the form: three in characters before one of them is a number, too."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compliance.narrative.facts import Mention
    from compliance.narrative.numbers import Number
    from compliance.narrative.prose import Sentence


class Claim:
    """What one rule came to about one mention: a standing for each number that the mention holds."""

    __slots__ = ("mention", "rule", "standing")

    def __init__(self, rule: int, mention: Mention, standing: str) -> None:
        self.rule = rule
        self.mention = mention
        self.standing = standing


class Entry:
    """One number: its sentence, where it stands in it, its unit as it is written, its standing, and the claims that
    gave it."""

    __slots__ = ("claims", "number", "sentence", "standing", "unit")

    def __init__(self, sentence: Sentence, number: Number, unit: str, claims: Sequence[Claim]) -> None:
        self.sentence = sentence
        self.number = number
        self.unit = unit
        self.standing = min((claim.standing for claim in claims), key=STANDINGS.index, default="free")
        self.claims = [claim for claim in claims if claim.standing == self.standing]


def ledger(told: Iterable[Sentence], spellings: tuple[str, ...], claims: Iterable[Claim]) -> list[Entry]:
    """The numbers of the narrative, in its order.

    :param spellings: The spellings of all units, the longest first.
    :param claims: What the rules came to.
    """
    by_place: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        for start, _ in claim.mention.spans:
            by_place.setdefault((id(claim.mention.sentence), start), []).append(claim)
    units = tuple(sorted({*spellings, *COUNTERS}, key=len, reverse=True))
    return [
        Entry(sentence, number, unit, by_place.get((id(sentence), number.start), ()))
        for sentence in told
        for number, unit in _counts(sentence.text, units)
        if sentence.text[number.start : number.end] != "一" or (id(sentence), number.start) in by_place
    ]


def _counts(text: str, units: tuple[str, ...]) -> Iterator[tuple[Number, str]]:
    for number in find_numbers(text, units):
        unit = next((unit for unit in units if text.startswith(unit, number.end)), "")
        if not is_code(text, number, units):
            yield number, "%" if number.is_percentage else unit
