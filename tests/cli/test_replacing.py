"""What an output may take the place of: an earlier output, never something that somebody would miss."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from compliance.cli.replacing import may_be_a_report
from tests.annotate.documents import TYPES, with_parts
from tests.cli.conftest import Command
from tests.readers.rendered import as_docx, paper

RECEIVED = {("依申请公开", "本年新收", "自然人"): "7"}


def word(figures: dict[tuple[str, str, str], str] | None = None) -> bytes:
    """A Word document with a report."""
    return with_parts(as_docx(paper(figures or {})), {"[Content_Types].xml": TYPES})


@pytest.fixture
def folder(command: Command, example_reports: Path, tmp_path: Path) -> Path:
    """The folder at hand, with reports and all that goes with them."""
    for name in ("linhu-2024.txt", "linhu-2024-slip.txt", "linhu-2024.json"):
        shutil.copy(example_reports / name, tmp_path)
    (tmp_path / "report.docx").write_bytes(word())
    (tmp_path / "other.docx").write_bytes(word(RECEIVED))
    (tmp_path / "units.txt").write_text("临湖市档案局\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text("", encoding="utf-8")
    (tmp_path / "base.json").write_text('{"govcheck": "result/1", "reports": []}', encoding="utf-8")
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "a.rules").write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "spared"),
    [
        pytest.param(["report.docx", "--format", "html=report.docx"], "report.docx", id="the report"),
        pytest.param(
            ["report.docx", "--previous", "other.docx", "--annotate", "other.docx"],
            "other.docx",
            id="last year's report",
        ),
        pytest.param(
            ["report.docx", "--previous", "linhu-2024.txt", "--format", "json=linhu-2024.txt"],
            "linhu-2024.txt",
            id="last year's report as text",
        ),
        pytest.param(
            ["report.docx", "--parts", "linhu-2024.json", "--format", "json=linhu-2024.json"],
            "linhu-2024.json",
            id="a part",
        ),
        pytest.param(
            [
                "report.docx",
                "--parts",
                "linhu-2024.json",
                "--units",
                "units.txt",
                "--format",
                "json=units.txt",
            ],
            "units.txt",
            id="the list of units",
        ),
        pytest.param(
            ["report.docx", "--baseline", "base.json", "--format", "json=base.json"],
            "base.json",
            id="baseline",
        ),
        pytest.param(
            ["report.docx", "--config", "own.toml", "--format", "json=own.toml"], "own.toml", id="settings"
        ),
        pytest.param(
            ["report.docx", "--waivers", "own.toml", "--format", "json=own.toml"], "own.toml", id="decisions"
        ),
        pytest.param(
            ["report.docx", "--rules", "local", "--format", "json=local/a.rules"], "local/a.rules", id="rules"
        ),
        pytest.param(["read", "report.docx", "-o", "report.docx"], "report.docx", id="read: the report"),
        pytest.param(["read", "report.docx", "-o", "other.docx"], "other.docx", id="read: another report"),
        pytest.param(["report.docx", "--format", "html=other.docx"], "other.docx", id="another document"),
        pytest.param(["report.docx", "--format", "html=web.html"], "web.html", id="a report as a web page"),
        pytest.param(
            ["report.docx", "--format", "markdown=linhu-2024.txt"], "linhu-2024.txt", id="one as text"
        ),
        pytest.param(
            ["report.docx", "--format", "json=linhu-2024.json"], "linhu-2024.json", id="one as JSON"
        ),
        pytest.param(
            ["report.docx", "--annotate", "other.docx"], "other.docx", id="annotated: another report"
        ),
        pytest.param(
            ["--annotate", "linhu-2024.txt", "report.docx"], "linhu-2024.txt", id="the wrong way round"
        ),
    ],
)
def test_refused(words: list[str], spared: str, folder: Path, command: Command) -> None:
    """Status 2, a sentence that says what to do, and not a byte is changed."""
    (folder / "web.html").write_text("<html><title>年度报告</title></html>", encoding="utf-8")
    before = (folder / spared).read_bytes()

    ran = command(*words, "--lang", "en")

    assert ran.status == 2
    assert spared in ran.err
    assert (folder / spared).read_bytes() == before


TITLE = "临湖市档案局2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        pytest.param(b"", False, id="empty"),
        pytest.param(b"%PDF-1.7", True, id="PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", True, id="old Word"),
        pytest.param(f"\n# {TITLE}\n正文".encode(), True, id="Markdown"),
        pytest.param(f"{TITLE}\n正文\n".encode("gb18030"), True, id="Chinese text of old editors"),
        pytest.param(f"{TITLE}\n".encode("utf-16-le"), True, id="neither UTF-8 nor GB18030"),
        pytest.param(f"\ufeff{TITLE}\n".encode(), True, id="a BOM"),
        pytest.param(
            f"{TITLE}.docx\n机关，2024 年度\n".encode(), False, id="our result on a report of that name"
        ),
        pytest.param("想法：年度报告怎样写\n".encode(), False, id="notes"),
        pytest.param(b'\xef\xbb\xbf {"govcheck": "report/1"}', True, id="report.json"),
        pytest.param(b'{"govcheck": "result/1"}', False, id="a result"),
        pytest.param(b"\x80\xff\x00\x01", True, id="bytes"),
    ],
)
def test_may_be_a_report(head: bytes, is_one: bool) -> None:
    """By how it begins, whatever its name is."""
    assert may_be_a_report(head) is is_one


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a"])
def test_annotate_writes_word(name: str, folder: Path, command: Command) -> None:
    """A Word file under another name would be opened by nothing."""
    ran = command("report.docx", "--annotate", name, "--lang", "en")

    assert ran.status == 2
    assert "end the name in .docx" in ran.err
    assert not (folder / name).exists()


@pytest.mark.parametrize(
    "output",
    [
        *("html=a.html", "json=a.json", "sarif=a.json", "junit=a.xml", "gitlab=a.json", "jsonl=a.jsonl"),
        *("markdown=a.md", "terminal=a.txt", "concise=a.txt", "github=a.txt"),
    ],
)
def test_earlier_outputs_are_replaced(output: str, folder: Path, command: Command) -> None:
    """Writing the result again is the ordinary thing."""
    first = command("linhu-2024-slip.txt", "--format", output)
    again = command("linhu-2024-slip.txt", "linhu-2024.txt", "--format", output)

    assert (first.status, again.status) == (1, 1)


def test_an_earlier_copy_is_replaced(folder: Path, command: Command) -> None:
    """The copy with our comments, and the one in which there was nothing to say."""
    for figures in ({}, RECEIVED):
        (folder / "report.docx").write_bytes(word(figures))
        (folder / "copy.docx").unlink(missing_ok=True)
        first = command("report.docx", "--annotate", "copy.docx")
        again = command("report.docx", "--annotate", "copy.docx")

        assert "copy.docx" in first.err
        assert again == first


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"<w:p><w:r><w:t xml", b'<w:p w:rsidR="00A1"><w:r><w:t xml', id="by Word"),
        pytest.param(
            b' w:initials="gc">', b' w:date="2025-01-08T09:00:00Z" w:initials="gc">', id="with a date"
        ),
    ],
)
def test_a_copy_that_was_worked_in_is_kept(
    before: bytes, after: bytes, folder: Path, command: Command
) -> None:
    """Another program has saved it since: whoever did may have mended the report in it."""
    command("report.docx", "--annotate", "copy.docx")
    with zipfile.ZipFile(folder / "copy.docx") as written:
        parts = {name: written.read(name) for name in written.namelist()}
    with zipfile.ZipFile(folder / "copy.docx", "w") as saved:
        for name, data in parts.items():
            saved.writestr(name, data.replace(before, after) if name.endswith("comments.xml") else data)
    kept = (folder / "copy.docx").read_bytes()
    ran = command("report.docx", "--annotate", "copy.docx", "--lang", "en")

    assert ran.status == 2
    assert "was saved again after it was written" in ran.err
    assert (folder / "copy.docx").read_bytes() == kept


def test_read_replaces_what_it_wrote(folder: Path, command: Command) -> None:
    """An earlier report.json is an output of ``read``."""
    assert command("read", "report.docx", "-o", "read.json").status == 0
    assert command("read", "linhu-2024.txt", "-o", "read.json").status == 0
