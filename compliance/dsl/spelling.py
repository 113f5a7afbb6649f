"""Tokens on one line, as they are printed: their words in one language, and the spaces that belong between them."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.dsl.lexer import MONTHS
from compliance.dsl.token import Token
from compliance.dsl.words import BY_TOKEN

_SIGNS = {
    "EQ": "=",
    "APPROX": "≈",
    "PLUS": "+",
    "MINUS": "-",
    "LPAR": "(",
    "RPAR": ")",
    "LSQB": "[",
    "RSQB": "]",
}
_SIGNS_BY_VALUE = {"!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "*": "×", "/": "÷"}

_OPERANDS = {
    "NAME",
    "NUMBER",
    "PERCENT",
    "DATE",
    "RELATIVE_DATE",
    "YEAR",
    "STRING",
    "RPAR",
    "RSQB",
    "THIS_CELL",
    "THIS_SECTION",
    "SHOULD_BE",
}
"""What a minus sign can be subtracted from."""

_MONTH_NAMES = {number: name for name, number in MONTHS.items()}


class Spelling:
    """How the tokens of one item are written.

    :param words: ``zh`` or ``en``: which of its spellings a word of the language gets; None leaves each as it is.
    :param lang: The language of the item at hand, for signs that differ.
    :param in_form: The item declares a table: there, a unit stands in brackets.
    """

    def __init__(self, words: str | None, lang: str = "zh", *, in_form: bool = False) -> None:
        self.words = words
        self.lang = lang
        self.in_form = in_form

    def comma(self) -> str:
        """What separates the entries of a list."""
        return ", " if self.lang == "en" else "，"

    def text(self, tokens: Sequence[Token], *, sign: bool = False) -> str:
        """Tokens on one line, with the spaces that belong between them. *sign*: every minus is one, as in examples."""
        out = ""
        for place, token in enumerate(tokens):
            signed = sign and place and tokens[place - 1].type == "MINUS"
            if place and not signed and not self.touches(tokens, place):
                out += " "
            out += self.word(token)
        return out

    def touches(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether no space stands before the token at *place*."""
        before, token = tokens[place - 1].type, tokens[place].type
        if before in ("LPAR", "LSQB") or token in ("RPAR", "RSQB", "COMMA"):
            return True
        if before == "MINUS":
            return place < 2 or tokens[place - 2].type not in _OPERANDS  # a sign, not a subtraction
        if before == "NAME" and token in ("LPAR", "LSQB"):
            return not (self.in_form and self.lang == "en")
        return False

    def word(self, token: Token) -> str:
        """One token as it is printed."""
        word = BY_TOKEN.get((token.type, token.value))
        if word is not None:
            return word.spelled(self.words) if self.words else " ".join(token.text.split())
        match token.type:
            case "CMP" | "TIMES":
                return _SIGNS_BY_VALUE[token.value]
            case "COMMA":
                return ","
            case "LPAR" | "RPAR" if self.in_form and self.lang == "zh":
                return "（" if token.type == "LPAR" else "）"
            case "NUMBER":
                return token.value
            case "PERCENT":
                return f"{token.value}%"
            case "RELATIVE_DATE":
                return self.relative(token.value)
            case "NAME" if token.text[0] not in "‘'＇":
                return token.value
        return _SIGNS.get(token.type, token.text)

    def relative(self, value: str) -> str:
        """``次年1月31日``, ``31 January next year``."""
        offset, month, day = map(int, value.split())
        if self.lang == "en":
            return f"{day} {_MONTH_NAMES[month]} {('last', 'this', 'next')[offset + 1]} year"
        return f"{('上年', '当年', '次年')[offset + 1]}{month}月{day}日"
