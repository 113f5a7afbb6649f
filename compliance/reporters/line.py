"""One line of text: the report in which everything holds, and any text made harmless for a terminal.

On the path of every run: no rich, and nothing else that is heavy.
"""

from __future__ import annotations

from compliance.messages import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

WAITING = ("previous", "parts", "published")

# Marks without width that come along with text copied from web pages: not shown, for nobody misses them.
_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"), "")
_SPACES = dict.fromkeys(map(ord, "\t\n\v\f\r\u2028\u2029\x85\xa0"), " ")


def passed_line(lang: str, source: str, counts: Mapping[str, Any]) -> str:
    """What is said of a report in which everything holds.

    :param source: The file as the user named it.
    :param counts: ``passed``, ``not_applicable`` and ``waiting``, as :class:`~compliance.findings.Summary` has them.
    """
    waiting = counts.get("waiting") or {}
    idle = counts["not_applicable"] - sum(waiting.values())
    told = [say(lang, "reporting.passed", count=counts["passed"])]
    if idle:
        told.append(say(lang, "reporting.not_applicable", count=idle))
    listed = waiting_list(lang, waiting)
    return say(
        lang,
        "reporting.all-well",
        source=harmless(source),
        counts=say(lang, "reporting.and").join(told),
        waiting=say(lang, "reporting.waiting", list=listed) if listed else "",
    )


def waiting_list(lang: str, waiting: Mapping[str, int], *, options: bool = True) -> str:
    """How many instances wait for what; empty where none does.

    :param options: Whether to name the option that gives it: not to readers who have no command line.
    """
    told = [
        say(
            lang,
            f"reporting.waiting-{what if what in WAITING else 'other'}",
            count=count,
            what=what,
            option=say(lang, "reporting.waiting-option", what=what) if options else "",
        )
        for what, count in waiting.items()
        if count
    ]
    return say(lang, "reporting.and").join(told)


def harmless(text: str) -> str:
    r"""The text on one line, without anything that acts on a terminal or turns the direction of writing.

    Control characters, escape sequences and direction marks are written out (``\u001b``), so that they are seen.
    """
    if text.isprintable():
        return text
    text = text.translate(_SPACES).translate(_WITHOUT_WIDTH)
    if text.isprintable():
        return text
    from unicodedata import category

    return "".join(
        c if c.isprintable() or category(c) in ("Zs", "Co", "Cn") else f"\\u{ord(c):04x}" for c in text
    )


def without_commands(text: str) -> str:
    """The text without what a build server takes for a command in its log, whoever wrote it into a report:
    ``::error::`` where a line begins (GitHub), ``##[error]``, ``##vso[`` and ``##teamcity[`` anywhere."""
    if "::" not in text and "##" not in text:
        return text
    import re

    text = re.sub(r"(?m)^([^\S\n]*)::", r"\1\\u003a:", text)
    return re.sub(r"##(?=\w*\[)", r"\\u0023#", text)
