"""A report laid out for a program: cells by number, properties and texts by name.

Both the generated code and the tree walker read sheets and nothing else. A sheet is made from the dictionary that
``report.json`` holds, whichever reader made that, so a report means the same in every format.

On the path of every run: no dataclasses, no typing.
"""

from __future__ import annotations

from compliance.narrative.prose import sentences
from compliance.values import (
    ABSENT,
    BLANK,
    DOUBTFUL,
    NIL,
    NIL_MARKS,
    NO_DATE,
    TEXT,
    Missing,
    from_decimal,
    normalise,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from compliance.narrative.facts import Mention
    from compliance.narrative.prose import Sentence
    from compliance.program import Program
    from compliance.values import Figure

    CellValue = Figure | Missing


class Part:
    """One part of the report: as it is headed, and the prescribed part that it answers (an index, or None)."""

    __slots__ = ("number", "paragraphs", "place", "prescribed", "title")

    def __init__(self, number: str | None, title: str, place: int, paragraphs: list[str]) -> None:
        self.number = number
        self.title = title
        self.place = place
        self.paragraphs = paragraphs
        self.prescribed: int | None = None


class Sheet:
    """What rules see of one report.

    ``cells`` holds a figure or a Missing for each cell of the program's layout. ``open_rows`` maps a table with open
    rows to {row: {column: value}}. ``parts`` are the parts in document order. ``previous`` is last year's sheet;
    ``subordinates`` are the sheets of the reports that this one sums up; both None where not given.
    """

    __slots__ = (
        "_sentences",
        "_texts",
        "cells",
        "mentions",
        "name",
        "open_rows",
        "parts",
        "previous",
        "program",
        "properties",
        "subordinates",
    )

    def __init__(
        self,
        program: Program,
        *,
        cells: list[CellValue],
        properties: dict[str, Any],
        parts: list[Part],
        open_rows: dict[str, dict[str, dict[str, CellValue]]],
        name: str,
    ) -> None:
        self.program = program
        self.cells = cells
        self.properties = properties
        self.parts = parts
        self.open_rows = open_rows
        self.name = name
        self.previous: Sheet | None = None
        self.subordinates: Sequence[Sheet] | None = None
        self.mentions: dict[str, list[Mention]] | None = None
        """The mentions of each fact, once they have been looked for (:func:`compliance.engine.walk.mentions_of`)."""
        self._sentences: list[Sentence] | None = None
        self._texts: dict[str, str] = {}

    @property
    def whose(self) -> str:
        """What the report is called in a sentence: by its agency, else by its document."""
        return self.properties.get("agency") or self.name

    @property
    def is_there(self) -> bool:
        """Whether there is a report at all: of a part that is known only by its name there is none."""
        return bool(self.parts) or any(cell is not ABSENT for cell in self.cells)

    def property(self, name: str) -> Any:
        """A property of the report (year, report_title …), or a Missing."""
        if name == "narrative":
            return self.narrative()
        value = self.properties.get(name)
        if value is None:
            return NO_DATE if name == "published" else ABSENT
        return value

    def part(self, prescribed: int) -> Part | None:
        """The part that answers the prescribed part of that index."""
        return next((part for part in self.parts if part.prescribed == prescribed), None)

    def text(self, number: str) -> str | Missing:
        """The normalised text of the part with this prescribed numeral, paragraphs on lines of their own."""
        if number not in self._texts:
            index = next(i for i, heading in enumerate(self.program["headings"]) if heading[0] == number)
            part = self.part(index)
            if part is None:
                return ABSENT
            self._texts[number] = "\n".join(normalise(paragraph) for paragraph in part.paragraphs)
        return self._texts[number]

    def narrative(self) -> str:
        """The normalised text of preface and all parts, headings included, a line for each paragraph."""
        if "" not in self._texts:
            lines = [self.properties.get("preface") or ""]
            for part in self.parts:
                lines += [part.title, *part.paragraphs]
            self._texts[""] = "\n".join(normalise(line) for line in lines)
        return self._texts[""]

    def sentences(self) -> list[Sentence]:
        """Every sentence of preface and parts, in order; a part that answers no prescribed one has section None."""
        if self._sentences is None:
            preface = self.properties.get("preface")
            told = sentences("preface", [preface]) if preface else []
            for part in self.parts:
                number = None if part.prescribed is None else self.program["headings"][part.prescribed][0]
                told += sentences(number, part.paragraphs)
            self._sentences = told
        return self._sentences


def sheet_of(program: Program, report: Mapping[str, Any], name: str = "") -> Sheet:
    """Lay out the dictionary of a sound ``report.json`` for *program*.

    :param name: How other reports' findings name this one; empty for the report that is checked.
    """
    tables = report.get("tables") or {}
    doubtful = report.get("partly_read") or {}
    cells: list[CellValue] = []
    for table, row, column in program["layout"]:
        try:
            written = tables[table][row][column]
        except KeyError:
            # What was not found in a table that was only partly read may still be there.
            cells.append(DOUBTFUL if table in doubtful else ABSENT)
            continue
        if type(written) is int:
            value: CellValue = written
        else:
            value = cell_value(written)
        cells.append(DOUBTFUL if table in doubtful and not isinstance(value, Missing) else value)
    open_rows = {
        table: _open_rows(program, table, tables.get(table, {}), table in doubtful)
        for table in program["open_tables"]
    }
    period = report.get("period") or {}
    properties = {
        "year": report.get("year"),
        "edition": _edition(report),
        "report_title": report.get("title"),
        "agency": report.get("agency"),
        "agency_kind": report.get("agency_kind"),
        "period_start": period.get("from"),
        "period_end": period.get("to"),
        "published": report.get("published"),
        "preface": report.get("preface"),
        "sections": len(report.get("sections", ())),
    }
    parts = [
        Part(
            section.get("number"),
            section["title"],
            place,
            [p if type(p) is str else p["text"] for p in section.get("paragraphs", ())],
        )
        for place, section in enumerate(report.get("sections", ()), 1)
    ]
    answer(parts, program["headings"])
    return Sheet(program, cells=cells, properties=properties, parts=parts, open_rows=open_rows, name=name)


def cell_value(written: Any) -> CellValue:
    """What rules see of a cell as ``report.json`` writes it: a figure, or why there is none."""
    if written is None:
        return BLANK
    if isinstance(written, dict):
        text = written.get("text")
        if text is not None:
            return NIL if normalise(text) in NIL_MARKS else TEXT
        return cell_value(written.get("value"))
    return from_decimal(written)


def answer(parts: list[Part], headings: Sequence[tuple[str, str, Sequence[str], Sequence[str]]]) -> None:
    """Say which prescribed part each part answers: by its title first, by its numeral where no title speaks for it.

    A part headed with another's title answers that other part, wherever it stands and whatever its numeral: that its
    numeral is wrong is then said of the right part.
    """
    if [part.title for part in parts] == [heading[1] for heading in headings]:
        for index, part in enumerate(parts):
            part.prescribed = index
        return
    known = [{key_of_form(t) for t in (title, *also, *formerly)} for _, title, also, formerly in headings]
    for index, titles in enumerate(known):
        for part in parts:
            if part.prescribed is None and title_key(part.title) in titles:
                part.prescribed = index
                break
    for index, heading in enumerate(headings):
        if any(part.prescribed == index for part in parts):
            continue
        for part in parts:
            if part.prescribed is None and part.number == heading[0]:
                part.prescribed = index
                break


def title_key(title: str) -> str:
    """A title as titles are compared: without white space, stray marks, and the word that names the table below it."""
    key = normalise(title).strip(".、,:;。*#\"'")
    if key.endswith("表"):
        for tail in ("情况表", "情况统计表", "情况一览表"):
            if key.endswith(tail):
                return key[: 2 - len(tail)]
    return key


_KEYS: dict[str, str] = {}


def key_of_form(title: str) -> str:
    """The same of a title that the form knows: worked out once, for all reports."""
    key = _KEYS.get(title)
    if key is None:
        key = _KEYS[title] = title_key(title)
    return key


def _edition(report: Mapping[str, Any]) -> str:
    """The edition of the report's tables; where one table follows another edition, that one (it is what is wrong)."""
    others = set((report.get("editions") or {}).values()) - {report["form"]}
    return min(others) if others else str(report["form"])


def _open_rows(
    program: Program, table: str, rows: Mapping[str, Mapping[str, Any]], doubtful: bool
) -> dict[str, dict[str, CellValue]]:
    fixed = {row for t, row, _ in program["layout"] if t == table}
    columns = program["open_tables"][table][1]
    found = {}
    for row, written in rows.items():
        if row not in fixed:
            values = {c: cell_value(written[c]) if c in written else ABSENT for c in columns}
            found[row] = {
                c: DOUBTFUL if doubtful and not isinstance(v, Missing) else v for c, v in values.items()
            }
    return found
