"""``govcheck waive``: put a decision on record (审核说明), take out those of which nobody has any use.

The reports are checked as always; what a decision accepts is copied from the findings, so that nobody has to write down
twenty figures. The file is the settings file in force, or the one that is named.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches

from compliance import settings as settings_room
from compliance.cli import output
from compliance.cli.check import options, settings_for
from compliance.cli.commands import tell
from compliance.documents import STANDARD_INPUT
from compliance.errors import UsageError
from compliance.findings import Finding, ReportResult, RunResult, Verdict
from compliance.messages import Message, say
from compliance.session import Session
from compliance.waivers import Cell, Requirement, Waiver, may_be_accepted, read_waivers
from compliance.waivers.waiver import PLACES
from compliance.waivers.writing import with_waiver, without_waivers

MOST_CELLS = 40
"""A finding that names more is known by its fingerprint: nobody reads as long a list."""


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Add decisions to the record, or take out those that are not needed any more.

    :raises UsageError: Something that a decision needs is not told.
    :raises ReadError: A report cannot be read.
    """
    del lang  # the settings may name another
    if not arguments.prune:
        missing = [f"--{name}" for name in ("rule", "reason", "person") if not getattr(arguments, name)]
        if missing:
            raise UsageError(Message("waivers.wants", names=", ".join(missing)))
    named, arguments.waivers = arguments.waivers, None
    settings = settings_for(arguments, arguments.files)
    file = named or settings.file or _beside(arguments.files[0])
    output.check_place(file, arguments.files)
    known = read_waivers(file) if os.path.exists(file) else ()
    session = Session(replace(options(arguments, settings), waivers=known))
    result = session.check(arguments.files)
    for report in result.reports:
        if report.error is not None:
            raise report.error
    if arguments.prune:
        _prune(file, session.idle_waivers, settings["lang"])
    else:
        failing = _chosen(arguments, result, session.requirements)
        _add(file, [_waiver(arguments, *each) for each in failing], len(known), settings["lang"])
    faults = [*result.faults, *(fault for report in result.reports for fault in report.faults)]
    for fault in faults:
        tell(fault.message)
    return 3 if faults else 0


def _beside(report: str) -> str:
    """Where decisions lie if there is no settings file: beside the report."""
    folder = "" if report == STANDARD_INPUT else report if os.path.isdir(report) else os.path.dirname(report)
    return os.path.join(folder, settings_room.FILE)


# ── what is decided ──────────────────────────────────────────────────────────────────────────────────────────


def _chosen(
    arguments: argparse.Namespace, result: RunResult, rules: Mapping[str, Requirement]
) -> list[tuple[ReportResult, Finding]]:
    """The failures that the command means.

    :raises UsageError: There are none, or several and nobody said that all are meant, or no reason can excuse them.
    """
    rule = arguments.rule
    place = tuple((kind, name) for kind in PLACES if (name := getattr(arguments, kind)) is not None)
    meant = Waiver(rule, "", "", date.min, date.min, place=place)
    failing = [
        (report, finding)
        for report in result.reports
        for finding in report.findings
        if finding.verdict is Verdict.FAIL
    ]
    about = [(report, finding) for report, finding in failing if meant.is_about(finding)]
    found = [(report, finding) for report, finding in about if finding.waived is None]
    if not found:
        if about:
            raise UsageError(Message("waivers.on-record", rule=rule))
        names = list(dict.fromkeys(finding.rule for _, finding in failing))
        near = get_close_matches(rule, [*names, *rules], 1)
        offer = Message("waivers.is-it", near=near[0]) if near and near[0] != rule else ""
        told = ", ".join(names) or Message("waivers.nothing")
        raise UsageError(Message("waivers.nothing-fails", rule=rule, near=offer, failing=told))
    if not all(may_be_accepted(finding, rules) for _, finding in found):
        raise UsageError(Message("waivers.cannot", rule=rule))
    if len(found) > 1 and not arguments.all:
        places = "; ".join("·".join(finding.instance.values()) or finding.message for _, finding in found)
        raise UsageError(Message("waivers.several", rule=rule, count=len(found), places=places))
    return found


def _waiver(arguments: argparse.Namespace, report: ReportResult, finding: Finding) -> Waiver:
    """The decision that accepts one failure as it stands."""
    today = datetime.now().astimezone().date()
    cells = tuple(map(Cell.named_by, finding.cells)) if len(finding.cells) <= MOST_CELLS else ()
    quotes = tuple(text.quote for text in finding.text) if len(finding.cells) <= MOST_CELLS else ()
    return Waiver(
        rule=finding.rule,
        reason=arguments.reason,
        person=arguments.person,
        decided=today,
        until=date.fromisoformat(arguments.until) if arguments.until else _a_year_after(today),
        agency=report.agency,
        year=report.year,
        place=tuple((kind, finding.instance[kind]) for kind in PLACES if kind in finding.instance),
        cells=cells,
        quotes=quotes,
        fingerprint=None if cells or quotes else finding.fingerprint,
    )


def _a_year_after(day: date) -> date:
    """The last day of a decision that names none."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────


def _add(file: str, waivers: Sequence[Waiver], count: int, lang: str) -> None:
    text, encoding = settings_room.text_of(file) if os.path.exists(file) else ("", "utf-8")
    added = [replace(waiver, file=file, number=count + n) for n, waiver in enumerate(waivers, 1)]
    for waiver in added:
        text = with_waiver(text, waiver, file)
    output.write_file(file, text.encode(encoding))
    for waiver in added:
        output.write_stdout(say(lang, "waivers.added", file=file, told=_told(waiver)))


def _prune(file: str, waivers: Sequence[Waiver], lang: str) -> None:
    if not waivers:
        output.write_stdout(say(lang, "waivers.none-idle"))
        return
    text, encoding = settings_room.text_of(file)
    output.write_file(file, without_waivers(text, {each.number for each in waivers}, file).encode(encoding))
    for waiver in waivers:
        output.write_stdout(say(lang, "waivers.removed", told=_told(waiver)))


def _told(waiver: Waiver) -> Message:
    return Message("waivers.told", waiver=waiver.name, **waiver.told)
