"""Examples are proofs: laid out as reports, judged by the walk; and mutants that they do not notice are named."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.engine.proof import prove, surviving_mutants
from tests.engine.programs import program, rule

BALANCE = ("=", ("+", ("c", 0), ("c", 1)), ("c", 2))
PLACE = ("test.rules", 7)


def example(claimed: str, *targets: tuple[Any, ...]) -> tuple[Any, ...]:
    """One example row: (target, value …) for each column."""
    return (claimed, tuple((target, tuple(values)) for target, *values in targets), PLACE)


def number(n: int) -> tuple[str, int]:
    """A literal."""
    return ("n", n)


FACT = {
    "name": "申请数",
    "title": "",
    "sections": ("二",),
    "unless": (),
    "says": (
        ((("w", ("申请",)), ("figure", "数", (("件", 1, 1),))), ("c", 0)),
        ((("w", ("转",)), ("figure", "数", (("件", 1, 1),))), ("c", 1)),
    ),
    "holes": {"数": "件"},
}
TOLD = rule(each="mention", source="申请数", template=(None, ("=", ("hole", "数"), ("should",))))
SECTION = rule(
    each="section",
    source="report",
    template=(
        None,
        (
            "and",
            ("not", ("is", "absent", ("sec", "text"))),
            ("=", ("sec", "place"), ("sec", "prescribed_place")),
            ("in", ("sec", "title"), ("sec", "accepted_titles")),
        ),
    ),
)
OPEN = rule(each="row", source="o", template=(None, ("=", ("row", "o", "new"), ("prow", "o", "done"))))
OVERALL = rule(("=", ("c", 0), ("f", "sum", (("rows", "o", "new"),), (None,))))
DUE = rule(("<=", ("prop", "published"), ("setting", "期限")))
SHARE = rule(("<", ("c", 0), ("setting", "界限")))
SETTINGS = {"期限": ("", ("rd", 1, 1, 31), "test"), "界限": ("", ("n", 10), "test")}


@pytest.mark.parametrize(
    ("one", "row", "found"),
    [
        pytest.param(
            rule(BALANCE),
            example("pass", (("c", 0), number(30)), (("c", 2), number(30))),
            "pass",
            id="others are 0",
        ),
        pytest.param(rule(BALANCE), example("fail", (("c", 2), number(1))), "fail", id="does not add up"),
        pytest.param(rule(BALANCE), example("unknown", (("c", 0), ("blank",))), "unknown", id="a blank"),
        pytest.param(rule(BALANCE), example("unknown", (("c", 0), ("absent",))), "unknown", id="absent"),
        pytest.param(rule(BALANCE), example("unknown", (("c", 0), ("s", "/"))), "unknown", id="a mark"),
        pytest.param(
            rule(BALANCE, blank="zero"), example("pass", (("c", 0), ("s", "/"))), "pass", id="a mark as 0"
        ),
        pytest.param(
            rule(("=", ("c", 0), ("pc", 0))),
            example("fail", (("c", 0), number(1)), (("pc", 0), number(2))),
            "fail",
            id="last year",
        ),
        pytest.param(
            rule(("=", ("c", 0), ("f", "sum", (("parts", ("c", 0)),), (None,)))),
            example("pass", (("c", 0), number(37)), (("parts", ("c", 0)), number(30), number(7))),
            "pass",
            id="the parts",
        ),
        pytest.param(DUE, example("pass", (("prop", "published"), ("d", "2022-01-31"))), "pass", id="a date"),
        pytest.param(
            DUE,
            example("fail", (("prop", "year"), number(2020)), (("prop", "published"), ("d", "2022-01-31"))),
            "fail",
            id="of another year",
        ),
        pytest.param(
            DUE,
            example("not_applicable", (("prop", "published"), ("absent",))),
            "not_applicable",
            id="no date",
        ),
        pytest.param(
            SHARE,
            example("fail", (("c", 0), number(5)), (("setting", "界限"), number(5))),
            "fail",
            id="a setting",
        ),
        pytest.param(
            rule(("mentions", ("text", "三"), (("w", ("收费",)),))),
            example("pass", (("text", "三"), ("s", "未收费"))),
            "pass",
            id="a text",
        ),
        pytest.param(
            rule(("mentions", ("text", "三"), (("w", ("收费",)),))),
            example("unknown", (("text", "三"), ("absent",))),
            "unknown",
            id="no such part",
        ),
        pytest.param(
            rule(("mentions", ("prop", "preface"), (("w", ("收费",)),))),
            example("fail", (("c", 0), number(1))),
            "fail",
            id="texts are empty",
        ),
        pytest.param(
            TOLD,
            example(
                "fail",
                (("prop", "narrative"), ("s", "申请3件，转5件")),
                (("c", 0), number(3)),
                (("c", 1), number(6)),
            ),
            "fail",
            id="the worst mention counts",
        ),
        pytest.param(
            TOLD,
            example("not_applicable", (("narrative",), ("s", "没有说"))),
            "not_applicable",
            id="no mention",
        ),
        pytest.param(
            SECTION,
            example("pass", (("sec", "prescribed_number"), ("s", "二")), (("sec", "title"), ("s", "乙乙"))),
            "pass",
            id="a variant of that part's title",
        ),
        pytest.param(
            SECTION,
            example("fail", (("sec", "prescribed_number"), ("s", "二")), (("sec", "place"), number(3))),
            "fail",
            id="out of place",
        ),
        pytest.param(SECTION, example("fail", (("sec", "text"), ("absent",))), "fail", id="no part"),
        pytest.param(
            OPEN,
            example("fail", (("row", "o", "new"), number(3)), (("prow", "o", "done"), number(4))),
            "fail",
            id="an open row",
        ),
        pytest.param(
            OVERALL,
            example("pass", (("c", 0), number(37)), (("rows", "o", "new"), number(30), number(7))),
            "pass",
            id="all open rows",
        ),
    ],
)
def test_prove(one: dict[str, Any], row: Any, found: str) -> None:
    """One example, laid out and judged."""
    made = program(one | {"examples": (row,)}, facts=(FACT,), settings=SETTINGS)

    (proof,) = prove(made)

    assert (proof.claimed, proof.found, proof.file, proof.line) == (row[0], found, *PLACE)
    assert proof.holds


def test_a_wrong_claim_does_not_hold() -> None:
    """An example that says pass where the rule fails is no proof."""
    made = program(rule(BALANCE, examples=(example("pass", (("c", 0), number(1))),)))

    (proof,) = prove(made)

    assert not proof.holds


def test_weak_examples_are_named() -> None:
    """With 0 carried in, a minus for the plus goes unnoticed; with 7 nothing does."""
    weak = (
        example("pass", (("c", 0), number(37)), (("c", 2), number(37))),
        example("fail", (("c", 0), number(37)), (("c", 2), number(36))),
        example("fail", (("c", 0), number(37)), (("c", 2), number(38))),
    )
    strong = (*weak, example("pass", (("c", 0), number(30)), (("c", 1), number(7)), (("c", 2), number(37))))

    (mutant,) = surviving_mutants(program(rule(BALANCE, examples=weak)))

    assert (mutant.clause, mutant.before, mutant.after) == ("check", "+", "-")
    assert surviving_mutants(program(rule(BALANCE, examples=strong))) == []


def test_conditions_and_templates_are_mutated() -> None:
    """Every clause of every kind of rule."""
    when = (">", ("c", 1), ("n", 0))
    one = rule(("=", ("c", 0), ("n", 0)), when=when, examples=(example("pass", (("c", 1), number(1))),))
    two = SECTION | {"examples": (example("pass", (("sec", "place"), number(1))),)}

    found = {(m.rule, m.clause, m.before) for m in surviving_mutants(program(one, two))}

    assert ("test.rule", "when", ">") in found
    assert ("test.rule", "check", "and") in found
