"""PDF files drawn by hand: what is on a page, and how it got there, is for the test to say.

A report on paper (:mod:`tests.readers.rendered`) is set here as an office's program sets it: lines broken where they
are full, tables ruled, cut where the page ends.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import md5

from tests.readers.rendered import Paper, PaperCell, grid

WIDTH, HEIGHT = 595, 842
MARGIN = 72
SIZE = 16.0
LEADING = 28.0
CELL, LINE = 9.0, 11.0

# A font that is not in the file: its characters are those of GB 1, in UTF-16.
SONG = (
    "/Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
    "/Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500 814 939 500] /CIDSystemInfo << /Registry "
    "(Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light "
    "/Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 93 /CapHeight 880 >> >>]"
)


@dataclass
class Sheet:
    """One page, drawn in points from its top left corner."""

    width: float = WIDTH
    height: float = HEIGHT
    rotate: int = 0
    keys: str = ""
    marks: list[str] = field(default_factory=list)

    def text(
        self, x: float, top: float, text: str, size: float = SIZE, *, mode: int = 0, turn: int = 0
    ) -> None:
        """A line of text. ``turn`` counts quarter turns clockwise, ``mode`` 3 is text that is not seen."""
        a, b = {0: (1, 0), 1: (0, -1), 3: (0, 1)}[turn]
        left, y = (x, self.height - top - 0.88 * size) if turn == 0 else (x + 0.12 * size, self.height - top)
        if turn == 3:
            left, y = x + 0.88 * size, self.height - top - size * len(text)
        told = text.encode("utf-16-be").hex()
        self.marks.append(f"BT /F1 {size} Tf {mode} Tr {a} {b} {-b} {a} {left:.2f} {y:.2f} Tm <{told}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line drawn with a pen."""
        self.marks.append(f"0.5 w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S")

    def fill(self, x0: float, y0: float, x1: float, y1: float, gray: float = 0) -> None:
        """A filled rectangle."""
        self.marks.append(f"{gray} g {x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f 0 g")

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A gray picture."""
        self.marks.append(f"q {x1 - x0:.2f} 0 0 {y1 - y0:.2f} {x0:.2f} {self.height - y1:.2f} cm /I1 Do Q")


def pdf(
    *sheets: Sheet, fonts: str = "", extra: tuple[bytes, ...] = (), owner: bool = False, user: bool = False
) -> bytes:
    """A file with these pages.

    :param fonts: More fonts for the pages.
    :param extra: More objects; the first has the number 5.
    :param owner: Locked against changes, but not against reading.
    :param user: Locked against reading.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        f"<< {SONG} >>".encode(),
        stream(
            b"\x80",
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
        *extra,
    ]
    kids = []
    lock = _Lock(user=user) if owner or user else None
    for sheet in sheets:
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate {sheet.rotate} "
            f"/Resources << /Font << /F1 3 0 R {fonts} >> /XObject << /I1 4 0 R >> >> "
            f"/Contents {len(objects) + 2} 0 R {sheet.keys} >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
        marks = zlib.compress("\n".join(sheet.marks).encode())
        marks = lock.stream(marks, len(objects) + 1) if lock else marks
        objects.append(stream(marks, "/Filter /FlateDecode"))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    trailer = "/Root 1 0 R"
    if lock:
        objects.append(lock.told())
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<{lock.ID.hex()}> <{lock.ID.hex()}>]"
    return file_of(objects, trailer)


def content(data: bytes, keys: str = "", *, extra: tuple[bytes, ...] = ()) -> bytes:
    """A file of one page that is drawn by *data*; ``X0`` is the first of more objects, which has the number 5."""
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> "
        f"/XObject << /X0 5 0 R >> >> /Contents {5 + len(extra)} 0 R >>"
    )
    pages = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"
    font = f"<< {SONG} >>".encode()
    return file_of(
        [b"<< /Type /Catalog /Pages 2 0 R >>", pages, font, page.encode(), *extra, stream(data, keys)],
        "/Root 1 0 R",
    )


def stream(data: bytes, keys: str = "") -> bytes:
    """An object that holds data."""
    return f"<< {keys} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def file_of(objects: list[bytes], trailer: str) -> bytes:
    """A file of these objects, whose table and end are right."""
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} {trailer} >>\n"
    return out + end.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()


class _Lock:
    """The oldest encryption that there is (40 bits): enough to be locked."""

    ID = b"0123456789abcdef"
    PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")

    def __init__(self, *, user: bool) -> None:
        owner_key = md5((b"owner" + self.PAD)[:32], usedforsecurity=False).digest()[:5]
        password = (b"secret" if user else b"") + self.PAD
        self.owner = _rc4(owner_key, password[:32])
        key = md5(
            password[:32] + self.owner + (-4).to_bytes(4, "little", signed=True) + self.ID,
            usedforsecurity=False,
        )
        self.key = key.digest()[:5]

    def told(self) -> bytes:
        """The object that tells a program how to unlock the file."""
        checked = _rc4(self.key, self.PAD)
        return (
            f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{self.owner.hex()}> /U <{checked.hex()}> >>".encode()
        )

    def stream(self, data: bytes, number: int) -> bytes:
        """The data of one object."""
        key = md5(self.key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]
        return _rc4(key, data)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


# ── a report, set ────────────────────────────────────────────────────────────────────────────────────────────


def as_pdf(report: Paper, more: Sequence[Sheet] = (), **style: bool) -> bytes:
    """The paper as a PDF of several pages, with *more* behind them."""
    setter = Setter(**style)
    for each in report:
        if isinstance(each, str):
            setter.paragraph(each)
        else:
            setter.table(each)
    return pdf(*setter.sheets, *more)


class Setter:
    """Sets paragraphs and tables on pages, as an office's program does.

    :param filled: Rulings are thin filled rectangles.
    :param open_ended: A table that goes on has no line at the page's end.
    :param shaded: Headers and rows are shaded.
    :param sideless: Tables have no lines at their sides.
    :param turned: The words of high cells are turned.
    """

    def __init__(
        self,
        *,
        filled: bool = False,
        open_ended: bool = False,
        shaded: bool = False,
        sideless: bool = False,
        turned: bool = False,
    ) -> None:
        self.filled, self.open_ended, self.shaded = filled, open_ended, shaded
        self.sideless, self.turned = sideless, turned
        self.printed: dict[int, int] = {}
        self.sheets: list[Sheet] = []
        self.top = 0.0
        self._page()

    def _page(self) -> None:
        self.sheets.append(Sheet())
        self.top = float(MARGIN)
        self.sheets[-1].text(WIDTH / 2 - 20, HEIGHT - 50, f"- {len(self.sheets)} -", 12)

    def paragraph(self, text: str) -> None:
        """A paragraph with its first line indented, a heading or title centred where it is one."""
        room, indent = WIDTH - 2 * MARGIN, 2 * SIZE
        if len(self.sheets) == 1 and len(self.sheets[0].marks) == 1:
            # The title is centred.
            indent = (room - len(text) * SIZE) / 2
        lines = _lines(text, room, SIZE, indent)
        for i, line in enumerate(lines):
            if self.top + LEADING > HEIGHT - MARGIN:
                self._page()
            self.sheets[-1].text(MARGIN + (0 if i else indent), self.top, line)
            self.top += LEADING

    def table(self, rows: list[list[PaperCell]]) -> None:
        """A ruled table; it goes on on the next page where it does not fit."""
        placed = _placed(rows)
        wide = max(column + cell.wide for _, column, cell in placed)
        widths = _widths(wide)
        x = [MARGIN + sum(widths[:i]) for i in range(wide + 1)]
        heights = [18.0] * len(rows)
        for row, column, cell in placed:
            if cell.high == 1:
                lines = _lines(cell.text, x[column + cell.wide] - x[column] - 4, CELL)
                heights[row] = max(heights[row], 8 + LINE * len(lines))
        row = 0
        while row < len(rows):
            last, height = row, 0.0
            while last < len(rows) and self.top + height + heights[last] <= HEIGHT - MARGIN:
                height += heights[last]
                last += 1
            if last == row:
                self._page()
                continue
            self._piece(placed, x, heights, row, last)
            self.top += height
            row = last
            if row < len(rows):
                self._page()
        self.top += 12

    def _piece(
        self,
        placed: list[tuple[int, int, PaperCell]],
        x: list[float],
        heights: list[float],
        first: int,
        end: int,
    ) -> None:
        y = {i: self.top + sum(heights[first:i]) for i in range(first, end + 1)}
        sheet = self.sheets[-1]
        for row, column, cell in placed:
            begin, stop = max(row, first), min(row + cell.high, end)
            if begin >= stop:
                continue
            x0, x1, y0, y1 = x[column], x[column + cell.wide], y[begin], y[stop]
            if self.shaded:
                sheet.fill(x0, y0, x1, y1, 0.9)
            self._rule(x0, y0, x1, y0)
            if not self.open_ended or row + cell.high <= end:
                self._rule(x0, y1, x1, y1)
            if not self.sideless or column:
                self._rule(x0, y0, x0, y1)
            if not self.sideless or column + cell.wide < len(x) - 1:
                self._rule(x1, y0, x1, y1)
            self._cell(cell, begin == row, (x0, y0, x1, y1))

    def _cell(self, cell: PaperCell, begins: bool, box: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = box
        sheet = self.sheets[-1]
        if self.turned and cell.high > 5:
            if begins:
                sheet.text((x0 + x1 - CELL) / 2, y0 + 4, cell.text[: int((y1 - y0 - 4) / CELL)], CELL, turn=1)
            return
        # A label goes on on the next page where its cell does.
        lines = _lines(cell.text, x1 - x0 - 4, CELL)
        done = 0 if begins else self.printed.get(id(cell), 0)
        here = lines[done : done + max(1, int((y1 - y0 - 4) / LINE))]
        self.printed[id(cell)] = done + len(here)
        for i, line in enumerate(here):
            sheet.text(x0 + 2, y0 + 4 + LINE * i, line, CELL)

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.filled:
            self.sheets[-1].fill(x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25)
        else:
            self.sheets[-1].line(x0, y0, x1, y1)


def _placed(rows: list[list[PaperCell]]) -> list[tuple[int, int, PaperCell]]:
    """Each cell with the row and the column where it begins."""
    return [(i, place[0], place[1]) for i, line in enumerate(grid(rows)) for place in _beginning(line)]


def _beginning(line: list[tuple[PaperCell, bool] | None]) -> list[tuple[int, PaperCell]]:
    return [(j, place[0]) for j, place in enumerate(line) if place is not None and place[1]]


def _widths(wide: int) -> list[float]:
    """The columns: narrow ones for groups, wide ones for labels, the rest for figures."""
    labels = {4: [130.0], 10: [30.0, 56.0, 120.0]}.get(wide, [])
    rest = (WIDTH - 2 * MARGIN - sum(labels)) / (wide - len(labels))
    return labels + [rest] * (wide - len(labels))


def _lines(text: str, width: float, size: float, indent: float = 0) -> list[str]:
    """A text broken where it is full."""
    lines, taken = [""], indent
    for character in text:
        takes = size / 2 if character.isascii() else size
        if taken + takes > width:
            lines.append("")
            taken = 0.0
        lines[-1] += character
        taken += takes
    return lines
