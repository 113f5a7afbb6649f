"""How long a report of each format takes to read. Nothing is asserted about time: `.ci/run` keeps the figures.

Wanted: a Word document in 30 ms, a workbook in 20 ms, a web page in 10 ms, a PDF in 100 ms.
"""

from __future__ import annotations

import pytest

from compliance.readers.docx import read_docx
from compliance.readers.html import read_html
from compliance.readers.pdf import read_pdf
from compliance.readers.pdf_pages import read_pages
from compliance.readers.reading import report_of
from compliance.readers.xlsx import read_xlsx
from tests.readers.drawn import as_pdf
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import as_docx, as_html, as_xlsx, paper
from tests.readers.test_rendered import random_figures

PAPER = paper(random_figures(3, 0.1))


def read_pdf_here(data, name, forms):
    """Read a PDF in this process: without the start of another one, and without its imports."""
    return report_of(read_pages(data, name, (), 60).document, data, name, forms)


@pytest.mark.parametrize(
    ("read", "data"),
    [
        pytest.param(read_docx, as_docx(PAPER), id="docx"),
        pytest.param(read_html, as_html(PAPER).encode(), id="html"),
        pytest.param(read_xlsx, as_xlsx(PAPER), id="xlsx"),
        pytest.param(read_pdf_here, as_pdf(PAPER), id="pdf"),
    ],
)
def test_a_report(benchmark, read, data):
    """Two hundred cells and their words, from bytes to report."""
    report = benchmark(lambda: read(data, "r", FORMS))

    assert report.year == 2024


@pytest.mark.parametrize(
    ("read", "file"),
    [
        pytest.param(read_docx, "template-2021.docx", id="the template"),
        pytest.param(read_html, "shuyang-drb-2023.html", id="a portal's page of 89 kB"),
        pytest.param(read_html, "pingtan-2019.html", id="a portal's page of 142 kB"),
        pytest.param(read_pdf_here, "huaian-2024.pdf", id="a PDF of 6 pages"),
        pytest.param(read_pdf_here, "hongze-2023.pdf", id="a PDF of 5 pages"),
        pytest.param(read_pdf, "huaian-2024.pdf", id="a PDF, in a process of its own"),
    ],
)
def test_real_documents(benchmark, corpus, read, file):
    """Documents with all that Word and portals put into them."""
    data = (corpus / file).read_bytes()
    report = benchmark(lambda: read(data, file, FORMS))

    assert len(report.tables) == 3
