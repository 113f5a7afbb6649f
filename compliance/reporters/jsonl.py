"""The results line by line, for pipes and databases: what each line is says its ``kind``.

``run`` comes first, then for each report ``report`` (its counts), ``cause``, ``finding``, ``number`` and, if asked for,
``passed``.
Every line is complete by itself: it names its report, and the rest is as in ``result/1``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compliance.findings import RunResult
from compliance.report import json_line
from compliance.reporters.json import report_result_to_json, result_to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

FORMAT = "result-lines/1"

_OF_REPORT = ("source", "sha256", "agency", "year")
_LISTS = {"causes": "cause", "findings": "finding", "numbers": "number", "passed": "passed"}


def render(result: RunResult, view: View) -> str:
    """All lines."""
    return "".join(map(json_line, _lines(result, view)))


def _lines(result: RunResult, view: View) -> Iterator[dict[str, Any]]:
    run = result_to_json(RunResult(result.version, (), result.faults), view)
    yield {
        "kind": "run",
        "govcheck": FORMAT,
        "version": run["version"],
        "reports": len(result.reports),
        "faults": run["faults"],
    }
    for each in result.reports:
        report = report_result_to_json(each, view)
        about = {key: report[key] for key in _OF_REPORT}
        yield {"kind": "report", **{key: value for key, value in report.items() if key not in _LISTS}}
        for key, kind in _LISTS.items():
            for item in report.get(key, ()):
                yield {"kind": kind, **about, **item}
