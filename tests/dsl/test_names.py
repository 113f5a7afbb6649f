"""The closed world of names: what a name means in each place, and what is said about one that means nothing there."""

from __future__ import annotations

import pytest

from compliance.dsl.names import FUNCTIONS, PROPERTIES, SECTION_ATTRIBUTES
from compliance.engine.functions import FUNCTIONS as ENGINE_FUNCTIONS
from tests.dsl.sample import RULE, form_of, mistakes, told, told_of_check, told_of_rule


@pytest.mark.parametrize(
    ("over", "check"),
    [
        pytest.param("许可 每列", "新收 ≥ 0", id="a row within each column"),
        pytest.param("许可 每行", "个人 ≥ 0", id="a column within each row"),
        pytest.param("许可 每列", "合计(结果) ≥ 0", id="a group of rows"),
        pytest.param("许可 每行", "合计(单位申请) ≥ 0", id="a group of columns"),
        pytest.param("许可 每列", "合计(准予 至 撤回) ≥ 0", id="a range of rows"),
        pytest.param("许可 每行", "合计(个人 至 社团) ≥ 0", id="a range of columns"),
        pytest.param("许可 每列", "新收 ≥ [新收, 个人]", id="an address beside a name"),
        pytest.param("许可 每列", "新收 ≥ [结转, 本列]", id="this column"),
        pytest.param("许可 每行", "个人 ≤ [本行, 合计]", id="this row"),
        pytest.param(
            "许可 每格", "本格 ≤ [本行, 合计] 且 本格 ≥ [不予, 本列]", id="this cell, row and column"
        ),
        pytest.param("结果 每行", "个人 ≥ 0", id="the rows of a group"),
        pytest.param("单位申请 每列", "新收 ≥ 0", id="the columns of a group"),
        pytest.param("结果 每格", "本格 ≥ 0", id="the cells of a group"),
        pytest.param("许可 每格 除 结果 合计", "本格 ≥ 0", id="except a group and a column"),
        pytest.param("收费 每行 除 证照 检验", "应收 ≥ 0", id="except the rows without such a column"),
        pytest.param("费 每行", "应收 ≥ 0", id="a group without those rows"),
        pytest.param("", "[新收, 合计] ≥ 0 且 合计([结果, 合计]) ≥ 0", id="addresses"),
        pytest.param("", "许可[新收, 合计] ≥ 0", id="an address with its table"),
        pytest.param(
            "", "合计([结果, 单位申请]) ≥ 0 且 合计([准予 至 不予, 企业]) ≥ 0", id="ranges in addresses"
        ),
        pytest.param("", "[新收, 合计] ≥ 上年报告 [结转, 合计]", id="last year's cell"),
        pytest.param("", "[新收, 合计] ≥ 最大(所属报告 [新收, 合计])", id="the cells of the parts"),
        pytest.param("", "合计(所属报告 [结果, 合计]) ≥ 0", id="a group in the parts"),
        pytest.param("", "年度 > 上年报告 年度", id="last year's property"),
        pytest.param("", "部分 一 提到 “甲” 且 非 上年报告 部分 一 提到 “乙”", id="the text of a part"),
        pytest.param(
            "报告 每部分", "位次 = 规定位次 且 标题 = 规定标题 且 本部分 提到 “甲”", id="each section"
        ),
        pytest.param("报告 每部分 除 二", "编号 = 规定编号", id="except a section"),
        pytest.param("report 每部分", "title 属于 accepted_titles", id="the same in English"),
    ],
)
def test_names_that_mean_something(over, check):
    """These are right and nothing is said."""
    assert told_of_check(check, over) == []


@pytest.mark.parametrize(
    ("over", "check", "mistake", "at"),
    [
        pytest.param("许可 每列", "新攻 ≥ 0", "unknown", "新攻", id="misspelt"),
        pytest.param("许可 每行", "新收 ≥ 0", "row-in-each-row", "新收", id="a row within each row"),
        pytest.param(
            "许可 每列", "个人 ≥ 0", "column-in-each-column", "个人", id="a column within each column"
        ),
        pytest.param("许可 每格", "本格 ≤ 合计", "name-in-each-cell", "合计", id="a name within each cell"),
        pytest.param("", "新收 ≥ 0", "bare-row", "新收", id="a row without a column"),
        pytest.param("", "个人 ≥ 0", "bare-column", "个人", id="a column without a row"),
        pytest.param("", "位次 ≥ 0", "attribute-outside", "位次", id="a section's attribute elsewhere"),
        pytest.param("许可 每列", "结果 = 办结", "group-of-rows", "结果", id="a group of rows is many"),
        pytest.param(
            "许可 每行", "单位申请 = 合计", "group-of-columns", "单位申请", id="a group of columns is many"
        ),
        pytest.param("", "[结果, 合计] = 3", "group-of-cells", "[结果,", id="a group in an address is many"),
        pytest.param("", "所属报告 [新收, 合计] = 3", "parts-outside", "所属报告", id="the parts are many"),
        pytest.param("", "[合计, 新收] ≥ 0", "no-such-cell", "[合计,", id="column first"),
        pytest.param("", "[证照, 实收] ≥ 0", "no-such-cell", "[证照,", id="another block's column"),
        pytest.param("", "[新攻, 合计] ≥ 0", "unknown", "新攻,", id="misspelt in an address"),
        pytest.param("", "[新收 至 结传, 合计] ≥ 0", "unknown", "结传,", id="misspelt in a range"),
        pytest.param("", "许克[新收, 合计] ≥ 0", "unknown-table", "许克[新收,", id="no such table"),
        pytest.param("", "收费[新收, 合计] ≥ 0", "no-such-cell", "收费[新收,", id="not in that table"),
        pytest.param("", "本格 ≥ 0", "this-cell", "本格", id="no cell at hand"),
        pytest.param("许可 每列", "[本行, 合计] ≥ 0", "this-row", "本行,", id="no row at hand"),
        pytest.param("许可 每行", "[新收, 本列] ≥ 0", "this-column", "本列]", id="no column at hand"),
        pytest.param("", "本部分 提到 “甲”", "this-section", "本部分", id="no section at hand"),
        pytest.param("", "应为 = 3", "should-be-outside", "应为", id="no mention at hand"),
        pytest.param("", "部分 九 提到 “甲”", "unknown-section", "九", id="no such part"),
        pytest.param("", "合计(准予 至 撤回) ≥ 0", "range-outside", "准予", id="a range without a direction"),
        pytest.param("许可 每列", "合计(撤回 至 准予) ≥ 0", "range-reversed", "撤回", id="a range backwards"),
        pytest.param("许可 每列", "合计(准予 至 撒回) ≥ 0", "unknown-row", "撒回)", id="a range to nowhere"),
        pytest.param(
            "许可 每行", "合计(个人 至 社因) ≥ 0", "unknown-column", "社因)", id="a range to no column"
        ),
        pytest.param("收费 每行", "应收 ≥ 0", "row-lacks-column", "应收", id="a row without that column"),
        pytest.param("收费 每列", "证照 ≥ 0", "column-lacks-row", "证照", id="a column without that row"),
        pytest.param(
            "收费 每行",
            "次数 ≥ [本行, 应收]",
            "no-such-cell",
            "[本行,",
            id="a row without a cell in its table",
        ),
        pytest.param(
            "许可 每列", "合计(结果) + 办结 = 合计(准予 至 办结)", "ok", "", id="a sum beside a total"
        ),
        pytest.param(
            "许可 每列", "合计(准予 至 办结) = 办结", "total-inside", "准予", id="the total in its own sum"
        ),
        pytest.param(
            "许可 每列",
            "办结 = 新收 + 合计(准予 至 办结)",
            "total-inside",
            "准予",
            id="the same turned round",
        ),
        pytest.param("许克 每列", "年度 > 0", "unknown-source", "许克", id="no such table to go over"),
        pytest.param("新收数 每列", "年度 > 0", "fact-each", "每列", id="a fact column by column"),
        pytest.param("许可 每处", "年度 > 0", "unknown-fact", "许可", id="a table has no mentions"),
        pytest.param("许可 每部分", "年度 > 0", "sections-of-report", "许可", id="a table has no sections"),
        pytest.param("结果 每列", "年度 > 0", "row-group-each-column", "每列", id="rows column by column"),
        pytest.param("单位申请 每行", "年度 > 0", "column-group-each-row", "每行", id="columns row by row"),
        pytest.param(
            "许可 每列 除 新收", "年度 > 0", "except-unknown", "新收", id="except a row of each column"
        ),
        pytest.param(
            "结果 每行 除 新收", "年度 > 0", "except-unknown", "新收", id="except what is not there"
        ),
        pytest.param("结果 每行 除 结果", "年度 > 0", "nothing-left", "对", id="except all"),
        pytest.param("报告 每部分", "位此 = 1", "unknown", "位此", id="misspelt in a section"),
        pytest.param("报告 每部分 除 九", "年度 > 0", "unknown-section", "九", id="except no such part"),
        pytest.param("", "上年报告 上年报告 年度 > 0", "previous-of", "上年报告", id="the year before last"),
        pytest.param("", "上年报告 上限 > 3%", "previous-of", "上限", id="last year's setting"),
        pytest.param(
            "", "合计(所属报告 所属报告 [新收, 合计]) > 0", "previous-of", "所属报告", id="parts of parts"
        ),
        pytest.param("", "字数(所属报告 部分 一) > 0", "parts-of", "所属报告", id="texts of the parts"),
    ],
)
def test_names_that_mean_nothing_there(over, check, mistake, at):
    """One mistake, told once, with the place."""
    expected = [] if mistake == "ok" else [(mistake, at)]

    assert told_of_check(check, over) == expected


@pytest.mark.parametrize(
    ("name", "near"),
    [
        pytest.param("年渡", "年度", id="a property"),
        pytest.param("字数下线", "字数下限", id="a setting"),
        pytest.param("报告标提", "报告标题", id="a property of four letters"),
        pytest.param("从未见过", None, id="nothing near"),
    ],
)
def test_nearest_name_is_offered(name, near):
    """The nearest of all that could stand there, if one is near."""
    text = form_of() + RULE.format(clauses=f"  检查 {name} > 0")
    (error,) = mistakes(text)

    assert error.message.text("zh") == f"不认识 {name}" + (f"；是不是 {near}？" if near else "")


FACT = """
表述 试数 “试”
  说 “收到{数 件}” 应为 [新收, 合计]
  说 “办结{数 件}，共{率 %}”
"""


@pytest.mark.parametrize(
    ("clauses", "mistake", "at"),
    [
        pytest.param("  对 试数 每处\n  检查 数 ≥ 0", None, "", id="a hole of each phrase"),
        pytest.param(
            "  对 试数 每处\n  检查 率 > 0%", "hole-not-everywhere", "率", id="a hole of one phrase"
        ),
        pytest.param(
            "  对 试数 每处\n  检查 数 = 应为", "should-be-not-everywhere", "应为", id="one phrase has none"
        ),
        pytest.param("  对 试数 每处 除 新收\n  检查 数 ≥ 0", "except-mention", "新收", id="except"),
        pytest.param("  检查 数 ≥ 0", "hole-outside", "数", id="a hole elsewhere"),
        pytest.param("  对 试数 每处\n  检查 新收 ≥ 0", "bare-row", "新收", id="a row in a mention"),
        pytest.param(
            "  对 试数 每处\n  检查 数 ≥ 0\n  消息 “{数} {率}”", None, "", id="a message may name any hole"
        ),
    ],
)
def test_holes(clauses, mistake, at):
    """A hole means something where its fact is gone over, and only if each phrase has it."""
    assert told(form_of() + FACT + RULE.format(clauses=clauses)) == ([(mistake, at)] if mistake else [])


def test_names_of_the_language_have_two_spellings():
    """Each property, attribute and function has a Chinese and an English name, and the engine knows the function."""
    assert len({name for name, _ in PROPERTIES.values()}) * 2 == len(PROPERTIES)
    assert len({name for name, _ in SECTION_ATTRIBUTES.values()}) * 2 == len(SECTION_ATTRIBUTES)
    assert {signature.name for signature in FUNCTIONS.values()} == ENGINE_FUNCTIONS.keys()


def test_one_mistake_is_told_once():
    """A rule over many columns tells its mistake once; a name that is wrong twice is wrong once."""
    assert told_of_rule("  对 许可 每列\n  当 新攻 > 0\n  检查 新攻 ≥ 0") == [("unknown", "新攻")]


TWO = """规则集 two “试” 版本 “2022.1”
法规 条例 “示例条例”
单位 件 整数
表 甲（件） “甲”
  列 子，丑
  列组 组 子 至 丑
  不定行 各家 “名称”
  行 寅，卯
表 乙（件） “乙”
  列 子，丑
  列组 组 子 至 丑
  不定行 各家 “名称”
  行 寅
表述 述 “述”
  说 “其中{各项… 件}”
"""


@pytest.mark.parametrize(
    ("over", "check", "mistake", "at"),
    [
        pytest.param("", "[寅, 子] ≥ 0", "address-in-several", "[寅,", id="a cell of two tables"),
        pytest.param("", "乙[寅, 子] ≥ 0", None, "", id="a cell of the table that is named"),
        pytest.param("组 每列", "年度 > 0", "source-in-several", "组", id="a group of two tables"),
        pytest.param("乙 每行", "子 ≥ [本行, 丑]", None, "", id="this row, in the quantifier's own table"),
        pytest.param("乙 每行", "子 ≥ 甲[本行, 丑]", None, "", id="the same row in another table"),
        pytest.param(
            "甲 每行",
            "子 ≥ 乙[本行, 丑]",
            "cell-not-there",
            "乙[本行,",
            id="a row that the other table lacks",
        ),
        pytest.param("甲 每行 除 卯", "子 ≥ 乙[本行, 丑]", None, "", id="without that row"),
        pytest.param("甲 每行 除 各家", "子 ≥ 0", None, "", id="the fixed rows only"),
        pytest.param("甲 每格 除 各家 丑", "本格 ≥ 0", None, "", id="the fixed cells of one column"),
        pytest.param(
            "甲 每格", "本格 ≤ [寅, 本列] + 甲[卯, 丑]", None, "", id="this column, in its own table"
        ),
        pytest.param("甲 每列", "寅 ≥ 合计(各家)", None, "", id="all open rows"),
        pytest.param("甲 每列", "寅 ≥ 各家", "group-of-rows", "各家", id="all open rows are many"),
        pytest.param(
            "甲 每列", "寅 ≥ 合计(上年报告 各家)", "previous-open-rows", "各家)", id="last year's open rows"
        ),
        pytest.param("", "合计(甲[各家, 子]) ≥ 0", None, "", id="open rows in an address"),
        pytest.param("", "合计(甲[各家, 组]) ≥ 0", "no-such-cell", "甲[各家,", id="open rows by a group"),
        pytest.param("述 每处", "各项 > 0", "holes-outside", "各项", id="many numbers of a mention"),
        pytest.param(
            "述 每处",
            "合计(各项) = 应为",
            "should-be-not-everywhere",
            "应为",
            id="a fact without what it should be",
        ),
        pytest.param(
            "甲 每列", "合计(所属报告 各家) > 0", "parts-of", "所属报告", id="open rows of the parts"
        ),
    ],
)
def test_several_tables_and_open_rows(over, check, mistake, at):
    """Names that are in two tables, and rows that only the report knows."""
    clauses = f"  {over and f'对 {over}'}\n  检查 {check}"

    assert told(TWO + RULE.format(clauses=clauses)) == ([(mistake, at)] if mistake else [])
