"""Rows whose columns are set by white space: which words of a line are its cells, and in which column they stand.

In a run of such rows the figures of one column stand below each other, and a blank shows as a gap in the column. A
column that is blank in the whole run leaves no trace, and so does every blank where the figures do not fall into clear
columns. All rows made here therefore say that their cells can only be counted (``blanks_shown`` is False): a row that
does not have as many as the form has columns is not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compliance.readers.fragments import RawCell, RawRow
from compliance.readers.markdown import plain
from compliance.readers.numbers import is_value
from compliance.report import Place
from compliance.widths import columns

LONGEST_HEAD = 60
"""No label of a row has more characters."""

LONGEST_WORD = 16
"""No label of a column has more characters."""

_GAP = re.compile(r"[ \xa0]+")
_WIDE_GAP = re.compile(r"[ \xa0]{2,}|\u3000+[ \xa0]*")
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]")


@dataclass(frozen=True, slots=True)
class Word:
    """A cell's text and the display columns that it takes."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpacedLine:
    """A line that looks like a row: its words, how many of the last ones are figures, and whether wide gaps keep them
    apart."""

    number: int
    text: str
    words: tuple[Word, ...]
    figures: int
    wide: bool


def spaced_line(text: str, number: int) -> SpacedLine | None:
    """The line as a row, or None if it reads like prose."""
    stripped = text.strip()
    if not stripped or len(stripped) > 400:
        return None
    wide = _words(text, _WIDE_GAP)
    if len(wide) == 2 and len(wide[1].text.split()) > 2 and all(map(is_value, wide[1].text.split())):
        # A label that ends in a blank, and figures with single blanks between them.
        wide = wide[:1]
    words = wide if len(wide) > 1 else _words(text, _GAP)
    figures = 0
    while figures < len(words) and is_value(words[-1 - figures].text):
        figures += 1
    if figures == 0:
        # Labels of columns side by side; a sentence with a double space in it is none.
        names = len(wide) > 1 and all(len(w.text) <= LONGEST_WORD and not _is_prose(w.text) for w in wide)
        return SpacedLine(number, text, wide, 0, True) if names else None
    if len(words) < 2:
        return None
    head = "".join(word.text for word in words[:-figures])
    if len(head) > LONGEST_HEAD or _is_prose(head):
        return None
    if len(wide) < 2:
        # Single blanks: the words before the figures are one label.
        label = " ".join(word.text for word in words[:-figures])
        words = (*((Word(label, 0, words[-figures].start),) if label else ()), *words[-figures:])
    return SpacedLine(number, text, words, figures, len(wide) > 1)


def rows(lines: Sequence[SpacedLine]) -> list[RawRow]:
    """A run of lines as rows."""
    found: list[RawRow] = []
    run: list[SpacedLine] = []
    for line in lines:
        if line.figures:
            run.append(line)
            continue
        found += _set(run)
        run = []
        found.append(_counted(line))
    return found + _set(run)


def _is_prose(text: str) -> bool:
    return re.search(r"[。；;，,：:！？]", _BRACKETED.sub("", text)) is not None


def _words(text: str, gap: re.Pattern[str]) -> tuple[Word, ...]:
    found = []
    position = column = 0
    for space in [*gap.finditer(text), None]:
        end = len(text) if space is None else space.start()
        word = text[position:end]
        width = columns(word)
        if word.strip():
            found.append(Word(plain(word.strip()), column, column + width))
        column += width + (0 if space is None else columns(space[0]))
        position = end if space is None else space.end()
    return tuple(found)


def _set(run: Sequence[SpacedLine]) -> list[RawRow]:
    """Rows with figures, their blanks made out where the columns are clear."""
    columns = _columns(run)
    most = max((len(line.words) - line.figures for line in run), default=0)
    found = []
    for line in run:
        if not columns or not line.wide:
            found.append(_counted(line))
            continue
        labels = line.words[: -line.figures]
        cells = [RawCell(word.text, i, at=_at(line, word)) for i, word in enumerate(labels)]
        figures = list(line.words[-line.figures :])
        for i, (start, end) in enumerate(columns):
            here = figures.pop(0) if figures and figures[0].start < end and start < figures[0].end else None
            at = Place(line=line.number) if here is None else _at(line, here)
            cells.append(RawCell(here.text if here else "", most + i, at=at))
        found.append(RawRow(tuple(cells), Place(line=line.number), line.text, blanks_shown=False))
    return found


def _columns(run: Sequence[SpacedLine]) -> list[tuple[int, int]]:
    """The display columns that figures stand in; empty where two figures of one row fall into the same.

    At least one row has to have as many figures as there are columns: else rows are only shifted against each other.
    """
    if any(not line.wide for line in run):
        return []
    spans = sorted((word.start, word.end) for line in run for word in line.words[-line.figures :])
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    if max((line.figures for line in run), default=0) != len(merged):
        return []
    return merged


def _counted(line: SpacedLine) -> RawRow:
    """The row with its words as cells, one behind the other."""
    cells = tuple(RawCell(word.text, i, at=_at(line, word)) for i, word in enumerate(line.words))
    return RawRow(cells, Place(line=line.number), line.text, blanks_shown=False)


def _at(line: SpacedLine, word: Word) -> Place:
    # A column of a Place is one character; display columns are only good for comparing.
    return Place(line=line.number, column=line.text.find(word.text.split(" ")[0]) + 1)
