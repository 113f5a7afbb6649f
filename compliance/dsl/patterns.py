"""Phrases of the narrative: from what was parsed to the compiled pattern, its words as texts are compared.

A phrase that would match nearly everywhere is refused here: it has to begin with a word or a number, to hold a word
that must be there, and a gap has to end at something certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from compliance.dsl import tree
from compliance.dsl.form import did_you_mean
from compliance.dsl.names import YEAR, World
from compliance.dsl.pointing import Pointer
from compliance.dsl.types import DATE, PERCENT, WRONG, Type
from compliance.errors import Position
from compliance.messages import Message
from compliance.values import normalise

if TYPE_CHECKING:
    from compliance.program import Node

    Pieces = tuple[Node, ...]
    Given = Callable[[tree.Expression], tuple[Type, Node]]

DATE_KINDS = ("日期", "date")
YEAR_KINDS = ("年份", "year")
CLASSES = {
    "身份证号": "identity",
    "identity number": "identity",
    "手机号": "mobile",
    "mobile number": "mobile",
}
"""What 提到 knows by its form: {身份证号}."""


def phrase_without_holes(
    at: Position, pieces: Sequence[tree.PatternPiece], world: World, pointer: Pointer
) -> Pieces:
    """The compiled pattern of 提到 and 次数: words, gaps, and numbers known by their form."""
    compiled: list[Node] = []
    for piece in pieces:
        if not isinstance(piece, tree.PatternHole):
            compiled += _words(piece, world, pointer)
        elif piece.name.name in CLASSES and piece.kind is None and piece.given is None:
            compiled.append(("class", CLASSES[piece.name.name]))
        else:
            pointer.wrong(piece.at, "rules.pattern-hole")
            return ()
    return _sound(at, compiled, pointer)


class Phrasing:
    """What the phrases of a fact are held against.

    ``given`` lowers the expression of a hole that has no text: ``{数 = 0}``. ``expected`` is the unit of what a number
    of the phrase should be, if that is known.
    """

    def __init__(self, world: World, pointer: Pointer, given: Given, expected: str | None) -> None:
        self.world = world
        self.pointer = pointer
        self.given = given
        self.expected = expected


def phrase(
    at: Position, pieces: Sequence[tree.PatternPiece], phrasing: Phrasing
) -> tuple[Pieces, dict[str, Type]]:
    """The compiled pattern of 说, and the types of its holes."""
    pointer = phrasing.pointer
    compiled: list[Node] = []
    last: list[Node] = []
    holes: dict[str, Type] = {}
    for piece in pieces:
        if not isinstance(piece, tree.PatternHole):
            compiled += _words(piece, phrasing.world, pointer)
            continue
        # {件} has no name: it only steps over a number.
        name = "" if piece.kind is None and piece.given is None else piece.name.name
        if name in holes:
            pointer.wrong(piece.at, "rules.hole-twice", name=name)
            continue
        if piece.given is not None:
            type_, node = phrasing.given(piece.given)
            last.append(("given", name, node))
        else:
            type_, node = _hole(piece, name, phrasing)
            compiled.append(node)
        if name:
            holes[name] = type_
    return _sound(at, [*compiled, *last], pointer), holes


def _words(
    piece: tree.PatternWords | tree.PatternGroup | tree.PatternGap, world: World, pointer: Pointer
) -> list[Node]:
    if isinstance(piece, tree.PatternGap):
        return [("gap",)]
    if isinstance(piece, tree.PatternGroup):
        return [("w", words_of_group(piece.name, world, pointer))]
    words = longest_first(piece.words)
    return [] if words == ("",) else [("w", words)]


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Words as texts are compared, the longest first: so a phrase tries them."""
    return tuple(sorted({normalise(word) for word in words}, key=lambda word: (-len(word), word)))


def words_of_group(name: tree.Name, world: World, pointer: Pointer) -> tuple[str, ...]:
    """The words of the 词组 of that name."""
    words = world.word_groups.get(name.name)
    if words is None:
        near = did_you_mean(name.name, world.word_groups)
        pointer.wrong(name.at, "rules.unknown-word-group", name=name.name, near=near)
        return (name.name,)
    return words


def _hole(piece: tree.PatternHole, name: str, phrasing: Phrasing) -> tuple[Type, Node]:
    world, pointer = phrasing.world, phrasing.pointer
    kind = piece.kind or piece.name
    if kind.name in ("%", *DATE_KINDS, *YEAR_KINDS):
        if kind.name == "%" and piece.repeated:
            return PERCENT.several, ("percents", name)
        if piece.repeated:
            pointer.wrong(piece.at, "rules.hole-repeated", name=name)
        if kind.name == "%":
            return PERCENT, ("percent", name)
        return (DATE, ("date", name)) if kind.name in DATE_KINDS else (YEAR, ("year", name))
    unit = world.units.find(kind.name)
    if unit is None:
        near = did_you_mean(kind.name, world.units.spellings)
        if near == Message("rules.nothing") and phrasing.expected is not None:
            near = Message("rules.did-you-mean", name=phrasing.expected)
        pointer.wrong(kind.at, "rules.unknown-unit", name=kind.name, near=near)
        return WRONG, ("figure", name, ())
    spellings = {
        normalise(spelling): world.units.factor(known.name, unit.name)
        for known in world.units.family(unit.name)
        for spelling in known.spellings
    }
    longest_first = sorted(spellings.items(), key=lambda item: (-len(item[0]), item[0]))
    told = tuple((spelling, n, d) for spelling, (n, d) in longest_first)
    return Type("figure", unit.name, many=piece.repeated), (
        "figures" if piece.repeated else "figure",
        name,
        told,
    )


def _sound(at: Position, pieces: list[Node], pointer: Pointer) -> Pieces:
    """The pieces, if the phrase is one that can be searched for."""
    if pieces and (pieces[0] == ("gap",) or _may_be_nothing(pieces[0])):
        pointer.wrong(at, "rules.pattern-open")
    elif not any(piece[0] == "class" or (piece[0] == "w" and "" not in piece[1]) for piece in pieces):
        pointer.wrong(at, "rules.pattern-empty")
    elif any(
        piece == ("gap",)
        and (following is None or following[0] in ("gap", "given") or _may_be_nothing(following))
        for piece, following in zip(pieces, [*pieces[1:], None], strict=True)
    ):
        pointer.wrong(at, "rules.pattern-gap")
    else:
        return tuple(pieces)
    return (("w", ("",)),)


def _may_be_nothing(piece: Node) -> bool:
    return piece[0] == "w" and "" in piece[1]
