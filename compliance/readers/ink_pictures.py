"""A page drawn anew from its ink, as an SVG: each character and each line where it was read.

So a person sees what the program saw, and it needs no library that knows the format. Letters have the shapes of
whatever font is there, images are only framed. The SVG holds nothing but text, lines and frames: all text is escaped,
and it refers to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import combining
from xml.sax.saxutils import escape

from compliance.findings import Picture
from compliance.readers.paper import UNKNOWN, Glyph, Page

_FONTS = "'Noto Serif CJK SC', 'Source Han Serif SC', SimSun, 'Songti SC', serif"
_DESCENT = 0.12
"""Of its height, a character stands so much below its base line."""

_TWO_UNITS = 0x10000
_BLANKS = "\u3000\xa0"


def picture_of(page: Page) -> Picture:
    """The picture of a page."""
    width, height = _told(page.width), _told(page.height)
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="{_FONTS}">',
        '<rect width="100%" height="100%" fill="#fff"/>',
        *_frames(page),
        *_lines(page),
        *_texts(page.glyphs),
        "</svg>",
    )
    return Picture(page.number, page.width, page.height, "\n".join(parts).encode(), "image/svg+xml")


def _frames(page: Page) -> Iterator[str]:
    for x0, top, x1, bottom in page.pictures:
        yield (
            f'<rect x="{_told(x0)}" y="{_told(top)}" width="{_told(x1 - x0)}" height="{_told(bottom - top)}" '
            'fill="#f3f4f6" stroke="#9aa0a6" stroke-dasharray="4"/>'
        )


def _lines(page: Page) -> Iterator[str]:
    moves = [f"M{_told(line.start)} {_told(line.at)}H{_told(line.end)}" for line in page.across]
    moves += [f"M{_told(line.at)} {_told(line.start)}V{_told(line.end)}" for line in page.down]
    if moves:
        yield f'<path stroke="#000" stroke-width="0.5" d="{"".join(moves)}"/>'


def _texts(glyphs: Iterable[Glyph]) -> Iterator[str]:
    """Characters of one line that follow each other are one text, which tells where each of them begins."""
    for (turn, base, size), line in groupby(glyphs, _line_of):
        for is_simple, run in groupby(line, lambda glyph: _is_simple(glyph.text)):
            if turn == 0 and is_simple:
                together = list(run)
                starts = " ".join(_told(glyph.x0) for glyph in together)
                text = "".join(glyph.text for glyph in together)
                yield f'<text x="{starts}" y="{base}" font-size="{size}">{_escaped(text)}</text>'
            else:
                yield from map(_alone, run)


def _line_of(glyph: Glyph) -> tuple[int, str, str]:
    """The turn, the base line and the size of what stands in one line."""
    return glyph.turn, _told(glyph.bottom - _DESCENT * glyph.height), _told(glyph.height)


def _is_simple(text: str) -> bool:
    """Whether it is one character for every program that draws."""
    return len(text) == 1 and ord(text) < _TWO_UNITS and not combining(text)


def _alone(glyph: Glyph) -> str:
    """A character that is turned, or that is several."""
    x0, top, x1, bottom, turn = glyph[1:]
    size = x1 - x0 if turn % 2 else bottom - top
    low = _DESCENT * size
    x, y = ((x0, bottom - low), (x0 + low, top), (x1, top + low), (x1 - low, bottom))[turn]
    turned = f' transform="rotate({90 * turn} {_told(x)} {_told(y)})"' if turn else ""
    text = _escaped(glyph.text)
    return f'<text x="{_told(x)}" y="{_told(y)}" font-size="{_told(size)}"{turned}>{text}</text>'


def _escaped(text: str) -> str:
    """Text that no program takes for anything else; what cannot be printed is drawn as unknown."""
    return escape("".join(c if c.isprintable() or c in _BLANKS else UNKNOWN for c in text))


def _told(number: float) -> str:
    """A tenth of a point is finer than any screen."""
    return f"{number:.1f}".removesuffix(".0")
