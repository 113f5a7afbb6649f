"""What stands at the head of a report."""

from __future__ import annotations

import pytest

from compliance.readers.fragments import TextBlock
from compliance.readers.head import (
    agency_kind,
    find_title,
    is_metadata,
    issuer,
    period,
    published,
    title_inside,
)


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        pytest.param(["临湖市档案局2024年政府信息公开工作年度报告"], "临湖市档案局", 2024, id="agency, year"),
        pytest.param(["2024年临湖市档案局政府信息公开工作年度报告"], "临湖市档案局", 2024, id="year, agency"),
        pytest.param(
            ["临湖市人民政府办公室 2021 年政府信息公开工作年度报告"],
            "临湖市人民政府办公室",
            2021,
            id="blanks",
        ),
        pytest.param(["临湖市2023年度政府信息公开工作年度报告"], "临湖市", 2023, id="年度"),
        pytest.param(["临湖市2023年度政府信息公开工作的年度报告"], "临湖市", 2023, id="的"),
        pytest.param(["临湖市2023年政务公开工作年度报告"], "临湖市", 2023, id="another kind of openness"),
        pytest.param(["临湖市2023年政府信息公开年度报告"], "临湖市", 2023, id="without 工作"),
        pytest.param(["临湖市二〇二三年政府信息公开工作年度报告"], "临湖市", 2023, id="year in Chinese"),
        pytest.param(
            ["临湖市人民政府办公厅", "2025年政府信息公开工作年度报告"],
            "临湖市人民政府办公厅",
            2025,
            id="two lines",
        ),
        pytest.param(
            ["2025 年临湖市人民政府办公厅政府信息公开", "工作年度报告"],
            "临湖市人民政府办公厅",
            2025,
            id="cut in the middle",
        ),
        pytest.param(
            ["临湖市档案局", "2024年政府信息公开", "工作年度报告"], "临湖市档案局", 2024, id="three lines"
        ),
        pytest.param(["正文", "临湖市2023年政府信息公开工作年度报告"], "临湖市", 2023, id="a line above"),
        pytest.param(["2023年政府信息公开工作年度报告"], None, 2023, id="without agency"),
        pytest.param(
            ["临湖市档案局政府信息公开工作年度报告（2024年度）"], "临湖市档案局", 2024, id="year in brackets"
        ),
        pytest.param(["临湖市档案局政府信息公开工作年度报告"], "临湖市档案局", None, id="without year"),
        pytest.param(
            ["临湖市档案局２０２４年政府信息公开工作年度报告"], "临湖市档案局", 2024, id="full-width digits"
        ),
        pytest.param(["临湖市档案局2024年度政府信息公开年报"], "临湖市档案局", 2024, id="年报"),
        pytest.param(
            ["临湖市档案局关于2024年度政府信息公开工作情况的报告"], "临湖市档案局", 2024, id="关于…情况的报告"
        ),
        pytest.param(["临湖市档案局2024年政府信息公开工作总结"], "临湖市档案局", 2024, id="总结"),
        pytest.param(
            ["临湖市档案局", "2024年度政府信息公开年报"], "临湖市档案局", 2024, id="年报, two lines"
        ),
    ],
)
def test_titles(lines, agency, year):
    """The title tells agency and year, wherever they stand in it and however many lines it takes."""
    title = find_title([TextBlock(line) for line in lines])

    assert title is not None
    assert (title.agency, title.year) == (agency, year)
    assert title.last == len(lines) - 1


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["一、总体情况"], id="a heading"),
        pytest.param(["现发布临湖市2023年政府信息公开工作年度报告。"], id="a sentence"),
        pytest.param(["《临湖市2023年政府信息公开工作年度报告》"], id="quoted"),
        pytest.param(["标题：临湖市2023年政府信息公开工作年度报告"], id="a portal's line"),
        pytest.param(["临湖市" * 40 + "2023年政府信息公开工作年度报告"], id="too long"),
        pytest.param(["临湖市政府信息公开年报"], id="a column of the portal"),
        pytest.param(["2024年政府信息公开工作情况"], id="no report"),
        pytest.param([], id="nothing"),
    ],
)
def test_no_title(lines):
    """What only speaks of the report is not its title."""
    assert find_title([TextBlock(line) for line in lines]) is None


def test_the_better_title_counts():
    """A line that is only like a title does not take the place of one further down."""
    title = find_title(
        [TextBlock("2023年政府信息公开年报"), TextBlock("临湖市2024年政府信息公开工作年度报告")]
    )

    assert title is not None
    assert (title.first, title.year) == (1, 2024)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        pytest.param("现发布临湖市档案局2024年政府信息公开工作年度报告。", "临湖市档案局", id="发布"),
        pytest.param(
            "现将临湖市档案局２０２４年政府信息公开工作年度报告公布如下。", "临湖市档案局", id="现将"
        ),
        pytest.param("我局编制了2024年度政府信息公开工作年度报告。", None, id="no agency"),
        pytest.param("现公布我局2024年政府信息公开工作年度报告。", None, id="我局"),
    ],
)
def test_title_said_without_marks(text, agency):
    """The preface may say the title without 《》."""
    title = title_inside(text)

    assert title is not None
    assert (title.agency, title.year) == (agency, 2024)


def test_title_inside():
    """Where the title stands nowhere, the preface may quote it."""
    title = title_inside(
        "根据《中华人民共和国政府信息公开条例》，现发布《临湖市2023年政府信息公开工作年度报告》。"
    )

    assert title is not None
    assert (title.agency, title.year) == ("临湖市", 2023)
    assert title_inside("根据《中华人民共和国政府信息公开条例》编制。") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("临湖市人民政府", "government", id="people's government"),
        pytest.param("临湖市", "government", id="the place alone"),
        pytest.param("平江综合实验区", "government", id="a zone"),
        pytest.param("临湖高新区管委会", "government", id="a zone's committee"),
        pytest.param("临湖市人民政府办公室", "office", id="office"),
        pytest.param("上山省人民政府办公厅", "office", id="general office"),
        pytest.param("临湖市政府办公室", "office", id="short form"),
        pytest.param("临湖市档案局", "department", id="department"),
        pytest.param("临湖市机关事务管理办公室", "department", id="a department called office"),
        pytest.param("临湖市财政局办公室", "department", id="office of a department"),
        pytest.param("临湖县柳树镇人民政府", "township", id="town"),
        pytest.param("临湖县柳树乡", "township", id="township"),
        pytest.param("临湖市中山街道办事处", "township", id="sub-district office"),
        pytest.param("临湖市中山街道", "township", id="sub-district"),
        pytest.param("景德镇市人民政府", "government", id="a city called town"),
        pytest.param("临湖市人民政府（本级）", "government", id="a remark in brackets"),
    ],
)
def test_agency_kind(name, kind):
    """The kind of agency is what its name says."""
    assert agency_kind(name) == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("统计期限为2024年1月1日至2024年12月31日", ("2024-01-01", "2024-12-31"), id="plain"),
        pytest.param(
            "统计数据从 2021 年 1 月 1 日至 2021 年 12 月 31 日", ("2021-01-01", "2021-12-31"), id="blanks"
        ),
        pytest.param(
            "统计期限自2019年1月1日起至12月31日止", ("2019-01-01", "2019-12-31"), id="second year left out"
        ),
        pytest.param("统计期限为2024年1月1日-2024年12月31日", ("2024-01-01", "2024-12-31"), id="a dash"),
        pytest.param(
            "统计期限自2024年1月1日起，至2024年12月31日止", ("2024-01-01", "2024-12-31"), id="a comma"
        ),
        pytest.param("统计期限从2024年1月1日到同年12月31日", ("2024-01-01", "2024-12-31"), id="同年"),
        pytest.param(
            "统计期限为２０２４年１月１日至２０２４年１２月３１日",
            ("2024-01-01", "2024-12-31"),
            id="full width",
        ),
        pytest.param("统计期限为2024年1月1日至年底", ("2024-01-01", "2024-12-31"), id="year's end"),
        pytest.param(
            "公示自2023年3月1日至2023年3月5日。统计期限为2024年1月1日至2024年12月31日",
            ("2024-01-01", "2024-12-31"),
            id="another span before it",
        ),
        pytest.param("统计期限为2024年2月30日至2024年12月31日", (None, "2024-12-31"), id="no such day"),
        pytest.param("2024年1月1日", (None, None), id="one date"),
        pytest.param("", (None, None), id="nothing"),
    ],
)
def test_period(text, expected):
    """The statistical period is the span behind a word for it."""
    told = period(text)

    assert (told.start, told.end) == expected


@pytest.mark.parametrize(
    ("text", "impossible", "year"),
    [
        pytest.param("统计期限为2024年1月1日至2024年12月31日", (), 2024, id="a year"),
        pytest.param("统计期限为2023年12月1日至2024年12月31日", (), None, id="two years"),
        pytest.param("统计期限为2024年1月1日至2月30日", ("2024年2月30日",), None, id="no such day"),
        pytest.param(
            "统计期限为2023年2月29日至2023年13月31日",
            ("2023年2月29日", "2023年13月31日"),
            None,
            id="neither end is a day",
        ),
        pytest.param("", (), None, id="nothing"),
    ],
)
def test_days_of_the_period(text, impossible, year):
    """What is written as a day and is none is kept as it is written; the year is that of both ends."""
    told = period(text)

    assert (told.impossible, told.year) == (impossible, year)


@pytest.mark.parametrize(
    ("texts", "metadata", "expected"),
    [
        pytest.param(["发布时间: 2022-02-08 16:34"], {}, "2022-02-08", id="portal line"),
        pytest.param(
            ["来源：临湖市人民政府 时间：2022-02-08 16:34 微信"], {}, "2022-02-08", id="in a line of others"
        ),
        pytest.param(["发布日期：2022年1月28日"], {}, "2022-01-28", id="in words"),
        pytest.param(["公开日期 2022/1/8"], {}, "2022-01-08", id="slashes"),
        pytest.param(["成文日期：2022年1月28日"], {}, None, id="the day of writing is no publication"),
        pytest.param(
            ["时间：2022-02-09", "首次发布时间：2022-01-28"], {}, "2022-01-28", id="the stronger word wins"
        ),
        pytest.param(["发布时间：2022-13-40"], {}, None, id="no such day"),
        pytest.param(
            ["发布时间：2022-02-08"], {"published": "2022-01-30T10:00"}, "2022-01-30", id="the page's own"
        ),
        pytest.param(["2022年1月28日"], {}, None, id="a date alone"),
        pytest.param([], {}, None, id="nothing"),
    ],
)
def test_published(texts, metadata, expected):
    """The publication date is taken from what the page says about itself."""
    assert published(texts, metadata) == expected


@pytest.mark.parametrize(
    ("texts", "metadata", "expected"),
    [
        pytest.param(["发布机构：临湖市档案局"], {}, "临湖市档案局", id="portal line"),
        pytest.param(["本报告由临湖市档案局编制。"], {}, "临湖市档案局", id="preface"),
        pytest.param(["来源：门户网站"], {"agency": "临湖市档案局"}, "临湖市档案局", id="the page's own"),
        pytest.param(["发布机构："], {}, None, id="left empty"),
    ],
)
def test_issuer(texts, metadata, expected):
    """Where the title has no agency, the page or the preface may name it."""
    assert issuer(texts, metadata) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("索 引 号：1234", True, id="portal line"),
        pytest.param("当前位置： 首页", True, id="bread crumbs"),
        pytest.param("打印", True, id="a button"),
        pytest.param(
            "名称 临湖市档案局2024年政府信息公开工作年度报告", True, id="a table of a page that was printed"
        ),
        pytest.param("来源于基层的意见", False, id="a sentence that begins so"),
        pytest.param("本报告由临湖市档案局编制。", False, id="preface"),
    ],
)
def test_is_metadata(text, expected):
    """Lines of the portal are no part of the preface."""
    assert is_metadata(text) is expected
