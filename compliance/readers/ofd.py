"""OFD documents (GB/T 33190): the fixed layout of Chinese offices, read as any printed page.

An OFD is a zip of XML parts: one names the documents in it, one their pages, templates and resources, and one for each
page says what is drawn on it. What that is, :mod:`compliance.readers.ofd_ink` takes apart; the ink then becomes a
document as that of a PDF does.

Signatures, seals and attachments are not looked at. The surprise: names of parts are written relative to the part that
names them, or from the root with a slash before them, or from the root without one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.ofd_ink import Units, box_at, children, local, page_of
from compliance.readers.package import Package
from compliance.readers.pages import document_of
from compliance.readers.unread import Unread, checked, hidden_text, ranges, unread_of

if TYPE_CHECKING:
    from lxml import etree

    from compliance.form import Form
    from compliance.readers.fragments import Document
    from compliance.readers.paper import Box, Page
    from compliance.report import Report

PAGES = 300
"""The longest real report has 40."""

_ROOT = "OFD.xml"
_LOCKED = "Encryptions.xml"
_A4: Box = (0.0, 0.0, 210.0, 297.0)


def read_ofd(data: bytes, name: str, forms: Sequence[Form]) -> Report:
    """The report that an OFD holds.

    :param name: The file as the user named it.
    :param forms: The editions of the form that it may follow.
    :raises ReadError: It is no sound OFD, or no report can be read out of it.
    """
    from compliance.readers.reading import report_of

    document, unread = ofd_document(data, name)
    if not document.blocks:
        key = "scanned" if unread.scanned else "blank-print"
        raise ReadError(Message(f"documents.{key}", pages=ranges(unread.scanned)), name)
    report, refusal = None, None
    try:
        report = report_of(document, data, name, forms)
    except ReadError as error:
        refusal = error
    return checked(report, refusal, unread, name, forms)


def ofd_document(data: bytes, name: str) -> tuple[Document, Unread]:
    """The paragraphs and tables of an OFD, and what of it cannot be told.

    :raises ReadError: It is no sound OFD.
    """
    pages = ofd_pages(data, name)
    document = replace(document_of(pages, "ofd"), remarks=hidden_text(pages))
    return document, unread_of(pages)


def ofd_pages(data: bytes, name: str) -> list[Page]:
    """The pages of an OFD as their ink.

    :raises ReadError: It is no sound OFD.
    """
    package = Package(data, name, "ofd")
    if _LOCKED in package:
        raise ReadError(Message("documents.password"), name)
    pages: list[Page] = []
    units = Units(name)
    for body in children(package.xml(_ROOT), "DocBody"):
        for root in children(body, "DocRoot"):
            _Reading(package, _located(package, _ROOT, root.text), units).add_pages(pages)
    return pages


@dataclass
class _Reading:
    """One of the documents of an OFD, while its pages are read."""

    package: Package
    part: str
    units: Units
    templates: dict[str, str] = field(default_factory=dict)

    def add_pages(self, pages: list[Page]) -> None:
        """Add its pages to those of the documents before. :raises ReadError: They are too many, or damaged."""
        root = self.package.xml(self.part)
        area = _A4
        for common in children(root, "CommonData"):
            for each in common:
                kind = local(each)
                if kind == "PageArea":
                    area = _area(each) or area
                elif kind in ("PublicRes", "DocumentRes"):
                    self._resources(self.part, each.text)
                elif kind == "TemplatePage":
                    self.templates[each.get("ID", "")] = each.get("BaseLoc", "")
        for listed in children(root, "Pages"):
            for each in children(listed, "Page"):
                if len(pages) >= PAGES:
                    count = len(pages) + len(listed)
                    raise ReadError(
                        Message("documents.too-many-pages", count=count, limit=PAGES), self.package.name
                    )
                part = _located(self.package, self.part, each.get("BaseLoc"))
                pages.append(self._page(part, len(pages) + 1, area))

    def _page(self, part: str, number: int, area: Box) -> Page:
        root = self.package.xml(part)
        contents = []
        for each in root:
            kind = local(each)
            if kind == "Area":
                area = _area(each) or area
            elif kind == "PageRes":
                self._resources(part, each.text)
            elif kind == "Template" and each.get("TemplateID") in self.templates:
                location = self.templates[each.get("TemplateID", "")]
                contents += children(self.package.xml(_located(self.package, self.part, location)), "Content")
            elif kind == "Content":
                contents.append(each)
        return page_of(contents, number, area, self.units)

    def _resources(self, part: str, location: str | None) -> None:
        """Remember the drawings that pages only refer to."""
        place = _located(self.package, part, location)
        if place in self.package:
            self.units.remember(self.package.xml(place))


def _area(element: etree._Element) -> Box | None:
    """The size of the paper."""
    for each in children(element, "PhysicalBox"):
        x0, top, x1, bottom = box_at(each.text)
        if x1 > x0 and bottom > top:
            return x0, top, x1, bottom
    return None


def _located(package: Package, part: str, location: str | None) -> str:
    """The part that *part* names so."""
    location = (location or "").strip().replace("\\", "/")
    beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), location)).lstrip("/")
    return beside if beside in package else posixpath.normpath(posixpath.join("/", location)).lstrip("/")
