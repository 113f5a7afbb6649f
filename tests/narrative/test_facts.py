"""Phrases and facts: what is tied, and what is guarded against."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.narrative.facts import find_mentions
from compliance.narrative.numbers import find_numbers
from compliance.narrative.patterns import find, mentions, words_of
from compliance.narrative.prose import sentences
from compliance.values import ROUGH, Printed, normalise, percentage

UNITS = ("万元", "亿元", "件", "条", "次", "元", "个")
COUNT = (("件", 1, 1), ("个", 1, 1))
MONEY = (("亿元", 100000000, 1), ("万元", 10000, 1), ("元", 1, 1))
GAP = ("gap",)


def words(*choices: str) -> tuple[Any, ...]:
    """A piece of words."""
    return ("w", choices)


def count(name: str) -> tuple[Any, ...]:
    """A hole for a count of things."""
    return ("figure", name, COUNT)


RECEIVED = (words("收到", "受理"), GAP, words("申请"), count("数"))
DENIED = (words("未"), words("收到", "受理"), GAP, words("申请"), ("given", "数", ("n", 0)))
OUTCOME = (words("予以公开"), words("的", ""), count("数"))
PARTS = (count("总数"), words(",其中"), ("figures", "各项", COUNT))
RATE = (count("总数"), GAP, words("办结"), count("办结数"), GAP, words("办结率"), ("percent", "率"))
SHORT_RATE = (count("总数"), words(",办结率"), ("percent", "率"))
PUBLISHED = (words("本报告于"), GAP, ("date", "日"))
FEE = (words("处理费"), GAP, ("figure", "额", MONEY))


def fact(
    *patterns: Any, tied: bool = True, unless: tuple[str, ...] = (), where: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A fact with these phrases."""
    return {
        "name": "f",
        "title": "f",
        "sections": where,
        "unless": unless,
        "says": tuple((pattern, ("c", 0) if tied else None) for pattern in patterns),
        "words": tuple(map(words_of, patterns)),
    }


def told(text: str, *facts: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The holes of the mentions of each fact in one paragraph of a report on 2021."""
    found = find_mentions(facts, sentences("一", [text]), UNITS, 2021)
    return [[mention.holes for mention in mentions] for mentions in found]


@pytest.mark.parametrize(
    ("pattern", "text", "holes"),
    [
        pytest.param(RECEIVED, "共收到政府信息公开申请37件", [{"数": 37}], id="a gap"),
        pytest.param(
            RECEIVED, "收到各类渠道提出的政府信息公开方面的许许多多的各种申请37件", [], id="a gap too long"
        ),
        pytest.param(RECEIVED, "收到来信5件、申请37件", [], id="a gap over a number"),
        pytest.param(RECEIVED, "收到申请2021年37件", [], id="a year is no number of pieces"),
        pytest.param(RECEIVED, "收到2021年度申请37件", [{"数": 37}], id="a gap over a year"),
        pytest.param(RECEIVED, "收到申请37条", [], id="another unit"),
        pytest.param(RECEIVED, "收到申请37个，受理申请5件", [{"数": 37}, {"数": 5}], id="twice"),
        pytest.param(RECEIVED, "收到了。申请37件", [], id="not over the end of a sentence"),
        pytest.param(OUTCOME, "予以公开11件", [{"数": 11}], id="nothing between"),
        pytest.param(OUTCOME, "予以公开的11件", [{"数": 11}], id="的 between"),
        pytest.param(OUTCOME, "予以公开了11件", [], id="something else between"),
        pytest.param(DENIED, "全年未收到政府信息公开申请", [{"数": ("n", 0)}], id="a denial"),
        pytest.param(
            PARTS, "2136件，其中网站1260件，公众号876件", [{"总数": 2136, "各项": [1260, 876]}], id="a list"
        ),
        pytest.param(PARTS, "2136件，其中网站很多", [], id="a list of nothing"),
        pytest.param(PARTS, "2136件，其中网站1260条", [], id="a list of something else"),
        pytest.param(FEE, "收取信息处理费共300元", [{"额": 300}], id="money"),
        pytest.param(FEE, "收取信息处理费2.5万元", [{"额": Printed(25000, 1000)}], id="money converted"),
        pytest.param(
            FEE,
            "收取信息处理费3万元",
            [{"额": Printed(30000, 10000)}],
            id="money in a larger unit is rounded",
        ),
        pytest.param(RECEIVED, "收到申请三十余件", [{"数": ROUGH}], id="rough"),
        pytest.param(
            RATE,
            "留言85件，办结80件，办结率94.1%",
            [{"总数": 85, "办结数": 80, "率": percentage("94.1")}],
            id="a rate",
        ),
        pytest.param(RATE, "留言85件，办结80%，办结率94.1%", [], id="a percentage is no count"),
        pytest.param(PUBLISHED, "本报告于2022年1月20日公布", [{"日": "2022-01-20"}], id="a date"),
        pytest.param(
            PUBLISHED, "本报告于近日向社会公布，2022年1月20日", [{"日": "2022-01-20"}], id="a date behind"
        ),
        pytest.param(PUBLISHED, "本报告于2022年2月30日公布", [], id="no such day"),
        pytest.param(PUBLISHED, "本报告于2022年1月公布", [], id="no day"),
        pytest.param(SHORT_RATE, "留言85件，办结率94件", [], id="a count is no percentage"),
    ],
)
def test_phrases(pattern: Any, text: str, holes: list[dict[str, Any]]) -> None:
    """One phrase held against one text."""
    assert told(text, fact(pattern)) == [holes]


def test_a_step_claims_nothing() -> None:
    """A hole without a name passes over a number and leaves it to the phrase that is about it."""
    finished = (words("申请"), count(""), words(",办结"), count("数"))

    assert told("收到申请37件，办结35件", fact(RECEIVED, finished)) == [[{"数": 37}, {"数": 35}]]


def test_a_list_reaches_to_the_end_of_its_sentence() -> None:
    """A guard behind the last item of a repeated hole still guards: 等 says that the list goes on."""
    guarded = fact(PARTS, tied=False, unless=("等",))

    assert told("40件，其中网站20件，公众号18件等", guarded) == [[]]
    assert len(told("40件，其中网站20件，公众号20件；等等", guarded)[0]) == 1


@pytest.mark.parametrize(
    ("text", "count_of"),
    [
        pytest.param("2020年收到申请50件，2021年收到申请37件", 1, id="another year's number"),
        pytest.param("去年收到申请50件", 0, id="去年"),
        pytest.param("较上年收到的申请37件", 0, id="what it is compared with"),
        pytest.param("与上年相比，收到申请37件", 1, id="a comparison ends at the comma"),
        pytest.param("同比新收到申请37件", 0, id="a difference"),
        pytest.param("2019年至2021年收到申请37件", 0, id="several years"),
        pytest.param("2021年1月1日至2021年12月31日收到申请37件", 1, id="a span of one year"),
        pytest.param("1—6月收到申请37件", 0, id="some months"),
        pytest.param("截至2021年11月底收到申请37件", 0, id="not the whole year"),
        pytest.param("1至12月收到申请37件", 1, id="all months"),
        pytest.param("截至12月底收到申请37件", 1, id="up to the end of the year"),
        pytest.param("6月修订指南，全年收到申请37件", 1, id="a month, then the year"),
        pytest.param("全市共收到申请1250件", 0, id="another scope"),
        pytest.param("收到申请37件，全市居首", 1, id="the guard stands behind"),
    ],
)
def test_guards(text: str, count_of: int) -> None:
    """Another year and another scope are no mention."""
    assert len(told(text, fact(RECEIVED, unless=("全市",)))[0]) == count_of


def test_the_longer_phrase_wins() -> None:
    """Of two facts that set the same numbers against each other the longer one has them."""
    long, short = told("85件，办结80件，办结率94.1%", fact(RATE, tied=False), fact(SHORT_RATE, tied=False))

    assert len(long) == 1
    assert short == []


def test_a_tied_number_may_be_part_of_an_arithmetic() -> None:
    """37 is the cell's figure and the base of the rate."""
    tied, rate = told("收到申请37件，办结率99.3%", fact(RECEIVED), fact(SHORT_RATE, tied=False))

    assert (len(tied), len(rate)) == (1, 1)


def test_a_fact_looks_in_its_parts_only() -> None:
    """位于."""
    assert told("收到申请37件", fact(RECEIVED, where=("六",))) == [[]]


@pytest.mark.parametrize(
    ("text", "pattern", "place"),
    [
        pytest.param("未收取信息处理费", (words("信息处理费", "处理费"),), (3, 8), id="the longest choice"),
        pytest.param("没有产生处理费", (words("没有", "未"), GAP, words("处理费")), (0, 7), id="with a gap"),
        pytest.param(
            "没有。处理费", (words("没有"), GAP, words("处理费")), None, id="over the end of a sentence"
        ),
        pytest.param("未未收处理费", (words("未"), words("收"), words("处理费")), (1, 6), id="begins again"),
    ],
)
def test_mentions(text: str, pattern: Any, place: tuple[int, int] | None) -> None:
    """提到: where a phrase without holes stands."""
    assert mentions(text, pattern) == place


@given(st.text(alphabet="收到申请的,。37件予以公开", max_size=60))
def test_matches_do_not_overlap_and_hold_their_words(text: str) -> None:
    """Whatever the text, matches come in order, and each begins with the phrase's first words."""
    found = list(find(text, RECEIVED, find_numbers(normalise(text), UNITS)))

    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text.startswith(("收到", "受理"), match.start) for match in found)


def test_a_phrase_cannot_hang() -> None:
    """Six gaps over a text that nearly fits everywhere: the work grows with the text, not with its powers."""
    pattern = (*(piece for _ in range(6) for piece in (words("甲"), GAP)), words("乙"))

    assert list(find("甲" * 20_000, pattern, [])) == []


def test_a_long_sentence_takes_time_that_grows_with_it() -> None:
    """A word that never comes is looked for once, not from every place at which its alternative stands."""
    text = "收到申请1件，" * 20_000
    numbers = find_numbers(text, UNITS)
    began = time.process_time()
    matches = list(find(text, (("w", ("收到", "受理", "新收")), GAP, *RECEIVED[-1:]), numbers))

    assert len(matches) == 20_000
    assert time.process_time() - began < 3
