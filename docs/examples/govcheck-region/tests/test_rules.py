"""The rules of the city: each is proved by its own examples; here they meet whole reports."""

from __future__ import annotations

import pytest


def test_the_examples_hold(assert_proved):
    """And notice every change of a sign."""
    assert_proved("linhu-city")


@pytest.mark.parametrize(
    ("received", "pending"),
    [
        pytest.param(20, 2, id="a tenth"),
        pytest.param(9, 5, id="too few requests to speak of a share"),
    ],
)
def test_a_small_backlog(received, pending, report, assert_clean):
    """A tenth may be left at the end of the year."""
    made = report(
        year=2024, cells={"依申请公开": {("本年新收", "总计"): received, ("结转下年度", "总计"): pending}}
    )

    assert_clean(made, "linhu.backlog")


def test_a_large_backlog(report, assert_finds):
    """More than a tenth is found."""
    made = report(year=2024, cells={"依申请公开": {("本年新收", "总计"): 20, ("结转下年度", "总计"): 3}})

    assert assert_finds(made, "linhu.backlog").origin == "linhu-city"


def test_a_blank_backlog_is_not_zero(report, assert_finds):
    """What is not there cannot be judged."""
    made = report(year=2024, cells={"依申请公开": {("本年新收", "总计"): 20, ("结转下年度", "总计"): None}})

    assert_finds(made, "linhu.backlog", verdict="unknown")


@pytest.mark.parametrize(
    ("kind", "published", "is_late"),
    [
        pytest.param("department", "2025-01-26", False, id="a department on its last day"),
        pytest.param("department", "2025-01-27", True, id="a day late by the city's notice"),
        pytest.param("government", "2025-01-27", False, id="a government has until March"),
    ],
)
def test_the_city_has_an_earlier_deadline(kind, published, is_late, report, check):
    """Departments publish five days earlier than the Regulations ask."""
    found = check(report(year=2024, agency_kind=kind, published=published)).findings

    assert any(finding.rule == "publication.deadline" for finding in found) is is_late


def test_a_blank_cell_is_an_error_here(report, assert_finds):
    """The shipped rule is raised from a warning."""
    made = report(year=2024, cells={"依申请公开": {("予以公开", "自然人"): None}})

    assert_finds(made, "requests.filled", severity="error", row="予以公开", column="自然人")


def test_part_six_tells_of_the_showcase(report, assert_finds, assert_clean):
    """The local paragraph is asked for."""
    assert_finds(report(year=2024, parts={"六": "未收取信息处理费。"}), "linhu.showcase")
    assert_clean(report(year=2024, parts={"六": "政务公开示范区建设情况：建成两个。"}), "linhu.showcase")


def test_what_is_changed_is_told(report, check):
    """Nothing of the shipped rules is changed in silence."""
    changes = "\n".join(check(report(year=2024)).changes)

    assert "公布期限" in changes
    assert "requests.filled" in changes


def test_reports_before_the_notice_are_left_alone(report, assert_clean):
    """The city's rules are for reports of 2024 and later."""
    made = report(year=2023, cells={"依申请公开": {("本年新收", "总计"): 20, ("结转下年度", "总计"): 3}})

    assert_clean(made, "linhu.*")
