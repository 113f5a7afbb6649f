"""What was found before: an earlier JSON result, of which nothing is told again.

A finding is known by its fingerprint, which stays the same while rule, place and values stay the same, in the
earlier result of the same report: the same file, or the same agency and year. That something is left out is
always said.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from compliance.documents import Document
from compliance.errors import ReadError
from compliance.findings import ReportResult, recounted
from compliance.messages import Message, say

FORMAT = "result/1"


@dataclass(frozen=True)
class Baseline:
    """An earlier result: its file, and the fingerprints that it has for each report."""

    file: str
    known: tuple[tuple[frozenset[object], frozenset[str]], ...]
    """What names the report (its file; agency and year), and its fingerprints."""

    @classmethod
    def read(cls, file: str) -> Baseline:
        """The earlier result in a file.

        :raises ReadError: There is none in it.
        """
        data = Document(file, file).read()
        try:
            value = json.loads(data)
            known = [(frozenset(_names(r)), frozenset(_fingerprints(r))) for r in value["reports"]]
            if value["govcheck"] != FORMAT:
                raise ValueError(value["govcheck"])
        except (ValueError, TypeError, KeyError, RecursionError):
            raise ReadError(Message("session.no-result"), file) from None
        return cls(file, tuple(known))

    def without_known(self, result: ReportResult, lang: str) -> ReportResult:
        """The result without what is known, and a remark on what was left out."""
        names = set(_names({"source": result.source, "agency": result.agency, "year": result.year}))
        earlier = frozenset[str]().union(*(prints for known, prints in self.known if known & names))
        new = tuple(finding for finding in result.findings if finding.fingerprint not in earlier)
        count = len(result.findings) - len(new)
        gone = len(earlier - {finding.fingerprint for finding in result.findings})
        remarks = list(result.remarks)
        if count:
            remarks.append(say(lang, "session.known-already", count=count, file=self.file))
        if gone:
            remarks.append(say(lang, "session.gone", count=gone, file=self.file))
        summary = recounted(result.summary, new)
        return replace(result, findings=new, remarks=tuple(remarks), summary=summary)


def _names(report: dict[str, Any]) -> list[object]:
    names: list[object] = [report["source"]]
    if report["agency"] and report["year"]:
        names.append((report["agency"], report["year"]))
    return names


def _fingerprints(report: dict[str, Any]) -> list[str]:
    return [str(finding["fingerprint"]) for finding in report["findings"]]
