"""The marks of Markdown in a line of text: headings, emphasis, rows between pipes.

Only what converters and people put into reports is known, and a text file that has none of it is untouched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_EMPHASIS = re.compile(r"\*\*(?P<bold>[^*]{1,200})\*\*|__(?P<strong>[^_]{1,200})__")
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")
_ENDED = re.compile(r"[^|]*\|+\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


LEAST_ENDED = 20
"""In a text whose cells are lines of their own so many lines at least end in a pipe; the form has ten times as many."""


def heading(line: str) -> tuple[int, str] | None:
    """The level and the text of a heading, or None."""
    marks = _HEADING.fullmatch(line) if "#" in line else None
    return None if marks is None else (len(marks[1]), marks[2])


def plain(text: str) -> str:
    """The text without the marks of emphasis."""
    if "**" in text or "__" in text:
        text = _EMPHASIS.sub(lambda found: found["bold"] or found["strong"], text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def pipe_cells(line: str) -> list[str] | None:
    """The cells of a row between pipes, or None if it is none. A row of one cell has a pipe on both sides."""
    stripped = line.strip()
    if stripped.count("|") < 2:
        return None
    inner = re.sub(r"(?<!\\)\|$", "", stripped.removeprefix("|"))
    return [plain(_BREAK.sub(" ", cell)).strip() for cell in re.split(r"(?<!\\)\|", inner)]


def has_cells_as_lines(lines: Sequence[str]) -> bool:
    """Whether a pipe ends each cell, and most cells their line: so programs write that take the text out of a page."""
    ended = sum(1 for line in lines if _ENDED.fullmatch(line))
    rows = sum(1 for line in lines if sum(1 for cell in line.split("|") if cell.strip()) > 1)
    return ended >= LEAST_ENDED and ended > rows


def is_rule(line: str) -> bool:
    """Whether the line only draws: ``|---|---|``, ``-----``, ``+---+``."""
    return _RULE.fullmatch(line) is not None and line.count("-") >= 3
