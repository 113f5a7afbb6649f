"""The pytest plug-in for authors of rules and plug-ins, used as they use it: in a project of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parent.parent

CONFTEST = """
import pytest


@pytest.fixture(scope="session")
def govcheck_options():
    from compliance.session import Options

    return Options(rules=("js.rules",), lang="en", plugins=({plugins}))
"""

RULES = """\
沿用 cn-disclosure
规则集 js-city “补充” 版本 “1” 自 2024
法规 通知 “通知” “第1号” 自 2024-12-01
规则 js.backlog “积压” 警告
  依据 通知 “一”
  理由 “理由。”
  检查 [结转下年度, 总计] ≤ 2
  例     | [结转下年度, 总计] |
  通过   | {passing}                  |
  不通过 | 3                  |
"""

HOLDS = """
from decimal import Decimal

from compliance.testing import ABSENT


def backlog(value):
    return {"依申请公开": {("结转下年度", "总计"): value}}


def test_a_rule_finds(report, assert_finds):
    found = assert_finds(report(year=2024, cells=backlog(3)), "js.backlog", severity="warning", says="3")
    assert found.origin == "js-city"


def test_rules_find_nothing(report, assert_clean):
    assert_clean(report(year=2024), "js.*", "requests.balance")


def test_a_blank_is_unknown(report, assert_finds):
    assert_finds(report(year=2024, cells=backlog(None)), "js.backlog", verdict="unknown")


def test_a_cell_that_was_not_found(report, assert_finds):
    assert_finds(report(year=2024, cells=backlog(ABSENT)), "js.backlog", verdict="unknown")


def test_a_text(report, check):
    made = report(year=2024, cells=backlog("不详"))
    assert made.cell("依申请公开", "结转下年度", "总计").text == "不详"
    assert check(made).findings


def test_all_of_a_report(report):
    made = report(
        cells={"主动公开": {("行政事业性收费", "收费金额"): Decimal("0.5")}},
        parts={"一": "甲。", "五": ["乙。", "丙。"]},
        edition="2021",
        agency="某局",
    )
    assert made.cell("主动公开", "行政事业性收费", "收费金额").value == Decimal("0.5")
    assert [len(section.paragraphs) for section in made.sections] == [1, 0, 0, 0, 2, 0]
    assert (made.year, made.agency) == (2021, "某局")


def test_with_last_years_report(report, assert_finds):
    made = report(year=2024, cells={"依申请公开": {("上年结转", "总计"): 1}})
    assert_finds(made, "years.carry-over", previous=report(year=2023), column="总计")


def test_with_the_parts(report, assert_finds, assert_clean):
    part = report(year=2024, agency_kind="government")
    made = report(year=2024, agency_kind="government", cells={"依申请公开": {("本年新收", "总计"): 1}})
    assert_finds(made, "units.sums", parts=[part], row="本年新收", column="总计")
    assert_clean(part, "units.sums", parts=[part])


def test_the_examples_hold(assert_proved):
    assert_proved("js-city")
"""

DOES_NOT_HOLD = """
def test_nothing_is_found(report, assert_finds):
    assert_finds(report(year=2024), "js.backlog", column="总计")


def test_something_is_found(report, assert_clean):
    assert_clean(report(year=2024, cells={"依申请公开": {("结转下年度", "总计"): 3}}), "js.*")


def test_a_cell_that_the_form_does_not_have(report):
    report(cells={"主动公开": {("规章", "处理决定"): 1}})


def test_examples_that_notice_too_little(assert_proved):
    assert_proved("js-city")


def test_no_such_rule_set(assert_proved):
    assert_proved("js")
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Return the project of an author, with a rule set and no tests yet."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makefile(".rules", js=RULES.format(passing=2))
    pytester.makeconftest(CONFTEST.format(plugins=""))
    return pytester


def run(project: pytest.Pytester, test: str) -> pytest.RunResult:
    """Run the author's tests."""
    project.makepyfile(test)
    # Where govcheck is installed its plug-in has the name of the entry point, in a bare checkout that of the module.
    plugin = "govcheck" if entry_points(group="pytest11", name="govcheck") else "compliance.testing"
    return project.runpytest_subprocess(
        "-q", "-p", plugin, "-p", "no:cacheprovider", "--rootdir", str(project.path)
    )


def test_what_holds(project):
    """Tests of an author that pass."""
    run(project, HOLDS).assert_outcomes(passed=HOLDS.count("def test_"))


def test_what_does_not_hold(project):
    """Each failure says what was found instead."""
    project.makefile(".rules", js=RULES.format(passing=1))
    result = run(project, DOES_NOT_HOLD)

    result.assert_outcomes(failed=DOES_NOT_HOLD.count("def test_"))
    result.stdout.fnmatch_lines(
        [
            "*js.backlog fail 总计: not among the findings*",
            "*warning fail js.backlog: *",
            "*主动公开 has no cell [[]规章, 处理决定[]]*",
            "*js.backlog: no example notices*",
            "*there is no rule set js, or it has no rule*",
        ]
    )


def test_examples_that_are_wrong(project):
    """Where it is written, what it says, what the rule says."""
    project.makefile(".rules", js=RULES.format(passing=9))
    result = run(project, 'def test(assert_proved):\n    assert_proved("js-city")')

    result.stdout.fnmatch_lines(["*js.rules:9: js.backlog: the example says pass, the rule says fail*"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1 / 0\n", id="cannot be imported"),
        pytest.param("def govcheck_check():\n    1 / 0\n", id="raises"),
    ],
)
def test_a_plugin_that_fails_fails_the_test(text, project, monkeypatch):
    """A test that passes because a check did not run would be a silent pass."""
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{project.path}")
    project.makepyfile(failing_plugin=text)
    project.makeconftest(CONFTEST.format(plugins='"failing_plugin",'))
    result = run(project, "def test(report, check):\n    check(report(year=2024))")

    result.stdout.fnmatch_lines(["*ZeroDivisionError*"])
    assert not result.parseoutcomes().get("passed")


def test_the_module_costs_nothing_until_it_is_used():
    """It is loaded by pytest in every project of the environment."""
    listed = (
        "import sys, compliance.testing; print(sorted(n for n in sys.modules if n.startswith('compliance')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", listed], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "['compliance', 'compliance.testing']"
