"""What holds for every file of the house, whoever wrote it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import string
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

import compliance
import compliance.messages
from compliance import shipped
from compliance.cli import arguments

ROOT = Path(__file__).resolve().parent.parent

# Put together here, so that this file may be looked at like any other.
REGISTRIES = [name + "." + domain for name, domain in [
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("crates", "io"), ("debian", "org"),
]]  # fmt: skip
HOMES = re.compile(r"(?<![\w.<])/(?:home|Users|root)/\w|[A-Z]:\\Users\\", re.ASCII)

ROOMS = sorted(module.name for module in pkgutil.iter_modules(compliance.messages.__path__))


def tracked() -> list[Path]:
    """Return the files that belong to the project: those git knows, or in an sdist all that is there."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return [path for path in ROOT.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


TEXTS = [
    path
    for path in tracked()
    if path.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".rules", ".lark", ".txt", ""}
]


def name_of(path: Path) -> str:
    """Return the path as a test's id."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_no_file_names_a_registry_or_a_machine(path):
    """The project can be built anywhere: no registry's address, no folder of anybody's machine."""
    text = path.read_bytes().decode("utf-8", errors="replace")

    assert [name for name in REGISTRIES if name in text] == []
    assert HOMES.findall(text) == []
    assert f"{ROOT.as_posix()}/" not in text


@pytest.mark.parametrize("room", ROOMS)
def test_every_message_is_told_in_both_languages(room):
    """Chinese and English name the same values, and the English sentence is English."""
    table = importlib.import_module(f"compliance.messages.{room}").TABLE

    for key, (chinese, english) in table.items():
        assert places(chinese) == places(english), key
        assert bool(chinese) is bool(english), key
        assert not re.search("[，。；：！？]", english), key


def places(sentence: str) -> set[str]:
    """Return the names of the values that a sentence tells."""
    names = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
    # A word of the rule language may be told in its Chinese and in its English spelling, each in its own sentence.
    return {re.split(r"[.\[]", name)[0] for name in names} - {"zh", "en"}


@pytest.mark.parametrize("page", ["README.md", "README.en.md", "CONTRIBUTING.md"])
def test_every_link_of_a_front_page_leads_somewhere(page):
    """Sphinx checks the pages of the site; the front pages are checked here."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8"))

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "README.en.md"])
def test_the_first_screen_has_two_commands(page):
    """One installs and runs the main job, one installs and runs the tests; each makes its own environment."""
    commands = re.findall(
        r"^python3 -m venv \.venv && .*$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE
    )

    assert len(commands) == 2
    assert "bin/govcheck " in commands[0]
    assert commands[1].endswith("bin/python -m pytest -n auto")


def test_the_changelog_knows_the_version():
    """A release names itself in the changelog; until then there is an open section."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", changelog, re.MULTILINE)

    assert headings[0] == "Unreleased" or headings[0].startswith(compliance.__version__)


@pytest.mark.parametrize("words", [" ".join(words) for words in arguments.COMMANDS if words], ids=str)
def test_every_command_and_option_is_on_the_page(words):
    """The page of the command line names what may be typed, and leaves nothing out."""
    page = (ROOT / "docs/zh/reference/cli.md").read_text(encoding="utf-8")
    parser = arguments.Parser(words.split(), "zh")
    arguments.COMMANDS[tuple(words.split())](parser)
    arguments.common_options(parser)
    options = [option for option in parser._option_string_actions if option.startswith("--")]

    assert f"govcheck {words}" in page
    assert [option for option in options if f"`{option}" not in page and f" {option}" not in page] == []


def test_every_format_is_on_the_page():
    """The page of the command line names what ``--format`` knows."""
    page = (ROOT / "docs/zh/reference/cli.md").read_text(encoding="utf-8")

    assert [each.name for each in shipped.govcheck_reporters() if f"| `{each.name}` |" not in page] == []


@pytest.fixture(scope="module")
def hooks() -> list[dict]:
    """Return the hooks that other projects may use."""
    return yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_two_hooks_that_differ_in_where_the_program_comes_from(hooks):
    """`govcheck` is installed by pre-commit, `govcheck-system` is the one of the machine; all else is alike."""
    python, system = hooks

    assert (python["id"], python["language"]) == ("govcheck", "python")
    assert (system["id"], system["language"]) == ("govcheck-system", "system")
    assert {k: v for k, v in python.items() if k in {"entry", "files", "exclude", "require_serial"}} == {
        k: v for k, v in system.items() if k in {"entry", "files", "exclude", "require_serial"}
    }


@pytest.mark.parametrize(
    ("name", "checked"),
    [
        pytest.param("年报/2024.txt", True, id="text"),
        pytest.param("report.json", True, id="json"),
        pytest.param("年报/2024.md", True, id="Markdown"),
        pytest.param("年报/~$2024.docx", False, id="Word's own file beside an open document"),
        pytest.param("年报/~$2024.txt", False, id="the same, for a text"),
        pytest.param("年报/.~2024.txt", False, id="WPS's own file"),
        pytest.param("~$report.json", False, id="at the top"),
        pytest.param("report.txt.bak", False, id="another kind"),
    ],
)
def test_the_hooks_check_reports_only(hooks, name, checked):
    """What is a report by its name is checked, what an editor leaves beside it is not."""
    for hook in hooks:
        chosen = re.search(hook["files"], name) is not None and re.search(hook["exclude"], name) is None

        assert chosen is checked


def test_the_hooks_check_every_kind_that_is_read(hooks):
    """A new reader is a new ending here."""
    endings = set(shipped.govcheck_readable())

    for hook in hooks:
        assert {f".{ending}" for ending in re.findall(r"\w+(?=[|)])", hook["files"])} == endings


def test_every_optional_part_is_in_all():
    """`pip install 'govcheck[all]'` brings every part but the developers' tools."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    parts = set(extras) - {"all", "dev"}

    assert set(re.findall(r"[\w-]+", extras["all"][0])) - {"govcheck"} == parts
