"""Workbooks (.xlsx): every worksheet that is shown, in order, as one report.

A sheet mixes titles, sentences and tables in one grid, so it is cut here: rows that hold one text alone and read like
prose are paragraphs, what stands together is a fragment. Values are read as they are stored, never computed: a formula
without a stored result is no figure, and a remark says so.

The surprise: no library for Excel files is used. The one there is unpacks without limit, believes what a sheet says
about its own size, and leaves out merged cells when it reads sparingly; what is needed of the format is little.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.fragments import Block, Document, Fragment, RawCell, RawRow, TextBlock
from compliance.readers.grids import SAMPLE, Tally, shown
from compliance.readers.headings import Titles
from compliance.readers.labels import label
from compliance.readers.limits import CELLS, COLUMNS
from compliance.readers.numberformats import NumberFormats
from compliance.readers.package import Package
from compliance.report import Place

if TYPE_CHECKING:
    from lxml import etree

    from compliance.form import Form
    from compliance.report import Report

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_T = f"{_S}t"

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PART = re.compile(r"\s*[一二三四五六]、")
_LABEL = 40
"""A text alone in its row that is longer is prose."""


def read_xlsx(data: bytes, name: str, forms: Sequence[Form]) -> Report:
    """The report that a workbook is.

    :param name: The file as the user named it.
    :param forms: The editions of the form that it may follow.
    :raises ReadError: It is no sound workbook, or no report.
    """
    from compliance.readers.reading import report_of

    return report_of(xlsx_document(data, name, Titles(forms)), data, name, forms)


def xlsx_document(data: bytes, name: str, titles: Titles | None = None) -> Document:
    """The paragraphs and tables of a workbook, sheet by sheet.

    :param titles: What the form prints: a title of a part that is numbered like a row (``3.收到和处理…``) is a heading,
        the label of a row that looks like a heading (``一、本年新收…``) is none.
    :raises ReadError: It is no sound workbook.
    """
    package = Package(data, name, "xlsx")
    main = package.main_part()
    if main.endswith(".bin"):
        raise ReadError(Message("documents.old-office", format="xlsx"), name)
    workbook = package.xml(main)
    parts = package.related(main, "worksheet")
    book = _Book(
        texts=[_rich_text(item) for item in _related(package, main, "sharedStrings")],
        formats=NumberFormats(_related(package, main, "styles"), since_1904=_is_since_1904(workbook)),
        name=name,
        tally=Tally(name),
        titles=titles or Titles(()),
    )
    blocks: list[Block] = []
    for element in workbook.iter(f"{_S}sheet"):
        part, title = parts.get(element.get(f"{_R}id", "")), element.get("name", "")
        if part is None:
            # A sheet that holds a diagram only.
            continue
        if element.get("state", "visible") != "visible":
            book.remarks.append(("documents.hidden-sheet", {"sheet": title}))
            continue
        blocks += _Sheet(package.xml(part), title, book).blocks()
    return Document(tuple(blocks), "xlsx", remarks=book.all_remarks())


def _related(package: Package, part: str, kind: str) -> etree._Element | tuple[()]:
    for target in package.related(part, kind).values():
        if target in package:
            return package.xml(target)
    return ()


def _is_since_1904(workbook: etree._Element) -> bool:
    properties = workbook.find(f"{_S}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true", "on")


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share, and what is told of them."""

    texts: list[str]
    formats: NumberFormats
    name: str
    tally: Tally
    titles: Titles
    hidden: list[str] = field(default_factory=list)
    formulas: list[tuple[str, str]] = field(default_factory=list)
    is_wide: bool = False
    remarks: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    def all_remarks(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """What a person should know about the workbook."""
        told = list(self.remarks)
        if self.hidden:
            told.append(("documents.hidden", {"count": len(self.hidden), "text": self.hidden[0][:SAMPLE]}))
        if self.formulas:
            sheet, ref = self.formulas[0]
            told.append(("documents.formulas", {"count": len(self.formulas), "sheet": sheet, "ref": ref}))
        if self.is_wide:
            told.append(("documents.wide-table", {"limit": COLUMNS}))
        return tuple(told)


@dataclass(frozen=True, slots=True)
class _Merge:
    """The last row and column of merged cells, from 0."""

    bottom: int
    right: int


class _Sheet:
    """One worksheet as a grid of texts. Rows and columns count from 0."""

    def __init__(self, root: etree._Element, title: str, book: _Book) -> None:
        self._title = title
        self._book = book
        self._texts: dict[int, dict[int, str]] = {}
        hidden = _hidden_columns(root)
        row = -1
        for element in root.iterfind(f"{_S}sheetData/{_S}row"):
            row = _whole(element.get("r"), row + 2) - 1
            self._read_row(element, row, hidden)
        self._merges: dict[tuple[int, int], _Merge] = {}
        self._covered: set[tuple[int, int]] = set()
        # Rows into which a cell from above with something in it reaches.
        self._crossed: set[int] = set()
        self._merge(root)

    def blocks(self) -> Iterator[Block]:
        """The sheet from top to bottom."""
        first = next((text for row in sorted(self._texts) for text in self._texts[row].values()), "")
        if _PART.match(self._title) and not first.startswith(self._title):
            yield TextBlock(self._title, Place(sheet=self._title))
        table: list[int] = []
        for row, is_table in self._kinds():
            if table and (not is_table or (row != table[-1] + 1 and row not in self._crossed)):
                yield self._fragment(table)
                table = []
            if is_table:
                table.append(row)
                continue
            column, text = next(iter(self._texts[row].items()))
            for line in filter(None, map(shown, text.split("\n"))):
                self._book.tally.add()
                yield TextBlock(line, self._place(row, column))
        if table:
            yield self._fragment(table)

    # ── reading the cells ────────────────────────────────────────────────────────────────────────────────────

    def _read_row(self, element: etree._Element, row: int, hidden: set[int]) -> None:
        is_hidden = element.get("hidden") in ("1", "true")
        column = -1
        for cell in element.iterchildren(f"{_S}c"):
            reference = _REFERENCE.fullmatch(cell.get("r", ""))
            column = _column(reference[1]) if reference else column + 1
            text = shown(self._text(cell, row, column))
            if not text:
                continue
            if is_hidden or column in hidden:
                self._book.hidden.append(text)
            elif column >= COLUMNS:
                self._book.is_wide = True
            else:
                self._texts.setdefault(row, {})[column] = text

    def _text(self, cell: etree._Element, row: int, column: int) -> str:
        kind, value, formula = cell.get("t", "n"), cell.findtext(f"{_S}v"), cell.find(f"{_S}f")
        if formula is not None and not value and kind != "str":
            self._book.formulas.append((self._title, _address(row, column)))
            return f"={formula.text or '…'}"
        if kind == "inlineStr":
            inline = cell.find(f"{_S}is")
            return "" if inline is None else _rich_text(inline)
        if not value:
            return ""
        if kind == "s":
            index = _whole(value, -1)
            return self._book.texts[index] if 0 <= index < len(self._book.texts) else ""
        if kind == "n":
            return self._book.formats.text(value, _whole(cell.get("s"), 0))
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return _unescaped(value)

    def _merge(self, root: etree._Element) -> None:
        """Note the merged cells, as far as the sheet is used. What they cover is not seen."""
        last_row = max(self._texts, default=-1)
        last_column = max((max(texts) for texts in self._texts.values()), default=-1)
        area = 0
        for element in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
            first, _, last = element.get("ref", "").partition(":")
            start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
            if start is None or end is None:
                continue
            top, bottom = sorted((int(start[2]) - 1, int(end[2]) - 1))
            left, right = sorted((_column(start[1]), _column(end[1])))
            bottom, right = min(bottom, last_row), min(right, last_column)
            area += (bottom - top + 1) * (right - left + 1)
            if area > CELLS:
                raise ReadError(Message("documents.too-many-cells", limit=CELLS), self._book.name)
            self._merges[top, left] = _Merge(bottom, right)
            if left in self._texts.get(top, {}):
                self._crossed.update(range(top + 1, bottom + 1))
            for row in range(top, bottom + 1):
                texts = self._texts.get(row, {})
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        self._covered.add((row, column))
                        if column in texts:
                            self._book.hidden.append(texts.pop(column))
                if not texts:
                    self._texts.pop(row, None)

    # ── cutting the grid ─────────────────────────────────────────────────────────────────────────────────────

    def _kinds(self) -> Iterator[tuple[int, bool]]:
        """The rows that hold something, each with whether it is part of a table."""
        rows = sorted(self._texts)
        certain = {
            row for row in rows if len(self._texts[row]) > 1 or self._is_tall(row) or row in self._crossed
        }
        above = -2
        for row in rows:
            is_table = row in certain
            if not is_table and not self._is_prose(next(iter(self._texts[row].values()))):
                # A label without figures stands with the rows round it.
                is_table = above == row - 1 or row + 1 in certain
            yield row, is_table
            if is_table:
                above = row

    def _is_prose(self, text: str) -> bool:
        """Whether a text that stands alone in its row is a heading or a sentence, and not the label of a row."""
        looks_so = len(text) > _LABEL or "。" in text or "报告" in text or _PART.match(text) is not None
        titles = self._book.titles
        return (looks_so or titles.are(text)) and label(text).core not in titles.rows

    def _is_tall(self, row: int) -> bool:
        """Whether a cell that begins in the row reaches into the next."""
        merges = (self._merges.get((row, column)) for column in self._texts[row])
        return any(merge is not None and merge.bottom > row for merge in merges)

    def _fragment(self, rows: Sequence[int]) -> Fragment:
        """The rows as a piece of a table, from the first to the last column in which they hold something."""
        filled = [(row, column) for row in rows for column in self._texts[row]]
        left = min(column for _, column in filled)
        right = max(self._merges[place].right if place in self._merges else place[1] for place in filled)
        raw = []
        for i, row in enumerate(rows):
            cells = []
            for column in range(left, right + 1):
                if (row, column) in self._covered:
                    continue
                merge = self._merges.get((row, column), _Merge(row, column))
                cells.append(
                    RawCell(
                        self._texts[row].get(column, ""),
                        column,
                        row_span=bisect_right(rows, merge.bottom) - i,
                        column_span=min(merge.right, right) - column + 1,
                        at=self._place(row, column),
                    )
                )
            self._book.tally.add(len(cells))
            raw.append(RawRow(tuple(cells), self._place(row, left)))
        return Fragment(tuple(raw), self._place(rows[0], left))

    def _place(self, row: int, column: int) -> Place:
        return Place(sheet=self._title, ref=_address(row, column))


def _hidden_columns(root: etree._Element) -> set[int]:
    hidden: set[int] = set()
    for element in root.iterfind(f"{_S}cols/{_S}col"):
        if element.get("hidden") in ("1", "true"):
            first, last = _whole(element.get("min"), 1), _whole(element.get("max"), 0)
            hidden.update(range(first - 1, min(last, COLUMNS)))
    return hidden


def _rich_text(element: etree._Element) -> str:
    """The text of a string whose pieces may differ in type face; how it is spoken (``rPh``) is left out."""
    return _unescaped("".join(each.text or "" for each in element.iter(_T) if not _is_spoken(each)))


def _is_spoken(element: etree._Element) -> bool:
    around = element.getparent()
    return around is not None and around.tag == f"{_S}rPh"


def _unescaped(text: str) -> str:
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _column(letters: str) -> int:
    """The column of some letters, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _address(row: int, column: int) -> str:
    """The A1 address of a cell."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _whole(text: str | None, otherwise: int) -> int:
    return (
        int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
    )
