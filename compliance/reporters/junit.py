"""JUnit XML, which every build server shows: a suite a report, a case a rule.

A finding that failed is a failure, whatever its severity, which is its type. JUnit has no word for what could not be
decided and for what is accepted by a decision on record: both are skipped cases that say why, and never passed ones.

There are no attributes but those of the schema that Jenkins holds files against, for it refuses all others: the file
stands at the suite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from compliance.findings import Fault, Finding, ReportResult, RunResult
from compliance.reporters.causes import Cause, grouped, in_short
from compliance.reporters.wording import decision_text, kind_of, law_text, place_text, told
from compliance.reporters.xmltext import xml_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(result: RunResult, view: View) -> str:
    """The whole run as one document."""
    root = ET.Element("testsuites", name="govcheck")
    root.extend(_suite(report, view.lang) for report in result.reports)
    if result.faults:
        suite = _element("testsuite", name="govcheck")
        root.append(_with_counts(suite, _faults(result.faults, view.lang)))
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(report: ReportResult, lang: str) -> ET.Element:
    suite = _element("testsuite", name=report.source, file=report.source)
    properties = {"sha256": report.sha256, "agency": report.agency, "year": report.year, "form": report.form}
    known = {key: value for key, value in properties.items() if value is not None}
    known |= {f"rules.{rules.name}": f"{rules.version} {rules.sha256}" for rules in report.rule_sets}
    if known:
        listed = ET.SubElement(suite, "properties")
        listed.extend(_element("property", name=key, value=value) for key, value in known.items())
    return _with_counts(suite, _cases(report, lang))


def _cases(report: ReportResult, lang: str) -> Iterator[ET.Element]:
    if report.error is not None:
        text = report.error.text(lang)
        yield _case("govcheck", told(lang, "severity-unreadable"), "error", text, lines=[text])
    for cause, findings in grouped(report, report.findings):
        for finding in findings:
            yield _finding(finding, cause, lang)
    spoken_of = {finding.rule for finding in report.findings}
    for rule in report.applied:
        name = f"{rule.rule} {rule.title}"
        if rule.rule not in spoken_of and rule.passed:
            yield _case(rule.origin, name)
        elif rule.rule not in spoken_of:
            yield _case(rule.origin, name, "skipped", told(lang, "severity-not_applicable"))
    yield from _faults(report.faults, lang)


def _finding(finding: Finding, cause: Cause | None, lang: str) -> ET.Element:
    name = " ".join(filter(None, (finding.rule, finding.title, place_text(finding, lang))))
    kind = kind_of(finding)
    if finding.waived is not None:
        decision = decision_text(finding, lang)
        what = finding.message
        if decision:
            what = told(lang, "waived-because", line=what, decision=decision)
        text = told(lang, "titled", title=told(lang, "severity-waived"), what=what)
        return _case(finding.origin, name, "skipped", text)
    if kind == "unknown":
        text = told(lang, "titled", title=told(lang, "severity-unknown"), what=finding.message)
        return _case(finding.origin, name, "skipped", text)
    lines = [
        finding.message,
        in_short(cause, lang) if cause else "",
        law_text(finding, lang),
        finding.because,
    ]
    return _case(finding.origin, name, "failure", finding.message, lines=lines, type_=kind)


def _faults(faults: Iterable[Fault], lang: str) -> Iterator[ET.Element]:
    for fault in faults:
        name = told(lang, "titled", title=told(lang, "severity-fault"), what=fault.origin)
        yield _case(fault.origin, name, "error", fault.message)


def _case(
    origin: str,
    name: str,
    outcome: str | None = None,
    message: str = "",
    *,
    lines: Iterable[str] = (),
    type_: str = "",
) -> ET.Element:
    """One case; *origin* is the rule set or plug-in that build servers group by."""
    case = _element("testcase", classname=origin or "govcheck", name=name)
    if outcome is not None:
        told_by = _element(outcome, message=message)
        if outcome != "skipped":
            told_by.set("type", type_ or outcome)
        told_by.text = "\n".join(xml_text(line) for line in lines if line) or None
        case.append(told_by)
    return case


def _with_counts(suite: ET.Element, cases: Iterable[ET.Element]) -> ET.Element:
    listed = list(cases)
    suite.extend(listed)
    suite.set("tests", str(len(listed)))
    for key, outcome in _COUNTED.items():
        suite.set(key, str(sum(1 for case in listed if case.find(outcome) is not None)))
    return suite


def _element(tag: str, /, **attributes: object) -> ET.Element:
    return ET.Element(tag, {key: xml_text(str(value)) for key, value in attributes.items()})
