"""From the text of a rule file to tokens: words, names, texts, numbers, dates, signs.

A word means the same everywhere: a name is matched first and then looked up in the table of words. Full-width signs
are the plain ones. Outside brackets ``， 、 。 ； ：`` and their plain twins are dropped, so that a rule may be
punctuated like prose; inside brackets the comma separates. Line ends and indentation mean nothing, but no token goes
past the end of its line.

A mistake does not stop the lexer: it is written down, something sensible stands in its place, and the next is found.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from compliance.dsl.mistakes import MAX_MISTAKES, Mistake
from compliance.dsl.token import Token
from compliance.dsl.words import BY_SPELLING, ITEM_WORDS, PART_WORDS, TWO_PARTS
from compliance.errors import Position


class Lexed(NamedTuple):
    """What the lexer made of a text."""

    tokens: list[Token]
    comments: list[Token]
    mistakes: list[Mistake]


MONTHS = {
    "January": 1,
    "February": 2,
    "March": 3,
    "April": 4,
    "May": 5,
    "June": 6,
    "July": 7,
    "August": 8,
    "September": 9,
    "October": 10,
    "November": 11,
    "December": 12,
}
YEARS = {"上年": -1, "当年": 0, "次年": 1, "last": -1, "this": 0, "next": 1}

SIGNS = {
    "=": ("EQ", "="),
    "≠": ("CMP", "!="),
    "!=": ("CMP", "!="),
    "<": ("CMP", "<"),
    ">": ("CMP", ">"),
    "≤": ("CMP", "<="),
    "≦": ("CMP", "<="),
    "<=": ("CMP", "<="),
    "≥": ("CMP", ">="),
    "≧": ("CMP", ">="),
    ">=": ("CMP", ">="),
    "≈": ("APPROX", "~="),
    "~=": ("APPROX", "~="),
    "+": ("PLUS", "+"),
    "-": ("MINUS", "-"),
    "−": ("MINUS", "-"),
    "×": ("TIMES", "*"),
    "*": ("TIMES", "*"),
    "÷": ("TIMES", "/"),
    "/": ("TIMES", "/"),
    "(": ("LPAR", "("),
    ")": ("RPAR", ")"),
    "[": ("LSQB", "["),
    "]": ("RSQB", "]"),
    "【": ("LSQB", "["),
    "】": ("RSQB", "]"),
    "|": ("VBAR", "|"),
}
"""Each sign, after NFKC, and the token that it is."""

_NUMBER = r"[0-9０-９]+(?:[.．][0-9０-９]+)?"
_DAY = r"[0-9０-９]{1,2}"
_TWO_PARTS = "|".join(TWO_PARTS).replace(" ", r"\s+")

_PIECE = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<comment>[#＃].*)
    | (?P<date>[0-9０-９]{{4}}(?:[-－−]{_DAY}[-－−]{_DAY}|\s?年\s?{_DAY}\s?月\s?{_DAY}\s?日)(?![\w]))
    | (?P<relative>(?:上年|当年|次年){_DAY}月{_DAY}日(?!\w)
        |{_DAY}\s+(?:{"|".join(MONTHS)})\s+(?:last|this|next)\s+year(?!\w))
    | (?P<slug>[a-z][a-z0-9_]*(?:[.-][a-z0-9_]+)+(?!\w))
    | (?P<year>[0-9０-９]{{4}}\s?年(?!\w))
    | (?P<thousands>[0-9０-９]{{1,3}}(?:\s?[,，]\s?[0-9０-９]{{3}})+(?:[.．][0-9０-９]+)?(?![0-9０-９]))
    | (?P<percent>{_NUMBER}\s?[%％])
    | (?P<number>{_NUMBER})
    | (?P<two>(?:{_TWO_PARTS})(?!\w))
    | (?P<name>[^\W\d]\w*)
    | (?P<text>“(?:[^“”]|“[^“”]*”)*”|"(?:[^"]|"")*"|＂[^＂]*＂)
    | (?P<quoted>‘[^‘’]+’|'(?:[^']|'')+'|＇[^＇]+＇)
    | (?P<ignored>[，、。；：,;:.．])
    | (?P<sign>[!！]?[=＝][=＝<＜>＞]*|[<＜][=＝>＞]?|[>＞][=＝]?|[~～][=＝]|[/／]{{2}}|[&＆]{{1,2}}|[*＊]{{2}}|.)
    """,
    re.VERBOSE,
)

OUTSIDE = ITEM_WORDS | PART_WORDS
"""What never stands in brackets: where one of these comes, every bracket should have been closed."""
_PARTNERS = {"RPAR": "LPAR", "RSQB": "LSQB"}


def lex(name: str, text: str, first: Position | None = None) -> Lexed:
    """The tokens of *text*; *first* is where it begins, if it is a piece of a line of the file *name*."""
    lexer = _Lexer(name)
    if first is not None:
        lexer.line(text, first.line, first.column)
    else:
        lexer.lines(text.split("\n"))
    lexer.close_brackets()
    return lexer.lexed


def _end_of_text(lines: list[str], number: int) -> tuple[int, int]:
    """Where the text ends that was opened on line *number*: its line and the column behind it; (0, 0) if nowhere near.

    Without this the closing quote would be told as a second mistake.
    """
    for further, line in enumerate(lines[number : number + _MOST_LINES], number + 1):
        quote = re.search('[“”"]', line)
        if quote:
            return (further, quote.end()) if quote.group() == "”" else (0, 0)
    return 0, 0


_MOST_LINES = 5  # a text that was written over more lines than this has lost its end


class _Lexer:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lexed = Lexed([], [], [])
        self.open: list[Token] = []

    def lines(self, lines: list[str]) -> None:
        """Read a whole file."""
        skip = (0, 0)  # the line and column up to which a text goes that should have ended on its own line
        for number, line in enumerate(lines, 1):
            if number < skip[0]:
                continue
            if self.full:
                return
            column = skip[1] if number == skip[0] else 0
            before = len(self.lexed.mistakes)
            self.line(line[column:], number, column + 1)
            if any(m.message.key == "language.text-not-closed" for m in self.lexed.mistakes[before:]):
                skip = _end_of_text(lines, number)

    def line(self, line: str, number: int, column: int) -> None:
        """Read one line that begins at *column*."""
        tokens, comments, _ = self.lexed
        for match in _PIECE.finditer(line):
            kind = match.lastgroup
            if kind == "space":
                continue
            if self.full:
                return
            piece = match.group()
            at = Position(self.name, number, match.start() + column)
            if kind == "comment":
                comments.append(Token("COMMENT", piece, piece, at))
            elif kind == "ignored":
                if self.open:
                    self.separator(piece, at)
            elif kind in {"name", "two"}:
                token = self.word(piece, at)
                if self.open and token.type in OUTSIDE:
                    self.close_brackets()
                tokens.append(token)
            elif kind == "sign":
                found = SIGNS.get(piece) or SIGNS.get(normalize("NFKC", piece))
                if found:
                    self.sign(Token(*found, piece, at))
                elif self.stray(piece, line[match.start() :], at):
                    break
            else:
                tokens.append(self.literal(kind, piece, at))

    def wrong(self, at: Position, key: str, **values: object) -> None:
        """Write down a mistake and go on."""
        if not self.full:
            self.lexed.mistakes.append(Mistake(at, key, **values))

    @property
    def full(self) -> bool:
        """Whether so much is wrong that the rest need not be read."""
        return len(self.lexed.mistakes) >= MAX_MISTAKES

    def word(self, piece: str, at: Position) -> Token:
        """A word of the language or a name."""
        value = piece if piece.isascii() else normalize("NFKC", piece)
        if " " in value or "\t" in value:
            value = " ".join(value.split())
        word = BY_SPELLING.get(value)
        return Token("NAME", value, piece, at) if word is None else Token(word.token, word.value, piece, at)

    def literal(self, kind: str | None, piece: str, at: Position) -> Token:
        """A text, a quoted name, a number, a date, the name of a rule."""
        if kind == "text":
            return Token(
                "STRING", piece[1:-1].replace('""', '"') if piece[0] == '"' else piece[1:-1], piece, at
            )
        if kind == "quoted":
            inside = piece[1:-1].replace("''", "'") if piece[0] == "'" else piece[1:-1]
            value = normalize("NFKC", inside).strip()
            if not value:
                self.wrong(at, "language.empty-name")
            return Token("NAME", value, piece, at)
        if kind == "slug":
            return Token("SLUG", piece, piece, at)
        plain = normalize("NFKC", piece)
        if kind == "number":
            return Token("NUMBER", plain, piece, at)
        if kind == "percent":
            return Token("PERCENT", plain[:-1].rstrip(), piece, at)
        if kind == "year":
            return Token("YEAR", plain[:4], piece, at)
        if kind == "thousands":
            plain = re.sub(r"[\s,]", "", plain)
            self.wrong(at, "language.thousands", number=plain)
            return Token("NUMBER", plain, piece, at)
        if kind == "date":
            year, month, day = (int(part) for part in re.findall(r"[0-9]+", plain))
            self.check_day(year, month, day, piece, at)
            return Token("DATE", f"{year:04}-{month:02}-{day:02}", piece, at)
        offset, month, day = self.relative(plain)
        self.check_day(
            2023, month, day, piece, at
        )  # a year without 29 February, a day that not every year has
        return Token("RELATIVE_DATE", f"{offset} {month} {day}", piece, at)

    @staticmethod
    def relative(plain: str) -> tuple[int, int, int]:
        """次年1月31日, ``31 January next year``: years from the report's, month, day."""
        numbers = [int(number) for number in re.findall(r"[0-9]+", plain)]
        if plain[0].isdigit():
            _, month, year, _ = plain.split()
            return YEARS[year], MONTHS[month], numbers[0]
        return YEARS[plain[:2]], numbers[0], numbers[1]

    def check_day(self, year: int, month: int, day: int, piece: str, at: Position) -> None:
        """Is there such a day?"""
        try:
            date(year, month, day)
        except ValueError:
            self.wrong(at, "language.no-such-day", day=piece)

    # ── brackets ──────────────────────────────────────────────────────────────

    def sign(self, token: Token) -> None:
        """An operator, a bracket, a bar."""
        kind = token.type
        if kind in ("LPAR", "LSQB"):
            self.open.append(token)
        elif kind in _PARTNERS:
            if not self.open:
                self.wrong(token.at, "language.bracket-not-opened", bracket=token.text)
                return
            opened = self.open.pop()
            if opened.type != _PARTNERS[kind]:
                self.wrong(token.at, "language.bracket-unlike", opened=opened.text, bracket=token.text)
                return
        elif kind == "VBAR" and self.open:
            self.close_brackets()
        self.lexed.tokens.append(token)

    def separator(self, piece: str, at: Position) -> None:
        """Inside brackets the comma separates, and only the comma."""
        if piece in ",，、":
            self.lexed.tokens.append(Token("COMMA", ",", piece, at))
        else:
            self.wrong(at, "language.only-commas", sign=piece)

    def close_brackets(self) -> None:
        """Every bracket should be closed here."""
        for opened in self.open[:MAX_MISTAKES]:
            plain = ")" if opened.type == "LPAR" else "]"
            partner = {"（": "）", "［": "］", "【": "】"}.get(opened.text, plain)
            self.wrong(opened.at, "language.bracket-not-closed", bracket=opened.text, partner=partner)
        self.open.clear()

    # ── what is no token ──────────────────────────────────────────────────────

    def stray(self, piece: str, rest: str, at: Position) -> bool:
        """Say what is wrong about a sign that the language does not have. True: the rest of the line goes with it."""
        if piece in OPENING:
            self.unclosed(piece, rest, at)
            return True
        key = STRAY.get(piece) or STRAY.get(normalize("NFKC", piece))
        if key is None:
            self.wrong(at, "language.unknown-sign", sign=piece)
        else:
            self.wrong(at, key, sign=piece)
        return False

    def unclosed(self, opening: str, rest: str, at: Position) -> None:
        """A quote that has no end on its line: the text or name is taken to go to the end."""
        kind, closing = OPENING[opening]
        inside = rest[1:]
        if opening in "”’」』":
            self.wrong(at, "language.quote-backwards", sign=opening)
        elif other := next((sign for sign in inside if sign in kind and sign != closing), None):
            self.wrong(at, "language.quotes-unlike", opened=opening, closed=other)
        elif kind is _NAME_QUOTES:
            self.wrong(at, "language.name-not-closed")
        else:
            self.wrong(at, "language.text-not-closed")
        self.lexed.tokens.append(Token("NAME" if kind is _NAME_QUOTES else "STRING", inside, rest, at))


_TEXT_QUOTES = '“”"＂「」『』'
_NAME_QUOTES = "‘’'＇"
OPENING = {
    "“": (_TEXT_QUOTES, "”"),
    "”": (_TEXT_QUOTES, ""),
    '"': (_TEXT_QUOTES, '"'),
    "＂": (_TEXT_QUOTES, "＂"),
    "‘": (_NAME_QUOTES, "’"),
    "’": (_NAME_QUOTES, ""),
    "'": (_NAME_QUOTES, "'"),
    "＇": (_NAME_QUOTES, "＇"),
}
"""What opens a text or a name, the quotes of its kind, and the one that should close it."""

STRAY = {
    "==": "language.one-equals",
    "===": "language.one-equals",
    "=>": "language.greater-or-equal",
    "=<": "language.less-or-equal",
    "<>": "language.not-equal",
    "//": "language.no-whole-division",
    "**": "language.no-power",
    "^": "language.no-power",
    "&": "language.say-and",
    "&&": "language.say-and",
    "!": "language.say-not",
    "《": "language.title-mark",
    "》": "language.title-mark",
    "〈": "language.title-mark",
    "〉": "language.title-mark",
    "{": "language.no-braces",
    "}": "language.no-braces",
    "「": "language.corner-quotes",
    "」": "language.corner-quotes",
    "『": "language.corner-quotes",
    "』": "language.corner-quotes",
    "–": "language.dash",
    "—": "language.dash",
    "…": "language.dots-in-text",
}
"""What people write for something that the language writes otherwise."""
