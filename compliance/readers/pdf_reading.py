"""What reading a PDF comes to: the noun that goes from the process that reads it to the one that waits.

Apart from both, so that the one that waits imports nothing that could read a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compliance.readers.fragments import Document
from compliance.readers.unread import Unread


@dataclass(frozen=True, slots=True)
class PdfReading:
    """A PDF as a document, and the pages of which something cannot be told."""

    document: Document
    unread: Unread
