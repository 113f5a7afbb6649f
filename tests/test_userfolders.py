"""The user's folders and the cache in them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from compliance import userfolders

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps others out of a profile by itself")


@pytest.mark.parametrize("variable", ["", "/elsewhere", "relative/path"])
@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        pytest.param(userfolders.cache_folder, platformdirs.user_cache_dir, "XDG_CACHE_HOME", id="cache"),
        pytest.param(userfolders.config_folder, platformdirs.user_config_dir, "XDG_CONFIG_HOME", id="config"),
    ],
)
def test_the_folders_are_those_of_platformdirs(ours, theirs, name, variable, monkeypatch):
    """A dozen lines of ours say what platformdirs says."""
    monkeypatch.setenv(name, variable)

    assert ours() == theirs("govcheck", appauthor=False)


@pytest.mark.parametrize(
    ("platform", "cache", "config"),
    [
        pytest.param("win32", "AppData/Local/govcheck/Cache", "AppData/Local/govcheck", id="Windows"),
        pytest.param("darwin", "Library/Caches/govcheck", "Library/Application Support/govcheck", id="macOS"),
    ],
)
def test_the_folders_elsewhere(platform, cache, config, monkeypatch, tmp_path):
    """Other systems keep such things in other places."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)

    assert userfolders.cache_folder() == str(tmp_path / cache)
    assert userfolders.config_folder() == str(tmp_path / config)


def test_without_a_home_there_is_no_cache(monkeypatch):
    """A service account without a home still gets its answer."""
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)

    assert userfolders.cache_folder() is None
    assert userfolders.recall("rules") is None
    assert not userfolders.remember("rules", b"compiled")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache folder of its own, not yet there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    return tmp_path / "govcheck"


def test_what_is_remembered_is_recalled(folder):
    """Written once, for the user alone, and without a trace of the writing."""
    assert userfolders.recall("rules") is None
    assert userfolders.remember("rules", b"old")
    assert userfolders.remember("rules", b"compiled")

    assert userfolders.recall("rules") == b"compiled"
    assert [path.name for path in folder.iterdir()] == ["rules"]


@posix
@pytest.mark.parametrize(
    ("path", "mode"),
    [
        pytest.param("", 0o777, id="a folder that others can write"),
        pytest.param("rules", 0o666, id="a file that others can write"),
    ],
)
def test_what_others_could_have_written_is_not_trusted(folder, path, mode):
    """Marshalled code is read only where nobody else can have put it."""
    userfolders.remember("rules", b"compiled")
    (folder / path).chmod(mode)

    assert userfolders.recall("rules") is None


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="emptied"),
        pytest.param(lambda data: data[:-1], id="cut off"),
        pytest.param(lambda data: data.replace(b"compiled", b"complied"), id="changed"),
    ],
)
def test_what_a_bad_disk_has_changed_is_not_trusted(folder, damage):
    """A rule of which a bit has turned could let anything pass."""
    userfolders.remember("rules", b"compiled")
    (folder / "rules").write_bytes(damage((folder / "rules").read_bytes()))

    assert userfolders.recall("rules") is None


@posix
def test_a_link_is_not_trusted(folder, tmp_path):
    """A link may lead to a file that somebody else chose."""
    userfolders.remember("other", b"compiled")
    (folder / "rules").symlink_to(folder / "other")

    assert userfolders.recall("rules") is None


@posix
def test_nothing_is_written_where_others_can_write(folder):
    """A folder with wrong rights gets no file."""
    folder.mkdir(mode=0o700)
    folder.chmod(0o777)

    assert not userfolders.remember("rules", b"compiled")
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_a_file(folder):
    """Where the cache cannot be, there is none, and no error."""
    folder.write_text("in the way", encoding="utf-8")

    assert not userfolders.remember("rules", b"compiled")
    assert userfolders.recall("rules") is None


def test_an_entry_that_cannot_be_replaced(folder):
    """What was begun is cleared away."""
    (folder / "rules" / "inside").mkdir(parents=True)
    folder.chmod(0o700)

    assert not userfolders.remember("rules", b"compiled")
    assert userfolders.recall("rules") is None
    assert [path.name for path in folder.iterdir()] == ["rules"]
