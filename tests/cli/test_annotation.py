"""``--annotate`` for documents that are not Word: through LibreOffice, and only where nothing changes on the way."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from compliance.annotate import laid_out
from compliance.cli import annotation, main
from compliance.findings import ReportResult
from compliance.readers import libreoffice
from compliance.session import Options, check_files
from tests.annotate.documents import TYPES, enclosed, with_parts
from tests.readers.rendered import as_docx, paper

OFFICE = libreoffice.libreoffice()
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
ANNOTATE = ["--annotate", "out.docx", "--no-config", "--lang", "en"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example_reports: Path) -> None:
    """A report as text and one with another figure, in the folder at hand."""
    for name in ("linhu-2024-slip.txt", "linhu-2024.txt", "linhu-2024-draft.md"):
        shutil.copy(example_reports / name, tmp_path)
    monkeypatch.chdir(tmp_path)


def made_by(monkeypatch: pytest.MonkeyPatch, *made: bytes | None) -> None:
    """Put a stand-in into LibreOffice's place that makes these documents, one after the other."""
    answers = iter(made)
    monkeypatch.setattr(annotation, "libreoffice", lambda: "soffice")
    monkeypatch.setattr(annotation, "docx_of", lambda data, ending: next(answers))


def word() -> bytes:
    """A Word document with another report."""
    return with_parts(as_docx(paper({})), {"[Content_Types].xml": TYPES})


@pytest.mark.parametrize(
    ("made", "told"),
    [
        pytest.param([None], "could not make", id="not converted"),
        pytest.param([word()], "not all the same", id="other figures"),
        pytest.param([b"PK\x03\x04 torn"], "not all the same", id="not to be read"),
    ],
)
def test_refused(made: list[bytes | None], told: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Status 2, a sentence that names the page, and no file."""
    made_by(monkeypatch, *made)

    assert main(["linhu-2024-slip.txt", *ANNOTATE]) == 2
    err = capsys.readouterr().err
    assert told in err
    assert "--format html=FILE.html" in err
    assert not Path("out.docx").exists()


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Told where it is to be had, and what does without."""
    monkeypatch.setattr(annotation, "libreoffice", lambda: None)

    assert main(["linhu-2024-slip.txt", *ANNOTATE]) == 2
    err = capsys.readouterr().err
    assert "https://www.libreoffice.org" in err
    assert "--format html=FILE.html" in err
    assert not Path("out.docx").exists()


def test_what_looks_alike_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    """A web page is converted as it is; where that changes it, the report as it was read is laid out instead."""
    page = _page("linhu-2024-slip.txt")
    Path("page.html").write_bytes(page)
    asked: list[tuple[bytes, str]] = []

    def fails(data: bytes, ending: str) -> bytes | None:
        asked.append((data, ending))
        return None

    monkeypatch.setattr(annotation, "libreoffice", lambda: "soffice")
    monkeypatch.setattr(annotation, "docx_of", fails)

    assert main(["page.html", *ANNOTATE]) == 2
    assert [ending for _, ending in asked] == ["html", "html"]
    assert asked[0][0] == page


def _result(file: str) -> ReportResult:
    return check_files([file], Options(needs=frozenset({"report"}))).reports[0]


def _page(file: str) -> bytes:
    page = laid_out(_result(file), "zh")
    assert page is not None
    return page


@pytest.mark.parametrize("file", ["linhu-2024-slip.txt", "linhu-2024.txt", "linhu-2024-draft.md"])
def test_laid_out_it_says_the_same(file: str) -> None:
    """Read again, the page has the same figures, and the same is wrong."""
    Path("page.html").write_bytes(_page(file))
    before, after = annotation._says(_result(file)), annotation._says(_result("page.html"))

    assert len(before[0]) == 200
    assert after == before


def test_nothing_to_lay_out() -> None:
    """A result that does not hold its report."""
    assert laid_out(ReportResult("x.txt"), "zh") is None


@needs_office
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        pytest.param("linhu-2024-slip.txt", None, id="text"),
        pytest.param("linhu-2024-draft.md", None, id="Markdown"),
        pytest.param("old.doc", "doc", id="Word 97"),
        pytest.param("page.html", "html", id="web page"),
    ],
)
def test_through_libreoffice(file: str, kind: str | None, capsys: Any) -> None:
    """A Word document with the comments; the document itself is left alone."""
    if kind == "html":
        Path(file).write_bytes(_page("linhu-2024-slip.txt"))
    elif kind == "doc":
        _as_word97(Path(file))
    before = Path(file).read_bytes()

    assert main([file, *ANNOTATE]) in (0, 1)
    assert capsys.readouterr().err.endswith("out.docx\n")
    assert enclosed(Path("out.docx").read_bytes())
    assert Path(file).read_bytes() == before


def _as_word97(file: Path) -> None:
    """Write a blank form as a file of Word 97."""
    made = file.with_suffix(".docx")
    made.write_bytes(word())
    profile = (file.parent.absolute() / "profile").as_uri()
    command = [
        str(OFFICE),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "doc",
        str(made),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
