"""Where the tables of a document differ from the printed form, as findings: ``structure.labels``.

A reader matches rows by their labels and remarks on each that it had to guess at. Whether a label is the form's own is
a matter between the document and the form, before any rule sees a cell; so this finding is made here and not by the
rule language. What only tells how sure the reading is stays a remark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from compliance.findings import Citation, Finding, Severity, TextRef, Verdict
from compliance.messages import say
from compliance.report import Report

RULE = "structure.labels"
SEVERITY = Severity.NOTE
"""What it mostly comes to; a row that stands there twice is more."""

_SEVERITY = {
    "reading.label-differs": Severity.NOTE,
    "reading.row-likely": Severity.NOTE,
    "reading.row-unknown": Severity.NOTE,
    "reading.row-order": Severity.NOTE,
    "reading.header-broken": Severity.NOTE,
    "reading.row-twice": Severity.WARNING,
}


def differences(report: Report, citations: Sequence[Citation], lang: str) -> list[Finding]:
    """A finding for each remark of the reader that is about a label.

    :param citations: The clause that prescribes the form.
    :param lang: ``zh`` or ``en``.
    """
    return [_finding(key, values, citations, lang) for key, values in report.remarks if key in _SEVERITY]


def other_remarks(report: Report) -> list[tuple[str, Mapping[str, Any]]]:
    """The remarks that are not told as findings."""
    return [(key, values) for key, values in report.remarks if key not in _SEVERITY]


def _finding(key: str, values: Mapping[str, Any], citations: Sequence[Citation], lang: str) -> Finding:
    at = {name.removeprefix("at_"): value for name, value in values.items() if name.startswith("at_")}
    found = str(values.get("found", ""))
    instance = {name: str(values[name]) for name in ("table", "row") if name in values}
    told = "\n".join([RULE, key, *instance.values(), found])
    return Finding(
        rule=RULE,
        verdict=Verdict.FAIL,
        severity=_SEVERITY[key],
        title=say(lang, "reading.labels-title"),
        message=say(lang, key, **values),
        citations=tuple(citations),
        because=say(lang, "reading.labels-because"),
        instance=instance,
        text=(TextRef("", None, 0, len(found), found, at or None),) if found else (),
        fingerprint=sha256(told.encode()).hexdigest()[:16],
        origin="govcheck",
    )
