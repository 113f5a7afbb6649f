"""Sentences, year words, and the way back to the paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.narrative.prose import sentences


@pytest.mark.parametrize(
    ("paragraph", "told"),
    [
        pytest.param("甲。乙；丙！丁？", ["甲", "乙", "丙", "丁"], id="marks"),
        pytest.param("甲，乙", ["甲,乙"], id="no mark at the end"),
        pytest.param("。。", [], id="marks only"),
        pytest.param("共 37\n件", ["共37件"], id="a line break inside a sentence"),
    ],
)
def test_sentences(paragraph: str, told: list[str]) -> None:
    """A sentence ends at 。；！？ and with its paragraph."""
    assert [sentence.text for sentence in sentences("一", [paragraph])] == told


@given(st.lists(st.text(alphabet="甲乙 　３7件。；，\n①"), max_size=4))
def test_places_lead_back(paragraphs: list[str]) -> None:
    """A stretch of a sentence is found again in the paragraph as it was read."""
    for sentence in sentences("一", paragraphs):
        start, end, quote = sentence.place(0, len(sentence.text))

        assert paragraphs[sentence.paragraph][start:end] == quote
        assert "".join(quote.split())


@pytest.mark.parametrize(
    ("text", "years"),
    [
        pytest.param("2020年收到申请50件", [-1], id="last year by number"),
        pytest.param("2021年收到申请50件", [0], id="own year"),
        pytest.param("去年收到50件，今年收到37件", [-1, 0], id="words"),
        pytest.param("较上年增加5件", [], id="a comparison"),
        pytest.param("与2020年相比", [], id="a comparison by number"),
        pytest.param("上年度结转3件", [], id="a figure of this year"),
        pytest.param("上年结转3件", [], id="the same without 度"),
        pytest.param("印发《2020年工作要点》", [], id="a title"),
    ],
)
def test_years(text: str, years: list[int]) -> None:
    """The year words of a sentence, relative to 2021."""
    (sentence,) = sentences("一", [text])

    assert [relative for _, _, relative in sentence.years(2021)] == years


def test_years_without_a_year() -> None:
    """Where the report's year is not known, only the words speak."""
    (sentence,) = sentences("一", ["2020年收到50件，上年收到40件"])

    assert [relative for _, _, relative in sentence.years(None)] == [-1]
