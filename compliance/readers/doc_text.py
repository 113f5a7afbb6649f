"""What a .doc file holds, before anybody asks what it means: its text, and the properties of each stretch of it.

The text lies in *pieces*, which are in the order of reading but scattered over the file, each in UTF-16 or in one byte
a character. Properties lie in pages of 512 bytes and are told by place in the *file*; so the properties of a stretch of
text are found by way of its piece.

Positions here are positions in the text (*cp* in Microsoft's description of the format, MS-DOC) and count UTF-16 units.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.compound import Compound
from compliance.readers.doc_sprms import PIECE_SPRMS, PLAIN, Format, Look, format_of, look_of

MAIN = "WordDocument"

# Things in the table stream, by the number under which the main stream tells their place.
STYLES, CHARACTERS, PARAGRAPHS, PIECES, SHAPES, BOXES, LISTS, LIST_USES = 1, 12, 13, 33, 40, 56, 73, 74

_SIGN = 0xA5EC
_OLD_SIGNS = frozenset((0xA5DB, 0xA5DC))
_WORD_97 = 0xC1
_LOCKED, _SECOND_TABLE = 0x0100, 0x0200
_COUNTS, _PLACES = 0x4C, 0x9A
_NARROW = 0x40000000
_PAGE = 512
_ONE_PARAGRAPH = 13
_UNITS = "utf-16-le"
_HALF = re.compile("[\ud800-\udfff]")


class TooOldError(ReadError):
    """It was written before Word 97, in a format of its own."""


class Run(NamedTuple):
    """A stretch of text that looks other than plain."""

    start: int
    end: int
    look: Look


class _Piece(NamedTuple):
    """``start`` and ``end`` in the text, ``at`` in the file; ``width`` bytes a character."""

    start: int
    end: int
    at: int
    width: int
    sprms: bytes

    def place(self, position: int) -> int:
        """Where in the file a position of the text is."""
        return self.at + (position - self.start) * self.width

    def position(self, place: int) -> int:
        """Which position of the text a place in the file is."""
        return self.start + (place - self.at) // self.width


class _Stretches:
    """Properties by their place in the file: each holds until the next."""

    def __init__(self, found: list[tuple[int, bytes]]) -> None:
        found.sort()
        self.starts = [start for start, _ in found]
        self._properties = [properties for _, properties in found]

    def at(self, place: int) -> bytes:
        """The properties at one place."""
        i = bisect_right(self.starts, place) - 1
        return self._properties[i] if i >= 0 else b""

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """The stretches between two places."""
        i = bisect_right(self.starts, start)
        places = [start, *self.starts[i : bisect_left(self.starts, end)], end]
        for begin, stop in pairwise(places):
            if begin < stop:
                yield begin, stop, self.at(begin)


class DocText:
    """The text of a .doc file, and its properties.

    ``body_end``: there the body ends. ``boxes``: from where to where the text of all text boxes stands.

    :raises ReadError: It is locked or damaged.
    :raises TooOldError: It is older than Word 97.
    """

    def __init__(self, compound: Compound) -> None:
        self._name = compound.name
        self._main = compound.read(MAIN)
        try:
            sign, version = struct.unpack_from("<HH", self._main)
            (flags,) = struct.unpack_from("<H", self._main, 10)
            if sign in _OLD_SIGNS or (sign == _SIGN and version < _WORD_97):
                raise TooOldError(Message("documents.no-word"), self._name)
            if sign != _SIGN:
                raise ReadError(Message("documents.no-word"), self._name)
            if flags & _LOCKED:
                raise ReadError(Message("documents.password"), self._name)
            self._table = compound.read("1Table" if flags & _SECOND_TABLE else "0Table")
            self._elsewhere = compound.read("Data")
            self._pieces = self._found_pieces()
            self._paragraphs = _Stretches(list(self._pages(PARAGRAPHS, _of_paragraph)))
            self._characters = _Stretches(list(self._pages(CHARACTERS, _of_characters)))
            counts = struct.unpack_from("<8i", self._main, _COUNTS)
        except (struct.error, IndexError) as error:
            raise self.damaged() from error
        if not self._paragraphs.starts:
            # Without them nobody could tell the end of a row from that of a cell.
            raise self.damaged()
        self._starts = [piece.start for piece in self._pieces]
        self._formats: dict[bytes, Format] = {}
        self._looks: dict[bytes, Look] = {}
        self.text = "".join(map(self._text_of, self._pieces))
        if min(counts) < 0 or sum(counts[:7]) > len(self.text):
            raise self.damaged()
        self.body_end = counts[0]
        # Footnotes, headers, macros, comments and endnotes stand between the body and the text boxes.
        self.boxes = sum(counts[:6]), sum(counts[:7])

    def part(self, which: int, *, and_behind: bool = False) -> bytes:
        """Something of the table stream; of some things a part that is not counted stands behind.

        :raises ReadError: It would reach beyond the stream.
        """
        place, length = self._place(which)
        if place + length > len(self._table):
            raise self.damaged()
        return self._table[place : None if and_behind else place + length] if length else b""

    def plex(self, which: int, size: int) -> list[tuple[int, int, bytes]]:
        """A table of the table stream that tells something of *size* bytes for each stretch of positions.

        :raises ReadError: The positions are in no order.
        """
        data = self.part(which)
        count = max(0, (len(data) - 4) // (4 + size))
        positions = struct.unpack_from(f"<{count + 1}I", data) if count else ()
        if list(positions) != sorted(positions):
            raise self.damaged()
        told = 4 * (count + 1)
        return [
            (start, end, data[told + size * i : told + size * (i + 1)])
            for i, (start, end) in enumerate(pairwise(positions))
        ]

    def format_at(self, position: int) -> Format:
        """The format of the paragraph whose mark is there."""
        piece = self._pieces[max(0, bisect_right(self._starts, position) - 1)]
        properties = self._paragraphs.at(piece.place(position)) or b"\0\0"
        properties += piece.sprms
        known = self._formats.get(properties)
        if known is None:
            known = self._formats[properties] = format_of(properties, self._elsewhere)
        return known

    def runs(self) -> Iterator[Run]:
        """The stretches of text that look other than plain, in order."""
        for piece in self._pieces:
            for start, end, properties in self._characters.within(piece.at, piece.place(piece.end)):
                look = self._look(properties + piece.sprms)
                if look is not PLAIN:
                    yield Run(piece.position(start), piece.position(end), look)

    def damaged(self) -> ReadError:
        """The error that says that the file cannot be read."""
        return ReadError(Message("documents.damaged", part=MAIN), self._name)

    def _look(self, properties: bytes) -> Look:
        known = self._looks.get(properties)
        if known is None:
            known = look_of(properties)
            known = self._looks[properties] = PLAIN if known == PLAIN else known
        return known

    def _place(self, which: int) -> tuple[int, int]:
        place, length = struct.unpack_from("<II", self._main, _PLACES + 8 * which)
        return int(place), int(length)

    def _found_pieces(self) -> list[_Piece]:
        data = self.part(PIECES)
        changes: list[bytes] = []
        at = 0
        # What was changed since the document was last saved in full stands before the pieces.
        while data[at : at + 1] == b"\x01":
            (size,) = struct.unpack_from("<H", data, at + 1)
            changes.append(data[at + 3 : at + 3 + size])
            at += 3 + size
        if data[at : at + 1] != b"\x02":
            raise self.damaged()
        (size,) = struct.unpack_from("<I", data, at + 1)
        table = data[at + 5 : at + 5 + size]
        count = (len(table) - 4) // 12
        if count <= 0:
            raise self.damaged()
        pieces: list[_Piece] = []
        for i, (start, end) in enumerate(pairwise(struct.unpack_from(f"<{count + 1}I", table))):
            _, place, change = struct.unpack_from("<HIH", table, 4 * (count + 1) + 8 * i)
            width = 1 if place & _NARROW else 2
            place = place % _NARROW // (3 - width)
            if start != (pieces[-1].end if pieces else 0) or end < start:
                raise self.damaged()
            pieces.append(_Piece(start, end, place, width, _piece_sprms(change, changes)))
        # Pieces that share their bytes would make a small file large.
        sizes = [(piece.end - piece.start) * piece.width for piece in pieces]
        ends = [piece.at + size for piece, size in zip(pieces, sizes, strict=True)]
        if max(ends) > len(self._main) or sum(sizes) > len(self._main):
            raise self.damaged()
        return pieces

    def _text_of(self, piece: _Piece) -> str:
        data = self._main[piece.at : piece.place(piece.end)]
        if piece.width == 1:
            return data.decode("cp1252", "replace")
        text = data.decode(_UNITS, "surrogatepass")
        if len(text) < piece.end - piece.start:
            # A character of two units stays two, so that positions stay what they are.
            text = "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))
        return text

    def _pages(self, which: int, taken: Callable[[bytes, int, int], bytes]) -> Iterator[tuple[int, bytes]]:
        """Where in the file each stretch of properties begins, and what they are."""
        # A page that is named twice would make a small file large.
        for number in dict.fromkeys(
            int.from_bytes(told, "little") & 0x3FFFFF for *_, told in self.plex(which, 4)
        ):
            page = self._main[number * _PAGE : (number + 1) * _PAGE]
            count = page[_PAGE - 1]
            starts = struct.unpack_from(f"<{count}I", page)
            for i, start in enumerate(starts):
                yield start, taken(page, count, i)


def _of_paragraph(page: bytes, count: int, i: int) -> bytes:
    """The properties of one paragraph of a page (``PapxInFkp``): the number of its style and sprms."""
    at = 2 * page[4 * (count + 1) + _ONE_PARAGRAPH * i]
    if not at:
        return b""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]


def _of_characters(page: bytes, count: int, i: int) -> bytes:
    """The properties of one run of characters of a page (``Chpx``): sprms."""
    at = 2 * page[4 * (count + 1) + i]
    return page[at + 1 : at + 1 + page[at]] if at else b""


def _piece_sprms(change: int, changes: list[bytes]) -> bytes:
    """The sprms that hold for a whole piece (``Prm``)."""
    if change & 1:
        return changes[change >> 1] if change >> 1 < len(changes) else b""
    sprm = PIECE_SPRMS.get(change >> 1 & 0x7F)
    return b"" if sprm is None else struct.pack("<HB", sprm, change >> 8)


def joined(units: str) -> str:
    """A text of UTF-16 units as one of characters. Halves of characters are left out."""
    if _HALF.search(units) is None:
        return units
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
