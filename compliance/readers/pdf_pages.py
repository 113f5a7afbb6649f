"""The pages of a PDF: fast, those that are in doubt once more with care, and what is still in doubt after that.

This is what runs in a process of its own (:mod:`compliance.readers.pdf_child`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from time import monotonic

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.pages import document_of
from compliance.readers.paper import Page
from compliance.readers.pdf_fast import opened, page_of
from compliance.readers.pdf_reading import PdfReading

PAGES = 300
"""The longest real report has 40."""

SAMPLE = 20
"""So many characters of hidden text are shown."""

_UNREADABLE = 0.02
"""A page on which so much of the text is unknown cannot be read."""

_PICTURE = 0.2
"""A picture that covers so much of its page may hold a table."""

_DRAWINGS = 40
"""A page without text that has so many shapes shows text that was turned into drawings."""


def read_pages(data: bytes, name: str, careful: Collection[int], seconds: float) -> PdfReading:
    """The pages of a PDF as a document.

    :param careful: The pages that are to be read with care, whatever they look like.
    :param seconds: How long it may take. Pages for which there is no time left stay in doubt.
    :raises ReadError: It cannot be read, or has too many pages.
    """
    until = monotonic() + seconds
    with opened(data, name) as file:
        count = len(file)
        if count > PAGES:
            raise ReadError(Message("documents.too-many-pages", count=count, limit=PAGES), name)
        pages = {number: page_of(file, number, name) for number in range(1, count + 1)}
    # What is hidden only pdfium tells.
    doubtful = [n for n, page in pages.items() if (page.doubtful or n in careful) and not page.hidden]
    garbled = {n for n, page in pages.items() if page.doubtful}
    if doubtful:
        from compliance.readers.pdf_careful import careful_pages

        for text in careful_pages(data, doubtful, until):
            if _is_better(text, pages[text.number]):
                pages[text.number] = replace(pages[text.number], glyphs=text.glyphs)
                garbled.discard(text.number)
    garbled.update(n for n, page in pages.items() if page.unknown > _UNREADABLE * len(page.glyphs))
    ordered = list(pages.values())
    return PdfReading(
        replace(document_of(ordered, "pdf"), remarks=_remarks(ordered)),
        scanned=tuple(page.number for page in ordered if _is_scanned(page)),
        pictured=tuple(page.number for page in ordered if _is_pictured(page)),
        garbled=tuple(sorted(garbled)),
    )


def _is_better(careful: Page, fast: Page) -> bool:
    """Whether a page that was read with care says at least as much."""
    return careful.unknown <= fast.unknown and len(careful.glyphs) >= 0.8 * len(fast.glyphs)


def _is_scanned(page: Page) -> bool:
    return not page.glyphs and (bool(page.pictures) or page.drawings >= _DRAWINGS)


def _is_pictured(page: Page) -> bool:
    area = page.width * page.height
    return bool(page.glyphs) and any(
        (x1 - x0) * (bottom - top) >= _PICTURE * area for x0, top, x1, bottom in page.pictures
    )


def _remarks(pages: Sequence[Page]) -> tuple[tuple[str, dict[str, object]], ...]:
    hidden = [page.hidden for page in pages if page.hidden and page.glyphs]
    if not hidden:
        return ()
    return (("documents.hidden", {"count": len(hidden), "text": hidden[0][:SAMPLE]}),)
