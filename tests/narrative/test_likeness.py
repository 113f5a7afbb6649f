"""How alike two texts are: one measure, with rapidfuzz and without."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.narrative.likeness import SHORTEST, common, common_by_bits, shared_passages

SHORT = st.text(alphabet="甲乙丙丁", max_size=40)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param("", "", 0, id="nothing"),
        pytest.param("甲乙丙", "", 0, id="nothing on one side"),
        pytest.param("甲乙丙", "丁戊己", 0, id="nothing in common"),
        pytest.param("甲乙丙", "甲乙丙", 3, id="the same"),
        pytest.param("甲乙丙丁", "甲丙乙丁", 3, id="in another order"),
        pytest.param("一是制度不健全", "一是队伍不健全", 5, id="a formula with another word in it"),
    ],
)
def test_what_two_texts_share(a, b, expected):
    """The longest sequence of characters that both hold in order."""
    assert common_by_bits(a, b) == expected
    assert common(a, b) == expected


@given(SHORT, SHORT)
def test_both_ways_agree(a, b):
    """``rapidfuzz`` is only quicker."""
    fuzz = pytest.importorskip("rapidfuzz.distance")

    assert common_by_bits(a, b) == fuzz.LCSseq.similarity(a, b) == common_by_bits(b, a)


def test_without_rapidfuzz(monkeypatch):
    """The same answer, a little later."""
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)

    assert common("甲乙丙丁", "甲丙乙丁") == 3


def test_passages_are_quoted():
    """The longest ones that both texts hold, in the order of the first."""
    same = "政策解读的形式不够丰富，群众参与度有待提高"
    a, b = f"今年：{same}。我们改了。", f"去年说过：{same}。没有改。"

    assert [a[start:end] for start, end in shared_passages(a, b)] == [f"：{same}。"]
    assert shared_passages("甲乙丙", "甲乙丙") == []


@given(SHORT, SHORT)
def test_a_passage_stands_in_both(a, b):
    """Whatever is quoted is in the other text too, and passages do not overlap."""
    found = shared_passages(a * 5, b * 5)

    assert all(a_end - a_start >= SHORTEST and (a * 5)[a_start:a_end] in b * 5 for a_start, a_end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_long_texts_take_no_time():
    """Not even when they say the same over and over."""
    text = "推进政务公开" * 20_000

    assert shared_passages(text, text) == [(0, len(text))]
