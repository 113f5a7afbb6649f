"""The styles and the lists of a .doc file, as far as they change what is read: outline levels, numbers, hidden text."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import islice

from compliance.readers.doc_sprms import format_of, look_of
from compliance.readers.doc_text import LIST_USES, LISTS, STYLES, DocText
from compliance.readers.numbering import LEVELS, Level, Numbering

_PARAGRAPH, _CHARACTER = 1, 2
_NO_STYLE = 0xFFF
_MOST_STYLES, _MOST_LISTS = 4_095, 2_047
_LIST, _USE = 28, 16
_SIMPLE, _START_ANEW, _LEVEL_ANEW, _LEGAL, _NEVER_ANEW = 0x01, 0x10, 0x20, 0x04, 0x08

_WRITTEN = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth2",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    31: "ideographZodiac",
    33: "taiwaneseCounting",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    255: "none",
}
"""Word's ways of writing a number (``MSONFC``), by the names that new Word gives them."""


@dataclass(slots=True)
class DocStyle:
    """What a style says; None where it leaves that to the style it is based on."""

    name: str = ""
    based_on: int = _NO_STYLE
    level: int | None = None
    list_use: int | None = None
    list_level: int | None = None
    hidden: bool | None = None


def styles_of(text: DocText) -> list[DocStyle]:
    """The styles by their numbers, each with what it inherits. :raises ReadError: Their table is damaged."""
    data = text.part(STYLES)
    styles: list[DocStyle] = []
    try:
        (size,) = struct.unpack_from("<H", data)
        count, base = struct.unpack_from("<HH", data, 2)
        at = 2 + size
        for _ in range(min(count, _MOST_STYLES)):
            (size,) = struct.unpack_from("<H", data, at)
            styles.append(_style(data[at + 2 : at + 2 + size], base))
            at += 2 + size
    except (struct.error, IndexError) as error:
        raise text.damaged() from error
    for style in styles:
        _inherit(style, styles)
    return styles


def _style(data: bytes, base: int) -> DocStyle:
    """One style (``STD``): its number of parts, its name, and for each part its properties."""
    if not data:
        return DocStyle()
    kind, parts, _, _ = struct.unpack_from("<4H", data, 2)
    style = DocStyle(based_on=kind >> 4)
    (length,) = struct.unpack_from("<H", data, base)
    at = base + 2 + 2 * length
    style.name = data[base + 2 : at].decode("utf-16-le", "ignore").lower()
    at += 2
    kind &= 15
    for part in range(parts & 15):
        at += at % 2
        (size,) = struct.unpack_from("<H", data, at)
        properties = data[at + 2 : at + 2 + size]
        at += 2 + size
        if kind == _PARAGRAPH and part == 0:
            told = format_of(properties, b"")
            style.level, style.list_use, style.list_level = told.level, told.list_use, told.list_level
        elif (kind, part) in ((_PARAGRAPH, 1), (_CHARACTER, 0)):
            style.hidden = look_of(properties).hidden
    return style


def _inherit(style: DocStyle, styles: list[DocStyle]) -> None:
    """Fill in what a style leaves to those that it is based on. A chain that runs in a circle ends."""
    based_on = style.based_on
    for _ in range(20):
        if based_on >= len(styles):
            return
        below = styles[based_on]
        style.level = below.level if style.level is None else style.level
        style.hidden = below.hidden if style.hidden is None else style.hidden
        if style.list_use is None:
            style.list_use, style.list_level = below.list_use, below.list_level
        based_on = below.based_on


def lists_of(text: DocText) -> Numbering:
    """The lists, each under the number by which paragraphs use it (``ilfo``).

    :raises ReadError: Their table is damaged.
    """
    numbering = Numbering(None, {})
    data, uses = text.part(LISTS, and_behind=True), text.part(LIST_USES, and_behind=True)
    try:
        abstracts = _abstracts(data) if data else {}
        count = min(_MOST_LISTS, struct.unpack_from("<I", uses)[0]) if uses else 0
        at = 4 + _USE * count
        for i in range(count):
            (key,) = struct.unpack_from("<i", uses, 4 + _USE * i)
            levels = dict(abstracts.get(key, {}))
            starts: dict[int, int] = {}
            at += 4
            for _ in range(uses[4 + _USE * i + 12]):
                start, flags = struct.unpack_from("<iI", uses, at)
                at += 8
                index = flags & 15
                if flags & _LEVEL_ANEW:
                    levels[index], at = _level(uses, at)
                elif flags & _START_ANEW:
                    starts[index] = start
            numbering.define(str(i + 1), str(key), levels, starts)
    except (struct.error, IndexError) as error:
        raise text.damaged() from error
    return numbering


def _abstracts(data: bytes) -> dict[int, dict[int, Level]]:
    (count,) = struct.unpack_from("<H", data)
    count = min(count, _MOST_LISTS)
    abstracts: dict[int, dict[int, Level]] = {}
    at = 2 + _LIST * count
    for i in range(count):
        (key,) = struct.unpack_from("<i", data, 2 + _LIST * i)
        abstracts[key] = {}
        for level in range(1 if data[2 + _LIST * i + 26] & _SIMPLE else LEVELS):
            abstracts[key][level], at = _level(data, at)
    return abstracts


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """One level of a list (``LVL``), and where the next begins."""
    start, written, flags = struct.unpack_from("<iBB", data, at)
    characters, paragraph, restart = struct.unpack_from("<3B", data, at + 24)
    at += 28 + characters + paragraph
    (length,) = struct.unpack_from("<H", data, at)
    text = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "ignore")
    # A level of the number stands in it as a character of its own.
    told = "".join(f"%{ord(c) + 1}" if ord(c) < LEVELS else c for c in islice(text, 80))
    level = Level(
        start=start,
        written=_WRITTEN.get(written, "decimal"),
        text=told,
        legal=bool(flags & _LEGAL),
        restart=restart if flags & _NEVER_ANEW else None,
    )
    return level, at + 2 + 2 * length
