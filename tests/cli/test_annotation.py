"""``--annotate`` for documents that are not Word: through LibreOffice, and only where nothing changes on the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from compliance.annotate import laid_out
from compliance.annotate.notes import notes_of
from compliance.cli import annotation, main
from compliance.findings import ReportResult
from compliance.readers import libreoffice
from compliance.report import report_to_json
from compliance.session import Options, check_files
from tests.annotate.documents import TYPES, enclosed, with_parts
from tests.readers.rendered import Paper, as_docx, as_xlsx, paper
from tests.readers.writtenofd import as_ofd

OFFICE = libreoffice.libreoffice()
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
ANNOTATE = ["--annotate", "out.docx", "--no-config", "--lang", "en"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example_reports: Path) -> None:
    """A report as text and one with another figure, in the folder at hand."""
    for name in ("linhu-2024-slip.txt", "linhu-2024.txt", "linhu-2024-draft.md", "linhu-2024.json"):
        shutil.copy(example_reports / name, tmp_path)
    monkeypatch.chdir(tmp_path)


def made_by(monkeypatch: pytest.MonkeyPatch, *made: bytes | None) -> None:
    """Put a stand-in into LibreOffice's place that makes these documents, one after the other."""
    answers = iter(made)
    monkeypatch.setattr(annotation, "libreoffice", lambda: "soffice")
    monkeypatch.setattr(annotation, "docx_of", lambda data, ending, **_: next(answers))


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

    def fails(data: bytes, ending: str, **_: float) -> bytes | None:
        asked.append((data, ending))
        return None

    monkeypatch.setattr(annotation, "libreoffice", lambda: "soffice")
    monkeypatch.setattr(annotation, "docx_of", fails)

    assert main(["page.html", *ANNOTATE]) == 2
    assert [ending for _, ending in asked] == ["html", "html"]
    assert asked[0][0] == page


def test_both_ways_together_take_as_long_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where LibreOffice hangs, the answer comes in time."""
    Path("page.html").write_bytes(_page("linhu-2024-slip.txt"))
    left: list[float] = []

    def hangs(data: bytes, ending: str, *, seconds: float = annotation.SECONDS) -> None:
        left.append(seconds)
        sleep(0.2)

    monkeypatch.setattr(annotation, "libreoffice", lambda: "soffice")
    monkeypatch.setattr(annotation, "docx_of", hangs)

    assert main(["page.html", *ANNOTATE]) == 2
    assert left[0] == annotation.SECONDS
    assert left[1] <= annotation.SECONDS - 0.2


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
    "file",
    [
        pytest.param("linhu-2024-slip.txt", id="text"),
        pytest.param("page.html", id="web page"),
        pytest.param("old.doc", id="Word 97"),
        pytest.param("linhu-2024-draft.md", id="Markdown", marks=pytest.mark.slow),
        pytest.param("old.rtf", id="RTF", marks=pytest.mark.slow),
        pytest.param("printed.ofd", id="OFD", marks=pytest.mark.slow),
        pytest.param("sheets.xlsx", id="workbook", marks=pytest.mark.slow),
        pytest.param("report.json", id="report.json", marks=pytest.mark.slow),
    ],
)
def test_through_libreoffice(file: str, capsys: Any) -> None:
    """A Word document with all the comments; the document itself is left alone."""
    _made(Path(file))
    before = Path(file).read_bytes()

    assert main([file, *ANNOTATE]) in (0, 1)
    assert capsys.readouterr().err.endswith("out.docx\n")
    assert len(enclosed(Path("out.docx").read_bytes())) == len(list(notes_of(_result(file), "en"))) > 0
    assert Path(file).read_bytes() == before


@needs_office
@pytest.mark.slow
def test_a_real_report_in_pdf(corpus: Path, capsys: Any) -> None:
    """Pages are laid out anew, and all that was found is there."""
    file = str(corpus / "huaian-2024.pdf")

    assert main([file, *ANNOTATE]) in (0, 1)
    assert capsys.readouterr().err.endswith("out.docx\n")
    assert len(enclosed(Path("out.docx").read_bytes())) == len(list(notes_of(_result(file), "en"))) > 0


@needs_office
@pytest.mark.slow
def test_two_at_once() -> None:
    """Each run of LibreOffice has a profile of its own: none waits for the other, and none is turned away."""
    command = [sys.executable, "-m", "compliance", "linhu-2024-slip.txt", "--no-config", "--annotate"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    runs = [subprocess.Popen([*command, f"{n}.docx"], env=environment) for n in range(2)]

    assert [run.wait(60) for run in runs] == [1, 1]
    assert all(enclosed(Path(f"{n}.docx").read_bytes()) for n in range(2))


def _made(file: Path) -> None:
    """Write a report in the format of the file's name, where it is not there yet."""
    if file.suffix == ".html":
        file.write_bytes(_page("linhu-2024-slip.txt"))
    elif file.suffix == ".xlsx":
        file.write_bytes(as_xlsx(_filled()))
    elif file.suffix == ".ofd":
        file.write_bytes(as_ofd(_filled()))
    elif file.suffix == ".json":
        report = _result("linhu-2024-slip.txt").report
        assert report is not None
        file.write_text(json.dumps(report_to_json(report), ensure_ascii=False), encoding="utf-8")
    elif not file.exists():
        _saved_by_libreoffice(file)


def _filled() -> Paper:
    """A report with a figure in every cell, of which one is wrong."""
    figures = {
        (table, row, column): str(figure)
        for table, rows in json.loads(Path("linhu-2024.json").read_text(encoding="utf-8"))["tables"].items()
        for row, columns in rows.items()
        for column, figure in columns.items()
    }
    return paper(figures | {("依申请公开", "办理总计", "自然人"): "32"})


def _saved_by_libreoffice(file: Path) -> None:
    made = file.with_suffix(".docx")
    made.write_bytes(with_parts(as_docx(_filled()), {"[Content_Types].xml": TYPES}))
    profile = (file.parent.absolute() / "profile").as_uri()
    command = [
        str(OFFICE),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        file.suffix[1:],
        str(made),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
