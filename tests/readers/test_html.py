"""Web pages read as a browser shows them: spans, layout tables, hidden elements, encodings, what the portal says."""

from __future__ import annotations

import csv

import pytest

from compliance.errors import ReadError
from compliance.messages import say
from compliance.readers.html import html_document, read_html
from tests.readers.printed_forms import FORM_2019, FORM_2021, FORMS
from tests.readers.rendered import page
from tests.readers.told import tables, texts, told


def read(body: str, head: str = ""):
    """The document of a page."""
    return html_document(page(body, head).encode(), "r.html")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>收到37件</p>", ["收到37件"], id="paragraph"),
        pytest.param("<p>收到<span><font>37</font></span>件</p>", ["收到37件"], id="spans"),
        pytest.param("上<p>中</p>下", ["上", "中", "下"], id="text between elements"),
        pytest.param("<div>上<div>中</div>下</div>", ["上", "中", "下"], id="nested blocks"),
        pytest.param("<p>上<br>下</p>", ["上", "下"], id="a line break ends a paragraph"),
        pytest.param("<p>公开信\n   息37件</p>", ["公开信息37件"], id="line end between Chinese characters"),
        pytest.param("<p>共\n37\n件 a\n b</p>", ["共 37 件 a b"], id="other line ends are spaces"),
        pytest.param(
            "<p>&nbsp;&#12288;&#8203;收到&nbsp;37</p>", ["收到\xa037"], id="white space at the ends"
        ),
        pytest.param("<p>上</p><p> </p><p>&nbsp;</p>", ["上"], id="empty paragraphs"),
        pytest.param("<pre>一、总体情况\n正文\n</pre>后", ["一、总体情况", "正文", "后"], id="preformatted"),
        pytest.param("<h1>题</h1><h3>小题</h3>", ["# 题", "### 小题"], id="headings"),
        pytest.param("<ul><li>甲<li>乙</ul>", ["甲", "乙"], id="list"),
        pytest.param(
            "<script>x</script><style>x</style><noscript>x</noscript><select><option>x</select><p>文</p>",
            ["文"],
            id="what is not shown",
        ),
        pytest.param("<p>a<!-- x --><?x y?>b<o:p>c</o:p></p>", ["abc"], id="comments and foreign elements"),
        pytest.param("<p>a<span style='DISPLAY: none'>x</span>b</p>", ["ab"], id="hidden by style"),
        pytest.param("<p hidden>x</p><p>文</p>", ["文"], id="hidden by attribute"),
        pytest.param(
            "<p>共<input value='37'><input type=hidden value=x>件</p>", ["共37件"], id="filled-in fields"
        ),
        pytest.param("<p>a\0b</p>", ["ab"], id="NUL"),
    ],
)
def test_text(body, expected):
    """Text is what is seen, one paragraph a line."""
    assert told(read(body)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<tr><td>a<td>&nbsp;<td></td>", ["0:a | 1: | 2:"], id="blank cells are there"),
        pytest.param(
            "<tr><td colspan=2>a<td>b<tr><td>1<td>2<td>3", ["0-1:a | 2:b", "0:1 | 1:2 | 2:3"], id="colspan"
        ),
        pytest.param(
            "<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e",
            ["0v2:a | 1:b", "1:c", "0:d | 1:e"],
            id="rowspan",
        ),
        pytest.param(
            "<tr><td>a<td rowspan=2 colspan=2>b<td>c<tr><td>d<td>e",
            ["0:a | 1-2v2:b | 3:c", "0:d | 3:e"],
            id="both",
        ),
        pytest.param(
            "<tbody><tr><td rowspan=0>a<td>1<tr><td>2</tbody><tbody><tr><td>b<td>3",
            ["0v2:a | 1:1", "1:2", "0:b | 1:3"],
            id="rowspan 0 reaches to the end of the group",
        ),
        pytest.param(
            "<tr><td rowspan=99>a<td>1<tr><td>2", ["0v2:a | 1:1", "1:2"], id="rowspan beyond the table"
        ),
        pytest.param(
            "<tr><td colspan=9999>a<tr><td>1<td>2", ["0-1:a", "0:1 | 1:2"], id="colspan beyond the table"
        ),
        pytest.param(
            '<tr><td colspan="2px">a<td colspan="x">b<td colspan="-2">c<td colspan="0">d',
            ["0-1:a | 2:b | 3:c | 4:d"],
            id="spans that are no numbers",
        ),
        pytest.param("<td>a<td>b<tr><td>c<td>d", ["0:a | 1:b", "0:c | 1:d"], id="cells without a row"),
        pytest.param("<tr><td>a</tr><td>b", ["0:a", "0:b"], id="a cell behind a row"),
        pytest.param("<tr></tr><tr><th>a<td>b", ["0:a | 1:b"], id="an empty row"),
        pytest.param(
            "<tr><td><p>未经</p><p>复议</p><td>1<br>2", ["0:未经\n复议 | 1:1\n2"], id="paragraphs in a cell"
        ),
        pytest.param("<tr><td><span>2</span><b>2</b>件<td>x", ["0:22件 | 1:x"], id="spans in a cell"),
        pytest.param("<caption>表二</caption><tr><td>a<td>b", ["表二", "0:a | 1:b"], id="caption"),
        pytest.param(
            "<tr><td>a<td>b</tr><p>散</p><tr><td>c<td>d",
            ["散", "0:a | 1:b", "0:c | 1:d"],
            id="text between rows",
        ),
        pytest.param(
            "<tr><td>a<td><table><tr><td>x<td>y</table>b",
            ["0:a | 1:b", "0:x | 1:y"],
            id="a nested table stands apart",
        ),
        pytest.param(
            "<tr><td>左</td><td><p>一、总体情况</p><table><tr><td>x<td>y<tr><td>1<td>2</table></td>",
            ["左", "一、总体情况", "0:x | 1:y", "0:1 | 1:2"],
            id="layout dissolves",
        ),
        pytest.param(
            "<tr><td><table><tr><td><table><tr><td>x<td>y</table></table></td>",
            ["0:x | 1:y"],
            id="frames in frames",
        ),
        pytest.param("<tr><td>a<td style='display:none'>x<td>b", ["0:a | 1:b"], id="hidden cell"),
    ],
)
def test_tables(body, expected):
    """Cells stand where a browser puts them."""
    assert told(read(f"<table>{body}</table>")) == expected


def test_cell_outside_of_a_table():
    """A cell without a table is text."""
    assert told(read("<td>37件</td>")) == ["37件"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("<p>收到37件".encode(), "收到37件", id="UTF-8, not said"),
        pytest.param("<p>收到37件".encode("gb18030"), "收到37件", id="GB18030, not said"),
        pytest.param(
            '<meta charset="gb2312"><p>㐀收到37件'.encode("gb18030"),
            "㐀收到37件",
            id="GB18030, called gb2312",
        ),
        pytest.param('<meta charset="gb2312"><p>收到37件'.encode(), "收到37件", id="UTF-8, called gb2312"),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>收到37件'.replace(
                "收", "信"
            ).encode("big5"),
            "信到37件",
            id="Big5, said",
        ),
        pytest.param("<p>收到37件".encode("utf-16"), "收到37件", id="UTF-16 with its mark"),
        pytest.param(b"\xef\xbb\xbf" + "<p>收到37件".encode(), "收到37件", id="UTF-8 with its mark"),
        pytest.param(
            "<?xml version='1.0' encoding='gb2312'?><p>收到37件".encode(),
            "收到37件",
            id="XML declaration that lies",
        ),
    ],
)
def test_encodings(data, expected):
    """Bytes are text by their mark, as UTF-8, as the page says, as GB18030: in this order."""
    assert texts(html_document(data, "r.html")) == [expected]


PARTS = "<p>一、总体情况</p><p>收到37件。</p><p>二、主动公开</p><p>三、依申请公开</p><p>没有收费</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "<ul><li>首页</ul><div class=nav>政务公开</div><h2>某局报告</h2><div>某局年度报告</div>"
            f"<table><tr><td>索引号<td>1</table><div>{PARTS}</div><p>扫一扫</p><p>说明。</p>",
            ["## 某局报告", "某局年度报告", "说明。"],
            id="only headings, sentences and what calls itself a report",
        ),
        pytest.param(
            f"<div>{PARTS}</div><table><tr><td>x<td>1</table>",
            ["0:x | 1:1"],
            id="tables behind the text are kept",
        ),
        pytest.param(
            f"<p>首页</p>{PARTS}<p>扫一扫</p>", ["首页", "扫一扫"], id="nothing is known to be round it"
        ),
    ],
)
def test_furniture(body, expected):
    """Around the text only what may belong to the report is kept."""
    inside = ["一、总体情况", "收到37件。", "二、主动公开", "三、依申请公开", "没有收费"]

    assert [line for line in told(read(body)) if line not in inside] == expected
    assert [line for line in told(read(body)) if line in inside] == inside


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>文</p>", [], id="nothing to say"),
        pytest.param(
            f"<div>{PARTS}<span style='display:none'>实际 39件</span><p hidden> </p></div><p hidden>广告</p>",
            ["有 1 处隐藏的内容没有读，第一处是“实际 39件”"],
            id="hidden in the text, not around it",
        ),
        pytest.param(
            "<table><tr>" + "<td>x" * 205 + "</table>", ["有表格超过 200 列，后面的列没有读"], id="too wide"
        ),
    ],
)
def test_remarks(body, expected):
    """What is left out is told."""
    assert [say("zh", key, **values) for key, values in read(body).remarks] == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param("", "<p>文</p>", {}, id="nothing said"),
        pytest.param(
            '<meta name="ArticleTitle" content="某局2024年报告"><meta name="PubDate" content="2025-01-9 10:20">',
            "<h1>题</h1><p>发布日期：2025-02-01</p>",
            {"title": "某局2024年报告", "published": "2025-01-09"},
            id="meta elements first",
        ),
        pytest.param(
            "<title>某局2024年报告_年报-某市</title>",
            "文",
            {"title": "某局2024年报告"},
            id="title of the page",
        ),
        pytest.param(
            "<title>x</title>",
            "<h1>某局2024年报告</h1>",
            {"title": "某局2024年报告"},
            id="heading of the page",
        ),
        pytest.param(
            "",
            "<div><span>发布日期：</span><span>2025年1月9日</span> 发布机构：某县某局 来源：x</div>",
            {"published": "2025-01-09", "agency": "某县某局"},
            id="a line above the text",
        ),
        pytest.param(
            "",
            "<table><tr><td>发布机构<td>某县某局<tr><td>公开日期<td><publishtime>2025-01-09</publishtime></table>",
            {"published": "2025-01-09", "agency": "某县某局"},
            id="a card above the text",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2025-01-09T08:00"><meta name=publisher content=某局>',
            "<p>发布机构： 发布日期：</p>",
            {"published": "2025-01-09", "agency": "某局"},
            id="fields without a value",
        ),
        pytest.param(
            "", "<p>成文日期：2025-01-09</p><p>采集时间：2025-12-30</p>", {}, id="signed is not published"
        ),
        pytest.param("", "<p>一、总体情况</p><p>发布日期：2025-01-09</p>", {}, id="not in the text itself"),
    ],
)
def test_portal(head, body, expected):
    """Title, publisher and date of publication are what the portal says."""
    assert read(body, head).metadata == expected


def test_places():
    """Element path and source line; a path that would help nobody is left out."""
    document = read(
        "<div>\n<p>上</p>\n<p>中<b>下</b></p>\n<table><tr><td>a<td>b</table></div>" + "<div>" * 90 + "<p>深"
    )

    assert [block.at.to_json() for block in document.blocks] == [
        {"line": 3, "path": "/html/body/div[1]/p[1]"},
        {"line": 4, "path": "/html/body/div[1]/p[2]"},
        {"line": 5, "path": "/html/body/div[1]/table[1]"},
        {"line": 5},
    ]
    assert tables(document)[0].rows[0].cells[1].at.path == "/html/body/div[1]/table[1]/tr[1]/td[2]"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"<html></html>", "documents.no-text", id="empty"),
        pytest.param(b"  ", "documents.no-text", id="white space"),
        pytest.param(b"<html><frameset><frame src=x></frameset></html>", "documents.no-text", id="frames"),
        pytest.param(b"<div>" * 300 + b"x", "documents.too-deep", id="too deep for the parser"),
        pytest.param(b"<p>\xff\xff\xff", "reading.encoding", id="in no encoding"),
    ],
)
def test_refused(data, expected):
    """A page that cannot be read in full is refused with the reason and what to do."""
    with pytest.raises(ReadError) as refusal:
        html_document(data, "r.html")

    assert refusal.value.message.key == expected


@pytest.mark.parametrize(
    ("file", "form", "disclosure"),
    [
        pytest.param("shuyang-drb-2023", FORM_2021, [0, 0, 0, 8, 0, 18, 0, 0, 0, 0], id="shuyang-drb-2023"),
        pytest.param(
            "hangzhou-style-2025",
            FORM_2021,
            [3, 5, 74, 564, 984, 4185, 11398889, 6937489, 166105, 316441],
            id="hangzhou-style-2025",
        ),
        pytest.param(
            "pingtan-2019",
            FORM_2019,
            [
                0,
                0,
                0,
                89,
                89,
                89,
                396,
                0,
                181,
                10,
                0,
                153,
                2648,
                0,
                430,
                126,
                0,
                25,
                35,
                0,
                135,
                "75394432.52",
            ],
            id="pingtan-2019",
        ),
    ],
)
def test_corpus(corpus, file, form, disclosure):
    """Every cell of a real page is what a person decoded by hand, a blank a blank, with nothing to remark."""
    report = read_html((corpus / f"{file}.html").read_bytes(), f"{file}.html", FORMS)
    with (corpus / f"{file}.tables.csv").open(encoding="utf-8-sig", newline="") as lines:
        truth = list(csv.reader(lines))

    def seen(table: str) -> list[str]:
        assert [cell for cells in report.tables[table].values() for cell in cells.values() if cell.text] == []
        return [
            "" if cell.is_blank else str(cell.value)
            for cells in report.tables[table].values()
            for cell in cells.values()
        ]

    assert report.form == form.edition
    assert [(t, r, c) for t, rows in report.tables.items() for r, cells in rows.items() for c in cells] == [
        (cell.table, cell.row, cell.column) for cell in form.cells
    ]
    assert seen("依申请公开") == [figure for line in truth[2:-2] for figure in line[1:]]
    assert seen("复议诉讼") == truth[-1][1:]
    assert seen("主动公开") == [str(figure) for figure in disclosure]
    assert not report.partly_read
    assert not report.remarks


def test_shuyang_head(corpus):
    """The card above the text tells the date of publication; the archive's own date does not."""
    report = read_html((corpus / "shuyang-drb-2023.html").read_bytes(), "shuyang.html", FORMS)

    assert report.title == "沭阳县发展和改革局2023年政府信息公开年度报告"
    assert (report.agency, report.agency_kind, report.year) == ("沭阳县发展和改革局", "department", 2023)
    assert (report.published, report.period_from, report.period_to) == (
        "2024-01-17",
        "2023-01-01",
        "2023-12-31",
    )
    assert [part.number for part in report.sections] == list("一二三四五六")
