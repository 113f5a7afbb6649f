"""The generated code means what the walk means, on whatever reports."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.engine.generate import cells_of
from compliance.engine.run import FAIL, NOT_APPLICABLE, Instance, decide, evaluate
from tests.engine.arbitrary import contents, rules
from tests.engine.programs import program, rule, sheet


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
@given(st.lists(rules, min_size=1, max_size=6), contents)
def test_generated_code_means_what_the_walk_means(told: list[dict[str, Any]], cells: dict[int, Any]) -> None:
    """Missing, negative, odd values: the same verdicts, instance by instance."""
    made = program(*told)
    laid_out = sheet(made, cells)

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


def test_a_group_may_be_called_as_it_likes() -> None:
    """A label is no node: a rule with a group called parts waits for no other report."""
    made = program(rule(("=", ("f", "sum", (("many", ("c", 0), ("c", 1)),), ("parts",)), ("n", 0))))

    assert made["prepared"]["needs"] == ((),)


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
