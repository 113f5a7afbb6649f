"""Rulings become tables: which boxes they enclose, and how many rows and columns each box spans.

Lines that meet make one lattice. Where a line of the grid is missing between two boxes they are one merged cell. A
table that the page's end cuts off has no last line, and some are printed without lines at their sides: where two or
more lines end at the same height with nothing across them, and where lines stick out on a side, the lattice is closed.

No text is looked at, and nothing is assumed about rows and columns but that they are straight.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compliance.readers.paper import Box, Ruling

THICK = 3.0
"""A filled shape that is thicker is shading and no ruling."""

SHORT = 6.0
"""A shorter line, its pieces joined, is a tick or a dot."""

MOST = 2_000
"""A page with more lines in one direction is a drawing."""

_SAME = 2.0
"""Lines that are no further apart are one line: cells drawn one by one, double lines."""

_SPREAD = 4.0
_MEET = 3.0
"""So far apart two lines still meet."""

_FEWEST = 3
"""Two lines are a cross and no table."""

_COVERED = 0.5
"""A side is there if so much of it is drawn."""

_SIDES = 2
"""Cells have so many sides: at the corner of a table that is printed without its outer lines two are missing."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a lattice: where it starts in the grid, how far it spans, where it is on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Lattice:
    """One ruled table, or what stands of it on one page."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    slots: tuple[Slot, ...]
    grid: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """Where it is."""
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]

    def at(self, x: float, y: float) -> int | None:
        """The number of the cell in which a point is."""
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, y) - 1
        if 0 <= row < len(self.grid) and 0 <= column < len(self.grid[row]):
            slot = self.grid[row][column]
            return slot if slot >= 0 else None
        return None


def lattices(across: Iterable[Ruling], down: Iterable[Ruling]) -> list[Lattice]:
    """The tables that the rulings of a page make, small ones before those that may be around them."""
    horizontal, vertical = straightened(across), straightened(down)
    if max(len(horizontal), len(vertical)) > MOST:
        return []
    found = []
    for across_here, down_here in _meeting(horizontal, vertical):
        lattice = _lattice(*_closed(across_here, down_here))
        if lattice is not None:
            found.append(lattice)
    return sorted(found, key=lambda one: _area(one.box))


def straightened(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings of one direction, the pieces of a line joined, ticks and dots left out."""
    ordered = sorted(rulings)
    lines: list[list[Ruling]] = []
    for ruling in ordered:
        if lines and ruling.at - lines[-1][-1].at <= _SAME and ruling.at - lines[-1][0].at <= _SPREAD:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    joined: list[Ruling] = []
    for pieces in lines:
        at = sum(piece.at for piece in pieces) / len(pieces)
        begin = len(joined)
        for piece in sorted(pieces, key=lambda one: one.start):
            if len(joined) > begin and piece.start <= joined[-1].end + _MEET:
                joined[-1] = joined[-1]._replace(end=max(joined[-1].end, piece.end))
            else:
                joined.append(Ruling(at, piece.start, piece.end))
    return [line for line in joined if line.length >= SHORT]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _meeting(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of lines that meet, each with lines in both directions."""
    root = list(range(len(across) + len(down)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, line in enumerate(across):
        for j, other in enumerate(down, len(across)):
            if _meet(line, other):
                root[find(i)] = find(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, line in enumerate(across):
        groups.setdefault(find(i), ([], []))[0].append(line)
    for j, line in enumerate(down, len(across)):
        groups.setdefault(find(j), ([], []))[1].append(line)
    return [group for group in groups.values() if group[0] and group[1]]


def _meet(across: Ruling, down: Ruling) -> bool:
    return (
        across.start - _MEET <= down.at <= across.end + _MEET
        and down.start - _MEET <= across.at <= down.end + _MEET
    )


def _closed(across: list[Ruling], down: list[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """The lines with those that the page's end or the style of the table left out."""
    across = across + _missing(down, across)
    down = down + _missing(across, down)
    if len(across) + len(down) < _FEWEST:
        return across, down
    return across + _edges(down, across), down + _edges(across, down)


def _edges(lines: Sequence[Ruling], crossing: Sequence[Ruling]) -> list[Ruling]:
    """The outermost lines across *lines* where there are none, and the lines stick out."""
    start = min(line.at for line in lines)
    end = max(line.at for line in lines)
    found = []
    for edge, outermost in (
        (min(line.start for line in lines), min(line.at for line in crossing)),
        (max(line.end for line in lines), max(line.at for line in crossing)),
    ):
        if abs(edge - outermost) > SHORT:
            found.append(Ruling(edge, start, end))
    return found


def _missing(lines: Sequence[Ruling], crossing: Sequence[Ruling]) -> list[Ruling]:
    """The lines that are missing at the loose ends of *lines*."""
    loose = [
        (end, line.at)
        for line in lines
        for end in (line.start, line.end)
        if not any(
            abs(other.at - end) <= _MEET and other.start - _MEET <= line.at <= other.end + _MEET
            for other in crossing
        )
    ]
    added: list[Ruling] = []
    for end, _ in sorted(loose):
        if added and end - added[-1].at <= _MEET:
            continue
        near = [at for other, at in loose if abs(other - end) <= _MEET]
        if len(near) >= 2:
            added.append(Ruling(end, min(near), max(near)))
    return added


def _lattice(across: Sequence[Ruling], down: Sequence[Ruling]) -> Lattice | None:
    rows, columns = _positions(across), _positions(down)
    if len(rows) < 2 or len(columns) < 2:
        return None
    grid = _Grid(_drawn(across, rows, columns), _drawn(down, columns, rows))
    slots: list[Slot] = []
    numbers = [[-1] * grid.width for _ in range(grid.height)]
    for row, column, bottom, right in grid.regions():
        if grid.sides(row, column, bottom, right) < _SIDES:
            # The lattice is no rectangle, and this is a place beside it.
            continue
        for i in range(row, bottom):
            numbers[i][column:right] = [len(slots)] * (right - column)
        box = (columns[column], rows[row], columns[right], rows[bottom])
        slots.append(Slot(row, column, bottom - row, right - column, box))
    return Lattice(tuple(columns), tuple(rows), tuple(slots), tuple(map(tuple, numbers))) if slots else None


def _positions(lines: Sequence[Ruling]) -> list[float]:
    """Where the lines of the grid are; lines closer than any row is high count once."""
    found: list[float] = []
    for at in sorted({line.at for line in lines}):
        if not found or at - found[-1] > _MEET:
            found.append(at)
    return found


def _drawn(lines: Sequence[Ruling], at: Sequence[float], bands: Sequence[float]) -> list[list[bool]]:
    """For each line of the grid and each band between the lines that cross it, whether it is drawn there."""
    covered = [[0.0] * (len(bands) - 1) for _ in at]
    for line in lines:
        i = max(0, bisect_right(at, line.at) - 1)
        for j in range(len(bands) - 1):
            covered[i][j] += max(0.0, min(line.end, bands[j + 1]) - max(line.start, bands[j]))
    return [
        [length >= _COVERED * (bands[j + 1] - bands[j]) for j, length in enumerate(row)] for row in covered
    ]


class _Grid:
    """Which pieces of a grid are drawn: ``across[i][column]`` above row *i*, ``down[i][row]`` left of column *i*."""

    def __init__(self, across: Sequence[Sequence[bool]], down: Sequence[Sequence[bool]]) -> None:
        self._across = across
        self._down = down
        self.height = len(across) - 1
        self.width = len(down) - 1
        self._done = [[False] * self.width for _ in range(self.height)]

    def regions(self) -> Iterator[tuple[int, int, int, int]]:
        """The boxes that are not divided, in reading order: first row and column, and those behind the last."""
        for row in range(self.height):
            for column in range(self.width):
                if self._done[row][column]:
                    continue
                right = column + 1
                while right < self.width and not self._done[row][right] and not self._down[right][row]:
                    right += 1
                bottom = row + 1
                while bottom < self.height and self._goes_on(bottom, column, right):
                    bottom += 1
                for i in range(row, bottom):
                    self._done[i][column:right] = [True] * (right - column)
                yield row, column, bottom, right

    def sides(self, row: int, column: int, bottom: int, right: int) -> int:
        """How many sides of a box are drawn, each at least by half."""
        sides = (
            self._down[column][row:bottom],
            self._down[right][row:bottom],
            self._across[row][column:right],
            self._across[bottom][column:right],
        )
        return sum(2 * sum(side) >= len(side) for side in sides)

    def _goes_on(self, row: int, column: int, right: int) -> bool:
        """Whether a box goes on in this row: nothing above, nothing that divides it, and sides as before."""
        return (
            not any(self._across[row][j] or self._done[row][j] for j in range(column, right))
            and not any(self._down[j][row] for j in range(column + 1, right))
            and (column == 0 or self._down[column][row])
            and (right == self.width or self._down[right][row])
        )
