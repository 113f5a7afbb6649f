"""Random bytes and damaged documents: every reader answers, or refuses in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.errors import ReadError
from tests.fuzz.targets import TARGETS, Damage, damaged

SLOW = {"pdf"}
"""Each of these is read in a process of its own."""


def answer(name: str, data: bytes) -> str:
    """What a reader answers: the one error that may come out names the file and says what is wrong."""
    try:
        TARGETS[name].read(data)
    except ReadError as error:
        return error.text("zh")
    return "r: read"


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch):
    """Be on a machine without LibreOffice, which would be started hundreds of times."""
    monkeypatch.setattr("compliance.readers.libreoffice.shutil.which", lambda program: None)


def examples(name: str) -> settings:
    """How many documents are tried."""
    return settings(
        max_examples=5 if name in SLOW else 60,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


@pytest.mark.parametrize("name", TARGETS)
def test_sound(name):
    """The documents that are damaged below are sound to begin with."""
    for seed in TARGETS[name].seeds[:1]:
        assert TARGETS[name].read(seed)


@pytest.mark.parametrize("name", TARGETS)
def test_random_bytes(name):
    """Bytes that are nothing at all, with the beginning of something or without."""

    @examples(name)
    @given(st.integers(0, 40), st.binary(max_size=400))
    def tried(start, data):
        assert answer(name, TARGETS[name].seeds[0][:start] + data).startswith("r: ")

    tried()


@pytest.mark.parametrize("name", TARGETS)
def test_damaged(name):
    """Pieces cut out of a sound document, and others put in that mean something to the reader or nothing."""
    target = TARGETS[name]
    others = st.one_of(st.sampled_from(target.words), st.binary(max_size=8))
    damage = st.builds(Damage, st.integers(0, 50), st.floats(0, 1), st.integers(0, 60), others)

    @examples(name)
    @given(st.integers(0, len(target.seeds) - 1), st.lists(damage, min_size=1, max_size=5))
    def tried(seed, changes):
        assert answer(name, damaged(target.seeds[seed], changes)).startswith("r: ")

    tried()
