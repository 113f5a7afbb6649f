"""A tree of the rule language as one line of text, without its places: what tests compare."""

from __future__ import annotations

from decimal import Decimal

from compliance.dsl import tree
from compliance.dsl.nouns import Noun


def outline(thing: object) -> str:
    """``(Comparison (甲 乙) (=))``; names and texts stand bare, what was left out is ``-``."""
    match thing:
        case tree.Name(name=name):
            return name
        case tree.Text(value=value):
            return f"“{value}”"
        case tree.Number(value=value, unit=None):
            return str(value)
        case tree.Clauses():
            return " ".join(
                f"{field}={outline(value)}"
                for field in type(thing).fields
                if field != "places" and (value := getattr(thing, field)) not in (None, ())
            )
        case Noun():
            fields = [field for field in type(thing).fields if field not in ("at", "each_at", "places")]
            return (
                f"({' '.join([type(thing).__name__, *(outline(getattr(thing, field)) for field in fields)])})"
            )
        case tuple():
            return f"({' '.join(outline(part) for part in thing)})"
        case None:
            return "-"
        case True | False:
            return "yes" if thing else "no"
        case Decimal() | int() | str():
            return str(thing)
    raise TypeError(type(thing))
