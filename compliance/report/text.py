"""JSON text in which figures keep their digits.

``json.dumps`` knows no Decimal, and a float would print another number than the report's. What is short stands on one
line, so that a row of a table can be read as a row; signs that are not seen or that could act on a terminal are
escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

LINE = 110

# Controls, marks that turn the direction of writing, marks without width, line separators, halves of characters.
_UNSEEN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


def json_text(value: Any) -> str:
    """The value as JSON text, with a line end.

    :raises ValueError: It holds a number that JSON cannot write (NaN, infinity).
    :raises TypeError: It holds something else than mappings, lists, tuples, texts, numbers, truths and None.
    """
    return _written(value, 0, LINE) + "\n"


def json_line(value: Any) -> str:
    """The value as JSON text on one line, however long, with a line end. Raises what :func:`json_text` raises."""
    return _written(value, 0, None) + "\n"


def _written(value: Any, indent: int, width: int | None) -> str:
    if isinstance(value, Mapping):
        items = [f"{_quoted(k)}: {_written(v, indent + 2, width)}" for k, v in value.items()]
        return _joined("{", "}", items, indent, width)
    if isinstance(value, (list, tuple)):
        return _joined("[", "]", [_written(item, indent + 2, width) for item in value], indent, width)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"JSON cannot write {value}")
        return f"{value:f}"
    return json.dumps(value, allow_nan=False)


def _joined(opening: str, closing: str, items: list[str], indent: int, width: int | None) -> str:
    fits = width is None or indent + sum(map(len, items)) + 2 * len(items) <= width
    if fits and not any("\n" in item for item in items):
        return opening + ", ".join(items) + closing
    margin = "\n" + " " * (indent + 2)
    return opening + margin + f",{margin}".join(items) + "\n" + " " * indent + closing


def _quoted(text: str) -> str:
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
