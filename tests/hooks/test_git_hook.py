"""The hook of git alone: installed by ``govcheck hook install``, it looks at what is staged and at nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.cli import hook, main

ROOT = Path(__file__).resolve().parent.parent.parent


class Repository:
    """A git repository with a person's name in it, which is the folder at hand."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        folder.mkdir()
        os.chdir(folder)
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str, expect: int = 0) -> str:
        """Run git; say what it said."""
        done = subprocess.run(["git", *words], capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout + done.stderr

    def stage(self, name: str, data: bytes) -> None:
        """Put a file into the next commit."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.git("add", "-f", "--", f":(top,literal){name}")

    def hook(self, *words: str) -> tuple[int, str]:
        """Run ``govcheck hook run`` as the hook does; status, and all that was said."""
        status = main(["hook", "run", *words])
        said = self.capsys.readouterr()
        return status, said.out + said.err


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repository:
    """Return an empty repository in which git knows nothing of the user."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "clerk")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "clerk@example.invalid")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)
    return Repository(tmp_path / "年报库", capsys)


@pytest.fixture
def sound(example_reports: Path) -> bytes:
    """Return the bytes of a report in which all is well."""
    return (example_reports / "linhu-2024.txt").read_bytes()


@pytest.fixture
def draft(example_reports: Path) -> bytes:
    """Return the bytes of a report with mistakes."""
    return (example_reports / "linhu-2024-draft.md").read_bytes()


# ── what is checked ──────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_to_check(repository):
    """A commit without a report is let through in silence."""
    repository.stage("notes.csv", b"a,b\n")

    assert repository.hook() == (0, "")


def test_a_sound_report(repository, sound):
    """It is let through, and one line says so."""
    repository.stage("2024年/年度报告.txt", sound)
    status, said = repository.hook()

    assert status == 0
    assert "年度报告.txt" in said


def test_a_wrong_report_blocks(repository, draft):
    """With what is wrong, where, and what to do next."""
    repository.stage("2024年/年度 报告.md", draft)
    status, said = repository.hook()

    assert status == 1
    assert f"2024年{os.sep}年度 报告.md" in said
    assert "requests.balance" in said
    assert "没有提交：报告里有上面列出的问题。改好之后 git add，再提交一次" in said


def test_one_wrong_and_one_that_cannot_be_read(repository, draft):
    """Both are said: that one of them could not be read must not hide the errors of the other."""
    repository.stage("2024.md", draft)
    repository.stage("2023.docx", b"PK no document")
    status, said = repository.hook()

    assert status == 2
    assert "没有提交：报告里有上面列出的问题" in said
    assert "没有提交：有报告读不出来" in said


def test_what_is_staged_counts(repository, sound, draft):
    """Mended in the folder and not staged: the commit would still hold the mistake."""
    repository.stage("2024.md", draft)
    (repository.folder / "2024.md").write_bytes(sound)

    assert repository.hook()[0] == 1


def test_what_is_not_staged_does_not_count(repository, sound, draft):
    """Spoiled in the folder after staging: the commit is sound."""
    repository.stage("2024.md", sound)
    (repository.folder / "2024.md").write_bytes(draft)
    (repository.folder / "other.md").write_bytes(draft)

    assert repository.hook()[0] == 0


def test_what_was_committed_before_is_not_checked_again(repository, sound, draft):
    """Only what is new in this commit, from wherever the command is run."""
    repository.stage("old.md", draft)
    repository.git("commit", "-q", "-m", "old")
    repository.stage("sub/new.txt", sound)
    repository.git("rm", "-q", "--cached", "old.md")
    os.chdir(repository.folder / "sub")
    status, said = repository.hook()

    assert status == 0
    assert said.startswith("new.txt")


def test_locks_and_hidden_files_are_not_reports(repository, draft):
    """What Word and WPS lay beside an open document, what the settings exclude."""
    for name in ("~$a.txt", ".~b.txt", ".c.txt", "草稿/d.md"):
        repository.stage(name, draft)
    (repository.folder / "govcheck.toml").write_text('exclude = ["草稿/*"]\n', encoding="utf-8")

    assert repository.hook() == (0, "")


def test_a_readme_does_not_block(repository, sound):
    """It is no report; that it was not checked is told."""
    repository.stage("README.md", "# 年报库\n".encode())
    alone = repository.hook()
    repository.stage("a.txt", sound)
    status, said = repository.hook()

    assert alone == (0, "README.md 不是报告，没有检查\n")
    assert (status, "README.md 不是报告，没有检查" in said) == (0, True)


def test_what_cannot_be_read_blocks(repository):
    """It has not been checked."""
    repository.stage("report.json", b"{}")
    status, said = repository.hook()

    assert status == 2
    assert "没有检查过" in said


def test_a_plugin_that_fails_blocks(repository, sound, tmp_path, monkeypatch):
    """The check is not complete."""
    (tmp_path / "hook_plugin.py").write_text("def govcheck_check():\n    1 / 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    repository.stage("report.txt", sound)
    status, said = repository.hook("--plugin", "hook_plugin")

    assert status == 3
    assert "检查不完整" in said


def test_the_gate_of_the_settings(repository, draft):
    """``fail_on`` decides what blocks."""
    repository.stage("report.md", draft)
    (repository.folder / "govcheck.toml").write_text('fail_on = "never"\n', encoding="utf-8")

    assert repository.hook()[0] == 0
    assert repository.hook("--fail-on", "error")[0] == 1


def test_files_that_are_named(repository, sound, draft):
    """As pre-commit does: names with signs that mean something to git, and files of no commit."""
    repository.stage("[2024] 年*.txt", sound)
    repository.stage("wrong.md", draft)
    (repository.folder / "loose.md").write_bytes(draft)

    assert repository.hook("[2024] 年*.txt")[0] == 0
    assert repository.hook("loose.md")[0] == 1
    assert repository.hook("~$loose.md", ".hidden.md") == (0, "")


# ── installing ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(
    sys.platform == "win32", reason="the hook is a shell script; git brings its own shell there"
)
def test_the_installed_hook_blocks_a_commit(repository, draft, sound, monkeypatch):
    """From installation to a blocked and a successful commit, with git itself."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    path = [p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "govcheck").exists()]
    monkeypatch.setenv("PATH", os.pathsep.join(path))
    assert main(["hook", "install"]) == 0
    repository.stage("2024.md", draft)
    blocked = repository.git("commit", "-m", "report", expect=1)
    repository.stage("2024.md", sound)
    repository.git("commit", "-m", "report")

    assert "requests.balance" in blocked
    assert repository.git("log", "--oneline").count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="git brings its own shell there")
def test_the_installed_hook_without_govcheck(repository, sound, monkeypatch):
    """Uninstalled meanwhile: nothing was checked, so nothing is committed, and it is said why."""
    path = [p for p in os.environ["PATH"].split(os.pathsep) if not (Path(p) / "govcheck").exists()]
    monkeypatch.setenv("PATH", os.pathsep.join(path))
    monkeypatch.setattr(sys, "executable", "/gone/it's/python")
    assert main(["hook", "install"]) == 0
    repository.stage("2024.md", sound)

    assert "没有提交：找不到 govcheck 了" in repository.git("commit", "-m", "report", expect=1)


def test_installing_twice(repository):
    """The second time there is nothing to do."""
    assert main(["hook", "install"]) == 0
    first = (repository.folder / ".git" / "hooks" / "pre-commit").read_bytes()
    assert main(["hook", "install"]) == 0

    assert (repository.folder / ".git" / "hooks" / "pre-commit").read_bytes() == first
    assert "没有改动" in repository.capsys.readouterr().out


@pytest.mark.parametrize(
    "occupy",
    [
        pytest.param(
            lambda hook: hook.write_text("#!/bin/sh\nmake test\n", encoding="utf-8"), id="another hook"
        ),
        pytest.param(lambda hook: hook.symlink_to("nowhere"), id="a link to nowhere"),
    ],
)
def test_a_foreign_hook_is_not_overwritten(occupy, repository):
    """What to add to it is said."""
    place = repository.folder / ".git" / "hooks" / "pre-commit"
    place.parent.mkdir(exist_ok=True)
    occupy(place)
    status = main(["hook", "install"])
    said = repository.capsys.readouterr().err

    assert status == 2
    assert "没有覆盖" in said
    assert "govcheck hook run" in said
    assert place.is_symlink() or "make test" in place.read_text(encoding="utf-8")


def test_a_folder_for_hooks_of_ones_own(repository):
    """Where git looks for hooks, there it goes."""
    repository.git("config", "core.hooksPath", "my-hooks")
    assert main(["hook", "install"]) == 0

    assert (repository.folder / "my-hooks" / "pre-commit").is_file()


def test_outside_of_a_repository(tmp_path, monkeypatch, capsys):
    """Git's own words, and what to do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert main(["hook", "install", "--lang", "en"]) == 2
    assert "Run this command in the git repository that holds the reports" in capsys.readouterr().err


def test_without_git(monkeypatch, capsys):
    """Said in a sentence."""

    def missing(*words, **options):
        raise FileNotFoundError("git")

    monkeypatch.setattr(hook.subprocess, "run", missing)

    assert main(["hook", "install", "--lang", "en"]) == 2
    assert "git is not found" in capsys.readouterr().err
