"""A document becomes what the rules see of it, and what findings quote."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from compliance.engine.sheet import Sheet, sheet_of
from compliance.errors import GovcheckError, ReadError
from compliance.messages import Message
from compliance.plugins.manager import many_of
from compliance.report import Report, report_to_json

if TYPE_CHECKING:
    from compliance.documents import Document
    from compliance.findings import Fault
    from compliance.library import Library
    from compliance.plugins.manager import Plugins
    from compliance.program import Program

NO_REPORT = Message("reading.no-report")
"""What a reader says of a document that is none."""


@dataclass(frozen=True)
class Opened:
    """A document that could be read, as rules see it and as findings quote it."""

    report: Report
    as_json: dict[str, Any]
    program: Program
    sheet: Sheet


class Opener:
    """Reads documents with the readers of all plug-ins, and lays them out for the rules that fit."""

    def __init__(self, plugins: Plugins, library: Library) -> None:
        self.plugins = plugins
        self.library = library

    @cached_property
    def endings(self) -> list[str]:
        """The endings of files in a folder that may be reports."""
        answers, faults = self.plugins.ask("govcheck_readable", many_of(str))
        self.plugins.faults += faults
        return sorted({ending.lower() for _, brought in answers for ending in brought})

    def read(self, name: str, data: bytes, faults: list[Fault]) -> Report:
        """The report that a document is.

        :param faults: What plug-ins do wrong is added to them.
        :raises ReadError: It cannot be read.
        """
        report, failed = self.plugins.read(name, data, self.library.forms)
        faults += failed
        if report is None:
            # Where a reader failed, the document may be one of its own: that is its fault, not the document's.
            key = "session.reader-failed" if failed else "session.no-reader"
            raise ReadError(Message(key, endings=" ".join(self.endings)), name)
        return report

    def laid_out(self, report: Report, name: str) -> Opened:
        """A report laid out for the rules that fit it.

        :raises ReadError: None do.
        """
        program = self.library.fitting(report, name)
        as_json = report_to_json(report)
        return Opened(report, as_json, program, sheet_of(program, as_json))

    def beside(self, report: Report, name: str, program: Program) -> Opened:
        """Another report laid out for the rules of the one that is checked: what its own edition does not have is
        absent. Findings call it by *name*."""
        self.library.fitting(report, name)
        as_json = report_to_json(report)
        return Opened(report, as_json, program, sheet_of(program, as_json, name))


def lies_aside(document: Document, error: GovcheckError | None) -> bool:
    """Whether it is a README that lies among reports and is none."""
    return document.is_aside and isinstance(error, ReadError) and error.message == NO_REPORT
