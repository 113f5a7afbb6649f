"""What tests of every room share: golden files, the corpus of real reports, an environment of their own."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
CORPUS = ROOT.parent / "shared" / "corpus"
EXAMPLES = ROOT / "docs" / "examples" / "reports"

# Milliseconds for each example judge the machine, not the code; what has to be quick has a test of its own.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests produce into tests/golden, for a person to read and commit",
    )


class Golden:
    """Compares a whole output with a file that a reviewer can read.

    ``golden("terminal/one_fail.txt", text)`` compares ``text`` with
    ``tests/golden/terminal/one_fail.txt``. With ``--update-golden`` the file is
    written instead; the change then shows in ``git diff``, where it is judged.
    """

    def __init__(self, *, update: bool) -> None:
        self.update = update

    def __call__(self, name: str, text: str) -> None:
        """Fail with a unified diff where ``text`` is not what the golden file says."""
        path = GOLDEN / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.exists():
            pytest.fail(
                f"tests/golden/{name} does not exist; run with --update-golden and read it", pytrace=False
            )
        expected = path.read_text(encoding="utf-8")
        if text != expected:
            difference = difflib.unified_diff(
                expected.splitlines(), text.splitlines(), f"tests/golden/{name}", "this run", lineterm=""
            )
            # Texts that differ in their last line end only have no difference by line.
            shown = "\n".join(difference) or f"{expected[-80:]!r}\n{text[-80:]!r}"
            pytest.fail(f"not the golden output\n{shown}", pytrace=False)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with ``tests/golden/<name>``: ``golden(name, text)``."""
    return Golden(update=request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real reports beside the checkout; without it the test is skipped."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real reports, ../shared/corpus, is not beside this checkout")
    return CORPUS


@pytest.fixture(scope="session")
def example_reports() -> Path:
    """Return the folder of example reports that the project ships."""
    return EXAMPLES


@pytest.fixture(scope="session", autouse=True)
def own_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests out of the user's cache and settings, and the user's settings out of the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GOVCHECK_")]:
            patch.delenv(name)
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
            patch.delenv(name, raising=False)
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        yield


@pytest.fixture(scope="session")
def shipped() -> dict[str, Any]:
    """The program of the shipped 2021 form, prepared to run."""
    from compliance import resources
    from compliance.dsl.load import load_rule_sets
    from compliance.engine.generate import prepare

    program = load_rule_sets([source for source in resources.rule_sets() if source[0] == "cn-disclosure"])
    prepare(program)
    return program
