"""Printed lines become paragraphs again.

A text file or a page breaks a paragraph where the line is full, and sometimes where the page ends. A line is joined to
the one before it if that one does not end a sentence and was full; a heading, an enumerated or an indented line begins
anew. When in doubt lines stay apart: a paragraph cut in two loses less than two that were run together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from compliance.readers.fragments import Block, TextBlock

_ENDS = re.compile(r"[。！？；：.!?;:…”’」』）)》〉】\]]\s*$")
_GOES_ON = re.compile(r"[，、,（(“《〈]\s*$")
_BEGINS = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|第?[一二三四五六七八九十]{1,3}[、.．条部]"
    r"|\d{1,2}[、.．](?!\d)|[一二三四五六七八九十]是|[-*•●·#])"
)
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—－]+\s*\d{1,4}\s*[-–—－]+|第\s*\d{1,4}\s*页(?:\s*[共/]\s*\d{1,4}\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*"
)
_TITLE_END = re.compile(r"年度?报告\s*$|年报\s*$")

FULL = 0.8
"""A line is full from this part of the usual line's width on."""

NARROWEST = 16
"""No page has so few characters in a line that a shorter one could be full."""

LONG = 40
"""Where lines are not wrapped, a line of this length that ends in the middle of a sentence was cut by a page end."""


def is_page_number(text: str) -> bool:
    """Whether a line is only the number of its page."""
    return len(text) <= 30 and _PAGE_NUMBER.fullmatch(text) is not None


def joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with broken paragraphs joined, page numbers left out."""
    kept = [b for b in blocks if not (isinstance(b, TextBlock) and is_page_number(b.text))]
    full = max(NARROWEST, FULL * _usual_width([len(b.text) for b in kept if isinstance(b, TextBlock)]))
    open_lines: list[TextBlock] = []
    for block in kept:
        if open_lines and isinstance(block, TextBlock) and _continues(open_lines[-1], block, full):
            open_lines.append(block)
            continue
        yield from _closed(open_lines)
        open_lines = []
        if isinstance(block, TextBlock):
            open_lines = [block]
        else:
            yield block
    yield from _closed(open_lines)


def _closed(lines: Sequence[TextBlock]) -> Iterator[TextBlock]:
    if len(lines) == 1:
        yield lines[0]
    elif lines:
        text = lines[0].text.rstrip()
        for line in lines[1:]:
            tail = line.text.strip()
            # Between two Latin words a line end is a space; in Chinese it is nothing.
            space = " " if text[-1:].isascii() and tail[:1].isascii() and text[-1:].isalpha() else ""
            text = f"{text}{space}{tail}"
        yield replace(lines[0], text=text)


def _continues(before: TextBlock, line: TextBlock, full: float) -> bool:
    if line.indented or line.level is not None or before.level is not None:
        return False
    text = before.text.rstrip()
    if _ENDS.search(text) or _TITLE_END.search(text):
        return False
    if _BEGINS.match(line.text) or (_BEGINS.match(text) and len(text) < full):
        return False
    return len(text) >= full or (len(text) >= 12 and _GOES_ON.search(text) is not None)


def _usual_width(lengths: Sequence[int]) -> float:
    """The width of a full line: what the longest tenth of the lines have, at most :data:`LONG` / :data:`FULL`."""
    longest = sorted(length for length in lengths if length)
    if not longest:
        return LONG / FULL
    return min(float(longest[min(len(longest) - 1, len(longest) * 9 // 10)]), LONG / FULL)
