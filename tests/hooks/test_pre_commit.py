"""The hook before submission, run by pre-commit itself in a repository of an agency.

The `system` hook is used: it is the one that needs no network. That the `python` hook installs is shown by ``.ci/run``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the stand-in command is a shell script"),
]

ROOT = Path(__file__).resolve().parent.parent.parent

CONFIGURATION = """\
repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: govcheck-system
"""


class Repository:
    """A git repository in which an agency keeps its reports, with our hook switched on."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        folder.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        """Run git; it has to succeed."""
        done = self.attempt("git", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def attempt(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command that may fail."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def stage(self, name: str, content: bytes) -> None:
        """Put a file into the next commit."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.git("add", "--", name)

    def commit(self) -> tuple[bool, str]:
        """Try to commit; say whether it was let through, and what was said."""
        done = self.attempt("git", "commit", "-q", "-m", "report")
        return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which `govcheck` is this checkout, and git and pre-commit know nothing of the user."""
    folder = tmp_path_factory.mktemp("environment")
    command = folder / "govcheck"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m compliance "$@"\n', encoding="utf-8"
    )
    command.chmod(0o755)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT"))}
    return kept | {
        "PATH": os.pathsep.join([str(folder), os.environ["PATH"]]),
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "clerk",
        "GIT_AUTHOR_EMAIL": "clerk@example.invalid",
        "GIT_COMMITTER_NAME": "clerk",
        "GIT_COMMITTER_EMAIL": "clerk@example.invalid",
    }


@pytest.fixture
def repository(environment: dict[str, str], tmp_path: Path) -> Repository:
    """Return the repository of an agency that uses our hook."""
    hooks = Repository(tmp_path / "hooks", environment)
    hooks.stage(".pre-commit-hooks.yaml", (ROOT / ".pre-commit-hooks.yaml").read_bytes())
    hooks.git("commit", "-q", "-m", "hooks")
    ours = Repository(tmp_path / "agency", environment)
    configuration = CONFIGURATION.format(hooks=hooks.folder, revision=hooks.git("rev-parse", "HEAD"))
    ours.stage(".pre-commit-config.yaml", configuration.encode())
    ours.git("commit", "-q", "-m", "use govcheck")
    done = ours.attempt(sys.executable, "-m", "pre_commit", "install")
    assert done.returncode == 0, done.stdout + done.stderr
    return ours


def test_a_sound_report_is_let_through(repository, example_reports):
    """Nothing stands in the way of a report that holds."""
    repository.stage("年报/2024.txt", (example_reports / "linhu-2024.txt").read_bytes())

    passed, said = repository.commit()

    assert passed, said


def test_a_wrong_report_blocks_and_says_where(repository, example_reports):
    """The drafter reads the rule and the place, and the commit does not happen."""
    repository.stage("年报/2024.md", (example_reports / "linhu-2024-draft.md").read_bytes())

    passed, said = repository.commit()

    assert not passed
    assert "requests.balance" in said
    assert "自然人" in said
    assert repository.git("log", "--oneline").count("\n") == 0


def test_only_what_is_committed_is_checked(repository, example_reports):
    """A wrong report that lies beside the others, not staged, is not this commit's business."""
    (repository.folder / "draft.md").write_bytes((example_reports / "linhu-2024-draft.md").read_bytes())
    repository.stage("2024.txt", (example_reports / "linhu-2024.txt").read_bytes())

    passed, said = repository.commit()

    assert passed, said
    assert "draft.md" not in said


def test_what_is_staged_counts_not_what_lies_in_the_folder(repository, example_reports):
    """A mistake mended in the folder but not staged still blocks."""
    repository.stage("2024.md", (example_reports / "linhu-2024-draft.md").read_bytes())
    mended = (example_reports / "linhu-2024.txt").read_bytes()
    (repository.folder / "2024.md").write_bytes(mended)

    passed, said = repository.commit()

    assert not passed
    assert "requests.balance" in said


def test_an_unreadable_report_blocks(repository):
    """What cannot be read was not checked, and only what was checked may pass."""
    repository.stage("2024.json", b'{"govcheck": "report/1", "form": ')

    passed, said = repository.commit()

    assert not passed
    assert "2024.json" in said


def test_temporary_files_of_word_processors_are_left_alone(repository):
    """Word and WPS leave files beside an open document; they are no reports."""
    repository.stage("~$2024.txt", b"\x00\x01")
    repository.stage(".~2024.txt", b"\x00\x01")

    passed, said = repository.commit()

    assert passed, said
