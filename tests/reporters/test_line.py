"""The one line of a report in which all is well, and text made harmless."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from compliance.reporters.line import harmless, passed_line, waiting_list, without_commands


@pytest.mark.parametrize(
    ("lang", "counts", "said"),
    [
        pytest.param(
            "zh", {"passed": 233, "not_applicable": 0}, "a.json：没有发现问题（233 项通过）", id="all pass"
        ),
        pytest.param(
            "zh",
            {"passed": 233, "not_applicable": 20, "waiting": {"previous": 7, "published": 1}},
            "a.json：没有发现问题（233 项通过，12 项不适用）；还有 7 项要对照上年报告才能检查（--previous），"
            "1 项要知道公布日期才能检查（--published）",
            id="some wait",
        ),
        pytest.param(
            "en",
            {"passed": 233, "not_applicable": 7, "waiting": {"previous": 7}},
            "a.json: no problems found (233 passed); 7 more with last year's report (--previous)",
            id="English",
        ),
    ],
)
def test_the_line_of_a_passing_report(lang: str, counts: dict[str, Any], said: str) -> None:
    """What was not checked is said beside what was."""
    assert passed_line(lang, "a.json", counts) == said


def test_something_new_to_wait_for() -> None:
    """What waits for something that has no sentence yet is told all the same."""
    assert waiting_list("en", {"parts": 2, "map": 1, "previous": 0}) == (
        "2 more with the reports of the parts (--parts), 1 more with map"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("一、总体情况", "一、总体情况", id="plain"),
        pytest.param("总\u3000体", "总\u3000体", id="Chinese space"),
        pytest.param("a\r\nb\tc\u2028d\xa0e", "a  b c d e", id="on one line"),
        pytest.param("a\u200bb\ufeffc\xadd", "abcd", id="without width"),
        pytest.param("\x1b[31mred", "\\u001b[31mred", id="escape sequence"),
        pytest.param("\x9b2J", "\\u009b2J", id="eight-bit escape"),
        pytest.param("a\u202eb\u2067c\u200fd", "a\\u202eb\\u2067c\\u200fd", id="turned around"),
        pytest.param("\ud83d", "\\ud83d", id="half a character"),
        pytest.param("\ue000 [red]", "\ue000 [red]", id="private character and markup"),
    ],
)
def test_harmless(text: str, shown: str) -> None:
    """What could act on a terminal is written out."""
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("错误  ::error::a\n", "错误  ::error::a\n", id="inside a line it is none"),
        pytest.param(
            "甲\n\t ::error file=x::a\n::debug::",
            "甲\n\t \\u003a:error file=x::a\n\\u003a:debug::",
            id="GitHub",
        ),
        pytest.param("甲 ##[error]b", "甲 \\u0023#[error]b", id="the older ones"),
        pytest.param(
            "##vso[task]##teamcity[x]", "\\u0023#vso[task]\\u0023#teamcity[x]", id="Azure, TeamCity"
        ),
        pytest.param("## 标题", "## 标题", id="a heading"),
    ],
)
def test_commands_of_build_servers(text: str, shown: str) -> None:
    """No text of a report is a command in the log of a build server."""
    assert without_commands(text) == shown


def test_the_line_needs_nothing_heavy() -> None:
    """The module is on the path of a passing report."""
    code = (
        "import sys; before = set(sys.modules); import compliance.reporters.line as l;"
        "l.passed_line('zh', 'a', {'passed': 1, 'not_applicable': 0});"
        "print(sorted(name for name in set(sys.modules) - before if 'compliance' not in name and name != '__future__'))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "[]\n"
