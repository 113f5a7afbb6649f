"""What GitHub and GitLab show beside a file."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from compliance.findings import Fault, ReportResult, RunResult
from compliance.plugins import View
from compliance.reporters import github, gitlab


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_github(full_run: RunResult, lang: str, golden: Any) -> None:
    """A command for each finding that is open; nothing else on any line."""
    text = github.render(full_run, View(lang=lang))
    golden(f"github/run.{lang}.txt", text)

    assert all(re.match("::(error|warning|notice) [a-z]+=", line) for line in text.splitlines())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("50% 100%25", "50%25 100%2525", id="percent"),
        pytest.param("a\n::set-env name=x::y", "a ::set-env name=x::y", id="line end"),
        pytest.param("a, b: c", "a, b: c", id="data need no more"),
    ],
)
def test_no_text_is_a_command(draft: ReportResult, text: str, written: str) -> None:
    """What a report says cannot end its command or begin another."""
    finding = replace(draft.findings[2], message=text, citations=())
    told = github.render(RunResult("0", (replace(draft, findings=(finding,)),)), View())

    assert told.splitlines() == [
        f"::error file=docs/examples/reports/linhu-2024-draft.md,title=requests.balance 应当：申请收支平衡::{written}"
    ]


def test_properties_are_escaped(draft: ReportResult) -> None:
    """A comma or a colon in a title would begin another property."""
    finding = replace(draft.findings[2], title="a,line=1::b", message="m", citations=())
    told = github.render(RunResult("0", (replace(draft, findings=(finding,)),)), View())

    assert "title=requests.balance 应当：a%2Cline=1%3A%3Ab::m\n" in told


def test_a_clean_report_is_silent(clean: ReportResult) -> None:
    """Nothing to point at."""
    assert github.render(RunResult("0", (clean,)), View()) == ""
    assert json.loads(gitlab.render(RunResult("0", (clean,)), View())) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_gitlab(full_run: RunResult, lang: str, golden: Any) -> None:
    """An issue for each finding that is open, each with a fingerprint of its own."""
    text = gitlab.render(full_run, View(lang=lang))
    golden(f"gitlab/run.{lang}.json", text)
    issues = json.loads(text)

    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert {issue["severity"] for issue in issues} == {"blocker", "critical", "minor", "info"}


def test_fingerprints_stay(draft: ReportResult) -> None:
    """The same finding has the same fingerprint in the next run, whatever else there is."""
    alone = gitlab.render(RunResult("0", (replace(draft, findings=draft.findings[2:3]),)), View())
    (issue,) = json.loads(alone)
    together = json.loads(gitlab.render(RunResult("1", (draft,), (Fault("p", "m"),)), View(lang="en")))

    assert issue["fingerprint"] in [other["fingerprint"] for other in together]
