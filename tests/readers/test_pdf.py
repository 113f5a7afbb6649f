"""PDF files: real ones cell by cell, and one report, set and cut in the ways in which offices' programs do it."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.errors import ReadError
from compliance.readers.pdf import read, read_pdf
from compliance.readers.pdf_fast import opened, page_of
from compliance.readers.pdf_pages import read_pages
from compliance.readers.reading import report_of
from tests.readers.drawn import Sheet, as_pdf, content, file_of, pdf, stream
from tests.readers.printed_forms import FORM_2021, FORMS
from tests.readers.rendered import paper
from tests.readers.test_rendered import random_figures, told, vars_of


def here(data: bytes):
    """The report, read in this process."""
    return report_of(read_pages(data, "r.pdf", (), 60).document, data, "r.pdf", FORMS)


def expected(figures: dict[tuple[str, str, str], str]) -> dict[tuple[str, str, str], str]:
    """What is to be read in every cell."""
    return {vars_of(cell): figures.get(vars_of(cell), "") for cell in FORM_2021.cells}


# ── real reports ─────────────────────────────────────────────────────────────────────────────────────────────


def truth(path) -> dict[tuple[str, str, str], Decimal]:
    """The figures that a person decoded, by the names of the form."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    found: dict[tuple[str, str, str], Decimal] = {}
    two = FORM_2021.table("主动公开")
    for block in two.blocks:
        for name in block.rows:
            figures = re.search(rf"{name[-2:]} ([\d./]+)", rows[0][1])[1].split("/")
            found |= {(two.name, name, c): Decimal(f) for c, f in zip(block.columns, figures, strict=True)}
    three = {row.label: row.name for form in FORMS for row in form.table("依申请公开").rows}
    three |= {"1、" + label[2:]: name for label, name in three.items() if label.startswith("1.")}
    columns = [column.name for column in FORM_2021.table("依申请公开").columns]
    for row in rows[2:-2]:
        name = three[row[0].rpartition("/")[2]]
        found |= {("依申请公开", name, c): Decimal(f) for c, f in zip(columns, row[1:], strict=True)}
    four = FORM_2021.table("复议诉讼")
    places = [(four.name, row.name, column.name) for row in four.rows for column in four.columns]
    return found | {place: Decimal(f) for place, f in zip(places, rows[-1][1:], strict=True)}


@pytest.mark.parametrize(
    ("file", "editions", "cells"),
    [
        pytest.param("huaian-2024", {}, 200, id="a city, over four pages"),
        pytest.param(
            "hongze-2023", {"依申请公开": "2019"}, 186, id="a district, part three of the old edition"
        ),
    ],
)
def test_real_figures(corpus, file, editions, cells):
    """Every cell is what a person read, the two wrong totals of the district too."""
    report = read_pdf((corpus / f"{file}.pdf").read_bytes(), file, FORMS)
    read_cells = {
        (table, row, column): cell.value
        for table, rows in report.tables.items()
        for row, columns in rows.items()
        for column, cell in columns.items()
    }

    assert read_cells == truth(corpus / f"{file}.tables.csv")
    assert len(read_cells) == cells
    assert (report.form, report.editions, report.partly_read) == ("2021", editions, {})


@pytest.mark.parametrize(
    ("file", "agency", "year", "paragraphs"),
    [
        pytest.param(
            "huaian-2024.pdf",
            "淮安市人民政府",
            2024,
            [6, 0, 0, 0, 2, 1],
            id="a city",
        ),
        pytest.param(
            "hongze-2023.pdf",
            "洪泽区人民政府",
            2023,
            [7, 0, 0, 0, 1, 1],
            id="a district",
        ),
    ],
)
def test_real_words(corpus, file, agency, year, paragraphs):
    """Title over two lines, period, parts; paragraphs whole over lines and pages, each ends a sentence."""
    report = read_pdf((corpus / file).read_bytes(), file, FORMS)

    assert report.title == f"{agency}{year}年政府信息公开工作年度报告"
    assert (report.agency, report.agency_kind, report.year) == (agency, "government", year)
    assert (report.period_from, report.period_to) == (f"{year}-01-01", f"{year}-12-31")
    assert [part.number for part in report.sections] == list("一二三四五六")
    assert [len(part.paragraphs) for part in report.sections] == paragraphs
    assert all(p.text.endswith("。") for part in report.sections for p in part.paragraphs)
    assert not re.search(r"- ?\d ?-", "".join(p.text for part in report.sections for p in part.paragraphs))


def test_damaged_label(corpus):
    """The one label that the district damaged is told, with its place; nothing else is."""
    report = read_pdf((corpus / "hongze-2023.pdf").read_bytes(), "hongze-2023.pdf", FORMS)

    assert [(key, values["row"], values["at_page"]) for key, values in report.remarks] == [
        ("reading.label-differs", "法律法规禁止", 3)
    ]


def test_places(corpus):
    """A cell's place is a box on its page: what stands there is what was read."""
    data = (corpus / "huaian-2024.pdf").read_bytes()
    report = read_pdf(data, "huaian-2024.pdf", FORMS)
    first = report.cell("依申请公开", "本年新收", "自然人").at
    last = report.cell("依申请公开", "结转下年度", "总计").at
    part = report.sections[4]

    assert (first.page, last.page, part.at.page) == (4, 5, 5)

    assert first.box[0] < first.box[2] < last.box[2] < 595
    assert part.paragraphs[0].at.box[1] > part.at.box[1]


# ── one report, set in many ways ─────────────────────────────────────────────────────────────────────────────

STYLES = {
    "lines": {},
    "filled rectangles": {"filled": True},
    "no line at the page's end": {"open_ended": True},
    "shaded": {"shaded": True, "filled": True},
    "no lines at the sides": {"sideless": True, "open_ended": True},
    "turned labels": {"turned": True},
}


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=12)
@given(seed=st.integers(0, 10**9), blanks=st.sampled_from((0.0, 0.1, 0.4)), above=st.integers(0, 25))
def test_every_cell(style, seed, blanks, above):
    """Each of the two hundred cells is what was printed, a blank a blank, wherever the pages end."""
    figures = random_figures(seed, blanks)
    content = paper(figures)
    content[3:4] = ["全市各单位按照要求做好政府信息公开工作，及时回应社会关切，取得了新的成效。"] * above
    report = here(as_pdf(content, **STYLES[style]))

    assert told(report) == expected(figures)
    assert not report.partly_read
    assert not report.remarks


@pytest.mark.parametrize("style", STYLES)
def test_words(style):
    """Title, period, parts and paragraphs."""
    content = paper(random_figures(1, 0))
    content[3:4] = [
        "2024年，临湖市档案局主动公开信息412条，其中通过网站公开300条，通过其他方式公开112条。" * 2
    ]
    report = here(as_pdf(content, **STYLES[style]))

    assert (report.title, report.agency, report.year) == (content[0], "临湖市档案局", 2024)
    assert report.preface == content[1]
    assert [(part.title, [p.text for p in part.paragraphs]) for part in report.sections] == [
        ("总体情况", [content[3]]),
        ("主动公开政府信息情况", []),
        ("收到和处理政府信息公开申请情况", []),
        ("政府信息公开行政复议、行政诉讼情况", []),
        ("存在的主要问题及改进情况", ["公开的主动性还不够，已经按月检查。"]),
        ("其他需要报告的事项", ["没有收取信息处理费。"]),
    ]


def test_a_sentence_over_pages():
    """A paragraph that a page's end cuts in the middle is one; the number of the page is not in it."""
    sentence = "政府信息公开工作继续推进" * 120 + "。"
    content = paper({})
    content[3:4] = [sentence]
    report = here(as_pdf(content))

    assert [p.text for p in report.sections[0].paragraphs] == [sentence]
    assert report.sections[0].paragraphs[0].at.page == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages(turn):
    """Pages that the file says are to be turned: the places are on the page as it is seen."""
    figures = random_figures(3, 0.1)
    data = as_pdf(paper(figures)).replace(b"/Rotate 0", f"/Rotate {turn}".encode())
    reading = read_pages(data, "r.pdf", (), 60)
    report = report_of(reading.document, data, "r.pdf", FORMS)
    straight = here(as_pdf(paper(figures)))

    if turn == 180:
        # What stands on its head is not read upside down by accident.
        assert told(report) == told(straight)
    else:
        assert told(report) == expected(figures)


def test_sideways_content():
    """A wide table that is printed sideways on an upright page."""
    sheet = Sheet()
    for row, values in enumerate((["信息内容", "本年处理决定数量"], ["行政处罚", "41"], ["行政强制", "7"])):
        for column, text in enumerate(values):
            sheet.text(400 - 20 * row, 100 + 150 * column, text, 10, turn=1)
    for x in (355, 375, 395, 415):
        sheet.line(x, 95, x, 395)
    for y in (95, 245, 395):
        sheet.line(355, y, 415, y)
    report = here(pdf(sheet))
    cell = report.cell("主动公开", "行政处罚", "处理决定")

    assert cell.value == 41
    assert cell.at.box == (375.0, 245.0, 395.0, 395.0)


def test_a_row_in_two():
    """The page's end cuts a row: label and figure go on in the same cells."""
    one, two = Sheet(), Sheet()
    for sheet, top, rows in ((one, 700, 3), (two, 72, 2)):
        for x in (72, 172, 232):
            sheet.line(x, top, x, top + 22 * rows)
        for i in range(rows + 1):
            sheet.line(72, top + 22 * i, 232, top + 22 * i)
    for i, (label, figure) in enumerate(
        (("信息内容", "决定数量"), ("行政处罚", "12"), ("行政事业性收费项目类", "4447228000"))
    ):
        one.text(74, 705 + 22 * i, label, 9.6)
        one.text(174, 705 + 22 * i, figure, 9.6)
    two.text(74, 77, "别", 9.6)
    two.text(174, 99, "8", 9.6)
    two.text(74, 99, "行政强制", 9.6)
    fragment = read_pages(pdf(one, two), "r.pdf", (), 60).document.blocks[0]

    assert [[cell.text for cell in row.cells] for row in fragment.rows] == [
        ["信息内容", "决定数量"],
        ["行政处罚", "12"],
        ["行政事业性收费项目类别", "4447228000"],
        ["行政强制", "8"],
    ]


def test_two_reports():
    """Two reports in one file are refused: nobody can say whose figures these are."""
    content = paper(random_figures(1, 0))

    with pytest.raises(ReadError, match="两份报告"):
        read_pdf(as_pdf([*content, *content]), "r.pdf", FORMS)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        pytest.param({"规章": "3", "行政规范性文件": "564"}, 3, id="three figures"),
        pytest.param({"规章": "0", "行政规范性文件": "8"}, 3, id="small ones"),
    ],
)
def test_without_rulings(rows, columns):
    """Rows are told by the figures at their ends; the places are those of the figures."""
    sheet = Sheet()
    sheet.text(72, 100, "二、主动公开政府信息情况", 12)
    for j, text in enumerate(("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")):
        sheet.text(72 + 110 * j, 130, text, 12)
    for i, (label, figure) in enumerate(rows.items()):
        sheet.text(72, 150 + 20 * i, label, 12)
        for j in range(columns):
            sheet.text(182 + 110 * j, 150 + 20 * i, str(int(figure) + j), 12)
    report = here(pdf(sheet))

    assert {
        (row, column): cell.value
        for row, cells in report.tables["主动公开"].items()
        for column, cell in cells.items()
    } == {
        (row, column): int(figure) + j
        for row, figure in rows.items()
        for j, column in enumerate(("制发", "废止", "现行有效"))
    }
    boxes = [cell.at.box for cell in report.tables["主动公开"]["规章"].values()]
    assert all(left[2] < right[0] for left, right in pairwise(boxes))


def test_no_lines_between_rows():
    """A table with lines between its columns only: its rows are told by their figures."""
    sheet = Sheet()
    rows = ["规章", "行政规范性文件"]
    sheet.text(72, 100, "信息内容", 10)
    for j, text in enumerate(("本年制发件数", "本年废止件数", "现行有效件数")):
        sheet.text(182 + 110 * j, 100, text, 10)
    for i, label in enumerate([*rows, "其中：区级"]):
        sheet.text(72, 130 + 20 * i, label, 10)
        for j in range(3):
            sheet.text(182 + 110 * j, 130 + 20 * i, str(i + 2 * j), 10)
    for x in (70, 180, 290, 400, 510):
        sheet.line(x, 95, x, 195)
    for y in (95, 120, 195):
        sheet.line(70, y, 510, y)
    report = here(pdf(sheet))

    assert {
        row: [cell.value for cell in cells.values()] for row, cells in report.tables["主动公开"].items()
    } == {
        "规章": [0, 2, 4],
        "行政规范性文件": [1, 3, 5],
    }


def test_a_figure_without_a_row():
    """A figure whose label nothing tells is in no cell."""
    sheet = Sheet()
    for i, text in enumerate(("3.要求提供公开出版物", "4.无正当理由大量反复申请", "2.重复申请")):
        sheet.text(72, 100 + 60 * i, text, 10)
        for j in range(7 if i != 1 else 0):
            sheet.text(250 + 40 * j, 100 + 60 * i, str(i + j), 10)
    sheet.text(250, 175, "1140", 10)
    report = here(pdf(sheet))

    assert set(report.tables["依申请公开"]) == {"公开出版物", "重复申请"}


# ── ink ──────────────────────────────────────────────────────────────────────────────────────────────────────


def drawing(data: bytes, matrix: str) -> bytes:
    """A page whose content is a drawing that stands inside it."""
    keys = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [{matrix}] "
    keys += "/Resources << /Font << /F1 3 0 R >> >>"
    return content(b"/X0 Do", extra=(stream(data, keys),))


def ink(data: bytes):
    """What is on the first page of a file."""
    with opened(data, "r.pdf") as file:
        return page_of(file, 1, "r.pdf")


def test_inside_a_drawing():
    """Text and lines of a drawing are where the drawing is."""
    page = ink(drawing(b"BT /F1 10 Tf 72 700 Td <4e00> Tj ET 0.5 w 72 600 m 172 600 l S", "1 0 0 1 10 -20"))

    assert [(glyph.text, round(glyph.x0)) for glyph in page.glyphs] == [("一", 82)]
    assert page.across == ((262, 82, 182),)


@pytest.mark.parametrize(
    ("marks", "across", "down", "drawings"),
    [
        pytest.param("72 600 m 100 700 200 700 300 600 c S", 0, 0, 0, id="a curve"),
        pytest.param("72 600 m 300 600 l 300 500 l h S", 1, 1, 0, id="two sides of a triangle"),
        pytest.param("72 600 100 50 re S", 2, 2, 0, id="a frame"),
        pytest.param("72 600 100 0.5 re f", 1, 0, 0, id="a thin rectangle"),
        pytest.param("72 600 100 50 re f", 0, 0, 1, id="shading"),
        pytest.param("72 600 100 50 re W n", 0, 0, 0, id="a window"),
        pytest.param("20 w 72 600 m 300 600 l S", 0, 0, 0, id="a broad pen"),
        pytest.param("0.5 w 72 600 m 300 600 l 72 500 m 72 400 l S", 1, 1, 0, id="two lines in one path"),
    ],
)
def test_paths(marks, across, down, drawings):
    """Which paths are rulings."""
    page = ink(content(marks.encode()))

    assert (len(page.across), len(page.down), page.drawings) == (across, down, drawings)


def test_rare_characters():
    """A character beyond the first plane is one; half of one is none."""
    table = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    )
    table += b"2 beginbfchar <41> <d842dfb7> <42> <d842> endbfchar endcmap end"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    sheet = Sheet()
    sheet.marks.append("BT /F2 12 Tf 72 700 Td (AB) Tj ET")
    page = ink(pdf(sheet, fonts="/F2 5 0 R", extra=(font, stream(table))))

    assert page.glyphs[0].text == "\U00020bb7"


def test_a_page_that_is_none():
    """A page that cannot be opened is named."""
    pages = b"<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>"
    good = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    data = file_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, good, b"(nothing)"], "/Root 1 0 R")

    with pytest.raises(ReadError, match="第 2 页"):
        read_pages(data, "r.pdf", (), 60)


def test_two_tables_beside_each_other():
    """Tables with other columns are tables of their own, though no text stands between them."""
    sheet = Sheet()
    for left, label in ((72, "甲"), (300, "乙")):
        for x in (left, left + 60, left + 120):
            sheet.line(x, 100, x, 140)
        for y in (100, 120, 140):
            sheet.line(left, y, left + 120, y)
        sheet.text(left + 4, 104, label, 10)
    document = read_pages(pdf(sheet), "r.pdf", (), 60).document

    assert [block.rows[0].cells[0].text for block in document.blocks] == ["甲", "乙"]


# ── which files ──────────────────────────────────────────────────────────────────────────────────────────────


def test_other_kinds_are_left_alone():
    """What is no PDF is for other readers."""
    assert read("r.pdf", b"PK\x03\x04", FORMS) is None
    assert read("r.txt", b"%PDX", FORMS) is None


def test_any_name():
    """A PDF is one by its content."""
    report = read("r.doc", as_pdf(paper({})), FORMS)

    assert report is not None
    assert report.source.reader == "pdf"
