"""A part of a Word file as elements that know at which bytes they stand.

A library that reads XML and writes it again keeps its meaning, but neither its bytes nor what other programs put into
them. Here nothing is written again: changes are pieces of bytes that go in or come out at a place.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from xml.parsers import expat

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {
    WORD: "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
}
_TAG = re.compile(rb"""<([^\s/>]+)(?:[^"'>]|"[^"]*"|'[^']*')*?(/?)>""")
_ENCODING = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""")


class Element:
    """One element: its name (``w:p``), its attributes by local name, and its bytes.

    ``start`` … ``end`` is all of it; ``opened`` … ``closing`` its content. Of an element without content both are the
    place of the ``/>``, and ``is_closed`` is true.
    """

    __slots__ = (
        "attributes",
        "children",
        "closing",
        "end",
        "is_closed",
        "name",
        "opened",
        "parent",
        "start",
        "tag",
    )

    def __init__(
        self,
        name: str,
        attributes: dict[str, str],
        parent: Element | None,
        start: int,
        match: re.Match[bytes],
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element] = []
        self.start = start
        self.tag = match[1]
        self.is_closed = bool(match[2])
        self.opened = self.closing = match.end() - 2 if self.is_closed else match.end()
        self.end = match.end()

    @property
    def prefix(self) -> bytes:
        """The prefix as it is written, with its colon; empty where there is none."""
        before, colon, _ = self.tag.rpartition(b":")
        return before + colon

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> Iterator[Element]:
        """All elements of that name in it, in the order of the document."""
        stack = [iter(self.children)]
        while stack:
            for child in stack[-1]:
                if child.name == name:
                    yield child
                stack.append(iter(child.children))
                break
            else:
                stack.pop()


def utf8(data: bytes) -> bytes:
    """The part in UTF-8: nearly always as it is."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _ENCODING.sub(r"\1", data.decode("utf-16"), count=1).encode()
    return data


def root_of(data: bytes) -> Element:
    """The root of a part.

    :raises ValueError: It is no sound XML, or has a DOCTYPE.
    """
    builder = _Builder(data)
    if builder.root is None:
        raise ValueError("no element")
    return builder.root


class _Builder:
    """Makes elements while expat reads."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.root: Element | None = None
        self._open: list[Element] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        match = _TAG.match(self.data, start)
        if match is None:
            raise ValueError(f"no tag at {start}")
        parent = self._open[-1] if self._open else None
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(_named(name), named, parent, start, match)
        if parent is None:
            self.root = element
        else:
            parent.children.append(element)
        self._open.append(element)

    def _end(self, name: str) -> None:
        del name
        element = self._open.pop()
        if not element.is_closed:
            element.closing = self._parser.CurrentByteIndex
            element.end = self.data.index(b">", element.closing) + 1

    def _doctype(self, *_: object) -> None:
        raise ValueError("DOCTYPE")


def _named(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"{_NAMESPACES[namespace]}:{local}" if namespace in _NAMESPACES else local


class Edits:
    """What goes into the bytes of a part and what comes out of them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._changes: list[tuple[int, int, bytes]] = []

    def insert(self, place: int, piece: bytes) -> None:
        """Put a piece in; several at one place stand in the order in which they came."""
        self._changes.append((place, place, piece))

    def remove(self, element: Element) -> None:
        """Take an element out."""
        self._changes.append((element.start, element.end, b""))

    def into(self, element: Element, piece: bytes) -> None:
        """Put a piece at the end of an element's content, which it may not have yet."""
        if element.is_closed:
            self._changes.append((element.opened, element.end, b">" + piece + b"</" + element.tag + b">"))
        else:
            self.insert(element.closing, piece)

    def done(self) -> bytes:
        """The changed bytes."""
        pieces = []
        at = 0
        for start, end, piece in sorted(self._changes, key=lambda change: change[:2]):
            pieces += [self._data[at:start], piece]
            at = end
        return b"".join([*pieces, self._data[at:]])
