"""Reads Office packages, whatever their name: a zip is Word or Excel by the parts in it.

A locked Office file is no zip but an OLE file; it is refused here, because no other reader can do better. Old Word
files are OLE files too, and left to their own reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.kinds import Kind, kind_of
from compliance.readers.package import is_locked, package_format

if TYPE_CHECKING:
    from compliance.form import Form
    from compliance.report import Report

ENDINGS = (".docx", ".xlsx")
"""Names under which Office packages are saved."""


def read(name: str, data: bytes, forms: Sequence[Form]) -> Report | None:
    """Read a Word document or a workbook, or leave what is none to other readers.

    :raises ReadError: It is one, and no report can be read out of it.
    """
    kind = kind_of(data)
    if kind is Kind.OLE and is_locked(data):
        raise ReadError(Message("documents.password"), name)
    if kind is not Kind.ZIP:
        return None
    form = package_format(data)
    ending = name.lower()[-5:]
    if form is None and ending in ENDINGS:
        # It says what it should be: then it is damaged, and its reader says how.
        form = ending[1:]
    if form == "docx":
        from compliance.readers.docx import read_docx

        return read_docx(data, name, forms)
    if form == "xlsx":
        from compliance.readers.xlsx import read_xlsx

        return read_xlsx(data, name, forms)
    return None
