"""Which values may meet: every mistake of types and units is found without a report, and what is right is not."""

from __future__ import annotations

import pytest

from compliance.dsl.types import DATE, DAYS, NUMBER, PERCENT, TEXT, TRUTH, YEARS, Type, Units
from compliance.form import Unit
from tests.dsl.sample import told_of_check, told_of_rule

CELL = "[新收, 合计]"
FEE = "[证照费, 应收]"
RECEIVED = "[证照费, 实收]"


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(f"{CELL} ≥ 0", id="a number takes the unit of what it meets"),
        pytest.param(f"{CELL} ≥ 3 件", id="its own unit"),
        pytest.param(f"{CELL} ≥ 3 宗", id="another spelling of the unit"),
        pytest.param(f"{FEE} ≤ {RECEIVED}", id="units of one base"),
        pytest.param(f"{FEE} + {RECEIVED} = 3 万元", id="units of one base add up"),
        pytest.param(f"合计([费, 应收]) = {RECEIVED}", id="a sum in another unit"),
        pytest.param(f"合计({FEE}, {RECEIVED}) > 0", id="a sum over two units of one base"),
        pytest.param(f"{CELL} ÷ [办结, 合计] < 20%", id="a quotient is a ratio"),
        pytest.param(f"{CELL} ÷ [办结, 合计] < 0.2", id="a ratio as a number"),
        pytest.param(f"{CELL} × 20% ≥ 1 件", id="a share of a count"),
        pytest.param(f"{CELL} × 2 = [办结, 合计]", id="twice a count"),
        pytest.param(f"{FEE} ÷ {CELL} ≤ 100", id="dollars a request"),
        pytest.param(f"-{CELL} ≤ 0 且 {CELL} ≥ -3", id="the minus sign"),
        pytest.param("年度 = 2022 且 年度 ≥ 2021年", id="years"),
        pytest.param("年份(报告标题) = 年度", id="the year of a text"),
        pytest.param("发布日期 ≤ 次年1月31日", id="dates"),
        pytest.param("2022-01-01 ≤ 统计期起 ≤ 统计期止", id="a chain of dates"),
        pytest.param("发布日期 - 期限 ≤ 30", id="days between dates"),
        pytest.param("发布日期 - 期限 ≤ 30 天", id="days in the form's own unit"),
        pytest.param("发布日期 - 期限 ≤ 宽限", id="days as a setting"),
        pytest.param("发布日期 ≤ 期限 + 30 且 发布日期 > 期限 - 5 天", id="a date and days"),
        pytest.param("版式 = “2022” 且 机关 ≠ 报告标题", id="texts"),
        pytest.param("字数(正文) ≥ 字数下限", id="characters"),
        pytest.param("相似度(前言, 上年报告 前言) < 90%", id="similarity"),
        pytest.param(f"{CELL} ÷ [办结, 合计] ≈ 20% 误差 1%", id="nearly equal within"),
        pytest.param("余数([证照费, 应收], 10 元) = 0", id="remainder"),
        pytest.param("绝对值([新收, 合计] - [办结, 合计]) ≤ 3 件", id="absolute value"),
        pytest.param("平均([结果, 合计]) ≤ [办结, 合计]", id="a mean in an order"),
        pytest.param("最大([结果, 合计]) ≥ 最小([结果, 合计])", id="greatest and least"),
        pytest.param("个数([结果, 合计]) = 3", id="how many"),
        pytest.param("可得(50%, [新收, 合计])", id="a function that answers"),
        pytest.param("包含(报告标题, 机关) 且 非 前言 提到 “旧令”", id="texts that hold others"),
        pytest.param("机关类别 属于 (“政府”, “township”)", id="kinds of agency in both languages"),
        pytest.param("部分数 ≤ 2", id="how many parts"),
        pytest.param("合计(所属报告 [费, 实收]) = 合计([费, 应收])", id="the parts in another unit"),
        pytest.param("合计([费, 应收], 所属报告 [费, 实收]) > 0", id="a group and the parts"),
        pytest.param("最大([证照费, 应收], 所属报告 [证照费, 实收]) > 0", id="a cell and the parts"),
        pytest.param("0.5 × [新收, 合计] > 1 ÷ 3", id="plain numbers"),
        pytest.param("[新收, 合计] ÷ 3 > 1", id="a third of a count"),
        pytest.param("机关 属于 (“甲”, “乙”)", id="one of some texts"),
        pytest.param("[新收, 合计] 为 空白 或 前言 不为 缺失", id="what a thing holds"),
    ],
)
def test_what_may_meet(check):
    """These are right and nothing is said."""
    assert told_of_check(check) == []


@pytest.mark.parametrize(
    ("check", "mistake", "at"),
    [
        pytest.param(f"{FEE} ≤ {CELL}", "units-differ", "≤", id="money and counts"),
        pytest.param(f"{FEE} + {CELL} > 0", "units-differ", "+", id="money plus counts"),
        pytest.param(f"{CELL} < 20%", "units-differ", "<", id="a count and a percentage"),
        pytest.param("[新收, 合计] = 3 条", "units-differ", "=", id="two kinds of things"),
        pytest.param(
            "合计([新收, 合计], [证照费, 应收]) > 0", "units-differ", "合计([新收,", id="a sum of both"
        ),
        pytest.param("年度 > [新收, 合计]", "units-differ", ">", id="a year is no count"),
        pytest.param(f"{FEE} × {CELL} > 0", "product-of-units", "×", id="money times counts"),
        pytest.param("[新收, 合计] > 30 见", "unknown-unit", "见", id="no such unit"),
        pytest.param("发布日期 > 2022", "types-differ", ">", id="a date and a number"),
        pytest.param("发布日期 = 年度", "types-differ", "=", id="a date and a year"),
        pytest.param("机关 = 3", "types-differ", "=", id="a text and a number"),
        pytest.param("机关 > “甲”", "texts-in-order", ">", id="texts have no order"),
        pytest.param("机关 + 1 > 0", "not-a-figure", "机关", id="a text plus one"),
        pytest.param("发布日期 + 期限 > 发布日期", "date-arithmetic", "+", id="two dates plus"),
        pytest.param("发布日期 × 2 > 发布日期", "date-arithmetic", "×", id="a date times"),
        pytest.param("3 - 发布日期 > 发布日期", "date-arithmetic", "-", id="a number minus a date"),
        pytest.param("期限 + 3 件 > 发布日期", "date-arithmetic", "+", id="a date plus requests"),
        pytest.param("[新收, 合计] ÷ [办结, 合计] = 20%", "quotient-equal", "=", id="a quotient equals"),
        pytest.param("平均([结果, 合计]) = [办结, 合计]", "quotient-equal", "=", id="a mean equals"),
        pytest.param("[新收, 合计] ÷ [办结, 合计] < 上限 × 100", "times-hundred", "×", id="times 100"),
        pytest.param("上限 < 20", "percent-as-number", "20", id="20 for 20 %"),
        pytest.param("上限 < 1.5", "percent-as-number", "1.5", id="1.5 for 1.5 %"),
        pytest.param("0 < [新收, 合计] > 1", "chain-direction", ">", id="a chain with two directions"),
        pytest.param("0 ≠ [新收, 合计] ≠ 1", "chain-direction", "≠", id="unequal does not chain"),
        pytest.param("[新收, 合计]", "not-a-condition", "[新收,", id="only a figure"),
        pytest.param("发布日期", "not-a-condition", "发布日期", id="only a date"),
        pytest.param("非 [新收, 合计]", "not-a-condition", "[新收,", id="not of a figure"),
        pytest.param("[新收, 合计] > 0 且 机关", "not-a-condition", "机关", id="and of a text"),
        pytest.param("([新收, 合计] > 0) = 1", "condition-as-value", ">", id="a condition as a value"),
        pytest.param("[新收, 合计] 提到 “甲”", "not-a-text", "[新收,", id="a figure mentions nothing"),
        pytest.param("[新收, 合计] 属于 (“甲”)", "not-a-text", "[新收,", id="a figure is none of some texts"),
        pytest.param("机关 属于 年度", "not-a-list", "年度", id="one of a number"),
        pytest.param("前言 为 整数", "never-a-number", "前言", id="a text is whole"),
        pytest.param("[新收, 合计] + 1 为 空白", "state-of-computed", "+", id="a sum is blank"),
        pytest.param("[新收, 合计] ≈ 机关", "not-a-figure", "机关", id="nearly a text"),
        pytest.param("机关类别 = “居委会”", "unknown-agency-kind", "居委会”", id="no such kind of agency"),
        pytest.param(
            "机关类别 属于 (“部门”, “政付”)", "unknown-agency-kind", "政付”)", id="no such kind in a list"
        ),
        pytest.param("合汁([结果, 合计]) > 0", "unknown-function", "合汁([结果,", id="no such function"),
        pytest.param("绝对值(1, 2) > 0", "argument-count", "绝对值(1,", id="too many arguments"),
        pytest.param("字数([新收, 合计]) > 0", "not-a-text", "[新收,", id="the length of a figure"),
        pytest.param("可得([新收, 合计], 3)", "argument-type", "[新收,", id="a count for a rate"),
        pytest.param("次数(正文, 机关) > 0", "not-a-pattern", "机关)", id="a pattern is written"),
        pytest.param("合计(机关) > 0", "not-a-figure", "机关)", id="a sum of texts"),
        pytest.param("新攻 + 1 > 0 且 新攻 为 空白", "unknown", "新攻", id="one mistake for a wrong name"),
        pytest.param("-新攻 > 0", "unknown", "新攻", id="the minus of a wrong name"),
        pytest.param("新攻 提到 “甲”", "unknown", "新攻", id="mentioned by a wrong name"),
        pytest.param("新攻 属于 (“甲”)", "unknown", "新攻", id="a wrong name is one of"),
        pytest.param("非 新攻 > 0", "unknown", "新攻", id="not a wrong name"),
        pytest.param("新攻 ≈ 1", "unknown", "新攻", id="nearly a wrong name"),
        pytest.param("绝对值(新攻) > 0", "unknown", "新攻)", id="a function of a wrong name"),
        pytest.param("合计(所属报告 新攻) > 0", "unknown", "新攻)", id="the parts of a wrong name"),
        pytest.param("新收 提到 “甲”", "bare-row", "新收", id="a row mentions nothing"),
        pytest.param("次数(正文, “[甲”) > 0", "bracket-not-closed", "[甲”)", id="a pattern that breaks off"),
        pytest.param("[新收, 合计] ≈ [证照费, 应收]", "units-differ", "≈", id="nearly equal in two units"),
        pytest.param("上限 + [新收, 合计] > 0", "units-differ", "+", id="a share plus a count"),
    ],
)
def test_what_may_not_meet(check, mistake, at):
    """One mistake, told once, with the place."""
    assert told_of_check(check) == [(mistake, at)]


@pytest.mark.parametrize(
    ("when", "never"),
    [
        pytest.param("[新收, 合计] > 0 且 [新收, 合计] = 0", True, id="above and at zero"),
        pytest.param("[新收, 合计] > 0 且 [新收, 合计] < 1", False, id="half a request is odd but possible"),
        pytest.param(
            "[新收, 合计] > [办结, 合计] 且 [办结, 合计] ≥ [新收, 合计]", True, id="each above the other"
        ),
        pytest.param("[新收, 合计] ≠ 3 且 3 ≤ [新收, 合计] ≤ 3", True, id="only what is excluded"),
        pytest.param("1 = 2", True, id="never true"),
        pytest.param("机关类别 = “政府” 且 机关类别 = “部门”", True, id="two kinds at once"),
        pytest.param("机关类别 属于 (“政府”) 且 非 机关类别 = “政府”", True, id="a kind and not that kind"),
        pytest.param("机关类别 = “政府” 且 机关 = “部门”", False, id="two texts"),
        pytest.param("[新收, 合计] > 0 或 [新收, 合计] = 0", False, id="or"),
        pytest.param(
            "[新收, 合计] > [办结, 合计] 且 1 ≤ 3 × [办结, 合计] 且 0.5 ≥ [新收, 合计] × 1.5",
            True,
            id="a third",
        ),
        pytest.param(
            "[证照费, 实收] > 1 且 [证照费, 应收] < 100 且 [证照费, 应收] ≥ [证照费, 实收]",
            True,
            id="in two units",
        ),
        pytest.param(
            "[新收, 合计] ÷ [办结, 合计] > 30% 且 [新收, 合计] ÷ [办结, 合计] < 0.2", True, id="a ratio"
        ),
        pytest.param("非 ([新收, 合计] > 0 或 [新收, 合计] ≤ 0)", True, id="neither nor"),
        pytest.param(
            "发布日期 > 2022-03-01 且 发布日期 < 2022-02-01", True, id="after March, before February"
        ),
        pytest.param(
            "发布日期 > 次年1月1日 且 发布日期 < 当年1月1日", False, id="relative dates are not compared"
        ),
        pytest.param("2 × [新收, 合计] - 1 > 3 且 [新收, 合计] < 2", True, id="through arithmetic"),
        pytest.param("[证照费, 实收] > 1 且 [证照费, 应收] < -[证照费, 应收]", False, id="two unknowns"),
    ],
)
def test_never_applies(when, never):
    """A condition that no report can meet is a mistake; one that is only unlikely is none."""
    mistakes = [key for key, _ in told_of_rule(f"  当 {when}\n  检查 年度 > 0")]

    assert mistakes == (["never-applies"] if never else [])


def test_units_convert():
    """万元 and 元 have one base; 件 has its own."""
    units = Units(
        [Unit("元", base="元"), Unit("万元", base="元", numerator=10000), Unit("件", also=("宗",), base="件")]
    )

    assert units.factor("万元", "元") == (10000, 1)
    assert units.factor("元", "万元") == (1, 10000)
    assert units.find("宗") is units.by_name["件"]
    assert [unit.name for unit in units.family("元")] == ["元", "万元"]
    assert units.base("天") == units.base("days") == DAYS


@pytest.mark.parametrize(
    ("type_", "told"),
    [
        pytest.param(Type("figure", "件"), "件", id="its unit"),
        pytest.param(NUMBER, "数", id="a number"),
        pytest.param(Type("figure", DAYS), "天数", id="days"),
        pytest.param(Type("figure", YEARS), "年度", id="years"),
        pytest.param(PERCENT, "比率", id="a ratio"),
        pytest.param(DATE, "日期", id="a date"),
        pytest.param(TEXT, "文字", id="a text"),
        pytest.param(TRUTH, "判断", id="a condition"),
    ],
)
def test_how_types_are_told(type_, told):
    """A message names a figure by its unit, all else by its kind."""
    shown = type_.told

    assert (shown if isinstance(shown, str) else shown.text("zh")) == told
