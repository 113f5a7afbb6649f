"""For those who write rules and plug-ins: a plug-in of pytest.

It comes with ``pip install 'govcheck[testing]'`` and needs no configuration. Its fixtures:

``report``          makes a report in which every cell that is not named is 0
``check``           checks a report with the rules and plug-ins that are installed, and gives the result
``assert_finds``    a rule finds something in a report, where it should
``assert_clean``    rules find nothing in a report, and nothing that they could not decide
``assert_proved``   the examples of a rule set hold, and notice every change of a sign

Which rules and plug-ins are used is settled by overriding one more, ``govcheck_options``, in ``conftest.py``::

    @pytest.fixture(scope="session")
    def govcheck_options():
        return Options(rules=("rules/js-city",))

Nothing of govcheck is imported before a test asks for it: pytest loads this module in every project of the
environment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:
    from compliance.findings import Finding, ReportResult
    from compliance.form import Form
    from compliance.report import Report
    from compliance.session import Options, Session

    Value: TypeAlias = "int | Decimal | str | None"

MOST_TOLD = 20
ABSENT = "absent"
"""In ``cells``: the reader did not find the cell. None is a blank cell, another text is a text."""


@pytest.fixture(scope="session")
def govcheck_options() -> Options:
    """What is checked with: override it to choose rules or plug-ins."""
    from compliance.session import Options

    return Options()


@pytest.fixture(scope="session")
def govcheck_session(govcheck_options: Options) -> Session:
    """Rules and plug-ins, loaded once. A fault of one of them fails the tests that use it."""
    from compliance.session import Session

    session = Session(govcheck_options)
    session.library.load()
    _no_faults((*session.plugins.faults, *session.library.faults))
    return session


@pytest.fixture
def report(govcheck_session: Session) -> Callable[..., Report]:
    """Make a report: ``report(cells={"依申请公开": {("本年新收", "总计"): 30}}, parts={"六": "…"},
    year=2024)``.

    Cells that are not named are 0, parts that are not named are empty, and all parts have the titles of the
    template. ``edition`` chooses the form; the other arguments are fields of
    :class:`~compliance.report.Report`.
    """

    def make(
        *,
        cells: Mapping[str, Mapping[tuple[str, str], Value]] | None = None,
        parts: Mapping[str, str | Sequence[str]] | None = None,
        edition: str | None = None,
        **fields: Any,
    ) -> Report:
        forms = govcheck_session.library.forms
        form = next(form for form in forms if edition in (None, form.edition))
        return _report(form, cells or {}, parts or {}, fields)

    return make


@pytest.fixture
def check(govcheck_session: Session) -> Callable[..., ReportResult]:
    """Check a report: ``check(made, previous=…, parts=[…])``. A plug-in that fails, fails the test."""

    def checked(
        made: Report, *, previous: Report | None = None, parts: Sequence[Report] | None = None
    ) -> ReportResult:
        result = govcheck_session.check_report(made, "report", previous, parts)
        _no_faults(result.faults)
        return result

    return checked


@pytest.fixture
def assert_finds(check: Callable[..., ReportResult]) -> Callable[..., Finding]:
    """A rule fails where it should: ``assert_finds(made, "js.backlog", column="总计")`` gives the finding.

    ``verdict`` is ``fail`` unless said otherwise; ``severity`` and ``says`` (a piece of the message) are
    looked at where given; all other names are those of the place.
    """

    def finds(
        made: Report,
        rule: str,
        *,
        verdict: str = "fail",
        severity: str | None = None,
        says: str = "",
        previous: Report | None = None,
        parts: Sequence[Report] | None = None,
        **place: str,
    ) -> Finding:
        found = check(made, previous=previous, parts=parts).findings
        for finding in found:
            if (
                (finding.rule, finding.verdict) == (rule, verdict)
                and severity in (None, finding.severity)
                and says in finding.message
                and place.items() <= dict(finding.instance).items()
            ):
                return finding
        wanted = " ".join(filter(None, (rule, verdict, severity, says, *place.values())))
        pytest.fail(f"{wanted}: not among the findings\n{_told(found, rule)}", pytrace=False)

    return finds


@pytest.fixture
def assert_clean(check: Callable[..., ReportResult]) -> Callable[..., ReportResult]:
    """Rules find nothing: ``assert_clean(made, "js.*")``; without a name: no rule at all."""

    def clean(
        made: Report,
        *rules: str,
        previous: Report | None = None,
        parts: Sequence[Report] | None = None,
    ) -> ReportResult:
        result = check(made, previous=previous, parts=parts)
        found = [f for f in result.findings if not rules or any(fnmatchcase(f.rule, name) for name in rules)]
        if found:
            pytest.fail(f"expected no finding\n{_told(found)}", pytrace=False)
        return result

    return clean


@pytest.fixture
def assert_proved(govcheck_session: Session) -> Callable[[str], None]:
    """The examples of a rule set hold, and one of them notices every change of a sign:
    ``assert_proved("js-city")``."""

    def proved(rule_set: str) -> None:
        from compliance.engine.proof import prove, surviving_mutants

        library = govcheck_session.library
        mistakes = []
        known = set()
        for program in library.programs:
            rules = {rule["name"] for rule in program["rules"] if rule["origin"] == rule_set}
            known |= rules
            for proof in prove(program, library.functions):
                if proof.rule in rules and not proof.holds:
                    where = f"{proof.file}:{proof.line}: {proof.rule}"
                    mistakes.append(f"{where}: the example says {proof.claimed}, the rule says {proof.found}")
            for mutant in surviving_mutants(program, library.functions):
                if mutant.rule in rules:
                    change = f"{mutant.before} for {mutant.after} in {mutant.clause}"
                    mistakes.append(f"{mutant.rule}: no example notices {change}")
        if not known:
            mistakes.append(f"there is no rule set {rule_set}, or it has no rule")
        if mistakes:
            pytest.fail("\n".join(mistakes), pytrace=False)

    return proved


# ── making reports ───────────────────────────────────────────────────────────────────────────────────────────


def _report(
    form: Form,
    cells: Mapping[str, Mapping[tuple[str, str], Value]],
    parts: Mapping[str, str | Sequence[str]],
    fields: Mapping[str, Any],
) -> Report:
    from compliance.report import Cell, Paragraph, Report, Section

    tables: dict[str, dict[str, dict[str, Cell]]] = {table.name: {} for table in form.tables}
    for name in form.cells:
        tables[name.table].setdefault(name.row, {})[name.column] = Cell(value=0)
    for table, values in cells.items():
        for (row, column), value in values.items():
            if not form.table(table).has(row, column) and form.table(table).open_rows is None:
                raise KeyError(f"{table} has no cell [{row}, {column}]")
            if value == ABSENT:
                tables[table][row].pop(column)
            else:
                cell = Cell(text=value) if isinstance(value, str) else Cell(value=value)
                tables[table].setdefault(row, {})[column] = cell
    sections = []
    for heading in form.headings:
        told = parts.get(heading.number, ())
        paragraphs = [told] if isinstance(told, str) else told
        sections.append(Section(heading.number, heading.title, tuple(Paragraph(text) for text in paragraphs)))
    year = fields.get("year", form.since)
    return Report(form=form.edition, sections=tuple(sections), tables=tables, **{"year": year, **fields})


def _no_faults(faults: Sequence[Any]) -> None:
    if faults:
        pytest.fail("\n".join(fault.message for fault in faults), pytrace=False)


def _told(findings: Sequence[Finding], rule: str = "") -> str:
    """What was found, that of *rule* first; of many the first."""
    ordered = sorted(findings, key=lambda finding: finding.rule != rule)
    lines = [f"  {f.severity} {f.verdict} {f.rule}: {f.message}" for f in ordered[:MOST_TOLD]]
    if len(ordered) > MOST_TOLD:
        lines.append(f"  … and {len(ordered) - MOST_TOLD} more")
    return "\n".join(lines) or "  (none)"
