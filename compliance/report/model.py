"""The nouns of a parsed report.

Four kinds of cell are kept apart everywhere: a number, a blank (the cell is there and holds nothing), a text that is
no number, and a cell that the reader did not find, which is simply not in the mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found in the document, as exactly as its format allows.

    ``part`` is a Word part; ``page`` counts from 1 and goes with ``box`` (x0, top, x1, bottom in points); ``block``,
    ``paragraph``, ``table``, ``row``, ``cell``, ``run`` count from 0 in document order; ``line`` and ``column`` count
    from 1 in text and HTML source; ``path`` is an element's path; ``sheet`` and ``ref`` are a worksheet and an A1
    address.
    """

    part: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    block: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    run: int | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    sheet: str | None = None
    ref: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The fields that are known, as ``"at"`` in report.json."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items() if v is not None}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Place:
        """The place that ``"at"`` tells."""
        known = dict(value)
        if known.get("box") is not None:
            known["box"] = tuple(known["box"])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands in the document.

    A number: ``value`` is set, ``note`` holds a remark or a unit that stood beside it. A text that is no number:
    ``text`` is set. Blank: neither. ``at`` is where it was found.
    """

    value: int | Decimal | None = None
    text: str | None = None
    note: str | None = None
    at: Place | None = None

    @property
    def is_blank(self) -> bool:
        """The cell is there and holds nothing."""
        return self.value is None and self.text is None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the narrative and where it stood."""

    text: str
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report as it is numbered and headed in the document (numeral without the 、)."""

    number: str | None
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The document: its name as the user gave it, the SHA-256 of its bytes, the reader that read it."""

    file: str
    sha256: str | None = None
    reader: str | None = None


@dataclass(frozen=True)
class Report:
    """One report as a reader understood it.

    ``form`` is the edition that the tables follow; ``editions`` names the tables that follow another.
    ``tables`` maps table → row → column → cell. ``partly_read`` maps a table to the reason why not all of its rows are
    certain: arithmetic on it is unknown at best. ``remarks`` are sentences of the reader that a person should see
    (tracked changes, hidden text), each a pair (key of :mod:`compliance.messages`, values).
    Dates are ISO texts (``2021-12-31``).
    """

    form: str
    title: str | None = None
    agency: str | None = None
    agency_kind: str | None = None
    year: int | None = None
    period_from: str | None = None
    period_to: str | None = None
    published: str | None = None
    preface: str | None = None
    sections: tuple[Section, ...] = ()
    tables: Mapping[str, Mapping[str, Mapping[str, Cell]]] = field(default_factory=dict)
    editions: Mapping[str, str] = field(default_factory=dict)
    partly_read: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    source: Source | None = None

    def cell(self, table: str, row: str, column: str) -> Cell | None:
        """The cell, or None where the reader did not find it."""
        return self.tables.get(table, {}).get(row, {}).get(column)
