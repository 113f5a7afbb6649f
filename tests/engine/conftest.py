"""The shipped rules, compiled once for all tests of the engine."""

from __future__ import annotations

from typing import Any

import pytest

from compliance import resources
from compliance.dsl.load import load_rule_sets
from compliance.engine.generate import prepare


@pytest.fixture(scope="session")
def shipped() -> dict[str, Any]:
    """The program of the 2021 form."""
    source = next(s for s in resources.rule_sets() if s[0] == "cn-disclosure")
    program = load_rule_sets([source])
    prepare(program)
    return program
