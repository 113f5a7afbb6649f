"""Each comment stands at its cell, its phrase or its heading, whatever the document is made of."""

from __future__ import annotations

import pytest

from compliance.findings import CellRef, Finding, Part, TextRef
from compliance.report import Place, Report, Section
from tests.annotate.documents import PART, at_cell, at_words, enclosed, finding, noted, parts_of, word
from tests.readers.rendered import paragraph, run, word_cell, word_table


def control(content: str) -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def inserted(content: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="甲">{content}</w:ins>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    return f'<w:del w:id="2" w:author="甲"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


@pytest.mark.parametrize(
    ("content", "quote", "marked"),
    [
        pytest.param(run("共收到申请36件，办结40件"), "申请36件", "申请36件", id="in a run"),
        pytest.param(run("申请36件"), "申请36件", "申请36件", id="a whole run"),
        pytest.param(run("收到申请") + run("3") + run("6件，"), "申请36件", "申请36件", id="over runs"),
        pytest.param(run("收到 申 请36件"), "申请36件", "申 请36件", id="with spaces"),
        pytest.param(inserted(run("收到申请36件")), "36件", "36件", id="in an insertion"),
        pytest.param(run("收到") + inserted(run("申请36件。")), "收到申请36件", "收到申请36件", id="into one"),
        pytest.param(run("申请3") + deleted("7") + run("6件"), "申请36件", "申请36件", id="round a deletion"),
        pytest.param(control(run("收到申请36件")), "36件", "36件", id="in a content control"),
        pytest.param(f"<w:hyperlink>{run('收到申请36件')}</w:hyperlink>", "36件", "36件", id="in a link"),
        pytest.param(
            "<mc:AlternateContent><mc:Choice>" + run("甲36件") + "</mc:Choice><mc:Fallback>" + run("乙36件")
            + "</mc:Fallback></mc:AlternateContent>",
            "36件", "36件", id="in the branch that is shown",
        ),
        pytest.param(run("A&B公司36件"), "公司36件", "公司36件", id="behind an entity"),
        pytest.param(run("A&B公司"), "A&B公司", "A&B公司", id="with an entity"),
        pytest.param("<w:r><w:t>收到36件</w:t><w:br/><w:t>又</w:t></w:r>", "36件", "36件", id="before a break"),
        pytest.param("<w:r><w:tab/><w:t>36件</w:t></w:r>", "36件", "36件", id="behind a tab"),
        pytest.param(
            run("收到36件") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("，办结"),
            "36件，办结", "36件，办结", id="round a footnote",
        ),
        pytest.param(
            "<w:r><w:t><![CDATA[收到36件]]></w:t></w:r>", "36件", "收到36件", id="text that cannot be cut: all of it"
        ),
        pytest.param(run("收到申请36件"), "没有的话", "收到申请36件", id="not there: the paragraph"),
        pytest.param("", "没有的话", "", id="an empty paragraph"),
    ],
)  # fmt: skip
def test_words(content: str, quote: str, marked: str) -> None:
    """A phrase is marked to the character; runs that are cut keep their look."""
    made = noted(word(f"<w:p>{content}</w:p>"), at_words(0, quote))

    assert enclosed(made) == {0: marked}


def test_a_cut_run_keeps_its_look() -> None:
    """Both halves have the properties of the whole, and spaces at the cut stay."""
    text = '<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>收到 36件</w:t></w:r>'
    made = parts_of(noted(word(f"<w:p>{text}</w:p>"), at_words(0, "36件")))[PART].decode()

    assert (
        '<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">收到 </w:t></w:r>'
        '<w:commentRangeStart w:id="0"/>'
        '<w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">36件</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    ) in made


@pytest.mark.parametrize(
    ("near", "before"),
    [pytest.param(0, "甲", id="the first"), pytest.param(8, "甲36件，乙", id="the second")],
)
def test_words_that_stand_there_twice(near: int, before: str) -> None:
    """The one that is meant is marked."""
    made = parts_of(noted(word(paragraph("甲36件，乙36件")), at_words(0, "36件", near)))[PART].decode()
    told = made.partition("<w:commentRangeStart")[0]

    assert "".join(part.partition("<")[0] for part in told.split(">")) == before


def test_several_comments_in_one_run() -> None:
    """Beside each other, one in the other, and at the same words."""
    data = word(paragraph("申请36件，办结40件"))
    words = ("申请36件", "36件，办结", "40件", "申请36件，办结40件", "40件")
    made = noted(data, *(at_words(0, quote, title=str(n)) for n, quote in enumerate(words)))

    assert enclosed(made) == dict(enumerate(words))


@pytest.mark.parametrize(
    ("row", "cell", "marked"),
    [
        pytest.param(0, 1, "34", id="a figure"),
        pytest.param(0, 2, "", id="a blank cell"),
        pytest.param(0, 3, "", id="a cell with a closed paragraph"),
        pytest.param(0, 4, "3001", id="an inserted figure"),
        pytest.param(0, 5, "1288", id="a content control round a cell"),
        pytest.param(0, 6, "447", id="a content control in a cell"),
        pytest.param(1, 0, "3¶53", id="several paragraphs"),
        pytest.param(1, 1, "外", id="round a nested table"),
        pytest.param(2, 0, "12", id="a row in a content control"),
        pytest.param(9, 0, "首", id="a row that is not there: where the document begins"),
        pytest.param(0, 9, "首", id="a cell that is not there"),
    ],
)
def test_cells(row: int, cell: int, marked: str) -> None:
    """Rows and cells count as the reader counts them."""
    nested = word_table(word_cell("内"))
    table = word_table(
        word_cell("行")
        + word_cell("34")
        + word_cell(paragraph(""))
        + word_cell("<w:p/>")
        + word_cell(f"<w:p>{inserted(run('3001'))}</w:p>")
        + control(word_cell("1288"))
        + word_cell(f"<w:p>{control(run('447'))}</w:p>"),
        word_cell(paragraph("3") + paragraph("53")) + word_cell(f"<w:p>{run('外')}</w:p>{nested}<w:p/>"),
    )
    table = table.replace("</w:tbl>", control(f"<w:tr>{word_cell('12')}</w:tr>") + "</w:tbl>", 1)
    if "内" in table:
        # The nested table ends first: put the row behind the outer one.
        table = table.replace(control(f"<w:tr>{word_cell('12')}</w:tr>"), "", 1)
        table = table.removesuffix("</w:tbl>") + control(f"<w:tr>{word_cell('12')}</w:tr>") + "</w:tbl>"
    made = enclosed(noted(word(paragraph("首") + table), at_cell(0, row, cell)))

    assert made[0].replace("内", "").strip("¶") == marked


def boxed(content: str) -> str:
    """A paragraph that holds a text box, as Word writes it: for itself, and once more for programs of old."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        "<w:p><w:r><w:t>旁</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(paragraph("申请36件"), at_words(2, "36件"), id="words"),
        pytest.param(word_table(word_cell("行") + word_cell("34")), at_cell(0, 0, 1), id="a cell"),
        pytest.param(
            f"<w:p><w:r>{boxed(paragraph('36件'))}</w:r></w:p>", at_words(4, "36件"), id="in another"
        ),
    ],
)
def test_text_boxes(content: str, what: Finding) -> None:
    """Word allows no comment in a text box: it stands at the paragraph that holds the box, once."""
    made = noted(word(paragraph("首") + boxed(content)), what)
    document = parts_of(made)[PART].decode()

    assert enclosed(made)[0].startswith("旁")
    assert document.index("旁") < document.index("</mc:AlternateContent>") < document.index("commentRangeEnd")


@pytest.mark.parametrize(
    ("lines", "marked"),
    [
        pytest.param(["（送审稿）", "甲局2024年政务公开年报"], 1, id="behind a mark"),
        pytest.param(["标题：甲局 2024年政务公开年报", "甲局2024年政务公开年报"], 1, id="itself"),
        pytest.param(["目录", "《甲局2024年政务公开年报》"], 1, id="within a line"),
        pytest.param(["目录", "甲局2024年政", "务公开年报"], 1, id="on two lines"),
        pytest.param(["甲局", "二〇二四"], 0, id="written otherwise: where the document begins"),
    ],
)  # fmt: skip
def test_the_title(lines: list[str], marked: int) -> None:
    """What concerns the whole report stands at its title, whatever is above it."""
    report = Report("2021", title="甲局2024年政务公开年报")
    made = noted(word("".join(map(paragraph, lines))), finding(), report=report)

    assert enclosed(made) == {0: lines[marked]}


@pytest.mark.parametrize(
    ("what", "marked"),
    [
        pytest.param(finding(instance={"section": "二"}), "二、乙", id="a part"),
        pytest.param(
            finding(cells=(CellRef("表二", "行", "列", found=False),)), "二、乙", id="a cell not found"
        ),
        pytest.param(finding(text=(TextRef("二", 1, 0, 1, "话"),)), "二、乙", id="words without a place"),
        pytest.param(finding(text=(TextRef("title", None, 0, 1, "话"),)), "首", id="the title"),
        pytest.param(finding(instance={"section": "九"}), "首", id="a part that is not there"),
        pytest.param(finding(), "首", id="the whole report"),
        pytest.param(
            finding(cells=(CellRef("别的", "行", "列", 3, report="2023.docx"),)),
            "首",
            id="another report's cell",
        ),
    ],
)
def test_places_without_an_address(what: object, marked: str) -> None:
    """What has no place of its own stands at its part's heading, else where the document begins."""
    report = Report("1", sections=(Section("二", "乙", at=Place(part=PART, paragraph=2)),))
    data = word("<w:p/>" + paragraph("首") + paragraph("二、乙"))
    made = noted(data, what, report=report, parts=(Part("二", "乙", ("表二",)),))  # type: ignore[arg-type]

    assert enclosed(made) == {0: marked}


def test_a_document_without_a_paragraph() -> None:
    """There is no place for a comment: nothing changes."""
    data = word("")

    assert parts_of(noted(data, finding())) == parts_of(data)
