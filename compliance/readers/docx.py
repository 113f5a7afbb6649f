"""Word documents (.docx) as a person sees them on paper, read straight from their XML.

The *final* text counts: what was inserted is in, what was deleted is out, and a remark says that changes are not
accepted. Content controls, fields and links show what they show; numbers that Word makes are told; hidden text is left
out and told; a text box is read once, as paragraphs of its own.

The surprise: no library for Word files is used. Those there are lose rows in content controls and figures in tracked
insertions without a word, and a checker would report wrong figures.

Places count in document order over the whole part, deleted text and all: ``paragraph`` counts its ``w:p``, ``table``
its ``w:tbl``; ``row`` and ``cell`` count within their table and row; ``run`` is the first ``w:r`` of the paragraph that
shows text. So a place finds its element again without this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from compliance.readers.fragments import Block, Document, TextBlock
from compliance.readers.grids import SAMPLE, GridCell, GridRow, Tally, shown, table_blocks
from compliance.readers.limits import COLUMNS
from compliance.readers.numbering import Numbering
from compliance.readers.package import Package
from compliance.readers.wordml import VAL, W, toggle, value, whole
from compliance.readers.wordstyles import Style, Styles, list_of
from compliance.report import Place

if TYPE_CHECKING:
    from lxml import etree

    from compliance.form import Form
    from compliance.report import Report

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"

_PARAGRAPH, _PARAGRAPH_STYLE, _RUN, _RUN_STYLE = f"{W}p", f"{W}pPr", f"{W}r", f"{W}rPr"
_TABLE, _ROW, _CELL = f"{W}tbl", f"{W}tr", f"{W}tc"
_CONTROL, _CONTROL_CONTENT = f"{W}sdt", f"{W}sdtContent"
_ALTERNATE, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_BOX = f"{W}txbxContent"
_FIELD_MARK = f"{W}fldChar"

_IN = frozenset((f"{W}ins", f"{W}moveTo"))
_OUT = frozenset((f"{W}del", f"{W}moveFrom"))
_WRAPPERS = _IN | {
    f"{W}{name}" for name in ("customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "rubyBase")
}
_WRAPPERS |= {f"{_MATH}{name}" for name in ("oMath", "oMathPara")}
_RUNS = frozenset((_RUN, f"{_MATH}r"))
_DRAWN = frozenset((f"{W}drawing", f"{W}pict", f"{W}object", _ALTERNATE))
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_TEXTS = frozenset((f"{W}t", f"{_MATH}t"))
_CODE = re.compile("[0-9A-Fa-f]{1,4}").fullmatch
_BODY_LEVEL = 9
"""The outline level of Word that means: none."""


def read_docx(data: bytes, name: str, forms: Sequence[Form]) -> Report:
    """The report that a Word document is.

    :param name: The file as the user named it.
    :param forms: The editions of the form that it may follow.
    :raises ReadError: It is no sound Word document, or no report.
    """
    from compliance.readers.reading import report_of

    return report_of(docx_document(data, name), data, name, forms)


def docx_document(data: bytes, name: str) -> Document:
    """The paragraphs and tables of a Word document.

    :raises ReadError: It is no sound Word document.
    """
    package = Package(data, name, "docx")
    part = package.main_part()
    root = package.xml(part)
    body = root.find(f"{W}body")
    if body is None:
        raise package.damaged(part)
    styles = Styles(_related(package, part, "styles"))
    numbers = _related(package, part, "numbering")
    walk = _Walk(root, part, name, styles, Numbering(numbers, styles.lists))
    blocks = walk.body(body)
    if walk.open_fields:
        # A field that never ends would swallow all that follows: it is none, and the text is read again without it.
        endless = frozenset(walk.open_fields)
        walk = _Walk(root, part, name, styles, Numbering(numbers, styles.lists), endless=endless)
        blocks = walk.body(body)
    return Document(tuple(blocks), "docx", metadata=_properties(package), remarks=walk.remarks())


def _related(package: Package, part: str, kind: str) -> etree._Element | None:
    for target in package.related(part, kind).values():
        return package.xml(target) if target in package else None
    return None


def _properties(package: Package) -> dict[str, str]:
    for target in package.related("", "core-properties").values():
        if target in package:
            title = package.xml(target).findtext("{http://purl.org/dc/elements/1.1/}title")
            if title and title.strip():
                return {"title": title.strip()}
    return {}


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction, and whether its result has."""

    mark: etree._Element
    instruction: str = ""
    has_result: bool = False

    @property
    def shows(self) -> bool:
        """Whether what stands here is a result, and not a table of contents, which repeats headings."""
        return self.has_result and not self.instruction.lstrip().upper().startswith("TOC")


@dataclass(slots=True)
class _Line:
    """The text of a paragraph as it is put together."""

    texts: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    first: etree._Element | None = None
    boxes: list[etree._Element] = field(default_factory=list)


class _Walk:
    """One walk through the body of a document, in the order in which it is read."""

    def __init__(
        self,
        root: etree._Element,
        part: str,
        name: str,
        styles: Styles,
        numbering: Numbering,
        *,
        endless: frozenset[etree._Element] = frozenset(),
    ) -> None:
        self._part = part
        self._styles = styles
        self._numbering = numbering
        self._endless = endless
        self._tally = Tally(name)
        # The dictionaries also keep lxml from making the same element twice.
        self._paragraphs = {element: i for i, element in enumerate(root.iter(_PARAGRAPH))}
        self._tables = {element: i for i, element in enumerate(root.iter(_TABLE))}
        self._tally.add(len(self._paragraphs))
        self._block = 0
        self._fields: list[_Field] = []
        self._boxes: list[etree._Element] = []
        self._changes = 0
        self._hidden: list[str] = []
        self._embedded = 0

    @property
    def open_fields(self) -> list[etree._Element]:
        """The beginnings of fields that never ended."""
        return [each.mark for each in self._fields]

    def remarks(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """What a person should know about the document."""
        told: list[tuple[str, dict[str, Any]]] = []
        if self._changes:
            told.append(("documents.changes", {"count": self._changes}))
        if self._hidden:
            told.append(("documents.hidden", {"count": len(self._hidden), "text": self._hidden[0][:SAMPLE]}))
        if self._embedded:
            told.append(("documents.embedded", {"count": self._embedded}))
        return tuple(told)

    def body(self, body: etree._Element) -> list[Block]:
        """The whole document."""
        return self._flow(self._body_blocks(body), None)

    def _body_blocks(self, body: etree._Element) -> Iterator[etree._Element]:
        for i, element in enumerate(self._content(body)):
            self._block = i
            yield element

    def _flow(self, elements: Iterator[etree._Element], cell: Place | None) -> list[Block]:
        """The paragraphs and tables of the body, a cell or a text box; *cell* is the place of the cell."""
        blocks: list[Block] = []
        # The text of paragraphs whose end was deleted: it belongs to the next.
        pending = ""
        for element in elements:
            if element.tag == _TABLE:
                blocks += self._table(element)
            elif element.tag == _PARAGRAPH:
                pending = self._paragraph(blocks, element, pending, cell)
            elif element.tag == f"{W}altChunk":
                self._embedded += 1
            if cell is None:
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    blocks += self._flow(self._content(box), None)
        if shown(pending):
            blocks.append(TextBlock(shown(pending), cell or Place(part=self._part, block=self._block)))
        return blocks

    # ── wrappers and changes ─────────────────────────────────────────────────────────────────────────────────

    def _content(self, parent: etree._Element) -> Iterator[etree._Element]:
        """The children as in the final text: wrappers opened, deleted ones left out and counted."""
        stack = [iter(parent)]
        while stack:
            for child in stack[-1]:
                inside = self._opened(child)
                if inside is not None:
                    stack.append(iter(inside))
                    break
                if child.tag not in _OUT:
                    yield child
            else:
                stack.pop()

    def _opened(self, element: etree._Element) -> etree._Element | None:
        """What is read in place of a wrapper; None where the element is none."""
        tag = element.tag
        if tag in _IN or tag in _OUT:
            before = element.getprevious()
            # Word cuts one change into several where the type face changes.
            if before is None or (before.tag not in _IN and before.tag not in _OUT):
                self._changes += 1
        if tag in _WRAPPERS:
            return element
        if tag == _CONTROL:
            return element.find(_CONTROL_CONTENT)
        return _alternative(element) if tag == _ALTERNATE else None

    # ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────

    def _paragraph(
        self, blocks: list[Block], element: etree._Element, pending: str, cell: Place | None
    ) -> str:
        properties = element.find(_PARAGRAPH_STYLE)
        style = self._styles[value(properties, "pStyle") or self._styles.default]
        line = _Line()
        changes = self._changes
        for child in self._content(element):
            if child.tag in _RUNS:
                self._run(line, child, style)
        self._boxes += line.boxes
        if line.hidden:
            self._tell_hidden("".join(line.hidden))
        text = pending + "".join(line.texts)
        mark = None if properties is None else properties.find(_RUN_STYLE)
        if mark is not None and any(mark.find(tag) is not None for tag in _OUT):
            self._changes += self._changes == changes
            return text
        if style.name.startswith("toc ") or (line.hidden and not shown(text)):
            # A table of contents repeats headings; a hidden paragraph is not numbered either.
            return ""
        at = self._place(element, line, cell)
        number = self._number(properties, style)
        level = _outline_level(properties, style)
        # Text pasted from web pages has line breaks where paragraphs end.
        for each in filter(None, map(shown, text.split("\n"))):
            blocks.append(TextBlock(each, at, level, number))
            number = level = None
        if number and cell is not None:
            # A cell that shows nothing but a number of a list.
            blocks.append(TextBlock("", at, level, number))
        return ""

    def _place(self, element: etree._Element, line: _Line, cell: Place | None) -> Place:
        run = None
        if line.first is not None:
            run = next((i for i, each in enumerate(element.iter(_RUN)) if each is line.first), None)
        paragraph = self._paragraphs[element]
        if cell is None:
            return Place(part=self._part, block=self._block, paragraph=paragraph, run=run)
        return Place(
            part=self._part,
            block=self._block,
            paragraph=paragraph,
            table=cell.table,
            row=cell.row,
            cell=cell.cell,
            run=run,
        )

    def _number(self, properties: etree._Element | None, style: Style) -> str | None:
        list_id, level = list_of(properties)
        if list_id is None:
            list_id, level = style.list_id, style.list_level
            if list_id and level is None:
                level = self._numbering.level_of_style(
                    list_id, value(properties, "pStyle") or self._styles.default
                )
        # List 0 is how Word writes that a paragraph has left its list.
        if list_id in (None, "0"):
            return None
        return self._numbering.next(list_id, level or 0)

    def _tell_hidden(self, text: str) -> None:
        told = shown(text)
        if told:
            self._hidden.append(told)

    # ── runs ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _run(self, line: _Line, run: etree._Element, style: Style) -> None:
        hidden = self._is_hidden(run.find(_RUN_STYLE), style)
        for child in run:
            tag = child.tag
            if tag == _FIELD_MARK:
                self._field(child)
            elif tag == f"{W}instrText":
                if self._fields and not self._fields[-1].has_result:
                    self._fields[-1].instruction += child.text or ""
            elif tag == f"{W}ruby":
                for inner in self._content(child):
                    if inner.tag == _RUN:
                        self._run(line, inner, style)
            elif not self._fields or all(each.shows for each in self._fields):
                if tag in _DRAWN:
                    self._drawn(line, child, hidden)
                text = _text_of(child)
                if text:
                    (line.hidden if hidden else line.texts).append(text)
                    if not hidden and line.first is None and not text.isspace():
                        line.first = run

    def _field(self, mark: etree._Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin" and mark not in self._endless:
            self._fields.append(_Field(mark))
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawn(self, line: _Line, element: etree._Element, hidden: bool) -> None:
        """Find the text boxes of a drawing, each once, and objects that only their own program can read."""
        stack = [element]
        while stack:
            each = stack.pop()
            if each.tag == _BOX:
                if hidden:
                    line.hidden += [text.text or "" for text in each.iter(f"{W}t")]
                else:
                    line.boxes.append(each)
            elif each.tag == _ALTERNATE:
                chosen = _alternative(each)
                stack += [] if chosen is None else [chosen]
            else:
                self._embedded += each.tag == _OLE_OBJECT
                stack += reversed(each)

    def _is_hidden(self, properties: etree._Element | None, style: Style) -> bool:
        told = toggle(properties, "vanish")
        if told is not None:
            return told
        return bool(style.hidden) != bool(self._styles[value(properties, "rStyle") or ""].hidden)

    # ── tables ───────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: etree._Element) -> Iterator[Block]:
        at = Place(part=self._part, block=self._block, table=self._tables[table])
        rows: list[GridRow] = []
        # The cell that a merge downwards began with, by its grid column.
        above: dict[int, GridCell] = {}
        elements = [element for element in self._content(table) if element.tag == _ROW]
        for i, element in enumerate(elements):
            properties = element.find(f"{W}trPr")
            if properties is not None:
                if properties.find(f"{W}del") is not None:
                    self._changes += 1
                    continue
                self._changes += properties.find(f"{W}ins") is not None
                if toggle(properties, "hidden"):
                    self._tell_hidden("".join(text.text or "" for text in element.iter(f"{W}t")))
                    continue
            place = Place(part=self._part, block=self._block, table=at.table, row=i)
            rows.append(GridRow(place, self._cells(element, properties, place, above)))
        yield from table_blocks(rows, at)

    def _cells(
        self, row: etree._Element, properties: etree._Element | None, at: Place, above: dict[int, GridCell]
    ) -> list[GridCell]:
        """The cells of a row that begin in it; those that only go on with one above make that one longer."""
        cells: list[GridCell] = []
        column = whole(value(properties, "gridBefore")) or 0
        elements = [element for element in self._content(row) if element.tag == _CELL]
        for i, element in enumerate(elements):
            told = element.find(f"{W}tcPr")
            if told is not None and told.find(f"{W}cellDel") is not None:
                self._changes += 1
                continue
            self._tally.add()
            span = max(1, whole(value(told, "gridSpan")) or 1)
            place = Place(part=self._part, block=at.block, table=at.table, row=at.row, cell=i)
            cell = GridCell(column, place, span)
            column += span
            cell.blocks = self._flow(self._content(element), place)
            if _goes_on(told, "hMerge") and cells:
                cells[-1].column_span += span
                continue
            begun = above.get(cell.column)
            if _goes_on(told, "vMerge") and begun is not None:
                # Word shows nothing of what stands in such a cell.
                self._tell_hidden(cell.text)
                begun.row_span += 1
                continue
            for covered in range(cell.column, min(column, cell.column + COLUMNS)):
                above.pop(covered, None)
            if told is not None and told.find(f"{W}vMerge") is not None:
                above[cell.column] = cell
            cells.append(cell)
        return cells


def _alternative(element: etree._Element) -> etree._Element | None:
    """The branch that a new Word shows; the other one repeats it for an old Word."""
    chosen = element.find(_CHOICE)
    return element.find(_FALLBACK) if chosen is None else chosen


def _text_of(element: etree._Element) -> str:
    tag = element.tag
    if tag in _TEXTS:
        return element.text or ""
    if tag == f"{W}sym":
        code = element.get(f"{W}char", "")
        return chr(int(code, 16)) if _CODE(code) else ""
    if tag == _ALTERNATE:
        # A sign that only new versions know, and the text for the old ones.
        return "".join(text.text or "" for text in element.iterfind(f"{_FALLBACK}/{W}t"))
    return _SIGNS.get(tag, "")


def _outline_level(properties: etree._Element | None, style: Style) -> int | None:
    level = whole(value(properties, "outlineLvl"))
    level = style.level if level is None else level
    return None if level is None or level >= _BODY_LEVEL else level + 1


def _goes_on(properties: etree._Element | None, merge: str) -> bool:
    """Whether a cell only goes on with the one above (``vMerge``) or left of it (``hMerge``)."""
    told = None if properties is None else properties.find(f"{W}{merge}")
    return told is not None and told.get(VAL) != "restart"
