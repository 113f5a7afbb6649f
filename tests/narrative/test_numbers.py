"""Numbers as people write them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.narrative.numbers import find_known, find_numbers, in_characters
from compliance.values import ROUGH, Printed, exact, normalise, percentage

UNITS = ("万元", "亿元", "件", "条", "次", "元", "个")


def numbers(text: str) -> list[Any]:
    """The values of the numbers in a text."""
    return [number.value for number in find_numbers(normalise(text), UNITS)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("申请37件", [37], id="plain"),
        pytest.param("申请３７ 件", [37], id="full width"),
        pytest.param("发布1,037条", [1037], id="thousands"),
        pytest.param("发布1，037条", [1037], id="full-width comma"),
        pytest.param(
            "收取300.50元", [Printed(exact(601, 2), exact(1, 100))], id="decimals keep their digits"
        ),
        pytest.param("发布1.2万条", [Printed(12000, 1000)], id="ten thousands are rounded"),
        pytest.param("收费2亿元", [Printed(200000000, 100000000)], id="hundred millions"),
        pytest.param("三十八件", [38], id="characters"),
        pytest.param("十五件", [15], id="a bare ten"),
        pytest.param("一百零五件", [105], id="a zero inside"),
        pytest.param("两千件", [2000], id="两"),
        pytest.param("二〇二件", [202], id="digit by digit"),
        pytest.param("一百二十余件", [ROUGH], id="余"),
        pytest.param("5500余件", [ROUGH], id="余 behind digits"),
        pytest.param("约30件", [ROUGH], id="约"),
        pytest.param("近三十件", [ROUGH], id="近"),
        pytest.param("30件左右", [ROUGH], id="左右"),
        pytest.param("30多件", [ROUGH], id="多"),
        pytest.param("十几件", [ROUGH], id="几"),
        pytest.param("几十件", [ROUGH], id="some tens are not ten"),
        pytest.param("数百件", [ROUGH], id="some hundreds"),
        pytest.param("百余件", [ROUGH], id="a bare hundred and more"),
        pytest.param("近百件", [ROUGH], id="nearly a bare hundred"),
        pytest.param("37件，以上申请均已办结", [37], id="以上 that means something else"),
        pytest.param("办结率99.3%", [percentage("99.3")], id="percentage"),
        pytest.param("办结率１００％", [percentage("100")], id="full-width percentage"),
        pytest.param("百分之九十九", [percentage("99")], id="percentage in characters"),
        pytest.param("百分之九十九点五", [percentage("99.5")], id="decimals in characters"),
        pytest.param("百分之百", [percentage("100")], id="a hundred per cent in characters"),
        pytest.param("2021年1月1日", [], id="a date"),
        pytest.param("第二十条第（一）项", [], id="an article"),
        pytest.param("第20条", [], id="an article in digits"),
        pytest.param("国务院令第711号", [], id="an order"),
        pytest.param("〔2021〕30号", [], id="a document number"),
        pytest.param("一是加强，统一管理，十四五规划", [], id="characters that count nothing"),
        pytest.param("一百二件", [], id="spoken: a hundred and two or twenty"),
        pytest.param("百千件", [], id="no number"),
        pytest.param("①37件", [37], id="a circled numeral"),
        pytest.param("2136条，1260条，876条", [2136, 1260, 876], id="several"),
    ],
)
def test_find_numbers(text: str, values: list[Any]) -> None:
    """Figures, percentages and rough numbers are found; years, dates and articles are none."""
    assert numbers(text) == values


def spell(number: int) -> str:
    """A number below ten thousand in characters, as it is written in a report."""
    digits, told, zero = "零一二三四五六七八九", "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            told += ("零" if zero else "") + digits[digit] + name
            zero = False
        else:
            zero = bool(told)
    return told


@given(st.integers(1, 9999))
def test_characters_round_trip(number: int) -> None:
    """What is spelt out is read back."""
    assert in_characters(spell(number)) == number


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿0123456789,.%件余约第年"))
def test_nothing_hangs_or_raises(text: str) -> None:
    """Any heap of numerals is read or left alone, and numbers do not overlap."""
    found = find_numbers(text, UNITS)

    assert all(a.end <= b.start for a, b in pairwise(found))


@given(
    before=st.text("文件1：", max_size=30),
    number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    after=st.text("文件2。", max_size=30),
)
def test_a_mobile_number_is_found_wherever_it_stands(before, number, after):
    """Not every character is looked at; none is missed, and digits next to it make it another number."""
    text = before + number + after
    is_alone = not before.endswith("1") and not after.startswith("2")
    places = find_known(text, "mobile")

    assert places.count((len(before), len(before) + 11)) == is_alone
