"""The properties of old Word's text (*sprms*): what they say of a paragraph, a row of a table, a run of characters.

A sprm is two bytes, which tell how long its operand is, and the operand; of some five hundred kinds only those are
looked at that change what is read. The names of Microsoft's description of the format (MS-DOC) stand beside them.

The surprise: what ends a row and what ends a cell are the same character. Only a property of its paragraph tells them
apart, and only the row's own properties tell which of its cells are merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

_IN_TABLE, _DEPTH, _DEEPER = 0x2416, 0x6649, 0x664A  # sprmPFInTable, sprmPItap, sprmPDtap
_ROW_END, _INNER_ROW_END, _INNER_CELL_END = 0x2417, 0x244C, 0x244B  # sprmPFTtp, PFInnerTtp, PFInnerTableCell
_STYLE, _OUTLINE, _LIST_LEVEL, _LIST = 0x4600, 0x2640, 0x260A, 0x460B  # sprmPIstd, POutLvl, PIlvl, PIlfo
_ELSEWHERE = frozenset((0x6645, 0x6646, 0x646B))  # sprmPHugePapx, old and new, sprmPTableProps

_CELLS = 0xD608  # sprmTDefTable
_CELLS_IN, _CELLS_OUT, _WIDTHS = 0x7621, 0x5622, 0x7623  # sprmTInsert, TDelete, TDxaCol
_DOWN, _MERGED, _SPLIT = 0xD62B, 0x5624, 0x5625  # sprmTVertMerge, TMerge, TSplit

_DELETED, _INSERTED, _HIDDEN = 0x0800, 0x0801, 0x083C  # sprmCFRMarkDel, CFRMarkIns, CFVanish
_CHARACTER_STYLE, _SYMBOL = 0x4A30, 0x6A09  # sprmCIstd, sprmCSymbol

_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
"""How long the operand is, by the highest three bits; 0: it says so itself."""

_TABS = 0xC615
_ONE_CELL = 20
_MOST_CELLS = 63
_DEEPEST = 30
"""No report has so many tables inside each other."""

# How a cell goes on with the one above, or begins what goes on below; and with the one left of it (TCGRF).
ON_ABOVE, BEGINS_DOWN = 1, 3
ON_LEFT, BEGINS_ACROSS = 1, 2

PIECE_SPRMS = {
    0x0C: _LIST_LEVEL,
    0x18: _IN_TABLE,
    0x19: _ROW_END,
    0x41: _DELETED,
    0x42: _INSERTED,
    0x5C: _HIDDEN,
    0x78: _OUTLINE,
}
"""How a piece of a document that was saved in haste names a property of all its text (``Prm0``)."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A cell as its row describes it: its width in twips, and how it goes on with others."""

    width: int
    down: int = 0
    across: int = 0


@dataclass(frozen=True, slots=True)
class Format:
    """What the properties of a paragraph say; None where they leave it to its style.

    ``depth``: it stands in so many tables. ``left`` and ``shapes``: where a row begins, and its cells; only the mark
    that ends the row has them.
    """

    style: int = 0
    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    level: int | None = None
    list_use: int | None = None
    list_level: int | None = None
    left: int | None = None
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What the properties of a run of characters say; None where they leave it to the style."""

    deleted: bool = False
    inserted: bool = False
    hidden: bool | None = None
    style: int | None = None
    symbol: str | None = None


PLAIN = Look()


def format_of(properties: bytes, elsewhere: bytes) -> Format:
    """What the properties of a paragraph say.

    :param properties: The number of its style and then sprms.
    :param elsewhere: The stream in which more of them may stand.
    """
    style = _unsigned(properties[:2])
    in_table = ends_row = ends_inner_cell = False
    depth = 0
    level = list_use = list_level = left = None
    shapes: list[Shape] = []
    for sprm, operand in _with_those_elsewhere(properties[2:], elsewhere):
        if sprm == _IN_TABLE:
            in_table = operand != b"\0"
        elif sprm == _DEPTH:
            depth = _signed(operand)
        elif sprm == _DEEPER:
            depth += _signed(operand)
        elif sprm in (_ROW_END, _INNER_ROW_END):
            ends_row = ends_row or operand != b"\0"
        elif sprm == _INNER_CELL_END:
            ends_inner_cell = operand != b"\0"
        elif sprm == _STYLE:
            style = _unsigned(operand)
        elif sprm == _OUTLINE:
            level = _unsigned(operand)
        elif sprm == _LIST_LEVEL:
            list_level = _unsigned(operand)
        elif sprm == _LIST:
            list_use = _unsigned(operand)
        elif sprm == _CELLS:
            left, shapes = _row(operand)
        else:
            _reshape(shapes, sprm, operand)
    return Format(
        style,
        min(max(depth, int(in_table)), _DEEPEST),
        ends_row,
        ends_inner_cell,
        level,
        list_use,
        list_level,
        left,
        tuple(shapes[:_MOST_CELLS]),
    )


def look_of(properties: bytes) -> Look:
    """What the properties of a run of characters say."""
    deleted = inserted = False
    hidden = style = symbol = None
    for sprm, operand in _sprms(properties):
        if sprm == _DELETED:
            deleted = operand != b"\0"
        elif sprm == _INSERTED:
            inserted = operand != b"\0"
        elif sprm == _HIDDEN:
            # 0x80 and 0x81 are: as the style, and not as the style.
            hidden = {b"\0": False, b"\x80": None}.get(operand, True)
        elif sprm == _CHARACTER_STYLE:
            style = _unsigned(operand)
        elif sprm == _SYMBOL:
            symbol = chr(_unsigned(operand[2:4]))
    return Look(deleted, inserted, hidden, style, symbol)


def _with_those_elsewhere(properties: bytes, elsewhere: bytes, turns: int = 2) -> Iterator[tuple[int, bytes]]:
    """The sprms; one that says where more of them are gives those. They may refer once more, as Word itself does."""
    for sprm, operand in _sprms(properties):
        if sprm not in _ELSEWHERE:
            yield sprm, operand
        elif turns:
            place = _unsigned(operand)
            size = _unsigned(elsewhere[place : place + 2])
            more = elsewhere[place + 2 : place + 2 + size]
            yield from _with_those_elsewhere(more, elsewhere, turns - 1)


def _sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Each sprm and its operand. What is cut off at the end is none."""
    at = 0
    while at + 2 < len(properties):
        sprm = _unsigned(properties[at : at + 2])
        at += 2
        length = _OPERANDS[sprm >> 13]
        if not length:
            length, at = _own_length(sprm, properties, at)
        if at + length > len(properties):
            return
        yield sprm, properties[at : at + length]
        at += length


def _own_length(sprm: int, properties: bytes, at: int) -> tuple[int, int]:
    """How long an operand is that says so itself, and where it begins."""
    if sprm == _CELLS:
        return max(0, _unsigned(properties[at : at + 2]) - 1), at + 2
    length = properties[at]
    if sprm == _TABS and length == 255:
        deleted = _unsigned(properties[at + 1 : at + 2])
        added = _unsigned(properties[at + 2 + 4 * deleted : at + 3 + 4 * deleted])
        length = 2 + 4 * deleted + 3 * added
    return length, at + 1


def _row(operand: bytes) -> tuple[int | None, list[Shape]]:
    """Where a row begins, and its cells (``TDefTableOperand``). Cells at the end may lack all but their width."""
    count = operand[0] if operand else 0
    edges = [_signed(operand[i : i + 2]) for i in range(1, 2 * count + 3, 2)]
    if count == 0 or len(operand) < 2 * count + 3:
        return None, []
    shapes = []
    at = 2 * count + 3
    for i, (left, right) in enumerate(pairwise(edges)):
        flags = _unsigned(operand[at + _ONE_CELL * i :][:2])
        shapes.append(Shape(right - left, flags >> 5 & 3, flags & 3))
    return edges[0], shapes


def _reshape(shapes: list[Shape], sprm: int, operand: bytes) -> None:
    """Change the cells of a row as a later property says."""
    if sprm == _DOWN and len(operand) >= 2:
        index, down = operand[:2]
        if index < len(shapes):
            shapes[index] = replace(shapes[index], down=down & 3)
        return
    if sprm not in (_CELLS_IN, _CELLS_OUT, _WIDTHS, _MERGED, _SPLIT):
        return
    first, second = operand[:2]
    if sprm == _CELLS_IN:
        width = _unsigned(operand[2:4])
        missing = max(0, first - len(shapes))
        shapes[first:first] = [Shape(width)] * (missing + second)
        del shapes[_MOST_CELLS:]
    elif sprm == _CELLS_OUT:
        del shapes[first:second]
    else:
        for i in range(first, min(second, len(shapes))):
            if sprm == _WIDTHS:
                shapes[i] = replace(shapes[i], width=_unsigned(operand[2:4]))
            else:
                merged = BEGINS_ACROSS if i == first else ON_LEFT
                shapes[i] = replace(shapes[i], across=merged if sprm == _MERGED else 0)


def _unsigned(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _signed(data: bytes) -> int:
    return int.from_bytes(data, "little", signed=True)
