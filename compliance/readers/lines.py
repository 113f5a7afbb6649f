"""Glyphs become lines, and lines text.

Which glyphs stand in one line, and where a blank is between two of them, is told by their places alone: the order in
which a program draws them says nothing, and most of the blanks on paper are no characters. Between Chinese characters
no blank is read, however far a line is stretched, unless the gap is wider than a character.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from compliance.readers.paper import Box, Glyph, around

GAP = 0.2
"""A gap between two Latin letters or digits that is wider is a blank; in heights of a glyph."""

WIDE = 1.2
"""A gap between any two characters that is wider is one."""

_SAME_LINE = 0.5
_ROOM = 1.5
"""A line is full if there is no room for so many more glyphs."""

_OVERPRINTED = 0.4
"""A glyph that is moved by less than this part of its width is printed twice, to look bold."""

_CLOSING = "，。、；：！？）》”’」』】〕…,.;:!?)]}%％"
_OPENING = "（《“‘「『【〔([{"


@dataclass(frozen=True)
class Line:
    """One printed line: its glyphs from left to right, blanks left out."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def box(self) -> Box:
        """Where it is."""
        return around((glyph.x0, glyph.top, glyph.x1, glyph.bottom) for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The size of its letters: a Chinese one is as wide as it is high, and boxes are higher than their letters."""
        wide = [glyph.x1 - glyph.x0 for glyph in self.glyphs if not glyph.text.isascii() and not glyph.turn]
        return median(wide) if wide else median(glyph.bottom - glyph.top for glyph in self.glyphs)

    @cached_property
    def text(self) -> str:
        """What it says."""
        return text_of(self.glyphs)

    @cached_property
    def beginning(self) -> float:
        """How much room its first word takes, which the line before did not have."""
        end = 0
        for i, glyph in enumerate(self.glyphs):
            text = glyph.text
            joined = i > 0 and (
                text in _CLOSING
                or self.glyphs[i - 1].text in _OPENING
                or (text.isascii() and self.glyphs[i - 1].text.isascii() and not self.is_gap(i))
            )
            if i and not joined:
                break
            end = i
        return self.glyphs[end].x1 - self.glyphs[0].x0

    def is_gap(self, i: int) -> bool:
        """Whether there is a blank before glyph *i*."""
        return is_blank_between(self.glyphs[i - 1], self.glyphs[i])


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines in which some glyphs stand, from top to bottom. Turned text gives its lines as one reads it."""
    straight: list[Glyph] = []
    turned: list[Glyph] = []
    for glyph in glyphs:
        (turned if glyph.turn else straight).append(glyph)
    found = _lines(straight)
    if turned:
        for turn in sorted({glyph.turn for glyph in turned}):
            found += [
                Line(tuple(_turned(glyph, -turn) for glyph in line.glyphs))
                for line in _lines([_turned(glyph, turn) for glyph in turned if glyph.turn == turn])
            ]
    return found


def paragraph(lines: Sequence[Line], right: float) -> str:
    """The lines as one text, joined as they were broken.

    :param right: Where the room for them ends. A figure that is broken although there was room is two figures.
    """
    parts: list[str] = []
    for i, line in enumerate(lines):
        if i and parts:
            before, after = parts[-1][-1:], line.text[:1]
            if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
                broken = before.isdigit() and after.isdigit() and is_full(lines[i - 1], line, right)
                parts.append("" if broken else " ")
        parts.append(line.text)
    return "".join(parts)


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of the glyphs of one line."""
    parts = [glyphs[0].text] if glyphs else []
    for before, glyph in pairwise(glyphs):
        # Most neighbours touch.
        if (glyph.x0 - before.x1 > 1.0 or glyph.turn) and is_blank_between(before, glyph):
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)


def is_blank_between(before: Glyph, glyph: Glyph) -> bool:
    """Whether a blank is seen between two neighbours."""
    if before.turn:
        before, glyph = _turned(before, before.turn), _turned(glyph, before.turn)
    gap = glyph.x0 - before.x1
    size = min(before.height, glyph.height)
    latin = before.text.isascii() and glyph.text.isascii()
    return gap > (GAP if latin else WIDE) * size


def is_full(line: Line, following: Line, right: float) -> bool:
    """Whether the line that follows could not have begun in this one.

    :param right: Where the room for them ends.
    """
    first = following.glyphs[0]
    return right - line.box[2] < _ROOM * (first.x1 - first.x0)


def _lines(glyphs: list[Glyph]) -> list[Line]:
    glyphs.sort(key=lambda glyph: glyph.top + glyph.bottom)
    rows: list[list[Glyph]] = []
    limit = 0.0
    for glyph in glyphs:
        if glyph.text.isspace():
            continue
        if rows and glyph.middle <= limit:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            # Of a font that is drawings, the box of 一 is no higher than its ink.
            limit = glyph.middle + _SAME_LINE * max(glyph.height, glyph.x1 - glyph.x0)
    return [Line(tuple(_once(row))) for row in rows]


def _once(row: list[Glyph]) -> list[Glyph]:
    """The glyphs of a line from left to right, without those that are printed over themselves."""
    row.sort(key=lambda glyph: glyph.x0)
    kept: list[Glyph] = []
    for glyph in row:
        near = kept[-1] if kept else None
        if (
            near is not None
            and near.text == glyph.text
            and glyph.x0 - near.x0 < _OVERPRINTED * (near.x1 - near.x0)
        ):
            continue
        kept.append(glyph)
    return kept


def _turned(glyph: Glyph, turn: int) -> Glyph:
    """A glyph after so many quarter turns against the clock."""
    x0, top, x1, bottom = glyph.x0, glyph.top, glyph.x1, glyph.bottom
    for _ in range(turn % 4):
        x0, top, x1, bottom = top, -x1, bottom, -x0
    return Glyph(glyph.text, x0, top, x1, bottom, (glyph.turn - turn) % 4)
