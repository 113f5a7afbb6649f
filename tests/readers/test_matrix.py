"""One report in every format, with every accident: nearly all cells right, next to none wrong.

``pytest -s`` prints the table; what the documentation shows was counted over more reports:
:mod:`tests.readers.matrix`.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from tests.readers import matrix
from tests.readers.matrix import FORMATS, KINDS, PROGRAMS, counted, counted_by, share, table_of, total
from tests.readers.printed_forms import FORM_2021

ROOT = Path(__file__).resolve().parents[2]
RIGHT, WRONG = 99.5, 0.1


def check(counts: matrix.Counts) -> None:
    """Print what was counted; it has to be good enough in each format."""
    print("\n" + table_of(counts, 1))
    for name in {name for _, name in counts}:
        cells = total(each for (_, other), each in counts.items() if other == name)
        assert share(cells, "right") >= RIGHT, name
        assert share(cells, "wrong") <= WRONG, name


def test_formats():
    """Two reports with every accident in each format that is written here."""
    check(counted(range(2)))


@pytest.mark.slow
@pytest.mark.parametrize("name", PROGRAMS)
def test_other_programs(name):
    """Reports that LibreOffice and Chromium wrote: without accidents, with pages that end, with many at once."""
    if PROGRAMS[name][0] is None:
        pytest.skip(f"{name} is not installed here")
    counts = counted_by(name, range(1), ("none", "cut", "header", "all"))
    cells = total(counts.values())
    print({kind: dict(each) for (kind, _), each in counts.items()})

    assert cells["wrong"] == 0
    assert share(cells, "right") >= 97


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("noise", "all")])
def test_no_doubt_without_need(kind):
    """What leaves the labels whole leaves no table partly read: its arithmetic is checked."""
    counts = total(counted(range(2), (kind,)).values())

    assert counts["partly"] == 0


NO_FIGURES = ("三十", "3O", "约21", "待核", "见附件", "l", "不详", "—", "3 0", "（空）", "同上", "其他")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("noise", "all")])
@pytest.mark.parametrize("name", ["docx", "xlsx", "html, UTF-8", "md", "txt"])
def test_cells_without_a_figure(name, kind, monkeypatch):
    """Where no figure is written in a cell, no other cell is read wrong."""
    printed = matrix.requests

    def spoilt(figures):
        random = Random(f"{name} {kind}")
        for row in random.sample(FORM_2021.table("依申请公开").rows, 3):
            column = random.choice(("自然人", "自然人", "商业企业", "总计"))
            figures["依申请公开", row.name, column] = random.choice(NO_FIGURES)
        figures["复议诉讼", "行政复议", "维持"] = random.choice(NO_FIGURES)
        return printed(figures)

    monkeypatch.setattr(matrix, "requests", spoilt)
    content, figures = matrix.printed(3, kind)
    counts = matrix.outcome(FORMATS[name](content), figures)

    assert counts["wrong"] == 0
    assert counts["missing"] <= 3 * 7


@pytest.mark.parametrize("language", [0, 1], ids=["zh", "en"])
def test_the_page(language):
    """The page shows every format and every accident, and what it shows is good enough."""
    text = (ROOT / matrix.PAGES[language]).read_text(encoding="utf-8")
    shown = text.split(matrix.BEGIN)[1].split(matrix.END)[0]
    head, _, *rows = [line.strip("| ").split(" | ") for line in shown.splitlines() if line.startswith("|")]
    sums = rows[-1][1:]

    assert head[1:] == [*FORMATS, *PROGRAMS]
    assert [row[0] for row in rows[:-1]] == [names[language] for names in KINDS.values()]
    assert all(float(cell.split()[0]) >= RIGHT for cell in sums)
    assert all(float(wrong) <= WRONG for cell in sums for wrong in re.findall(r"\((.*)\)", cell))
