"""The solver: the smallest sets of cells, proved, where the search does not reach."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.causes import causes as causes_room
from compliance.causes import find_causes, solver
from compliance.causes.causes import MOST_ALTERNATIVES
from compliance.causes.linear import Reports, equations_of
from compliance.causes.search import DEEPEST, System, one_cell, several_cells
from compliance.causes.solver import Changes, smallest
from compliance.engine.sheet import Sheet, sheet_of
from compliance.errors import UsageError
from compliance.session import Options, Session
from tests.causes.slips import clustered, spoil, system_of
from tests.consistent import consistent_report

pytest.importorskip("highspy", reason="the optional part `solver` is not installed")

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = "依申请公开"
AMPLE = 30.0
HEAD = (
    "| wrong cells | reports | one smallest set only | that is the true one |",
    "| ---: | ---: | ---: | ---: |",
)


def sets(found: Any) -> set[Changes]:
    """Repairs, in whatever order their cells came."""
    return {tuple(sorted(changes)) for changes in found}


# ── what is found ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("slips", [1, 2])
@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_with_the_closed_form(shipped: dict[str, Any], slips: int, seed: int) -> None:
    """What the search finds for one and two cells is what the solver proves to be smallest."""
    chance = random.Random(seed)
    sheet = sheet_of(shipped, consistent_report(chance.randrange(10**6)))
    spoil(sheet, [i for i, (table, _, _) in enumerate(shipped["layout"]) if table == TABLE], slips, chance)
    system, failing = system_of(sheet)
    closed = sets(one_cell(system, failing))
    searched = closed or sets(several_cells(system, failing, 2, float("inf")))

    proof = smallest(system, failing, seconds=AMPLE, most=30)

    assert proof.is_whole
    assert sets(proof.repairs) == searched


def test_all_that_are_as_small_are_found(shipped: dict[str, Any]) -> None:
    """Five cells of one equation: each of them could be the wrong one."""
    sheet = sheet_of(shipped, consistent_report(11))
    row = [
        i for i, (table, row, _) in enumerate(shipped["layout"]) if (table, row) == ("复议诉讼", "行政复议")
    ]
    sheet.cells[row[0]] += 3
    system, failing = system_of(sheet)

    proof = smallest(system, failing, seconds=AMPLE, most=30)
    cut = smallest(system, failing, seconds=AMPLE, most=2)

    assert proof.is_whole
    assert {changes[0][0] for changes in proof.repairs if sheet.cells[changes[0][0]] >= 3} <= set(row)
    assert (row[0], sheet.cells[row[0]] - 3) in {changes[0] for changes in proof.repairs}
    assert (len(cut.repairs), cut.is_whole, cut.timed_out) == (2, False, False)


@st.composite
def small_systems(draw: st.DrawFn) -> System:
    """Up to three equations over up to five cells with small figures."""
    count = draw(st.integers(2, 5))
    values = dict(enumerate(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))))
    coefficients = st.dictionaries(st.integers(0, count - 1), st.sampled_from([1, -1, 2]), min_size=1)
    equations = draw(st.lists(coefficients, min_size=1, max_size=3))
    residuals = [sum(values[cell] * c for cell, c in e.items()) + draw(st.integers(-2, 2)) for e in equations]
    return System(values, equations, residuals)


def by_hand(system: System, failing: list[int]) -> set[Changes]:
    """The smallest sets, by trying everything within the bound that the solver assumes."""
    most = sum(abs(system.residuals[e]) for e in failing)
    for size in range(1, len(system.values) + 1):
        found = set()
        for cells in combinations(system.values, size):
            ranges = [range(max(0, system.values[c] - most), system.values[c] + most + 1) for c in cells]
            for new in product(*ranges):
                changes = tuple(zip(cells, new, strict=True))
                if all(system.values[c] != v for c, v in changes) and not any(system.after(changes)):
                    found.add(changes)
        if found:
            return found
    return set()


@settings(max_examples=60, deadline=None)
@given(small_systems())
def test_nothing_smaller_is_overlooked(system: System) -> None:
    """Beside all sets that there are: one of the smallest is found, in whole figures that are not negative."""
    failing = [e for e, residual in enumerate(system.residuals) if residual]
    if not failing or sum(abs(system.residuals[e]) for e in failing) > 8:
        return
    expected = by_hand(system, failing)

    proof = smallest(system, failing, seconds=AMPLE, most=1)

    assert (not proof.repairs) is (not expected)
    assert sets(proof.repairs) <= expected


def test_a_figure_does_not_become_negative() -> None:
    """0 − 5 would be one change; two cells that can give way are the smallest."""
    values = {0: 0, 1: 3, 2: 4}
    system = System(values, [{0: 1, 1: 1, 2: 1}], [5])

    proof = smallest(system, [0], seconds=AMPLE, most=10)

    assert all(len(changes) == 2 for changes in proof.repairs)
    assert all(value >= 0 for changes in proof.repairs for _, value in changes)


def test_halves_are_no_figures() -> None:
    """An equation that counts a cell twice is not mended by half a request."""
    system = System({0: 3, 1: 3, 2: 0}, [{0: 2, 1: 2, 2: 1}], [1])

    proof = smallest(system, [0], seconds=AMPLE, most=10)

    assert all(changes[-1] == (2, 1) for changes in proof.repairs)
    assert proof.is_whole


def test_a_negative_figure_elsewhere_is_no_obstacle() -> None:
    """−5 in a sum that holds is for another rule: what fails is mended beside it."""
    values = {0: -5, 1: 8, 2: 3, 3: 4, 4: 8}
    system = System(values, [{0: 1, 1: 1, 2: -1}, {2: 1, 3: 1, 4: -1}], [0, -1])

    proof = smallest(system, [1], seconds=AMPLE, most=10)

    assert sets(proof.repairs) == {((3, 5),), ((4, 7),)}


def test_a_negative_figure_is_made_positive() -> None:
    """The sign was wrong."""
    system = System({0: -3001, 1: 53, 2: 3054}, [{0: 1, 1: 1, 2: -1}, {0: 1}], [-6002, -6002])

    proof = smallest(system, [0, 1], seconds=AMPLE, most=10)

    assert sets(proof.repairs) == {((0, 3001),)}


@pytest.mark.parametrize("large", [10**6, 10**8, 10**10])
def test_small_changes_beside_large_ones_are_counted(large: int) -> None:
    """Beside millions a switch can hardly be told from one request: it is counted, or nothing is said."""
    values = dict.fromkeys(range(6), 3)
    equations = [{0: 1, 1: 1}, {2: 1, 3: 1}, {1: 1, 3: 1, 4: 1}, {0: 1, 2: 1, 5: 1}]
    residuals = [1, 1, large, 1]
    system = System({**values, 4: large}, equations, residuals)

    proof = smallest(system, [0, 1, 2, 3], seconds=AMPLE, most=1)

    for changes in proof.repairs:
        assert not any(system.after(changes))
        assert all(value != system.values[cell] for cell, value in changes)
        assert len(changes) == 3
    assert proof.repairs or proof.timed_out


def test_a_solver_that_cannot_be_started_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost but what it would have found."""

    def fails(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(solver, "import_module", fails)

    assert smallest(System({0: 3}, [{0: 1}], [1]), [0], seconds=AMPLE, most=1) == solver.Proof(
        (), is_whole=False, timed_out=False
    )


def test_where_nothing_can_be_changed_nothing_is_found() -> None:
    """And it is no question of time."""
    proof = smallest(System({}, [{0: 1}], [5]), [0], seconds=AMPLE, most=10)

    assert proof == solver.Proof((), is_whole=True, timed_out=False)


def test_without_time_nothing_is_guessed(shipped: dict[str, Any]) -> None:
    """It is said."""
    sheet = sheet_of(shipped, consistent_report(3))
    clustered(sheet, 5, random.Random(3))
    causes = find_causes(shipped, sheet, proof_seconds=1e-9)

    assert any(cause.timed_out for cause in causes)
    assert not any(cause.changes for cause in causes if cause.timed_out)


# ── as part of the causes ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("seed", "slips"), [(seed, slips) for seed in range(3) for slips in (4, 5, 6)])
def test_what_the_search_does_not_reach(shipped: dict[str, Any], seed: int, slips: int) -> None:
    """Four and more wrong cells in the same rows: never more cells than were spoilt, and everything holds again."""
    chance = random.Random(seed)
    sheet = sheet_of(shipped, consistent_report(chance.randrange(10**6)))
    clustered(sheet, slips, chance)

    causes = find_causes(shipped, sheet, proof_seconds=AMPLE)
    changes = {change.cell: change.suggested for cause in causes for change in cause.changes}
    for cell, value in changes.items():
        sheet.cells[cell] = value

    assert all(cause.changes for cause in causes)
    assert len(changes) <= slips
    assert not any(equation.residual for equation in equations_of(shipped, Reports(sheet)))


def test_others_that_are_as_small_are_told(shipped: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """How many there are, or that it is not known."""
    sheet = spoilt_rectangle(shipped)
    (known,) = find_causes(shipped, sheet, proof_seconds=AMPLE)
    monkeypatch.setattr(causes_room, "MOST_ALTERNATIVES", 0)
    (unknown,) = find_causes(shipped, sheet, proof_seconds=AMPLE)

    assert known.one_of == 1 + len(known.alternatives) > 1
    assert len(known.alternatives) <= MOST_ALTERNATIVES
    assert (unknown.one_of, unknown.alternatives) == (0, ())


def test_how_often_it_is_the_true_set(shipped: dict[str, Any], golden: Any) -> None:
    """The table that the page on causes shows. A set that is the only smallest one is the true one."""
    lines = []
    for slips in (4, 5):
        chance = random.Random(slips)
        only = true = 0
        for _ in range(20):
            sheet = sheet_of(shipped, consistent_report(chance.randrange(10**6)))
            spoilt = clustered(sheet, slips, chance)
            proof = smallest(*system_of(sheet), seconds=AMPLE, most=2)
            is_only = proof.is_whole and len(proof.repairs) == 1
            only += is_only
            true += is_only and dict(proof.repairs[0]) == spoilt
        lines.append(f"| {slips} | 20 | {only} | {true} |")

    golden("causes/solver.md", "\n".join([*HEAD, *lines]) + "\n")


def test_the_page_shows_the_table() -> None:
    """The page on causes has the numbers that the test counted."""
    page = (ROOT / "docs" / "en" / "explanation" / "causes.md").read_text(encoding="utf-8")

    assert (ROOT / "tests" / "golden" / "causes" / "solver.md").read_text(encoding="utf-8") in page


def spoilt_rectangle(shipped: dict[str, Any]) -> Sheet:
    """Four wrong cells that hang together in two rows, and could be others."""
    for seed in range(200):
        sheet = beyond_search(shipped, seed)
        system, failing = system_of(sheet)
        proof = smallest(system, failing, seconds=AMPLE, most=MOST_ALTERNATIVES + 1)
        if proof.is_whole and len(proof.repairs) > 1:
            return sheet
    pytest.fail("no such report among these")


def beyond_search(shipped: dict[str, Any], seed: int) -> Sheet:
    """Four wrong cells that hang together in two rows: more than the search goes through."""
    chance = random.Random(seed)
    while True:
        sheet = sheet_of(shipped, consistent_report(chance.randrange(10**6)))
        clustered(sheet, 4, chance, rows=2)
        found = find_causes(shipped, sheet)
        if len(found) == 1 and not found[0].changes:
            return sheet


def test_what_is_found_stays(shipped: dict[str, Any]) -> None:
    """One slip in part four, many in part three: the solver is asked about those only that the search leaves open."""
    sheet = sheet_of(shipped, consistent_report(5))
    cell = shipped["layout"].index(("复议诉讼", "行政复议", "总计"))
    sheet.cells[cell] += 1000
    clustered(sheet, 5, random.Random(5))

    before = find_causes(shipped, sheet)
    after = find_causes(shipped, sheet, proof_seconds=AMPLE)

    assert any(not cause.changes for cause in before)
    assert all(cause.changes for cause in after)
    assert before[-1] == after[-1]


# ── only when it is needed ───────────────────────────────────────────────────────────────────────────────────


def test_it_is_not_imported_for_one_wrong_cell() -> None:
    """Closed form, no solver: a tenth of a second is saved."""
    code = """
import sys
from compliance.session import Options, check_files
result = check_files(["docs/examples/reports/linhu-2024-slip.txt"], Options(use_installed_plugins=False))
assert result.reports[0].causes
print("highspy" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)

    assert done.stdout == "False\n"


def test_it_says_nothing(shipped: dict[str, Any], tmp_path: Path) -> None:
    """The result of a run goes to standard output, and nothing else does."""
    report = consistent_report(7)
    sheet = beyond_search(shipped, 7)
    for (table, row, column), held in zip(shipped["layout"], sheet.cells, strict=True):
        if table == TABLE:
            report["tables"][table][row][column] = held
    (tmp_path / "a.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "compliance",
        str(tmp_path / "a.json"),
        "--format",
        "json",
        "--no-config",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    causes = json.loads(done.stdout)["reports"][0]["causes"]

    assert done.stderr == ""
    assert all(cause["changes"] for cause in causes)
    assert sum(len(cause["changes"]) for cause in causes) > DEEPEST


@pytest.mark.parametrize(
    ("wanted", "installed", "used"),
    [
        pytest.param("auto", True, True, id="there"),
        pytest.param("auto", False, False, id="not there, and nobody asked"),
        pytest.param("always", True, True, id="asked for"),
        pytest.param("never", True, False, id="not wanted"),
        pytest.param("never", False, False, id="neither wanted nor there"),
    ],
)
def test_whether_it_is_used(
    wanted: str, installed: bool, used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the setting says, and as far as it is installed."""
    monkeypatch.setattr(solver, "is_installed", lambda: installed)

    assert Session(Options(solver=wanted, use_installed_plugins=False))._has_solver is used


def test_asked_for_and_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command that installs it is named."""
    monkeypatch.setattr(solver, "find_spec", lambda _: None)
    session = Session(Options(solver="always", use_installed_plugins=False))

    with pytest.raises(UsageError, match=r"pip install 'govcheck\[solver\]'"):
        session.check_documents([])
