"""LibreOffice, where it is installed, makes a .docx of another document: to read what we cannot read ourselves
(Word 95, Works, RTF), and to have a Word document in which comments can stand.

It runs in a profile of its own that is thrown away, with macros and
whatever else a document may start switched off, and is ended when it takes too long.

The surprise: this is the only place where a document is written to disk, into a folder that is gone afterwards;
LibreOffice takes no other input.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from compliance.errors import ReadError
from compliance.readers.docx import docx_document
from compliance.readers.fragments import Document

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 8.0
"""How long it may take; it takes two seconds."""

_FILTERS = {"html": ("--infilter=HTML (StarWriter)",)}
"""Of a web page LibreOffice makes a web page by default, which cannot become a Word document."""

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
  <prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
  <prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
  <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
  <prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
 </item>
</oor:items>
"""


def through_libreoffice(data: bytes, refusal: ReadError) -> Document:
    """The paragraphs and tables of a document as LibreOffice understands them.

    :param refusal: Why we cannot read it ourselves; it names the file.
    :raises ReadError: The refusal, where LibreOffice is not there or cannot read it either.
    """
    converted = docx_of(data)
    if converted is None:
        raise refusal
    document = docx_document(converted, refusal.file)
    remark: tuple[str, dict[str, object]] = ("documents.libreoffice", {})
    return replace(document, reader="libreoffice", remarks=(remark, *document.remarks))


def libreoffice() -> str | None:
    """The program, None where it is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def docx_of(data: bytes, ending: str = "doc", *, seconds: float | None = None) -> bytes | None:
    """The Word document that LibreOffice makes of another, None where it is not there, fails or takes too long.

    :param ending: What the document is, ``doc`` for all that LibreOffice tells by the bytes, or ``html``.
    :param seconds: How long it may take, :data:`SECONDS` if nothing else is said.
    """
    program = libreoffice()
    seconds = SECONDS if seconds is None else seconds
    if program is None or seconds <= 0:
        return None
    with TemporaryDirectory(prefix="govcheck-") as folder:
        return _converted(program, data, ending, Path(folder), seconds)


def _converted(program: str, data: bytes, ending: str, folder: Path, seconds: float) -> bytes | None:
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    file = folder / f"in.{ending}"
    file.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"),
        *_FILTERS.get(ending, ()),
        *("--outdir", str(folder), str(file)),
    ]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        # What bears its name is no program.
        return None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return None
    made = folder / "in.docx"
    return made.read_bytes() if made.is_file() else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started: ``soffice`` is a script that starts others."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
