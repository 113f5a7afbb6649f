"""Every instance decided: verdicts, what is waited for, what is only in the report, what goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.engine.run import Outcome, evaluate, looks_at
from compliance.engine.sheet import sheet_of
from tests.engine.programs import program, report, rule, sheet

ZERO = ("=", ("c", 0), ("n", 0))
SUM = ("=", ("f", "sum", (("many", ("c", 0), ("c", 1)),), ("g",)), ("c", 2))


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    """passed, failed, unknown, not applicable."""
    verdicts = [verdict for _, verdict in outcome.open]
    return outcome.passed, verdicts.count("fail"), verdicts.count("unknown"), outcome.not_applicable


@pytest.mark.parametrize(
    ("blank", "cells", "expected"),
    [
        pytest.param(None, {0: 3, 1: 4, 2: 7}, (1, 0, 0, 0), id="holds"),
        pytest.param(None, {0: 3, 1: 4, 2: 8}, (0, 1, 0, 0), id="does not"),
        pytest.param(None, {0: 3, 1: None, 2: 3}, (0, 0, 1, 0), id="a blank is unknown"),
        pytest.param("zero", {0: 3, 1: None, 2: 3}, (1, 0, 0, 0), id="a blank as 0"),
        pytest.param("zero", {0: 3, 1: {"text": "—"}, 2: 3}, (1, 0, 0, 0), id="a nil mark as 0"),
        pytest.param("zero", {0: 3, 1: {"text": "若干"}, 2: 3}, (0, 0, 1, 0), id="another text is no 0"),
        pytest.param("zero", {0: 3, 1: "absent", 2: 3}, (0, 0, 1, 0), id="an absent cell is no 0"),
        pytest.param("fail", {0: 3, 2: None}, (0, 1, 0, 0), id="a blank fails"),
        pytest.param("not_applicable", {0: 3, 2: None}, (0, 0, 0, 1), id="a blank is not applicable"),
        pytest.param("not_applicable", {0: 3, 1: None, 2: 3}, (1, 0, 0, 0), id="a blank left out of the sum"),
        pytest.param(
            "not_applicable", {0: "absent", 2: None}, (0, 0, 1, 0), id="an absent cell beside the blank"
        ),
        pytest.param("unknown", {0: None}, (0, 0, 1, 0), id="unknown as is"),
    ],
)
def test_blanks(blank: str | None, cells: dict[int, Any], expected: tuple[int, int, int, int]) -> None:
    """The policy touches blanks only."""
    made = program(rule(SUM, blank=blank))

    assert counts(evaluate(made, sheet(made, cells))) == expected


@pytest.mark.parametrize(
    ("when", "cells", "expected"),
    [
        pytest.param((">", ("c", 1), ("n", 0)), {1: 1}, (1, 0, 0, 0), id="applies"),
        pytest.param((">", ("c", 1), ("n", 0)), {0: 5}, (0, 0, 0, 1), id="does not apply"),
        pytest.param((">", ("c", 1), ("n", 0)), {1: None}, (0, 0, 1, 0), id="nobody knows"),
        pytest.param(("t=", ("prop", "agency_kind"), ("s", "department")), {}, (1, 0, 0, 0), id="a property"),
    ],
)
def test_when(when: Any, cells: dict[int, Any], expected: tuple[int, int, int, int]) -> None:
    """An instance is judged only if its condition holds."""
    made = program(rule(ZERO, when=when))

    assert counts(evaluate(made, sheet(made, cells))) == expected


@pytest.mark.parametrize(
    ("check", "needs"),
    [
        pytest.param(("=", ("c", 0), ("pc", 0)), "previous", id="last year's cell"),
        pytest.param(("=", ("c", 0), ("f", "sum", (("parts", ("c", 0)),), (None,))), "parts", id="the parts"),
        pytest.param(("<=", ("prop", "published"), ("rd", 1, 1, 31)), "published", id="the date"),
    ],
)
def test_waiting(check: Any, needs: str) -> None:
    """What was not given makes a rule wait: counted apart, neither pass nor unknown."""
    made = program(rule(check))

    outcome = evaluate(made, sheet(made))

    assert counts(outcome) == (0, 0, 0, 1)
    assert outcome.waiting == {needs: 1}


@pytest.mark.parametrize(
    ("check", "expected", "waiting"),
    [
        pytest.param(("=", ("c", 0), ("pc", 0)), (0, 0, 0, 1), {"previous": 1}, id="it would wait"),
        pytest.param(("=", ("c", 0), ("n", 1)), (0, 0, 1, 0), {}, id="it would fail"),
    ],
)
def test_a_rule_of_which_nobody_can_say_whether_it_applies(
    check: Any, expected: tuple[int, int, int, int], waiting: dict[str, int]
) -> None:
    """What it lacks to be asked at all comes first: then it waits, and is no unknown of this report."""
    made = program(rule(check, when=(">", ("c", 1), ("n", 0))))
    outcome = evaluate(made, sheet(made, {1: "absent"}))

    assert counts(outcome) == expected
    assert outcome.waiting == waiting


def test_a_rule_that_does_not_apply_does_not_wait() -> None:
    """Where 当 is false already, nothing is missed."""
    made = program(rule(("=", ("c", 0), ("pc", 0)), when=(">", ("c", 1), ("n", 0))))

    assert evaluate(made, sheet(made)).waiting == {}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param({0: 4}, (1, 0, 0, 0), id="continues"),
        pytest.param({0: 5}, (0, 1, 0, 0), id="does not"),
        pytest.param({0: "absent"}, (0, 0, 1, 0), id="last year's report has no such cell"),
    ],
)
def test_last_year(last: dict[int, Any], expected: tuple[int, int, int, int]) -> None:
    """上年报告."""
    made = program(rule(("=", ("c", 0), ("pc", 0))))
    this = sheet(made, {0: 4})
    this.previous = sheet(made, last)

    assert counts(evaluate(made, this)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([30, 7], (1, 0, 0, 0), id="adds up"),
        pytest.param([30, 6], (0, 1, 0, 0), id="does not"),
        pytest.param([30, "absent"], (0, 0, 1, 0), id="one is missing"),
    ],
)
def test_parts(parts: list[Any], expected: tuple[int, int, int, int]) -> None:
    """所属报告: with one missing nothing can be said of the sum."""
    made = program(rule(("=", ("c", 0), ("f", "sum", (("parts", ("c", 0)),), (None,)))))
    whole = sheet(made, {0: 37})
    whole.subordinates = [sheet(made, {0: part}) for part in parts]

    assert counts(evaluate(made, whole)) == expected


OPEN = {"new": 3, "done": 3}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param({"A": OPEN, "B": OPEN}, (2, 0, 0, 0), id="two rows"),
        pytest.param({"A": OPEN, "B": {"new": 3, "done": 4}}, (1, 1, 0, 0), id="one wrong"),
        pytest.param({"A": {"new": 3}}, (0, 0, 1, 0), id="a cell is missing"),
        pytest.param({}, (0, 0, 0, 1), id="no row at all"),
    ],
)
def test_open_rows(rows: dict[str, dict[str, Any]], expected: tuple[int, int, int, int]) -> None:
    """Rows that only the report knows have an instance each."""
    made = program(
        rule(each="row", source="o", template=(None, ("=", ("row", "o", "new"), ("row", "o", "done"))))
    )
    held = report()
    held["tables"]["o"] = rows

    assert counts(evaluate(made, sheet_of(made, held))) == expected


RECEIVED = {
    "name": "申请数",
    "title": "",
    "sections": ("一",),
    "unless": (),
    "says": (((("w", ("申请",)), ("figure", "数", (("件", 1, 1),))), ("c", 0)),),
    "holes": {"数": "件"},
}


@pytest.mark.parametrize(
    ("cell", "paragraphs", "expected"),
    [
        pytest.param(37, ["收到申请37件。"], (1, 0, 0, 0), id="agrees"),
        pytest.param(73, ["收到申请37件。"], (0, 1, 0, 0), id="does not"),
        pytest.param(None, ["收到申请37件。"], (0, 0, 1, 0), id="the cell is blank"),
        pytest.param(37, ["收到申请30余件。"], (0, 0, 1, 0), id="a rough number"),
        pytest.param(37, ["收到申请37件，补正后申请36件。"], (1, 1, 0, 0), id="twice"),
        pytest.param(37, ["未作说明。"], (0, 0, 0, 1), id="not told"),
    ],
)
def test_mentions(cell: Any, paragraphs: list[str], expected: tuple[int, int, int, int]) -> None:
    """Each place at which the narrative tells the figure has an instance; none at all is not applicable, once."""
    check = ("=", ("hole", "数"), ("should",))
    made = program(rule(each="mention", source="申请数", template=(None, check)), facts=(RECEIVED,))
    held = sheet(made, {0: cell}, sections=[{"number": "一", "title": "甲", "paragraphs": paragraphs}])

    assert counts(evaluate(made, held)) == expected


def heads(*told: tuple[str | None, str]) -> list[dict[str, Any]]:
    """The parts of a report with these numerals and titles."""
    return [{"number": number, "title": title, "paragraphs": []} for number, title in told]


IN_ORDER = (
    "and",
    ("not", ("is", "absent", ("sec", "text"))),
    ("=", ("sec", "place"), ("sec", "prescribed_place")),
    ("t=", ("sec", "number"), ("sec", "prescribed_number")),
)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(heads(("一", "甲"), ("二", "乙"), ("三", "丙")), (3, 0, 0, 0), id="as prescribed"),
        pytest.param(heads(("一", "甲"), ("三", "丙")), (2, 1, 0, 0), id="one missing is one failure"),
        pytest.param(heads(("一", "甲"), ("二", "丙"), ("三", "乙")), (1, 2, 0, 0), id="two exchanged"),
        pytest.param(heads(("一", "甲"), ("三", "乙"), ("三", "丙")), (2, 1, 0, 0), id="a wrong numeral"),
        pytest.param(heads(("一", "甲"), (None, "乙"), ("三", "丙")), (2, 0, 1, 0), id="no numeral was read"),
        pytest.param(
            heads(("一", "甲"), ("二", "另一个标题"), ("三", "丙")), (3, 0, 0, 0), id="a strange title"
        ),
        pytest.param(
            heads(("一", "甲"), ("二", "旧乙"), ("附", "附表"), ("三", "丙")),
            (3, 0, 0, 0),
            id="a part too many",
        ),
    ],
)
def test_sections(parts: list[dict[str, Any]], expected: tuple[int, int, int, int]) -> None:
    """Each prescribed part has an instance: there, in order, under its numeral."""
    made = program(rule(each="section", source="report", template=(None, IN_ORDER)))

    assert counts(evaluate(made, sheet(made, sections=parts))) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        pytest.param(2022, None, (0, 0, 0, 1), id="not yet"),
        pytest.param(None, 2020, (0, 0, 0, 1), id="no more"),
        pytest.param(2021, 2021, (0, 1, 0, 0), id="this year"),
    ],
)
def test_years_of_a_rule(since: int | None, until: int | None, expected: tuple[int, int, int, int]) -> None:
    """A rule applies to its years; plain, walked and template rules alike."""
    walked = ("not", ("mentions", ("text", "三"), (("w", ("未收费",)),)))
    for one in (
        rule(ZERO, since=since, until=until),
        rule(walked, since=since, until=until),
        rule(each="section", template=(None, walked), since=since, until=until),
    ):
        made = program(one)
        outcome = counts(evaluate(made, sheet(made, {0: 9})))

        assert [bool(n) for n in outcome] == [bool(n) for n in expected]


def test_a_rule_that_raises_costs_only_itself() -> None:
    """It is a fault with a name, and the others still run."""

    def broken(_: object) -> object:
        raise RuntimeError("out of order")

    made = program(
        rule(("=", ("f", "broken", (("c", 0),), (None,)), ("n", 0)), name="local.broken"), rule(ZERO)
    )

    outcome = evaluate(made, sheet(made), {"broken": broken})

    assert counts(outcome) == (1, 0, 0, 0)
    assert [(name, str(error)) for name, _, error in outcome.faults] == [("local.broken", "out of order")]
    assert not outcome.is_clean


def test_a_plug_in_function_is_called_with_values() -> None:
    """Groups come as lists; what is missing never reaches it."""
    seen = []

    def spread(figures: list[int]) -> int:
        seen.append(figures)
        return max(figures) - min(figures)

    check = ("=", ("f", "spread", (("many", ("c", 0), ("c", 1)),), ("g",)), ("n", 2))
    made = program(rule(check))

    assert counts(evaluate(made, sheet(made, {0: 3, 1: 5}), {"spread": spread})) == (1, 0, 0, 0)
    assert counts(evaluate(made, sheet(made, {0: 3, 1: None}), {"spread": spread})) == (0, 0, 1, 0)
    assert seen == [[3, 5]]


def test_a_doubtful_table_is_never_judged() -> None:
    """Arithmetic on a table that was only partly read is unknown: neither pass nor fail."""
    made = program(rule(SUM), rule(ZERO))
    held = sheet(made, {0: 3, 1: 4, 2: 7}, partly_read={"t": "one row has no label"})

    assert counts(evaluate(made, held)) == (0, 0, 2, 0)


def test_what_a_doubtful_table_lacks_may_be_there() -> None:
    """That a cell is missing is said only of a table that was read whole."""
    made = program(rule(("not", ("is", "absent", ("c", 0)))))

    assert counts(evaluate(made, sheet(made, {0: "absent"}))) == (0, 1, 0, 0)
    assert counts(evaluate(made, sheet(made, {0: "absent"}, partly_read={"t": "one row"}))) == (0, 0, 1, 0)


PARTS = ("f", "sum", (("parts", ("c", 0)),), (None,))


@pytest.mark.parametrize(
    ("more", "looks"),
    [
        pytest.param({}, True, id="a rule on the parts"),
        pytest.param({"since": 2022}, False, id="which is not in force yet"),
        pytest.param(
            {"when": ("t=", ("prop", "agency_kind"), ("s", "department"))}, True, id="for departments"
        ),
        pytest.param({"when": ("t=", ("prop", "agency_kind"), ("s", "office"))}, False, id="for offices"),
        pytest.param({"when": ("=", ("c", 1), ("n", 1))}, True, id="where a cell is blank: nobody knows"),
    ],
)
def test_looks_at(more: dict[str, Any], looks: bool) -> None:
    """A report that no rule holds against its parts has nothing to do with them."""
    made = program(rule(("=", ("c", 0), PARTS), **more))
    laid_out = sheet(made, {1: None})

    assert looks_at("parts", made, laid_out, {}) is looks
    assert not looks_at("previous", made, laid_out, {})
