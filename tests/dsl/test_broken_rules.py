"""Each mistake of a rule writer has a file in ``tests/broken_rules``, named for it; what is said about it is golden."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from compliance.dsl.load import load_rule_sets
from compliance.engine.proof import prove
from compliance.errors import GovcheckError, RuleErrors
from compliance.resources import listing, read
from tests.conftest import ROOT

FILES = sorted((ROOT / "tests" / "broken_rules").glob("*.rules"))
SHIPPED = "cn-disclosure"


@cache
def shipped() -> tuple[tuple[str, bytes], ...]:
    """The shipped rule set that local ones build on."""
    folder = f"rules/{SHIPPED}"
    names = [f"{folder}/{name}" for name in listing(folder) if name.endswith(".rules")]
    return tuple((name, read(name)) for name in names)


def mistakes(path: Path) -> GovcheckError | None:
    """What is wrong with the rule file; None if nothing is."""
    data = path.read_bytes()
    sources = [(path.stem, [(path.name, data)])]
    if f"沿用 {SHIPPED}".encode() in data:
        sources.insert(0, (SHIPPED, list(shipped())))
    try:
        program = load_rule_sets(sources)
    except RuleErrors as errors:
        return errors
    lines = data.decode().splitlines()
    wrong = [proof.error(lines[proof.line - 1]) for proof in prove(program) if not proof.holds]
    return RuleErrors(wrong) if wrong else None


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_mistake_is_told(path, lang, golden):
    """The sentence says what is wrong, where, and what to do."""
    error = mistakes(path)

    assert error is not None
    golden(f"broken_rules/{path.stem}.{lang}.txt", f"{error.text(lang)}\n")


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_each_mistake_points_at_its_place(path):
    """The line that is shown is the line of the file, and the place is in it."""
    error = mistakes(path)

    assert isinstance(error, RuleErrors)
    for each in error.errors:
        line = path.read_text(encoding="utf-8").splitlines()[each.position.line - 1]
        assert each.line == line
        assert 1 <= each.position.column <= len(line) + 1
