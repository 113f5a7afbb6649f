"""Lines of Chinese and Latin text that fit a width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from compliance.reporters.folding import fold


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("", 10, [""], id="nothing"),
        pytest.param("一二三四五六", 6, ["一二三", "四五六"], id="Chinese breaks anywhere"),
        pytest.param("一二三，四", 6, ["一二", "三，四"], id="no comma at the beginning of a line"),
        pytest.param("一二（三）", 6, ["一二", "（三）"], id="no opening mark at the end of a line"),
        pytest.param("requests.balance holds", 16, ["requests.balance", "holds"], id="words stay whole"),
        pytest.param("本年新收 1,037 件", 12, ["本年新收", "1,037 件"], id="figures stay whole"),
        pytest.param("99.2%办结", 6, ["99.2%", "办结"], id="per cent stays with its figure"),
        pytest.param("a\tb\n c", 9, ["a b c"], id="white space is one space"),
        pytest.param("abcdefgh", 3, ["abc", "def", "gh"], id="a word wider than the line"),
        pytest.param("x abcdefgh", 3, ["x", "abc", "def", "gh"], id="a wide word after another"),
    ],
)
def test_fold(text: str, width: int, lines: list[str]) -> None:
    """Lines end where a reader of Chinese expects them to."""
    assert fold(text, width) == lines


@given(st.text(alphabet="一二，。（） ab,.12%“", max_size=60), st.integers(2, 20))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, width: int) -> None:
    """Every character but white space comes out, in lines that fit."""
    lines = fold(text, width)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(cell_len, lines)) <= width
