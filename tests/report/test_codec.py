"""A report goes to ``report.json`` and comes back the same: the four kinds of cell, notes, places, paragraphs."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from compliance.report import (
    Cell,
    Paragraph,
    Place,
    Report,
    Section,
    Source,
    report_from_json,
    report_to_json,
)

AT = Place(page=3, box=(1.0, 2.0, 3.0, 4.0), table=1, row=7, cell=2)
AS_JSON = {"page": 3, "box": [1.0, 2.0, 3.0, 4.0], "table": 1, "row": 7, "cell": 2}


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param(Cell(37), 37, id="a number"),
        pytest.param(Cell(Decimal("0.50")), Decimal("0.50"), id="with its digits"),
        pytest.param(Cell(), None, id="blank"),
        pytest.param(Cell(text="/"), {"text": "/"}, id="no number"),
        pytest.param(Cell(22, note="其中修订16件"), {"value": 22, "note": "其中修订16件"}, id="with a note"),
        pytest.param(Cell(22, at=AT), {"value": 22, "at": AS_JSON}, id="with its place"),
        pytest.param(Cell(at=AT), {"value": None, "at": AS_JSON}, id="blank, with its place"),
        pytest.param(Cell(text="无", at=AT), {"text": "无", "at": AS_JSON}, id="no number, with its place"),
    ],
)
def test_a_cell_there_and_back(cell, written):
    """What is kept apart in a report is kept apart in the file."""
    report = Report("2021", tables={"主动公开": {"规章": {"制发": cell}}})

    assert report_to_json(report)["tables"] == {"主动公开": {"规章": {"制发": written}}}
    assert report_from_json(report_to_json(report)).cell("主动公开", "规章", "制发") == cell


def test_an_absent_cell_is_no_blank_cell():
    """What the reader did not find is not in the file, and not found again."""
    report = Report("2021", tables={"主动公开": {"规章": {"制发": Cell()}}})

    assert report.cell("主动公开", "规章", "制发").is_blank
    assert report.cell("主动公开", "规章", "废止") is None
    assert report.cell("依申请公开", "本年新收", "总计") is None


def test_a_whole_report_there_and_back():
    """Every field that a reader can fill comes back as it was."""
    report = Report(
        form="2021",
        title="某市2021年政府信息公开工作年度报告",
        agency="某市",
        agency_kind="government",
        year=2021,
        period_from="2021-01-01",
        period_to="2021-12-31",
        published="2022-03-01",
        preface="前言",
        sections=(
            Section("一", "总体情况", (Paragraph("甲"), Paragraph("乙", Place(line=4))), Place(line=2)),
            Section(None, "没有编号的部分"),
        ),
        tables={"复议诉讼": {"行政复议": {"维持": Cell(text="/")}}},
        editions={"复议诉讼": "2019"},
        partly_read={"复议诉讼": "缺一行"},
        remarks=(("reading.no-table", {"table": "主动公开"}),),
        source=Source("report.txt", "0" * 64, "text"),
    )

    assert report_from_json(report_to_json(report)) == report


def test_the_shipped_example_there_and_back(example_reports):
    """The example on the page of report.json loses nothing."""
    value = json.loads((example_reports / "linhu-2024.json").read_text(encoding="utf-8"))

    assert report_to_json(report_from_json(value)) == value
