"""Pictures of pages, for people who want to see where on the page a finding is.

Only formats that have pages have them: a PDF is drawn as it is printed (:mod:`compliance.readers.pdf_pictures`), an OFD
anew from the ink that was read (:mod:`compliance.readers.ink_pictures`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from compliance.findings import Finding, Picture
from compliance.messages import Message
from compliance.readers.kinds import Kind, kind_of
from compliance.readers.package import package_format
from compliance.readers.unread import ranges

PAGES = 12
"""So many pages of a document are drawn: a page of HTML with more could not be opened."""

BYTES = 500_000
"""Of a page that is drawn anew. A full page of text has 40,000."""


def pages_with_findings(findings: Iterable[Finding]) -> frozenset[int]:
    """The pages on which something stands that open findings speak of."""
    pages = set()
    for finding in findings:
        if finding.waived is None:
            cells = (cell.at for cell in finding.cells if cell.report is None)
            places = (*cells, *(text.at for text in finding.text))
            pages |= {at["page"] for at in places if at and at.get("page") and at.get("box")}
    return frozenset(pages)


def pictures_of(data: bytes, name: str, pages: Collection[int]) -> tuple[Picture, ...]:
    """Pictures of some pages, counted from 1; of the first :data:`PAGES` of them.

    :raises ReadError: They cannot be drawn, or not in time.
    """
    first = sorted(pages)[:PAGES]
    kind = kind_of(data)
    if kind is Kind.PDF:
        from compliance.readers.pdf_pictures import pdf_pictures

        return pdf_pictures(data, name, first)
    if kind is Kind.ZIP and package_format(data) == "ofd":
        from compliance.readers.ink_pictures import picture_of
        from compliance.readers.ofd import ofd_pages

        drawn = (picture_of(page) for page in ofd_pages(data, name) if page.number in first)
        return tuple(picture for picture in drawn if len(picture.data) <= BYTES)
    return ()


def undrawn(pages: Collection[int], pictures: Sequence[Picture]) -> Message | None:
    """What is to be said of pages of which there is no picture."""
    missing = set(pages).difference(picture.page for picture in pictures)
    if not missing:
        return None
    return Message("documents.not-all-pictures", pages=ranges(missing), most=PAGES)
