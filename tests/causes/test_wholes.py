"""Which parts, left out or counted twice, explain what all figures of a sum are off by."""

from __future__ import annotations

import random

import pytest

from compliance.causes.wholes import LEFT_OUT, TWICE, Explanation, explanation

SHARES = {1: [3, 0, 5], 2: [1, 1, 0], 3: [0, 0, 9], 4: [0, 0, 0]}


@pytest.mark.parametrize(
    ("off", "found"),
    [
        pytest.param([3, 0, 5], (LEFT_OUT, ((1,),)), id="one left out"),
        pytest.param([-3, 0, -5], (TWICE, ((1,),)), id="one twice"),
        pytest.param([4, 1, 5], (LEFT_OUT, ((1, 2),)), id="two left out"),
        pytest.param([-1, -1, -9], (TWICE, ((2, 3),)), id="two twice"),
        pytest.param([4, 1, 14], (LEFT_OUT, ((1, 2, 3),)), id="three left out"),
        pytest.param([3, 0, 6], None, id="one figure more"),
        pytest.param([3, 0, -9], None, id="one left out and another one twice"),
        pytest.param([6, 0, 10], None, id="none is left out twice"),
    ],
)
def test_explanation(off: list[int], found: tuple[int, tuple[tuple[int, ...], ...]] | None) -> None:
    """All figures have to agree; a part that reports nothing explains nothing."""
    assert explanation(off, SHARES) == (None if found is None else Explanation(*found))


@pytest.mark.parametrize(
    ("shares", "choices"),
    [
        pytest.param({1: [3, 4], 2: [3, 4], 3: [1, 0]}, ((1,), (2,)), id="two that report the same"),
        pytest.param({1: [1, 4], 2: [2, 0], 3: [3, 1], 4: [0, 3]}, None, id="two pairs"),
        pytest.param({}, None, id="no parts"),
    ],
)
def test_several_explanations(
    shares: dict[int, list[int]], choices: tuple[tuple[int, ...], ...] | None
) -> None:
    """Of two alike both are named; of several pairs none, for there are many of them."""
    assert explanation([3, 4], shares) == (None if choices is None else Explanation(LEFT_OUT, choices))


CHANCE = random.Random(1)
LONG = {part: [CHANCE.randint(1, 99) for _ in range(20)] for part in (1, 2, 3)}


@pytest.mark.parametrize(
    ("sign", "wrong", "left"),
    [
        pytest.param(LEFT_OUT, {7: 5}, (7,), id="one figure is wrong besides"),
        pytest.param(TWICE, {7: 5, 11: -2}, (7, 11), id="two are"),
        pytest.param(LEFT_OUT, {7: 5, 11: 1, 12: 1}, None, id="too many are"),
    ],
)
def test_all_but_a_few(sign: int, wrong: dict[int, int], left: tuple[int, ...] | None) -> None:
    """In twenty figures one or two may be wrong for another reason."""
    off = [sign * amount + wrong.get(i, 0) for i, amount in enumerate(LONG[2])]

    assert explanation(off, LONG) == (None if left is None else Explanation(sign, ((2,),), left))


def test_nearly_needs_many() -> None:
    """Of a few figures all have to agree."""
    assert explanation([1, 2, 3, 4, 5, 6, 7, 9], {1: [1, 2, 3, 4, 5, 6, 7, 8]}) is None


def test_two_that_nearly_explain() -> None:
    """Then neither is named."""
    shares = {1: [*range(1, 20), 50], 2: [*range(1, 20), 60]}

    assert explanation([*range(1, 20), 70], shares) is None


def test_large_figures_do_not_run_into_each_other() -> None:
    """A figure that is one short is not made good by its neighbour."""
    assert explanation([0, 2**40], {1: [2**40, 0], 2: [2**40 - 1, 1]}) is None
