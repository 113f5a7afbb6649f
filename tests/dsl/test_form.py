"""The form out of rule text: what a declaration may say, and what is said about one that is wrong."""

from __future__ import annotations

import pytest

from compliance.dsl.load import load_rule_sets
from compliance.form import from_program
from tests.dsl.sample import told

HEAD = """规则集 f “试” 版本 “2022.1” 自 2022
法规 条例 “示例条例” 自 2020-01-01
"""
UNITS = "单位 件 整数\n单位 元\n"
CONTENTS = "目次\n  一 “甲”\n  二 “乙”\n"
TABLE = "表 甲（件） “甲表” 位于 一\n  列 子，丑\n  行 寅，卯\n"
FORM = HEAD + UNITS + CONTENTS + TABLE
RULE = """规则 a.b “试” 错误
  依据 条例
  理由 “试。”
  检查 [寅, 子] ≥ 0
  例     | [寅, 子] |
  通过   | 0        |
  不通过 | -1       |
"""


@pytest.mark.parametrize(
    ("text", "mistake", "at"),
    [
        pytest.param(FORM + "单位 件\n", "twice", "单位", id="a unit twice"),
        pytest.param(FORM + "单位 万 = 10000\n", "unit-equals", "10000", id="a unit of nothing"),
        pytest.param(
            FORM + "单位 万元 = 10000 圆圆\n", "unknown-unit", "圆圆", id="a unit of an unknown one"
        ),
        pytest.param(FORM + "单位 子 = 2 丑\n单位 丑 = 2 子\n", "unit-circle", "丑", id="units in a circle"),
        pytest.param(FORM + "法规 条例 “另一个”\n", "twice", "法规", id="a law twice"),
        pytest.param(FORM + "法规 通知 “通知” 自 7\n", "no-year", "7", id="a law since no year"),
        pytest.param(FORM + "目次\n  一 “又”\n", "twice", "一", id="a part twice"),
        pytest.param(FORM + TABLE, "twice", "表", id="a table twice"),
        pytest.param(
            FORM + "表 乙（件） “乙” 位于 九\n  列 子\n  行 寅\n", "unknown-section", "九", id="no such part"
        ),
        pytest.param(FORM + "表 乙（件） “乙”\n  列 子\n", "empty-table", "表", id="no rows"),
        pytest.param(FORM + "表 乙（件） “乙”\n  行 寅\n", "empty-table", "表", id="no columns"),
        pytest.param(FORM + "表 乙 “乙”\n  列 子\n  行 寅\n", "table-without-unit", "乙", id="no unit"),
        pytest.param(
            FORM + "表 乙（份） “乙”\n  列 子\n  行 寅\n", "unknown-unit", "份）", id="no such unit"
        ),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  列 子（份）\n  行 寅\n", "unknown-unit", "份）", id="a column's unit"
        ),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  列 子，子\n  行 寅\n", "column-twice", "子", id="a column twice"
        ),
        pytest.param(FORM + "表 乙（件） “乙”\n  列 子\n  行 寅，寅\n", "row-twice", "寅", id="a row twice"),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  列 年度\n  行 寅\n",
            "property-as-name",
            "年度",
            id="a property as column",
        ),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  列 子\n  行 正文\n",
            "property-as-name",
            "正文",
            id="a property as row",
        ),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  块 “一”\n  列 子 “甲”\n  行 寅\n  块 “二”\n  列 子 “乙”\n  行 卯\n",
            "column-twice",
            "子",
            id="one name for two columns",
        ),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  列 子\n  行 寅，卯\n  行组 寅 寅 至 卯\n",
            "row-twice",
            "寅",
            id="a group named as a row",
        ),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  列 子\n  行 寅，卯\n  行组 组 卯 至 寅\n",
            "range-reversed",
            "卯",
            id="a group backwards",
        ),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  列 子，丑\n  行 寅\n  列组 组 子 至 寅\n",
            "unknown-column",
            "寅",
            id="a group to a row",
        ),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  列 子\n  不定行 各家 “名”\n  不定行 各所 “名”\n",
            "open-rows-twice",
            "不定行",
            id="open rows twice",
        ),
        pytest.param(
            FORM + "表 乙（件） “乙”\n  块 “一”\n  列 子\n  不定行 各家 “名”\n",
            "open-rows-in-block",
            "不定行",
            id="open rows in a block",
        ),
        pytest.param(
            FORM + "参数 年度 “年” 3\n", "property-as-name", "年度", id="a setting named as a property"
        ),
        pytest.param(FORM + "参数 限 “限” 3\n参数 限 “限” 3\n", "twice", "参数", id="a setting twice"),
        pytest.param(FORM + "参数 限 “限” 3 份\n", "unknown-unit", "份", id="a setting in no unit"),
        pytest.param(
            FORM + "参数 限 “限” 按 年度 “甲” 3\n", "setting-by", "年度", id="a setting by a number"
        ),
        pytest.param(
            FORM + "参数 限 “限” 按 机关类别 “甲” 3\n", "unknown-agency-kind", "甲”", id="no such kind"
        ),
        pytest.param(
            FORM + "参数 限 “限” 按 机关类别 “部门” 3 “department” 4\n",
            "case-twice",
            "department”",
            id="a kind twice",
        ),
        pytest.param(
            FORM + "参数 限 “限” 按 机关类别 “部门” 3 “政府” 2022-01-01\n",
            "cases-differ",
            "2022-01-01",
            id="values of two types",
        ),
        pytest.param(FORM + "参数 限 “限” 按 机关 “甲” 3\n", None, "", id="a setting by any text"),
        pytest.param(
            FORM + "表述 述 “述”\n  位于 九\n  说 “收到{数 件}”\n",
            "unknown-section",
            "九",
            id="a fact nowhere",
        ),
        pytest.param(
            FORM + "表述 述 “述”\n  位于 一\n", "fact-says-nothing", "表述", id="a fact without phrases"
        ),
        pytest.param(
            FORM + "表述 述 “述”\n  说 “甲{数 件}”\n表述 述 “述”\n  说 “甲{数 件}”\n",
            "twice",
            "表述",
            id="a fact twice",
        ),
        pytest.param(FORM + RULE + RULE, "twice", "a.b", id="a rule twice"),
        pytest.param(FORM + RULE.replace("  依据 条例\n", ""), "no-citation", "a.b", id="no citation"),
        pytest.param(FORM + RULE.replace("  理由 “试。”\n", ""), "no-reason", "a.b", id="no reason"),
        pytest.param(FORM + RULE.replace("  检查 [寅, 子] ≥ 0\n", ""), "no-check", "a.b", id="no check"),
        pytest.param(
            FORM + RULE.replace("不通过", "通过"), "no-failing-example", "a.b", id="no failing example"
        ),
        pytest.param(
            FORM + RULE.replace("  通过   | 0        |\n", ""),
            "no-passing-example",
            "a.b",
            id="no passing example",
        ),
        pytest.param(
            FORM + RULE.replace("| 0        |", "| 0 1 |"),
            "example-several",
            "0",
            id="two values for one cell",
        ),
        pytest.param(
            FORM + RULE.replace("| 0        |", "| 2022-01-01 |"), "example-type", "2022-01-01", id="a date"
        ),
        pytest.param(
            FORM + RULE.replace("| 0        |", "| 3 元 |"), "units-differ", "3", id="money for a count"
        ),
        pytest.param(
            FORM + RULE.replace("| 0        |", "| 3 份 |"), "unknown-unit", "份", id="an unknown unit"
        ),
        pytest.param(
            FORM + RULE.replace("| [寅, 子] |", "| [寅 至 卯, 子] |"),
            "example-of-group",
            "[寅",
            id="an example of a group",
        ),
        pytest.param(
            FORM
            + RULE.replace("| [寅, 子] |\n", "| [寅, 子] | [寅, 子] |\n")
            .replace("| 0        |", "| 0 | 0 |")
            .replace("| -1       |", "| -1 | 0 |"),
            "example-head-twice",
            "[寅,",
            id="one cell twice in the head",
        ),
        pytest.param(
            FORM + RULE.replace("  检查", "  自 2021\n  检查"),
            "years-outside",
            "2021",
            id="before its rule set",
        ),
        pytest.param(
            FORM + RULE.replace("  检查", "  至 2021\n  检查"), "years-outside", "2021", id="over before"
        ),
        pytest.param(
            FORM.replace("2020-01-01", "2030-01-01") + RULE, "before-its-law", "a.b", id="before its law"
        ),
        pytest.param(
            FORM.replace("版本 “2022.1” ", "") + RULE, "form-without-version", "规则集", id="no version"
        ),
        pytest.param(FORM.replace("规则集 f", "规则集 f").replace(HEAD, ""), "no-head", "单位", id="no head"),
        pytest.param(FORM + "规则集 g “又” 版本 “1”\n", "two-heads", "规则集", id="two heads"),
    ],
)
def test_declarations(text, mistake, at):
    """One mistake, told once, with the place."""
    assert told(text) == ([(mistake, at)] if mistake else [])


def test_row_and_column_units():
    """The unit of a cell is its row's, else its column's, else its table's."""
    table = "表 甲（件） “甲表”\n  列 子，丑（元）\n  行 寅，卯（元）\n"
    program = load_rule_sets([("f", [("f.rules", (HEAD + UNITS + table).encode())])])

    assert program["cell_units"] == ("件", "元", "元", "元")


def test_units_in_any_order():
    """A unit may be told in terms of one further down."""
    units = "单位 亿元 = 10000 万元\n单位 万元 = 10000 元\n" + UNITS
    program = load_rule_sets([("f", [("f.rules", (HEAD + units + TABLE.replace("位于 一", "")).encode())])])

    assert program["units"]["亿元"] == (("亿元",), "元", 100_000_000, 1, False)
    assert from_program(program).units[0].name == "件"


def test_a_table_of_open_rows_alone():
    """Open rows and nothing else: no printed cell, one template."""
    table = "表 甲（件） “甲表”\n  列 子，丑\n  不定行 各家 “名称”\n"
    rule = RULE.replace("  检查 [寅, 子] ≥ 0", "  对 甲 每行\n  检查 子 ≥ 丑").replace("[寅, 子]", "子")
    program = load_rule_sets([("f", [("f.rules", (HEAD + UNITS + table + rule).encode())])])

    assert program["layout"] == ()
    assert program["open_tables"] == {"甲": ("各家", ("子", "丑"))}
    assert program["rules"][0]["instances"] == ()
    assert program["rules"][0]["template"] == (None, (">=", ("row", "甲", "子"), ("row", "甲", "丑")))


@pytest.mark.parametrize(
    ("rows", "columns", "check", "mistake"),
    [
        pytest.param(400, 100, "[甲0, 子0] ≥ 0", "too-many-cells", id="a table that nobody fills in"),
        pytest.param(
            190,
            100,
            "合计([甲0 至 甲189, 子0 至 子99]) ≥ 本格",
            "too-large",
            id="every cell against all cells",
        ),
    ],
)
def test_size_is_bounded(rows, columns, check, mistake):
    """A rule file cannot make the compiler run for long."""
    lines = "，".join(f"子{i}" for i in range(columns)), "，".join(f"甲{i}" for i in range(rows))
    table = f"表 大（件） “大表”\n  列 {lines[0]}\n  行 {lines[1]}\n"
    over = "  对 大 每格\n  检查" if "本格" in check else "  检查"
    rule = RULE.replace("  检查 [寅, 子] ≥ 0", f"{over} {check}").replace("| [寅, 子] |", "| [甲0, 子0] |")

    assert [key for key, _ in told(HEAD + UNITS + table + rule)][:1] == [mistake]
