"""What a plug-in may do to findings, and what it may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compliance.findings import Finding, Severity, TextRef, Verdict
from compliance.plugins.amendments import amendments

ERROR = Finding(
    "requests.balance", Verdict.FAIL, Severity.ERROR, "收支平衡", "相差 1", instance={"column": "自然人"}
)
WARNING = replace(ERROR, rule="review.filled", severity=Severity.WARNING)
UNKNOWN = replace(WARNING, verdict=Verdict.UNKNOWN)
QUOTE = TextRef("一", 2, 3, 9, "申请37件")
MENTION = replace(WARNING, instance={}, text=(QUOTE,))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param([ERROR], [ERROR], [], id="nothing"),
        pytest.param([ERROR], [WARNING, ERROR], [], id="added and moved"),
        pytest.param([ERROR], [replace(ERROR, message="相差 1（请核对台账）")], [], id="added to a message"),
        pytest.param([WARNING], [replace(WARNING, severity=Severity.ERROR)], [], id="raised"),
        pytest.param(
            [WARNING], [], ["Plug-in p left out a finding (warning): review.filled"], id="a warning left out"
        ),
        pytest.param(
            [WARNING],
            [replace(WARNING, severity=Severity.NOTE)],
            ["Plug-in p lowered review.filled from warning to note"],
            id="a warning lowered",
        ),
        pytest.param(
            [WARNING],
            [replace(WARNING, message="没事")],
            ["Plug-in p reworded review.filled (warning)"],
            id="a warning reworded",
        ),
        pytest.param(
            [UNKNOWN],
            [WARNING],
            ["Plug-in p changed the verdict of review.filled (warning)"],
            id="unknown decided",
        ),
        pytest.param(
            [MENTION, replace(MENTION, text=(replace(QUOTE, start=20),))],
            [MENTION],
            ["Plug-in p left out a finding (warning): review.filled"],
            id="one mention of two",
        ),
        pytest.param(
            [MENTION, MENTION],
            [MENTION],
            ["Plug-in p left out a finding (warning): review.filled"],
            id="one of two alike",
        ),
    ],
)
def test_what_is_allowed_is_told(before, after, told):
    """Whatever takes away is told, whatever adds is not."""
    answer = amendments(before, after, "p")

    assert answer.refused is None
    assert [change.text("en") for change in answer.changes] == told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param([ERROR], [], id="an error left out"),
        pytest.param([ERROR], [replace(ERROR, severity=Severity.NOTE)], id="an error lowered"),
        pytest.param([ERROR], [replace(ERROR, message="没事")], id="an error reworded"),
        pytest.param([ERROR], [replace(ERROR, waived={})], id="an error waived"),
        pytest.param([WARNING], [replace(WARNING, waived={"reason": "x"})], id="a warning waived"),
        pytest.param(
            [WARNING],
            [replace(WARNING, waived={}, severity=Severity.ERROR)],
            id="a warning raised and waived in one",
        ),
        pytest.param(
            [WARNING], [WARNING, replace(WARNING, waived={})], id="one more, waived from the beginning"
        ),
        pytest.param([ERROR], [replace(ERROR, instance={"column": "总计"})], id="an error moved away"),
        pytest.param([ERROR], [replace(ERROR, rule="local.soft")], id="an error renamed"),
        pytest.param([WARNING], [replace(WARNING, verdict=Verdict.UNKNOWN)], id="a failure made unknown"),
    ],
)
def test_what_makes_an_error_look_smaller_is_refused(before, after):
    """The whole answer is dropped."""
    answer = amendments(before, after, "p")

    assert answer.refused is not None
    assert before[0].rule in answer.refused.text("zh")
