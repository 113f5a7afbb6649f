"""The HTML page: every link leads somewhere and back, nothing comes from outside, everything is escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from compliance.findings import CellRef, Finding, Part, ReportResult, RunResult, Severity, TextRef, Verdict
from compliance.form import Block, Column, Form, Group, Heading, Row, Table
from compliance.plugins import View
from compliance.report import Cell, Paragraph, Report, Section
from compliance.reporters import html as reporter
from compliance.session import Options, check_files

NEEDS = frozenset({"passed", "report"})


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
    led_to = set(page.xpath("//p[@class='places']/a/@href"))
    back = page.xpath("//mark/a/@href | //td/a/@href")

    assert {f"#{mark}" for mark in marks} == {target for target in led_to if "-part" not in target}
    assert set(back) <= {f"#{entry}" for entry in page.xpath("//div[@class='entry']/@id")}
    assert len(page.xpath("//div[@class='entry']")) == len(drafted.findings)


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
