"""The results for programs: ``result/1`` as ``compliance/schemas/result.schema.json`` publishes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from compliance.errors import GovcheckError, PluginError, ReadError, RuleError, RuleErrors, UsageError
from compliance.findings import (
    CellRef,
    Fault,
    Finding,
    Passed,
    ReportResult,
    RunResult,
    Summary,
    TextRef,
    Told,
)
from compliance.report import json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

FORMAT = "result/1"

KINDS: tuple[tuple[type[GovcheckError], str], ...] = (
    (ReadError, "read"),
    (UsageError, "usage"),
    (RuleError, "rules"),
    (RuleErrors, "rules"),
    (PluginError, "plugin"),
)
"""What ``error.kind`` says of an error."""


def render(result: RunResult, view: View) -> str:
    """The whole run as JSON text, in the language of the run."""
    return json_text(result_to_json(result, view))


def result_to_json(result: RunResult, view: View) -> dict[str, Any]:
    """The run as the dictionary that the JSON text tells. Figures are int or Decimal."""
    return {
        "govcheck": FORMAT,
        "version": result.version,
        "reports": [report_result_to_json(report, view) for report in result.reports],
        "faults": _faults(result.faults),
    }


def report_result_to_json(report: ReportResult, view: View) -> dict[str, Any]:
    """The result of one report."""
    out: dict[str, Any] = {
        "source": report.source,
        "sha256": report.sha256,
        "agency": report.agency,
        "year": report.year,
        "form": report.form,
        "rule_sets": [
            {"name": rules.name, "version": rules.version, "sha256": rules.sha256}
            for rules in report.rule_sets
        ],
        "summary": _summary(report.summary),
        "findings": [_finding(finding) for finding in report.findings],
        "numbers": [_number(number) for number in report.numbers],
        "causes": [dict(cause) for cause in report.causes],
        "changes": list(report.changes),
        "remarks": list(report.remarks),
        "faults": _faults(report.faults),
        "error": _error(report.error, view.lang),
    }
    if "passed" in view.show:
        out["passed"] = [_passed(passed) for passed in report.passed]
    return out


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "errors": summary.errors,
        "warnings": summary.warnings,
        "notes": summary.notes,
        "waived": summary.waived,
        "passed": summary.passed,
        "unknown": summary.unknown,
        "not_applicable": summary.not_applicable,
        "waiting": dict(summary.waiting),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "verdict": str(finding.verdict),
        "title": finding.title,
        "message": finding.message,
        "because": finding.because,
        "citations": [
            {"instrument": citation.instrument, "clause": citation.clause} for citation in finding.citations
        ],
        "instance": dict(finding.instance),
        "left": finding.left,
        "right": finding.right,
        "difference": finding.difference,
        "cells": [_cell(cell) for cell in finding.cells],
        "text": [_text(text) for text in finding.text],
        "cause": finding.cause,
        "fingerprint": finding.fingerprint,
        "origin": finding.origin,
        "waived": None if finding.waived is None else dict(finding.waived),
    }


def _cell(cell: CellRef) -> dict[str, Any]:
    """A cell as ``report.json`` tells it: a value, a text, null for a blank; ``found`` false where there is none."""
    out: dict[str, Any] = {"table": cell.table, "row": cell.row, "column": cell.column}
    if not cell.found:
        out["found"] = False
    elif cell.text is not None:
        out["text"] = cell.text
    else:
        out["value"] = cell.value
    return _with_place(out, cell.report, cell.at)


def _text(text: TextRef) -> dict[str, Any]:
    out: dict[str, Any] = {
        "section": text.section,
        "paragraph": text.paragraph,
        "start": text.start,
        "end": text.end,
        "quote": text.quote,
    }
    return _with_place(out, None, text.at)


def _with_place(out: dict[str, Any], report: str | None, at: Mapping[str, Any] | None) -> dict[str, Any]:
    if report is not None:
        out["report"] = report
    if at is not None:
        out["at"] = dict(at)
    return out


def _passed(passed: Passed) -> dict[str, Any]:
    return {
        "rule": passed.rule,
        "title": passed.title,
        "instance": dict(passed.instance),
        "message": passed.message,
    }


def _number(told: Told) -> dict[str, Any]:
    return {
        **_text(told.text),
        "value": told.value,
        "unit": told.unit,
        "standing": told.standing,
        "rules": list(told.rules),
        "cells": [_cell(cell) for cell in told.cells],
    }


def _faults(faults: Iterable[Fault]) -> list[dict[str, str]]:
    return [{"origin": fault.origin, "message": fault.message} for fault in faults]


def _error(error: GovcheckError | None, lang: str) -> dict[str, str] | None:
    if error is None:
        return None
    kind = next((kind for known, kind in KINDS if isinstance(error, known)), "error")
    return {"kind": kind, "message": error.text(lang)}
