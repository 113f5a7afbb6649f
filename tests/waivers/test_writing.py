"""A decision put into a file and taken out of it: everything else stays, byte for byte."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import UsageError
from compliance.settings import parsed
from compliance.waivers import Cell, waivers_of
from compliance.waivers.writing import table_text, with_waiver, without_waivers
from tests.waivers.decisions import waiver

SETTINGS = '# 设置\nfail_on = "warning"  # 从严\n\n[severity]\n"a.b" = "note"\n'


def read_back(text):
    """The decisions of a text, without their places."""
    return [each.without_place() for each in waivers_of(parsed(text, "f")["waiver"], "f")]


def test_as_a_person_reads_it():
    """One line for each cell."""
    assert table_text(waiver(agency="临湖市档案局", year=2025, place=(("column", "总计"),))) == (
        "[[waiver]]\n"
        'rule = "years.carry-over"\n'
        'agency = "临湖市档案局"\n'
        "year = 2025\n"
        'column = "总计"\n'
        "cells = [\n"
        '  { table = "依申请公开", row = "上年结转", column = "总计", value = 4 },\n'
        '  { table = "依申请公开", row = "结转下年度", column = "总计", value = 3, report = "上年.json" },\n'
        "]\n"
        'reason = "机构改革，划出 2 件"\n'
        'person = "李四"\n'
        "date = 2026-01-20\n"
        "until = 2026-12-31\n"
    )


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("", id="an empty file"),
        pytest.param(SETTINGS, id="settings"),
        pytest.param(SETTINGS.rstrip("\n"), id="no line end at the end"),
        pytest.param(SETTINGS.replace("\n", "\r\n"), id="lines of Windows"),
        pytest.param(SETTINGS + "\n" + table_text(waiver()), id="another decision"),
        pytest.param("# 只有说明", id="a remark"),
    ],
)
def test_what_was_there_stays(before):
    """The decision comes behind it, with the same line ends."""
    after = with_waiver(before, waiver(), "f")

    assert after.startswith(before)
    assert read_back(after)[-1] == waiver().without_place()
    assert after.count("\n") == after.count("\r\n") or "\r" not in after


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("waiver = []\n", id="a list that no table can follow"),
        pytest.param('[waiver]\nrule = "a"\n', id="one table that is no list"),
    ],
)
def test_what_cannot_be_appended(before):
    """It is said, and nothing is written."""
    with pytest.raises(UsageError, match="没有写进去"):
        with_waiver(before, waiver(), "f")


def test_a_reason_of_two_lines_is_refused():
    """Before anything is written."""
    with pytest.raises(UsageError, match="reason 要写成一行文字"):
        with_waiver("", waiver(reason="一\n二"), "f")


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(str.strip)
figures = st.integers() | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9
)
held = (
    figures.map(lambda value: {"value": value})
    | texts.map(lambda text: {"text": text})
    | st.sampled_from([{}, {"found": False}])
)
cells = st.builds(
    lambda where, held, elsewhere: Cell(
        *where, **held, elsewhere=elsewhere, report="甲" if elsewhere else None
    ),
    st.tuples(texts, texts, texts),
    held,
    st.booleans(),
)


@given(
    st.builds(
        waiver,
        rule=lines,
        reason=lines,
        person=lines,
        agency=st.none() | lines,
        year=st.none() | st.integers(1900, 2100),
        cells=st.lists(cells, max_size=3).map(tuple),
        quotes=st.lists(texts, max_size=2).map(tuple),
        fingerprint=lines,
        decided=st.dates(max_value=date(2026, 1, 1)),
    )
)
def test_whatever_is_written_is_read_back(decision):
    """Quotes, backslashes, control characters in cells, figures of any size."""
    assert read_back(with_waiver(SETTINGS, decision, "f")) == [decision.without_place()]


def test_a_large_figure_is_written_out():
    """TOML's numbers have no 1E+2 that is whole."""
    cell = Cell("表", "行", "列", value=Decimal("1E+2"))

    assert "value = 100 }" in table_text(waiver(cells=(cell,)))


# ── taking out ───────────────────────────────────────────────────────────────────────────────────────────────


REMARKS = ["# 设置", "# 第一条", "# 第二条", "# 第三条", "# 完"]


def three(newline="\n"):
    """Settings and three decisions, with remarks."""
    first, second, third = (table_text(waiver(f"a.{n}")) for n in (1, 2, 3))
    text = f"{SETTINGS}\n# 第一条\n{first}\n# 第二条\n{second}\n# 第三条\n{third}# 完\n"
    return text.replace("\n", newline)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("numbers", [{1}, {2}, {3}, {1, 3}, {1, 2, 3}], ids=str)
def test_the_others_stay(numbers, newline):
    """With their remarks and line ends."""
    text = three(newline)
    after = without_waivers(text, numbers, "f")
    left = [table["rule"] for table in parsed(after, "f").get("waiver", [])]

    assert left == [f"a.{n}" for n in (1, 2, 3) if n not in numbers]
    assert [line for line in after.splitlines() if line.startswith("#")] == REMARKS
    assert set(after.splitlines()) <= set(text.splitlines())
    assert after.replace("\r\n", "").count("\n") == (0 if newline == "\r\n" else after.count("\n"))


def test_put_in_and_taken_out_is_as_before():
    """Byte for byte but for the empty line between."""
    assert without_waivers(with_waiver(SETTINGS, waiver(), "f"), {1}, "f").rstrip() == SETTINGS.rstrip()


def test_tables_below_a_decision_go_with_it():
    """``[[waiver.cells]]`` is another way to write cells."""
    cell = '[[waiver.cells]]\ntable = "表"\nrow = "行"\ncolumn = "列"\nvalue = 1\n'
    head = table_text(waiver("a.1", cells=(), fingerprint="f"))

    assert without_waivers(f"{head}{cell}\n[severity]\n", {1}, "f") == "[severity]\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            '[severity]\n"""\n[[waiver]]\n""" = "note"\n' + table_text(waiver()), id="no TOML at all"
        ),
        pytest.param('show = ["""\n[[waiver]]\n"""]\n' + table_text(waiver()), id="a header inside a text"),
        pytest.param('waiver = [{ rule = "a.1" }]\n', id="a list in one line"),
        pytest.param(
            '[[waiver]]\nrule = "a.1"\nquotes = [\n[\n"甲",\n],\n]\n', id="a line that looks like a table"
        ),
    ],
)
def test_where_it_cannot_be_told_nothing_is_removed(text):
    """It is said."""
    with pytest.raises(UsageError):
        without_waivers(text, {1}, "f")
