"""Written whole or not at all, in whatever encoding the console has."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from compliance.cli import output
from compliance.errors import UsageError


class Console(io.TextIOWrapper):
    """A standard output with an encoding of its own."""

    def __init__(self, encoding: str) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding=encoding, newline="\n")


@pytest.mark.parametrize(
    ("encoding", "for_machines", "expected"),
    [
        pytest.param("utf-8", False, "不通过 ✗\n".encode(), id="UTF-8"),
        pytest.param("gbk", False, "不通过 ?\n".encode("gbk"), id="a Chinese Windows console"),
        pytest.param("ascii", False, b"??? ?\n", id="no Chinese at all"),
        pytest.param("gbk", True, "不通过 ✗\n".encode(), id="a program reads UTF-8"),
    ],
)
def test_the_encoding_of_the_console(encoding, for_machines, expected, monkeypatch):
    """What it cannot hold becomes a mark; what programs read is UTF-8 always."""
    console = Console(encoding)
    monkeypatch.setattr(sys, "stdout", console)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    output.settle_streams()

    output.write_stdout("不通过 ✗", for_machines=for_machines)

    assert console.bytes.getvalue() == expected


@pytest.mark.parametrize(
    ("encoding", "is_told"),
    [
        pytest.param("utf-8", False, id="UTF-8"),
        pytest.param("gb18030", False, id="Chinese"),
        pytest.param("cp1252", True, id="Windows in the West"),
        pytest.param("ascii", True, id="ASCII"),
    ],
)
def test_a_console_without_chinese(encoding, is_told, monkeypatch):
    """A page of question marks helps nobody: it says what to do."""
    complaints = io.StringIO()
    monkeypatch.setattr(sys, "stdout", Console(encoding))
    monkeypatch.setattr(sys, "stderr", complaints)

    output.settle_streams()

    assert ("PYTHONUTF8=1" in complaints.getvalue()) is is_told
    assert complaints.getvalue().isascii()


def test_a_reader_that_has_seen_enough(monkeypatch, capfd):
    """``govcheck … | head`` is no error, and what comes later goes nowhere."""

    class Closed(io.StringIO):
        def flush(self):
            raise BrokenPipeError

        def fileno(self):
            return 1

    kept = os.dup(1)
    monkeypatch.setattr(sys, "stdout", Closed())

    output.write_stdout("text\n")

    os.dup2(kept, 1)
    os.close(kept)
    assert capfd.readouterr().err == ""


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_written_in_one_step(tmp_path):
    """With a line end, in UTF-8, and nothing is left beside it."""
    file = tmp_path / "结果.json"
    output.write_file(str(file), "旧")
    output.write_file(str(file), "新")

    assert file.read_bytes() == "新\n".encode()
    assert os.listdir(tmp_path) == ["结果.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_mode_of_a_file_stays(tmp_path):
    """Others who could read it can still."""
    file = tmp_path / "a.json"
    file.touch(mode=0o644)
    file.chmod(0o604)
    output.write_file(str(file), "x")

    assert file.stat().st_mode & 0o777 == 0o604


def test_a_file_that_is_locked_is_not_replaced(tmp_path, monkeypatch):
    """Although its folder would allow it."""
    file = tmp_path / "a.json"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write whatever is locked

    with pytest.raises(UsageError) as caught:
        output.write_file(str(file), "new")

    assert "you have no right to" in caught.value.text("en")
    assert file.read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path):
    """What it leads to is written."""
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "file").write_text("old", encoding="utf-8")
    output.write_file(str(tmp_path / "link"), "new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "new\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipe")
def test_a_pipe_is_written_to(tmp_path):
    """It is not replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    output.write_file(str(pipe), "x")

    assert os.read(reader, 10) == b"x\n"
    os.close(reader)


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "Ctrl-C"]
)
def test_the_old_file_stays_where_the_new_cannot_be_written(error, tmp_path, monkeypatch):
    """Nothing half is ever seen."""
    file = tmp_path / "a.json"
    file.write_text("old", encoding="utf-8")

    def fail(descriptor):
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((UsageError, KeyboardInterrupt)) as caught:
        output.write_file(str(file), "new")

    assert file.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["a.json"]
    if isinstance(caught.value, UsageError):
        assert "the disk is full" in caught.value.text("en")


def test_places_that_cannot_be_written_are_said_before_the_work(tmp_path, monkeypatch):
    """A missing folder, a folder, one of the reports."""
    monkeypatch.chdir(tmp_path)
    Path("report.json").touch()
    told = []
    for file in ("none/a.json", ".", "./report.json"):
        with pytest.raises(UsageError) as caught:
            output.check_place(file, ["-", "report.json"])
        told.append(caught.value.text("en"))

    assert [text.partition(":")[0] for text in told[:2]] == [
        "none/a.json cannot be written",
        ". cannot be written",
    ]
    assert told[2].startswith("./report.json is read in this run")


def test_places_that_can(tmp_path):
    """A new file, a file that is there and is no report."""
    (tmp_path / "old.json").touch()

    output.check_place(str(tmp_path / "new.json"), ["a.txt"])
    output.check_place(str(tmp_path / "old.json"), ["a.txt", str(tmp_path / "none.txt")])
