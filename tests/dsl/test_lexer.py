"""From characters to tokens."""

from __future__ import annotations

import pytest

from compliance.dsl.lexer import lex
from compliance.dsl.words import BY_SPELLING, TWO_PARTS, WORDS, language_of
from compliance.errors import Position


def tokens(text: str) -> list[tuple[str, str]]:
    """Types and values."""
    lexed = lex("x", text)
    assert lexed.mistakes == []
    return [(token.type, token.value) for token in lexed.tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("对 每列", [("FOR", ""), ("EACH", "column")], id="Chinese words"),
        pytest.param("in each column", [("FOR", ""), ("EACH", "column")], id="English words"),
        pytest.param("not   applicable", [("VERDICT", "not_applicable")], id="two parts, several spaces"),
        pytest.param("is not is", [("IS", "no"), ("IS", "yes")], id="the longer word first"),
        pytest.param("each rows", [("NAME", "each"), ("ROWS", "")], id="two parts end where a word ends"),
        pytest.param("OR In", [("NAME", "OR"), ("NAME", "In")], id="words are lower case"),
        pytest.param(
            "三安全一稳定 d10 _x ê", [("NAME", n) for n in ("三安全一稳定", "d10", "_x", "ê")], id="names"
        ),
        pytest.param("ＡＢ", [("NAME", "AB")], id="names after NFKC"),
        pytest.param(
            "‘本年增/减’ '1-20 days'", [("NAME", "本年增/减"), ("NAME", "1-20 days")], id="quoted names"
        ),
        pytest.param("'it''s'", [("NAME", "it's")], id="a quote inside a quoted name"),
        pytest.param("‘警告’", [("NAME", "警告")], id="a quoted word is a name"),
        pytest.param(
            "years.carry-over us-foia", [("SLUG", "years.carry-over"), ("SLUG", "us-foia")], id="rules"
        ),
        pytest.param("“危及“三安全””", [("STRING", "危及“三安全”")], id="quotes inside quotes"),
        pytest.param('"say ""yes"""', [("STRING", 'say "yes"')], id="a doubled straight quote"),
        pytest.param("＂甲＂", [("STRING", "甲")], id="a full-width straight quote"),
        pytest.param("“甲”“乙”", [("STRING", "甲"), ("STRING", "乙")], id="texts in a row"),
        pytest.param(
            "37 0.03 ３７．５", [("NUMBER", "37"), ("NUMBER", "0.03"), ("NUMBER", "37.5")], id="numbers"
        ),
        pytest.param("300元", [("NUMBER", "300"), ("NAME", "元")], id="a unit written onto its number"),
        pytest.param("20% ９９．５ ％", [("PERCENT", "20"), ("PERCENT", "99.5")], id="percentages"),
        pytest.param("2022-01-31 2022年1月3日", [("DATE", "2022-01-31"), ("DATE", "2022-01-03")], id="dates"),
        pytest.param("２０２２－０１－３１", [("DATE", "2022-01-31")], id="a full-width date"),
        pytest.param("次年1月31日", [("RELATIVE_DATE", "1 1 31")], id="next year"),
        pytest.param(
            "当年12月31日 上年1月1日", [("RELATIVE_DATE", "0 12 31"), ("RELATIVE_DATE", "-1 1 1")], id="years"
        ),
        pytest.param("31 January next year", [("RELATIVE_DATE", "1 1 31")], id="next year in English"),
        pytest.param("2021年 2021", [("YEAR", "2021"), ("NUMBER", "2021")], id="years and numbers"),
        pytest.param(
            "＋－−×÷＝≠！=≥＞＝＜≈～=",
            [
                *(("PLUS", "+"), ("MINUS", "-"), ("MINUS", "-"), ("TIMES", "*"), ("TIMES", "/"), ("EQ", "=")),
                *(("CMP", "!="), ("CMP", "!="), ("CMP", ">="), ("CMP", ">="), ("CMP", "<")),
                *(("APPROX", "~="), ("APPROX", "~=")),
            ],
            id="full-width signs",
        ),
        pytest.param(
            "（甲，乙、丙）【】［］｜",
            [
                *(
                    ("LPAR", "("),
                    ("NAME", "甲"),
                    ("COMMA", ","),
                    ("NAME", "乙"),
                    ("COMMA", ","),
                    ("NAME", "丙"),
                ),
                *(("RPAR", ")"), ("LSQB", "["), ("RSQB", "]"), ("LSQB", "["), ("RSQB", "]"), ("VBAR", "|")),
            ],
            id="brackets, commas inside them",
        ),
        pytest.param(
            "甲，乙、丙。丁；戊：己.",
            [("NAME", n) for n in "甲乙丙丁戊己"],
            id="punctuation outside brackets",
        ),
        pytest.param("甲 # 乙\n丙 ＃ 丁", [("NAME", "甲"), ("NAME", "丙")], id="comments"),
    ],
)
def test_tokens(text, expected):
    """What is written, and what it is."""
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "key", "column"),
    [
        pytest.param("理由 “甲", "text-not-closed", 4, id="no closing quote"),
        pytest.param('理由 “甲"', "quotes-unlike", 4, id="another closing quote"),
        pytest.param('理由 "甲”', "quotes-unlike", 4, id="another opening quote"),
        pytest.param("理由 ”甲”", "quote-backwards", 4, id="a closing quote first"),
        pytest.param("理由 「甲」", "corner-quotes", 4, id="quotes of another place"),
        pytest.param("行 ‘甲", "name-not-closed", 3, id="no closing quote of a name"),
        pytest.param("行 ' '", "empty-name", 3, id="nothing in the quotes"),
        pytest.param("1,037", "thousands", 1, id="a comma in a number"),
        pytest.param("1，037，000.5", "thousands", 1, id="two full-width commas"),
        pytest.param("2021-02-29", "no-such-day", 1, id="no leap year"),
        pytest.param("次年2月29日", "no-such-day", 1, id="not in every year"),
        pytest.param("2021年13月1日", "no-such-day", 1, id="no such month"),
        pytest.param("（甲", "bracket-not-closed", 1, id="an open bracket"),
        pytest.param("【甲 检查", "bracket-not-closed", 1, id="closed by the next clause"),
        pytest.param("甲）", "bracket-not-opened", 2, id="a closing bracket"),
        pytest.param("（甲]", "bracket-unlike", 3, id="two kinds of bracket"),
        pytest.param("（甲；乙）", "only-commas", 3, id="a semicolon in brackets"),
        pytest.param("甲 => 乙", "greater-or-equal", 3, id="=>"),
        pytest.param("甲 =< 乙", "less-or-equal", 3, id="=<"),
        pytest.param("甲 <> 乙", "not-equal", 3, id="<>"),
        pytest.param("甲 ＝＝ 乙", "one-equals", 3, id="full-width =="),
        pytest.param("甲 // 乙", "no-whole-division", 3, id="//"),
        pytest.param("甲 ** 2", "no-power", 3, id="**"),
        pytest.param("甲 && 乙", "say-and", 3, id="&&"),
        pytest.param("!甲", "say-not", 1, id="!"),
        pytest.param("甲 〉 乙", "title-mark", 3, id="a title mark"),
        pytest.param("{", "no-braces", 1, id="a brace"),
        pytest.param("甲 – 乙", "dash", 3, id="a dash"),
        pytest.param("甲……", "dots-in-text", 2, id="dots"),
        pytest.param("甲 $ 乙", "unknown-sign", 3, id="an unknown sign"),
    ],
)
def test_mistakes(text, key, column):
    """What no token can be made of is told at its place."""
    first = lex("x", text).mistakes[0]

    assert (first.message.key, first.at) == (f"language.{key}", Position("x", 1, column))


def test_text_over_two_lines_is_one_mistake():
    """The closing quote on the next line is not told as a second one, and what follows it is read."""
    lexed = lex("x", "理由 “甲\n  乙” 检查 丙")

    assert [m.message.key for m in lexed.mistakes] == ["language.text-not-closed"]
    assert [token.type for token in lexed.tokens] == ["BECAUSE", "STRING", "CHECK", "NAME"]
    assert lexed.tokens[-1].at == Position("x", 2, 9)


def test_lost_quote_does_not_swallow_the_next_text():
    """A quote that opens before one closes belongs to another text."""
    lexed = lex("x", "理由 “甲\n依据 乙 “丙”")

    assert [token.type for token in lexed.tokens] == ["BECAUSE", "STRING", "CITES", "NAME", "STRING"]


def test_position_inside_a_line():
    """A piece of a line keeps the places of the line."""
    lexed = lex("x", "甲 + 乙", Position("x", 7, 11))

    assert [token.at for token in lexed.tokens] == [Position("x", 7, column) for column in (11, 13, 15)]


def test_no_word_stands_twice():
    """A word means the same everywhere, in both languages."""
    spellings = [spelling for word in WORDS for spelling in (word.zh, word.en)]

    assert len(spellings) == len(set(spellings)) == len(BY_SPELLING)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.token} {word.value}".strip())
def test_every_word_is_its_token(word):
    """The lexer finds each word of the table in each language, alone and beside a sign."""
    for spelling in (word.zh, word.en):
        assert tokens(f"{spelling}=")[0] == (word.token, word.value)


def test_words_of_two_parts():
    """They are the English ones with a space."""
    assert all(word.count(" ") == 1 and word.isascii() for word in TWO_PARTS)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        pytest.param("检查 甲 = 乙", "zh", id="Chinese"),
        pytest.param("check received = processed", "en", id="English"),
        pytest.param("check 甲 = 乙", "en", id="Chinese names only"),
    ],
)
def test_language_of_a_text(text, lang):
    """It is that of its words, not of its names."""
    assert language_of(text) == lang
