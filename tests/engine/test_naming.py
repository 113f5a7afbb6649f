"""What nodes are called, which cells they read, and how figures are written."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from compliance.engine.digits import number, percent, prints_as
from compliance.engine.naming import Namer
from compliance.engine.reads import cell_refs, missing_cells
from compliance.engine.walk import Env
from compliance.values import Printed, exact, percentage
from tests.engine.programs import program, report, rule, sheet, sheet_of

MADE = program(rule(("=", ("c", 0), ("n", 0))))


def env(*, holes: dict[str, Any] | None = None, row: str | None = None, section: int | None = None) -> Env:
    """Where nodes are named: 3 in the first cell, a blank in the second, a mention that should be the first cell."""
    mention: Any = SimpleNamespace(holes=holes or {}, should_be=("c", 0))
    held = report({0: 3, 1: None})
    held["tables"]["o"] = {"A": {"new": 1}, "B": {"new": None}}
    laid_out = sheet_of(MADE, held)
    laid_out.previous = sheet(MADE, {0: None})
    laid_out.subordinates = [sheet(MADE, {0: 1}), sheet(MADE, {0: 2})]
    return Env(laid_out, row=row, section=section, mention=mention)


def call(function: str, *arguments: Any, labels: tuple[str | None, ...] = ()) -> tuple[Any, ...]:
    """A call, with labels if it has any."""
    return ("f", function, arguments, labels or (None,) * len(arguments))


@pytest.mark.parametrize(
    ("node", "chinese", "english"),
    [
        pytest.param(("c", 0), "r0·c0", "r0 · c0", id="a cell"),
        pytest.param(("pc", 0), "上年报告 r0·c0", "last year's r0 · c0", id="last year's cell"),
        pytest.param(("row", "o", "new"), "A·new", "A · new", id="a cell of an open row"),
        pytest.param(("prow", "o", "new"), "上年报告 A·new", "last year's A · new", id="last year's row"),
        pytest.param(("rows", "o", "new"), "components", "components", id="all open rows"),
        pytest.param(("parts", ("c", 0)), "所属报告 r0·c0", "r0 · c0 of the parts", id="parts"),
        pytest.param(("prop", "published"), "发布日期", "publication date", id="a property"),
        pytest.param(
            ("pprop", "published"), "上年报告 发布日期", "last year's publication date", id="last year's"
        ),
        pytest.param(("text", "一"), "第一部分", "part 一", id="a part"),
        pytest.param(("ptext", "一"), "上年报告 第一部分", "last year's part 一", id="last year's part"),
        pytest.param(("sec", "title"), "标题", "title", id="a title"),
        pytest.param(("sec", "place"), "位次", "place", id="a place"),
        pytest.param(("sec", "text"), "这一部分", "this part", id="the part at hand"),
        pytest.param(("sec", "prescribed_title"), "“乙”", "“乙”", id="what is prescribed"),
        pytest.param(("sec", "accepted_titles"), "“乙”或“乙乙”", "“乙” or “乙乙”", id="what is accepted"),
        pytest.param(("found", "收费"), "收费", "收费", id="a fact"),
        pytest.param(("hole", "件"), "件", "件", id="a hole"),
        pytest.param(("hole", "给"), "r0·c1", "r0 · c1", id="a given hole"),
        pytest.param(("hole", "无"), "无", "无", id="a given figure"),
        pytest.param(("holes", "件"), "件", "件", id="a repeated hole"),
        pytest.param(("should",), "r0·c0", "r0 · c0", id="what it should be"),
        pytest.param(("pshould",), "上年报告 r0·c0", "last year's r0 · c0", id="what it should be last year"),
        pytest.param(("either", ("c", 0), ("n", 5)), "r0·c0或5", "r0 · c0 or 5", id="one of several"),
        pytest.param(("mention",), "正文", "the text", id="the mention"),
        pytest.param(("*", ("c", 0), ("n", 2)), "r0·c0 × 2", "r0 · c0 × 2", id="a product"),
        pytest.param(("scale", ("c", 0), 10, 1), "r0·c0", "r0 · c0", id="another unit"),
        pytest.param(("neg", ("c", 0)), "-r0·c0", "-r0 · c0", id="minus"),
        pytest.param(("setting", "期限"), "期限", "期限", id="a setting"),
        pytest.param(("by", ("prop", "agency"), ()), "机关", "agency", id="a setting by property"),
        pytest.param(
            ("rd", 1, 1, 31), "次年 1 月 31 日", "1/31 of the next year", id="a date of the next year"
        ),
        pytest.param(("d", "2022-01-31"), "2022-01-31", "2022-01-31", id="a date"),
        pytest.param(call("sum", ("many", ("c", 0)), labels=("甲",)), "甲合计", "sum of 甲", id="a group"),
        pytest.param(
            call("max", ("many", ("c", 0), ("n", 1))), "最大（r0·c0、1）", "largest(r0 · c0, 1)", id="a call"
        ),
        pytest.param(
            call("occurrences", ("text", "一"), ("pattern", (("w", ("申请",)),))),
            "次数（第一部分、“申请”）",
            "occurrences(part 一, “申请”)",
            id="a phrase",
        ),
        pytest.param(call("own", ("c", 0)), "own（r0·c0）", "own(r0 · c0)", id="a plug-in's function"),
        pytest.param(
            ("of", "李庄镇", ("c", 0)), "李庄镇的 r0·c0", "r0 · c0 of 李庄镇", id="a cell of a part"
        ),
        pytest.param(("report", "李庄镇"), "李庄镇的报告", "the report of 李庄镇", id="a part's report"),
        pytest.param(
            call("sum", ("parts", ("c", 0))),
            "所属各单位之和",
            "the sum of the parts",
            id="the sum of the parts",
        ),
        pytest.param(
            call("max", ("parts", ("c", 0))),
            "所属单位中最大的",
            "the largest of the parts",
            id="their largest",
        ),
        pytest.param(
            call("mean", ("parts", ("c", 0))),
            "平均（所属报告 r0·c0）",
            "mean(r0 · c0 of the parts)",
            id="their mean",
        ),
    ],
)
def test_names(node: Any, chinese: str, english: str) -> None:
    """Every node has a name in both languages."""
    at = env(holes={"件": 3, "给": ("c", 1), "无": ("n", 0)}, row="A", section=1)

    assert [Namer(at, (), lang).name(node) for lang in ("zh", "en")] == [chinese, english]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        pytest.param((), "r0·c0", id="nowhere"),
        pytest.param((("column", "c0"),), "r0", id="in its column"),
        pytest.param((("row", "r0"),), "c0", id="in its row"),
        pytest.param((("column", "c1"),), "r0·c0", id="in another column"),
        pytest.param((("row", "r0"), ("column", "c0")), "r0·c0", id="in each cell"),
    ],
)
def test_a_name_leaves_out_what_the_place_says(place: tuple[tuple[str, str], ...], name: str) -> None:
    """A finding in a column names its rows, one in a row its columns."""
    assert Namer(env(), place, "zh").name(("c", 0)) == name


def test_the_only_figure_of_a_phrase_needs_no_name() -> None:
    """It is what the text says."""
    assert Namer(env(holes={"件": 3}), (), "zh").name(("hole", "件")) == "正文"


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        pytest.param(("甲",), "“甲”", id="one"),
        pytest.param(("甲", "", "乙"), "“甲”或“乙”", id="two, and nothing"),
        pytest.param(tuple("甲乙丙丁戊"), "“甲”、“乙”、“丙”、“丁”等认可的写法之一", id="too many"),
    ],
)
def test_choices(texts: tuple[str, ...], told: str) -> None:
    """A long list helps nobody."""
    assert Namer(env(), (), "zh").choices(texts) == told


@pytest.mark.parametrize(
    ("node", "kinds"),
    [
        pytest.param(("+", ("c", 0), ("*", ("c", 0), ("pc", 1))), [("c", 0), ("pc", 1)], id="each once"),
        pytest.param(("row", "o", "new"), [("row", ("o", "A", "new"))], id="the open row"),
        pytest.param(
            ("rows", "o", "new"), [("row", ("o", "A", "new")), ("row", ("o", "B", "new"))], id="all open rows"
        ),
        pytest.param(("parts", ("c", 0)), [("part", 0), ("part", 0)], id="each part"),
        pytest.param(("should",), [("c", 0)], id="what it should be"),
        pytest.param(("pshould",), [("pc", 0)], id="what it should be last year"),
        pytest.param(("mentions", ("text", "一"), (("w", ("c",)),)), [], id="words"),
    ],
)
def test_cells_that_are_read(node: Any, kinds: list[tuple[str, Any]]) -> None:
    """In order, with the sheet that holds them."""
    assert [(kind, where) for kind, _, where in cell_refs(node, env(row="A"))] == kinds


@pytest.mark.parametrize(
    ("node", "missing"),
    [
        pytest.param(("c", 0), [], id="a figure"),
        pytest.param(("c", 1), [("c", 1)], id="a blank"),
        pytest.param(("-", ("c", 1), ("pc", 0)), [("c", 1), ("pc", 0)], id="two blanks"),
        pytest.param(("neg", ("scale", ("c", 1), 10, 1)), [("c", 1)], id="below signs and units"),
        pytest.param(call("sum", ("many", ("c", 0), ("c", 1))), [("c", 1)], id="in a group"),
        pytest.param(
            call("occurrences", ("text", "一"), ("pattern", (("w", ("c",)),))), [], id="in a phrase"
        ),
        pytest.param(("should",), [], id="what it should be"),
        pytest.param(call("years", ("prop", "agency")), [("prop", "agency")], id="a text"),
        pytest.param(("days", ("rd", 1, 1, 31), ("prop", "agency")), [("prop", "agency")], id="a day"),
    ],
)
def test_what_is_missing(node: Any, missing: list[Any]) -> None:
    """What makes a value unknown, and not the formula around it."""
    assert [of for _, of in missing_cells(node, env())] == missing


def test_a_day_of_no_year() -> None:
    """It is the year that has to be found."""
    undated = Env(sheet(MADE, year=None))

    assert [of for _, of in missing_cells(("rd", 1, 1, 31), undated)] == [("prop", "year")]


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        pytest.param(35, "35", id="whole"),
        pytest.param(exact(7, 2), "3.5", id="a half"),
        pytest.param(exact(1, 3), "0.333333333333", id="without an end"),
        pytest.param(10**20, "1" + "0" * 20, id="large"),
        pytest.param(percentage("99.3"), "0.993", id="a percentage as a ratio"),
    ],
)
def test_numbers(figure: Any, written: str) -> None:
    """Plain digits, never an exponent."""
    assert number(figure) == written


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        pytest.param(percentage("99.3"), "99.3%", id="one digit"),
        pytest.param(percentage("99.30"), "99.30%", id="as many as it had"),
        pytest.param(percentage("100"), "100%", id="none"),
        pytest.param(Printed(exact(3, 5), exact(1, 10**4)), "60.00%", id="computed"),
        pytest.param(Printed(exact(3, 1000), 0), "0.3%", id="a difference"),
        pytest.param(Printed(1, 0), "100%", id="a whole difference"),
    ],
)
def test_percentages(figure: Printed, written: str) -> None:
    """With the digits that the report printed."""
    assert percent(figure) == written


@pytest.mark.parametrize(
    ("true", "like", "written"),
    [
        pytest.param(exact(63, 64), percentage("98.5"), "98.4%", id="rounded and cut off alike"),
        pytest.param(exact(2, 3), percentage("67.1"), "66.7%/66.6%", id="rounded, or cut off"),
        pytest.param(exact(5, 8), percentage("60"), "63%/62%", id="a half goes up"),
        pytest.param(exact(36, 37), percentage("100"), "97.30%/97.29%", id="all was claimed"),
        pytest.param(1, percentage("99.3"), "100.0%", id="all it is"),
        pytest.param(exact(999, 1000), percentage("99"), "99%", id="nearly all is never all"),
        pytest.param(exact(1, 10**6), percentage("1"), "0.0001%", id="nearly nothing"),
    ],
)
def test_what_would_be_printed(true: Any, like: Printed, written: str) -> None:
    """The true figure with the digits of the printed one; 0 % and 100 % only where they are exact."""
    assert prints_as(true, like) == written
