"""``govcheck waive`` and ``--waivers``: decisions put on record, used, told, taken out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

RULE = ("--rule", "years.carry-over")
WHO = ("--reason", "机构改革，划出 1 件", "--person", "李四")


@pytest.fixture
def years(sound_json, tmp_path):
    """Return a sound report and last year's, which left one request more in two columns."""
    report = json.loads(sound_json.read_text(encoding="utf-8"))
    closing = report["tables"]["依申请公开"]["结转下年度"]
    opening = report["tables"]["依申请公开"]["上年结转"]
    stock = {
        row: cells["现行有效"] for row, cells in report["tables"]["主动公开"].items() if "现行有效" in cells
    }
    (tmp_path / "今年.json").write_bytes(sound_json.read_bytes())
    report["year"] -= 1
    report["title"] = report["title"].replace("2024", "2023")
    for section in report["sections"]:
        section["paragraphs"] = ["上年说的是另一番话。"]  # this year's words are not last year's
    closing.update(opening)
    closing["自然人"] += 1
    closing["总计"] += 1
    for row, count in stock.items():
        cells = report["tables"]["主动公开"][row]
        cells["现行有效"] = count - cells["制发"] + cells["废止"]
    (tmp_path / "上年.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return "今年.json", "--previous", "上年.json"


def accept(command, years, *more):
    """Put a decision on record for both columns."""
    return command("waive", *years, *RULE, *WHO, "--all", *more)


def result(command, *words):
    """The only report of a run, as JSON."""
    command(*words, "--format", "json=r.json")
    return json.loads(Path("r.json").read_text(encoding="utf-8"))["reports"][0]


# ── from a finding to a decision ─────────────────────────────────────────────────────────────────────────────


def test_a_true_figure_is_accepted_and_told(command, years):
    """The gate lets it through; every output says that somebody answers for it."""
    assert command(*years).status == 1
    ran = accept(command, years)
    after = command(*years)
    told = result(command, *years)

    assert ran.status == 0
    assert ran.out.count("已写进 govcheck.toml") == 2
    assert after.status == 0
    assert "机构改革，划出1件，李四" in "".join(after.out.split())
    assert (told["summary"]["errors"], told["summary"]["waived"]) == (0, 2)
    assert {finding["waived"]["person"] for finding in told["findings"] if finding["waived"]} == {"李四"}
    assert "passed" not in told


def test_the_hook_lets_it_through(command, years):
    """Status 0 with every output that there is."""
    accept(command, years)
    formats = ("concise", "jsonl", "sarif", "junit", "markdown", "html", "github", "gitlab")

    assert [command(*years, "--format", each).status for each in formats] == [0] * len(formats)


def test_it_lapses_when_the_values_change(command, years):
    """And the finding is back, with the reason."""
    accept(command, years)
    file = Path("上年.json")
    report = json.loads(file.read_text(encoding="utf-8"))
    report["tables"]["依申请公开"]["结转下年度"]["总计"] += 1
    file.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    ran = command(*years)

    assert ran.status == 1
    assert "数值变了：结转下年度·总计原来是" in "".join(ran.out.split())


def test_an_error_of_arithmetic_cannot_be_accepted(command, draft):
    """Neither by the command nor by hand."""
    ran = command("waive", draft, "--rule", "requests.balance", *WHO, "--all", "--waivers", "w.toml")

    assert ran.status == 2
    assert "算错了的数不能靠说明通过" in ran.err
    assert not Path("w.toml").exists()


def test_a_warning_and_words(command, draft):
    """Whatever a rule finds that is no error."""
    rules = {
        finding["rule"]
        for finding in result(command, draft)["findings"]
        if finding["verdict"] == "fail" and finding["severity"] != "error"
    }
    accepted = [
        command("waive", draft, "--rule", rule, *WHO, "--all", "--waivers", "w.toml").status for rule in rules
    ]
    told = result(command, draft, "--waivers", "w.toml")

    assert len(accepted) > 3
    assert set(accepted) == {0}
    assert (told["summary"]["warnings"], told["summary"]["notes"]) == (0, 0)
    assert told["summary"]["errors"] > 0
    assert told["remarks"] == result(command, draft)["remarks"]


def test_in_a_pool_of_processes(command, years):
    """A decision goes with the work."""
    accept(command, years)
    Path("b.json").write_bytes(Path("今年.json").read_bytes())
    ran = command("今年.json", "b.json", "--jobs", "2", "--fail-on", "note")

    assert ran.status == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param([], "写审核说明要写明 --rule, --reason, --person", id="nothing"),
        pytest.param([*RULE, "--reason", "x"], "写审核说明要写明 --person", id="nobody"),
        pytest.param([*RULE, *WHO], "years.carry-over 有 2 处不通过：自然人; 总计", id="which of two"),
        pytest.param([*RULE, *WHO, "--column", "商业企业"], "不通过的有 years.carry-over", id="one that holds"),
        pytest.param(["--rule", "years.carryover", *WHO], "；是不是 years.carry-over？", id="misspelt"),
        pytest.param([*RULE, *WHO, "--all", "--until", "2020-01-01"], "早于 date", id="over before it began"),
        pytest.param([*RULE, "--reason", "a\nb", "--person", "c", "--all"], "reason 要写成一行文字", id="two lines"),
        pytest.param([*RULE, *WHO, "--all", "--waivers", "今年.json"], "govcheck 从不改动", id="into the report"),
        pytest.param([*RULE, *WHO, "--all", "--waivers", "none/w.toml"], "没有", id="no folder"),
    ],
)  # fmt: skip
def test_what_the_command_refuses(words, told, command, years):
    """In one sentence, and nothing is written."""
    ran = command("waive", *years, *words)

    assert ran.status == 2
    assert told in ran.err
    assert not Path("govcheck.toml").exists()


def test_nothing_to_accept(command, sound):
    """A sound report needs no decision."""
    ran = command("waive", sound, *RULE, *WHO, "--waivers", "w.toml", "--lang", "en")

    assert ran.status == 2
    assert "what fails: nothing" in ran.err


def test_a_report_that_cannot_be_read(command):
    """No decision on it."""
    ran = command("waive", "none.json", *RULE, *WHO)

    assert ran.status == 2
    assert "没有这个文件" in ran.err


def test_twice_is_once(command, years):
    """What is on record is not put there again."""
    accept(command, years)
    before = Path("govcheck.toml").read_bytes()
    ran = accept(command, years)

    assert ran.status == 2
    assert "都已有审核说明" in ran.err
    assert Path("govcheck.toml").read_bytes() == before


def test_one_place(command, years):
    """Named by its column, until a day."""
    ran = command("waive", *years, *RULE, *WHO, "--column", "总计", "--until", "2099-06-30")
    text = Path("govcheck.toml").read_text(encoding="utf-8")

    assert ran.status == 0
    assert 'column = "总计"' in text
    assert "until = 2099-06-30" in text
    assert result(command, *years)["summary"]["waived"] == 1


def test_a_leap_day(command, years, monkeypatch):
    """A year after the 29th of February is the 28th."""
    from datetime import date

    from compliance.cli.waive import _a_year_after

    assert _a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


def test_many_cells_are_known_by_their_fingerprint(command, years, monkeypatch):
    """Nobody reads a list of two hundred."""
    monkeypatch.setattr("compliance.cli.waive.MOST_CELLS", 1)
    accept(command, years)

    assert "fingerprint = " in Path("govcheck.toml").read_text(encoding="utf-8")
    assert command(*years).status == 0


def test_a_settings_file_keeps_what_it_has(command, years):
    """A BOM, lines of Windows, remarks."""
    before = b'\xef\xbb\xbf# \xe8\xae\xbe\xe7\xbd\xae\r\nfail_on = "warning"\r\n'
    Path("govcheck.toml").write_bytes(before)
    accept(command, years)
    after = Path("govcheck.toml").read_bytes()

    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")
    assert command(*years).status == 0


def test_a_file_of_an_old_editor(command, years):
    """GB18030 stays GB18030."""
    Path("govcheck.toml").write_bytes("# 设置\n".encode("gb18030"))
    accept(command, years)

    assert "李四" in Path("govcheck.toml").read_bytes().decode("gb18030")
    assert command(*years).status == 0


def test_from_standard_input(command, years, monkeypatch):
    """Beside where one stands."""
    import io
    import sys
    from types import SimpleNamespace

    data = io.BytesIO(Path("今年.json").read_bytes())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=data))
    ran = command("waive", "-", *years[1:], *RULE, *WHO, "--all")

    assert ran.status == 0
    assert command(*years).status == 0


def test_a_plugin_that_fails_is_told(command, years, tmp_path, monkeypatch):
    """Status 3, and the decision is on record all the same."""
    (tmp_path / "failing_checks.py").write_text(
        "def govcheck_check(report):\n    return 1 / 0\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    ran = accept(command, years, "--plugin", "failing_checks")

    assert ran.status == 3
    assert "ZeroDivisionError" in ran.err
    assert Path("govcheck.toml").exists()


# ── which decisions count ────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_is_named_takes_the_place_of_the_settings(command, years):
    """``--waivers`` for those who keep all decisions in one place."""
    accept(command, years, "--waivers", "decisions.toml")

    assert not Path("govcheck.toml").exists()
    assert command(*years).status == 1
    assert command(*years, "--waivers", "decisions.toml").status == 0
    assert command(*years, "--waivers", "none.toml").status == 2


@pytest.mark.parametrize("words", [(), ("config", "show"), ("plugins",)], ids=["check", "config", "plugins"])
def test_a_mistake_in_a_decision_is_told_at_once(words, command, years):
    """Wherever it is looked at."""
    Path("govcheck.toml").write_text("[[waiver]]\nrule = 3\n", encoding="utf-8")
    ran = command(*words, *(years if not words else ()))

    assert ran.status == 2
    assert "第 1 条 [[waiver]]：rule 要写成一行文字" in ran.err
    assert "缺少 person" in ran.err


def test_config_show_knows_them(command, years):
    """How many, and each."""
    accept(command, years, "--until", "2099-01-01")
    out = command("config", "show").out

    assert "waiver       2 条审核说明" in out
    assert "（years.carry-over，自然人）：机构改革，划出 1 件（李四，" in out
    assert "waiver       none" not in command("config", "show", "--no-config", "--lang", "en").out


def test_settings_that_are_told_count_them(command, years):
    """``--verbose`` does not print them all."""
    accept(command, years)

    assert "waiver=2 (" in command(*years, "-v").err


# ── taking out ───────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_not_needed_any_more_is_removed(command, years):
    """The report was mended; a remark in the file stays."""
    Path("govcheck.toml").write_text("# 审核说明\n", encoding="utf-8")
    accept(command, years)
    mended = json.loads(Path("上年.json").read_text(encoding="utf-8"))
    opening = json.loads(Path("今年.json").read_text(encoding="utf-8"))["tables"]["依申请公开"]["上年结转"]
    mended["tables"]["依申请公开"]["结转下年度"].update(opening)
    Path("上年.json").write_text(json.dumps(mended, ensure_ascii=False), encoding="utf-8")
    told = command(*years)
    ran = command("waive", *years, "--prune")

    assert told.status == 0
    assert "用不着了：这一处已经通过" in "".join(told.out.split())
    assert ran.out.count("已删去") == 2
    assert Path("govcheck.toml").read_text(encoding="utf-8").strip() == "# 审核说明"


def test_what_cannot_be_judged_is_kept(command, years):
    """Without last year's report nobody knows whether the decision is needed."""
    accept(command, years)
    before = Path("govcheck.toml").read_bytes()
    ran = command("waive", "今年.json", "--prune")

    assert ran.out == "没有用不着的审核说明\n"
    assert Path("govcheck.toml").read_bytes() == before
    assert "审核说明" not in command("今年.json").out


def test_one_that_is_used_by_none_of_several(command, years, monkeypatch):
    """Told once, beside the results; by the hook as well."""
    Path("govcheck.toml").write_text(
        '[[waiver]]\nrule = "years.nothing"\nfingerprint = "f"\nreason = "r"\nperson = "p"\n'
        "date = 2020-01-01\nuntil = 2099-01-01\n",
        encoding="utf-8",
    )
    Path("b.json").write_bytes(Path("今年.json").read_bytes())
    ran = command("今年.json", "b.json")

    assert ran.status == 0
    assert ran.err.count("没有这条规则") == 1
