"""A web page of the report as it was read: of texts, workbooks and pages no program makes Word tables, this does.

The words and figures of the report in the order of its parts, the tables as the form prints them, and nothing else: it
is read again, and has to say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from compliance.findings import ReportResult
from compliance.reporters.html.original import (
    BlockView,
    CellView,
    Head,
    Marks,
    Piece,
    SectionView,
    original_of,
)


def laid_out(result: ReportResult, lang: str) -> bytes | None:
    """The page, None where the result does not hold the report."""
    original = original_of(result, Marks("", lang, (), {}))
    if original is None:
        return None
    lines = [
        '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>',
        _element("h1", _words(original.title)),
        *(_element("p", line) for line in _words(original.preface).splitlines()),
        *(line for section in original.sections for line in _section(section)),
        "</body></html>",
    ]
    return "\n".join(lines).encode()


def _section(section: SectionView) -> Iterator[str]:
    yield _element("h2", _words(section.heading))
    for paragraph in section.paragraphs:
        yield _element("p", _words(paragraph))
    for table in section.tables:
        for block in table.blocks:
            yield from _block(block)
            # Two tables that touch become one.
            yield "<p></p>"


def _block(block: BlockView) -> Iterator[str]:
    if block.title:
        yield _element("p", block.title)
    yield '<table border="1">'
    for i, line in enumerate(block.heads):
        corner = _head(block.corner) if i == 0 else ""
        yield _element("tr", corner + "".join(map(_head, line)), is_markup=True)
    for row in block.rows:
        cells = "".join(_element("td", _held(cell)) for cell in row.cells)
        yield _element("tr", "".join(map(_head, row.labels)) + cells, is_markup=True)
    yield "</table>"


def _head(head: Head) -> str:
    return f'<td colspan="{head.columns}" rowspan="{head.rows}">{escape(head.text)}</td>'


def _held(cell: CellView | None) -> str:
    """What stands in the cell: nothing where it is blank, or was not found."""
    return "" if cell is None or cell.state in ("blank", "absent") else cell.text + cell.note


def _words(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def _element(name: str, content: str, *, is_markup: bool = False) -> str:
    return f"<{name}>{content if is_markup else escape(content)}</{name}>"
