"""A printed page as its ink: glyphs, rulings and pictures, each with its place on the paper.

This is all that a reader of a format that knows no tables and no paragraphs (PDF) has to make. What the ink means is
found out by :mod:`compliance.readers.lattice` (rulings make cells), :mod:`compliance.readers.lines` (glyphs make
lines) and :mod:`compliance.readers.pages` (all of it makes a document).

Coordinates are points from the top left corner of the paper as a person holds it, whatever the format counts from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from compliance.report import Place

Box: TypeAlias = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


class Glyph(NamedTuple):
    """One character where it is printed. ``turn`` counts quarter turns clockwise: 1 reads downwards, 3 upwards.

    A blank that is a character of its own is a glyph, too; the gaps that only the layout makes are none.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0

    @property
    def height(self) -> float:
        """How tall its line is."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


class Ruling(NamedTuple):
    """A straight line across or down the page: where it is, and from where to where it goes."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start


UNKNOWN = "\ufffd"
"""A glyph of which no program knows what character it is."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    ``pictures`` are the boxes of its images, ``drawings`` counts its shapes that are no rulings: a page without glyphs
    that has either shows something that nobody can read here. ``hidden`` is text that is there and not seen: what a
    scanner recognised behind its picture. ``doubtful``: some glyphs may be lost, displaced or of unknown meaning.
    ``turn``: it was turned by so many quarters against the clock, because its text is printed sideways.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()
    pictures: tuple[Box, ...] = ()
    drawings: int = 0
    hidden: str = ""
    doubtful: bool = False
    turn: int = 0

    @property
    def unknown(self) -> int:
        """How many glyphs nobody knows."""
        return sum(glyph.text == UNKNOWN for glyph in self.glyphs)

    def place(self, box: Box, *, table: int | None = None, row: int | None = None) -> Place:
        """A place on this page, as the page is seen."""
        x0, top, x1, bottom = _turned(box, self.width, self.height, -self.turn % 4)
        # A tenth of a point is finer than any printer.
        rounded = (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))
        return Place(page=self.number, box=rounded, table=table, row=row)


def upright(page: Page) -> Page:
    """The page so that most of its text reads from left to right: wide tables are printed sideways."""
    turns = Counter(glyph.turn for glyph in page.glyphs)
    turn = turns.most_common(1)[0][0] if turns else 0
    if turn == 0:
        return page
    width, height = page.width, page.height

    def turned(box: Box) -> Box:
        return _turned(box, width, height, turn)

    lines = [turned((line.start, line.at, line.end, line.at)) for line in page.across]
    lines += [turned((line.at, line.start, line.at, line.end)) for line in page.down]
    return replace(
        page,
        width=height if turn % 2 else width,
        height=width if turn % 2 else height,
        glyphs=tuple(
            Glyph(glyph.text, *turned(glyph[1:5]), turn=(glyph.turn - turn) % 4) for glyph in page.glyphs
        ),
        across=tuple(Ruling(top, x0, x1) for x0, top, x1, bottom in lines if bottom == top),
        down=tuple(Ruling(x0, top, bottom) for x0, top, x1, bottom in lines if x1 == x0),
        pictures=tuple(map(turned, page.pictures)),
        turn=turn,
    )


def _turned(box: Box, width: float, height: float, turn: int) -> Box:
    """A box after its page was turned by so many quarters against the clock."""
    x0, top, x1, bottom = box
    for _ in range(turn):
        x0, top, x1, bottom = top, width - x1, bottom, width - x0
        width, height = height, width
    return x0, top, x1, bottom


def around(boxes: Iterable[Box]) -> Box:
    """The box around some boxes, of which there is at least one."""
    sides = list(zip(*boxes, strict=True))
    return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])
