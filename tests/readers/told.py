"""A document as a reader handed it over, written small enough to stand in a table of cases."""

from __future__ import annotations

from compliance.readers.fragments import Block, Document, Fragment, TextBlock


def told(document: Document) -> list[str]:
    """Paragraphs as their text, tables row by row: ``0:规章 | 1-3:5 | 4v2:``, columns and spans before the text."""
    lines: list[str] = []
    for block in document.blocks:
        lines += [paragraph(block)] if isinstance(block, TextBlock) else rows(block)
    return lines


def texts(document: Document) -> list[str]:
    """The paragraphs only."""
    return [paragraph(block) for block in document.blocks if isinstance(block, TextBlock)]


def paragraph(block: TextBlock) -> str:
    """A paragraph with its level and its number."""
    level = "" if block.level is None else "#" * block.level + " "
    number = "" if block.number is None else f"[{block.number}]"
    return level + number + block.text


def rows(fragment: Fragment) -> list[str]:
    """A table, one row a line."""
    return [" | ".join(_cell(cell) for cell in row.cells) for row in fragment.rows]


def _cell(cell) -> str:
    columns = str(cell.column) if cell.column_span == 1 else f"{cell.column}-{cell.end - 1}"
    down = "" if cell.row_span == 1 else f"v{cell.row_span}"
    return f"{columns}{down}:{cell.text}"


def tables(document: Document) -> list[Fragment]:
    """The tables only."""
    blocks: tuple[Block, ...] = document.blocks
    return [block for block in blocks if isinstance(block, Fragment)]
