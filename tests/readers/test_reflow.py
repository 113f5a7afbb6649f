"""Printed lines become paragraphs, and nothing runs together that belongs apart."""

from __future__ import annotations

import pytest

from compliance.readers.fragments import Fragment, TextBlock
from compliance.readers.reflow import is_page_number, joined

LONG = "市政府门户网站公开政府信息一千二百六十条，公众号发布八百七十六条，其中涉及重点领域的信息占一半以上"


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        pytest.param(
            [LONG, "，比上年增加。"], [LONG + "，比上年增加。"], id="cut in the middle of a sentence"
        ),
        pytest.param([LONG + "。", "其次。"], [LONG + "。", "其次。"], id="a sentence has ended"),
        pytest.param(
            [LONG, "二、主动公开政府信息情况"], [LONG, "二、主动公开政府信息情况"], id="a heading follows"
        ),
        pytest.param(
            [LONG, "（二）依申请公开"], [LONG, "（二）依申请公开"], id="a heading of the second level follows"
        ),
        pytest.param([LONG, "一是加强领导"], [LONG, "一是加强领导"], id="an enumeration follows"),
        pytest.param(
            ["一、总体情况", "2024年。"], ["一、总体情况", "2024年。"], id="a heading ends by itself"
        ),
        pytest.param(["正文", "第二行"], ["正文", "第二行"], id="short lines stay apart"),
        pytest.param([LONG, "— 4 —", "继续。"], [LONG + "继续。"], id="a page number between"),
        pytest.param(
            ["共公开信息一千二百条，其中，", "网站六百条。"],
            ["共公开信息一千二百条，其中，网站六百条。"],
            id="a comma goes on",
        ),
        pytest.param(["x" * 60, "word"], ["x" * 60 + " word"], id="words of letters keep a blank"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_joined(lines, paragraphs):
    """A line goes on where the one before was full and no sentence had ended."""
    assert [block.text for block in joined([TextBlock(line) for line in lines])] == paragraphs


def test_indent_and_level():
    """An indented line, and one that the format calls a heading, begin anew."""
    lines = [TextBlock(LONG), TextBlock("缩进。", indented=True), TextBlock(LONG), TextBlock("标题", level=2)]

    assert len(list(joined(lines))) == 4


def test_fragments_stand_between():
    """A table ends a paragraph."""
    blocks = [TextBlock(LONG), Fragment(()), TextBlock("之后。")]

    assert list(joined(blocks)) == blocks


def test_wrapped_text():
    """Text that is wrapped at a narrow width is put together by its own width."""
    lines = [
        "市政府共受理政府信息公开申请一千二百九十五件办结",
        "一千一百九十一件其中予以公开及部分公开二百零八件",
        "均已答复。",
        "此外。",
    ]

    assert [block.text for block in joined([TextBlock(line) for line in lines])] == [
        "".join(lines[:3]),
        "此外。",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("— 4 —", True, id="dashes"),
        pytest.param("-12-", True, id="hyphens"),
        pytest.param("第 3 页 共 10 页", True, id="in words"),
        pytest.param("3 / 10", True, id="of"),
        pytest.param("22", False, id="a figure alone"),
        pytest.param("-18", False, id="a negative figure"),
    ],
)
def test_is_page_number(text, expected):
    """A line that only numbers its page."""
    assert is_page_number(text) is expected
