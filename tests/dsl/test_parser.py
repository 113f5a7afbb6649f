"""From rule text to its tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.dsl import tree
from compliance.dsl.lexer import lex
from compliance.dsl.mistakes import MAX_MISTAKES, Mistake
from compliance.dsl.parser import parse, parse_expression, parse_message, parse_pattern
from compliance.dsl.words import ITEM_WORDS, WORDS
from compliance.errors import Position
from tests.dsl.outline import outline

START = Position("x", 1, 1)
SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("甲", "甲", id="a name"),
        pytest.param("甲 + 乙 - 丙", "(Arithmetic - (Arithmetic + 甲 乙) 丙)", id="left to right"),
        pytest.param(
            "甲 - 乙 × 丙 ÷ 2",
            "(Arithmetic - 甲 (Arithmetic / (Arithmetic * 乙 丙) 2))",
            id="products first",
        ),
        pytest.param("(甲 + 乙) × 3", "(Arithmetic * (Arithmetic + 甲 乙) 3)", id="brackets"),
        pytest.param("-甲 + 1", "(Arithmetic + (Negative 甲) 1)", id="the minus sign"),
        pytest.param("甲 = 乙", "(Comparison (甲 乙) (=))", id="equal"),
        pytest.param(
            "最小(甲) ≤ 乙 ≤ 最大(甲)",
            "(Comparison ((Call 最小 (甲)) 乙 (Call 最大 (甲))) (<= <=))",
            id="a chain",
        ),
        pytest.param("甲 ≈ 乙", "(Approximately 甲 乙 -)", id="nearly equal"),
        pytest.param("甲 ≈ 乙 误差 0.5", "(Approximately 甲 乙 0.5)", id="nearly equal within"),
        pytest.param("甲 为 空白", "(Is 甲 blank no)", id="is"),
        pytest.param("甲 不为 整数", "(Is 甲 whole yes)", id="is not"),
        pytest.param("甲 为 文字", "(Is 甲 text no)", id="is text"),
        pytest.param("部分 六 提到 “处理费”", "(Mentions (SectionText 六) “处理费”)", id="mentions"),
        pytest.param(
            "非 部分 六 提到 “[未|没有]……处理费”",
            "(Not (Mentions (SectionText 六) “[未|没有]……处理费”))",
            id="not",
        ),
        pytest.param("甲 属于 认可标题", "(OneOf 甲 认可标题)", id="one of a list"),
        pytest.param("甲 属于 (“政府”, “乡镇”)", "(OneOf 甲 (“政府” “乡镇”))", id="one of some texts"),
        pytest.param(
            "甲 = 1 且 乙 = 2 且 丙 = 3",
            "(Junction and ((Comparison (甲 1) (=)) (Comparison (乙 2) (=)) (Comparison (丙 3) (=))))",
            id="and",
        ),
        pytest.param(
            "甲 = 1 或 (乙 = 2 且 丙 = 3)",
            (
                "(Junction or ((Comparison (甲 1) (=)) (Junction and ((Comparison (乙 2) (=)) (Comparison "
                "(丙 3) (=))))))"
            ),
            id="and or in brackets",
        ),
        pytest.param("[甲, 乙]", "(Address - 甲 乙)", id="address"),
        pytest.param("表甲[甲, 本列]", "(Address 表甲 甲 (ThisColumn))", id="address in a table"),
        pytest.param("[本行, 甲 至 乙]", "(Address - (ThisRow) (Range 甲 乙))", id="range in an address"),
        pytest.param("合计(甲 至 乙)", "(Call 合计 ((Range 甲 乙)))", id="sum of a range"),
        pytest.param("合计([甲, 乙], 丙)", "(Call 合计 ((Address - 甲 乙) 丙))", id="several arguments"),
        pytest.param("上年报告 甲", "(Previous 甲)", id="last year's cell"),
        pytest.param("上年报告 [甲, 乙]", "(Previous (Address - 甲 乙))", id="last year's address"),
        pytest.param("所属报告 本格", "(Parts (ThisCell))", id="the parts"),
        pytest.param("上年报告 部分 五", "(Previous (SectionText 五))", id="last year's text"),
        pytest.param("本部分 不为 缺失", "(Is (ThisSection) absent yes)", id="this section"),
        pytest.param("数 = 应为", "(Comparison (数 (ShouldBe)) (=))", id="should be"),
        pytest.param("300 元", "(Number 300 元)", id="a number with a unit"),
        pytest.param("20%", "(Percent 20)", id="a percentage"),
        pytest.param("2022-01-31", "(Date 2022-01-31)", id="a date"),
        pytest.param("次年1月31日", "(RelativeDate 1 1 31)", id="a relative date"),
        pytest.param("2021年 + 1", "(Arithmetic + (Year 2021) 1)", id="a year"),
        pytest.param("“文”", "“文”", id="a text"),
    ],
)
def test_expressions(text, expected):
    """What a condition or a figure is made of."""
    assert outline(parse_expression(text, START)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "规则集 a “甲” 版本 “1” 自 2021 至 2023", "(RuleSetHead a “甲” “1” 2021 2023)", id="rule set"
        ),
        pytest.param("规则集 甲 “乙”", "(RuleSetHead 甲 “乙” - - -)", id="rule set without version"),
        pytest.param("沿用 cn-disclosure", "(Use cn-disclosure - no)", id="use"),
        pytest.param(
            "表述 甲 “乙” 先说 “丙” 除 丁 说 “己{数 件}” 应为 戊 或 庚",
            "(Fact 甲 “乙” () ((HavingSaid (“丙”) (丁))) () ((Says “己{数 件}” (戊 庚))))",
            id="what has been said, one of two figures",
        ),
        pytest.param("词组 收 “收到” “受理”", "(WordGroup 收 - (“收到” “受理”))", id="word group"),
        pytest.param(
            "词组 旧称 版本 “2025-06” “甲”", "(WordGroup 旧称 “2025-06” (“甲”))", id="word group with a date"
        ),
        pytest.param(
            "表述 甲 “乙” 排除 “丙” 丁 当 戊 = 1 说 “己{数 件}”",
            "(Fact 甲 “乙” () () ((Unless (“丙” 丁) (Comparison (戊 1) (=)))) ((Says “己{数 件}” ())))",
            id="words that count only under a condition",
        ),
        pytest.param("沿用 cn-disclosure 换表", "(Use cn-disclosure - yes)", id="use with own tables"),
        pytest.param(
            "沿用 cn-disclosure 版本 “2021.1”", "(Use cn-disclosure “2021.1” no)", id="use of a version"
        ),
        pytest.param("法规 甲 “乙”", "(Law 甲 “乙” - - -)", id="law"),
        pytest.param("法规 甲 “乙” “丙” 至 2020年", "(Law 甲 “乙” “丙” - (Year 2020))", id="law with years"),
        pytest.param("单位 件 整数 亦作 “宗” “起”", "(UnitOf 件 yes - (“宗” “起”))", id="unit"),
        pytest.param(
            "单位 万元 = 10000 元", "(UnitOf 万元 no (Number 10000 元) ())", id="unit in terms of another"
        ),
        pytest.param(
            "目次 一 “甲” 亦作 “乙” 旧作 “丙” “丁” 二 “戊”",
            "(Contents ((HeadingOf 一 “甲” (“乙”) (“丙” “丁”)) (HeadingOf 二 “戊” () ())))",
            id="contents",
        ),
        pytest.param(
            "表 甲（件） “乙” 位于 二 横排", "(TableOf (Line 甲 件 “乙” ()) 二 yes ())", id="table head"
        ),
        pytest.param(
            ("表 甲 块 “乙” 列 丙（元） “丁” 亦作 “戊”，己 行 庚 行组 辛 庚 至 壬 “癸” 不定行 子 “丑”"),
            (
                "(TableOf (Line 甲 - - ()) - no ((BlockHead “乙”) (Columns ((Line 丙 元 “丁” (“戊”)) "
                "(Line 己 - - ()))) (Rows ((Line 庚 - - ()))) (GroupOf row 辛 (Range 庚 壬) “癸”) "
                "(OpenRows (Line 子 - “丑” ()))))"
            ),
            id="table parts",
        ),
        pytest.param("参数 甲 “乙” 60%", "(Setting 甲 “乙” - (Percent 60) - ())", id="setting"),
        pytest.param(
            "参数 甲 “乙” 只减 按 丙 “丁” 次年1月31日 “戊” 2022-01-01",
            (
                "(Setting 甲 “乙” lower - 丙 ((Case “丁” (RelativeDate 1 1 31)) (Case “戊” (Date "
                "2022-01-01))))"
            ),
            id="setting by a property",
        ),
        pytest.param(
            "参数 甲 “乙” 只增 300 字",
            "(Setting 甲 “乙” higher (Number 300 字) - ())",
            id="setting with a unit",
        ),
        pytest.param(
            "设定 甲 “丁” 次年1月26日，依据 乙，理由 “丙”",
            "(Set 甲 - ((Case “丁” (RelativeDate 1 1 26))) cites=((Cite 乙 -)) because=“丙”)",
            id="set some cases",
        ),
        pytest.param("设定 甲 5 依据 乙", "(Set 甲 5 () cites=((Cite 乙 -)))", id="set one value"),
        pytest.param(
            "表述 甲 “乙” 位于 一 二 排除 “丙” “丁” 说 “戊” 说 “{己 件}” 应为 [庚, 辛] + 1",
            (
                "(Fact 甲 “乙” (一 二) () ((Unless (“丙” “丁”) -)) ((Says “戊” ()) (Says “{己 件}” ((Arithmetic + "
                "(Address - 庚 辛) 1)))))"
            ),
            id="fact",
        ),
        pytest.param(
            (
                "规则 a.b “甲” 错误 可说明 依据 乙 依据 丙 “丁” 理由 “戊” “己” 局限 “庚” 自 2021 "
                "至 2023年 对 辛 每格 除 壬 癸 当 子 > 1 当 子 > 2 检查 丑 = 1 空白 作 0 消息 “寅 {丑}” "
                "例 | 子 | [丑, 寅] | 通过 | 1 2 | | 不通过 | 缺失 | -3 元 |"
            ),
            (
                "(Rule a.b “甲” error yes cites=((Cite 乙 -) (Cite 丙 “丁”)) because=“戊己” "
                "limits=“庚” since=2021 until=(Year 2023) for_each=(ForEach 辛 cell (壬 癸) ()) "
                "when=((Comparison (子 1) (>)) (Comparison (子 2) (>))) check=(Comparison (丑 1) (=)) "
                "blank=(BlankAs zero) message=“寅 {丑}” examples=(Examples (子 (Address - 丑 寅)) "
                "((ExampleRow pass ((ExampleCell (1 2)) (ExampleCell ()))) (ExampleRow fail ((ExampleCell "
                "(-)) (ExampleCell ((Number -3 元))))))))"
            ),
            id="every clause",
        ),
        pytest.param(
            "规则 a.b “甲” 提示 空白 作 未知",
            "(Rule a.b “甲” note no blank=(BlankAs unknown))",
            id="one clause",
        ),
        pytest.param(
            "调整 a.b 错误 当 甲 > 1", "(Adjust a.b error when=((Comparison (甲 1) (>))))", id="adjust"
        ),
        pytest.param("调整 a.b 理由 “甲”", "(Adjust a.b - because=“甲”)", id="adjust without severity"),
        pytest.param("停用 a.b 依据 甲", "(Suspend a.b cites=((Cite 甲 -)))", id="suspend"),
    ],
)
def test_items(text, expected):
    """What a file is made of. Punctuation and line ends do not matter."""
    made, errors, _ = parse("x.rules", text.encode())

    assert errors == []
    assert made is not None
    assert outline(made.items[0]) == expected


def test_places():
    """Every node knows where it stands; a text begins behind its quote, an operation stands at its sign."""
    made = parse_expression("甲 + “乙” ≤ 30 元", Position("x", 3, 11))

    assert isinstance(made, tree.Comparison)
    sum_, amount = made.operands
    assert isinstance(sum_, tree.Arithmetic)
    assert isinstance(amount, tree.Number)
    places = (made.at, sum_.at, sum_.left.at, sum_.right.at, amount.at, amount.unit and amount.unit.at)
    assert places == tuple(Position("x", 3, column) for column in (19, 13, 11, 16, 21, 24))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("收到", ["(PatternWords (收到))"], id="text"),
        pytest.param("[收到|受理]申请", ["(PatternWords (收到 受理))", "(PatternWords (申请))"], id="one of"),
        pytest.param("公开【的｜】", ["(PatternWords (公开))", "(PatternWords (的 ))"], id="may be missing"),
        pytest.param("甲……乙", ["(PatternWords (甲))", "(PatternGap)", "(PatternWords (乙))"], id="a gap"),
        pytest.param(
            "甲...乙", ["(PatternWords (甲))", "(PatternGap)", "(PatternWords (乙))"], id="a gap of points"
        ),
        pytest.param("甲.乙", ["(PatternWords (甲.乙))"], id="a point is no gap"),
        pytest.param("{数 件}", ["(PatternHole 数 件 no -)"], id="a hole"),
        pytest.param("｛率 ％｝", ["(PatternHole 率 % no -)"], id="a full-width hole"),
        pytest.param("{日 日期}", ["(PatternHole 日 日期 no -)"], id="a date"),
        pytest.param("{各项… 条}", ["(PatternHole 各项 条 yes -)"], id="all such numbers"),
        pytest.param("{各项...条}", ["(PatternHole 各项 条 yes -)"], id="all, with points"),
        pytest.param("{件}", ["(PatternHole 件 - no -)"], id="a hole without a name"),
        pytest.param("{数 = 0}", ["(PatternHole 数 - no 0)"], id="a number that is not in the text"),
        pytest.param(
            "{数 = [甲, 乙] + 1}", ["(PatternHole 数 - no (Arithmetic + (Address - 甲 乙) 1))"], id="computed"
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_patterns(text, expected):
    """What a pattern is made of."""
    assert [outline(piece) for piece in parse_pattern(tree.Text(START, text))] == expected


def test_places_in_a_pattern():
    """The parts of a pattern point into their line."""
    words, gap, hole = parse_pattern(tree.Text(Position("x", 2, 8), "甲…{数 = 乙}"))

    assert isinstance(hole, tree.PatternHole)
    assert hole.given is not None
    columns = [at.column for at in (words.at, gap.at, hole.at, hole.name.at, hole.given.at)]
    assert columns == [8, 9, 10, 11, 15]


@pytest.mark.parametrize(
    ("text", "key", "column"),
    [
        pytest.param("甲[乙|丙", "bracket-not-closed", 2, id="an open bracket"),
        pytest.param("甲{数 件", "bracket-not-closed", 2, id="an open brace"),
        pytest.param("甲】", "bracket-not-opened", 2, id="a closing bracket"),
        pytest.param("[甲[乙|丙]]", "bracket-not-closed", 1, id="brackets in brackets"),
        pytest.param("[1甲]", "pattern-one-word", 1, id="in brackets neither a choice nor a name"),
        pytest.param("甲{}", "hole", 3, id="an empty hole"),
        pytest.param("甲{1 件}", "hole", 3, id="a hole named by a number"),
        pytest.param("甲{数 件 个}", "hole", 3, id="a hole of two kinds"),
        pytest.param("甲{数 =}", "no-expression", 6, id="a hole that is nothing"),
        pytest.param("甲{数 = 1 +}", "unfinished", 10, id="a hole that is half a sum"),
        pytest.param("甲" * 201, "pattern-too-long", 1, id="too long"),
        pytest.param("{数 件}" * 9, "pattern-holes", 1, id="too many holes"),
    ],
)
def test_broken_patterns(text, key, column):
    """What a pattern may not hold, at its place."""
    with pytest.raises(Mistake) as raised:
        parse_pattern(tree.Text(START, text))

    assert (raised.value.message.key, raised.value.at.column) == (f"language.{key}", column)


def test_message():
    """Texts and expressions, in order."""
    parts = parse_message(tree.Text(START, "期限是 {公布期限}，迟了 {甲 - 乙}"))

    assert [outline(part) for part in parts] == ["“期限是 ”", "公布期限", "“，迟了 ”", "(Arithmetic - 甲 乙)"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("{甲", "bracket-not-closed", id="an open brace"),
        pytest.param("甲}", "bracket-not-opened", id="a closing brace"),
        pytest.param("{}", "no-expression", id="nothing in the braces"),
        pytest.param("{ }", "no-expression", id="a space in the braces"),
        pytest.param("{甲 乙}", "two-names", id="two names in the braces"),
        pytest.param("{甲 == 乙}", "one-equals", id="a sign that is none"),
        pytest.param("{检查 甲}", "unfinished", id="a clause in the braces"),
    ],
)
def test_broken_messages(text, key):
    """What 消息 may not hold."""
    with pytest.raises(Mistake) as raised:
        parse_message(tree.Text(START, text))

    assert raised.value.message.key == f"language.{key}"


def test_mistakes_in_texts_are_the_parsers():
    """Patterns and messages are read with the file, so that all mistakes are told at once."""
    _, errors, _ = parse(
        "x.rules",
        "规则 a.b “甲” 错误 检查 正文 提到 “[1]” 且 非 正文 提到 “丙]” 消息 “{丁 丁}”\n表述 戊 “己” 说 “[庚”".encode(),
    )

    assert [error.message.key.partition(".")[2] for error in errors] == [
        "pattern-one-word",
        "bracket-not-opened",
        "two-names",
        "bracket-not-closed",
    ]


# ── what is wrong in one place does not hide the next ─────────────────────────


@pytest.mark.parametrize(
    ("text", "places", "kept"),
    [
        pytest.param("单位 甲 “乙”\n单位 丙", [(1, 6)], None, id="a declaration"),
        pytest.param("规则 a.b “甲” 乙\n停用 a.c 依据 丙", [(1, 12)], ["Suspend"], id="a rule, then another"),
        pytest.param("规则 a.b “甲” 乙\n检查 丙 丁", [(1, 12), (2, 6)], [], id="the head and a clause"),
        pytest.param("停用 a.b 依据\n理由\n局限 1", [(1, 10), (2, 3), (3, 4)], [], id="three clauses"),
        pytest.param("停用 a.b 依据 甲 理由 “乙\n检查 丙 丁", [(1, 16), (2, 6)], [], id="a quote and a name"),
        pytest.param("表 甲 行 警告 列 提示", [(1, 7), (1, 12)], None, id="two parts of a table"),
        pytest.param(
            "表 ） 行 警告 列 提示", [(1, 3), (1, 7), (1, 12)], None, id="a table whose head is wrong"
        ),
        pytest.param("表述 甲 说 “[乙” 说 丙", [(1, 5), (1, 9), (1, 15)], None, id="a fact"),
        pytest.param(
            "规责 a.b “甲” 错误 检查 乙 丙", [(1, 1), (1, 20)], None, id="the first word, and a clause"
        ),
        pytest.param(
            "单位 甲 停甲 a.b 依据 依据 乙", [(1, 6), (1, 15)], None, id="an item that begins wrongly"
        ),
        pytest.param("甲 单位 乙", [(1, 1)], None, id="something before the first item"),
        pytest.param("“甲\n单位 乙", [(1, 1), (1, 1)], None, id="a quote before the first item"),
        pytest.param("$\n单位 乙", [(1, 1)], ["UnitOf"], id="a sign before the first item"),
        pytest.param("停用 a.b", [(1, 7)], [], id="a rule without clauses"),
    ],
)
def test_all_mistakes_are_told(text, places, kept):
    """Each with its place; items that are right are kept unless a declaration is missing."""
    made, errors, _ = parse("x.rules", text.encode())

    assert [(error.position.line, error.position.column) for error in errors] == places
    assert (None if made is None else [type(item).__name__ for item in made.items]) == kept


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("规则 a.b “甲” 错误 检查 " + "(" * 99 + "甲 = 1" + ")" * 99, None, id="99 brackets"),
        pytest.param(
            "规则 a.b “甲” 错误 检查 " + "(" * 101 + "甲 = 1" + ")" * 101,
            "condition-too-long",
            id="101 brackets",
        ),
        pytest.param("规则 a.b “甲” 错误 检查 甲 =" + "-" * 1_000, "condition-too-long", id="minus signs"),
        pytest.param(
            "规则 a.b “甲” 错误 检查 " + "上年报告 " * 9_000,
            "condition-too-long",
            id="the year before last …",
        ),
        pytest.param(
            "规则 a.b “甲” 错误 检查 " + "甲 + " * 101 + "甲 = 1", "condition-too-long", id="a long sum"
        ),
        pytest.param(
            "规则 a.b “甲” 错误 例 |" + "上年报告 甲 |" * 200 + " 通过 |" + " |" * 200,
            None,
            id="a wide example",
        ),
        pytest.param("表 甲 行 " + "乙 " * 30_000, "item-too-long", id="a long table"),
        pytest.param("用 " * 100_000, "no-item", id="no item at all"),
        pytest.param("单位 甲\n" * 3_000, "too-many-items", id="many items"),
    ],
)
def test_bounds(text, key):
    """Compile time and depth are bounded, and what is too much is told."""
    _, errors, _ = parse("x.rules", text.encode())

    assert [error.message.key for error in errors] == ([f"language.{key}"] if key else [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("单位 = \n" * 1_000, id="items"),
        pytest.param("$" * 1_000, id="signs"),
        pytest.param("“甲\n" * 1_000, id="quotes"),
        pytest.param("(" * 100_000, id="brackets"),
        pytest.param("规则 a.b “甲” 错误 " + "依据 依据 依据 乙 " * 1_000, id="clauses"),
    ],
)
def test_mistakes_are_bounded(text):
    """A file that is no rule file is not answered with a book; that it is not the whole list is said."""
    made, errors, _ = parse("x.rules", text.encode())

    assert made is None
    assert len(errors) == MAX_MISTAKES + 1
    assert errors[-1].message.key == "language.more-mistakes"


# ── whole files ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["language-example.rules", "language-example-us.rules"])
def test_examples_of_the_design_study(name):
    """Both parse without a mistake."""
    path = SHARED / name
    if not path.exists():
        pytest.skip("the design study, ../shared, is not beside this checkout")
    made, errors, warnings = parse(name, path.read_bytes())

    assert (errors, warnings) == ([], [])
    assert made is not None
    assert len(made.items) > 30


# ── anything at all ───────────────────────────────────────────────────────────

SPELLINGS = [spelling for word in WORDS for spelling in (word.zh, word.en)]
PIECES = st.sampled_from(
    [
        *SPELLINGS,
        *(
            *"=≠<≤>≥≈+-×÷()（）[]|，。{}《“”\"'‘’#\n",
            "==",
            "//",
            "…",
            "甲",
            "乙丙",
            "d10",
            "a.b",
            "us-foia",
            "检查甲",
        ),
        *(
            "“甲”",
            '"a"',
            "‘警告’",
            "37",
            "1,037",
            "20%",
            "2022-01-31",
            "2022-13-31",
            "次年1月31日",
            "2021年",
            "如果",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=300)
def test_any_tokens_give_a_tree_or_mistakes(pieces):
    """Nothing that a file may hold raises, and nothing is left out without a word."""
    text = " ".join(pieces)
    made, errors, _ = parse("x.rules", text.encode())

    lines = text.splitlines() or [""]
    assert all(error.line == lines[error.position.line - 1] for error in errors)
    assert all(error.text(lang) for error in errors for lang in ("zh", "en"))
    if not errors:
        assert made is not None
        begun = [token for token in lex("x.rules", text).tokens if token.type in ITEM_WORDS]
        assert len(made.items) == len(begun)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=200)
def test_any_bytes_give_a_tree_or_mistakes(data):
    """Bytes that are no text at all are a mistake as well."""
    made, errors, _ = parse("x.rules", data)

    assert errors or made is not None


@given(st.text(alphabet="[]{}|…甲乙 =.1", max_size=40))
def test_any_pattern_is_read_or_refused(text):
    """A pattern is pieces or a mistake, and all its letters are in the pieces."""
    try:
        pieces = parse_pattern(tree.Text(START, text))
    except Mistake as mistake:
        place = mistake.at.column
    else:
        place = 1
        words = "".join(word for p in pieces if isinstance(p, tree.PatternWords) for word in p.words)
        assert set(words) <= set("…甲乙 =.1")

    assert 1 <= place <= len(text) + 1
