"""Which rule sets there are, which are wanted, and which rules fit a report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from compliance import changes, shipped, userfolders
from compliance.errors import PluginError, ReadError, RuleErrors, UsageError
from compliance.library import Library
from compliance.plugins import Function, RuleSet
from compliance.plugins.manager import Plugins
from compliance.report import Report
from compliance.values import NOT_COMPUTABLE, Exact

OLD = ["cn-disclosure-2019", "cn-disclosure"]
"""The rule sets of the trial edition: its own tables, the rules of the other."""
HEAD = "规则集 {name} “{name}” 版本 “2025.1” 自 2024\n法规 通知 “通知” “第1号” 自 2024-12-01\n"
RULE = """\
规则 {name} “规则” 警告
  依据 通知 “一”
  理由 “理由。”
  检查 [结转下年度, 总计] ≤ 2
  例     | [结转下年度, 总计] |
  通过   | 2                  |
  不通过 | 3                  |
"""
OTHER_FORM = """\
规则集 other “Other form” 版本 “{edition}.1” 自 2021
法规 法 “法” “第1号” 自 2000-01-01
单位 件 整数
目次
  一 “总体情况”
表 {table}（件） “表” 位于 一
  列 数
  行 甲，乙
规则 {name} “甲不多于乙” 错误
  依据 法 “一”
  理由 “理由。”
  检查 [甲, 数] ≤ [乙, 数]
  例     | [甲, 数] | [乙, 数] |
  通过   | 1        | 1        |
  不通过 | 2        | 1        |
"""


def rule_set(name: str, *texts: str) -> RuleSet:
    """Make a rule set out of text."""
    return RuleSet(name, ((f"{name}.rules", "\n".join(texts).encode()),))


def local(name: str, uses: str = "cn-disclosure", more: str = "") -> RuleSet:
    """Make a local rule set with one rule."""
    return rule_set(name, f"沿用 {uses}", HEAD.format(name=name), more, RULE.format(name=f"{name}.rule"))


def made(*brought: RuleSet, wanted: tuple[str, ...] = (), cache: bool = False, **hooks: object) -> Library:
    """Make a library with the shipped rule sets and those of a plug-in."""
    plugins = Plugins("en")
    plugins.add("govcheck", shipped)
    plugins.add("region", SimpleNamespace(govcheck_rule_sets=lambda: brought, **hooks))
    return Library(plugins, wanted, use_cache=cache)


def groups(found: Library) -> list[list[str]]:
    """Return the names of the rule sets of each program."""
    return [[ref[0] for ref in program["rule_sets"]] for program in found.programs]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two local rule sets as files."""
    for each in (local("near"), local("far", uses="near")):
        place = tmp_path / f"folder-{each.name}"
        place.mkdir()
        (place / "local.rules").write_bytes(each.files[0][1])
    (tmp_path / "empty").mkdir()
    return tmp_path


# ── which of them ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("brought", "wanted", "expected"),
    [
        pytest.param([], (), [["cn-disclosure"], OLD], id="the shipped ones"),
        pytest.param(
            [local("js")], (), [["cn-disclosure", "js"], [*OLD, "js"]], id="a plug-in's is applied with them"
        ),
        pytest.param([local("js")], ("cn-disclosure",), [["cn-disclosure"], OLD], id="only what is named"),
        pytest.param(
            [local("js")],
            ("js",),
            [["cn-disclosure", "js"], [*OLD, "js"]],
            id="named, with what it builds on",
        ),
        pytest.param(
            [local("js", uses="cn-disclosure-2019")],
            (),
            [["cn-disclosure"], [*OLD, "js"]],
            id="built on one edition only",
        ),
        pytest.param(
            [local("js"), local("nj", uses="js")],
            ("nj",),
            [["cn-disclosure", "js", "nj"], [*OLD, "js", "nj"]],
            id="built on one that is built on another",
        ),
        pytest.param(
            [local("js"), local("zj")],
            ("zj",),
            [["cn-disclosure", "zj"], [*OLD, "zj"]],
            id="one of two",
        ),
        pytest.param(
            [rule_set("other", OTHER_FORM.format(edition="2022", table="另表", name="other.rule"))],
            (),
            [["cn-disclosure"], OLD, ["other"]],
            id="another form has a program of its own",
        ),
    ],
)
def test_which_rule_sets_are_linked(brought, wanted, expected):
    """One program for each form, with the local rule sets that build on it."""
    assert groups(made(*brought, wanted=wanted)) == expected


def test_rule_sets_named_by_their_place(folder):
    """A folder, a file; the name is that of the head."""
    found = made(wanted=(str(folder / "folder-near"), str(folder / "folder-far" / "local.rules")))

    assert groups(found) == [["cn-disclosure", "near", "far"], [*OLD, "near", "far"]]
    assert found.asked == {"near", "far"}


def test_what_builds_on_nothing_gets_its_mistake_told(folder):
    """The rule set on which it builds is not there."""
    with pytest.raises(RuleErrors) as caught:
        made(wanted=(str(folder / "folder-far"),)).load()

    assert "near" in caught.value.text("zh")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("cn-disclosur", "did you mean cn-disclosure?", id="near"),
        pytest.param("zzz", "there are the rule sets: cn-disclosure", id="nothing near"),
    ],
)
def test_a_rule_set_that_is_not_there(name, told):
    """What there is, is told."""
    with pytest.raises(UsageError) as caught:
        made(wanted=(name,))

    assert told in caught.value.text("en")


def test_a_folder_without_rules(folder):
    """It is named."""
    with pytest.raises(UsageError) as caught:
        made(wanted=(str(folder / "empty"),))

    assert "no .rules file" in caught.value.text("en")


def test_rules_that_cannot_be_read(folder, monkeypatch):
    """Named, with the reason."""
    read_bytes = Path.read_bytes

    def forbidden(path):
        if path.suffix != ".rules":
            return read_bytes(path)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(UsageError) as caught:
        made(wanted=(str(folder / "folder-near"),))

    assert "cannot be read (you have no right to, or another program is using the file)" in caught.value.text(
        "en"
    )


def test_heads_are_remembered(tmp_path, monkeypatch):
    """What a rule set builds on is looked up once; a spoiled memory is not believed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert groups(made(local("js"), cache=True))[0] == ["cn-disclosure", "js"]
    for file in (tmp_path / "govcheck").glob("head.*"):
        assert userfolders.recall(file.name)
        userfolders.remember(file.name, b"")

    assert groups(made(local("js"), cache=True))[0] == ["cn-disclosure", "js"]

    import compliance.dsl.load

    monkeypatch.setattr(compliance.dsl.load, "head_of", lambda source: pytest.fail("looked up again"))

    assert groups(made(local("js"), cache=True))[0] == ["cn-disclosure", "js"]


# ── what fits ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("report", "told"),
    [
        pytest.param(Report(form="2018", year=2024), "form 2018, year 2024", id="another edition"),
        pytest.param(Report(form="2021", year=2018), "form 2021, year 2018", id="before every edition"),
        pytest.param(Report(form="2018"), "form 2018, year unknown", id="no year"),
    ],
)
def test_no_rules_for_a_report(report, told):
    """Said with what there is."""
    with pytest.raises(ReadError) as caught:
        made().fitting(report, "a.json")

    assert told in caught.value.text("en")


def test_two_forms_of_one_edition():
    """The tables of the report tell them apart; where they do not, nobody guesses."""
    other = rule_set("other", OTHER_FORM.format(edition="2021", table="另表", name="other.rule"))
    found = made(other)
    fitting = found.fitting(Report(form="2021", year=2024, tables={"另表": {}}), "a.json")

    assert fitting["rule_sets"][0][0] == "other"
    with pytest.raises(ReadError) as caught:
        found.fitting(Report(form="2021", year=2024), "a.json")
    assert "cn-disclosure, other" in caught.value.text("en")


def test_translations_are_those_of_the_rule_sets():
    """A plug-in may bring its own."""
    translated = RuleSet(
        "js", local("js").files, {"en": b'[rules."js.rule"]\ntitle = "A rule of the city"\n'}
    )
    found = made(translated)
    told = found.translations(found.programs[0], "en")

    assert told["js.rule"]["title"] == "A rule of the city"
    assert "requests.balance" in told
    assert found.translations(found.programs[0], "zh") == {}


# ── what local rule sets change ──────────────────────────────────────────────────────────────────────────────

CHANGES = """\
设定 公布期限 “部门” 次年1月26日 依据 通知 “三” 理由 “早几天。”
设定 最少字数 400 字 依据 通知 “三” 理由 “多写些。”
设定 其他事由上限 20% 依据 通知 “三” 理由 “少些。”
调整 requests.filled 错误 依据 通知 “四” 理由 “不留空格。”
调整 requests.carried 当 [办理总计, 总计] ≥ 50 依据 通知 “五” 理由 “太少没有意义。”
调整 review.filled 自 2025 依据 通知 “七” 理由 “明年起。”
调整 header.parts 依据 通知 “八” 理由 “通知也这样要求。”
停用 content.substance 依据 通知 “六” 理由 “不看长短。”
"""


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        pytest.param(
            "zh",
            [
                "改了 公布期限：部门 次年1月31日 改为 次年1月26日（依据 第1号 三：早几天。）",
                "把 requests.filled 由警告升为错误（依据 第1号 四：不留空格。）",
                "缩小了 requests.carried 的范围（依据 第1号 五：太少没有意义。）",
                "把 review.filled 限于 2025– 年（依据 第1号 七：明年起。）",
                "给 header.parts 加了依据（依据 第1号 八：通知也这样要求。）",
                "停用了 content.substance（依据 第1号 六：不看长短。）",
            ],
            id="Chinese",
        ),
        pytest.param(
            "en",
            [
                "sets 公布期限: department 1-26 of the next year instead of 1-31 of the next year (第1号 三: 早几天。)",
                "raises requests.filled from warning to error",
            ],
            id="English",
        ),
    ],
)
def test_changes_are_told_with_law_and_reason(lang, expected):
    """Every one of them, in every output."""
    found = made(local("js", more=CHANGES))
    told = "\n".join(found.changes(found.programs[0], lang))

    assert [each for each in expected if each not in told] == []
    assert told.count("\n") == 7


@pytest.mark.parametrize(
    ("node", "told"),
    [
        pytest.param(("n", 400), "400", id="a number"),
        pytest.param(("q", 1, 3), "1/3", id="a fraction"),
        pytest.param(("%", 1, 5, 0), "20%", id="a percentage"),
        pytest.param(("rd", -1, 12, 31), "上年12月31日", id="a day of last year"),
        pytest.param(("d", "2025-01-01"), "2025-01-01", id="a date"),
        pytest.param(("scale", ("n", 3), 10000, 1), "3", id="in another unit"),
        pytest.param(("s", "文字"), "文字", id="a text"),
    ],
)
def test_a_value_is_told_as_it_is_written(node, told):
    """As a rule file has it."""
    assert changes.literal(node, "zh") == told


# ── functions of plug-ins ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("functions", "told"),
    [
        pytest.param(
            [Function("f", ("number",), "figure", abs)], "type number, which is not known", id="argument"
        ),
        pytest.param(
            [Function("f", ("figure",), "number", abs)], "type number, which is not known", id="result"
        ),
        pytest.param(
            [Function("合计", ("figures",), "figure", sum)],
            "govcheck and region both have a function 合计",
            id="taken",
        ),
    ],
)
def test_a_function_that_cannot_be_declared(functions, told):
    """An error at the start."""
    with pytest.raises(PluginError) as caught:
        made(govcheck_functions=lambda: functions)

    assert told in caught.value.text("en")


def test_a_function_of_two_plugins():
    """Neither is chosen in silence."""
    plugins = Plugins("en")
    for name in ("a", "b"):
        brought = [Function("同比", ("figure",), "figure", abs)]
        plugins.add(name, SimpleNamespace(govcheck_functions=lambda brought=brought: brought))
    with pytest.raises(PluginError) as caught:
        Library(plugins)

    assert "Plug-ins b and a both have a function 同比" in caught.value.text("en")


@pytest.mark.parametrize(
    ("takes", "gives", "given", "call", "expected"),
    [
        pytest.param(("figure",), "figure", (3,), lambda a: a * 2, 6, id="whole"),
        pytest.param(("figure",), "figure", (Exact(1, 2),), lambda a: a + Fraction(1, 2), 1, id="a fraction"),
        pytest.param(("figure",), "ratio", (1,), lambda a: Decimal("0.5"), Exact(1, 2), id="a decimal back"),
        pytest.param(("figures",), "figure", ([1, 2],), sum, 3, id="many"),
        pytest.param(
            ("date",), "date", ("2025-01-31",), lambda d: d.replace(day=1), "2025-01-01", id="a date"
        ),
        pytest.param(("text",), "text", ("甲",), lambda t: t + "乙", "甲乙", id="a text"),
        pytest.param(("text",), "truth", ("甲",), lambda t: t == "甲", True, id="a truth"),
        pytest.param(("text",), "truth", ("甲",), lambda t: None, None, id="an unknown truth"),
        pytest.param(("figure",), "figure", (0,), lambda a: None, NOT_COMPUTABLE, id="not computable"),
    ],
)
def test_values_of_a_function(takes, gives, given, call, expected):
    """Plug-ins see Python's values, the engine its own."""
    found = made(govcheck_functions=lambda: [Function("f", takes, gives, call)])

    assert found.functions["f"](*given) == expected


@pytest.mark.parametrize(
    ("gives", "answer"),
    [
        pytest.param("figure", True, id="a truth is no figure"),
        pytest.param("figure", 0.5, id="no binary fractions"),
        pytest.param("date", "2025-01-01", id="a text is no date"),
        pytest.param("text", date(2025, 1, 1), id="a date is no text"),
        pytest.param("truth", 1, id="a number is no truth"),
    ],
)
def test_a_function_that_breaks_its_promise(gives, answer):
    """The plug-in is named, with what it gave."""
    found = made(govcheck_functions=lambda: [Function("f", (), gives, lambda: answer)])
    with pytest.raises(PluginError) as caught:
        found.functions["f"]()

    assert f"{gives} was promised, {type(answer).__name__} was given" in caught.value.text("en")


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        pytest.param(2022, ["cn-disclosure"], id="before the local set"),
        pytest.param(2024, ["cn-disclosure", "js", "nj"], id="in its years"),
        pytest.param(None, ["cn-disclosure", "js", "nj"], id="a report that tells no year is not spared"),
    ],
)
def test_local_rules_in_their_years_only(year, expected):
    """A local rule set, and what builds on it, is not applied to the reports of other years."""
    found = made(local("js"), local("nj", uses="js"))

    program = found.fitting(Report(form="2021", year=year), "x")

    assert [ref[0] for ref in program["rule_sets"]] == expected
    assert found.fitting(Report(form="2021", year=year), "x") is program
