"""What a check has to say: verdicts, findings, and the result of one report and of a run.

A finding is complete by itself: a reporter needs neither the rule set nor the report to show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from compliance.errors import GovcheckError

if TYPE_CHECKING:
    from compliance.form import Form
    from compliance.report import Report


class Verdict(StrEnum):
    """What an instance came to."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much a failure matters, mildest first."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 2 for an error."""
        return list(Severity).index(self)


Figure = int | Decimal


@dataclass(frozen=True, slots=True)
class Citation:
    """The clause that a rule enforces: the instrument as it is cited (number or title) and the clause in it."""

    instrument: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell that a finding speaks of, with what it holds: ``value`` for a number, ``text`` for other content,
    neither for a blank; ``found`` False where the reader did not find it. ``report`` names the other report
    (last year's, a part's) if it is not the one that is checked."""

    table: str
    row: str
    column: str
    value: Figure | None = None
    text: str | None = None
    found: bool = True
    report: str | None = None
    at: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class TextRef:
    """A stretch of the narrative: part (numeral, or ``title``/``preface``), paragraph from 1, character offsets from 0
    in the paragraph as report.json holds it, and the words themselves."""

    section: str
    paragraph: int | None
    start: int
    end: int
    quote: str
    at: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One instance of a rule that failed or could not be decided, complete by itself.

    ``instance`` holds the names of the row, column, section … at which the rule was applied. ``left``, ``right``,
    ``difference`` are the computed sides of a failed comparison of figures. ``because`` is the rule's reason.
    ``fingerprint`` stays the same while rule, place and the values that it names stay the same.
    ``origin`` is the rule set or plug-in that the rule comes from.
    """

    rule: str
    verdict: Verdict
    severity: Severity
    title: str
    message: str
    citations: tuple[Citation, ...] = ()
    because: str = ""
    instance: Mapping[str, str] = field(default_factory=dict)
    left: Figure | None = None
    right: Figure | None = None
    difference: Figure | None = None
    cells: tuple[CellRef, ...] = ()
    text: tuple[TextRef, ...] = ()
    fingerprint: str = ""
    origin: str = ""
    cause: str | None = None
    waived: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """One instance that passed, and with which figures."""

    rule: str
    title: str
    instance: Mapping[str, str]
    message: str


@dataclass(frozen=True, slots=True)
class Told:
    """One number of the narrative and its standing (:mod:`compliance.narrative.ledger`).

    ``value`` is None for a rough number; of a percentage it is the percentage as it is printed. ``rules`` gave it its
    standing, ``cells`` are those that it was held against.
    """

    text: TextRef
    value: Figure | None
    unit: str
    standing: str
    rules: tuple[str, ...] = ()
    cells: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule that was applied to a report: what it requires and why, and how many of its instances came to what.

    ``limits`` says what the rule does not see.
    """

    rule: str
    title: str
    severity: Severity
    citations: tuple[Citation, ...] = ()
    because: str = ""
    limits: str = ""
    origin: str = ""
    passed: int = 0
    failed: int = 0
    unknown: int = 0
    not_applicable: int = 0


@dataclass(frozen=True, slots=True)
class RuleSetRef:
    """Which rules were applied: the rule set's name, version and the SHA-256 of its text."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of instances. ``errors``, ``warnings``, ``notes`` count failures by severity. ``waiting`` counts the
    not applicable ones that only wait for something that was not given, by what: ``previous``, ``parts``,
    ``published``."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0
    waived: int = 0
    passed: int = 0
    unknown: int = 0
    not_applicable: int = 0
    waiting: Mapping[str, int] = field(default_factory=dict)


def recounted(summary: Summary, findings: Sequence[Finding]) -> Summary:
    """The summary with its failures counted anew. What is waived is counted as such, and as nothing else."""
    failed = Counter(f.severity for f in findings if f.verdict is Verdict.FAIL and f.waived is None)
    return replace(
        summary,
        errors=failed[Severity.ERROR],
        warnings=failed[Severity.WARNING],
        notes=failed[Severity.NOTE],
        waived=sum(1 for finding in findings if finding.waived is not None),
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that went wrong in a rule or a plug-in while others went on: never a silent pass. Status 3."""

    origin: str
    message: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report as the form prescribes it: its numeral, its title, the names of the tables in it."""

    number: str
    title: str
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of the document, from 1: its size in the points in which places are told, and what it looks like.

    ``kind`` is the media type of ``data``: a PNG of the page as it is printed, or an SVG that is drawn anew from the
    text and the lines that were read.
    """

    page: int
    width: float
    height: float
    data: bytes = field(repr=False)
    kind: str = "image/png"


@dataclass(frozen=True)
class ReportResult:
    """All that was found in one report, in the order of the report.

    ``error`` is set where the report could not be read: then there are no findings, and it is no pass.
    ``changes`` tells what local rule sets changed (raised, restricted, suspended), with their law and reason.
    ``parts`` are the form's, so that findings can be shown under the part that they belong to.

    Only where an output asks for it (``needs`` of :class:`compliance.plugins.Reporter`): ``passed`` and ``applied``,
    what passed and what every rule came to; ``report`` and ``printed``, the report as it was read and the form as it is
    printed; ``numbers``, every number of the narrative; ``pictures``, the pages with findings, and ``unpictured``, why
    some of them are missing.
    """

    source: str
    sha256: str | None = None
    agency: str | None = None
    year: int | None = None
    form: str | None = None
    rule_sets: tuple[RuleSetRef, ...] = ()
    summary: Summary = Summary()
    findings: tuple[Finding, ...] = ()
    passed: tuple[Passed, ...] = ()
    numbers: tuple[Told, ...] = ()
    causes: tuple[Mapping[str, Any], ...] = ()
    changes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    error: GovcheckError | None = None
    parts: tuple[Part, ...] = ()
    applied: tuple[Applied, ...] = ()
    report: Report | None = None
    printed: Form | None = None
    pictures: tuple[Picture, ...] = ()
    unpictured: str = ""


@dataclass(frozen=True)
class RunResult:
    """The results of one run of the command. ``faults`` and ``remarks`` are those that belong to no single report."""

    version: str
    reports: tuple[ReportResult, ...]
    faults: tuple[Fault, ...] = ()
    remarks: tuple[str, ...] = ()
