"""What reading a PDF comes to: the noun that goes from the process that reads it to the one that waits.

Apart from both, so that the one that waits imports nothing that could read a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compliance.readers.fragments import Document


@dataclass(frozen=True, slots=True)
class PdfReading:
    """A PDF as a document, and the numbers of the pages of which something cannot be told.

    ``scanned``: they show something and hold no text. ``pictured``: beside their text is a large picture. ``garbled``:
    their text cannot be got out of the file.
    """

    document: Document
    scanned: tuple[int, ...] = ()
    pictured: tuple[int, ...] = ()
    garbled: tuple[int, ...] = ()
