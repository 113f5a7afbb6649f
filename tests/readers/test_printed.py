"""Labels that differ from the form are findings; how sure the reading is stays a remark."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.findings import Citation, Severity
from compliance.readers.printed import differences, other_remarks
from compliance.report import Report

CITATION = Citation("国办公开办函〔2021〕30号", "模板")
LABEL = (
    "reading.label-differs",
    {"table": "依申请公开", "row": "其他事由", "found": "3.其它", "label": "3.其他", "at_line": 7},
)
TWICE = ("reading.row-twice", {"table": "依申请公开", "row": "重复申请"})
MISSING = ("reading.table-missing", {"table": "复议诉讼"})


def report(*remarks: tuple[str, dict[str, Any]]) -> Report:
    """A report with these remarks of its reader."""
    return Report(form="2021", remarks=remarks)


def test_a_label_that_differs_is_a_note_with_its_place() -> None:
    """The words that stand there, and the line."""
    (finding,) = differences(report(LABEL, MISSING), [CITATION], "zh")

    assert (finding.rule, finding.severity, finding.citations) == (
        "structure.labels",
        Severity.NOTE,
        (CITATION,),
    )
    assert finding.message == "表“依申请公开”的行名“3.其它”与规定的“3.其他”不同"
    assert dict(finding.instance) == {"table": "依申请公开", "row": "其他事由"}
    assert [(ref.quote, ref.at) for ref in finding.text] == [("3.其它", {"line": 7})]


def test_a_row_that_is_there_twice_is_a_warning() -> None:
    """Nobody can tell which of the two counts."""
    (finding,) = differences(report(TWICE), [CITATION], "en")

    assert (finding.severity, finding.text) == (Severity.WARNING, ())
    assert finding.title == "Labels as the form prints them"


def test_what_tells_how_sure_the_reading_is_stays_a_remark() -> None:
    """A table that was not found is not a matter of labels."""
    assert other_remarks(report(LABEL, MISSING, TWICE)) == [MISSING]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_fingerprints_tell_findings_apart(lang: str) -> None:
    """One for each difference, whatever the language."""
    found = differences(report(LABEL, TWICE), [CITATION], lang)

    assert len({finding.fingerprint for finding in found}) == 2
    assert {f.fingerprint for f in found} == {
        f.fingerprint for f in differences(report(LABEL, TWICE), [], "zh")
    }
