"""SARIF 2.1.0 (OASIS), for code scanning and for the viewers of editors.

Our verdicts are its kinds: fail, open (could not be decided), pass and notApplicable, the last two with ``--show
passed`` only, for some consumers show every result as a fault. A waiver is a suppression, a cause is told in the
message and its cells are related locations. There are no fixes: nothing in govcheck changes a figure.

Consumers want a region for every place. A text has lines. In a Word document a line is a paragraph of the document,
counted from 1; where a reader knows no place at all, it is line 1. The exact place is the logical location, in the
names of the form (``依申请公开/办理总计/自然人``), and whatever the reader knew is among the properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from compliance.findings import (
    Applied,
    CellRef,
    Fault,
    Finding,
    Passed,
    ReportResult,
    RunResult,
    TextRef,
    Verdict,
)
from compliance.report import json_text
from compliance.reporters.causes import Cause, Change, cell_text, grouped, in_short
from compliance.reporters.line import harmless
from compliance.reporters.wording import (
    citation_text,
    decision_text,
    figure_text,
    finding_text,
    passed_text,
    text_place,
    told,
    value_text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ABOUT = "urn:govcheck"
"""Viewers want to know where to learn more. There is no such address that every office can reach."""

_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_ROOT = "REPORTS"
"""What relative names are relative to: the folder in which govcheck was started."""

Json = dict[str, Any]


def render(result: RunResult, view: View) -> str:
    """One log with one run over all reports."""
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(result, view).log()]})


class _Run:
    """One run on its way to SARIF: reports and rules are named by their index."""

    def __init__(self, result: RunResult, view: View) -> None:
        self.result = result
        self.view = view
        self.lang = view.lang
        self.rules: dict[str, Json] = {}
        self.indices: dict[str, int] = {}
        self.artifact: Json = {}

    def log(self) -> Json:
        reports = self.result.reports
        results: list[Json] = []
        for i, report in enumerate(reports):
            self.artifact = {**_uri(report.source), "index": i}
            for rule in report.applied:
                self._rule(rule)
            results += self._results(report)
        return {
            "tool": {
                "driver": {
                    "name": "govcheck",
                    "version": self.result.version,
                    "informationUri": ABOUT,
                    "semanticVersion": self.result.version,
                    "rules": list(self.rules.values()),
                }
            },
            "language": _LANGUAGES[self.lang],
            "columnKind": "unicodeCodePoints",
            "invocations": [self._invocation()],
            "artifacts": [_artifact(report) for report in reports],
            "results": results,
        }

    # ── results ──

    def _results(self, report: ReportResult) -> Iterator[Json]:
        for cause, findings in grouped(report, report.findings):
            for finding in findings:
                yield self._finding(finding, cause)
        if "passed" in self.view.show:
            for passed in report.passed:
                yield self._passed(passed)
            for rule in report.applied:
                if not (rule.passed or rule.failed or rule.unknown):
                    message = told(
                        self.lang, "titled", title=rule.title, what=told(self.lang, "severity-not_applicable")
                    )
                    yield self._result(rule.rule, "notApplicable", message, [self._location()])

    def _finding(self, finding: Finding, cause: Cause | None) -> Json:
        lang = self.lang
        self._rule(finding)
        message = finding_text(finding, lang)
        related = [self._cell(cell) for cell in finding.cells[1 if not finding.text else 0 :]]
        if cause is not None:
            message = told(lang, "semicolon").join((message, in_short(cause, lang)))
            related += [self._change(change) for change in cause.repair.changes]
        places = [self._text(text) for text in finding.text] or [
            self._cell(cell) for cell in finding.cells[:1]
        ]
        kind = "fail" if finding.verdict is Verdict.FAIL else "open"
        out = self._result(finding.rule, kind, message, places or [self._location()])
        out["level"] = str(finding.severity) if kind == "fail" else "none"
        if related:
            out["relatedLocations"] = [{"id": i, **location} for i, location in enumerate(related, 1)]
        if finding.fingerprint:
            out["partialFingerprints"] = {"govcheck/v1": finding.fingerprint}
        if finding.waived is not None:
            decision = harmless(decision_text(finding, lang))
            out["suppressions"] = [{"kind": "external", "status": "accepted", "justification": decision}]
        if cause is not None:
            out["properties"] = {"cause": cause.id}
        return out

    def _passed(self, passed: Passed) -> Json:
        message = told(self.lang, "titled", title=passed.title, what=passed_text(passed, self.lang))
        return self._result(passed.rule, "pass", message, [self._location()])

    def _result(self, rule: str, kind: str, message: str, locations: list[Json]) -> Json:
        out: Json = {"ruleId": rule}
        if rule in self.indices:
            out["ruleIndex"] = self.indices[rule]
        return out | {
            "kind": kind,
            "level": "none",
            "message": {"text": harmless(message)},
            "locations": locations,
        }

    # ── places ──

    def _cell(self, cell: CellRef) -> Json:
        name = told(self.lang, "cell-of", row=cell.row, column=cell.column)
        message = told(self.lang, "titled", title=name, what=value_text(cell, self.lang))
        if cell.report is not None:
            # Another report's cell has no place in this one.
            message = told(self.lang, "titled", title=cell.report, what=message)
            return {"message": {"text": harmless(message)}, "logicalLocations": _logical(cell)}
        return self._location(cell.at, message=message) | {"logicalLocations": _logical(cell)}

    def _change(self, change: Change) -> Json:
        suggested = told(self.lang, "suggested", value=figure_text(change.suggested))
        message = told(self.lang, "titled", title=cell_text(change, self.lang), what=suggested)
        if change.report is not None:
            return {"message": {"text": harmless(message)}, "logicalLocations": _logical(change)}
        return self._location(message=message) | {"logicalLocations": _logical(change)}

    def _text(self, text: TextRef) -> Json:
        location = self._location(text.at, quote=text.quote, message=text_place(text, self.lang))
        name = "/".join([text.section or "", *([str(text.paragraph)] if text.paragraph else [])])
        return location | {"logicalLocations": [{"fullyQualifiedName": harmless(name), "kind": "paragraph"}]}

    def _location(self, at: Mapping[str, Any] | None = None, *, quote: str = "", message: str = "") -> Json:
        place: Json = {"artifactLocation": self.artifact, "region": _region(at or {}, quote)}
        out: Json = {"physicalLocation": place}
        if message:
            out["message"] = {"text": harmless(message)}
        if at:
            out["properties"] = {"at": dict(at)}
        return out

    # ── rules and what went wrong ──

    def _rule(self, rule: Applied | Finding) -> None:
        if rule.rule in self.rules:
            return
        lang = self.lang
        lines = [rule.because, *(told(lang, "law", citations=citation_text(c, lang)) for c in rule.citations)]
        if isinstance(rule, Applied) and rule.limits:
            lines.append(told(lang, "titled", title=told(lang, "limits"), what=rule.limits))
        help_text = "\n".join(harmless(line) for line in lines if line) or harmless(rule.title)
        self.indices[rule.rule] = len(self.rules)
        self.rules[rule.rule] = {
            "id": rule.rule,
            "name": _pascal(rule.rule),
            "shortDescription": {"text": harmless(rule.title)},
            "fullDescription": {"text": harmless(rule.because or rule.title)},
            "help": {"text": help_text},
            "defaultConfiguration": {"level": str(rule.severity)},
            "properties": {"tags": [rule.rule.partition(".")[0]], "origin": harmless(rule.origin)},
        }

    def _invocation(self) -> Json:
        told_by: list[Json] = []
        for i, report in enumerate(self.result.reports):
            artifact = {**_uri(report.source), "index": i}
            where = [{"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": 1}}}]
            if report.error is not None:
                text = "\n".join(map(harmless, report.error.text(self.lang).splitlines()))
                told_by.append({"level": "error", "message": {"text": text}, "locations": where})
            told_by += [{**self._fault(fault), "locations": where} for fault in report.faults]
        told_by += [self._fault(fault) for fault in self.result.faults]
        out: Json = {"executionSuccessful": not told_by}
        if told_by:
            out["toolExecutionNotifications"] = told_by
        return out

    def _fault(self, fault: Fault) -> Json:
        text = told(self.lang, "fault", origin=fault.origin, message=fault.message)
        return {"level": "error", "message": {"text": harmless(text)}}


def _region(at: Mapping[str, Any], quoted: str) -> Json:
    """Where it is: the line of a text, the paragraph of a Word document, else line 1."""
    line, column = at.get("line"), at.get("column")
    if line is None and at.get("paragraph") is not None:
        line = at["paragraph"] + 1
    region: Json = {"startLine": line or 1}
    if line is not None and column is not None:
        region["startColumn"] = column
    if quoted:
        region["snippet"] = {"text": harmless(quoted)}
    return region


def _logical(cell: CellRef | Change) -> list[Json]:
    name = "/".join((cell.table, cell.row, cell.column))
    return [{"fullyQualifiedName": harmless(name), "kind": "cell"}]


def _artifact(report: ReportResult) -> Json:
    out: Json = {"location": _uri(report.source)}
    if report.sha256 is not None:
        out["hashes"] = {"sha-256": report.sha256}
    return out


def _uri(source: str) -> Json:
    """A file as the user named it, as a URI."""
    path = source.replace("\\", "/")
    if _DRIVE.match(source):
        return {"uri": f"file:///{path[:2]}{quote(path[2:], errors='replace')}"}
    if path.startswith("/"):
        return {"uri": f"file://{quote(path, errors='replace')}"}
    return {"uri": quote(path, errors="replace"), "uriBaseId": _ROOT}


def _pascal(rule: str) -> str:
    """``RequestsBalance``: how SARIF wants rules to be named."""
    return "".join(word.capitalize() for word in re.split(r"[^A-Za-z0-9]+", rule))
