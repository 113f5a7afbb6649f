"""What decisions on record make of the results of a run.

A finding that is accepted stays in the result, marked. A decision that accepts nothing is told, with the reason: it has
expired, the values have changed, the rule cannot be explained, the place passes by now. Where nothing can be told (last
year's report was not given, a cell is blank) nothing is said: the decision may be needed tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from compliance.findings import Finding, ReportResult, Severity, Verdict, recounted
from compliance.messages import Message
from compliance.waivers.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Requirement:
    """What has to be known of a rule: its own severity, whatever the settings make of it, and whether the rule says
    that it can be explained."""

    severity: Severity
    is_explainable: bool = False

    def stricter(self, other: Requirement) -> Requirement:
        """What holds where both do: no rule set opens a door that another keeps shut."""
        severity = max(self.severity, other.severity, key=lambda severity: severity.rank)
        return Requirement(severity, self.is_explainable and other.is_explainable)


@dataclass(frozen=True, slots=True)
class Decided:
    """Results with what is accepted marked; what is to be said of the run as a whole; the decisions that are of no use
    any more to the reports that they speak of."""

    results: tuple[ReportResult, ...]
    remarks: tuple[str, ...] = ()
    idle: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class _Use:
    """What a decision comes to in one report. ``is_idle``: it does nothing there, and will do nothing as long as the
    report stays as it is."""

    accepted: bool = False
    is_idle: bool = False
    told: Message | None = None


def decide(
    results: Sequence[ReportResult],
    waivers: Sequence[Waiver],
    rules: Mapping[str, Requirement],
    today: date,
    lang: str,
) -> Decided:
    """Lay decisions on results.

    :param results: With ``passed``, for the reports that a decision speaks of.
    :param rules: Every rule by its name; one of a plug-in may be missing.
    """
    decider = _Decider(waivers, rules, today)
    marked = [decider.marked(result) for result in results]
    told: list[list[Message]] = [[] for _ in results]
    run: list[Message] = []
    idle = []
    for waiver in waivers:
        uses = {
            i: decider.use(waiver, result) for i, result in enumerate(marked) if _concerns(waiver, result)
        }
        if not uses or any(use.accepted for use in uses.values()):
            continue
        # What is true of a hundred reports alike is said once.
        of_all: Message | None = None
        if not _is_known(waiver, marked, rules):
            of_all = Message("waivers.no-rule", waiver=waiver.name, near=_nearest(waiver.rule, rules))
        elif all(use.is_idle for use in uses.values()):
            idle.append(waiver)
            if len(uses) > 1:
                of_all = Message("waivers.idle", waiver=waiver.name, count=len(uses))
        if of_all is not None:
            (told[min(uses)] if len(uses) == 1 else run).append(of_all)
            continue
        for i, use in uses.items():
            if use.told is not None and (len(uses) == 1 or not use.is_idle):
                told[i].append(use.told)
    finished = (
        _finished(result, [*messages, *_explainable(result, rules)], lang)
        for result, messages in zip(marked, told, strict=True)
    )
    return Decided(tuple(finished), tuple(message.text(lang) for message in run), tuple(idle))


def may_be_accepted(finding: Finding, rules: Mapping[str, Requirement]) -> bool:
    """Whether a decision can accept a finding. Settings that make an error a warning do not open that door."""
    rule = rules.get(finding.rule, Requirement(finding.severity))
    return rule.is_explainable or Severity.ERROR not in (rule.severity, finding.severity)


def _finished(result: ReportResult, told: Sequence[Message], lang: str) -> ReportResult:
    if result.error is not None:
        return result
    remarks = (*result.remarks, *(message.text(lang) for message in told))
    return replace(result, remarks=remarks, summary=recounted(result.summary, result.findings))


class _Decider:
    """Decisions, and what has to be known to lay them on a report."""

    def __init__(self, waivers: Sequence[Waiver], rules: Mapping[str, Requirement], today: date) -> None:
        self.waivers = waivers
        self.rules = rules
        self.today = today

    def marked(self, result: ReportResult) -> ReportResult:
        """The result with what is accepted marked as such."""
        ours = [waiver for waiver in self.waivers if waiver.concerns(result.agency, result.year)]
        if not ours:
            return result
        return replace(result, findings=tuple(self._marked(finding, ours) for finding in result.findings))

    def _marked(self, finding: Finding, waivers: Sequence[Waiver]) -> Finding:
        if not _is_open(finding) or not may_be_accepted(finding, self.rules):
            return finding
        for waiver in waivers:
            if waiver.decided <= self.today <= waiver.until and waiver.accepts(finding):
                return replace(finding, waived=waiver.told)
        return finding

    def use(self, waiver: Waiver, result: ReportResult) -> _Use:
        """What a decision comes to in a report that it speaks of."""
        about = [finding for finding in result.findings if waiver.is_about(finding)]
        if any(finding.waived is not None and waiver.accepts(finding) for finding in about):
            return _Use(accepted=True)
        still_open = [finding for finding in about if _is_open(finding)]
        meant = [finding for finding in still_open if waiver.accepts(finding)]
        if meant:
            return self._obstacle(waiver, meant)
        if any(finding.verdict is Verdict.UNKNOWN for finding in about):
            return _Use()
        if still_open:
            change = waiver.change(still_open[0])
            return _Use(is_idle=True, told=Message("waivers.changed", waiver=waiver.name, change=change))
        if about:
            return _Use(is_idle=True, told=Message("waivers.replaced", waiver=waiver.name))
        if _passes(waiver, result):
            return _Use(is_idle=True, told=Message("waivers.holds", waiver=waiver.name))
        return _Use()

    def _obstacle(self, waiver: Waiver, findings: Sequence[Finding]) -> _Use:
        """Why a decision does not accept the findings that it is meant for."""
        name = waiver.name
        if not any(may_be_accepted(finding, self.rules) for finding in findings):
            return _Use(told=Message("waivers.error", waiver=name))
        if waiver.until < self.today:
            return _Use(is_idle=True, told=Message("waivers.expired", waiver=name, until=waiver.until))
        return _Use(told=Message("waivers.not-yet", waiver=name, date=waiver.decided))


def _concerns(waiver: Waiver, result: ReportResult) -> bool:
    return result.error is None and waiver.concerns(result.agency, result.year)


def _is_known(waiver: Waiver, results: Sequence[ReportResult], rules: Mapping[str, Requirement]) -> bool:
    """Whether there is a rule of that name; those of plug-ins are known by their findings only."""
    return waiver.rule in rules or any(
        finding.rule == waiver.rule for result in results for finding in result.findings
    )


def _nearest(name: str, names: Iterable[str]) -> Message | str:
    near = get_close_matches(name, names, 1)
    return Message("waivers.is-it", near=near[0]) if near else ""


def _is_open(finding: Finding) -> bool:
    """Whether it failed and nobody has accepted it. What could not be decided has nothing to accept."""
    return finding.verdict is Verdict.FAIL and finding.waived is None


def _passes(waiver: Waiver, result: ReportResult) -> bool:
    """Whether the rule was applied at the place of a decision, and held."""
    return any(
        passed.rule == waiver.rule and all(passed.instance.get(kind) == name for kind, name in waiver.place)
        for passed in result.passed
    )


def _explainable(result: ReportResult, rules: Mapping[str, Requirement]) -> Iterator[Message]:
    """Which open findings can be explained: the gate says what is missing."""
    names = dict.fromkeys(
        finding.rule
        for finding in result.findings
        if _is_open(finding) and finding.rule in rules and rules[finding.rule].is_explainable
    )
    if names:
        yield Message("waivers.explainable", rules=", ".join(names))
