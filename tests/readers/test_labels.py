"""Labels are compared without numerals, spaces and punctuation."""

from __future__ import annotations

import pytest

from compliance.readers.labels import is_same, label, likeness


@pytest.mark.parametrize(
    ("text", "enumerator", "core"),
    [
        pytest.param("（一）予以公开", "(一)", "予以公开", id="full-width brackets"),
        pytest.param("(一) 予以 公开", "(一)", "予以公开", id="half-width brackets and blanks"),
        pytest.param(
            "一、本年新收政府信息公开申请数量", "一、", "本年新收政府信息公开申请数量", id="chinese numeral"
        ),
        pytest.param("1.属于国家秘密", "1", "属于国家秘密", id="digit and point"),
        pytest.param("1、属于国家秘密", "1", "属于国家秘密", id="digit and mark"),
        pytest.param("（1）属于国家秘密", "1", "属于国家秘密", id="digit in brackets"),
        pytest.param("1属于国家秘密", "1", "属于国家秘密", id="digit alone"),
        pytest.param("3.危及“三安全一稳定”", "3", "危及三安全一稳定", id="quotation marks"),
        pytest.param("三安全一稳定", "", "三安全一稳定", id="a word that begins with a numeral"),
        pytest.param("2021年", "", "2021年", id="a year is no numeral"),
        pytest.param("一、", "", "一", id="nothing behind the numeral"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_label(text, enumerator, core):
    """The numeral is kept in a style of its own, punctuation and spaces are dropped."""
    seen = label(text)

    assert (seen.enumerator, seen.core) == (enumerator, core)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        pytest.param(
            "（二）部分公开",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            True,
            id="without brackets",
        ),
        pytest.param("现行有效件数(历史累计)", "现行有效件数", True, id="with a remark"),
        pytest.param("结果 维持", "结果维持", True, id="blank inside"),
        pytest.param("予以公开", "不予公开", False, id="one character"),
        pytest.param("", "", False, id="nothing is like nothing"),
    ],
)
def test_is_same(a, b, same):
    """Two labels are the same where only numeral, spaces or what stands in brackets differ."""
    assert is_same(label(a), label(b)) is same


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        pytest.param("2.其他法律行政法规禁止公开", 1, 1, id="itself"),
        pytest.param("2.其他法律行政止公开", 0.7, 0.99, id="two characters lost"),
        pytest.param("法律行政法规", 0.7, 0.95, id="a piece of it"),
        pytest.param("2.其他", 0, 0.4, id="a piece that says nothing"),
        pytest.param("1.属于国家秘密", 0, 0.1, id="another label"),
        pytest.param("", 0, 0, id="nothing"),
    ],
)
def test_likeness(text, least, most):
    """Only the same core gives 1; a piece counts if it is long enough to mean something."""
    assert least <= likeness(label(text), label("2.其他法律行政法规禁止公开")) <= most


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        pytest.param("总了", "总计", 0.25, id="one of two wrong"),
        pytest.param("其", "其他", 1 / 3, id="one of two lost"),
        pytest.param("规章", "总计", 0, id="nothing in common"),
    ],
)
def test_short_labels(a, b, alike):
    """Labels of two characters have no pair left when one is wrong: single characters count half."""
    assert likeness(label(a), label(b)) == pytest.approx(alike, abs=0.01)
