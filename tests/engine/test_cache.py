"""Compiled programs are kept by what they are made of."""

from __future__ import annotations

import marshal
import pathlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from compliance import userfolders
from compliance.engine.cache import (
    MOST_PASSED,
    Passed,
    forms_of,
    key_of,
    program_for,
    remember_forms,
    remembered_for_passing,
)
from compliance.engine.run import evaluate
from tests.engine.programs import program, rule, sheet

SOURCES = [("cn-disclosure", [("form.rules", "规则集".encode())])]


class Builder:
    """Builds the same program each time, and counts."""

    def __init__(self) -> None:
        self.built = 0

    def __call__(self) -> dict[str, Any]:
        """Build it."""
        self.built += 1
        made = program(rule(("=", ("c", 0), ("q", 1, 2))))
        del made["prepared"]
        return made


@pytest.fixture
def build(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Builder:
    """A builder, and a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return Builder()


def test_a_program_is_compiled_once(build: Builder) -> None:
    """The second run takes it from the cache, and it still runs."""
    first = program_for(SOURCES, build)
    second = program_for(SOURCES, build)

    assert build.built == 1
    assert len(evaluate(second, sheet(second)).open) == 1
    assert {k: v for k, v in first.items() if k != "prepared"} == {
        k: v for k, v in second.items() if k != "prepared"
    }


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param([("cn-disclosure", [("form.rules", "规则".encode())])], id="another text"),
        pytest.param([("cn-disclosure", [("forms.rules", "规则集".encode())])], id="another file"),
        pytest.param([("cn-local", [("form.rules", "规则集".encode())])], id="another rule set"),
        pytest.param([*SOURCES, ("cn-local", [])], id="one more rule set"),
        pytest.param(
            [("cn-disclosure", [("form.rules规", "则集".encode())])], id="the same bytes cut elsewhere"
        ),
    ],
)
def test_another_source_is_another_program(build: Builder, sources: Any) -> None:
    """Whatever changes, nothing old is taken for it."""
    program_for(SOURCES, build)
    program_for(sources, build)

    assert build.built == 2


def test_functions_of_plug_ins_count(build: Builder) -> None:
    """A plug-in's function with another signature may compile to something else."""
    program_for(SOURCES, build)
    program_for(SOURCES, build, asked="spread(count…) -> count")

    assert build.built == 2


def test_no_cache(build: Builder, tmp_path: Any) -> None:
    """Nothing is read and nothing is left behind."""
    program_for(SOURCES, build, remember=False)
    program_for(SOURCES, build, remember=False)

    assert build.built == 2
    assert not list(tmp_path.iterdir())


def cut(data: bytes) -> bytes:
    """A file that a full disk has cut off."""
    return data[: len(data) // 2]


def emptied(data: bytes) -> bytes:
    """A file that never got its content."""
    return data[:0]


def changed(data: bytes) -> bytes:
    """A file in which one bit is another: a rule may say something else now."""
    return bytes([*data[:-9], data[-9] ^ 1, *data[-8:]])


def newer(data: bytes) -> bytes:
    """A file of a Python that marshals in a way of its own."""
    kept = b"\xff" + data
    return userfolders.hash_of(kept).digest() + kept


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(cut, id="cut off"),
        pytest.param(emptied, id="empty"),
        pytest.param(changed, id="one bit"),
        pytest.param(newer, id="another Python's"),
    ],
)
def test_a_damaged_cache_is_no_harm(build: Builder, damage: Callable[[bytes], bytes]) -> None:
    """It is compiled again."""
    program_for(SOURCES, build)
    folder = userfolders.cache_folder()
    assert folder is not None
    for kept in pathlib.Path(folder).iterdir():
        kept.write_bytes(damage(kept.read_bytes()))

    made = program_for(SOURCES, build)

    assert build.built == 2
    assert len(evaluate(made, sheet(made)).open) == 1


def test_the_part_for_passing_reports_is_kept_apart(build: Builder) -> None:
    """It decides a report in which everything holds, and has nothing to say of any other."""
    assert remembered_for_passing(key_of(SOURCES)) is None
    whole = program_for(SOURCES, build)
    part = remembered_for_passing(key_of(SOURCES))

    assert part is not None
    assert len(marshal.dumps(part)) < len(marshal.dumps(whole))
    assert evaluate(part, sheet(part, {0: Decimal("0.5")})).is_clean
    with pytest.raises(IndexError):
        evaluate(part, sheet(part, {0: 7}))
    with pytest.raises(IndexError):
        evaluate(part, sheet(part, {0: None}))


def test_the_forms_of_rule_sets_are_remembered(build: Builder) -> None:
    """By key, edition and years, so that the program for a report is found without the others."""
    assert forms_of(SOURCES) == ()
    program = program_for(SOURCES, build)
    remember_forms(SOURCES, [("k1", program), ("k2", program | {"until": 2020})])

    years = [(key, since, until) for key, _, since, until in forms_of(SOURCES)]
    assert years == [("k1", program["since"], program["until"]), ("k2", program["since"], 2020)]


@pytest.mark.usefixtures("build")
def test_a_report_that_passed_is_remembered_by_its_bytes() -> None:
    """The same bytes under the same rules and the same version, and nothing else."""
    counts = {"passed": 3, "not_applicable": 1, "waiting": {}}
    Passed(SOURCES, "1").add(b"report", counts)

    assert Passed(SOURCES, "1").counts(b"report") == counts
    assert Passed(SOURCES, "1").counts(b"another report") is None
    assert Passed(SOURCES, "2").counts(b"report") is None
    assert Passed([("cn-local", [])], "1").counts(b"report") is None


@pytest.mark.usefixtures("build")
def test_only_the_latest_passes_are_kept() -> None:
    """The file does not grow for ever."""
    passed = Passed(SOURCES, "1")
    for n in range(MOST_PASSED + 1):
        passed.add(b"%d" % n, {"passed": n})

    again = Passed(SOURCES, "1")
    assert again.counts(b"0") is None
    assert again.counts(b"1") == {"passed": 1}
    assert again.counts(b"%d" % MOST_PASSED) == {"passed": MOST_PASSED}
