"""Looking, not checking: ``read``, ``explain``, ``rules``, ``plugins``, ``config``, ``doctor``, ``completion``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.cli import completion

ROOT = Path(__file__).resolve().parent.parent.parent

BAD = """\
沿用 cn-disclosure
规则集 local “补充” 版本 “1” 自 2024
法规 通知 “通知” “第1号” 自 2024-12-01
规则 local.a “甲” 警告
  依据 通知 “一”
  理由 “理由。”
  检查 [结转下年度, 总计] ≤ 2
  例     | [结转下年度, 总计] |
  通过   | 3                  |
  不通过 | 9                  |
"""


@pytest.fixture
def local(tmp_path: Path) -> Path:
    """Return a rule set with an example that is wrong, and none on the boundary."""
    folder = tmp_path / "local"
    folder.mkdir()
    (folder / "a.rules").write_text(BAD, encoding="utf-8")
    return folder


# ── read ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_is_read_into_json(command, draft, tmp_path):
    """And what was written is a report again, with the same findings."""
    ran = command("read", draft, "-o", "report.json")
    from_text = command(draft, "--format", "json").out
    from_json = command("report.json", "--format", "json").out

    assert (ran.status, ran.out, ran.err) == (0, "", "已写入 report.json\n")
    assert prints(from_text) == prints(from_json)


def prints(result: str) -> list[str]:
    """Return the fingerprints of the findings."""
    return [finding["fingerprint"] for finding in json.loads(result)["reports"][0]["findings"]]


def test_what_was_read_is_shown(command, draft, golden):
    """With a mark for what is blank, not found, or no number."""
    ran = command("read", draft)

    assert ran.status == 0
    golden("cli/read.txt", ran.out)


def test_what_is_not_sure_is_marked(command, sound_json, golden):
    """Absent, text, remark, another edition, a table read in part, a remark of the reader."""
    report = json.loads(sound_json.read_text(encoding="utf-8"))
    rows = report["tables"]["复议诉讼"]["行政复议"]
    rows["维持"] = {"text": "不详"}
    rows["纠正"] = {"value": 0, "note": "其中一件撤回"}
    rows["其他结果"] = None
    del rows["尚未审结"]
    report["partly_read"] = {"复议诉讼": "有几行没有标题"}
    report["period"] = {"from": None, "to": None}
    report["sections"].append({"number": None, "title": "附件", "paragraphs": []})
    report["remarks"] = [{"message": "reading.table-missing", "values": {"table": "主动公开"}}]
    Path("report.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    ran = command("read", "report.json")

    golden("cli/read_unsure.txt", ran.out)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["read", "none.txt"], "none.txt: 没有这个文件", id="not there"),
        pytest.param(["read", "{draft}", "-o", "none/a.json"], "没有 ", id="no folder"),
        pytest.param(["read", "{draft}", "-o", "{draft}"], "这次检查要读它", id="over the report"),
    ],
)
def test_reading_that_cannot_be_done(words, told, command, draft):
    """Status 2."""
    ran = command(*[word.format(draft=draft) for word in words])

    assert ran.status == 2
    assert told in ran.err


def test_reading_with_a_plugin_that_fails(command, draft, tmp_path, monkeypatch):
    """What was read is shown, and the fault is told."""
    (tmp_path / "failing_reader.py").write_text(
        "def govcheck_read_report(data):\n    1 / 0\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    ran = command("read", draft, "--plugin", "failing_reader")

    assert ran.status == 3
    assert "临湖市档案局" in ran.out
    assert "failing_reader" in ran.err


# ── explain, rules ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_rule_is_explained(lang, command, golden):
    """Its clause, its reason, what it does not see, its own words and its proof."""
    ran = command("explain", "requests.balance", "--lang", lang)

    assert ran.status == 0
    golden(f"cli/explain_{lang}.txt", ran.out)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        pytest.param("申请收支平衡", "requests.balance", id="its title"),
        pytest.param("应当：申请收支平衡", "requests.balance", id="as a finding tells it"),
        pytest.param("收支平衡", "requests.balance", id="a part that no other title has"),
    ],
)
def test_a_rule_is_found_by_its_title(words, rule, command):
    """That is what findings begin with."""
    assert command("explain", words).out.startswith(f"{rule}  ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("没有空格", "没有叫 没有空格 的规则；是不是 表", id="several titles have it"),
        pytest.param("申请收支不平衡", "是不是 申请收支平衡？", id="nearly a title"),
        pytest.param("", "没有叫  的规则", id="nothing"),
    ],
)
def test_a_title_that_is_none(words, told, command):
    """Nothing is guessed; the nearest one is named."""
    ran = command("explain", words)

    assert ran.status == 2
    assert told in ran.err


def test_a_rule_as_json(command):
    """For editors."""
    rule = json.loads(command("explain", "requests.balance", "--format", "json").out)

    assert rule["severity"] == "error"
    assert rule["citations"][0]["clause"] == "表三勾稽关系"
    assert rule["text"].startswith("规则 requests.balance")
    assert rule["text"].rstrip().endswith("|")


def test_every_rule_has_its_text(command):
    """Each page is written from the words that are run."""
    rules = json.loads(command("rules", "list", "--format", "json").out)
    written = [rule for rule in rules if rule["file"]]

    assert len(written) > 50
    assert [rule["rule"] for rule in rules if not rule["text"]] == ["structure.labels"]
    assert [
        rule["rule"] for rule in written if f"{rule['rule']} " not in rule["text"].partition("\n")[0] + " "
    ] == []
    assert [rule["rule"] for rule in written if "检查" not in rule["text"] or "例" not in rule["text"]] == []
    assert [rule["rule"] for rule in written if rule["text"].count("规则 ") != 1] == []


def test_the_rule_that_reading_makes_is_explained(command):
    """It has no text of its own, but a reason, a clause and what it does not see."""
    told = command("explain", "structure.labels").out

    assert "理由：行名改了" in told
    assert "模板" in told
    assert told.endswith("规则集：cn-disclosure\n")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param(
            "requests.balanc", "没有叫 requests.balanc 的规则；是不是 requests.balance？", id="near"
        ),
        pytest.param("zzz", "没有叫 zzz 的规则", id="nothing near"),
    ],
)
def test_a_rule_that_is_not_there(name, told, command):
    """The nearest is offered."""
    ran = command("explain", name)

    assert ran.status == 2
    assert told in ran.err


def test_rules_are_listed(command):
    """One on a line, in the order of the report."""
    lines = command("rules", "list").out.splitlines()

    assert "requests.balance" in {line.split()[0] for line in lines}
    both = command("rules", "list", "cn-disclosure", "cn-disclosure-2019").out.splitlines()
    assert lines == both
    assert len(command("rules", "list", "cn-disclosure").out.splitlines()) < len(both)


def test_a_rule_set_is_shown(command, golden):
    """The names that rules may use."""
    count, _, names = command("rules", "show", "cn-disclosure").out.partition("\n")

    assert count.startswith("cn-disclosure 2021.1：政府信息公开工作年度报告，2021 年版格式，2021– 年度，")
    golden("cli/rules_show.txt", names)


def test_a_local_rule_set_is_shown_with_what_it_changes(command, local):
    """After the one that it builds on."""
    (local / "b.rules").write_text(
        "调整 requests.filled 错误 依据 通知 “四” 理由 “不留空格。”\n", encoding="utf-8"
    )
    out = command("rules", "show", "local").out

    assert "local 1：没有写错（1 条规则）" in out
    assert "把 requests.filled 由警告升为错误" in out


def test_rules_are_checked(command, local):
    """What is well written is said of what was asked, and mistakes are told with their place."""
    assert command("rules", "check", "local").out == "local 1：没有写错（1 条规则）\n"
    (local / "a.rules").write_text(BAD.replace("≤ 2", "≤ 二"), encoding="utf-8")
    ran = command("rules", "check", "local")

    assert ran.status == 2
    assert f"{Path('local') / 'a.rules'}:7:" in ran.err


def test_a_file_in_an_old_encoding_is_warned_of(command, local):
    """It is read, and it is said."""
    (local / "a.rules").write_bytes(BAD.encode("gb18030"))
    ran = command("rules", "check", "local")

    assert ran.status == 0
    assert "GB18030" in ran.err


def test_rules_are_proved(command, local):
    """A wrong example is told with its line, a change that none notices is told too; status 1."""
    ran = command("rules", "test", "local")

    assert ran.status == 1
    assert "a.rules:9: local.a：这个例写的是“通过”，按规则算出来是“不通过”" in ran.out
    assert ran.out.splitlines()[-1].startswith("1 条规则，2 个例：1 个不对")


def test_changes_that_no_example_notices(command, local):
    """Named, so that somebody adds an example on the boundary."""
    (local / "a.rules").write_text(BAD.replace("通过   | 3 ", "通过   | 1 "), encoding="utf-8")
    ran = command("rules", "test", "local", "--lang", "en")

    assert ran.status == 0
    assert "no example notices" in ran.out


def test_rules_are_laid_out(command, local):
    """In place; ``--check`` only says which."""
    file = local / "a.rules"
    untidy = BAD.replace("  依据", "依据")
    file.write_text(untidy, encoding="utf-8")
    asked = command("rules", "format", "local", "--check")
    kept = file.read_text(encoding="utf-8")
    done = command("rules", "format", "local/a.rules")

    assert (asked.status, asked.out) == (1, f"不整齐 {Path('local') / 'a.rules'}\n")
    assert kept == untidy
    assert (done.status, done.out) == (0, "已排整齐 local/a.rules\n")
    assert command("rules", "format", "local", "--check") == (0, "", "")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        pytest.param("none.rules", "读不了 none.rules", id="not there"),
        pytest.param("empty", "empty 里没有 .rules 文件", id="nothing in it"),
    ],
)
def test_nothing_to_lay_out(path, told, command, tmp_path):
    """Status 2."""
    (tmp_path / "empty").mkdir()
    ran = command("rules", "format", path)

    assert ran.status == 2
    assert told in ran.err


def test_pages_are_written(command):
    """One for each rule, and a list of them."""
    ran = command("rules", "docs", "-o", "pages/rules")
    page = Path("pages/rules/requests.balance.md").read_text(encoding="utf-8")
    index = Path("pages/rules/index.md").read_text(encoding="utf-8")

    assert ran.status == 0
    assert "每一件申请都要有去处" in page
    assert "| 未知   |" not in page.partition("```text")[0]
    assert "不通过 | 30" in page
    assert "[requests.balance](requests.balance.md)" in index
    assert len(os.listdir("pages/rules")) == index.count(".md)") + 1


def test_pages_that_cannot_be_written(command):
    """Status 2, with the reason."""
    Path("file").touch()

    assert command("rules", "docs", "-o", "file").status == 2


# ── plug-ins, settings, doctor ───────────────────────────────────────────────────────────────────────────────

PLUGIN = """\
from compliance.plugins import Function, Reporter, RuleSet, hookimpl

TEXT = '''沿用 cn-disclosure
规则集 js “补充” 版本 “1” 自 2024
法规 通知 “通知” “第1号” 自 2024-12-01
调整 requests.filled 错误 依据 通知 “四” 理由 “不留空格。”
'''

def govcheck_rule_sets():
    return [RuleSet("js", (("js.rules", TEXT.encode()),))]

def govcheck_functions():
    return [Function("同比", ("figure", "figure"), "ratio", divmod)]

def govcheck_reporters():
    return [Reporter("json", ("甲", "mine"), lambda run, view: ""), Reporter("one", ("乙", "one"), lambda r, v: "")]

def govcheck_readable():
    return [".ofd"]

def govcheck_check():
    return []

def govcheck_findings():
    return None
"""


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a module that uses every hook."""
    (tmp_path / "every_hook.py").write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return "every_hook"


def test_no_plugins(command):
    """That is said."""
    assert command("plugins").out == "没有装插件\n"


def test_a_plugin_is_shown(command, plugin, tmp_path):
    """From where, what it brings, what it changes."""
    ran = command("plugins", "--plugin", plugin)

    assert ran.status == 0
    assert ran.out.replace(str(tmp_path), "").splitlines() == [
        "every_hook （every_hook，/every_hook.py）",
        "  规则集 js",
        "  规则函数 同比",
        "  读取文件 .ofd",
        "  输出格式 json、one",
        "  用 Python 检查报告",
        "  过目检查结果",
        "  代替随附的输出格式 json",
        "  本地规则集 js 把 requests.filled 由警告升为错误（依据 第1号 四：不留空格。）",
    ]


def test_plugins_as_json(command, plugin):
    """For programs."""
    told = json.loads(command("plugins", "--plugin", plugin, "--format", "json").out)

    assert told["faults"] == []
    assert told["plugins"][0]["rule_sets"] == ["js"]
    assert told["plugins"][0]["replaces"] == ["json"]


def test_a_plugin_that_failed_is_told(command, tmp_path, monkeypatch):
    """Status 3."""
    (tmp_path / "broken_plugin.py").write_text("1 / 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    ran = command("plugins", "--plugin", "broken_plugin")

    assert ran.status == 3
    assert "broken_plugin" in ran.err
    assert command("rules", "list", "--plugin", "broken_plugin").status == 3
    assert "fault: " in command("doctor", "--plugin", "broken_plugin").out


def test_settings_are_shown_with_their_origin(command, tmp_path, monkeypatch):
    """Value by value."""
    (tmp_path / "govcheck.toml").write_text('fail_on = "warning"\ntrust.totals = 0.8\n', encoding="utf-8")
    monkeypatch.setenv("GOVCHECK_LANG", "en")
    lines = command("config", "show", "--color", "never").out.splitlines()

    assert lines[0] == str(tmp_path / "govcheck.toml")
    assert f'fail_on      "warning"  ({tmp_path / "govcheck.toml"})' in lines
    assert f'trust        {{"totals": 0.8}}  ({tmp_path / "govcheck.toml"})' in lines
    assert 'lang         "en"  (GOVCHECK_LANG)' in lines
    assert 'color        "never"  (--color)' in lines
    assert "agency_kind  none  (default)" in lines


def test_settings_for_a_report(command, tmp_path):
    """Those beside it."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "govcheck.toml").touch()

    assert command("config", "show", "a/report.txt").out.startswith(str(tmp_path / "a"))
    assert "没有设置文件" in command("config", "show").out


def test_doctor(command, monkeypatch):
    """Version, encodings, cache, rules: one page to send to whoever helps."""
    from importlib import metadata

    def missing(name):
        raise metadata.PackageNotFoundError(name)

    out = command("doctor").out
    monkeypatch.setattr(metadata, "version", missing)

    for word in (
        "govcheck: ",
        "python: ",
        "encodings: ",
        "cache: ",
        "rules: cn-disclosure",
        "optional: lark ",
    ):
        assert word in out
    assert "(works)" in out
    assert "lark -" in command("doctor").out


def test_doctor_of_what_is_broken(command, monkeypatch):
    """All else is still told."""
    from compliance.library import Library

    monkeypatch.setattr(Library, "load", lambda library: 1 / 0)
    ran = command("doctor")

    assert ran.status == 3
    assert "python: " in ran.out
    assert "fault: ZeroDivisionError: division by zero" in ran.out


# ── completion ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_line_for_the_shell(shell, command):
    """One line, which names the shell's own way."""
    ran = command("completion", shell)

    assert ran.status == 0
    assert ran.out.count("\n") == 1
    assert "register_python_argcomplete" in ran.out


def completed(line: str, answer: Path) -> set[str]:
    """Return what the shell would offer behind *line*: it asks a process of its own."""
    environment = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "_ARGCOMPLETE_IFS": "\n",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
    }
    subprocess.run(
        [sys.executable, "-m", "compliance"], cwd=ROOT, env={**os.environ, **environment}, check=True
    )
    return {word.strip() for word in answer.read_text(encoding="utf-8").split("\n")}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        pytest.param("govcheck explain requests.b", {"requests.balance"}, id="a rule"),
        pytest.param("govcheck rules fo", {"format"}, id="a command of a group"),
        pytest.param("govcheck read --out", {"--output"}, id="an option of a command"),
        pytest.param("govcheck --fail", {"--fail-on"}, id="an option of checking"),
    ],
)
def test_what_the_shell_offers(line, offered, tmp_path):
    """When Tab is pressed."""
    assert offered <= completed(line, tmp_path / "answer")


def test_one_parser_with_everything(monkeypatch):
    """What argcomplete is handed knows every command, and the options of checking."""
    import argcomplete

    handed = []
    monkeypatch.setattr(argcomplete, "autocomplete", handed.append)
    completion.complete()
    (parser,) = handed

    assert "{check,read,waive,explain,rules,hook,plugins,config,doctor,completion}" in parser.format_usage()
    assert "--fail-on" in parser.format_usage()


def test_a_shell_that_asks_is_answered_first(command, monkeypatch):
    """Before anything else is done."""
    asked = []
    monkeypatch.setenv("_ARGCOMPLETE", "1")
    monkeypatch.setattr(completion, "complete", lambda: asked.append(True))
    command("--version")

    assert asked == [True]
