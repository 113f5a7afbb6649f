"""Old Word documents (.doc), written byte by byte: what stands in a file, and how, is for the test to say.

A document is put together paragraph by paragraph (:class:`Doc`); properties are *sprms*, the way the format has them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate

from tests.readers.rendered import Paper, PaperCell, grid

PAGE = 512
TEXT_AT = 2048

# sprms
IN_TABLE, ROW_END, DEPTH = b"\x16\x24\x01", b"\x17\x24\x01", 0x6649
INNER_CELL_END, INNER_ROW_END = b"\x4b\x24\x01", b"\x4c\x24\x01"
DELETED, INSERTED, HIDDEN, SHOWN = b"\x00\x08\x01", b"\x01\x08\x01", b"\x3c\x08\x01", b"\x3c\x08\x00"


def sprm(number: int, operand: bytes | int = b"") -> bytes:
    """A property; a number is written in as many bytes as the property takes."""
    size = (1, 1, 2, 4, 2, 2, 0, 3)[number >> 13]
    if isinstance(operand, int):
        operand = operand.to_bytes(size, "little")
    told = bytes((len(operand),)) if size == 0 else b""
    return struct.pack("<H", number) + told + operand


def cells(*shapes: tuple[int, int, int], left: int = 0) -> bytes:
    """The cells of a row (``sprmTDefTable``): width, merged down, merged across."""
    edges = accumulate((width for width, _, _ in shapes), initial=left)
    operand = bytes((len(shapes),)) + struct.pack(f"<{len(shapes) + 1}h", *edges)
    operand += b"".join(struct.pack("<H18x", down << 5 | across) for _, down, across in shapes)
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


class Doc:
    """A document that is written from top to bottom.

    :param narrow: The text has one byte a character, where it can.
    """

    def __init__(self, *, narrow: bool = False) -> None:
        self.narrow = narrow
        self.text = ""
        self.body: int | None = None
        self.box_text = 0
        self.formats: list[tuple[int, bytes]] = []
        self.looks: list[tuple[int, bytes]] = []
        self.elsewhere = b""
        self.parts: dict[int, bytes] = {1: styles()}
        self.pieces: list[tuple[int, bool, int]] = []
        self.changes: list[bytes] = []
        self.flags = 0x0200
        self.version = 0x00C1

    def run(self, text: str, sprms: bytes = b"") -> Doc:
        """Some text."""
        self.text += text
        self.looks.append((_units(self.text), sprms))
        return self

    def end(self, sprms: bytes = b"", *, mark: str = "\r", style: int = 0, look: bytes = b"") -> Doc:
        """The end of a paragraph."""
        self.run(mark, look)
        self.formats.append((_units(self.text), struct.pack("<H", style) + sprms))
        return self

    def paragraph(self, text: str, sprms: bytes = b"", *, style: int = 0) -> Doc:
        """A whole paragraph."""
        return self.run(text).end(sprms, style=style)

    def cell(self, text: str, sprms: bytes = IN_TABLE) -> Doc:
        """A whole cell."""
        return self.run(text).end(sprms, mark="\x07")

    def row_end(self, shapes: bytes = b"", *, look: bytes = b"") -> Doc:
        """The mark that ends a row; its properties stand elsewhere if there are many."""
        sprms = IN_TABLE + ROW_END + shapes
        if len(sprms) > 60:
            place = len(self.elsewhere)
            self.elsewhere += struct.pack("<H", len(sprms)) + sprms
            sprms = sprm(0x6646, place)
        return self.end(sprms, mark="\x07", look=look)

    def table(self, rows: list[list[PaperCell]]) -> Doc:
        """A table with its merged cells."""
        for line in grid(rows):
            shapes, column = [], 0
            while column < len(line):
                cell, begins = line[column] or (PaperCell(""), True)
                self.cell(cell.text if begins else "")
                shapes.append((900 * cell.wide, 0 if cell.high == 1 else 3 if begins else 1, 0))
                column += cell.wide
            self.row_end(cells(*shapes))
        return self

    def piece(self, *, narrow: bool | None = None, change: int = 0) -> Doc:
        """What follows is a piece of its own: one byte a character or two, with a property of all its text."""
        if not self.pieces:
            self.pieces.append((0, self.narrow, 0))
        self.pieces.append((_units(self.text), self.narrow if narrow is None else narrow, change))
        return self

    def end_body(self) -> Doc:
        """What follows is the text of text boxes."""
        self.body = _units(self.text)
        return self

    def boxes(self, *boxes: tuple[int, int, int]) -> Doc:
        """Say which text box has which text: anchor in the body, from where to where in the text of boxes."""
        shapes, texts = b"", b""
        ends = [start for _, start, _ in boxes] + [boxes[-1][2], boxes[-1][2] + 1]
        for i, _ in enumerate(boxes):
            shapes += struct.pack("<I22x", 1000 + i)
            texts += struct.pack("<8xHII4x", 0, 0, 1000 + i)
        anchors = [anchor for anchor, _, _ in boxes]
        self.parts[40] = struct.pack(f"<{len(boxes) + 1}I", *anchors, max(anchors) + 1) + shapes
        self.parts[56] = struct.pack(f"<{len(boxes) + 2}I", *ends) + texts + bytes(22)
        return self

    def save(self) -> bytes:
        """The file."""
        units = self.text.encode("utf-16-le")
        total = len(units) // 2
        starts = self.pieces or [(0, self.narrow, 0)]
        main, table = bytearray(TEXT_AT), bytearray()
        positions, told = [], b""
        places: list[tuple[int, int, int]] = []
        for (start, narrow, change), end in zip(starts, [s for s, _, _ in starts[1:]] + [total], strict=True):
            data = units[2 * start : 2 * end]
            at = len(main)
            if narrow:
                main += data.decode("utf-16-le").encode("cp1252")
            else:
                main += data
            positions.append(start)
            told += struct.pack("<HIH", 0, 2 * at | 0x40000000 if narrow else at, change)
            places.append((start, at, 1 if narrow else 2))
            main += bytes(len(main) % 2)

        def place(position: int) -> int:
            return next(
                at + (position - start) * width
                for start, at, width in reversed(places)
                if position > start or start == 0
            )

        changes = b"".join(b"\x01" + struct.pack("<H", len(change)) + change for change in self.changes)
        pieces = struct.pack(f"<{len(positions) + 1}I", *positions, total) + told
        self.parts[33] = changes + b"\x02" + struct.pack("<I", len(pieces)) + pieces
        for which, stretches in ((13, self.formats), (12, self.looks)):
            main += bytes(-len(main) % PAGE)
            pages = list(
                _pages([(place(end), properties) for end, properties in stretches], places[0][1], which)
            )
            numbers = [len(main) // PAGE + i for i in range(len(pages))]
            main += b"".join(page for _, page in pages)
            bounds = [first for first, _ in pages] + [place(total)]
            self.parts[which] = struct.pack(f"<{len(bounds)}I{len(numbers)}I", *bounds, *numbers)
        struct.pack_into("<HH6xH", main, 0, 0xA5EC, self.version, self.flags)
        body = total if self.body is None else self.body
        struct.pack_into("<8i", main, 0x4C, body, 0, 0, 0, 0, 0, total - body, 0)
        for which, data in self.parts.items():
            struct.pack_into("<II", main, 0x9A + 8 * which, len(table), len(data))
            table += data
            if which == 73:
                # The levels of lists stand behind their list and are not counted.
                struct.pack_into("<I", main, 0x9A + 8 * which + 4, 2 + 28 * data[0])
        return ole({"WordDocument": bytes(main), "1Table": bytes(table), "Data": self.elsewhere or b"\0"})


def as_doc(content: Paper, *, narrow: bool = False) -> bytes:
    """The paper as an old Word document."""
    written = Doc(narrow=narrow)
    for each in content:
        if isinstance(each, str):
            written.paragraph(each)
        else:
            written.table(each)
    return written.save()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _pages(stretches: Sequence[tuple[int, bytes]], start: int, which: int):
    """Pages of properties: where each begins, and its bytes."""
    room = 17 if which == 13 else 5
    page: list[tuple[int, int, bytes]] = []

    def written() -> tuple[int, bytes]:
        data = bytearray(PAGE)
        struct.pack_into(f"<{len(page) + 1}I", data, 0, *[first for first, _, _ in page], page[-1][1])
        at = PAGE - 1
        for i, (_, _, properties) in enumerate(page):
            offset = 4 * (len(page) + 1) + (13 if which == 13 else 1) * i
            if which == 13:
                even = len(properties) % 2 == 0
                told = bytes((0, len(properties) // 2)) if even else bytes(((len(properties) + 1) // 2,))
            else:
                told = bytes((len(properties),))
            if properties:
                at -= len(told + properties)
                at -= at % 2
                data[at : at + len(told + properties)] = told + properties
                data[offset] = at // 2
        data[-1] = len(page)
        return page[0][0], bytes(data)

    used = 8
    for end, properties in stretches:
        takes = room + len(properties) + 4
        if page and used + takes > PAGE - 8:
            yield written()
            page, used = [], 8
        page.append((start, end, properties))
        used += takes
        start = end
    if page:
        yield written()


def styles(*each: bytes) -> bytes:
    """A sheet of styles; without any, one that is called Normal."""
    each = each or (style("Normal"),)
    told = struct.pack("<HHHHHHHHH", len(each), 10, 0, 0, 0, 0, 0, 0, 0)
    return struct.pack("<H", len(told)) + told + b"".join(struct.pack("<H", len(one)) + one for one in each)


def style(
    name: str, sprms: bytes = b"", look: bytes = b"", *, based_on: int = 0xFFF, character: bool = False
) -> bytes:
    """A style: of paragraphs, with properties of paragraph and characters, or of characters only."""
    kind, parts = (2, [look]) if character else (1, [b"\0\0" + sprms, look])
    told = struct.pack("<5H", 0, kind | based_on << 4, len(parts), 0, 0)
    told += struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    for part in parts:
        told += bytes(len(told) % 2) + struct.pack("<H", len(part)) + part
    return told


def level(text: str, written: int = 39, start: int = 1, flags: int = 0, restart: int = 0) -> bytes:
    """A level of a list; a character with the code 0 in the text is its number."""
    told = struct.pack("<iBB9xB4x4x4B", start, written, flags, 0, 0, 0, restart, 0)
    return told + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def lists(*levels: bytes, simple: bool = True) -> bytes:
    """Lists, numbered from 1, with one level each, or one list with nine."""
    count = len(levels) if simple else 1
    told = b"".join(struct.pack("<i4x18xBB", i + 1, int(simple), 0) for i in range(count))
    return struct.pack("<H", count) + told + b"".join(levels)


def list_uses(*lists_used: int, overrides: dict[int, bytes] | None = None) -> bytes:
    """Which use of a list (from 1) is of which list. An override is what stands in place of a level."""
    overrides = overrides or {}
    told = struct.pack("<I", len(lists_used))
    told += b"".join(
        struct.pack("<i8xB3x", each, int(i in overrides)) for i, each in enumerate(lists_used, 1)
    )
    return told + b"".join(b"\xff\xff\xff\xff" + overrides.get(i, b"") for i in range(1, len(lists_used) + 1))


# ── OLE ──────────────────────────────────────────────────────────────────────────────────────────────────────

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALL = 4096


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file with these streams, each made so long that it needs no place for small ones."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if streams else _FREE)]
    for i, (name, content) in enumerate(streams.items(), 1):
        data = content.ljust(_SMALL, b"\0")
        first = len(sectors)
        cut = [data[at : at + PAGE].ljust(PAGE, b"\0") for at in range(0, len(data), PAGE)]
        sectors += cut
        chains += [*range(first + 1, first + len(cut)), _END]
        entries.append(_entry(name, 2, first, len(data), right=i + 1 if i < len(streams) else _FREE))
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = len(sectors)
    cut = [b"".join(entries[i : i + 4]) for i in range(0, len(entries), 4)]
    sectors += cut
    chains += [*range(directory + 1, directory + len(cut)), _END]
    count = 1
    while len(chains) + count > 128 * count:
        count += 1
    fat = len(sectors)
    chains += [_FAT] * count
    chains += [_FREE] * (128 * count - len(chains))
    sectors += [struct.pack("<128I", *chains[128 * i : 128 * (i + 1)]) for i in range(count)]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, count, directory, 0, _SMALL, _END, 0, _END, 0, fat)[:36]
    header += struct.pack("<109I", *[fat + i if i < count else _FREE for i in range(109)])
    return header + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    told = (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
    told += struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, _FREE, right, child)
    return told + bytes(36) + struct.pack("<IQ", first, size)
