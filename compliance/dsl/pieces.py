"""Tokens of a rule file, cut where a new line may begin: clauses, entries of a list, cases, cells of an example.

The parser knows more, but its tree has lost the words and remarks that a formatted file has to keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from compliance.dsl.token import Token
from compliance.dsl.words import CLAUSE_WORDS


def split(
    tokens: Iterable[Token], words: Iterable[str], *, outside_brackets: bool = False
) -> Iterator[list[Token]]:
    """The tokens in pieces, each but the first beginning with one of these words."""
    piece: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.type in {"LPAR", "LSQB"}) - (token.type in {"RPAR", "RSQB"})
        if piece and token.type in words and not (outside_brackets and depth):
            yield piece
            piece = []
        piece.append(token)
    if piece:
        yield piece


def clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The head of a rule and its clauses. 至 in brackets is a range, 空白 behind 为 is a state."""
    piece: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.type in {"LPAR", "LSQB"}) - (token.type in {"RPAR", "RSQB"})
        state = token.type == "BLANK" and piece[-1].type == "IS"
        if piece and token.type in CLAUSE_WORDS and not depth and not state:
            yield piece
            piece = []
        piece.append(token)
    yield piece


def brackets(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where each outermost round bracket opens and closes."""
    depth = start = 0
    for place, token in enumerate(tokens):
        if token.type == "LPAR":
            start = place if depth == 0 else start
            depth += 1
        elif token.type == "RPAR":
            depth -= 1
            if depth == 0:
                yield start, place


def entries(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The entries of a list of rows, columns or parts: each begins with its name."""
    return split(tokens, {"NAME"}, outside_brackets=True)


def cases(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """A text and its value, several times. The value may be a number with its unit, and may be a text too."""
    place = 0
    while place < len(tokens):
        length = 3 if tokens[place + 2 : place + 3] and tokens[place + 2].type == "NAME" else 2
        yield list(tokens[place : place + length])
        place += length


def cells(row: Sequence[Token]) -> Iterator[list[Token]]:
    """What stands between the bars of a row of examples."""
    cell: list[Token] = []
    for token in row[2:]:
        if token.type == "VBAR":
            yield cell
            cell = []
        else:
            cell.append(token)
