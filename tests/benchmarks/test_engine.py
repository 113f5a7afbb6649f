"""One report in process: the generated arithmetic, the whole evaluation, explanations, causes."""

from __future__ import annotations

import random
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from compliance.causes import find_causes
from compliance.causes.solver import smallest
from compliance.documents import Document
from compliance.engine.explain import Explainer
from compliance.engine.run import decider, evaluate
from compliance.engine.sheet import sheet_of
from compliance.report import report_to_json
from compliance.session import Options, Session
from tests.causes.slips import clustered, spoil, system_of
from tests.consistent import consistent_report

pytestmark = pytest.mark.benchmark


def test_generated_arithmetic(benchmark: Any, shipped: dict[str, Any]) -> None:
    """All plain instances of a consistent report: 15 µs are promised."""
    sheet = sheet_of(shipped, consistent_report(1))
    decide = decider(shipped["prepared"]["code"])
    failed: list[int] = []

    benchmark(decide, sheet.cells, failed.append, failed.append)

    assert failed == [j for j in failed if j in range(len(shipped["prepared"]["plain"]))]


def test_evaluation(benchmark: Any, shipped: dict[str, Any]) -> None:
    """Everything, the narrative included."""
    report = consistent_report(1)

    outcome = benchmark(lambda: evaluate(shipped, sheet_of(shipped, report)))

    assert outcome.is_clean


@pytest.mark.parametrize("file", ["zhongwei-office-2021.txt", "huaian-2024.pdf"])
def test_real_narratives(benchmark: Any, corpus: Path, file: str) -> None:
    """The longest narratives among real reports, all rules: 5 ms are promised."""
    session = Session(Options(use_cache=False))
    report, program, _ = session.read(Document(file, str(corpus / file)))
    told = report_to_json(report)

    outcome = benchmark(lambda: evaluate(program, sheet_of(program, told)))

    assert outcome.passed > 500


def test_ledger(benchmark: Any, corpus: Path) -> None:
    """Every number of a long narrative with its standing: only where it is shown."""
    file = "zhongwei-office-2021.txt"
    report, program, _ = Session(Options(use_cache=False)).read(Document(file, str(corpus / file)))
    told = report_to_json(report)

    numbers = benchmark(lambda: Explainer(program, sheet_of(program, told), told, "zh").numbers())

    assert len(numbers) > 20


def test_explanations(benchmark: Any, shipped: dict[str, Any]) -> None:
    """A report with one wrong cell, told."""
    report = consistent_report(1)
    report["tables"]["依申请公开"]["不掌握信息"]["自然人"] += 27
    sheet = sheet_of(shipped, report)
    outcome = evaluate(shipped, sheet)
    explainer = Explainer(shipped, sheet, report, "zh")

    found = benchmark(explainer.findings, outcome)

    assert len(found) == 2


@pytest.mark.parametrize("slips", [4, 5])
def test_causes_that_are_proved(benchmark: Any, shipped: dict[str, Any], slips: int) -> None:
    """More wrong cells in a few rows than the search goes through: 50 ms are promised for the smallest set."""
    pytest.importorskip("highspy", reason="the optional part `solver` is not installed")
    chance = random.Random(slips)
    systems = []
    for _ in range(15):
        sheet = sheet_of(shipped, consistent_report(chance.randrange(10**6)))
        clustered(sheet, slips, chance)
        systems.append(system_of(sheet))
    every = cycle(systems)

    proof = benchmark.pedantic(
        lambda system: smallest(*system, seconds=30.0, most=1),
        setup=lambda: ((next(every),), {}),
        rounds=3 * len(systems),
    )

    assert proof.repairs


@pytest.mark.parametrize("slips", [1, 2, 3])
def test_causes(benchmark: Any, shipped: dict[str, Any], slips: int) -> None:
    """The search for the guilty cells: 2 ms are promised for one and two."""
    cells = [i for i, (table, _, _) in enumerate(shipped["layout"]) if table == "依申请公开"]
    sheet = sheet_of(shipped, consistent_report(1))
    spoil(sheet, cells, slips, random.Random(slips))

    causes = benchmark(find_causes, shipped, sheet)

    assert causes
