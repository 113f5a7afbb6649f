"""How a person comes to write one figure for another."""

from __future__ import annotations

import pytest

from compliance.causes.slips import COSTS, UNEXPLAINED, cost_of, slip_of


@pytest.mark.parametrize(
    ("written", "meant", "slip"),
    [
        pytest.param(73, 37, "transposed", id="two digits exchanged"),
        pytest.param(301, 3001, "dropped", id="a digit dropped"),
        pytest.param(3, 37, "dropped", id="the last digit dropped"),
        pytest.param(337, 37, "doubled", id="a digit doubled"),
        pytest.param(36, 37, "off by one", id="one less"),
        pytest.param(1, 0, "off by one", id="one for nothing"),
        pytest.param(97, 37, "digit", id="another digit"),
        pytest.param(-37, 37, "sign", id="the sign"),
        pytest.param(0, 37, "zeroed", id="nothing for something"),
        pytest.param(0, 5, "zeroed", id="nothing for little"),
        pytest.param(1234, 37, None, id="no slip"),
        pytest.param(-5, 37, None, id="negative by no slip"),
        pytest.param(37, 37, None, id="no change"),
        pytest.param(91, 37, None, id="two other digits"),
        pytest.param(317, 137, "transposed", id="the first two exchanged"),
        pytest.param(731, 137, None, id="three moved"),
    ],
)
def test_slip_of(written: int, meant: int, slip: str | None) -> None:
    """Each slip by its name."""
    assert slip_of(written, meant) == slip


def test_what_no_slip_explains_costs_most() -> None:
    """A slip is always believed sooner than none."""
    assert cost_of(None) == UNEXPLAINED > max(COSTS.values())
    assert all(cost_of(slip) == cost for slip, cost in COSTS.items())
    assert COSTS["digit"] < cost_of("digit", 5) < UNEXPLAINED
