"""Kinds of file and encodings of text: by the bytes."""

from __future__ import annotations

import pytest

from compliance.errors import ReadError
from compliance.readers.encoding import decode
from compliance.readers.kinds import Kind, kind_of


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"PK\x03\x04\x14\x00", Kind.ZIP, id="docx, xlsx, ofd"),
        pytest.param(b"PK\x05\x06\x00", Kind.ZIP, id="an empty zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", Kind.OLE, id="doc, wps"),
        pytest.param(b"%PDF-1.4", Kind.PDF, id="pdf"),
        pytest.param(b"\n\n%PDF-1.4", Kind.PDF, id="pdf behind line ends"),
        pytest.param(b"{\\rtf1", Kind.RTF, id="rtf"),
        pytest.param(b"<!DOCTYPE html>", Kind.HTML, id="html"),
        pytest.param(b"\xef\xbb\xbf  <HTML lang=zh>", Kind.HTML, id="html behind a mark"),
        pytest.param(b"<table><tr>", Kind.HTML, id="a table saved as a document"),
        pytest.param(b"<http://example.org> is text", Kind.TEXT, id="text that begins with a bracket"),
        pytest.param(b' {"govcheck": "report/1"}', Kind.JSON, id="json"),
        pytest.param(b"[1, 2]", Kind.JSON, id="a list"),
        pytest.param(b'{"title": "\x01"}', Kind.JSON, id="json with a control character"),
        pytest.param('{"govcheck": "report/1"}'.encode("utf-16"), Kind.JSON, id="json in UTF-16"),
        pytest.param("[正文]".encode(), Kind.TEXT, id="text in brackets"),
        pytest.param("报告".encode("utf-16"), Kind.TEXT, id="UTF-16"),
        pytest.param("报告".encode("gb18030"), Kind.TEXT, id="GB18030"),
        pytest.param("报告".encode(), Kind.TEXT, id="UTF-8"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", Kind.BINARY, id="a picture"),
        pytest.param(b"", Kind.EMPTY, id="nothing"),
        pytest.param(b" \n", Kind.EMPTY, id="white space"),
        pytest.param(b" " * 5000 + b"a", Kind.TEXT, id="much white space"),
    ],
)
def test_kind_of(data, kind):
    """The leading bytes tell, whatever the file is called."""
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        pytest.param("报告".encode(), None, "报告", id="UTF-8"),
        pytest.param("报告".encode("utf-8-sig"), None, "报告", id="UTF-8 with a mark"),
        pytest.param("报告".encode("gb2312"), "gb2312", "报告", id="as declared"),
        pytest.param("㐂".encode("gb18030"), "gb2312", "㐂", id="more than was declared"),
        pytest.param("報告".encode("big5"), "big5", "報告", id="another encoding that is declared"),
        pytest.param("报告".encode("gb18030"), "no-such", "报告", id="an unknown one declared"),
        pytest.param("报告".encode("gb18030"), "base64", "报告", id="no encoding of text declared"),
        pytest.param("报告".encode("utf-16-le"), None, None, id="UTF-16 without a mark is not guessed"),
        pytest.param("报告".encode("utf-16"), None, "报告", id="UTF-16"),
        pytest.param("报告".encode("utf-32"), None, "报告", id="UTF-32"),
        pytest.param(b"\xff\xfeabc", None, None, id="a mark and half a character"),
    ],
)
def test_decode(data, declared, text):
    """Mark, UTF-8, what is declared, GB18030; else refused."""
    if text is None:
        try:
            told = decode(data, "a", declared)
        except ReadError:
            told = ""
        assert told != "报告"
    else:
        assert decode(data, "a", declared) == text
