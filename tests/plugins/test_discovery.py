"""Installed plug-ins are found without importlib.metadata, and remembered."""

from __future__ import annotations

import importlib.metadata
import marshal
import os
from pathlib import Path

import pytest

from compliance import userfolders
from compliance.plugins import discovery


def install(folder: Path, name: str, points: str) -> None:
    """Lay down what an installer lays down of a package."""
    info = folder / f"{name}.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    (info / "METADATA").write_text(f"Name: {name.partition('-')[0]}\nVersion: 1\n", encoding="utf-8")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache folder that belongs to the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "govcheck"


@pytest.mark.parametrize(
    ("text", "points"),
    [
        pytest.param("[govcheck]\nregion = js.rules\n", [("region", "js.rules")], id="one"),
        pytest.param(
            "[console_scripts]\ngovcheck = compliance.cli:main\n\n[pytest11]\ngovcheck = compliance.testing\n",
            [],
            id="our own commands are no plug-in",
        ),
        pytest.param(
            "[console_scripts]\na = b\n[govcheck]\n# remark\nx=y:z [extra]\n\n[other]\nq = r\n",
            [("x", "y:z")],
            id="among others, with an attribute and an extra",
        ),
        pytest.param("[govcheck]\r\na = b\r\nc = d\r\n", [("a", "b"), ("c", "d")], id="line ends of Windows"),
        pytest.param("[govcheck]\n上海 = sh.rules\n", [("上海", "sh.rules")], id="a Chinese name"),
    ],
)
def test_entry_points(text, points):
    """The file is read as importlib.metadata reads it."""
    theirs = importlib.metadata.EntryPoints(importlib.metadata.EntryPoints._from_text(text))

    assert discovery.entry_points(text.encode()) == points
    assert [(point.name, f"{point.value}") for point in theirs.select(group="govcheck")] == [
        (name, value + (" [extra]" if "[extra]" in text else "")) for name, value in points
    ]


def test_what_is_installed_is_found(tmp_path, cache):
    """Name, module, package, version and folder of each."""
    install(tmp_path / "site", "js_city-2025.1", "[govcheck]\njs = js_city.plugin\n")
    install(tmp_path / "site", "other-1.0", "[console_scripts]\nother = other:main\n")

    assert discovery.installed([str(tmp_path / "site")]) == [
        ("js", "js_city.plugin", "js_city", "2025.1", str(tmp_path / "site"))
    ]


def test_the_first_on_the_path_hides_the_next(tmp_path, cache):
    """As with the modules themselves."""
    install(tmp_path / "a", "js_city-2.0", "[govcheck]\njs = js_city.plugin\n")
    install(tmp_path / "b", "JS_City-1.0", "[govcheck]\njs = js_city.old\n")

    found = discovery.installed([str(tmp_path / n) for n in ("a", "b", "none")])

    assert [(value, version) for _, value, _, version, _ in found] == [("js_city.plugin", "2.0")]


def test_what_was_found_is_remembered(tmp_path, cache, monkeypatch):
    """The second time no folder is looked through."""
    site = tmp_path / "site"
    install(site, "js_city-1.0", "[govcheck]\njs = js_city.plugin\n")
    first = discovery.installed([str(site)])
    monkeypatch.setattr(os, "listdir", lambda folder: pytest.fail(f"looked through {folder} again"))

    assert discovery.installed([str(site)]) == first


def test_a_folder_more_costs_that_folder_only(tmp_path, cache, monkeypatch):
    """Each folder is remembered by itself: the same ones in another order are not looked through again."""
    for name in ("a", "b", "c"):
        install(tmp_path / name, f"package_{name}-1.0", f"[govcheck]\n{name} = package_{name}\n")
    discovery.installed([str(tmp_path / "a"), str(tmp_path / "b")])
    looked = []
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda folder: looked.append(folder) or listdir(folder))

    assert [name for name, *_ in discovery.installed([str(tmp_path / n) for n in "cba"])] == ["c", "b", "a"]
    assert looked == [str(tmp_path / "c")]


def test_the_memory_does_not_grow_for_ever(tmp_path, cache, monkeypatch):
    """It begins anew when it holds too much."""
    monkeypatch.setattr(discovery, "MOST_FOLDERS", 0)
    install(tmp_path / "site", "js_city-1.0", "[govcheck]\njs = js_city.plugin\n")
    discovery.installed([str(tmp_path / "site")])

    assert marshal.loads(userfolders.recall(discovery.REMEMBERED)) == {}


def test_a_newly_installed_plugin_is_seen(tmp_path, cache):
    """Installing changes the folder, and what was remembered is not used."""
    site = tmp_path / "site"
    site.mkdir()
    assert discovery.installed([str(site)]) == []
    install(site, "js_city-1.0", "[govcheck]\njs = js_city.plugin\n")
    os.utime(site, ns=(1, 1))

    assert [name for name, *_ in discovery.installed([str(site)])] == ["js"]


@pytest.mark.parametrize(
    "spoiled", [b"", b"\xff\xff", marshal.dumps(7), marshal.dumps((1, 2, 3))], ids=["empty", "junk", "7", "3"]
)
def test_a_spoiled_memory_is_not_believed(spoiled, tmp_path, cache):
    """It is looked up again."""
    site = tmp_path / "site"
    install(site, "js_city-1.0", "[govcheck]\njs = js_city.plugin\n")
    assert userfolders.remember(discovery.REMEMBERED, spoiled)

    assert [name for name, *_ in discovery.installed([str(site)])] == ["js"]


def test_without_the_cache(tmp_path, cache):
    """``--no-cache`` reads none and leaves none."""
    install(tmp_path / "site", "js_city-1.0", "[govcheck]\njs = js_city.plugin\n")

    assert len(discovery.installed([str(tmp_path / "site")], remember=False)) == 1
    assert not cache.exists()


def test_a_folder_that_vanishes_while_it_is_read(tmp_path, cache, monkeypatch):
    """Somebody uninstalls at the same moment: nothing found, nothing raised."""

    def vanished(folder):
        raise FileNotFoundError(folder)

    monkeypatch.setattr(os, "listdir", vanished)

    assert discovery.installed([str(tmp_path)]) == []


def test_sys_path_is_what_is_looked_through(cache):
    """Without a path of its own it is that of the interpreter, and agrees with importlib.metadata."""
    theirs = {point.name for point in importlib.metadata.entry_points(group="govcheck")}

    assert {name for name, *_ in discovery.installed()} == theirs
