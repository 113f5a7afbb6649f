"""``govcheck.toml``: found, read, and told where each value comes from."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from compliance import settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's own settings folder, empty."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    folder = tmp_path / "home" / "govcheck"
    folder.mkdir(parents=True)
    return folder


def written(folder: Path, text: str = "") -> str:
    """Write a settings file and return its name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / settings.FILE).write_bytes(text.encode())
    return str(folder / settings.FILE)


# ── the search ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("files", "start", "found"),
    [
        pytest.param(["a/b"], "a/b/report.txt", "a/b", id="beside the report"),
        pytest.param(["a"], "a/b/report.txt", "a", id="above it"),
        pytest.param(["a", "a/b"], "a/b/report.txt", "a/b", id="the nearest"),
        pytest.param(["a/b"], "a/b", "a/b", id="in the folder that is checked"),
        pytest.param(["a/b/c"], "a/b", "home/govcheck", id="not in folders below"),
        pytest.param(["."], "a/b/report.txt", "home/govcheck", id="not above the repository"),
        pytest.param([], "a/b/none/report.txt", "home/govcheck", id="the user's own"),
    ],
)
def test_the_nearest_file_counts(files, start, found, tmp_path, home):
    """Upward from the report to the root of the repository, then the user's own."""
    (tmp_path / "a" / ".git").mkdir(parents=True)
    (tmp_path / "a" / "b").mkdir()
    written(home)
    for folder in files:
        written(tmp_path / folder)

    assert settings.find(str(tmp_path / start)) == str(tmp_path / found / settings.FILE)


def test_no_settings_at_all(tmp_path, home):
    """Then there are the defaults."""
    (tmp_path / ".git").mkdir()

    assert settings.find(str(tmp_path / "report.txt")) is None


def test_standard_input_is_where_one_stands(tmp_path, home, monkeypatch):
    """A report without a place has the settings of the folder at hand."""
    file = written(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert settings.find("") == file


def test_without_a_home(tmp_path, monkeypatch):
    """Up to the root of the drive, and nothing more."""
    monkeypatch.setattr(settings, "config_folder", lambda: None)

    assert settings.find(str(tmp_path)) is None


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "data",
    [
        pytest.param('lang = "en"\nrules = ["本地"]\n'.encode(), id="UTF-8"),
        pytest.param('\ufefflang = "en"\r\nrules = ["本地"]\r\n'.encode(), id="Notepad"),
        pytest.param('lang = "en"\nrules = ["本地"]\n'.encode("gb18030"), id="GB18030"),
    ],
)
def test_a_file_of_any_editor(data, tmp_path):
    """Byte order mark, line ends and encoding are those of the clerk's editor."""
    file = tmp_path / settings.FILE
    file.write_bytes(data)
    read = settings.load(str(file))

    assert (read["lang"], read["rules"]) == ("en", ["本地"])
    assert (read.origins["lang"], read.origins["color"]) == (str(file), "")
    assert read["color"] == "auto"


def test_rules_are_named_from_where_the_file_lies(tmp_path):
    """A folder beside the file is that folder, whatever folder the command is run in; a name stays a name."""
    (tmp_path / "local").mkdir()
    file = written(tmp_path, 'rules = ["cn-disclosure", "local"]')

    assert settings.load(file)["rules"] == ["cn-disclosure", str(tmp_path / "local")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param('fail-on = "error"', "There is no setting fail-on; did you mean fail_on?", id="hyphen"),
        pytest.param('langue = "zh"', "There is no setting langue; did you mean lang?", id="near"),
        pytest.param("zzz = 1", "There is no setting zzz; there are: agency_kind, color", id="nothing near"),
        pytest.param('lang = "fr"', "lang has to be one of: zh, en", id="lang"),
        pytest.param("fail_on = 1", "fail_on has to be one of: error, warning, note, never", id="fail_on"),
        pytest.param('rules = "local"', "rules has to be a list of texts", id="one text for many"),
        pytest.param("exclude = [1]", "exclude has to be a list of texts", id="a list of numbers"),
        pytest.param("format = 1", "format has to be a text", id="format"),
        pytest.param("jobs = 0", "jobs has to be a whole number above 0", id="no job"),
        pytest.param("jobs = true", "jobs has to be a whole number above 0", id="a truth is no number"),
        pytest.param('severity = "note"', "severity has to be a table", id="severity"),
        pytest.param('severity = { "a.b" = "low" }', "severities: error, warning, note", id="a severity"),
        pytest.param('strict = "yes"', "strict has to be true or false, without quotes", id="strict"),
        pytest.param("trust = 2", "trust has to be a table with the numbers cells and totals", id="trust"),
        pytest.param(
            "[trust]\nrows = 2", "trust has to be a table with the numbers cells", id="whom to trust"
        ),
        pytest.param("[trust]\ncells = 0", "numbers cells and totals, 0.1 to 10", id="no trust at all"),
        pytest.param("[trust]\ncells = nan", "numbers cells and totals, 0.1 to 10", id="no number"),
        pytest.param(
            "[trust]\ncells = true", "numbers cells and totals, 0.1 to 10", id="trust that is a truth"
        ),
        pytest.param("a = 1\nlang = zh", "Line 2, column 8 is not written correctly", id="no quotes"),
        pytest.param("lang = ", "Line 1, column 1 is not written correctly", id="no value"),
        pytest.param(
            'jobs = 1\nlang = "zh"\nlang = "en"', "Line 3: this setting is there already", id="twice"
        ),
        pytest.param(
            'jobs = 1\nrules = ["C:\\规则"]', "Line 2: in double quotes a backslash", id="a Windows path"
        ),
        pytest.param('rules = ["C:\\rules"]', "rules holds a control character", id="its backslash and r"),
    ],
)
def test_a_mistake_is_told_with_what_to_write(text, told, tmp_path):
    """The file, the key, and what it may be."""
    file = written(tmp_path, text)

    with pytest.raises(settings.SettingsError) as caught:
        settings.load(file)

    assert caught.value.text("en").startswith(f"{file}: ")
    assert told in caught.value.text("en")


def test_all_mistakes_are_told_at_once(tmp_path):
    """Not one at each run; and they survive the way back from a worker process."""
    file = written(tmp_path, 'lang = "fr"\nfail-on = 1\njobs = 2\n')

    with pytest.raises(settings.SettingsError) as caught:
        settings.load(file)

    assert len(caught.value.text("zh").splitlines()) == 2
    assert pickle.loads(pickle.dumps(caught.value)).text("zh") == caught.value.text("zh")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        pytest.param(lambda file: None, "cannot be read (there is no such file or folder)", id="not there"),
        pytest.param(lambda file: file.mkdir(), "cannot be read (it is a folder)", id="a folder"),
        pytest.param(lambda file: file.write_bytes(b"\xff\xfe\x00"), "is no text", id="no text"),
    ],
)
def test_a_file_that_cannot_be_read(make, told, tmp_path):
    """It was named, so it counts: an error, not the defaults."""
    make(tmp_path / settings.FILE)

    with pytest.raises(settings.SettingsError) as caught:
        settings.load(str(tmp_path / settings.FILE))

    assert told in caught.value.text("en")
