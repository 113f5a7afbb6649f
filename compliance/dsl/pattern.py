"""The small notations inside texts: patterns over the narrative, and ``{…}`` in messages.

A pattern is plain text with three signs: ``[甲|乙]`` is one of these, ``[名]`` one of the words of that 词组, ``……`` a
gap, ``{数 件}`` a hole. There is no repetition and no nesting, so a pattern cannot run away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import normalize

from compliance.dsl import tree
from compliance.dsl.mistakes import Mistake
from compliance.errors import Position

MAX_CHARACTERS = 200  # of one pattern
MAX_HOLES = 8  # of one pattern

ParseExpression = Callable[[str, Position], tree.Expression]

_PIECE = re.compile(
    r"""
      (?P<words>[\[［【](?P<inside>[^\[\]［］【】{}｛｝]*)[\]］】])
    | (?P<hole>[{｛](?P<name>[^{}｛｝]*)[}｝])
    | (?P<gap>(?:…|\.{3}|．{3})+)
    | (?P<stray>[\[\]［］【】{}｛｝])
    | (?P<bar>[|｜])
    | (?P<text>(?:(?!\.{3}|．{3})[^\[\]［］【】{}｛｝…|｜])+)
    """,
    re.VERBOSE,
)
_BAR = re.compile(r"[|｜]")
_HOLE = re.compile(
    r"""
    \s* (?P<name>[^\W\d]\w*)
    \s* (?P<more>…+|\.{3})?
    (?: \s* [=＝] \s* (?P<given>.*) | \s* (?P<kind>[^\s…=＝]+)? \s* )
    """,
    re.VERBOSE,
)
_NAME = re.compile(r"[^\W\d]\w*")
_CLOSING = {"[": "]", "［": "］", "【": "】", "{": "}", "｛": "｝"}


def split_pattern(text: tree.Text, parse_expression: ParseExpression) -> tuple[tree.PatternPiece, ...]:
    """The pieces of a pattern, each with its place.

    :raises Mistake: A bracket has no partner, a hole cannot be read, the pattern is too long.
    """
    if len(text.value) > MAX_CHARACTERS:
        raise Mistake(text.at, "language.pattern-too-long", most=MAX_CHARACTERS)
    pieces: list[tree.PatternPiece] = []
    holes = 0
    for match in _PIECE.finditer(text.value):
        at = _shifted(text.at, match.start())
        if match["stray"]:
            raise _stray(match["stray"], at)
        if match["bar"]:
            raise Mistake(at, "language.pattern-bar")
        if match["gap"]:
            pieces.append(tree.PatternGap(at))
        elif match["hole"]:
            holes += 1
            pieces.append(_hole(match["name"], _shifted(at, 1), parse_expression))
        elif match["words"]:
            pieces.append(_choice(match["words"], match["inside"], at))
        else:
            pieces.append(tree.PatternWords(at, (match["text"],)))
    if holes > MAX_HOLES:
        raise Mistake(text.at, "language.pattern-holes", most=MAX_HOLES)
    return tuple(pieces)


def split_message(
    text: tree.Text, parse_expression: ParseExpression
) -> tuple[tree.Text | tree.Expression, ...]:
    """The texts of a message and, between them, its expressions.

    :raises Mistake: A brace has no partner, or what stands in the braces is no expression.
    """
    pieces: list[tree.Text | tree.Expression] = []
    for match in re.finditer(r"[{｛](?P<inside>[^{}｛｝]*)[}｝]|(?P<stray>[{}｛｝])|[^{}｛｝]+", text.value):
        at = _shifted(text.at, match.start())
        if match["stray"]:
            raise _stray(match["stray"], at)
        if match["inside"] is not None:
            pieces.append(parse_expression(match["inside"], _shifted(at, 1)))
        else:
            pieces.append(tree.Text(at, match.group()))
    return tuple(pieces)


def _choice(written: str, inside: str, at: Position) -> tree.PatternPiece:
    """``[甲|乙]``, or ``[甲]`` for a 词组."""
    words = tuple(_BAR.split(inside))
    if len(words) > 1:
        return tree.PatternWords(at, words)
    if not _NAME.fullmatch(inside):
        raise Mistake(at, "language.pattern-one-word", words=written)
    return tree.PatternGroup(at, tree.Name(_shifted(at, 1), normalize("NFKC", inside)))


def _hole(inside: str, at: Position, parse_expression: ParseExpression) -> tree.PatternHole:
    match = _HOLE.fullmatch(inside)
    if match is None:
        raise Mistake(at, "language.hole", hole=f"{{{inside}}}")
    name = tree.Name(_shifted(at, match.start("name")), normalize("NFKC", match["name"]))
    kind = given = None
    if match["given"] is not None:
        given = parse_expression(match["given"], _shifted(at, match.start("given")))
    elif match["kind"]:
        kind = tree.Name(_shifted(at, match.start("kind")), normalize("NFKC", match["kind"]))
    return tree.PatternHole(_shifted(at, -1), name, kind, bool(match["more"]), given)


def _stray(bracket: str, at: Position) -> Mistake:
    """A bracket without its partner."""
    if bracket in _CLOSING:
        return Mistake(at, "language.bracket-not-closed", bracket=bracket, partner=_CLOSING[bracket])
    return Mistake(at, "language.bracket-not-opened", bracket=bracket)


def _shifted(at: Position, characters: int) -> Position:
    return Position(at.file, at.line, at.column + characters)
