"""What a person sees on paper is what is read: final text, controls, boxes, merged cells, numbers that Word makes."""

from __future__ import annotations

import pytest

from compliance.errors import ReadError
from compliance.messages import say
from compliance.readers.docx import docx_document, read_docx
from tests.readers.printed_forms import FORM_2021, FORMS
from tests.readers.rendered import docx, package, paragraph, relationships, run, word_cell, word_table
from tests.readers.told import tables, texts, told


def read(body: str, **parts: str):
    """The document with this body."""
    return docx_document(docx(body, **parts), "r.docx")


def boxed(content: str) -> str:
    """A text box as Word writes it: once for new versions, once more for old ones."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str) -> str:
    """A field with its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + result + mark("end")


def control(content: str) -> str:
    """A content control round something."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(paragraph("收到申请37件"), ["收到申请37件"], id="plain"),
        pytest.param(paragraph(run("收到申请") + run("37") + run("件")), ["收到申请37件"], id="several runs"),
        pytest.param(paragraph(f"<w:ins>{run('37件')}</w:ins>"), ["37件"], id="inserted"),
        pytest.param(
            paragraph(f"<w:del><w:r><w:delText>35</w:delText></w:r></w:del>{run('37件')}"),
            ["37件"],
            id="deleted",
        ),
        pytest.param(
            paragraph(f"<w:moveFrom>{run('旧')}</w:moveFrom>{run('中')}<w:moveTo>{run('新')}</w:moveTo>"),
            ["中新"],
            id="moved",
        ),
        pytest.param(
            paragraph("收到申请", "<w:rPr><w:del/></w:rPr>") + paragraph("37件"),
            ["收到申请37件"],
            id="end of paragraph deleted",
        ),
        pytest.param(
            paragraph("最后一段", "<w:rPr><w:del/></w:rPr>"),
            ["最后一段"],
            id="end of the last paragraph deleted",
        ),
        pytest.param(control(paragraph("37件")), ["37件"], id="control round a paragraph"),
        pytest.param(
            paragraph(run("收到") + control(run("37件"))), ["收到37件"], id="control in a paragraph"
        ),
        pytest.param(control(control(paragraph("37件"))), ["37件"], id="control in a control"),
        pytest.param(paragraph(f"<w:hyperlink>{run('见附件')}</w:hyperlink>"), ["见附件"], id="link"),
        pytest.param(
            paragraph(f'<w:fldSimple w:instr="PAGE">{run("37")}</w:fldSimple>'), ["37"], id="simple field"
        ),
        pytest.param(paragraph(field("=SUM(ABOVE)", run("37"))), ["37"], id="field: the result is shown"),
        pytest.param(
            paragraph(field(f"IF {field('PAGE', run('1'))} = 1", run("37"))), ["37"], id="field in a field"
        ),
        pytest.param(
            paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + paragraph("37件"),
            ["37件"],
            id="a field that never ends is none",
        ),
        pytest.param(
            paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>') + paragraph("37件"),
            ["37件"],
            id="a field that never began",
        ),
        pytest.param(
            paragraph(field('TOC \\o "1-3"', run("一、总体情况 1"))) + paragraph("一、总体情况"),
            ["一、总体情况"],
            id="a table of contents repeats headings",
        ),
        pytest.param(
            paragraph(run("上") + "<w:r><w:br/></w:r>" + run("下")),
            ["上", "下"],
            id="a line break ends a paragraph",
        ),
        pytest.param(
            paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>"),
            ["a\tb-c"],
            id="tab and hyphen",
        ),
        pytest.param(
            paragraph('<w:r><w:sym w:font="Wingdings" w:char="2713"/><w:sym w:char="x"/></w:r>'),
            ["✓"],
            id="sign of a font",
        ),
        pytest.param(
            paragraph(
                '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback><w:t>☑</w:t></mc:Fallback>'
                "</mc:AlternateContent></w:r>"
            ),
            ["☑"],
            id="sign for new versions, with its text",
        ),
        pytest.param(
            paragraph(
                f"<w:r><w:ruby><w:rt>{run('zhōng')}</w:rt><w:rubyBase>{run('中')}</w:rubyBase></w:ruby></w:r>"
            ),
            ["中"],
            id="pronunciation is not text",
        ),
        pytest.param(paragraph("<m:oMath><m:r><m:t>95.5%</m:t></m:r></m:oMath>"), ["95.5%"], id="formula"),
        pytest.param(paragraph(boxed(paragraph("框里")) + run("正文")), ["正文", "框里"], id="text box once"),
        pytest.param(
            paragraph(boxed(paragraph(boxed(paragraph("里")) + run("外")))),
            ["外", "里"],
            id="text box in a text box",
        ),
        pytest.param(
            paragraph(
                f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('框里')}</w:txbxContent></v:textbox></w:pict></w:r>"
            ),
            ["框里"],
            id="text box of an old version",
        ),
        pytest.param(
            f"<mc:AlternateContent><mc:Fallback>{paragraph('旧')}</mc:Fallback></mc:AlternateContent>",
            ["旧"],
            id="only a fallback",
        ),
        pytest.param(paragraph(run("看得见") + run("看不见", "<w:vanish/>")), ["看得见"], id="hidden"),
        pytest.param(paragraph(run("不隐藏", '<w:vanish w:val="0"/>')), ["不隐藏"], id="not hidden"),
        pytest.param(
            paragraph("\u3000\u3000\u200b收到37件\u00a0"), ["收到37件"], id="white space at the ends"
        ),
        pytest.param(
            paragraph('<w:r><w:sym w:char="D800"/><w:t>件</w:t></w:r>'), ["件"], id="half a character"
        ),
        pytest.param(paragraph(""), [], id="empty"),
    ],
)
def test_text(body, expected):
    """The text of paragraphs is the final text as it is shown."""
    assert told(read(body)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([word_cell("规章") + word_cell("")], ["0:规章 | 1:"], id="a blank cell is there"),
        pytest.param(
            [word_cell("总", '<w:gridSpan w:val="3"/>') + word_cell("5")],
            ["0-2:总 | 3:5"],
            id="merged across",
        ),
        pytest.param(
            [
                word_cell("组", '<w:vMerge w:val="restart"/>') + word_cell("1"),
                word_cell("", "<w:vMerge/>") + word_cell("2"),
                word_cell("", '<w:vMerge w:val="continue"/>') + word_cell("3"),
                word_cell("新", '<w:vMerge w:val="restart"/>') + word_cell("4"),
                word_cell("", "<w:vMerge/>") + word_cell("5"),
            ],
            ["0v3:组 | 1:1", "1:2", "1:3", "0v2:新 | 1:4", "1:5"],
            id="merged down, twice",
        ),
        pytest.param(
            [word_cell("a") + word_cell("b"), word_cell("c", "<w:vMerge/>") + word_cell("d")],
            ["0:a | 1:b", "0:c | 1:d"],
            id="goes on with nothing",
        ),
        pytest.param(
            [
                word_cell("a", '<w:hMerge w:val="restart"/>') + word_cell("", "<w:hMerge/>") + word_cell("b"),
            ],
            ["0-1:a | 2:b"],
            id="merged across as old versions do",
        ),
        pytest.param(
            [
                word_cell("a", '<w:vMerge w:val="restart"/>') + word_cell("b", '<w:vMerge w:val="restart"/>'),
                word_cell("", "<w:vMerge/>") + word_cell("", "<w:vMerge/>"),
                word_cell("", "<w:vMerge/>") + word_cell("c"),
            ],
            ["0v2:a | 1:b", "1:c"],
            id="a row in which nothing begins has no height",
        ),
        pytest.param(
            ['<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + word_cell("a") + word_cell("b")],
            ["2:a | 3:b"],
            id="columns left free in front",
        ),
        pytest.param(
            [word_cell("a") + word_cell("b"), "<w:trPr><w:del/></w:trPr>" + word_cell("x") + word_cell("y")],
            ["0:a | 1:b"],
            id="row deleted",
        ),
        pytest.param(
            ["<w:trPr><w:ins/></w:trPr>" + word_cell("a") + word_cell("b")], ["0:a | 1:b"], id="row inserted"
        ),
        pytest.param(
            [
                word_cell("a") + word_cell("b"),
                "<w:trPr><w:hidden/></w:trPr>" + word_cell("x") + word_cell("y"),
            ],
            ["0:a | 1:b"],
            id="row hidden",
        ),
        pytest.param(
            [word_cell("a") + word_cell("x", "<w:cellDel/>") + word_cell("b")],
            ["0:a | 1:b"],
            id="cell deleted",
        ),
        pytest.param(
            [control(word_cell("a")) + word_cell(control(paragraph("b"))), control("")],
            ["0:a | 1:b"],
            id="controls round and in a cell",
        ),
        pytest.param(
            [word_cell(paragraph("未经") + paragraph("复议")) + word_cell(paragraph(run("1") + run("2")))],
            ["0:未经\n复议 | 1:12"],
            id="paragraphs and runs in a cell",
        ),
        pytest.param(
            [word_cell("a") + word_cell(word_table(word_cell("x") + word_cell("y")) + paragraph("b"))],
            ["0:a | 1:b", "0:x | 1:y"],
            id="a nested table stands apart",
        ),
        pytest.param(
            [word_cell("a") + word_cell(paragraph(boxed(paragraph("框里"))))],
            ["0:a | 1:", "框里"],
            id="a text box in a cell stands apart",
        ),
        pytest.param(
            [word_cell(paragraph("一、总体情况") + word_table(word_cell("x") + word_cell("y")))],
            ["一、总体情况", "0:x | 1:y"],
            id="a table of one cell is a frame",
        ),
        pytest.param(
            [word_cell("a") + word_cell(word_table(*[word_cell("x") + word_cell("y")] * 2))],
            ["a", "0:x | 1:y", "0:x | 1:y"],
            id="a table round a larger one is layout",
        ),
    ],
)
def test_tables(rows, expected):
    """Cells stand in their grid columns with their spans; what is merged is given once."""
    assert told(read(word_table(*rows))) == expected


def test_row_in_a_control():
    """Rows and whole tables in content controls are read."""
    row = f"<w:tr>{word_cell('a')}{word_cell('1288')}</w:tr>"

    assert told(read(control(f"<w:tbl>{control(row)}{row}</w:tbl>"))) == ["0:a | 1:1288", "0:a | 1:1288"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(paragraph("没有修订"), [], id="nothing to say"),
        pytest.param(
            paragraph(f"<w:ins>{run('3')}</w:ins><w:ins>{run('7', '<w:b/>')}</w:ins>{run('件')}<w:del/>"),
            ["文件里有 2 处修订没有接受，按接受以后的文字检查"],
            id="changes, one in two type faces",
        ),
        pytest.param(
            paragraph("上", "<w:rPr><w:del/></w:rPr>")
            + paragraph("<w:del/>", "<w:rPr><w:del/></w:rPr>")
            + paragraph("下"),
            ["文件里有 2 处修订没有接受，按接受以后的文字检查"],
            id="ends of paragraphs deleted",
        ),
        pytest.param(
            word_table(
                "<w:trPr><w:ins/></w:trPr>" + word_cell("a") + word_cell("x", "<w:cellDel/>"),
                "<w:trPr><w:del/></w:trPr>" + word_cell("a"),
            ),
            ["文件里有 3 处修订没有接受，按接受以后的文字检查"],
            id="rows and cells changed",
        ),
        pytest.param(
            paragraph(run("实际收到", "<w:vanish/>") + run("39件", "<w:vanish/>")) + paragraph("37件"),
            ["有 1 处隐藏的内容没有读，第一处是“实际收到39件”"],
            id="hidden text",
        ),
        pytest.param(paragraph(run(" ", "<w:vanish/>")), [], id="hidden nothing"),
        pytest.param(
            paragraph(boxed(paragraph("框里")).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")),
            ["有 1 处隐藏的内容没有读，第一处是“框里”"],
            id="hidden text box",
        ),
        pytest.param(
            word_table("<w:trPr><w:hidden/></w:trPr>" + word_cell("39") + word_cell("件"), word_cell("37")),
            ["有 1 处隐藏的内容没有读，第一处是“39件”"],
            id="hidden row",
        ),
        pytest.param(
            word_table(
                word_cell("a", '<w:vMerge w:val="restart"/>') + word_cell("b"),
                word_cell("藏", "<w:vMerge/>") + word_cell("c"),
            ),
            ["有 1 处隐藏的内容没有读，第一处是“藏”"],
            id="text under merged cells",
        ),
        pytest.param(
            paragraph('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>')
            + "<w:altChunk/>",
            ["有 2 个嵌入的对象（例如 Excel 表格）没有读"],
            id="embedded",
        ),
    ],
)
def test_remarks(body, expected):
    """What is left out or not final is told."""
    assert [say("zh", key, **values) for key, values in read(body).remarks] == expected


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="y"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:name w:val="hidden"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
)


def level(index: int, written: str, text: str, more: str = "") -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{written}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>')
    + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>')
    + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    + level(3, "decimal", "%4.", '<w:lvlRestart w:val="0"/>')
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="n"/></w:abstractNum>'
    + '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><mc:AlternateContent '
    + 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="w14">'
    + '<w:numFmt w:val="custom"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback>'
    + '</mc:AlternateContent><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    + f'</w:lvlOverride><w:lvlOverride w:ilvl="1">{level(1, "lowerLetter", "%2)")}</w:lvlOverride></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>'
    + '<w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num>'
)


def styled(style: str, text: str = "文") -> str:
    """A paragraph in a style."""
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def listed(list_id: int, index: int = 0, text: str = "文") -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{list_id}"/></w:numPr>')


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            styled("1") + styled("2") + styled("2") + styled("1") + styled("2"),
            ["# [一、]文", "## [（一）]文", "## [（二）]文", "# [二、]文", "## [（一）]文"],
            id="headings by style",
        ),
        pytest.param(
            listed(1) * 2 + listed(2) + listed(1),
            ["[一、]文", "[二、]文", "[五、]文", "[六、]文"],
            id="a list begins anew",
        ),
        pytest.param(listed(2, 1) * 2, ["[a)]文", "[b)]文"], id="a level written otherwise"),
        pytest.param(listed(1) + listed(1, 2), ["[一、]文", "[1.1.1]文"], id="figures throughout"),
        pytest.param(
            listed(1, 3) + listed(1) + listed(1, 3),
            ["[1.]文", "[一、]文", "[2.]文"],
            id="a level that goes on counting",
        ),
        pytest.param(listed(3), ["文"], id="a bullet is no number"),
        pytest.param(listed(4) + listed(5), ["[01)]文", "[02)]文"], id="custom, and by a numbering style"),
        pytest.param(listed(9) + listed(1, 8), ["文", "文"], id="a list or a level that is not there"),
        pytest.param(
            styled("1") + paragraph("文", '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
            ["# [一、]文", "# 文"],
            id="out of the list",
        ),
        pytest.param(
            paragraph("文", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>'),
            ["[一、]文"],
            id="text in a heading's style",
        ),
        pytest.param(
            listed(1)
            + paragraph(
                f"<w:del>{run('删')}</w:del>",
                '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
            )
            + paragraph(run("藏", "<w:vanish/>"), '<w:numPr><w:numId w:val="1"/></w:numPr>')
            + listed(1, 0, "")
            + listed(1),
            ["[一、]文", "[三、]文"],
            id="deleted and hidden paragraphs are not counted, empty ones are",
        ),
        pytest.param(
            styled("x") + styled("没有"), ["文", "文"], id="styles that run in a circle, or are not there"
        ),
        pytest.param(styled("toc", "一、总体情况 1"), [], id="an entry of a table of contents"),
        pytest.param(
            paragraph(run("看") + run("藏", '<w:rStyle w:val="h"/>')), ["看"], id="hidden by a style"
        ),
    ],
)
def test_numbers_that_word_makes(body, expected):
    """Numbers of headings and lists are told, with the outline level."""
    assert texts(read(body, styles=STYLES, numbering=NUMBERING)) == expected


def test_number_in_a_cell():
    """In a cell the number that Word makes stands before the label, or alone."""
    body = word_table(word_cell(listed(4, 0, "属于国家秘密")) + word_cell(listed(4, 0, "")))

    assert told(read(body, numbering=NUMBERING)) == ["0:01)属于国家秘密 | 1:02)"]


def test_places():
    """A place finds its element again by counting, deleted text and all."""
    body = (
        paragraph(f"<w:del>{run('删')}</w:del>")
        + paragraph("<w:del/>" + run(" ") + run("文"))
        + word_table("<w:trPr><w:del/></w:trPr>" + word_cell("x"), word_cell("a") + word_cell("b"))
    )
    document = read(body)

    assert document.blocks[0].at.to_json() == {
        "part": "word/document.xml",
        "block": 1,
        "paragraph": 1,
        "run": 1,
    }
    assert tables(document)[0].rows[0].cells[1].at.to_json() == {
        "part": "word/document.xml",
        "block": 2,
        "table": 0,
        "row": 1,
        "cell": 1,
    }


def test_title_of_the_file():
    """The document's property title is metadata."""
    assert read(paragraph("文"), title=" 年度报告 ").metadata == {"title": "年度报告"}
    assert read(paragraph("文")).metadata == {}


def test_strict_dialect():
    """ISO 29500 Strict has other names for the same elements."""
    strict = docx(word_table(word_cell("a") + word_cell("b")))
    parts = {"_rels/.rels": relationships(officeDocument="d.xml")}
    body = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>%s</w:body></w:document>'
    parts["d.xml"] = body % paragraph("文")

    assert told(docx_document(package(parts), "r.docx")) == ["文"]
    assert told(docx_document(strict, "r.docx")) == ["0:a | 1:b"]


def test_no_body():
    """A part that is no document is damage."""
    parts = {"_rels/.rels": relationships(officeDocument="d.xml"), "d.xml": "<x/>"}
    with pytest.raises(ReadError) as refusal:
        docx_document(package(parts), "r.docx")

    assert str(refusal.value) == "r.docx: 文件损坏，d.xml 读不出来。请打开后另存一份再检查"


def test_template(corpus):
    """The official template, not filled in: all 200 cells are there and blank, and every label is the form's."""
    report = read_docx((corpus / "template-2021.docx").read_bytes(), "template.docx", FORMS)
    cells = {
        (t, r, c): cell
        for t, rows in report.tables.items()
        for r, row in rows.items()
        for c, cell in row.items()
    }

    assert list(cells) == [(cell.table, cell.row, cell.column) for cell in FORM_2021.cells]
    assert all(cell.is_blank for cell in cells.values())
    assert [part.number for part in report.sections] == list("一二三四五六")
    assert not report.remarks
    assert not report.partly_read


def test_python_docx():
    """A document that another program made reads alike: merged cells, a number with its unit, a comment left alone."""
    docx_library = pytest.importorskip("docx")
    from io import BytesIO

    made = docx_library.Document()
    made.add_heading("一、总体情况", level=1)
    table = made.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "组"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "22件"
    table.cell(1, 2).text = "5"
    made.add_comment(made.paragraphs[0].runs, text="请核对", author="审核")
    out = BytesIO()
    made.save(out)

    assert told(docx_document(out.getvalue(), "r.docx")) == [
        "# 一、总体情况",
        "0v2:组 | 1-2:22件",
        "1: | 2:5",
    ]
