"""LibreOffice reads what we cannot, where it is there: with nothing left behind, and for not too long."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers import libreoffice
from compliance.readers.doc import doc_document, read
from compliance.readers.libreoffice import through_libreoffice
from tests.readers.printed_forms import FORMS
from tests.readers.rendered import as_docx, docx, paper, paragraph
from tests.readers.told import texts

REFUSAL = ReadError(Message("documents.no-word"), "r.doc")
RTF = (
    rb"{\rtf1\ansi\deff0{\fonttbl{\f0 SimSun;}}\f0 2024\par"
    rb"{\trowd\cellx2000\cellx4000 a\intbl\cell 37\intbl\cell\row}\pard b\par}"
)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a script")


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Return what puts a program in LibreOffice's place: it is given the folder in which to write ``in.docx``."""

    def put(body: str) -> Path:
        program = tmp_path / "soffice"
        log = tmp_path / "log"
        program.write_text(
            f"#!{sys.executable}\nimport shutil, sys, time, pathlib\n"
            f"folder = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
            f"settings = (folder / 'profile/user/registrymodifications.xcu').read_text()\n"
            f"pathlib.Path({str(log)!r}).write_text(str(folder) + chr(10) + settings)\n{body}\n",
            encoding="utf-8",
        )
        program.chmod(0o700)
        monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "soffice" else None)
        return log

    return put


def test_converted(tmp_path, stand_in):
    """What it makes of the file is read; the report says so; the folder is gone, and macros were off."""
    made = tmp_path / "made.docx"
    made.write_bytes(docx(paragraph("收到申请37件")))
    log = stand_in(f"shutil.copy({str(made)!r}, folder / 'in.docx')")
    document = through_libreoffice(b"\xd0\xcf\x11\xe0", REFUSAL)
    folder, settings = log.read_text(encoding="utf-8").split("\n", 1)

    assert texts(document) == ["收到申请37件"]
    assert document.reader == "libreoffice"
    assert [key for key, _ in document.remarks] == ["documents.libreoffice"]
    assert not Path(folder).exists()
    assert "DisableMacrosExecution" in settings


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("sys.exit(1)", id="it fails"),
        pytest.param("time.sleep(60)", id="it takes too long"),
    ],
)
def test_refused(stand_in, monkeypatch, body):
    """Where it cannot read the file either, our own refusal stands."""
    monkeypatch.setattr(libreoffice, "SECONDS", 0.5)
    stand_in(body)
    with pytest.raises(ReadError) as refusal:
        through_libreoffice(b"x", REFUSAL)

    assert refusal.value is REFUSAL


def test_no_program(tmp_path, monkeypatch):
    """What bears its name cannot be run."""
    program = tmp_path / "soffice"
    program.write_bytes(b"\x7fELF torn")
    program.chmod(0o700)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))

    assert libreoffice.docx_of(b"x") is None


def test_not_there(monkeypatch):
    """Where it is not installed, our own refusal stands."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ReadError) as refusal:
        read("r.rtf", RTF, FORMS)

    assert refusal.value.message.key == "documents.no-word"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_in_earnest():
    """RTF is read through LibreOffice itself."""
    assert texts(doc_document(RTF, "r.doc")) == ["2024", "b"]


def test_its_docx_is_checked_like_any_other(tmp_path, stand_in):
    """A report comes out of what it made, under the name of the file that was given."""
    made = tmp_path / "made.docx"
    made.write_bytes(as_docx(paper({("依申请公开", "本年新收", "自然人"): "37"})))
    stand_in(f"shutil.copy({str(made)!r}, folder / 'in.docx')")
    report = read("旧报告.rtf", RTF, FORMS)

    assert report is not None
    assert report.source is not None
    assert (report.source.file, report.source.reader) == ("旧报告.rtf", "libreoffice")
    assert report.tables["依申请公开"]["本年新收"]["自然人"].value == 37
