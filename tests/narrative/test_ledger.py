"""Every number of the narrative has a standing, and only one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.engine.explain import Explainer
from compliance.engine.sheet import sheet_of
from compliance.narrative.ledger import STANDINGS
from tests.consistent import consistent_report
from tests.narrative.sentences import report


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
        pytest.param("召开新闻发布会12场。", [("12", "", "free")], id="held against nothing"),
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
        pytest.param("电话0517-83605210，邮箱a163@b.com，A4纸，一次补正。", [], id="codes are no numbers"),
    ],
)
def test_standings(shipped, sentence, numbers):
    """As the rules that speak of a number have it."""
    assert told(shipped, sentence) == numbers


def test_a_bound_is_no_tie(shipped):
    """A fee that is less than what the table has is not yet equal to anything."""
    assert told(shipped, "收取信息处理费20元。", section="六") == [("20", "元", "free")]


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
