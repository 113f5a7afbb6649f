"""What the law asks: each entry is checked by rules that exist, or says why not; no rule stands outside."""

from __future__ import annotations

import pytest

from compliance import shipped
from compliance.coverage import coverage, coverage_page
from compliance.library import Library
from compliance.plugins.manager import Plugins
from compliance.readers import printed
from compliance.rulepages import rule_pages


@pytest.fixture(scope="module")
def names():
    """Every shipped rule, and the one that reading makes."""
    plugins = Plugins("zh")
    plugins.add("govcheck", shipped)
    library = Library(plugins)
    return {page.name for page in rule_pages(library, "zh")}


def test_every_entry_has_rules_or_a_reason():
    """128 entries, at least 110 of them rules, the rest with why not; never both."""
    entries = coverage("zh").entries

    assert len(entries) == 128
    assert coverage("zh").checked >= 110
    assert [entry.code for entry in entries if bool(entry.rules) == bool(entry.reason)] == []


def test_entries_and_rules_fit(names):
    """No entry names a rule that is not there; no rule is there that no entry names."""
    named = {rule for entry in coverage("zh").entries for rule in entry.rules}

    assert named == names
    assert printed.RULE in names


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_of_what_is_covered(lang, names, golden):
    """The page as it is read."""
    page = coverage_page(lang, names)

    golden(f"coverage/page.{lang}.md", page)
