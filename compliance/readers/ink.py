"""Gathers the ink of one page, and notices what cannot be right.

Whoever takes a page apart hands over what it finds, in points from the top left corner; here it is decided what is a
ruling and what is only shading, which characters mean something, and whether the page is to be doubted.
"""

from __future__ import annotations

from collections.abc import Iterable

from compliance.readers.lattice import THICK
from compliance.readers.paper import UNKNOWN, Box, Glyph, Page, Ruling
from compliance.readers.radicals import plain

_STRAIGHT = 1.0
"""A line that is no further off is straight."""

_SLACK = 2.0
_PRIVATE = range(0xE000, 0xF900)
_SYMBOLS = range(0xF020, 0xF100)
"""Where the symbol fonts of Windows have their bullets and arrows: known, though Unicode knows them not."""

_BULLET = "•"


class Ink:
    """What is found on one page."""

    def __init__(self, number: int, width: float, height: float) -> None:
        self._number = number
        self._size = width, height
        self._glyphs: list[Glyph] = []
        self._across: list[Ruling] = []
        self._down: list[Ruling] = []
        self._pictures: list[Box] = []
        self._drawings = 0
        self._hidden: list[str] = []
        self._doubtful = False

    def glyph(self, text: str, box: Box, turn: int = 0) -> None:
        """One character. One that is off the page is not seen, and one of private use not understood."""
        x0, top, x1, bottom = box
        width, height = self._size
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        if not (-_SLACK <= x <= width + _SLACK and -_SLACK <= y <= height + _SLACK):
            self._doubtful = self._doubtful or not text.isspace()
            return
        code = ord(text[0]) if text else 0
        if code in _SYMBOLS:
            text = _BULLET
        elif code < 0x20 or code in _PRIVATE or text == UNKNOWN:
            self._doubtful = True
            text = UNKNOWN
        elif code >= 0x2E80:
            text = plain(text)
        self._glyphs.append(Glyph(text, x0, top, x1, bottom, turn))

    def hidden(self, text: str) -> None:
        """A character that is not seen."""
        self._hidden.append(text)

    def stroke(self, x0: float, y0: float, x1: float, y1: float, thickness: float) -> None:
        """A straight line that was drawn with a pen."""
        if thickness > 2 * THICK:
            # So broad a pen paints a surface.
            return
        if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) > abs(y1 - y0):
            self._across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) > abs(x1 - x0):
            self._down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def surface(self, box: Box) -> None:
        """A filled shape: a ruling if it is thin, shading or a drawing if it is not."""
        x0, top, x1, bottom = box
        if bottom - top <= THICK:
            self._across.append(Ruling((top + bottom) / 2, x0, x1))
        if x1 - x0 <= THICK:
            # A dot may be a piece of a line in either direction.
            self._down.append(Ruling((x0 + x1) / 2, top, bottom))
        if min(bottom - top, x1 - x0) > THICK:
            self._drawings += 1

    def picture(self, box: Box) -> None:
        """An image: a ruling if it is thin, too."""
        x0, top, x1, bottom = box
        if min(bottom - top, x1 - x0) <= THICK:
            self.surface(box)
        else:
            self._pictures.append(box)

    def doubt(self) -> None:
        """Say that glyphs may be lost."""
        self._doubtful = True

    def page(self) -> Page:
        """The page."""
        width, height = self._size
        return Page(
            self._number,
            width,
            height,
            tuple(self._glyphs),
            tuple(self._across),
            tuple(self._down),
            tuple(self._pictures),
            self._drawings,
            "".join(self._hidden).strip(),
            self._doubtful,
        )


def box_of(points: Iterable[tuple[float, float]]) -> Box:
    """The box around some points, of which there is at least one."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
