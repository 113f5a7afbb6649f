"""What may be typed, and what is said of what may not."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from compliance.cli import arguments
from compliance.cli.arguments import HelpAskedError, Parser, language, parse, split_command
from compliance.errors import UsageError
from compliance.shipped import govcheck_reporters

COMMANDS = [words for words in arguments.COMMANDS if words]


@pytest.mark.parametrize(
    ("words", "command", "rest"),
    [
        pytest.param(["a.txt"], (), ["a.txt"], id="a file"),
        pytest.param([], (), [], id="nothing"),
        pytest.param(["check", "a.txt"], (), ["a.txt"], id="check is left out"),
        pytest.param(["read", "a.txt"], ("read",), ["a.txt"], id="a command"),
        pytest.param(["rules", "list", "--lang", "en"], ("rules", "list"), ["--lang", "en"], id="of a group"),
        pytest.param(["--lang", "en", "rules", "list"], ("rules", "list"), ["--lang", "en"], id="options before"),
        pytest.param(["rules", "-v", "list"], ("rules", "list"), ["-v"], id="an option in between"),
        pytest.param(["--lang=en", "read", "a"], ("read",), ["--lang=en", "a"], id="an option with its value"),
        pytest.param(["--format", "json", "a", "read"], (), ["--format", "json", "a", "read"], id="files come first"),
        pytest.param(["./read"], (), ["./read"], id="a file that is called as a command"),
        pytest.param(["--", "read"], (), ["--", "read"], id="behind two hyphens"),
        pytest.param(["rules", "lst"], ("rules",), ["lst"], id="a group without a command"),
        pytest.param(["-", "read"], (), ["-", "read"], id="standard input"),
    ],
)  # fmt: skip
def test_the_command_is_found(words, command, rest):
    """Its name may be left out, and options may stand before it."""
    assert split_command(words) == (command, rest)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", [(), *COMMANDS, ("rules",), ("hook",), ("config",)], ids=" ".join)
def test_every_command_has_help(words, lang):
    """In the language of the run, and in nothing else."""
    with pytest.raises(HelpAskedError) as asked:
        parse([*words, "--help"], lang)

    text = asked.value.text
    assert " ".join(["govcheck", *(words if words != ("check",) else ())]) in text
    assert ("用法：" in text) is (lang == "zh")
    assert ("Usage: " in text) is (lang == "en")
    assert "show this help message" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", [(), *COMMANDS, ("rules",), ("hook",), ("config",)], ids=" ".join)
def test_help_fits_a_terminal(words, lang, monkeypatch):
    """A Chinese character takes two columns."""
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(HelpAskedError) as asked:
        parse([*words, "--help"], lang)

    assert [line for line in asked.value.text.splitlines() if cell_len(line) > 80] == []


def test_help_as_a_clerk_sees_it(monkeypatch, golden):
    """All of it, to be read."""
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(HelpAskedError) as asked:
        parse(["--help"], "zh")

    golden("cli/help.txt", asked.value.text)


def test_every_shipped_output_is_in_the_help():
    """Somebody who adds one tells it."""
    with pytest.raises(HelpAskedError) as asked:
        parse(["--help"], "en")

    assert [reporter.name for reporter in govcheck_reporters() if reporter.name not in asked.value.text] == []


def test_the_version():
    """As one word and a number."""
    with pytest.raises(HelpAskedError) as asked:
        parse(["--version"], "zh")

    assert asked.value.text.startswith("govcheck ")


def test_kinds_in_chinese():
    """As rules call them; the contract's names are what is kept."""
    assert parse(["a", "--agency-kind", "部门"], "zh").agency_kind == "department"


def test_all_that_checking_understands():
    """Everything at once."""
    parsed = parse(
        [
            "a.txt", "-", "--name", "b", "--previous", "p", "--published", "2025年1月20日", "--agency-kind", "office",
            "--format", "json=a.json", "--format", "terminal", "--show", "passed", "--show", "unknown", "--fail-on",
            "warning", "--baseline", "old.json", "--statistics", "--jobs", "2", "--lang", "en", "--config", "c",
            "--no-config", "--no-cache", "--plugin", "m", "--plugin", "n", "--no-plugins", "--color", "never", "-q",
            "-v", "--allow-empty", "--parts", "c", "d", "--rules", "x", "y",
        ],
        "zh",
    )  # fmt: skip

    assert parsed.command == "check"
    assert parsed.files == ["a.txt", "-"]
    assert (parsed.published, parsed.jobs, parsed.parts, parsed.rules) == (
        "2025-01-20",
        2,
        ["c", "d"],
        ["x", "y"],
    )
    assert (parsed.format, parsed.show) == (["json=a.json", "terminal"], ["passed", "unknown"])
    assert parsed.plugin == ["m", "n"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["read"], "缺少 FILE。看看 govcheck read --help", id="a file is missing"),
        pytest.param(
            ["a", "--quite"],
            "不认识 --quite；是不是 --quiet？看看 govcheck --help",
            id="an option that there is not",
        ),
        pytest.param(
            ["--previos=x", "a"],
            "不认识 --previos=x；是不是 --previous？",
            id="an option with a value, misspelt",
        ),
        pytest.param(["a", "--zzz"], "不认识 --zzz。看看 govcheck --help", id="like no option"),
        pytest.param(
            ["a", "--agency-kind", "厅局"], "没有 厅局；可以是 department", id="a kind that there is not"
        ),
        pytest.param(["a", "--stat"], "不认识 --stat", id="no abbreviations"),
        pytest.param(["--previous"], "--previous 后面要写一个值", id="no value"),
        pytest.param(["--parts"], "--parts 后面要写一个值", id="not one"),
        pytest.param(
            ["a", "--statistics=yes"], "--statistics 后面不写值，却写了 'yes'", id="a value too many"
        ),
        pytest.param(
            ["a", "--fail-on", "eror"], "--fail-on：没有 eror；是不是 error？", id="a choice nearly right"
        ),
        pytest.param(
            ["a", "--color", "x"], "--color：没有 x；可以是 auto, always, never", id="a choice that is none"
        ),
        pytest.param(["a", "--published", "2025-02-30"], "2025-02-30 不是日期", id="a day that there is not"),
        pytest.param(["a", "--published", "soon"], "soon 不是日期", id="no date"),
        pytest.param(["a", "--jobs", "0"], "--jobs：0 不行；写正整数或 auto", id="no job"),
        pytest.param(
            ["rules", "lst"], "govcheck rules 没有命令 lst；是不是 list？", id="a command nearly right"
        ),
        pytest.param(
            ["rules"], "后面要写一个命令：list, show, check, test, format, docs", id="which command"
        ),
        pytest.param(["hook", "xyz", "-v"], "后面要写一个命令：install, run", id="a command that is none"),
        pytest.param(["completion", "csh"], "没有 csh；是不是 zsh？", id="a shell that is not known"),
    ],
)
def test_a_mistake_is_told_in_the_language_of_the_run(words, told):
    """Nothing of argparse's English is left."""
    with pytest.raises(UsageError) as caught:
        parse(words, "zh")

    text = caught.value.text("zh")
    assert told in text
    assert "argument" not in text
    assert "invalid" not in text


def test_what_argparse_may_say_in_future():
    """A sentence that is not known is handed on, with the way to the help."""
    with pytest.raises(UsageError) as caught:
        Parser((), "zh").error("something new")

    assert caught.value.text("zh") == "命令看不懂：something new。看看 govcheck --help"


@pytest.mark.parametrize(
    ("value", "parsed"),
    [
        pytest.param("auto", "auto", id="auto"),
        pytest.param("3", 3, id="a number"),
    ],
)
def test_jobs(value, parsed):
    """A number, or as govcheck thinks best."""
    assert parse(["a", "--jobs", value], "zh").jobs == parsed


# ── the language of help and mistakes ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "environment", "lang"),
    [
        pytest.param([], "", "zh", id="Chinese"),
        pytest.param([], "en", "en", id="the environment"),
        pytest.param([], "en_US.UTF-8", "en", id="written like LANG"),
        pytest.param(["--lang", "zh"], "en", "zh", id="the option wins"),
        pytest.param(["a", "--lang=en"], "", "en", id="the option in one word"),
        pytest.param(["--lang"], "", "zh", id="an option without its value"),
        pytest.param(["--lang", "fr"], "", "zh", id="another language is told in Chinese"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(words, environment, lang, monkeypatch):
    """So that mistakes can be told in it."""
    monkeypatch.setenv("GOVCHECK_LANG", environment)

    assert language(words) == lang


def test_a_language_of_the_environment_that_is_none(monkeypatch):
    """Said, not passed over."""
    monkeypatch.setenv("GOVCHECK_LANG", "fr")
    with pytest.raises(UsageError) as caught:
        language([])

    assert "GOVCHECK_LANG=fr" in caught.value.text("en")
