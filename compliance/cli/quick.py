"""The short way: ``govcheck report.json …`` where all is well.

Only files named ``*.json``, no option, no settings file, no plug-in, compiled rules remembered, and
everything holds: then one line is printed, and nothing heavy was imported. A report that passed before and has not
changed since, nor have the rules, is not checked again. Whatever else is the case, nothing is printed and the long way
does it all again; so this module never has to explain anything.

On the path of every run.
"""

from __future__ import annotations

import gc
import os

from compliance import __version__, resources, settings
from compliance.cli.output import write_stdout
from compliance.plugins import discovery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from compliance.program import Program

MOST_FILES = 20
"""More of them pay for the long way, which can use several processors."""

MOST_BYTES = 1_000_000
"""A report has a tenth of that."""


class _LongWayError(Exception):
    """The short way ends here."""


def short_way(words: Sequence[str]) -> int | None:
    """Check and print where all is well: 0. None where the long way has to be gone.

    :raises UsageError: All is well, and it cannot be printed.
    """
    if not 0 < len(words) <= MOST_FILES or not all(_is_plain(word) for word in words):
        return None
    lang = os.environ.get("GOVCHECK_LANG") or "zh"
    if lang not in ("zh", "en") or any(settings.find(word) for word in words) or discovery.installed():
        return None
    collects = gc.isenabled()
    gc.disable()  # the compiled rules are ten thousand objects, and none of them is garbage
    try:
        lines = _lines(words, lang)
    except Exception:  # noqa: BLE001 - whatever it is, the long way meets it again and tells it
        return None
    finally:
        if collects:
            gc.enable()
    write_stdout("\n".join(lines))
    return 0


def _is_plain(word: str) -> bool:
    # A pipe could be read once only, and may never end; a large file is read with care.
    return (
        word.endswith(".json")
        and not word.startswith("-")
        and os.path.isfile(word)
        and os.path.getsize(word) <= MOST_BYTES
    )


def _lines(files: Sequence[str], lang: str) -> list[str]:
    """A line for each report, all of which pass."""
    from compliance.engine.cache import Passed
    from compliance.reporters.line import passed_line

    passed = Passed(resources.rule_sets(), __version__)
    lines = []
    for file in files:
        with open(file, "rb") as opened:
            data = opened.read()
        counts = passed.counts(data)
        if counts is None:
            counts = _checked(data, file, passed.key)
            passed.add(data, counts)
        lines.append(passed_line(lang, file, counts))
    return lines


def _checked(data: bytes, file: str, rules: str) -> dict[str, Any]:
    """What was counted in a report in which everything holds, by the rule sets of that key."""
    from compliance.engine.run import evaluate
    from compliance.engine.sheet import sheet_of
    from compliance.readers.report_json import load_report_json
    from compliance.readers.report_schema import check_report, peek

    report = load_report_json(data, file)
    program = _program(rules, *peek(report, file))
    if "editions" in report:
        raise _LongWayError
    check_report(report, program, file)
    outcome = evaluate(program, sheet_of(program, report))
    if not outcome.is_clean or report.get("remarks") or program["changes"]:
        raise _LongWayError
    return {
        "passed": outcome.passed,
        "not_applicable": outcome.not_applicable,
        "waiting": outcome.waiting,
    }


def _program(rules: str, edition: str, year: int | None) -> Program:
    """The remembered rules for an edition of the form and a year. There has to be one set that fits, and no other."""
    from compliance.engine.cache import forms_at, remembered_for_passing

    fitting = [
        key
        for key, its_edition, since, until in forms_at(rules)
        if its_edition == edition
        and (year is None or ((since is None or since <= year) and (until is None or year <= until)))
    ]
    program = remembered_for_passing(fitting[0]) if len(fitting) == 1 else None
    if program is None:
        raise _LongWayError
    return program
