"""Findings under the cause that explains them, in the form in which results tell it.

Every repair is tried out: the whole program is run once more on the report with the suggested values in place. What no
longer fails then is explained by the repair, be it an equation, a sign or a sentence of the narrative; and of repairs
between which the equations cannot decide, the one that also mends the narrative is the likelier.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from compliance.causes.causes import find_causes
from compliance.causes.linear import Reports
from compliance.engine.run import FAIL, Instance, Outcome, evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compliance.causes.causes import Cause, Change
    from compliance.causes.search import Trust
    from compliance.engine.sheet import Sheet
    from compliance.engine.walk import Function
    from compliance.findings import Finding
    from compliance.program import Program

_Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Repair:
    """A set of changes, its slip, the findings (by their place among the findings) that it makes go away, how many
    checks would fail because of it that do not now, and how many would fail in all."""

    changes: tuple[Change, ...]
    slip: str | None
    mends: frozenset[int]
    breaks: int
    left: int


def with_causes(
    program: Program,
    sheet: Sheet,
    outcome: Outcome,
    findings: Sequence[Finding],
    functions: Mapping[str, Function] | None = None,
    *,
    proof_seconds: float = 0.0,
    trust: Trust | None = None,
) -> tuple[list[Finding], tuple[dict[str, Any], ...]]:
    """The same findings, each with the id of the cause that explains it, and the causes as ``result/1`` holds them.

    :param findings: Those of ``outcome.open``, one for each and in the same order.
    :param proof_seconds: As in :func:`~compliance.causes.causes.find_causes`, and so is *trust*.
    """
    grouped = list(findings)
    told: list[dict[str, Any]] = []
    if all(verdict != FAIL for _, verdict in outcome.open):
        return grouped, ()
    for cause in find_causes(program, sheet, trust=trust, proof_seconds=proof_seconds):
        trial = _Trial(program, sheet, outcome, functions)
        repairs = trial.repairs(cause)
        mends = repairs[0].mends if repairs else trial.equations(cause)
        explained = [i for i in sorted(mends) if grouped[i].cause is None]
        if not explained:
            continue
        name = f"c{len(told) + 1}"
        for i in explained:
            grouped[i] = replace(grouped[i], cause=name)
        told.append(
            _told(name, cause, repairs, {i: grouped[i].fingerprint for i in explained}, trial.reports)
        )
    return grouped, tuple(told)


class _Trial:
    """Runs the program on a report with other values in some cells."""

    def __init__(
        self, program: Program, sheet: Sheet, outcome: Outcome, functions: Mapping[str, Function] | None
    ) -> None:
        self.program = program
        self.reports = Reports(sheet)
        self.functions = functions
        self.failed = [(i, _key(instance)) for i, (instance, v) in enumerate(outcome.open) if v == FAIL]

    def equations(self, cause: Cause) -> frozenset[int]:
        """The findings of the equations for which no repair was found."""
        wanted = {(equation.rule, equation.place) for equation in cause.equations if not equation.report}
        return frozenset(i for i, key in self.failed if key[:2] in wanted)

    def repairs(self, cause: Cause) -> list[_Repair]:
        """The likeliest repair first. Of those as small, the one that leaves the fewest failures leads: what the
        narrative says is better evidence than how figures are mistyped."""
        if not cause.changes:
            return []
        tried = [
            self._tried(cause.changes, cause.slip),
            *(self._tried(*other) for other in cause.alternatives),
        ]
        return sorted(tried, key=lambda repair: (len(repair.changes) != len(cause.changes), repair.left))

    def _tried(self, changes: tuple[Change, ...], slip: str | None) -> _Repair:
        mended = self._mended(changes)
        after = {
            _key(i) for i, verdict in evaluate(self.program, mended, self.functions).open if verdict == FAIL
        }
        mends = frozenset(i for i, key in self.failed if key not in after)
        return _Repair(changes, slip, mends, len(after - {key for _, key in self.failed}), len(after))

    def _mended(self, changes: Sequence[Change]) -> Sheet:
        """The report with these values in it and in those beside it."""
        reports = self.reports
        sheets = list(reports.sheets)
        for report in {0, *(reports.place(change.cell)[0] for change in changes)}:
            sheets[report] = copy(sheets[report])
            sheets[report].cells = list(sheets[report].cells)
        for change in changes:
            report, cell = reports.place(change.cell)
            sheets[report].cells[cell] = change.suggested
        mended = sheets[0]
        if reports.previous is not None:
            mended.previous = sheets[reports.previous]
        if reports.parts is not None:
            mended.subordinates = [sheets[part] for part in reports.parts]
        return mended


def _key(instance: Instance) -> _Key:
    mention = instance.mention
    told = None if mention is None else (id(mention.sentence), mention.fact, mention.start, mention.end)
    return instance.rule, instance.place, instance.row, instance.section, told


def _told(
    name: str, cause: Cause, repairs: list[_Repair], explains: Mapping[int, str], reports: Reports
) -> dict[str, Any]:
    best = repairs[0] if repairs else None
    evidence = [repair for repair in repairs if best is not None and _is_as_good(repair, best)]
    return {
        "id": name,
        "explains": list(explains.values()),
        "changes": [] if best is None else _changes(best.changes, reports),
        "slip": None if best is None else best.slip,
        "alternatives": [
            {
                "changes": _changes(other.changes, reports),
                "slip": other.slip,
                "explains": [told for i, told in explains.items() if i in other.mends],
                "breaks": other.breaks,
            }
            for other in repairs[1:]
        ],
        "one_of": _one_of(cause, len(evidence)),
        "timed_out": cause.timed_out,
        **({"elsewhere": elsewhere} if (elsewhere := _elsewhere(cause)) else {}),
    }


def _elsewhere(cause: Cause) -> int:
    """How many equations of other reports fail for the same cause: its witnesses, and no findings of this report."""
    return sum(1 for equation in cause.equations if equation.report)


def _one_of(cause: Cause, evidence: int) -> int:
    """How many repairs there are between which nothing decides; 0 if that is not known."""
    if cause.one_of == 0:
        return 0
    # Alternatives are cut short: where they do not decide, all that are as small count.
    return 1 if evidence == 1 else max(cause.one_of, evidence)


def _is_as_good(repair: _Repair, best: _Repair) -> bool:
    return len(repair.changes) == len(best.changes) and repair.left == best.left


def _changes(changes: Sequence[Change], reports: Reports) -> list[dict[str, Any]]:
    found = []
    for change in changes:
        report, cell = reports.place(change.cell)
        sheet = reports.sheets[report]
        table, row, column = sheet.program["layout"][cell]
        told = {"table": table, "row": row, "column": column}
        if report:
            told["report"] = sheet.name or sheet.whose
        found.append({**told, "value": change.value, "suggested": change.suggested})
    return found
