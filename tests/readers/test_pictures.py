"""Pictures of pages: what stands at a place of the page is at the same place of the picture."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from compliance import session
from compliance.errors import ReadError
from compliance.findings import CellRef, Finding, Picture, ReportResult, Severity, TextRef, Verdict
from compliance.messages import say
from compliance.readers import pdf_child, pdf_pictures, pictures
from compliance.readers.ink_pictures import picture_of
from compliance.readers.paper import Glyph, Page, Ruling
from compliance.readers.pdf_reading import PdfReading
from compliance.readers.pictures import PAGES, pages_with_findings, pictures_of, undrawn
from compliance.session import Options, check_files
from tests.readers.drawn import Sheet, as_pdf, pdf
from tests.readers.rendered import Paper, paper
from tests.readers.test_rendered import random_figures
from tests.readers.writtenofd import Sheet as OfdSheet
from tests.readers.writtenofd import as_ofd, ofd

SVG = "{http://www.w3.org/2000/svg}"
AT = {"page": 3, "box": [10.0, 10.0, 60.0, 30.0]}


def is_dark(picture: Picture, box: Iterable[float]) -> bool:
    """Whether anything but paper is in a box of the page."""
    from PIL import Image

    with Image.open(BytesIO(picture.data)) as image:
        scale = image.height / picture.height
        darkest, _ = image.crop([round(scale * each) for each in box]).convert("L").getextrema()
    return darkest < 128


def read(data: bytes) -> PdfReading:
    """What the reader makes of a PDF."""
    return pdf_child.read_apart(data, "r.pdf", (), 10)


@pytest.fixture(scope="module", autouse=True)
def _with_pdfium() -> None:
    pytest.importorskip("pypdfium2")


def written(count: int = 1, **more: Any) -> bytes:
    """A PDF of pages with one line each."""
    sheets = [Sheet(**more) for _ in range(count)]
    for sheet in sheets:
        sheet.fill(100, 200, 160, 220)
        sheet.text(72, 72, "一、总体情况")
    return pdf(*sheets)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True], ids=["whole", "cropped"])
def test_places_are_those_of_the_picture(turn: int, cropped: bool) -> None:
    """However the page is turned and cropped, the words are where the reader has them, and beside them is nothing."""
    data = written(rotate=turn, keys="/CropBox [20 30 555 812]" if cropped else "")
    (picture,) = pictures_of(data, "r.pdf", {1})
    at = read(data).document.blocks[0].at
    assert at is not None
    assert at.box is not None
    x0, top, x1, bottom = at.box

    assert is_dark(picture, at.box)
    assert not is_dark(
        picture,
        (x0, max(0, top - 30), x1, max(1, top - 3)) if top > 40 else (x0, bottom + 3, x1, bottom + 12),
    )
    assert (picture.width > picture.height) == (turn in (90, 270))


def test_only_what_is_wanted() -> None:
    """Pages in their order, no more than a page of HTML can hold, and what is missing is said."""
    wanted = range(2, 2 + PAGES + 3)
    made = pictures_of(written(20), "r.pdf", wanted)
    missing = undrawn(wanted, made)
    assert missing is not None

    assert [picture.page for picture in made] == list(wanted)[:PAGES]
    assert "14-16" in missing.text("zh").replace("–", "-").replace("、", "-")
    assert undrawn({2}, made) is None


def test_a_picture_that_is_too_large_becomes_smaller() -> None:
    """Noise does not compress: the page is drawn with fewer pixels, and left out where that does not help."""
    sheet = Sheet()
    for i in range(60):
        for k in range(80):
            sheet.fill(
                i * 9.7 + (k * 7 % 5),
                k * 10.3 + (i * 3 % 4),
                i * 9.7 + 5,
                k * 10.3 + 6,
                gray=(i * k % 13) / 13,
            )
    (large,) = pictures_of(pdf(sheet), "r.pdf", {1})

    assert len(large.data) <= pdf_pictures.BYTES


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        pytest.param("BYTES", 10, 0, id="never small enough"),
        pytest.param("_FOR_DRAWING", -1.0, 0, id="no time left"),
        pytest.param("BYTES", pdf_pictures.BYTES, 1, id="small enough"),
    ],
)
def test_what_cannot_be_drawn_is_left_out(
    monkeypatch: pytest.MonkeyPatch, name: str, value: float, count: int
) -> None:
    """No page is better than one that takes too much, and in this process as in another."""
    monkeypatch.setattr(pdf_pictures, name, value)

    assert len(list(pdf_pictures.drawn(written(), [1], 10))) == count


def test_a_page_that_is_not_there() -> None:
    """Costs nothing of the others."""
    assert [picture.page for picture in pdf_pictures.drawn(written(2), [2, 9], 10)] == [2]


@pytest.mark.parametrize(
    ("seconds", "data"),
    [
        pytest.param(0.001, b"%PDF-1.4", id="too slow"),
        pytest.param(10.0, b"%PDF-1.4 nothing", id="no PDF"),
    ],
)
def test_no_pictures(monkeypatch: pytest.MonkeyPatch, seconds: float, data: bytes) -> None:
    """It is said that there are none; the findings are told all the same."""
    monkeypatch.setattr(pdf_pictures, "SECONDS", seconds)
    with pytest.raises(ReadError) as refused:
        pictures_of(data, "r.pdf", {1})

    assert refused.value.message.key == "documents.no-pictures"


def test_without_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundled program draws them itself."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert [picture.kind for picture in pictures_of(written(), "r.pdf", {1})] == ["image/png"]


def test_formats_without_pages() -> None:
    """A text has none."""
    assert pictures_of("一、总体情况".encode(), "r.txt", {1}) == ()


@pytest.mark.parametrize(
    ("changes", "pages"),
    [
        pytest.param({"cells": (CellRef("表", "行", "列", 1, at=AT),)}, {3}, id="a cell"),
        pytest.param(
            {"cells": (CellRef("表", "行", "列", 1, at=AT, report="去年.pdf"),)}, set(), id="another report's"
        ),
        pytest.param(
            {"cells": (CellRef("表", "行", "列", 1, at={"page": 3}),)}, set(), id="somewhere on the page"
        ),
        pytest.param({"cells": (CellRef("表", "行", "列", 1),)}, set(), id="no place known"),
        pytest.param({"text": (TextRef("一", 1, 0, 1, "字", AT),)}, {3}, id="words"),
        pytest.param(
            {"text": (TextRef("一", 1, 0, 1, "字", AT),), "waived": {"reason": "x"}}, set(), id="accepted"
        ),
    ],
)
def test_pages_with_findings(changes: dict[str, Any], pages: set[int]) -> None:
    """Those on which an open finding has a place."""
    finding = Finding("a.b", Verdict.FAIL, Severity.ERROR, "标题", "消息", **changes)

    assert pages_with_findings([finding]) == pages


# ── drawn anew ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_ofd() -> None:
    """Each character stands where it was read; lines and frames, too."""
    sheet = OfdSheet()
    sheet.text(72, 72, "一、A<b>&")
    sheet.line(72, 100, 300, 100)
    (picture,) = pictures_of(ofd(OfdSheet(), sheet), "r.ofd", {2})
    root = ET.fromstring(picture.data)
    (text,) = root.iter(f"{SVG}text")

    assert (picture.page, picture.kind) == (2, "image/svg+xml")
    assert text.text == "一、A<b>&"
    assert len(text.get("x", "").split()) == len(text.text)
    assert text.get("x", "").split()[0] == "72"
    assert root.find(f"{SVG}path") is not None


def test_a_page_that_holds_too_much() -> None:
    """More than any page of a report is not drawn, and the others are."""
    full, sheet = OfdSheet(), OfdSheet()
    for i in range(90):
        full.text(10, 5 + 9 * i, "字" * 1100, 0.5)
    sheet.text(72, 72, "一、总体情况")

    assert [picture.page for picture in pictures_of(ofd(full, sheet), "r.ofd", {1, 2})] == [2]


HOSTILE = "</text><script>alert(1)</script>]]>&\x00\x1b\u202e\ud83d"


@pytest.mark.parametrize(
    ("glyphs", "texts"),
    [
        pytest.param([("甲", 0), ("乙", 0)], ["甲乙"], id="a line is one text"),
        pytest.param([("甲", 1)], ["甲"], id="downwards"),
        pytest.param([("甲", 2), ("乙", 3)], ["甲", "乙"], id="upside down, upwards"),
        pytest.param([("甲", 0), ("ffi", 0), ("乙", 0)], ["甲", "ffi", "乙"], id="a ligature stands alone"),
        pytest.param([("𠮷", 0), ("e\u0301", 0)], ["𠮷", "e\u0301"], id="what some programs count as two"),
        pytest.param([(HOSTILE, 0)], [HOSTILE[:-4] + 4 * "\ufffd"], id="hostile"),
    ],
)
def test_glyphs(glyphs: list[tuple[str, int]], texts: list[str]) -> None:
    """Sound XML with nothing in it but texts."""
    placed = tuple(
        Glyph(text, 10.0 + 12 * i, 20, 22.0 + 12 * i, 32, turn) for i, (text, turn) in enumerate(glyphs)
    )
    root = ET.fromstring(picture_of(Page(1, 100, 100, placed)).data)

    assert [text.text for text in root.iter(f"{SVG}text")] == texts
    assert {element.tag for element in root.iter()} == {f"{SVG}svg", f"{SVG}rect", f"{SVG}text"}


@pytest.mark.parametrize(
    ("turn", "x", "y"),
    [
        pytest.param(0, "10", "30.6", id="on its base line"),
        pytest.param(1, "11.4", "20", id="downwards"),
        pytest.param(2, "22", "21.4", id="upside down"),
        pytest.param(3, "20.6", "32", id="upwards"),
    ],
)
def test_turned_glyphs(turn: int, x: str, y: str) -> None:
    """They turn round the point where their base line begins."""
    root = ET.fromstring(picture_of(Page(1, 100, 100, (Glyph("甲乙", 10, 20, 22, 32, turn),))).data)
    (text,) = root.iter(f"{SVG}text")

    assert (text.get("x"), text.get("y"), text.get("font-size")) == (x, y, "12")
    assert text.get("transform") == (None if turn == 0 else f"rotate({90 * turn} {x} {y})")


def test_lines_and_frames() -> None:
    """Rulings across and down are one path; of an image only the frame is drawn."""
    page = Page(1, 100, 50, (), (Ruling(10, 5, 95),), (Ruling(5, 10, 40.25),), ((20, 20, 40, 30),))
    root = ET.fromstring(picture_of(page).data)
    path = root.find(f"{SVG}path")
    assert path is not None

    assert path.get("d") == "M5 10H95M5 10V40.2"
    assert root.get("viewBox") == "0 0 100 50"
    assert [(rect.get("x"), rect.get("width")) for rect in root.iter(f"{SVG}rect")] == [
        (None, "100%"),
        ("20", "20"),
    ]


# ── in a run ─────────────────────────────────────────────────────────────────────────────────────────────────


FIGURES = random_figures(4, 0.1)
"""Most of its sums fail, some cells are blank."""


def checked(tmp_path: Path, name: str, data: bytes, count: int = 1) -> ReportResult:
    """The result of a report that stands in a folder so many times."""
    for i in range(count):
        (tmp_path / f"{i}{name}").write_bytes(data)
    return check_files([str(tmp_path)], Options(needs=frozenset({"pictures"}))).reports[0]


@pytest.mark.parametrize(
    ("name", "write", "kind"),
    [
        pytest.param("r.pdf", as_pdf, "image/png", id="PDF"),
        pytest.param("r.ofd", as_ofd, "image/svg+xml", id="OFD"),
    ],
)
def test_a_run_draws_the_pages_with_findings(
    tmp_path: Path, name: str, write: Callable[[Paper], bytes], kind: str
) -> None:
    """All of them, and none besides."""
    result = checked(tmp_path, name, write(paper(FIGURES)))

    assert {picture.page for picture in result.pictures} == pages_with_findings(result.findings)
    assert {picture.kind for picture in result.pictures} == {kind}
    assert result.unpictured == ""


def test_a_run_without_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they cannot be drawn it is said, and nothing of the findings is lost."""
    monkeypatch.setattr(pdf_pictures, "SECONDS", 0.001)
    result = checked(tmp_path, "r.pdf", as_pdf(paper(FIGURES)))

    assert result.pictures == ()
    assert result.unpictured == say("zh", "documents.no-pictures")
    assert result.findings


def test_a_run_over_many_draws_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of HTML with the pictures of so many could not be opened."""
    monkeypatch.setattr(session, "PICTURED_UP_TO", 1)
    result = checked(tmp_path, "r.pdf", as_pdf(paper(FIGURES)), 2)

    assert (result.pictures, result.unpictured) == ((), "")
    assert result.findings


def test_a_run_says_which_pages_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is left out without a word."""
    monkeypatch.setattr(pictures, "PAGES", 1)
    result = checked(tmp_path, "r.pdf", as_pdf(paper(FIGURES)))

    assert len(result.pictures) == 1
    assert "没有画图" in result.unpictured
