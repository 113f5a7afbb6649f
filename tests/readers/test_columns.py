"""Figures go under the labels of the header; where two readings are possible, nowhere."""

from __future__ import annotations

import pytest

from compliance.form import Column
from compliance.readers.columns import Extent, column_of, decide, leaves, readings
from compliance.readers.fragments import RawCell, RawRow

COLUMNS = (Column("甲", "自然人"), Column("乙", "商业企业"), Column("丙", "总计"))
NAMES = ("甲", "乙", "丙")
HEADER = leaves(
    [RawRow(tuple(RawCell(t, i) for i, t in enumerate(["", "", "自然人", "商业企业", "总计"])))], COLUMNS
)


def row(line: str, *, start: int = 0, blanks_shown: bool = True) -> RawRow:
    """Cells separated by |, from a grid column on."""
    cells = tuple(RawCell(text, start + i) for i, text in enumerate(line.split("|")))
    return RawRow(cells, blanks_shown=blanks_shown)


def read(
    line: str, start: int, end: int = 5, *, header=HEADER, shifted: bool = False, most: int = 3
) -> dict | None:
    """What the row says, by column; None where nobody can tell."""
    taken = row(line, start=start)
    way = decide(readings(taken, taken.cells, header, NAMES, Extent(end, most)), shifted)
    return None if way is None else {name: cell.text for name, cell in way.cells.items()}


@pytest.mark.parametrize(
    ("line", "start", "end", "shifted", "expected"),
    [
        pytest.param("1|2|3", 2, 5, False, ["1", "2", "3"], id="straight"),
        pytest.param("1|2|3", 1, 5, False, ["1", "2", "3"], id="one label column lost"),
        pytest.param("|1|2|3|", 0, 5, False, ["1", "2", "3"], id="shifted, blanks on both sides"),
        pytest.param("|2|3", 2, 5, False, ["", "2", "3"], id="first is blank"),
        pytest.param("|2|3", 2, 5, True, ["", "2", "3"], id="first is blank, no other way to read it"),
        pytest.param("|2|3|", 1, 5, False, ["2", "3", ""], id="straight beside one shift"),
        pytest.param("|2|3|", 1, 5, True, None, id="two ways, and other rows are shifted"),
        pytest.param("||", 2, 5, True, ["", "", ""], id="all blank reads the same every way"),
        pytest.param("1|2", 2, 5, False, ["1", "2"], id="the last cell was stripped"),
        pytest.param("|1|2", 1, 5, False, ["1", "2"], id="stripped, with a blank label column"),
        pytest.param("|1|2", 1, 5, True, None, id="stripped, and nobody knows the shift"),
        pytest.param("1|2|3|4", 2, 6, False, None, id="more figures than columns"),
        pytest.param("1||2|3", 2, 6, False, None, id="a figure under no label"),
    ],
)
def test_under_a_header(line, start, end, shifted, expected):
    """The header says which column a figure is in, unless the row may be shifted."""
    told = read(line, start, end, shifted=shifted)

    assert (None if told is None else [told[name] for name in NAMES if name in told]) == expected


@pytest.mark.parametrize(
    ("line", "end", "most", "expected"),
    [
        pytest.param("1|2|3", 5, 3, ["1", "2", "3"], id="as many as columns"),
        pytest.param("|1|2|3|", 7, 3, ["1", "2", "3"], id="blanks on both sides"),
        pytest.param("|2|3", 5, 3, ["", "2", "3"], id="first is blank"),
        pytest.param("||2|3|", 7, 3, None, id="two ways"),
        pytest.param("1|2", 5, 3, ["1", "2"], id="the last was stripped"),
        pytest.param("1|2|3|4", 6, 4, None, id="more than columns"),
        pytest.param("1|2|3|", 6, 4, None, id="another row has more than columns"),
        pytest.param("", 5, 0, [""], id="one blank of a row that was stripped"),
    ],
)
def test_without_a_header(line, end, most, expected):
    """Without a header as many cells as columns are taken in order, if that is possible in one way only."""
    told = read(line, 2, end, header=(), most=most)

    assert (None if told is None else list(told.values())) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("1|2|3", ["1", "2", "3"], id="one for each"),
        pytest.param("1|2", None, id="one is missing, and nobody knows which"),
        pytest.param("1|2|3|4", None, id="one too many"),
    ],
)
def test_counted(line, expected):
    """Where a blank leaves no trace, only a row with a cell for each column is read."""
    taken = row(line, start=1, blanks_shown=False)
    way = decide(readings(taken, taken.cells, (), NAMES, Extent(4, 3)), shifted=False)

    assert (None if way is None else [cell.text for cell in way.cells.values()]) == expected


def test_added_column():
    """A column that the form does not have is passed over, where the header shows it."""
    header = leaves([row("|自然人|小计|商业企业|总计")], COLUMNS)
    taken = row("1|9|2|3", start=1)
    way = decide(readings(taken, taken.cells, header, NAMES, Extent(5, 4)), shifted=False)

    assert way is not None
    assert {name: cell.text for name, cell in way.cells.items()} == {"甲": "1", "乙": "2", "丙": "3"}


def test_merged_cells():
    """Labels and figures may cover several grid columns; a figure over two labels is nobody's."""
    header = leaves(
        [RawRow((RawCell("自然人", 1, column_span=2), RawCell("商业企业", 3), RawCell("总计", 4)))], COLUMNS
    )
    straight = (RawCell("1", 1, column_span=2), RawCell("2", 3), RawCell("3", 4))
    across = (RawCell("1", 1), RawCell("2", 2, column_span=2), RawCell("3", 4))

    def told(cells: tuple[RawCell, ...]) -> list[str] | None:
        way = decide(readings(RawRow(cells), cells, header, NAMES, Extent(5, 3)), shifted=False)
        return None if way is None else [way.cells[name].text for name in NAMES]

    assert told(straight) == ["1", "2", "3"]
    # Its three cells are one for each column, whatever they cover.
    assert told(across) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        pytest.param(["|自然人|商业企业|总计"], ["甲", "乙", "丙"], id="one level"),
        pytest.param(
            ["|申请人情况||总计", "|自然人|组织|", "||商业企业|"], ["甲", "乙", "丙"], id="three levels"
        ),
        pytest.param(["|自然人|商业企业"], [], id="one is missing"),
        pytest.param(["|自然人|商业企业|总计|总计"], [], id="one is there twice"),
        pytest.param(["|自然 人|商业企|总 计"], ["甲", "乙", "丙"], id="cut and spaced"),
        pytest.param([""], [], id="nothing"),
    ],
)
def test_leaves(lines, names):
    """Only a header that names every column once is believed."""
    found = leaves([row(line) for line in lines], COLUMNS, groups={"组织"})

    assert [leaf.name for leaf in found] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("商业企业", "乙", id="the label"),
        pytest.param("商业企", "乙", id="cut"),
        pytest.param("企业", None, id="cut too short"),
        pytest.param("科研机构", None, id="another"),
    ],
)
def test_column_of(text, name):
    """A column's label is known by itself or by clear likeness."""
    found = column_of(text, COLUMNS)

    assert (found.name if found else None) == name


def test_no_way():
    """A row that cannot be read in any way is not read."""
    assert decide([], shifted=False) is None
