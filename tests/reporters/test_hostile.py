"""Hostile text in every field of everything is harmless in every output."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from lxml import html
from markdown_it import MarkdownIt

from compliance import shipped
from compliance.errors import ReadError
from compliance.findings import Fault, Picture, ReportResult, RunResult
from compliance.messages import Message
from compliance.plugins import View
from compliance.plugins.specs import NEEDS
from compliance.reporters.line import without_commands
from compliance.session import Options, check_files

REPORTERS = {reporter.name: reporter for reporter in shipped.govcheck_reporters()}
TEXTS = [
    pytest.param("<script>alert(1)</script><img src=x onerror=alert(1)>", id="HTML"),
    pytest.param('" onmouseover="alert(1)', id="an attribute"),
    pytest.param("]]><b>&amp;&#x3c;", id="XML"),
    pytest.param("{{ 7 * 7 }}{% raw %}", id="a template"),
    pytest.param("a\n::error::b\r\n##[error]c\n# d", id="lines and commands"),
    pytest.param("\x00\x07\x1b[31m\x1b]0;t\x07\x7f\x85\x9b2J", id="control characters"),
    pytest.param("abc\u202edef\u2066ghi\u200f", id="direction marks"),
    pytest.param("\ud83d\ufffe\uffff", id="no characters"),
    pytest.param("[a](javascript:alert) ![b](http://e.example/x.png) `c` |d|", id="Markdown"),
    pytest.param("%0A::error::x,title=y:z%", id="workflow commands"),
]
# What acts on a terminal or turns the direction of writing, but for line ends.
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def spoiled(value: Any, text: str) -> Any:
    """The same thing with *text* in place of every text, but for those that hold it together."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {"cause", "number", "section", "standing"}
        return dataclasses.replace(
            value,
            **{
                field.name: spoiled(getattr(value, field.name), text)
                for field in dataclasses.fields(value)
                if field.name not in kept and field.init
            },
        )
    if isinstance(value, str) and not isinstance(value, Enum):
        return text
    if isinstance(value, Mapping):
        return {key: held if key in ("id", "slip") else spoiled(held, text) for key, held in value.items()}
    if isinstance(value, (tuple, frozenset)):
        return type(value)(spoiled(item, text) for item in value)
    return value


@pytest.fixture(scope="module")
def checked(example_reports: Path) -> ReportResult:
    """The shipped draft with all that outputs may need, as if it were a page with a picture."""
    draft = str(example_reports / "linhu-2024-draft.md")
    report = check_files([draft], Options(needs=frozenset(NEEDS))).reports[0]
    at = {"page": 1, "box": [1.0, 2.0, 3.0, 4.0]}
    findings = tuple(
        dataclasses.replace(
            finding, cells=tuple(dataclasses.replace(cell, at=at | {"part": "x"}) for cell in finding.cells)
        )
        for finding in report.findings
    )
    assert report.numbers
    return dataclasses.replace(
        report, findings=findings, pictures=(Picture(1, 595, 842, b"x"),), unpictured="没有画全"
    )


def rendered(name: str, checked: ReportResult, full: ReportResult, text: str) -> str:
    """What a reporter makes of hostile reports."""
    broken = ReportResult(text, error=ReadError(Message("documents.damaged", part=text), text))
    reports = (spoiled(checked, text), spoiled(full, text), broken)
    view = View(show=frozenset({"passed", "unknown", "numbers"}), statistics=True)
    return REPORTERS[name].write(RunResult("0", reports, (Fault(text, text),)), view)


@pytest.mark.parametrize("name", REPORTERS)
@pytest.mark.parametrize("text", TEXTS)
def test_harmless(name: str, text: str, checked: ReportResult, full: ReportResult) -> None:
    """Nothing acts on a terminal, nothing turns the writing, and the output is still what it is."""
    made = rendered(name, checked, full, text)

    assert ACTING.findall(made) == []
    CHECKS[name](made)


def is_json(made: str) -> None:
    """It can be read."""
    json.loads(made)


def is_json_lines(made: str) -> None:
    """Every line can be read."""
    assert all(json.loads(line)["kind"] for line in made.split("\n") if line)


def is_xml(made: str) -> None:
    """It can be read, and has the elements of JUnit only."""
    tags = {element.tag for element in ET.fromstring(made.encode()).iter()}

    assert tags <= {
        *("testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped")
    }


def is_page(made: str) -> None:
    """No script, no handler, no picture but our own, and links stay on the page."""
    page = html.document_fromstring(made)

    assert page.xpath("//script | //b | //*[@onmouseover] | //*[@onerror]") == []
    assert page.xpath("//@src[not(starts-with(., 'data:'))]") == []
    assert len(page.xpath("//img")) == 1
    assert {href[0] for href in page.xpath("//@href")} == {"#"}
    assert "49" not in page.xpath("string(//title)")


def is_commands(made: str) -> None:
    """Every line is one command of ours."""
    for line in made.removesuffix("\n").split("\n"):
        assert re.fullmatch(r"::(error|warning|notice) (file|title)=[^:]*::.*", line)


def is_markdown(made: str) -> None:
    """Even where HTML is let through, there are no links, no pictures, no markup of others."""
    page = html.document_fromstring(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(made))
    headings = [" ".join(heading.text_content().split()) for heading in page.xpath("//h1")]

    assert page.xpath("//a | //img | //script | //b | //*[@onmouseover]") == []
    assert headings == ["检查结果"]


def is_log(made: str) -> None:
    """As it is printed, no line is a command of a build server, whichever it is."""
    printed = without_commands(made)

    assert not re.search(r"(?m)^\s*::|##\w*\[", printed)


CHECKS = {
    "terminal": is_log,
    "concise": is_log,
    "json": is_json,
    "sarif": is_json,
    "gitlab": is_json,
    "jsonl": is_json_lines,
    "junit": is_xml,
    "html": is_page,
    "github": is_commands,
    "markdown": is_markdown,
}


def test_every_field_is_spoiled(checked: ReportResult, full: ReportResult) -> None:
    """Each kind of thing that a result holds is there, so that each of its texts is tried."""
    held = {
        field.name
        for report in (
            checked,
            full,
            ReportResult("x", error=ReadError(Message("documents.damaged", part="x"), "x")),
        )
        for field in dataclasses.fields(report)
        if getattr(report, field.name)
    }

    assert held == {field.name for field in dataclasses.fields(ReportResult)}
    assert any(finding.waived for finding in full.findings)


def test_every_output_is_checked() -> None:
    """A new output is looked at as well."""
    assert set(REPORTERS) == set(CHECKS)
