"""The tables of the parser: those of the grammar, and no others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compliance.dsl import automaton, parser
from compliance.dsl.automaton import Automaton, build, printed, tables
from compliance.dsl.build import Builder
from compliance.dsl.lexer import lex
from compliance.dsl.words import CLAUSE_WORDS, WORDS

KEPT = Path(__file__).resolve().parents[2] / "grammar" / "tables.json"
RULE = "规则 a.b “甲” 错误 依据 乙 对 丙 每格 检查 (本格 + 1) × 2 ≥ 合计(丁 至 戊) 且 非 己 为 空白"


def test_kept_tables_are_those_of_the_grammar():
    """After a change of the grammar: python -m compliance.dsl.automaton. Lark refuses a grammar with conflicts."""
    assert printed(build()) == KEPT.read_text(encoding="utf-8")


def test_every_word_is_used():
    """A word that the grammar does not know could never be written."""
    symbols = {symbol for state in tables()["states"] for _, symbols in state for symbol in symbols.split()}

    assert {word.token for word in WORDS} <= symbols


def test_every_rule_has_its_method():
    """What the grammar recognises is made into a noun by a method of that name, or has only one part."""
    named = {
        method for origin, _, method, _, single in tables()["rules"] if not (single or origin.startswith("_"))
    }

    assert [method for method in sorted(named) if not hasattr(Builder, method)] == []


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(json.dumps({"of": "another grammar"}).encode(), id="of another grammar"),
        pytest.param(None, id="not there"),
    ],
)
def test_fresh_tables_where_the_kept_ones_do_not_fit(monkeypatch, kept):
    """Whoever edits the grammar sees the change at once; Lark is asked."""
    read = automaton.read

    def read_other(name: str) -> bytes:
        if not name.endswith("tables.json"):
            return read(name)
        if kept is None:
            raise FileNotFoundError(name)
        return kept

    monkeypatch.setattr(automaton, "read", read_other)
    fresh = tables.__wrapped__()

    assert Automaton(fresh, Builder()).run(lex("x", RULE).tokens) == parser.automaton().run(
        lex("x", RULE).tokens
    )


@pytest.mark.parametrize(
    ("text", "place", "possible"),
    [
        pytest.param("单位", 1, {"NAME"}, id="a name is missing"),
        pytest.param("法规 甲 乙", 2, {"STRING"}, id="a name too many"),
        pytest.param("规则 a.b “甲” 乙", 3, {"SEVERITY"}, id="no severity"),
        pytest.param("停用 a.b 对 甲 每列 乙", 5, {"EXCEPT", "$END", *CLAUSE_WORDS}, id="the next clause"),
    ],
)
def test_what_would_have_been_possible(text, place, possible):
    """Asked at the place where the parser stops."""
    tokens = lex("x", text).tokens

    assert parser.automaton().run(tokens) == (False, place)
    assert parser.automaton().possible(tokens[:place]) == possible
