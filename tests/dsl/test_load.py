"""The whole way, for rule files that nobody wrote: they compile, or their mistakes are told."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.dsl.load import load_rule_sets
from compliance.errors import RuleErrors
from tests.dsl.sample import RULES

TOKEN = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|'[^'\n]*'|[\w.-]+|\s+|.")
TEXTS = [
    TOKEN.findall((RULES / f"{name}.rules").read_text(encoding="utf-8")) for name in ("permits", "components")
]


@st.composite
def changed_files(draw: st.DrawFn) -> str:
    """One of our rule files with a few words taken out, exchanged, or written twice."""
    tokens = list(draw(st.sampled_from(TEXTS)))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(tokens) - 1))
        word = draw(st.sampled_from(tokens))
        tokens[place : place + draw(st.integers(0, 1))] = draw(st.sampled_from([[], [word], [word, " "]]))
    return "".join(tokens)


@settings(max_examples=150)
@given(changed_files())
def test_any_file_compiles_or_tells_its_mistakes(text):
    """A mistake of a writer never ends in a traceback, and is told in both languages."""
    told, rules = [], []
    try:
        rules = load_rule_sets([("x", [("x.rules", text.encode())])])["rules"]
    except RuleErrors as errors:
        told = [errors.text(lang) for lang in ("zh", "en")]

    assert len(set(told)) in (0, 2)
    assert all(rule["instances"] or rule["template"] or rule.get("open_cells") for rule in rules)
