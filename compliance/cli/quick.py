"""The short way: ``govcheck report.json …`` where all is well.

Only files named ``*.json``, no option, no settings file, no plug-in, compiled rules remembered, and
everything holds: then one line is printed, and nothing heavy was imported. Whatever else is the case, nothing
is printed and the long way does it all again; so this module never has to explain anything.

On the path of every run.
"""

from __future__ import annotations

import os

from compliance import resources, settings
from compliance.plugins import discovery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.program import Program

MOST_FILES = 20
"""More of them pay for the long way, which can use several processors."""


class _LongWayError(Exception):
    """The short way ends here."""


def quick(words: Sequence[str]) -> int | None:
    """Check and print where all is well: 0. None where the long way has to be gone."""
    if not 0 < len(words) <= MOST_FILES or not all(_is_plain(word) for word in words):
        return None
    lang = os.environ.get("GOVCHECK_LANG") or "zh"
    if lang not in ("zh", "en") or any(settings.find(word) for word in words) or discovery.installed():
        return None
    try:
        lines = [_checked(word, lang) for word in words]
    except Exception:  # noqa: BLE001 - whatever it is, the long way meets it again and tells it
        return None
    print("\n".join(lines))
    return 0


def _is_plain(word: str) -> bool:
    return word.endswith(".json") and not word.startswith("-")


def _checked(file: str, lang: str) -> str:
    """The line for a report in which everything holds."""
    from compliance.engine.run import evaluate
    from compliance.engine.sheet import sheet_of
    from compliance.readers.report_json import check_report, load_report_json, peek
    from compliance.reporters.line import passed_line

    with open(file, "rb") as opened:
        data = opened.read()
    report = load_report_json(data, file)
    program = _program(*peek(report, file))
    check_report(report, program, file)
    outcome = evaluate(program, sheet_of(program, report))
    if not outcome.is_clean or report.get("remarks") or program["changes"]:
        raise _LongWayError
    counts = {
        "passed": outcome.passed,
        "not_applicable": outcome.not_applicable,
        "waiting": outcome.waiting,
    }
    return passed_line(lang, file, counts)


def _program(edition: str, year: int | None) -> Program:
    """The remembered rules for a form and a year. There has to be one rule set that fits, and no other."""
    fitting = [
        program for program in _remembered() if program["edition"] == edition and _is_in_force(program, year)
    ]
    if len(fitting) != 1:
        raise _LongWayError
    return fitting[0]


def _remembered() -> list[Program]:
    from compliance.engine.cache import remembered_for_passing

    found = [remembered_for_passing([source]) for source in resources.rule_sets()]
    if None in found:
        raise _LongWayError
    return [program for program in found if program is not None]


def _is_in_force(program: Program, year: int | None) -> bool:
    since, until = program["since"], program["until"]
    return year is None or ((since is None or since <= year) and (until is None or year <= until))
