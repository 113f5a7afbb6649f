"""The words of the rule language in Chinese and English, out of ``grammar/words.txt``.

A word is a *token* of the grammar and, where several words are one token, a *value*: 每列 and ``each column`` are
``EACH`` with the value ``column``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from compliance.resources import read

LANGUAGES = ("zh", "en")


class Word(NamedTuple):
    """One line of the table."""

    token: str
    value: str
    zh: str
    en: str

    def spelled(self, lang: str) -> str:
        """As it is written in *lang* (``zh`` or ``en``)."""
        return self.zh if lang == "zh" else self.en


def _table() -> tuple[Word, ...]:
    words = []
    for line in read("grammar/words.txt").decode("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, zh, en = re.split(r" {2,}", line.rstrip())
            token, _, value = kind.partition(".")
            words.append(Word(token, value, zh, en))
    return tuple(words)


WORDS = _table()
"""All of them, in the order of the table."""

BY_SPELLING = {spelling: word for word in WORDS for spelling in (word.zh, word.en)}
"""Both spellings of each word."""

BY_TOKEN = {(word.token, word.value): word for word in WORDS}

TWO_PARTS = tuple(word.en for word in WORDS if " " in word.en)
"""The English words that are two: ``each row``."""


ITEM_WORDS = frozenset(
    {
        "RULE_SET",
        "USE",
        "LAW",
        "UNIT",
        "CONTENTS",
        "TABLE",
        "SETTING",
        "SET",
        "WORD_GROUP",
        "FACT",
        "RULE",
        "ADJUST",
        "SUSPEND",
    }
)
"""The words that begin an item of a file. They stand nowhere else."""

CLAUSE_WORDS = frozenset(
    {
        "CITES",
        "BECAUSE",
        "LIMITS",
        "FROM",
        "TO",
        "FOR",
        "WHEN",
        "CHECK",
        "BLANK",
        "MESSAGE",
        "EXAMPLES",
    }
)
"""The words that begin a clause of a rule."""

PART_WORDS = (CLAUSE_WORDS - {"FROM", "TO", "BLANK"}) | {
    "SAYS",
    "HAVING_SAID",
    "UNLESS",
    "ROWS",
    "COLUMNS",
    "OPEN_ROWS",
    "GROUP",
    "BLOCK",
}
"""The words that begin a part of an item wherever they stand: what is wrong in one part is not wrong in the next."""


def language_of(text: str) -> str:
    """The language that the words of *text* are (mostly) written in: ``en`` where no Chinese word is found in it."""
    return (
        "zh" if any(word in BY_SPELLING and not word.isascii() for word in re.findall(r"\w+", text)) else "en"
    )
