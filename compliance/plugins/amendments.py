"""What a plug-in may do to the findings of others, held to its promise (``govcheck_findings``).

It may add, add to a message, raise; it may leave out or lower what is no error, and then the output says so.
Whatever would make an error look smaller is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compliance.findings import Finding, Severity, Verdict
from compliance.messages import Message


@dataclass(frozen=True, slots=True)
class Amendments:
    """What one plug-in changed: what the output has to say of it, or the reason why it is refused."""

    changes: tuple[Message, ...] = ()
    refused: Message | None = None


def amendments(before: Sequence[Finding], after: Sequence[Finding], plugin: str) -> Amendments:
    """Compare the findings before and after a plug-in has looked over them."""
    changes: list[Message] = []
    answered = _by_place(after)
    known = _by_place(before)
    for place, finding in answered.items():
        # A decision has a person who answers for it, and stands in a file. Severities of one's own do not matter here.
        if finding.waived is not None and (place not in known or known[place].waived is None):
            return Amendments(refused=Message("plugins.waived", rule=finding.rule, plugin=plugin))
    for place, finding in known.items():
        now = answered.get(place)
        values = {"rule": finding.rule, "plugin": plugin, "severity": Message(f"plugins.{finding.severity}")}
        if now is None:
            change = Message("plugins.left-out", **values)
        elif now.severity.rank < finding.severity.rank:
            change = Message("plugins.lowered", **values, to=Message(f"plugins.{now.severity}"))
        elif now.verdict is not finding.verdict:
            change = Message("plugins.turned", **values)
            if finding.verdict is Verdict.FAIL:
                return Amendments(refused=change)
        elif finding.message not in now.message:
            change = Message("plugins.reworded", **values)
        else:
            continue
        if finding.severity is Severity.ERROR:
            return Amendments(refused=change)
        changes.append(change)
    return Amendments(tuple(changes))


def _by_place(findings: Sequence[Finding]) -> dict[tuple[object, ...], Finding]:
    """The findings by what makes each of them that one: rule, place, and which of several at the same
    place."""
    seen: Counter[tuple[object, ...]] = Counter()
    placed: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        place = (
            finding.rule,
            tuple(sorted(finding.instance.items())),
            tuple((text.section, text.paragraph, text.start) for text in finding.text),
        )
        placed[(*place, seen[place])] = finding
        seen[place] += 1
    return placed
