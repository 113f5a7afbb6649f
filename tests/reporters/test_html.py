"""The HTML page: every link leads somewhere and back, nothing comes from outside, everything is escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from compliance.findings import (
    CellRef,
    Finding,
    Part,
    Picture,
    ReportResult,
    RunResult,
    Severity,
    TextRef,
    Verdict,
)
from compliance.findings import Told as Number
from compliance.form import Block, Column, Form, Group, Heading, Row, Table
from compliance.narrative.ledger import STANDINGS
from compliance.plugins import View
from compliance.report import Cell, Paragraph, Report, Section
from compliance.reporters import html as reporter
from compliance.reporters.html import ledger
from compliance.session import Options, check_files

NEEDS = frozenset({"passed", "report", "numbers"})


def page_of(*reports: ReportResult, **wishes: Any) -> html.HtmlElement:
    """The page as a browser understands it."""
    return html.document_fromstring(reporter.render(RunResult("0.1.0", reports), View(**wishes)))


def told(element: html.HtmlElement) -> str:
    """Its words, on one line."""
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def drafted(example_reports: Path) -> ReportResult:
    """The shipped draft, checked."""
    return check_files([str(example_reports / "linhu-2024-draft.md")], Options(needs=NEEDS)).reports[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page(full_run: RunResult, lang: str, golden: Any) -> None:
    """Overview, findings under their causes, waivers, faults, what passed."""
    text = reporter.render(full_run, View(lang=lang))
    golden(f"html/several.{lang}.html", re.sub("(?s)<style>.*</style>", "<style>…</style>", text))

    assert page_of(*full_run.reports, lang=lang).get("lang") == {"zh": "zh-CN", "en": "en"}[lang]


def test_links_lead_somewhere(drafted: ReportResult, full: ReportResult, unreadable: ReportResult) -> None:
    """Every link stays on the page and has its target; no id is there twice."""
    page = page_of(drafted, full, unreadable)
    ids = page.xpath("//@id")
    targets = page.xpath("//@href")

    assert len(ids) == len(set(ids))
    assert {target[0] for target in targets} == {"#"}
    assert {target[1:] for target in targets} <= set(ids)


def test_links_lead_both_ways(drafted: ReportResult) -> None:
    """From each finding to its places, from each place back to a finding that names it. Only zeros are merely
    counted."""
    page = page_of(drafted)
    marks = page.xpath("//mark/@id | //td[a[not(starts-with(., '0'))]]/@id")
    led_to = {
        target
        for target in page.xpath("//p[@class='places']/a/@href | //ul[@class='cells']//a/@href")
        if "-part" not in target
    }
    listed = set(page.xpath("//table[@class='ledger']//a/@href"))
    back = page.xpath("//mark/a/@href | //div[@class='paper']//td/a/@href")

    assert led_to <= {f"#{mark}" for mark in marks} <= led_to | listed
    assert set(back) <= {f"#{entry}" for entry in page.xpath("//*[@class='entry']/@id")}
    # Blanks of one rule in one table are one thing to look at.
    blanks = [f for f in drafted.findings if f.rule == "review.filled"]
    assert len(page.xpath("//*[@class='entry']")) == len(drafted.findings) - len(blanks) + 1


def test_wide_tables_say_that_they_scroll(drafted: ReportResult) -> None:
    """On a telephone the table of requests is cut off where the screen ends."""
    page = page_of(drafted)
    following = page.xpath("//p[@class='wide']/following-sibling::div[1]/@aria-label")

    assert "收到和处理政府信息公开申请情况" in following
    assert len(following) < len(page.xpath("//table[@class='form']"))


def test_options_are_for_those_who_type_them(drafted: ReportResult) -> None:
    """Who reads the page has no command line."""
    page = page_of(drafted)

    assert "项要对照上年报告才能检查，" in told(page.xpath("//p[contains(@class, 'banner')]")[0])
    assert "--previous" not in told(page)


def test_nothing_from_outside(drafted: ReportResult) -> None:
    """No script, nothing fetched, and a policy that forbids both."""
    page = page_of(drafted)

    assert page.xpath("//script | //link | //img | //iframe | //@src | //@onclick") == []
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]
    assert re.search(r"url\(|@import", page.xpath("string(//style)")) is None


def test_the_report_as_the_form_prints_it(drafted: ReportResult) -> None:
    """Printed labels, groups beside their rows and over their columns, marks at the wrong figures."""
    page = page_of(drafted)
    table = page.xpath("//table[@class='form'][caption[.='收到和处理政府信息公开申请情况']]")[0]
    rows = [[told(cell) for cell in row] for row in table.xpath(".//tr")]

    assert rows[0] == ["", "自然人", "法人或其他组织", "总计"]
    assert rows[1] == ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    assert rows[4][:2] == ["三、本年度办理结果", "（一）予以公开"]
    assert table.xpath("string(.//th[.='三、本年度办理结果']/@rowspan)") == "21"
    assert table.xpath("string(.//th[.='（七）总计']/@colspan)") == "3"
    assert [told(cell) for cell in table.xpath(".//td[contains(@class, 'culprit')]")] == [
        "34, 5，错误，见第 4、5 条应是 2".replace(", ", "、")
    ]


def test_words_of_the_report_are_marked(drafted: ReportResult) -> None:
    """Where marks overlap, each stretch names all its findings."""
    marks = [told(mark) for mark in page_of(drafted).xpath("//div[@class='paper']//mark")]

    assert marks[:3] == [
        "收到政府信息公开申请1，警告，见第 1 条",
        "36件1、2，警告，见第 1、2 条",
        "，其中自然人30件，法人或其他组织8件2，警告，见第 2 条",
    ]


def test_the_cover_sheet(drafted: ReportResult) -> None:
    """Each rule that held, how often, and with which figures; those that did not apply by name."""
    page = page_of(drafted)
    rows = {row[0].text: row for row in page.xpath("//table[@class='rules']/tbody/tr")}
    balance = rows["申请收支平衡"]

    assert told(balance[1]) == "6"
    assert told(balance[2]).startswith("商业企业：本年新收 4 + 上年结转 0 = 4")
    assert sum(int(told(row[1])) for row in rows.values()) == drafted.summary.passed
    assert "years.carry-over" in page.xpath("//section[@class='passed']/ul//code/text()")


def test_what_cannot_be_read(unreadable: ReportResult) -> None:
    """Says why, and that it is no pass."""
    page = page_of(unreadable)

    assert "不算通过" in told(page.xpath("//p[contains(@class, 'unreadable')]")[0])
    assert page.xpath("//section[@class='findings']") == []


def test_a_clean_report(clean: ReportResult) -> None:
    """Says so; nothing is left empty."""
    page = page_of(clean)

    assert told(page.xpath("//section[@class='findings']/p")[0]) == "没有发现问题。"
    assert page.xpath("//section[@class='original']") == []


@pytest.mark.parametrize(
    ("count", "opened", "whole"),
    [
        pytest.param(2, 2, 2, id="few stand open"),
        pytest.param(11, 0, 11, id="more are folded up"),
        pytest.param(51, 0, 0, id="many show only what failed"),
    ],
)
def test_many_reports(drafted: ReportResult, count: int, opened: int, whole: int) -> None:
    """The page stays one that a browser can open."""
    page = page_of(*[drafted] * count)

    assert len(page.xpath("//details[@open]")) == opened
    assert len(page.xpath("//section[@class='original']")) == whole
    assert len(page.xpath("//tbody[1]/tr/th/a")) >= count


# ── a form of its own, for what the shipped reports do not have ──────────────────────────────────────────────

FORM = Form(
    "test",
    "1",
    "表",
    None,
    None,
    (Heading("一", "甲", also=("甲部分",)), Heading("二", "乙")),
    (
        Table(
            "表甲",
            "表甲的标题",
            "一",
            "件",
            (Row("行一", "第一行"), Row("行二", "第二行")),
            (Column("列", "列名"),),
            (Block(None, ("列",), ("行一", "行二")),),
            row_groups=(Group("不相连", ("行一",), "一行的组"),),
        ),
        Table(
            "表丙",
            "没有归属",
            None,
            "件",
            (Row("行", "行"),),
            (Column("列", "列"),),
            (Block("块", ("列",), ("行",)),),
        ),
    ),
)


def result_of(report: Report, *findings: Finding) -> ReportResult:
    """A result that keeps its report."""
    parts = (Part("一", "甲"), Part("二", "乙"))
    return ReportResult("x.docx", report=report, printed=FORM, findings=findings, parts=parts)


def finding(**changes: Any) -> Finding:
    """A warning."""
    return replace(Finding("a.b", Verdict.FAIL, Severity.WARNING, "标题", "消息"), **changes)


def test_what_cells_hold() -> None:
    """Blank, text, a remark, not found, and a row that the form does not name."""
    cells = {
        "行一": {"列": Cell()},
        "行二": {"列": Cell(text="/")},
        "更多": {"列": Cell(value=3, note="其中修订1件")},
    }
    report = Report(
        "1", sections=(Section("一", "甲部分"),), tables={"表甲": cells}, partly_read={"表甲": "少一行"}
    )
    page = page_of(result_of(report))
    first, other = page.xpath("//table[@class='form']")

    assert [[told(cell) for cell in row] for row in first.xpath("tbody/tr")] == [
        ["第一行", "空白"],
        ["第二行", "/"],
        ["更多", "3其中修订1件"],
    ]
    assert told(other.xpath("tbody/tr/td")[0]) == "没读到"
    assert page.xpath("//p[@class='warning']/text()") == ["这张表没有读全：少一行"]
    assert [told(heading) for heading in page.xpath("//div[@class='paper']/h5")] == ["一、甲部分", "其他表格"]


@pytest.mark.parametrize(
    ("ref", "marked"),
    [
        pytest.param(TextRef("title", None, 0, 2, "标题"), ["标题"], id="title"),
        pytest.param(TextRef("preface", 1, 1, 3, "前言"), ["前言"], id="preface"),
        pytest.param(TextRef("一", None, 0, 3, "甲部分"), ["甲部分"], id="heading"),
        pytest.param(TextRef("一", 1, 0, 2, "一段"), ["一段"], id="paragraph"),
        pytest.param(TextRef("一", 1, 7, 9, "一段"), ["一段"], id="at another place than told"),
        pytest.param(TextRef("一", 1, 0, 2, "没有"), [], id="words that are not there"),
        pytest.param(TextRef("一", 2, 0, 2, "一段"), [], id="a paragraph that is not there"),
        pytest.param(TextRef("二", 1, 0, 2, "二段"), ["二段"], id="a part without a numeral, by its title"),
        pytest.param(TextRef("", 1, 0, 2, "三段"), ["三段"], id="a part that the form does not know"),
    ],
)
def test_places_of_words(ref: TextRef, marked: list[str]) -> None:
    """Words are found where they stand, or there is no mark; the finding is told all the same."""
    report = Report(
        "1",
        title="标题",
        preface="有前言",
        sections=(
            Section("一", "甲部分", (Paragraph("一段话"),)),
            Section(None, "乙", (Paragraph("二段话"),)),
            Section(None, "别的", (Paragraph("三段话"),)),
            Section("一", "又一个", (Paragraph("一段话"),)),
        ),
    )
    page = page_of(result_of(report, finding(text=(ref,))))

    assert page.xpath("//mark/a/text()[1]") == marked
    assert told(page.xpath("//div[@class='entry']/p")[0]) == "1 消息"
    assert len(page.xpath("//p[@class='places']/a")) == len(marked)


def test_a_finding_about_a_part() -> None:
    """It leads to the heading of the part."""
    report = Report("1", sections=(Section("一", "甲"),))
    page = page_of(result_of(report, finding(instance={"section": "一"})))
    (link,) = page.xpath("//p[@class='places']/a")

    assert told(link) == "第一部分"
    assert told(page.get_element_by_id(link.get("href")[1:])) == "一、甲"


def test_cells_of_other_reports() -> None:
    """Last year's cell is told under its report's name, and leads nowhere."""
    cell = CellRef("表甲", "行一", "列", 3, report="2023.docx")
    page = page_of(result_of(Report("1"), finding(cells=(cell,))))

    assert told(page.xpath("//p[@class='places']")[0]) == "在原文中： 2023.docx：行一·列 3"
    assert page.xpath("//p[@class='places']/a") == []


def test_many_single_cells_are_named_in_short() -> None:
    """What is wrong is said once, under one number; each cell has its link, and leads back."""
    held = {row: {"列": Cell()} for row in ("行一", "行二", "丙", "丁", "戊")}
    report = Report("1", sections=(Section("一", "甲"),), tables={"表甲": held})
    blanks = [
        finding(
            message=f"{row} 是空格",
            instance={"row": row, "column": "列"},
            cells=(CellRef("表甲", row, "列"),),
        )
        for row in held
    ]
    page = page_of(result_of(report, *blanks))
    few = page_of(result_of(report, *blanks[:4]))

    assert told(page.xpath("//div[@class='entry']/p")[0]) == "1 行一 是空格；同样的共 5 格："
    assert [told(row) for row in page.xpath("//ul[@class='cells']/li")][:2] == ["行一：列", "行二：列"]
    assert page.xpath("//td[contains(@class, 'culprit')]/a/@href") == ["#r1-f1"] * 5
    assert few.xpath("//ul[@class='cells']") == []


# ── pictures of pages ────────────────────────────────────────────────────────────────────────────────────────


def at(page: int, left: float) -> dict[str, Any]:
    """A place on a page of 200 × 400 points."""
    return {"page": page, "box": [left, 100.0, left + 20, 120.0]}


def pictured(*findings: Finding, kind: str = "image/png", **more: Any) -> html.HtmlElement:
    """The page with pictures of the pages 1 and 2."""
    pictures = tuple(Picture(page, 200, 400, b"picture", kind) for page in (1, 2))
    report = Report("1", sections=(Section("一", "甲"),))
    return page_of(replace(result_of(report, *findings), pictures=pictures, **more))


def test_boxes_are_where_the_places_are() -> None:
    """In hundredths of the page, with what they say for those who do not see them; links lead there and back."""
    cells = (CellRef("表甲", "行一", "列", 3, at=at(1, 20)), CellRef("表甲", "行二", "列", 3, at=at(2, 30)))
    page = pictured(finding(cells=cells))
    first, second = page.xpath("//a[contains(@class, 'box')]")

    assert first.get("style") == "left:10.0%;top:25.0%;width:10.0%;height:5.0%"
    assert told(first) == "1，警告，见第 1 条"
    assert first.get("href") == second.get("href") == "#r1-f1"
    links = page.xpath("//p[@class='places']/a/@href")
    assert links[-2:] == [f"#{first.get('id')}", f"#{second.get('id')}"]
    assert page.xpath("//img/@alt") == [f"原文件第 {n} 页的图，框出了第 1 条说的地方" for n in (1, 2)]


def test_the_box_to_look_at_stands_out() -> None:
    """A cell that a cause names, or of which a finding speaks alone; the rest of a sum is pale. Links lead to it."""
    cells = tuple(CellRef("表甲", row, "列", 3, at=at(1, left)) for row, left in (("行一", 20), ("行二", 60)))
    cause = {
        "id": "c1",
        "changes": [{"table": "表甲", "row": "行二", "column": "列", "value": 3, "suggested": 4}],
        "alternatives": [],
        "one_of": 2,
    }
    words = finding(text=(TextRef("一", 1, 0, 1, "甲", at(1, 100)),))
    page = pictured(finding(cells=cells, cause="c1"), words, causes=(cause,))
    boxes = {box.get("style")[5:8]: box for box in page.xpath("//a[contains(@class, 'box')]")}

    assert {left: "culprit" in box.get("class") for left, box in boxes.items()} == {
        "10.": False,
        "30.": True,
        "50.": True,
    }
    assert f"#{boxes['30.'].get('id')}" in page.xpath("//p[@class='places']/a/@href")


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(
            {"cells": (CellRef("表甲", "行一", "列", 3, report="去年", at=at(1, 0)),)}, id="another report"
        ),
        pytest.param({"cells": (CellRef("表甲", "行一", "列", 3, at={"page": 1}),)}, id="no box"),
        pytest.param(
            {"cells": (CellRef("表甲", "行一", "列", 3, at=at(7, 0)),)}, id="a page that is not drawn"
        ),
        pytest.param({"cells": (CellRef("表甲", "行一", "列", 3),)}, id="no place"),
        pytest.param({"text": (TextRef("一", 1, 0, 1, "甲", {"line": 3}),)}, id="a line"),
    ],
)
def test_pictures_without_boxes_are_not_shown(found: dict[str, Any]) -> None:
    """They would say nothing."""
    page = pictured(finding(**found))

    assert page.xpath("//img | //section[@class='pages']") == []


def test_pages_that_could_not_be_drawn() -> None:
    """It is said, and no picture is let in."""
    page = page_of(replace(result_of(Report("1"), finding()), unpictured="没有画成"))

    assert told(page.xpath("//section[@class='pages']/p")[0]) == "没有画成"
    assert "img-src" not in page.xpath("//meta[@http-equiv]/@content")[0]


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [pytest.param("image/png", 0, id="as printed"), pytest.param("image/svg+xml", 1, id="drawn anew")],
)
def test_a_page_that_is_drawn_anew_says_so(kind: str, drawn: int) -> None:
    """Whoever looks must not take its letters for the document's."""
    page = pictured(finding(cells=(CellRef("表甲", "行一", "列", 3, at=at(1, 20)),)), kind=kind)

    assert len(page.xpath("//section[@class='pages']/p[contains(., '重画')]")) == drawn
    assert page.xpath("//@src")[0].startswith(f"data:{kind};base64,")
    assert "img-src data:" in page.xpath("//meta[@http-equiv]/@content")[0]


# ── the ledger ───────────────────────────────────────────────────────────────────────────────────────────────

TEXT = "收到5件，其中2件转办，另有3次会议。"


def number(start: int, quote: str, standing: str, **more: Any) -> Number:
    """A number of the one paragraph."""
    return Number(TextRef("一", 1, start, start + len(quote), quote), int(quote), "件", standing, **more)


def listed(*numbers: Number, findings: tuple[Finding, ...] = ()) -> html.HtmlElement:
    """The page of a report with one paragraph and its numbers."""
    cells = {"行一": {"列": Cell(value=5)}}
    report = Report("1", sections=(Section("一", "甲", (Paragraph(TEXT),)),), tables={"表甲": cells})
    return page_of(replace(result_of(report, *findings), numbers=numbers))


def test_the_ledger_has_every_number() -> None:
    """With its standing, its cells and its rules; how many there are of each; from the text to the entry and back."""
    tied = number(2, "5", "tied", rules=("a.b",), cells=(CellRef("表甲", "行一", "列", 5),))
    page = listed(tied, number(7, "2", "free"))
    rows = page.xpath("//table[@class='ledger']//tr[@id]")

    assert told(page.xpath("//section[@class='numbers']/p")[1]) == "共 2 个数字：1 个与表格相符、1 个没有对照"
    assert [[told(cell) for cell in row] for row in rows] == [
        ["5件", "与表格相符", "行一·列 5 a.b"],
        ["2件", "没有对照", ""],
    ]
    for row, mark in zip(rows, page.xpath("//a[contains(@class, 'listed')]"), strict=True):
        assert row.xpath("th/a/@href") == [f"#{mark.get('id')}"]
        assert mark.get("href") == f"#{row.get('id')}"
    assert page.get_element_by_id(rows[0].xpath("td/a/@href")[0][1:]).text == "5"


def test_where_findings_speak_of_a_number_their_mark_is_seen() -> None:
    """The words are not torn apart; the ledger leads to them, and to the findings that speak of the number."""
    wrong = finding(text=(TextRef("一", 1, 0, 8, TEXT[:8]),))
    page = listed(number(2, "5", "contradictory", rules=("a.b",)), number(7, "2", "free"), findings=(wrong,))
    (mark,) = page.xpath("//mark")
    rows = page.xpath("//table[@class='ledger']//tr[@id]")

    assert mark.xpath("a/text()") == [TEXT[:8]]
    assert [row.xpath("th/a/@href") for row in rows] == [[f"#{mark.get('id')}"]] * 2
    assert [told(link) for link in rows[0].xpath("td/a")] == ["见第 1 条"]
    assert rows[1].xpath("td/a") == []
    assert page.xpath("//a[contains(@class, 'listed')]") == []


def test_what_a_number_was_held_against() -> None:
    """Of many cells the first ones; another report's are told under its name and lead nowhere."""
    cells = (
        CellRef("表甲", "行一", "列", 5, report="2023.docx"),
        *(CellRef("表甲", "行一", f"列{n}") for n in range(4)),
    )
    page = listed(number(2, "5", "tied", cells=cells))
    (row,) = page.xpath("//table[@class='ledger']//tr[@id]")

    assert told(row[2]).startswith("2023.docx：行一·列 5、")
    assert told(row[2]).endswith("、另 2 格")
    assert row[2].xpath("a") == []


def test_standings() -> None:
    """Each standing that a number can have has its word."""
    assert set(ledger.STANDINGS) == set(STANDINGS)


def test_a_number_that_is_not_on_the_page() -> None:
    """Is listed all the same, and leads nowhere."""
    page = listed(Number(TextRef("九", 1, 0, 1, "8"), 8, "", "free"))
    (row,) = page.xpath("//table[@class='ledger']//tr[@id]")

    assert told(row[0]) == "8"
    assert row.xpath(".//a") == []


def test_the_culprit_is_named_though_it_holds_zero() -> None:
    """Of a long sum cells that hold 0 are only counted, but for the one that is wrong."""
    columns = [f"列{n}" for n in range(5)]
    cells = tuple(CellRef("表甲", "行一", column, 0) for column in columns)
    cause = {
        "id": "c1",
        "changes": [{"table": "表甲", "row": "行一", "column": "列3", "value": 0, "suggested": 4}],
        "alternatives": [],
    }
    page = page_of(replace(result_of(Report("1"), finding(cells=cells, cause="c1")), causes=(cause,)))

    assert (
        told(page.xpath("//div[@class='entry']/p[@class='places']")[0])
        == "在原文中： 行一·列3 0、另 4 格都是 0"
    )
