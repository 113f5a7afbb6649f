"""The same report as Word document, web page and workbook reads alike: every cell, every paragraph."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.readers.docx import read_docx
from compliance.readers.html import read_html
from compliance.readers.xlsx import read_xlsx
from tests.readers.printed_forms import FORM_2021, FORMS
from tests.readers.rendered import as_docx, as_html, as_xlsx, paper

RENDERINGS = {
    "docx": lambda content: read_docx(as_docx(content), "r.docx", FORMS),
    "html": lambda content: read_html(as_html(content).encode(), "r.html", FORMS),
    "html in GB18030": lambda content: read_html(as_html(content).encode("gb18030"), "r.html", FORMS),
    "xlsx": lambda content: read_xlsx(as_xlsx(content), "r.xlsx", FORMS),
    "xlsx, several sheets": lambda content: read_xlsx(as_xlsx(content, per_sheet=4), "r.xlsx", FORMS),
}


def random_figures(seed: int, blanks: float) -> dict[tuple[str, str, str], str]:
    """Figures of all sizes, no two rows alike, some cells blank.

    A row 一、… without any figure is left out of it: in a sheet of a workbook, nothing tells it from a heading.
    """
    random = Random(seed)
    sizes = (1, 10, 100, 3000, 10_000_000)
    figures = {tuple(vars_of(cell)): str(random.randrange(random.choice(sizes))) for cell in FORM_2021.cells}
    kept = {cell: figure for cell, figure in figures.items() if random.random() >= blanks}
    return kept | {cell: figures[cell] for cell in figures if cell[1:] == ("本年新收", "总计")}


def vars_of(cell) -> tuple[str, str, str]:
    """The three names of a cell."""
    return cell.table, cell.row, cell.column


def told(report) -> dict[tuple[str, str, str], str]:
    """What was read in every cell, blanks as an empty text."""
    return {
        (table, row, column): str(cell.value) if cell.value is not None else cell.text or ""
        for table, rows in report.tables.items()
        for row, cells in rows.items()
        for column, cell in cells.items()
    }


@pytest.mark.parametrize("rendering", RENDERINGS)
@settings(max_examples=12)
@given(seed=st.integers(0, 10**9), blanks=st.sampled_from((0.0, 0.1, 0.4)))
def test_every_cell(rendering, seed, blanks):
    """Each of the two hundred cells is what was printed, a blank a blank, with nothing to remark."""
    figures = random_figures(seed, blanks)
    report = RENDERINGS[rendering](paper(figures))

    assert told(report) == {vars_of(cell): figures.get(vars_of(cell), "") for cell in FORM_2021.cells}
    assert not report.partly_read
    assert not report.remarks


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_words(rendering):
    """Title, agency, year, period, parts and paragraphs are the same from every format."""
    report = RENDERINGS[rendering](paper(random_figures(1, 0)))

    assert (report.title, report.agency) == ("临湖市档案局2024年政府信息公开工作年度报告", "临湖市档案局")
    assert (report.year, report.period_from, report.period_to) == (2024, "2024-01-01", "2024-12-31")
    assert report.preface == "本报告的统计期限为2024年1月1日至2024年12月31日。"
    assert [(part.number, part.title, [p.text for p in part.paragraphs]) for part in report.sections] == [
        ("一", "总体情况", ["2024年，临湖市档案局公开信息412条。"]),
        ("二", "主动公开政府信息情况", []),
        ("三", "收到和处理政府信息公开申请情况", []),
        ("四", "政府信息公开行政复议、行政诉讼情况", []),
        ("五", "存在的主要问题及改进情况", ["公开的主动性还不够，已经按月检查。"]),
        ("六", "其他需要报告的事项", ["没有收取信息处理费。"]),
    ]


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_places(rendering):
    """Every cell, part and paragraph says where it was found."""
    report = RENDERINGS[rendering](paper(random_figures(2, 0.1)))
    places = [
        cell.at for rows in report.tables.values() for cells in rows.values() for cell in cells.values()
    ]
    places += [part.at for part in report.sections]
    places += [paragraph.at for part in report.sections for paragraph in part.paragraphs]

    assert all(places)
    assert len({str(place) for place in places}) == len(places)
