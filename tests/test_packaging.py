"""What a person installs: wheel from sdist, editable, zip file. Each finds rules and grammar, and runs the main job.

Nothing is fetched: what govcheck depends on is borrowed from the environment of the tests, through one ``.pth`` file.
That the dependencies are *declared* is shown by ``.ci/run``, which installs them from the declaration.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import compliance

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ROOT = Path(__file__).resolve().parent.parent

FINDS_ITS_DATA = """
import compliance, compliance.resources as resources, sys
assert compliance.__file__.startswith(sys.argv[1]), compliance.__file__
rule_sets = resources.listing("rules")
assert "cn-disclosure/" in rule_sets, rule_sets
for name in resources.listing("rules/cn-disclosure"):
    assert name.endswith("/") or resources.read("rules/cn-disclosure/" + name)
assert resources.read("grammar/govcheck.lark")
"""


def run(*command: str | Path, cwd: Path, expect: int = 0, **environment: str) -> str:
    """Run a command far from the checkout and return what it prints; its status has to be *expect*."""
    env = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COVERAGE_", "PIP_"))
    } | environment
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == expect, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an sdist of the checkout and the wheel that is built from that sdist."""
    folder = tmp_path_factory.mktemp("packages")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def sdist(packages: Path) -> Path:
    """Return the sdist."""
    return next(packages.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(packages: Path) -> Path:
    """Return the wheel."""
    return next(packages.glob("*.whl"))


class Environment:
    """A virtual environment with nothing of the checkout in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "venv"
        venv.create(self.folder, with_pip=False)
        self.scripts = self.folder / ("Scripts" if sys.platform == "win32" else "bin")
        self.python = self.scripts / "python"
        self.packages = Path(
            run(
                self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
            ).strip()
        )
        # Packages are borrowed, `.pth` files in the borrowed folder are not read: an editable govcheck stays out.
        (self.packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    def install(self, *what: str | Path) -> None:
        """Install with the pip of the tests, offline."""
        run(
            sys.executable, "-m", "pip", "--python", self.python, "install", "-q", "--no-deps", "--no-index",
            "--no-build-isolation", "--force-reinstall", *what, cwd=self.folder,
        )  # fmt: skip


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Return an environment in which the wheel is installed."""
    environment = Environment(tmp_path_factory.mktemp("installed"))
    environment.install(wheel)
    return environment


def test_the_wheel_runs_the_main_job(installed, example_reports, tmp_path):
    """Installed far from the checkout, the command reads, checks and explains."""
    report = tmp_path / "report.txt"
    report.write_bytes((example_reports / "linhu-2024.txt").read_bytes())
    draft = tmp_path / "draft.md"
    draft.write_bytes((example_reports / "linhu-2024-draft.md").read_bytes())
    govcheck = installed.scripts / "govcheck"

    run(govcheck, "read", "report.txt", "-o", "report.json", cwd=tmp_path)
    run(govcheck, "report.txt", "report.json", cwd=tmp_path)
    told = run(govcheck, "draft.md", cwd=tmp_path, expect=1)

    assert "requests.balance" in told
    assert "requests.balance" in run(govcheck, "explain", "requests.balance", cwd=tmp_path)


def test_the_wheel_finds_rules_and_grammar(installed, tmp_path):
    """They come from the package, for there is no checkout."""
    run(installed.python, "-c", FINDS_ITS_DATA, installed.packages, cwd=tmp_path)


def test_an_editable_installation_finds_rules_and_grammar(tmp_path):
    """They come from the checkout, so a changed rule is used at once."""
    environment = Environment(tmp_path)
    environment.install("-e", ROOT)

    run(environment.python, "-c", FINDS_ITS_DATA, ROOT, cwd=tmp_path)
    run(environment.scripts / "govcheck", ROOT / "docs/examples/reports/linhu-2024.txt", cwd=tmp_path)


def test_a_zip_file_finds_rules_and_grammar(wheel, example_reports, tmp_path):
    """A wheel on the path is a zip file; the command runs from inside it."""
    run(sys.executable, "-c", FINDS_ITS_DATA, wheel, cwd=tmp_path, PYTHONPATH=str(wheel))
    run(
        sys.executable,
        "-m",
        "compliance",
        example_reports / "linhu-2024.txt",
        cwd=tmp_path,
        PYTHONPATH=str(wheel),
    )


def test_the_sdist_holds_what_it_is_built_and_tested_from(sdist):
    """Rules, grammar, tests, documentation and licence go along; nothing that only lies about does."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {
        "LICENSE", "README.md", "README.en.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml",
        "grammar/govcheck.lark", "tests/conftest.py", "docs/conf.py", "docs/examples/reports/linhu-2024.txt",
    } <= names  # fmt: skip
    assert any(name.startswith("rules/cn-disclosure/") for name in names)
    assert not [name for name in names if "__pycache__" in name or name.startswith((".venv", "docs/_build"))]


def test_the_wheel_says_what_it_is(wheel):
    """Name, version, licence, command and pytest plug-in are in the metadata; tests and documents stay out."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        info = f"govcheck-{compliance.__version__}.dist-info"
        metadata = Parser().parsestr(archive.read(f"{info}/METADATA").decode())
        entry_points = archive.read(f"{info}/entry_points.txt").decode()

    assert metadata["Version"] == compliance.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert f"{info}/licenses/LICENSE" in names
    assert "govcheck = compliance.cli:main" in entry_points
    assert "govcheck = compliance.testing" in entry_points
    assert "compliance/py.typed" in names
    assert {name.split("/")[0] for name in names} == {"compliance", info}
