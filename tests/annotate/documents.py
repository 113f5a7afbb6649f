"""Word documents for tests, and what stands between the marks of a comment."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from compliance.annotate import annotated
from compliance.findings import CellRef, Finding, ReportResult, Severity, TextRef, Verdict
from tests.readers.rendered import W, docx

NS = {"w": W}
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
PART = "word/document.xml"


def word(body: str, **parts: str | bytes) -> bytes:
    """A whole document; *parts* are more of them, ``/`` in their names written ``__``."""
    return with_parts(docx(body), {"[Content_Types].xml": TYPES, **{_name(k): v for k, v in parts.items()}})


def _name(key: str) -> str:
    return key.replace("__", "/") + ("" if key.endswith(".rels") else ".xml")


def with_parts(data: bytes, changed: dict[str, str | bytes]) -> bytes:
    """The package with some parts changed or added."""
    parts: dict[str, str | bytes] = {**parts_of(data), **changed}
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part by its name."""
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def at_cell(table: int, row: int, cell: int, **changes: Any) -> Finding:
    """A finding about one cell."""
    at = {"part": PART, "table": table, "row": row, "cell": cell}
    return finding(cells=(CellRef("表", f"行{row}", f"列{cell}", 1, at=at),), **changes)


def at_words(paragraph: int, quote: str, start: int = 0, **changes: Any) -> Finding:
    """A finding about words."""
    at = {"part": PART, "paragraph": paragraph}
    return finding(text=(TextRef("一", 1, start, start + len(quote), quote, at),), **changes)


def finding(**changes: Any) -> Finding:
    """A warning."""
    told: dict[str, Any] = {"title": "标题", "message": "消息", "rule": "a.b"}
    return Finding(verdict=Verdict.FAIL, severity=Severity.WARNING, **(told | changes))


def noted(data: bytes, *findings: Finding, **changes: Any) -> bytes:
    """The document with these findings as comments."""
    return annotated(data, "a.docx", ReportResult("a.docx", findings=findings, **changes), "zh")


def enclosed(data: bytes) -> dict[int, str]:
    """What stands between the marks of each comment, in the final text; ``¶`` for the end of a paragraph."""
    root = etree.fromstring(parts_of(data)[PART])
    inside: dict[int, str] = {}
    done: dict[int, str] = {}
    for element in root.iter():
        id_ = int(element.get(f"{{{W}}}id", -1)) if element.tag.startswith(f"{{{W}}}comment") else -1
        name = etree.QName(element).localname
        if name == "commentRangeStart":
            inside[id_] = ""
        elif name == "commentRangeEnd":
            done[id_] = inside.pop(id_)
        elif name in ("t", "p"):
            is_first = name == "p" and not any(inside.values())
            told = "" if is_first else "¶" if name == "p" else element.text or ""
            inside = {key: text + told for key, text in inside.items()}
    assert not inside
    assert sorted(done) == sorted(
        int(reference.get(f"{{{W}}}id")) for reference in root.iter(f"{{{W}}}commentReference")
    )
    return done
