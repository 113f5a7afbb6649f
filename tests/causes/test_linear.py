"""Which rules are linear equations over the cells of one report, and what they exceed."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.causes.linear import Reports, equations_of, shares_of
from compliance.engine.sheet import sheet_of
from compliance.values import exact
from tests.engine.programs import program, rule, sheet

A, B, C = ("c", 0), ("c", 1), ("c", 2)


def call(function: str, *arguments: Any) -> tuple[Any, ...]:
    """A call without labels."""
    return ("f", function, arguments, (None,) * len(arguments))


@pytest.mark.parametrize(
    ("check", "coefficients", "residual"),
    [
        pytest.param(("=", A, B), {0: 1, 1: -1}, 2, id="two cells"),
        pytest.param(("=", ("+", A, B), C), {0: 1, 1: 1, 2: -1}, 15, id="a sum"),
        pytest.param(("=", ("-", A, B), ("n", 2)), {0: 1, 1: -1}, 0, id="a difference"),
        pytest.param(("=", ("neg", A), ("n", -10)), {0: -1}, 0, id="minus"),
        pytest.param(("=", ("*", ("n", 2), A), B), {0: 2, 1: -1}, 12, id="a multiple"),
        pytest.param(("=", ("*", A, ("n", 2)), B), {0: 2, 1: -1}, 12, id="a multiple the other way round"),
        pytest.param(("=", ("*", ("n", 2), ("n", 5)), A), {0: -1}, 0, id="plain numbers multiplied"),
        pytest.param(("=", A, ("q", 21, 2)), {0: 1}, exact(-1, 2), id="a fraction on one side"),
        pytest.param(("=", ("scale", A, 1, 10), B), {0: 1, 1: -10}, -70, id="another unit, made whole"),
        pytest.param(("=", call("sum", ("many", A, B), C), ("n", 21)), {0: 1, 1: 1, 2: 1}, 0, id="a group"),
        pytest.param(("=", ("+", A, B), ("+", A, C)), {1: 1, 2: -1}, 5, id="a cell on both sides"),
    ],
)
def test_what_is_linear(check: Any, coefficients: dict[int, int], residual: Any) -> None:
    """The cells hold 10, 8 and 3: whole coefficients, and how much the left side is larger."""
    made = program(rule(check))

    (equation,) = equations_of(made, Reports(sheet(made, {0: 10, 1: 8, 2: 3})))

    assert (equation.coefficients, equation.residual) == (coefficients, residual)


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(("<=", A, B), id="an inequality"),
        pytest.param(("=", ("n", 1), ("n", 1)), id="no cell"),
        pytest.param(("=", A, A), id="a cell and itself"),
        pytest.param(("=", ("*", A, B), C), id="a product of cells"),
        pytest.param(("=", ("/", A, ("n", 2)), B), id="a quotient"),
        pytest.param(("=", A, ("pc", 0)), id="last year"),
        pytest.param(("=", ("+", A, ("pc", 0)), B), id="last year in a sum"),
        pytest.param(("=", ("*", ("pc", 0), ("n", 2)), B), id="last year in a product"),
        pytest.param(("=", ("neg", ("pc", 0)), B), id="last year, negative"),
        pytest.param(("=", ("scale", ("pc", 0), 1, 10), B), id="last year in another unit"),
        pytest.param(("=", call("sum", ("many", A, ("pc", 0))), B), id="last year in a group"),
        pytest.param(("=", call("max", A, B), C), id="a maximum"),
    ],
)
def test_what_is_not_linear(check: Any) -> None:
    """It may fail, but it does not point at cells of this report."""
    made = program(rule(check))

    assert equations_of(made, Reports(sheet(made, {0: 10, 1: 8, 2: 3}))) == []


@pytest.mark.parametrize(
    ("blank", "held", "residual"),
    [
        pytest.param(None, None, None, id="a blank says nothing"),
        pytest.param("zero", None, 10, id="a blank that is 0"),
        pytest.param("zero", {"text": "/"}, 10, id="a nil mark that is 0"),
        pytest.param("zero", {"text": "若干"}, None, id="a text is never 0"),
        pytest.param("fail", None, None, id="a blank that fails by itself"),
    ],
)
def test_a_cell_without_a_figure(blank: str | None, held: Any, residual: int | None) -> None:
    """An equation says something only where all its cells hold figures, or may stand for 0."""
    made = program(rule(("=", A, B), blank=blank))

    (equation,) = equations_of(made, Reports(sheet(made, {0: 10, 1: held})))

    assert equation.residual == residual


@pytest.mark.parametrize(
    ("more", "count"),
    [
        pytest.param({"when": (">", C, ("n", 0))}, 1, id="its condition holds"),
        pytest.param({"when": ("=", C, ("n", 0))}, 0, id="its condition does not hold"),
        pytest.param({"when": ("=", C, ("pc", 2))}, 0, id="its condition is unknown"),
        pytest.param({"since": 2021}, 1, id="in force"),
        pytest.param({"until": 2020}, 0, id="no longer in force"),
    ],
)
def test_which_equations_count(more: dict[str, Any], count: int) -> None:
    """Those that the report has to keep."""
    made = program(rule(("=", A, B), **more))

    assert len(equations_of(made, Reports(sheet(made, {0: 10, 1: 8, 2: 3})))) == count


# ── last year's report and the parts ─────────────────────────────────────────────────────────────────────────


def beside(check: Any, *, previous: bool = True, parts: int = 2) -> tuple[dict[str, Any], Reports]:
    """A report that holds 10 and 8, last year's with 3 and 4, parts with 5 and 6; twelve cells each."""
    made = program(rule(check))
    laid_out = sheet(made, {0: 10, 1: 8})
    laid_out.previous = sheet(made, {0: 3, 1: 4}) if previous else None
    laid_out.subordinates = [sheet(made, {0: 5, 1: 6}) for _ in range(parts)] if parts >= 0 else None
    return made, Reports(laid_out)


@pytest.mark.parametrize(
    ("check", "coefficients", "residual"),
    [
        pytest.param(("=", A, ("pc", 0)), {0: 1, 12: -1}, 7, id="last year's cell"),
        pytest.param(("=", A, ("-", ("pc", 1), B)), {0: 1, 13: -1, 1: 1}, 14, id="both years"),
        pytest.param(
            ("=", A, call("sum", ("parts", A))), {0: 1, 24: -1, 36: -1}, 0, id="a cell of each of the parts"
        ),
        pytest.param(
            ("=", A, call("sum", ("many", B, ("parts", B)))),
            {0: 1, 1: -1, 25: -1, 37: -1},
            -10,
            id="its own and theirs",
        ),
    ],
)
def test_between_reports(check: Any, coefficients: dict[int, int], residual: int) -> None:
    """The cells are numbered through, and such an equation is known as one."""
    made, reports = beside(check)

    (equation,) = equations_of(made, reports)

    assert (equation.coefficients, equation.residual) == (coefficients, residual)
    assert equation.spans


@pytest.mark.parametrize(
    ("check", "reports"),
    [
        pytest.param(("=", A, ("pc", 0)), {"previous": False}, id="last year's is not given"),
        pytest.param(("=", A, call("sum", ("parts", A))), {"parts": -1}, id="the parts are not given"),
        pytest.param(("=", A, call("sum", ("parts", ("+", A, B)))), {}, id="more than a cell of the parts"),
        pytest.param(("=", A, call("max", ("parts", A))), {}, id="the largest"),
    ],
)
def test_what_does_not_tie(check: Any, reports: dict[str, Any]) -> None:
    """No equation between reports."""
    made, laid_out = beside(check, **reports)

    assert equations_of(made, laid_out) == []


def test_the_rules_of_another_report() -> None:
    """They speak of its cells, and of no report beside it."""
    made = program(rule(("=", A, B)), rule(("=", A, ("pc", 0))), rule(("=", A, call("sum", ("parts", A)))))
    laid_out = sheet(made, {0: 10, 1: 8})
    laid_out.previous = sheet(made, {0: 3, 1: 4})
    laid_out.subordinates = [sheet(made, {0: 5, 1: 6})]

    (equation,) = equations_of(made, Reports(laid_out), 2)

    assert (equation.coefficients, equation.residual, equation.report) == ({24: 1, 25: -1}, -1, 2)
    assert not equation.spans


def test_a_part_that_is_not_there() -> None:
    """The sum says nothing."""
    made = program(rule(("=", A, call("sum", ("parts", A)))))
    laid_out = sheet(made, {0: 10})
    laid_out.subordinates = [sheet(made, {0: 5}), sheet_of(made, {"form": "2021"})]

    (equation,) = equations_of(made, Reports(laid_out))

    assert equation.residual is None


def test_what_a_part_adds() -> None:
    """Its cells with the sign that they have in the equation; a blank adds nothing."""
    made = program(rule(("=", A, call("sum", ("parts", A))), blank="zero"))
    laid_out = sheet(made, {0: 10})
    laid_out.subordinates = [sheet(made, {0: 5}), sheet(made, {0: None})]
    reports = Reports(laid_out)

    (equation,) = equations_of(made, reports)

    assert shares_of(equation, reports) == {0: 10, 1: -5}
