"""The hall: plug-ins are wired, rules are found, documents are read and checked, results are gathered.

One document after another goes through the same steps; what goes wrong with one of them (it cannot be read, a
rule raises, a plug-in fails, our own code has a bug) is written down in its result and costs nothing of the
others.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from compliance import __version__, shipped
from compliance.baseline import Baseline
from compliance.causes import PROOF_SECONDS, Trust, folded, solver, with_causes
from compliance.context import Companions, Context
from compliance.documents import Document, documents
from compliance.engine.explain import Explainer
from compliance.engine.run import Outcome, evaluate
from compliance.errors import GovcheckError, PluginError, ReadError, UsageError
from compliance.findings import (
    Applied,
    Citation,
    Fault,
    Finding,
    Part,
    ReportResult,
    RunResult,
    Severity,
    Summary,
    Verdict,
    recounted,
)
from compliance.form.compiled import from_program
from compliance.library import Library
from compliance.messages import Message, say
from compliance.opening import Opened, Opener, lies_aside
from compliance.plugins import discovery
from compliance.plugins.manager import Plugins, many_of
from compliance.plugins.specs import Reporter
from compliance.readers.head import agency_kind
from compliance.readers.printed import differences, other_remarks
from compliance.report import Report
from compliance.waivers import Requirement, Waiver, decide
from compliance.workers import in_processes

if TYPE_CHECKING:
    from compliance.program import Program

PAYS_FROM = 40
"""So many documents are worth starting other processes for."""


PICTURED_UP_TO = 10
"""Of so many reports at once the pages are drawn; a page with the pictures of more could not be opened."""


@dataclass(frozen=True)
class Options:
    """What a run is to do, settled from command, environment and settings file.

    ``previous`` is last year's report, or a folder in which that of the same agency is looked for; ``units`` is a file
    that names all agencies of which the ``parts`` are the reports. ``needs`` is what results are to hold beside
    findings (:data:`compliance.plugins.specs.NEEDS`). ``waivers`` are the decisions on record. ``solver`` is
    ``auto`` (used if it is installed), ``always`` or ``never``; ``trust`` says how much inner cells and totals are
    trusted.
    """

    lang: str = "zh"
    rules: tuple[str, ...] = ()
    previous: str | None = None
    parts: tuple[str, ...] = ()
    units: str | None = None
    published: str | None = None
    agency_kind: str | None = None
    name: str | None = None
    baseline: str | None = None
    waivers: tuple[Waiver, ...] = ()
    solver: str = "auto"
    trust: Trust = field(default_factory=Trust)
    allow_empty: bool = False
    needs: frozenset[str] = frozenset()
    use_cache: bool = True
    use_installed_plugins: bool = True
    plugins: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    settings_file: str | None = None
    exclude: tuple[str, ...] = ()
    jobs: int | str = "auto"
    verbose: bool = False


def check_files(paths: Sequence[str], options: Options | None = None) -> RunResult:
    """Check reports.

    :param paths: Files, folders, ``-``.
    :raises GovcheckError: The rules, a plug-in or the options cannot be used. What is wrong with a document
        is in its result.
    """
    return Session(options or Options()).check(paths)


class Session:
    """Rules and plug-ins of one run, ready to check.

    :raises UsageError: A rule set or plug-in that was named is not there.
    :raises PluginError: A plug-in uses a hook wrongly.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.idle_waivers: tuple[Waiver, ...] = ()
        """The decisions of which the reports that were checked last have no use any more."""
        self.plugins = Plugins(options.lang, traces=options.verbose)
        self.plugins.add(shipped.NAME, shipped)
        if options.use_installed_plugins:
            self.plugins.add_installed(discovery.installed(remember=options.use_cache))
        self.plugins.add_named(options.plugins)
        self.library = Library(self.plugins, options.rules, use_cache=options.use_cache)
        self.opener = Opener(self.plugins, self.library)

    # ── what plug-ins bring ──────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def reporters(self) -> dict[str, Reporter]:
        """Every output by its name, the shipped ones first; one of a plug-in takes the place of its
        namesake."""
        answers, faults = self.plugins.ask("govcheck_reporters", many_of(Reporter))
        self.plugins.faults += faults
        return {reporter.name: reporter for _, brought in reversed(answers) for reporter in brought}

    def keep_for(self, reporters: Iterable[Reporter]) -> None:
        """Keep in the results what these reporters need."""
        needs = self.options.needs.union(*(reporter.needs for reporter in reporters))
        self.options = replace(self.options, needs=needs)

    # ── checking ─────────────────────────────────────────────────────────────────────────────────────────────

    def check(self, paths: Sequence[str]) -> RunResult:
        """Check the documents that *paths* mean.

        :raises GovcheckError: The rules or the options cannot be used.
        """
        return self.check_documents(self.found(paths))

    def found(self, paths: Sequence[str]) -> list[Document]:
        """The documents that *paths* mean.

        :raises UsageError: There are several, and one report of last year for them; or a list of units without their
            reports.
        """
        options = self.options
        found = documents(
            paths,
            self.opener.endings,
            name=options.name,
            exclude=options.exclude,
            allow_empty=options.allow_empty,
        )
        if options.units is not None and not options.parts:
            raise UsageError(Message("session.units-without-parts"))
        if options.previous is not None and len(found) > 1 and not os.path.isdir(options.previous):
            raise UsageError(Message("session.one-previous", count=len(found)))
        return found

    def check_documents(
        self, found: Sequence[Document], advance: Callable[[], None] = lambda: None
    ) -> RunResult:
        """Check documents.

        :param advance: Called when one is done, whichever.
        :raises GovcheckError: The rules or the options cannot be used.
        """
        self.library.load()
        self._known_severities()
        self._has_solver  # noqa: B018 - asked for and not there: told before the first report is read
        baseline = Baseline.read(self.options.baseline) if self.options.baseline is not None else None
        has_pictures = "pictures" in self.options.needs and len(found) <= PICTURED_UP_TO
        if has_pictures:
            # Standard input can be read but once.
            found = [each.held() for each in found]
        jobs = self._jobs(len(found))
        results = self._in_processes(found, jobs, advance) if jobs > 1 else []
        if jobs <= 1:
            for each in found:
                results.append(self.result(each))
                advance()
        found, results, aside = self._without_asides(found, results)
        results, remarks = self._decided(results)
        if baseline is not None:
            results = [baseline.without_known(result, self.options.lang) for result in results]
        if has_pictures:
            results = [self._pictured(*each) for each in zip(found, results, strict=True)]
        faults = (*self.plugins.faults, *self.library.faults)
        return RunResult(__version__, tuple(results), faults, (*aside, *remarks))

    def _without_asides(
        self, found: Sequence[Document], results: Sequence[ReportResult]
    ) -> tuple[list[Document], list[ReportResult], tuple[str, ...]]:
        """What was checked, without the README that lies among reports and is none; it is told that it was not."""
        kept, aside = [], []
        for document, result in zip(found, results, strict=True):
            if lies_aside(document, result.error):
                aside.append(say(self.options.lang, "session.aside", file=document.name))
            else:
                kept.append((document, result))
        return [document for document, _ in kept], [result for _, result in kept], tuple(aside)

    def _pictured(self, document: Document, result: ReportResult) -> ReportResult:
        """The result with pictures of the pages that open findings stand on, if it has pages; else as it is."""
        from compliance.readers.pictures import pages_with_findings, pictures_of, undrawn

        pages = pages_with_findings(result.findings)
        if not pages:
            return result
        try:
            pictures = pictures_of(document.read(), document.name, pages)
        except ReadError as error:
            return replace(result, unpictured=error.message.text(self.options.lang))
        missing = undrawn(pages, pictures)
        return replace(
            result, pictures=pictures, unpictured="" if missing is None else missing.text(self.options.lang)
        )

    def _in_processes(
        self, found: Sequence[Document], jobs: int, advance: Callable[[], None]
    ) -> list[ReportResult]:
        def died(document: Document) -> ReportResult:
            told = say(self.options.lang, "session.worker-ended")
            return ReportResult(document.name, faults=(Fault(shipped.NAME, told),))

        # A worker has no standard input: what comes from there is read here.
        taken = [each.taken() for each in found]
        make = partial(_ready, self.options)
        return in_processes(taken, jobs, self.result, make=make, died=died, advance=advance)

    def _jobs(self, count: int) -> int:
        wanted = self.options.jobs
        if isinstance(wanted, int):
            return min(wanted, count)
        return min(os.cpu_count() or 1, count) if count >= PAYS_FROM else 1

    def result(self, document: Document) -> ReportResult:
        """All that can be said of one document. Never raises: whatever happens is in the result."""
        lang = self.options.lang
        digest = None
        faults: list[Fault] = []
        try:
            data = document.read()
            digest = sha256(data).hexdigest()
            read = self.opener.laid_out(
                self._completed(self.opener.read(document.name, data, faults)), document.name
            )
            context = self._companions.of(read, document.name, faults)
            return self._checked(read, document.name, digest, faults, context)
        except PluginError as error:
            return ReportResult(
                document.name, digest, faults=(*faults, Fault(error.plugin, error.text(lang)))
            )
        except GovcheckError as error:
            return ReportResult(document.name, digest, faults=tuple(faults), error=error)
        except Exception as error:  # noqa: BLE001 - our bug: shown with its traceback, and the other reports are checked
            traceback.print_exc()
            told = say(lang, "session.bug", error=_told(error))
            return ReportResult(document.name, digest, faults=(*faults, Fault(shipped.NAME, told)))

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────

    def read(self, document: Document) -> tuple[Report, Program, list[Fault]]:
        """Read one document without checking it.

        :raises ReadError: It cannot be read.
        """
        faults: list[Fault] = []
        report = self.opener.read(document.name, document.read(), faults)
        return report, self.library.fitting(report, document.name), faults

    @cached_property
    def _companions(self) -> Companions:
        """What goes with the reports of this run."""
        options = self.options
        return Companions(
            self.opener,
            options.lang,
            previous=options.previous,
            parts=options.parts,
            units=options.units,
            exclude=options.exclude,
        )

    def _completed(self, report: Report) -> Report:
        """The report with what was given beside it."""
        options = self.options
        kind = options.agency_kind or report.agency_kind
        if kind is None and report.agency is not None:
            kind = agency_kind(report.agency)
        return replace(report, agency_kind=kind, published=options.published or report.published)

    # ── one report ───────────────────────────────────────────────────────────────────────────────────────────

    def check_report(
        self,
        report: Report,
        name: str = "",
        previous: Report | None = None,
        parts: Sequence[Report] | None = None,
    ) -> ReportResult:
        """Check a report that is in memory already.

        :param name: How the result calls it.
        :raises ReadError: No rules fit it, or one of the others.
        """
        read = self.opener.laid_out(self._completed(report), name)
        earlier = None if previous is None else self.opener.beside(previous, "previous", read.program)
        others = None
        if parts is not None:
            others = tuple(self.opener.beside(part, part.agency or "", read.program) for part in parts)
        checked = self._checked(read, name, None, [], Context(earlier, others))
        return self._decided([checked])[0][0]

    def _checked(
        self,
        read: Opened,
        name: str,
        digest: str | None,
        faults: list[Fault],
        context: Context,
    ) -> ReportResult:
        options, program = self.options, read.program
        context.lay_beside(read.sheet)
        functions = self.library.functions
        outcome = evaluate(program, read.sheet, functions)
        explainer = Explainer(
            program,
            read.sheet,
            read.as_json,
            options.lang,
            functions=functions,
            translations=self.library.translations(program, options.lang),
        )
        found_open = explainer.findings(outcome)
        seconds = PROOF_SECONDS if self._has_solver else 0.0
        told, causes = with_causes(
            program,
            read.sheet,
            outcome,
            found_open,
            functions,
            proof_seconds=seconds,
            trust=options.trust,
        )
        undecided = _undecided(told)
        told = folded(
            program, read.sheet, outcome, told, options.lang, functions=functions, is_decided=self._is_decided
        )
        undecided -= _undecided(told)
        told += differences(read.report, _form_clause(program), options.lang)
        findings = [self._at_severity(finding) for finding in told]
        faults += [self._rule_fault(*raised) for raised in outcome.faults]
        found, failed = self.plugins.ask(
            "govcheck_check",
            many_of(Finding),
            report=read.report,
            previous=context.previous.report if context.previous else None,
            parts=tuple(part.report for part in context.parts or ()),
        )
        faults += failed
        for plugin, brought in found:
            findings += [self._at_severity(_complete(finding, plugin)) for finding in brought]
        findings, changes, failed = self.plugins.amend(findings, read.report)
        faults += failed
        # A decision is of no use any more only where the rule passes at its place.
        is_spoken_of = any(each.concerns(read.report.agency, read.report.year) for each in options.waivers)
        keeps_passed = is_spoken_of or "passed" in options.needs
        applied, passed = explainer.cover_sheet() if keeps_passed else ((), ())
        keeps_report = "report" in options.needs
        numbers = explainer.numbers() if "numbers" in options.needs else ()
        return ReportResult(
            source=name,
            sha256=digest,
            agency=read.report.agency,
            year=read.report.year,
            form=read.report.form,
            rule_sets=self.library.refs(program),
            summary=_summary(outcome, findings, undecided),
            findings=tuple(findings),
            causes=causes,
            passed=passed,
            numbers=numbers,
            changes=(*self.library.changes(program, options.lang), *self._settled(), *changes),
            remarks=(
                *(say(options.lang, key, **values) for key, values in other_remarks(read.report)),
                *context.remarks,
            ),
            faults=tuple(faults),
            parts=_parts(program),
            applied=tuple(map(self._applied_at_severity, applied)),
            report=read.report if keeps_report else None,
            printed=from_program(program) if keeps_report else None,
        )

    def _rule_fault(self, rule: str, origin: str, error: Exception) -> Fault:
        lang = self.options.lang
        if isinstance(error, PluginError):
            return Fault(error.plugin, error.text(lang))
        traceback.print_exception(error)
        return Fault(origin, say(lang, "session.rule-raised", rule=rule, origin=origin, error=_told(error)))

    # ── causes ───────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _has_solver(self) -> bool:
        """Whether the solver works out the causes that the search does not find.

        :raises UsageError: It was asked for and is not installed.
        """
        if self.options.solver == "never" or solver.is_installed():
            return self.options.solver != "never"
        if self.options.solver == "always":
            raise UsageError(Message("session.no-solver"))
        return False

    # ── decisions on record ──────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        """What decisions have to know of every rule; where rule sets have a rule of the same name, the strictest."""
        known: dict[str, Requirement] = {}
        for program in self.library.programs:
            for rule in program["rules"]:
                told = Requirement(Severity(rule["severity"]), rule["explainable"])
                known[rule["name"]] = told.stricter(known.get(rule["name"], told))
        return known

    def _is_decided(self, finding: Finding) -> bool:
        """Whether a decision accepts this very finding, of whatever report."""
        return any(waiver.accepts(finding) for waiver in self.options.waivers)

    def _decided(self, results: Sequence[ReportResult]) -> tuple[list[ReportResult], tuple[str, ...]]:
        """The results with what is accepted marked, and what is to be said of decisions as a whole."""
        options = self.options
        today = datetime.now().astimezone().date()
        decided = decide(results, options.waivers, self.requirements, today, options.lang)
        self.idle_waivers = decided.idle
        if options.waivers and "passed" not in options.needs:
            return [replace(each, applied=(), passed=()) for each in decided.results], decided.remarks
        return list(decided.results), decided.remarks

    # ── severities of one's own ──────────────────────────────────────────────────────────────────────────────

    def _known_severities(self) -> None:
        """:raises UsageError: The settings name a rule that there is not."""
        known = self.library.severities
        for rule in self.options.severity:
            if known and rule not in known:
                near = get_close_matches(rule, known, 1)
                offer = Message("session.is-it", near=near[0]) if near else ""
                raise UsageError(Message("session.severity-unknown", rule=rule, near=offer))

    def _at_severity(self, finding: Finding) -> Finding:
        severity = self.options.severity.get(finding.rule)
        return finding if severity is None else replace(finding, severity=Severity(severity))

    def _applied_at_severity(self, applied: Applied) -> Applied:
        severity = self.options.severity.get(applied.rule)
        return applied if severity is None else replace(applied, severity=Severity(severity))

    def _settled(self) -> Iterator[str]:
        """What the settings make of the severities of rules, told: nothing is lowered in silence."""
        for rule, severity in self.options.severity.items():
            before = self.library.severities.get(rule)
            if before is not None and before != severity:
                yield say(
                    self.options.lang,
                    "session.severity-set",
                    file=self.options.settings_file or "",
                    rule=rule,
                    before=Message(f"session.{before}"),
                    after=Message(f"session.{severity}"),
                )


# ── what a run comes to ──────────────────────────────────────────────────────────────────────────────────────


def _summary(outcome: Outcome, findings: Sequence[Finding], folded_away: int) -> Summary:
    """The counts. What cannot be told is counted by instances, however few findings tell it."""
    counted = Summary(
        passed=outcome.passed,
        unknown=_undecided(findings) + folded_away,
        not_applicable=outcome.not_applicable,
        waiting=dict(outcome.waiting),
    )
    return recounted(counted, findings)


def _undecided(findings: Sequence[Finding]) -> int:
    return sum(1 for finding in findings if finding.verdict is Verdict.UNKNOWN)


def _complete(finding: Finding, plugin: str) -> Finding:
    """A plug-in's finding with what it may leave out, and without what is not for it to say."""
    fingerprint = finding.fingerprint
    if not fingerprint:
        told = [finding.rule, finding.message, *(f"{k}={v}" for k, v in finding.instance.items())]
        fingerprint = sha256("\n".join(told).encode()).hexdigest()[:16]
    return replace(finding, fingerprint=fingerprint, origin=finding.origin or plugin, waived=None)


def _form_clause(program: Program) -> list[Citation]:
    """What prescribes the printed form: the template in the instrument that the form's rules call 格式."""
    law = program["laws"].get("格式")
    return [] if law is None else [Citation(law[1] or law[0], "模板")]


def _parts(program: Program) -> tuple[Part, ...]:
    return tuple(
        Part(
            heading[0], heading[1], tuple(t for t, told in program["tables"].items() if told[1] == heading[0])
        )
        for heading in program["headings"]
    )


def _told(error: Exception) -> str:
    return " ".join("".join(traceback.format_exception_only(error)).split())


def _ready(options: Options) -> Callable[[Document], ReportResult]:
    """A way to check in a process that has nothing yet."""
    session = Session(options)
    session.library.load()
    return session.result
