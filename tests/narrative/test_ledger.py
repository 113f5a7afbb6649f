"""Every number of the narrative has a standing, and only one."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.engine.explain import Explainer
from compliance.engine.sheet import sheet_of
from compliance.narrative.ledger import STANDINGS, ledger
from compliance.narrative.prose import sentences
from compliance.values import normalise
from tests.consistent import consistent_report
from tests.narrative.sentences import report

PIECES = [
    "1,037",
    "１２",
    "三十八",
    "百余",
    "99.5％",
    "百分之九十",
    "3",
    "-",
    "/",
    "：",
    "件",
    " 条",
    "年",
    "月",
    "（",
    "）",
]
PIECES += ["。", "，", "A", "第", "号", "万", "几", "电话", "“", "”", "\u3000", "0"]


def told(program: dict[str, Any], sentence: str, **more: Any) -> list[tuple[str, str, str]]:
    """Quote, unit and standing of each number of a report with one sentence."""
    made = report(sentence, **more)
    numbers = Explainer(program, sheet_of(program, made), made, "zh").numbers()
    return [(number.text.quote, number.unit, number.standing) for number in numbers]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        pytest.param("收到申请37件。", [("37", "件", "tied")], id="held against a cell"),
        pytest.param("收到申请３８件。", [("３８", "件", "contradictory")], id="not what the cell holds"),
        pytest.param("收到申请三十余件。", [("三十余", "件", "undecided")], id="rough"),
        pytest.param("召开新闻发布会12场。", [("12", "场", "free")], id="held against nothing"),
        pytest.param(
            "发布信息2136条，其中网站1260条，公众号876条。",
            [("2136", "条", "sum"), ("1260", "条", "sum"), ("876", "条", "sum")],
            id="a sum that holds",
        ),
        pytest.param(
            "发布信息2136条，其中网站1260条，公众号867条。",
            [(n, "条", "contradictory") for n in ("2136", "1260", "867")],
            id="a sum that does not",
        ),
        pytest.param(
            "收到申请37件，其中自然人30件，法人和其他组织8件。",
            [("37", "件", "contradictory"), ("30", "件", "contradictory"), ("8", "件", "contradictory")],
            id="the worst counts",
        ),
        pytest.param(
            "留言85件，办结80件，办结率94.1%。",
            [("85", "件", "sum"), ("80", "件", "sum"), ("94.1%", "%", "sum")],
            id="a rate",
        ),
        pytest.param(
            "予以公开11件（27.5%），收到申请。",
            [("11", "件", "tied"), ("27.5%", "%", "tied")],
            id="a share of a cell is held against it",
        ),
        pytest.param(
            "2024年1月，依据第711号令，一是收到来信。", [], id="years, ordinals and 一是 are no numbers"
        ),
        pytest.param(
            "信箱821件，办结率99%。",
            [("821", "件", "sum"), ("99%", "%", "sum")],
            id="a rate that some count gives",
        ),
        pytest.param(
            "全年主动公开信息70条。", [("70", "条", "free")], id="told once: nothing to compare it with"
        ),
        pytest.param(
            "全年主动公开信息70条。全年共主动公开信息70条。",
            [("70", "条", "sum"), ("70", "条", "sum")],
            id="told twice",
        ),
        pytest.param(
            "全年主动公开信息70条。全年共主动公开信息71条。",
            [("70", "条", "contradictory"), ("71", "条", "contradictory")],
            id="told twice, and otherwise",
        ),
        pytest.param("公开行政许可决定2000件。", [("2000", "件", "free")], id="within a bound is not tied"),
        pytest.param("收到申请4件。", [("4", "件", "contradictory")], id="small numbers count, too"),
    ],
)
def test_standings(shipped, sentence, numbers):
    """As the rules that speak of a number have it."""
    assert told(shipped, sentence) == numbers


def test_a_bound_is_no_tie(shipped):
    """A fee that is less than what the table has is not yet equal to anything."""
    assert told(shipped, "收取信息处理费20元。", section="六") == [("20", "元", "free")]


def quotes(text: str) -> list[str]:
    """The numbers of a text that the ledger has, as they are written, with their units."""
    return [
        text[entry.number.start : entry.number.end] + entry.unit.replace("%", "")
        for entry in ledger(sentences("一", [text]), ("件", "条", "次", "个"), ())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("发布1,037条，阅读1.2万次。", ["1,037条", "1.2万次"], id="as they are written"),
        pytest.param("培训三十八次，一百二十余人参加。", ["三十八次", "一百二十余人"], id="in characters"),
        pytest.param("几十次，数百次，近百家，十几个。", ["十次", "百次", "百家", "十几个"], id="some tens"),
        pytest.param(
            "百分之九十九点五，99.5%，百分之百。", ["百分之九十九点五", "99.5%", "百分之百"], id="shares"
        ),
        pytest.param(
            "增加3个百分点，12家单位，1倍。", ["3个百分点", "12家", "1倍"], id="what else is counted"
        ),
        pytest.param(
            "参加10-15人，每次20至30人，5～8篇。", ["10", "15人", "20", "30人", "5", "8篇"], id="ranges"
        ),
        pytest.param("完成3/4。", ["3", "4"], id="a fraction"),
        pytest.param("申请:37件，其中：网上5件。", ["37件", "5件"], id="after a colon"),
        pytest.param("-3件，+4件，粉丝3.5万+。", ["3件", "4件", "3.5万"], id="with a sign"),
        pytest.param("增加2024人。", ["2024人"], id="what looks like a year"),
        pytest.param("电话0517-83605210、8360 5210，传真：83605210，邮编223001。", [], id="to dial"),
        pytest.param("拨打12345，12369热线，编号20240017。", [], id="to dial or look up"),
        pytest.param("http://10.0.0.1，a163@b.com，A4纸，IPv6，GB/T 1234，V2.0。", [], id="with letters"),
        pytest.param("〔2021〕30号，第711号令，（2023）苏01行初15号，第36条。", [], id="documents"),
        pytest.param("2024年1月31日，2024-01-31，2022—2024年，2024.1.31，10:30。", [], id="dates"),
        pytest.param("沿江路1号，3号楼205室。", [], id="addresses"),
        pytest.param("附件2，表3，（1）公开，1.公开。", [], id="numbered things"),
        pytest.param("1、公开。", [], id="the item of a list"),
        pytest.param("共1、2、3。", ["1", "2", "3"], id="no item of a list"),
        pytest.param("“13710”机制，1+3+N体系，7×24小时。", [], id="names in digits"),
        pytest.param("一是公开，一次补正，十四五规划，四分之三。", [], id="characters that count nothing"),
    ],
)
def test_counts_and_codes(text, expected):
    """What counts something is in the ledger, and nothing else: a number that is not shown is signed unseen."""
    assert quotes(normalise(text)) == expected


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_number_once_and_in_order(text):
    """Entries do not overlap, stand in the order of the text, and tell where their words are in it."""
    told = sentences("一", [text])
    entries = ledger(told, ("件", "条", "个"), ())
    places = [(e.sentence.place(e.number.start, e.number.end)) for e in entries]

    assert all(text[start:end] == quote for start, end, quote in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@given(st.integers(0, 10**6), st.sampled_from(["件", "条", "个", "人", "场"]))
def test_a_count_with_its_unit_is_never_left_out(count, unit):
    """Whatever its digits look like."""
    assert quotes(f"共{count}{unit}，完成。") == [f"{count}{unit}"]


def test_a_number_tells_what_it_was_held_against(shipped):
    """The rules that gave it its standing, and the cells."""
    made = report("收到申请37件。办结率99.5%。收到申请约20件。")
    first, rate, rough = Explainer(shipped, sheet_of(shipped, made), made, "zh").numbers()

    assert first.value == 37
    assert "narrative.requests" in first.rules
    assert [(cell.table, cell.row, cell.column, cell.value) for cell in first.cells] == [
        ("依申请公开", "本年新收", "总计", 37)
    ]
    assert (first.text.section, first.text.paragraph, first.text.start) == ("一", 1, 4)
    assert str(rate.value) == "99.5"
    assert rough.value is None


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_a_consistent_report_has_no_number_that_contradicts(shipped, seed):
    """And most of its numbers are held against something."""
    made = consistent_report(seed)
    numbers = Explainer(shipped, sheet_of(shipped, made), made, "zh").numbers()
    standings = [number.standing for number in numbers]

    assert set(standings) <= set(STANDINGS) - {"contradictory", "undecided"}
    assert standings.count("tied") >= 10
