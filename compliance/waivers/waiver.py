"""One decision on record: what it accepts, who answers for it, until when; and how it is read from its TOML table.

What a waiver accepts is told by the values of the finding: the cells and the words that the finding names, all of
them, or its fingerprint. A waiver that named fewer would go on accepting when one of the others changes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any
from unicodedata import category

from compliance import settings
from compliance.findings import CellRef, Figure, Finding
from compliance.messages import Message
from compliance.settings import SettingsError
from compliance.values import normalise

PLACES = ("table", "row", "column", "section")
"""The names by which a waiver can say where the rule was applied."""

_REQUIRED = ("rule", "reason", "person", "date", "until")
_KNOWN = (*_REQUIRED, "agency", "year", *PLACES, "cells", "quotes", "fingerprint")
_CELL_KNOWN = ("table", "row", "column", "value", "text", "blank", "absent", "report")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with what it holds: ``value`` for a number, ``text`` for other content, neither for a blank; ``found``
    False where there is none. ``elsewhere``: it is a cell of last year's report or of a part, whose file goes by the
    name ``report``, which may change from run to run."""

    table: str
    row: str
    column: str
    value: Figure | None = None
    text: str | None = None
    found: bool = True
    elsewhere: bool = False
    report: str | None = field(default=None, compare=False)

    @classmethod
    def named_by(cls, cell: CellRef) -> Cell:
        """The cell that a finding names."""
        report = None if cell.report is None else os.path.basename(cell.report)
        held = (cell.value, cell.text, cell.found)
        return cls(cell.table, cell.row, cell.column, *held, elsewhere=report is not None, report=report)

    @property
    def place(self) -> tuple[str, str, str, bool]:
        """Which cell it is, whatever it holds."""
        return self.table, self.row, self.column, self.elsewhere

    @property
    def held(self) -> Message:
        """What it holds, told."""
        if not self.found:
            return Message("waivers.held-nothing")
        if self.text is not None:
            return Message("waivers.held-text", text=self.text)
        if self.value is None:
            return Message("waivers.held-blank")
        return Message("waivers.held", value=self.value)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A dated, reasoned decision to accept what a rule finds.

    ``place`` holds the names of the row, column … that it is limited to; ``agency`` and ``year`` the report. ``number``
    counts the decisions of its file from 1.
    """

    rule: str
    reason: str
    person: str
    decided: date
    until: date
    agency: str | None = None
    year: int | None = None
    place: tuple[tuple[str, str], ...] = ()
    cells: tuple[Cell, ...] = ()
    quotes: tuple[str, ...] = ()
    fingerprint: str | None = None
    file: str = ""
    number: int = 0

    @property
    def told(self) -> dict[str, str]:
        """The decision as a finding shows it."""
        return {
            "reason": self.reason,
            "person": self.person,
            "date": self.decided.isoformat(),
            "until": self.until.isoformat(),
        }

    @property
    def name(self) -> Message:
        """Which one it is, for a person who looks for it in the file."""
        key = "waivers.name" if self.place else "waivers.name-anywhere"
        where = "·".join(name for _, name in self.place)
        return Message(key, file=self.file, number=self.number, rule=self.rule, where=where)

    def without_place(self) -> Waiver:
        """The same, wherever it is written down."""
        return replace(self, file="", number=0)

    # ── what it accepts ──────────────────────────────────────────────────────────────────────────────────────

    def concerns(self, agency: str | None, year: int | None) -> bool:
        """Whether it speaks of the report of that agency and year."""
        return self.agency in (None, agency) and self.year in (None, year)

    def is_about(self, finding: Finding) -> bool:
        """Whether it speaks of this rule at this place, whatever the values."""
        return finding.rule == self.rule and all(name in _names(finding, kind) for kind, name in self.place)

    def accepts(self, finding: Finding) -> bool:
        """Whether it is about the finding and accepts its values."""
        if not self.is_about(finding) or self.fingerprint not in (None, finding.fingerprint):
            return False
        if not self.cells and not self.quotes:
            return self.fingerprint is not None
        return Counter(self.cells) == Counter(map(Cell.named_by, finding.cells)) and (
            Counter(map(normalise, self.quotes)) == Counter(normalise(text.quote) for text in finding.text)
        )

    def change(self, finding: Finding) -> Message:
        """Why it does not accept the values of a finding that it is about."""
        accepted = {cell.place: cell for cell in self.cells}
        for cell in map(Cell.named_by, finding.cells):
            before = accepted.get(cell.place)
            where = {"row": cell.row, "column": cell.column, "now": cell.held}
            if before is None and self.cells:
                return Message("waivers.not-named", **where)
            if before is not None and before != cell:
                return Message("waivers.now", **where, before=before.held)
        return Message("waivers.other-values")


def _names(finding: Finding, kind: str) -> set[str]:
    """The names of one kind by which the place of a finding goes."""
    names = {finding.instance[kind]} if kind in finding.instance else set()
    if kind == "section":
        names |= {text.section for text in finding.text}
    if kind == "table":
        names |= {cell.table for cell in finding.cells}
    return names


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def read_waivers(file: str) -> tuple[Waiver, ...]:
    """The decisions in a file, which may hold settings as well.

    :raises UsageError: It is not there, or holds something that is no decision: all of it is told at once.
    """
    return waivers_of(settings.load(file)["waiver"], file)


def waivers_of(tables: Sequence[Mapping[str, Any]], file: str) -> tuple[Waiver, ...]:
    """The decisions that ``[[waiver]]`` tables say.

    :raises UsageError: One of them is none; every mistake of every table is told.
    """
    mistakes = mistakes_in(tables)
    if mistakes:
        raise SettingsError(file, mistakes)
    return tuple(_waiver(table, file, number) for number, table in enumerate(tables, 1))


def mistakes_in(tables: object) -> list[Message]:
    """What is wrong in ``[[waiver]]`` tables; nothing where these are no tables, for that is told already."""
    if not isinstance(tables, Sequence):
        return []
    return [
        Message("waivers.in", number=number, what=what)
        for number, table in enumerate(tables, 1)
        if isinstance(table, Mapping)
        for what in _mistakes(table)
    ]


def _waiver(table: Mapping[str, Any], file: str, number: int) -> Waiver:
    same = {each.name for each in fields(Waiver)} - {"place", "cells", "quotes", "until"}
    return Waiver(
        **{key: value for key, value in table.items() if key in same},
        decided=_day(table["date"]) or date.min,
        until=_day(table["until"]) or date.min,
        place=tuple((kind, table[kind]) for kind in PLACES if kind in table),
        cells=tuple(_cell(cell) for cell in table.get("cells", ())),
        quotes=tuple(table.get("quotes", ())),
        file=file,
        number=number,
    )


def _cell(table: Mapping[str, Any]) -> Cell:
    return Cell(
        table["table"],
        table["row"],
        table["column"],
        value=table.get("value"),
        text=table.get("text"),
        found="absent" not in table,
        elsewhere="report" in table,
        report=table.get("report"),
    )


def _mistakes(table: Mapping[str, Any]) -> Iterator[Message]:
    """Everything that is wrong with a decision as it is written."""
    yield from (_unknown(key, _KNOWN) for key in table if key not in _KNOWN)
    for key in _REQUIRED:
        if key not in table:
            yield Message("waivers.missing", key=key, what=Message(f"waivers.what-{key}"))
    for key, value in table.items():
        if key in ("date", "until"):
            if _day(value) is None:
                yield Message("waivers.no-date", key=key)
        elif key == "year":
            if type(value) is not int:
                yield Message("waivers.no-year", key=key)
        elif key == "cells":
            yield from _wrong_cells(value)
        elif key == "quotes":
            if not _are_texts(value):
                yield Message("waivers.no-texts", key=key)
        elif key in _KNOWN and not (isinstance(value, str) and _is_line(value)):
            yield Message("waivers.no-line", key=key)
    since, until = _day(table.get("date")), _day(table.get("until"))
    if since is not None and until is not None and until < since:
        yield Message("waivers.until-before", until=until, date=since)
    if not any(table.get(key) for key in ("cells", "quotes", "fingerprint")):
        yield Message("waivers.no-values")


def _wrong_cells(value: object) -> Iterator[Message]:
    if not isinstance(value, list) or not all(isinstance(cell, dict) for cell in value):
        yield Message("waivers.no-cells")
        return
    for cell in value:
        yield from (_unknown(key, _CELL_KNOWN) for key in cell if key not in _CELL_KNOWN)
        named = all(isinstance(cell.get(key), str) for key in ("table", "row", "column"))
        held = [key for key in ("value", "text", "blank", "absent") if key in cell]
        if not named or len(held) != 1 or not _is_held(held[0], cell[held[0]]):
            yield Message("waivers.no-cell")
        elif not isinstance(cell.get("report", ""), str):
            yield Message("waivers.no-line", key="report")


def _is_held(key: str, value: object) -> bool:
    if key == "value":
        return type(value) is int or (isinstance(value, Decimal) and value.is_finite())
    return isinstance(value, str) if key == "text" else value is True


def _is_line(value: str) -> bool:
    """Whether a text says something, on one line."""
    return bool(value.strip()) and not any(category(c) in ("Cc", "Cs", "Zl", "Zp") for c in value)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _unknown(key: str, known: Sequence[str]) -> Message:
    near = get_close_matches(key.lower(), known, 1)
    if near:
        return Message("waivers.unknown-near", key=key, near=near[0])
    return Message("waivers.unknown", key=key, known=", ".join(known))


def _day(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
