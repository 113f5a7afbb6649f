"""The parts of a report, and what is only like a heading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compliance.readers.fragments import TextBlock
from compliance.readers.headings import Titles, sections
from compliance.report import Place
from tests.readers.printed_forms import FORMS

TITLES = Titles(FORMS)
REST = [
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def told(*blocks: str | TextBlock) -> list[tuple[str | None, str, list[str]]]:
    """The parts: numeral, title, paragraphs."""
    lines = [block if isinstance(block, TextBlock) else TextBlock(block) for block in blocks]
    parts = sections(lines, 0, TITLES, [True] * len(lines))
    return [(part.number, part.title, [p.text for p in part.paragraphs]) for part in parts.sections]


def test_six_parts():
    """Headings of the form, each with what stands under it."""
    parts = told(
        "前言。", "一、总体情况", "甲。", "（一）主动公开。乙。", "二、主动公开政府信息情况", *REST, "丙。"
    )

    assert [(number, title) for number, title, _ in parts] == [
        ("一", "总体情况"),
        ("二", "主动公开政府信息情况"),
        *((line[0], line[2:]) for line in REST),
    ]
    assert parts[0][2] == ["甲。", "（一）主动公开。乙。"]
    assert parts[5][2] == ["丙。"]


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        pytest.param("一、总体情况", "一", "总体情况", id="as printed"),
        pytest.param("一. 总体情况", "一", "总体情况", id="a point"),
        pytest.param("一，总体情况", "一", "总体情况", id="a comma"),
        pytest.param("一 总体情况", "一", "总体情况", id="a blank"),
        pytest.param("第一部分 总体情况", "一", "总体情况", id="第一部分"),
        pytest.param("一、总体情况：", "一", "总体情况", id="a colon behind"),
        pytest.param("总体情况", None, "总体情况", id="numeral lost"),
        pytest.param("一、概述", "一", "概述", id="an outdated title"),
        pytest.param("一、总体的情况", "一", "总体的情况", id="a title that differs"),
        pytest.param(TextBlock("总体情况", number="一、"), "一", "总体情况", id="numeral made by Word"),
        pytest.param(TextBlock("总体情况", level=1), None, "总体情况", id="a style"),
    ],
)
def test_headings(heading, number, title):
    """A heading is known by numeral and title, by a prescribed title alone, or by style and title."""
    assert told(heading, "甲。") == [(number, title, ["甲。"])]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("一是加强领导。", id="一是"),
        pytest.param("（一）主动公开", id="a heading of the second level"),
        pytest.param("四、结转下年度继续办理", id="a row of a table"),
        pytest.param("三、本年度办理结果", id="a group of a table"),
        pytest.param("总体情况良好，群众满意。", id="a sentence"),
        pytest.param("二〇二四年", id="a year"),
        pytest.param("七、" + "很长的一句话" * 20, id="too long"),
        pytest.param(TextBlock("主动公开", number="（二）"), id="a numeral of the second level"),
        pytest.param("20.主动公开政府信息情况", id="no numeral of a part"),
    ],
)
def test_no_headings(line):
    """What only looks like a heading is a paragraph."""
    parts = told("一、总体情况", line, "二、主动公开政府信息情况")

    assert [title for _, title, _ in parts] == ["总体情况", "主动公开政府信息情况"]
    assert len(parts[0][2]) == 1


@pytest.mark.parametrize(
    ("heading", "number", "written"),
    [
        pytest.param("3.收到和处理政府信息公开申请情况", "三", "3.", id="a figure and a point"),
        pytest.param("3．收到和处理政府信息公开申请情况", "三", "3．", id="a full-width point"),
        pytest.param("３、收到和处理政府信息公开申请情况", "三", "３、", id="a full-width figure"),
        pytest.param("（三）收到和处理政府信息公开申请情况", "三", "（三）", id="brackets"),
        pytest.param("(3) 收到和处理政府信息公开申请情况", "三", "(3)", id="a figure in brackets"),
        pytest.param("第三章 收到和处理政府信息公开申请情况", "三", "第三章", id="a chapter"),
        pytest.param("叁、收到和处理政府信息公开申请情况", "三", "叁、", id="a formal numeral"),
        pytest.param("2.收到和处理政府信息公开申请情况", "二", "2.", id="the wrong numeral"),
        pytest.param(
            TextBlock("收到和处理政府信息公开申请情况", number="3."), "三", "3.", id="a numeral made by Word"
        ),
    ],
)
def test_numerals_in_another_style(heading, number, written):
    """A prescribed title is a heading however it is numbered; how it is numbered is told."""
    block = heading if isinstance(heading, TextBlock) else TextBlock(heading)
    lines = [TextBlock("一、总体情况"), replace(block, at=Place(line=2)), TextBlock("甲。")]
    parts = sections(lines, 0, TITLES, [True] * 3)

    title = "收到和处理政府信息公开申请情况"
    assert [(part.number, part.title) for part in parts.sections] == [("一", "总体情况"), (number, title)]
    assert parts.remarks == (("reading.heading-numeral", {"title": title, "found": written, "at_line": 2}),)


def test_prescribed_title_inside_of_a_part():
    """A title under a numeral of the second level is no part where the part itself is there."""
    parts = told("一、总体情况", "（二）主动公开政府信息情况", "甲。", "二、主动公开情况", "乙。", *REST)

    assert [(number, title) for number, title, _ in parts][:2] == [("一", "总体情况"), ("二", "主动公开情况")]
    assert parts[0][2] == ["（二）主动公开政府信息情况", "甲。"]


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param("（单位：件）", id="a unit"),
        pytest.param("(单位:件、个)", id="half width"),
        pytest.param("【计量单位：件】", id="other brackets"),
        pytest.param("  单位：件", id="without brackets"),
    ],
)
def test_unit_behind_a_title(tail):
    """The unit of the table below is none of the title, and is kept."""
    (part,) = told(f"三、收到和处理政府信息公开申请情况{tail}", "甲。")

    assert part == ("三", "收到和处理政府信息公开申请情况", [tail.strip(), "甲。"])


def test_text_behind_a_title():
    """A heading may run on into its text, where its title is one of the form's."""
    assert told("一、总体情况 2024年，公开信息412条。", "六、其他需要报告的事项：无") == [
        ("一", "总体情况", ["2024年，公开信息412条。"]),
        ("六", "其他需要报告的事项", ["无"]),
    ]


def test_inner_headings():
    """Numerals that start again inside a part make no parts, and are told."""
    lines = [
        TextBlock(t)
        for t in ("一、总体情况", "一、平台建设情况如下", "二、主动公开政府信息情况", *REST, "七、附件")
    ]
    parts = sections(lines, 0, TITLES, [True] * len(lines))

    assert [part.number for part in parts.sections] == ["一", "二", "三", "四", "五", "六", "七"]
    assert parts.begin == 0
    assert parts.remarks == (("reading.inner-heading", {"title": "平台建设情况如下"}),)


def test_table_of_contents():
    """Of two headings of one part the one with text under it counts."""
    contents = ["一、总体情况", "二、主动公开政府信息情况"]
    parts = told(*contents, *contents[:1], "甲。", *contents[1:], "乙。")

    assert [(title, text) for _, title, text in parts] == [
        ("总体情况", ["甲。"]),
        ("主动公开政府信息情况", ["乙。"]),
    ]


def test_wrong_order():
    """Parts stand in the order of the document, which is not always that of the form."""
    assert [number for number, _, _ in told(REST[1], REST[0])] == ["四", "三"]


def test_nothing():
    """A text without headings has no parts."""
    assert told("甲。", "乙。") == []
