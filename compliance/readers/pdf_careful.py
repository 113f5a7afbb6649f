"""Takes the ink from single pages of a PDF with pdfplumber: slow, and right where pdfium is not.

It is asked only for pages that :mod:`compliance.readers.pdf_fast` has doubts about, or whose tables it could not read
whole. A glyph for which no program knows the character stays unknown: what cannot be read is not guessed.
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

from compliance.readers.ink import Ink
from compliance.readers.paper import UNKNOWN

if TYPE_CHECKING:
    from compliance.readers.paper import Page

_UNMAPPED = re.compile(r"\(cid:\d+\)")
_QUARTER = pi / 2

# One line a font, hundreds of them, to whoever listens.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def careful_pages(data: bytes, numbers: Sequence[int], until: float) -> Iterator[Page]:
    """The pages with these numbers, as many as can be read before the time is up.

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
    x, y, right, bottom = page.cropbox
    ink = Ink(page.page_number, right - x, bottom - y)
    for char in page.chars:
        if char["text"] in ("\n", "\r"):
            continue
        text = UNKNOWN if _UNMAPPED.fullmatch(char["text"]) else char["text"]
        box = (char["x0"] - x, char["top"] - y, char["x1"] - x, char["bottom"] - y)
        ink.glyph(text, box, _turn(char["matrix"]))
    for line in page.lines:
        (x0, y0), (x1, y1) = line["pts"][0], line["pts"][-1]
        ink.stroke(x0 - x, y0 - y, x1 - x, y1 - y, line["linewidth"] or 0)
    for shape in (*page.rects, *page.curves):
        box = (shape["x0"] - x, shape["top"] - y, shape["x1"] - x, shape["bottom"] - y)
        points = [(px - x, py - y) for px, py in shape["pts"]]
        if shape["stroke"]:
            for begin, end in zip(points, points[1:] + points[:1], strict=True):
                ink.stroke(*begin, *end, shape["linewidth"] or 0)
        elif shape["fill"]:
            ink.surface(box)
    for image in page.images:
        ink.picture((image["x0"] - x, image["top"] - y, image["x1"] - x, image["bottom"] - y))
    return ink.page()


def _turn(matrix: Sequence[float]) -> int:
    """How many quarters a glyph is turned clockwise."""
    a, b = matrix[0], matrix[1]
    return -round(atan2(b, a) / _QUARTER) % 4
