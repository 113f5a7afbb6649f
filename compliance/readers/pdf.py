"""Reads reports that are PDF files.

The pages are taken apart by pdfium, in a process of its own (:mod:`compliance.readers.pdf_child`); pages of which that
goes wrong, or whose tables do not come out whole, once more by pdfplumber. What neither can read is said and not
passed over: a page that is a picture may hold the very table that seems to be missing, so a report that lacks
something and has such a page is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
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

_LACKING = frozenset(
    f"reading.{key}"
    for key in ("table-missing", "row-missing", "row-unlabelled", "row-columns", "cell-missing")
)
"""Remarks that say that something of a table was not found."""


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
        key = "scanned" if reading.scanned else "blank-pdf"
        raise ReadError(Message(f"documents.{key}", pages=_ranges(reading.scanned)), name)
    report, error = _report(reading.document, data, name, forms)
    pages = _pages_of_tables(reading.document, forms)
    if (report is None or _lacks(report)) and pages and until - monotonic() > _ENOUGH:
        again = _with_care(data, name, pages, until - monotonic())
        if again is not None:
            other, _ = _report(again.document, data, name, forms)
            if other is not None and (report is None or _cells(other) > _cells(report)):
                report, error, reading = other, None, again
    _refuse(reading, report, name, forms)
    if report is None:
        raise error or ReadError(Message("reading.no-report"), name)
    if reading.scanned:
        skipped = ("documents.scanned-pages", {"pages": _ranges(reading.scanned)})
        report = replace(report, remarks=(skipped, *report.remarks))
    return report


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


def _refuse(reading: PdfReading, report: Report | None, name: str, forms: Sequence[Form]) -> None:
    """Refuse a PDF that holds what nobody can read.

    :raises ReadError: It does.
    """
    if reading.garbled:
        raise ReadError(Message("documents.garbled", pages=_ranges(reading.garbled)), name)
    unread = (*reading.scanned, *reading.pictured)
    parts = max(len(form.headings) for form in forms)
    if unread and (report is None or _lacks(report) or len(report.sections) < parts):
        raise ReadError(Message("documents.scanned", pages=_ranges(unread)), name)


def _lacks(report: Report) -> bool:
    """Whether something of a table was not found."""
    return bool(report.partly_read) or any(key in _LACKING for key, _ in report.remarks)


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


def _ranges(numbers: Iterable[int]) -> str:
    """Page numbers as a print dialog has them: ``1–3,5``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
