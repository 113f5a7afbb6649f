"""Takes the text from single pages of a PDF with pdfplumber: slow, and right where pdfium is not.

It is asked only for pages that :mod:`compliance.readers.pdf_fast` has doubts about, or whose tables it could not read
whole, and only for their glyphs: about lines there is no doubt, and a page may have thousands of them. A glyph for
which no program knows the character stays unknown: what cannot be read is not guessed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import atan2, pi
from time import monotonic
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.layout import LTChar, LTContainer

from compliance.readers.ink import Ink
from compliance.readers.paper import UNKNOWN

if TYPE_CHECKING:
    from compliance.readers.paper import Page

_UNMAPPED = re.compile(r"\(cid:\d+\)")
_QUARTER = pi / 2

# One line a font, hundreds of them, to whoever listens.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def careful_pages(data: bytes, numbers: Sequence[int], until: float) -> Iterator[Page]:
    """The text of the pages with these numbers, as many as can be read before the time is up.

    :param until: The end of the time, by the monotonic clock.
    """
    try:
        with pdfplumber.open(BytesIO(data), pages=list(numbers)) as document:
            for page in document.pages:
                if monotonic() > until:
                    return
                taken = _page(page)
                page.close()
                yield taken
    except Exception:  # noqa: BLE001 - on damaged objects pdfminer raises whatever its code happens to
        # The pages that were not given stay as doubtful as they were.
        return


def _page(page: Any) -> Page:
    x, y, right, bottom = _cropped(page)
    ink = Ink(page.page_number, page.width - x - right, page.height - y - bottom)
    for char in _chars(page.layout):
        text = char.get_text()
        if text not in ("\n", "\r"):
            # Heights count from the bottom of the sheet.
            box = (char.x0 - x, page.height - char.y1 - y, char.x1 - x, page.height - char.y0 - y)
            ink.glyph(UNKNOWN if _UNMAPPED.fullmatch(text) else text, box, _turn(char.matrix))
    return ink.page()


def _cropped(page: Any) -> tuple[float, float, float, float]:
    """How much of the sheet is not seen: left, above, right and below, as the page is turned."""
    left, bottom, right, top = page.page_obj.mediabox
    crop = page.page_obj.cropbox
    sides = (
        max(0.0, crop[0] - left),
        max(0.0, top - crop[3]),
        max(0.0, right - crop[2]),
        max(0.0, crop[1] - bottom),
    )
    # Turned clockwise, what was below is left.
    turn = page.rotation // 90 % 4
    x, y, far, low = sides[-turn:] + sides[:-turn]
    return x, y, far, low


def _chars(container: Any) -> Iterator[Any]:
    """The characters of a page, those of the drawings on it too."""
    for each in container:
        if isinstance(each, LTChar):
            yield each
        elif isinstance(each, LTContainer):
            yield from _chars(each)


def _turn(matrix: Sequence[float]) -> int:
    """How many quarters a glyph is turned clockwise."""
    a, b = matrix[0], matrix[1]
    return -round(atan2(b, a) / _QUARTER) % 4
