"""Which documents a command means."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from compliance import documents as module
from compliance.documents import Document, documents
from compliance.errors import ReadError

ENDINGS = (".json", ".txt", ".md")


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder at hand: two reports, a folder with another, and what is none."""
    folder = tmp_path / "年报"
    for name in [
        "甲.txt", "乙.MD", "下级/丙.json", "说明.pdf", "~$甲.txt", ".~甲.txt", ".隐藏.txt", ".git/丁.txt",
        "草稿/戊.txt",
    ]:  # fmt: skip
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}" if name.endswith("json") else name, encoding="utf-8")
    (folder / "结果.json").write_text('{\n  "govcheck": "result/1"}', encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def names(found: list[Document]) -> list[str]:
    """Return what the documents are called, with a mark at those that are errors."""
    return [document.name.replace(os.sep, "/") + "!" * (document.error is not None) for document in found]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        pytest.param(["甲.txt"], ["甲.txt"], id="a file"),
        pytest.param(["说明.pdf"], ["说明.pdf"], id="a named file whatever its ending"),
        pytest.param(["."], ["./乙.MD", "./甲.txt", "./下级/丙.json", "./草稿/戊.txt"], id="a folder"),
        pytest.param(["下级", "甲.txt"], ["下级/丙.json", "甲.txt"], id="in the order of the command"),
        pytest.param(["甲.txt", "./甲.txt", "甲.txt"], ["甲.txt"], id="one file named thrice"),
        pytest.param(["甲.txt", "."], ["甲.txt", "./乙.MD", "./下级/丙.json", "./草稿/戊.txt"], id="and in a folder"),
        pytest.param(["*.txt"], ["甲.txt"], id="a pattern that the console left as it is"),
        pytest.param(["没有.txt"], ["没有.txt!"], id="a file that is not there"),
        pytest.param(["*.docx"], ["*.docx!"], id="a pattern that matches nothing"),
        pytest.param([r"C:\年报\甲.txt"], [r"C:\年报\甲.txt!"], id="a path of another system"),
        pytest.param([".git"], [".git/丁.txt"], id="a hidden folder that is named"),
        pytest.param(["-"], ["-"], id="standard input"),
        pytest.param(["没有.txt", "甲.txt"], ["没有.txt!", "甲.txt"], id="the rest is still checked"),
    ],
)  # fmt: skip
def test_what_a_command_means(paths, found, reports):
    """Files, folders, patterns; nothing that was named is passed over."""
    assert names(documents(paths, ENDINGS)) == found


@pytest.mark.parametrize(
    ("exclude", "found"),
    [
        pytest.param(["草稿/*"], ["./乙.MD", "./甲.txt", "./下级/丙.json"], id="a folder"),
        pytest.param(["*.MD", "丙.json"], ["./甲.txt", "./草稿/戊.txt"], id="names"),
    ],
)
def test_what_the_settings_exclude(exclude, found, reports):
    """A folder of reports may hold texts that are none."""
    assert names(documents(["."], ENDINGS, exclude=exclude)) == found


def test_a_folder_without_a_report(reports):
    """An error that says what was looked for, unless it was expected."""
    (reports / "空").mkdir()
    (found,) = documents(["空"], ENDINGS)

    assert found.error is not None
    assert ".json .txt .md" in found.error.text("en")
    assert documents(["空"], ENDINGS, allow_empty=True) == []


def test_a_folder_whose_reports_are_all_excluded(reports):
    """What is wrong is not the folder."""
    (found,) = documents(["草稿"], ENDINGS, exclude=["*.txt"])

    assert found.error is not None
    assert "excluded by the settings" in found.error.text("en")


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        pytest.param(["."], ["./乙.MD", "./甲.txt", "./下级/丙.json", "./草稿!"], id="among others"),
        pytest.param(["草稿"], ["草稿!"], id="by itself"),
    ],
)
def test_a_folder_that_may_not_be_opened(paths, found, reports, monkeypatch):
    """What lies in it is not checked, and so is told."""
    scandir = os.scandir

    def closed(path):
        if os.path.basename(path) == "草稿":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    meant = documents(paths, ENDINGS)

    assert names(meant) == found
    assert "没有读它的权限" in meant[-1].error.text("zh")


def test_a_folder_that_is_linked(reports):
    """It is looked into, once, though links lead in a circle."""
    try:
        (reports / "草稿/链接").symlink_to(reports / "下级", target_is_directory=True)
        (reports / "下级/回来").symlink_to(reports, target_is_directory=True)
    except OSError as error:
        pytest.skip(f"no links here: {error}")

    assert names(documents(["草稿"], ENDINGS)) == [
        "草稿/戊.txt", "草稿/链接/丙.json", "草稿/链接/回来/乙.MD", "草稿/链接/回来/甲.txt",
    ]  # fmt: skip


def test_a_file_in_a_folder_that_may_not_be_opened(reports, monkeypatch):
    """Nobody can say that it is not there."""

    def closed(path, *more, **how):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "stat", closed)
    (found,) = documents(["草稿/戊.txt"], ENDINGS)

    assert found.error is not None
    assert "you may not read it" in found.error.text("en")


def test_a_name_that_is_nearly_there(reports):
    """The nearest file is offered."""
    (found,) = documents(["下级/丙.jsn"], ENDINGS)

    assert found.error is not None
    assert f"did you mean {os.path.join('下级', '丙.json')}?" in found.error.text("en")


def test_a_folder_that_is_not_there(reports):
    """There is nothing near."""
    (found,) = documents(["没有/丙.json"], ENDINGS)

    assert found.error is not None
    assert found.error.text("zh") == "没有/丙.json: 没有这个文件"


def test_a_temporary_copy_has_the_name_that_is_given(reports):
    """Other programs hand over copies with meaningless names."""
    assert names(documents(["甲.txt"], ENDINGS, name="档案局.txt")) == ["档案局.txt"]
    assert names(documents(["-"], ENDINGS, name="档案局.txt")) == ["档案局.txt"]


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_bytes_of_a_document(reports, monkeypatch):
    """From the file, from standard input, or as given."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"input")))

    assert Document("甲.txt", "甲.txt").read() == "甲.txt".encode()
    assert Document("-").read() == b"input"
    assert Document("甲.txt", data=b"staged").read() == b"staged"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(PermissionError(13, "Permission denied"), "you may not read it", id="rights"),
        pytest.param(FileNotFoundError(2, "No such file"), "there is no such file", id="gone meanwhile"),
        pytest.param(OSError(5, "Input/output error"), "cannot be read (the disk failed)", id="a bad disk"),
        pytest.param(OSError("strange"), "cannot be read (strange)", id="without a number"),
    ],
)
def test_a_file_that_cannot_be_read(error, told, reports, monkeypatch):
    """Named, with the reason."""

    def fail(*arguments, **how):
        raise error

    monkeypatch.setattr("builtins.open", fail)

    with pytest.raises(ReadError) as caught:
        Document("甲.txt", "甲.txt").read()

    assert caught.value.text("en").startswith("甲.txt: ")
    assert told in caught.value.text("en")


def test_a_result_that_cannot_be_looked_at_is_left_for_reading(reports, monkeypatch):
    """What is wrong with it is said when it is read."""

    def fail(*arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", fail)

    assert "./结果.json" in names(documents(["."], ENDINGS))


def test_what_was_not_found_says_so_when_it_is_read():
    """The error waits in the place of the document."""
    (found,) = documents(["没有.txt"], ENDINGS)

    with pytest.raises(ReadError):
        found.read()


def test_a_file_larger_than_any_report(reports, monkeypatch):
    """It is refused before it fills the memory."""
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    Path("大.txt").write_bytes(b"x" * 11)

    with pytest.raises(ReadError) as caught:
        Document("大.txt", "大.txt").read()

    assert "larger than" in caught.value.text("en")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
def test_a_pipe_that_nobody_writes_into(tmp_path, monkeypatch):
    """It is not waited for without end."""
    monkeypatch.setattr(module, "PIPE_SECONDS", 0.1)
    os.mkfifo(tmp_path / "管道.txt")
    (found,) = documents([str(tmp_path / "管道.txt")], ENDINGS)

    with pytest.raises(ReadError, match="没有内容写进来"):
        found.read()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
def test_a_pipe_in_a_folder(reports):
    """Nobody files a pipe as a report."""
    os.mkfifo(reports / "草稿/管道.txt")

    assert names(documents(["草稿"], ENDINGS)) == ["草稿/戊.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
def test_a_pipe_that_somebody_writes_into(tmp_path):
    """All of it is read, as from a file: ``govcheck <(convert 报告.wps)``."""
    pipe = tmp_path / "管道.txt"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(b"1" * 200_000,))
    writer.start()
    (found,) = documents([str(pipe)], ENDINGS)
    data = found.read()
    writer.join()

    assert data == b"1" * 200_000


@pytest.mark.parametrize(
    "target",
    [pytest.param("没有.txt", id="to nothing"), pytest.param("链接.txt", id="to itself")],
)
def test_a_link_that_leads_nowhere(target, tmp_path):
    """What is not there is told, and no link is offered in its own place."""
    link = tmp_path / "链接.txt"
    try:
        link.symlink_to(target)
    except OSError as error:
        pytest.skip(f"no links here: {error}")
    (found,) = documents([str(link)], ENDINGS)

    assert found.error is not None
    assert found.error.text("zh").endswith(f"它是一个链接，指向的 {target} 不在")
