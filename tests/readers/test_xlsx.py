"""Workbooks: values as stored, merged cells once, prose told from tables, and what is hidden or not computed said."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.errors import ReadError
from compliance.messages import say
from compliance.readers.numberformats import NumberFormats
from compliance.readers.xlsx import read_xlsx, xlsx_document
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import R, S, package, relationships, xlsx
from tests.readers.told import tables, told


def read(*sheets: str, **more):
    """The document of a workbook with these sheets."""
    return xlsx_document(xlsx(*sheets, **more), "r.xlsx")


def sheet(*rows: str, after: str = "", before: str = "") -> str:
    """A worksheet of rows, each the markup of its cells."""
    data = "".join(row if row.startswith("<row") else f"<row>{row}</row>" for row in rows)
    return f"{before}<sheetData>{data}</sheetData>{after}"


def text(content: str, at: str = "") -> str:
    """A cell with its text in it."""
    return f'<c t="inlineStr" r="{at}"><is><t>{content}</t></is></c>'


def merged(*areas: str) -> str:
    """Merged cells."""
    return "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in areas) + "</mergeCells>"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("<c><v>3001.0</v></c>", "3001", id="a whole number stored as a fraction"),
        pytest.param("<c><v>0.30000000000000004</v></c>", "0.3", id="noise of the binary fraction"),
        pytest.param("<c><v>1.5E3</v></c>", "1500", id="exponent"),
        pytest.param("<c><v>-18</v></c>", "-18", id="negative"),
        pytest.param("<c><v>0</v></c>", "0", id="zero is there"),
        pytest.param("<c><v>1E+300</v></c>", "1E+300", id="no count"),
        pytest.param("<c><v>NaN</v></c>", "NaN", id="no number"),
        pytest.param(text("3001"), "3001", id="a number stored as text"),
        pytest.param(text(" 22（其中修订16件） "), "22（其中修订16件）", id="a number with a note"),
        pytest.param(
            '<c t="s"><v>0</v></c>', "公开信息", id="shared text in two type faces, not as it is spoken"
        ),
        pytest.param('<c t="s"><v>9</v></c>', "", id="shared text that is not there"),
        pytest.param('<c t="str"><f>A1</f><v>已公开</v></c>', "已公开", id="formula with a text"),
        pytest.param('<c t="str"><f>A1</f><v></v></c>', "", id="formula with an empty text"),
        pytest.param("<c><f>SUM(A1:A3)</f><v>37</v></c>", "37", id="formula with its result"),
        pytest.param("<c><f>SUM(A1:A3)</f></c>", "=SUM(A1:A3)", id="formula without a result"),
        pytest.param('<c><f t="shared" si="0"/><v/></c>', "=…", id="shared formula without a result"),
        pytest.param('<c t="e"><v>#REF!</v></c>', "#REF!", id="error"),
        pytest.param('<c t="b"><v>1</v></c>', "TRUE", id="true"),
        pytest.param('<c t="b"><v>0</v></c>', "FALSE", id="false"),
        pytest.param('<c t="d"><v>2021-12-31</v></c>', "2021-12-31", id="date as text"),
        pytest.param('<c t="inlineStr"/>', "", id="text without text"),
        pytest.param(text("一行_x000D_\n二行_x0041_"), "一行\n二行A", id="escaped characters"),
        pytest.param(text("_x001B_[31m3_xD800_件"), "[31m3件", id="controls and half a character"),
        pytest.param('<c s="1"><v>0.125</v></c>', "12.5%", id="per cent"),
        pytest.param('<c s="2"><v>44561</v></c>', "2021-12-31", id="date"),
        pytest.param('<c s="3"><v>22</v></c>', "22件", id="a unit in the format"),
        pytest.param('<c s="4"><v>44561</v></c>', "2021-12-31", id="date in the office's own format"),
        pytest.param('<c s="5"><v>3119</v></c>', "3119", id="accounting"),
        pytest.param('<c s="2"><v>5</v></c>', "5", id="too early for a date"),
        pytest.param("<c><v>12e</v></c>", "12e", id="a number that is none"),
        pytest.param('<c s="99"><v>5</v></c>', "5", id="style that is not there"),
    ],
)
def test_values(cell, expected):
    """A cell holds what is stored, as exactly as Excel keeps it."""
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="0&quot;件&quot;;-0"/>'
        '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
        '<numFmt numFmtId="166" formatCode="_ * #,##0_ ;_ * \\-#,##0_ ;_ * &quot;-&quot;??_ "/></numFmts>'
        "<cellXfs>" + "".join(f'<xf numFmtId="{key}"/>' for key in (0, 10, 14, 164, 165, 166)) + "</cellXfs>"
    )
    texts = '<si><r><t>公开</t></r><r><t>信息</t></r><rPh sb="0" eb="1"><t>gong</t></rPh></si>'
    document = read(sheet(text("标") + cell + text("尾")), texts=texts, styles=styles)

    assert told(document) == [f"0:标 | 1:{expected} | 2:尾"]


def test_dates_since_1904():
    """Workbooks from old Macs count their days from another one."""
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    document = read(
        sheet('<c s="0"><v>43099</v></c>' * 2), styles=styles, workbook='<workbookPr date1904="1"/>'
    )

    assert told(document) == ["0:2021-12-31 | 1:2021-12-31"]


@given(st.decimals(-(10**12), 10**12, places=4, allow_nan=False))
def test_no_figure_is_changed(number):
    """A figure of up to fifteen digits is the same after it went through a binary fraction."""
    exact = Decimal(f"{number:.15g}")

    assert Decimal(NumberFormats(()).text(repr(float(exact)), 0)) == exact


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        pytest.param([sheet(text("a") + text("b"))], ["0:a | 1:b"], id="a row"),
        pytest.param(
            [sheet(text("a", "B2") + text("b", "D2"))], ["1:a | 2: | 3:b"], id="addresses, a blank between"
        ),
        pytest.param(
            [sheet(text("××局2024年度报告"), text("a") + text("b"))],
            ["××局2024年度报告", "0:a | 1:b"],
            id="title over a table",
        ),
        pytest.param(
            [sheet(text("一、总体情况"), text("公开了信息。\n回复了申请。"), text("二、主动公开"))],
            ["一、总体情况", "公开了信息。", "回复了申请。", "二、主动公开"],
            id="prose",
        ),
        pytest.param(
            [sheet(text("表一") + text("1"), "", text("a") + text("b"))],
            ["0:表一 | 1:1", "0:a | 1:b"],
            id="two tables",
        ),
        pytest.param(
            [sheet(text("a") + text("1"), text("没有数字的标签"), text("也没有"), text("b") + text("2"))],
            ["0:a | 1:1", "0:没有数字的标签 | 1:", "0:也没有 | 1:", "0:b | 1:2"],
            id="labels without figures stand with the table",
        ),
        pytest.param(
            [sheet(text("第二十条第（一）项"), text("规章") + text("5"))],
            ["0:第二十条第（一）项 | 1:", "0:规章 | 1:5"],
            id="title in a table",
        ),
        pytest.param(
            [
                sheet(
                    text("a", "A1") + text("b", "C1"),
                    text("c", "A2") + text("d", "C2"),
                    after=merged("A1:B1", "A2:B2"),
                )
            ],
            ["0-1:a | 2:b", "0-1:c | 2:d"],
            id="merged across",
        ),
        pytest.param(
            [
                sheet(
                    text("组", "A1") + text("1", "B1"),
                    '<row r="3">' + text("2", "B3") + "</row>",
                    after=merged("A1:A3", "D9:E9", "x", "A1:x1"),
                )
            ],
            ["0v2:组 | 1:1", "1:2"],
            id="merged down over an empty row",
        ),
        pytest.param(
            [sheet(text("a", "A1") + text("b", "B1"), after=merged("A1:XFD1048576"))],
            ["a"],
            id="merged over everything",
        ),
        pytest.param([sheet(""), sheet(text("a") + text("b")), sheet("")], ["0:a | 1:b"], id="empty sheets"),
    ],
)
def test_cutting(sheets, expected):
    """Rows that read like prose are paragraphs, what stands together is a table."""
    assert told(read(*sheets)) == expected


@pytest.mark.parametrize("numeral", ["三、", "3.", "（三）"])
def test_heading_over_a_table(numeral):
    """The heading of a part stands over its table without an empty row between, however it is numbered."""
    rows = [
        text("行政许可") + text("5"),
        text(f"{numeral}收到和处理政府信息公开申请情况"),
        text("申请人情况") + text("自然人"),
    ]
    report = read_xlsx(xlsx(sheet(*rows)), "r", FORMS)

    assert [(section.number, section.title) for section in report.sections] == [
        ("三", "收到和处理政府信息公开申请情况")
    ]


def test_row_without_a_figure():
    """A row of the form whose figures are all blank is that, though its label looks like a heading."""
    labels = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows = [
        text("三、收到和处理政府信息公开申请情况"),
        text("申请人情况") + "".join(map(text, labels)),
        text("一、本年新收政府信息公开申请数量"),
        text("二、上年结转政府信息公开申请数量") + text("1") * 7,
        text("四、结转下年度继续办理"),
    ]
    report = read_xlsx(xlsx(sheet(*rows)), "r", FORMS)

    read_rows = report.tables["依申请公开"]
    assert [cell.is_blank for cell in read_rows["本年新收"].values()] == [True] * 7
    assert [cell.value for cell in read_rows["上年结转"].values()] == [1] * 7
    assert [cell.is_blank for cell in read_rows["结转下年度"].values()] == [True] * 7
    assert [section.number for section in report.sections] == ["三"]


def test_name_of_a_sheet():
    """A sheet that is called like a part is headed by its name, unless its first line says so already."""
    names = ("Sheet1", "三、依申请公开", "四、复议诉讼", "表", "藏!")
    sheets = (
        sheet(text("甲")),
        sheet(text("乙")),
        sheet(text("四、复议诉讼情况")),
        sheet(text("丙")),
        sheet(text("丁")),
    )

    assert told(read(*sheets, names=names)) == ["甲", "三、依申请公开", "乙", "四、复议诉讼情况", "丙"]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(read(sheet(text("a"))), [], id="nothing to say"),
        pytest.param(
            read(sheet(text("a")), sheet(text("b")), names=("A", "B!")),
            ["工作表“B”是隐藏的，没有读"],
            id="hidden sheet",
        ),
        pytest.param(
            read(sheet(text("a") + "<c><f>B2</f></c>", text("b") + "<c><f>B3</f></c>")),
            ["有 2 个公式没有存下结果（第一个是“Sheet1”的 B1），不当作数字。请打开、保存后再检查"],
            id="formulas without results",
        ),
        pytest.param(
            read(sheet(text("a"), f'<row hidden="1">{text("实际39件")}</row>')),
            ["有 1 处隐藏的内容没有读，第一处是“实际39件”"],
            id="hidden row",
        ),
        pytest.param(
            read(sheet(text("a") + text("b"), before='<cols><col min="2" max="16384" hidden="1"/></cols>')),
            ["有 1 处隐藏的内容没有读，第一处是“b”"],
            id="hidden columns",
        ),
        pytest.param(
            read(sheet(text("a", "A1") + text("b", "B1"), after=merged("A1:B1"))),
            ["有 1 处隐藏的内容没有读，第一处是“b”"],
            id="text under merged cells",
        ),
        pytest.param(
            read(sheet(text("a") + text("b", "ZZ1"))), ["有表格超过 200 列，后面的列没有读"], id="too wide"
        ),
    ],
)
def test_remarks(document, expected):
    """What is left out or was not computed is told."""
    assert [say("zh", key, **values) for key, values in document.remarks] == expected


def test_places():
    """Sheet and A1 address, of blank cells too."""
    document = read(sheet(text("报告"), text("a") + text("b", "C2")), names=("表三",))

    assert document.blocks[0].at.to_json() == {"sheet": "表三", "ref": "A1"}
    assert [cell.at.ref for cell in tables(document)[0].rows[0].cells] == ["A2", "B2", "C2"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            {"_rels/.rels": relationships(officeDocument="xl/workbook.bin"), "xl/workbook.bin": b"\x83\x01"},
            "documents.old-office",
            id="binary workbook",
        ),
        pytest.param(
            {
                "_rels/.rels": relationships(officeDocument="w.xml"),
                "_rels/w.xml.rels": relationships(worksheet="s.xml"),
                "w.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet r:id="r0"/></sheets></workbook>',
            },
            "documents.part-missing",
            id="sheet missing",
        ),
    ],
)
def test_refused(parts, expected):
    """What is no workbook, or not all of it, is refused."""
    with pytest.raises(ReadError) as refusal:
        xlsx_document(package(parts), "r.xlsx")

    assert refusal.value.message.key == expected


def test_diagram_sheets():
    """Sheets that hold a diagram only are passed over; a workbook needs neither texts nor styles."""
    parts = {
        "_rels/.rels": relationships(officeDocument="w.xml"),
        "_rels/w.xml.rels": relationships(chartsheet="c.xml", styles="none.xml"),
        "w.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">'
        '<sheets><sheet name="图" r:id="r0"/></sheets></workbook>',
    }

    assert told(xlsx_document(package(parts), "r.xlsx")) == []


@settings(max_examples=30)
@given(
    st.lists(
        st.lists(
            st.one_of(st.integers(-(10**6), 10**6), st.text("甲乙丙", max_size=3)), min_size=2, max_size=5
        ),
        min_size=1,
        max_size=6,
    )
)
def test_as_another_library_wrote_it(rows):
    """Every cell of a sheet that another library wrote stands where that library put it."""
    from openpyxl import Workbook

    book = Workbook()
    for i, row in enumerate(rows):
        book.active.append([f"行{i}", "x", *row])
    out = BytesIO()
    book.save(out)
    seen = {
        cell.at.ref: cell.text
        for fragment in tables(xlsx_document(out.getvalue(), "r.xlsx"))
        for row in fragment.rows
        for cell in row.cells
        if cell.text
    }

    assert seen == {
        cell.coordinate: str(cell.value)
        for line in book.active.iter_rows()
        for cell in line
        if cell.value not in (None, "")
    }
