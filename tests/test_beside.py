"""Which reports stand beside one: last year's of the same agency, each unit once, and who is missing."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.beside import Beside, last_years, likely_name, names_in, same_agency, units_of
from compliance.errors import ReadError
from compliance.messages import Message
from compliance.report import Cell, Report


def beside(name: str, agency: str | None, year: int | None = 2024, figure: int = 1) -> Beside:
    """A report that was read, with one figure in it."""
    tables = {"依申请公开": {"本年新收": {"自然人": Cell(figure)}}}
    return Beside(name, Report(form="2021", agency=agency, year=year, tables=tables))


COUNTY = beside("county", "临江县人民政府").report


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("临江县档案局", "临江县档案局", True, id="alike"),
        pytest.param("临江县 档案局", "临江县\u3000档案局", True, id="spaces do not count"),
        pytest.param("临江县档案局", "临江县档案馆", False, id="one letter"),
        pytest.param(None, "临江县档案局", False, id="unknown"),
        pytest.param(None, None, False, id="two unknown ones are not one"),
    ],
)
def test_same_agency(one: str | None, other: str | None, same: bool) -> None:
    """Names are compared as they are: nothing is guessed."""
    assert same_agency(one, other) is same


@pytest.mark.parametrize(
    ("found", "report", "name"),
    [
        pytest.param([beside("a", "临江县人民政府", 2023)], COUNTY, "a", id="the year before"),
        pytest.param([beside("a", "临江县人民政府", 2022)], COUNTY, None, id="two years before"),
        pytest.param([beside("a", "临江县人民政府", 2024)], COUNTY, None, id="the same year"),
        pytest.param([beside("a", "临江县档案局", 2023)], COUNTY, None, id="of another"),
        pytest.param(
            [beside("a", "临江县人民政府", 2023), beside("b", "临江县人民政府", 2023)],
            COUNTY,
            "a",
            id="twice alike",
        ),
        pytest.param([beside("a", None, 2023)], beside("c", None).report, None, id="nobody's"),
        pytest.param(
            [beside("a", "临江县人民政府", 2023)],
            beside("c", "临江县人民政府", None).report,
            None,
            id="no year",
        ),
        pytest.param([], COUNTY, None, id="none"),
    ],
)
def test_last_years(found: list[Beside], report: Report, name: str | None) -> None:
    """The report of the same agency on the year before, wherever it lies."""
    last = last_years(found, report)

    assert (None if last is None else last.name) == name


def test_two_of_last_year_that_differ() -> None:
    """Neither is taken."""
    found = [beside("a", "临江县人民政府", 2023), beside("b", "临江县人民政府", 2023, figure=2)]

    with pytest.raises(ReadError) as raised:
        last_years(found, COUNTY)

    assert raised.value.message.key == "session.two-of-one-agency"
    assert (raised.value.message.values["first"], raised.value.message.values["second"]) == ("a", "b")


@pytest.mark.parametrize(
    ("found", "report", "name"),
    [
        pytest.param([beside("a", "临江县政府", 2023)], COUNTY, "临江县政府", id="renamed"),
        pytest.param([beside("a", "临江县政府", 2022)], COUNTY, None, id="another year"),
        pytest.param([beside("a", "龙山镇", 2023)], COUNTY, None, id="nothing alike"),
        pytest.param([beside("a", None, 2023)], COUNTY, None, id="nobody's"),
        pytest.param(
            [beside("a", "临江县政府", 2023)], beside("c", None).report, None, id="whose is not known"
        ),
    ],
)
def test_likely_name(found: list[Beside], report: Report, name: str | None) -> None:
    """An agency that may have been renamed is offered, and not taken."""
    assert likely_name(found, report) == name


TOWN, OFFICE = beside("town", "李庄镇"), beside("office", "临江县档案局")


@pytest.mark.parametrize(
    ("found", "unread", "register", "made"),
    [
        pytest.param([TOWN, OFFICE], [], None, ("town office", "", ""), id="each once"),
        pytest.param(
            [TOWN, beside("town.pdf", "李庄镇")],
            [],
            None,
            ("town", "", "part-once"),
            id="the same in two formats",
        ),
        pytest.param(
            [TOWN, beside("itself", "临江县人民政府")],
            [],
            None,
            ("town", "", "part-itself"),
            id="the report itself",
        ),
        pytest.param(
            [TOWN, beside("old", "李庄镇", 2023)],
            [],
            None,
            ("town", "", "part-other-year"),
            id="last year's, too",
        ),
        pytest.param(
            [TOWN, beside("old", "王家镇", 2023)],
            [],
            None,
            ("town", "王家镇", "part-other-year parts-missing"),
            id="only last year's",
        ),
        pytest.param(
            [TOWN, beside("own", "临江县人民政府", 2023)],
            [],
            None,
            ("town", "", "part-other-year"),
            id="last year's of itself",
        ),
        pytest.param(
            [TOWN], ["bad.docx"], None, ("town", "bad.docx", "parts-missing"), id="one that cannot be read"
        ),
        pytest.param([TOWN], [], ["李庄镇", "王家镇"], ("town", "王家镇", "parts-missing"), id="of a list"),
        pytest.param([TOWN], [], ["李庄镇", "临江县人民政府"], ("town", "", ""), id="a list with itself"),
        pytest.param(
            [TOWN, OFFICE], [], ["李庄镇"], ("town office", "", "part-unlisted"), id="not in the list"
        ),
        pytest.param(
            [beside("town", "李庄镇人民政府")],
            [],
            ["李庄镇"],
            ("town", "李庄镇", "part-unlisted-near parts-missing"),
            id="called something else in the list",
        ),
        pytest.param([TOWN], ["bad.docx"], ["李庄镇"], ("town", "", ""), id="a list tells whose is missing"),
        pytest.param(
            [TOWN],
            ["b.docx"],
            ["李庄镇", "王家镇"],
            ("town", "王家镇", "parts-missing"),
            id="whoever's it may be",
        ),
        pytest.param([beside("town", "李庄镇", None)], [], None, ("town", "", ""), id="of no year"),
        pytest.param(
            [beside("a", None), beside("b", None)], [], None, ("a b", "", ""), id="nobody's are two"
        ),
        pytest.param([], [], None, ("", "", ""), id="none"),
    ],
)
def test_units_of(
    found: list[Beside], unread: list[str], register: list[str] | None, made: tuple[str, str, str]
) -> None:
    """Each unit is counted once, and who is missing is named: units, missing ones, what is said."""
    units = units_of(found, COUNTY, unread, register)

    assert made == (
        " ".join(each.name for each in units.reports),
        " ".join(units.missing),
        " ".join(remark.key.removeprefix("session.") for remark in units.remarks),
    )


def test_two_of_one_unit_that_differ() -> None:
    """Neither is taken."""
    with pytest.raises(ReadError) as raised:
        units_of([TOWN, beside("town2", "李庄镇", figure=2)], COUNTY, [], None)

    assert (raised.value.message.key, raised.value.file) == ("session.two-of-one-agency", "town2")


def test_the_missing_are_named_once() -> None:
    """All of them, in the order of the list."""
    made = units_of([TOWN], COUNTY, [], ["王家镇", "李庄镇", "城关镇", "王家镇"])

    assert made.remarks == (Message("session.parts-missing", units="王家镇, 城关镇"),)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("李庄镇\n王家镇\n", ["李庄镇", "王家镇"], id="one a line"),
        pytest.param(
            "# 乡镇\n李庄镇  # 新设\n\n  王家镇\r\n", ["李庄镇", "王家镇"], id="remarks and blank lines"
        ),
        pytest.param("李庄镇\n李庄镇\n", ["李庄镇"], id="twice"),
        pytest.param("", [], id="empty"),
    ],
)
def test_names_in(text: str, names: list[Any]) -> None:
    """A list of units is a text that anybody can write."""
    assert names_in(text) == names
