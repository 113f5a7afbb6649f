"""Reads Office packages, whatever their name: a zip is Word, Excel or OFD by the parts in it.

A locked Office file is no zip but an OLE file, as old Word documents are: :mod:`compliance.readers.doc` has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from os.path import splitext
from typing import TYPE_CHECKING

from compliance.readers.kinds import Kind, kind_of
from compliance.readers.package import package_format

if TYPE_CHECKING:
    from compliance.form import Form
    from compliance.report import Report

ENDINGS = {".docx": "docx", ".xlsx": "xlsx", ".ofd": "ofd"}
"""Names under which packages are saved."""


def read(name: str, data: bytes, forms: Sequence[Form]) -> Report | None:
    """Read a Word document, a workbook or an OFD, or leave what is none to other readers.

    :raises ReadError: It is one, and no report can be read out of it.
    """
    if kind_of(data) is not Kind.ZIP:
        return None
    form = package_format(data)
    if form is None:
        # It may say what it should be: then it is damaged, and its reader says how.
        form = ENDINGS.get(splitext(name.lower())[1])
    if form == "docx":
        from compliance.readers.docx import read_docx

        return read_docx(data, name, forms)
    if form == "xlsx":
        from compliance.readers.xlsx import read_xlsx

        return read_xlsx(data, name, forms)
    if form == "ofd":
        from compliance.readers.ofd import read_ofd

        return read_ofd(data, name, forms)
    return None
