"""SARIF: kinds, levels, places, suppressions; clean in Microsoft's validator where it is at hand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compliance.findings import CellRef, ReportResult, RunResult, TextRef
from compliance.plugins import View
from compliance.reporters import sarif


def log_of(*reports: ReportResult, **wishes: Any) -> dict[str, Any]:
    """The run of the log that the reports make."""
    run: dict[str, Any] = json.loads(sarif.render(RunResult("0.1.0", reports), View(**wishes)))["runs"][0]
    return run


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_run(full_run: RunResult, lang: str, golden: Any) -> None:
    """A draft with causes and a waiver, a clean report, one that cannot be read."""
    text = sarif.render(full_run, View(lang=lang))
    golden(f"sarif/run.{lang}.sarif", text)

    assert json.loads(text)["version"] == "2.1.0"


def test_kinds(full: ReportResult) -> None:
    """Our verdicts are its kinds; only what failed has a level."""
    results = log_of(full, show=frozenset({"passed"}))["results"]

    assert {(result["kind"], result["level"]) for result in results} == {
        ("fail", "error"),
        ("fail", "warning"),
        ("fail", "note"),
        ("open", "none"),
        ("pass", "none"),
        ("notApplicable", "none"),
    }
    assert {result["kind"] for result in log_of(full)["results"]} == {"fail", "open"}


@pytest.mark.parametrize(
    ("at", "region"),
    [
        pytest.param({"line": 12}, {"startLine": 12}, id="text"),
        pytest.param({"line": 12, "column": 3}, {"startLine": 12, "startColumn": 3}, id="text with a column"),
        pytest.param({"part": "word/document.xml", "paragraph": 7, "run": 0}, {"startLine": 8}, id="Word"),
        pytest.param({"page": 3, "box": [1, 2, 3, 4]}, {"startLine": 1}, id="PDF"),
        pytest.param(None, {"startLine": 1}, id="no place known"),
    ],
)
def test_places(draft: ReportResult, at: Any, region: Any) -> None:
    """A region for every document; the exact place is the logical location, all that is known a property."""
    cell = CellRef("依申请公开", "办理总计", "自然人", 31, at=at)
    finding = replace(draft.findings[2], cells=(cell,))
    (place,) = log_of(replace(draft, findings=(finding,)))["results"][0]["locations"]

    assert place["physicalLocation"]["region"] == region
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "依申请公开/办理总计/自然人"
    assert place.get("properties") == (None if at is None else {"at": at})


@pytest.mark.parametrize(
    ("section", "paragraph", "name"),
    [
        pytest.param("一", 2, "一/2", id="paragraph"),
        pytest.param("五", None, "五", id="heading"),
        pytest.param("title", None, "title", id="title"),
    ],
)
def test_places_of_words(draft: ReportResult, section: str, paragraph: int | None, name: str) -> None:
    """Words are quoted as the snippet of the region."""
    finding = replace(draft.findings[2], text=(TextRef(section, paragraph, 0, 2, "申请"),))
    place = log_of(replace(draft, findings=(finding,)))["results"][0]["locations"][0]

    assert place["physicalLocation"]["region"]["snippet"] == {"text": "申请"}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == name


@pytest.mark.parametrize(
    ("source", "location"),
    [
        pytest.param(
            "报 告/2024.docx",
            {"uri": "%E6%8A%A5%20%E5%91%8A/2024.docx", "uriBaseId": "REPORTS"},
            id="relative",
        ),
        pytest.param("/srv/a.docx", {"uri": "file:///srv/a.docx"}, id="absolute"),
        pytest.param(r"C:\x y\a.docx", {"uri": "file:///C:/x%20y/a.docx"}, id="Windows"),
        pytest.param("a\ud83d:b.txt", {"uri": "a%3F%3Ab.txt", "uriBaseId": "REPORTS"}, id="half a character"),
    ],
)
def test_files(clean: ReportResult, source: str, location: dict[str, str]) -> None:
    """Names of files are URIs."""
    assert log_of(replace(clean, source=source))["artifacts"][0]["location"] == location


def validator() -> str:
    """Microsoft's validator: the environment names it, or it is on the path."""
    found = os.environ.get("SARIF_MULTITOOL") or shutil.which("Sarif.Multitool")
    if found is None:
        pytest.skip(
            "SARIF_MULTITOOL does not name Sarif.Multitool (npm install @microsoft/sarif-multitool-linux)"
        )
    return found


@pytest.mark.slow
@pytest.mark.parametrize("show", [frozenset(), frozenset({"passed", "unknown"})], ids=["findings", "all"])
def test_clean_in_the_validator(
    full_run: RunResult, hostile: ReportResult, show: frozenset[str], tmp_path: Path
) -> None:
    """Sound by the schema, and nothing that Microsoft's rules call an error or a warning."""
    log = tmp_path / "run.sarif"
    result = replace(full_run, reports=(*full_run.reports, hostile))
    log.write_text(sarif.render(result, View(show=show)), encoding="utf-8")
    told = subprocess.run([validator(), "validate", log], capture_output=True, text=True, check=False).stdout

    assert "Analysis completed successfully." in told
    assert "warning" not in told
    assert "error" not in told
