"""Causes across reports: the wrong cell may stand in this report, in last year's, or in a part's."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from compliance.causes import find_causes, with_causes
from compliance.causes.linear import Reports
from compliance.engine.explain import Explainer
from compliance.engine.run import UNKNOWN, evaluate
from compliance.engine.sheet import Sheet, sheet_of
from compliance.findings import Finding
from tests.causes.slips import spoil
from tests.consistent import consistent_report, government, next_year, trial_requests, unit
from tests.engine.programs import program, rule, sheet

TABLE = "依申请公开"
PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "en" / "explanation" / "causes.md"
LAST = consistent_report(11, year=2023)
THIS = next_year(LAST, 12)
UNITS = [unit(name, seed) for name, seed in (("李庄镇", 5), ("王家镇", 7))]
COUNTY = government(UNITS)

Causes = tuple[dict[str, Any], ...]
Change = tuple[str, str, int]


def off(report: dict[str, Any], *changes: Change) -> dict[str, Any]:
    """A copy with these cells of part three off by these amounts."""
    other = deepcopy(report)
    for row, column, amount in changes:
        other["tables"][TABLE][row][column] += amount
    return other


def grouped(
    program: dict[str, Any],
    report: dict[str, Any],
    previous: dict[str, Any] | None = None,
    parts: list[dict[str, Any]] | None = None,
) -> tuple[list[Finding], Causes]:
    """The findings about figures and their causes."""
    sheet = sheet_of(program, report)
    sheet.previous = None if previous is None else sheet_of(program, previous, "last.json")
    if parts is not None:
        sheet.subordinates = [sheet_of(program, part, f"{part['agency']}.json") for part in parts]
    outcome = evaluate(program, sheet)
    findings = Explainer(program, sheet, report, "zh").findings(outcome)
    told, causes = with_causes(program, sheet, outcome, findings)
    return [f for f in told if f.difference is not None], causes


def test_two_years_that_agree(shipped: dict[str, Any]) -> None:
    """Nothing fails, and nothing is wrong."""
    assert grouped(shipped, THIS, LAST) == ([], ())


@pytest.mark.parametrize(
    ("this", "last", "place", "witnesses"),
    [
        pytest.param([("上年结转", "自然人", 9)], [], ("上年结转", "自然人", None), 0, id="this year's"),
        pytest.param(
            [], [("结转下年度", "自然人", 9)], ("结转下年度", "自然人", "last.json"), 2, id="last year's"
        ),
        pytest.param([], [("结转下年度", "总计", 9)], ("结转下年度", "总计", "last.json"), 2, id="its total"),
    ],
)
def test_a_slip_in_one_of_two_years(
    this: list[Change], last: list[Change], place: tuple[str, ...], witnesses: int, shipped: dict[str, Any]
) -> None:
    """The sums of the report in which it stands bear witness against it."""
    findings, (cause,) = grouped(shipped, off(THIS, *this), off(LAST, *last))

    (told,) = cause["changes"]
    assert (told["row"], told["column"], told.get("report")) == place
    assert (told["value"] - told["suggested"], cause["one_of"]) == (9, 1)
    assert cause.get("elsewhere", 0) == witnesses
    assert cause["explains"] == [finding.fingerprint for finding in findings]


def test_last_year_in_the_edition_before(shipped: dict[str, Any]) -> None:
    """A report on 2020 has fewer rows: the sums that it can be held to still bear witness."""
    before = consistent_report(11, year=2020)
    tables = before["tables"] | {TABLE: trial_requests(before["tables"][TABLE])}
    last = off(before | {"form": "2019", "tables": tables}, ("结转下年度", "自然人", 9))

    _, causes = grouped(shipped, next_year(before, 12), last)
    told = [change for cause in causes for change in cause["changes"]]

    assert [(change["row"], change["column"], change["report"]) for change in told] == [
        ("结转下年度", "自然人", "last.json")
    ]


CARRIED = [
    ("上年结转", "自然人", 9),
    ("上年结转", "总计", 9),
    ("本年新收", "自然人", -9),
    ("本年新收", "总计", -9),
]


@pytest.mark.parametrize(
    ("this", "last"),
    [
        pytest.param(CARRIED, [], id="this year's figures agree with each other"),
        pytest.param([], [(row, column, 9) for row in ("结转下年度", "本年新收") for column in ("自然人", "总计")],
                     id="last year's do"),
    ],
)  # fmt: skip
def test_two_years_that_do_not_agree(this: list[Change], last: list[Change], shipped: dict[str, Any]) -> None:
    """Each is right in itself: nobody can tell which of them is wrong, and no cell is accused."""
    findings, causes = grouped(shipped, off(THIS, *this), off(LAST, *last))

    assert causes == ()
    assert {f.rule for f in findings} >= {"years.carry-over"}


def test_a_disagreement_does_not_hide_a_slip(shipped: dict[str, Any]) -> None:
    """What is carried over may differ for a reason; the slip in the same column is found all the same."""
    slip = ("予以公开", "自然人", 27)

    findings, causes = grouped(shipped, off(THIS, *CARRIED, slip), LAST)
    told = [change for cause in causes for change in cause["changes"]]

    assert [(change["row"], change["column"]) for change in told] == [("予以公开", "自然人")]
    assert {f.cause for f in findings if f.rule == "years.carry-over"} == {None}


def test_a_slip_in_a_column_that_disagrees(shipped: dict[str, Any]) -> None:
    """Both are in one equation, the balance of the column."""
    slip = ("本年新收", "自然人", 270)

    _, causes = grouped(shipped, off(THIS, *CARRIED, slip), LAST)
    told = [change for cause in causes for change in cause["changes"]]

    assert [(change["row"], change["column"]) for change in told] == [("本年新收", "自然人")]


@pytest.mark.parametrize(
    ("county", "town", "change"),
    [
        pytest.param([("部分公开", "自然人", 27)], [], ("部分公开", "自然人", None), id="in the summary"),
        pytest.param(
            [("部分公开", "总计", 27)], [], ("部分公开", "总计", None), id="in a total of the summary"
        ),
        pytest.param([], [("部分公开", "自然人", 27)], ("部分公开", "自然人", "李庄镇.json"), id="in a unit"),
        pytest.param(
            [], [("部分公开", "总计", 27)], ("部分公开", "总计", "李庄镇.json"), id="in a total of a unit"
        ),
    ],
)
def test_a_slip_in_a_summary_or_a_unit(
    county: list[Change], town: list[Change], change: tuple[str, str, str | None], shipped: dict[str, Any]
) -> None:
    """It is named with the report in which it stands."""
    parts = [off(UNITS[0], *town), *UNITS[1:]]

    findings, (cause,) = grouped(shipped, off(COUNTY, *county), parts=parts)

    (told,) = cause["changes"]
    assert (told["row"], told["column"], told.get("report")) == change
    assert (told["value"] - told["suggested"], cause["one_of"]) == (27, 1)
    assert cause["explains"] == [f.fingerprint for f in findings if f.rule != "units.bounds"]


def test_the_parts_decide_between_two_totals(shipped: dict[str, Any]) -> None:
    """A cell and its neighbour would both mend the sums of the report: those of the parts say which it is."""
    row = "部分公开"
    report = off(COUNTY, (row, "自然人", -9), (row, "商业企业", 9))

    _, (cause,) = grouped(shipped, report, parts=UNITS)

    assert {(c["row"], c["column"]) for c in cause["changes"]} == {(row, "自然人"), (row, "商业企业")}
    assert cause["one_of"] == 1


def test_a_whole_report_is_no_matter_of_cells(shipped: dict[str, Any]) -> None:
    """So many sums fail that single cells are not looked for; what is wrong within the report is."""
    report = off(COUNTY, ("部分公开", "总计", 27))
    extra = unit("城关镇", 13)

    _, causes = grouped(shipped, report, parts=[*UNITS, extra])

    assert [(c["row"], c["column"], "report" in c) for cause in causes for c in cause["changes"]] == [
        ("部分公开", "总计", False)
    ]


def test_what_is_wrong_with_others_only_is_not_told(shipped: dict[str, Any]) -> None:
    """A unit's own mistake in a cell that this report does not hold against it has no cause here."""
    towns = [off(UNITS[0], ("部分公开", "自然人", 27)), off(UNITS[1], ("部分公开", "自然人", -27))]

    findings, causes = grouped(shipped, COUNTY, parts=towns)

    assert (findings, causes) == ([], ())


def test_without_a_failure_nothing_is_looked_for() -> None:
    """What is unknown has no cause."""
    made = program(rule(("=", ("c", 0), ("c", 1))))
    laid_out = sheet(made, {0: None, 1: 3})

    outcome = evaluate(made, laid_out)

    assert [verdict for _, verdict in outcome.open] == [UNKNOWN]
    assert with_causes(made, laid_out, outcome, []) == ([], ())
    assert find_causes(made, laid_out) == []


# ── how often the cell is named, and the report in which it stands ───────────────────────────────────────────


def among_units(program: dict[str, Any], chance: random.Random) -> tuple[Sheet, Sheet, list[int]]:
    """A summary with three units; one of the four, and the cells of which one may be spoilt."""
    parts = [unit(f"{n}镇", chance.randrange(10**6)) for n in range(3)]
    sheet = sheet_of(program, government(parts))
    sheet.subordinates = [sheet_of(program, part) for part in parts]
    cells = [i for i, (table, _, _) in enumerate(program["layout"]) if table == TABLE]
    return sheet, chance.choice([sheet, *sheet.subordinates]), cells


def among_years(program: dict[str, Any], chance: random.Random) -> tuple[Sheet, Sheet, list[int]]:
    """A report with last year's; one of the two, and its cells that are carried over."""
    last = consistent_report(chance.randrange(10**6), year=2023)
    sheet = sheet_of(program, next_year(last, chance.randrange(10**6)))
    sheet.previous = sheet_of(program, last)
    spoilt, row = chance.choice([(sheet, "上年结转"), (sheet.previous, "结转下年度")])
    return sheet, spoilt, [i for i, (t, r, _) in enumerate(program["layout"]) if (t, r) == (TABLE, row)]


@pytest.mark.parametrize(
    ("among", "name"),
    [
        pytest.param(among_units, "in a summary or one of three units", id="units"),
        pytest.param(among_years, "in what is carried over, this year's or last year's", id="years"),
    ],
)
def test_accuracy(
    among: Callable[[dict[str, Any], random.Random], tuple[Sheet, Sheet, list[int]]],
    name: str,
    shipped: dict[str, Any],
) -> None:
    """Each of 150 slips is found in the report in which it stands, and nothing else is accused."""
    chance = random.Random(7)
    right = 0
    for _ in range(150):
        sheet, spoilt, cells = among(shipped, chance)
        ((cell, true),) = spoil(spoilt, cells, 1, chance).items()
        reports = Reports(sheet)
        number = reports.sheets.index(spoilt) * reports.width + cell
        causes = find_causes(shipped, sheet)
        right += [(c.changes[0].cell, c.changes[0].suggested, c.one_of) for c in causes] == [
            (number, true, 1)
        ]

    assert f"one slip {name}: {right} of 150" in PAGE.read_text(encoding="utf-8")
    assert right >= 146
