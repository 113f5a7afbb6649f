"""From physical rows to the tables of the form, for every format alike."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compliance.errors import ReadError
from compliance.form import Block, Column, Form, Row, Table, Unit
from compliance.readers.fragments import Document, Fragment, RawCell, RawRow, TextBlock
from compliance.readers.reading import report_of
from compliance.report import Place, Report
from tests.readers.printed_forms import FORM_2019, FORM_2021, FORMS, UNITS


def fragment(text: str) -> Fragment:
    """A fragment whose lines are rows, cells separated by |."""
    rows = []
    for number, line in enumerate(text.strip("\n").splitlines()):
        cells = tuple(
            RawCell(cell.strip(), i, at=Place(row=number, cell=i)) for i, cell in enumerate(line.split("|"))
        )
        rows.append(RawRow(cells, Place(row=number)))
    return Fragment(tuple(rows))


def read(*parts: str | Fragment, forms: tuple[Form, ...] = FORMS, year: int = 2024) -> Report:
    """The report made of these fragments (texts with a |) and paragraphs."""
    blocks = [TextBlock(f"临湖市档案局{year}年政府信息公开工作年度报告")]
    for part in parts:
        if isinstance(part, str):
            blocks.append(fragment(part) if "|" in part else TextBlock(part))
        else:
            blocks.append(part)
    return report_of(Document(tuple(blocks), "test"), b"", "report", forms)


def values(report: Report, table: str) -> dict[str, list]:
    """The figures of a table, row by row; texts as they are, blanks as None."""
    return {
        row: [cell.text if cell.text is not None else cell.value for cell in cells.values()]
        for row, cells in report.tables.get(table, {}).items()
    }


def keys(report: Report) -> list[str]:
    """The remarks that were made, without those about tables that the case leaves out."""
    return [key.removeprefix("reading.") for key, _ in report.remarks if key not in QUIET]


QUIET = ("reading.table-missing", "reading.row-missing")

DISCLOSURE = """
信息内容|本年制发件数|本年废止件数|现行有效件数
规章|0|0|5
行政规范性文件|16|48|61
第二十条第（五）项|||
信息内容|本年处理决定数量||
行政许可|7||
第二十条第（六）项|||
信息内容|本年处理决定数量||
行政处罚|8||
行政强制|9||
第二十条第（八）项|||
信息内容|本年收费金额（单位：万元）||
行政事业性收费|1.5||
"""

REVIEW = """
行政复议|||||行政诉讼|||||||||
结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|||||复议后起诉||||
|||||结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计
1|2|3|4|10|5|0|0|0|5|0|6|0|0|6
"""


def test_blocks():
    """A table of blocks: each row has the columns of its own block."""
    report = read(DISCLOSURE)

    assert values(report, "主动公开") == {
        "规章": [0, 0, 5],
        "行政规范性文件": [16, 48, 61],
        "行政许可": [7],
        "行政处罚": [8],
        "行政强制": [9],
        "行政事业性收费": [Decimal("1.5")],
    }
    assert report.cell("主动公开", "行政许可", "处理决定").at == Place(row=5, cell=1)
    assert not report.partly_read


@pytest.mark.parametrize(
    ("heading", "label", "cell", "expected"),
    [
        pytest.param(
            "本年收费金额（单位：万元）", "行政事业性收费", "1.5", Decimal("1.5"), id="as printed in the form"
        ),
        pytest.param(
            "本年收费金额（单位：元）", "行政事业性收费", "15000", Decimal("1.5"), id="unit of the heading"
        ),
        pytest.param(
            "本年收费金额", "行政事业性收费（元）", "15000", Decimal("1.5"), id="unit of the row's label"
        ),
        pytest.param(
            "本年收费金额（单位：万元）", "行政事业性收费", "15000元", Decimal("1.5"), id="unit of the cell"
        ),
        pytest.param(
            "本年收费金额（单位：万元）", "行政事业性收费（元）", "15000", "15000", id="two units: a text"
        ),
    ],
)
def test_units(heading, label, cell, expected):
    """A figure is told in the column's unit; where two units are named nobody knows which."""
    report = read(
        DISCLOSURE.replace("本年收费金额（单位：万元）", heading).replace(
            "行政事业性收费|1.5", f"{label}|{cell}"
        )
    )

    assert values(report, "主动公开")["行政事业性收费"] in ([expected], [float(expected)])


@pytest.mark.parametrize(
    ("old", "new", "expected", "remarks", "doubt"),
    [
        pytest.param("行政许可", "行政许 可", [7], [], None, id="blank inside"),
        pytest.param(
            "行政许可|", "行政许可|8|", None, ["row-columns"], "reading.doubt-columns", id="a figure too many"
        ),
        pytest.param("行政许可", "1.行政许可", [7], [], None, id="numeral in front"),
        pytest.param(
            "行政许可|7", "本年行政许可事项|7", [7], ["label-differs"], None, id="more words around"
        ),
        pytest.param(
            "行政许可|7", "另行统计|3||\n行政许可|7", [7], ["row-unknown"], None, id="row of the office's own"
        ),
        pytest.param(
            "行政许可|7",
            "|3||\n行政许可|7",
            [7],
            ["row-unlabelled"],
            "reading.doubt-rows",
            id="figures alone",
        ),
        pytest.param(
            "行政许可|7", "其他|7", None, ["row-unknown"], "reading.doubt-rows", id="another row in its place"
        ),
        pytest.param(
            "行政许可|7",
            "行政许可|7||\n行政许可|6",
            None,
            ["row-twice"],
            "reading.doubt-twice",
            id="row twice",
        ),
        pytest.param("行政许可|7", "行政许可|", [None], [], None, id="blank"),
        pytest.param("行政许可|7", "行政许可|/", ["/"], [], None, id="nil mark"),
    ],
)
def test_rows(old, new, expected, remarks, doubt):
    """What happens to one row, what is said about it, and whether it puts the table in doubt."""
    report = read(DISCLOSURE.replace(old, new, 1))

    assert values(report, "主动公开").get("行政许可") == expected
    assert keys(report) == remarks
    assert report.partly_read.get("主动公开") == doubt


HEADER = "申请人情况||||||||\n|||自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计"
GROUPS = "三、本年度办理结果|（二）部分公开|"


@pytest.mark.parametrize(
    ("lines", "row", "expected"),
    [
        pytest.param(
            f"{HEADER}\n一、本年新收政府信息公开申请数量|||三十|4|1|1|2|0|38",
            "本年新收",
            ["三十", 4, 1, 1, 2, 0, 38],
            id="first cell",
        ),
        pytest.param(
            f"{HEADER}\n一、本年新收政府信息公开申请数量|3O|4|1|1|2|0|38\n{GROUPS}|1|2|3|4|5|6|21",
            "本年新收",
            ["3O", 4, 1, 1, 2, 0, 38],
            id="first cell, the row shorter than others",
        ),
        pytest.param(
            f"{HEADER}\n一、本年新收政府信息公开申请|待核|4|1|1|2|0|38\n{GROUPS}|1|2|3|4|5|6|21",
            "本年新收",
            ["待核", 4, 1, 1, 2, 0, 38],
            id="first cell behind a damaged label",
        ),
        pytest.param(
            f"{HEADER}\n一、本年新收政府信息公开申请数量|||约21|||||0|38",
            "本年新收",
            ["约21", None, None, None, None, 0, 38],
            id="first cell, blanks behind",
        ),
        pytest.param(
            f"{HEADER}\n一、本年新收政府信息公开申请数量|||三十|四|1|1|2|0|38",
            "本年新收",
            ["三十", "四", 1, 1, 2, 0, 38],
            id="two of them",
        ),
        pytest.param(
            f"{HEADER}\n一、本年新收政府信息公开申请数量|||二|无数|没有|不详|未统计|零|两",
            "本年新收",
            ["二", "无数", "没有", "不详", "未统计", "零", "两"],
            id="no figure at all",
        ),
        pytest.param(
            f"{HEADER}\n一、本年新收政府信息公开申请数量|||其他|4|1|1|2|0|38",
            "本年新收",
            ["其他", 4, 1, 1, 2, 0, 38],
            id="another row's label",
        ),
        pytest.param(
            f"{HEADER}\n一、本年新收政府信息公开申请数量||件|30|4|1|1|2|0|38",
            "本年新收",
            [30, 4, 1, 1, 2, 0, 38],
            id="a unit in front",
        ),
        pytest.param(
            f"{HEADER}\n三、本年度办理结果|（二）部分公开|（区分处理的，只计这一情形）|1|2|3|4|5|6|21",
            "部分公开",
            [1, 2, 3, 4, 5, 6, 21],
            id="more of the label",
        ),
        pytest.param(
            f"{HEADER}\n一、本年新收政府信息公开申请数量|||||||\n{GROUPS}|1|2|3|4|5|6|21",
            "本年新收",
            [None] * 7,
            id="all blank",
        ),
    ],
)
def test_cells_without_a_figure(lines, row, expected):
    """A cell in which no figure is written is that, and moves no other; a word that is no cell stays in the label."""
    report = read(lines)

    assert values(report, "依申请公开")[row] == expected
    assert "依申请公开" not in report.partly_read


def test_order():
    """Rows out of order are read, and told."""
    lines = DISCLOSURE.replace("规章|0|0|5\n行政规范性文件|16|48|61", "行政规范性文件|16|48|61\n规章|0|0|5")
    report = read(lines)

    assert values(report, "主动公开")["规章"] == [0, 0, 5]
    assert keys(report) == ["row-order"]


def test_split_over_pages():
    """A table comes in pieces, with a header repeated, a title between them, and a label that lost its figures."""
    pieces = DISCLOSURE.split("第二十条第（六）项|||")
    report = read(
        pieces[0], "第二十条第（六）项", "行政处罚", "|8||", pieces[1].replace("行政处罚|8||\n", "")
    )

    assert values(report, "主动公开")["行政处罚"] == [8]
    assert values(report, "主动公开")["行政强制"] == [9]
    assert not report.partly_read


def test_two_tables_in_one_fragment():
    """Converters run tables together: the rows still go where they belong."""
    report = read(DISCLOSURE.strip() + "\n" + REVIEW.strip())

    assert values(report, "主动公开")["行政事业性收费"] == [Decimal("1.5")]
    assert values(report, "复议诉讼")["复议后起诉"] == [0, 6, 0, 0, 6]


def test_group_row_with_figures():
    """A subtotal in the line of a group is no row of the form, whatever it is like."""
    report = read("（六）其他处理|1|2|3|4|5|6|21\n3.其他|1|0|0|0|0|0|1", forms=(FORM_2021,))

    assert values(report, "依申请公开") == {"其他事由": [1, 0, 0, 0, 0, 0, 1]}
    assert report.partly_read["依申请公开"] == "reading.doubt-rows"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(REVIEW, [[1, 2, 3, 4, 10], [5, 0, 0, 0, 5], [0, 6, 0, 0, 6]], id="as printed"),
        pytest.param(
            REVIEW.replace("1|2|3|4|10|", "|||||"),
            [[None] * 5, [5, 0, 0, 0, 5], [0, 6, 0, 0, 6]],
            id="first five blank",
        ),
        pytest.param(
            """
            |结果维持|结果纠正|其他结果|尚未审结|总计
            行政复议|1|2|3|4|10
            未经复议直接起诉|5|0|0|0|5
            复议后起诉|0|6|0|0|6
            """,
            [[1, 2, 3, 4, 10], [5, 0, 0, 0, 5], [0, 6, 0, 0, 6]],
            id="upright",
        ),
        pytest.param(
            """
            行政复议||||
            结果维持|结果纠正|其他结果|尚未审结|总计
            1|2|3|4|10
            未经复议直接起诉||||
            结果维持|结果纠正|其他结果|尚未审结|总计
            5|0|0|0|5
            复议后起诉||||
            结果维持|结果纠正|其他结果|尚未审结|总计
            0|6|0|0|6
            """,
            [[1, 2, 3, 4, 10], [5, 0, 0, 0, 5], [0, 6, 0, 0, 6]],
            id="three small tables",
        ),
        pytest.param(
            REVIEW.replace(
                "结果维持|结果纠正|其他结果|尚未审结|总计|未经",
                "结果纠正|结果维持|其他结果|尚未审结|总计|未经",
            ),
            [[2, 1, 3, 4, 10], [5, 0, 0, 0, 5], [0, 6, 0, 0, 6]],
            id="columns in another order",
        ),
        pytest.param(
            """
            行政复议|行政诉讼||||||||||||||
            结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|复议后起诉||||||||
            结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计|||||
            1|2|3|4|10|5|0|0|0|5|0|6|0|0|6
            """,
            [[1, 2, 3, 4, 10], [5, 0, 0, 0, 5], [0, 6, 0, 0, 6]],
            id="spans lost, everything named in its order",
        ),
        pytest.param(
            "\n".join(
                [
                    "|".join(["行政复议"] * 5 + ["行政诉讼"] * 10),
                    "|".join(["行政复议"] * 5 + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5),
                    "|".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3),
                    "1|2|3|4|10|5|0|0|0|5|0|6|0|0|6",
                ]
            ),
            [[1, 2, 3, 4, 10], [5, 0, 0, 0, 5], [0, 6, 0, 0, 6]],
            id="taken apart: merged labels repeated in every cell",
        ),
    ],
)
def test_sideways(table, expected):
    """Part four is read by its labels, in every shape that it is printed in."""
    report = read("\n".join(line.strip() for line in table.strip().splitlines()))
    form = FORM_2021.table("复议诉讼")

    assert [
        [report.tables["复议诉讼"][row.name][column.name].value for column in form.columns]
        for row in form.rows
    ] == expected
    assert not report.partly_read


def test_sideways_cell_without_a_figure():
    """A word where the first figure should be is that cell, and moves no other."""
    report = read(REVIEW.replace("1|2|3|4|10", "三|2|3|4|10"))

    assert values(report, "复议诉讼")["行政复议"] == ["三", 2, 3, 4, 10]
    assert values(report, "复议诉讼")["复议后起诉"] == [0, 6, 0, 0, 6]
    assert not report.partly_read


@pytest.mark.parametrize(
    ("table", "doubt", "rows"),
    [
        pytest.param(
            REVIEW.replace("结果纠正", "纠"), "reading.doubt-header", 3, id="header broken: order of the form"
        ),
        pytest.param(
            """
行政复议|行政诉讼
结果纠正|结果维持|其他结果|尚未审结|总计|未经复议直接起诉|复议后起诉
结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计
1|2|3|4|10|5|0|0|0|5|0|6|0|0|6
""",
            "reading.doubt-header",
            3,
            id="spans lost, another order",
        ),
        pytest.param(
            REVIEW.replace("|0|6|0|0|6", "|0|6|0|0|6|7"), "reading.doubt-columns", 0, id="a figure too many"
        ),
        pytest.param(
            REVIEW + REVIEW.strip().splitlines()[-1], "reading.doubt-twice", 3, id="a second line of figures"
        ),
    ],
)
def test_sideways_in_doubt(table, doubt, rows):
    """What is wrong with part four puts it in doubt."""
    report = read(table)

    assert report.partly_read["复议诉讼"] == doubt
    assert len(report.tables["复议诉讼"]) == rows


OLD = """
信息内容|本年新制作数量|本年新公开数量|对外公开总数量
规章|0|0|0
规范性文件|89|89|89
信息内容|上一年项目数量|本年增/减|处理决定数量
行政许可|396|+4|181
其他对外管理服务事项|10|-3|153
信息内容|上一年项目数量|本年增/减|处理决定数量
行政处罚|2648|0|430
行政强制|126|0|25
信息内容|上一年项目数量|本年增/减
行政事业性收费|35|0
信息内容|采购项目数量|采购总金额
政府集中采购|135|7539.4万元
"""
NEW_REQUESTS = "\n".join(f"{row.label}|0|0|0|0|0|0|0" for row in FORM_2021.table("依申请公开").rows)
OLD_REQUESTS = "\n".join(f"{row.label}|0|0|0|0|0|0|0" for row in FORM_2019.table("依申请公开").rows)


@pytest.mark.parametrize(
    ("parts", "year", "form", "editions"),
    [
        pytest.param([DISCLOSURE, NEW_REQUESTS, REVIEW], 2024, "2021", {}, id="new"),
        pytest.param([OLD, OLD_REQUESTS, REVIEW], 2020, "2019", {}, id="old"),
        pytest.param([OLD, OLD_REQUESTS, REVIEW], 2023, "2019", {}, id="old in a new year"),
        pytest.param([DISCLOSURE, OLD_REQUESTS, REVIEW], 2023, "2021", {"依申请公开": "2019"}, id="mixed"),
        pytest.param([REVIEW], 2020, "2019", {}, id="nothing but what both have: the year decides"),
    ],
)
def test_editions(parts, year, form, editions):
    """The edition is the one whose rows are there, table by table."""
    report = read(*parts, year=year)

    assert (report.form, dict(report.editions)) == (form, editions)


def test_header_in_a_fragment_of_its_own():
    """Converters cut a header off its table: it still tells the columns of what follows."""
    rows = DISCLOSURE.strip().splitlines()[1:3]
    report = read("信息内容|现行有效件数|本年制发件数|本年废止件数", "\n".join(rows))

    assert {column: cell.value for column, cell in report.tables["主动公开"]["行政规范性文件"].items()} == {
        "现行有效": 16,
        "制发": 48,
        "废止": 61,
    }


def test_header_cut_by_a_page_end():
    """Where a page's end has cut the labels of the columns, the header is the lines above and below it."""
    report = read(
        "信息内容|本年|本年废止件数|现行有效件数|小计\n|制发件数|||\n规章|0||5|5\n行政规范性文件||48|61|61"
    )

    assert values(report, "主动公开") == {"规章": [0, None, 5], "行政规范性文件": [None, 48, 61]}
    assert keys(report) == []


def test_word_before_the_figures():
    """The line of figures of part four may have a word in front."""
    lines = [f"|{line}" for line in REVIEW.strip().splitlines()]
    report = read("\n".join([*lines[:3], "件数" + lines[3]]))

    assert report.cell("复议诉讼", "行政复议", "总计").value == 10
    assert not report.partly_read


def test_too_long_for_a_report():
    """A document of any format may have too many rows."""
    with pytest.raises(ReadError, match="太多"):
        read(Fragment((RawRow((RawCell("1", 0),)),) * 30_001))


def test_title_from_metadata():
    """Where the text has no title, the page's own tells agency and year."""
    block = TextBlock("一、总体情况")
    named = {"title": "临湖市2024年政府信息公开工作年度报告"}
    report = report_of(Document((block,), "test", metadata=named), b"", "report", FORMS)

    assert (report.title, report.agency, report.year) == (named["title"], "临湖市", 2024)


def test_quoted_title():
    """A title behind the first heading is another report's."""
    report = read_blocks("一、总体情况", "临湖市2023年政府信息公开工作年度报告")

    assert report.title is None


@pytest.mark.parametrize(
    ("first", "preface", "agency", "year", "remarks"),
    [
        pytest.param(
            "临湖市档案局政府信息公开工作年度报告",
            "统计期限为2024年1月1日至2024年12月31日。",
            "临湖市档案局",
            2024,
            ["reading.year-of-period"],
            id="year of the period",
        ),
        pytest.param(
            "前言",
            "现公布临湖市档案局2024年政府信息公开工作年度报告，统计期限为2023年1月1日至2023年12月31日。",
            "临湖市档案局",
            2024,
            [],
            id="year that the preface says",
        ),
        pytest.param(
            "临湖市档案局2024年政府信息公开工作年度报告",
            "统计期限为2023年1月1日至2023年2月30日。",
            "临湖市档案局",
            2024,
            ["reading.no-date"],
            id="no such day",
        ),
        pytest.param("前言", "统计期限为2024年。", None, None, [], id="nowhere"),
    ],
)
def test_year(first, preface, agency, year, remarks):
    """The year is the title's; where that has none it is the preface's, then the period's, and that is told."""
    report = read_blocks(first, preface, "一、总体情况", "甲。")

    assert (report.agency, report.year) == (agency, year)
    assert [key for key, _ in report.remarks if key != "reading.table-missing"] == remarks


def read_blocks(*texts: str) -> Report:
    """The report made of paragraphs alone."""
    return report_of(Document(tuple(map(TextBlock, texts)), "test"), b"", "report", FORMS)


def test_edition_of_2019():
    """Signed changes and amounts with their own unit."""
    told = values(read(OLD, year=2020), "主动公开")

    assert told["行政许可"] == [396, 4, 181]
    assert told["其他对外管理服务事项"] == [10, -3, 153]
    assert told["政府集中采购"] == [135, 75394000]


def test_two_reports_in_one_file():
    """Nobody can tell which of two figures counts."""
    with pytest.raises(ReadError, match="两份报告"):
        read(NEW_REQUESTS, NEW_REQUESTS.replace("|0", "|1"))


OPEN = Table(
    "received",
    "Requests received",
    None,
    "件",
    (Row("overall", "AGENCY OVERALL"),),
    (Column("pending", "Pending at start"), Column("received", "Received")),
    (Block(None, ("pending", "received"), ("overall",)),),
    open_rows=Row("components", "Agency / Component"),
)
OPEN_FORM = Form("us", "2024", "Report", None, None, (), (OPEN,), (*UNITS, Unit("days")))


def test_open_rows():
    """Rows that nobody knew beforehand are named by themselves; a known one has its own name."""
    report = read(
        "Agency / Component|Pending at start|Received\nOffice of Ice|1,200|30\nOffice of Fire|3\nAGENCY OVERALL|1|33",
        forms=(OPEN_FORM,),
    )

    assert values(report, "received") == {
        "Office of Ice": [1200, 30],
        "Office of Fire": [3],
        "overall": [1, 33],
    }
    assert keys(report) == ["cell-missing"]


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        pytest.param("A|1|2\nA|3|4", "reading.doubt-twice", id="the same name twice"),
        pytest.param("A|1|2\n|3|4", "reading.doubt-rows", id="no name"),
        pytest.param("A|1|2|3\n|||", "reading.doubt-columns", id="a figure too many"),
    ],
)
def test_open_rows_in_doubt(lines, doubt):
    """Open rows are doubted as others are."""
    report = read(f"Agency / Component|Pending at start|Received\n{lines}", forms=(OPEN_FORM,))

    assert dict(report.partly_read) == {"received": doubt}


def test_foreign_table():
    """A table of something else is no table of the form; its rows are text of the part that they stand in."""
    report = read(DISCLOSURE, "六、其他需要报告的事项", "序号|事项|数量\n1|培训|12")

    assert [p.text for p in report.sections[0].paragraphs] == ["序号 | 事项 | 数量", "1 | 培训 | 12"]


def test_spans():
    """A group's cell reaches over the rows that it spans, and no further."""
    header = RawRow(
        tuple(RawCell(t, i + 2) for i, t in enumerate(c.label for c in FORM_2021.table("依申请公开").columns))
    )
    labels = ["1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物"]
    rows = [header]
    for i, text in enumerate(labels):
        group = (RawCell("（五）不予处理", 0, row_span=3),) if i == 0 else ()
        rows.append(RawRow((*group, RawCell(text, 1), *(RawCell("1", 2 + j) for j in range(7)))))
    rows.append(RawRow((RawCell("（七）总计", 0, column_span=2), *(RawCell("3", 2 + j) for j in range(7)))))
    report = read(Fragment(tuple(rows)))

    assert list(values(report, "依申请公开")) == ["信访举报投诉", "重复申请", "公开出版物", "办理总计"]
