"""Rule files as editors save them."""

from __future__ import annotations

import pytest

from compliance.dsl.parser import parse
from compliance.dsl.source import MAX_BYTES

LAW = "法规 办法 “示例办法” “示例令第1号”\n"
NAMED = "示例办法"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(LAW.encode(), id="UTF-8"),
        pytest.param(LAW.encode("utf-8-sig"), id="Notepad's BOM"),
        pytest.param(LAW.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(LAW.replace("\n", "\r").encode(), id="old line ends"),
        pytest.param(LAW.rstrip().encode(), id="no line end at the end"),
        pytest.param(LAW.replace(" ", "\u3000").encode(), id="full-width spaces"),
        pytest.param(LAW.replace(" ", "\t").encode(), id="tabs"),
    ],
)
def test_text_is_read(data):
    """What an editor puts round the text does not matter."""
    made, errors, warnings = parse("x.rules", data)

    assert (errors, warnings) == ([], [])
    assert made is not None
    assert [item.title.value for item in made.items] == [NAMED]


def test_gb18030_is_read_with_a_warning():
    """A file that an old editor saved works, and its encoding is named."""
    made, errors, warnings = parse("x.rules", LAW.encode("gb18030"))

    assert errors == []
    assert made is not None
    assert [item.title.value for item in made.items] == [NAMED]
    assert [warning.text("zh") for warning in warnings] == [
        "x.rules 不是 UTF-8，按 GB18030 读取；建议另存为 UTF-8"
    ]


@pytest.mark.parametrize(
    ("data", "key", "line"),
    [
        pytest.param(LAW.encode("utf-16"), "language.utf-16", 1, id="UTF-16 with its mark"),
        pytest.param("law act 'Act' 'no. 1'".encode("utf-16-le"), "language.utf-16", 1, id="UTF-16 without"),
        pytest.param(b"# a\n\xff\xfe\xfd\xfc", "language.not-text", 2, id="no text"),
        pytest.param(LAW.encode("big5", "replace"), "language.not-text", 1, id="a third encoding"),
        pytest.param(LAW.encode() + b"a\0b", "language.not-text", 2, id="a zero byte"),
        pytest.param(b"#" * (MAX_BYTES + 1), "language.file-too-long", 1, id="too long"),
    ],
)
def test_what_is_no_text_is_told(data, key, line):
    """A file that cannot be read is one mistake, with the line as far as it is known."""
    made, errors, _ = parse("x.rules", data)

    assert made is None
    assert [(error.message.key, error.position.line) for error in errors] == [(key, line)]


def test_line_of_a_mistake_is_the_line_of_the_editor():
    """Form feeds and the like end a line for the parser as they do for the caret."""
    _, errors, _ = parse("x.rules", "法规 办法 “甲”\f\n法规 == “乙”".encode())

    assert [(error.position.line, error.line) for error in errors] == [(3, "法规 == “乙”")]


def test_empty_file_is_an_empty_rule_file():
    """Nothing is wrong with nothing."""
    made, errors, _ = parse("x.rules", b"# only a remark\n")

    assert made is not None
    assert (made.items, errors) == ((), [])
