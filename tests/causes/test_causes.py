"""The causes of failing equations: the guilty cells, the slips, what cannot be told."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.causes import Trust, find_causes
from compliance.causes.causes import Cause
from compliance.causes.linear import Reports, equations_of
from compliance.engine.sheet import Sheet, sheet_of
from compliance.values import BLANK, NIL, Missing
from tests.causes.slips import spoil
from tests.consistent import consistent_report

TABLE = "依申请公开"


@pytest.fixture
def laid_out(shipped: dict[str, Any]) -> Sheet:
    """A consistent report, and a cell of each kind to spoil."""
    return sheet_of(shipped, consistent_report(11))


def at(sheet: Sheet, row: str, column: str, table: str = TABLE) -> int:
    """The number of a cell."""
    return int(sheet.program["layout"].index((table, row, column)))


def suggested(causes: list[Cause]) -> dict[int, int]:
    """Cell → value, of all causes together."""
    return {change.cell: change.suggested for cause in causes for change in cause.changes}


def test_nothing_fails_nothing_is_suspected(laid_out: Sheet) -> None:
    """A consistent report has no cause."""
    assert find_causes(laid_out.program, laid_out) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        pytest.param("予以公开", "自然人", id="an inner cell"),
        pytest.param("本年新收", "自然人", id="an opening figure"),
        pytest.param("办理总计", "商业企业", id="a total of a column"),
        pytest.param("其他事由", "总计", id="a total of a row"),
        pytest.param("办理总计", "总计", id="the total of all"),
    ],
)
def test_one_wrong_cell_is_named(laid_out: Sheet, row: str, column: str) -> None:
    """Whatever the amount, the crossing of the failing equations is unique."""
    cell = at(laid_out, row, column)
    true = laid_out.cells[cell]
    laid_out.cells[cell] = true + 512

    (cause,) = find_causes(laid_out.program, laid_out)

    assert suggested([cause]) == {cell: true}
    assert cause.one_of == 1
    assert not cause.timed_out


@pytest.mark.parametrize("missing", [BLANK, NIL])
def test_a_blank_that_should_be_a_figure_is_named(laid_out: Sheet, missing: Missing) -> None:
    """Sums that read a blank as 0 do not hold: it was not filled in, and no other cell is rewritten around it."""
    cell = at(laid_out, "本年新收", "自然人")
    true = laid_out.cells[cell]
    laid_out.cells[cell] = missing

    (cause,) = find_causes(laid_out.program, laid_out)

    assert true > 9
    assert [(change.cell, change.value, change.suggested) for change in cause.changes] == [(cell, None, true)]
    assert cause.slip == "blank"


def test_blanks_for_zero_hide_no_slip(laid_out: Sheet) -> None:
    """An office that leaves zeros blank has a wrong cell named as any other."""
    for number, held in enumerate(laid_out.cells):
        if held == 0:
            laid_out.cells[number] = BLANK
    cell = at(laid_out, "予以公开", "自然人")
    true = laid_out.cells[cell]
    laid_out.cells[cell] = true + 512

    (cause,) = find_causes(laid_out.program, laid_out)

    assert suggested([cause]) == {cell: true}


def test_two_faults_that_share_nothing_are_two_causes(laid_out: Sheet) -> None:
    """One in part three, one in part four."""
    first, second = at(laid_out, "重复申请", "自然人"), at(laid_out, "行政复议", "维持", "复议诉讼")
    laid_out.cells[first] += 7
    laid_out.cells[second] += 7

    causes = find_causes(laid_out.program, laid_out)

    assert len(causes) == 2
    assert suggested(causes)[first] == laid_out.cells[first] - 7


def test_two_slips_in_one_column_that_cancel_out(laid_out: Sheet) -> None:
    """+3 here and −3 there: the column holds, two rows fail, and they share no cell."""
    one, other = at(laid_out, "予以公开", "自然人"), at(laid_out, "重复申请", "自然人")
    laid_out.cells[one] += 300
    laid_out.cells[other] += 300
    total = at(laid_out, "办理总计", "自然人")
    laid_out.cells[total] += 600
    for row in ("办理总计",):
        laid_out.cells[at(laid_out, row, "总计")] += 600
    laid_out.cells[at(laid_out, "本年新收", "自然人")] += 600
    laid_out.cells[at(laid_out, "本年新收", "总计")] += 600

    causes = find_causes(laid_out.program, laid_out)

    assert all(cause.changes for cause in causes)
    assert mended(laid_out, causes)


def test_two_slips_that_cancel_out_in_their_column(laid_out: Sheet) -> None:
    """7 more here and 7 less there: the column holds, and neither of the two rows can be mended without the other."""
    one, other = at(laid_out, "予以公开", "自然人"), at(laid_out, "重复申请", "自然人")
    laid_out.cells[other] += 20
    for row, column in (("重复申请", "总计"), *product(("办理总计", "本年新收"), ("自然人", "总计"))):
        laid_out.cells[at(laid_out, row, column)] += 20
    true = {one: laid_out.cells[one], other: laid_out.cells[other]}
    laid_out.cells[one] += 7
    laid_out.cells[other] -= 7

    (cause,) = find_causes(laid_out.program, laid_out)
    told = [cause.changes, *(changes for changes, _ in cause.alternatives)]

    assert true in [{change.cell: change.suggested for change in changes} for changes in told]
    assert cause.one_of == len(told) > 1


@pytest.mark.parametrize(
    ("shift", "slip"),
    [pytest.param(1, "shifted", id="to the right"), pytest.param(-1, "shifted", id="to the left")],
)
def test_a_shifted_row_is_one_slip(laid_out: Sheet, shift: int, slip: str) -> None:
    """Six cells are wrong, and one thing happened."""
    row = [
        at(laid_out, "不掌握信息", column) for _, r, column in laid_out.program["layout"] if r == "不掌握信息"
    ]
    for cell, value in zip(row, (41, 5, 0, 7, 2, 3, 58), strict=True):
        delta = value - laid_out.cells[cell]
        laid_out.cells[cell] = value
        column = laid_out.program["layout"][cell][2]
        for other in ("本年新收", "办理总计"):
            laid_out.cells[at(laid_out, other, column)] += delta
    true = {cell: laid_out.cells[cell] for cell in row}
    moved = [0, *[true[c] for c in row[:-1]]] if shift > 0 else [*[true[c] for c in row[1:]], 0]
    for cell, value in zip(row, moved, strict=True):
        laid_out.cells[cell] = value

    (cause,) = find_causes(laid_out.program, laid_out)

    assert cause.slip == slip
    assert suggested([cause]).items() <= true.items()


def test_two_cells_exchanged_are_one_slip(laid_out: Sheet) -> None:
    """Written for each other."""
    one, other = at(laid_out, "予以公开", "自然人"), at(laid_out, "予以公开", "商业企业")
    laid_out.cells[one], laid_out.cells[other] = laid_out.cells[other], laid_out.cells[one]

    (cause,) = find_causes(laid_out.program, laid_out)

    assert cause.slip == "exchanged"
    assert suggested([cause]) == {one: laid_out.cells[other], other: laid_out.cells[one]}


def test_what_cannot_be_told_is_said(laid_out: Sheet) -> None:
    """Five cells of one equation: whichever is likeliest, the others are named beside it."""
    row = [
        at(laid_out, "行政复议", column, "复议诉讼")
        for column in ("维持", "纠正", "其他结果", "尚未审结", "总计")
    ]
    laid_out.cells[row[-1]] += 1000

    (cause,) = find_causes(laid_out.program, laid_out)

    single = [cause.changes, *(changes for changes, _ in cause.alternatives)]
    assert {changes[0].cell for changes in single if len(changes) == 1} == set(row)


def test_missing_cells_say_nothing(laid_out: Sheet) -> None:
    """An equation with a blank neither accuses nor acquits; a blank that counts as 0 does."""
    from compliance.values import ABSENT, BLANK

    cell = at(laid_out, "国家秘密", "自然人")
    laid_out.cells[cell] = BLANK
    blank = equations_of(laid_out.program, Reports(laid_out))
    laid_out.cells[cell] = ABSENT
    absent = equations_of(laid_out.program, Reports(laid_out))

    assert sum(equation.residual is None for equation in blank) == 0
    assert sum(equation.residual is None for equation in absent) == 2


def mended(sheet: Sheet, causes: list[Cause]) -> bool:
    """Whether the suggestions make every equation hold."""
    for cause in causes:
        for change in cause.changes:
            assert sheet.cells[change.cell] == change.value
            sheet.cells[change.cell] = change.suggested
    return not any(equation.residual for equation in equations_of(sheet.program, Reports(sheet)))


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_suggestions_mend_everything(shipped: dict[str, Any], seed: int, count: int) -> None:
    """Whatever is suggested for all causes together makes all equations hold, in whole and not negative numbers."""
    chance = random.Random(seed)
    sheet = sheet_of(shipped, consistent_report(chance.randrange(10**6)))
    cells = [i for i, (table, _, _) in enumerate(shipped["layout"]) if table != "主动公开"]
    spoil(sheet, cells, count, chance)

    causes = find_causes(shipped, sheet)

    assert all(change.suggested >= 0 for cause in causes for change in cause.changes)
    assert any(not cause.changes for cause in causes) or mended(sheet, causes)


def test_time_that_is_up_is_said(laid_out: Sheet) -> None:
    """Nothing is guessed."""
    for row in ("予以公开", "部分公开", "重复申请", "公开出版物", "内容仍不明确"):
        for column in ("自然人", "商业企业", "科研机构"):
            laid_out.cells[at(laid_out, row, column)] += 17 * len(row) + 3 * len(column)

    causes = find_causes(laid_out.program, laid_out, seconds=0.0)

    assert any(cause.timed_out for cause in causes)
    assert not any(cause.timed_out and cause.changes for cause in causes)


def test_a_total_left_at_nothing_is_the_likeliest(laid_out: Sheet) -> None:
    """10 and 1 beside a total of 0: the total was not worked out; that 10 and 1 are wrong is possible, and told."""
    row = [
        at(laid_out, "复议后起诉", column, "复议诉讼")
        for column in ("维持", "纠正", "其他结果", "尚未审结", "总计")
    ]
    for cell, value in zip(row, (5, 0, 0, 0, 0), strict=True):
        laid_out.cells[cell] = value

    (cause,) = find_causes(laid_out.program, laid_out)

    assert (suggested([cause]), cause.slip) == ({row[-1]: 5}, "total")
    assert cause.one_of == 2


def test_a_negative_figure_is_no_piece_of_another(laid_out: Sheet) -> None:
    """A row with a minus in it is searched as any other."""
    cell = at(laid_out, "不掌握信息", "商业企业")
    true = laid_out.cells[cell]
    laid_out.cells[cell] = -9

    (cause,) = find_causes(laid_out.program, laid_out)

    assert suggested([cause]) == {cell: true}


ROW, NEXT = "不掌握信息", "需另行制作"
WRITTEN = {
    ROW: (3001, 53, 28, 0, 61, 14, 3157),
    NEXT: (412, 96, 7, 30, 45, 2, 592),
}


def with_rows(sheet: Sheet) -> None:
    """Put these figures into two rows, with everything that hangs on them."""
    columns = [column for _, row, column in sheet.program["layout"] if row == ROW]
    for row, values in WRITTEN.items():
        for column, value in zip(columns, values, strict=True):
            amount = value - sheet.cells[at(sheet, row, column)]
            for each in (row, "本年新收", "办理总计"):
                sheet.cells[at(sheet, each, column)] += amount


@pytest.mark.parametrize(
    ("slip", "row", "read"),
    [
        pytest.param("transposed", ROW, (3010, *WRITTEN[ROW][1:]), id="two digits swapped"),
        pytest.param("dropped", ROW, (301, *WRITTEN[ROW][1:]), id="a digit dropped"),
        pytest.param("doubled", ROW, (30001, *WRITTEN[ROW][1:]), id="a digit doubled"),
        pytest.param("off by one", ROW, (3002, *WRITTEN[ROW][1:]), id="off by one"),
        pytest.param("digit", ROW, (3007, *WRITTEN[ROW][1:]), id="another digit"),
        pytest.param("sign", ROW, (-3001, *WRITTEN[ROW][1:]), id="the sign"),
        pytest.param("zeroed", ROW, (0, *WRITTEN[ROW][1:]), id="left out"),
        pytest.param("total", ROW, (*WRITTEN[ROW][:-1], 0), id="a total not worked out"),
        pytest.param("neighbour", ROW, (1001, 2053, *WRITTEN[ROW][2:]), id="2000 counted in the next column"),
        pytest.param("exchanged", ROW, (53, 3001, *WRITTEN[ROW][2:]), id="two cells exchanged"),
        pytest.param("shifted", ROW, (0, *WRITTEN[ROW][:-1]), id="the row moved right"),
        pytest.param("shifted", ROW, (*WRITTEN[ROW][1:], 0), id="the row moved left"),
        pytest.param("split", ROW, (300, 1, *WRITTEN[ROW][1:-1]), id="3001 read as 300 and 1"),
    ],
)
def test_every_slip_has_its_name(laid_out: Sheet, slip: str, row: str, read: tuple[int, ...]) -> None:
    """What was written is suggested, and how it came about is said."""
    with_rows(laid_out)
    cells = [i for i, (_, name, _) in enumerate(laid_out.program["layout"]) if name == row]
    assert find_causes(laid_out.program, laid_out) == []
    for cell, value in zip(cells, read, strict=True):
        laid_out.cells[cell] = value

    (cause,) = find_causes(laid_out.program, laid_out)

    assert cause.slip == slip
    assert suggested([cause]) == {
        cell: true for cell, true, told in zip(cells, WRITTEN[row], read, strict=True) if true != told
    }


@pytest.mark.parametrize(
    ("slip", "here", "there"),
    [
        pytest.param("neighbour", 2994, 419, id="seven counted in the next row"),
        pytest.param("exchanged", 412, 3001, id="two cells of a column exchanged"),
    ],
)
def test_slips_between_rows(laid_out: Sheet, slip: str, here: int, there: int) -> None:
    """The column holds, two rows do not: one thing happened."""
    with_rows(laid_out)
    one, other = at(laid_out, ROW, "自然人"), at(laid_out, NEXT, "自然人")
    laid_out.cells[one], laid_out.cells[other] = here, there

    (cause,) = find_causes(laid_out.program, laid_out)

    assert (cause.slip, suggested([cause])) == (slip, {one: 3001, other: 412})


@pytest.mark.parametrize(
    ("trust", "column"),
    [
        pytest.param(Trust(), "维持", id="all alike: the first of them"),
        pytest.param(Trust(totals=0.8), "总计", id="totals are added up by hand"),
        pytest.param(Trust(cells=1.5), "总计", id="cells are copied by a program"),
        pytest.param(Trust(cells=3, totals=3), "维持", id="both alike again"),
    ],
)
def test_who_is_trusted(laid_out: Sheet, trust: Trust, column: str) -> None:
    """50 and nothing else beside a total of 52: either digit may be wrong, and whom to believe can be set."""
    columns = ("维持", "纠正", "其他结果", "尚未审结", "总计")
    for each, value in zip(columns, (50, 0, 0, 0, 52), strict=True):
        laid_out.cells[at(laid_out, "行政复议", each, "复议诉讼")] = value

    (cause,) = find_causes(laid_out.program, laid_out, trust=trust)

    assert [laid_out.program["layout"][change.cell][2] for change in cause.changes] == [column]
