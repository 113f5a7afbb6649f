"""Old Word documents (.doc, and the .wps that are such) as a person sees them on paper.

As with new ones the *final* text counts: what was deleted is out, so are the instructions of fields; hidden text is
out and told; numbers that Word makes are in; a text box is read once, where it is anchored. How the cells of a row are
merged is told by the mark at its end; the columns of the grid are where cells have edges.

The surprise: what Word 95 and older wrote, what other programs than Kingsoft's call .wps, and RTF, are formats of their
own. They are refused with the advice to save them anew, unless LibreOffice is there to read them
(:mod:`compliance.readers.libreoffice`).

Places count as they do for .docx: paragraphs and tables over the whole text, rows and cells within.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.compound import Compound
from compliance.readers.doc_sprms import BEGINS_DOWN, ON_ABOVE, ON_LEFT, Format, Look, Shape
from compliance.readers.doc_styles import DocStyle, lists_of, styles_of
from compliance.readers.doc_text import BOXES, MAIN, SHAPES, DocText, TooOldError, joined
from compliance.readers.fragments import Block, Document, TextBlock
from compliance.readers.grids import SAMPLE, GridCell, GridRow, Tally, shown, table_blocks
from compliance.readers.kinds import Kind, kind_of
from compliance.readers.limits import COLUMNS
from compliance.readers.package import is_locked
from compliance.report import Place

if TYPE_CHECKING:
    from compliance.form import Form
    from compliance.report import Report

_WORKBOOKS = ("Workbook", "Book")
_WORKS = ("CONTENTS", "MatOST")
"""Streams of Microsoft Works, whose documents are called .wps as well."""


_CELL_END = "\x07"
_MARKS = re.compile("[\r\x07\x0c]")
_FIELDS = re.compile("[\x13\x14\x15]")
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_ANCHORS = re.compile("\x08")
_SYMBOL_SIGN = "("
_SIGNS = {ord("\x0b"): "\n", ord("\x1e"): "-", ord("\x1f"): None}

_SEEN, _CODE, _HIDDEN, _DELETED = range(4)
"""What a character is: seen, the instruction of a field, hidden, deleted."""

_HIDDEN_RUN = re.compile(b"\x02+")

_SAME_EDGE = 30
"""Edges of cells that are no further apart (in twips, a twentieth of a point) are one line on paper."""

_BODY_LEVEL = 9
_NO_LIST = 0x7FF
_SHAPE, _BOX = 26, 22
_NO_STYLE = DocStyle()


def read(name: str, data: bytes, forms: Sequence[Form]) -> Report | None:
    """Read an old Word document, or leave what is none to other readers.

    :raises ReadError: It is one, and no report can be read out of it.
    """
    return read_doc(data, name, forms) if kind_of(data) in (Kind.OLE, Kind.RTF) else None


def read_doc(data: bytes, name: str, forms: Sequence[Form]) -> Report:
    """The report that an old Word document is.

    :param name: The file as the user named it.
    :param forms: The editions of the form that it may follow.
    :raises ReadError: It is no sound Word document, or no report.
    """
    from compliance.readers.reading import report_of

    return report_of(doc_document(data, name), data, name, forms)


def doc_document(data: bytes, name: str) -> Document:
    """The paragraphs and tables of an old Word document.

    :raises ReadError: It is no sound Word document.
    """
    if kind_of(data) is Kind.RTF:
        return _otherwise(data, TooOldError(Message("documents.no-word"), name))
    if is_locked(data):
        raise ReadError(Message("documents.password"), name)
    compound = Compound(data, name)
    if any(stream in compound for stream in _WORKBOOKS):
        raise ReadError(Message("documents.old-office", format="xlsx"), name)
    try:
        if MAIN not in compound:
            of_works = any(stream in compound for stream in _WORKS)
            raise (TooOldError if of_works else ReadError)(Message("documents.no-word"), name)
        walk = _Walk(DocText(compound), name)
    except TooOldError as refusal:
        return _otherwise(data, refusal)
    blocks = walk.body()
    return Document(tuple(blocks), "doc", remarks=walk.remarks())


def _otherwise(data: bytes, refusal: TooOldError) -> Document:
    """The document as LibreOffice reads it. It is asked only for what it is known to read.

    :raises TooOldError: The refusal, where it is not there or cannot read it either.
    """
    from compliance.readers.libreoffice import through_libreoffice

    return through_libreoffice(data, refusal)


@dataclass(slots=True)
class _Row:
    """A row as it was read: what is in its cells, and what the mark at its end says."""

    cells: list[list[Block]]
    format: Format


@dataclass(slots=True)
class _Table:
    """A table that has begun: its rows so far, the cells so far of the next, what so far is in the next of those."""

    number: int
    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def end_cell(self) -> None:
        """The cell is complete."""
        self.cells.append(self.blocks)
        self.blocks = []

    def end_row(self, told: Format) -> None:
        """The row is complete. What stands behind its last cell is in none."""
        self.rows.append(_Row(self.cells, told))
        self.cells, self.blocks = [], []


class _Walk:
    """One walk through the text of a document, in the order in which it is read."""

    def __init__(self, text: DocText, name: str) -> None:
        self._text = text
        self._units = text.text
        self._styles = styles_of(text)
        self._numbering = lists_of(text)
        self._tally = Tally(name)
        self._changes = 0
        self._symbols: dict[int, str] = {}
        self._kinds = self._told_apart()
        self._hidden = [
            told
            for hidden in _HIDDEN_RUN.finditer(self._kinds)
            if (told := shown(joined(self._units[hidden.start() : hidden.end()])))
        ]
        self._shapes, self._boxes = self._text_boxes()
        self._due: list[int] = []
        self._block = self._paragraph = self._table = 0

    def remarks(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """What a person should know about the document."""
        told: list[tuple[str, dict[str, Any]]] = []
        if self._changes:
            told.append(("documents.changes", {"count": self._changes}))
        if self._hidden:
            told.append(("documents.hidden", {"count": len(self._hidden), "text": self._hidden[0][:SAMPLE]}))
        return tuple(told)

    def body(self) -> list[Block]:
        """The whole document. Text boxes of which nobody knows where they are stand at its end."""
        blocks = self._flow(0, self._text.body_end)
        while self._boxes:
            blocks += self._flow(*self._boxes.pop(next(iter(self._boxes))))
        return blocks

    # ── what is seen ─────────────────────────────────────────────────────────────────────────────────────────

    def _told_apart(self) -> bytearray:
        """For each character whether it is seen, and if not, why."""
        kinds = bytearray(len(self._units))
        for start, end in _instructions(self._units):
            kinds[start:end] = bytes((_CODE,)) * (end - start)
        changed = -1
        for start, end, look in self._text.runs():
            if look.deleted or look.inserted:
                # One change is cut into several runs where the type face changes.
                self._changes += start != changed
                changed = end
            if look.deleted:
                kinds[start:end] = bytes((_DELETED,)) * (end - start)
            elif self._is_hidden(look):
                kinds[start:end] = kinds[start:end].replace(bytes((_SEEN,)), bytes((_HIDDEN,)))
            elif look.symbol is not None:
                self._symbols.update(
                    (i, look.symbol) for i in range(start, end) if self._units[i] == _SYMBOL_SIGN
                )
        return kinds

    def _is_hidden(self, look: Look) -> bool:
        if look.hidden is None and look.style is not None:
            return bool(self._style(look.style).hidden)
        return bool(look.hidden)

    def _style(self, number: int) -> DocStyle:
        return self._styles[number] if number < len(self._styles) else _NO_STYLE

    def _seen(self, start: int, end: int) -> str:
        """What is seen of a stretch of text."""
        units, kinds = self._units[start:end], self._kinds[start:end]
        if self._symbols:
            units = "".join(self._symbols.get(i, unit) for i, unit in enumerate(units, start))
        if any(kinds):
            units = "".join(unit for unit, kind in zip(units, kinds, strict=True) if kind == _SEEN)
        return joined(units).translate(_SIGNS)

    # ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────

    def _flow(self, start: int, end: int) -> list[Block]:
        """The paragraphs and tables of the body or of a text box."""
        blocks: list[Block] = []
        tables: list[_Table] = []
        for mark in _MARKS.finditer(self._units, start, end):
            position, sign = mark.span()[0], mark[0]
            told = self._text.format_at(position)
            depth = max(told.depth, int(sign == _CELL_END))
            is_deleted = self._kinds[position] == _DELETED
            if is_deleted and sign != _CELL_END and not told.ends_row and not told.ends_inner_cell:
                # The end of a paragraph was deleted: its text belongs to the next.
                continue
            self._reach(tables, depth, blocks)
            inside = tables[-1].blocks if tables else blocks
            inside += self._paragraphs(start, position, told, tables)
            start = position + 1
            if tables and told.ends_row:
                # LibreOffice deletes the mark of the row before as well: a row in which something is seen is there.
                if is_deleted and not any(tables[-1].cells):
                    tables[-1].cells, tables[-1].blocks = [], []
                else:
                    tables[-1].end_row(told)
            elif tables and (told.ends_inner_cell if depth > 1 else sign == _CELL_END):
                tables[-1].end_cell()
            elif not tables:
                self._block += 1
                blocks += self._due_boxes()
        self._reach(tables, 0, blocks)
        if start < end:
            blocks += self._paragraphs(start, end, Format(), tables)
        blocks += self._due_boxes()
        return blocks

    def _reach(self, tables: list[_Table], depth: int, blocks: list[Block]) -> None:
        """Close or open tables until we are in so many."""
        while len(tables) > depth:
            table = tables.pop()
            if table.cells:
                table.end_row(Format())
            inside = tables[-1].blocks if tables else blocks
            inside += self._table_blocks(table)
            if not tables:
                self._block += 1
                blocks += self._due_boxes()
        while len(tables) < depth:
            tables.append(_Table(self._table))
            self._table += 1

    def _due_boxes(self) -> list[Block]:
        """The text boxes that are anchored in what was just read."""
        due, self._due = self._due, []
        blocks: list[Block] = []
        for shape in due:
            box = self._boxes.pop(shape, None)
            if box is not None:
                blocks += self._flow(*box)
        return blocks

    def _paragraphs(
        self, start: int, end: int, told: Format, tables: Sequence[_Table]
    ) -> Iterator[TextBlock]:
        """A paragraph: as several where it has breaks of lines, as text pasted from web pages has."""
        self._tally.add()
        paragraph = self._paragraph
        self._paragraph += 1
        for anchor in _ANCHORS.finditer(self._units, start, end):
            if self._kinds[anchor.start()] == _SEEN and anchor.start() in self._shapes:
                self._due.append(self._shapes[anchor.start()])
        if told.ends_row:
            return
        style = self._style(told.style)
        text = self._seen(start, end)
        if style.hidden or style.name.startswith("toc "):
            # A table of contents repeats headings.
            if style.hidden and shown(text):
                self._hidden.append(shown(text))
            return
        if not shown(text) and any(self._kinds[start : end + 1]):
            # A paragraph of which nothing is seen is not numbered either.
            return
        at = Place(part=MAIN, block=self._block, paragraph=paragraph)
        if tables:
            at = Place(
                part=MAIN,
                block=self._block,
                paragraph=paragraph,
                table=tables[-1].number,
                row=len(tables[-1].rows),
                cell=len(tables[-1].cells),
            )
        number = self._number(told, style)
        level = style.level if told.level is None else told.level
        level = None if level is None or level >= _BODY_LEVEL else level + 1
        for each in filter(None, map(shown, text.split("\n"))):
            yield TextBlock(each, at, level, number)
            number = level = None
        if number and tables:
            # A cell that shows nothing but a number of a list.
            yield TextBlock("", at, level, number)

    def _number(self, told: Format, style: DocStyle) -> str | None:
        used, level = told.list_use, told.list_level
        if used is None:
            used, level = style.list_use, style.list_level if level is None else level
        if not used or used >= _NO_LIST:
            return None
        return self._numbering.next(str(used), level or 0)

    def _text_boxes(self) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
        """Where in the text which shape is anchored; which shape holds which text."""
        shapes = {
            start: int.from_bytes(told[:4], "little") for start, _, told in self._text.plex(SHAPES, _SHAPE)
        }
        first, last = self._text.boxes
        boxes = {}
        for start, end, told in self._text.plex(BOXES, _BOX):
            is_free = told[8:10] != b"\0\0"
            if not is_free and first + end <= last:
                boxes[int.from_bytes(told[14:18], "little")] = first + start, first + end
        return shapes, boxes

    # ── tables ───────────────────────────────────────────────────────────────────────────────────────────────

    def _table_blocks(self, table: _Table) -> Iterator[Block]:
        at = Place(part=MAIN, block=self._block, table=table.number)
        edges = _Edges(row.format for row in table.rows)
        rows: list[GridRow] = []
        # The cell that a merge downwards began with, by its grid column.
        above: dict[int, GridCell] = {}
        for i, row in enumerate(table.rows):
            place = Place(part=MAIN, block=self._block, table=table.number, row=i)
            rows.append(GridRow(place, self._cells(row, edges, place, above)))
        return table_blocks(rows, at)

    def _cells(self, row: _Row, edges: _Edges, at: Place, above: dict[int, GridCell]) -> list[GridCell]:
        """The cells of a row that begin in it; those that only go on with one above make that one longer."""
        cells: list[GridCell] = []
        columns = edges.columns(row.format, len(row.cells))
        shapes = row.format.shapes if len(row.format.shapes) == len(row.cells) else ()
        for i, (blocks, (column, end)) in enumerate(zip(row.cells, columns, strict=True)):
            self._tally.add()
            shape = shapes[i] if shapes else Shape(0)
            place = Place(part=MAIN, block=at.block, table=at.table, row=at.row, cell=i)
            cell = GridCell(column, place, end - column, blocks=blocks)
            if shape.across == ON_LEFT and cells:
                # Word shows nothing of what stands in such a cell.
                self._tell_hidden(cell)
                cells[-1].column_span = end - cells[-1].column
                continue
            begun = above.get(column)
            if shape.down == ON_ABOVE and begun is not None:
                self._tell_hidden(cell)
                begun.row_span += 1
                continue
            for covered in range(column, min(end, column + COLUMNS)):
                above.pop(covered, None)
            if shape.down == BEGINS_DOWN:
                above[column] = cell
            cells.append(cell)
        return cells

    def _tell_hidden(self, cell: GridCell) -> None:
        if cell.text:
            self._hidden.append(cell.text)


class _Edges:
    """The lines of a table's grid: where cells of its rows have edges."""

    def __init__(self, rows: Iterable[Format]) -> None:
        rows = [row for row in rows if row.shapes]
        self._left = min((row.left for row in rows if row.left is not None), default=0)
        self._lines: list[int] = []
        for edge in sorted({edge for row in rows for edge in self._edges(row)}):
            if not self._lines or edge - self._lines[-1] > _SAME_EDGE:
                self._lines.append(edge)

    def columns(self, row: Format, count: int) -> list[tuple[int, int]]:
        """For each of the cells of a row its first grid column and the one behind its last."""
        if len(row.shapes) != count:
            return [(i, i + 1) for i in range(count)]
        places = [bisect_right(self._lines, edge) - 1 for edge in self._edges(row)]
        return [(start, max(end, start + 1)) for start, end in pairwise(places)]

    def _edges(self, row: Format) -> list[int]:
        left = self._left if row.left is None else row.left
        return list(accumulate((shape.width for shape in row.shapes), initial=left))


def _instructions(units: str) -> list[tuple[int, int]]:
    """What of the fields is not shown: their instructions, and tables of contents, which repeat headings."""
    found: list[tuple[int, int]] = []
    open_fields: list[list[int]] = []
    for mark in _FIELDS.finditer(units):
        position, sign = mark.start(), mark[0]
        if sign == _BEGIN:
            open_fields.append([position])
        elif open_fields and sign == _SEPARATE:
            open_fields[-1].append(position)
        elif open_fields:
            # A field that never ends is none, and hides nothing.
            begin, *separators = open_fields.pop()
            is_contents = units[begin + 1 : begin + 40].lstrip().upper().startswith("TOC")
            found.append((begin, separators[0] if separators and not is_contents else position))
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if not merged or begin >= merged[-1][1]:
            merged.append((begin, end))
        elif end > merged[-1][1]:
            merged[-1] = merged[-1][0], end
    return merged
