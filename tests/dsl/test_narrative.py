"""What rules may say of the narrative beside phrases: word groups, words that count under a condition, several facts,
the first mention, what a phrase should be by last year's report."""

from __future__ import annotations

import pytest

from compliance.dsl.load import load_rule_sets
from compliance.engine.proof import prove
from tests.dsl.sample import form_of
from tests.dsl.sample import told as told_of


def linked(text: str):
    """The program of the sample form with more rule text."""
    return load_rule_sets([("x", [("x.rules", f"{form_of()}\n{text}".encode())])])


def verdicts(text: str, name: str) -> list[str]:
    """What the examples of a rule come to."""
    program = linked(text)
    return [proof.found for proof in prove(program) if proof.rule == name]


RULE = """
规则 test.rule “试” 错误
  依据 办法
  理由 “试。”
  {clauses}
  例 {examples}
"""


def rule(clauses: str, *examples: str) -> str:
    """A rule with examples, each without its verdict: all of them claim to pass or to fail."""
    head, *rows = examples
    claimed = ["通过", "不通过"]
    lines = [f"| {head} |"] + [f"  {claimed[i % 2]} | {row} |" for i, row in enumerate(rows)]
    return RULE.format(clauses=clauses, examples="\n".join(lines))


GROUP = "词组 收 “收到” “受理了” “受理”\n表述 述 “述” 说 “[收]申请{数 件}” 应为 [新收, 合计]\n"


def test_a_word_group_is_one_of_its_words():
    """The longest first, as if they had been written out."""
    program = linked(GROUP)
    ((pattern, _),) = program["facts"][-1]["says"]

    assert pattern[0] == ("w", ("受理了", "受理", "收到"))


def test_word_groups_in_other_places():
    """提到 and 排除 take them too."""
    text = (
        "词组 旧称 版本 “2025-06” “甲办法” “乙办法”\n"
        "表述 述 “述” 排除 旧称 “丙” 说 “收到{数 件}” 应为 [新收, 合计]\n"
        + rule("检查 非 正文 提到 “依照[旧称]”", "正文", "“依照丁办法”", "“依照乙办法”")
    )
    program = linked(text)

    assert program["facts"][-1]["unless"] == ("乙办法", "甲办法", "丙")
    assert verdicts(text, "test.rule") == ["pass", "fail"]


def test_words_that_count_under_a_condition():
    """全市 is another's figure for a department and the government's own."""
    text = (
        "表述 述 “述” 排除 “全市” 当 机关类别 属于 (“部门”, “办公机构”) 说 “接获申请{数 件}” 应为 [新收, 合计]\n"
        + rule(
            "对 述 每处，检查 数 = 应为",
            "正文 | 机关类别 | [新收, 合计]",
            "“全市接获申请5件” | “政府” | 5",
            "“全市接获申请5件” | “政府” | 6",
            "“全市接获申请5件” | “部门” | 6",
            "“本局接获申请5件” | “部门” | 6",
        )
    )

    assert verdicts(text, "test.rule") == ["pass", "fail", "not_applicable", "fail"]


def test_several_facts():
    """One rule over the mentions of all of them."""
    text = (
        "表述 甲述 “甲” 说 “接获申请{数 件}” 应为 [新收, 合计]\n表述 乙述 “乙” 说 “收悉申请{数 件}” 应为 [新收, 合计]\n"
        + rule(
            "对 (甲述，乙述) 每处，检查 数 = 应为",
            "正文 | [新收, 合计]",
            "“接获申请5件，收悉申请5件” | 5",
            "“接获申请5件，收悉申请6件” | 5",
            "“接获申请5件” | 5",
            "“接获申请6件” | 5",
        )
    )

    assert verdicts(text, "test.rule") == ["pass", "fail", "pass", "fail"]


def test_the_first_mention():
    """The same quantity with two figures."""
    text = "表述 述 “述” 说 “公开{数 件}”\n" + rule(
        "对 述 每处，检查 数 = 首处 数", "正文", "“公开5件。又公开5件。”", "“公开5件。又公开6件。”"
    )

    assert verdicts(text, "test.rule") == ["pass", "fail"]


def test_what_it_should_be_by_last_years_report():
    """A number that is last year's was left standing."""
    text = "表述 述 “述” 说 “接获申请{数 件}” 应为 [新收, 合计]\n" + rule(
        "对 述 每处，当 数 ≠ 应为，检查 数 ≠ 上年报告 应为",
        "正文 | [新收, 合计] | 上年报告 [新收, 合计]",
        "“接获申请7件” | 5 | 6",
        "“接获申请6件” | 5 | 6",
        "“接获申请5件” | 5 | 5",
    )

    assert verdicts(text, "test.rule") == ["pass", "fail", "not_applicable"]


def test_a_year_in_a_phrase():
    """Its figures are what the hole holds, and it is no other year's number."""
    text = "表述 述 “述” 说 “{年 年份}年接获申请{数 件}”\n" + rule(
        "对 述 每处，检查 年 = 年度",
        "年度 | 正文",
        "2022 | “2022年接获申请7件”",
        "2022 | “2021年接获申请7件”",
    )

    assert verdicts(text, "test.rule") == ["pass", "fail"]


@pytest.mark.parametrize(
    ("clause", "passes", "fails"),
    [
        pytest.param("非 正文 提到 “{手机号}”", "“电话83605210”", "“手机13800001234”", id="mobile numbers"),
        pytest.param(
            "非 正文 提到 “{身份证号}”",
            "“编号110101199003070077”",
            "“身份证110101199003070070”",
            id="identity numbers",
        ),
        pytest.param("之前(正文, “改进”) 提到 “问题”", "“问题，改进”", "“改进，问题”", id="before"),
        pytest.param("之后(正文, “改进”) 提到 “措施”", "“改进措施”", "“措施改进”", id="after"),
    ],
)
def test_texts(clause, passes, fails):
    """Numbers known by their form, and what stands before and after words."""
    assert verdicts(rule(f"检查 {clause}", "正文", passes, fails), "test.rule") == ["pass", "fail"]


def test_first_figures_that_add_up():
    """A list that goes on after what makes up the total."""
    text = "表述 述 “述” 说 “{总 件}，内含{各项… 件}”\n" + rule(
        "对 述 每处，当 非 前几项凑成(各项, 总)，检查 合计(各项) = 总",
        "正文",
        "“共9件，内含甲4件，乙5件”",
        "“共9件，内含甲4件，乙6件”",
        "“共9件，内含甲4件，乙5件，丙3件”",
    )

    assert verdicts(text, "test.rule") == ["pass", "fail", "not_applicable"]


def test_what_has_been_said():
    """The number belongs to what the paragraph spoke of last."""
    text = "表述 述 “述” 先说 “诉讼” 除 “复议” 说 “维持{数 件}” 应为 [新收, 合计]\n" + rule(
        "对 述 每处，检查 数 = 应为",
        "正文 | [新收, 合计]",
        "“诉讼5件，其中维持3件” | 3",
        "“复议9件，维持9件；诉讼5件。其中维持4件” | 3",
        "“维持4件” | 3",
        "“诉讼5件，复议9件，维持9件” | 3",
    )

    assert verdicts(text, "test.rule") == ["pass", "fail", "not_applicable", "not_applicable"]


def test_one_of_two_figures():
    """What the text tells may be either; where it is neither, the first is what it should be."""
    text = "表述 述 “述” 说 “办毕{数 件}” 应为 [新收, 合计] 或 [新收, 合计] + 1\n" + rule(
        "对 述 每处，检查 数 = 应为",
        "正文 | [新收, 合计]",
        "“办毕5件” | 5",
        "“办毕4件” | 5",
        "“办毕6件” | 5",
        "“办毕7件” | 5",
    )

    assert verdicts(text, "test.rule") == ["pass", "fail", "pass", "fail"]


def test_shares_that_make_up_the_whole():
    """Each may be off by one unit of its last digit."""
    text = "表述 述 “述” 说 “占比{各率… %}”\n" + rule(
        "对 述 每处，检查 绝对值(合计(各率) - 100%) ≤ 末位(各率)",
        "正文",
        "“占比33.3%、33.3%、33.3%”",
        "“占比33.3%、33.3%、32.3%”",
    )

    assert verdicts(text, "test.rule") == ["pass", "fail"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("表述 述 “述” 说 “[收]申请{数 件}”", "unknown-word-group", id="no such word group"),
        pytest.param("表述 述 “述” 排除 收 说 “申请{数 件}”", "unknown-word-group", id="in 排除"),
        pytest.param("词组 收 “甲”\n词组 收 “乙”", "twice", id="declared twice"),
        pytest.param(
            rule("检查 首处 数 = 1", "年度", "2022", "2022"), "first-of", id="first mention outside mentions"
        ),
        pytest.param(
            rule("对 (许可，许可) 每格，检查 本格 ≥ 0", "本格", "1", "-1"),
            "several-sources",
            id="several tables",
        ),
    ],
)
def test_mistakes(text, key):
    """Told at their place."""
    assert [k for k, _ in told_of(f"{form_of()}\n{text}")][:1] == [key]
