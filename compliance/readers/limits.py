"""How much a reader takes on, so that no file makes it slow or fat. More is refused, in one sentence."""

from __future__ import annotations

from compliance.errors import ReadError
from compliance.messages import Message

TEXT_BYTES = 20_000_000
"""A text file. The longest real report has 0.3 MB."""

BLOCKS = 30_000
"""Paragraphs and rows of a document (the lines of a text)."""

CELLS = 100_000
"""Cells of all fragments of a document."""

COLUMNS = 200
"""Grid columns of a fragment that are looked at."""


def check_text_size(size: int, name: str) -> None:
    """Refuse a text file that is too large to be a report.

    :raises ReadError: It is.
    """
    if size > TEXT_BYTES:
        raise ReadError(
            Message("reading.too-large", size=size // 1_000_000, limit=TEXT_BYTES // 1_000_000), name
        )
