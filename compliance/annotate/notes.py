"""What each comment tells, and at which place: a cause with all that it explains, or one finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.findings import CellRef, Finding, ReportResult
from compliance.reporters.arranging import are_cells_alike
from compliance.reporters.causes import Cause, Change, alternatives, certainty, grouped, headline
from compliance.reporters.overview import open_findings
from compliance.reporters.sections import section_of
from compliance.reporters.wording import cells_text, finding_text, kind_of, law_text, title_text, told

MOST_PLACES = 20
"""So many places of one finding, and so many cells with one fault, get a comment each."""


@dataclass(frozen=True, slots=True)
class Note:
    """One comment: its lines, the place (None: the title), the words there and about where they begin."""

    lines: tuple[str, ...]
    at: Mapping[str, Any] | None
    quote: str = ""
    near: int = 0


def notes_of(result: ReportResult, lang: str) -> Iterator[Note]:
    """The comments for what is open, in the order of the findings."""
    groups = grouped(result, open_findings(result))
    alike = _cells_alike(finding for cause, findings in groups if cause is None for finding in findings)
    for cause, findings in groups:
        if cause is not None:
            yield from _of_cause(cause, result, lang)
            continue
        for finding in findings:
            cells = alike.get(id(finding), [finding])
            if finding is cells[0]:
                yield from _of_finding(finding, result, lang, cells)


def _of_cause(cause: Cause, result: ReportResult, lang: str) -> Iterator[Note]:
    """At the first cell to look at all of it, at the others of the same repair what they should be. Where the cell
    stands in another report, at the cell of this one that is held against it."""
    kind = max(cause.findings, key=lambda finding: finding.severity.rank).severity
    head = _head(told(lang, f"severity-{kind}"), headline(cause, lang), lang)
    lines = [head, certainty(cause, lang), *alternatives(cause, lang)]
    for finding in cause.findings:
        lines += [finding_text(finding, lang), _clause(finding, lang)]
    if not cause.own_changes:
        cell = _cell_to_look_at(cause.findings[0])
        table = cause.repair.changes[0].table
        yield Note(tuple(lines), _place_of_table(table, result) if cell is None else cell.at)
        return
    first, *others = cause.own_changes
    yield Note(tuple(lines), _place_of_change(first, cause, result))
    for change in others:
        yield Note((head,), _place_of_change(change, cause, result))


def _place_of_change(change: Change, cause: Cause, result: ReportResult) -> Mapping[str, Any] | None:
    for finding in cause.findings:
        for cell in finding.cells:
            is_it = (cell.table, cell.row, cell.column) == (change.table, change.row, change.column)
            if is_it and cell.report is None and cell.at:
                return cell.at
    return _place_of_table(change.table, result)


def _cells_alike(findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    """Of each finding that is one of more than :data:`MOST_PLACES` single cells with the same fault, all of them:
    nobody answers a comment on each of two hundred blanks."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        table = finding.cells[0].table if finding.cells else ""
        groups.setdefault((finding.rule, kind_of(finding), table), []).append(finding)
    many = [group for group in groups.values() if len(group) > MOST_PLACES and are_cells_alike(group)]
    return {id(finding): group for group in many for finding in group}


def _of_finding(
    finding: Finding, result: ReportResult, lang: str, alike: Sequence[Finding]
) -> Iterator[Note]:
    """A finding where it is; with *alike*, all single cells of one table with the same fault, for which it stands."""
    lines = [
        _head(told(lang, f"severity-{kind_of(finding)}"), title_text(finding, lang), lang),
        finding.message,
    ]
    if len(alike) > 1:
        lines.append(told(lang, "same-cells", count=len(alike) - 1))
        lines += cells_text([each.cells[0] for each in alike], lang)
    lines.append(_clause(finding, lang))
    placed = [text for text in finding.text if text.at]
    for text in placed[:MOST_PLACES]:
        yield Note(tuple(lines), text.at, text.quote, text.start)
    if placed:
        return
    cell = _cell_to_look_at(finding)
    if cell is not None:
        yield Note(tuple(lines), cell.at)
    elif finding.text:
        text = finding.text[0]
        at = _place_of_part(text.section, result) if text.section not in ("title", "preface") else None
        yield Note(tuple(lines), at)
    elif finding.cells:
        yield Note(tuple(lines), _place_of_table(finding.cells[0].table, result))
    else:
        yield Note(tuple(lines), _place_of_part(finding.instance.get("section", ""), result))


def _cell_to_look_at(finding: Finding) -> CellRef | None:
    """The only cell, the first without a figure, or else the last: that is where a sum is printed."""
    cells = [cell for cell in finding.cells if cell.at and cell.report is None]
    blank = next((cell for cell in cells if cell.value is None), None)
    return blank or (cells[-1] if cells else None)


def _place_of_table(table: str, result: ReportResult) -> Mapping[str, Any] | None:
    part = next((part for part in result.parts if table in part.tables), None)
    return None if part is None else _place_of_part(part.number, result)


def _place_of_part(numeral: str, result: ReportResult) -> Mapping[str, Any] | None:
    """That of its heading."""
    if result.report is None or not numeral:
        return None
    section = section_of(result.report, numeral, result.parts)
    return None if section is None or section.at is None else section.at.to_json()


def _head(word: str, what: str, lang: str) -> str:
    return told(lang, "headed", word=word, what=what)


def _clause(finding: Finding, lang: str) -> str:
    return " ".join(filter(None, (law_text(finding, lang), finding.rule)))
