"""What decisions make of results: accepted, refused, lapsed, not needed any more."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from compliance.errors import ReadError
from compliance.findings import Severity, Verdict
from compliance.messages import Message
from compliance.waivers import Requirement, decide
from tests.waivers.decisions import RULES, TODAY, cells, finding, passed, quoted, result, waiver

IN_NONE = "审核说明 govcheck.toml 第 1 条（years.carry-over）对 2 份报告都没有用上"


def decided(results, *waivers, lang="zh"):
    """Lay decisions on results."""
    return decide(results, waivers, RULES, TODAY, lang)


def test_what_is_accepted_stays_and_is_counted():
    """Marked with reason, person and days; counted as waived and as nothing else."""
    (one,) = decided([result(finding())], waiver()).results

    assert one.findings[0].waived == waiver().told
    assert (one.summary.errors, one.summary.waived, one.summary.passed) == (0, 1, 7)
    assert one.remarks == ()


@pytest.mark.parametrize(
    ("decision", "found", "told"),
    [
        pytest.param({"until": date(2026, 2, 28)}, {}, "已在 2026-02-28 到期，不再有效", id="expired"),
        pytest.param({"until": date(2026, 3, 1)}, {}, None, id="on its last day"),
        pytest.param({"decided": date(2026, 3, 2)}, {}, "的日期是 2026-03-02，还没有生效", id="of tomorrow"),
        pytest.param({"decided": date(2026, 3, 1)}, {}, None, id="of today"),
        pytest.param({}, {"cells": cells(opening=5)}, "数值变了：上年结转·总计 原来是 4，现在是 5", id="lapsed"),
        pytest.param({"rule": "requests.balance"}, {"rule": "requests.balance"}, "算错了的数不能靠说明通过",
                     id="an error that cannot be explained"),
        pytest.param({"rule": "years.stale"}, {"rule": "years.stale"}, None, id="a warning"),
        pytest.param({"rule": "years.stale"}, {"rule": "years.stale", "severity": Severity.ERROR},
                     "算错了的数不能靠说明通过", id="a warning that settings make an error"),
        pytest.param({"rule": "requests.balance"}, {"rule": "requests.balance", "severity": Severity.WARNING},
                     "算错了的数不能靠说明通过", id="an error that settings make a warning"),
        pytest.param({"rule": "my.check"}, {"rule": "my.check"}, None, id="a plug-in's warning"),
        pytest.param({"rule": "my.check"}, {"rule": "my.check", "severity": Severity.ERROR},
                     "算错了的数不能靠说明通过", id="a plug-in's error"),
    ],
)  # fmt: skip
def test_what_a_decision_comes_to(decision, found, told):
    """Accepted, or the reason why not; the gate holds in that case."""
    rule = decision.pop("rule", "years.carry-over")
    (one,) = decided([result(finding(**found))], waiver(rule, **decision)).results

    assert (one.findings[0].waived is None) is (told is not None)
    assert (one.summary.waived, one.summary.errors + one.summary.warnings) == ((0, 1) if told else (1, 0))
    if told is not None:
        assert told in one.remarks[0]


@pytest.mark.parametrize(
    ("findings", "held", "told", "idle"),
    [
        pytest.param([], [("years.carry-over", {"column": "总计"})], "用不着了：这一处已经通过", True, id="passes now"),
        pytest.param([], [("years.carry-over", {"column": "自然人"})], None, False, id="passes elsewhere"),
        pytest.param([], [], None, False, id="was not applied: last year's report was not given"),
        pytest.param([{"verdict": Verdict.UNKNOWN}], [], None, False, id="unknown: it may be needed tomorrow"),
        pytest.param([{"waived": {"reason": "another"}, "cells": cells(9)}], [], "用不着了：这一处另有审核说明", True,
                     id="another decision accepts the place"),
        pytest.param([{"cells": cells(9)}], [], "不再有效，数值变了", True, id="lapsed"),
    ],
)  # fmt: skip
def test_decisions_that_are_of_no_use(findings, held, told, idle):
    """Told where it is sure; only those may be removed."""
    report = result(*(finding(**each) for each in findings), passed=tuple(passed(r, **at) for r, at in held))
    outcome = decided([report], waiver(place=(("column", "总计"),)))

    assert outcome.idle == ((waiver(place=(("column", "总计"),)),) if idle else ())
    assert [told in remark for remark in outcome.results[0].remarks if "第 1 条" in remark] == (
        [True] if told else []
    )


def test_an_expired_decision_may_be_removed():
    """And one that is of no use for another reason may not."""
    outcome = decided([result(finding())], waiver(until=date(2026, 2, 1)))
    refused = decided([result(finding("requests.balance"))], waiver("requests.balance"))

    assert len(outcome.idle) == 1
    assert refused.idle == ()


def test_unknown_is_not_accepted():
    """What could not be decided has nothing to accept."""
    (one,) = decided([result(finding(verdict=Verdict.UNKNOWN))], waiver()).results

    assert one.findings[0].waived is None


def test_what_is_accepted_already_stays():
    """The decision that it shows is left alone."""
    (one,) = decided([result(finding(waived={"reason": "old"}))], waiver()).results

    assert one.findings[0].waived == {"reason": "old"}
    assert one.summary.waived == 1


def test_the_first_that_accepts_counts():
    """Two decisions, one of them expired."""
    expired, valid = waiver(until=date(2026, 2, 1)), waiver(person="王五", number=2)
    outcome = decided([result(finding())], expired, valid)

    assert outcome.results[0].findings[0].waived == valid.told
    assert outcome.idle == ()


def test_what_can_be_explained_is_told():
    """The gate says what is missing."""
    (zh,) = decided([result(finding(), finding("requests.balance"))]).results
    (en,) = decided([result(finding())], lang="en").results

    assert zh.remarks == ("years.carry-over 可以附审核说明：数字属实的，用 govcheck waive 记下理由",)
    assert en.remarks[0].startswith("years.carry-over can be explained")


# ── several reports ──────────────────────────────────────────────────────────────────────────────────────────


def test_other_reports_are_left_in_peace():
    """A decision on one report says nothing in another."""
    other = result(finding(), agency="临湖市教育局")
    outcome = decided([result(finding(cells=cells(9))), other], waiver(agency="临湖市档案局"))

    assert any("数值变了" in remark for remark in outcome.results[0].remarks)
    assert not any("第 1 条" in remark for remark in outcome.results[1].remarks)
    assert outcome.remarks == ()


@pytest.mark.parametrize(
    ("second", "run", "idle"),
    [
        pytest.param(finding(), (), False, id="used in one of them"),
        pytest.param(finding(cells=cells(9)), (IN_NONE,), True, id="in none"),
        pytest.param(finding(verdict=Verdict.UNKNOWN), (), False, id="not decided in one"),
    ],
)  # fmt: skip
def test_a_decision_for_all_reports(second, run, idle):
    """What is true of many is said once."""
    outcome = decided([result(finding(cells=cells(8))), result(second)], waiver())

    assert outcome.remarks == run
    assert bool(outcome.idle) is idle
    assert not any("第 1 条" in remark for report in outcome.results for remark in report.remarks)


def test_an_expired_one_is_told_where_it_is_missed():
    """In each report that it would have let through."""
    outcome = decided([result(finding()), result(finding())], waiver(decided=date(2026, 4, 1)))

    told = [any("还没有生效" in remark for remark in each.remarks) for each in outcome.results]

    assert told == [True, True]


@pytest.mark.parametrize("count", [1, 2])
def test_a_rule_that_there_is_not(count):
    """A misspelt name would never be missed; it is told once."""
    outcome = decided([result()] * count, waiver("years.carryover"))
    told = [*outcome.remarks, *(remark for each in outcome.results for remark in each.remarks)]

    assert len(told) == 1
    assert "没有这条规则；是不是 years.carry-over？" in told[0]
    assert "there is no such rule" in decided([result()], waiver("x"), lang="en").results[0].remarks[0]


def test_a_report_that_cannot_be_read_stays_as_it_is():
    """Nothing is decided about it."""
    broken = dataclasses.replace(result(), agency=None, error=ReadError(Message("session.no-file"), "a"))
    outcome = decided([broken], waiver())

    assert outcome.results == (broken,)
    assert outcome.idle == ()


def test_words_are_accepted_too():
    """A sentence that the table does not bear out, and that is right."""
    found = finding("years.stale", cells=(), text=quoted("申请37件"), instance={})
    decision = waiver("years.stale", cells=(), quotes=("申请37件",), place=(("section", "一"),))

    assert decided([result(found)], decision).results[0].summary.waived == 1


LENIENT, STRICT = Requirement(Severity.ERROR, is_explainable=True), Requirement(Severity.ERROR)


@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        pytest.param(LENIENT, STRICT, STRICT, id="one says that it cannot be explained"),
        pytest.param(LENIENT, LENIENT, LENIENT, id="both say that it can"),
        pytest.param(Requirement(Severity.WARNING), STRICT, STRICT, id="one says error"),
        pytest.param(
            Requirement(Severity.NOTE, is_explainable=True), LENIENT, LENIENT, id="error, explainable"
        ),
    ],
)
def test_rule_sets_with_a_rule_of_one_name(one, other, holds):
    """No rule set opens a door that another keeps shut."""
    assert one.stricter(other) == other.stricter(one) == holds
