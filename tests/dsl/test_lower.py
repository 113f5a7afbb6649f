"""From rules to the compiled form: golden programs, and the whole way for every rule set that we know."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any

import pytest

from compliance.dsl.load import load_rule_sets
from compliance.engine.proof import prove
from compliance.form import from_program
from tests.conftest import ROOT
from tests.dsl.sample import RULE, compiled, form_of, source, told

if TYPE_CHECKING:
    from compliance.program import Node, Program

SHARED = ROOT.parent / "shared"


def shown(program: Program) -> str:
    """The rules of a program for a reviewer: cells by name, one instance a line."""
    lines = []
    for fact in program["facts"]:
        lines.append(f"fact {fact['name']} {fact['sections']} unless {fact['unless']} holes {fact['holes']}")
        for pattern, should_be in fact["says"]:
            lines.append(f"  says {' '.join(map(str, pattern))}")
            lines += [] if should_be is None else [f"    should be {node(should_be, program)}"]
    for name, (title, value, origin) in program["settings"].items():
        lines.append(f"setting {name} {title} {node(value, program)} of {origin}")
    for rule in program["rules"]:
        lines.append("")
        lines.append(f"rule {rule['name']} {rule['title']} {rule['severity']}")
        for key in ("explainable", "citations", "limits", "since", "until", "each", "source", "blank"):
            lines += [f"  {key} {rule[key]}"] if rule.get(key) else []
        for place, when, check in rule["instances"]:
            lines.append(f"  at {' '.join(name for _, name in place) or '-'}: {both(when, check, program)}")
        if rule["template"] is not None:
            lines.append(f"  each: {both(*rule['template'], program)}")
        for column, *conditions in rule.get("open_cells", ()):
            lines.append(f"  each {column}: {both(*conditions, program)}")
        for part in rule["message"] or ():
            lines.append(
                f"  says {part!r}"
                if isinstance(part, str)
                else f"  says {node(part[0], program)} {part[1]!r}"
            )
        for verdict, targets, (_, line) in rule["examples"]:
            told = "; ".join(
                f"{node(t, program)} is {' '.join(node(v, program) for v in vs)}" for t, vs in targets
            )
            lines.append(f"  {verdict} if {told}, line {line}")
    return "\n".join(lines) + "\n"


def both(when: Node | None, check: Node, program: Program) -> str:
    """A condition and a check in one line."""
    return node(check, program) if when is None else f"{node(check, program)} when {node(when, program)}"


def node(of: Any, program: Program) -> str:
    """A node in brackets, its kind first."""
    if not isinstance(of, tuple):
        return str(of)
    if len(of) == 2 and of[0] in ("c", "pc"):
        _, row, column = program["layout"][of[1]]
        return f"{'last year ' if of[0] == 'pc' else ''}[{row}, {column}]"
    if len(of) == 2 and of[0] == "n":
        return str(of[1])
    return f"({' '.join(node(inner, program) for inner in of)})"


@pytest.mark.parametrize("name", ["permits", "components"])
def test_compiled_form(name, golden):
    """Each kind of rule, as it is compiled."""
    golden(f"dsl/{name}.txt", shown(compiled(name)))


@pytest.mark.parametrize("name", ["permits", "components"])
def test_examples_prove_their_rules(name):
    """The examples in our own files hold."""
    wrong = [proof for proof in prove(compiled(name)) if not proof.holds]

    assert wrong == []


@pytest.mark.parametrize("name", ["permits", "components"])
def test_form_comes_back_out_of_the_program(name):
    """A program out of the cache has its whole form: labels, blocks, groups, units."""
    program = marshal.loads(marshal.dumps(compiled(name)))

    form = from_program(program)

    assert tuple((cell.table, cell.row, cell.column) for cell in form.cells) == program["layout"]
    assert form == from_program(compiled(name))
    assert {table.name for table in form.tables} == program["tables"].keys()


def test_form_of_the_sample():
    """What a reader looks for is all there."""
    form = from_program(compiled("permits"))
    table = form.table("许可")

    assert (form.rule_set, form.edition, form.since) == ("permits", "2022", 2022)
    assert form.heading("一").accepted == ("办理情况", "许可办理情况")
    assert table.row("新收").labels == ("本年新收", "新收")
    assert table.row_groups[0].members == ("准予", "不予", "撤回")
    assert [block.title for block in form.table("收费").blocks] == ["数量", "金额"]
    assert form.table("收费").unit_of("实收") == "万元"
    assert not form.table("收费").has("证照", "实收")


@pytest.mark.parametrize(
    ("file", "rules"),
    [
        pytest.param("language-example.rules", 42, id="the 2021 form"),
        pytest.param("language-example-us.rules", 13, id="open rows, English words"),
    ],
)
def test_examples_of_the_language(file, rules):
    """The study's own files compile, and their examples hold."""
    path = SHARED / file
    if not path.exists():
        pytest.skip(f"../shared/{file} is not beside this checkout")

    program = load_rule_sets([source(path)])

    assert len(program["rules"]) == rules
    assert all(proof.holds for proof in prove(program))


def test_shipped_rules():
    """The shipped rules compile: two hundred cells, thirty-nine relations of part three in three rules."""
    files = sorted((ROOT / "rules" / "cn-disclosure").glob("*.rules"))
    program = load_rule_sets([("cn-disclosure", [(f.name, f.read_bytes()) for f in files])])
    names = ("requests.balance", "requests.outcomes", "requests.applicants")

    assert len(program["layout"]) == 200
    assert sum(len(rule["instances"]) for rule in program["rules"] if rule["name"] in names) == 39
    assert [rule["name"].partition(".")[0] for rule in program["rules"]][:2] == ["header", "header"]


SECTIONS = """规则 a.b “试” 错误
  依据 条例
  理由 “试。”
  对 报告 每部分
  检查 位次 = 1 且 年度 = 2022
  例     | 规定编号 | 位次 | 年度 |
  通过   | {number} | 1    | 2022 |
  不通过 | “二”     | 2    |      |
"""


@pytest.mark.parametrize(
    ("number", "mistake"),
    [
        pytest.param("“一”", [], id="a part of the form"),
        pytest.param("“九”", ["unknown-section"], id="no part of the form"),
        pytest.param("", ["unknown-section"], id="none"),
        pytest.param("缺失", ["unknown-section"], id="absent"),
    ],
)
def test_example_of_a_section(number, mistake):
    """An example over the parts of the report is about a part that is prescribed."""
    assert [key for key, _ in told(form_of() + "\n" + SECTIONS.format(number=number))] == mistake


def test_empty_cell_of_an_example():
    """What is left empty is a blank in a cell, an empty text, and a property that is not there."""
    text = form_of() + "\n" + SECTIONS.format(number="“一”")
    program = load_rule_sets([("x", [("x.rules", text.encode())])])

    (_, targets, _) = program["rules"][0]["examples"][1]
    assert targets[-1] == (("prop", "year"), (("absent",),))


@pytest.mark.parametrize(
    ("check", "node"),
    [
        pytest.param(
            "合计([证照费, 应收], 所属报告 [证照费, 实收]) > 0",
            ("f", "sum", (("c", 2), ("parts", ("scale", ("c", 3), 10000, 1))), (None, None)),
            id="the parts in the unit of the cell",
        ),
        pytest.param(
            "合计([证照费, 应收], [费, 实收]) > 0",
            (
                "f",
                "sum",
                (("c", 2), ("many", ("scale", ("c", 3), 10000, 1), ("scale", ("c", 5), 10000, 1))),
                (None, "[费, 实收]"),
            ),
            id="a group in the unit of the cell",
        ),
        pytest.param(
            "合计([证照费, 应收], 所属报告 [费, 实收]) > 0",
            (
                "f",
                "sum",
                (
                    ("c", 2),
                    (
                        "many",
                        ("parts", ("scale", ("c", 3), 10000, 1)),
                        ("parts", ("scale", ("c", 5), 10000, 1)),
                    ),
                ),
                (None, None),
            ),
            id="a group of the parts",
        ),
    ],
)
def test_changes_of_unit(check, node):
    """What meets is in one unit, each of many by itself."""
    text = form_of() + RULE.format(clauses=f"  检查 {check}")
    program = load_rule_sets([("x", [("x.rules", text.encode())])])
    first = program["layout"].index(("收费", "证照费", "应收"))

    ((_, _, compiled_check),) = program["rules"][0]["instances"]
    assert compiled_check[1] == _moved(node, first - 2)


def _moved(of: Any, by: int) -> Any:
    """A node whose cells are counted from another place."""
    if isinstance(of, tuple):
        return ("c", of[1] + by) if of[:1] == ("c",) else tuple(_moved(inner, by) for inner in of)
    return of


OPEN = """规则集 open “试” 版本 “2022.1”
法规 条例 “示例条例”
单位 元
单位 万元 = 10000 元
表 甲（元） “甲”
  列 子，丑（万元）
  不定行 各家 “名称”
  行 寅
"""


@pytest.mark.parametrize(
    ("check", "mistake"),
    [
        pytest.param("合计(甲[寅, 丑], 甲[各家, 子]) > 0", [], id="a cell in the unit of the open rows"),
        pytest.param("合计(甲[各家, 丑]) ≤ 甲[寅, 子]", [], id="their sum in the unit of a cell"),
        pytest.param("合计(甲[各家, 丑], 甲[各家, 子]) > 0", ["units-differ"], id="open rows in two units"),
    ],
)
def test_open_rows_keep_their_unit(check, mistake):
    """Figures that only the report knows cannot be converted one by one."""
    assert [key for key, _ in told(OPEN + RULE.format(clauses=f"  检查 {check}"))] == mistake
