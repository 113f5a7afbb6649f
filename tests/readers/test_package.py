"""Office packages are opened such that no file can do harm, and every refusal says why and what to do."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from compliance.errors import ReadError
from compliance.readers.docx import docx_document
from compliance.readers.package import PARTS, Package, package_format
from tests.readers.rendered import as_docx, as_xlsx, docx, package, paragraph, relationships
from tests.readers.told import told

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = docx(paragraph("文"))


def with_part(content: str | bytes, part: str = "word/document.xml", **more: str) -> bytes:
    """A Word document with another part in place of its own."""
    return package({"_rels/.rels": relationships(officeDocument="word/document.xml"), part: content, **more})


def compressed(method: int) -> bytes:
    """A Word document packed in another way."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as source, zipfile.ZipFile(out, "w", method) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue()


def lying(size: int) -> bytes:
    """A Word document whose directory gives another size for its main part."""
    content = b"<x>" + b" " * 5000 + b"</x>"
    data = with_part(content)
    return data.replace(len(content).to_bytes(4, "little"), size.to_bytes(4, "little"))


def locked() -> bytes:
    """A Word document whose parts are locked as a zip locks them."""
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(signature, start + 1)
    return bytes(data)


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "documents.no-package", id="empty"),
        pytest.param(b"PK\x03\x04 and nothing", "documents.no-package", id="no zip"),
        pytest.param(GOOD[:-30], "documents.no-package", id="cut short"),
        pytest.param(GOOD[: len(GOOD) // 2], "documents.no-package", id="cut in half"),
        pytest.param(package({"a.txt": "x"}), "documents.part-missing", id="another zip"),
        pytest.param(
            package({"_rels/.rels": relationships(officeDocument="x.xml")}),
            "documents.part-missing",
            id="no text",
        ),
        pytest.param(with_part("<x"), "documents.damaged-line", id="XML cut short"),
        pytest.param(with_part(""), "documents.damaged-line", id="XML empty"),
        pytest.param(with_part("<x>" * 300), "documents.damaged-line", id="nested deeply"),
        pytest.param(with_part("<!DOCTYPE x><x/>"), "documents.doctype", id="DOCTYPE"),
        pytest.param(
            with_part("<!DOCTYPE x><x/>".encode("utf-16")),
            "documents.doctype",
            id="DOCTYPE in another encoding",
        ),
        pytest.param(
            with_part("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"),
            "documents.doctype",
            id="entity from a file",
        ),
        pytest.param(with_part(f"{LAUGHS}]><x>&i;</x>"), "documents.doctype", id="billion laughs"),
        pytest.param(
            with_part(f"{LAUGHS}]><x y='&i;'/>"),
            "documents.doctype",
            id="billion laughs in an attribute",
        ),
        pytest.param(with_part(b" " * 21_000_000), "documents.part-too-large", id="one part too large"),
        pytest.param(
            with_part("<x>" + "<y/>" * 1_000_001 + "</x>"), "documents.too-many-marks", id="elements"
        ),
        pytest.param(
            package({f"{i}.xml": "" for i in range(PARTS + 1)}),
            "documents.too-many-parts",
            id="too many parts",
        ),
        pytest.param(
            with_part("<x/>", "word/document.xml", **{"WORD/Document.xml": "<y/>"}),
            "documents.part-twice",
            id="part twice",
        ),
        pytest.param(compressed(zipfile.ZIP_BZIP2), "documents.damaged", id="packed as Office does not"),
        pytest.param(lying(100), "documents.damaged", id="declared smaller than it is"),
        pytest.param(lying(50_000_000), "documents.damaged", id="declared larger than it is"),
        pytest.param(locked(), "documents.password", id="locked as a zip"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), "documents.password", id="locked as Office does"
        ),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "documents.old-office", id="old Word"),
    ],
)
def test_refused(data, expected):
    """A file that is not sound, or more than a report can be, is refused for its reason."""
    with pytest.raises(ReadError) as refusal:
        docx_document(data, "r.docx")

    assert refusal.value.message.key == expected
    assert refusal.value.text("zh").startswith("r.docx: ")
    assert "{" not in refusal.value.text("en")


def test_parts_together():
    """Parts that are each small enough can be too much together."""
    opened = Package(package({f"{i}.xml": b" " * 19_000_000 for i in range(4)}), "r.docx", "docx")
    for i in range(3):
        opened.read(f"{i}.xml")
    with pytest.raises(ReadError) as refusal:
        opened.read("3.xml")

    assert refusal.value.message.key == "documents.too-large"


@pytest.mark.parametrize(
    "rename",
    [
        pytest.param(str.upper, id="capitals"),
        pytest.param(lambda name: name.replace("/", "\\"), id="backslashes"),
        pytest.param(lambda name: f"/{name}", id="absolute"),
    ],
)
def test_part_names(rename):
    """Part names differ neither by case nor by their slashes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo()
            info.filename = rename(name)
            target.writestr(info, source.read(name))

    assert told(docx_document(out.getvalue(), "r.docx")) == ["文"]


def test_names_that_lead_out(tmp_path, monkeypatch):
    """Nothing is written, whatever the parts are called, and a name in a message shows no control characters."""
    monkeypatch.chdir(tmp_path)
    parts = {"_rels/.rels": relationships(officeDocument="../../a&#9;b.xml"), "../../a\tb.xml": "<x/>"}
    with pytest.raises(ReadError) as refusal:
        docx_document(package(parts), "r.docx")

    assert "a?b.xml" in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_folders_and_links():
    """Folders in the zip and links to the outside are no parts."""
    out = BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("word/", "")
        file.writestr("WORD/", "")
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="x/officeDocument" Target="http://example.invalid/" TargetMode="External"/></Relationships>'
    )
    with pytest.raises(ReadError) as refusal:
        docx_document(package({"_rels/.rels": outside}), "r.docx")

    assert told(docx_document(out.getvalue(), "r.docx")) == ["文"]
    assert refusal.value.message.key == "documents.part-missing"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(as_docx(["文"]), "docx", id="docx"),
        pytest.param(as_xlsx(["文"]), "xlsx", id="xlsx"),
        pytest.param(package({"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"}), "ofd", id="ofd"),
        pytest.param(package({"a.txt": "x"}), None, id="another zip"),
        pytest.param(GOOD[:-30], None, id="cut short"),
        pytest.param(package({f"{i}": "" for i in range(PARTS + 1)}), None, id="too many parts"),
    ],
)
def test_format(data, expected):
    """What a zip is, its parts tell."""
    assert package_format(data) == expected
