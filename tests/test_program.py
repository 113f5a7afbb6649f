"""The compiled form can be walked, whatever its texts spell."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.program import nodes_in

PATTERN = (("w", ("parts", "c")), ("gap",), ("given", "n", ("c", 9)))


@pytest.mark.parametrize(
    ("node", "kinds"),
    [
        pytest.param(("c", 0), ["c"], id="a leaf"),
        pytest.param(
            ("=", ("+", ("c", 0), ("n", 1)), ("pc", 0)), ["=", "+", "c", "n", "pc"], id="from the left"
        ),
        pytest.param(("scale", ("c", 0), 10, 1), ["scale", "c"], id="a change of unit"),
        pytest.param(("~", ("c", 0), ("c", 1), None), ["~", "c", "c"], id="without a tolerance"),
        pytest.param(
            ("chain", ("<=", "<"), (("c", 0), ("row", "t", "c"))), ["chain", "c", "row"], id="a chain"
        ),
        pytest.param(
            ("f", "sum", (("many", ("c", 0), ("c", 1)),), ("parts",)),
            ["f", "many", "c", "c"],
            id="a label is no node",
        ),
        pytest.param(("mentions", ("text", "一"), PATTERN), ["mentions", "text"], id="words are no nodes"),
        pytest.param(
            ("f", "occurrences", (("text", "一"), ("pattern", PATTERN)), (None, None)),
            ["f", "text", "pattern"],
            id="nor in a function",
        ),
        pytest.param(
            ("in", ("prop", "agency_kind"), ("parts", "c")), ["in", "prop"], id="choices are no nodes"
        ),
        pytest.param(
            ("in", ("sec", "title"), ("sec", "accepted_titles")),
            ["in", "sec", "sec"],
            id="but accepted titles are one",
        ),
        pytest.param(
            ("by", ("prop", "agency_kind"), (("c", ("n", 1)), ("row", ("n", 2)))),
            ["by", "prop", "n", "n"],
            id="cases by their values",
        ),
    ],
)
def test_nodes_in(node: Any, kinds: list[str]) -> None:
    """Each node once; a group that is called parts, or a phrase that begins with c, is not one."""
    assert [inner[0] for inner in nodes_in(node)] == kinds
