"""Over several reports: which have what, and where; the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compliance.findings import Finding, Part, ReportResult, Verdict
from compliance.reporters.arranging import by_part
from compliance.reporters.wording import kind_of, title_text, told

STATES = ("unreadable", "faults", "errors", "others", "unknown", "clean")
"""What may be said of a report as a whole, the gravest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One report in the overview; ``places`` are the parts in which it fails, in words."""

    report: ReportResult
    state: str
    places: tuple[str, ...]


def overview(reports: Iterable[ReportResult], lang: str) -> list[Line]:
    """A line for each report: those that could not be checked, then by the number of errors."""
    lines = [Line(report, state_of(report), _places(report, lang)) for report in reports]
    return sorted(lines, key=lambda line: (STATES.index(line.state), -line.report.summary.errors))


LEAST_SHARED = 3
"""In fewer reports a finding is not called common."""
MOST_SHARED = 10


def shared(reports: Sequence[ReportResult], lang: str) -> list[str]:
    """What many reports have in common, the commonest first: whoever looks after them writes one letter, not thirty."""
    told_of: dict[str, Finding] = {}
    counts: Counter[str] = Counter()
    for report in reports:
        first = {finding.rule: finding for finding in reversed(failed(report))}
        told_of = {**first, **told_of}
        counts.update(first.keys())
    common = sorted(
        (rule for rule, count in counts.items() if count >= LEAST_SHARED), key=lambda rule: -counts[rule]
    )
    lines = [
        told(
            lang,
            "shared",
            count=counts[rule],
            severity=told(lang, f"severity-{kind_of(told_of[rule])}"),
            title=title_text(told_of[rule], lang),
            rule=rule,
        )
        for rule in common[:MOST_SHARED]
    ]
    return (
        [*lines, told(lang, "more-shared", count=len(common) - MOST_SHARED)]
        if common[MOST_SHARED:]
        else lines
    )


def state_of(report: ReportResult) -> str:
    """What is to be said of a report as a whole, one of :data:`STATES`."""
    summary = report.summary
    if report.error is not None:
        return "unreadable"
    if summary.errors:
        return "errors"
    if report.faults:
        return "faults"
    if summary.warnings or summary.notes:
        return "others"
    return "unknown" if summary.unknown else "clean"


def open_findings(report: ReportResult) -> list[Finding]:
    """The findings that no decision on record accepts."""
    return [finding for finding in report.findings if finding.waived is None]


def failed(report: ReportResult) -> list[Finding]:
    """Those of the open ones that failed."""
    return [finding for finding in open_findings(report) if finding.verdict is Verdict.FAIL]


def _places(report: ReportResult, lang: str) -> tuple[str, ...]:
    return tuple(_short(group.place, lang) for group in by_part(failed(report), report.parts))


def _short(place: Part | str | None, lang: str) -> str:
    if isinstance(place, Part):
        return told(lang, "section", number=place.number)
    if place is None:
        return told(lang, "whole")
    return place or told(lang, "front")
