"""The piece of a table that findings speak of, drawn as the form prints it, with the cells to look at marked.

A cell that is marked stands in ``[ ]``, so that it is seen without colour, too. What does not fit in the width is
turned on its side, and then written as a list; many rows of zeros are counted and not drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from compliance.findings import CellRef
from compliance.messages import say
from compliance.reporters.folding import fold
from compliance.reporters.line import harmless
from compliance.reporters.wording import value_text

MOST_LINES = 8
"""More lines than this, and those that hold nothing but zeros are left out."""

MOST_LISTED = 24
"""Of more cells that fit into no table, so many are listed: nobody reads a hundred lines of blanks."""

MOST_BESIDE = 3
"""So many rows of two reports are drawn in one table."""

_HEAD_RULE = "\n".join(("    ", "    ", " ── ", "    ", "    ", "    ", "    ", "    ")) + "\n"
_ASCII_HEAD_RULE = _HEAD_RULE.replace("─", "-")

Address = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sketch:
    """Cells of one table of one report, by row and column in the order in which they are named."""

    table: str
    report: str | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[Address, CellRef]

    @property
    def is_full(self) -> bool:
        """Every row has every column."""
        return len(self.cells) == len(self.rows) * len(self.columns)


def sketches(cells: Iterable[CellRef]) -> list[Sketch]:
    """The cells sorted by report and table."""
    found: dict[tuple[str | None, str], dict[Address, CellRef]] = {}
    for cell in cells:
        found.setdefault((cell.report, cell.table), {})[cell.row, cell.column] = cell
    return [
        Sketch(
            table,
            report,
            tuple(dict.fromkeys(row for row, _ in named)),
            tuple(dict.fromkeys(column for _, column in named)),
            named,
        )
        for (report, table), named in found.items()
    ]


def side_by_side(drawn: list[Sketch], lang: str) -> list[Sketch]:
    """The sketches, as one where two reports are held against each other in a few rows of the same columns: what ought
    to be equal stands under each other."""
    if len(drawn) != 2 or any(len(sketch.rows) > MOST_BESIDE for sketch in drawn):
        return drawn
    ours, theirs = sorted(drawn, key=lambda sketch: sketch.report is not None)
    is_pair = ours.report is None and theirs.report is not None and ours.table == theirs.table
    if not is_pair or not set(theirs.columns) <= set(ours.columns):
        return drawn
    names = {row: say(lang, "reporting.cell-in", report=theirs.report, cell=row) for row in theirs.rows}
    return [
        Sketch(
            ours.table,
            None,
            (*ours.rows, *names.values()),
            ours.columns,
            {
                **ours.cells,
                **{(names[row], column): cell for (row, column), cell in theirs.cells.items()},
            },
        )
    ]


def draw(
    sketch: Sketch, marked: Collection[Address], lang: str, *, width: int, ascii_only: bool, style: str
) -> list[Table | Text]:
    """What to print for the sketch, within *width* columns.

    :param marked: The cells to look at.
    :param style: In which marked cells are shown.
    """
    drawing = _Drawing(sketch, marked, lang, ascii_only, style)
    upright, sideways = drawing.table(turned=False), drawing.table(turned=True)
    # One row of many columns is read across, as the form prints it; one column of many rows down.
    for table, lines, left_out in (upright, sideways):
        if _width(table, lines) <= width:
            return [table, *drawing.rest(left_out)]
    return drawing.listed(width)


class _Drawing:
    """One sketch on its way to the terminal."""

    def __init__(
        self, sketch: Sketch, marked: Collection[Address], lang: str, ascii_only: bool, style: str
    ) -> None:
        self.sketch = sketch
        self.marked = marked
        self.lang = lang
        self.box = box.Box(_ASCII_HEAD_RULE if ascii_only else _HEAD_RULE, ascii=ascii_only)
        self.style = style

    def table(self, *, turned: bool) -> tuple[Table, list[list[str]], int]:
        """The table, the texts in it, and how many lines of zeros were left out."""
        down, across = self.sketch.rows, self.sketch.columns
        if turned:
            down, across = across, down
        kept = [line for line in down if len(down) <= MOST_LINES or not self._is_zero(line, across, turned)]
        table = Table(box=self.box, show_edge=False, pad_edge=False, padding=0, header_style="bold")
        table.add_column("", no_wrap=True)
        for name in across:
            table.add_column(Text(f" {harmless(name)} "), justify="right", no_wrap=True)
        texts = [["", *(f" {harmless(name)} " for name in across)]]
        for line in kept:
            cells = [self._cell(self._address(line, name, turned)) for name in across]
            table.add_row(Text(harmless(line)), *cells)
            texts.append([harmless(line), *(cell.plain for cell in cells)])
        return table, texts, len(down) - len(kept)

    def listed(self, width: int) -> list[Table | Text]:
        """Cell by cell, one below the other; of very many some, those to look at before others."""
        lines: list[Table | Text] = []
        cells = list(self.sketch.cells)
        shown = set(sorted(cells, key=lambda address: address not in self.marked)[:MOST_LISTED])
        for row, column in (address for address in cells if address in shown):
            name = say(self.lang, "reporting.cell-of", row=harmless(row), column=harmless(column))
            cell = self._cell((row, column))
            *full, last = fold(name, width)
            lines += map(Text, full)
            gap = " " if (row, column) in self.marked else ""
            if cell_len(last + gap) + cell.cell_len <= width:
                lines.append(Text.assemble(last, gap, cell))
            else:
                lines += [Text(last), *map(Text, fold(cell.plain, width))]
        if len(cells) > len(shown):
            lines.append(
                Text(say(self.lang, "reporting.more-cells", count=len(cells) - len(shown)), style="dim")
            )
        return lines

    def rest(self, left_out: int) -> list[Text]:
        """A line for the lines of zeros that are not drawn."""
        return [Text(say(self.lang, "reporting.zeros", count=left_out), style="dim")] if left_out else []

    def _address(self, line: str, name: str, turned: bool) -> Address:
        return (name, line) if turned else (line, name)

    def _is_zero(self, line: str, across: Sequence[str], turned: bool) -> bool:
        for name in across:
            address = self._address(line, name, turned)
            cell = self.sketch.cells.get(address)
            if address in self.marked or (
                cell is not None and (not cell.found or cell.text or cell.value != 0)
            ):
                return False
        return True

    def _cell(self, address: Address) -> Text:
        cell = self.sketch.cells.get(address)
        if cell is None:
            return Text("")
        text = harmless(value_text(cell, self.lang))
        if address in self.marked:
            return Text.assemble((f"[{text}]", self.style))
        return Text(f" {text} ", style="" if cell.found and cell.value is not None else "dim")


def _width(table: Table, lines: list[list[str]]) -> int:
    """The columns that a table takes: its widest texts, and one between columns."""
    widths = [max(cell_len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return sum(widths) + len(table.columns) - 1
