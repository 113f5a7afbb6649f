"""Sentences, year words, and the way back to the paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.narrative.prose import sentences, stretches


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


def test_stretches() -> None:
    """A stretch of the lines of some paragraphs is found in each that it touches."""
    assert list(stretches(["甲 乙，", "丙 丁", "戊"], 1, 6)) == [(0, 2, 4), (1, 0, 3)]


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        pytest.param(["（二）依申请公开", "共办结3件。"], True, id="below its heading"),
        pytest.param(["（二）依申请公开", "先说一段。", "共办结3件。"], True, id="two paragraphs below"),
        pytest.param(
            ["（二）依申请公开", "（三）平台建设", "共办结3件。"], False, id="below another heading"
        ),
        pytest.param(["依申请公开工作有序。", "共办结3件。"], False, id="a sentence is no heading"),
    ],
)
def test_headings_speak_for_what_stands_below(paragraphs: list[str], said: bool) -> None:
    """What is counted below （二）依申请公开 is requests."""
    last = sentences("一", paragraphs)[-1]

    assert ("依申请公开" in last.before(len(last.text))) is said
