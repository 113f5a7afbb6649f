"""Printed pages become a document: tables from rulings or from figures, paragraphs from lines, no furniture.

The pages are all there is to it: whichever program took the ink from the file, the same ink gives the same document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from compliance.readers.borderless import borderless
from compliance.readers.flow import Flow, margins
from compliance.readers.fragments import Block, Document, Fragment
from compliance.readers.furniture import furniture, running_title
from compliance.readers.lines import Line, lines_of
from compliance.readers.paper import Page, upright
from compliance.readers.ruled import Ruled, fragments, ruled

_Item: TypeAlias = Line | Fragment | Ruled


def document_of(pages: Sequence[Page], reader: str) -> Document:
    """The document that is printed on *pages*."""
    tables: dict[int, list[Ruled]] = {}
    lines: dict[int, list[Line]] = {}
    pages = [upright(page) for page in pages]
    for page in pages:
        tables[page.number], rest = ruled(page)
        lines[page.number] = lines_of(rest)
    left_out = furniture(pages, lines)
    title = running_title([line for of_page in lines.values() for line in of_page if id(line) in left_out])
    items = {
        page.number: borderless(page, [line for line in lines[page.number] if id(line) not in left_out])
        for page in pages
    }
    flow = Flow(
        margins({n: [item for item in found if isinstance(item, Line)] for n, found in items.items()})
    )
    blocks: list[Block] = []
    run: list[Ruled] = []
    count = 0
    for page in pages:
        for item in _in_order(items[page.number], tables[page.number]):
            if isinstance(item, Ruled):
                blocks += flow.close()
                run.append(item)
                continue
            found = list(fragments(run, count))
            blocks += found
            count += len(found)
            run = []
            if isinstance(item, Line):
                blocks += flow.add(page, item)
            else:
                blocks += flow.close()
                blocks.append(item)
    blocks += fragments(run, count)
    blocks += flow.close()
    return Document(tuple(blocks), reader, metadata={"title": title} if title else {})


def _in_order(text: Sequence[Line | Fragment], tables: Sequence[Ruled]) -> Iterator[_Item]:
    """Lines and tables as they stand below each other."""
    waiting = sorted(tables, key=lambda table: table.top)
    for item in text:
        while waiting and waiting[0].top < _top(item):
            yield waiting.pop(0)
        yield item
    yield from waiting


def _top(item: Line | Fragment) -> float:
    if isinstance(item, Line):
        return item.box[1]
    box = item.at.box if item.at is not None else None
    return box[1] if box is not None else 0.0
