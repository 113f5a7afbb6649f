"""Word's ways of writing the numbers of lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.readers.numbering import Numbering, ordinal


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("decimal", "1 2 10 11 21 101", id="decimal"),
        pytest.param("chineseCounting", "一 二 十 十一 二十一 一百零一", id="chineseCounting"),
        pytest.param(
            "chineseCountingThousand", "一 二 十 十一 二十一 一百零一", id="chineseCountingThousand"
        ),
        pytest.param("japaneseCounting", "一 二 十 十一 二十一 一百零一", id="japaneseCounting"),
        pytest.param("ideographDigital", "一 二 一〇 一一 二一 一〇一", id="ideographDigital"),
        pytest.param(
            "chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾壹 壹佰零壹", id="chineseLegalSimplified"
        ),
        pytest.param("ideographTraditional", "甲 乙 癸 11 21 101", id="ideographTraditional"),
        pytest.param("decimalFullWidth", "１ ２ １０ １１ ２１ １０１", id="decimalFullWidth"),
        pytest.param("decimalZero", "01 02 10 11 21 101", id="decimalZero"),
        pytest.param("decimalEnclosedCircleChinese", "① ② ⑩ ⑪ 21 101", id="circles"),
        pytest.param("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ 21 101", id="brackets"),
        pytest.param("upperLetter", "A B J K U WWWW", id="upperLetter"),
        pytest.param("lowerRoman", "i ii x xi xxi ci", id="lowerRoman"),
        pytest.param("none", "     ", id="none"),
        pytest.param("hebrew1", "1 2 10 11 21 101", id="a way that reports do not use"),
    ],
)
def test_ordinal(written, expected):
    """Each way writes 1, 2, 10, 11, 21 and 101."""
    assert " ".join(ordinal(number, written) for number in (1, 2, 10, 11, 21, 101)) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(0, "0", id="nothing"),
        pytest.param(100, "一百", id="round"),
        pytest.param(110, "一百一十", id="ten within"),
        pytest.param(1010, "一千零一十", id="gap"),
        pytest.param(1001, "一千零一", id="two gaps are one"),
        pytest.param(9999, "九千九百九十九", id="the last"),
        pytest.param(10_000, "10000", id="no list counts further"),
    ],
)
def test_counting(number, expected):
    """Chinese counting with its gaps."""
    assert ordinal(number, "chineseCounting") == expected


@given(st.integers(1, 9_999), st.sampled_from(("chineseCounting", "chineseLegalSimplified", "upperRoman")))
def test_no_two_alike(number, written):
    """A number and the next are never written alike."""
    assert ordinal(number, written) != ordinal(number + 1, written)


def test_no_lists():
    """A document without lists has no numbers."""
    assert Numbering(None, {}).next("1", 0) is None
