"""No file makes a reader slow or fat: each is answered within ten seconds and 500 MB, or refused in one sentence.

Each case runs in a process of its own, whose time and memory are measured. Damaged documents are made by Hypothesis:
whatever is done to a sound one, the only error is a :class:`~compliance.errors.ReadError`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.errors import ReadError
from compliance.readers.doc import doc_document
from compliance.readers.docx import docx_document
from compliance.readers.html import html_document
from compliance.readers.ofd import ofd_document
from compliance.readers.xlsx import xlsx_document
from tests.conftest import ROOT
from tests.readers.olddoc import DELETED, IN_TABLE, Doc, as_doc, cells, sprm
from tests.readers.rendered import (
    S,
    W,
    as_docx,
    as_html,
    as_xlsx,
    docx,
    package,
    paper,
    paragraph,
    relationships,
    run,
    word_cell,
    word_table,
    xlsx,
)
from tests.readers.writtenofd import Sheet, as_ofd, ofd

SECONDS = 10
MEGABYTES = 500

CHILD = """
import sys
from compliance.errors import ReadError
from tests.readers.printed_forms import FORMS
data = sys.stdin.buffer.read()
name = sys.argv[1]
reader = getattr(__import__("compliance.readers." + name, fromlist=["x"]), "read_" + name)
try:
    print(reader(data, "r", FORMS).form)
except ReadError as error:
    print(error)
print(__import__("time").process_time())
try:
    # Not getrusage: its peak begins with that of the process that started this one.
    status = open("/proc/self/status").read()
    print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
except OSError:
    print(0)
"""


def nested_tables(depth: int) -> str:
    """A table in a table in a table."""
    content = paragraph("文")
    for _ in range(depth):
        content = word_table(word_cell(content + paragraph("x")) + word_cell("y"))
    return content


def sheet(data: str, after: str = "") -> bytes:
    """A workbook with this data in its only sheet."""
    return xlsx(f"<sheetData>{data}</sheetData>{after}")


def repeated(written: Doc, text: str, times: int, sprms: bytes = b"", mark: str = "\r") -> bytes:
    """An old Word document with one paragraph many times, all of the same properties."""
    written.run(text).end(sprms, mark=mark)
    # The properties hold for all of them: a page of properties may tell of as much text as it likes.
    written.text = written.text * times
    written.formats = [(len(written.text), written.formats[-1][1])]
    written.looks = [(len(written.text), b"")]
    return written.save()


def text_object(text: str, steps: str = "") -> str:
    """A text of an OFD."""
    return (
        f'<ofd:TextObject Boundary="0 0 9 9" Size="3"><ofd:TextCode X="0" Y="0" DeltaX="{steps}">{text}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def drawn(markup: str, times: int, resources: str = "") -> bytes:
    """An OFD with one object many times on its page."""
    return ofd(Sheet(marks=[markup * times]), resources=resources)


HOSTILE = {
    "doc": {
        "20 MB of text": lambda: repeated(Doc(), "收到申请37件。" * 1_000, 1_200),
        "4,000,000 paragraphs": lambda: repeated(Doc(), "", 4_000_000),
        "4,000,000 cells": lambda: repeated(Doc(), "", 4_000_000, IN_TABLE, "\x07"),
        "fields that never end": lambda: repeated(Doc(), "\x13", 4_000_000),
        "fields in fields": lambda: repeated(Doc(), "\x13" * 1_000_000 + "\x14\x15" * 1_000_000, 1),
        "tables in tables": lambda: repeated(Doc(), "文", 400_000, IN_TABLE + sprm(0x6649, 0x7FFFFFFF)),
        "all of it deleted": lambda: Doc().run("文" * 4_000_000, DELETED).paragraph("").save(),
        "63 merged cells a row": lambda: _rows(Doc(), 1_500, cells(*[(500, 1, 0)] * 63)),
    },
    "ofd": {
        "100,000 objects": lambda: drawn(text_object("文"), 100_000),
        "20 MB of text": lambda: drawn(text_object("文" * 6_000_000, "g 9999999 1"), 1),
        "steps without end": lambda: drawn(text_object("文", "g 9 1 " * 3_000_000), 1),
        "a path without end": lambda: drawn(
            f"<ofd:PathObject><ofd:AbbreviatedData>{'L 1 1 ' * 3_000_000}</ofd:AbbreviatedData></ofd:PathObject>",
            1,
        ),
        "lines that all meet": lambda: ofd(_ruled(1_900)),
        "drawings in drawings": lambda: drawn(
            '<ofd:CompositeObject Boundary="0 0 1 1" ResourceID="3"/>',
            1,
            '<ofd:CompositeGraphicUnit ID="3"><ofd:Content>'
            + '<ofd:CompositeObject ResourceID="3"/>' * 1_000
            + "</ofd:Content></ofd:CompositeGraphicUnit>",
        ),
        "blocks in blocks": lambda: drawn("<ofd:PageBlock>" * 200 + "</ofd:PageBlock>" * 200, 400),
    },
    "docx": {
        "300 MB of spaces": lambda: package(
            {"_rels/.rels": relationships(officeDocument="d.xml"), "d.xml": b" " * 300_000_000}
        ),
        "590,000 elements": lambda: docx("<w:p/>" * 590_000),
        "20 MB of text": lambda: docx(paragraph("收到申请37件。" * 90_000) * 10),
        "95,000 paragraphs": lambda: docx("<w:p><w:r><w:t>文</w:t></w:r></w:p>" * 95_000),
        "400,000 cells": lambda: docx(
            "<w:tbl>" + ("<w:tr>" + "<w:tc/>" * 100 + "</w:tr>") * 4_000 + "</w:tbl>"
        ),
        "tables in tables": lambda: docx(nested_tables(60) * 200),
        "fields that never end": lambda: docx(
            paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 200_000 + run("文"))
        ),
        "columns without end": lambda: docx(
            word_table(*[word_cell("x", '<w:gridSpan w:val="99999"/><w:vMerge/>') * 10] * 2_000)
        ),
        "text boxes in text boxes": lambda: docx(
            paragraph(
                "<w:r><w:pict><w:txbxContent>" * 60 + paragraph("文") + "</w:txbxContent></w:pict></w:r>" * 60
            )
        ),
        "styles in a chain": lambda: docx(
            paragraph("文", '<w:pStyle w:val="s9999"/>'),
            styles="".join(
                f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{i - 1}"/></w:style>' for i in range(10_000)
            ),
        ),
    },
    "html": {
        "100,000 tags": lambda: b"<p>" + b"<b>x</b>" * 50_000,
        "nested 100,000 deep": lambda: b"<div>" * 100_000 + b"x",
        "nested 250 deep, wide": lambda: b"<div>" * 240 + b"<p>x</p>" * 100_000,
        "20 MB in one paragraph": lambda: b"<p>" + b"x " * 9_900_000,
        "cells over all rows and columns": lambda: (
            b"<table>" + b"<tr>" + b"<td rowspan=65534 colspan=9999>x" * 3 + b"<tr><td>y" * 60_000
        ),
        "rows covered from above": lambda: (
            b"<table><tr>" + b"<td rowspan=65534>x" * 199 + b"<tr><td rowspan=9>y" * 60_000
        ),
        "a row of 200,000 cells": lambda: b"<table><tr>" + b"<td>x" * 200_000,
        "tables in tables": lambda: b"<table><tr><td>x<td>" * 80 + b"<tr><td>y<td>z" * 30_000,
        "400,000 paragraphs": lambda: b"<p>x" * 400_000,
        "attributes": lambda: b"<p " + b" ".join(b"a%d=1" % i for i in range(400_000)) + b">x",
        "attributes without values": lambda: (
            (b"<p " + b" ".join(b"a%d" % i for i in range(2_000)) + b">x") * 150
        ),
    },
    "xlsx": {
        "a cell at the far end": lambda: sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "a sheet that says it is full": lambda: xlsx('<dimension ref="A1:XFD1048576"/><sheetData/>'),
        "100,000 merged areas": lambda: sheet(
            ("<row>" + "<c><v>1</v></c>" * 20 + "</row>") * 1_000,
            "<mergeCells>" + '<mergeCell ref="A1:T1000"/>' * 100_000 + "</mergeCells>",
        ),
        "wide and long": lambda: sheet(
            '<row><c r="A1"><v>1</v></c><c r="GR1"><v>1</v></c></row>'
            + "<row><c><v>1</v></c><c><v>1</v></c></row>" * 50_000
        ),
        "300,000 cells": lambda: sheet(("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * 3_000),
        "numbers without end": lambda: sheet(
            f"<row><c><v>{'9' * 100_000}</v></c><c><v>1E999999999</v></c></row>"
        ),
        "shared texts": lambda: xlsx("<sheetData/>", texts="<si><t>x</t></si>" * 250_000),
    },
}


def _rows(written: Doc, times: int, shapes: bytes) -> bytes:
    """A table of so many rows, each with 63 cells."""
    for _ in range(times):
        for _ in range(63):
            written.run("\x07")
        written.formats.append((len(written.text), b"\0\0" + IN_TABLE))
        written.row_end(shapes)
    return written.save()


def _ruled(lines: int) -> Sheet:
    """A page full of lines that all meet, and a little text."""
    page = Sheet()
    for i in range(lines):
        page.line(i * 500 / lines, 0, i * 500 / lines, 800)
        page.line(0, i * 800 / lines, 500, i * 800 / lines)
    page.text(72, 72, "文")
    return page


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reader", "case"),
    [
        pytest.param(reader, case, id=f"{reader}, {case}")
        for reader, cases in HOSTILE.items()
        for case in cases
    ],
)
def test_bounded(reader, case):
    """The answer is one sentence, or a report, in time and in memory."""
    data = HOSTILE[reader][case]()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, reader],
        input=data,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    answer, seconds, megabytes = done.stdout.decode().strip().rsplit("\n", 2)

    assert done.stderr == b""
    assert answer.startswith("r: "), answer
    assert "\n" not in answer
    assert float(seconds) < SECONDS
    assert int(megabytes) < MEGABYTES


# ── damage ───────────────────────────────────────────────────────────────────────────────────────────────────

FIGURES: dict[tuple[str, str, str], str] = {}
SOUND = {
    "doc": (doc_document, as_doc(paper(FIGURES))),
    "ofd": (lambda data, name: ofd_document(data, name)[0], as_ofd(paper(FIGURES))),
    "docx": (docx_document, as_docx(paper(FIGURES))),
    "html": (html_document, as_html(paper(FIGURES)).encode()),
    "xlsx": (xlsx_document, as_xlsx(paper(FIGURES))),
}


@pytest.mark.parametrize("reader", SOUND)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    damage=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20)), min_size=1, max_size=4
    )
)
def test_damaged_bytes(reader, damage):
    """Bytes cut out of a sound file, and others put in: a document, or one clear error."""
    read, data = SOUND[reader]
    for where, length, other in damage:
        at = int(where * len(data))
        data = data[:at] + other + data[at + length :]
    try:
        answer = read(data, "r").reader
    except ReadError as error:
        answer = error.text("zh").partition(": ")[0]

    assert answer in (reader, "r")


WORD_TAGS = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "trPr",
    "pPr",
    "rPr",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "gridSpan",
    "vMerge",
    "hMerge",
    "gridBefore",
    "vanish",
    "hidden",
    "numPr",
    "numId",
    "ilvl",
    "fldChar",
    "instrText",
    "pict",
    "txbxContent",
    "br",
    "sym",
    "ruby",
    "rubyBase",
    "cellDel",
]
WORD_VALUES = st.sampled_from(
    ("", "0", "1", "-1", "continue", "restart", "begin", "separate", "end", "99999", "x")
)


def elements(tags: Sequence[str], attribute: str) -> st.SearchStrategy[str]:
    """Elements in any order, nested in any way, with values that may mean nothing."""
    leaf = st.sampled_from(("文", "3", " ", ""))

    def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(
            lambda tag, value, content: f'<{tag} {attribute}="{value}">{"".join(content)}</{tag}>',
            st.sampled_from(tags),
            WORD_VALUES,
            st.lists(inner, max_size=4),
        )

    return st.recursive(leaf, around, max_leaves=25)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(elements([f"w:{tag}" for tag in WORD_TAGS], "w:val"))
def test_elements_in_any_order(body):
    """A Word document may hold its elements where no program puts them: it is read all the same."""
    body = body.replace("fldChar w:val", "fldChar w:fldCharType")

    assert docx_document(docx(f"<w:p>{body}</w:p>{body}"), "r").reader == "docx"
    assert docx_document(docx(f"<w:tbl><w:tr>{body}</w:tr>{body}</w:tbl>"), "r").reader == "docx"


HTML_TAGS = [
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "thead",
    "p",
    "div",
    "span",
    "br",
    "pre",
    "input",
    "caption",
    "h1",
    "li",
    "script",
]


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(elements(HTML_TAGS, "rowspan"), st.sampled_from(("rowspan", "colspan", "style", "hidden")))
def test_tags_in_any_order(body, attribute):
    """A page may hold its tags where no browser would leave them; no cell reaches out of its table."""
    body = body.replace("rowspan", attribute)
    document = html_document(f"<p>文</p><table>{body}</table>".encode(), "r")

    for block in document.blocks:
        rows = getattr(block, "rows", ())
        for i, row in enumerate(rows):
            assert [cell.column for cell in row.cells] == sorted({cell.column for cell in row.cells})
            assert all(1 <= cell.row_span <= len(rows) - i and cell.column_span >= 1 for cell in row.cells)


SHEET_TAGS = ["row", "c", "v", "f", "is", "t", "mergeCells", "mergeCell", "cols", "col"]


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    elements(SHEET_TAGS, "r"),
    st.lists(st.sampled_from(("A1:B2", "B2:A1", "A1", "C1:C9", "A1:XFD1", "")), max_size=4),
)
def test_sheets_in_any_order(body, areas):
    """A worksheet may hold anything: it is read all the same."""
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    rows = f"<row><c><v>1</v></c>{body}<c><v>2</v></c></row>" * 2

    assert xlsx_document(sheet(rows + body, f"<mergeCells>{merges}</mergeCells>"), "r").reader == "xlsx"


def test_names_are_those_of_the_formats():
    """The builders of these tests write the names that Office programs write."""
    assert W.endswith("wordprocessingml/2006/main")
    assert S.endswith("spreadsheetml/2006/main")
