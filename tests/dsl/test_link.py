"""Rule sets together: what a local one may change in another, what is refused, and what is written down."""

from __future__ import annotations

import hashlib

import pytest

from compliance.dsl.load import head_of, load_rule_sets, sha256_of
from compliance.dsl.names import Signature
from compliance.engine.generate import prepare
from compliance.engine.proof import prove
from compliance.errors import RuleErrors
from compliance.plugins.specs import Function
from tests.dsl.sample import RULES, compiled, source

BASE = source(RULES / "permits.rules")
HEAD = """沿用 permits 版本 “2022.3”
规则集 city “某市补充规则” 版本 “1” 自 2022
法规 市通知 “关于报告的通知” “某办〔2022〕1号” 自 2022-01-01
"""
OTHER = HEAD.replace("city", "county").replace("市通知", "县通知")
BECAUSE = "，依据 市通知 “三”，理由 “本市要求。”"
RULE = """规则 permits.local “本市的规则” 提示
  依据 市通知
  理由 “试。”
  检查 [新收, 合计] ≥ 0
  例     | [新收, 合计] |
  通过   | 0            |
  不通过 | -1           |
"""


def linked(*locals_: str):
    """The program of the sample rule set and local ones."""
    return load_rule_sets([BASE, *((f"l{i}", [(f"l{i}.rules", t.encode())]) for i, t in enumerate(locals_))])


def told(*locals_: str) -> list[tuple[str, str]]:
    """The mistakes of local rule sets: the key of each, and what stands at its place."""
    try:
        linked(*locals_)
    except RuleErrors as errors:
        return [
            (e.message.key.partition(".")[2], e.line[e.position.column - 1 :].split("，")[0].split(" ")[0])
            for e in errors.errors
        ]
    return []


def rule(program, name):
    """A rule of a program."""
    return next(rule for rule in program["rules"] if rule["name"] == name)


def test_base_alone():
    """Nothing is changed, and the sum of its text is that of its file."""
    program = compiled("permits")

    assert program["changes"] == ()
    assert program["rule_sets"] == (("permits", "2022.3", hashlib.sha256(BASE[1][0][1]).hexdigest()),)
    assert program["edition"] == "2022"


def test_raise():
    """调整 raises the severity and cites the local law beside the rule's own."""
    program = linked(HEAD + "调整 fees.received 错误" + BECAUSE)
    changed = rule(program, "fees.received")

    assert changed["severity"] == "error"
    assert changed["citations"] == (("办法", None), ("市通知", "三"))
    assert changed["examples"] != ()
    assert program["changes"] == (
        ("raise", "fees.received", "city", "市通知", "三", "本市要求。", ("warning", "error")),
    )
    assert [name for name, *_ in program["rule_sets"]] == ["permits", "city"]


def test_restrict():
    """当 narrows a rule down, with names of the local set; the old proof no longer proves it."""
    local = HEAD + "参数 几件 “多少件以上才看” 10 件\n调整 fees.received 当 [新收, 合计] ≥ 几件" + BECAUSE
    program = linked(local)
    changed = rule(program, "fees.received")
    when = {when for _, when, _ in changed["instances"]}

    assert when == {(">=", ("c", program["layout"].index(("许可", "新收", "合计"))), ("setting", "几件"))}
    assert changed["examples"] == ()
    assert [change[0] for change in program["changes"]] == ["restrict"]


def test_restrict_beside_a_condition():
    """The rule's own 当 still holds."""
    changed = rule(linked(HEAD + "调整 permits.refused 当 年度 ≥ 2023" + BECAUSE), "permits.refused")

    assert changed["instances"][0][1][0] == "and"
    assert len(changed["instances"][0][1]) == 3


def test_years():
    """The years of a rule may be shortened."""
    program = linked(HEAD + "调整 fees.received 自 2023 至 2025" + BECAUSE)
    changed = rule(program, "fees.received")

    assert (changed["since"], changed["until"]) == (2023, 2025)
    assert program["changes"][0][0] == "years"
    assert program["changes"][0][-1] == (2023, 2025)


def test_cite():
    """依据 alone adds a citation."""
    program = linked(HEAD + "调整 permits.balance" + BECAUSE)

    assert rule(program, "permits.balance")["citations"][-1] == ("市通知", "三")
    assert [change[0] for change in program["changes"]] == ["cite"]


def test_suspend():
    """What is no error may be suspended, and that is written down."""
    program = linked(HEAD + "停用 fees.received" + BECAUSE)

    assert all(rule["name"] != "fees.received" for rule in program["rules"])
    assert program["changes"] == (("suspend", "fees.received", "city", "市通知", "三", "本市要求。", ()),)


@pytest.mark.parametrize(
    ("change", "name", "node", "detail"),
    [
        pytest.param(
            "设定 期限 “部门” 次年1月20日",
            "期限",
            (
                "by",
                ("prop", "agency_kind"),
                (("department", ("rd", 1, 1, 20)), ("government", ("rd", 1, 3, 31))),
            ),
            (("department", ("rd", 1, 1, 31), ("rd", 1, 1, 20)),),
            id="an earlier deadline",
        ),
        pytest.param(
            "设定 期限 “乡镇” 次年1月15日",
            "期限",
            (
                "by",
                ("prop", "agency_kind"),
                (
                    ("department", ("rd", 1, 1, 31)),
                    ("government", ("rd", 1, 3, 31)),
                    ("township", ("rd", 1, 1, 15)),
                ),
            ),
            (("township", None, ("rd", 1, 1, 15)),),
            id="a deadline where there was none",
        ),
        pytest.param(
            "设定 上限 25.5%",
            "上限",
            ("%", 51, 200, 1),
            ((None, ("%", 3, 10, 0), ("%", 51, 200, 1)),),
            id="a share",
        ),
        pytest.param(
            "设定 字数下限 150", "字数下限", ("n", 150), ((None, ("n", 100), ("n", 150)),), id="a number"
        ),
        pytest.param(
            "设定 起征 5000 元", "起征", ("q", 1, 2), ((None, ("n", 1), ("q", 1, 2)),), id="in another unit"
        ),
    ],
)
def test_set(change, name, node, detail):
    """设定 gives a setting its local value; rules that use it lose a proof that was made for the old one, and cite what
    prescribes the new one, too."""
    program = linked(HEAD + change + BECAUSE)

    assert program["settings"][name][1] == node
    assert program["settings"][name][2] == "permits"
    assert program["changes"] == (("set", name, "city", "市通知", "三", "本市要求。", detail),)
    users = [rule for rule in program["rules"] if ("setting", name) in _flat(rule["instances"])]
    assert users != []
    assert all(rule["examples"] == () for rule in users)
    assert all(rule["citations"][-1] == ("市通知", "三") for rule in users)
    assert all(("市通知", "三") not in rule["citations"] for rule in program["rules"] if rule not in users)


def _flat(node):
    found = [node] if isinstance(node, tuple) else []
    return found + [each for inner in found[:1] for part in inner for each in _flat(part)]


def test_local_rules_and_sections():
    """A local set adds rules, parts, tables and facts; its rules apply in its years only; all examples hold."""
    local = HEAD.replace("自 2022\n法规", "自 2023 至 2026\n法规") + (
        "目次\n  三 “本市事项”\n"
        "表 投诉（件） “投诉情况” 位于 三\n  列 来信，来访\n  行 收到\n"
        "表述 投诉数 “正文所述的投诉数量”\n  位于 三\n  说 “收到投诉{数 件}” 应为 合计([收到, 来信 至 来访])\n"
        "规则 local.complaints “正文与表一致” 警告\n  依据 市通知\n  理由 “试。”\n  对 投诉数 每处\n  检查 数 = 应为\n"
        "  例     | 部分 三         | [收到, 来信] | [收到, 来访] |\n"
        "  通过   | “收到投诉3件。” | 1            | 2            |\n"
        "  不通过 | “收到投诉3件。” | 1            | 1            |\n"
    )
    program = linked(local + RULE)
    prepare(program)

    assert [heading[0] for heading in program["headings"]] == ["一", "二", "三"]
    assert program["layout"][-2:] == (("投诉", "收到", "来信"), ("投诉", "收到", "来访"))
    assert program["rules"][-1]["name"] in ("local.complaints", "publication.deadline")
    assert rule(program, "local.complaints")["since"] == 2023
    assert rule(program, "local.complaints")["until"] == 2026
    assert rule(program, "permits.local")["origin"] == "city"
    assert [proof for proof in prove(program) if not proof.holds] == []


def test_a_set_upon_a_local_set():
    """A county may build on its city: it sees the names of both."""
    county = """沿用 city
规则集 county “某县补充规则” 版本 “1” 自 2022
法规 县通知 “县的通知” 自 2022-01-01
停用 permits.local，依据 县通知，理由 “试。”
"""
    program = linked(county, HEAD + RULE)

    assert [name for name, *_ in program["rule_sets"]] == ["permits", "city", "county"]
    assert program["changes"] == (("suspend", "permits.local", "county", "县通知", None, "试。", ()),)


def test_two_local_sets():
    """Two that change different things go together."""
    program = linked(
        HEAD + "停用 fees.received" + BECAUSE + "\n设定 期限 “部门” 次年1月20日" + BECAUSE,
        OTHER + "设定 期限 “政府” 次年3月1日，依据 县通知，理由 “试。”",
    )

    assert [(change[0], change[2]) for change in program["changes"]] == [
        ("set", "city"),
        ("set", "county"),
        ("suspend", "city"),
    ]


def test_same_law_in_two_sets():
    """The same notice may be declared by both; another under its name may not."""
    law = "法规 省办法 “省的办法” 自 2021-01-01\n"

    assert told(HEAD + law, OTHER + law) == []
    assert told(HEAD + law, OTHER + law.replace("省的", "另一个")) == [("twice", "法规")]


@pytest.mark.parametrize(
    ("change", "mistake", "at"),
    [
        pytest.param("调整 permits.balance 警告" + BECAUSE, "adjust-lower", "permits.balance", id="lowered"),
        pytest.param("调整 permits.balance 错误" + BECAUSE, None, "", id="kept"),
        pytest.param(
            "停用 permits.balance" + BECAUSE, "suspend-error", "permits.balance", id="an error suspended"
        ),
        pytest.param("停用 permits.balence" + BECAUSE, "unknown-rule", "permits.balence", id="no such rule"),
        pytest.param("停用 fees.received 理由 “试。”", "change-without-law", "停用", id="no law"),
        pytest.param("停用 fees.received 依据 市通知", "change-without-reason", "停用", id="no reason"),
        pytest.param("停用 fees.received 依据 省令 理由 “试。”", "unknown-law", "省令", id="an unknown law"),
        pytest.param(
            "停用 fees.received 至 2024" + BECAUSE, "not-in-suspend", "至", id="years of a suspension"
        ),
        pytest.param(
            "调整 fees.received 检查 年度 > 0" + BECAUSE, "not-in-adjust", "检查", id="another check"
        ),
        pytest.param(
            "调整 fees.received 空白 作 0" + BECAUSE, "not-in-adjust", "空白", id="another policy on blanks"
        ),
        pytest.param(
            "设定 上限 20% 当 年度 > 0" + BECAUSE, "not-in-set", "当", id="a setting under a condition"
        ),
        pytest.param("调整 years.opening 自 2022" + BECAUSE, "adjust-years", "2022", id="more years"),
        pytest.param("调整 years.opening 至 2022" + BECAUSE, "never-years", "2022", id="no years left"),
        pytest.param(
            "调整 fees.received 当 1 = 2" + BECAUSE, "never-applies", "=", id="restricted to nothing"
        ),
        pytest.param(
            "设定 期限 “部门” 次年2月1日" + BECAUSE, "set-only-earlier", "次年2月1日", id="a later deadline"
        ),
        pytest.param(
            "设定 期限 “部门” 2023-01-01" + BECAUSE, "set-other-kind", "2023-01-01", id="a fixed day"
        ),
        pytest.param(
            "设定 期限 次年1月1日" + BECAUSE, "set-needs-cases", "期限", id="one value for all kinds"
        ),
        pytest.param("设定 期限 “部门” 3" + BECAUSE, "cases-differ", "期限", id="a number for a date"),
        pytest.param("设定 上限 “部门” 3%" + BECAUSE, "set-has-cases", "上限", id="kinds of a single value"),
        pytest.param("设定 上限 40%" + BECAUSE, "set-only-lower", "40%", id="a laxer share"),
        pytest.param("设定 字数下限 50 字" + BECAUSE, "set-only-higher", "50", id="a laxer length"),
        pytest.param("设定 字数下限 50 元" + BECAUSE, "cases-differ", "字数下限", id="money for characters"),
        pytest.param("设定 上线 3%" + BECAUSE, "unknown-setting", "上线", id="no such setting"),
        pytest.param("参数 自定 “试” 3\n设定 自定 4" + BECAUSE, "set-own", "自定", id="its own setting"),
        pytest.param(RULE + "停用 permits.local" + BECAUSE, "change-own", "permits.local", id="its own rule"),
        pytest.param(
            RULE.replace("permits.local", "permits.balance"),
            "name-taken",
            "permits.balance",
            id="a taken name",
        ),
        pytest.param(
            "停用 fees.received" + BECAUSE + "\n调整 fees.received 错误" + BECAUSE,
            "changed-twice",
            "fees.received",
            id="twice",
        ),
        pytest.param("单位 件 整数", "twice", "单位", id="a unit of the base"),
        pytest.param("参数 上限 “试” 3%", "twice", "参数", id="a setting of the base"),
    ],
)
def test_what_a_local_set_may_not(change, mistake, at):
    """One mistake, told once, with the place."""
    assert told(HEAD + change) == ([(mistake, at)] if mistake else [])


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        pytest.param(
            "停用 fees.received" + BECAUSE,
            "停用 fees.received，依据 县通知，理由 “试。”",
            "fees.received",
            id="a rule",
        ),
        pytest.param(
            "设定 期限 “部门” 次年1月20日" + BECAUSE,
            "设定 期限 “部门” 次年1月10日，依据 县通知，理由 “试。”",
            "期限",
            id="a setting",
        ),
    ],
)
def test_two_local_sets_that_change_the_same(first, second, name):
    """The mistake names both."""
    with pytest.raises(RuleErrors) as caught:
        linked(HEAD + first, OTHER + second)

    (error,) = caught.value.errors
    assert error.position.file == "l1.rules"
    assert error.message.text("zh") == f"city 和 county 都改了 {name}；只能留一个"


@pytest.mark.parametrize(
    ("locals_", "mistake", "at"),
    [
        pytest.param((HEAD.replace("2022.3", "2022.1"),), "other-version", "2022.1”", id="another version"),
        pytest.param((HEAD.replace(" 版本 “2022.3”", ""),), None, "", id="any version"),
        pytest.param((HEAD.replace("permits", "permit"),), "unknown-set", "permit", id="no such set"),
        pytest.param(
            (HEAD.replace("规则集 city", "规则集 permits"),), "set-twice", "规则集", id="two of one name"
        ),
        pytest.param((HEAD.partition("\n")[2],), "two-forms", "规则集", id="two that build on nothing"),
        pytest.param(("停用 fees.received" + BECAUSE,), "no-head", "停用", id="no head"),
        pytest.param(
            (HEAD.replace("permits 版本 “2022.3”", "county"), OTHER.replace("permits 版本 “2022.3”", "city")),
            "use-circle",
            "沿用",
            id="each upon the other",
        ),
    ],
)
def test_who_builds_on_whom(locals_, mistake, at):
    """Each rule set names what it builds on, and that has to be there."""
    assert told(*locals_) == ([(mistake, at)] if mistake else [])


def test_circle_without_a_form():
    """Two that build on each other alone are a circle too."""
    first = HEAD.replace("permits 版本 “2022.3”", "county")
    second = OTHER.replace("permits 版本 “2022.3”", "city")

    with pytest.raises(RuleErrors) as caught:
        load_rule_sets([("a", [("a.rules", first.encode())]), ("b", [("b.rules", second.encode())])])

    assert [error.message.key for error in caught.value.errors] == ["rules.use-circle"]


def test_files_of_a_set():
    """The files of a folder are one rule set, and their sum is that of all of them in a row."""
    text = BASE[1][0][1]
    cut = text.index("表述 新收数".encode())
    files = [("b.rules", text[cut:]), ("a.rules", text[:cut])]
    program = load_rule_sets([("permits", files)])

    assert program["rule_sets"][0][2] == sha256_of(files) == hashlib.sha256(text).hexdigest()
    assert len(program["rules"]) == len(compiled("permits")["rules"])


def test_mistakes_of_all_files_are_told_together():
    """What cannot be parsed and what means nothing, file by file."""
    base = BASE[1][0][1].decode()
    broken = base.replace("检查 合计(结果) = 办结", "检查 合计(结过) = 办结").replace(
        "检查 个人 +", "检查 个人 ＋＋"
    )
    local = HEAD + "停用 permits.balance" + BECAUSE

    with pytest.raises(RuleErrors) as caught:
        load_rule_sets([("permits", [("a.rules", broken.encode())]), ("city", [("b.rules", local.encode())])])

    assert [(e.position.file, e.message.key.partition(".")[0]) for e in caught.value.errors] == [
        ("a.rules", "rules"),
        ("a.rules", "language"),
        ("b.rules", "rules"),
    ]


def test_broken_declaration_keeps_back_the_rest():
    """Where a table is broken, the rules that lean on it are not called wrong."""
    broken = BASE[1][0][1].decode().replace("行组 结果 准予 至 撤回", "行组 结果 准予 到 撤回")

    with pytest.raises(RuleErrors) as caught:
        load_rule_sets([("permits", [("a.rules", broken.encode())])])

    assert {error.message.key.partition(".")[0] for error in caught.value.errors} == {"language"}


def test_encoding_is_remarked():
    """A file in GB18030 is read, and the program remembers that it was."""
    program = load_rule_sets([("permits", [("a.rules", BASE[1][0][1].decode().encode("gb18030"))])])

    assert program["remarks"] == (("language.gb18030", (("file", "a.rules"),)),)


def test_head():
    """Enough to choose a rule set, without compiling it."""
    head = head_of(("city", [("city.rules", HEAD.encode())]))

    assert (head.name, head.version, head.since, head.until) == ("city", "1", 2022, None)
    assert head.uses == (("permits", "2022.3"),)
    assert not head.has_form
    assert head_of(BASE).has_form
    assert head_of(BASE).edition == "2022"


def _double(figure):
    return figure * 2


def test_functions_of_plugins():
    """A plug-in's function is called like the shipped ones, with its types held."""
    double = Function("两倍", ("figure",), "figure", _double)
    text = RULE.replace("[新收, 合计] ≥ 0", "两倍([新收, 合计]) ≥ 0")
    sources = [BASE, ("city", [("city.rules", (HEAD + text).encode())])]
    program = load_rule_sets(sources, [double])

    ((_, _, check),) = rule(program, "permits.local")["instances"]
    assert check == (
        ">=",
        ("f", "两倍", (("c", program["layout"].index(("许可", "新收", "合计"))),), (None,)),
        ("n", 0),
    )
    with pytest.raises(RuleErrors) as caught:
        load_rule_sets(sources)
    assert caught.value.errors[0].message.key == "rules.unknown-function"


def test_signatures_are_nouns():
    """Two signatures that say the same are the same."""
    assert Signature("sum", ("figures",), "x", every=True) == Signature("sum", ("figures",), "x", every=True)
