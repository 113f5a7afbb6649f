"""From start to end: ``govcheck report.json`` on a report that passes, beside ``python -c pass``.

The promise is 2.2 times at most (docs/en/explanation/hot-path.md). A report that is met for the first time costs
more: reading and judging it needs ``json`` and ``re``, which alone are 1.7 times. Which modules are loaded on
the way is a test that no slow machine can spoil.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys; from compliance.cli import main; sys.exit(main())"
LISTED = """
import sys
from compliance.cli import main
status = main(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(status)
"""

# What may not be on the way, and why: milliseconds over bare Python (docs/en/explanation/hot-path.md).
HEAVY = {
    "argparse", "asyncio", "concurrent", "dataclasses", "decimal", "difflib", "email", "fractions", "gettext",
    "glob", "hashlib", "importlib.metadata", "importlib.resources", "inspect", "lark", "locale", "logging",
    "multiprocessing", "pathlib", "pluggy", "random", "rich", "shutil", "subprocess", "tempfile", "tomllib",
    "traceback", "typing", "zipfile",
}  # fmt: skip

# The rooms of the house that a passing report goes through.
ROOMS = {
    "compliance", "compliance.cli", "compliance.cli.output", "compliance.cli.quick", "compliance.engine",
    "compliance.engine.cache", "compliance.engine.functions", "compliance.engine.generate", "compliance.engine.run",
    "compliance.engine.sheet", "compliance.engine.walk", "compliance.errors", "compliance.messages",
    "compliance.messages.reporting", "compliance.narrative", "compliance.narrative.facts",
    "compliance.narrative.numbers", "compliance.narrative.patterns", "compliance.narrative.prose", "compliance.plugins",
    "compliance.plugins.discovery", "compliance.program", "compliance.readers", "compliance.readers.json_mistakes",
    "compliance.readers.report_json", "compliance.readers.report_schema",
    "compliance.reporters", "compliance.reporters.line", "compliance.resources", "compliance.settings",
    "compliance.userfolders", "compliance.values",
}  # fmt: skip


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment with a cache of its own, in which bytecode may be written."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")}
    kept = {k: v for k, v in kept.items() if not k.startswith(("COVERAGE", "COV_"))}
    return {**kept, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}


@pytest.fixture(scope="module")
def report(environment: dict[str, str], example_reports: Path) -> Path:
    """Return a report that passes; the rules are remembered."""
    report = example_reports / "linhu-2024.json"
    assert govcheck(START, report, environment).returncode == 0
    return report


def govcheck(code: str, report: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Check the report with a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", code, str(report)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def changed(report: Path, folder: Path) -> Path:
    """Return the report with other bytes: a pass that is not remembered."""
    copy = folder / "report.json"
    copy.write_bytes(report.read_bytes() + b"\n" * (1 + time.monotonic_ns() % 100_000))
    return copy


@pytest.mark.parametrize("first_time", [True, False], ids=["a report not seen before", "an unchanged report"])
def test_a_passing_report_loads_nothing_heavy(first_time, report, environment, tmp_path):
    """The list is the whole of it: a module that is not on it was not needed until now."""
    file = changed(report, tmp_path)
    if not first_time:
        govcheck(START, file, environment)
    done = govcheck(LISTED, file, environment)
    loaded = set(done.stderr.split())
    bare = set(
        subprocess.run(
            [sys.executable, "-c", "import sys; print(*sys.modules)"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
    )

    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert sorted(loaded & HEAVY - bare) == []
    assert sorted({name for name in loaded if name.split(".")[0] == "compliance"} - ROOMS) == []


# What only some outputs, readers and options need: whoever asks for none of them waits for none of them.
OF_OTHERS = {
    "compliance.annotate", "compliance.reporters.html", "compliance.readers.pdf", "compliance.readers.docx", "highspy",
    "http.client", "jinja2", "lark", "lxml", "numpy", "olefile", "pypdfium2", "urllib.request", "xml.sax", "zipfile",
}  # fmt: skip


def test_a_failing_report_loads_nothing_of_others(example_reports, environment, tmp_path):
    """A report.json told in the terminal: no reader of documents, no output but this one."""
    told = json.loads((example_reports / "linhu-2024.json").read_text(encoding="utf-8"))
    told["tables"]["依申请公开"]["不掌握信息"]["自然人"] += 27
    report = tmp_path / "report.json"
    report.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    govcheck(START, report, environment)
    done = govcheck(LISTED, report, environment)

    assert done.returncode == 1
    assert sorted(set(done.stderr.split()) & OF_OTHERS) == []


@pytest.mark.parametrize("first_time", [False, True], ids=["an unchanged report", "a report not seen before"])
def test_from_start_to_end(first_time, report, environment, tmp_path, capsys):
    """The best of many runs, taken in turns, so that both meet the same noise."""
    file = changed(report, tmp_path)

    def run(*words: str) -> float:
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True
        )
        return (time.perf_counter() - begin) * 1000

    run(START, str(file))
    pairs = []
    for _ in range(30):
        if first_time:
            changed(report, tmp_path)
        pairs.append((run("pass"), run(START, str(file))))
    bare, ours = (min(column) for column in zip(*pairs, strict=True))
    with capsys.disabled():
        print(
            f"\n  python -c pass {bare:.1f} ms, govcheck report.json {ours:.1f} ms: {ours / bare:.2f} times"
        )

    assert ours / bare < (3.0 if first_time else 2.2)
