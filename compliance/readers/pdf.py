"""Reads reports that are PDF files.

The pages are taken apart by pdfium, in a process of its own (:mod:`compliance.readers.pdf_child`); pages of which that
goes wrong, or whose tables do not come out whole, once more by pdfplumber. What neither can read is said and not
passed over (:mod:`compliance.readers.unread`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from time import monotonic
from typing import TYPE_CHECKING

from compliance.errors import ReadError
from compliance.form import Form
from compliance.messages import Message
from compliance.readers.fragments import Document, Fragment
from compliance.readers.kinds import Kind, kind_of
from compliance.readers.labels import label
from compliance.readers.pdf_child import read_apart
from compliance.readers.pdf_reading import PdfReading
from compliance.readers.reading import report_of
from compliance.readers.unread import checked, lacks, ranges

if TYPE_CHECKING:
    from compliance.report import Report

ENDING = ".pdf"

BYTES = 50_000_000
"""Real reports have 5 MB at most, pictures and all."""

SECONDS = 7.0
"""So long reading may take, both ways together."""

_ENOUGH = 1.5
"""In less time nothing is read with care."""

_CAREFUL_PAGES = 40
_TAIL = 2048


def read(name: str, data: bytes, forms: Sequence[Form]) -> Report | None:
    """Read a PDF, or leave what is none to other readers.

    :raises ReadError: It is a PDF, and no report can be read out of it.
    """
    return read_pdf(data, name, forms) if kind_of(data) is Kind.PDF else None


def read_pdf(data: bytes, name: str, forms: Sequence[Form]) -> Report:
    """The report that a PDF holds.

    :param name: The file as the user named it.
    :param forms: The editions of the form that it may follow.
    :raises ReadError: None can be read out of it.
    """
    _check(data, name)
    until = monotonic() + SECONDS
    reading = read_apart(data, name, (), SECONDS)
    if not reading.document.blocks:
        key = "scanned" if reading.unread.scanned else "blank-print"
        raise ReadError(Message(f"documents.{key}", pages=ranges(reading.unread.scanned)), name)
    report, refusal = _report(reading.document, data, name, forms)
    pages = _pages_of_tables(reading.document, forms)
    if (report is None or lacks(report)) and pages and until - monotonic() > _ENOUGH:
        again = _with_care(data, name, pages, until - monotonic())
        if again is not None:
            other, _ = _report(again.document, data, name, forms)
            if other is not None and (report is None or _cells(other) > _cells(report)):
                report, reading = other, again
    return checked(report, refusal, reading.unread, name, forms)


def _check(data: bytes, name: str) -> None:
    """Refuse what need not be opened.

    :raises ReadError: The libraries are not installed; the file is too large, or its end is missing.
    """
    if find_spec("pypdfium2") is None or find_spec("pdfplumber") is None:
        raise ReadError(Message("documents.no-pdf", extra="pdf"), name)
    if len(data) > BYTES:
        size, limit = len(data) // 1_000_000, BYTES // 1_000_000
        raise ReadError(Message("documents.pdf-too-large", size=size, limit=limit), name)
    # Without its end, programs piece a file together from what is there, and pages are missing without a word.
    if b"startxref" not in data[-_TAIL:] and b"startxref" not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
        raise ReadError(Message("documents.truncated-pdf"), name)


def _report(
    document: Document, data: bytes, name: str, forms: Sequence[Form]
) -> tuple[Report | None, ReadError | None]:
    try:
        return report_of(document, data, name, forms), None
    except ReadError as error:
        return None, error


def _with_care(data: bytes, name: str, pages: Iterable[int], seconds: float) -> PdfReading | None:
    """The document with some pages read with care, or None where that takes too long or too much."""
    try:
        return read_apart(data, name, tuple(pages), seconds)
    except ReadError:
        # What was read without is still there, and lacks what it lacks.
        return None


def _cells(report: Report) -> int:
    return sum(len(cells) for rows in report.tables.values() for cells in rows.values())


def _pages_of_tables(document: Document, forms: Sequence[Form]) -> list[int]:
    """The pages on which tables are, or labels of their rows."""
    labels = {label(row.label).core for form in forms for table in form.tables for row in table.rows}
    found: set[int] = set()
    for block in document.blocks:
        page = block.at.page if block.at is not None else None
        if page is not None and (isinstance(block, Fragment) or label(block.text).core in labels):
            found.add(page)
    return sorted(found)[:_CAREFUL_PAGES]
