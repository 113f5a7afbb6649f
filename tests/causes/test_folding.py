"""What is wrong with a part as a whole is one finding: who is missing, left out, or counted twice."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from compliance.causes import folded, with_causes
from compliance.engine.explain import Explainer
from compliance.engine.run import evaluate
from compliance.engine.sheet import Sheet, sheet_of
from compliance.findings import Finding, Verdict
from tests.consistent import government, unit

UNITS = [unit(name, seed) for name, seed in (("李庄镇", 5), ("王家镇", 7), ("档案局", 11), ("城关镇", 13))]
TABLE = "依申请公开"


def laid_out(
    program: dict[str, Any],
    report: dict[str, Any],
    units: list[dict[str, Any]],
    missing: tuple[str, ...] = (),
) -> Sheet:
    """A government's report with those of its units beside it."""
    sheet = sheet_of(program, report)
    sheet.subordinates = [
        *(sheet_of(program, one, f"{one['agency']}.json") for one in units),
        *(sheet_of(program, {"form": "2021", "agency": name}, name) for name in missing),
    ]
    return sheet


def told(program: dict[str, Any], sheet: Sheet, report: dict[str, Any], lang: str = "zh") -> list[Finding]:
    """The findings about the parts, folded."""
    outcome = evaluate(program, sheet)
    findings = Explainer(program, sheet, report, lang).findings(outcome)
    findings, _ = with_causes(program, sheet, outcome, findings)
    return [
        finding
        for finding in folded(program, sheet, outcome, findings, lang)
        if finding.rule in ("units.sums", "units.bounds")
    ]


def off(report: dict[str, Any], *changes: tuple[str, str, Any]) -> dict[str, Any]:
    """A copy with other values in these cells of part three: an amount is added, anything else is put there."""
    other = deepcopy(report)
    for row, column, amount in changes:
        cells = other["tables"][TABLE][row]
        cells[column] = cells[column] + amount if isinstance(amount, int) else amount
    return other


@pytest.mark.parametrize(
    ("counted", "message"),
    [
        pytest.param([0, 1, 3], "看来没有算上档案局：", id="one left out"),
        pytest.param([0, 3], "看来没有算上王家镇、档案局：", id="two left out"),
        pytest.param([3], "看来没有算上李庄镇、王家镇、档案局：", id="three left out"),
        pytest.param([0, 1, 2, 3, 1], "看来王家镇算了两次：", id="one twice"),
        pytest.param([0, 1, 2, 3, 1, 0], "看来李庄镇、王家镇算了两次：", id="two twice"),
    ],
)
def test_a_whole_report(shipped: dict[str, Any], counted: list[int], message: str) -> None:
    """The figures prove which unit it is: without it, or with it once more, all cells agree."""
    report = government([UNITS[i] for i in counted])

    first, *_ = told(shipped, laid_out(shipped, report, UNITS), report)

    assert first.rule == "units.sums"
    assert first.message.startswith(message)
    assert "175 格就全都相等" in first.message
    assert {cell.report for cell in first.cells} - {None} <= {f"{one['agency']}.json" for one in UNITS}


def test_two_units_of_the_same_figures(shipped: dict[str, Any]) -> None:
    """Which of them it was is not known, and both are named."""
    units = [*UNITS[:2], UNITS[0] | {"agency": "新庄镇"}]
    report = government(units[:2])

    first, *_ = told(shipped, laid_out(shipped, report, units), report)

    assert first.message.startswith("看来没有算上李庄镇或新庄镇：")
    assert {cell.report for cell in first.cells} == {None}


def test_several_pairs_are_no_proof(shipped: dict[str, Any]) -> None:
    """Where more than one pair would do, none is named."""
    twin = UNITS[0] | {"agency": "新庄镇"}
    report = government([UNITS[0], UNITS[2]])

    first, *_ = told(shipped, laid_out(shipped, report, [UNITS[0], twin, *UNITS[1:3]]), report)

    assert "看来" not in first.message


def test_a_unit_that_is_not_known(shipped: dict[str, Any]) -> None:
    """Every figure is larger than the sum: perhaps somebody's report was not given."""
    report = government(UNITS)

    first, *more = told(shipped, laid_out(shipped, report, UNITS[:3]), report)

    assert more == []
    assert "都比各单位之和大，也可能还有单位的报告没有给出" in first.message


RECOMPUTED: list[tuple[str, str, Any]] = [
    (row, column, 9) for row in ("部分公开", "办理总计", "本年新收") for column in ("自然人", "总计")
]


def test_totals_follow(shipped: dict[str, Any]) -> None:
    """Two cells are wrong, and the totals were worked out again: the two are told, four follow."""
    report = off(government(UNITS), *RECOMPUTED)

    (finding,) = told(shipped, laid_out(shipped, report, UNITS), report)

    assert finding.message.startswith("6 格与所属各单位之和不等：本年新收·自然人 ")
    assert finding.message.endswith("；其中 4 格是合计，是跟着别的格差的")
    assert len(finding.cells) == 6
    assert (finding.instance, finding.left, finding.right, finding.difference) == ({}, None, None, None)


def test_what_findings_share_is_kept(shipped: dict[str, Any]) -> None:
    """Two cells of one column are still in that column. Each of the sums without the others is not off."""
    report = off(government(UNITS), ("予以公开", "自然人", 5), ("部分公开", "自然人", -5))
    sheet = laid_out(shipped, report, UNITS)
    outcome = evaluate(shipped, sheet)
    findings = Explainer(shipped, sheet, report, "zh").findings(outcome)

    one = next(f for f in folded(shipped, sheet, outcome, findings, "zh") if f.rule == "units.sums")

    assert one.instance == {"column": "自然人"}


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        pytest.param(("新庄镇",), "缺新庄镇的报告，175 格不能判断", id="one"),
        pytest.param(("新庄镇", "老庄镇"), "缺新庄镇、老庄镇的报告，175 格不能判断", id="two"),
        pytest.param(
            tuple(f"{i}镇" for i in range(9)),
            "缺0镇、1镇、2镇、3镇、4镇、5镇、6镇、7镇等 9 个单位的报告，175 格不能判断",
            id="a long list is cut short",
        ),
    ],
)
def test_who_is_missing(shipped: dict[str, Any], missing: tuple[str, ...], message: str) -> None:
    """Unknown and not failed, and said once a rule."""
    report = government(UNITS)

    findings = told(shipped, laid_out(shipped, report, UNITS, missing), report)

    assert [(f.rule, f.verdict, f.message) for f in findings] == [
        ("units.sums", Verdict.UNKNOWN, message),
        ("units.bounds", Verdict.UNKNOWN, message),
    ]


def test_a_report_that_is_missing_explains_more_than_a_blank(shipped: dict[str, Any]) -> None:
    """It is enough to make all of them unknown."""
    report = government(UNITS)
    units = [off(UNITS[0], ("予以公开", "自然人", None)), *UNITS[1:]]

    first, _ = told(shipped, laid_out(shipped, report, units, ("新庄镇",)), report)

    assert first.message == "缺新庄镇的报告，175 格不能判断"


def test_cells_that_parts_lack(shipped: dict[str, Any]) -> None:
    """All units are there: how many cells each of them lacks."""
    report = government(UNITS)
    units = [
        off(UNITS[0], ("予以公开", "自然人", None), ("部分公开", "自然人", {"text": "/"})),
        off(UNITS[1], ("予以公开", "自然人", None)),
        *UNITS[2:],
    ]

    first, _ = told(shipped, laid_out(shipped, report, units), report)

    assert first.message == "2 格不能判断，所属单位的报告里没有这些数：李庄镇 2 格、王家镇 1 格"


def test_one_is_told_as_it_is(shipped: dict[str, Any]) -> None:
    """There is nothing to fold; the cell and whose it is are named."""
    report = government(UNITS)
    units = [off(UNITS[0], ("予以公开", "自然人", None)), *UNITS[1:]]

    first, _ = told(shipped, laid_out(shipped, report, units), report)

    assert first.message == "不能判断：李庄镇的 予以公开·自然人 是空格"
    assert first.instance == {"row": "予以公开", "column": "自然人"}


def test_what_the_report_itself_lacks_stays(shipped: dict[str, Any]) -> None:
    """A blank of its own is no matter of the parts."""
    report = off(government(UNITS), ("予以公开", "自然人", None), ("予以公开", "总计", None))

    findings = told(shipped, laid_out(shipped, report, UNITS), report)

    assert [f.message for f in findings if f.rule == "units.sums"] == [
        "不能判断：予以公开·自然人 是空格",
        "不能判断：予以公开·总计 是空格",
    ]


def test_bounds_are_told_with_the_first(shipped: dict[str, Any]) -> None:
    """A part is larger than the whole, whatever else is missing."""
    report = government(UNITS[:1])

    bounds = next(
        f
        for f in told(shipped, laid_out(shipped, report, UNITS[1:], ("新庄镇",)), report)
        if (f.rule, f.verdict) == ("units.bounds", Verdict.FAIL)
    )

    assert "格不符，例如：" in bounds.message
    assert "应当不少于所属单位中最大的" in bounds.message


def test_bounds_that_fail_for_the_same_reason(shipped: dict[str, Any]) -> None:
    """The unit that the sums are without is larger than the whole."""
    report = government(UNITS[:2])

    _, bounds = told(shipped, laid_out(shipped, report, UNITS[:3]), report)

    assert "格不符，看来也是没有算上档案局：不算它就都符合。例如 " in bounds.message


def test_english(shipped: dict[str, Any]) -> None:
    """One language in one run."""
    report = government(UNITS[:2])

    first, *_ = told(shipped, laid_out(shipped, report, UNITS[:3]), report, "en")

    assert first.message.startswith("档案局 seems to be left out: ")
    assert "(sum of the parts " in first.message


def test_a_decision_keeps_its_place(shipped: dict[str, Any]) -> None:
    """A finding that a decision accepts is not folded: the decision speaks of that one."""
    report = off(government(UNITS), *RECOMPUTED)
    sheet = laid_out(shipped, report, UNITS)
    outcome = evaluate(shipped, sheet)
    findings = Explainer(shipped, sheet, report, "zh").findings(outcome)
    accepted = next(f for f in findings if f.rule == "units.sums")

    left = folded(shipped, sheet, outcome, findings, "zh", is_decided=lambda finding: finding is accepted)

    assert [f.message.partition("：")[0] for f in left if f.rule == "units.sums"] == [
        accepted.message.partition("：")[0],
        "5 格与所属各单位之和不等",
    ]


def test_without_parts_nothing_changes(shipped: dict[str, Any]) -> None:
    """There is nothing to fold."""
    report = off(UNITS[0], ("予以公开", "自然人", 1))
    sheet = sheet_of(shipped, report)
    outcome = evaluate(shipped, sheet)
    findings = Explainer(shipped, sheet, report, "zh").findings(outcome)

    assert folded(shipped, sheet, outcome, findings, "zh") == findings


def test_the_fingerprint_is_that_of_all(shipped: dict[str, Any]) -> None:
    """It stays the same as long as all of them do."""
    report = off(government(UNITS), *RECOMPUTED)
    other = off(government(UNITS), *((row, column, 8) for row, column, _ in RECOMPUTED))

    first, again, second = (
        told(shipped, laid_out(shipped, each, UNITS), each)[0].fingerprint for each in (report, report, other)
    )

    assert first == again != second


@pytest.mark.parametrize(
    ("counted", "message"),
    [
        pytest.param(UNITS[:3], "看来没有算上城关镇：", id="left out"),
        pytest.param([*UNITS, UNITS[1]], "看来王家镇算了两次：", id="twice"),
    ],
)
def test_a_whole_report_and_a_few_cells(
    counted: list[dict[str, Any]], message: str, shipped: dict[str, Any]
) -> None:
    """The unit explains all but the cells that are wrong for another reason: they are named."""
    report = off(government(counted), *RECOMPUTED)

    first, *_ = told(shipped, laid_out(shipped, report, UNITS), report)

    assert first.message.startswith(message)
    assert first.message.endswith(
        "只剩 6 格不等：本年新收·自然人、本年新收·总计、部分公开·自然人、部分公开·总计、"
        "办理总计·自然人、办理总计·总计"
    )


def test_amounts_with_fractions_are_listed(shipped: dict[str, Any]) -> None:
    """They are no counts of which a report could be missing."""
    report = off(government(UNITS), ("予以公开", "自然人", 5), ("予以公开", "总计", 5))
    units = deepcopy(UNITS)
    for one in units[:2]:
        for column in ("自然人", "总计"):
            one["tables"][TABLE]["部分公开"][column] = Decimal("1.5")
    sheet = laid_out(shipped, report, units)
    outcome = evaluate(shipped, sheet)
    findings = Explainer(shipped, sheet, report, "zh").findings(outcome)

    one = next(f for f in folded(shipped, sheet, outcome, findings, "zh") if f.rule == "units.sums")

    assert one.message.startswith("4 格与所属各单位之和不等：")
