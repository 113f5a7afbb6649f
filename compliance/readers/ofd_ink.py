"""Takes the ink from the pages of an OFD: what each drawing object puts on paper.

Every object has a boundary on the page, in millimetres, and a matrix that moves what it draws within that. A text is
characters with the place of the first and the steps to each next one; where a font's glyphs are not its characters, a
*transform* says which characters which glyphs show, and then the steps are those between glyphs.

The surprise: steps may be too few. What programs wrote that count them otherwise is read as they show it: the last step
goes on, and without any step a character takes the room that its kind takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from math import atan2, hypot, isfinite, pi
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.ink import Ink, box_of
from compliance.readers.matrices import IDENTITY, Matrix, Point, moved, times
from compliance.readers.paper import UNKNOWN

if TYPE_CHECKING:
    from lxml import etree

    from compliance.readers.paper import Box, Page

MARKS = 400_000
"""What a document may draw: each character and each point of a line is one mark, each object as much as four. The
longest real report has 60,000 characters, in some files each an object of its own."""

_OBJECT = 4

_DEEPEST = 8
_FARTHEST = 1e6
"""No coordinate of a page is larger; one that is would make others infinite."""

_POINTS = 72 / 25.4
_ASCENT, _DESCENT = 0.88, 0.12
_PEN = 0.353
_NO_CHARACTER = "\u00a4"
"""What programs write for a glyph of which they do not know the character."""

_PARTS = re.compile(r"[A-Za-z]|[^\sA-Za-z,]+(?:[eE][-+]?\d+)?")
_COORDINATES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each letter of a path."""


class Units:
    """The drawings of a document that its pages only refer to, and how much is drawn in all."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._units: dict[str, etree._Element] = {}
        self._left = MARKS

    def remember(self, resources: etree._Element) -> None:
        """Remember the drawings of a part of resources."""
        for each in resources.iter("{*}CompositeGraphicUnit"):
            self._units[each.get("ID", "")] = each

    def unit(self, key: str | None) -> etree._Element | None:
        """The drawing of this number."""
        return self._units.get(key or "")

    def count(self, marks: int) -> None:
        """Count so many more marks on paper.

        :raises ReadError: There are more than a report has.
        """
        self._left -= marks
        if self._left < 0:
            raise ReadError(Message("documents.too-many-glyphs", limit=MARKS), self.name)


def page_of(contents: Iterable[etree._Element], number: int, area: Box, units: Units) -> Page:
    """One page: what its templates and its own content draw."""
    x0, top, x1, bottom = (each * _POINTS for each in area)
    taker = _Taker(Ink(number, x1 - x0, bottom - top), units)
    matrix = (_POINTS, 0.0, 0.0, _POINTS, -x0, -top)
    for content in contents:
        taker.objects(content, matrix, 0)
    return taker.ink.page()


def local(element: etree._Element) -> str:
    """An element's name. Its namespace has changed from one writer to the next."""
    return str(element.tag).rpartition("}")[2]


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """The children of this name."""
    return [each for each in element if local(each) == name]


def box_at(text: str | None) -> Box:
    """A box that is written as its corner, its width and its height; nowhere where it is not written so."""
    told = _numbers(text)
    if len(told) < 4:
        return 0.0, 0.0, 0.0, 0.0
    x, y, width, height = told[:4]
    return x, y, x + width, y + height


class _Taker:
    """Takes one page apart."""

    def __init__(self, ink: Ink, units: Units) -> None:
        self.ink = ink
        self._units = units

    def objects(self, parent: etree._Element, matrix: Matrix, depth: int) -> None:
        """Draw what stands in a content, a layer or a block."""
        for element in parent:
            self._units.count(_OBJECT)
            kind = local(element)
            if kind in ("PageBlock", "Layer") and depth < _DEEPEST:
                self.objects(element, matrix, depth + 1)
                continue
            x0, top, x1, bottom = box_at(element.get("Boundary"))
            placed = times(_matrix(element.get("CTM")), times((1.0, 0.0, 0.0, 1.0, x0, top), matrix))
            is_seen = _is_seen(element)
            if kind == "TextObject":
                self._text(element, placed, is_seen=is_seen)
            elif kind == "PathObject" and is_seen:
                self._path(element, placed)
            elif kind == "ImageObject" and is_seen:
                corners = ((x0, top), (x1, top), (x0, bottom), (x1, bottom))
                self.ink.picture(box_of(moved(corners, matrix)))
            elif kind == "CompositeObject" and is_seen and depth < _DEEPEST:
                unit = self._units.unit(element.get("ResourceID"))
                for content in children(unit, "Content") if unit is not None else ():
                    self.objects(content, placed, depth + 1)

    def _path(self, element: etree._Element, matrix: Matrix) -> None:
        strokes = element.get("Stroke", "true") == "true"
        fills = element.get("Fill", "false") == "true"
        width = _numbers(element.get("LineWidth"))
        thickness = (width[0] if width else _PEN) * hypot(matrix[0], matrix[1])
        for data in children(element, "AbbreviatedData"):
            for points, straight in _outlines(data.text or ""):
                self._units.count(len(points))
                corners = moved(points, matrix)
                if strokes and straight:
                    for begin, end in pairwise(corners):
                        self.ink.stroke(*begin, *end, thickness)
                if fills and len(corners) > 1:
                    self.ink.surface(box_of(corners))

    def _text(self, element: etree._Element, matrix: Matrix, *, is_seen: bool) -> None:
        told = _numbers(element.get("Size"))
        size = told[0] if told else 0.0
        scale = (_numbers(element.get("HScale")) or [1.0])[0]
        reading, turned = _quarters(element.get("ReadDirection")), _quarters(element.get("CharDirection"))
        turn = (turned + round(atan2(matrix[1], matrix[0]) / (pi / 2))) % 4
        transforms = [_Transform(each) for each in children(element, "CGTransform")]
        # Glyphs that take the same room have the same box round the point where they stand.
        boxes: dict[float, Box] = {}
        place = (0.0, 0.0)
        done = 0
        for code in children(element, "TextCode"):
            text = (code.text or "").strip("\r\n")
            self._units.count(len(text))
            place = _first(code.get("X"), place[0]), _first(code.get("Y"), place[1])
            shown = _shown(text, done, transforms)
            done += len(text)
            if not is_seen:
                self.ink.hidden(text)
                continue
            rooms = [_room(characters, size, scale) for characters, _ in shown]
            steps = _steps(code, [(rooms[i], glyphs) for i, (_, glyphs) in enumerate(shown)], reading)
            x, y = place
            for (characters, _), room, (right, down) in zip(shown, rooms, steps, strict=True):
                if not characters.isspace():
                    room = _widened(characters, room, right, size)  # noqa: PLW2901 - a broad letter takes more
                    if room not in boxes:
                        boxes[room] = box_of(moved(_corners(room, size, turned), (*matrix[:4], 0.0, 0.0)))
                    x0, top, x1, bottom = boxes[room]
                    ((on_x, on_y),) = moved(((x, y),), matrix)
                    self.ink.glyph(characters, (on_x + x0, on_y + top, on_x + x1, on_y + bottom), turn)
                x, y = x + right, y + down


class _Transform:
    """Which characters which glyphs show: so many characters from one place on are so many glyphs."""

    def __init__(self, element: etree._Element) -> None:
        self.start = _whole(element.get("CodePosition"), 0)
        self.codes = max(1, _whole(element.get("CodeCount"), 1))
        self.glyphs = max(1, _whole(element.get("GlyphCount"), 1))


def _shown(text: str, start: int, transforms: Sequence[_Transform]) -> list[tuple[str, int]]:
    """The characters of a text as they are drawn together, each with how many glyphs draw them.

    :param start: How many characters the texts of the object before this one have: transforms count over all.
    """
    if not transforms:
        return [(character, 1) for character in text]
    groups: dict[int, _Transform] = {
        each.start - start: each for each in transforms if each.codes != each.glyphs
    }
    shown: list[tuple[str, int]] = []
    i = 0
    while i < len(text):
        group = groups.get(i)
        if group is None:
            shown.append((UNKNOWN if text[i] == _NO_CHARACTER else text[i], 1))
            i += 1
        else:
            shown.append((text[i : i + group.codes], group.glyphs))
            i += group.codes
    return shown


def _steps(
    code: etree._Element, rooms: Sequence[tuple[float, int]], reading: int
) -> Iterator[tuple[float, float]]:
    """How far it is from each group of glyphs to the next, to the right and down."""
    count = sum(glyphs for _, glyphs in rooms)
    across, down = _deltas(code.get("DeltaX"), count), _deltas(code.get("DeltaY"), count)
    at = 0
    for room, glyphs in rooms:
        if across or down:
            yield sum(across[at : at + glyphs]), sum(down[at : at + glyphs])
        else:
            yield ((room, 0.0), (0.0, room), (-room, 0.0), (0.0, -room))[reading]
        at += glyphs


def _deltas(text: str | None, count: int) -> list[float]:
    """So many steps. ``g 3 4.5`` stands for three of 4.5 each; the last one goes on."""
    told = iter((text or "").replace(",", " ").split())
    steps: list[float] = []
    for each in told:
        if each == "g":
            repeats, step = _whole(next(told, None), 0), _number(next(told, ""))
            steps += [step or 0.0] * min(repeats, count - len(steps))
        else:
            steps.append(_number(each) or 0.0)
        if len(steps) >= count:
            return steps[:count]
    return steps + steps[-1:] * (count - len(steps))


def _room(characters: str, size: float, scale: float) -> float:
    """How much room some characters take: a Chinese one is as wide as it is high."""
    if len(characters) == 1 and characters.isascii():
        return size * scale / 2
    halves = sum(1 if east_asian_width(each) in ("H", "Na", "N") else 2 for each in characters)
    return halves * size * scale / 2


def _widened(characters: str, room: float, step: float, size: float) -> float:
    """The room of a letter of the alphabet, which may be broad: up to the next one."""
    return step if characters.isascii() and characters.isalpha() and room < step <= size else room


def _corners(room: float, size: float, turned: int) -> Iterator[Point]:
    """The corners of a glyph round the point where it stands, turned by so many quarters clockwise."""
    for across in (0.0, room):
        for down in (-_ASCENT * size, _DESCENT * size):
            right, below = across, down
            for _ in range(turned):
                right, below = -below, right
            yield right, below


def _outlines(data: str) -> Iterator[tuple[list[Point], bool]]:
    """The outlines that a path is made of, each with whether all of it is straight."""
    points: list[Point] = []
    straight = True
    parts = iter(_PARTS.findall(data))
    for letter in parts:
        told = [_number(each) or 0.0 for each in islice(parts, _COORDINATES.get(letter, 0))]
        if letter in ("S", "M"):
            if len(points) > 1:
                yield points, straight
            points, straight = [], True
        if letter == "C" and points:
            points.append(points[0])
        elif len(told) >= 2:
            points.append((told[-2], told[-1]))
            straight = straight and letter in ("S", "M", "L")
    if len(points) > 1:
        yield points, straight


def _is_seen(element: etree._Element) -> bool:
    return element.get("Visible", "true") != "false" and _whole(element.get("Alpha"), 255) > 0


def _quarters(degrees: str | None) -> int:
    return _whole(degrees, 0) // 90 % 4


def _first(text: str | None, otherwise: float) -> float:
    told = _numbers(text)
    return told[0] if told else otherwise


def _matrix(text: str | None) -> Matrix:
    told = _numbers(text)
    return IDENTITY if len(told) != 6 else (told[0], told[1], told[2], told[3], told[4], told[5])


def _numbers(text: str | None) -> list[float]:
    """Some numbers with blanks between them; those before the first that is none."""
    numbers: list[float] = []
    for each in (text or "").split()[:16]:
        number = _number(each)
        if number is None:
            break
        numbers.append(number)
    return numbers


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) and abs(number) <= _FARTHEST else None


def _whole(text: str | None, otherwise: int) -> int:
    number = _number(text or "")
    return otherwise if number is None else int(number)
