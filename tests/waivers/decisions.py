"""Findings, results and decisions for the tests of waivers."""

from __future__ import annotations

from datetime import date
from typing import Any

from compliance.findings import (
    CellRef,
    Citation,
    Finding,
    Passed,
    ReportResult,
    Severity,
    Summary,
    TextRef,
    Verdict,
)
from compliance.waivers import Cell, Requirement, Waiver

TABLE = "依申请公开"
RULES = {
    "years.carry-over": Requirement(Severity.ERROR, is_explainable=True),
    "requests.balance": Requirement(Severity.ERROR),
    "years.stale": Requirement(Severity.WARNING),
}
TODAY = date(2026, 3, 1)


def cells(opening: int = 4, closing: int = 3, column: str = "总计") -> tuple[CellRef, ...]:
    """What a break between the years names: a cell of this report and one of last year's."""
    return (
        CellRef(TABLE, "上年结转", column, value=opening),
        CellRef(TABLE, "结转下年度", column, value=closing, report="年报/上年.json"),
    )


def finding(rule: str = "years.carry-over", **more: Any) -> Finding:
    """A failure, in the column of totals unless said otherwise."""
    severity = RULES[rule].severity if rule in RULES else Severity.WARNING
    given: dict[str, Any] = {
        "verdict": Verdict.FAIL,
        "severity": severity,
        "title": "名称",
        "message": "消息",
        "instance": {"column": "总计"},
        "cells": cells(),
        "citations": (Citation("文件", "条款"),),
        "fingerprint": "f1",
    }
    return Finding(rule, **{**given, **more})


def quoted(*quotes: str) -> tuple[TextRef, ...]:
    """Words of part one."""
    return tuple(TextRef("一", 1, 0, len(quote), quote) for quote in quotes)


def result(*findings: Finding, **more: Any) -> ReportResult:
    """The result of one report."""
    given: dict[str, Any] = {"agency": "临湖市档案局", "year": 2025, "summary": Summary(passed=7)}
    return ReportResult("a.json", findings=findings, **{**given, **more})


def passed(rule: str, **instance: str) -> Passed:
    """An instance that passed."""
    return Passed(rule, "名称", instance, "")


def waiver(rule: str = "years.carry-over", **more: Any) -> Waiver:
    """A decision that accepts :func:`finding`."""
    given: dict[str, Any] = {
        "reason": "机构改革，划出 2 件",
        "person": "李四",
        "decided": date(2026, 1, 20),
        "until": date(2026, 12, 31),
        "cells": tuple(map(Cell.named_by, cells())),
        "file": "govcheck.toml",
        "number": 1,
    }
    return Waiver(rule, **{**given, **more})
