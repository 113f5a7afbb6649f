"""Two hundred sentences and more: what must be said of each, and what must not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from compliance.engine.explain import Explainer
from compliance.engine.run import FAIL, PASS, UNKNOWN, decide, evaluate, instances_of
from compliance.engine.sheet import sheet_of
from compliance.engine.walk import mentions_of
from compliance.values import normalise
from tests.narrative import manners
from tests.narrative import sentences as table

RIGHT = {
    "requests": [(s, "department") for s in table.REQUESTS]
    + [(s, "government") for s in table.GOVERNMENT_REQUESTS],
    "reviews": [(s, "department") for s in table.REVIEWS],
    "documents": [(s, "department") for s in table.DOCUMENTS],
    "decisions": [(s, "department") for s in table.DECISIONS],
    "sums": [(s, "department") for s in table.SUMS],
    "years": [(s, "department") for s in table.YEARS],
    "rates": [(s, "department") for s in table.RATES],
}
RIGHT_SENTENCES = [pytest.param(*told, id=told[0]) for group in RIGHT.values() for told in group]
TRAPS = [
    pytest.param(sentence, id=f"{kind}: {sentence}")
    for kind, told in table.TRAPS.items()
    for sentence in told.strip().splitlines()
]


def _each(told: dict[tuple[str, str], str]) -> list[Any]:
    return [
        pytest.param(sentence, kind, section, id=sentence)
        for (kind, section), sentences in told.items()
        for sentence in sentences.strip().splitlines()
    ]


HELD = _each(manners.HELD)
MORE_TRAPS = _each(manners.TRAPS)
MORE_WRONG = _each(manners.WRONG)
BRACED = re.compile(r"\{([^}]*)\}")


def plain(sentence: str) -> str:
    """A sentence without the braces round its numbers."""
    return BRACED.sub(r"\1", sentence)


def raised(number: str) -> str:
    """Three more of it, written otherwise than it was."""
    told = normalise(number).replace(",", "")
    return str(int(told) + 3) if told.isdecimal() else "九十九"


def verdicts(program: dict[str, Any], report: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Rule, verdict and quote of everything that the rules about mentions make of a report."""
    sheet = sheet_of(program, report)
    found = []
    for instance in instances_of(program, sheet):
        mention = instance.mention
        if mention is None:
            continue
        rule = program["rules"][instance.rule]
        verdict, _ = decide(instance, instance.env(sheet, rule["blank"], {}))
        found.append((rule["name"], verdict, mention.sentence.text[mention.start : mention.end]))
    return found


def of(found: list[tuple[str, str, str]], *wanted: str) -> list[tuple[str, str, str]]:
    """Those with one of these verdicts."""
    return [each for each in found if each[1] in wanted]


@pytest.mark.parametrize(("sentence", "kind"), RIGHT_SENTENCES)
def test_a_right_sentence(shipped, sentence, kind):
    """It is held against something, and it holds."""
    found = verdicts(shipped, table.report(sentence, kind=kind))

    assert of(found, FAIL, UNKNOWN) == []
    assert of(found, PASS)


@pytest.mark.parametrize(("sentence", "kind"), RIGHT_SENTENCES)
def test_every_number_that_is_tied_is_seen_when_it_changes(shipped, sentence, kind):
    """A thousand more of it, and some rule says so."""
    sheet = sheet_of(shipped, table.report(sentence, kind=kind))
    tied = {
        (mention.sentence, start, end)
        for fact in shipped["facts"]
        for mention in mentions_of(sheet, fact["name"])
        if mention.should_be is not None
        for start, end in mention.spans
        if mention.holes.get(mention.spans[start, end]) is not None
    }
    whole = normalise(sentence)
    for told, start, end in tied:
        written = told.text[start:end].replace(",", "")
        if not written.isdecimal():
            continue
        changed = whole[: told.start + start] + str(int(written) + 100_000) + whole[told.start + end :]

        assert of(verdicts(shipped, table.report(changed, kind=kind)), FAIL), changed


@pytest.mark.parametrize(("sentence", "kind", "section"), HELD)
def test_what_is_held(shipped, sentence, kind, section):
    """Nothing is said of it as it stands; three more of any number in braces, and some rule says so."""
    found = verdicts(shipped, table.report(plain(sentence), kind=kind, section=section))

    assert of(found, FAIL, UNKNOWN) == []
    for number in BRACED.finditer(sentence):
        changed = plain(sentence[: number.start()] + raised(number[1]) + sentence[number.end() :])

        assert of(verdicts(shipped, table.report(changed, kind=kind, section=section)), FAIL), changed


@pytest.mark.parametrize(("sentence", "kind", "section"), MORE_TRAPS)
def test_more_traps(shipped, sentence, kind, section):
    """Nothing is made of it."""
    found = verdicts(shipped, table.report(sentence, kind=kind, section=section))

    assert of(found, FAIL, UNKNOWN) == []


@pytest.mark.parametrize(("sentence", "kind", "section"), MORE_WRONG)
def test_more_wrong_sentences(shipped, sentence, kind, section):
    """Some rule says so."""
    assert of(verdicts(shipped, table.report(sentence, kind=kind, section=section)), FAIL)


@pytest.mark.parametrize("sentence", TRAPS)
@pytest.mark.parametrize("section", ["一", "三"])
def test_a_trap(shipped, sentence, section):
    """Nothing is made of it: nothing fails, and nothing could not be decided."""
    found = verdicts(shipped, table.report(sentence, section=section))
    rough = [each for each in of(found, UNKNOWN) if "约" in sentence or "余" in sentence]

    assert of(found, FAIL) == []
    assert of(found, UNKNOWN) == rough


@pytest.mark.parametrize("sentence", [pytest.param(s, id=s) for s in (*table.DENIALS, *table.WRONG)])
def test_a_wrong_sentence(shipped, sentence):
    """It contradicts the tables or itself."""
    assert of(verdicts(shipped, table.report(sentence)), FAIL)


def test_the_table_is_large_enough():
    """Two hundred sentences, half of them traps; and every phrase of the shipped facts is used by one."""
    right, wrong = len(RIGHT_SENTENCES), len(table.DENIALS) + len(table.WRONG)

    assert right + wrong + len(TRAPS) >= 200
    assert len(TRAPS) >= 100


def test_every_phrase_is_used(shipped):
    """No phrase of the shipped facts stands there without a sentence that it was written for."""
    told = [
        *((*p.values, "一") for p in RIGHT_SENTENCES),
        *((s, "department", "一") for s in (*table.DENIALS, *table.WRONG)),
        *(p.values for p in (*HELD, *MORE_WRONG)),
    ]
    used = set()
    for sentence, kind, section in told:
        sheet = sheet_of(shipped, table.report(plain(sentence), kind=kind, section=section))
        for f, fact in enumerate(shipped["facts"]):
            for mention in mentions_of(sheet, fact["name"]):
                used.add((f, mention.phrase))
    unused = [
        f"{fact['name']} {n}: {fact['says'][n][0]}"[:300]
        for f, fact in enumerate(shipped["facts"])
        if fact["sections"] not in (("六",), ("preface",))
        for n, _ in enumerate(fact["says"])
        if (f, n) not in used
    ]

    assert "\n".join(unused) == ""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param(
            "发布信息386条，较上年增加42条，同比增长15.6%。",
            "增减 42 ÷ (本年 386 - 增减 42) = 12.21%",
            id="added",
        ),
        pytest.param(
            "发布信息38条，较上年减少12条，同比下降42%。",
            "增减 12 ÷ (本年 38 + 增减 12) = 24.00%",
            id="taken away",
        ),
        pytest.param(
            "申请量由50件下降到38件，降幅42%。", "-(本年 38 - 上年 50) ÷ 上年 50 = 24.00%", id="turned round"
        ),
    ],
)
def test_nobody_multiplies_by_one(shipped, sentence, told):
    """What a phrase stands for, growth or decline, is told as a sign."""
    made = table.report(sentence)
    sheet = sheet_of(shipped, made)
    findings = Explainer(shipped, sheet, made, "zh").findings(evaluate(shipped, sheet))

    assert [finding.message for finding in findings if told in finding.message]
