"""From a reader's place to the points in a Word document between which a comment stands.

Places are those of :mod:`compliance.readers.docx`: paragraphs and tables count over the whole part, rows and cells
within their table and row, in the final text. A phrase is looked for in its paragraph as it is shown, whatever runs it
is cut into; where it does not stand there, the comment stands at the whole paragraph.

The surprise: Word allows no comment in a text box. What belongs there stands at the paragraph that holds the box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from compliance.annotate.elements import Element

_WRAPPERS = frozenset(
    f"w:{name}"
    for name in (
        "ins",
        "moveTo",
        "customXml",
        "smartTag",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "sdtContent",
        "sdt",
    )
)
_LINE = 6
"""A shorter line is no part of a title."""

_ENTITY = re.compile(rb"&[^;]+;|[\x00-\x7f]|[\xc0-\xff][\x80-\xbf]*")


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a paragraph. ``text`` is the ``w:t`` that is cut in two there; None between elements.

    ``closed``: the paragraph that has no content yet.
    """

    at: int
    text: Element | None = None
    closed: Element | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment begins and ends."""

    start: Point
    end: Point
    paragraph: Element


class Anchors:
    """The places of one document.

    :param data: Its main part.
    :param root: The same as elements.
    :param title: The title of the report, as the reader tells it.
    """

    def __init__(self, data: bytes, root: Element, title: str | None) -> None:
        self._data = data
        self._wanted = _close(title or "")
        self._paragraphs = list(root.all("w:p"))
        self._tables = list(root.all("w:tbl"))

    def of(self, at: Mapping[str, Any], quote: str = "", near: int = 0) -> Anchor | None:
        """The anchor of a place, None where there is no such place.

        :param quote: Words in the paragraph.
        :param near: About at which character they stand, where they stand there twice.
        """
        if at.get("table") is not None and at.get("cell") is not None:
            return self._cell(at["table"], at["row"], at["cell"])
        number = at.get("paragraph")
        if number is None or not 0 <= number < len(self._paragraphs):
            return None
        paragraph = self._paragraphs[number]
        phrase = self._phrase(paragraph, quote, near) if quote and _holder(paragraph) is paragraph else None
        return phrase or _whole(paragraph, paragraph)

    @cached_property
    def title(self) -> Anchor | None:
        """The title, else the first paragraph that shows something: what concerns the report as a whole stands there.

        A mark of a draft, a letterhead or a cover may stand before it; on two lines, the first one is it.
        """
        wanted = self._wanted
        shown = [(p, text) for p in self._paragraphs if (text := _text(p, self._data))]
        places = (
            *(p for p, text in shown if text == wanted),
            *(p for p, text in shown if wanted and wanted in text),
            *(p for p, text in shown if wanted.startswith(text) and len(text) >= _LINE),
            *(p for p, _ in shown),
            *self._paragraphs,
        )
        return _whole(places[0], places[0]) if places else None

    def _cell(self, table: int, row: int, cell: int) -> Anchor | None:
        element: Element | None = self._tables[table] if table < len(self._tables) else None
        for name, number in (("w:tr", row), ("w:tc", cell)):
            if element is not None:
                found = [child for child in final_children(element) if child.name == name]
                element = found[number] if number < len(found) else None
        paragraphs = [] if element is None else [c for c in final_children(element) if c.name == "w:p"]
        return _whole(paragraphs[0], paragraphs[-1]) if paragraphs else None

    def _phrase(self, paragraph: Element, quote: str, near: int) -> Anchor | None:
        shown = [sign for sign in _shown(paragraph, self._data) if not sign[0].isspace()]
        text = "".join(sign[0] for sign in shown)
        wanted = _close(quote)
        places = [found.start() for found in re.finditer(re.escape(wanted), text)] if wanted else []
        if not places:
            return None
        begin = min(places, key=lambda place: abs(place - near))
        _, start, element, first = shown[begin]
        _, stop, other, last = shown[begin + len(wanted) - 1]
        stop += len(_sign_at(self._data, stop))
        return Anchor(
            _point(start, element, element.opened, first.start),
            _point(stop, other, other.closing, last.end),
            paragraph,
        )


def final_children(parent: Element) -> Iterator[Element]:
    """The children as in the final text: wrappers opened, what was deleted left out."""
    for child in parent.children:
        if child.name in _WRAPPERS:
            yield from final_children(child)
        elif child.name == "mc:AlternateContent":
            chosen = child.child("mc:Choice") or child.child("mc:Fallback")
            if chosen is not None:
                yield from final_children(chosen)
        elif child.name not in ("w:del", "w:moveFrom"):
            yield child


def _text(paragraph: Element, data: bytes) -> str:
    return _close("".join(sign[0] for sign in _shown(paragraph, data)))


def _close(text: str) -> str:
    """Without its spaces."""
    return "".join(text.split())


_Sign = tuple[str, int, Element, Element]
"""A character, the byte at which it stands, its ``w:t`` and its run."""


def _shown(paragraph: Element, data: bytes) -> Iterator[_Sign]:
    for run in final_children(paragraph):
        if run.name == "w:r":
            for text in run.children:
                # Text in a CDATA section cannot be cut.
                if text.name == "w:t" and b"<" not in data[text.opened : text.closing]:
                    yield from _signs(text, run, data)


def _signs(text: Element, run: Element, data: bytes) -> Iterator[_Sign]:
    at = text.opened
    while at < text.closing:
        raw = _sign_at(data, at)
        # What an entity stands for is no part of a figure or of a Chinese phrase: any sign will do.
        yield (raw.decode() if not raw.startswith(b"&") else "&"), at, text, run
        at += len(raw)


def _sign_at(data: bytes, at: int) -> bytes:
    found = _ENTITY.match(data, at)
    return data[at : at + 1] if found is None else found[0]


def _point(at: int, text: Element, edge: int, outside: int) -> Point:
    """A point in a text, or outside of its run where the text begins or ends there and the run has nothing else."""
    run = text.parent
    others = [] if run is None else [child for child in run.children if child.name not in ("w:rPr", "w:t")]
    is_edge = at == edge and run is not None and not others and _is_at_end(text, run, edge)
    return Point(outside) if is_edge else Point(at, text)


def _is_at_end(text: Element, run: Element, edge: int) -> bool:
    texts = [child for child in run.children if child.name == "w:t"]
    return text is (texts[0] if edge == text.opened else texts[-1])


def _holder(paragraph: Element) -> Element:
    """The paragraph that holds the text box in which this one stands; itself where it stands in none."""
    found = paragraph
    above = paragraph.parent
    is_boxed = False
    while above is not None:
        is_boxed |= above.name == "w:txbxContent"
        if is_boxed and above.name == "w:p":
            found, is_boxed = above, False
        above = above.parent
    return found


def _whole(first: Element, last: Element) -> Anchor:
    """All of a paragraph, or all from the first to the last."""
    first, last = _holder(first), _holder(last)
    properties = first.child("w:pPr")
    start = first.opened if properties is None else properties.end
    return Anchor(
        Point(start, closed=first if first.is_closed else None),
        Point(last.closing, closed=last if last.is_closed else None),
        first,
    )
