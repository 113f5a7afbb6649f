"""What tests of the command share: running it in this process, and reports to run it on."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from compliance.cli import main


class Ran(NamedTuple):
    """What a command came to."""

    status: int
    out: str
    err: str


class Command:
    """``command("rules", "list")`` runs ``govcheck rules list``."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: object) -> Ran:
        """Run it; words that are no text are put down as text."""
        status = main([str(word) for word in words])
        return Ran(status, *self.capsys.readouterr())


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Return a function that runs the command in an empty folder that belongs to the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / ".git").mkdir()  # settings are not looked for above
    return Command(capsys)


@pytest.fixture
def sound(example_reports: Path) -> Path:
    """Return the example report in which all is well, as text."""
    return example_reports / "linhu-2024.txt"


@pytest.fixture
def sound_json(example_reports: Path) -> Path:
    """Return the same as report.json."""
    return example_reports / "linhu-2024.json"


@pytest.fixture
def draft(example_reports: Path) -> Path:
    """Return the example report with mistakes."""
    return example_reports / "linhu-2024-draft.md"
