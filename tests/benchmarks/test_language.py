"""How long rule text takes. Nothing is asserted about time: `.ci/run` keeps the figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from compliance.dsl.automaton import build, tables
from compliance.dsl.parser import automaton, parse
from compliance.resources import listing, read

SHARED = Path(__file__).resolve().parents[3] / "shared"


def test_make_the_tables(benchmark):
    """Lark, from the grammar to its states: only where the grammar was changed."""
    made = benchmark.pedantic(build, rounds=5)

    assert made == {name: value for name, value in tables().items() if name != "what"}


def test_take_the_tables(benchmark):
    """The tables that are kept, once a process."""

    def take() -> object:
        tables.cache_clear()
        automaton.cache_clear()
        return automaton()

    made = benchmark(take)

    assert made is automaton()


def test_parse_the_shipped_rules(benchmark):
    """All files of the shipped rule set, the parser being built."""
    files = [
        (name, read(f"rules/cn-disclosure/{name}"))
        for name in listing("rules/cn-disclosure")
        if ".rules" in name
    ]
    automaton()
    made = benchmark(lambda: [parse(name, data) for name, data in files])

    assert [errors for _, errors, _ in made] == [[]] * len(files)


def test_parse_the_design_study(benchmark):
    """The example of the design study: 525 lines."""
    path = SHARED / "language-example.rules"
    if not path.exists():
        pytest.skip("the design study, ../shared, is not beside this checkout")
    data = path.read_bytes()
    automaton()
    made, errors, _ = benchmark(lambda: parse(path.name, data))

    assert (made is None, errors) == (False, [])


@pytest.mark.slow
def test_text_to_tree_in_a_new_process(benchmark):
    """Start Python, import, build the parser, parse the shipped rules: what a rule writer waits for."""
    script = (
        "from compliance.dsl.parser import parse\n"
        "from compliance.resources import listing, read\n"
        "for name in listing('rules/cn-disclosure'):\n"
        "    if name.endswith('.rules'): parse(name, read(f'rules/cn-disclosure/{name}'))\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = benchmark.pedantic(
        lambda: subprocess.run([sys.executable, "-c", script], cwd=root, check=True),
        rounds=5,
        warmup_rounds=1,
    )

    assert done.returncode == 0
