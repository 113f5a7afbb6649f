"""The pages of a PDF: fast, those that are in doubt once more with care, and what is still in doubt after that.

This is what runs in a process of its own (:mod:`compliance.readers.pdf_child`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from time import monotonic

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.pages import document_of
from compliance.readers.paper import Page
from compliance.readers.pdf_fast import opened, page_of
from compliance.readers.pdf_reading import PdfReading
from compliance.readers.unread import hidden_text, unread_of

PAGES = 300
"""The longest real report has 40."""


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
    ordered = list(pages.values())
    unread = unread_of(ordered)
    unread = replace(unread, garbled=tuple(sorted(garbled.union(unread.garbled))))
    return PdfReading(replace(document_of(ordered, "pdf"), remarks=hidden_text(ordered)), unread)


def _is_better(careful: Page, fast: Page) -> bool:
    """Whether a page that was read with care says at least as much."""
    return careful.unknown <= fast.unknown and len(careful.glyphs) >= 0.8 * len(fast.glyphs)
