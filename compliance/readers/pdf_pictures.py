"""The pages of a PDF as pictures.

Grey, in sixteen shades, no larger than a page of HTML can carry many of. Drawn by pdfium in a process of its own, for
the reasons for which PDFs are read in one (:mod:`compliance.readers.pdf_child`).
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Collection, Iterator
from io import BytesIO
from subprocess import TimeoutExpired
from time import monotonic
from typing import Any

from compliance.errors import ReadError
from compliance.findings import Picture
from compliance.messages import Message
from compliance.readers.pdf_child import can_run_apart, limit, run_apart

BYTES = 150_000
"""Of one picture."""

SECONDS = 2.5
"""So long drawing may take; with the time that reading takes it is within what any file may take."""

_FOR_DRAWING = 0.7
"""Pages are begun until so much of the time is gone. What has been drawn by then is better than nothing."""

_LONGEST = 1400
"""Pixels of the longer side: text of 10 points can be read."""

_SMALLER = 0.75
_TRIES = 5
_SHADES = [round(grey / 17) * 17 for grey in range(256)]
_CODE = "from compliance.readers.pdf_pictures import serve; serve({pages!r}, {seconds!r})"


def pdf_pictures(data: bytes, name: str, pages: Collection[int]) -> tuple[Picture, ...]:
    """Pictures of some pages, counted from 1.

    :raises ReadError: They cannot be drawn, or not in time.
    """
    if not can_run_apart():
        return tuple(drawn(data, pages, SECONDS))
    try:
        answer = run_apart(_CODE.format(pages=sorted(pages), seconds=SECONDS), data, SECONDS)
    except TimeoutExpired:
        answer = None
    if answer is None:
        raise ReadError(Message("documents.no-pictures"), name)
    made: tuple[Picture, ...] = pickle.loads(answer)  # noqa: S301 - it comes from code of ours
    return made


def serve(pages: Collection[int], seconds: float) -> None:
    """Draw pages of the PDF on standard input and write the pictures to standard output."""
    limit(seconds)
    sys.stdout.buffer.write(pickle.dumps(tuple(drawn(sys.stdin.buffer.read(), pages, seconds))))


def drawn(data: bytes, pages: Collection[int], seconds: float) -> Iterator[Picture]:
    """Draw pages. One that cannot be drawn, or does not become small enough, is left out, and so is what there is no
    time for."""
    import pypdfium2

    from compliance.readers.pdf_fast import opened

    until = monotonic() + _FOR_DRAWING * seconds
    with opened(data, "") as document:
        for number in pages:
            if monotonic() > until:
                return
            try:
                page = document[number - 1]
            except pypdfium2.PdfiumError:
                continue
            picture = _picture(page, number)
            page.close()
            if picture is not None:
                yield picture


def _picture(page: Any, number: int) -> Picture | None:
    """The picture of one page, None where it does not become small enough."""
    width, height = page.get_size()
    scale = _LONGEST / max(width, height)
    for _ in range(_TRIES):
        png = _png(page.render(scale=scale, grayscale=True))
        if len(png) <= BYTES:
            return Picture(number, width, height, png)
        scale *= _SMALLER
    return None


def _png(bitmap: Any) -> bytes:
    """A grey bitmap as PNG."""
    stream = BytesIO()
    bitmap.to_pil().point(_SHADES).save(stream, "PNG", optimize=True)
    return stream.getvalue()
