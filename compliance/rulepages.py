"""What can be told of one rule: its reason, its clause, its own text with its proof.

``govcheck explain``, ``govcheck rules list`` and the pages of the documentation are written from here, so
they cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from compliance.coverage import COVERAGE_OF, coverage_page
from compliance.dsl.source import decode
from compliance.dsl.words import BY_TOKEN, ITEM_WORDS
from compliance.findings import Citation
from compliance.library import Library
from compliance.messages import Message, say
from compliance.readers import printed

if TYPE_CHECKING:
    from compliance.program import Program


@dataclass(frozen=True)
class RulePage:
    """One rule as a person reads it. ``text`` is the rule as it is written, with its examples; of the one that reading
    itself makes there is none, and no ``file``.

    ``others`` are the same rule in other editions of the form, where they write it in another way or where it has
    another severity.
    """

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
    others: tuple[RulePage, ...] = ()

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
            **({"others": [other.to_json() for other in self.others]} if self.others else {}),
        }

    def beside(self, other: RulePage) -> RulePage:
        """This page, telling of another edition's rule of the same name too."""
        since = None if self.since is None or other.since is None else min(self.since, other.since)
        until = None if self.until is None or other.until is None else max(self.until, other.until)
        cited = (*self.citations, *(each for each in other.citations if each not in self.citations))
        is_alike = (other.text, other.severity) == (self.text, self.severity)
        others = self.others if is_alike else (*self.others, other)
        return replace(self, since=since, until=until, citations=cited, others=others)

    def told_as_other(self, lang: str) -> str:
        """Where another edition differs."""
        severity = self.severity_word(lang)
        return say(lang, "pages.other", rule_set=self.rule_set, years=self.years(lang), severity=severity)

    def years(self, lang: str) -> str:
        """The report years to which it applies."""
        if self.since is None and self.until is None:
            return say(lang, "pages.every-year")
        return say(lang, "pages.years", since=self.since or "", until=self.until or "")

    def severity_word(self, lang: str) -> str:
        """Its severity in the language of the run."""
        return say(lang, f"session.{self.severity}")


def rule_pages(library: Library, lang: str) -> list[RulePage]:
    """A page for every rule, in the order of the report. Editions of a form share the pages of their common rules."""
    texts = _texts(library)
    pages: dict[str, RulePage] = {}
    for program in library.shown:
        translations = library.translations(program, lang)
        for rule in program["rules"]:
            page = _page(program, rule, translations.get(rule["name"], {}), texts)
            known = pages.get(page.name)
            pages[page.name] = page if known is None else known.beside(page)
    found = list(pages.values())
    if library.shown:
        behind = max((i for i, page in enumerate(found, 1) if page.name.startswith("structure.")), default=0)
        found.insert(behind, _labels_page(library.shown[0], lang))
    return found


def _labels_page(program: Program, lang: str) -> RulePage:
    """What is held against the labels of the form when a document is read."""
    return RulePage(
        name=printed.RULE,
        title=say(lang, "reading.labels-title"),
        severity=printed.SEVERITY.value,
        rule_set=program["rule_sets"][0][0],
        citations=tuple(_citation(program, law, "模板") for law in ("格式",) if law in program["laws"]),
        because=say(lang, "reading.labels-because"),
        limits=say(lang, "reading.labels-limits"),
        since=None,
        until=None,
        file="",
        text="",
    )


def _page(
    program: Program,
    rule: Mapping[str, Any],
    told: Mapping[str, str],
    texts: Mapping[tuple[str, str], tuple[str, str]],
) -> RulePage:
    file, text = texts.get((rule["origin"], rule["name"]), ("", ""))
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


def _texts(library: Library) -> dict[tuple[str, str], tuple[str, str]]:
    """Each rule of each rule set as it is written: its file and its lines, without the comments of the next one."""
    return {
        (set_name, name): (file, text)
        for set_name, rule_set in library.by_name.items()
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
    """File name and Markdown of the page of every rule, of the list of them all, and of what they cover."""
    by_family: dict[str, list[RulePage]] = {}
    is_covered = False
    for page in pages:
        by_family.setdefault(page.name.partition(".")[0], []).append(page)
        is_covered |= page.rule_set == COVERAGE_OF
    others = []
    if is_covered:
        others = ["coverage"]
        names = {page.name for family in by_family.values() for page in family}
        yield "coverage.md", coverage_page(lang, names)
    yield "index.md", _index(by_family, others, lang)
    for family in by_family.values():
        for page in family:
            yield f"{page.name}.md", _markdown(page, lang)


def _index(by_family: Mapping[str, list[RulePage]], others: Sequence[str], lang: str) -> str:
    lines = [f"# {say(lang, 'pages.rules')}", ""]
    lines += [line for name in others for line in (f"[{say(lang, f'pages.{name}')}]({name}.md)", "")]
    for name, family in by_family.items():
        lines += [f"## {name}", "", say(lang, "pages.table-head"), "| --- | --- | --- |"]
        lines += [
            f"| [{page.name}]({page.name}.md) | {page.title} | {page.severity_word(lang)} |"
            for page in family
        ]
        lines.append("")
    names = [page.name for family in by_family.values() for page in family]
    return "\n".join([*lines, "```{toctree}", ":hidden:", "", *others, *names, "```", ""])


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
    if page.text:
        lines += [f"## {say(lang, 'pages.text')}", "", "```text", page.text, "```", ""]
    for other in page.others:
        lines += [other.told_as_other(lang), ""]
        if other.text != page.text:
            lines += ["```text", other.text, "```", ""]
    return "\n".join(lines)
