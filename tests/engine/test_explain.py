"""What is said of an instance that did not pass: golden sentences in both languages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.engine.explain import Explainer
from compliance.engine.run import evaluate
from compliance.engine.sheet import Sheet, sheet_of
from compliance.findings import Finding
from tests.consistent import consistent_report
from tests.engine.arbitrary import contents, rules
from tests.engine.programs import program, report, rule, sheet

Change = Callable[[dict[str, Any]], None]


def put(table: str, row: str, column: str, value: Any) -> Change:
    """Write *value* into one cell."""

    def change(held: dict[str, Any]) -> None:
        held["tables"][table][row][column] = value

    return change


def without(table: str, row: str) -> Change:
    """Leave a row out."""

    def change(held: dict[str, Any]) -> None:
        del held["tables"][table][row]

    return change


def told(section: int, text: str) -> Change:
    """Let a part hold this text only."""

    def change(held: dict[str, Any]) -> None:
        held["sections"][section]["paragraphs"] = [text]

    return change


def headed(section: int, **more: str) -> Change:
    """Give a part another title or numeral."""

    def change(held: dict[str, Any]) -> None:
        held["sections"][section] |= more

    return change


def said(**more: Any) -> Change:
    """Change a property of the report."""

    def change(held: dict[str, Any]) -> None:
        held |= more

    return change


CASES: dict[str, Change] = {
    "a wrong total": put("依申请公开", "办理总计", "自然人", 1),
    "a negative count": put("复议诉讼", "行政复议", "维持", -1),
    "a count that is not whole": put("主动公开", "行政许可", "处理决定", Decimal("3.5")),
    "a blank": put("复议诉讼", "行政复议", "总计", None),
    "a nil mark": put("依申请公开", "国家秘密", "自然人", {"text": "/"}),
    "a text for a number": put("依申请公开", "国家秘密", "自然人", {"text": "若干"}),
    "a missing row": without("依申请公开", "重复申请"),
    "a stranger's title": headed(4, title="工作小结"),
    "an accepted title": headed(4, title="存在问题及改进情况"),
    "an outdated title": headed(4, title="存在问题及工作打算"),
    "a wrong numeral": headed(4, number="六"),
    "no word of the fee": told(5, "无。"),
    "a stale fee": told(5, "收取检索费30元，未收取信息处理费。"),
    "problems without improvement": told(4, "存在的问题是更新不及时。"),
    "a figure that the table does not have": told(0, "（一）主动公开。2024年，新收政府信息公开申请99999件。"),
    "an impossible rate": told(5, "未收取信息处理费。市长信箱收到来信37件，办结率99.3%。"),
    "a wrong rate": told(5, "未收取信息处理费。网民留言85件，办结80件，办结率100%。"),
    "parts that do not add up": told(5, "未收取信息处理费。发布信息2136条，其中网站1260条，公众号867条。"),
    "late": said(published="2025-02-03"),
    "another year's title": said(title="临江市档案局2023年政府信息公开工作年度报告"),
    "the old form": said(editions={"依申请公开": "2019"}),
    "what is left of a template": told(5, "××年未收取信息处理费。"),
}


def findings(program: dict[str, Any], held: dict[str, Any], lang: str) -> list[Finding]:
    """The findings of a report in a language."""
    laid_out = sheet_of(program, held)
    return Explainer(program, laid_out, held, lang).findings(evaluate(program, laid_out))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sentences(shipped: dict[str, Any], golden: Any, lang: str) -> None:
    """One report after another with one thing wrong, and all that is said of it."""
    lines = []
    for name, change in CASES.items():
        held = consistent_report(7)
        change(held)
        lines.append(f"# {name}")
        lines += [f"{f.severity} {f.verdict} {f.rule}: {f.message}" for f in findings(shipped, held, lang)]
        lines.append("")

    golden(f"engine/sentences.{lang}.txt", "\n".join(lines))


def test_a_finding_is_complete(shipped: dict[str, Any]) -> None:
    """Cells with what they hold, both sides, the difference, the clause, the rule set."""
    held = consistent_report(7)
    row = held["tables"]["复议诉讼"]["行政复议"]
    row["总计"] += 3

    (finding, *_) = [f for f in findings(shipped, held, "zh") if f.rule == "review.sums"]

    assert dict(finding.instance) == {"row": "行政复议"}
    assert (finding.right, finding.difference) == (row["总计"], 3)
    assert [(c.row, c.column, c.value) for c in finding.cells] == [("行政复议", c, v) for c, v in row.items()]
    assert finding.citations[0].instrument == "国办公开办函〔2021〕30号"
    assert finding.origin == "cn-disclosure"


def test_a_phrase_is_quoted_where_it_stands(shipped: dict[str, Any]) -> None:
    """Part, paragraph, offsets and words: the paragraph holds the words at these offsets."""
    held = consistent_report(7)
    text = "甲乙丙。 新收政府信息公开申请 ９９９９ 件。"
    held["sections"][0]["paragraphs"] = ["第一段。", {"text": text, "at": {"line": 9}}]

    (finding,) = [f for f in findings(shipped, held, "zh") if f.rule == "narrative.requests"]

    (ref,) = finding.text
    assert (ref.section, ref.paragraph, ref.at) == ("一", 2, {"line": 9})
    assert text[ref.start : ref.end] == ref.quote
    assert "９９９９" in ref.quote


def test_the_period_is_quoted_where_the_preface_tells_it(shipped: dict[str, Any]) -> None:
    """The title's year is not the period's: the finding stands at the period, and says both."""
    held = consistent_report(7)
    year = held["year"]
    held["period"] = {"from": f"{year - 1}-01-01", "to": f"{year - 1}-12-31"}
    held["preface"] = held["preface"].replace(
        f"自{year}年1月1日起至{year}年", f"自{year - 1}年1月1日起至{year - 1}年"
    )

    (finding,) = [f for f in findings(shipped, held, "zh") if f.rule == "header.year"]

    (ref,) = finding.text
    assert (ref.section, ref.paragraph) == ("preface", 1)
    assert ref.quote == f"{year - 1}年1月1日起至{year - 1}年12月31日"
    assert f"{year - 1}-01-01" in finding.message
    assert held["title"] in finding.message


def test_a_period_that_the_preface_does_not_tell(shipped: dict[str, Any]) -> None:
    """Nothing is quoted."""
    held = consistent_report(7)
    held["period"] = {"from": f"{held['year'] - 1}-01-01", "to": f"{held['year'] - 1}-12-31"}

    (finding,) = [f for f in findings(shipped, held, "zh") if f.rule == "header.year"]

    assert finding.text == ()


def test_fingerprints_follow_the_values(shipped: dict[str, Any]) -> None:
    """The same while the values that a finding names are the same; other cells do not matter."""
    held = consistent_report(7)
    held["tables"]["复议诉讼"]["行政复议"]["总计"] += 3

    def fingerprint() -> str:
        return next(f.fingerprint for f in findings(shipped, held, "zh") if f.rule == "review.sums")

    first = fingerprint()
    held["tables"]["主动公开"]["行政许可"]["处理决定"] += 1
    unrelated = fingerprint()
    held["tables"]["复议诉讼"]["行政复议"]["总计"] += 1

    assert unrelated == first
    assert fingerprint() != first


def test_what_passed_is_shown_with_its_figures(shipped: dict[str, Any]) -> None:
    """The approver's sheet: each relation with both sides computed."""
    held = consistent_report(7)
    laid_out = sheet_of(shipped, held)

    applied, passed = Explainer(shipped, laid_out, held, "zh").cover_sheet()

    outcome = evaluate(shipped, laid_out)
    balance = [p for p in passed if p.rule == "requests.balance"]
    row = {name: held["tables"]["依申请公开"][name]["总计"] for name in ("本年新收", "上年结转")}
    assert len(balance) == 7
    assert (
        f"本年新收 {row['本年新收']} + 上年结转 {row['上年结转']} = {sum(row.values())}"
        in balance[-1].message
    )
    assert len(passed) == sum(rule.passed for rule in applied) == outcome.passed
    assert sum(rule.not_applicable for rule in applied) == outcome.not_applicable


def titled(check: Any, **more: Any) -> tuple[dict[str, Any], Sheet, dict[str, Any]]:
    """A program of one rule, a sheet and its report."""
    made = program(rule(check, **more))
    return made, sheet(made, {0: 3, 1: 5}), report({0: 3, 1: 5})


@pytest.mark.parametrize(
    ("check", "message"),
    [
        pytest.param(("!=", ("c", 0), ("n", 3)), "r0·c0 3，不应等于3", id="must differ"),
        pytest.param(
            ("chain", ("<=", "<="), (("n", 4), ("c", 0), ("c", 1))), "4，应当不超过r0·c0 3", id="a chain"
        ),
        pytest.param(("~", ("c", 0), ("c", 1), ("n", 1)), "r0·c0 3，r0·c1 5，相差超过 1", id="a tolerance"),
        pytest.param(("~", ("c", 0), ("c", 1), None), "r0·c0 3，r0·c1 5，相差 2", id="plain figures, about"),
        pytest.param(("is", "blank", ("c", 0)), "r0·c0 不是空格", id="should be blank"),
        pytest.param(("is", "absent", ("c", 0)), "有r0·c0", id="should be absent"),
        pytest.param(("is", "text", ("c", 0)), "r0·c0 不是文字", id="should be text"),
        pytest.param(("not", ("is", "number", ("c", 0))), "r0·c0 是整数 3", id="should be no number"),
        pytest.param(("not", ("is", "whole", ("c", 0))), "r0·c0 是整数 3", id="should not be whole"),
        pytest.param(("not", ("=", ("c", 0), ("n", 3))), "r0·c0 3，不应等于3", id="not equal"),
        pytest.param(("not", ("not", ("=", ("c", 0), ("n", 4)))), "r0·c0 3，应当是 4", id="twice not"),
        pytest.param(
            ("not", ("and", ("=", ("c", 0), ("n", 3)), ("=", ("c", 1), ("n", 5)))),
            "以下不应同时成立：r0·c0 3 = 3；r0·c1 5 = 5",
            id="not both",
        ),
        pytest.param(
            ("not", ("and", ("not", ("=", ("c", 0), ("n", 4))), ("is", "whole", ("c", 1)))),
            "以下不应同时成立：r0·c0 3，应当是 4；r0·c1 是整数 5",
            id="not both of other kinds",
        ),
        pytest.param(
            ("not", ("or", ("=", ("c", 0), ("n", 3)), ("=", ("c", 1), ("n", 4)))),
            "r0·c0 3，不应等于3",
            id="neither, and one is",
        ),
        pytest.param(
            ("or", ("and", ("=", ("c", 0), ("n", 3)), ("=", ("c", 1), ("n", 4))), ("=", ("c", 0), ("n", 9))),
            "r0·c1 5，应当是 4，而且r0·c0 3，应当是 9",
            id="neither both nor the other",
        ),
        pytest.param(("not", ("<", ("c", 0), ("c", 1))), "r0·c0 3，应当不少于r0·c1 5", id="not less"),
        pytest.param(("not", ("!=", ("c", 0), ("n", 4))), "r0·c0 3，应当是 4", id="not different"),
        pytest.param(("not", ("t!=", ("s", "甲"), ("s", "乙"))), "“甲”，应当是“乙”", id="not another title"),
        pytest.param(
            ("not", ("chain", ("<=", "<"), (("n", 1), ("c", 0), ("c", 1)))),
            "不应成立：1 ≤ r0·c0 3 < r0·c1 5",
            id="not in between",
        ),
        pytest.param(
            ("not", ("~", ("%", 3, 5, 0), ("/", ("c", 0), ("c", 1)), None)),
            "不应成立：60% ≈ r0·c0 3 ÷ r0·c1 5 = 0.6",
            id="not about",
        ),
        pytest.param(
            ("not", ("f", "contains", (("s", "甲乙"), ("s", "甲")), (None, None))),
            "不应成立：包含（“甲乙”、“甲”）",
            id="a function that should not be true",
        ),
        pytest.param(
            ("or", ("=", ("c", 0), ("n", 4)), ("=", ("c", 1), ("n", 4))),
            "r0·c0 3，应当是 4，而且r0·c1 5，应当是 4",
            id="none of two",
        ),
        pytest.param(
            ("=", ("-", ("c", 0), ("neg", ("c", 1))), ("n", 2)),
            "r0·c0 3 - -r0·c1 5 = 8，应当是 2",
            id="minus",
        ),
        pytest.param(
            ("t=", ("prop", "report_title"), ("s", "乙")),
            "报告标题“某局2021年报告”，应当是“乙”",
            id="a title",
        ),
        pytest.param(("t!=", ("s", "乙"), ("s", "乙")), "“乙”，不应是“乙”", id="another title"),
        pytest.param(
            ("in", ("prop", "agency_kind"), ("a", "b")), "机关类别“department”，应当是“a”或“b”", id="one of"
        ),
        pytest.param(
            ("not", ("in", ("prop", "agency_kind"), ("department",))),
            "机关类别“department”，不应是“department”",
            id="none of",
        ),
        pytest.param(
            ("<", ("prop", "period_start"), ("d", "2020-12-31")),
            "统计期起 2021-01-01，应当早于2020-12-31",
            id="a date",
        ),
        pytest.param(
            ("mentions", ("text", "一"), (("w", ("甲",)), ("gap",), ("w", ("乙", "丙")))),
            "第一部分没有提到“甲……[乙|丙]”",
            id="a phrase",
        ),
        pytest.param(
            ("not", ("mentions", ("prop", "report_title"), (("w", ("某局",)),))),
            "报告标题出现了“某局”",
            id="an unwanted word",
        ),
        pytest.param(
            ("=", ("f", "remainder", (("c", 1), ("n", 2)), (None, None)), ("n", 0)),
            "余数（r0·c1、2） 1，应当是 0",
            id="a function",
        ),
    ],
)
def test_every_condition_can_be_told(check: Any, message: str) -> None:
    """Whatever a rule may say, its failure has a sentence."""
    made, laid_out, held = titled(check)

    (finding,) = Explainer(made, laid_out, held, "zh").findings(evaluate(made, laid_out))

    assert finding.message == message


@settings(max_examples=200)
@given(st.lists(rules, min_size=1, max_size=4), contents, st.sampled_from(["zh", "en"]))
def test_whatever_a_rule_says_can_be_told(
    said: list[dict[str, Any]], cells: dict[int, Any], lang: str
) -> None:
    """However conditions are nested, whatever the cells hold: a sentence for each finding, and none is an accident."""
    made = program(*said)
    laid_out = sheet(made, cells)
    outcome = evaluate(made, laid_out)

    explainer = Explainer(made, laid_out, report(cells), lang)
    found = explainer.findings(outcome)
    _, passed = explainer.cover_sheet()

    assert [bool(finding.message) for finding in found] == [True] * len(outcome.open)
    assert len(passed) == outcome.passed


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(("=", ("c", 0), ("c", 1)), id="a cell"),
        pytest.param(("=", ("+", ("c", 0), ("c", 1)), ("n", 5)), id="a sum"),
        pytest.param(("~", ("c", 0), ("c", 1), None), id="a rate"),
        pytest.param(("chain", ("<=", "<="), (("n", 0), ("c", 0), ("c", 1))), id="a chain"),
        pytest.param(("or", ("=", ("c", 0), ("n", 5)), ("=", ("c", 1), ("n", 9))), id="either"),
    ],
)
def test_where_a_blank_fails_the_blank_is_told(check: Any) -> None:
    """空白 不通过: the condition is neither true nor false, so nothing is said of its sides."""
    made = program(rule(check, blank="fail"))
    held = report({0: None, 1: 5})
    laid_out = sheet_of(made, held)

    (finding,) = Explainer(made, laid_out, held, "zh").findings(evaluate(made, laid_out))

    assert (finding.verdict, finding.left, finding.right) == ("fail", None, None)
    assert finding.message == "r0·c0 是空格；按本条规则，空着算不通过"


def test_what_passed_all_the_same_is_told_with_its_blank() -> None:
    """Either of two holds, and the other has a blank among its addends."""
    addends = ("f", "sum", (("many", ("c", 0), ("c", 1)),), ("c",))
    made = program(rule(("or", ("=", addends, ("n", 5)), ("=", ("c", 1), ("n", 5)))))
    held = report({0: None, 1: 5})

    _, (passed,) = Explainer(made, sheet_of(made, held), held, "zh").cover_sheet()

    assert passed.message == "r0·c0 是空格、r0·c1 5"


def test_a_message_of_the_rule_replaces_ours() -> None:
    """消息 with computed values and units, and with both sides."""
    parts = (
        "差了 ",
        (("difference",), "件"),
        "：",
        (("c", 0), None),
        " 对 ",
        (("right",), None),
        "，",
        (("pc", 0), None),
    )
    made, laid_out, held = titled(("=", ("c", 0), ("c", 1)), message=parts)

    (finding,) = Explainer(made, laid_out, held, "zh").findings(evaluate(made, laid_out))

    assert finding.message == "差了 2件：3 对 5，没有给出上年报告"


def test_a_translation_replaces_the_title() -> None:
    """Titles are in the language of the form; a run in another language takes the translation."""
    made, laid_out, held = titled(("=", ("c", 0), ("c", 1)))
    translations = {"test.rule": {"title": "Two cells", "because": "They must be alike."}}

    (finding,) = Explainer(made, laid_out, held, "en", translations=translations).findings(
        evaluate(made, laid_out)
    )

    assert (finding.title, finding.because) == ("Two cells", "They must be alike.")


def test_other_reports_are_named() -> None:
    """A finding that compares with last year or with the parts says which report holds which figure."""
    made = program(
        rule(("=", ("c", 0), ("pc", 0))), rule(("=", ("c", 0), ("f", "sum", (("parts", ("c", 0)),), (None,))))
    )
    laid_out = sheet(made, {0: 3})
    laid_out.previous = sheet_of(made, report({0: 4}), "last.json")
    laid_out.subordinates = [sheet_of(made, report({0: n}), f"part{n}.json") for n in (1, 5)]

    last, parts = Explainer(made, laid_out, report({0: 3}), "zh").findings(evaluate(made, laid_out))

    assert last.message == "r0·c0 3，上年报告 r0·c0 4，相差 1"
    assert [(c.report, c.value) for c in last.cells] == [(None, 3), ("last.json", 4)]
    assert parts.message == "r0·c0 3，所属各单位之和 6（part5.json 5、part1.json 1），相差 3"
    assert [(c.report, c.value) for c in parts.cells] == [(None, 3), ("part1.json", 1), ("part5.json", 5)]


OF_PARTS = ("parts", ("c", 0))
SUM = ("=", ("c", 0), ("f", "sum", (OF_PARTS,), (None,)))
LARGEST = (">=", ("c", 0), ("f", "max", (OF_PARTS,), (None,)))
SMALLEST = ("<=", ("c", 0), ("f", "min", (OF_PARTS,), (None,)))


def of_parts(check: Any, own: Any, *parts: Any) -> Finding:
    """The finding about a report with these parts: what a cell of each holds, or the name of one that is not there."""
    made = program(rule(check))
    laid_out = sheet(made, {0: own})
    laid_out.subordinates = [
        sheet_of(made, {"form": "2021", "agency": held}, held)
        if isinstance(held, str)
        else sheet_of(made, report({0: held}, agency=f"{number}镇"), f"{number}.json")
        for number, held in enumerate(parts, 1)
    ]
    (finding,) = Explainer(made, laid_out, report({0: own}), "zh").findings(evaluate(made, laid_out))
    return finding


@pytest.mark.parametrize(
    ("check", "cells", "message"),
    [
        pytest.param(SUM, (7, "李庄镇"), "不能判断：李庄镇没有报告", id="a report that is not there"),
        pytest.param(
            SUM, (7, 1, "李庄镇", "王家镇"), "不能判断：李庄镇没有报告、王家镇没有报告", id="two of them"
        ),
        pytest.param(SUM, (7, 1, None), "不能判断：2镇的 r0·c0 是空格", id="a blank"),
        pytest.param(SUM, (7, {"text": "/"}), "不能判断：1镇的 r0·c0 填的不是数字", id="a mark"),
        pytest.param(SUM, (7, 0), "r0·c0 7，所属各单位之和 0，相差 7", id="nothing to add"),
        pytest.param(
            SUM,
            (7, *range(1, 11)),
            "r0·c0 7，所属各单位之和 55（10镇 10、9镇 9、8镇 8、7镇 7、6镇 6、5镇 5、4镇 4、3镇 3…），相差 48",
            id="the largest of many",
        ),
        pytest.param(
            LARGEST, (7, 9, 9, 1), "r0·c0 7，应当不少于所属单位中最大的 9（1镇、2镇）", id="two as large"
        ),
        pytest.param(
            LARGEST, (7, 9, "李庄镇"), "r0·c0 7，应当不少于所属单位中最大的 9（1镇）", id="whoever is missing"
        ),
        pytest.param(SMALLEST, (7, 9, 3), "r0·c0 7，应当不超过所属单位中最小的 3（2镇）", id="the smallest"),
        pytest.param(
            (">=", ("c", 0), ("f", "max", (("many", ("c", 1), ("c", 2)),), (None,))),
            (-1, 9),
            "r0·c0 -1，应当不少于最大（r0·c1、r0·c2） 0",
            id="the largest of its own",
        ),
    ],
)
def test_what_parts_hold(check: Any, cells: tuple[Any, ...], message: str) -> None:
    """Whose figure it is, whose is missing, and who has no report at all."""
    assert of_parts(check, *cells).message == message


def test_a_largest_that_is_not_known() -> None:
    """What is there decides, and of what is there it is the largest."""
    made = program(rule((">=", ("c", 0), ("f", "max", (("many", ("c", 1), ("c", 2)),), (None,)))))
    held = report({0: 3, 1: 5, 2: None})
    laid_out = sheet_of(made, held)

    (finding,) = Explainer(made, laid_out, held, "zh").findings(evaluate(made, laid_out))

    assert finding.message == "r0·c0 3，应当不少于最大（r0·c1、r0·c2） 5"


def test_cells_of_a_report_that_is_not_there() -> None:
    """Nothing was found there: that is no blank."""
    finding = of_parts(SUM, 7, 1, "李庄镇")

    assert [(c.report, c.value, c.found) for c in finding.cells] == [
        (None, 7, True),
        ("1.json", 1, True),
        ("李庄镇", None, False),
    ]


def test_open_rows_are_named() -> None:
    """A row that only the report knows is named as the report names it."""
    made = program(
        rule(each="row", source="o", template=(None, ("=", ("row", "o", "new"), ("prow", "o", "done")))),
        rule(("=", ("c", 0), ("f", "sum", (("rows", "o", "new"),), ("components",)))),
    )
    held = report({0: 3})
    held["tables"]["o"] = {"A": {"new": 3, "done": 1}, "B": {"new": None}}
    laid_out = sheet_of(made, held)
    laid_out.previous = laid_out

    row, lacking, overall = Explainer(made, laid_out, held, "zh").findings(evaluate(made, laid_out))

    assert row.message == "A：new 3，上年报告 done 1，相差 2"
    assert lacking.message == "B：不能判断：new 是空格、没有读到 上年报告 done"
    assert overall.verdict == "unknown"
    assert [(c.row, c.value, c.found) for c in overall.cells] == [
        ("r0", 3, True),
        ("A", 3, True),
        ("B", None, True),
    ]


@pytest.mark.parametrize(
    ("check", "place"),
    [
        pytest.param(("mentions", ("text", "三"), (("w", ("甲",)),)), {"section": "三"}, id="one part"),
        pytest.param(
            (
                "and",
                ("mentions", ("text", "三"), (("w", ("甲",)),)),
                ("mentions", ("text", "一"), (("w", ("甲",)),)),
            ),
            {},
            id="two parts",
        ),
        pytest.param(("=", ("c", 0), ("c", 1)), {}, id="no text"),
    ],
)
def test_a_rule_about_a_part_says_which(check: Any, place: dict[str, str]) -> None:
    """What is missing from a part has no words to quote: the finding names the part."""
    made, laid_out, held = titled(check)

    (finding,) = Explainer(made, laid_out, held, "zh").findings(evaluate(made, laid_out))

    assert dict(finding.instance) == place


KINDS = ("absent", None, {"text": "/"}, {"text": "若干"}, 0)
NODES = [
    *(
        ("c", 0),
        ("pc", 0),
        ("prop", "agency"),
        ("prop", "published"),
        ("pprop", "year"),
        ("text", "二"),
        ("ptext", "一"),
    ),
    *(
        ("rd", 1, 1, 31),
        ("days", ("prop", "published"), ("rd", 0, 12, 31)),
        ("later", ("rd", 1, 1, 31), ("c", 0)),
    ),
    *(("/", ("n", 1), ("c", 0)), ("neg", ("c", 0)), ("scale", ("c", 0), 10, 1), ("setting", "期限")),
    *(("f", "sum", (("parts", ("c", 0)),), (None,)), ("f", "mean", (("c", 0),), (None,))),
    *(
        ("f", "years", (("prop", "agency"),), (None,)),
        ("f", "similarity", (("ptext", "一"), ("s", "")), (None, None)),
    ),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("held", [pytest.param(kind, id=str(kind)) for kind in KINDS])
@pytest.mark.parametrize("node", [pytest.param(node, id=str(node)) for node in NODES])
def test_whatever_is_missing_can_be_told(node: Any, held: Any, lang: str) -> None:
    """A report that tells next to nothing: every reason has a sentence, and none raises."""
    settings = {"期限": ("", ("by", ("prop", "agency_kind"), (("x", ("rd", 1, 1, 31)),)), "test")}
    made = program(
        rule(("=", node, node)),
        rule(("not", ("=", node, node))),
        rule(("is", "absent", node)),
        settings=settings,
    )
    told = report({0: held}, year=None, agency_kind=None, sections=[])
    laid_out = sheet_of(made, told)

    found = Explainer(made, laid_out, told, lang).findings(evaluate(made, laid_out))

    assert all(finding.message for finding in found)
