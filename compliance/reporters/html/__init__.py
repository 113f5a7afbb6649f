"""One HTML page for people: what to change, the report as it was read with every place marked, what passed.

One file that needs nothing else: no script, no font, no picture from anywhere; a policy in the page forbids them. It
prints on A4, it can be walked through by keyboard and read by a screen reader, and every text of a report is escaped.
"""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined

from compliance.findings import RunResult
from compliance.messages import say
from compliance.reporters.html.sheet import Sheet, sheet_of
from compliance.reporters.line import harmless
from compliance.reporters.overview import overview, shared
from compliance.reporters.wording import told

if TYPE_CHECKING:
    from compliance.plugins import View

LANGUAGES = {"zh": "zh-CN", "en": "en"}
OPEN_UP_TO = 10
"""So many reports stand open; more are folded up, each to be opened from the overview."""
WHOLE_UP_TO = 50
"""Of more reports, only what failed is shown: a page that holds them all could not be opened."""


def render(result: RunResult, view: View) -> str:
    """The page."""
    reports = result.reports
    sheets = [
        sheet_of(report, f"r{i}", view.lang, whole=len(reports) <= WHOLE_UP_TO)
        for i, report in enumerate(reports, 1)
    ]
    by_report = {id(sheet.report): sheet for sheet in sheets}
    return (
        _environment()
        .get_template("page.html")
        .render(
            lang=LANGUAGES[view.lang],
            say=partial(_told, view.lang),
            say_kind=lambda kind: told(view.lang, f"severity-{kind}"),
            title=_title(sheets, view.lang),
            sheets=sheets,
            pictured=any(sheet.pages for sheet in sheets),
            overview=[(line, by_report[id(line.report)]) for line in overview(reports, view.lang)],
            shared=shared(reports, view.lang),
            opened=len(reports) <= OPEN_UP_TO,
            whole=len(reports) <= WHOLE_UP_TO,
            faults=result.faults,
            version=result.version,
        )
    )


def _told(lang: str, name: str, /, **values: object) -> str:
    return say(lang, f"html.{name}", **values)


def _title(sheets: list[Sheet], lang: str) -> str:
    if len(sheets) != 1:
        return say(lang, "html.title-several", count=len(sheets))
    return say(lang, "html.title", name=sheets[0].name)


@cache
def _environment() -> Environment:
    """Templates that escape, that fail on a name nobody gave them, and that make every text harmless."""
    return Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _loader() -> BaseLoader:
    folder = files("compliance.reporters.html") / "templates"
    return FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8"))


def _finalized(value: object) -> object:
    """Texts without marks that turn the direction of writing; what is markup already has been through here."""
    return harmless(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
