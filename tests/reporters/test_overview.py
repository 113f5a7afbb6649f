"""What several reports have in common."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compliance.findings import ReportResult, Severity
from compliance.reporters.overview import MOST_SHARED, shared


def having(draft: ReportResult, *rules: str) -> ReportResult:
    """A report in which these rules fail, each twice."""
    first = replace(draft.findings[0], title="按期公布", severity=Severity.ERROR)
    return replace(draft, findings=tuple(replace(first, rule=rule) for rule in rules * 2))


@pytest.mark.parametrize(
    ("reports", "lines"),
    [
        pytest.param([["a.b"], ["a.b"]], [], id="two are not many"),
        pytest.param([["a.b"], ["a.b"], ["c.d"]], [], id="only two have it"),
        pytest.param(
            [["a.b"], ["c.d", "a.b"], ["c.d", "a.b"], ["c.d", "a.b"]],
            ["4 份报告 · 错误 · 应当：按期公布（a.b）", "3 份报告 · 错误 · 应当：按期公布（c.d）"],
            id="the commonest first",
        ),
    ],
)
def test_shared(reports: list[list[str]], lines: list[str], draft: ReportResult) -> None:
    """Counted by reports, not by findings."""
    assert shared([having(draft, *rules) for rules in reports], "zh") == lines


def test_very_many(draft: ReportResult) -> None:
    """The rest is counted."""
    report = having(draft, *(f"a.r{n}" for n in range(MOST_SHARED + 2)))
    lines = shared([report] * 3, "zh")

    assert len(lines) == MOST_SHARED + 1
    assert lines[-1] == "还有 2 条规则"
