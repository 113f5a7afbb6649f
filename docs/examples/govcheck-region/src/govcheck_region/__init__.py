"""The rules of 临湖市, a city that does not exist: an example of a plug-in for govcheck.

What the rule language can say is in ``rules/linhu-city/linhu.rules``; what it cannot is in
:mod:`govcheck_region.contact`.
"""

from __future__ import annotations

from importlib.resources import files

from compliance.findings import Finding
from compliance.plugins import RuleSet, hookimpl
from compliance.report import Report
from govcheck_region import contact


@hookimpl
def govcheck_rule_sets() -> list[RuleSet]:
    """The city's rule set."""
    return [RuleSet.in_folder(files(__package__) / "rules" / "linhu-city")]


@hookimpl
def govcheck_check(report: Report) -> list[Finding]:
    """What the city wants to know of the preface."""
    return contact.findings(report)
