"""Results for programs: the contract's shape, exact figures, the published schema."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import compliance
from compliance.errors import (
    GovcheckError,
    PluginError,
    Position,
    ReadError,
    RuleError,
    RuleErrors,
    UsageError,
)
from compliance.findings import ReportResult, RunResult
from compliance.messages import Message
from compliance.plugins import View
from compliance.reporters import json as reporter

SCHEMA = json.loads(
    (Path(compliance.__file__).parent / "schemas" / "result.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)


def rendered(result: RunResult, **wishes: Any) -> dict[str, Any]:
    """The result as a program reads it, figures exact, and fit for the schema."""
    told: dict[str, Any] = json.loads(reporter.render(result, View(**wishes)), parse_float=Decimal)
    VALIDATOR.validate(told)
    return told


def test_the_schema_is_one() -> None:
    """The schema itself is sound."""
    Draft202012Validator.check_schema(SCHEMA)


def test_a_run_as_json(run: RunResult, golden: Any) -> None:
    """A run over a draft, a clean report and one that cannot be read."""
    golden("json/run.json", reporter.render(run, View()))

    assert [report["source"] for report in rendered(run)["reports"]] == [r.source for r in run.reports]


def test_causes(full: ReportResult) -> None:
    """Causes are told as the schema has them, and findings name theirs."""
    report = rendered(RunResult("0", (full,)))["reports"][0]

    assert [cause["id"] for cause in report["causes"]] == ["c1", "c2"]
    assert {finding["cause"] for finding in report["findings"]} == {"c1", "c2", None}


def test_figures_keep_their_digits(draft: ReportResult) -> None:
    """-0.50 is not -0.5, and never a binary fraction."""
    finding = rendered(RunResult("0", (draft,)))["reports"][0]["findings"][1]

    assert (str(finding["left"]), str(finding["cells"][0]["value"])) == ("-0.50", "-0.50")


def test_four_kinds_of_cell(draft: ReportResult) -> None:
    """Number, blank, text and not found are told apart."""
    cells = (
        {"value": 3},
        {},
        {"text": "/"},
        {"found": False},
    )
    finding = draft.findings[2]
    refs = tuple(dataclasses.replace(finding.cells[0], **{"value": None, **kind}) for kind in cells)
    told = rendered(
        RunResult("0", (dataclasses.replace(draft, findings=(dataclasses.replace(finding, cells=refs),)),))
    )
    shown = [
        {key: value for key, value in cell.items() if key not in ("table", "row", "column")}
        for cell in told["reports"][0]["findings"][0]["cells"]
    ]

    assert shown == [{"value": 3}, {"value": None}, {"text": "/"}, {"found": False}]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        pytest.param(ReadError(Message("json.empty"), "a.json"), "read", id="input"),
        pytest.param(UsageError(Message("json.empty")), "usage", id="command"),
        pytest.param(PluginError(Message("json.empty"), "p"), "plugin", id="plug-in"),
        pytest.param(RuleError(Message("json.empty"), Position("a", 1, 1), "x"), "rules", id="rule"),
        pytest.param(
            RuleErrors([RuleError(Message("json.empty"), Position("a", 1, 1), "x")]), "rules", id="rules"
        ),
        pytest.param(GovcheckError(Message("json.empty")), "error", id="any other"),
    ],
)
def test_kinds_of_error(error: GovcheckError, kind: str) -> None:
    """A program sees from ``kind`` what to do, and shows ``message`` to a person."""
    told = rendered(RunResult("0", (ReportResult("a.json", error=error),)), lang="en")["reports"][0]["error"]

    assert told["kind"] == kind
    assert "The file is empty" in told["message"]


def test_passed_only_where_wanted(clean: ReportResult) -> None:
    """What passed is long: it is there with --show passed."""
    run = RunResult("0", (clean,))
    shown = rendered(run, show=frozenset({"passed"}))["reports"][0]["passed"]

    assert "passed" not in rendered(run)["reports"][0]
    assert shown[0]["rule"] == "requests.balance"


def test_a_waiver_is_told(draft: ReportResult) -> None:
    """A decision on record stands with its finding."""
    waived = dataclasses.replace(draft.findings[0], waived={"reason": "上级要求", "by": "张"})
    told = rendered(RunResult("0", (dataclasses.replace(draft, findings=(waived,)),)))

    assert told["reports"][0]["findings"][0]["waived"] == {"reason": "上级要求", "by": "张"}


def test_hostile_text_comes_back_as_it_was(hostile: ReportResult) -> None:
    """Nothing in the text can act on a terminal, and a program reads what was in the report."""
    text = reporter.render(RunResult("0", (hostile,)), View())

    assert text.isprintable() or set(text) - set(filter(str.isprintable, text)) == {"\n"}
    assert json.loads(text)["reports"][0]["findings"][0]["title"] == hostile.findings[0].title


def test_a_cell_of_last_years_report(draft: ReportResult) -> None:
    """The other report is named, and where the cell stood in it."""
    cell = dataclasses.replace(draft.findings[2].cells[0], report="linhu-2023.json", at={"line": 3})
    finding = dataclasses.replace(draft.findings[2], cells=(cell,))
    told = rendered(RunResult("0", (dataclasses.replace(draft, findings=(finding,)),)))
    shown = told["reports"][0]["findings"][0]["cells"][0]

    assert (shown["report"], shown["at"]) == ("linhu-2023.json", {"line": 3})
