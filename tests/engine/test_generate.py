"""The generated code means what the walk means, on whatever reports."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.engine.generate import cells_of
from compliance.engine.run import FAIL, NOT_APPLICABLE, Instance, decide, evaluate
from tests.engine.programs import LAYOUT, program, rule, sheet

cells = st.integers(0, len(LAYOUT) - 1).map(lambda i: ("c", i))
literals = st.one_of(
    st.integers(-5, 50).map(lambda n: ("n", n)),
    st.tuples(st.just("q"), st.integers(-9, 9).filter(lambda n: n % 2), st.just(2)),
)
figures = st.recursive(
    st.one_of(cells, literals),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["+", "-", "*"]), inner, inner),
        st.tuples(st.just("neg"), inner),
        st.tuples(st.just("scale"), inner, st.sampled_from([1, 10, 3]), st.sampled_from([1, 10])),
        st.lists(inner, min_size=1, max_size=4).flatmap(
            lambda items: st.sampled_from(["sum", "max", "min"]).map(
                lambda name: ("f", name, (("many", *items),), (None,))
            )
        ),
        inner.map(lambda item: ("f", "abs", (item,), (None,))),
    ),
    max_leaves=6,
)
signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
truths = st.recursive(
    st.one_of(
        st.tuples(signs, figures, figures),
        st.tuples(st.just("is"), st.sampled_from(["blank", "absent", "text", "number", "whole"]), cells),
        st.tuples(figures, st.just("<="), figures, st.just("<"), figures).map(
            lambda c: ("chain", (c[1], c[3]), (c[0], c[2], c[4]))
        ),
    ),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["and", "or"]), inner, inner), inner.map(lambda node: ("not", node))
    ),
    max_leaves=4,
)
rules = st.builds(
    lambda when, check, blank: rule(check, when=when, blank=blank),
    st.none() | truths,
    truths,
    st.sampled_from([None, "zero", "unknown", "not_applicable", "fail"]),
)
values = st.one_of(
    st.integers(-3, 60),
    st.decimals(min_value=-5, max_value=50, places=1),
    st.none(),
    st.just({"text": "/"}),
    st.just({"text": "若干"}),
    st.just({"value": 3, "note": "其中修订1件"}),
    st.just("absent"),
)


def by_walk(made: dict[str, Any], laid_out: Any) -> tuple[int, int, dict[str, int], list[tuple[int, str]]]:
    """Every instance decided by the walk alone."""
    passed, idle, waiting, found = 0, 0, {}, []
    for r, one in enumerate(made["rules"]):
        for known in one["instances"]:
            instance = Instance(r, *known)
            verdict, waits = decide(instance, instance.env(laid_out, one["blank"], {}))
            if verdict == "pass":
                passed += 1
            elif verdict == NOT_APPLICABLE:
                idle += 1
                if waits:
                    waiting[waits] = waiting.get(waits, 0) + 1
            else:
                found.append((r, verdict))
    return passed, idle, waiting, found


@settings(max_examples=200)
@given(st.lists(rules, min_size=1, max_size=6), st.dictionaries(st.integers(0, len(LAYOUT) - 1), values))
def test_generated_code_means_what_the_walk_means(told: list[dict[str, Any]], held: dict[int, Any]) -> None:
    """Missing, negative, odd values: the same verdicts, instance by instance."""
    made = program(*told)
    laid_out = sheet(made, held)

    outcome = evaluate(made, laid_out)

    found = [(instance.rule, verdict) for instance, verdict in outcome.open]
    assert (outcome.passed, outcome.not_applicable, outcome.waiting, found) == by_walk(made, laid_out)
    assert not outcome.faults


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(("~", ("c", 0), ("c", 1), None), id="rounding"),
        pytest.param(("=", ("/", ("c", 0), ("c", 1)), ("n", 1)), id="a quotient"),
        pytest.param(("=", ("prop", "year"), ("n", 2021)), id="a property"),
        pytest.param(("=", ("c", 0), ("pc", 0)), id="last year"),
        pytest.param(("=", ("c", 0), ("f", "count", (("c", 1),), (None,))), id="a count"),
        pytest.param(("is", "absent", ("sec", "text")), id="a part"),
        pytest.param(("mentions", ("text", "一"), (("w", ("申请",)),)), id="words"),
    ],
)
def test_what_is_not_plain_is_walked(check: Any) -> None:
    """Only arithmetic on this report's cells is generated."""
    prepared = program(rule(check))["prepared"]

    assert prepared["plain"] == ()
    assert prepared["walked"] == ((0, (0,), (None,)),)


def test_cells_of_finds_each_cell_once() -> None:
    """The cells a condition reads, through groups and chains."""
    node = (
        "chain",
        ("<=", "<="),
        (("c", 1), ("f", "sum", (("many", ("c", 2), ("c", 3)),), ("g",)), ("c", 1)),
    )

    assert cells_of(node) == {1, 2, 3}


def test_needs_are_seen_through_templates() -> None:
    """What a rule waits for is found wherever it stands."""
    checks = {
        "previous": ("=", ("row", "o", "new"), ("prow", "o", "done")),
        "parts": ("=", ("c", 0), ("f", "sum", (("parts", ("c", 0)),), (None,))),
    }
    made = program(
        rule(each="row", source="o", template=(None, checks["previous"])),
        rule(checks["parts"]),
        rule(("=", ("c", 0), ("n", 0))),
    )

    assert made["prepared"]["needs"] == (("previous",), ("parts",), ())


def test_failing_instances_keep_their_place() -> None:
    """A generated failure is the instance it stands for."""
    one = rule(
        instances=(
            ((("column", "c0"),), None, ("=", ("c", 0), ("n", 0))),
            ((("column", "c1"),), None, ("=", ("c", 1), ("n", 0))),
        )
    )
    made = program(one)

    ((instance, verdict),) = evaluate(made, sheet(made, {1: 5})).open

    assert (instance.place, verdict) == ((("column", "c1"),), FAIL)


def test_decimals_are_exact() -> None:
    """0.1 + 0.2 is 0.3."""
    made = program(rule(("=", ("+", ("c", 0), ("c", 1)), ("c", 2))))

    assert evaluate(made, sheet(made, {0: Decimal("0.1"), 1: Decimal("0.2"), 2: Decimal("0.3")})).is_clean
