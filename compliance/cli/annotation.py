"""``--annotate``: the findings written into a copy of the document, which LibreOffice makes where it is not Word.

A conversion may lose a cell or move a figure. So what it made is read and checked as if it were the report, and is
annotated only if every figure and every finding is the same; otherwise nothing is written, and the page is offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic
from typing import Any

from compliance.annotate import annotated, ending_of, laid_out
from compliance.documents import Document
from compliance.errors import UsageError
from compliance.findings import ReportResult
from compliance.messages import Message
from compliance.readers.kinds import Kind, kind_of
from compliance.readers.libreoffice import SECONDS, docx_of, libreoffice
from compliance.readers.package import package_format
from compliance.session import Session

_ENDINGS = {Kind.OLE: "doc", Kind.RTF: "doc", Kind.HTML: "html"}
"""Kinds of which LibreOffice keeps the tables."""


def annotated_copy(session: Session, document: Document, result: ReportResult, file: str) -> bytes:
    """The Word document with a comment for each finding.

    :param result: What was found in the document, with the report as it was read.
    :param file: The name under which it is to be written.
    :raises UsageError: It must not be written to; or it is not Word and cannot be made so without a change; or Word
        would not open it under that name.
    :raises ReadError: It is damaged.
    """
    data, lang = document.read(), session.options.lang
    is_word = package_format(data) == "docx"
    ending = ending_of(data, document.name) if is_word else ".docx"
    if not file.lower().endswith(ending):
        raise UsageError(Message("annotate.ending", file=file, ending=ending))
    if is_word:
        return annotated(data, document.name, result, lang)
    if libreoffice() is None:
        raise UsageError(Message("annotate.no-libreoffice", file=document.name))
    is_made = False
    for made in _conversions(data, result, lang):
        is_made = True
        again = session.check_documents([replace(document, data=made)]).reports[0]
        if _says(again) == _says(result):
            return annotated(made, document.name, again, lang)
    raise UsageError(Message("annotate.differs" if is_made else "annotate.not-converted", file=document.name))


def _conversions(data: bytes, result: ReportResult, lang: str) -> Iterator[bytes]:
    """The document as Word: as it looks, where LibreOffice reads its tables; else as it was read.

    Both together may take as long as one.
    """
    deadline = monotonic() + SECONDS
    ending = _ENDINGS.get(kind_of(data))
    looks = None if ending is None else docx_of(data, ending)
    if looks is not None:
        yield looks
    page = laid_out(result, lang)
    read = None if page is None else docx_of(page, "html", seconds=deadline - monotonic())
    if read is not None:
        yield read


def _says(result: ReportResult) -> Any:
    """All figures of a report and all that was found in it, without the places."""
    report = result.report
    if report is None:
        return result.error
    cells = {
        (table, row, column): replace(cell, at=None)
        for table, rows in report.tables.items()
        for row, columns in rows.items()
        for column, cell in columns.items()
    }
    found = sorted((f.rule, f.verdict, f.message, f.waived is not None) for f in result.findings)
    return cells, found
