"""Takes the ink from a PDF with pdfium: fast, and right for what offices' programs write.

It may be wrong without an error where a font is a set of drawings (Type 3) or names no characters: such glyphs are
lost, moved off the page, or get codes of private use. So every page tells whether that may have happened, and is then
taken by :mod:`compliance.readers.pdf_careful` instead.

Everything that pdfium opens is closed here, page by page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from math import hypot, pi
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.ink import Ink, box_of
from compliance.readers.matrices import IDENTITY, Matrix, moved, times
from compliance.readers.paper import UNKNOWN

if TYPE_CHECKING:
    from compliance.readers.paper import Page

DEEPEST = 12
"""So many drawings may stand inside each other."""

_INVISIBLE = frozenset((raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))
_QUARTER = pi / 2
_LOCKED = frozenset((raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY))
_HIGH = range(0xD800, 0xDC00)
_LOW = range(0xDC00, 0xE000)


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF, until it is no longer needed.

    :raises ReadError: It needs a password, or is damaged.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        key = "password" if getattr(error, "err_code", None) in _LOCKED else "damaged-pdf"
        raise ReadError(Message(f"documents.{key}"), name) from None
    try:
        yield document
    finally:
        document.close()


def page_of(document: pypdfium2.PdfDocument, number: int, name: str) -> Page:
    """One page; the first has the number 1.

    :raises ReadError: It cannot be read.
    """
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        raise ReadError(Message("documents.damaged-page", page=number), name) from None
    try:
        return _Taker(page, number).page()
    finally:
        page.close()


class _Taker:
    """Takes one page apart."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self._page = page
        self._turn = page.get_rotation() // 90
        self._frame = _frame(page)
        left, bottom, right, top = self._frame
        size = (right - left, top - bottom)
        self._ink = Ink(number, *(size[::-1] if self._turn % 2 else size))
        self._fonts: dict[int, bool] = {}
        self._hides = False

    def page(self) -> Page:
        """What is on it."""
        handle = self._page.raw
        count = raw.FPDFPage_CountObjects(handle)
        self._objects(count, partial(raw.FPDFPage_GetObject, handle), IDENTITY, 0)
        text = self._page.get_textpage()
        try:
            self._write(text.raw)
        finally:
            text.close()
        if any(self._fonts.values()):
            self._ink.doubt()
        return self._ink.page()

    def _objects(self, count: int, get: Callable[[int], Any], matrix: Matrix, depth: int) -> None:
        for i in range(count):
            each = get(i)
            kind = raw.FPDFPageObj_GetType(each)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._look_at_font(each)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._draw(each, times(_matrix(each), matrix))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                corners = moved([(0, 0), (1, 0), (0, 1), (1, 1)], times(_matrix(each), matrix))
                self._ink.picture(box_of(map(self._on_paper, corners)))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inside = raw.FPDFFormObj_CountObjects(each)
                get_inside = partial(raw.FPDFFormObj_GetObject, each)
                self._objects(inside, get_inside, times(_matrix(each), matrix), depth + 1)

    def _look_at_font(self, text: Any) -> None:
        """Remember fonts that are drawings, and whether some text is not shown: what a scanner recognised."""
        self._hides = self._hides or raw.FPDFTextObj_GetTextRenderMode(text) in _INVISIBLE
        font = raw.FPDFTextObj_GetFont(text)
        if not font:
            return
        known = ctypes.addressof(font.contents)
        if known not in self._fonts:
            size = ctypes.c_size_t()
            has_data = raw.FPDFFont_GetFontData(font, None, 0, size) and size.value > 0
            self._fonts[known] = raw.FPDFFont_GetIsEmbedded(font) == 1 and not has_data

    def _draw(self, path: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        if not fill.value and not stroke.value:
            return
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(path, width)
        thickness = width.value * hypot(matrix[0], matrix[1])
        for points, straight in _outlines(path):
            corners = [self._on_paper(point) for point in moved(points, matrix)]
            if stroke.value:
                for begin, end in pairwise(corners if straight else ()):
                    self._ink.stroke(*begin, *end, thickness)
            elif len(corners) > 1:
                self._ink.surface(box_of(corners))

    def _write(self, text: Any) -> None:
        boxes = _Boxes(text)
        high = 0
        # Called for every character: a name that is looked up once is a tenth of the time.
        generated, unmapped = raw.FPDFText_IsGenerated, raw.FPDFText_HasUnicodeMapError
        unicode, angle_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharAngle
        box_at, on_paper = boxes.at, self._on_paper
        for i in range(raw.FPDFText_CountChars(text)):
            if generated(text, i) == 1:
                continue
            code = unicode(text, i)
            if code in _HIGH:
                high = code
                continue
            if code in _LOW and high:
                code = 0x10000 + (high - _HIGH.start) * 0x400 + (code - _LOW.start)
            high = 0
            if code in (0x0A, 0x0D):
                continue
            if self._hides and _is_hidden(text, i):
                self._ink.hidden(chr(code))
                continue
            if unmapped(text, i) == 1 or code in _LOW:
                code = ord(UNKNOWN)
            left, bottom, right, top = box_at(i)
            x0, y0 = on_paper((left, bottom))
            x1, y1 = on_paper((right, top))
            turn = (self._turn + round(angle_of(text, i) / _QUARTER)) % 4
            self._ink.glyph(chr(code), (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), turn)

    def _on_paper(self, point: tuple[float, float]) -> tuple[float, float]:
        """A point of the page as it is seen: from its top left corner, turned."""
        x, y = point
        left, bottom, right, top = self._frame
        if self._turn == 0:
            return x - left, top - y
        if self._turn == 1:
            return y - bottom, x - left
        if self._turn == 2:
            return right - x, y - bottom
        return top - y, right - x


class _Boxes:
    """Where the characters of a text are: the room that each takes, not only its ink.

    Of fonts that are written downwards pdfium gives the room in the font's own units, many times too large.
    """

    def __init__(self, text: Any) -> None:
        self._text = text
        self._room = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._ink = tuple(ctypes.c_double() for _ in range(4))

    def at(self, i: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of one character."""
        room = self._room
        raw.FPDFText_GetLooseCharBox(self._text, i, room)
        left, right, bottom, top = self._ink
        raw.FPDFText_GetCharBox(self._text, i, left, right, bottom, top)
        ink = max(right.value - left.value, top.value - bottom.value)
        if room.top - room.bottom > 2 * ink:
            # The ink of a comma is small, too.
            raw.FPDFText_GetMatrix(self._text, i, self._matrix)
            size = raw.FPDFText_GetFontSize(self._text, i) * hypot(self._matrix.c, self._matrix.d)
            if room.top - room.bottom > 2 * size:
                x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
                return x - size / 2, y - size / 2, x + size / 2, y + size / 2
        return room.left, room.bottom, room.right, room.top


def _frame(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """What is seen of a page: left, bottom, right, top in its own coordinates."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else tuple(media)


def _is_hidden(text: Any, i: int) -> bool:
    return raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, i)) in _INVISIBLE


def _outlines(path: Any) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The outlines that a path is made of, each with whether all of it is straight."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    straight = True
    for i in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if points:
                yield points, straight
            points, straight = [], True
        straight = straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, straight


def _matrix(each: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(each, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f
