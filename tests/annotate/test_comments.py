"""What comments tell, whose comments are replaced, and what is left as it is."""

from __future__ import annotations

import codecs
import dataclasses
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest

from compliance.annotate import annotated, ending_of
from compliance.annotate.elements import root_of
from compliance.annotate.notes import MOST_PLACES
from compliance.errors import ReadError, UsageError
from compliance.findings import Citation, ReportResult, TextRef
from compliance.session import Options, check_files
from tests.annotate.documents import (
    PART,
    TYPES,
    at_cell,
    at_words,
    enclosed,
    finding,
    noted,
    parts_of,
    with_parts,
    word,
)
from tests.readers.rendered import W, as_docx, paper, paragraph, relationships, run, word_cell, word_table

SHEET = paragraph("申请36件，办结40件") + word_table(word_cell("行") + word_cell("34") + word_cell(""))
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"


def comments(data: bytes) -> list[tuple[int, str, str]]:
    """Id, author and words of each comment, as python-docx reads them."""
    return [
        (comment.comment_id, comment.author, "\n".join(p.text for p in comment.paragraphs))
        for comment in docx.Document(BytesIO(data)).comments
    ]


def foreign(*more: str) -> bytes:
    """A document in which somebody has put a comment, and *more* into the comments."""
    body = (
        '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>申请36件</w:t></w:r><w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
    )
    theirs = f'<w:comment w:id="7" w:author="甲"><w:p>{run("请核对")}</w:p></w:comment>'
    return word(
        body,
        word__comments=f'<w:comments xmlns:w="{W}" xmlns:w14="{WORD_2010}">{theirs}{"".join(more)}</w:comments>',
        **{
            "word___rels__document.xml.rels": relationships(comments="comments.xml"),
            "[Content_Types]": TYPES.replace(
                "</Types>",
                '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-'
                'officedocument.wordprocessingml.comments+xml"/></Types>',
            ),
        },
    )


def test_what_a_comment_tells() -> None:
    """Kind and title, what is wrong, the clause and the rule."""
    told = at_words(
        0, "36件", rule="narrative.requests", citations=(Citation("国务院令第711号", "第五十条"),)
    )

    assert comments(noted(word(SHEET), told)) == [
        (0, "govcheck", "【警告】应当：标题\n消息\n依据 国务院令第711号，第五十条 narrative.requests")
    ]


def test_many_blanks_are_one_comment() -> None:
    """At the first of them, with the places of all: nobody answers a comment on each."""
    blanks = [
        at_cell(0, 0, n % 3, instance={"row": f"行{n}", "column": "列"}) for n in range(MOST_PLACES + 1)
    ]
    other = at_cell(0, 0, 1, rule="b.c")
    told = comments(noted(word(SHEET), *blanks, other))

    assert [text.splitlines()[0] for _, _, text in told] == ["【警告】应当：标题"] * 2
    assert f"同样的还有 {MOST_PLACES} 格，一共是：" in told[0][2]


def test_a_cause_is_one_comment() -> None:
    """All that it explains, at the cell to look at, with what it should be; the other cells of the repair say so."""
    one, two = at_cell(0, 0, 1, cause="c1"), at_cell(0, 0, 2, cause="c1", title="又一条")
    changes = [
        {"table": "表", "row": "行0", "column": f"列{n}", "value": 1, "suggested": 2 + n} for n in (1, 2)
    ]
    cause = {"id": "c1", "changes": changes, "slip": "exchanged", "alternatives": [], "equally_likely": 1}
    made = noted(word(SHEET), one, two, causes=(cause,))
    head = "【警告】行0·列1 1 应是 3，行0·列2 1 应是 4（像是两格写反了）"

    assert comments(made) == [
        (
            0,
            "govcheck",
            f"{head}\n能同时说明 2 处不符；这样小的改法只有这一种\n应当：标题。消息\na.b\n应当：又一条。消息\na.b",
        ),
        (1, "govcheck", head),
    ]
    assert enclosed(made) == {0: "34", 1: ""}


def test_a_cause_whose_cell_has_no_place() -> None:
    """It is told where the document begins."""
    change = {"table": "别的", "row": "行", "column": "列", "value": 1, "suggested": 2}
    cause = {"id": "c1", "changes": [change], "slip": None, "alternatives": [], "equally_likely": 1}

    assert enclosed(noted(word(SHEET), at_cell(0, 0, 1, cause="c1"), causes=(cause,))) == {
        0: "申请36件，办结40件"
    }


@pytest.mark.parametrize(
    ("cell", "marked"),
    [
        pytest.param({}, "34", id="at the cell that is held against it"),
        pytest.param({"cells": ()}, "申请36件，办结40件", id="which has no place"),
    ],
)
def test_a_cause_in_another_report(cell: dict[str, Any], marked: str) -> None:
    """What is wrong there is told here, with the name of that report."""
    change = {"table": "表", "row": "行9", "column": "列9", "value": 1, "suggested": 2, "report": "上年.docx"}
    cause = {"id": "c1", "changes": [change], "slip": None, "alternatives": [], "elsewhere": 2, "one_of": 1}
    made = noted(word(SHEET), dataclasses.replace(at_cell(0, 0, 1, cause="c1"), **cell), causes=(cause,))

    assert comments(made)[0][2].split("\n")[:2] == [
        "【警告】上年.docx 的 行9·列9 1 应是 2：差 1",
        "能说明 1 处不符，还有那份报告自己的 2 处；这样小的改法只有这一种",
    ]
    assert enclosed(made) == {0: marked}


def test_words_in_many_places() -> None:
    """Each place has the comment, but not more than twenty."""
    text = tuple(TextRef("一", 1, n, n + 1, "件", {"paragraph": 0}) for n in range(30))

    assert len(comments(noted(word(SHEET), finding(text=text)))) == 20


def test_what_is_accepted_has_no_comment() -> None:
    """A waiver ends the matter."""
    assert comments(noted(word(SHEET), at_cell(0, 0, 1, waived={"reason": "r"}))) == []


def test_hostile_words() -> None:
    """They are shown as what they are."""
    evil = "<w:p>&amp;]]>\x00\u202e\ud83d\uffff"

    assert comments(noted(word(SHEET), at_cell(0, 0, 1, message=evil)))[0][2].split("\n")[1] == (
        "<w:p>&amp;]]>\\u0000\\u202e\\ud83d\ufffd"
    )


# ── everything else stays ────────────────────────────────────────────────────────────────────────────────────


def test_everything_else_byte_for_byte() -> None:
    """Only the parts that comments need change, and of the document nothing is lost: what is new goes in between."""
    data = word(SHEET, word__media__a=b"\x00\xff picture")
    made = parts_of(noted(data, at_cell(0, 0, 1), at_cell(0, 0, 2), at_words(0, "36件")))
    before = parts_of(data)
    rest = iter(made[PART])

    assert list(made) == [*before, "word/comments.xml"]
    assert {name for name in before if made[name] != before[name]} == {
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        PART,
    }
    assert all(byte in rest for byte in before[PART])


MARKS = re.compile(rb'<w:commentRange(Start|End) w:id="\d+"/>|<w:r><w:commentReference w:id="\d+"/></w:r>')


def test_without_the_marks_it_is_the_document_itself() -> None:
    """Where no run has to be cut, what goes in are marks and nothing else."""
    body = SHEET + paragraph("二、标题") + f'<w:p><w:ins w:id="3" w:author="甲">{run("改过")}</w:ins></w:p>'
    data = word(body)
    told = (at_cell(0, 0, 1), at_cell(0, 0, 2), at_words(3, "二、标题"), at_words(4, "改过"))
    made = parts_of(noted(data, *told))[PART]

    assert made.count(b"commentReference") == len(told)
    assert MARKS.sub(b"", made) == parts_of(data)[PART]


def test_running_again_changes_nothing() -> None:
    """Our comments are replaced by the same."""
    told = (at_cell(0, 0, 1), at_cell(0, 0, 2), at_words(0, "36件"), at_words(0, "36件，办"))
    once = noted(word(SHEET), *told)

    assert parts_of(noted(once, *told)) == parts_of(once)


def test_mended_findings_are_gone() -> None:
    """What is found no more has no comment any more; without a cut phrase the document is what it was."""
    data = word(SHEET)
    once = noted(data, at_cell(0, 0, 1), at_words(0, "申请36件，办结40件"))
    mended = noted(once)

    assert comments(mended) == []
    assert parts_of(mended)[PART] == parts_of(data)[PART]


def test_foreign_comments_stay() -> None:
    """Theirs is byte for byte what it was, ours is numbered after it."""
    data = foreign()
    made = noted(noted(data, at_words(0, "36件")), at_words(0, "36件", message="新的"))
    theirs = parts_of(data)["word/comments.xml"].removesuffix(b"</w:comments>")

    assert [(id_, author) for id_, author, _ in comments(made)] == [(7, "甲"), (8, "govcheck")]
    assert parts_of(made)["word/comments.xml"].startswith(theirs)
    assert enclosed(made) == {7: "申请36件", 8: "36件"}


@pytest.mark.parametrize(
    ("message", "ours"),
    [
        pytest.param("消息", [8], id="the same finding: not told twice"),
        pytest.param("别的", [8, 10], id="another finding"),
    ],
)
def test_answered_comments_stay(message: str, ours: list[int]) -> None:
    """Where somebody has answered a comment of ours, it stays, and so does the answer."""

    def comment(id_: int, author: str, words: str, mark: str) -> str:
        return (
            f'<w:comment w:id="{id_}" w:author="{author}">'
            f'<w:p w14:paraId="{mark}"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        )

    said = "".join(("【警告】应当：标题", "消息", "a.b"))
    data = foreign(
        comment(8, "govcheck", said, "AA"), comment(9, "乙", "已改", "BB"), comment(5, "govcheck", "旧", "CC")
    )
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="AA"/><w15:commentEx w15:paraId="BB" w15:paraIdParent="AA"/>'
        '<w15:commentEx w15:paraId="CC"/></w15:commentsEx>'
    )
    ids = (
        '<a:ids xmlns:a="urn:ids"><a:id a:paraId="AA" a:durableId="1A"/>'
        '<a:id a:paraId="CC" a:durableId="1C"/></a:ids>'
    )
    extensible = '<a:all xmlns:a="urn:extensible"><a:one a:durableId="1A"/><a:one a:durableId="1C"/></a:all>'
    people = '<w15:people xmlns:w15="urn:people"><w15:person w15:author="govcheck"/></w15:people>'
    names = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
    data = with_parts(
        data,
        {
            "word/commentsExtended.xml": extended,
            "word/commentsIds.xml": ids,
            "word/commentsExtensible.xml": extensible,
            "word/people.xml": people,
            "word/_rels/document.xml.rels": relationships(**{name: f"{name}.xml" for name in names}),
        },
    )
    made = noted(data, at_words(0, "36件", message=message))

    assert [id_ for id_, author, _ in comments(made) if author == "govcheck"] == ours
    assert [id_ for id_, author, _ in comments(made) if author == "乙"] == [9]
    assert b'"CC"' not in parts_of(made)["word/commentsExtended.xml"]
    assert parts_of(made)["word/commentsExtended.xml"].count(b"commentEx ") == 2
    assert parts_of(made)["word/commentsIds.xml"].decode() == ids.replace(
        '<a:id a:paraId="CC" a:durableId="1C"/>', ""
    )
    assert parts_of(made)["word/commentsExtensible.xml"].decode() == extensible.replace(
        '<a:one a:durableId="1C"/>', ""
    )
    assert parts_of(made)["word/people.xml"].decode() == people


def test_marks_that_word_wrote() -> None:
    """Word gives the run of a reference a style, or puts it beside text: only the mark goes."""
    once = noted(word(SHEET), at_cell(0, 0, 1))
    plain = b'<w:r><w:commentReference w:id="0"/></w:r>'
    styled = b'<w:r><w:rPr><w:b/></w:rPr><w:commentReference w:id="0"/><w:t>x</w:t></w:r>'
    saved = with_parts(once, {PART: parts_of(once)[PART].replace(plain, styled)})

    assert b"<w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r>" in parts_of(noted(saved))[PART]


# ── packages of other shapes ─────────────────────────────────────────────────────────────────────────────────


def test_the_strict_dialect() -> None:
    """ISO 29500 Strict has other namespaces."""
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = word(SHEET)
    data = with_parts(data, {PART: parts_of(data)[PART].replace(W.encode(), strict.encode())})
    made = parts_of(noted(data, at_cell(0, 0, 1)))

    assert strict.encode() in made["word/comments.xml"]
    assert (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in made["word/_rels/document.xml.rels"]
    )


def test_names_without_a_prefix() -> None:
    """A namespace may be the default one; attributes still need a prefix."""
    data = word(SHEET)
    bare = (
        parts_of(data)[PART].decode().replace("xmlns:w=", "xmlns=").replace("<w:", "<").replace("</w:", "</")
    )
    theirs = f'<comments xmlns="{W}" xmlns:x="{W}"><comment x:id="3" x:author="甲"><p/></comment></comments>'
    bare = bare.replace("w:val", "val")
    made = noted(
        with_parts(
            data,
            {
                PART: bare,
                "word/comments.xml": theirs,
                "word/_rels/document.xml.rels": relationships(comments="comments.xml"),
            },
        ),
        at_cell(0, 0, 1),
    )

    assert enclosed(made) == {4: "34"}
    assert b'<w:comment xmlns:w="' in parts_of(made)["word/comments.xml"]


def test_utf_16() -> None:
    """It is the same text in UTF-8 afterwards."""
    data = word(SHEET)
    text = '<?xml version="1.0" encoding="UTF-16"?>' + parts_of(data)[PART].decode()
    made = noted(with_parts(data, {PART: codecs.BOM_UTF16_LE + text.encode("utf-16-le")}), at_cell(0, 0, 1))

    assert enclosed(made) == {0: "34"}
    assert parts_of(made)[PART].startswith(b'<?xml version="1.0"?>')


def test_a_document_without_relations() -> None:
    """They are made, and a part that bears the name already is let alone."""
    data = word(SHEET, word__comments="<x/>")
    with ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist() if name != "word/_rels/document.xml.rels"}
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    made = parts_of(noted(out.getvalue(), at_cell(0, 0, 1)))

    assert made["word/comments.xml"] == b"<x/>"
    assert b'Target="comments1.xml"' in made["word/_rels/document.xml.rels"]


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────────────


def protected(edit: str, enforcement: str = "1") -> bytes:
    """A document with protection in its settings."""
    told = f'<w:documentProtection w:edit="{edit}" w:enforcement="{enforcement}"/>'
    return word(
        SHEET,
        word__settings=f'<w:settings xmlns:w="{W}">{told}</w:settings>',
        **{"word___rels__document.xml.rels": relationships(settings="settings.xml")},
    )


@pytest.mark.parametrize(
    ("data", "key"),
    [
        pytest.param(b"%PDF-1.7", "annotate.not-word", id="no Word document"),
        pytest.param(word(SHEET, _xmlsignatures__sig1=b"<x/>"), "annotate.signed", id="signed"),
        pytest.param(protected("readOnly"), "annotate.protected", id="read only"),
        pytest.param(protected("forms", "true"), "annotate.protected", id="a form"),
    ],
)
def test_refused(data: bytes, key: str) -> None:
    """Nothing is written, and HTML is offered."""
    with pytest.raises(UsageError) as raised:
        noted(data, at_cell(0, 0, 1))

    assert raised.value.message.key == key
    assert "--format html" in raised.value.text("en")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(protected("comments"), id="comments allowed"),
        pytest.param(protected("trackedChanges"), id="changes allowed"),
        pytest.param(protected("readOnly", "0"), id="not in force"),
    ],
)
def test_not_refused(data: bytes) -> None:
    """Protection that lets comments through."""
    assert len(comments(noted(data, at_cell(0, 0, 1)))) == 1


MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        pytest.param(PLAIN, ".docx", id="a document"),
        pytest.param(MACROS, ".docm", id="with macros"),
        pytest.param(TEMPLATE, ".dotx", id="a template"),
        pytest.param("", ".docx", id="told nowhere"),
    ],
)
def test_how_its_name_ends(kind: str, ending: str) -> None:
    """Word does not open a document with macros that is called .docx; the macros themselves are left alone."""
    types = TYPES.replace(PLAIN, kind)
    data = word(SHEET, **{"[Content_Types]": types, "word__vbaProject": b"\x00macros"})
    made = noted(data, at_cell(0, 0, 1))

    assert ending_of(data, "a") == ending_of(made, "a") == ending
    assert parts_of(made)["word/vbaProject.xml"] == b"\x00macros"
    assert enclosed(made) == {0: "34"}


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than any report has in pictures."""
    monkeypatch.setattr("compliance.annotate.document.UNPACKED_BYTES", 100)
    with pytest.raises(UsageError) as raised:
        noted(word(SHEET))

    assert raised.value.message.key == "annotate.too-large"


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(b"<a><b></a>", id="torn"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', id="a DOCTYPE"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_damaged(xml: bytes) -> None:
    """Told as damage, not as a bug."""
    with pytest.raises(ValueError, match=r"."):
        root_of(xml)
    with pytest.raises(ReadError):
        noted(with_parts(word(SHEET), {PART: xml}), at_cell(0, 0, 1))


# ── whole reports ────────────────────────────────────────────────────────────────────────────────────────────


def figures(**changes: str) -> dict[tuple[str, str, str], str]:
    """A part three with one request in it, and what is changed."""
    made = {
        ("依申请公开", row, column): "0" for row in ("本年新收", "予以公开", "办理总计") for column in COLUMNS
    }
    made |= {
        ("依申请公开", row, column): "1"
        for row in ("本年新收", "予以公开", "办理总计")
        for column in ("自然人", "总计")
    }
    return made | {("依申请公开", "办理总计", column): value for column, value in changes.items()}


COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他组织", "总计")


def drafted(tmp_path: Path, **changes: str) -> tuple[Path, ReportResult]:
    """A report in Word, checked."""
    file = tmp_path / "draft.docx"
    file.write_bytes(with_parts(as_docx(paper(figures(**changes))), {"[Content_Types].xml": TYPES}))
    options = Options(needs=frozenset({"report"}))
    return file, check_files([str(file)], options).reports[0]


def test_a_whole_report(tmp_path: Path) -> None:
    """Every comment is where it belongs: python-docx finds each, and blanks of the form are marked one by one."""
    file, result = drafted(tmp_path, 自然人="12")
    made = annotated(file.read_bytes(), str(file), result, "zh")
    places = enclosed(made)
    cell = next(id_ for id_, _, text in comments(made) if "办理总计·自然人 12 应是 1" in text)
    missing = next(
        id_ for id_, _, text in comments(made) if "fees.stated" in text or "content.aspects" in text
    )

    assert places[cell] == "12"
    assert places[missing].startswith(("一、", "六、"))
    assert set(places) == {id_ for id_, _, _ in comments(made)}


def test_the_template(corpus: Path) -> None:
    """The real template, not filled in: hundreds of blank cells, merged rows and columns."""
    file = corpus / "template-2021.docx"
    result = check_files([str(file)], Options(needs=frozenset({"report"}))).reports[0]
    made = annotated(file.read_bytes(), str(file), result, "zh")
    blanks = [(id_, text) for id_, _, text in comments(made) if "requests.filled" in text]

    assert [enclosed(made)[id_] for id_, _ in blanks] == [""]
    assert "同样的还有 174 格，一共是：\n本年新收、上年结转、" in blanks[0][1]
