"""What no PDF may do, and what is said of one that cannot be read: each in one sentence, in time, in bounds."""

from __future__ import annotations

import sys
import zlib
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.errors import ReadError
from compliance.messages import LANGUAGES
from compliance.readers import pdf as reader
from compliance.readers import pdf_child
from compliance.readers.pdf import read_pdf
from compliance.readers.pdf_child import read_apart
from compliance.readers.pdf_pages import read_pages
from tests.readers.drawn import Sheet, as_pdf, content, file_of, pdf, stream
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import PaperCell, paper
from tests.readers.test_rendered import random_figures, told
from tests.readers.told import told as document_told

SECONDS = 10
GOOD = as_pdf(paper(random_figures(4, 0.1)))


def refusal(data: bytes) -> str:
    """The key of the sentence with which a file is refused."""
    with pytest.raises(ReadError) as refused:
        read_pdf(data, "r.pdf", FORMS)
    for lang in LANGUAGES:
        assert "\n" not in refused.value.text(lang)
    return refused.value.message.key.removeprefix("documents.")


def written(text: str = "一、总体情况", **more) -> Sheet:
    """A page with a line of text."""
    sheet = Sheet()
    sheet.text(72, 72, text, **more)
    return sheet


def scan(text: str = "") -> Sheet:
    """A page that is a picture, with what a scanner recognised behind it."""
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    if text:
        sheet.text(72, 72, text, mode=3)
    return sheet


def outlined() -> Sheet:
    """A page whose letters were turned into drawings."""
    sheet = Sheet()
    for i in range(60):
        sheet.fill(72 + 10 * (i % 30), 72 + 20 * (i // 30), 80 + 10 * (i % 30), 80 + 20 * (i // 30))
    return sheet


def unmapped() -> bytes:
    """A page whose font says of its characters that they are of private use."""
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    )
    table += b"1 beginbfrange <20> <7e> <e020> endbfrange endcmap end"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    sheet = Sheet()
    sheet.marks.append("BT /F2 12 Tf 72 700 Td (3001 53 0 0 61 4 3119) Tj ET")
    return pdf(sheet, fonts="/F2 5 0 R", extra=(font, stream(table)))


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(lambda: pdf(written(), user=True), "password", id="a password"),
        pytest.param(lambda: GOOD[: len(GOOD) // 2], "truncated-pdf", id="half of it"),
        pytest.param(lambda: GOOD[:-30], "truncated-pdf", id="without its end"),
        pytest.param(lambda: b"%PDF-1.7 nothing\nstartxref\n5\n%%EOF", "damaged-pdf", id="nothing in it"),
        pytest.param(lambda: pdf(*[written()] * 301), "too-many-pages", id="301 pages"),
        pytest.param(lambda: GOOD + b" " * reader.BYTES + b"startxref", "pdf-too-large", id="50 MB"),
        pytest.param(lambda: pdf(Sheet()), "blank-print", id="an empty page"),
        pytest.param(lambda: pdf(scan(), scan()), "scanned", id="scanned"),
        pytest.param(lambda: pdf(scan("一、总体情况")), "scanned", id="scanned, with recognised text behind"),
        pytest.param(lambda: pdf(outlined()), "scanned", id="letters turned into drawings"),
        pytest.param(lambda: pdf(written(), scan()), "scanned", id="the tables may be on the scanned page"),
        pytest.param(unmapped, "garbled", id="a font that names no characters"),
        pytest.param(lambda: pdf(written("附件")), "reading.no-report", id="no report"),
    ],
)
def test_refused(data, expected):
    """Why a file is not checked."""
    assert refusal(data()) == expected


def test_which_pages():
    """The pages that cannot be read are named as a print dialog names them."""
    with pytest.raises(ReadError, match="第 1–3,5 页"):
        read_pdf(pdf(scan(), scan(), scan(), written(), scan()), "r.pdf", FORMS)


def test_a_scanned_page_beside_a_whole_report():
    """The seal on a page of its own is told and does not hold up the report."""
    data = as_pdf(paper(random_figures(4, 0.1)), more=[scan()])
    report = read_pdf(data, "r.pdf", FORMS)

    assert [key for key, _ in report.remarks] == ["documents.scanned-pages"]
    assert len(told(report)) == 200


def test_hidden_text():
    """Text that is not seen is told and not read."""
    hidden = written("附件")
    hidden.text(72, 100, "本年新收37件", mode=3)
    report = read_pdf(as_pdf(paper(random_figures(4, 0.1)), more=[hidden]), "r.pdf", FORMS)

    assert report.remarks == (("documents.hidden", {"count": 1, "text": "本年新收37件"}),)
    assert report.sections[-1].paragraphs[-1].text == "附件"


def test_locked_against_changes():
    """A file that may be read but not changed is read."""
    reading = read_apart(pdf(written(), owner=True), "r.pdf", (), SECONDS)

    assert [block.text for block in reading.document.blocks] == ["一、总体情况"]


def test_nothing_installed(monkeypatch):
    """What to install is said."""
    monkeypatch.setattr(reader, "find_spec", lambda name: None)

    with pytest.raises(ReadError, match=r"pip install 'govcheck\[pdf\]'"):
        read_pdf(GOOD, "r.pdf", FORMS)


# ── with care ────────────────────────────────────────────────────────────────────────────────────────────────


def drawn_font() -> bytes:
    """A page with a font whose characters are drawings, as browsers make them."""
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    )
    table += b"2 beginbfchar <41> <2f00> <42> <2ea0> endbfchar endcmap end"
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] "
        b"/FirstChar 65 /LastChar 66 /Widths [10 10] /Encoding << /Differences [65 /a /b] >> "
        b"/CharProcs << /a 7 0 R /b 7 0 R >> /ToUnicode 6 0 R >>"
    )
    sheet = written("一、总体情况")
    sheet.marks.append("BT /F2 12 Tf 72 700 Td (AB) Tj ET")
    return pdf(
        sheet, fonts="/F2 5 0 R", extra=(font, stream(table), stream(b"10 0 0 0 10 10 d1 0 0 8 8 re f"))
    )


def test_fonts_that_are_drawings():
    """Pages with such fonts are read with care, their radicals as the characters that are meant."""
    reading = read_pages(drawn_font(), "r.pdf", (), 60)

    assert [block.text for block in reading.document.blocks] == ["一、总体情况", "一民"]
    assert not reading.unread.garbled


@pytest.mark.parametrize(
    ("seconds", "garbled"), [pytest.param(60, (), id="in time"), pytest.param(-1, (1,), id="no time left")]
)
def test_time_for_care(seconds, garbled):
    """A page for which no time was left stays in doubt, and nothing is made of it."""
    assert read_pages(drawn_font(), "r.pdf", (), seconds).unread.garbled == garbled


def told_twice(data: bytes) -> tuple[list[str], list[str]]:
    """What a file says, read fast and read with care."""
    fast, careful = (read_pages(data, "r.pdf", pages, 60) for pages in ((), range(1, 20)))
    return document_told(fast.document), document_told(careful.document)


@pytest.mark.parametrize(
    "style",
    [
        pytest.param({}, id="lines"),
        pytest.param({"filled": True, "open_ended": True}, id="filled rectangles"),
        pytest.param({"turned": True}, id="turned labels"),
    ],
)
def test_both_ways(style):
    """Read with care, a page says what it says fast."""
    fast, careful = told_twice(as_pdf(paper(random_figures(5, 0.1)), **style))

    assert fast == careful


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_places_both_ways(turn):
    """A page that is cropped, and turned, has its text in the same places."""
    data = pdf(written("一、总体情况", size=20), written("二、主动公开政府信息情况"))
    for before, after in (
        (b"/Rotate 0", b"/Rotate %d" % turn),
        (b"/Parent 2", b"/CropBox [20 30 555 812] /Parent 2"),
    ):
        data = data.replace(before, after)
    fast, careful = (read_pages(data, "r.pdf", pages, 60).document.blocks for pages in ((), (1, 2)))

    assert [block.text for block in fast] == [block.text for block in careful]
    for one, other in zip(fast, careful, strict=True):
        assert one.at.box == pytest.approx(other.at.box, abs=3)


@pytest.mark.parametrize("file", ["huaian-2024.pdf", "hongze-2023.pdf"])
def test_real_reports_both_ways(corpus, file):
    """The same of real reports."""
    fast, careful = told_twice((corpus / file).read_bytes())

    assert fast == careful


def test_lacking_tables_are_read_again(monkeypatch):
    """Where cells are missing, the pages of the tables are read once more with care; the better reading counts."""
    asked = []

    def watched(data, name, careful, seconds):
        asked.append(tuple(careful))
        return read_pages(data, name, careful, seconds)

    monkeypatch.setattr(reader, "read_apart", watched)
    report_on_paper = paper(random_figures(4, 0))
    table = report_on_paper[7]
    at = next(i for i, row in enumerate(table) if row[0].text == "2.重复申请")
    table[at] = [PaperCell("", cell.wide) for cell in table[at]]
    report = read_pdf(as_pdf(report_on_paper), "r.pdf", FORMS)

    assert [bool(pages) for pages in asked] == [False, True]
    assert [values["row"] for key, values in report.remarks if key == "reading.row-missing"] == ["重复申请"]


# ── bounds ───────────────────────────────────────────────────────────────────────────────────────────────────


def forms_in_forms(deep: int, wide: int) -> bytes:
    """A drawing that draws another ten times, which draws another ten times …"""
    drawings = []
    for i in range(deep):
        inside = f"/X{i + 1} Do " * wide if i < deep - 1 else "10 10 m 20 10 l S"
        keys = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        keys += f"/Resources << /XObject << /X{i + 1} {6 + i} 0 R >> >>"
        drawings.append(stream(inside.encode(), keys))
    return content(b"/X0 Do", extra=tuple(drawings))


def many(count: int, draw) -> bytes:
    """A page with many things on it."""
    sheet = Sheet()
    for i in range(count):
        draw(sheet, i)
    return pdf(sheet)


PACKED = "/Filter /FlateDecode"
HOSTILE = {
    "1,000 pages": lambda: pdf(*[Sheet()] * 1_000),
    "300 pages of text": lambda: pdf(*[written("全市各级行政机关" * 4)] * 300),
    "280 MB of lines": lambda: content(zlib.compress(b"0 0 m 1 1 l S\n" * 20_000_000, 1), PACKED),
    "600 MB of blanks": lambda: content(zlib.compress(b" " * 600_000_000, 1), PACKED),
    "10 million states": lambda: content(zlib.compress(b"q " * 10_000_000, 9), PACKED),
    "a line of 20 million characters": lambda: content(
        zlib.compress(b"BT /F1 9 Tf 72 700 Td <" + b"4e00" * 20_000_000 + b"> Tj ET", 9), PACKED
    ),
    "drawings in drawings": lambda: forms_in_forms(10, 10),
    "a drawing in itself": lambda: content(
        b"/X0 Do",
        extra=(
            stream(
                b"/X0 Do /X0 Do",
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 5 0 R >> >>",
            ),
        ),
    ),
    "200,000 lines": lambda: many(
        200_000, lambda s, i: s.line(10, 10 + i % 800, 580, 10 + i % 800 + 0.001 * i)
    ),
    "a grid of 1,900 lines": lambda: many(
        1_900,
        lambda s, i: (
            s.line(10, 10 + i * 0.4, 580, 10 + i * 0.4),
            s.line(10 + i * 0.3, 10, 10 + i * 0.3, 800),
        ),
    ),
    "200,000 characters": lambda: many(
        20_000, lambda s, i: s.text(10 + i % 70 * 8, 10 + (i // 70) * 2.9, "政府" * 5, 8)
    ),
    "arrays in arrays": lambda: file_of(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * 200_000], "/Root 1 0 R"
    ),
    "pages in a ring": lambda: file_of(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 99999999 /Kids [2 0 R 2 0 R] >>"],
        "/Root 1 0 R",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
def test_bounded(case):
    """The answer is one sentence, in time; the process that read it was held to its memory."""
    data = HOSTILE[case]()
    start = monotonic()
    key = refusal(data)

    assert key
    assert monotonic() - start < SECONDS


def test_too_slow():
    """A file that takes too long is given up."""
    start = monotonic()
    with pytest.raises(ReadError) as refused:
        read_apart(forms_in_forms(8, 8), "r.pdf", (), 0.05)

    assert refused.value.message.key == "documents.pdf-slow"
    assert monotonic() - start < 5


def test_a_reader_that_dies(monkeypatch):
    """A file that kills the process that reads it is told so."""
    monkeypatch.setattr(pdf_child, "_CODE", "import os; os._exit(9)  # {path}{code}")

    with pytest.raises(ReadError) as refused:
        read_apart(GOOD, "r.pdf", (), 5)
    assert refused.value.message.key == "documents.pdf-heavy"


def test_no_python_to_start(monkeypatch):
    """A bundled program reads in its own process."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(pdf_child.subprocess, "run", None)

    assert len(told(read_pdf(GOOD, "r.pdf", FORMS))) == 200


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    damage=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20)), min_size=1, max_size=4
    )
)
def test_damaged_bytes(damage):
    """Bytes cut out of a sound file, and others put in: a report, or one clear error."""
    data = GOOD
    for where, length, other in damage:
        at = int(where * len(data))
        data = data[:at] + other + data[at + length :]
    try:
        answer = read_pdf(data, "r", FORMS).source.file
    except ReadError as error:
        answer = error.text("zh").partition(": ")[0]

    assert answer == "r"
