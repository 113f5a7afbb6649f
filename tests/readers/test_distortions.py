"""What accidents of layout do to the figures: missing is allowed, wrong is not.

``test_counts`` prints (``pytest -s``) the table that the documentation shows.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.readers.numbers import cell_of
from compliance.readers.text import read_text
from tests.readers import distortions
from tests.readers.distortions import ACCIDENTS, PAPERS
from tests.readers.printed_forms import FORMS

TABLE = "依申请公开"

KINDS = {
    "none": (),
    "blanks for zero": ("blanks",),
    "thousands": ("thousands",),
    "other numerals": ("numerals",),
    "page ends": ("page ends",),
    "labels cut": ("cut labels",),
    "rows dropped": ("dropped",),
    "rows swapped": ("swapped",),
    "row added": ("extra row",),
    "column added": ("extra column",),
    "8 % of characters": ("noise",),
    "all but a column": (
        "blanks",
        "thousands",
        "numerals",
        "page ends",
        "cut labels",
        "dropped",
        "extra row",
        "noise",
    ),
}
LEAST_RIGHT = {"tabs": 0.95, "pipes": 0.95, "columns": 0.9, "words": 0.5}
"""The part of the cells that has to be read on each paper, whatever happened."""


def outcome(seed: int, accidents: tuple[str, ...], paper: str) -> Counter[str]:
    """Print one table with these accidents, read it, and count its cells right, wrong and missing."""
    random = Random(seed)
    table = distortions.requests_table(random)
    for name in accidents:
        for accident in ACCIDENTS.get(name, ()):
            accident(table, random)
    table.note_truth()
    lines = distortions.grid(
        table, random, page_breaks="page ends" in accidents, cut_labels="cut labels" in accidents
    )
    text = distortions.report_around(PAPERS[paper](lines, random))
    read = read_text(text.encode(), "report.txt", FORMS).tables.get(TABLE, {})
    counts: Counter[str] = Counter()
    for place in distortions.REQUESTS.cells():
        cell = read.get(place.row, {}).get(place.column)
        printed = table.truth.get((place.row, place.column))
        if cell is None:
            # A row that was left out is rightly not found.
            counts["right" if printed is None else "missing"] += 1
            continue
        expected = None if printed is None else cell_of(printed)
        same = expected is not None and (cell.value, cell.text) == (expected.value, expected.text)
        counts["right" if same else "wrong"] += 1
    return counts


@settings(max_examples=120, derandomize=True)
@given(
    seed=st.integers(0, 10**9),
    accidents=st.lists(st.sampled_from([*ACCIDENTS, "page ends", "cut labels"]), max_size=6, unique=True),
    paper=st.sampled_from(sorted(PAPERS)),
)
def test_no_figure_is_ever_wrong(seed, accidents, paper):
    """Whatever befell the table, a figure is read as it is printed or not at all."""
    counts = outcome(seed, tuple(accidents), paper)

    assert counts["wrong"] == 0


@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_counts(paper):
    """Most cells are read on every paper; the table of counts is printed."""
    runs = 5
    lines = [f"{paper:20} right %  wrong %  missing %"]
    total: Counter[str] = Counter()
    for kind, accidents in KINDS.items():
        counts: Counter[str] = Counter()
        for seed in range(runs):
            counts += outcome(seed, accidents, paper)
        shares = [100 * counts[key] / counts.total() for key in ("right", "wrong", "missing")]
        lines.append(f"{kind:20} {shares[0]:7.2f} {shares[1]:8.2f} {shares[2]:10.2f}")
        # Without clear columns a column more than the form has makes every row unreadable, which is as it should be.
        if kind != "column added" or paper in ("tabs", "pipes"):
            total += counts
    print("\n" + "\n".join(lines))

    assert total["wrong"] == 0
    assert total["right"] >= LEAST_RIGHT[paper] * total.total()
