"""Old Word documents show what a person sees: final text, blank cells as cells, each figure in its place."""

from __future__ import annotations

import struct

import pytest

from compliance.errors import ReadError
from compliance.messages import say
from compliance.readers.compound import Compound
from compliance.readers.doc import doc_document, read, read_doc
from compliance.readers.doc_text import DocText
from compliance.readers.docx import docx_document
from tests.readers import matrix
from tests.readers.olddoc import (
    DELETED,
    DEPTH,
    HIDDEN,
    IN_TABLE,
    INNER_CELL_END,
    INNER_ROW_END,
    INSERTED,
    ROW_END,
    SHOWN,
    Doc,
    as_doc,
    cells,
    level,
    list_uses,
    lists,
    ole,
    sprm,
    style,
    styles,
)
from tests.readers.printed_forms import FORM_2021, FORMS
from tests.readers.rendered import PaperCell, paper
from tests.readers.test_rendered import random_figures, vars_of
from tests.readers.test_rendered import told as cells_of
from tests.readers.told import texts, told

OUTLINE, LIST, LIST_LEVEL = 0x2640, 0x460B, 0x260A
SECOND = sprm(DEPTH, 2)


def document(written: Doc):
    """What is read of a document."""
    return doc_document(written.save(), "r.doc")


def remarks(written: Doc) -> list[str]:
    """What a person is told about it."""
    return [say("zh", key, **values) for key, values in document(written).remarks]


@pytest.mark.parametrize("seed", range(4))
def test_a_report(seed):
    """Every cell of the three tables is what was put in, blanks and merged cells and all."""
    figures = random_figures(seed, 0.1 * seed)
    report = read_doc(as_doc(paper(figures)), "r.doc", FORMS)

    assert cells_of(report) == {vars_of(cell): figures.get(vars_of(cell), "") for cell in FORM_2021.cells}
    assert not report.partly_read
    assert not report.remarks
    assert (report.agency, report.year, report.source.reader) == ("临湖市档案局", 2024, "doc")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(Doc().paragraph("收到申请37件"), ["收到申请37件"], id="two bytes a character"),
        pytest.param(Doc(narrow=True).paragraph("37 \u201cok\u201d \u2014"), ["37 “ok” —"], id="one byte"),
        pytest.param(
            Doc(narrow=True).run("37").piece(narrow=False).paragraph("件").piece(narrow=True).paragraph("ok"),
            ["37件", "ok"],
            id="both, in pieces",
        ),
        pytest.param(Doc().paragraph("一😀二").paragraph("三"), ["一😀二", "三"], id="a character of two units"),
        pytest.param(Doc().paragraph("前").run("没有结尾"), ["前", "没有结尾"], id="text behind the last mark"),
        pytest.param(Doc().paragraph("前\x0b后"), ["前", "后"], id="a break of the line"),
        pytest.param(Doc().paragraph("前\x0c后"), ["前", "后"], id="a break of the page"),
        pytest.param(Doc().paragraph("1\x1e2\x1f3\x01\x02\x05"), ["1-23"], id="hyphens and signs"),
        pytest.param(
            Doc().paragraph("收到\x13 =SUM(ABOVE) \x1437\x15件"), ["收到37件"], id="the result of a field"
        ),
        pytest.param(Doc().paragraph("收到\x13 PAGE \x15件"), ["收到件"], id="a field without result"),
        pytest.param(
            Doc().paragraph("\x13 IF \x13 PAGE \x141\x15 = 1 \x1437\x15"), ["37"], id="a field in a field"
        ),
        pytest.param(Doc().paragraph("\x13收到37件"), ["收到37件"], id="a field that never ends"),
        pytest.param(Doc().paragraph("收到\x15\x1437件"), ["收到37件"], id="a field that never begins"),
        pytest.param(
            Doc().paragraph("\x13 TOC \\o \x14一、总体情况").paragraph("二、主动\x15").paragraph("正文"),
            ["正文"],
            id="a table of contents",
        ),
        pytest.param(
            Doc().run("收到").run("35", DELETED).run("37", INSERTED).paragraph("件"),
            ["收到37件"],
            id="deleted and inserted",
        ),
        pytest.param(
            Doc().run("收到").end(look=DELETED).paragraph("37件"), ["收到37件"], id="end of paragraph deleted"
        ),
        pytest.param(Doc().run("看见").run("不见", HIDDEN).paragraph("也看见"), ["看见也看见"], id="hidden"),
        pytest.param(Doc().run("收到").run("(", sprm(0x6A09, 0x00B10000)).paragraph("5"), ["收到±5"], id="a symbol"),
        pytest.param(
            Doc().run("不见", HIDDEN).end(look=HIDDEN).paragraph("看见"), ["看见"], id="a hidden paragraph"
        ),
    ],
)  # fmt: skip
def test_texts(written, expected):
    """The final text is read, as it is seen."""
    assert texts(document(written)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(Doc().paragraph("标题", sprm(OUTLINE, 0)), ["# 标题"], id="its own level"),
        pytest.param(Doc().paragraph("正文", sprm(OUTLINE, 9)), ["正文"], id="the level that means none"),
        pytest.param(Doc().paragraph("标题", style=1), ["# 标题"], id="the level of its style"),
        pytest.param(Doc().paragraph("标题", style=2), ["# 标题"], id="of the style that is based on"),
        pytest.param(Doc().paragraph("标题", sprm(0x4600, 1)), ["# 标题"], id="a style told by a property"),
        pytest.param(Doc().paragraph("目录", style=3), [], id="lines of a table of contents"),
        pytest.param(Doc().paragraph("不见", style=4), [], id="a hidden style"),
        pytest.param(
            Doc().run("不见", sprm(0x4A30, 5)).paragraph("见"), ["见"], id="a hidden character style"
        ),
        pytest.param(Doc().run("看见", SHOWN).paragraph(""), ["看见"], id="not hidden, explicitly"),
        pytest.param(Doc().paragraph("正文", style=77), ["正文"], id="a style that is not there"),
        pytest.param(Doc().paragraph("圆圈", style=6), ["圆圈"], id="styles based on each other"),
    ],
)
def test_styles(written, expected):
    """What a paragraph does not say, its style says."""
    written.parts[1] = styles(
        style("Normal"),
        style("heading 1", sprm(OUTLINE, 0)),
        style("标题", based_on=1),
        style("TOC 1"),
        style("藏", look=HIDDEN),
        style("藏字", look=HIDDEN, character=True),
        style("甲", based_on=7),
        style("乙", based_on=6),
        b"",
    )

    assert told(document(written)) == expected


def listed(text: str, use: int, at: int = 0) -> tuple[str, bytes]:
    """A paragraph of a list."""
    return text, sprm(LIST, use) + sprm(LIST_LEVEL, at)


@pytest.mark.parametrize(
    ("parts", "paragraphs", "expected"),
    [
        pytest.param(
            {73: lists(level("\x00、")), 74: list_uses(1)},
            [listed("甲", 1), ("中", b""), listed("乙", 1)],
            ["[一、]甲", "中", "[二、]乙"],
            id="a list",
        ),
        pytest.param(
            {73: lists(level("\x00、", start=3)), 74: list_uses(1)}, [listed("甲", 1)], ["[三、]甲"], id="begun at 3"
        ),
        pytest.param(
            {73: lists(level("\x00、")), 74: list_uses(1, 1, overrides={2: struct.pack("<iI", 5, 0x10)})},
            [listed("甲", 1), listed("乙", 2)],
            ["[一、]甲", "[五、]乙"],
            id="begun anew at 5",
        ),
        pytest.param(
            {
                73: lists(level("\x00、")),
                74: list_uses(1, overrides={1: struct.pack("<iI", 1, 0x20) + level("\x00.", 0)}),
            },
            [listed("甲", 1)],
            ["[1.]甲"],
            id="a level of its own",
        ),
        pytest.param(
            {
                73: lists(
                    level("\x00、"), level("（\x01）", 0), *[level("")] * 6, level("\x08", 0, flags=8), simple=False
                ),
                74: list_uses(1),
            },
            [listed("甲", 1), listed("乙", 1, 1), listed("丙", 1), listed("丁", 1, 1)],
            ["[一、]甲", "[（1）]乙", "[二、]丙", "[（1）]丁"],
            id="two levels",
        ),
        pytest.param(
            {73: lists(level("\uf0b7", 23)), 74: list_uses(1)}, [listed("甲", 1)], ["甲"], id="bullets are no numbers"
        ),
        pytest.param({}, [listed("甲", 1)], ["甲"], id="no lists"),
        pytest.param({73: lists(level("\x00、")), 74: list_uses(1)}, [listed("甲", 0)], ["甲"], id="left its list"),
        pytest.param({73: lists(level("\x00、")), 74: list_uses(1)}, [listed("甲", 9)], ["甲"], id="an unknown list"),
        pytest.param({73: lists(level("\x00、")), 74: list_uses(7)}, [listed("甲", 1)], ["甲"], id="a use of no list"),
    ],
)  # fmt: skip
def test_lists(parts, paragraphs, expected):
    """Numbers that Word makes are told, though they stand nowhere in the text."""
    written = Doc()
    written.parts |= parts
    for text, sprms in paragraphs:
        written.paragraph(text, sprms)

    assert told(document(written)) == expected


def test_a_list_of_a_style():
    """A style may put its paragraphs into a list."""
    written = Doc()
    written.parts |= {73: lists(level("\x00、")), 74: list_uses(1)}
    written.parts[1] = styles(style("Normal"), style("heading 1", sprm(LIST, 1)))
    written.paragraph("甲", style=1).cell("").paragraph("乙", style=1)
    written.text = written.text.replace("\x07", "\r")

    assert told(document(written)) == ["[一、]甲", "[二、]乙"]


def row(written: Doc, *texts_: str, shapes: bytes = b"") -> Doc:
    """A row."""
    for text in texts_:
        written.cell(text)
    return written.row_end(shapes)


W = 900
PLAIN = (W, 0, 0)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            row(row(Doc(), "甲", "", shapes=cells(PLAIN, PLAIN)), "", "乙", shapes=cells(PLAIN, PLAIN)),
            ["0:甲 | 1:", "0: | 1:乙"],
            id="blank cells are cells",
        ),
        pytest.param(
            row(
                row(Doc(), "甲", "乙", "丙", shapes=cells(PLAIN, PLAIN, PLAIN)),
                "丁",
                "戊",
                shapes=cells((2 * W, 0, 0), PLAIN),
            ),
            ["0:甲 | 1:乙 | 2:丙", "0-1:丁 | 2:戊"],
            id="columns are where edges are",
        ),
        pytest.param(
            row(
                row(Doc(), "甲", "乙", shapes=cells(PLAIN, PLAIN)),
                "丙",
                "丁",
                shapes=cells((W + 20, 0, 0), (W - 20, 0, 0)),
            ),
            ["0:甲 | 1:乙", "0:丙 | 1:丁"],
            id="edges a hair apart are one",
        ),
        pytest.param(
            row(
                row(Doc(), "甲", "乙", shapes=cells((W, 3, 0), PLAIN)),
                "",
                "丙",
                shapes=cells((W, 1, 0), PLAIN),
            ),
            ["0v2:甲 | 1:乙", "1:丙"],
            id="merged downwards",
        ),
        pytest.param(
            row(row(Doc(), "甲", "乙", shapes=cells(PLAIN, PLAIN)), "", "丙", shapes=cells((W, 1, 0), PLAIN)),
            ["0:甲 | 1:乙", "0: | 1:丙"],
            id="merged with nothing above",
        ),
        pytest.param(
            row(Doc(), "甲", "", "乙", shapes=cells((W, 0, 2), (W, 0, 1), PLAIN)),
            ["0-1:甲 | 2:乙"],
            id="merged across",
        ),
        pytest.param(
            row(Doc(), "甲", "", "乙", shapes=cells(PLAIN, PLAIN, PLAIN) + sprm(0x5624, 0x0200)),
            ["0-1:甲 | 2:乙"],
            id="merged across by a later property",
        ),
        pytest.param(
            row(Doc(), "甲", "", "乙", shapes=cells((W, 0, 2), (W, 0, 1), PLAIN) + sprm(0x5625, 0x0200)),
            ["0:甲 | 1: | 2:乙"],
            id="split again",
        ),
        pytest.param(
            row(
                row(
                    Doc(),
                    "甲",
                    "乙",
                    shapes=cells(PLAIN, PLAIN) + sprm(0xD62B, b"\x00\x03") + sprm(0xD62B, b"\x09\x03"),
                ),
                "",
                "丙",
                shapes=cells(PLAIN, PLAIN) + sprm(0xD62B, b"\x00\x01"),
            ),
            ["0v2:甲 | 1:乙", "1:丙"],
            id="merged downwards by a later property",
        ),
        pytest.param(
            row(
                row(Doc(), "甲", "乙", shapes=cells(PLAIN, PLAIN, left=-108)),
                "丙",
                "丁",
                shapes=sprm(0x7621, W << 16 | 0x0200),
            ),
            ["0:甲 | 1:乙", "0:丙 | 1:丁"],
            id="cells put into a row that had none",
        ),
        pytest.param(
            row(
                Doc(),
                "甲",
                "乙",
                shapes=cells(PLAIN, PLAIN, PLAIN) + sprm(0x5622, 0x0302) + sprm(0x7623, 500 << 16 | 0x0200),
            ),
            ["0:甲 | 1:乙"],
            id="a cell taken out, widths changed",
        ),
        pytest.param(
            row(
                row(Doc(), "甲", "乙", "丙", shapes=cells(PLAIN, PLAIN)),
                "丁",
                "戊",
                "己",
                shapes=cells(PLAIN, PLAIN, PLAIN),
            ),
            ["0:甲 | 1:乙 | 2:丙", "0:丁 | 1:戊 | 2:己"],
            id="a row that describes fewer cells than it has",
        ),
        pytest.param(row(Doc(), "甲", "乙"), ["0:甲 | 1:乙"], id="a row that describes none"),
        pytest.param(Doc().cell("甲").cell("乙"), ["0:甲 | 1:乙"], id="a row that never ends"),
        pytest.param(
            row(
                row(Doc(), "甲", "乙", shapes=cells(PLAIN, PLAIN)).paragraph("中间"),
                "丙",
                "丁",
                shapes=cells(PLAIN, PLAIN),
            ),
            ["0:甲 | 1:乙", "中间", "0:丙 | 1:丁"],
            id="two tables",
        ),
        pytest.param(
            row(Doc().paragraph("1", IN_TABLE).cell("2"), "乙"),
            ["0:1\n2 | 1:乙"],
            id="two paragraphs in a cell",
        ),
        pytest.param(
            row(
                Doc()
                .cell("甲")
                .cell("乙")
                .row_end(cells(PLAIN, PLAIN))
                .run("丙", DELETED)
                .end(IN_TABLE, mark="\x07", look=DELETED)
                .row_end(look=DELETED),
                "丁",
                "戊",
                shapes=cells(PLAIN, PLAIN),
            ),
            ["0:甲 | 1:乙", "0:丁 | 1:戊"],
            id="a row deleted",
        ),
        pytest.param(
            Doc().cell("甲").cell("乙").row_end(cells(PLAIN, PLAIN), look=DELETED),
            ["0:甲 | 1:乙"],
            id="a row in which something is seen is none that is deleted",
        ),
        pytest.param(
            Doc()
            .paragraph("外前", IN_TABLE)
            .run("内甲")
            .end(IN_TABLE + SECOND + INNER_CELL_END)
            .run("")
            .end(IN_TABLE + SECOND + INNER_CELL_END)
            .end(IN_TABLE + SECOND + INNER_ROW_END + cells(PLAIN, PLAIN))
            .cell("外后")
            .cell("乙")
            .cell("丙")
            .row_end(cells(PLAIN, PLAIN, PLAIN)),
            ["0:外前\n外后 | 1:乙 | 2:丙", "0:内甲 | 1:"],
            id="a table in a cell",
        ),
    ],
)
def test_tables(written, expected):
    """Cells are where their row says, and a blank one is a cell."""
    assert told(document(written)) == expected


def test_what_merged_cells_hide():
    """Word shows nothing of what stands in a cell that only goes on with another; it is told."""
    down = cells((W, 3, 0), PLAIN), cells((W, 1, 0), PLAIN)
    written = row(row(Doc(), "甲", "乙", shapes=down[0]), "藏着", "丙", shapes=down[1])
    across = row(Doc(), "甲", "藏着", shapes=cells((W, 0, 2), (W, 0, 1)))

    assert remarks(written) == remarks(across) == ["有 1 处隐藏的内容没有读，第一处是“藏着”"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(
            Doc()
            .run("增", INSERTED)
            .run("删", DELETED)
            .run("留")
            .paragraph("")
            .run("再删", DELETED)
            .paragraph(""),
            ["文件里有 2 处修订没有接受，按接受以后的文字检查"],
            id="changes that touch are one",
        ),
        pytest.param(
            Doc().run("藏一", HIDDEN).run("见").run("藏二", HIDDEN).paragraph("。"),
            ["有 2 处隐藏的内容没有读，第一处是“藏一”"],
            id="hidden",
        ),
        pytest.param(Doc().run("  ", HIDDEN).paragraph("见"), [], id="hidden blanks are not worth a word"),
        pytest.param(
            Doc().run("删", DELETED + HIDDEN).run("留").paragraph(""),
            ["文件里有 1 处修订没有接受，按接受以后的文字检查"],
            id="what is deleted is not hidden",
        ),
    ],
)
def test_remarks(written, expected):
    """What is not in the text and was in the file is told."""
    assert remarks(written) == expected


def test_hidden_style_is_told():
    """A paragraph that its style hides is hidden text like any other."""
    written = Doc().paragraph("藏着", style=1)
    written.parts[1] = styles(style("Normal"), style("藏", look=HIDDEN))

    assert remarks(written) == ["有 1 处隐藏的内容没有读，第一处是“藏着”"]


def test_text_boxes():
    """A text box is read where it is anchored; one whose anchor is not found, at the end."""
    written = Doc().paragraph("框前\x08框后").cell("格\x08").row_end().paragraph("正文").end_body()
    written.paragraph("甲框").paragraph("乙框").paragraph("丙框").paragraph("")
    written.boxes((2, 0, 3), (7, 3, 6), (99, 6, 9))

    assert texts(document(written)) == ["框前框后", "甲框", "格", "乙框", "正文", "丙框"]


def test_pieces_with_properties():
    """A document that was saved in haste has properties of whole pieces."""
    whole = Doc().paragraph("甲").piece(change=0x0042 << 1 >> 1 << 1 | 1 << 8).paragraph("乙")
    whole.pieces[-1] = (whole.pieces[-1][0], False, 0x41 << 1 | 1 << 8)
    listed_ = Doc().paragraph("甲").piece(change=1).paragraph("乙")
    listed_.changes = [DELETED]
    unknown = (
        Doc().paragraph("甲").piece(change=0x07 << 1 | 1 << 8).paragraph("乙").piece(change=9).paragraph("丙")
    )

    assert texts(document(whole)) == ["甲"]
    assert texts(document(listed_)) == ["甲"]
    assert texts(document(unknown)) == ["甲", "乙", "丙"]


def test_properties_elsewhere():
    """Properties that do not fit stand elsewhere, and may refer once more; in a circle they end."""
    written = Doc().cell("甲").cell("乙")
    inner = IN_TABLE + ROW_END + cells(PLAIN, PLAIN)
    outer = sprm(0x6646, 0)
    written.elsewhere = struct.pack("<H", len(inner)) + inner
    written.elsewhere += struct.pack("<H", len(outer)) + outer
    written.end(sprm(0x646B, len(inner) + 2), mark="\x07")
    circle = Doc().paragraph("甲", sprm(0x6646, 0))
    circle.elsewhere = struct.pack("<H", 6) + sprm(0x6646, 0)

    assert told(document(written)) == ["0:甲 | 1:乙"]
    assert texts(document(circle)) == ["甲"]


@pytest.mark.parametrize(
    "sprms",
    [
        pytest.param(sprm(0xC615, b"\x01" + bytes(8)), id="tabs"),
        pytest.param(struct.pack("<HBB", 0xC615, 255, 1) + bytes(4) + b"\x01" + bytes(3), id="more tabs than fit"),
        pytest.param(sprm(0x664A, 0xFFFFFFFF), id="a depth below none"),
        pytest.param(sprm(0xD608, b"")[:3], id="cut off"),
        pytest.param(struct.pack("<HHB", 0xD608, 2, 9), id="cells without edges"),
        pytest.param(struct.pack("<HH", 0xD608, 0), id="no cells"),
    ],
)  # fmt: skip
def test_properties_that_say_nothing(sprms):
    """What is damaged or of no meaning here is passed over, and what follows it is read."""
    written = Doc().paragraph("甲", sprms + sprm(OUTLINE, 0) if not sprms.startswith(b"\x08\xd6") else sprms)

    assert texts(document(written))[0].endswith("甲")


def test_many_paragraphs():
    """Properties of hundreds of paragraphs take many pages."""
    written = Doc()
    for i in range(300):
        written.run(f"第{i}段").run("删", DELETED).end(sprm(OUTLINE, i % 9))

    assert texts(document(written)) == [f"{'#' * (i % 9 + 1)} 第{i}段" for i in range(300)]


def test_places():
    """A paragraph and a cell say where they stand."""
    written = row(Doc().paragraph("甲"), "乙", "丙", shapes=cells(PLAIN, PLAIN)).paragraph("丁")
    first, table, last = document(written).blocks

    assert first.at.to_json() == {"part": "WordDocument", "block": 0, "paragraph": 0}
    assert table.rows[0].cells[1].at.to_json() == {
        "part": "WordDocument",
        "block": 1,
        "table": 0,
        "row": 0,
        "cell": 1,
    }
    assert last.at.to_json() == {"part": "WordDocument", "block": 2, "paragraph": 4}


def locked() -> bytes:
    """A document with a password."""
    written = Doc().paragraph("甲")
    written.flags |= 0x0100
    return written.save()


def odd(**changed) -> bytes:
    """A document of which some fields of its head are changed: offset → what is written there."""
    data = bytearray(Doc().paragraph("甲").save())
    at = data.index(struct.pack("<H", 0xA5EC))
    for offset, value in changed.items():
        struct.pack_into("<I", data, at + int(offset[1:]), value)
    return bytes(data)


@pytest.fixture
def no_libreoffice(monkeypatch):
    """Be on a machine without LibreOffice."""
    monkeypatch.setattr("compliance.readers.libreoffice.shutil.which", lambda program: None)


@pytest.mark.usefixtures("no_libreoffice")
@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(locked, "password", id="a password"),
        pytest.param(
            lambda: ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "password", id="a locked docx"
        ),
        pytest.param(lambda: ole({"Workbook": b"x"}), "old-office", id="an old workbook"),
        pytest.param(lambda: ole({"CONTENTS": b"x"}), "no-word", id="a .wps of Works"),
        pytest.param(lambda: ole({"WordDocument": b"\xdb\xa5\x2d\x00"}), "no-word", id="Word 2"),
        pytest.param(lambda: ole({"WordDocument": b""}), "no-word", id="an empty stream"),
        pytest.param(lambda: ole({"WordDocument": b"\xec\xa5\x68\x00"}), "no-word", id="Word 95"),
        pytest.param(lambda: ole({}), "no-word", id="nothing in it"),
        pytest.param(lambda: rb"{\rtf1 x}", "no-word", id="RTF"),
        pytest.param(lambda: Doc().paragraph("甲").save()[:600], "damaged-office", id="cut short"),
        pytest.param(
            lambda: Doc().paragraph("甲" * 9000).save()[:-9000], "damaged-office", id="cut short at its end"
        ),
        pytest.param(lambda: odd(_418=0xFFFFFF), "damaged", id="no pieces"),
        pytest.param(lambda: odd(_76=999), "damaged", id="more text than there is"),
        pytest.param(lambda: odd(_80=0xFFFFFFFF), "damaged", id="less than no footnotes"),
        pytest.param(lambda: odd(_258=0xFFFF), "damaged", id="no paragraphs"),
        pytest.param(lambda: odd(_166=1), "damaged", id="styles cut off"),
        pytest.param(lambda: odd(_162=0xFFFFFF), "damaged", id="styles that are not there"),
        pytest.param(lambda: odd(_740=0, _744=4, _748=0, _752=4), "damaged", id="lists that are none"),
    ],
)
def test_refused(made, expected):
    """What cannot be read is refused in one sentence that says what to do."""
    with pytest.raises(ReadError) as refusal:
        read_doc(made(), "r.doc", FORMS)

    assert refusal.value.message.key.rpartition(".")[2] == expected


def pieces(*each: tuple[int, int]) -> bytes:
    """A document of these pieces: where each ends, where it begins in the file."""
    written = Doc().paragraph("甲乙丙")
    written.save()
    ends = [0, *[end for end, _ in each]]
    told_ = b"".join(struct.pack("<HIH", 0, at, 0) for _, at in each)
    table = struct.pack(f"<{len(ends)}I", *ends) + told_
    return b"\x02" + struct.pack("<I", len(table)) + table


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(pieces((4, 1 << 29)), id="outside the file"),
        pytest.param(pieces((4, 2048), (2, 2048)), id="backwards"),
        pytest.param(pieces(*[((i + 1) * 2000, 0) for i in range(3)]), id="the same bytes again and again"),
        pytest.param(b"\x02" + struct.pack("<I", 4) + bytes(4), id="none"),
        pytest.param(b"\x01", id="cut off"),
        pytest.param(b"\x07", id="something else"),
    ],
)
def test_damaged_pieces(table):
    """Pieces that no program writes are no text."""
    written = Doc().paragraph("甲乙丙")
    whole = written.save()
    right = written.parts[33]
    at = whole.index(right)
    data = bytearray(whole.replace(right, table.ljust(len(right), b"\0")[: len(right)]))
    if len(table) > len(right):
        data[at : at + len(table)] = table
        head = whole.index(struct.pack("<H", 0xA5EC))
        struct.pack_into("<I", data, head + 0x9A + 8 * 33 + 4, len(table))
    with pytest.raises(ReadError) as refusal:
        doc_document(bytes(data), "r.doc")

    assert refusal.value.message.key == "documents.damaged"


def test_shapes_out_of_order():
    """Positions that do not grow are damage."""
    written = Doc().paragraph("甲\x08").end_body().paragraph("乙").paragraph("")
    written.boxes((1, 0, 2))
    written.parts[56] = struct.pack("<3I", 5, 0, 3) + bytes(44)
    with pytest.raises(ReadError):
        document(written)


def test_boxes_outside():
    """A text box that has no text of its own, or is free for use, is none."""
    written = Doc().paragraph("甲\x08").end_body().paragraph("乙").paragraph("")
    written.boxes((1, 0, 200))
    free = Doc().paragraph("甲\x08").end_body().paragraph("乙").paragraph("")
    free.boxes((1, 0, 2))
    free.parts[56] = free.parts[56][:12] + struct.pack("<8xH", 1) + free.parts[56][22:]

    assert texts(document(written)) == texts(document(free)) == ["甲"]


def test_a_stream_that_is_too_large(monkeypatch):
    """A stream is not read if it is larger than a report can be."""
    monkeypatch.setattr("compliance.readers.compound.STREAM_BYTES", 1000)
    with pytest.raises(ReadError) as refusal:
        Compound(Doc().save(), "r.doc").read("WordDocument")

    assert refusal.value.message.key == "documents.part-too-large"


def test_left_to_others():
    """What is neither OLE nor RTF is none of its business."""
    assert read("r.doc", b"<html>", FORMS) is None


def test_units():
    """Positions count halves of characters: what stands behind them is where it is told."""
    text = DocText(Compound(Doc().run("😀").run("藏", HIDDEN).paragraph("").save(), "r.doc"))

    assert [(run.start, run.end) for run in text.runs()] == [(2, 3)]


def test_grid():
    """A table of the form as the template merges it."""
    rows = [
        [PaperCell("甲", 2, 2), PaperCell("乙")],
        [PaperCell("丙")],
        [PaperCell("丁"), PaperCell("戊"), PaperCell("")],
    ]

    assert told(document(Doc().table(rows))) == ["0-1v2:甲 | 2:乙", "2:丙", "0:丁 | 1:戊 | 2:"]


@pytest.mark.slow
@pytest.mark.skipif(matrix.OFFICE is None, reason="LibreOffice is not installed here")
def test_the_template_saved_as_doc(corpus, tmp_path):
    """The blank form, which Word made, reads alike when LibreOffice has saved it as an old document."""
    source = corpus / "template-2021.docx"
    made = matrix.by_libreoffice([source.read_bytes()], "doc")[0]

    assert told(doc_document(made, "r.doc")) == told(docx_document(source.read_bytes(), "r.docx"))


def test_a_stream_that_is_damaged():
    """A chain of sectors that leads nowhere is damage."""
    data = bytearray(Doc().paragraph("甲" * 3_000).save())
    (fat,) = struct.unpack_from("<I", data, 76)
    # The text is in the first stream, which begins with the first sector.
    struct.pack_into("<I", data, 512 * (fat + 1) + 4, 0x00FFFFFF)
    with pytest.raises(ReadError) as refusal:
        doc_document(bytes(data), "r.doc")

    assert refusal.value.message.key in ("documents.damaged", "documents.damaged-office")
