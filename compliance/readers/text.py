"""Reads reports that are text or Markdown: columns by tabs, by pipes, by white space.

This is what people save from PDF files and web pages. Tabs and pipes keep the cells apart; white space does so where
the columns are clear (:mod:`compliance.readers.layout`). Where nothing does, the report is refused: ``640020470`` may
be 64 0 0 2 0 4 70 and may be something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.errors import ReadError
from compliance.form import Form
from compliance.messages import Message
from compliance.readers import markdown
from compliance.readers.encoding import decode
from compliance.readers.fragments import Block, Document, Fragment, RawCell, RawRow, TextBlock
from compliance.readers.kinds import Kind, kind_of
from compliance.readers.layout import SpacedLine, rows, spaced_line
from compliance.readers.limits import BLOCKS, CELLS, check_text_size
from compliance.readers.reading import report_of
from compliance.readers.reflow import is_page_number
from compliance.report import Place, Report

_SENTENCE = 80
"""A single cell of so many characters behind tabs is an indented sentence and no row."""


def read(name: str, data: bytes, forms: Sequence[Form]) -> Report | None:
    """Read a text or Markdown file, or leave what is none to other readers.

    :raises ReadError: It is text, and no report can be read out of it.
    """
    kind = kind_of(data)
    if kind is Kind.EMPTY:
        raise ReadError(Message("reading.empty"), name)
    return read_text(data, name, forms) if kind is Kind.TEXT else None


def read_text(data: bytes, name: str, forms: Sequence[Form]) -> Report:
    """The report that a text or Markdown file holds.

    :raises ReadError: None can be read out of it.
    """
    check_text_size(len(data), name)
    text = decode(data, name)
    # Counted before anything is split: a line of ten million cells would take minutes.
    if text.count("\n") + text.count("\r") > 2 * BLOCKS or text.count("\t") + text.count("|") > CELLS:
        raise ReadError(Message("reading.too-long"), name)
    return report_of(document(text), data, name, forms)


def document(text: str) -> Document:
    """The lines of a text as paragraphs and rows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    is_markdown = any(markdown.heading(line) or (markdown.is_rule(line) and "|" in line) for line in lines)
    return Document(tuple(_blocks(lines)), "markdown" if is_markdown else "text", wrapped=True)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Paragraphs, and runs of rows as fragments."""
    if markdown.has_cells_as_lines(lines):
        yield from _cells_as_lines(lines)
        return
    run: list[RawRow] = []
    spaced: list[SpacedLine] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or is_page_number(line):
            continue
        cells = markdown.pipe_cells(line) or _tab_cells(line)
        if markdown.is_rule(line):
            # The line under a header; what follows belongs to the same table.
            continue
        if cells is not None:
            run += rows(spaced)
            spaced = []
            run.append(_row(cells, number, line))
            continue
        row = spaced_line(line, number)
        if row is not None:
            spaced.append(row)
            continue
        yield from _fragment(run + rows(spaced))
        run, spaced = [], []
        yield _text(line, number)
    yield from _fragment(run + rows(spaced))


def _cells_as_lines(lines: Sequence[str]) -> Iterator[Block]:
    """The lines of a text in which a pipe ends each cell, and the cell its line: a pipe alone is a blank cell, more of
    them fill up a row and are none."""
    for number, line in enumerate(lines, 1):
        text = line.rstrip().rstrip("|")
        is_blank_cell = not text.strip() and line.strip() == "|"
        if (text.strip() or is_blank_cell) and not is_page_number(line):
            yield _text(text, number)


def _fragment(found: list[RawRow]) -> Iterator[Fragment]:
    if found:
        yield Fragment(tuple(found), found[0].at)


def _tab_cells(line: str) -> list[str] | None:
    """The cells of a row with tabs, or None: a tab may also only indent a sentence."""
    if "\t" not in line:
        return None
    cells = [markdown.plain(cell).strip() for cell in line.split("\t")]
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and (line.count("\t") == 1 or len(filled[0]) > _SENTENCE or filled[0].endswith("。")):
        return None
    return cells


def _row(cells: Sequence[str], number: int, line: str) -> RawRow:
    found = tuple(RawCell(text, i, at=Place(line=number, cell=i)) for i, text in enumerate(cells))
    return RawRow(found, Place(line=number), line.replace("\t", " ").strip())


def _text(line: str, number: int) -> TextBlock:
    titled = markdown.heading(line)
    level, text = titled or (None, line)
    indented = line.startswith(("\u3000\u3000", "\t", "    "))
    return TextBlock(markdown.plain(text).strip(), Place(line=number), level, indented=indented)
