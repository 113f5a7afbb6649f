"""A file is what its content says, whatever its name."""

from __future__ import annotations

import pytest

from compliance.errors import ReadError
from compliance.readers import doc, html, office
from tests.readers.olddoc import as_doc
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import as_docx, as_html, as_xlsx, package, paper
from tests.readers.writtenofd import as_ofd

PAPER = paper({("依申请公开", "本年新收", "自然人"): "37"})


@pytest.mark.parametrize(
    ("reader", "data", "name", "expected"),
    [
        pytest.param(office, as_docx(PAPER), "r.docx", "docx", id="Word"),
        pytest.param(office, as_docx(PAPER), "r.doc", "docx", id="Word under another name"),
        pytest.param(office, as_xlsx(PAPER), "r.docx", "xlsx", id="a workbook called a document"),
        pytest.param(
            html, as_html(PAPER).encode(), "r.doc", "html", id="a page that a portal calls a document"
        ),
        pytest.param(office, as_html(PAPER).encode(), "r.docx", None, id="a page is no package"),
        pytest.param(html, as_docx(PAPER), "r.html", None, id="a package is no page"),
        pytest.param(office, as_ofd(PAPER), "r.pdf", "ofd", id="OFD under another name"),
        pytest.param(office, package({"a": ""}), "r.zip", None, id="another zip"),
        pytest.param(office, as_doc(PAPER), "r.docx", None, id="old Word has its own reader"),
        pytest.param(doc, as_doc(PAPER), "r.docx", "doc", id="old Word called new"),
        pytest.param(doc, as_doc(PAPER), "r.wps", "doc", id="WPS that is old Word"),
        pytest.param(doc, as_docx(PAPER), "r.doc", None, id="new Word called old"),
    ],
)
def test_by_content(reader, data, name, expected):
    """Each reader takes what is its own, and leaves the rest to others."""
    report = reader.read(name, data, FORMS)

    assert (report and report.source.reader) == expected
    assert report is None or report.tables["依申请公开"]["本年新收"]["自然人"].value == 37


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        pytest.param(as_docx(PAPER)[:-40], "r.docx", "documents.no-package", id="cut short"),
        pytest.param(
            package({"a": ""}), "R.XLSX", "documents.part-missing", id="a zip that says it is a workbook"
        ),
        pytest.param(
            package({"a": ""}), "r.ofd", "documents.part-missing", id="a zip that says it is an OFD"
        ),
    ],
)
def test_damaged(data, name, expected):
    """What is its own and cannot be read is refused, not handed on."""
    with pytest.raises(ReadError) as refusal:
        office.read(name, data, FORMS)

    assert refusal.value.message.key == expected
