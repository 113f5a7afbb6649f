"""``--annotate`` on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compliance.cli import main
from tests.annotate.documents import TYPES, enclosed, with_parts
from tests.readers.rendered import as_docx, paper


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report in Word with nothing in its tables, in the folder at hand."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "draft.docx"
    file.write_bytes(with_parts(as_docx(paper({})), {"[Content_Types].xml": TYPES}))
    return file


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice is not installed."""
    monkeypatch.setattr("compliance.cli.annotation.libreoffice", lambda: None)


def test_a_copy_with_comments(draft: Path, capsys: Any) -> None:
    """The findings are shown as ever, the copy is written, the document itself is left alone."""
    before = draft.read_bytes()
    status = main(["draft.docx", "--annotate", "out.docx", "--no-config"])
    out, err = capsys.readouterr()

    assert status == 1
    assert "draft.docx" in out
    assert err.endswith("已写入 out.docx\n")
    assert enclosed(Path("out.docx").read_bytes())
    assert draft.read_bytes() == before


def test_several_outputs_at_once(draft: Path, capsys: Any) -> None:
    """Each in its file, each whole."""
    wanted = ("html", "sarif", "junit", "jsonl", "markdown", "github", "gitlab")
    words = [word for name in wanted for word in ("--format", f"{name}=out.{name}")]

    assert main(["draft.docx", "--annotate", "out.docx", "--format", "json=out.json", *words]) == 1
    assert {file.name for file in Path().iterdir()} == {
        "draft.docx", "out.docx", "out.json", *(f"out.{name}" for name in wanted)
    }  # fmt: skip
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["draft.docx", "--annotate", "draft.docx"], "draft.docx", id="over the document"),
        pytest.param(["draft.docx", "copy.docx", "--annotate", "out.docx"], "2", id="several reports"),
        pytest.param(["report.txt", "--annotate", "out.docx"], "--format html", id="not Word"),
        pytest.param(["draft.docx", "--annotate", "out.pdf"], ".docx", id="not to be opened by that name"),
        pytest.param(["macros.docm", "--annotate", "out.docx"], ".docm", id="with macros"),
    ],
)
@pytest.mark.usefixtures("no_libreoffice")
def test_refused(draft: Path, words: list[str], told: str, capsys: Any, example_reports: Path) -> None:
    """Status 2, and no file."""
    Path("copy.docx").write_bytes(draft.read_bytes())
    macros = TYPES.replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "vnd.ms-word.document.macroEnabled.main",
    )
    Path("macros.docm").write_bytes(with_parts(draft.read_bytes(), {"[Content_Types].xml": macros}))
    Path("report.txt").write_bytes((example_reports / "linhu-2024-slip.txt").read_bytes())

    assert main(words) == 2
    assert told in capsys.readouterr().err
    assert not [file for file in Path().iterdir() if file.stem == "out"]


def test_a_document_that_cannot_be_read(draft: Path, capsys: Any) -> None:
    """Nothing is written, and the status says so."""
    draft.write_bytes(b"PK\x03\x04 torn")

    assert main(["draft.docx", "--annotate", "out.docx"]) == 2
    assert not Path("out.docx").exists()
    assert main(["missing.docx", "--annotate", "out.docx"]) == 2
