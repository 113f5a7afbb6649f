"""What is said of a cause: how sure it is, and what may be said for other repairs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from compliance.findings import ReportResult
from compliance.reporters.causes import alternatives, causes_of, certainty
from compliance.reporters.overview import failed
from tests.reporters.conftest import change


def other(column: str, **more: Any) -> dict[str, Any]:
    """Another repair: one cell of the row."""
    return {"changes": [change("本年新收", column, 0, 1)], "slip": None, **more}


AS_GOOD = other("总计", explains=["f-balance", "f-outcomes", "f-applicants"], breaks=0)
LESS = [other(column, explains=["f-balance"], breaks=0) for column in ("商业企业", "科研机构", "其他组织")]
BREAKS = other("自然人", explains=["f-balance", "f-outcomes", "f-applicants"], breaks=2)

ONE_OF_TWO = "同样说得通的改法有 2 种，这是其中之一"


@pytest.mark.parametrize(
    ("others", "one_of", "sure", "lines"),
    [
        pytest.param([], 1, "这样小的改法只有这一种", [], id="no other"),
        pytest.param([AS_GOOD], 2, ONE_OF_TWO, ["也可能是：本年新收·总计 0 可能应是 1：差 1"], id="as good"),
        pytest.param(
            LESS[:1],
            1,
            "别的改法都不如这一种说得通",
            ["不那么说得通的改法：本年新收·商业企业 0 改成 1（说明 1 处）"],
            id="explains less",
        ),
        pytest.param(
            [BREAKS],
            1,
            "别的改法都不如这一种说得通",
            ["不那么说得通的改法：本年新收·自然人 0 改成 1（说明 3 处，反而多出 2 处不符）"],
            id="breaks something else",
        ),
        pytest.param(
            [AS_GOOD, *LESS, BREAKS],
            2,
            ONE_OF_TWO,
            [
                "也可能是：本年新收·总计 0 可能应是 1：差 1",
                (
                    "不那么说得通的改法：本年新收·商业企业 0 改成 1（说明 1 处）；"
                    "本年新收·科研机构 0 改成 1（说明 1 处）；本年新收·其他组织 0 改成 1（说明 1 处）；还有 1 种"
                ),
            ],
            id="all of them",
        ),
        pytest.param(
            [other("总计")], 2, ONE_OF_TWO,
            ["也可能是：本年新收·总计 0 可能应是 1：差 1"], id="a result that does not say what each explains",
        ),
    ],
)  # fmt: skip
def test_other_repairs(
    others: list[dict[str, Any]], one_of: int, sure: str, lines: list[str], caused: ReportResult
) -> None:
    """What explains less is never told as if it were as good."""
    first, *rest = caused.causes
    report = replace(caused, causes=({**first, "alternatives": others, "one_of": one_of}, *rest))
    cause = causes_of(report, failed(report))[0]

    assert certainty(cause, "zh").endswith(sure)
    assert alternatives(cause, "zh") == lines
