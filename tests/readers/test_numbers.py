"""What stands in a cell: a figure, a blank, a text that is none – and never a guess."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compliance.form import Unit
from compliance.readers.numbers import Measures, cell_of, is_value, unit_in_heading
from compliance.report import Cell
from tests.readers.printed_forms import FORM_2021

MEASURES = Measures.of(FORM_2021)


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        pytest.param("0", 0, None, id="zero"),
        pytest.param("3119", 3119, None, id="plain"),
        pytest.param(" 35\xa0", 35, None, id="blanks around"),
        pytest.param("3,119", 3119, None, id="thousands"),
        pytest.param("1，037", 1037, None, id="full-width comma"),
        pytest.param("3 119", 3119, "3 119", id="thousands by a blank, shown as printed"),
        pytest.param("１，０３７", 1037, None, id="full-width digits"),
        pytest.param("96171.6", Decimal("96171.6"), None, id="decimal"),
        pytest.param("12,345.60", Decimal("12345.60"), None, id="thousands and decimals keep their digits"),
        pytest.param("-18", -18, None, id="negative"),
        pytest.param("−18", -18, None, id="minus sign"),
        pytest.param("－18", -18, None, id="full-width minus"),
        pytest.param("+4", 4, None, id="signed"),
        pytest.param("22（其中修订16件）", 22, "其中修订16件", id="remark in brackets"),
        pytest.param("55(含自然失效29件)", 55, "含自然失效29件", id="half-width brackets"),
        pytest.param("22其中修订16件", 22, "其中修订16件", id="remark without brackets"),
        pytest.param("22件（其中修订16件）", 22, "其中修订16件", id="own unit beside a remark"),
        pytest.param("37件", 37, "件", id="own unit"),
        pytest.param("37 宗", 37, "宗", id="other spelling of the unit"),
        pytest.param("3\u200b7", 37, None, id="invisible character"),
    ],
)
def test_figures(text, value, note):
    """A figure is read with its separators, its sign, its unit and its remark."""
    cell = cell_of(text, unit="件", measures=MEASURES)

    assert cell == Cell(value=value, note=note)
    assert str(cell.value) == str(value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/", id="slash"),
        pytest.param("—", id="dash"),
        pytest.param("-", id="hyphen"),
        pytest.param("无", id="none"),
        pytest.param("3001 53", id="two columns run together"),
        pytest.param("3 1190", id="no group of three"),
        pytest.param("000", id="zeros run together"),
        pytest.param("0530", id="leading zero"),
        pytest.param("15130000154999999", id="too many digits"),
        pytest.param("1,37", id="no thousands"),
        pytest.param("1.234.5", id="two points"),
        pytest.param("5.", id="nothing behind the point"),
        pytest.param("①", id="circled one is no digit"),
        pytest.param("3³", id="superscript is no digit"),
        pytest.param("½", id="half"),
        pytest.param("约30", id="about"),
        pytest.param("30余件", id="some thirty"),
        pytest.param("5%", id="percent"),
        pytest.param("- 18", id="a dash and a number"),
        pytest.param("—18", id="a long dash and a number"),
        pytest.param("3项", id="a unit that the form does not have"),
        pytest.param("3元", id="a unit that measures something else"),
        pytest.param("12*", id="a footnote"),
        pytest.param("٣", id="digits of another script"),
        pytest.param("1" * 5000, id="thousands of digits"),
        pytest.param("3" + "（其中" * 400, id="long remark"),
    ],
)
def test_texts(text):
    """What is no figure, or could be two, stays the text that it is."""
    cell = cell_of(text, unit="件", measures=MEASURES)

    assert cell == Cell(text=text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \t", id="white space"),
        pytest.param("\u3000", id="ideographic space"),
        pytest.param("\xa0", id="no-break space"),
        pytest.param("\u200b\ufeff", id="invisible"),
    ],
)
def test_blanks(text):
    """A cell that is there and holds nothing is blank, and neither zero nor text."""
    assert cell_of(text).is_blank


@pytest.mark.parametrize(
    ("text", "unit", "heading_unit", "value", "note"),
    [
        pytest.param("251000元", "万元", "", Decimal("25.1"), "元", id="yuan in a column of ten thousands"),
        pytest.param("3万元", "万元", "", 3, "万元", id="own unit"),
        pytest.param("2.4亿元", "万元", "", 24000, "亿元", id="through a chain of units"),
        pytest.param("75394432.52元", "元", "", Decimal("75394432.52"), "元", id="decimals of the base unit"),
        pytest.param("7539.4万元", "元", "", 75394000, "万元", id="to the base unit"),
        pytest.param("251000", "万元", "元", Decimal("25.1"), "元", id="unit of the heading"),
        pytest.param("25.1万元", "万元", "元", Decimal("25.1"), "万元", id="the cell's own unit wins"),
        pytest.param("12（其中减免2元）", "万元", "", 12, "其中减免2元", id="unit inside a remark"),
        pytest.param("120000元（全部上缴）", "万元", "", 12, "元；全部上缴", id="unit and remark"),
    ],
)
def test_units(text, unit, heading_unit, value, note):
    """A unit in the cell or in the heading converts the figure, exactly, and is kept."""
    cell = cell_of(text, unit=unit, heading_unit=heading_unit, measures=MEASURES)

    assert (cell.value, cell.note) == (value, note)


def test_units_without_an_end():
    """A figure that the other unit cannot hold exactly is not rounded: it stays text."""
    measures = Measures((Unit("打", base="件", numerator=12), Unit("件", base="件")))

    assert cell_of("5件", unit="打", measures=measures) == Cell(text="5件")
    assert cell_of("18件", unit="打", measures=measures) == Cell(value=Decimal("1.5"), note="件")


def test_units_in_a_circle():
    """Units that are declared in terms of each other mean nothing, and hang nothing."""
    measures = Measures((Unit("甲", base="乙"), Unit("乙", base="甲")))

    assert measures.factor("甲", "乙") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("本年收费金额（单位：万元）", "万元", id="in brackets"),
        pytest.param("本年收费金额(单位:元)", "元", id="half-width"),
        pytest.param("采购总金额（亿元）", "亿元", id="bare in brackets"),
        pytest.param("本年收费金额", "", id="none"),
        pytest.param("现行有效件数（历史累计）", "", id="something else in brackets"),
    ],
)
def test_unit_in_heading(text, unit):
    """The heading of a column may name the unit that its figures are in."""
    assert unit_in_heading(text, MEASURES) == unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("35", True, id="figure"),
        pytest.param("15130000154", True, id="run together"),
        pytest.param("/", True, id="nil mark"),
        pytest.param("无", True, id="none"),
        pytest.param("22（其中修订16件）", True, id="figure with a remark"),
        pytest.param("251000元", True, id="figure with a unit"),
        pytest.param("3.其他", False, id="label with a numeral"),
        pytest.param("1.属于国家秘密", False, id="long label"),
        pytest.param("（七）总计", False, id="label"),
        pytest.param("", False, id="nothing"),
        pytest.param("9" * 500, False, id="endless"),
    ],
)
def test_is_value(text, value):
    """Cells of figures and cells of labels are told apart before anything is known about the row."""
    assert is_value(text) is value
