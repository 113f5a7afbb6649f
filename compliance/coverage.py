"""What the law asks of a report, entry by entry, and which rules check it: the page "coverage of the law".

The entries lie beside the rules that check them (``coverage.toml`` of a shipped rule set), so that who changes a rule
sees what it answers for. An entry without a rule says why it has none: what cannot be checked is told, not left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from compliance import resources
from compliance.messages import say

COVERAGE_OF = "cn-disclosure"
"""The shipped rule set that says what it covers, its other editions included."""


@dataclass(frozen=True)
class Entry:
    """One thing that is asked: its code, what it is, and the rules that check it or the reason why none does."""

    code: str
    asks: str
    rules: tuple[str, ...]
    reason: str

    @property
    def family(self) -> str:
        """What it belongs to: ``T3`` of ``T3-04``."""
        return self.code.partition("-")[0]


@dataclass(frozen=True)
class Coverage:
    """Every entry, in the order of the catalogue, and the titles of its families."""

    families: Mapping[str, str]
    entries: tuple[Entry, ...]

    @property
    def checked(self) -> int:
        """How many entries some rule checks."""
        return sum(1 for entry in self.entries if entry.rules)


def coverage(lang: str) -> Coverage:
    """What the shipped rules cover, told in one language."""
    told = tomllib.loads(resources.read(f"rules/{COVERAGE_OF}/coverage.toml").decode())
    which = 1 if lang == "en" else 0
    families = {name: titles[which] for name, titles in told.pop("families").items()}
    return Coverage(
        families,
        tuple(
            Entry(
                code, each["asks"][which], tuple(each.get("rules", ())), each.get("reason", ("", ""))[which]
            )
            for code, each in told.items()
        ),
    )


def coverage_page(lang: str, with_page: Collection[str]) -> str:
    """The Markdown of the page; rules ``with_page`` are linked to it."""
    told = coverage(lang)
    counts = say(lang, "pages.covered", count=len(told.entries), checked=told.checked)
    return "\n".join([f"# {say(lang, 'pages.coverage')}", "", counts, "", *_tables(told, lang, with_page)])


def _tables(told: Coverage, lang: str, with_page: Collection[str]) -> Iterator[str]:
    comma = say(lang, "pages.comma")
    for family, title in told.families.items():
        yield from (f"## {title}", "", say(lang, "pages.coverage-head"), "| --- | --- | --- |")
        for entry in told.entries:
            if entry.family == family:
                rules = comma.join(
                    f"[{rule}]({rule}.md)" if rule in with_page else rule for rule in entry.rules
                )
                yield f"| {entry.code} | {entry.asks} | {rules or say(lang, 'pages.unchecked', why=entry.reason)} |"
        yield ""
