"""The numbers of the text, each with its standing and what it was held against: for an approver who goes through them.

What a standing means is said in :mod:`compliance.narrative.ledger`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.messages import say
from compliance.reporters.html.original import Link, Listed, Marks, Told
from compliance.reporters.wording import MOST_CELLS, text_place, told, value_text

STANDINGS = ("contradictory", "undecided", "tied", "sum", "free")
"""In the order in which a person wants to know of them."""


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """One number: where it stands, its standing in a word, what it was held against and by which rules."""

    id: str
    number: Link
    standing: str
    word: str
    against: tuple[Link, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """The numbers of one paragraph."""

    place: str
    numbers: tuple[NumberEntry, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All numbers; ``counts`` says in words how many there are of each standing, the worst first."""

    counts: str
    places: tuple[PlaceEntry, ...]


def ledger_of(listed: Sequence[Listed], marks: Marks, titles: Mapping[str, str]) -> Ledger | None:
    """The ledger, None where there are no numbers.

    :param listed: The numbers in the order of the text.
    :param marks: They know the places of the page.
    :param titles: What rules are called.
    """
    if not listed:
        return None
    by_place: dict[str, list[NumberEntry]] = {}
    for each in listed:
        by_place.setdefault(text_place(each.number.text, marks.lang), []).append(_entry(each, marks, titles))
    places = tuple(PlaceEntry(place, tuple(entries)) for place, entries in by_place.items())
    return Ledger(_counts(listed, marks.lang), places)


def _entry(listed: Listed, marks: Marks, titles: Mapping[str, str]) -> NumberEntry:
    number, lang = listed.number, marks.lang
    quote = (
        number.text.quote if number.text.quote.endswith(number.unit) else f"{number.text.quote}{number.unit}"
    )
    return NumberEntry(
        listed.id,
        Link(quote, marks.of_number(listed)),
        number.standing,
        say(lang, f"html.standing-{number.standing}"),
        (*_cells(listed, marks), *_findings(listed, marks)),
        tuple(dict.fromkeys(titles.get(rule, rule) for rule in number.rules)),
    )


def _cells(listed: Listed, marks: Marks) -> Iterator[Link]:
    cells, lang = listed.number.cells, marks.lang
    for cell in cells[:MOST_CELLS]:
        name = f"{told(lang, 'cell-of', row=cell.row, column=cell.column)} {value_text(cell, lang)}"
        if cell.report is not None:
            name = told(lang, "titled", title=cell.report, what=name)
        yield Link(name, None if cell.report else marks.of_cell((cell.table, cell.row, cell.column)))
    if len(cells) > MOST_CELLS:
        yield Link(told(lang, "more-cells", count=len(cells) - MOST_CELLS), None)


def _findings(listed: Listed, marks: Marks) -> Iterator[Link]:
    """The findings of its rules that speak of the words in which it stands."""
    for each in marks.told:
        if each.finding.rule in listed.number.rules and _speaks_of(each, listed):
            yield Link(say(marks.lang, "html.see", number=each.number), each.id)


def _speaks_of(finding: Told, listed: Listed) -> bool:
    place = listed.number.text
    return any(
        (text.section, text.paragraph) == (place.section, place.paragraph)
        and text.start < place.end
        and place.start < text.end
        for text in finding.finding.text
    )


def _counts(listed: Iterable[Listed], lang: str) -> str:
    counted = Counter(each.number.standing for each in listed)
    each = (
        say(
            lang,
            "html.standing-count",
            count=counted[standing],
            standing=say(lang, f"html.standing-{standing}"),
        )
        for standing in STANDINGS
        if counted[standing]
    )
    return say(lang, "html.standings", count=counted.total(), list=told(lang, "list").join(each))
