"""Every number of the narrative, and what it was held against.

An approver who signs the text wants to know of each number in it where it comes from. Rules about mentions know it of
those that they are about; the ledger turns that round and goes from number to number:

``contradictory``   a rule about it fails: against a cell, or against other numbers of the text
``tied``            held against cells, and equal
``sum``             part of an arithmetic inside the text that holds: a breakdown, a rate
``undecided``       claimed by a rule that could not be decided: a rough number, a blank cell
``free``            no rule speaks of it: nobody but the writer answers for it

What only looks like a number is left out: years, dates, ordinals and numbers of documents, the digits of telephone
numbers and addresses, and 一个, 一次 where nothing is counted.
"""

from __future__ import annotations

STANDINGS = ("contradictory", "tied", "sum", "undecided", "free")
"""The worst of them that some rule gives a number is its standing; a tie says more than a sum."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    return [
        Entry(
            sentence,
            number,
            _unit(sentence.text, number, spellings),
            by_place.get((id(sentence), number.start), ()),
        )
        for sentence in told
        for number in sentence.numbers(spellings)
        if not _is_code(sentence.text, number)
        if sentence.text[number.start : number.end] != "一" or (id(sentence), number.start) in by_place
    ]


def _unit(text: str, number: Number, spellings: tuple[str, ...]) -> str:
    if number.is_percentage:
        return "%"
    return next((spelling for spelling in spellings if text.startswith(spelling, number.end)), "")


def _is_code(text: str, number: Number) -> bool:
    """Whether the digits belong to something longer: 0517-83605210, A4, http://10.0.0.1, 163.com."""
    return any(
        neighbour in "-_/@.~:" or (neighbour.isascii() and neighbour.isalpha())
        for neighbour in (text[max(0, number.start - 1) : number.start], text[number.end : number.end + 1])
        if neighbour
    )
