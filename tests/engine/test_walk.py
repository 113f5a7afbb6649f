"""The meaning of the nodes that are not plain arithmetic."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.engine.sheet import Sheet
from compliance.engine.walk import Env, truth, value
from compliance.values import (
    ABSENT,
    NO_DATE,
    NO_PARTS,
    NO_PREVIOUS,
    NO_VALUE,
    NOT_COMPUTABLE,
    Missing,
    Printed,
    exact,
    percentage,
)
from tests.engine.programs import program, sheet

MADE = program(
    settings={"期限": ("", ("by", ("prop", "agency_kind"), (("department", ("rd", 1, 1, 31)),)), "test")}
)


def laid_out(**more: Any) -> Sheet:
    """A sheet with 3 in the first cell, a blank in the second, 0 in the others."""
    return sheet(MADE, {0: 3, 1: None}, **more)


def call(function: str, *arguments: Any) -> tuple[Any, ...]:
    """A call without labels."""
    return ("f", function, arguments, (None,) * len(arguments))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        pytest.param(("%", 993, 1000, 1), percentage("99.3"), id="a printed percentage"),
        pytest.param(("rd", 1, 1, 31), "2022-01-31", id="a date of the next year"),
        pytest.param(("rd", 0, 12, 31), "2021-12-31", id="a date of the year"),
        pytest.param(("days", ("d", "2022-02-03"), ("d", "2022-01-31")), 3, id="days between"),
        pytest.param(("later", ("d", "2022-01-31"), ("n", 20)), "2022-02-20", id="days later"),
        pytest.param(("later", ("d", "2022-01-31"), ("q", 1, 2)), NOT_COMPUTABLE, id="half a day later"),
        pytest.param(("later", ("d", "9999-12-31"), ("n", 1)), NOT_COMPUTABLE, id="after all days"),
        pytest.param(("later", ("prop", "published"), ("n", 1)), NO_DATE, id="later than nobody knows"),
        pytest.param(("later", ("d", "2022-01-31"), ("c", 1)), "blank", id="a blank later"),
        pytest.param(("days", ("prop", "published"), ("d", "2022-01-31")), NO_DATE, id="since nobody knows"),
        pytest.param(("days", ("d", "2022-01-31"), ("prop", "published")), NO_DATE, id="until nobody knows"),
        pytest.param(("/", ("c", 0), ("c", 2)), NOT_COMPUTABLE, id="by zero"),
        pytest.param(("/", ("c", 0), ("n", 2)), exact(3, 2), id="exactly"),
        pytest.param(("/", ("q", 1, 2), ("q", 3, 2)), exact(1, 3), id="fractions"),
        pytest.param(("/", ("c", 1), ("n", 2)), "blank", id="a blank divided"),
        pytest.param(("*", ("n", 2), ("c", 1)), "blank", id="times a blank"),
        pytest.param(("neg", ("c", 0)), -3, id="minus"),
        pytest.param(("neg", ("c", 1)), "blank", id="minus a blank"),
        pytest.param(("scale", ("c", 0), 10000, 1), 30000, id="another unit"),
        pytest.param(("scale", ("c", 1), 10000, 1), "blank", id="a blank in another unit"),
        pytest.param(
            ("scale", ("%", 1, 2, 0), 2, 1), Printed(1, exact(1, 50)), id="a printed figure in another unit"
        ),
        pytest.param(("setting", "期限"), "2022-01-31", id="a setting by kind"),
        pytest.param(("prop", "report_title"), "某局2021年报告", id="a property"),
        pytest.param(("prop", "published"), NO_DATE, id="no date"),
        pytest.param(("prop", "agency"), ABSENT, id="not told"),
        pytest.param(("pprop", "year"), NO_PREVIOUS, id="last year's property"),
        pytest.param(("ptext", "一"), NO_PREVIOUS, id="last year's text"),
        pytest.param(("pc", 0), NO_PREVIOUS, id="last year's cell"),
        pytest.param(("text", "一"), "收到申请37件。", id="the text of a part"),
        pytest.param(call("sum"), 0, id="the sum of nothing"),
        pytest.param(call("max"), NOT_COMPUTABLE, id="the largest of nothing"),
        pytest.param(call("min"), NOT_COMPUTABLE, id="the smallest of nothing"),
        pytest.param(call("mean"), NOT_COMPUTABLE, id="the mean of nothing"),
        pytest.param(call("mean", ("c", 0), ("n", 4)), exact(7, 2), id="a mean"),
        pytest.param(call("mean", ("c", 1)), "blank", id="the mean of a blank"),
        pytest.param(call("min", ("c", 0), ("n", 4)), 3, id="the smallest"),
        pytest.param(call("count", ("c", 0), ("c", 1), ("c", 2)), 2, id="how many hold a number"),
        pytest.param(call("remainder", ("n", 305), ("n", 10)), 5, id="a remainder"),
        pytest.param(call("remainder", ("n", 305), ("c", 2)), NOT_COMPUTABLE, id="a remainder of zero"),
        pytest.param(call("remainder", ("c", 1), ("n", 10)), "blank", id="the remainder of a blank"),
        pytest.param(call("abs", ("n", -3)), 3, id="an absolute value"),
        pytest.param(call("length", ("s", "一 二　三")), 3, id="characters without spaces"),
        pytest.param(call("length", ("prop", "agency")), ABSENT, id="the length of nothing"),
        pytest.param(
            call("occurrences", ("s", "甲乙甲"), ("pattern", (("w", ("甲",)),))), 2, id="occurrences"
        ),
        pytest.param(
            call("occurrences", ("prop", "agency"), ("pattern", (("w", ("甲",)),))), ABSENT, id="of nothing"
        ),
        pytest.param(call("years", ("prop", "report_title")), 2021, id="the year of a text"),
        pytest.param(call("years", ("s", "没有年份")), ABSENT, id="a text without a year"),
        pytest.param(call("years", ("s", "2020年和2021年")), NOT_COMPUTABLE, id="a text with two years"),
        pytest.param(call("years", ("prop", "agency")), ABSENT, id="the year of nothing"),
        pytest.param(call("similarity", ("s", ""), ("s", "")), NOT_COMPUTABLE, id="two empty texts"),
        pytest.param(
            call("similarity", ("ptext", "一"), ("s", "")), NO_PREVIOUS, id="nothing to compare with"
        ),
        pytest.param(call("similarity", ("s", "甲乙"), ("s", "甲丙")), exact(1, 2), id="half alike"),
        pytest.param(call("contains", ("s", "甲乙"), ("s", "乙 ")), True, id="a text holds a text"),
        pytest.param(call("contains", ("s", "甲"), ("s", "乙")), False, id="a text does not hold a text"),
        pytest.param(call("contains", ("s", "甲"), ("s", "")), NOT_COMPUTABLE, id="every text holds nothing"),
        pytest.param(call("contains", ("prop", "agency"), ("s", "甲")), ABSENT, id="no text to look in"),
        pytest.param(call("max", ("parts", ("c", 0))), NO_PARTS, id="the parts were not given"),
        pytest.param(call("attainable", ("c", 1), ("n", 3)), "blank", id="whether a blank rate can be"),
    ],
)
def test_value(node: Any, expected: Any) -> None:
    """Dates, units, functions, and what is missing."""
    found = value(node, Env(laid_out()))

    if isinstance(expected, str) and isinstance(found, Missing):
        assert found.kind == expected
    else:
        assert (
            found.value if isinstance(found, Printed) and not isinstance(expected, Printed) else found
        ) == expected


def test_a_setting_without_a_value() -> None:
    """A kind that the setting does not name has no value."""
    assert value(("setting", "期限"), Env(laid_out(agency_kind="township"))) is NO_VALUE
    assert value(("setting", "期限"), Env(laid_out(agency_kind=None))) is ABSENT


def test_a_date_needs_the_year() -> None:
    """A report that tells no year has no deadline."""
    assert value(("rd", 1, 1, 31), Env(laid_out(year=None))) is ABSENT


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        pytest.param(("t=", ("s", "甲 乙"), ("s", "甲乙")), True, id="texts without spaces"),
        pytest.param(("t!=", ("s", "甲"), ("s", "乙")), True, id="texts differ"),
        pytest.param(("t=", ("prop", "agency"), ("s", "乙")), None, id="a text that is not there"),
        pytest.param(("<=", ("d", "2022-01-31"), ("rd", 1, 1, 31)), True, id="on the last day"),
        pytest.param(("<", ("d", "2022-01-31"), ("rd", 1, 1, 31)), False, id="before the last day"),
        pytest.param((">=", ("d", "2022-01-31"), ("rd", 1, 1, 31)), True, id="not before"),
        pytest.param((">", ("d", "2022-02-01"), ("rd", 1, 1, 31)), True, id="after"),
        pytest.param(("=", ("d", "2022-01-31"), ("rd", 1, 1, 31)), True, id="the same day"),
        pytest.param(("!=", ("d", "2022-01-31"), ("rd", 1, 1, 31)), False, id="another day"),
        pytest.param(("chain", ("<=", "<"), (("n", 0), ("c", 0), ("n", 3))), False, id="a chain breaks"),
        pytest.param(
            ("chain", ("<", "<"), (("n", 5), ("c", 0), ("c", 1))), False, id="a chain breaks before a blank"
        ),
        pytest.param(
            ("chain", ("<", "<"), (("n", 0), ("c", 0), ("c", 1))), None, id="a chain ends in a blank"
        ),
        pytest.param(("~", ("%", 99, 100, 0), ("/", ("n", 815), ("n", 821)), None), True, id="a rate fits"),
        pytest.param(
            ("~", ("%", 99, 100, 0), ("/", ("n", 815), ("c", 2)), None), None, id="a rate of nothing"
        ),
        pytest.param(("~", ("n", 10), ("n", 12), ("n", 2)), True, id="within"),
        pytest.param(
            ("f", "attainable", (("%", 993, 1000, 1), ("n", 37)), (None, None)), False, id="no such rate"
        ),
        pytest.param(
            ("f", "attainable", (("%", 993, 1000, 1), ("c", 2)), (None, None)), None, id="a rate of none"
        ),
        pytest.param(("is", "blank", ("c", 1)), True, id="a blank is blank"),
        pytest.param(("is", "blank", ("c", 0)), False, id="a number is not"),
        pytest.param(("is", "number", ("c", 1)), False, id="a blank is no number"),
        pytest.param(("is", "text", ("c", 1)), False, id="a blank is no text"),
        pytest.param(("is", "absent", ("prop", "agency")), True, id="a property that is not there"),
        pytest.param(("is", "number", ("prop", "agency")), None, id="what is not there may be anything"),
        pytest.param(("is", "absent", ("pc", 0)), None, id="last year's was not given"),
        pytest.param(
            ("mentions", ("prop", "report_title"), (("w", ("2021年报告",)),)), True, id="a title mentions"
        ),
        pytest.param(
            ("mentions", ("prop", "agency"), (("w", ("局",)),)), None, id="nothing mentions nothing"
        ),
        pytest.param(
            ("mentions", ("prop", "narrative"), (("w", ("未收费",)),)), True, id="the narrative mentions"
        ),
        pytest.param(("in", ("prop", "agency_kind"), ("office", "department")), True, id="one of"),
        pytest.param(("in", ("prop", "agency"), ("office",)), None, id="nothing is one of nothing"),
        pytest.param(("or", ("=", ("c", 0), ("n", 3)), ("=", ("c", 1), ("n", 1))), True, id="or decides"),
        pytest.param(("not", ("=", ("c", 1), ("n", 1))), None, id="not unknown"),
    ],
)
def test_truth(node: Any, expected: bool | None) -> None:
    """Conditions on dates, texts, rates and states."""
    env = Env(laid_out())

    assert truth(node, env) is expected
    assert bool(env.missing) or expected is not None


@pytest.mark.parametrize(
    ("title", "accepted"),
    [
        pytest.param("乙", True, id="the template's"),
        pytest.param(" 乙乙。", True, id="a variant with stray marks"),
        pytest.param("旧乙", False, id="outdated"),
        pytest.param("别的", False, id="another"),
    ],
)
def test_accepted_titles(title: str, accepted: bool) -> None:
    """认可标题 are the template's own words and the accepted variants."""
    held = laid_out(sections=[{"number": "二", "title": title, "paragraphs": []}])

    assert truth(("in", ("sec", "title"), ("sec", "accepted_titles")), Env(held, section=1)) is accepted
    assert value(("sec", "prescribed_title"), Env(held, section=1)) == "乙"
