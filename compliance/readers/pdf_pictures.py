"""The pages of a PDF as pictures, for people who want to see where on the page a finding is.

Grey, in sixteen shades, no larger than a page of HTML can carry many of. Drawn by pdfium in a process of its own, for
the reasons for which PDFs are read in one (:mod:`compliance.readers.pdf_child`).
"""

from __future__ import annotations

import pickle
import struct
import sys
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.util import find_spec
from subprocess import TimeoutExpired
from typing import Any

from compliance.errors import ReadError
from compliance.findings import Finding, Picture
from compliance.messages import Message
from compliance.readers.pdf_child import can_run_apart, limit, run_apart
from compliance.readers.unread import ranges

PAGES = 12
BYTES = 150_000
"""Of one picture."""

SECONDS = 10.0
_LONGEST = 1400
"""Pixels of the longer side: text of 10 points can be read."""

_SMALLER = 0.75
_TRIES = 5
_SHADES = bytes(round(round(grey / 17) * 17) for grey in range(256))
_CODE = "from compliance.readers.pdf_pictures import serve; serve({pages!r})"


def pages_with_findings(findings: Iterable[Finding]) -> frozenset[int]:
    """The pages on which something stands that open findings speak of."""
    pages = set()
    for finding in findings:
        if finding.waived is None:
            cells = (cell.at for cell in finding.cells if cell.report is None)
            places = (*cells, *(text.at for text in finding.text))
            pages |= {at["page"] for at in places if at and at.get("page") and at.get("box")}
    return frozenset(pages)


def undrawn(pages: Collection[int], pictures: Sequence[Picture]) -> Message | None:
    """What is to be said of pages of which there is no picture."""
    missing = set(pages).difference(picture.page for picture in pictures)
    if not missing:
        return None
    return Message("documents.not-all-pictures", pages=ranges(missing), most=PAGES)


def pictures_of(data: bytes, name: str, pages: Collection[int]) -> tuple[Picture, ...]:
    """Pictures of some pages, counted from 1; of the first :data:`PAGES` of them.

    :raises ReadError: They cannot be drawn, or not in time.
    """
    if find_spec("pypdfium2") is None:
        raise ReadError(Message("documents.no-pdf", extra="pdf"), name)
    if not pages:
        return ()
    if not can_run_apart():
        return tuple(drawn(data, sorted(pages)[:PAGES]))
    try:
        answer = run_apart(_CODE.format(pages=sorted(pages)[:PAGES]), data, SECONDS)
    except TimeoutExpired:
        answer = None
    if answer is None:
        raise ReadError(Message("documents.no-pictures"), name)
    made: tuple[Picture, ...] = pickle.loads(answer)  # noqa: S301 - it comes from code of ours
    return made


def serve(pages: Collection[int]) -> None:
    """Draw pages of the PDF on standard input and write the pictures to standard output."""
    limit(SECONDS)
    sys.stdout.buffer.write(pickle.dumps(tuple(drawn(sys.stdin.buffer.read(), pages))))


def drawn(data: bytes, pages: Collection[int]) -> Iterator[Picture]:
    """Draw pages. One that does not become small enough is left out."""
    from compliance.readers.pdf_fast import opened

    with opened(data, "") as document:
        for number in pages:
            page = document[number - 1]
            width, height = page.get_size()
            scale = _LONGEST / max(width, height)
            for _ in range(_TRIES):
                png = _png(page.render(scale=scale, grayscale=True))
                if len(png) <= BYTES:
                    yield Picture(number, width, height, png)
                    break
                scale *= _SMALLER
            page.close()


def _png(bitmap: Any) -> bytes:
    """A grey bitmap as PNG, a byte a pixel."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    pixels = bytes(bitmap.buffer).translate(_SHADES)
    lines = b"".join(b"\0" + pixels[y * stride : y * stride + width] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
