"""Printed lines become paragraphs, over the ends of lines and pages.

A line goes on in the next one if it is full: the first word of the next would not have fitted behind it. It does not go
on where the next line is indented, stands further away than lines of one paragraph do, is set in another size, or is a
heading. When in doubt lines stay apart: a paragraph cut in two loses less than two that were run together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from compliance.readers.fragments import TextBlock
from compliance.readers.lines import Line, paragraph
from compliance.readers.paper import Page, around

_CHINESE = "一二三四五六七八九十"
_BEGINS = re.compile(
    rf"第?[{_CHINESE}]{{1,3}}[、.．部]|[（(][{_CHINESE}\d]{{1,3}}[）)]|\d{{1,2}}[、.．](?!\d)|[●■◆•·○□]"
)
_HEADING = re.compile(rf"第?[{_CHINESE}]{{1,3}}[、.．部]")
_TITLE_ENDS = re.compile(r"年度?报告$|年报$")
_LONGEST_TITLE = 60
_SENTENCE_ENDS = tuple("。！？；：.!?;:")

_ROOM = 0.4
"""So much more room than the next word needs may be left by a full line; in letters."""

_SHORT = 0.4
"""A line that takes less of its page's width is not full, whatever stands around it."""

_INDENT = 0.8
_PITCH = 1.3
_SIZE = 0.25
_LONG = 0.6


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a page begin and end, and how far apart they are."""

    left: float
    right: float
    pitch: float


def margins(lines: Mapping[int, Sequence[Line]]) -> dict[int, Margins]:
    """The margins of each page: its own, where it has lines enough to show them."""
    whole = _margins([line for of_page in lines.values() for line in of_page])
    found = {}
    for number, of_page in lines.items():
        own = _margins(of_page)
        found[number] = own if own.pitch and _enough(of_page) else whole
    return found


def _enough(lines: Sequence[Line]) -> bool:
    return len(lines) >= 8


def _margins(lines: Sequence[Line]) -> Margins:
    if not lines:
        return Margins(0.0, 0.0, 0.0)
    widest = max(line.box[2] - line.box[0] for line in lines)
    long = [line for line in lines if line.box[2] - line.box[0] >= _LONG * widest]
    # The first lines of paragraphs may be indented, all of them; the last ones are short.
    starts = sorted(line.box[0] for line in lines)
    left = starts[len(starts) // 20]
    ends = sorted(line.box[2] for line in long)
    steps = [
        after.box[1] - before.box[1]
        for before, after in pairwise(lines)
        if 0 < after.box[1] - before.box[1] < 4 * before.size and before.box[2] >= ends[len(ends) // 2] - 1
    ]
    # Some lines are let out into the margin by a comma.
    return Margins(left, ends[(len(ends) - 1) * 4 // 5], median(steps) if steps else 0.0)


@dataclass(slots=True)
class _Open:
    """A paragraph that may go on."""

    page: Page
    lines: list[Line]
    last_page: int

    @property
    def last(self) -> Line:
        return self.lines[-1]


class Flow:
    """Takes lines in reading order and gives paragraphs."""

    def __init__(self, room: Mapping[int, Margins]) -> None:
        self._room = room
        self._open: _Open | None = None

    def add(self, page: Page, line: Line) -> Iterator[TextBlock]:
        """Take one more line; give the paragraph that ended before it, if one did."""
        if self._open is not None and self._continues(self._open, page, line):
            self._open.lines.append(line)
            self._open.last_page = page.number
            return
        yield from self.close()
        self._open = _Open(page, [line], page.number)

    def close(self) -> Iterator[TextBlock]:
        """Give the paragraph that is open: something that is no text comes now."""
        if self._open is not None:
            yield _block(self._open, self._room[self._open.page.number].right)
        self._open = None

    def _continues(self, before: _Open, page: Page, line: Line) -> bool:
        last, room = before.last, self._room[page.number]
        earlier = self._room[before.last_page]
        size = line.size
        if last.glyphs[0].turn != line.glyphs[0].turn or abs(last.size - size) > _SIZE * size:
            return False
        if last.box[2] - last.box[0] < _SHORT * page.width:
            return False
        if earlier.right - last.box[2] >= line.beginning + _ROOM * size:
            return False
        if page.number == before.last_page and line.box[1] - last.box[1] > _PITCH * max(room.pitch, size):
            return False
        if len(last.text) <= _LONGEST_TITLE and _TITLE_ENDS.search(last.text):
            return False
        if _HEADING.match(line.text) or (_BEGINS.match(line.text) and last.text.endswith(_SENTENCE_ENDS)):
            return False
        return self._is_flush(before, room, line)

    def _is_flush(self, before: _Open, room: Margins, line: Line) -> bool:
        """Whether a line begins where one that goes on does."""
        start, step = line.box[0], _INDENT * line.size
        first = before.lines[0]
        if before.last_page != before.page.number or len(before.lines) == 1:
            if abs(start - room.left) <= step:
                return True
            # The text behind a numeral or a bullet hangs.
            hangs = _BEGINS.match(first.text) is not None
            return hangs and first.box[0] - step < start < first.box[0] + 4 * line.size
        return abs(start - before.last.box[0]) <= step


def _block(done: _Open, right: float) -> TextBlock:
    here = [line.box for line in _on_first_page(done)]
    return TextBlock(paragraph(done.lines, right), done.page.place(around(here)))


def _on_first_page(done: _Open) -> Iterable[Line]:
    """The lines that stand on the page where the paragraph begins: further down than the one before."""
    yield done.lines[0]
    for before, line in pairwise(done.lines):
        if line.box[1] < before.box[1]:
            return
        yield line
