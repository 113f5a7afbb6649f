"""OFD is a printed page: characters and lines, wherever the objects that draw them come from."""

from __future__ import annotations

from itertools import groupby

import pytest

from compliance.errors import ReadError
from compliance.messages import say
from compliance.readers.ofd import PAGES, ofd_document, read_ofd
from compliance.readers.ofd_ink import MARKS
from tests.readers.printed_forms import FORM_2021, FORMS
from tests.readers.rendered import paper
from tests.readers.test_rendered import random_figures, vars_of
from tests.readers.test_rendered import told as cells_of
from tests.readers.told import texts, told
from tests.readers.writtenofd import Sheet, as_ofd, content, element, mm, ofd

FIGURES = random_figures(11, 0.1)
EXPECTED = {vars_of(cell): FIGURES.get(vars_of(cell), "") for cell in FORM_2021.cells}


def sheet(text: str = "一、总体情况", **how) -> Sheet:
    """A page with one line."""
    drawn = Sheet(**how)
    drawn.text(72, 72, text)
    return drawn


def mark(markup: str) -> Sheet:
    """A page with one object."""
    return Sheet(marks=[markup])


def text_object(code: str, more: str = "", inside: str = "") -> Sheet:
    """A page with one text of 5 mm."""
    return mark(
        f'<ofd:TextObject Boundary="20 20 100 10" Size="5" {more}>{inside}<ofd:TextCode {code}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def read(*sheets: Sheet, **how):
    """The document of these pages."""
    return ofd_document(ofd(*sheets, **how), "r.ofd")[0]


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({}, id="lines of text with steps"),
        pytest.param({"runs": True}, id="equal steps as runs"),
        pytest.param({"each": True}, id="characters one by one"),
        pytest.param({"scaled": True}, id="objects scaled by a matrix"),
        pytest.param({"glyphs": True}, id="glyphs that are not the characters"),
    ],
)
@pytest.mark.parametrize(
    "style",
    [
        pytest.param({}, id="ruled"),
        pytest.param({"filled": True, "open_ended": True}, id="rulings are shapes, pages have no last line"),
        pytest.param({"shaded": True, "sideless": True}, id="shaded, no lines at the sides"),
        pytest.param({"turned": True}, id="turned labels"),
    ],
)
def test_a_report(how, style):
    """Every cell of three tables over several pages is what was printed."""
    report = read_ofd(as_ofd(paper(FIGURES), how=how, **style), "r.ofd", FORMS)

    assert cells_of(report) == EXPECTED
    assert not report.partly_read
    assert not report.remarks
    assert (report.agency, report.year, report.source.reader) == ("临湖市档案局", 2024, "ofd")
    assert [len(part.paragraphs) for part in report.sections] == [1, 0, 0, 0, 1, 1]


def test_places():
    """A cell says on which page it is, and where there."""
    report = read_ofd(as_ofd(paper(FIGURES)), "r.ofd", FORMS)
    place = report.tables["复议诉讼"]["行政复议"]["维持"].at

    assert place is not None
    assert place.page == 3
    assert place.box is not None
    assert place.box[0] == 72.0


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(text_object('X="0" Y="4" DeltaX="5 5">收到件'), ["收到件"], id="plain"),
        pytest.param(text_object('X="0" Y="4" DeltaX="g 2 5">收到件'), ["收到件"], id="a run of steps"),
        pytest.param(
            text_object('X="0" Y="4" DeltaX="g 1000000000 5">收到件'), ["收到件"], id="a run without end"
        ),
        pytest.param(text_object('X="0" Y="4" DeltaX="5">收到件'), ["收到件"], id="the last step goes on"),
        pytest.param(text_object('X="0" Y="4">收到 37件'), ["收到37件"], id="no steps at all"),
        pytest.param(text_object('X="0" Y="4" DeltaX="2.5 20">37 件'), ["37 件"], id="a gap is a blank"),
        pytest.param(
            text_object('X="0" Y="4" DeltaX="4.5 4.5">WTO'), ["WTO"], id="broad letters have no gaps between"
        ),
        pytest.param(text_object('X="0" Y="4" DeltaX="x 5">收到件'), ["收到件"], id="a step that is no number"),
        pytest.param(
            text_object(
                'X="0" Y="4" DeltaX="5">收到</ofd:TextCode><ofd:TextCode X="10" DeltaX="5">申请'
            ),
            ["收到申请"],
            id="several texts, the height told once",
        ),
        pytest.param(
            text_object('X="0" Y="4" DeltaX="2.5 5">ﬃ件们', inside='<ofd:CGTransform CodePosition="0"/>'),
            ["ffi件们"],
            id="a transform of one for one",
        ),
        pytest.param(
            text_object(
                'X="0" Y="4" DeltaX="5 5">fi件们',
                inside='<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"/>',
            ),
            ["fi件们"],
            id="two characters that are one glyph",
        ),
        pytest.param(
            text_object(
                'X="0" Y="4" DeltaX="2.5 2.5 5">件们请',
                inside='<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="2"/>',
            ),
            ["件们请"],
            id="one character that is two glyphs",
        ),
        pytest.param(text_object('X="0" Y="4">收', 'Visible="false"'), [], id="not visible"),
        pytest.param(text_object('X="0" Y="4">收', 'Alpha="0"'), [], id="transparent"),
        pytest.param(
            text_object('X="0" Y="4" DeltaY="6 6" DeltaX="0 0">收到件', 'ReadDirection="90"'), list("收到件"), id="down"
        ),
        pytest.param(
            text_object('X="0" Y="4">收到件', 'ReadDirection="90"'), list("收到件"), id="down, without steps"
        ),
        pytest.param(
            text_object('X="0" Y="4" DeltaX="g 3 2.5">件123', 'HScale="0.5"'), ["件1 2 3"], id="narrow characters"
        ),
        pytest.param(
            mark(f"<ofd:PageBlock>{sheet('块里').marks[0]}</ofd:PageBlock>"), ["块里"], id="in a block"
        ),
        pytest.param(
            mark("<ofd:TextObject/><ofd:PathObject/><ofd:CompositeObject/><ofd:Other/>"), [], id="empty objects"
        ),
    ],
)  # fmt: skip
def test_texts(page, expected):
    """Where characters stand is told by the first place and the steps."""
    document = read(page)

    assert texts(document) == expected


def test_turned_characters():
    """Characters that are turned by themselves are read as they stand."""
    page = text_object(
        'X="0" Y="4" DeltaY="5 5" DeltaX="0 0">收到件', 'ReadDirection="90" CharDirection="90"'
    )

    assert texts(read(page)) == ["收到件"]


def test_hidden():
    """Text that is not seen is told, and is no text."""
    page = sheet("看得见")
    page.marks += text_object('X="0" Y="4">看不见的字', 'Visible="false"').marks
    document = read(page)

    assert texts(document) == ["看得见"]
    assert [say("zh", key, **values) for key, values in document.remarks] == [
        "有 1 处隐藏的内容没有读，第一处是“看不见的字”"
    ]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        pytest.param("M 0 0 L 50 0 L 50 10 L 0 10 C", 4, id="a box"),
        pytest.param("S 0 0 L 50 0 L 50 10 L 0 10 L 0 0", 4, id="a box from a start point"),
        pytest.param("M 0 0 B 10 10 20 10 30 0 M 0 0 L 50 0", 1, id="a curve is no ruling"),
        pytest.param("M 0 0 Q 10 10 30 0", 0, id="another curve"),
        pytest.param("M 0 0 A 5 5 0 0 1 10 10", 0, id="an arc"),
        pytest.param("L", 0, id="cut off"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_paths(data, lines):
    """Straight pieces are rulings: a table is where they make cells."""
    page = Sheet()
    for x in (72, 72 + 50 / mm(1)):
        page.line(x, 72, x, 72 + 10 / mm(1))
    page.text(80, 80, "格子")
    page.path((72, 72, 50 / mm(1), 10 / mm(1)), data)
    if lines == 4:
        page.line(72 + 25 / mm(1), 72, 72 + 25 / mm(1), 72 + 10 / mm(1))
        assert told(read(page)) == ["0:格子 | 1:"]
    else:
        page.marks = page.marks[2:]
        assert told(read(page)) == ["格子"]


def test_template():
    """What a template draws is on every page; it is read once if it is furniture."""
    header = Sheet()
    header.text(200, 30, "临湖市档案局", 10)
    document = read(sheet("一、总体情况"), sheet("二、主动公开"), sheet("三、申请"), template=header)

    assert texts(document) == ["一、总体情况", "二、主动公开", "三、申请"]


def test_composite():
    """A drawing to which pages refer is drawn where they say, moved and scaled."""
    unit = '<ofd:CompositeGraphicUnit ID="30" Width="100" Height="20">{}</ofd:CompositeGraphicUnit>'
    page = sheet("前面")
    page.marks.append('<ofd:CompositeObject Boundary="20 100 100 20" CTM="0.5 0 0 0.5 0 0" ResourceID="30"/>')
    document = read(page, resources=unit.format(content(sheet("里面", scaled=True))))

    assert texts(document) == ["前面", "里面"]


def test_drawings_in_drawings():
    """Drawings that refer to each other come to an end."""
    unit = (
        '<ofd:CompositeGraphicUnit ID="30"><ofd:Content><ofd:Layer>'
        + '<ofd:CompositeObject Boundary="0 0 1 1" ResourceID="30"/>' * 60
        + "</ofd:Layer></ofd:Content></ofd:CompositeGraphicUnit>"
    )
    page = mark('<ofd:CompositeObject Boundary="0 0 1 1" ResourceID="30"/>')
    with pytest.raises(ReadError) as refusal:
        read(page, resources=unit)

    assert refusal.value.message.key == "documents.too-many-glyphs"


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"slash": "/"}, id="from the root"),
        pytest.param(
            {
                "more": {
                    "OFD.xml": element(
                        "OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0\\Document.xml</ofd:DocRoot></ofd:DocBody>"
                    )
                }
            },
            id="backslashes",
        ),
        pytest.param(
            {
                "more": {
                    "Doc_0/Document.xml": element(
                        "Document",
                        '<ofd:Pages><ofd:Page BaseLoc="Doc_0/Pages/Page_0/Content.xml"/></ofd:Pages>',
                    )
                }
            },
            id="from the root without a slash",
        ),
        pytest.param(
            {
                "more": {
                    "Doc_0/Document.xml": element(
                        "Document",
                        "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 0 0</ofd:PhysicalBox></ofd:PageArea>"
                        "<ofd:PublicRes>Missing.xml</ofd:PublicRes></ofd:CommonData>"
                        '<ofd:Pages><ofd:Page BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>',
                    )
                }
            },
            id="resources that are not there",
        ),
    ],
)
def test_locations(how):
    """Parts are found however they are told."""
    assert texts(read(sheet(), **how)) == ["一、总体情况"]


def test_resources_of_a_page():
    """A page may bring drawings of its own, and paper of its own size."""
    unit = f'<ofd:CompositeGraphicUnit ID="31">{content(sheet("里面"))}</ofd:CompositeGraphicUnit>'
    own = "<ofd:PageRes>PageRes.xml</ofd:PageRes><ofd:Area><ofd:PhysicalBox>10 10 400 200</ofd:PhysicalBox></ofd:Area>"
    drawn = content(mark('<ofd:CompositeObject Boundary="0 0 1 1" ResourceID="31"/>'))
    document = read(
        sheet(),
        more={
            "Doc_0/Pages/Page_0/Content.xml": element("Page", own + drawn),
            "Doc_0/Pages/Page_0/PageRes.xml": element("Res", unit),
        },
    )
    place = document.blocks[0].at

    assert texts(document) == ["里面"]
    assert place is not None
    assert place.box is not None
    assert place.box[0] == pytest.approx(72 - 10 / mm(1), abs=0.1)


def test_several_documents():
    """An OFD may hold several documents: their pages are read one behind the other."""
    body = "<ofd:DocBody><ofd:DocRoot>{}/Document.xml</ofd:DocRoot></ofd:DocBody>".format
    pages = element("Document", '<ofd:Pages><ofd:Page BaseLoc="Content.xml"/></ofd:Pages>')
    more = {"OFD.xml": element("OFD", body("Doc_0") + body("Doc_1")), "Doc_1/Document.xml": pages}
    document = read(
        sheet(), more=more | {"Doc_1/Content.xml": element("Page", content(sheet("二、主动公开")))}
    )

    assert texts(document) == ["一、总体情况", "二、主动公开"]
    assert [block.at.page for block in document.blocks] == [1, 2]


def scanned() -> Sheet:
    """A page that is a picture."""
    drawn = Sheet()
    drawn.picture(0, 0, 595, 842)
    return drawn


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(lambda: ofd(sheet())[:-60], "no-package", id="cut short"),
        pytest.param(lambda: ofd(sheet(), more={"OFD.xml": "<x"}), "damaged-line", id="broken XML"),
        pytest.param(
            lambda: ofd(sheet(), more={"OFD.xml": "<!DOCTYPE x><x/>"}), "doctype", id="with a DOCTYPE"
        ),
        pytest.param(
            lambda: ofd(
                more={"OFD.xml": element("OFD", "<ofd:DocBody><ofd:DocRoot>D.xml</ofd:DocRoot></ofd:DocBody>")}
            ),
            "part-missing",
            id="a document that is not there",
        ),
        pytest.param(lambda: ofd(sheet(), more={"Encryptions.xml": "<x/>"}), "password", id="encrypted"),
        pytest.param(lambda: ofd(Sheet()), "blank-print", id="nothing on its page"),
        pytest.param(ofd, "blank-print", id="no pages"),
        pytest.param(lambda: ofd(scanned(), scanned()), "scanned", id="scanned"),
        pytest.param(
            lambda: ofd(sheet(), scanned()), "scanned", id="the tables may be on the scanned page"
        ),
        pytest.param(
            lambda: ofd(
                text_object(
                    'X="0" Y="4" DeltaX="5">¤¤件',
                    inside='<ofd:CGTransform CodePosition="0" CodeCount="3" GlyphCount="3"/>',
                )
            ),
            "garbled",
            id="glyphs of unknown characters",
        ),
        pytest.param(
            lambda: ofd(*[Sheet()] * (PAGES + 1)), "too-many-pages", id="more pages than a report has"
        ),
        pytest.param(
            lambda: ofd(text_object(f'X="0" Y="4">{"件" * MARKS}')), "too-many-glyphs", id="more characters"
        ),
        pytest.param(
            lambda: ofd(sheet("没有年报的文字")), "no-report", id="no report"
        ),
    ],
)  # fmt: skip
def test_refused(made, expected):
    """What cannot be read is refused in one sentence."""
    with pytest.raises(ReadError) as refusal:
        read_ofd(made(), "r.ofd", FORMS)

    assert refusal.value.message.key.rpartition(".")[2] == expected


def test_a_scanned_page_beside_a_whole_report():
    """A whole report with a scanned page is read, and the page told."""
    data = as_ofd(paper(FIGURES))
    listed = '<ofd:Page ID="3" BaseLoc="Pages/Page_2/Content.xml"/>'
    extra = listed + '<ofd:Page ID="9" BaseLoc="Pages/Page_9/Content.xml"/>'
    report = read_ofd(
        _changed(data, "Doc_0/Document.xml", listed.replace('ID="3"', 'ID="2"'), extra, content(scanned())),
        "r.ofd",
        FORMS,
    )

    assert [key for key, _ in report.remarks] == ["documents.scanned-pages"]


def _changed(data: bytes, part: str, before: str, after: str, added: str) -> bytes:
    """The file with something else in a part, and one more page."""
    from io import BytesIO
    from zipfile import ZipFile

    from tests.readers.rendered import package

    with ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    assert before in parts[part]
    parts[part] = parts[part].replace(before, after)
    return package(parts | {"Doc_0/Pages/Page_9/Content.xml": element("Page", added)})


@pytest.mark.parametrize("file", ["huaian-2024", "hongze-2023"])
@pytest.mark.parametrize("how", [{}, {"runs": True}, {"scaled": True}], ids=["steps", "runs", "scaled"])
def test_real_reports(corpus, file, how):
    """The ink of real reports, printed as PDF, reads alike when an OFD holds it."""
    pytest.importorskip("pypdfium2")
    from compliance.readers.pdf import read_pdf

    data = (corpus / f"{file}.pdf").read_bytes()
    report = read_ofd(_as_ofd(data, how), "r.ofd", FORMS)

    assert cells_of(report) == cells_of(read_pdf(data, "r.pdf", FORMS))
    assert not report.partly_read


def _size(glyph) -> float:
    """The size of a letter: a Chinese one is as wide as it is high, a digit half as wide."""
    return round((glyph.x1 - glyph.x0) * (2 if glyph.text.isascii() else 1))


def _as_ofd(data: bytes, how: dict[str, bool]) -> bytes:
    """The pages of a PDF as those of an OFD: each line of glyphs a text, each ruling a line."""
    from compliance.readers.lines import lines_of
    from compliance.readers.pdf_fast import opened, page_of

    sheets = []
    with opened(data, "r.pdf") as file:
        for number in range(1, len(file) + 1):
            page = page_of(file, number, "r.pdf")
            drawn = Sheet(width=page.width, height=page.height, **how)
            for ruling in page.across:
                drawn.line(ruling.start, ruling.at, ruling.end, ruling.at)
            for ruling in page.down:
                drawn.line(ruling.at, ruling.start, ruling.at, ruling.end)
            for line in lines_of(page.glyphs):
                for (size, _), run in groupby(line.glyphs, key=lambda glyph: (_size(glyph), glyph.height)):
                    glyphs = list(run)
                    drawn.glyphs_at([(each.text, each.x0) for each in glyphs], glyphs[0].bottom - size, size)
            sheets.append(drawn)
    return ofd(*sheets)
