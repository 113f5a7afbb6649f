"""How often the guilty cells are named: the table that the page on causes shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.causes.accuracy import counted

ROOT = Path(__file__).resolve().parent.parent.parent
THREE, FOUR = ("依申请公开",), ("复议诉讼",)
HEAD = """\
| slips | decidable | named first | among the first two | undecidable | of these first |
| --- | ---: | ---: | ---: | ---: | ---: |
"""


def test_accuracy(shipped: dict[str, Any], golden: Any, capsys: Any) -> None:
    """One slip ≥ 97 % first and ≥ 99.5 % among two, two slips ≥ 85 % first, of the cases that can be decided."""
    one = counted(shipped, THREE, 1, 400, seed=1)
    two = counted(shipped, THREE, 2, 400, seed=2)
    three = counted(shipped, THREE, 3, 200, seed=3)
    four = counted(shipped, FOUR, 1, 300, seed=4)
    table = HEAD + "\n".join(
        [
            one.line("one, part three"),
            two.line("two, part three"),
            three.line("three, part three"),
            four.line("one, part four"),
        ]
    )
    with capsys.disabled():
        print(f"\n{table}")

    golden("causes/accuracy.md", table + "\n")
    assert one.first >= 0.97 * one.decidable
    assert one.first + one.second >= 0.995 * one.decidable
    assert two.first >= 0.85 * two.decidable
    assert four.undecidable > four.decidable


def test_the_page_shows_the_table() -> None:
    """The page on causes has the numbers that the test counted."""
    page = (ROOT / "docs" / "en" / "explanation" / "causes.md").read_text(encoding="utf-8")
    table = (ROOT / "tests" / "golden" / "causes" / "accuracy.md").read_text(encoding="utf-8")

    assert table in page
