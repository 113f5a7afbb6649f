"""Tables without rulings: rows told by the figures at their ends.

A line is a row if it ends in figures that stand apart from the words before them, or below the figures of another row.
Which figure stands in which column is worked out as for text with columns of white space
(:mod:`compliance.readers.layout`), with points in place of characters. A line that is not certain to be a row stays
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from compliance.readers.fragments import Fragment, RawRow
from compliance.readers.layout import LONGEST_HEAD, LONGEST_WORD, SpacedLine, Word, rows
from compliance.readers.lines import Line, is_blank_between, text_of
from compliance.readers.numbers import is_value
from compliance.readers.paper import Box, Glyph, Page, around

_APART = 0.8
"""Figures stand apart from the words before them if the gap is wider than so many letters."""

_COLUMN = 0.15
"""Between the words of a header a gap of so many letters is enough."""

_MANY = 3
"""So many figures in a line make a row by themselves."""

_ALIGNED = 2.0
_NEIGHBOURS = 3
_PROSE = re.compile(r"[。；;，,：:！？]")
_SENTENCE = re.compile(r"[。；，]")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")


class _Row:
    """A line as words: those of the label, then the figures."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.words: list[tuple[Glyph, ...]] = []
        self.figures = 0
        if not _SENTENCE.search(line.text):
            self.words, self.figures = _taken_apart(line)
        self.head = "".join(text_of(word) for word in self.words[: len(self.words) - self.figures])

    @property
    def is_possible(self) -> bool:
        """Whether it may be a row at all."""
        return (
            self.figures > 0
            and len(self.words) > 1
            and len(self.head) <= LONGEST_HEAD
            and not _is_prose(self.head)
        )

    @property
    def is_certain(self) -> bool:
        """Whether it is one, whatever stands around it."""
        if self.figures >= _MANY or len(self.words) == self.figures:
            return True
        label, figure = self.words[-self.figures - 1], self.words[-self.figures]
        return figure[0].x0 - label[-1].x1 > _APART * self.line.size

    def is_below(self, other: _Row) -> bool:
        """Whether a figure of it stands in line with one of another row."""
        mine = [edge for word in self.words[-self.figures :] for edge in (word[0].x0, word[-1].x1)]
        return any(
            abs(edge - at) <= _ALIGNED
            for word in other.words[-other.figures :]
            for edge in (word[0].x0, word[-1].x1)
            for at in mine
        )


def borderless(page: Page, lines: Sequence[Line]) -> list[Line | Fragment]:
    """The lines of a page that stand outside of its tables, those that are rows as fragments."""
    taken = [_Row(line) for line in lines]
    possible = [i for i, row in enumerate(taken) if row.is_possible]
    certain = {i for i in possible if taken[i].is_certain}
    certain |= {
        i
        for i in possible
        for j in range(max(0, i - _NEIGHBOURS), min(len(taken), i + _NEIGHBOURS + 1))
        if i != j and taken[j].is_possible and taken[i].is_below(taken[j])
    }
    found: list[Line | Fragment] = []
    run: list[_Row] = []
    for i, row in enumerate(taken):
        if i in certain or ((run or i + 1 in certain) and _is_header(row)):
            run.append(row)
        else:
            found += _fragment(page, run)
            run = []
            found.append(row.line)
    return found + list(_fragment(page, run))


def _fragment(page: Page, run: Sequence[_Row]) -> Iterator[Fragment]:
    if not run:
        return
    spaced = []
    for number, row in enumerate(run):
        words = row.words if row.figures else _split(row.line, _COLUMN)
        told = tuple(Word(text_of(word), round(word[0].x0), round(word[-1].x1)) for word in words)
        spaced.append(SpacedLine(number, row.line.text, told, row.figures, wide=True))
    placed = [_placed(page, raw, run) for raw in rows(spaced)]
    yield Fragment(tuple(placed), page.place(around(row.line.box for row in run)))


def _placed(page: Page, raw: RawRow, run: Sequence[_Row]) -> RawRow:
    """A row with its places on the page. Its cells that hold something are its words, in their order."""
    number = raw.at.line if raw.at is not None else None
    row = run[number or 0]
    words = iter(row.words if row.figures else _split(row.line, _COLUMN))
    whole = page.place(row.line.box)
    cells = [replace(cell, at=page.place(_box(next(words))) if cell.text else whole) for cell in raw.cells]
    return replace(raw, cells=tuple(cells), at=whole)


def _box(word: Sequence[Glyph]) -> Box:
    return around((glyph.x0, glyph.top, glyph.x1, glyph.bottom) for glyph in word)


def _is_prose(text: str) -> bool:
    return _PROSE.search(_BRACKETED.sub("", text)) is not None


def _is_header(row: _Row) -> bool:
    """Whether a line names columns side by side."""
    words = _split(row.line, _COLUMN)
    return (
        not row.figures
        and len(words) > 1
        and all(len(word) <= LONGEST_WORD and not _is_prose(text_of(word)) for word in words)
    )


def _taken_apart(line: Line) -> tuple[list[tuple[Glyph, ...]], int]:
    """The words of a line, and how many of the last ones are figures.

    Between a label and the figure behind it the gap may be no wider than one inside a label.
    """
    words = _split(line, _APART)
    figures = 0
    while figures < len(words) and is_value(text_of(words[-1 - figures])):
        figures += 1
    if figures < len(words):
        head = words[len(words) - 1 - figures]
        tail = _split(Line(head), 0.0)
        while len(tail) > 1 and is_value(text_of(tail[-1])) and not _is_joined(tail[-2][-1], tail[-1][0]):
            words.insert(len(words) - figures, tail.pop())
            figures += 1
        words[len(words) - 1 - figures] = tuple(glyph for word in tail for glyph in word)
    return words, figures


def _is_joined(before: Glyph, glyph: Glyph) -> bool:
    return glyph.x0 - before.x1 < 0.08 * glyph.height


def _split(line: Line, gap: float) -> list[tuple[Glyph, ...]]:
    """The words between gaps of so many letters, and between figures with a blank between them."""
    words: list[list[Glyph]] = [[line.glyphs[0]]]
    for before, glyph in pairwise(line.glyphs):
        latin = before.text.isascii() and glyph.text.isascii()
        apart = is_blank_between(before, glyph) if latin else glyph.x0 - before.x1 > gap * line.size
        if apart:
            words.append([glyph])
        else:
            words[-1].append(glyph)
    return [tuple(word) for word in words]
