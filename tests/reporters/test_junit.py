"""JUnit XML: read back by junitparser, counted right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from compliance.findings import ReportResult, RunResult
from compliance.plugins import View
from compliance.reporters import junit


def read_back(*reports: ReportResult) -> JUnitXml:
    """What another program understands."""
    return JUnitXml.fromstring(junit.render(RunResult("0.1.0", reports), View()).encode())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_run(full_run: RunResult, lang: str, golden: Any) -> None:
    """A suite a report, a case a rule."""
    text = junit.render(full_run, View(lang=lang))
    golden(f"junit/run.{lang}.xml", text)

    assert ET.fromstring(text.encode()).tag == "testsuites"


SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit-10.xsd")))
"""What Jenkins holds files against; its licence is in it."""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sound_by_the_schema(full_run: RunResult, hostile: ReportResult, lang: str) -> None:
    """Whatever stands in the reports."""
    text = junit.render(replace(full_run, reports=(*full_run.reports, hostile)), View(lang=lang))

    assert SCHEMA.validate(etree.fromstring(text.encode())), SCHEMA.error_log


def test_counts(full: ReportResult) -> None:
    """Failures are failures, what is undecided or accepted is skipped, faults are errors, and the sums are right."""
    suite = next(iter(read_back(full)))
    kinds = Counter(type(result) for case in suite for result in case.result)

    assert (suite.failures, suite.errors, suite.skipped) == (kinds[Failure], kinds[Error], kinds[Skipped])
    assert (kinds[Failure], kinds[Error], kinds[Skipped]) == (12, 1, 3)
    assert suite.tests == len(list(suite)) == 17
    assert {case.result[0].type for case in suite if case.is_failure} == {"error", "warning", "note"}


def test_what_is_not_decided_never_passes(full: ReportResult) -> None:
    """Unknown and waived cases say so."""
    cases = {case.name: case for case in next(iter(read_back(full)))}
    unknown = cases["review.sums 复议诉讼各结果合计 行政复议"].result[0]
    waived = cases["years.carry-over 结转与上年衔接 总计"].result[0]

    assert unknown.message.startswith("未知：行政复议：不能判断")
    assert waived.message.endswith("相差 1（两个科室合并，审核人，2025-01-10，到 2025-12-31 为止）")


def test_a_decision_without_a_reason(draft: ReportResult) -> None:
    """It is told all the same."""
    finding = replace(draft.findings[2], waived={})
    case = next(iter(next(iter(read_back(replace(draft, findings=(finding,)))))))

    assert case.result[0].message.startswith("已有审核说明：自然人")


def test_what_xml_cannot_hold(draft: ReportResult) -> None:
    """Characters that no XML may hold are replaced, all others come through."""
    finding = replace(draft.findings[2], message="a\x00\x1b]]>&<b>\ufffe\ud83d\u202e", title="<script>")
    case = next(iter(next(iter(read_back(replace(draft, findings=(finding,)))))))

    assert case.result[0].message == "a\\u0000\\u001b]]>&<b>\ufffd\\ud83d\\u202e"
    assert case.name == "requests.balance <script> 自然人"
