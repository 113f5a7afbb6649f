"""``govcheck FILE…``: outputs, statuses, settings."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from compliance.cli import check

# ── statuses ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("options", "status"),
    [
        pytest.param([], 1, id="errors"),
        pytest.param(["--fail-on", "never"], 0, id="only told"),
        pytest.param(["--published", "2025-01-20", "--fail-on", "note"], 1, id="with the day of publication"),
    ],
)
def test_a_draft(options, status, command, draft):
    """The drafter reads rule and clause; the gate decides on the status."""
    ran = command(draft, *options)

    assert ran.status == status
    assert "requests.balance" in ran.out
    assert ran.err == ""


def test_a_sound_report(command, sound):
    """Nothing is found."""
    ran = command(sound)

    assert ran.status == 0
    assert "没有发现问题" in ran.out


def test_the_highest_status_wins(command, sound, draft):
    """One that cannot be read, one with errors, one that is sound: all are checked."""
    ran = command("没有.txt", draft, sound, "--format", "concise")

    assert ran.status == 2
    assert "没有这个文件" in ran.out
    assert "requests.balance" in ran.out


def test_check_is_the_same(command, draft):
    """``govcheck check FILE``."""
    assert command("check", draft) == command(draft)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param([], "没有写要检查哪份报告", id="nothing"),
        pytest.param(["--parts", "a", "b"], "--parts 后面的路径都算作所属单位的报告", id="all taken as parts"),
        pytest.param(["a", "b", "--name", "c"], "--name 是一份报告的名称", id="one name for two"),
        pytest.param(["raed"], "没有 raed 这个文件；是不是命令 read？", id="a misspelt command"),
        pytest.param(["a.txt", "--format", "jsn"], "没有叫 jsn 的输出格式；有这些", id="a format nearly right"),
        pytest.param(["a", "--format", "json", "--format", "concise"], "json 和 concise 都要", id="two to the screen"),
        pytest.param(["a.txt", "--format", "json=none/a.json"], "没有 ", id="a folder that is not there"),
        pytest.param(["a.txt", "--format", "json="], "没有文件名", id="a file without a name"),
        pytest.param(
            ["a.txt", "--format", "json=a", "--format", "sarif=a"], "json 和 sarif 都要写进 a", id="two to one file"
        ),
        pytest.param(["a.txt", "--rules", "cn-disclosur"], "没有叫 cn-disclosur 的规则集", id="no such rules"),
        pytest.param(["a.txt", "--plugin", "no_such_module"], "没有这个 Python 模块", id="no such plug-in"),
        pytest.param(["a.txt", "--config", "none.toml"], "none.toml: 读不了这个设置文件", id="no such settings"),
    ],
)  # fmt: skip
def test_a_command_that_cannot_be_carried_out(words, told, command):
    """Status 2, in one sentence, on standard error."""
    ran = command(*words)

    assert ran.status == 2
    assert told in ran.err
    assert ran.err.startswith("govcheck：")
    assert ran.out == ""


def test_rules_with_mistakes(command, sound):
    """Each is told with its place; status 2."""
    Path("bad.rules").write_text("规则 x\n", encoding="utf-8")
    ran = command(sound, "--rules", "bad.rules")

    assert ran.status == 2
    assert "bad.rules:" in ran.err


def test_rules_in_front_of_the_report(command, sound, tmp_path):
    """``--rules local report.txt``: the report is told apart from the rules."""
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "a.rules").write_text(
        "沿用 cn-disclosure\n规则集 local “补充” 版本 “1” 自 2024\n", encoding="utf-8"
    )
    ran = command("--rules", "local", sound)

    assert ran.status == 0
    assert command("--rules", "cn-disclosure", sound).status == 0
    assert command("--rules", "local/a.rules", "cn-disclosure", sound, "--format", "json").status == 0


# ── input and output ─────────────────────────────────────────────────────────────────────────────────────────


def test_standard_input_with_a_name(command, draft, monkeypatch):
    """A temporary copy, a blob of git."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(draft.read_bytes())))
    ran = command("-", "--name", "年报/2024.md", "--format", "concise")

    assert ran.status == 1
    assert ran.out.startswith("年报/2024.md")


def test_a_folder(command, sound, draft, tmp_path):
    """Every report in it, and nothing else."""
    (tmp_path / "年报").mkdir()
    (tmp_path / "年报" / "一.txt").write_bytes(sound.read_bytes())
    (tmp_path / "年报" / "~$二.txt").write_bytes(b"lock")
    (tmp_path / "空").mkdir()

    assert command("年报").status == 0
    assert command("空").status == 2
    assert command("空", "--allow-empty").status == 0


def test_several_outputs_in_one_run(command, draft):
    """Files, and the screen all the same; what is in the file is whole."""
    ran = command(draft, "--format", "json=结果.json", "--format", "concise=结果.txt")
    result = json.loads(Path("结果.json").read_text(encoding="utf-8"))

    assert ran.status == 1
    assert result["reports"][0]["source"] == str(draft)
    assert "requests.balance" in Path("结果.txt").read_text(encoding="utf-8")
    assert "requests.balance" in ran.out
    assert not [name for name in os.listdir() if name.endswith(".new")]


def test_a_report_is_never_written_over(command, draft, tmp_path):
    """However it is spelt."""
    copy = tmp_path / "copy.md"
    copy.write_bytes(draft.read_bytes())
    ran = command("copy.md", "--format", f"json={tmp_path}/./copy.md")

    assert ran.status == 2
    assert copy.read_bytes() == draft.read_bytes()


def test_json_on_the_screen_is_json(command, draft):
    """Nothing else is printed beside it."""
    ran = command(draft, "--format", "json", "--lang", "en", "-v")

    assert json.loads(ran.out)["govcheck"] == "result/1"
    assert ran.err == 'Settings: lang="en" (--lang)\n'.replace('"', "")


def test_a_baseline(command, draft):
    """What was known is not told again, and the gate lets through."""
    command(draft, "--format", "json=old.json")
    ran = command(draft, "--baseline", "old.json")

    assert ran.status == 0
    assert "requests.balance" not in ran.out
    assert "old.json" in ran.out


# ── how it looks ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wanted", "environment", "terminal", "colored"),
    [
        pytest.param("auto", {}, True, True, id="a terminal"),
        pytest.param("auto", {}, False, False, id="no terminal"),
        pytest.param("auto", {"NO_COLOR": "1"}, True, False, id="NO_COLOR"),
        pytest.param("auto", {"FORCE_COLOR": "1"}, False, True, id="FORCE_COLOR"),
        pytest.param("auto", {"TERM": "dumb"}, True, False, id="a dumb terminal"),
        pytest.param("always", {"NO_COLOR": "1"}, False, True, id="always"),
        pytest.param("never", {}, True, False, id="never"),
    ],
)
def test_color(wanted, environment, terminal, colored, monkeypatch):
    """On a terminal only, unless somebody says otherwise."""
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)

    assert check._color(wanted) is colored


@pytest.mark.parametrize(
    ("columns", "size", "width"),
    [
        pytest.param("72", 80, 72, id="as the environment says"),
        pytest.param("wide", 80, 80, id="as the terminal says"),
        pytest.param("", None, None, id="no terminal"),
    ],
)
def test_width(columns, size, width, monkeypatch):
    """Of the terminal, if there is one."""

    def terminal_size(descriptor):
        if size is None:
            raise OSError("no terminal")
        return SimpleNamespace(columns=size)

    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(os, "get_terminal_size", terminal_size)
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(fileno=lambda: 1))

    assert check._width() == width


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_settings_beside_the_report(command, sound, tmp_path):
    """They count for the run; the command wins over them."""
    (tmp_path / "report.txt").write_bytes(sound.read_bytes())
    (tmp_path / "govcheck.toml").write_text('lang = "en"\nformat = "concise"\n', encoding="utf-8")

    assert command("report.txt").out == ""
    assert "no problems found" in command("report.txt", "--format", "terminal").out
    assert "没有发现问题" in command("report.txt", "--format", "terminal", "--lang", "zh").out
    assert "没有发现问题" in command("report.txt", "--no-config").out


def test_the_environment_wins_over_the_file(command, sound, tmp_path, monkeypatch):
    """And the option over the environment."""
    (tmp_path / "report.txt").write_bytes(sound.read_bytes())
    (tmp_path / "govcheck.toml").write_text('lang = "zh"\n', encoding="utf-8")
    monkeypatch.setenv("GOVCHECK_LANG", "en")

    assert "no problems found" in command("report.txt").out
    assert "没有发现问题" in command("report.txt", "--lang", "zh").out


def test_reports_with_different_settings(command, sound, tmp_path):
    """Which would count? Nobody guesses."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_bytes(sound.read_bytes())
        (tmp_path / name / "govcheck.toml").touch()
    ran = command("a/report.txt", "b/report.txt")

    assert ran.status == 2
    assert "设置文件不同" in ran.err
    assert command("a/report.txt", "b/report.txt", "--config", "a/govcheck.toml").status == 0


def test_severities_of_the_settings(command, draft, tmp_path):
    """Applied, and told."""
    (tmp_path / "govcheck.toml").write_text('[severity]\n"structure.wording" = "error"\n', encoding="utf-8")
    (tmp_path / "draft.md").write_bytes(draft.read_bytes())
    ran = command("draft.md")

    assert "structure.wording由提示改为错误" in "".join(ran.out.split())


# ── plug-ins ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that writes a module which ``--plugin`` can name."""
    monkeypatch.syspath_prepend(tmp_path / "modules")
    (tmp_path / "modules").mkdir()

    def write(name: str, text: str) -> str:
        (tmp_path / "modules" / f"{name}.py").write_text(text, encoding="utf-8")
        return name

    return write


def test_a_plugin_that_raises_is_status_3(command, sound, plugin):
    """Named in the output; everything else is there."""
    name = plugin("raising_checks", "def govcheck_check(report):\n    return 1 / 0\n")
    ran = command(sound, "--plugin", name)

    assert ran.status == 3
    assert "raising_checks" in ran.out
    assert "ZeroDivisionError" in ran.out


def test_a_misspelt_hook_is_status_3(command, sound, plugin):
    """At the start, with the nearest name."""
    ran = command(sound, "--plugin", plugin("misspelt_checks", "def govcheck_chek(report):\n    return []\n"))

    assert ran.status == 3
    assert "是不是 govcheck_check？" in ran.err


def test_a_plugin_that_cannot_be_imported_is_status_3(command, sound, plugin):
    """The report is checked without it, and that is said."""
    ran = command(sound, "--plugin", plugin("broken_checks", "import no_such_module\n"))

    assert ran.status == 3
    assert "broken_checks" in ran.out


def test_an_empty_name(command):
    """A variable without a value is told as such."""
    ran = command("")

    assert ran.status == 2
    assert "有一个文件名是空的" in ran.err


def test_mistakes_of_settings_and_decisions_at_once(command, sound, tmp_path):
    """One round of mending, not two."""
    text = 'colour = "always"\n[severity]\n"requests.filled" = "bad"\n[[waiver]]\nrule = "a.b"\n'
    (tmp_path / "govcheck.toml").write_text(text, encoding="utf-8")
    ran = command(sound, "--config", "govcheck.toml")

    assert ran.status == 2
    for told in ("colour", "severity", "第 1 条 [[waiver]]"):
        assert told in ran.err
