"""Annotated reports of three shapes, opened by python-docx and by LibreOffice: every comment is where it belongs."""

from __future__ import annotations

import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.text.paragraph import Paragraph
from lxml import etree

from compliance.annotate import annotated
from compliance.findings import ReportResult
from compliance.readers.libreoffice import libreoffice
from compliance.session import Options, check_files
from tests.annotate.documents import PART, TYPES, enclosed, parts_of, with_parts
from tests.consistent import consistent_report
from tests.readers.rendered import Figures, W, as_docx, paper, relationships, run

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
WRONG, BLANK = ("依申请公开", "办理总计", "商业企业"), ("主动公开", "行政处罚", "处理决定")
TOLD = "2024年，收到政府信息公开申请99999件。"


def figures() -> Figures:
    """Those of a consistent report, with a wrong one and a blank among them."""
    found = {
        (table, row, column): str(held)
        for table, rows in consistent_report(11)["tables"].items()
        for row, columns in rows.items()
        for column, held in columns.items()
    }
    return found | {WRONG: "99999", BLANK: ""}


def typed() -> bytes:
    """A plain document: the text in one run each, tables without a style."""
    blocks = paper(figures())
    blocks[3] = TOLD
    return with_parts(as_docx(blocks), {"[Content_Types].xml": TYPES})


def revised() -> bytes:
    """The same after a round through several hands: tracked changes, content controls, a comment, a footnote."""
    data = typed()
    document = parts_of(data)[PART].decode()
    told = (
        run("2024年，收到")
        + '<w:del w:id="90" w:author="甲"><w:r><w:delText>市民的</w:delText></w:r></w:del>'
        + f'<w:ins w:id="91" w:author="甲">{run("政府信息")}</w:ins>'
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('公开申请99999')}</w:sdtContent></w:sdt>"
        + '<w:commentRangeStart w:id="4"/>' + run("件。") + '<w:commentRangeEnd w:id="4"/>'
        + '<w:r><w:commentReference w:id="4"/></w:r>'
    )  # fmt: skip
    said = f'<w:comment w:id="4" w:author="甲"><w:p>{run("请核对")}</w:p></w:comment>'
    theirs = f'<w:comments xmlns:w="{W}">{said}</w:comments>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    return with_parts(
        data,
        {
            PART: document.replace(run(TOLD), told),
            "word/comments.xml": theirs,
            "word/_rels/document.xml.rels": relationships(comments="comments.xml"),
            "[Content_Types].xml": TYPES.replace(
                "</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
            ),
        },
    )


def filled_in(template: Path) -> bytes:
    """The form of the State Council's office, filled in: real styles, merged cells, headings."""
    report = _checked(template).report
    assert report is not None
    document = docx.Document(str(template))
    tables = list(document.element.iter(f"{{{W}}}tbl"))
    for (table, row, column), figure in figures().items():
        place = report.tables[table][row][column].at
        at = {} if place is None else place.to_json()
        cell = tables[at["table"]].findall(f"{{{W}}}tr")[at["row"]].findall(f"{{{W}}}tc")[at["cell"]]
        Paragraph(cell.find(f"{{{W}}}p"), document._body).add_run(figure)
    for paragraph in document.paragraphs:
        if "格式模板" in paragraph.text:
            paragraph.text = "临湖市档案局2024年政府信息公开工作年度报告"
            paragraph.insert_paragraph_before("（送审稿）")
        elif paragraph.text == "（文字描述）":
            paragraph.text = TOLD
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _checked(file: Path) -> ReportResult:
    return check_files([str(file)], Options(needs=frozenset({"report"}))).reports[0]


@pytest.fixture(params=["typed", "revised", "filled in"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    """A report with comments."""
    file = tmp_path / "report.docx"
    if request.param == "filled in":
        corpus: Path = request.getfixturevalue("corpus")
        file.write_bytes(filled_in(corpus / "template-2021.docx"))
    else:
        file.write_bytes(typed() if request.param == "typed" else revised())
    return annotated(file.read_bytes(), str(file), _checked(file), "zh")


def test_python_docx_finds_every_comment_where_it_belongs(made: bytes) -> None:
    """The wrong figure, the blank cell, the words, a heading."""
    places = enclosed(made)
    told = {comment.comment_id: comment.text for comment in docx.Document(BytesIO(made)).comments}
    where = {
        wanted: {places[id_].strip() for id_, text in told.items() if wanted in text}
        for wanted in (
            "办理总计·商业企业 99999 应是",
            "disclosure.filled",
            "narrative.requests",
            "content.aspects",
        )
    }

    assert set(told) == set(places)
    assert where["办理总计·商业企业 99999 应是"] == {"99999"}
    assert where["disclosure.filled"] == {""}
    assert {each.rstrip("件") for each in where["narrative.requests"]} == {"收到政府信息公开申请99999"}
    assert where["content.aspects"] == {"一、总体情况"}


@pytest.mark.slow
@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_them_there_too(made: bytes, tmp_path: Path) -> None:
    """All comments, theirs and ours, each at the same words."""
    places = enclosed(made)
    expected = Counter(
        (_close(comment.text), _close(places[comment.comment_id]))
        for comment in docx.Document(BytesIO(made)).comments
    )
    (tmp_path / "out.docx").write_bytes(made)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [str(libreoffice()), profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path)]
    subprocess.run([*words, str(tmp_path / "out.docx")], check=True, capture_output=True, timeout=100)

    assert Counter(_annotations(tmp_path / "out.odt")) == expected


def _close(text: str) -> str:
    return "".join(text.replace("¶", "").split())


def _annotations(file: Path) -> list[tuple[str, str]]:
    """The words of each comment of an OpenDocument text, and the words at which it stands."""
    with ZipFile(file) as parts:
        body = etree.fromstring(parts.read("content.xml")).find(f".//{OFFICE}text")
    assert body is not None
    said: dict[str, str] = {}
    open_: dict[str, str] = {}
    done: list[tuple[str, str]] = []
    for event, element in etree.iterwalk(body, events=("start", "end", "comment")):
        inside = next(element.iterancestors(f"{OFFICE}annotation", f"{TEXT}tracked-changes"), None)
        if element.tag == f"{OFFICE}annotation" and event == "start":
            name = element.get(f"{OFFICE}name") or f"empty {len(done)}"
            said[name] = "".join("".join(p.itertext()) for p in element.iter(f"{TEXT}p"))
            open_[name] = ""
            if not element.get(f"{OFFICE}name"):
                done.append((_close(said[name]), _close(open_.pop(name))))
        elif element.tag == f"{OFFICE}annotation-end" and event == "start":
            name = element.get(f"{OFFICE}name")
            done.append((_close(said[name]), _close(open_.pop(name))))
        if inside is None:
            shown = (
                element.tail
                if event == "end"
                else None
                if element.tag == f"{OFFICE}annotation"
                else element.text
            )
            open_ = {name: text + (shown or "") for name, text in open_.items()}
    return done
