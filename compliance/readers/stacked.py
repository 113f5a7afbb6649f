"""Cells that stand one below the other become rows again.

A page saved as text, or one whose tables are made of blocks and not of cells, gives every cell a line of its own: the
label, then its figures. Nothing is lost by that but the blanks, and not all of them (a text block without a text is a
blank cell), so the figures behind a label can be counted: a row that has not as many as the form has columns is not
read. What a line is can be told by what stands around it: figures follow the label of a row, or, where a table is
printed sideways, the last label of its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compliance.form import Form
from compliance.readers.fragments import Block, Document, Fragment, RawCell, RawRow, TextBlock
from compliance.readers.labels import label
from compliance.readers.numbers import is_value
from compliance.readers.tables import columns_of

LEAST = 8
"""A document is read so only if figures follow so many known labels: a sentence may end in a line of its own, too."""

LONGEST_LABEL = 60
LONGEST_WORD = 16


class _Words:
    """The words of the forms: labels of rows, what may stand in a header, and headings, which belong to no table."""

    def __init__(self, forms: Sequence[Form]) -> None:
        tables = [table for form in forms for table in form.tables]
        self.rows = _cores(text for table in tables for row in table.rows for text in row.labels)
        self.columns = _cores(text for table in tables for column in table.columns for text in column.labels)
        groups = [group.label for table in tables for group in (*table.row_groups, *table.column_groups)]
        titles = [block.title for table in tables for block in table.blocks]
        self.around = self.columns | _cores(text for text in (*groups, *titles) if text)
        # The rows' labels stand above the columns' where a table is printed sideways.
        self.around |= _cores(
            text for table in tables if table.sideways for row in table.rows for text in row.labels
        )
        self.widths = {len(columns_of(table, row.name)) for table in tables for row in table.rows}
        self.widths |= {len(table.columns) * len(table.rows) for table in tables if table.sideways}
        self.headings = _cores(heading.title for form in forms for heading in form.headings)


def unstacked(document: Document, forms: Sequence[Form]) -> Document:
    """The document with rows where cells stood one below the other; as it is where they did not."""
    blocks, words = document.blocks, _Words(forms)
    runs = list(_runs_of_figures(blocks))
    known = sum(1 for start, _ in runs if start and _core(blocks[start - 1]) in words.rows)
    return document if known < LEAST else replace(document, blocks=tuple(_rows(blocks, runs, words)))


def _runs_of_figures(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Where lines stand that are figures and nothing else, or blank cells: the first, and the first behind them."""
    start: int | None = None
    for i, block in enumerate((*blocks, None)):
        if isinstance(block, TextBlock) and (not block.text.strip() or is_value(block.text.strip())):
            start = i if start is None else start
        elif start is not None:
            yield start, i
            start = None


def _rows(blocks: Sequence[Block], runs: Sequence[tuple[int, int]], words: _Words) -> Iterator[Block]:
    done = 0
    for start, end in runs:
        first = start
        if (
            start > done
            and _may_be_label(blocks[start - 1])
            and _core(blocks[start - 1]) not in words.columns
        ):
            first = start - 1
        above = _header(blocks, done, first, words)
        yield from blocks[done:above]
        names = _texts(blocks[above:first])
        header = [_row(names)] if first == start and names else _header_rows(names, end - first, words)
        last = end - 1 if _is_filler(blocks, start, end, words) else end
        rows = (*header, _row(_texts(blocks[first:last])))
        yield Fragment(rows, rows[0].at)
        done = end
    yield from blocks[done:]


def _is_filler(blocks: Sequence[Block], start: int, end: int, words: _Words) -> bool:
    """Whether the last of the cells is a blank that no row of the form has: it only fills up the row for a label that
    takes two columns."""
    is_one_more = end - start not in words.widths and end - start - 1 in words.widths
    return is_one_more and not any(one.text.strip() for one in _texts(blocks[end - 1 : end]))


def _header(blocks: Sequence[Block], done: int, first: int, words: _Words) -> int:
    """Where the labels begin that stand above a row: those of columns, groups, blocks, and a word of the form between
    two of them."""
    above = first
    for i in range(first - 1, done - 1, -1):
        block, core = blocks[i], _core(blocks[i])
        if core in words.headings or not _may_be_label(block) or above - i > 2:
            break
        if core in words.around:
            above = i
        elif len(core) > LONGEST_WORD:
            break
    return above


def _header_rows(names: Sequence[TextBlock], length: int, words: _Words) -> Iterator[RawRow]:
    """The labels above a row of so many cells.

    Their order is not that of the columns where some stand above others on paper, so they are kept as one text that
    names none; but the label of a single column may tell a unit.
    """
    if not names:
        return
    if length == 2 and _core(names[-1]) in words.columns:
        *names, last = names
        yield from _header_rows(names, 0, words)
        yield _row([last])
    else:
        text = " ".join(one.text.strip() for one in names)
        yield RawRow((RawCell(text, 0, at=names[0].at),), names[0].at, text, blanks_shown=False)


def _texts(blocks: Sequence[Block]) -> list[TextBlock]:
    return [block for block in blocks if isinstance(block, TextBlock)]


def _row(line: Sequence[TextBlock]) -> RawRow:
    cells = tuple(RawCell(block.text.strip(), i, at=block.at) for i, block in enumerate(line))
    text = " ".join(cell.text for cell in cells)
    return RawRow(cells, line[0].at, text, blanks_shown=False)


def _may_be_label(block: Block) -> bool:
    return (
        isinstance(block, TextBlock)
        and block.level is None
        and 0 < len(block.text) <= LONGEST_LABEL
        and not any(mark in block.text for mark in "。；;！？")
    )


def _core(block: Block) -> str:
    return label(block.text).core if isinstance(block, TextBlock) else ""


def _cores(texts: Iterator[str] | Sequence[str]) -> set[str]:
    return {core for known in map(label, texts) for core in (known.core, known.base)}
