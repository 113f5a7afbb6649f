"""What local rule sets change in others, told with their law and reason: no rule is missed in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.messages import Message, say
from compliance.settings import AGENCY_KINDS

if TYPE_CHECKING:
    from compliance.program import Node, Program


def told(program: Program, lang: str) -> tuple[str, ...]:
    """A sentence for each change, in the order of the rule sets."""
    return tuple(_change(program, lang, change) for change in program["changes"])


def _change(program: Program, lang: str, change: tuple[Any, ...]) -> str:
    kind, name, by, law, clause, reason, detail = change
    title, number, _, _ = program["laws"].get(law, (law, None, None, None))
    citation = " ".join(filter(None, (number or title, clause)))
    return say(
        lang,
        "session.changed",
        by=by,
        what=Message(f"session.change-{kind}", name=name, **_values(kind, detail, lang)),
        citation=citation,
        reason=reason,
    )


def _values(kind: str, detail: Any, lang: str) -> dict[str, object]:
    if kind == "raise":
        before, after = detail
        return {"before": Message(f"session.{before}"), "after": Message(f"session.{after}")}
    if kind == "years":
        return {"since": detail[0] or "", "until": detail[1] or ""}
    if kind == "set":
        return {"values": say(lang, "session.and").join(_value(lang, *each) for each in detail)}
    return {}


def _value(lang: str, key: str | None, before: Node | None, after: Node) -> str:
    kind: object = Message(f"session.kind-{key}") if key in AGENCY_KINDS else key
    values = {"key": kind, "before": literal(before, lang) if before else "–", "after": literal(after, lang)}
    return say(lang, "session.value" if key is None else "session.value-of", **values)


def literal(node: Node, lang: str) -> str:
    """A value of a setting as a rule file writes it."""
    match node:
        case ("n", number):
            return str(number)
        case ("q", numerator, denominator):
            return f"{numerator}/{denominator}"
        case ("%", numerator, denominator, _):
            return f"{numerator * 100 / denominator:g}%"
        case ("rd", offset, month, day):
            return say(lang, f"session.day-{offset}", month=month, day=day)
        case ("scale", inner, _, _):
            return literal(inner, lang)
        case _:
            return str(node[-1])
