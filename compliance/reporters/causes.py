"""Findings under the cause that explains them: which cell to look at, what it would have to be, how sure that is.

Read from ``ReportResult.causes``, which is the JSON form of the contract. Only what is still open counts: a cause whose
findings are all accepted by a decision, or known from before, is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from compliance.findings import Figure, Finding, Part, ReportResult, Verdict
from compliance.reporters.wording import figure_text, told

MOST_LESSER = 3
"""Of the repairs that do not explain as much, so many are told."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell, what it holds (None: blank), and what it would have to hold. ``report`` names the report in which it
    stands if it is not the one that is checked."""

    table: str
    row: str
    column: str
    value: Figure | None
    suggested: Figure
    report: str | None = None

    @property
    def address(self) -> tuple[str | None, str, str, str]:
        """Which cell it is: report, table, row, column."""
        return self.report, self.table, self.row, self.column


@dataclass(frozen=True, slots=True)
class Repair:
    """Cells whose change makes findings of a cause go away, and the slip that tells how they came about.

    ``explains`` counts those findings, ``breaks`` the checks that would fail then and do not now.
    """

    changes: tuple[Change, ...]
    slip: str | None
    explains: int
    breaks: int = 0


@dataclass(frozen=True, slots=True)
class Cause:
    """What explains some findings.

    ``likely`` counts the repairs between which nothing decides, this one included: 1 is unique, 0 is not known.
    ``elsewhere`` counts the failures in other reports that it explains.
    """

    id: str
    repair: Repair
    alternatives: tuple[Repair, ...]
    likely: int
    findings: tuple[Finding, ...]
    elsewhere: int = 0

    @property
    def lesser(self) -> tuple[Repair, ...]:
        """The alternatives that explain less, or would break something else."""
        return tuple(r for r in self.alternatives if r.explains < self.repair.explains or r.breaks)

    @property
    def own_changes(self) -> tuple[Change, ...]:
        """The cells to look at in the report that is checked."""
        return tuple(change for change in self.repair.changes if change.report is None)


def causes_of(report: ReportResult, findings: Iterable[Finding]) -> list[Cause]:
    """The causes of a report that explain any of *findings*, each with those that it explains."""
    explained: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.cause is not None and finding.verdict is Verdict.FAIL:
            explained.setdefault(finding.cause, []).append(finding)
    return [
        _cause(cause, explained[cause["id"]])
        for cause in report.causes
        if cause["changes"] and cause["id"] in explained
    ]


def _cause(cause: Mapping[str, Any], findings: Sequence[Finding]) -> Cause:
    alternatives = tuple(_repair(other, len(cause["explains"])) for other in cause["alternatives"])
    likely = cause.get("one_of", 1 + len(alternatives))
    elsewhere = cause.get("elsewhere", 0)
    return Cause(cause["id"], _repair(cause, 0), alternatives, likely, tuple(findings), elsewhere)


def _repair(value: Mapping[str, Any], explains: int) -> Repair:
    """A repair as results tell it, by the cause itself or as an alternative.

    :param explains: How many findings it explains if that is not said.
    """
    changes = tuple(Change(**change) for change in value["changes"])
    told = len(value["explains"]) if "explains" in value else explains
    return Repair(changes, value.get("slip"), told, value.get("breaks", 0))


def without_explained(findings: Iterable[Finding], causes: Iterable[Cause]) -> list[Finding]:
    """The findings that none of the causes explains."""
    explained = {id(finding) for cause in causes for finding in cause.findings}
    return [finding for finding in findings if id(finding) not in explained]


def grouped(report: ReportResult, findings: Sequence[Finding]) -> list[tuple[Cause | None, list[Finding]]]:
    """All *findings* in their order, those of one cause together where the first of them stands; each other by
    itself."""
    causes = {id(finding): cause for cause in causes_of(report, findings) for finding in cause.findings}
    groups: list[tuple[Cause | None, list[Finding]]] = []
    done: set[str] = set()
    for finding in findings:
        cause = causes.get(id(finding))
        if cause is None:
            groups.append((None, [finding]))
        elif cause.id not in done:
            done.add(cause.id)
            groups.append((cause, list(cause.findings)))
    return groups


def part_of(cause: Cause, parts: Sequence[Part]) -> Part | str:
    """The part of the form in which the cell to look at stands; the name of its table where none has it."""
    table = cause.repair.changes[0].table
    return next((part for part in parts if table in part.tables), table)


# ── in words ─────────────────────────────────────────────────────────────────────────────────────────────────


def headline(cause: Cause, lang: str) -> str:
    """What is wrong: ``办理总计·自然人 34 应是 35：差 1``. Not as certain where other repairs are as likely."""
    return _repair_text(cause.repair, lang, "should-be" if cause.likely == 1 else "may-be")


def certainty(cause: Cause, lang: str) -> str:
    """What it explains, and how sure that is."""
    explains = told(lang, _counted("explains", len(cause.findings)), count=len(cause.findings))
    if cause.elsewhere:
        explains += told(lang, "explains-elsewhere", count=cause.elsewhere)
    key = {0: "one-repair", 1: "best-repair" if cause.lesser else "only-repair"}.get(
        cause.likely, "one-repair-of"
    )
    sure = told(lang, key, count=cause.likely)
    return told(lang, "semicolon").join((explains, sure))


def alternatives(cause: Cause, lang: str) -> list[str]:
    """The other repairs, likeliest first; in one line those that do not explain as much."""
    lines = [
        told(lang, "or-repair", repair=_repair_text(repair, lang, "may-be"))
        for repair in cause.alternatives
        if repair not in cause.lesser
    ]
    if cause.lesser:
        listed = [_lesser_text(repair, lang) for repair in cause.lesser[:MOST_LESSER]]
        if len(cause.lesser) > MOST_LESSER:
            listed.append(told(lang, "more-repairs", count=len(cause.lesser) - MOST_LESSER))
        lines.append(told(lang, "lesser-repairs", repairs=told(lang, "semicolon").join(listed)))
    return lines


def _lesser_text(repair: Repair, lang: str) -> str:
    """A repair that is not as good, and in what it is not."""
    told_of = [told(lang, "lesser", count=repair.explains)]
    if repair.breaks:
        told_of.append(told(lang, "breaks", count=repair.breaks))
    text = _changes_text(repair, lang, "instead")
    return told(lang, "with-slip", text=text, slip=told(lang, "and").join(told_of))


def in_short(cause: Cause, lang: str) -> str:
    """All of it in one line, for outputs in which a finding stands alone."""
    return told(lang, "semicolon").join((headline(cause, lang), certainty(cause, lang)))


def _repair_text(repair: Repair, lang: str, key: str) -> str:
    text = _changes_text(repair, lang, key)
    first = repair.changes[0]
    if len(repair.changes) == 1 and first.value is not None:
        off = abs(Decimal(first.suggested) - Decimal(first.value))
        text = told(lang, "off-by", change=text, difference=figure_text(off))
    slip = _slip_text(repair.slip, lang)
    return told(lang, "with-slip", text=text, slip=slip) if slip else text


def _changes_text(repair: Repair, lang: str, key: str) -> str:
    changes = [
        told(
            lang,
            key,
            cell=cell_text(change, lang),
            value=told(lang, "blank") if change.value is None else figure_text(change.value),
            suggested=figure_text(change.suggested),
        )
        for change in repair.changes
    ]
    return told(lang, "and").join(changes)


def cell_text(change: Change, lang: str) -> str:
    """What a cell is called; one of another report with the name of that."""
    cell = told(lang, "cell-of", row=change.row, column=change.column)
    return cell if change.report is None else told(lang, "cell-in", report=change.report, cell=cell)


SLIPS = (
    *("transposed", "dropped", "doubled", "digit", "exchanged", "sign", "total", "neighbour", "split"),
    *("zeroed", "shifted", "blank"),
)
"""Those that say more than the figures do: that a figure is off by one is seen."""


def _slip_text(slip: str | None, lang: str) -> str:
    """How a person comes to write it; empty where the change says it already or nothing is known."""
    return told(lang, f"slip-{slip}") if slip in SLIPS else ""


def _counted(key: str, count: int) -> str:
    return f"{key}-1" if count == 1 else key
