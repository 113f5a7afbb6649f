"""The check in Python: the telephone of the preface."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "preface",
    [
        pytest.param("联系电话：0599-8812345。", id="with a hyphen"),
        pytest.param("联系电话（0599）88123456。", id="in brackets"),
        pytest.param("总机010-66001234，本市0599 8812345。", id="one of two"),
    ],
)
def test_a_telephone_of_the_city(preface, report, assert_clean):
    """Nothing is found."""
    assert_clean(report(year=2024, preface=preface), "linhu.contact")


@pytest.mark.parametrize(
    ("preface", "says"),
    [
        pytest.param("如有疑问，请来信。", "没有电话", id="none"),
        pytest.param("联系电话：0571-87654321。", "0571-87654321", id="of another city"),
        pytest.param("邮编：354200，编号 059988123456789。", "没有电话", id="other numbers"),
    ],
)
def test_no_telephone_of_the_city(preface, says, report, assert_finds):
    """The finding says what to write, and names the plug-in."""
    found = assert_finds(report(year=2024, preface=preface), "linhu.contact", says=says)

    assert found.origin == "region"


def test_a_preface_that_was_not_read(report, assert_finds):
    """Not found is not missing."""
    assert_finds(report(year=2024, preface=None), "linhu.contact", verdict="unknown")
