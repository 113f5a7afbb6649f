"""Findings under their causes: what a repair mends, and what the narrative decides."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.causes import with_causes
from compliance.engine.explain import Explainer
from compliance.engine.run import evaluate
from compliance.engine.sheet import sheet_of
from compliance.findings import Finding
from tests.consistent import consistent_report


def grouped(
    program: dict[str, Any], report: dict[str, Any]
) -> tuple[list[Finding], tuple[dict[str, Any], ...]]:
    """The findings of a report and their causes."""
    sheet = sheet_of(program, report)
    outcome = evaluate(program, sheet)
    return with_causes(program, sheet, outcome, Explainer(program, sheet, report, "zh").findings(outcome))


def spoilt(*changes: tuple[str, str, str, int]) -> dict[str, Any]:
    """A consistent report with these cells off by these amounts."""
    report = consistent_report(11)
    for table, row, column, amount in changes:
        report["tables"][table][row][column] += amount
    return report


def test_one_cell_explains_its_findings(shipped: dict[str, Any]) -> None:
    """A row sum and a column sum fail, and one cell is named for both."""
    report = spoilt(("依申请公开", "不掌握信息", "自然人", 27))
    held = report["tables"]["依申请公开"]["不掌握信息"]["自然人"]

    findings, (cause,) = grouped(shipped, report)

    assert {f.rule for f in findings} == {"requests.outcomes", "requests.applicants"}
    assert {f.cause for f in findings} == {"c1"}
    assert cause["explains"] == [f.fingerprint for f in findings]
    assert cause["changes"] == [
        {
            "table": "依申请公开",
            "row": "不掌握信息",
            "column": "自然人",
            "value": held,
            "suggested": held - 27,
        }
    ]
    assert (cause["id"], cause["one_of"], cause["timed_out"]) == ("c1", 1, False)


def test_two_faults_are_two_causes(shipped: dict[str, Any]) -> None:
    """Each finding is under its own."""
    findings, causes = grouped(
        shipped, spoilt(("依申请公开", "不掌握信息", "自然人", 27), ("复议诉讼", "行政复议", "维持", 512))
    )

    assert [cause["id"] for cause in causes] == ["c1", "c2"]
    assert {(f.rule, f.cause) for f in findings} >= {("requests.applicants", "c1"), ("review.sums", "c2")}


@pytest.mark.parametrize("column", ["总计", "维持"])
def test_the_narrative_decides_where_the_equation_cannot(shipped: dict[str, Any], column: str) -> None:
    """Any of five cells mends the sum; the text tells the total, so only one kind mends the text as well."""
    report = spoilt(("复议诉讼", "行政复议", column, 3))

    findings, (cause,) = grouped(shipped, report)

    told = {f.rule for f in findings if f.cause == "c1"}
    assert (cause["changes"][0]["column"] == "总计") is (column == "总计")
    assert ("narrative.review" in told) is (column == "总计")


def test_alternatives_tell_how_much_they_explain(shipped: dict[str, Any]) -> None:
    """The text decides for the total; the cells of the row mend the sum alone, and that is told of each."""
    _, (cause,) = grouped(shipped, spoilt(("复议诉讼", "行政复议", "总计", 3)))

    assert cause["one_of"] == 1
    assert cause["alternatives"]
    for other in cause["alternatives"]:
        assert set(other["explains"]) < set(cause["explains"])


def test_a_negative_count_is_explained_too(shipped: dict[str, Any]) -> None:
    """What is no equation is explained as well where the repair mends it."""
    report = consistent_report(11)
    cell = report["tables"]["依申请公开"]["予以公开"]
    cell["自然人"] = -abs(cell["自然人"] or 5)

    findings, (cause,) = grouped(shipped, report)

    assert cause["changes"][0]["row"] == "予以公开"
    assert "requests.whole" in {f.rule for f in findings if f.cause == "c1"}


def test_what_no_repair_was_found_for_is_still_grouped(shipped: dict[str, Any]) -> None:
    """The failing equations stand together, and nothing is suggested."""
    changes = [
        ("依申请公开", row, column, 17 * len(row) + 3 * len(column))
        for row in ("予以公开", "部分公开", "重复申请", "公开出版物", "内容仍不明确")
        for column in ("自然人", "商业企业", "科研机构")
    ]

    findings, causes = grouped(shipped, spoilt(*changes))

    lost = [cause for cause in causes if not cause["changes"]]
    assert lost
    assert all(cause["explains"] and cause["alternatives"] == [] for cause in lost)
    assert {f.cause for f in findings if f.rule == "requests.outcomes"} <= {cause["id"] for cause in causes}


def test_a_consistent_report_has_no_cause(shipped: dict[str, Any]) -> None:
    """Nothing to explain."""
    assert grouped(shipped, consistent_report(11)) == ([], ())
