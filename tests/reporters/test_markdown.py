"""Markdown: causes first, everything escaped, a table over several reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from compliance.findings import ReportResult, RunResult, Summary
from compliance.plugins import View
from compliance.reporters import markdown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_several_reports(full_run: RunResult, lang: str, golden: Any) -> None:
    """Who fails where, then each that has something to tell."""
    text = markdown.render(full_run, View(lang=lang))
    golden(f"markdown/several.{lang}.md", text)

    assert "linhu-2024.json" in text


def test_one_report(full: ReportResult, golden: Any) -> None:
    """No table over one report; --show passed lists what passed."""
    text = markdown.render(RunResult("0", (full,)), View(show=frozenset({"passed"})))
    golden("markdown/one.zh.md", text)

    assert text.startswith("# docs/")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("a|b", r"a\|b", id="a table"),
        pytest.param("[a](b) ![c](d)", r"\[a\](b) !\[c\](d)", id="links and pictures"),
        pytest.param("<script>&amp;", "&lt;script&gt;&amp;amp;", id="HTML"),
        pytest.param("a\n# b", r"a \# b", id="a heading"),
        pytest.param("`x` *y* __z__ ~~w~~", r"\`x\` \*y\* \_\_z\_\_ \~\~w\~\~", id="type faces"),
        pytest.param(
            "http://e.example www.e.example", "http:&#47;&#47;e.example www&#46;e.example", id="addresses"
        ),
        pytest.param("\x1b\u202e", r"\\u001b\\u202e", id="what acts unseen"),
        pytest.param(
            "本年新收 30 + 3 = 33（件）", "本年新收 30 + 3 = 33（件）", id="a sentence stays as it is"
        ),
    ],
)
def test_escaping(text: str, written: str) -> None:
    """Nothing of a report is markup."""
    assert markdown.escaped(text) == written


def test_a_strange_rule_name(draft: ReportResult) -> None:
    """Names from plug-ins are no code if they would end it."""
    finding = replace(draft.findings[2], rule="a`b")

    assert r"a\`b" in markdown.render(RunResult("0", (replace(draft, findings=(finding,)),)), View())


@pytest.mark.parametrize(
    ("summary", "state"),
    [
        pytest.param(Summary(passed=3), "没有发现问题", id="clean"),
        pytest.param(Summary(unknown=1), "有未能判断的", id="unknown"),
    ],
)
def test_states(clean: ReportResult, summary: Summary, state: str) -> None:
    """What the table says where nothing failed."""
    text = markdown.render(RunResult("0", (replace(clean, summary=summary), clean)), View())

    assert f" {state} |" in text
