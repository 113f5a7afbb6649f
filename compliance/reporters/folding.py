"""Text folded to a width in which a Chinese character counts two.

rich breaks lines at white space only, and Chinese has none: a sentence with one number in it would be torn into a short
and an overlong line. Here a line may also end between two characters, but not before a mark that closes and not after
one that opens.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, chop_cells

# White space; a word or a figure of any script whose letters are narrow; one wide character or mark.
_TOKENS = re.compile(r"\s+|[^\s\u1100-\U0010ffff]+|.")
_CLOSING = frozenset("，。；：、！？）〕》」』”’％…,.;:!?)]}%")
_OPENING = frozenset("（〔《「『“‘([{")


def fold(text: str, width: int) -> list[str]:
    """The lines of the text, none wider than *width* columns (at least 2). At least one line."""
    lines = [""]
    used = 0
    for spaced, piece in _pieces(text):
        need = cell_len(piece)
        if used and used + spaced + need > width:
            lines.append("")
            used = 0
        if need > width:
            lines[-1:] = chop_cells(piece, width)
            used = cell_len(lines[-1])
            continue
        gap = " " if spaced and used else ""
        lines[-1] += gap + piece
        used += len(gap) + need
    return lines


def _pieces(text: str) -> list[tuple[bool, str]]:
    """What may not be torn apart, and whether white space stands before it."""
    pieces: list[tuple[bool, str]] = []
    spaced = False
    for token in _TOKENS.findall(text):
        if token.isspace():
            spaced = True
        elif pieces and not spaced and (token[0] in _CLOSING or pieces[-1][1][-1] in _OPENING):
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + token)
        else:
            pieces.append((spaced, token))
            spaced = False
    return pieces
