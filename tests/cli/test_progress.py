"""The bar at a terminal, and what Ctrl-C leaves behind."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest

from compliance.cli import progress


class Terminal(StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


def watched(patch: pytest.MonkeyPatch, *, patience: float = 0.0, term: str = "xterm") -> Terminal:
    """Make standard error a terminal. Within the test: pytest puts its own in place before each phase."""
    stream = Terminal()
    patch.setattr(sys, "stderr", stream)
    patch.setattr(progress, "PATIENCE", patience)
    patch.setenv("TERM", term)
    return stream


def test_several_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many of how many, and gone at the end."""
    terminal = watched(monkeypatch)
    with progress.Bar(3, "zh", is_wanted=True) as bar:
        bar.advance()
        bar.advance()
        shown = bar._shown is not None

    assert shown
    assert "正在检查" in terminal.getvalue()
    assert "2/3" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows how far it is; that it goes on is seen."""
    terminal = watched(monkeypatch)
    with progress.Bar(1, "en", is_wanted=True) as bar:
        until = monotonic() + 5
        while bar._shown is None and monotonic() < until:
            sleep(0.01)
        bar.advance()

    assert "checking" in terminal.getvalue()
    assert "/1" not in terminal.getvalue()


@pytest.mark.parametrize("total", [1, 2])
def test_a_quick_run(total: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a second nothing is shown."""
    terminal = watched(monkeypatch, patience=60.0)
    with progress.Bar(total, "zh", is_wanted=True) as bar:
        bar.advance()

    assert terminal.getvalue() == ""


@pytest.mark.parametrize("total", [1, 2])
def test_nobody_watches(total: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not wanted, not shown."""
    terminal = watched(monkeypatch)
    with progress.Bar(total, "zh", is_wanted=False) as bar:
        bar.advance()
        bar._show()

    assert terminal.getvalue() == ""


@pytest.mark.parametrize(
    ("term", "is_watched"),
    [pytest.param("xterm", True, id="a terminal"), pytest.param("dumb", False, id="a dumb one")],
)
def test_who_watches(term: str, is_watched: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a terminal that can move its cursor has a bar."""
    watched(monkeypatch, term=term)

    assert progress.is_watched() is is_watched


@pytest.fixture
def many(tmp_path: Path, example_reports: Path) -> Path:
    """A folder with more reports than are checked in a second."""
    for n in range(400):
        shutil.copy(example_reports / "linhu-2024-draft.md", tmp_path / f"{n}.md")
    return tmp_path


def govcheck(*words: Any, **how: Any) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "compliance", *map(str, words), "--no-config"]
    return subprocess.Popen(command, text=True, encoding="utf-8", start_new_session=True, **how)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c(many: Path, jobs: str, tmp_path: Path) -> None:
    """The old file stays, nothing half is left, one sentence is said, and soon."""
    out = tmp_path / "out.json"
    out.write_text("old", encoding="utf-8")
    words = (many, "--jobs", jobs, "--format", f"json={out}")
    with govcheck(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        sleep(2)
        os.killpg(process.pid, signal.SIGINT)
        begun = monotonic()
        said, complained = process.communicate(timeout=60)

    assert (process.returncode, said) == (130, "")
    assert "Traceback" not in complained
    assert len(complained.splitlines()) == 1
    assert monotonic() - begun < 10
    assert out.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.slow
def test_a_bar_at_a_terminal(many: Path) -> None:
    """The whole command: the bar is on standard error only."""
    for file in sorted(many.glob("*.md"))[120:]:
        file.unlink()
    master, slave = pty.openpty()
    shown: list[str] = []
    # A terminal holds 4 kB: whoever does not read it, stops whoever writes into it.
    watcher = Thread(target=lambda: shown.extend(_seen(master)))
    watcher.start()
    said = []
    for words in (("--quiet",), ()):
        how = {"stdout": subprocess.PIPE, "stderr": slave, "env": {**os.environ, "TERM": "xterm"}}
        with govcheck(many, "--jobs", "2", "--format", "jsonl", *words, **how) as process:
            said.append(process.communicate(timeout=100)[0])
    os.close(slave)
    watcher.join()
    os.close(master)

    assert said[0] == said[1] != ""
    assert "/120" in "".join(shown)


def _seen(master: int) -> Iterator[str]:
    """What is written into a terminal, until nobody has it open any more."""
    try:
        while data := os.read(master, 4096):
            yield data.decode("utf-8", "replace")
    except OSError:
        return  # how Linux tells the end
