"""JSON lines: each complete by itself, the same as ``result/1``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from compliance.findings import RunResult
from compliance.plugins import View
from compliance.reporters import json as whole
from compliance.reporters import jsonl


def test_a_run(full_run: RunResult, golden: Any) -> None:
    """Run, report, causes, findings, what passed."""
    text = jsonl.render(full_run, View(show=frozenset({"passed"})))
    golden("jsonl/run.jsonl", text)
    lines = [json.loads(line) for line in text.splitlines()]

    assert [line["kind"] for line in lines if line["kind"] in ("run", "report")] == ["run", *["report"] * 3]
    assert {line["kind"] for line in lines} == {"run", "report", "cause", "finding", "passed"}


def test_the_same_as_the_whole(full_run: RunResult) -> None:
    """No finding is lost, and none says anything else."""
    together = json.loads(whole.render(full_run, View()), parse_float=Decimal)
    lines = [json.loads(line, parse_float=Decimal) for line in jsonl.render(full_run, View()).splitlines()]
    about = {"kind", "source", "sha256", "agency", "year"}
    findings = [
        {key: value for key, value in line.items() if key not in about}
        for line in lines
        if line["kind"] == "finding"
    ]

    assert findings == [finding for report in together["reports"] for finding in report["findings"]]
