"""The part of a Word file that holds its comments: ours are replaced, everybody else's stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from compliance.annotate.elements import Edits, Element, root_of
from compliance.reporters.xmltext import xml_text

AUTHOR = "govcheck"
INITIALS = "gc"
AS_WRITTEN = re.compile(
    rb'author="%s" (?:\w+:)?initials="%s"><(?:\w+:)?p><(?:\w+:)?r><(?:\w+:)?t xml:space="preserve">'
    % (AUTHOR.encode(), INITIALS.encode())
)
"""How a comment of ours begins. Whatever program saves the document writes it in its own way."""


class Comments:
    """The comments of one document.

    :param data: The part, None where the document has no comments yet.
    :param namespace: That of the document's dialect.
    :param answered: The paragraphs (``paraId``) of comments that somebody has answered: those stay.
    :raises ValueError: The part is no sound XML.
    """

    def __init__(self, data: bytes | None, namespace: str, answered: Iterable[str] = ()) -> None:
        kept = set(answered)
        self._namespace = namespace.encode()
        self._data = data or (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            b'<w:comments xmlns:w="%s"></w:comments>' % self._namespace
        )
        self._root = root_of(self._data)
        comments = [child for child in self._root.children if child.name == "w:comment"]
        ours = [comment for comment in comments if comment.attributes.get("author") == AUTHOR]
        self._old = [comment for comment in ours if not kept.intersection(_paragraphs(comment))]
        self._new: list[bytes] = []
        self._told = {_words(comment, self._data) for comment in ours if comment not in self._old}
        others = [comment.attributes.get("id", "") for comment in comments if comment not in self._old]
        self._next = max((int(id_) for id_ in others if id_.isdecimal()), default=-1) + 1

    @property
    def replaced(self) -> frozenset[str]:
        """The ids of our earlier comments."""
        return frozenset(comment.attributes.get("id", "") for comment in self._old)

    @property
    def replaced_paragraphs(self) -> frozenset[str]:
        """The ``paraId`` of the paragraphs of our earlier comments."""
        return frozenset(paragraph for comment in self._old for paragraph in _paragraphs(comment))

    def add(self, lines: Iterable[str]) -> int | None:
        """A new comment, a paragraph a line.

        :return: Its id; None where the same comment is there already, because somebody has answered it.
        """
        texts = [xml_text(line) for line in lines]
        if "".join(texts) in self._told:
            return None
        id_, self._next = self._next, self._next + 1
        w = self._root.prefix or b"w:"
        declared = b"" if self._root.prefix else b' xmlns:w="%s"' % self._namespace
        paragraphs = b"".join(
            b'<%sp><%sr><%st xml:space="preserve">%s</%st></%sr></%sp>'
            % (w, w, w, escape(text).encode(), w, w, w)
            for text in texts
        )
        head = b'<%scomment%s %sid="%d" %sauthor="%s" %sinitials="%s">' % (
            *(w, declared, w, id_, w, AUTHOR.encode(), w, INITIALS.encode()),
        )
        self._new.append(head + paragraphs + b"</%scomment>" % w)
        return id_

    def part(self) -> bytes:
        """The part as it is now."""
        edits = Edits(self._data)
        for comment in self._old:
            edits.remove(comment)
        if self._new:
            edits.into(self._root, b"".join(self._new))
        return edits.done()


def _paragraphs(comment: Element) -> list[str]:
    return [p.attributes["paraId"] for p in comment.all("w:p") if "paraId" in p.attributes]


def _words(comment: Element, data: bytes) -> str:
    texts = (data[text.opened : text.closing].decode() for text in comment.all("w:t"))
    return "".join(texts).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


# ── what newer versions of Word keep beside them ─────────────────────────────────────────────────────────────


def answered(extended: bytes) -> frozenset[str]:
    """The paragraphs of comments that have an answer.

    :raises ValueError: The part is no sound XML.
    """
    parents = (child.attributes.get("paraIdParent") for child in root_of(extended).children)
    return frozenset(parent for parent in parents if parent)


def durable(ids: bytes, paragraphs: frozenset[str]) -> frozenset[str]:
    """The other names (``durableId``) that Word has given to the comments with these paragraphs.

    :raises ValueError: The part is no sound XML.
    """
    named = (
        child.attributes for child in root_of(ids).children if child.attributes.get("paraId") in paragraphs
    )
    return frozenset(told["durableId"] for told in named if "durableId" in told)


def without(part: bytes, names: frozenset[str]) -> bytes:
    """One of these parts without its entries for comments of these names."""
    edits = Edits(part)
    for child in root_of(part).children:
        if names & {child.attributes.get("paraId"), child.attributes.get("durableId")}:
            edits.remove(child)
    return edits.done()
