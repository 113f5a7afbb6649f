"""What kind of file some bytes are, by the bytes and never by the name: portals save web pages as ``.doc``."""

from __future__ import annotations

import re
from enum import Enum

HEAD = 4096
"""So many leading bytes are looked at."""


class Kind(Enum):
    """A kind of file. ``ZIP`` covers docx, xlsx and ofd, ``OLE`` doc, wps and xls: their readers look inside."""

    PDF = "pdf"
    ZIP = "zip"
    OLE = "ole"
    HTML = "html"
    RTF = "rtf"
    JSON = "json"
    TEXT = "text"
    BINARY = "binary"
    EMPTY = "empty"


_MAGIC = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (b"{\\rtf", Kind.RTF),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HTML_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<div", b"<?xml")
_JSON = re.compile(rb"[{\[]\s*(?:[\"{\[\]}\d-]|$)")
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a\x1b")


def kind_of(data: bytes) -> Kind:
    """The kind that the leading bytes tell."""
    head = data[:HEAD]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    # A PDF may begin with a few bytes that belong to no PDF.
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_WIDE_MARKS):
        return Kind.JSON if b"{" in head[2:4] else Kind.TEXT
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        return Kind.EMPTY if len(data) <= HEAD else Kind.TEXT
    # Before a look at control characters: a JSON file may hold one by mistake, and its reader says where.
    if _JSON.match(start):
        return Kind.JSON
    if not _CONTROLS.isdisjoint(head):
        return Kind.BINARY
    if start[:1] == b"<" and any(sign in start[:1024].lower() for sign in _HTML_SIGNS):
        return Kind.HTML
    return Kind.TEXT
