"""Places, clauses and figures in few words, in the language of the run: what every output says alike.

Plain text, as long as it is; whoever writes it out makes it harmless in his own way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compliance.findings import (
    Applied,
    CellRef,
    Citation,
    Figure,
    Finding,
    Part,
    Passed,
    ReportResult,
    Summary,
    TextRef,
    Told,
    Verdict,
)
from compliance.messages import say

UNKNOWN = "unknown"


LONGEST_QUOTE = 160
BEGINNING = 40
"""So many characters of a longer quote are shown."""

MOST_CELLS = 3
"""Cells that are named behind a number; a sum of many is known by its first ones."""


def told(lang: str, key: str, /, **values: object) -> str:
    """A sentence of ``messages/reporting.py``."""
    return say(lang, f"reporting.{key}", **values)


def kind_of(finding: Finding) -> str:
    """What a finding is called: its severity if it failed, else ``unknown``."""
    return UNKNOWN if finding.verdict is Verdict.UNKNOWN else str(finding.severity)


def title_text(finding: Finding, lang: str) -> str:
    """The rule's name; where it is broken, told as what was demanded."""
    if finding.verdict is Verdict.FAIL:
        return told(lang, "requirement", title=finding.title)
    return finding.title


def finding_text(finding: Finding, lang: str) -> str:
    """A finding in one line: what was demanded, and what is the matter."""
    key = "required" if finding.verdict is Verdict.FAIL else "titled"
    return told(lang, key, title=finding.title, what=finding.message)


def cells_text(cells: Sequence[CellRef], lang: str) -> list[str]:
    """Many cells of one table in few lines: rows together in which the same columns hold the same."""
    rows: dict[str, dict[str, list[str]]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {}).setdefault(value_text(cell, lang), []).append(cell.column)
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for row, values in rows.items():
        for value, columns in values.items():
            alike.setdefault((value, tuple(columns)), []).append(row)
    key = "cells-alike" if len({value for value, _ in alike}) == 1 else "cells-alike-value"
    both = told(lang, "name-list")
    return [
        told(lang, key, rows=both.join(names), columns=both.join(columns), value=value)
        for (value, columns), names in alike.items()
    ]


def part_text(part: Part | str | None, lang: str) -> str:
    """The heading of a part, of a table that belongs to none (its name), of title and preface (``""``), of the report
    as a whole (None)."""
    if part is None:
        return told(lang, "whole")
    if isinstance(part, str):
        return told(lang, "table", table=part) if part else told(lang, "front")
    return told(lang, "part", number=part.number, title=part.title)


def place_text(finding: Finding, lang: str) -> str:
    """Where a finding is; empty for one about the report as a whole."""
    place = instance_text(finding.instance, lang)
    return text_place(finding.text[0], lang) if not place and finding.text else place


def decision_text(finding: Finding, lang: str) -> str:
    """The decision that accepts a finding: reason, person, date, the last day on which it holds, and whatever else a
    plug-in writes down. Empty where there is none."""
    waived = dict(finding.waived or {})
    pieces = [waived.pop(key, None) for key in ("reason", "person", "date")]
    until = waived.pop("until", None)
    pieces.append(told(lang, "until", until=until) if until else None)
    pieces += [told(lang, "titled", title=key, what=value) for key, value in waived.items() if value]
    return told(lang, "and").join(str(piece) for piece in pieces if piece)


def instance_text(instance: Mapping[str, str], lang: str) -> str:
    """Where a rule was applied; empty for the report as a whole."""
    if "section" in instance:
        return told(lang, "section", number=instance["section"])
    if is_cell(instance):
        return told(lang, "cell-of", row=instance["row"], column=instance["column"])
    return instance.get("row") or instance.get("column") or ""


def is_cell(instance: Mapping[str, str]) -> bool:
    """Whether an instance is about one cell."""
    return "row" in instance and "column" in instance


def text_place(text: TextRef, lang: str) -> str:
    """Where words of the report stand."""
    if text.section == "title":
        return told(lang, "in-title")
    if text.section == "preface":
        if text.paragraph is None:
            return told(lang, "in-preface")
        return told(lang, "in-preface-paragraph", paragraph=text.paragraph)
    if not text.section:
        return told(lang, "in-some-paragraph", paragraph=text.paragraph)
    if text.paragraph is None:
        return told(lang, "in-heading", number=text.section)
    return told(lang, "in-paragraph", number=text.section, paragraph=text.paragraph)


def quotes_of(finding: Finding) -> dict[int, TextRef]:
    """The words that a finding speaks of, each once, by their place among all of them: a finding names the same words
    twice where two facts are read from them."""
    once: dict[tuple[str, int | None, int, str], int] = {}
    for i, text in enumerate(finding.text):
        once.setdefault((text.section, text.paragraph, text.start, text.quote), i)
    return {i: finding.text[i] for i in once.values()}


def quoted(text: TextRef) -> str:
    """The words of a finding; of a whole paragraph only how it begins, for its place says which one it is."""
    return text.quote if len(text.quote) <= LONGEST_QUOTE else f"{text.quote[:BEGINNING]}……"


def number_text(number: Told, lang: str) -> str:
    """A number of the narrative with its standing."""
    quote = number.text.quote if number.unit == "%" else f"{number.text.quote}{number.unit}"
    shown = [f"{cell.row}·{cell.column}" for cell in number.cells[:MOST_CELLS]]
    shown += ["…"] if len(number.cells) > MOST_CELLS else []
    return told(lang, f"number-{number.standing}", number=quote, cells=told(lang, "list").join(shown))


def passed_text(passed: Passed, lang: str) -> str:
    """Where an instance passed and with which figures. A cell is named by its figure already."""
    place = "" if passed.message and is_cell(passed.instance) else instance_text(passed.instance, lang)
    if place and passed.message:
        return told(lang, "titled", title=place, what=passed.message)
    return place or passed.message


def citation_text(citation: Citation, lang: str) -> str:
    """A clause as it is cited."""
    if citation.clause is None:
        return citation.instrument
    return told(lang, "clause", instrument=citation.instrument, clause=citation.clause)


def law_text(of: Finding | Applied, lang: str) -> str:
    """All clauses of a finding or a rule on one line; empty where there is none."""
    citations = [citation_text(citation, lang) for citation in of.citations]
    return told(lang, "law", citations=told(lang, "semicolon").join(citations)) if citations else ""


def value_text(cell: CellRef, lang: str) -> str:
    """What a cell holds, in a word: a figure as it is, the text that stands there, blank, not found."""
    if not cell.found:
        return told(lang, "not-found")
    if cell.text is not None:
        return cell.text
    if cell.value is None:
        return told(lang, "blank")
    return figure_text(cell.value)


def figure_text(figure: Figure) -> str:
    """A figure with its digits, never with an exponent."""
    return str(figure) if isinstance(figure, int) else f"{figure:f}"


def line_of(finding: Finding) -> int | None:
    """The line of the document in which the first thing stands that the finding speaks of, where the reader knew it
    (text and Markdown)."""
    places = [text.at for text in finding.text if text.at] + [cell.at for cell in finding.cells if cell.at]
    line = places[0].get("line") if places else None
    return line if isinstance(line, int) else None


def about_text(report: ReportResult, lang: str) -> str:
    """Whose report it is, of which year, in which form, and the rules that were applied; empty if nothing is known."""
    about = [report.agency] if report.agency else []
    about += [told(lang, "year", year=report.year)] if report.year is not None else []
    about += [told(lang, "form", form=report.form)] if report.form else []
    if report.rule_sets:
        rules = told(lang, "name-list").join(f"{rules.name} {rules.version}" for rules in report.rule_sets)
        about.append(told(lang, "rules", rules=rules))
    return told(lang, "and").join(about)


def counts_text(summary: Summary, lang: str) -> tuple[str, str]:
    """What failed, and what else there is, each as a list in words; the second may be empty."""
    failures = (("errors", summary.errors), ("warnings", summary.warnings), ("notes", summary.notes))
    others = (
        ("waived", summary.waived),
        ("passed", summary.passed),
        ("unknown", summary.unknown),
        ("not_applicable", summary.not_applicable - sum(summary.waiting.values())),
    )
    both = told(lang, "and")
    return (
        both.join(
            told(lang, f"{key}-1" if count == 1 else key, count=count)
            for key, count in failures
            if count or key == "errors"
        ),
        both.join(told(lang, key, count=count) for key, count in others if count),
    )
