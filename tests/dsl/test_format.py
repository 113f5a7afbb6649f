"""One way to write a rule file."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.dsl.format import canonical, format_rules
from compliance.dsl.lexer import lex
from compliance.dsl.parser import parse
from compliance.dsl.words import WORDS
from compliance.errors import RuleErrors
from compliance.resources import listing, read

UNTIDY = Path(__file__).with_name("untidy.rules")
SHIPPED = [
    f"rules/cn-disclosure/{name}" for name in listing("rules/cn-disclosure") if name.endswith(".rules")
]


def formatted(text: str, words: str | None = None) -> str:
    """The text as it should be written."""
    return format_rules("x.rules", text.encode(), words)


def meaning(text: str) -> object:
    """What the text says."""
    made, errors, _ = parse("x.rules", text.encode())
    assert errors == []
    assert made is not None
    return canonical(made)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param(None, "as-written", id="words as they are"),
        pytest.param("zh", "chinese", id="Chinese words"),
        pytest.param("en", "english", id="English words"),
    ],
)
def test_untidy_file(words, name, golden):
    """Order, columns, signs, line breaks, remarks: the whole as a person reads it."""
    golden(f"dsl/format/{name}.rules", format_rules("untidy.rules", UNTIDY.read_bytes(), words))


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("words", [None, "zh", "en"])
def test_shipped_rules(name, words):
    """Formatting keeps what the shipped rules say and their remarks, and doing it twice changes nothing more."""
    text = read(name).decode()
    once = formatted(text, words)

    assert meaning(once) == meaning(text)
    assert formatted(once, words) == once
    assert [c.text.split() for c in lex("x", once).comments] == [
        c.text.split() for c in lex("x", text).comments
    ]


def test_words_there_and_back():
    """Words in English and back in Chinese: the same file, because only the words were changed."""
    text = formatted(UNTIDY.read_text(encoding="utf-8"), "zh")

    assert formatted(formatted(text, "en"), "zh") == text


def test_words_are_of_one_language():
    """No word of the other language is left."""
    tokens = lex("x", formatted(UNTIDY.read_text(encoding="utf-8"), "en")).tokens
    english = {word.en for word in WORDS}

    assert {
        token.text for token in tokens if (token.type, token.value) in {(w.token, w.value) for w in WORDS}
    } <= english


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("# 甲\n\n\n\n# 乙\n", "# 甲\n\n# 乙\n", id="remarks only"),
        pytest.param("单位 甲 # 乙\n\n# 丙", "单位 甲  # 乙\n\n# 丙\n", id="remarks at the end"),
        pytest.param("单位 甲\n\n\n单位 乙", "单位 甲\n\n单位 乙\n", id="one blank line is enough"),
        pytest.param("单位 甲 单位 乙", "单位 甲\n单位 乙\n", id="an item a line"),
        pytest.param(
            "停用 a.b，依据 甲。停用 a.c，依据 乙",
            "停用 a.b\n  依据 甲\n停用 a.c\n  依据 乙\n",
            id="punctuation",
        ),
        pytest.param(
            "单位 甲 # 一\n亦作 # 二\n“乙”", "单位 甲 亦作 “乙”  # 一  # 二\n", id="remarks inside a line"
        ),
        pytest.param("表 甲（件）行 乙", "表 甲（件）\n  行 乙\n", id="a Chinese unit"),
        pytest.param("table a(b)rows c", "table a (b)\n  rows c\n", id="an English unit"),
        pytest.param("设定 甲 “乙” 1 元 “丙” “丁”", "设定 甲\n  “乙” 1 元\n  “丙” “丁”\n", id="cases"),
        pytest.param("设定 甲 “乙” 1", "设定 甲 “乙” 1\n", id="one case"),
        pytest.param("参数 甲 “乙” ３７．５", "参数 甲 “乙” 37.5\n", id="full-width digits"),
        pytest.param("停用 a.b 自 2021 至 2023", "停用 a.b\n  自 2021 至 2023\n", id="years on one line"),
        pytest.param("停用 a.b 至 2023 当 -甲>-1", "停用 a.b\n  至 2023\n  当 -甲 > -1\n", id="signs"),
        pytest.param("停用 a.b 当 (甲-1)*2~=乙/3", "停用 a.b\n  当 (甲 - 1) × 2 ≈ 乙 ÷ 3\n", id="operators"),
        pytest.param(
            "停用 a.b 当 甲 为 空白 空白 作 0", "停用 a.b\n  当 甲 为 空白\n  空白 作 0\n", id="blank twice"
        ),
        pytest.param(
            "停用 a.b 当 和(甲 至 乙)>1 至 2020",
            "停用 a.b\n  至 2020\n  当 和(甲 至 乙) > 1\n",
            id="to twice",
        ),
        pytest.param("停用 a.b 当 甲【乙，丙】=1", "停用 a.b\n  当 甲[乙, 丙] = 1\n", id="address"),
    ],
)
def test_small_things(text, expected):
    """One rule of writing each."""
    assert formatted(text) == expected


def test_what_cannot_be_parsed_is_not_formatted():
    """Mistakes are told instead."""
    with pytest.raises(RuleErrors) as raised:
        formatted("单位 =")

    assert [error.message.key for error in raised.value.errors] == ["language.unexpected"]


def test_gb18030():
    """A file in the old encoding is formatted too; what is returned is text."""
    assert format_rules("x.rules", "单位  甲".encode("gb18030")) == "单位 甲\n"


# ── any file ──────────────────────────────────────────────────────────────────

TOKENS = [token.text for token in lex("x", UNTIDY.read_text(encoding="utf-8")).tokens]
SPACES = [*[" "] * 9, "  ", "\n", "\n\n", "\t", "\u3000", " # 注\n", "\n# 记\n", "\n\n# 录\n\n"]


@given(st.integers(min_value=0, max_value=1 << 32))
@settings(max_examples=60)
def test_any_layout(seed):
    """However it is laid out and remarked on: the same meaning, all remarks, and nothing left to do a second time."""
    random = Random(seed)
    text = "".join(random.choice(SPACES) + token for token in TOKENS)
    once = formatted(text)

    assert meaning(once) == meaning(text)
    assert formatted(once) == once
    remarks = "".join(comment.text for comment in lex("x", once).comments)
    assert [remarks.count(remark) for remark in "注记录"] == [
        text.count(f"# {remark}") for remark in "注记录"
    ]
