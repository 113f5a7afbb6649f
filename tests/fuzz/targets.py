"""What is fuzzed: each reader with sound documents to begin with, and how a document is damaged.

Whatever the bytes, a reader returns or raises :class:`~compliance.errors.ReadError`; anything else is a fault of ours.
``python -m tests.fuzz`` lets atheris look for one, :mod:`tests.fuzz.test_targets` Hypothesis.

The surprise: a package is damaged inside its parts and packed again. Else every damage would end at the check sum of
the zip, and the reader behind it would never be tried.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from compliance import shipped
from compliance.readers.doc import read_doc
from compliance.readers.docx import read_docx
from compliance.readers.html import read_html
from compliance.readers.ofd import read_ofd
from compliance.readers.pdf import read_pdf
from compliance.readers.text import read_text
from compliance.readers.xlsx import read_xlsx
from tests.consistent import consistent_report
from tests.readers.drawn import as_pdf
from tests.readers.matrix import as_pipes, as_tabs, printed
from tests.readers.olddoc import DELETED, HIDDEN, Doc, as_doc, cells, level, list_uses, lists, sprm
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import as_docx, as_html, as_xlsx, package
from tests.readers.writtenofd import Sheet, as_ofd, content, ofd


class Damage(NamedTuple):
    """One change: in which part (of a package), where in it (0 to 1), how many bytes go, what comes in their place."""

    part: int
    where: float
    length: int
    other: bytes


@dataclass(frozen=True)
class Target:
    """A reader, and sound documents for it. ``words``: what may stand in one and means something to the reader."""

    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...]


def damaged(data: bytes, changes: Sequence[Damage]) -> bytes:
    """A document after some changes."""
    try:
        with ZipFile(BytesIO(data)) as file:
            parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    except BadZipFile:
        for change in changes:
            data = _changed(data, change)
        return data
    names = list(parts)
    for change in changes:
        name = names[change.part % len(names)]
        part = parts[name]
        assert isinstance(part, bytes)
        parts[name] = _changed(part, change)
    return package(parts)


def _changed(data: bytes, change: Damage) -> bytes:
    at = int(change.where * len(data))
    # In an OLE file everything has its place: moved, all of it is lost, and only its table of contents is tried.
    gone = len(change.other) if data.startswith(b"\xd0\xcf\x11\xe0") else change.length
    return data[:at] + change.other + data[at + gone :]


def _odd_doc() -> bytes:
    """An old Word document with everything that the format has: lists, boxes, fields, changes, pieces."""
    written = Doc().paragraph("标题", sprm(0x2640, 0)).paragraph("甲", sprm(0x460B, 1))
    written.run("收到").run("35", DELETED).run("藏", HIDDEN).paragraph("\x13 PAGE \x1437\x15件\x08")
    written.piece(narrow=False, change=0x42 << 1 | 1 << 8)
    written.cell("格").cell("").row_end(cells((900, 3, 0), (900, 0, 2))).paragraph("正文").end_body()
    written.paragraph("框").paragraph("").boxes((4, 0, 2))
    written.parts |= {73: lists(level("\x00、")), 74: list_uses(1)}
    return written.save()


def _odd_ofd() -> bytes:
    """An OFD with a template, a drawing that is referred to, glyphs and shapes."""
    page, template = Sheet(runs=True, glyphs=True), Sheet(scaled=True)
    page.text(72, 72, "一、总体情况")
    page.fill(72, 100, 300, 100.5)
    page.path((72, 100, 200, 200), "M 0 0 L 9 9 Q 1 1 2 2 B 1 1 2 2 3 3 A 1 1 0 0 1 5 5 C")
    page.picture(0, 0, 9, 9)
    page.marks.append('<ofd:CompositeObject Boundary="0 0 9 9" CTM="1 0 0 1 0 0" ResourceID="3"/>')
    template.text(72, 30, "页眉", turn=1)
    unit = f'<ofd:CompositeGraphicUnit ID="3">{content(template)}</ofd:CompositeGraphicUnit>'
    return ofd(page, template=template, resources=unit)


_PAPER = printed(1, "all")[0]
_NUMBERS = (b"0", b"-1", b"65535", b"99999999999", b"1e400", b"nan", b"", b" ")
_LENGTHS = (b"\x00\x00", b"\xff\xff", b"\x00\x00\x00\x80", b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff")

TARGETS = {
    "docx": Target(
        lambda data: read_docx(data, "r", FORMS),
        (as_docx(_PAPER),),
        (*_NUMBERS, b"<w:tbl>", b"</w:tbl>", b"<w:del>", b"</w:p>", b"<w:vMerge/>", b'w:val="x"'),
    ),
    "doc": Target(
        lambda data: read_doc(data, "r", FORMS),
        (as_doc(_PAPER), _odd_doc()),
        (*_LENGTHS, b"\x07\x00", b"\x13\x00", b"\x15\x00", b"\x08\xd6", b"\x46\x66", b"\x16\x24\x01", b"\x49\x66"),
    ),
    "xlsx": Target(
        lambda data: read_xlsx(data, "r", FORMS),
        (as_xlsx(_PAPER),),
        (*_NUMBERS, b'r="XFD1048576"', b't="s"', b"<f>", b"</row>", b'ref="B9:A1"'),
    ),
    "html": Target(
        lambda data: read_html(data, "r", FORMS),
        (as_html(_PAPER).encode(), as_html(_PAPER).encode("gb18030")),
        (*_NUMBERS, b"<table>", b"</td>", b"<td rowspan=0>", b"colspan=9999", b"<script>", b"<!--", b"&#xd800;"),
    ),
    "pdf": Target(
        lambda data: read_pdf(data, "r", FORMS),
        (as_pdf(_PAPER),),
        (*_NUMBERS, b"endstream", b"/MediaBox", b"/Rotate 90", b"<<", b">>", b"/Encrypt", b"BT", b"re f"),
    ),
    "ofd": Target(
        lambda data: read_ofd(data, "r", FORMS),
        (as_ofd(_PAPER), _odd_ofd()),
        (*_NUMBERS, b"g 99999999 1", b'CTM="0 0 0 0 0 0"', b'Boundary="', b"<ofd:PageBlock>", b"../../../x"),
    ),
    "text": Target(
        lambda data: read_text(data, "r", FORMS),
        (as_tabs(_PAPER).encode(), as_pipes(_PAPER).encode("gb18030")),
        (*_NUMBERS, b"\t\t", b"|", b"\x00", b"\xff\xfe", "一、".encode(), "（七）总计".encode()),
    ),
    "json": Target(
        lambda data: shipped.govcheck_read_report("r", data, FORMS),
        (json.dumps(consistent_report(1), ensure_ascii=False).encode(),),
        (*_NUMBERS, b"{", b"]", b"null", b'"\\ud800"', b'"a":1,"a":2', b"[" * 9_999, b"NaN"),
    ),
}  # fmt: skip
