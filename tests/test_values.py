"""What a cell can hold, and what it means to compare two of them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.values import (
    NOT_COMPUTABLE,
    Exact,
    Printed,
    all_of,
    any_of,
    approximately,
    attainable,
    ceiling,
    distance,
    equal,
    exact,
    from_decimal,
    from_digits,
    normalise,
    numerators,
    offsets,
    percentage,
    to_decimal,
)

fractions = st.fractions(max_denominator=10**6)


def made(value: Fraction) -> int | Exact:
    """The same number as a figure of ours."""
    return exact(value.numerator, value.denominator)


def back(value: int | Exact) -> Fraction:
    """The same number as a fraction."""
    return Fraction(value) if isinstance(value, int) else Fraction(value.n, value.d)


@given(fractions, fractions)
def test_exact_is_fraction(a: Fraction, b: Fraction) -> None:
    """Our figures calculate and compare as the standard library's fractions do."""
    x, y = made(a), made(b)

    assert back(x + y) == a + b
    assert back(x - y) == a - b
    assert back(x * y) == a * b
    assert back(-x) == -a
    assert back(distance(x, y)) == abs(a - b)
    assert (x < y, x <= y, x > y, x >= y, x == y) == (a < b, a <= b, a > b, a >= b, a == b)
    assert ceiling(x) == -(-a.numerator // a.denominator)


@given(fractions, fractions.filter(lambda f: f != 0))
def test_exact_remainder_is_fraction_remainder(a: Fraction, b: Fraction) -> None:
    """The remainder has the sign of the divisor, as in Python."""
    assert back(made(a) % made(b)) == a % b


@given(fractions)
def test_equal_figures_have_equal_hashes(a: Fraction) -> None:
    """A whole number is always an int, so that a set of figures holds each once."""
    again = made(a + 1) - 1

    assert again == made(a)
    assert hash(again) == hash(made(a))
    assert isinstance(again, int) is (a.denominator == 1)


def test_exact_refuses_zero() -> None:
    """There is no fraction of zero parts."""
    with pytest.raises(ZeroDivisionError):
        exact(1, 0)


def test_exact_takes_a_negative_denominator() -> None:
    """The sign goes up."""
    assert exact(1, -2) == Exact(-1, 2)


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        pytest.param("37", 37, id="whole"),
        pytest.param("96171.6", Exact(480858, 5), id="decimal"),
        pytest.param("-0.5", Exact(-1, 2), id="negative"),
        pytest.param("3.0", 3, id="whole after all"),
    ],
)
def test_from_digits(digits: str, value: int | Exact) -> None:
    """Plain digits become an exact figure."""
    assert from_digits(digits) == value
    assert from_decimal(Decimal(digits)) == value


def test_from_digits_refuses_words() -> None:
    """What is no number is no figure."""
    with pytest.raises(ValueError, match="invalid literal"):
        from_digits("三")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_decimal_round_trip(value: Decimal) -> None:
    """A decimal amount goes in and comes out as it is."""
    assert to_decimal(from_decimal(value)) == value


def test_endless_fraction_is_cut() -> None:
    """A third is shown with twelve digits."""
    assert to_decimal(exact(1, 3)) == Decimal("0.333333333333")


@pytest.mark.parametrize(
    ("rate", "total", "first", "last"),
    [
        pytest.param("99", 821, 809, 820, id="rounded or cut off"),
        pytest.param("99.3", 37, None, None, id="nothing fits"),
        pytest.param("100", 85, 85, 85, id="a hundred is a claim"),
        pytest.param("0", 85, 0, 0, id="nothing is a claim"),
        pytest.param("94.1", 85, 80, 80, id="one fits"),
        pytest.param("50", 2, 1, 1, id="half"),
        pytest.param("120", 10, None, None, id="more than all"),
        pytest.param("100.0", 1000, 1000, 1000, id="a hundred with digits is a claim"),
    ],
)
def test_numerators(rate: str, total: int, first: int | None, last: int | None) -> None:
    """The whole numbers whose share may be printed as the rate."""
    fits = numerators(percentage(rate), total)

    assert (fits[0], fits[-1]) == (first, last) if first is not None else not fits
    assert attainable(percentage(rate), total) is bool(fits)


@pytest.mark.parametrize(
    "total",
    [pytest.param(0, id="of nothing"), pytest.param(-1, id="negative"), pytest.param(Exact(1, 2), id="half")],
)
def test_attainable_is_not_computable(total: int | Exact) -> None:
    """A rate of nothing cannot be computed: neither right nor wrong."""
    assert attainable(percentage("50"), total) is NOT_COMPUTABLE


def test_attainable_takes_a_plain_rate() -> None:
    """A rate without digits of its own is meant exactly."""
    assert attainable(exact(1, 2), 4) is True
    assert attainable(exact(1, 2), 3) is False


@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(0, 3))
def test_rounded_and_cut_rates_fit(total: int, part: int, places: int) -> None:
    """Whatever rounding half up or cutting off prints for a share, the share fits it."""
    part = min(part, total)
    scaled = 100 * 10**places
    for printed in {part * scaled // total, (2 * part * scaled + total) // (2 * total)}:
        if printed in (0, scaled) and printed * total != part * scaled:
            continue  # printed as 0 % or 100 % without being so: a claim that is wrong
        digits = f"{printed // 10**places}.{printed % 10**places:0{places}}" if places else str(printed)

        assert approximately(percentage(digits), exact(part, total))
        assert part in numerators(percentage(digits), total)


@pytest.mark.parametrize(
    ("a", "b", "within", "answer"),
    [
        pytest.param(percentage("94.1"), exact(80, 85), None, True, id="printed first"),
        pytest.param(exact(80, 85), percentage("94.1"), None, True, id="printed second"),
        pytest.param(percentage("100"), exact(80, 85), None, False, id="a claim"),
        pytest.param(percentage("100"), percentage("99.7"), None, False, id="a claim against a rounding"),
        pytest.param(percentage("100"), percentage("100.0"), None, True, id="two claims"),
        pytest.param(percentage("50"), percentage("50.4"), None, True, id="two roundings overlap"),
        pytest.param(percentage("50"), percentage("51.1"), None, False, id="two roundings apart"),
        pytest.param(10, 12, 2, True, id="within"),
        pytest.param(10, 13, 2, False, id="not within"),
        pytest.param(exact(1, 2), exact(1, 2), None, True, id="two plain figures"),
        pytest.param(2, 3, None, False, id="two plain figures apart"),
    ],
)
def test_approximately(a: int, b: int, within: int | None, answer: bool) -> None:
    """≈ judges by what is printed."""
    assert approximately(a, b, within) is answer


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        pytest.param(37, 37, True, id="equal"),
        pytest.param(37, 38, False, id="not"),
        pytest.param(Printed(12000, 1000), 11950, True, id="1.2万 for 11950"),
        pytest.param(15000, Printed(12000, 1000), False, id="1.2万 for 15000"),
        pytest.param(Printed(12000, 1000), Printed(12000, 1000), True, id="two told alike"),
    ],
)
def test_equal(a: int | Printed, b: int | Printed, answer: bool) -> None:
    """A figure that is told in a rounded way equals what it may be told for."""
    assert equal(a, b) is answer


def test_printed_figures_are_values() -> None:
    """Equal by what they are."""
    assert percentage("99.0") == Printed(exact(99, 100), exact(1, 1000))
    assert percentage("99") != percentage("99.0")
    assert len({percentage("99"), percentage("99")}) == 1


@pytest.mark.parametrize(
    ("truths", "every", "some"),
    [
        pytest.param([], True, False, id="none"),
        pytest.param([True, True], True, True, id="true"),
        pytest.param([True, False], False, True, id="mixed"),
        pytest.param([True, None], None, True, id="true and unknown"),
        pytest.param([False, None], False, None, id="false and unknown"),
        pytest.param([None, None], None, None, id="unknown"),
    ],
)
def test_three_values(truths: list[bool | None], every: bool | None, some: bool | None) -> None:
    """The tables of language.md: unknown is neither, and gives way to what decides."""
    assert all_of(truths) is every
    assert any_of(truths) is some
    assert all_of(reversed(truths)) is every
    assert any_of(reversed(truths)) is some


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        pytest.param("申请 ３７　件", "申请37件", id="full width and spaces"),
        pytest.param("（一） 予以公开", "(一)予以公开", id="brackets"),
        pytest.param("①37件", "①37件", id="a circled numeral lends nothing"),
        pytest.param("x³", "x³", id="nor does a superscript"),
        pytest.param("９９．３％", "99.3%", id="percent"),
        pytest.param("一\u200b二\ufeff", "一二", id="what is not seen"),
    ],
)
def test_normalise(text: str, normal: str) -> None:
    """Texts are compared without white space and width."""
    assert normalise(text) == normal


@given(st.text())
def test_offsets_lead_back(text: str) -> None:
    """Every normalised character knows the one that it came from, and nothing is left to normalise."""
    normal = normalise(text)
    where = offsets(text)

    assert len(where) == len(normal)
    assert where == sorted(where)
    assert normalise(normal) == normal
