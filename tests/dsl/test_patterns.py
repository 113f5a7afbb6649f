"""Phrases of the narrative: compiled pieces, and the phrases that are refused."""

from __future__ import annotations

import pytest

from compliance.dsl.load import load_rule_sets
from tests.dsl.sample import RULE, form_of, told, told_of_check

REQUESTS = (("件", 1, 1), ("宗", 1, 1))
MONEY = (("万元", 10000, 1), ("元", 1, 1))


def phrase(text: str) -> tuple[object, ...]:
    """The compiled pattern of one phrase."""
    fact = f"\n表述 述 “述”\n  说 “{text}”\n"
    program = load_rule_sets([("x", [("x.rules", (form_of() + fact).encode())])])
    ((pattern, _),) = program["facts"][-1]["says"]
    return pattern


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("收到{数 件}", (("w", ("收到",)), ("figure", "数", REQUESTS)), id="words and a number"),
        pytest.param(
            "收到{数 宗}", (("w", ("收到",)), ("figure", "数", REQUESTS)), id="another spelling of the unit"
        ),
        pytest.param(
            "收到……{额 元}",
            (("w", ("收到",)), ("gap",), ("figure", "额", MONEY)),
            id="a gap, an amount in any unit",
        ),
        pytest.param(
            "收到{额 万元}",
            (("w", ("收到",)), ("figure", "额", (("万元", 1, 1), ("元", 1, 10000)))),
            id="an amount in 万元",
        ),
        pytest.param(
            "[受理|收到了|]办结", "optional first", id="a phrase that begins with what may be missing"
        ),
        pytest.param(
            "办结[了|全部|]{件}",
            (("w", ("办结",)), ("w", ("全部", "了", "")), ("figure", "", REQUESTS)),
            id="longest first",
        ),
        pytest.param("ＡＢ　Ｃ１", (("w", ("ABC1",)),), id="as texts are compared"),
        pytest.param("办结率{率 %}", (("w", ("办结率",)), ("percent", "率")), id="a percentage"),
        pytest.param("发布于{日 日期}", (("w", ("发布于",)), ("date", "日")), id="a date"),
        pytest.param(
            "其中{各项… 件}",
            (("w", ("其中",)), ("figures", "各项", REQUESTS)),
            id="numbers to the end of the sentence",
        ),
        pytest.param(
            "{数 = 0}未收到", (("w", ("未收到",)), ("given", "数", ("n", 0))), id="a given number stands last"
        ),
    ],
)
def test_pieces(text, pieces):
    """Each sign of a pattern, as it is compiled."""
    if pieces == "optional first":
        assert told(form_of() + f"\n表述 述 “述”\n  说 “{text}”\n") == [
            ("pattern-open", "[受理|收到了|]办结”")
        ]
    else:
        assert phrase(text) == pieces


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        pytest.param("……{数 件}", "pattern-open", id="a gap first"),
        pytest.param("{数 件}", "pattern-empty", id="no word"),
        pytest.param("{数 件}[的|]", "pattern-empty", id="no word that must be there"),
        pytest.param("收到……", "pattern-gap", id="a gap last"),
        pytest.param("收到……[的|]{数 件}", "pattern-gap", id="a gap that ends at nothing certain"),
        pytest.param("收到……{数 = 0}", "pattern-gap", id="a gap before a given number"),
        pytest.param("收到{数 件}，{数 件}", "hole-twice", id="one name for two holes"),
        pytest.param("收到{日… 日期}", "hole-repeated", id="many dates"),
        pytest.param("收到{数 份}", "unknown-unit", id="no such unit"),
        pytest.param("收到{数 = 机关}", "not-a-figure", id="a text as a number"),
    ],
)
def test_phrases_that_are_refused(text, mistake):
    """One mistake, told once."""
    assert [key for key, _ in told(form_of() + f"\n表述 述 “述”\n  说 “{text}”\n")] == [mistake]


@pytest.mark.parametrize(
    ("pattern", "mistake"),
    [
        pytest.param("收到[的|]……申请", None, id="words and gaps"),
        pytest.param("收到{数 件}", "pattern-hole", id="no holes in 提到"),
        pytest.param("……", "pattern-open", id="only a gap"),
    ],
)
def test_mentions(pattern, mistake):
    """提到 takes words and gaps."""
    assert [key for key, _ in told_of_check(f"正文 提到 “{pattern}”")] == ([mistake] if mistake else [])


def test_phrases_that_differ_in_units():
    """A rule has to mean the same for each phrase of its fact."""
    fact = "\n表述 述 “述”\n  说 “收{额 元}” 应为 [证照费, 应收]\n  说 “支{额 万元}” 应为 [证照费, 应收]\n"
    rule = RULE.format(clauses="  对 述 每处\n  检查 额 = 应为")

    assert [key for key, _ in told(form_of() + fact + rule)] == ["phrases-differ"]
