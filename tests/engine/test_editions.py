"""The trial edition of 2019: its own tables, the other rules of 2021 held against them; both editions in one report."""

from __future__ import annotations

import copy
import random
from collections import Counter
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance import resources
from compliance.dsl.load import load_rule_sets
from compliance.engine.generate import prepare
from compliance.engine.proof import prove, surviving_mutants
from compliance.form.compiled import from_program
from compliance.report import report_from_json
from compliance.session import Options, Session
from tests.consistent import consistent_report, trial_disclosure, trial_report, trial_requests
from tests.engine.test_shipped_rules import EQUATIONS, found
from tests.readers.printed_forms import FORM_2019, FORM_2021

SETS = {"2021": "cn-disclosure", "2019": "cn-disclosure-2019"}
TABLES = ("主动公开", "依申请公开")
"""The tables that differ."""


def linked(**more: Any) -> dict[str, Any]:
    """A program of both rule sets."""
    sources = [source for source in resources.rule_sets() if source[0] in SETS.values()]
    program = load_rule_sets(sources, **more)
    prepare(program)
    return program


@pytest.fixture(scope="module")
def trial() -> dict[str, Any]:
    """The program of the trial edition."""
    return linked()


def rules(program: dict[str, Any], name: str) -> list[tuple[str, int | None, int | None]]:
    """Severity and years of the rules of one name."""
    return [(r["severity"], r["since"], r["until"]) for r in program["rules"] if r["name"] == name]


# ── the form ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fixture", "expected"),
    [pytest.param("shipped", FORM_2021, id="2021"), pytest.param("trial", FORM_2019, id="2019")],
)
def test_the_form_is_what_paper_prints(fixture, expected, request):
    """Row by row, column by column, block by block, as the form built by hand."""
    form = from_program(request.getfixturevalue(fixture))

    assert (form.edition, form.since, form.until) == (expected.edition, expected.since, expected.until)
    for mine, printed in zip(form.tables, expected.tables, strict=True):
        assert (mine.name, mine.section, mine.unit) == (printed.name, printed.section, printed.unit)
        assert [(r.name, r.label) for r in mine.rows] == [(r.name, r.label) for r in printed.rows]
        assert [(c.name, c.label, c.unit) for c in mine.columns] == [
            (c.name, c.label, c.unit) for c in printed.columns
        ]
        assert mine.blocks == printed.blocks
        assert set(printed.row_groups) <= set(mine.row_groups)


def test_the_trial_edition_has_40_equations(trial):
    """37 in part three, 3 in part four."""
    equations = Counter(
        rule["name"]
        for rule in trial["rules"]
        for _, _, check in rule["instances"]
        if check[0] == "=" and rule["name"] in EQUATIONS
    )

    assert equations == {
        "requests.balance": 7,
        "requests.outcomes": 7,
        "requests.applicants": 23,
        "review.sums": 3,
    }


def test_the_trial_edition_has_198_cells(trial):
    """22 in part two, 161 in part three, 15 in part four."""
    cells = Counter(table for table, _, _ in trial["layout"])

    assert cells == {"主动公开": 22, "依申请公开": 161, "复议诉讼": 15}


# ── its rules ─────────────────────────────────────────────────────────────────


def test_what_only_the_other_edition_has_is_left_out_and_written_down(trial, golden):
    """Each rule with the rows and columns that it names."""
    lines = [f"{rule}: {'、'.join(names)}\n" for rule, names in trial["left_out"]]

    golden("engine/left_out_2019.txt", "".join(lines))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("requests.balance", [("error", None, None)], id="the same in both"),
        pytest.param(
            "structure.sections",
            [("warning", None, 2019), ("error", 2020, None)],
            id="encouraged only for 2019",
        ),
        pytest.param(
            "requests.filled",
            [("note", None, 2020), ("warning", 2021, None)],
            id="blanks are usual till 2020",
        ),
        pytest.param("structure.edition", [("error", 2021, None)], id="not before the new form"),
        pytest.param("content.aspects", [("warning", 2021, None)], id="asked for from 2021 on"),
        pytest.param("disclosure.stock", [], id="no such column"),
    ],
)
def test_severity_and_years(trial, name, expected):
    """As the law of the year has it."""
    assert rules(trial, name) == expected


def test_only_laws_of_the_time_are_cited(trial, shipped):
    """A report on 2020 is not held to a letter of September 2021, nor one on 2021 to the one that it replaced."""
    until_2020 = [
        law
        for rule in trial["rules"]
        for law, _ in rule["citations"]
        if rule["since"] is None or rule["since"] <= 2020
    ]

    assert "格式" not in until_2020
    assert "试行格式" in until_2020
    assert all(law != "试行格式" for rule in shipped["rules"] for law, _ in rule["citations"])
    assert all(rule["citations"] for rule in (*trial["rules"], *shipped["rules"]))


MIXES = [
    pytest.param(form, {table: other for table, other in zip(TABLES, others, strict=True) if other != form})
    for form in SETS
    for others in product(SETS, repeat=2)
]


@pytest.mark.parametrize(("form", "editions"), MIXES)
def test_every_mix_of_tables_has_proved_rules(form, editions):
    """Whatever edition each table follows, the rules compile, their examples hold, and no change goes unnoticed."""
    follows = {table: SETS[edition] for table, edition in editions.items()}
    program = linked(form=SETS[form], follows=follows)

    assert [proof for proof in prove(program) if not proof.holds] == []
    assert surviving_mutants(program) == []
    sums = next(rule for rule in program["rules"] if rule["name"] == "requests.applicants")
    edition = editions.get("依申请公开", form)
    assert (len(sums["instances"]), sums["origin"]) == (25 if edition == "2021" else 23, SETS[edition])


# ── reports ───────────────────────────────────────────────────────────────────


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), year=st.sampled_from([2019, 2020]))
def test_a_consistent_trial_report_gives_no_finding(trial, seed, year):
    """Nothing, not even a hint and nothing unknown."""
    assert found(trial, trial_report(seed, year=year)) == []


@pytest.mark.parametrize("table", ["依申请公开", "复议诉讼"])
def test_every_changed_cell_is_found(trial, table):
    """Each cell of parts three and four."""
    report = trial_report(3)
    for row, columns in report["tables"][table].items():
        for column in columns:
            changed = copy.deepcopy(report)
            changed["tables"][table][row][column] += 1
            errors = [f for f in found(trial, changed) if f.severity == "error" and f.verdict == "fail"]

            assert any((c.row, c.column) == (row, column) for e in errors for c in e.cells), (row, column)


def test_totals_of_outcomes_that_are_left_blank_are_not_wrong(trial):
    """As the reports on 2019 are."""
    report = trial_report(1, year=2019)
    for row, columns in report["tables"]["依申请公开"].items():
        if row not in ("本年新收", "上年结转", "办理总计", "结转下年度"):
            columns["总计"] = None

    told = found(trial, report)

    assert {(f.rule, f.severity) for f in told if f.verdict == "fail"} == {("requests.filled", "note")}


def checked(report: dict[str, Any], **more: Any) -> dict[str, str]:
    """The failing rules of a report that goes through the hall, with their severity."""
    session = Session(Options(use_installed_plugins=False))
    result = session.check_report(report_from_json(report), **more)
    assert not result.faults
    return {f.rule: f.severity for f in result.findings if f.verdict == "fail"}


def old_tables(report: dict[str, Any], *tables: str) -> dict[str, Any]:
    """The report with some of its tables in the edition of 2019."""
    made = {
        "依申请公开": trial_requests(report["tables"]["依申请公开"]),
        "主动公开": trial_disclosure(random.Random(1)),
    }
    changed = copy.deepcopy(report)
    changed["tables"] |= {table: made[table] for table in tables}
    if set(tables) == set(TABLES):
        return changed | {"form": "2019"}
    return changed | {"editions": dict.fromkeys(tables, "2019")}


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param(("依申请公开",), id="part three"),
        pytest.param(("主动公开",), id="part two"),
        pytest.param(TABLES, id="both"),
    ],
)
def test_an_old_table_after_2020_is_a_finding_and_nothing_else_is(tables):
    """The arithmetic is that of the table as it is printed."""
    assert checked(old_tables(consistent_report(5, year=2023), *tables)) == {"structure.edition": "error"}


@pytest.mark.parametrize("column", ["自然人", "总计"])
def test_the_arithmetic_of_an_old_table_is_checked(column):
    """Its single row （六）其他处理 is part of the sum."""
    report = old_tables(consistent_report(5, year=2023), "依申请公开")
    report["tables"]["依申请公开"]["其他处理"][column] += 1

    assert {"requests.outcomes", "requests.applicants"} <= checked(report).keys()


def test_a_new_table_in_a_report_on_2020_is_checked_as_what_it_is():
    """The rules of 2021 that are about a part's content do not apply to it."""
    report = consistent_report(5, year=2020)

    assert checked(report | {"preface": report["preface"].replace("〔2021〕30号", "〔2019〕60号")}) == {}


def test_last_year_in_another_edition():
    """What was carried forward is found under its name, whatever the edition."""
    before, report = trial_report(5), consistent_report(6, year=2021)
    carried = report["tables"]["依申请公开"]["上年结转"]
    before["tables"]["依申请公开"]["结转下年度"] = dict(carried)
    last = report_from_json(before)

    assert "years.carry-over" not in checked(report, previous=last)
    carried["总计"] += 1
    assert checked(report, previous=last)["years.carry-over"] == "error"


def test_no_clause_of_the_trial_form_stands_under_a_report_of_later_years(trial: dict[str, Any]) -> None:
    """A report that uses the old tables after their time is held against what is in force then."""
    report = trial_report(3, year=2023)
    report["tables"]["依申请公开"]["办理总计"]["总计"] += 1
    report["tables"]["依申请公开"]["予以公开"]["自然人"] = None
    report["tables"]["复议诉讼"]["行政复议"]["总计"] += 1
    report["tables"]["主动公开"]["规章"]["新制作"] = -1

    told = found(trial, report)

    assert {finding.rule for finding in told} >= {"requests.balance", "review.sums", "disclosure.whole"}
    assert all(finding.citations for finding in told)
    assert not [c for finding in told for c in finding.citations if "〔2019〕60号" in c.instrument]
