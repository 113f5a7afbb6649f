"""What is said about a rule file that cannot be parsed: from the state of the parser to a sentence for a clerk.

The parser says which tokens were possible at the place where it had to stop. A handful of questions to that, to the
token that came instead and to the one before it is enough to tell what was probably meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from compliance.dsl.nearest import nearest
from compliance.dsl.token import Token
from compliance.dsl.words import BY_SPELLING, BY_TOKEN, CLAUSE_WORDS, ITEM_WORDS, PART_WORDS, WORDS, Word
from compliance.errors import Position
from compliance.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet


MAX_MISTAKES = 100
"""More of one file are not told: it is no rule file, and nobody would read on."""


class Mistake(Exception):
    """One mistake in the writing of a rule file: where, and the sentence."""

    def __init__(self, at: Position, key: str, /, **values: object) -> None:
        super().__init__(at, key, values)
        self.at = at
        self.message = Message(key, **values)

    def __str__(self) -> str:
        return f"{self.at}: {self.message.text('zh')}"


class Stop(NamedTuple):
    """Where the parser had to stop.

    ``tokens`` are those of the item, ``place`` is the index of the one that did not fit (their number, if the item
    ended too early), ``possible`` the types that would have fitted; ``fits`` tells whether a row of tokens would have,
    ``at`` what would have been possible at another place.
    """

    tokens: Sequence[Token]
    place: int
    possible: AbstractSet[str]
    fits: Callable[[Sequence[Token]], bool]
    at: Callable[[int], Stop]

    @property
    def found(self) -> Token | None:
        """The token that did not fit."""
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    @property
    def before(self) -> Token:
        """The last token that fitted."""
        return self.tokens[self.place - 1]

    @property
    def words(self) -> list[Word]:
        """The words of the language that would have fitted; at the end of an item also those that begin the next."""
        possible = self.possible | ITEM_WORDS if "$END" in self.possible else self.possible
        return [word for word in WORDS if word.token in possible]


# What people write for a sign or a word of the language: the tokens that it stands for, and how that is written.
_INSTEAD = {
    name: (token, zh, en)
    for names, token, zh, en in (
        ("等于 equals", "EQ", "=", "="),
        ("不等于", "CMP", "≠", "!="),
        ("大于 大于等于 不小于 不少于 至少 不低于", "CMP", "> 或者 ≥", "> or >="),
        ("小于 小于等于 不大于 不多于 不超过 至多 不高于", "CMP", "< 或者 ≤", "< or <="),
        ("greater less more", "CMP", "< ≤ > ≥", "< <= > >="),
        ("约等于 大约", "APPROX", "≈", "~="),
        ("加 加上 plus", "PLUS", "+", "+"),
        ("减 减去 minus", "MINUS", "-", "-"),
        ("乘 乘以 times", "TIMES", "×", "*"),
        ("除以 divided", "TIMES", "÷", "/"),
        ("并且 而且 同时 和 与 以及 及", "AND", "且", "and"),
        ("或者", "OR", "或", "or"),
        ("不 不是 没有", "NOT", "非", "not"),
        ("是", "IS", "为", "is"),
        ("包含 含有 包括 contains mention", "MENTIONS", "提到", "mentions"),
        ("空 空的 为空 empty null", "BLANK", "空白", "blank"),
    )
    for name in names.split()
}
_IF = ("如果", "若", "假如", "当且仅当", "只要", "if")
_THEN = ("那么", "则", "就", "时", "的时候", "then")

_OPERATORS = {"EQ", "CMP", "PLUS", "MINUS", "TIMES"}
_LONGEST = 16  # of what is quoted in a sentence


def explain(stop: Stop) -> Mistake:
    """The mistake that made the parser stop."""
    found = stop.found
    if found is None:
        return _too_short(stop)
    for question in _QUESTIONS:
        mistake = question(stop, found)
        if mistake is not None:
            return mistake
    if found.type in ITEM_WORDS | PART_WORDS:
        return _too_short(stop)
    return Mistake(
        found.at,
        "language.unexpected",
        found=quoted(found.text),
        expected=expected(stop),
        after=quoted(stop.before.text),
    )


def misspelt_item(stop: Stop) -> Word | None:
    """The word that begins an item, if what stopped the parser is one that was written wrongly."""
    found = stop.found
    if found is None or found.type != "NAME" or "$END" not in stop.possible:
        return None
    near = nearest(found.value, _spellings(stop.words, found))
    word = BY_SPELLING[near] if near else None
    return word if word and word.token in ITEM_WORDS else None


# ── the questions, in the order in which they are asked ───────────────────────


def _mixed_and_or(stop: Stop, found: Token) -> Mistake | None:
    other = {"AND": "OR", "OR": "AND"}.get(found.type)
    return Mistake(found.at, "language.and-or") if other in stop.possible else None


def _blank_compared(stop: Stop, found: Token) -> Mistake | None:
    if found.type in ("BLANK", "ABSENT", "STATE", "WHOLE") and stop.before.type in ("EQ", "CMP"):
        is_, is_not = (
            BY_TOKEN["IS", value].spelled("en" if found.text.isascii() else "zh") for value in ("yes", "no")
        )
        return Mistake(
            stop.before.at,
            "language.blank-compared",
            state=found.text,
            sign=stop.before.text,
            is_=f"{is_} {found.text}",
            is_not=f"{is_not} {found.text}",
        )
    return None


def _rule_name(stop: Stop, found: Token) -> Mistake | None:
    if (
        "SLUG" in stop.possible
        and "NAME" not in stop.possible
        and stop.before.type in ("RULE", "ADJUST", "SUSPEND")
    ):
        return Mistake(found.at, "language.rule-name")
    return None


def _hyphen(stop: Stop, found: Token) -> Mistake | None:
    if found.type != "SLUG" or not stop.possible & {"NAME", "EQ", "PLUS"}:
        return None
    if "-" in found.text:
        return Mistake(found.at, "language.hyphen", name=found.text)
    return Mistake(found.at, "language.point-in-name", name=found.text)


def _word_as_name(stop: Stop, found: Token) -> Mistake | None:
    if found.text not in BY_SPELLING or "NAME" not in stop.possible:
        return None
    if found.type in ITEM_WORDS | PART_WORDS and found.at.line > stop.before.at.line:
        return None  # the next clause, and the one before it broke off
    name = Token("NAME", found.value, found.text, found.at)
    following = stop.tokens[stop.place + 1 : stop.place + 2] or [Token("$END", "", "", found.at)]
    if stop.fits([name, *following]):
        return Mistake(
            found.at, "language.word-as-name", word=found.text, zh=f"‘{found.text}’", en=f"'{found.text}'"
        )
    return None


def _example_row(stop: Stop, found: Token) -> Mistake | None:
    if not any(token.type == "EXAMPLES" for token in stop.tokens[: stop.place]):
        return None
    if found.type != "VBAR" and stop.possible == {"VBAR"} and stop.before.type in ("EXAMPLES", "VERDICT"):
        return Mistake(found.at, "language.example-bar")
    if "VBAR" in stop.possible and (found.type == "VERDICT" or found.type in CLAUSE_WORDS):
        return Mistake(after(stop.before), "language.example-end")
    if "VERDICT" in stop.possible and found.type == "VBAR":
        return Mistake(found.at, "language.example-verdict")
    if "VBAR" in stop.possible and found.type != "VBAR":
        return Mistake(found.at, "language.example-text", text=found.text)
    return None


def _unquoted(stop: Stop, found: Token) -> Mistake | None:
    if (
        found.type not in ("NAME", "SLUG")
        or "STRING" not in stop.possible
        or stop.possible & {"NAME", "NUMBER"}
    ):
        return None
    if _near_word(stop, found) or _glued(stop, found):
        return None
    return Mistake(found.at, "language.unquoted", text=found.text, after=quoted(stop.before.text))


def _if_then(stop: Stop, found: Token) -> Mistake | None:
    if found.type == "NAME" and found.value in _IF + _THEN:
        return Mistake(found.at, "language.if-then", word=found.text)
    return None


def _glued(stop: Stop, found: Token) -> Mistake | None:
    """A word with the next one written onto it: 检查本年新收."""
    if found.type != "NAME" or found.text[0] in "'‘":
        return None
    glued = [word for word in stop.words if found.value.startswith(word.zh) and found.value != word.zh]
    if not glued:
        return None
    word = max(glued, key=lambda word: len(word.zh))
    if len(word.zh) == 1 and _near_word(stop, found):
        return None
    return Mistake(
        found.at, "language.glued", name=found.text, word=word.zh, rest=found.value[len(word.zh) :]
    )


def _other_word(stop: Stop, found: Token) -> Mistake | None:
    if found.type == "NAME" and found.value in _INSTEAD:
        token, zh, en = _INSTEAD[found.value]
        if token in stop.possible:
            return Mistake(found.at, "language.other-word", word=found.text, zh=zh, en=en)
    return None


def _near_word(stop: Stop, found: Token) -> Mistake | None:
    if found.type != "NAME":
        return None
    near = nearest(found.value, _spellings(stop.words, found))
    return Mistake(found.at, "language.near-word", name=found.text, near=near) if near else None


def _word_as_unit(stop: Stop, found: Token) -> Mistake | None:
    """The trap of ``甲 = 1 并且 乙 = 2``: a name behind a number is its unit, so the parser stops one name too late."""
    if stop.place < 2 or stop.before.type != "NAME" or stop.tokens[stop.place - 2].type != "NUMBER":
        return None
    earlier = stop.at(stop.place - 1)
    answers = (question(earlier, stop.before) for question in (_if_then, _glued, _other_word, _near_word))
    return next((mistake for mistake in answers if mistake), None)


def _is_not(stop: Stop, found: Token) -> Mistake | None:
    if found.type == "NOT" and "IS" in stop.possible:
        is_not = BY_TOKEN["IS", "no"]
        return Mistake(found.at, "language.other-word", word=found.text, zh=is_not.zh, en=is_not.en)
    return None


def _address(stop: Stop, found: Token) -> Mistake | None:
    if {found.type, *(stop.possible & {"COMMA", "RSQB"})} == {"COMMA", "RSQB"}:
        return Mistake(found.at, "language.address")
    return None


def _choices(stop: Stop, found: Token) -> Mistake | None:
    if found.type == "STRING" and stop.before.type == "ONE_OF":
        return Mistake(found.at, "language.choices", text=found.text)
    return None


def _two_names(stop: Stop, found: Token) -> Mistake | None:
    before = stop.before
    if found.type not in ("NAME", "THIS_CELL") or before.type != "NAME" or not stop.possible & _OPERATORS:
        return None
    places = [word for word in WORDS if word.token in ("REPORT", "SECTION")]
    near = nearest(before.value, _spellings(places, before)) or next(
        (word.zh for word in places if word.zh.startswith(before.value)), None
    )
    if near:
        return Mistake(before.at, "language.two-names-near", first=before.text, second=found.text, near=near)
    return Mistake(found.at, "language.two-names", first=before.text, second=found.text)


_QUESTIONS = (
    _mixed_and_or,
    _blank_compared,
    _rule_name,
    _example_row,
    _hyphen,
    _word_as_name,
    _if_then,
    _unquoted,
    _glued,
    _other_word,
    _near_word,
    _word_as_unit,
    _is_not,
    _address,
    _choices,
    _two_names,
)


def _too_short(stop: Stop) -> Mistake:
    """The item or the part ended before it was complete: ``检查 甲 +`` and then the next clause."""
    before = stop.before
    if "VBAR" in stop.possible:
        return Mistake(after(before), "language.example-end")
    if {"NAME", "NUMBER", "LPAR"} <= stop.possible:
        return Mistake(after(before), "language.unfinished", after=quoted(before.text))
    return Mistake(after(before), "language.too-short", after=quoted(before.text), expected=expected(stop))


# ── the parts of a sentence ───────────────────────────────────────────────────

# What the sentence names where these tokens were possible, and which others it covers by that; the first has the say.
_EXPECTED: tuple[tuple[str, set[str], set[str]], ...] = (
    ("language.a-value", {"NAME", "NUMBER", "LPAR"}, {"STRING", "DATE", "YEAR"}),
    ("language.a-clause", {"CITES", "CHECK", "EXAMPLES"}, set(CLAUSE_WORDS)),
    ("language.a-comparison", {"EQ", "CMP", "APPROX"}, set()),
    ("language.a-name", {"NAME"}, {"SLUG"}),
    ("language.a-rule-name", {"SLUG"}, set()),
    ("language.a-text", {"STRING"}, set()),
    ("language.a-severity", {"SEVERITY"}, set()),
    ("language.a-quantifier", {"EACH"}, set()),
    ("language.a-state", {"BLANK", "STATE"}, {"ABSENT", "WHOLE"}),
    ("language.a-verdict", {"VERDICT"}, set()),
    ("language.a-number", {"NUMBER"}, set()),
    ("language.a-date", {"DATE"}, {"YEAR"}),
    ("language.a-bar", {"VBAR"}, set()),
    ("language.a-bracket", {"RPAR"}, {"RSQB"}),
    ("language.a-bracket", {"RSQB"}, set()),
    ("language.a-comma", {"COMMA"}, set()),
)
_MOST = 3  # more kinds of thing would be a list, not help


def expected(stop: Stop) -> Message:
    """What would have fitted, in words: ``a name or a text``."""
    possible = set(stop.possible)
    told: list[Message] = []
    for key, kinds, covered in _EXPECTED:
        if kinds <= possible:
            told.append(Message(key))
            possible -= kinds | covered
    if not told:
        told = [
            Message("language.a-word", zh=word.zh, en=word.en) for word in WORDS if word.token in possible
        ]
    if "$END" in stop.possible and len(told) < _MOST:
        told.append(Message("language.an-item"))
    whole, *others = told[:_MOST] or [Message("language.something-else")]
    for other in others:
        whole = Message("language.or", first=whole, second=other)
    return whole


def quoted(text: str) -> str:
    """What was written, in quotes and short enough for a sentence."""
    inside, opened, closed = (text[1:-1], text[0], text[-1]) if text[0] in "“\"‘'" else (text, "“", "”")
    return f"{opened}{inside if len(inside) <= _LONGEST else inside[: _LONGEST - 1] + '…'}{closed}"


def after(token: Token) -> Position:
    """The place behind a token."""
    at = token.at
    return Position(at.file, at.line, at.column + len(token.text))


def _spellings(words: Iterable[Word], like: Token) -> list[str]:
    """The spellings of words in the language of what was written."""
    return [word.en if like.value.isascii() else word.zh for word in words]
