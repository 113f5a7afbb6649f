"""How many columns of a terminal a text takes: a Chinese character two.

Characters that Unicode calls ambiguous (quotes, dashes, ①) take two in a Chinese terminal and one anywhere else; who
asks has to know for whom.
"""

from __future__ import annotations

from unicodedata import east_asian_width


def columns(text: str, *, ambiguous: int = 1) -> int:
    """The columns of a text without tabs and line ends."""
    if text.isascii():
        return len(text)
    kinds = map(east_asian_width, text)
    return sum(2 if kind in "WF" else ambiguous if kind == "A" else 1 for kind in kinds)


def padded(text: str, width: int) -> str:
    """The text and as many spaces as fill so many columns."""
    return text + " " * (width - columns(text))
