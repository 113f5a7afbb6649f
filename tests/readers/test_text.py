"""Text and Markdown: which lines are rows, which are paragraphs, and the whole way to a report."""

from __future__ import annotations

import pytest

from compliance.errors import ReadError
from compliance.readers import markdown
from compliance.readers.fragments import Fragment, TextBlock
from compliance.readers.layout import spaced_line
from compliance.readers.text import document, read, read_text
from compliance.report import Place, report_from_json, report_to_json
from tests.readers.printed_forms import FORMS


def shape(text: str) -> list[list[list[str]] | str]:
    """Paragraphs as texts, fragments as lists of rows."""
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        if isinstance(block, Fragment)
        else block.text
        for block in document(text).blocks
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("规章\t0\t\t5\t", [[["规章", "0", "", "5", ""]]], id="tabs keep blanks"),
        pytest.param("\t根据条例编制。", ["根据条例编制。"], id="a tab that indents"),
        pytest.param("\t\t根据条例编制。", ["根据条例编制。"], id="two tabs that indent"),
        pytest.param("\t\t第二项", [[["", "", "第二项"]]], id="a label behind tabs"),
        pytest.param("| 规章 | 0 | | 5 |", [[["规章", "0", "", "5"]]], id="pipes"),
        pytest.param("规章 | 0 | 5", [[["规章", "0", "5"]]], id="pipes inside only"),
        pytest.param("| **规章** | 0<br>1 |", [[["规章", "0 1"]]], id="emphasis and line breaks in cells"),
        pytest.param("| a\\|b | 0 |", [[["a|b", "0"]]], id="an escaped pipe"),
        pytest.param(
            "| 规章 | 0 |\n|---|---|\n| 许可 | 1 |",
            [[["规章", "0"], ["许可", "1"]]],
            id="the line under a header",
        ),
        pytest.param(
            "规章\t0\n\n许可\t1", [[["规章", "0"], ["许可", "1"]]], id="a blank line inside a table"
        ),
        pytest.param(
            "规章\t0\n— 4 —\n许可\t1", [[["规章", "0"], ["许可", "1"]]], id="a page number inside a table"
        ),
        pytest.param("## 一、总体情况 ##", ["一、总体情况"], id="a heading"),
        pytest.param("**一是**加强__领导__", ["一是加强领导"], id="emphasis"),
        pytest.param(
            "信息内容   本年制发件数   现行有效件数",
            [[["信息内容", "本年制发件数", "现行有效件数"]]],
            id="header by white space",
        ),
        pytest.param("规章   0   5", [[["规章", "0", "5"]]], id="row by white space"),
        pytest.param("规章\u30000\u30005", [[["规章", "0", "5"]]], id="ideographic spaces"),
        pytest.param("行政许可 0", [[["行政许可", "0"]]], id="a single blank"),
        pytest.param(
            "一、本年新收 申请数量 3 0 3",
            [[["一、本年新收 申请数量", "3", "0", "3"]]],
            id="blanks in the label",
        ),
        pytest.param(
            "共收到申请  37 件，  其中自然人 35 件。",
            ["共收到申请  37 件，  其中自然人 35 件。"],
            id="a sentence",
        ),
        pytest.param("全年公开信息，共 412", ["全年公开信息，共 412"], id="a sentence that ends in a number"),
        pytest.param("22", ["22"], id="a number alone"),
        pytest.param("---", [], id="a drawn line"),
    ],
)
def test_lines(text, expected):
    """Rows are what tabs, pipes or clear columns keep apart; the rest are paragraphs."""
    assert shape(text) == expected


def test_blanks_by_white_space():
    """A gap in a column is a blank cell, seen against rows that fill it."""
    text = "规章              0     1     5\n行政规范性文件    16          61\n"

    assert shape(text) == [[["规章", "0", "1", "5"], ["行政规范性文件", "16", "", "61"]]]


def test_figures_out_of_line():
    """Where figures do not stand below each other, no blank is made up."""
    text = "规章          0     1     5\n行政规范性文件     16   61\n"

    assert shape(text) == [[["规章", "0", "1", "5"], ["行政规范性文件", "16", "61"]]]


def test_places():
    """Every cell and paragraph knows its line."""
    blocks = document("标题\n\n规章\t0\n许可   1").blocks
    assert isinstance(blocks[0], TextBlock)
    assert isinstance(blocks[1], Fragment)

    assert blocks[0].at == Place(line=1)
    assert [row.at for row in blocks[1].rows] == [Place(line=3), Place(line=4)]
    assert blocks[1].rows[0].cells[1].at == Place(line=3, cell=1)
    assert blocks[1].rows[1].cells[1].at == Place(line=4, column=6)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("1 " * 300, id="too long for a row"),
        pytest.param("1 2 3。" * 20 + " 5", id="prose"),
    ],
)
def test_no_spaced_line(text):
    """What is too long or reads like prose is no row."""
    assert spaced_line(text, 1) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("### 标题", (3, "标题"), id="heading"),
        pytest.param("#标题", None, id="no blank behind the mark"),
        pytest.param("标题", None, id="none"),
    ],
)
def test_markdown_heading(line, expected):
    """Markdown's headings."""
    assert markdown.heading(line) == expected


REPORT = """\
# 临湖市2024年政府信息公开工作年度报告
发布时间：2025-01-20
统计期限为2024年1月1日至2024年12月31日。
## 一、总体情况
公开信息412条。
## 二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
|---|---|---|---|
| 规章 | 0 | 0 | 5 |
| 规范性文件 | 1 | 22（其中修订16件） | 9 |
"""


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(REPORT.encode(), id="UTF-8"),
        pytest.param(REPORT.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(REPORT.encode("gb18030"), id="GB18030"),
        pytest.param(REPORT.encode("utf-16"), id="UTF-16"),
        pytest.param(REPORT.replace("\n", "\r\n").encode(), id="line ends of Windows"),
    ],
)
def test_report(data):
    """A report in every encoding, and once there and back through report.json."""
    report = read_text(data, "报告.md", FORMS)

    assert (report.agency, report.agency_kind, report.year) == ("临湖市", "government", 2024)
    assert report.published == "2025-01-20"
    assert report.preface == "统计期限为2024年1月1日至2024年12月31日。"
    assert report.cell("主动公开", "行政规范性文件", "废止").note == "其中修订16件"
    assert report.source.reader == "markdown"
    assert report_from_json(report_to_json(report)) == report


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        pytest.param("a.txt", b"", "空的", id="empty"),
        pytest.param("a.txt", b" \r\n", "空的", id="white space"),
        pytest.param("a.txt", "今天天气很好。".encode(), "没有找到", id="no report"),
        pytest.param("a.txt", b"\xff\xff\xff\xff abc \x80", "GB18030", id="no encoding"),
        pytest.param("a.txt", b"\n" * 200_001, "太多", id="too many lines"),
        pytest.param("a.txt", b"a" * 20_000_001, "上限", id="too large"),
        pytest.param("a.txt", ("一\t二\n" * 40_000 * 2).encode(), "太多", id="too many rows"),
        pytest.param("a.txt", ("1.属于国家秘密\t1\n" * 3_000).encode(), "超过", id="a table without an end"),
    ],
)
def test_refused(name, data, sentence):
    """Every refusal is one sentence."""
    with pytest.raises(ReadError) as refusal:
        read(name, data, FORMS)

    assert sentence in refusal.value.text("zh")
    assert "\n" not in refusal.value.text("zh")
    assert refusal.value.text("en").startswith("a.txt: ")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.txt", b"PK\x03\x04...", id="a zip"),
        pytest.param("a.txt", b"%PDF-1.7", id="a PDF"),
        pytest.param("a.txt", b"<!DOCTYPE html><p>", id="a page"),
        pytest.param("a.json", b'{"govcheck": 1}', id="JSON"),
    ],
)
def test_left_to_others(name, data):
    """What is no text is left to the other readers."""
    assert read(name, data, FORMS) is None
