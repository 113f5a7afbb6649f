"""One decision: read from its table, and what it accepts."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from compliance.errors import UsageError
from compliance.findings import CellRef
from compliance.waivers import Cell, read_waivers
from compliance.waivers.writing import table_text
from tests.waivers.decisions import TABLE, cells, finding, quoted, waiver

ROOT = Path(__file__).resolve().parent.parent.parent
WHOLE = """\
fail_on = "warning"

[[waiver]]
rule = "years.carry-over"
agency = "临湖市档案局"
year = 2025
column = "总计"
cells = [
  { table = "依申请公开", row = "上年结转", column = "总计", value = 4 },
  { table = "依申请公开", row = "结转下年度", column = "总计", value = 3.0, report = "上年.json" },
]
reason = "机构改革，划出 2 件"
person = "李四"
date = 2026-01-20
until = "2026-12-31"

[[waiver]]
rule = "narrative.requests"
section = "一"
quotes = ["申请37件"]
fingerprint = "0123456789abcdef"
reason = "含上年结转"
person = "李四"
date = 2026-01-20
until = 2026-12-31
"""
LEAST = {
    "rule": '"a.b"',
    "reason": '"理由"',
    "person": '"李四"',
    "date": "2026-01-20",
    "until": "2026-12-31",
    "fingerprint": '"f"',
}


def written(folder: Path, text: str) -> str:
    """Write a file of decisions and return its name."""
    (folder / "w.toml").write_text(text, encoding="utf-8")
    return str(folder / "w.toml")


def table(**lines: str | None) -> str:
    """A decision with some lines written otherwise, or left out where None."""
    return "[[waiver]]\n" + "".join(f"{k} = {v}\n" for k, v in {**LEAST, **lines}.items() if v is not None)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_that_can_be_written(tmp_path):
    """Place, values, person, days; settings beside them are not in the way."""
    file = written(tmp_path, WHOLE)
    first, second = read_waivers(file)

    assert first == waiver(agency="临湖市档案局", year=2025, place=(("column", "总计"),), file=file, number=1)
    assert (second.place, second.quotes, second.number) == ((("section", "一"),), ("申请37件",), 2)
    assert first.told == {
        "reason": "机构改革，划出 2 件",
        "person": "李四",
        "date": "2026-01-20",
        "until": "2026-12-31",
    }
    assert pickle.loads(pickle.dumps(first)) == first


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param({"person": None}, "缺少 person（谁决定的）", id="nobody answers for it"),
        pytest.param({"until": None}, "缺少 until（到哪天为止）", id="for ever"),
        pytest.param({"reason": '" "'}, "reason 要写成一行文字", id="no reason"),
        pytest.param({"reason": '"a\\u001b[2Jb"'}, "reason 要写成一行文字", id="an escape sequence"),
        pytest.param({"reason": '"""a\nb"""'}, "reason 要写成一行文字", id="two lines"),
        pytest.param({"rule": "3"}, "rule 要写成一行文字", id="a number for a name"),
        pytest.param({"date": '"2026-02-30"'}, "date 要写成日期", id="no such day"),
        pytest.param({"date": "2026-01-20T08:00:00"}, "date 要写成日期", id="a time"),
        pytest.param({"until": "2025-01-01"}, "until（2025-01-01）早于 date（2026-01-20）", id="over at once"),
        pytest.param({"year": '"2024"'}, "year 要写成年份", id="a year in quotes"),
        pytest.param({"year": "true"}, "year 要写成年份", id="true for a year"),
        pytest.param({"raeson": '"b"'}, "没有 raeson 这一项；是不是 reason？", id="misspelt"),
        pytest.param({"quux": "1"}, "没有 quux 这一项；有这些：rule, reason", id="unknown"),
        pytest.param({"fingerprint": None}, "没有写接受哪些数", id="no values"),
        pytest.param({"fingerprint": None, "cells": "[]"}, "没有写接受哪些数", id="no cells"),
        pytest.param({"quotes": '"申请"'}, "quotes 要写成一列文字", id="a text for a list"),
        pytest.param({"cells": "3"}, "cells 要写成一列格子", id="no list"),
        pytest.param({"cells": "[3]"}, "cells 要写成一列格子", id="no cell"),
        pytest.param({"cells": '[{table="a",row="b",value=1}]'}, "里的每格写 table、row、column", id="no column"),
        pytest.param({"cells": '[{table="a",row="b",column="c"}]'}, "里的每格写 table", id="holds nothing"),
        pytest.param({"cells": '[{table="a",row="b",column="c",value=nan}]'}, "里的每格写 table", id="nan"),
        pytest.param({"cells": '[{table="a",row="b",column="c",value="3"}]'}, "里的每格写 table", id="in quotes"),
        pytest.param({"cells": '[{table="a",row="b",column="c",value=true}]'}, "里的每格写 table", id="true"),
        pytest.param({"cells": '[{table="a",row="b",column="c",blank=false}]'}, "里的每格写 table", id="not blank"),
        pytest.param({"cells": '[{table="a",row="b",column="c",value=1,text="1"}]'}, "里的每格写 table", id="both"),
        pytest.param({"cells": '[{table="a",row="b",column="c",vlaue=1}]'}, "是不是 value？", id="misspelt in a cell"),
        pytest.param({"cells": '[{table="a",row="b",column="c",value=1,report=2}]'}, "report 要写成一行文字",
                     id="no report"),
    ],
)  # fmt: skip
def test_what_is_no_decision(lines, told, tmp_path):
    """Which one, and what is wrong with it."""
    file = written(tmp_path, table() + table(**lines))
    with pytest.raises(UsageError) as caught:
        read_waivers(file)

    assert f"{file}: 第 2 条 [[waiver]]：" in caught.value.text("zh")
    assert told in caught.value.text("zh")
    assert "[[waiver]] number 2: " in caught.value.text("en")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"waiver = 3\n", "waiver 要写成表", id="no tables"),
        pytest.param(b"waiver = [1]\n", "waiver 要写成表", id="a list of something else"),
        pytest.param(b"x = " + b"[" * 100_000, "套得太深", id="a tower of brackets"),
        pytest.param(b"x = " + b"9" * 100_000, "写法有误", id="a number without end"),
        pytest.param(b"[[waiver]]\nrule = \x00", "写法有误", id="a zero byte"),
        pytest.param(b"\xff\xff\xff", "不是文本", id="no text"),
        pytest.param(b"#" * 5_000_001, "超过 5 MB", id="a flood"),
        pytest.param(b"raeson = 1\n", "没有叫 raeson 的设置", id="a setting that there is not"),
    ],
)
def test_a_hostile_file(data, told, tmp_path):
    """One sentence and status 2, whatever is in it."""
    (tmp_path / "w.toml").write_bytes(data)
    with pytest.raises(UsageError) as caught:
        read_waivers(str(tmp_path / "w.toml"))

    assert told in caught.value.text("zh")


def test_a_file_that_is_not_there():
    """Named, with the reason."""
    with pytest.raises(UsageError, match=r"none\.toml: 读不了这个设置文件"):
        read_waivers("none.toml")


# ── what it accepts ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("decision", "found", "accepts"),
    [
        pytest.param({}, {}, True, id="the same cells"),
        pytest.param({}, {"cells": cells()[::-1]}, True, id="in another order"),
        pytest.param({}, {"cells": cells(opening=5)}, False, id="one changed"),
        pytest.param({}, {"cells": cells(closing=9)}, False, id="last year's changed"),
        pytest.param({}, {"cells": (*cells(), CellRef(TABLE, "办理总计", "总计", value=1))}, False, id="one more"),
        pytest.param({}, {"cells": cells()[:1]}, False, id="one less"),
        pytest.param({}, {"cells": (cells()[0], CellRef(TABLE, "结转下年度", "总计", value=3))}, False,
                     id="this year's for last year's"),
        pytest.param({}, {"cells": (cells()[0], CellRef(TABLE, "结转下年度", "总计", report="x"))}, False,
                     id="blank is not a figure"),
        pytest.param({}, {"cells": tuple(CellRef(c.table, c.row, c.column, Decimal(c.value), report=c.report)
                                         for c in cells())}, True, id="4 and 4.0"),
        pytest.param({}, {"text": quoted("申请37件")}, False, id="words that it does not name"),
        pytest.param({"quotes": ("申请37件",)}, {"text": quoted("申请３７件")}, True, id="words as they are compared"),
        pytest.param({"quotes": ("申请37件",)}, {"text": quoted("申请38件")}, False, id="other words"),
        pytest.param({"cells": (), "fingerprint": "f1"}, {}, True, id="the fingerprint"),
        pytest.param({"cells": (), "fingerprint": "f2"}, {}, False, id="another fingerprint"),
        pytest.param({"fingerprint": "f2"}, {}, False, id="the cells, and another fingerprint"),
        pytest.param({"rule": "years.stale"}, {}, False, id="another rule"),
        pytest.param({"place": (("column", "总计"),)}, {}, True, id="at its place"),
        pytest.param({"place": (("column", "自然人"),)}, {}, False, id="at another place"),
        pytest.param({"place": (("row", "总计"),)}, {}, False, id="a place of another kind"),
        pytest.param({"place": (("table", TABLE),)}, {}, True, id="in a table"),
        pytest.param({"place": (("section", "一"),), "cells": (), "quotes": ("甲",)},
                     {"cells": (), "text": quoted("甲")}, True, id="in a part"),
    ],
)  # fmt: skip
def test_what_a_decision_accepts(decision, found, accepts):
    """These values and no others."""
    rule = decision.pop("rule", "years.carry-over")

    assert waiver(rule, **decision).accepts(finding(**found)) is accepts


@pytest.mark.parametrize(
    ("agency", "year", "concerns"),
    [
        pytest.param(None, None, True, id="any report"),
        pytest.param("临湖市档案局", 2025, True, id="this one"),
        pytest.param("临湖市档案局", 2024, False, id="of another year"),
        pytest.param("临湖市教育局", None, False, id="of another agency"),
    ],
)
def test_which_report_it_speaks_of(agency, year, concerns):
    """Of the agency and the year that it names."""
    assert waiver(agency=agency, year=year).concerns("临湖市档案局", 2025) is concerns


@pytest.mark.parametrize(
    ("accepted", "now", "told"),
    [
        pytest.param({}, cells(opening=5), "上年结转·总计 原来是 4，现在是 5", id="another figure"),
        pytest.param({"value": None}, cells(), "上年结转·总计 原来是 空白，现在是 4", id="was blank"),
        pytest.param({"value": None, "text": "/"}, cells(), "原来是 “/”", id="was a text"),
        pytest.param({"value": None, "found": False}, cells(), "原来是 没有这一格", id="was not there"),
        pytest.param(
            {"row": "本年新收"}, cells(), "上年结转·总计（4）不在说明的 cells 里", id="another cell"
        ),
    ],
)
def test_why_it_does_not_accept(accepted, now, told):
    """The first cell that is not what it was."""
    cell = Cell(**{"table": TABLE, "row": "上年结转", "column": "总计", "value": 4, **accepted})

    assert told in waiver(cells=(cell,)).change(finding(cells=now)).text("zh")


def test_other_values_without_cells():
    """Where only a fingerprint is on record, no more can be said."""
    decision = waiver(cells=(), fingerprint="f")

    assert decision.change(finding()).text("en") == "they are not those that the waiver accepts"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        pytest.param((), "审核说明 govcheck.toml 第 1 条（years.carry-over）", id="anywhere"),
        pytest.param(
            (("row", "甲"), ("column", "乙")),
            "审核说明 govcheck.toml 第 1 条（years.carry-over，甲·乙）",
            id="a cell",
        ),
    ],
)
def test_how_it_is_called(place, name):
    """So that it is found in its file."""
    assert waiver(place=place).name.text("zh") == name


def test_the_decision_of_the_page_is_one(tmp_path):
    """What the page shows can be copied."""
    page = (ROOT / "docs/zh/howto/waivers.md").read_text(encoding="utf-8")
    text = page.split("```toml\n")[1].split("```")[0]
    (decision,) = read_waivers(written(tmp_path, text))

    assert table_text(decision) == text
