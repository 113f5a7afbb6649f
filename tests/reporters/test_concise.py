"""One line a finding, for editors and grep."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from compliance.findings import Fault, ReportResult, RunResult
from compliance.plugins import View
from compliance.reporters import concise


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_run_in_lines(run: RunResult, lang: str, golden: Any) -> None:
    """Every finding, error and fault has a line that begins with the file, and with the line where it is known."""
    golden(f"concise/run.{lang}.txt", concise.render(run, View(lang=lang)))


def test_passed_and_faults(clean: ReportResult) -> None:
    """What passed is listed where it is wanted; a rule that failed to run is never left out."""
    report = dataclasses.replace(clean, faults=(Fault("local.rule", "出错"),))
    text = concise.render(RunResult("0", (report,)), View(lang="en", show=frozenset({"passed"})))

    assert text.splitlines() == [
        "linhu-2024.json: passed requests.balance: 本年新收 30 + 上年结转 3 = 33",
        "linhu-2024.json: fault local.rule: 出错",
    ]


def test_waived_findings_have_no_line(draft: ReportResult) -> None:
    """A gate that counts lines does not count what a decision on record accepts."""
    findings = tuple(dataclasses.replace(finding, waived={"reason": "r"}) for finding in draft.findings)
    text = concise.render(RunResult("0", (dataclasses.replace(draft, findings=findings),)), View())

    assert text == ""


def test_hostile_text_stays_on_its_line(hostile: ReportResult) -> None:
    """No text of a report makes a second line or acts on a terminal."""
    lines = concise.render(RunResult("0", (hostile,)), View()).split("\n")

    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)


def test_causes(caused: ReportResult) -> None:
    """A cause on a line of its own, then what it explains."""
    text = concise.render(RunResult("0", (caused,)), View(lang="en"))
    lines = [line.removeprefix("docs/examples/reports/linhu-2024-draft.md: ") for line in text.splitlines()]

    assert lines[2] == (
        "cause c1: 办理总计 · 自然人: 31 should be 30, off by 1; explains 3 failures at once; "
        "no other change as small does"
    )
    assert [line.split(":")[0] for line in lines[3:6]] == [
        "error requests.balance",
        "error requests.outcomes",
        "error requests.applicants",
    ]
