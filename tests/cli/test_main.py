"""From the process to the command and back: the short way, interruptions, pipes, bugs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import compliance.cli
from compliance.cli import commands, main
from compliance.cli import quick as quick_room

ROOT = Path(__file__).resolve().parent.parent.parent


def govcheck(*words: object, **kwargs: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "compliance", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **kwargs,
    )


@pytest.fixture
def remembered(command, sound_json):
    """Make sure that the compiled rules are remembered."""
    assert command(sound_json, "-v").status == 0


# ── the short way ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_short_way_says_what_the_long_way_says(command, sound_json, remembered):
    """Word for word, in both languages."""
    short = {lang: quick_run(sound_json, lang) for lang in ("zh", "en")}

    for lang, said in short.items():
        assert command(sound_json, "--lang", lang).out == said


def quick_run(file: Path, lang: str) -> str:
    """Return what the short way prints; it has to go through."""
    import contextlib
    import io

    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as out:
        patch.setenv("GOVCHECK_LANG", lang)
        assert quick_room.short_way([str(file)]) == 0
    return out.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([], id="nothing"),
        pytest.param(["-v"], id="an option"),
        pytest.param(["none.json"], id="a file that is not there"),
        pytest.param(["{draft}"], id="text"),
        pytest.param(["{broken}"], id="no report"),
        pytest.param(["{large}"], id="a large file"),
        pytest.param(["{folder}"], id="a folder"),
        pytest.param(["{sound}"] * 30, id="many files"),
    ],
)
@pytest.mark.usefixtures("remembered")
def test_what_goes_the_long_way(words, example_reports, tmp_path, capsys):
    """The short way says nothing then."""
    (tmp_path / "broken.json").write_text("{}", encoding="utf-8")
    (tmp_path / "large.json").write_bytes(
        (example_reports / "linhu-2024.json").read_bytes() + b" " * 1_000_000
    )
    (tmp_path / "folder.json").mkdir()
    places = {
        "draft": example_reports / "linhu-2024-draft.md",
        "sound": example_reports / "linhu-2024.json",
        "broken": tmp_path / "broken.json",
        "large": tmp_path / "large.json",
        "folder": tmp_path / "folder.json",
    }

    assert quick_room.short_way([word.format(**places) for word in words]) is None
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda patch, folder: patch.setenv("GOVCHECK_LANG", "en_US"), id="a language in other words"
        ),
        pytest.param(
            lambda patch, folder: (folder / "govcheck.toml").write_text("", encoding="utf-8"), id="settings"
        ),
        pytest.param(
            lambda patch, folder: patch.setattr(quick_room.discovery, "installed", lambda: [("a",)]),
            id="a plug-in",
        ),
        pytest.param(
            lambda patch, folder: patch.setattr(quick_room.resources, "rule_sets", lambda: [("new", ())]),
            id="rules that are not remembered",
        ),
        pytest.param(
            lambda patch, folder: patch.setattr("compliance.engine.cache.forms_at", lambda key: ()),
            id="no rules fit",
        ),
    ],
)
def test_what_makes_the_long_way_necessary(change, sound_json, tmp_path, remembered, monkeypatch):
    """Whatever the short way does not know of."""
    file = tmp_path / "report.json"
    file.write_bytes(sound_json.read_bytes().replace(b'"preface"', b' "preface"'))
    change(monkeypatch, tmp_path)

    assert quick_room.short_way([str(file)]) is None


def test_a_failing_report_goes_the_long_way(sound_json, tmp_path, remembered):
    """Its findings have to be explained."""
    text = sound_json.read_text(encoding="utf-8").replace('"总计": 3', '"总计": 4')
    (tmp_path / "report.json").write_text(text, encoding="utf-8")

    assert quick_room.short_way([str(tmp_path / "report.json")]) is None


def test_a_process_that_leaves_at_once(sound_json):
    """The line is printed and the status is 0, whichever way was gone."""
    first, second = govcheck(sound_json), govcheck(sound_json)

    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")
    assert "没有发现问题" in second.stdout


@pytest.mark.parametrize("traced", [True, False])
def test_leaving(traced, monkeypatch):
    """At once, but where somebody looks over the shoulder."""
    left = []
    monkeypatch.setattr(os, "_exit", left.append)
    monkeypatch.setattr(sys, "gettrace", lambda: print if traced else None)
    monkeypatch.setattr(sys, "getprofile", lambda: None)
    compliance.cli._leave(0)

    assert left == ([] if traced else [0])


# ── endings ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_ctrl_c(command, sound, monkeypatch):
    """A clear line, status 130, and no half file."""

    def interrupted(words):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "run", interrupted)
    ran = command(sound, "--lang", "en")

    assert ran == (130, "", "govcheck: interrupted; no result was written\n")


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="a shell of Unix closes streams")
@pytest.mark.parametrize(
    ("words", "streams", "status", "told"),
    [
        pytest.param("docs/examples/reports/linhu-2024.json", ">&-", 0, "", id="closed, and it passes"),
        pytest.param("docs/examples/reports/linhu-2024-slip.txt", ">&-", 1, "", id="closed, and it fails"),
        pytest.param("docs/examples/reports/linhu-2024.json", "2>&-", 0, "", id="nobody hears complaints"),
        pytest.param("none.txt", "2>&-", 2, "", id="nobody hears that it is not there"),
        pytest.param("-", "<&-", 2, "文件是空的", id="nothing to read from"),
        pytest.param("docs/examples/reports/linhu-2024.json", ">/dev/full", 2, "标准输出", id="a full disk"),
        pytest.param("--help", ">/dev/full", 2, "标准输出（磁盘满了）", id="help on a full disk"),
    ],
)
def test_streams_that_are_not_there(words, streams, status, told):
    """The status is what the check came to; what could not be written is never a pass."""
    if "/dev/full" in streams and not Path("/dev/full").exists():
        pytest.skip("no device that is always full here")
    line = f'exec "{sys.executable}" -m compliance {words} {streams}'
    ran = subprocess.run(
        ["/bin/sh", "-c", line], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )

    assert ran.returncode == status
    assert told in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_pipe_that_closes_early(monkeypatch, sound, command):
    """Nobody has seen the whole answer: no pass."""

    def closed(words):
        raise BrokenPipeError

    monkeypatch.setattr(commands, "run", closed)
    monkeypatch.setattr(compliance.cli, "drop_stdout", lambda: None)

    assert command(sound).status == 3


def test_a_bug_of_ours(command, sound, monkeypatch):
    """A traceback, a sentence, status 3."""
    monkeypatch.setattr(commands, "parse", lambda words, lang: 1 / 0)
    ran = command(sound)

    assert ran.status == 3
    assert "ZeroDivisionError" in ran.err
    assert "govcheck 自己的毛病" in ran.err


@pytest.mark.parametrize(
    ("words", "out"),
    [
        pytest.param(["--version"], "govcheck ", id="version"),
        pytest.param(["--help"], "用法：govcheck", id="help"),
        pytest.param(["rules", "--help"], "用法：govcheck rules", id="help of a group"),
    ],
)
def test_what_is_asked_is_answered(words, out, command):
    """On standard output, status 0."""
    ran = command(*words)

    assert ran.status == 0
    assert ran.out.startswith(out)


def test_the_arguments_of_the_process(monkeypatch, capsys):
    """Without others, those of ``sys.argv``."""
    monkeypatch.setattr(sys, "argv", ["govcheck", "--version"])

    assert main() == 0
    assert capsys.readouterr().out.startswith("govcheck ")


def test_a_language_that_is_none(command, monkeypatch):
    """Told in Chinese."""
    monkeypatch.setenv("GOVCHECK_LANG", "fr")

    assert command("a.txt").err.startswith("govcheck：环境变量 GOVCHECK_LANG")
