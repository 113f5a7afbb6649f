"""The same report printed by Chromium and by LibreOffice, where they are installed: every cell, every paragraph."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pytest

from compliance.readers import pdf as reader
from compliance.readers.pdf import read_pdf
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import as_docx, as_html, package, paper
from tests.readers.test_pdf import expected
from tests.readers.test_rendered import random_figures, told

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

FIGURES = random_figures(7, 0.1)
RULED = "table{border-collapse:collapse} td{border:1px solid #000}"
STYLES = {
    "ruled": RULED,
    "each cell by itself": "td{border:1px solid #000}",
    "no outer lines": "table{border-collapse:collapse;width:100%} td{border-bottom:1px solid;border-right:1px solid}",
    "dotted": "table{border-collapse:collapse} td{border:1px dotted #000;text-align:center}",
    "striped": RULED + "tr:nth-child(odd) td{background:#ccd}",
    "vertical label": RULED + "td[rowspan='22'] p{writing-mode:vertical-rl}",
    "turned label": RULED + "td[rowspan='22'] p{writing-mode:sideways-rl}",
    "landscape": "@page{size:A4 landscape}" + RULED,
}
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """What is read is tested here, not how fast: other tests, and the programs, may be at work beside it."""
    monkeypatch.setattr(reader, "SECONDS", 60.0)


def run(command: list[str], made) -> bytes:
    """What a program printed."""
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return made.read_bytes()


def by_chromium(folder, style: str) -> bytes:
    """The report as a page that a browser prints."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed here")
    source, made = folder / "r.html", folder / "r.pdf"
    page = as_html(paper(FIGURES)).replace("<head>", f'<head><meta charset="utf-8"><style>{style}</style>')
    source.write_text(page, encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    return run([CHROMIUM, *options, f"--print-to-pdf={made}", source.as_uri()], made)


def by_libreoffice(folder, cell: str) -> bytes:
    """The report as a Word file that LibreOffice prints.

    :param cell: More properties of the one cell that spans 22 rows.
    """
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed here")
    source, made = folder / "r.docx", folder / "r.pdf"
    with ZipFile(BytesIO(as_docx(paper(FIGURES)))) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    body = parts["word/document.xml"].decode()
    body = re.sub(r"<w:tbl>(<w:tr>.*?</w:tr>)", _with_grid, body)
    body = body.replace(
        '</w:tcPr><w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">三、本年度',
        f'{cell}</w:tcPr><w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">三、本年度',
    )
    parts |= {"word/document.xml": body, "[Content_Types].xml": TYPES}
    source.write_bytes(package(parts))
    options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    return run([OFFICE, *options, "--outdir", str(folder), str(source)], made)


def _with_grid(table: re.Match[str]) -> str:
    """A table with lines, and with as many columns as its first row has."""
    columns = sum(map(int, re.findall(r'gridSpan w:val="(\d+)"', table[1])))
    grid = f'<w:gridCol w:w="{9_000 // columns}"/>' * columns
    return f"<w:tbl><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{table[1]}"


def check(data: bytes) -> None:
    """Every cell and every paragraph is what was put in, and there is nothing to remark."""
    report = read_pdf(data, "r.pdf", FORMS)

    assert told(report) == expected(FIGURES)
    assert not report.partly_read
    assert not report.remarks
    assert (report.agency, report.year) == ("临湖市档案局", 2024)
    assert report.preface == "本报告的统计期限为2024年1月1日至2024年12月31日。"
    assert [len(part.paragraphs) for part in report.sections] == [1, 0, 0, 0, 1, 1]


@pytest.mark.parametrize("style", STYLES)
def test_chromium(tmp_path, style):
    """Fonts that are drawings, radicals for characters, borders as every page has them."""
    check(by_chromium(tmp_path, STYLES[style]))


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("", id="plain"),
        pytest.param('<w:textDirection w:val="btLr"/>', id="a label turned"),
        pytest.param('<w:textDirection w:val="tbRl"/>', id="a label turned the other way"),
    ],
)
def test_libreoffice(tmp_path, cell):
    """Rows that the page's end cuts in two, figures broken where their cell is full."""
    check(by_libreoffice(tmp_path, cell))
