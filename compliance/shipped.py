"""What govcheck itself brings, registered through the same hooks as any plug-in: so we feel what is wrong with them.

Each reader and reporter is imported when it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from compliance import resources
from compliance.findings import RunResult
from compliance.form import Form
from compliance.plugins.specs import Reporter, RuleSet, View, hookimpl
from compliance.report import Report, report_from_json

if TYPE_CHECKING:
    from compliance.program import Program

NAME = "govcheck"
"""How the outputs call what comes from here, where they call a plug-in by its name."""

_REPORTERS = {
    "terminal": (
        "给人看：按报告的次序，画出有问题的格",
        "for people: as the report is ordered, with the cells drawn",
    ),
    "concise": ("一行一条，给编辑器和 grep", "one line a finding, for editors and grep"),
    "json": ("给程序（result/1）", "for programs (result/1)"),
    "jsonl": ("给程序，一行一条", "for programs, an object a line"),
    "sarif": ("SARIF 2.1.0，给代码扫描和编辑器", "SARIF 2.1.0, for code scanning and editors"),
    "junit": ("JUnit XML，给构建服务器", "JUnit XML, for build servers"),
    "html": ("给人看的一页：问题、原文、通过的检查", "a page for people: findings, the report, what passed"),
    "markdown": ("Markdown，给合并请求和邮件", "Markdown, for merge requests and mails"),
    "github": ("GitHub 的注释", "annotations of GitHub"),
    "gitlab": ("GitLab 的代码质量报告", "GitLab's code quality report"),
}
_READERS = {
    "text": "text",
    "empty": "text",
    "html": "html",
    "pdf": "pdf",
    "zip": "office",
    "ole": "doc",
    "rtf": "doc",
}
"""Which module reads which kind of file (:class:`~compliance.readers.kinds.Kind`)."""

_FOR_PEOPLE = {"terminal", "concise"}
_NEEDS = {
    "html": ("passed", "report", "pictures", "numbers"),
    "json": ("numbers",),
    "jsonl": ("numbers",),
    "sarif": ("passed",),
    "junit": ("passed",),
}


@hookimpl
def govcheck_rule_sets() -> Iterable[RuleSet]:
    """The rule sets of ``rules/``."""
    return [RuleSet(name, files, resources.translations(name)) for name, files in resources.rule_sets()]


@hookimpl
def govcheck_readable() -> Iterable[str]:
    """What the shipped readers read."""
    texts, pages = (".txt", ".md", ".markdown"), (".html", ".htm", ".shtml")
    return [".json", *texts, ".docx", ".doc", ".wps", ".rtf", ".xlsx", ".pdf", ".ofd", *pages]


@hookimpl
def govcheck_read_report(name: str, data: bytes, forms: Sequence[Form]) -> Report | None:
    """Read ``report.json`` or a document: by its content, not by its name."""
    from compliance.readers.kinds import Kind, kind_of
    from compliance.readers.report_json import load_report_json
    from compliance.readers.report_schema import check_report, peek

    kind = kind_of(data)
    if kind is not Kind.JSON:
        reader = _READERS.get(kind.value)
        if reader is None:
            return None
        report: Report | None = import_module(f"compliance.readers.{reader}").read(name, data, forms)
        return report
    value = load_report_json(data, name)
    edition, _ = peek(value, name)
    known = {form.edition: form for form in forms}
    check_report(value, _names(known.get(edition)), name, lambda other: _names(known.get(other)))
    return report_from_json(value)


def _names(form: Form | None) -> Program | None:
    """The names that a form has, as the strict reader wants them."""
    if form is None:
        return None
    return {
        "edition": form.edition,
        "layout": tuple((cell.table, cell.row, cell.column) for cell in form.cells),
        "labels": {
            table.name: (
                {row.name: row.label for row in table.rows},
                {column.name: column.label for column in table.columns},
            )
            for table in form.tables
        },
        "open_tables": {
            table.name: (table.open_rows.name, tuple(column.name for column in table.columns))
            for table in form.tables
            if table.open_rows is not None
        },
    }


@hookimpl
def govcheck_reporters() -> Iterable[Reporter]:
    """The shipped outputs."""
    return [
        Reporter(
            name,
            about,
            partial(_render, name),
            frozenset(_NEEDS.get(name, ())),
            for_people=name in _FOR_PEOPLE,
        )
        for name, about in _REPORTERS.items()
    ]


def _render(name: str, result: RunResult, view: View) -> str:
    rendered: str = import_module(f"compliance.reporters.{name}").render(result, view)
    return rendered
