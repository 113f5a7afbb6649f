"""The shipped rules on reports that are right, and on the same reports with one cell changed."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.engine.explain import Explainer
from compliance.engine.proof import prove, surviving_mutants
from compliance.engine.run import evaluate
from compliance.engine.sheet import sheet_of
from compliance.findings import Finding
from tests.consistent import consistent_report


def found(program: dict[str, Any], report: dict[str, Any]) -> list[Finding]:
    """The findings of a report."""
    sheet = sheet_of(program, report)
    outcome = evaluate(program, sheet)
    assert not outcome.faults
    return Explainer(program, sheet, report, "zh").findings(outcome)


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_a_consistent_report_gives_no_finding(shipped: dict[str, Any], seed: int) -> None:
    """Nothing, not even a hint and nothing unknown."""
    assert found(shipped, consistent_report(seed)) == []


CELLS = [
    pytest.param(table, row, column, id=f"{row}-{column}")
    for table in ("依申请公开", "复议诉讼")
    for row, columns in consistent_report(0)["tables"][table].items()
    for column in columns
]


@pytest.mark.parametrize(("table", "row", "column"), CELLS)
def test_every_changed_cell_is_found(shipped: dict[str, Any], table: str, row: str, column: str) -> None:
    """Each of the 190 cells of parts three and four, changed by several amounts, is an error that names the cell."""
    for seed, amount in ((1, 1), (2, -1), (3, 10), (4, 10_000)):
        report = consistent_report(seed)
        changed = copy.deepcopy(report)
        changed["tables"][table][row][column] += amount

        errors = [f for f in found(shipped, changed) if f.severity == "error" and f.verdict == "fail"]

        assert any(
            (c.table, c.row, c.column) == (table, row, column) for error in errors for c in error.cells
        )


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.data())
def test_any_change_of_any_cell_is_found(shipped: dict[str, Any], seed: int, data: st.DataObject) -> None:
    """Whatever the amount, in whatever report."""
    report = consistent_report(seed)
    table, row, column = data.draw(st.sampled_from([param.values for param in CELLS]))
    held = report["tables"][table][row]
    held[column] = data.draw(st.integers(-(10**9), 10**12).filter(lambda n: n != held[column]))

    assert any(f.severity == "error" and f.verdict == "fail" for f in found(shipped, report))


EQUATIONS = ("requests.balance", "requests.outcomes", "requests.applicants", "review.sums")


def test_the_form_has_42_equations(shipped: dict[str, Any]) -> None:
    """39 in part three, 3 in part four: in as few rules as they have ideas."""
    equations = Counter(
        rule["name"]
        for rule in shipped["rules"]
        for _, _, check in rule["instances"]
        if check[0] == "="
        if rule["name"] in EQUATIONS
    )

    assert equations == {
        "requests.balance": 7,
        "requests.outcomes": 7,
        "requests.applicants": 25,
        "review.sums": 3,
    }


def test_the_form_has_200_cells(shipped: dict[str, Any]) -> None:
    """10 in part two, 175 in part three, 15 in part four."""
    assert Counter(table for table, _, _ in shipped["layout"]) == {
        "主动公开": 10,
        "依申请公开": 175,
        "复议诉讼": 15,
    }


def test_the_examples_prove_the_rules(shipped: dict[str, Any]) -> None:
    """Every example of every shipped rule gives the verdict that it claims, and no operator can change unnoticed."""
    assert [proof for proof in prove(shipped) if not proof.holds] == []
    assert surviving_mutants(shipped) == []
