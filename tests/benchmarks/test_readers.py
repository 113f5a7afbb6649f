"""How long a report of each format takes to read, and how much memory. Nothing is asserted about time.

Wanted: a Word document in 30 ms, a workbook in 20 ms, a web page in 10 ms, a PDF or an OFD in 100 ms.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from compliance.readers.doc import read_doc
from compliance.readers.docx import read_docx
from compliance.readers.html import read_html
from compliance.readers.ofd import read_ofd
from compliance.readers.pdf import read_pdf
from compliance.readers.pdf_pages import read_pages
from compliance.readers.reading import report_of
from compliance.readers.text import read_text
from compliance.readers.xlsx import read_xlsx
from tests.conftest import ROOT
from tests.readers.drawn import as_pdf
from tests.readers.matrix import as_tabs
from tests.readers.olddoc import as_doc
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import as_docx, as_html, as_xlsx, paper
from tests.readers.test_rendered import random_figures
from tests.readers.writtenofd import as_ofd

PAPER = paper(random_figures(3, 0.1))
WRITTEN = {
    "docx": as_docx(PAPER),
    "doc": as_doc(PAPER),
    "xlsx": as_xlsx(PAPER),
    "html": as_html(PAPER).encode(),
    "pdf": as_pdf(PAPER),
    "ofd": as_ofd(PAPER),
    "text": as_tabs(PAPER).encode(),
}
GROWN = """
import json, sys
from tests.readers.printed_forms import FORMS
reader = getattr(__import__("compliance.readers." + sys.argv[1], fromlist=["x"]), "read_" + sys.argv[1])
data = sys.stdin.buffer.read()
def megabytes(field):
    with open("/proc/self/status") as status:
        return int(status.read().partition(field + ":")[2].split()[0]) / 1024
begun = megabytes("VmRSS")
reader(data, "r", FORMS)
print(json.dumps({"before": round(begun, 1), "peak": round(megabytes("VmHWM"), 1)}))
"""


def read_pdf_here(data, name, forms):
    """Read a PDF in this process: without the start of another one, and without its imports."""
    return report_of(read_pages(data, name, (), 60).document, data, name, forms)


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        pytest.param(read_docx, "docx", id="docx"),
        pytest.param(read_doc, "doc", id="doc"),
        pytest.param(read_html, "html", id="html"),
        pytest.param(read_xlsx, "xlsx", id="xlsx"),
        pytest.param(read_pdf_here, "pdf", id="pdf"),
        pytest.param(read_pdf, "pdf", id="pdf, in a process of its own"),
        pytest.param(read_ofd, "ofd", id="ofd"),
        pytest.param(read_text, "text", id="text"),
    ],
)
def test_a_report(benchmark, read, kind):
    """Two hundred cells and their words, from bytes to report."""
    report = benchmark(lambda: read(WRITTEN[kind], "r", FORMS))

    assert report.year == 2024


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told by Linux")
@pytest.mark.parametrize("kind", WRITTEN)
def test_memory(benchmark, kind):
    """How much a process has when it begins to read, its form loaded, and how much at most: libraries and all."""
    command = [sys.executable, "-c", GROWN, kind]

    def grown():
        done = subprocess.run(command, input=WRITTEN[kind], capture_output=True, cwd=ROOT, check=True)
        return json.loads(done.stdout)

    benchmark.extra_info["megabytes"] = told = benchmark.pedantic(grown)

    assert told["before"] <= told["peak"] < 200


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
