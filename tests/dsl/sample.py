"""Small rule sets for the tests of the language's meaning, and what is said about one line of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.dsl.load import load_rule_sets
from compliance.errors import RuleError, RuleErrors

if TYPE_CHECKING:
    from compliance.program import Program

RULES = Path(__file__).parent / "rules"

# The examples name what every place knows, so that only what a test writes can be wrong.
RULE = """
规则 test.rule “试” 错误
  依据 条例
  理由 “试。”
{clauses}
  例     | 年度 |
  通过   | 2022 |
  不通过 | 2022 |
"""


def source(path: Path) -> tuple[str, list[tuple[str, bytes]]]:
    """A rule set of one file."""
    return path.stem, [(path.name, path.read_bytes())]


@cache
def compiled(name: str) -> Program:
    """The program of one of our files."""
    return load_rule_sets([source(RULES / f"{name}.rules")])


def form_of(name: str = "permits") -> str:
    """The declarations of one of our files, without its rules and facts."""
    text = (RULES / f"{name}.rules").read_text(encoding="utf-8")
    return text[: text.index("\n规则 ")]


def mistakes(text: str, *, name: str = "x.rules") -> list[RuleError]:
    """All that is said about a rule file."""
    try:
        load_rule_sets([("x", [(name, text.encode())])])
    except RuleErrors as errors:
        return list(errors.errors)
    return []


def told(text: str) -> list[tuple[str, str]]:
    """The mistakes of a rule file: the key of each without its room, and what stands at its place."""
    lines = text.split("\n")
    return [
        (e.message.key.partition(".")[2], lines[e.position.line - 1][e.position.column - 1 :].split(" ")[0])
        for e in mistakes(text)
    ]


def told_of_rule(clauses: str) -> list[tuple[str, str]]:
    """The mistakes of a rule with these clauses over the sample form."""
    return told(form_of() + RULE.format(clauses=clauses))


def told_of_check(check: str, over: str = "") -> list[tuple[str, str]]:
    """The mistakes of a check, with the quantifier that it stands under."""
    return told_of_rule(f"  {over and f'对 {over}'}\n  检查 {check}")
