"""What is printed on every page and belongs to none: page numbers, running heads, the address that a browser prints.

A line is furniture if it stands at an edge of its page and is a page number, or says the same (but for its figures) at
the same height on at least half of the pages. What stands there once is text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from compliance.readers.lines import Line
from compliance.readers.paper import Page
from compliance.readers.reflow import is_page_number

EDGE = 0.12
"""So much of a page's height is its edge, at the top and at the bottom."""

_AT_AN_EDGE = 3
"""So many lines of a page may be furniture at each of its edges."""

_BARE = re.compile(r"\s*\d{1,3}\s*")
_TITLE = re.compile(r"[^\s/]{2,60}年?度?报告")
_HEIGHT = 6.0


def furniture(pages: Sequence[Page], lines: Mapping[int, Sequence[Line]]) -> set[int]:
    """The identities of the lines that are furniture.

    :param lines: The lines of each page, by its number, from top to bottom.
    """
    seen: dict[tuple[str, int], list[tuple[int, Line]]] = {}
    found: set[int] = set()
    for page in pages:
        for line in _at_edges(page, lines[page.number]):
            text = re.sub(r"\d+", "#", line.text)
            seen.setdefault((text, round(line.box[1] / _HEIGHT)), []).append((page.number, line))
            if is_page_number(line.text) or _BARE.fullmatch(line.text):
                found.add(id(line))
    for (text, _), places in seen.items():
        number = len({page for page, _ in places})
        if number >= 2 and 2 * number >= len(pages) and re.sub(r"[#\W]", "", text):
            found.update(id(line) for _, line in places)
    return found


def running_title(lines: Sequence[Line]) -> str | None:
    """The title of a report in the running heads, for pages that a browser printed: there it may stand nowhere else."""
    titles: Counter[str] = Counter()
    for line in lines:
        told = _TITLE.search(line.text)
        if told is not None:
            titles[told[0]] += 1
    return titles.most_common(1)[0][0] if titles else None


def _at_edges(page: Page, lines: Sequence[Line]) -> list[Line]:
    top = [line for line in lines[:_AT_AN_EDGE] if line.box[1] < EDGE * page.height]
    bottom = [line for line in lines[-_AT_AN_EDGE:] if line.box[3] > (1 - EDGE) * page.height]
    return top + [line for line in bottom if all(line is not other for other in top)]
