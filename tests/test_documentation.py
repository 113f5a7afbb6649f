"""What the pages show is what happens: every console session of README and the documentation is run and compared.

A session is a block ```` ```console ```` with lines ``$ govcheck …`` and what they print; a line ``…`` stands for any
lines. ``pytest tests/test_documentation.py --update-golden`` writes what is printed into the pages (not into sessions
with a ``…``), for a person to read in ``git diff``.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "README.en.md", *(ROOT / "docs").glob("*/*/*.md")])
MULTILINE = re.MULTILINE | re.DOTALL
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", MULTILINE)
COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)


def sessions(page: Path) -> list[str]:
    """Return the console blocks of a page."""
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def run(line: str) -> str:
    """Run one line of a session as a reader would who stands in the project's folder."""
    command, *arguments = shlex.split(line)
    assert command == "govcheck", line
    done = subprocess.run(
        [sys.executable, "-m", "compliance", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def commands(session: str) -> list[tuple[str, str]]:
    """Return the commands of a session, each with what the page says it prints."""
    pieces = COMMAND.split(session)
    assert pieces[0] == "", f"a session begins with a command: {session}"
    return list(zip(pieces[1::2], pieces[2::2], strict=True))


def as_pattern(printed: str) -> str:
    """Return the pattern of what a page shows, in which a line ``…`` stands for any lines."""
    return "".join("(?:.*\n)*?" if line == "…" else re.escape(f"{line}\n") for line in printed.splitlines())


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in PAGES if sessions(page)],
)
def test_every_session_is_what_happens(page, request):
    """The output on the page is the output of today's program."""
    text = page.read_text(encoding="utf-8")
    if request.config.getoption("--update-golden"):
        today = BLOCK.sub(lambda block: updated(block[0]), text)
        page.write_text(today, encoding="utf-8", newline="\n")
        return

    for session in sessions(page):
        for command, shown in commands(session):
            printed = run(command)
            if re.fullmatch(as_pattern(shown), printed) is None:
                difference = difflib.unified_diff(
                    shown.splitlines(), printed.splitlines(), "page", "today", lineterm=""
                )
                pytest.fail(f"$ {command}\n" + "\n".join(difference), pytrace=False)


def updated(session: str) -> str:
    """Return a session with what its commands print today."""
    return "".join(
        f"$ {command}\n{shown if '…' in shown.splitlines() else run(command)}"
        for command, shown in commands(session)
    )


def test_the_first_rule_of_the_tutorial_is_the_example():
    """The rule that a beginner copies from the page is the file that the sessions use."""
    rule = (ROOT / "docs/examples/rules-linhu/linhu.rules").read_text(encoding="utf-8")

    assert f"```text\n{rule}```" in (ROOT / "docs/zh/tutorial/first-rule.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", "docs/zh/reference/language.md"])
def test_the_rule_that_a_page_shows_is_the_shipped_one(page, request):
    """The rule that everybody sees first is the rule that runs."""
    path = ROOT / page
    text = path.read_text(encoding="utf-8")
    rules = (ROOT / "rules/cn-disclosure/requests.rules").read_text(encoding="utf-8")
    shipped = re.search(r"^规则 requests\.balance .*?(?=\n\n)", rules, MULTILINE)[0]
    today = re.sub(r"^规则 requests\.balance .*?(?=\n```)", lambda _: shipped, text, flags=MULTILINE)
    if request.config.getoption("--update-golden"):
        path.write_text(today, encoding="utf-8", newline="\n")
        return

    assert shipped in text
    assert today == text


@pytest.mark.parametrize("page", ["docs/zh/howto/local-rules.md", "docs/zh/reference/language.md"])
def test_the_local_rules_of_a_page_are_right(page, tmp_path):
    """What a page says of local rule sets can be copied and used."""
    texts = re.findall(r"^```text\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), MULTILINE)
    local = [text for text in texts if text.startswith(("沿用", "设定", "调整", "停用"))]
    (tmp_path / "local.rules").write_text("\n".join(local), encoding="utf-8")

    assert "没有写错" in run(f"govcheck rules check {shlex.quote(str(tmp_path))}")
