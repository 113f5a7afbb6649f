"""Which part of a document is meant by the numeral that a finding names."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.findings import Part
from compliance.report import Report, Section


def numeral_of(section: Section, parts: Sequence[Part]) -> str:
    """The numeral of a part: that of the prescribed part with its title, else its own; empty if it has none."""
    return next((part.number for part in parts if part.title == section.title), section.number or "")


def section_of(report: Report, numeral: str, parts: Sequence[Part]) -> Section | None:
    """The first part of the report that findings mean by the numeral."""
    return next((s for s in report.sections if numeral_of(s, parts) == numeral), None)
