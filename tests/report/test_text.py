"""JSON text: figures with their digits, rows on one line, nothing that acts on a terminal."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.report import json_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(Decimal("96171.60"), "96171.60", id="digits are kept"),
        pytest.param(Decimal("1E+3"), "1000", id="no exponent"),
        pytest.param(0.5, "0.5", id="a place on a page"),
        pytest.param(True, "true", id="truth"),
        pytest.param(None, "null", id="null"),
        pytest.param((1, 2), "[1, 2]", id="tuple"),
        pytest.param({}, "{}", id="empty"),
        pytest.param("政府\u3000信息", '"政府\u3000信息"', id="Chinese stays Chinese"),
        pytest.param(
            "a\x1b\x9b\u202e\ud83d", '"a\\u001b\\u009b\\u202e\\ud83d"', id="unseen signs are escaped"
        ),
    ],
)
def test_one_value(value: Any, text: str) -> None:
    """Each kind of value as it is written."""
    assert json_text(value) == f"{text}\n"


def test_a_row_is_a_line() -> None:
    """A row of a table stands on one line, what is longer is spread."""
    rows = {f"行{n}": dict.fromkeys(("自然人", "商业企业", "科研机构", "总计"), n) for n in range(3)}
    lines = json_text({"tables": {"依申请公开": rows}}).splitlines()

    assert lines[3] == '      "行0": {"自然人": 0, "商业企业": 0, "科研机构": 0, "总计": 0},'


@pytest.mark.parametrize(
    "value", [pytest.param(Decimal("NaN"), id="NaN"), pytest.param(float("inf"), id="infinity")]
)
def test_what_json_cannot_write(value: Any) -> None:
    """It is our mistake, and never a file that nobody can read."""
    with pytest.raises(ValueError, match=r"cannot write|Out of range"):
        json_text({"a": value})


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    """Nothing is lost on the way."""
    assert json.loads(json_text(value), parse_float=Decimal) == value
