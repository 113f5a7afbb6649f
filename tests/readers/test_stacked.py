"""Cells one below the other: what is counted is read, what cannot be counted is not, and nothing is read wrongly."""

from __future__ import annotations

import pytest

from compliance.readers.fragments import Document, Fragment, TextBlock
from compliance.readers.stacked import LEAST, unstacked
from compliance.readers.text import read_text
from tests.readers.matrix import KINDS, outcome, printed
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import Paper

CELLS = 200


def stacked(content: Paper) -> bytes:
    """Every paragraph and every cell that holds something on a line of its own, as a browser saves a page as text."""
    lines: list[str] = []
    for block in content:
        lines += (
            [block] if isinstance(block, str) else [cell.text for row in block for cell in row if cell.text]
        )
    return "\n".join(lines).encode()


def piped(content: Paper) -> bytes:
    """A pipe behind every cell and a row filled up with pipes, as programs write that take the text out of a page."""
    lines: list[str] = []
    for block in content:
        if isinstance(block, str):
            lines.append(block)
            continue
        most = max(len(row) for row in block)
        for row in block:
            lines += [f"{cell.text} |" if cell.text else "|" for cell in row]
            lines += ["|" * (most - len(row))] if len(row) < most else []
    return "\n".join(lines).encode()


def names(rows: int) -> list[str]:
    """The labels of so many rows, each with its figures behind it."""
    labels = [row.label for row in FORMS[0].tables[1].rows[:rows]]
    return [line for name in labels for line in (name, *"1234567")]


def shape(lines: list[str]) -> list[str]:
    """The blocks that lines become: a row with bars, a text as it is."""
    document = unstacked(Document(tuple(map(TextBlock, lines)), "text", wrapped=True), FORMS)
    return [
        " || ".join("|".join(cell.text for cell in row.cells) for row in block.rows)
        if isinstance(block, Fragment)
        else block.text
        for block in document.blocks
    ]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("saved", "kind"),
    [
        pytest.param(stacked, "none", id="lines"),
        pytest.param(stacked, "digits", id="lines, grouped and full-width digits"),
        pytest.param(piped, "none", id="pipes"),
        pytest.param(piped, "blanks", id="pipes, blanks"),
    ],
)
def test_a_page_saved_as_text(saved, kind, seed):
    """Every cell is read, and read right."""
    content, figures = printed(seed, kind)
    counts = outcome(read_text(saved(content), "r.txt", FORMS), figures)

    assert (counts["right"], counts["partly"]) == (CELLS, 0)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("saved", [stacked, piped])
def test_whatever_befell_it(saved, kind, seed):
    """Blanks leave no line, labels are cut, rows are added: cells may be missing then, and none is another's."""
    content, figures = printed(seed, kind)
    counts = outcome(read_text(saved(content), "r.txt", FORMS), figures)

    assert counts["wrong"] == 0
    assert counts["right"] + counts["missing"] == CELLS


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param(
            ["三、收到和处理政府信息公开申请情况", "自然人", "总计"],
            ["三、收到和处理政府信息公开申请情况", "自然人 总计 || {first}"],
            id="a heading is none of the labels above",
        ),
        pytest.param(
            ["本年共办理申请三件。"], ["本年共办理申请三件。", "{first}"], id="a sentence is no label"
        ),
        pytest.param(
            ["行政许可", "本年处理决定数量", "行政处罚", "5"],
            ["行政许可", "本年处理决定数量 || 行政处罚|5", "{first}"],
            id="one column's label is a header",
        ),
        pytest.param(
            ["行政复议", "总计", "3", "4"], ["行政复议|总计 || 3|4", "{first}"], id="figures below columns"
        ),
        pytest.param(["3", "4"], ["3|4", "{first}"], id="figures behind nothing"),
    ],
)
def test_what_stands_above(before, expected):
    """Which lines belong to the row below them."""
    rows = names(LEAST)
    first = "|".join(rows[:8])

    assert shape([*before, *rows])[: len(expected)] == [line.format(first=first) for line in expected]


def test_few_figures_are_no_table():
    """A sentence may end in a line of its own; a table of the form has more rows."""
    lines = names(LEAST - 1)

    assert shape(lines) == lines
