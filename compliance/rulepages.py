"""What can be told of one rule: its reason, its clause, its own text with its proof.

``govcheck explain``, ``govcheck rules list`` and the pages of the documentation are written from here, so
they cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.dsl.source import decode
from compliance.dsl.words import BY_TOKEN, ITEM_WORDS
from compliance.findings import Citation
from compliance.library import Library
from compliance.messages import Message, say

if TYPE_CHECKING:
    from compliance.program import Program


@dataclass(frozen=True)
class RulePage:
    """One rule as a person reads it. ``text`` is the rule as it is written, with its examples."""

    name: str
    title: str
    severity: str
    rule_set: str
    citations: tuple[Citation, ...]
    because: str
    limits: str
    since: int | None
    until: int | None
    file: str
    text: str

    def to_json(self) -> dict[str, Any]:
        """As ``--format json`` writes it."""
        return {
            "rule": self.name,
            "title": self.title,
            "severity": self.severity,
            "rule_set": self.rule_set,
            "citations": [{"instrument": each.instrument, "clause": each.clause} for each in self.citations],
            "because": self.because,
            "limits": self.limits,
            "since": self.since,
            "until": self.until,
            "file": self.file,
            "text": self.text,
        }

    def years(self, lang: str) -> str:
        """The report years to which it applies."""
        if self.since is None and self.until is None:
            return say(lang, "pages.every-year")
        return say(lang, "pages.years", since=self.since or "", until=self.until or "")

    def severity_word(self, lang: str) -> str:
        """Its severity in the language of the run."""
        return say(lang, f"session.{self.severity}")


def rule_pages(library: Library, lang: str) -> list[RulePage]:
    """A page for every rule, in the order of the report."""
    texts = _texts(library)
    return [
        _page(program, rule, library.translations(program, lang).get(rule["name"], {}), texts)
        for program in library.programs
        for rule in program["rules"]
    ]


def _page(
    program: Program, rule: Mapping[str, Any], told: Mapping[str, str], texts: Mapping[str, tuple[str, str]]
) -> RulePage:
    file, text = texts.get(rule["name"], ("", ""))
    return RulePage(
        name=rule["name"],
        title=told.get("title", rule["title"]),
        severity=rule["severity"],
        rule_set=rule["origin"],
        citations=tuple(_citation(program, *each) for each in rule["citations"]),
        because=told.get("because", rule["because"]),
        limits=told.get("limits", rule["limits"] or ""),
        since=rule["since"] or program["since"],
        until=rule["until"] or program["until"],
        file=file,
        text=text,
    )


def _citation(program: Program, law: str, clause: str | None) -> Citation:
    title, number, _, _ = program["laws"][law]
    return Citation(" ".join(filter(None, (f"《{title}》", number))), clause)


def told_citation(citation: Citation) -> str:
    """A citation on one line."""
    return " ".join(filter(None, (citation.instrument, citation.clause)))


def _texts(library: Library) -> dict[str, tuple[str, str]]:
    """Each rule as it is written: its file and its lines, without the comments of the next one."""
    return {
        name: (file, text)
        for rule_set in library.rule_sets
        for file, data in rule_set.files
        for name, text in _rules_in(decode(file, data)[0])
    }


def _rules_in(text: str) -> Iterator[tuple[str, str]]:
    item = "|".join(re.escape(spelling) for token in ITEM_WORDS for spelling in _spellings(token))
    rule = "|".join(_spellings("RULE"))
    for found in re.finditer(
        rf"^(?:{rule})\s+(\S+).*\n(?:(?!(?:{item})\b|#|─).*\n?)*", text + "\n", re.MULTILINE
    ):
        yield found[1], found[0].rstrip()


def _spellings(token: str) -> tuple[str, str]:
    word = BY_TOKEN[token, ""]
    return word.zh, word.en


# ── pages of the documentation ───────────────────────────────────────────────────────────────────────────────


def markdown_pages(pages: Iterable[RulePage], lang: str) -> Iterator[tuple[str, str]]:
    """File name and Markdown of the page of every rule, and of the list of them all."""
    by_family: dict[str, list[RulePage]] = {}
    for page in pages:
        by_family.setdefault(page.name.partition(".")[0], []).append(page)
    yield "index.md", _index(by_family, lang)
    for family in by_family.values():
        for page in family:
            yield f"{page.name}.md", _markdown(page, lang)


def _index(by_family: Mapping[str, list[RulePage]], lang: str) -> str:
    lines = [f"# {say(lang, 'pages.rules')}", ""]
    for name, family in by_family.items():
        lines += [f"## {name}", "", say(lang, "pages.table-head"), "| --- | --- | --- |"]
        lines += [
            f"| [{page.name}]({page.name}.md) | {page.title} | {page.severity_word(lang)} |"
            for page in family
        ]
        lines.append("")
    names = [page.name for family in by_family.values() for page in family]
    return "\n".join([*lines, "```{toctree}", ":hidden:", "", *names, "```", ""])


def _markdown(page: RulePage, lang: str) -> str:
    facts = [
        ("severity", page.severity_word(lang)),
        ("citation", "；".join(map(told_citation, page.citations))),
        ("applies", page.years(lang)),
        ("rule-set", page.rule_set),
    ]
    lines = [f"# {page.name}", "", f"**{page.title}**", ""]
    lines += [
        f"- {say(lang, 'pages.field', name=Message(f'pages.{key}'), value=value)}" for key, value in facts
    ]
    lines += ["", f"## {say(lang, 'pages.because')}", "", page.because, ""]
    if page.limits:
        lines += [f"## {say(lang, 'pages.limits')}", "", page.limits, ""]
    lines += [f"## {say(lang, 'pages.text')}", "", "```text", page.text, "```", ""]
    return "\n".join(lines)
