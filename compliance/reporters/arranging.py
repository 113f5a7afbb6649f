"""In which order and in which groups findings are shown, and which cells stand out among them.

Only the findings are looked at, nothing is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from compliance.findings import Finding, Part, Severity, Verdict
from compliance.reporters.causes import Cause, part_of
from compliance.reporters.drawing import sketches
from compliance.reporters.wording import is_cell

CellAddress = tuple[str, str, str]


@dataclass(slots=True)
class Group:
    """What is shown under one heading: a part of the form, the name of a table that belongs to none, ``""`` for title
    and preface, None for the report as a whole."""

    place: Part | str | None
    causes: list[Cause] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def by_part(findings: Iterable[Finding], parts: Sequence[Part], causes: Iterable[Cause] = ()) -> list[Group]:
    """Findings and causes part by part, in the order of the form."""
    groups: dict[Part | str | None, Group] = {}
    for cause in causes:
        place: Part | str | None = part_of(cause, parts)
        groups.setdefault(place, Group(place)).causes.append(cause)
    for finding in findings:
        place = _place_of(finding, parts)
        groups.setdefault(place, Group(place)).findings.append(finding)
    order = ["", *parts, *(place for place in groups if place and isinstance(place, str)), None]
    return [groups[place] for place in order if place in groups]


def _place_of(finding: Finding, parts: Sequence[Part]) -> Part | str | None:
    section = finding.text[0].section if finding.text else finding.instance.get("section")
    if section in ("title", "preface"):
        return ""
    for part in parts:
        if part.number == section:
            return part
    for part in parts:
        if any(cell.table in part.tables for cell in finding.cells):
            return part
    return finding.cells[0].table if finding.cells else None


def by_rule(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one rule and one verdict together, in the order of the first of each; the gravest first."""
    groups: dict[tuple[str, Verdict, Severity], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.verdict, finding.severity), []).append(finding)
    return sorted(groups.values(), key=lambda g: (g[0].verdict is Verdict.UNKNOWN, -g[0].severity.rank))


MOST_CELLS = 4
"""So many single cells of one rule are told one by one."""


def are_cells_alike(group: Sequence[Finding]) -> bool:
    """Whether these are many single cells of one table with the same fault, such as blanks: enough to be told once."""
    return len(group) > MOST_CELLS and all(
        len(finding.cells) == 1
        and is_cell(finding.instance)
        and not finding.text
        and finding.waived is None
        and finding.cells[0].table == group[0].cells[0].table
        for finding in group
    )


def items(groups: Iterable[Group]) -> int:
    """How many things there are to look at: causes, and findings of one rule in one part together."""
    return sum(len(group.causes) + len(by_rule(group.findings)) for group in groups)


def are_one_drawing(group: Sequence[Finding]) -> bool:
    """Whether one piece of one table shows them all: single cells, or the same rows of several columns; or one piece of
    it in each of the reports that all of them compare."""
    drawn = sketches(cell for finding in group for cell in finding.cells)
    if not drawn or any(finding.text for finding in group):
        return False
    if len(drawn) > 1:
        compare = all(len(sketches(finding.cells)) == len(drawn) for finding in group)
        return compare and all(sketch.is_full for sketch in drawn)
    return drawn[0].is_full or all(len(finding.cells) == 1 for finding in group)


def crossings(failed: Iterable[Finding]) -> dict[CellAddress, int]:
    """Cells in which failed sums meet, and how many do: in each sum the cell that most others share, if it stands out.

    A mistyped figure breaks its row and its column, and both findings name it.
    """
    sums = [
        {(c.table, c.row, c.column) for c in finding.cells if c.report is None}
        for finding in failed
        if finding.difference is not None and len(finding.cells) > 1
    ]
    counts = Counter(cell for cells in sums for cell in cells)
    meeting: dict[CellAddress, int] = {}
    for cells in sums:
        most = max((counts[cell] for cell in cells), default=0)
        top = [cell for cell in cells if counts[cell] == most]
        if most > 1 and len(top) == 1:
            meeting[top[0]] = most
    return meeting
