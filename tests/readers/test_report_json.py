"""The bytes of a foreign ``report.json``: what is refused, how it is told, and which figures come out."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.errors import ReadError
from compliance.readers import report_json
from compliance.readers.report_json import load_report_json


def load(text: str) -> dict[str, Any]:
    """Load a text as a file of that content is loaded."""
    return load_report_json(text.encode(), "r.json")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("35", 35, id="whole"),
        pytest.param("-0", 0, id="minus nothing"),
        pytest.param("96171.60", Decimal("96171.60"), id="digits are kept"),
        pytest.param("0.1", Decimal("0.1"), id="a tenth is a tenth"),
        pytest.param("1e3", Decimal("1E+3"), id="exponent"),
        pytest.param("9" * 40, int("9" * 40), id="forty digits"),
    ],
)
def test_numbers_are_exact(text: str, found: int | Decimal) -> None:
    """A number is the number that is written, never the nearest binary one."""
    number = load(f'{{"n": {text}}}')["n"]

    assert (number, str(number), type(number)) == (found, str(found), type(found))


def test_notepads_mark_is_passed_over() -> None:
    """Notepad puts a mark before UTF-8."""
    assert load_report_json(b'\xef\xbb\xbf{"a": 1}\r\n', "r.json") == {"a": 1}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "r.json: The file is empty", id="empty"),
        pytest.param(b" \n", "r.json: The file is empty", id="white space only"),
        pytest.param("{}".encode("utf-16"), "encoded in UTF-16", id="UTF-16"),
        pytest.param("{}".encode("utf-16-be"), "encoded in UTF-16", id="UTF-16 without a mark"),
        pytest.param('{"表": 1}'.encode("gb18030"), "encoded in GB18030", id="GBK of an old Windows"),
        pytest.param(b'{"a": "\xff"}', "Byte 8 is not UTF-8", id="no encoding at all"),
        pytest.param(b"[]", "$: expected an object {...}, found a list", id="a list"),
        pytest.param(b"35", "$: expected an object {...}, found the number 35", id="a number"),
        pytest.param(b'{"a": 1 "b": 2}', "line 1, column 9: a comma is missing", id="comma missing"),
        pytest.param(b'{"a" 1}', "column 6: a colon is missing", id="colon missing"),
        pytest.param(b"{'a': 1}", "column 2: a name in double quotes", id="single quotes"),
        pytest.param(b'{"a": }', "column 7: a value is expected", id="value missing"),
        pytest.param(b"[1,2", "line 1, column 5: the file ends here", id="not closed"),
        pytest.param(b'{"a": 1,}', "there is a comma behind the last item", id="comma too many"),
        pytest.param(b'{"a": [1,]}', "there is a comma behind the last item", id="comma too many in a list"),
        pytest.param(b'{"a": 1}\n{"a": 2}', "line 2, column 1: the JSON ends here", id="two values"),
        pytest.param(b'{"a": "x', "column 7: the text that begins here", id="cut off"),
        pytest.param(b'{"a": "x\ny"}', "cannot hold a bare line break", id="line break in a text"),
        pytest.param(b'{"a": "\\x41"}', "not followed by a known escape", id="escape"),
        pytest.param(b'{"a": 00}', "line 1, column 8: a comma is missing", id="leading zero"),
        pytest.param(b'{"a": NaN}', "$.a: NaN is no number; write null", id="NaN"),
        pytest.param(b'{"a": [1, -Infinity]}', "$.a[1]: -Infinity is no number", id="infinity"),
        pytest.param(b'{"a": ' + b"9" * 41 + b"}", "$.a: the number is too long", id="41 digits"),
        pytest.param(b'{"a": 0.' + b"9" * 41 + b"}", "$.a: the number is too long", id="41 decimals"),
        pytest.param(b'{"a": 1e999999999}', "$.a: the number is too long", id="exponent bomb"),
        pytest.param(b'{"a": {"b": 1, "b": 2}}', "$.a: b stands here more than once", id="key twice"),
        pytest.param(
            b'{"a": "\\ud83d"}', "$.a: the text holds half a character (\\ud83d)", id="half a character"
        ),
        pytest.param(b'{"a": "\\uD83D"}', "half a character", id="half a character, upper case"),
        pytest.param(b'{"\\ud83d": 1}', '$["\\ud83d"]: the text holds half', id="half a character in a key"),
        pytest.param(b'{"a":' + b"[" * 60 + b"]" * 60 + b"}", "Nested deeper than 50", id="depth"),
        pytest.param(b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "Nested deeper than 50", id="depth bomb"),
        pytest.param(b"[" + b"[]," * 500_001 + b"[]]", "more than 1000000 values", id="memory bomb"),
    ],
)
def test_what_is_no_json_of_a_report(data: bytes, said: str) -> None:
    """Each is refused in one sentence that says where and what to do."""
    with pytest.raises(ReadError) as caught:
        load_report_json(data, "r.json")

    assert said in caught.value.text("en")


def test_a_file_beyond_all_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is looked at before anything else."""
    monkeypatch.setattr(report_json, "MOST_BYTES", 3_000_000)
    with pytest.raises(ReadError) as caught:
        load_report_json(b" " * 4_000_000, "r.json")

    assert caught.value.text("en").startswith("r.json: The file has 4 MB, more than 3 MB")


def test_escaped_pairs_are_whole_characters() -> None:
    """Two halves that belong together are one character."""
    assert load('{"a": "\\ud83d\\ude00"}') == {"a": "😀"}


def test_a_key_twice_is_told_of_the_right_object() -> None:
    """An object that a second key replaced is gone: nothing is told of the one that took its place in memory."""
    many = ", ".join('"a": {"x": 1, "x": 2}' for _ in range(20))
    with pytest.raises(ReadError) as caught:
        load(f'{{{many}, "a": {{"y": 1}}}}')

    assert caught.value.text("en") == "r.json: $: a stands here more than once"


def test_long_lines_are_cut_around_the_place() -> None:
    """The place that is wrong is shown, not a line of a million characters."""
    with pytest.raises(ReadError) as caught:
        load('{"a": "' + "甲" * 500 + '", b}')

    line = caught.value.text("en").splitlines()[1]

    assert line == "    …" + "甲" * 27 + '", b}'


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=200)
@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode) | VALUES.map(json.dumps).map(str.encode))
def test_any_bytes_are_answered(data: bytes) -> None:
    """Whatever the bytes are, there is a dictionary or a sentence in both languages."""
    refused: ReadError | None = None
    answer = None
    try:
        answer = load_report_json(data, "r.json")
    except ReadError as error:
        refused = error

    assert isinstance(answer, dict) if refused is None else refused.text("zh") != refused.text("en")
