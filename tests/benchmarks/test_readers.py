"""How long a report of each format takes to read. Nothing is asserted about time: `.ci/run` keeps the figures.

Wanted: a Word document in 30 ms, a workbook in 20 ms, a web page in 10 ms.
"""

from __future__ import annotations

import pytest

from compliance.readers.docx import read_docx
from compliance.readers.html import read_html
from compliance.readers.xlsx import read_xlsx
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import as_docx, as_html, as_xlsx, paper
from tests.readers.test_rendered import random_figures

PAPER = paper(random_figures(3, 0.1))


@pytest.mark.parametrize(
    ("read", "data"),
    [
        pytest.param(read_docx, as_docx(PAPER), id="docx"),
        pytest.param(read_html, as_html(PAPER).encode(), id="html"),
        pytest.param(read_xlsx, as_xlsx(PAPER), id="xlsx"),
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
    ],
)
def test_real_documents(benchmark, corpus, read, file):
    """Documents with all that Word and portals put into them."""
    data = (corpus / file).read_bytes()
    report = benchmark(lambda: read(data, file, FORMS))

    assert len(report.tables) == 3
