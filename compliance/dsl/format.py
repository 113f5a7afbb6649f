"""One way to write a rule file: clauses in one order, examples in columns, words in one language where that is asked.

Works on tokens, not on the tree: names, texts and remarks stay as their writer wrote them. What is printed is parsed
again and has to mean the same, or nothing is printed at all.

A remark on a line of its own stays above the line of what followed it; one behind something stays behind that line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import east_asian_width

from compliance.dsl import tree
from compliance.dsl.lexer import MONTHS, lex
from compliance.dsl.parser import parse
from compliance.dsl.source import decode
from compliance.dsl.token import Token
from compliance.dsl.words import BY_TOKEN, CLAUSE_WORDS, ITEM_WORDS
from compliance.errors import RuleErrors

WIDTH = 100
"""Columns that a line should not exceed where it can be broken."""

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

_ORDER = ("CITES", "BECAUSE", "LIMITS", "FROM", "TO", "FOR", "WHEN", "CHECK", "BLANK", "MESSAGE", "EXAMPLES")
"""The clauses of a rule, in the order in which they are printed."""

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
_WIDEST_CELL = 60  # a longer text in an example does not push the whole column to the right
_WIDEST_PHRASE = 60  # nor a longer phrase what it should be

Line = tuple[int, Sequence[Token], str]
"""An output line: its indentation, the tokens on it, its text."""


def format_rules(name: str, data: bytes, words: str | None = None) -> str:
    """The rule file as it should be written.

    :param words: ``zh`` or ``en``: write the words of the language so; None leaves each as it is.
    :raises RuleErrors: It cannot be parsed.
    """
    before, errors, _ = parse(name, data)
    if errors or before is None:
        raise RuleErrors(errors)
    text, _ = decode(name, data)
    printed = _Printer(name, text, words).printed()
    after, _, _ = parse(name, printed.encode())
    if after is None or canonical(after) != canonical(before):
        raise AssertionError(f"formatting {name} would change what it says")
    return printed


def canonical(file: tree.RuleFile) -> object:
    """What the file says, without its places: equal before and after formatting."""
    return _without_places(file.items)


def _without_places(thing: object) -> object:
    if isinstance(thing, tree.Node):
        kept = (field for field in type(thing).fields if field not in {"at", "each_at", "places"})
        return type(thing).__name__, *(_without_places(getattr(thing, field)) for field in kept)
    if isinstance(thing, tuple):
        return tuple(_without_places(part) for part in thing)
    return thing


class _Printer:
    """One run over a file."""

    def __init__(self, name: str, text: str, words: str | None) -> None:
        self.tokens, self.comments, _ = lex(name, text)
        self.words = words
        self.lang = "zh"  # of the item at hand, for signs that differ
        self.in_form = False
        self.widest_law = 0
        self.above, self.behind, self.last = self.remarks()
        self.blank_before = self.blank_lines(text)

    # ── remarks and blank lines ───────────────────────────────────────────────

    def remarks(self) -> tuple[dict[int, list[Token]], dict[int, list[Token]], list[Token]]:
        """The remarks above and behind each token (by its identity), and those behind the last one."""
        above: dict[int, list[Token]] = {}
        behind: dict[int, list[Token]] = {}
        waiting = list(self.comments)
        before: Token | None = None
        for token in self.tokens:
            place = (token.at.line, token.at.column)
            while waiting and (waiting[0].at.line, waiting[0].at.column) < place:
                remark = waiting.pop(0)
                if before is not None and before.at.line == remark.at.line:
                    behind.setdefault(id(before), []).append(remark)
                else:
                    above.setdefault(id(token), []).append(remark)
            before = token
        if before is not None and waiting and waiting[0].at.line == before.at.line:
            behind.setdefault(id(before), []).append(waiting.pop(0))
        return above, behind, waiting

    @staticmethod
    def blank_lines(text: str) -> set[int]:
        """The numbers of the lines before which a line is blank."""
        lines = text.split("\n")
        return {number + 1 for number, line in enumerate(lines, 1) if not line.strip()}

    def printed(self) -> str:
        """The whole file."""
        out: list[str] = []
        items = list(_split(self.tokens, ITEM_WORDS))
        self.widest_law = max(
            (_width(self.text(item[:2])) for item in items if item[0].type == "LAW"), default=0
        )
        for item in items:
            head = item[0]
            self.lang = self.words or ("en" if head.text.isascii() else "zh")
            self.in_form = head.type == "TABLE"
            lines = list(self.item(item))
            for number, (indent, tokens, text) in enumerate(lines):
                remarks = [remark for token in tokens for remark in self.above.get(id(token), ())]
                if number == 0:
                    self.begin(out, head, remarks)
                else:
                    out += (" " * indent + remark.text.rstrip() for remark in remarks)
                ends = [remark.text.rstrip() for token in tokens for remark in self.behind.get(id(token), ())]
                out.append("  ".join([" " * indent + text, *ends]).rstrip())
        for remark in self.last:
            if out and remark.at.line in self.blank_before:
                out.append("")
            out.append(remark.text.rstrip())
        return "\n".join(out) + "\n" if out else ""

    def begin(self, out: list[str], head: Token, remarks: list[Token]) -> None:
        """Blank lines and remarks before an item: those of the writer, and always a blank line before a rule."""
        above = [*remarks, head]
        for number, token in enumerate(above):
            wanted = token.at.line in self.blank_before or (number == 0 and head.type == "RULE")
            if wanted and out and out[-1]:
                out.append("")
            if token is not head:
                out.append(token.text.rstrip())

    # ── items ─────────────────────────────────────────────────────────────────

    def item(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """The lines of one item."""
        match tokens[0].type:
            case "CONTENTS":
                yield self.inline(0, tokens[:1])
                yield from self.aligned(2, list(_entries(tokens[1:])))
            case "TABLE":
                yield from self.table(tokens)
            case "SETTING":
                yield from self.setting(tokens)
            case "FACT":
                yield from self.fact(tokens)
            case "RULE" | "ADJUST" | "SUSPEND" | "SET":
                yield from self.rule(tokens)
            case "LAW":
                yield 0, tokens, f"{_padded(self.text(tokens[:2]), self.widest_law)} {self.text(tokens[2:])}"
            case _:
                yield self.inline(0, tokens)

    def table(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """``表 …``: its parts below it, those of a block below the block."""
        head, *parts = _split(tokens, {"BLOCK", "COLUMNS", "ROWS", "OPEN_ROWS", "GROUP"})
        yield self.inline(0, head)
        indent = 2
        for part in parts:
            if part[0].type == "BLOCK":
                yield self.inline(2, part)
                indent = 4
            elif part[0].type in ("COLUMNS", "ROWS"):
                yield from self.lines(indent, part)
            else:
                yield self.inline(2 if part[0].type == "GROUP" else indent, part)

    def lines(self, indent: int, part: Sequence[Token]) -> Iterator[Line]:
        """``列 …``, ``行 …``: on one line if they fit, below each other if they have labels, else filled."""
        word = self.spelled(part[0])
        entries = list(_entries(part[1:]))
        texts = [self.text(entry) for entry in entries]
        whole = f"{word} {self.comma().join(texts)}"
        remarks = any(id(token) in self.above for entry in entries[1:] for token in entry)
        if _width(whole) + indent <= WIDTH and not remarks:
            yield indent, part, whole
            return
        inside = indent + _width(word) + 1
        filled = all(len(entry) == 1 for entry in entries)
        if filled:
            rows = _filled([f"{text}{self.comma().rstrip()}" for text in texts], WIDTH - inside)
        else:
            rows = [[number] for number in range(len(entries))]
            texts = list(self.columns(entries))
        for number, row in enumerate(rows):
            tokens = [token for entry in row for token in entries[entry]]
            text = self.comma().join(texts[entry] for entry in row)
            text += self.comma().rstrip() if len(row) > 1 and number + 1 < len(rows) else ""
            lines: list[Line] = [(inside, tokens, text)] if filled else self.entry(inside, tokens, text)
            if number == 0:
                lines[0] = (indent, [part[0], *lines[0][1]], f"{word} {lines[0][2]}")
            yield from lines

    def entry(self, indent: int, tokens: Sequence[Token], text: str) -> list[Line]:
        """A row or column with its label, on several lines if it has to be."""
        return (
            [(indent, tokens, text)] if indent + _width(text) <= WIDTH else list(self.hanging(indent, tokens))
        )

    def setting(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """``参数 …``: its cases below it."""
        by = next((number for number, token in enumerate(tokens) if token.type == "BY"), None)
        if by is None:
            yield self.inline(0, tokens)
        else:
            yield self.inline(0, tokens[: by + 2])
            yield from self.aligned(2, list(_cases(tokens[by + 2 :])))

    def fact(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """``表述 …``: its phrases below it, what they should be in one column."""
        head, *parts = _split(tokens, {"AT", "UNLESS", "SAYS"})
        yield self.inline(0, head)
        phrases = [_width(self.text(part[:2])) for part in parts if part[0].type == "SAYS" and len(part) > 2]
        widest = max((width for width in phrases if width <= _WIDEST_PHRASE), default=0)
        for part in parts:
            text = f"{_padded(self.text(part[:2]), widest)} {self.text(part[2:])}"
            if part[0].type != "SAYS" or len(part) == 2:
                yield from self.filled(2, part)
            elif _width(text) + 2 <= WIDTH:
                yield 2, part, text
            else:
                yield from self.hanging(2, part)

    def rule(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """``规则 …`` and what has clauses like it."""
        head, *clauses = _clauses(tokens)
        if head[0].type == "SET" and len(cases := list(_cases(head[2:]))) > 1:
            yield self.inline(0, head[:2])
            yield from self.aligned(2, cases)
        else:
            yield self.inline(0, head)
        clauses.sort(key=lambda clause: _ORDER.index(clause[0].type))
        while clauses:
            clause = clauses.pop(0)
            match clause[0].type:
                case "EXAMPLES":
                    yield from self.examples(clause)
                case "FROM" if clauses and clauses[0][0].type == "TO":
                    yield self.inline(2, [*clause, *clauses.pop(0)])
                case "FOR" if self.lang == "en":
                    # As it is read: in requests, each column.
                    yield 2, clause, f"{self.text(clause[:2])}, {self.text(clause[2:])}"
                case "WHEN" | "CHECK":
                    yield from self.condition(clause)
                case "BECAUSE" | "LIMITS":
                    yield from self.filled(2, clause)
                case _:
                    yield self.inline(2, clause)

    def condition(self, clause: Sequence[Token]) -> Iterator[Line]:
        """``检查 …``; a long one is broken before each 且 and 或."""
        word = self.spelled(clause[0])
        (_, tokens, text), *more = self.broken(2 + _width(word) + 1, clause[1:])
        yield 2, [clause[0], *tokens], f"{word} {text}"
        yield from more

    def broken(self, column: int, tokens: Sequence[Token]) -> list[Line]:
        """A condition that begins at *column*, in lines: between its outermost 且 or 或, else inside its brackets."""
        if column + _width(self.text(tokens)) <= WIDTH:
            return [self.inline(column, tokens)]
        first, *more = _split(tokens, {"AND", "OR"}, outside_brackets=True)
        if more:
            lines = self.broken(column, first)
            for part in more:
                word = self.spelled(part[0])
                (_, rest, text), *further = self.broken(column + _width(word) + 1, part[1:])
                lines += [(column, [part[0], *rest], f"{word} {text}"), *further]
            return lines
        for start, end in _brackets(tokens):
            inside = tokens[start + 1 : end]
            if any(token.type in {"AND", "OR"} for token in inside):
                before, after = tokens[: start + 1], tokens[end:]
                lines = self.broken(column + _width(self.text(before)), inside)
                lines[0] = (column, [*before, *lines[0][1]], self.text(before) + lines[0][2])
                lines[-1] = (lines[-1][0], [*lines[-1][1], *after], lines[-1][2] + self.text(after))
                return lines
        return [self.inline(column, tokens)]

    def examples(self, clause: Sequence[Token]) -> Iterator[Line]:
        """``例 | … |`` and its rows, in columns."""
        rows = list(_split(clause, {"VERDICT"}))
        cells = [[self.text(cell, sign=row is not rows[0]) for cell in _cells(row)] for row in rows]
        first = max(_width(self.spelled(row[0])) for row in rows)
        # A head that is wider than a page does not pull the rows apart.
        wide = sum(map(_width, cells[0])) + 3 * len(cells[0]) > WIDTH
        columns = zip(*(cells[1:] if wide else cells), strict=True)
        widths = [max((w for w in map(_width, column) if w <= _WIDEST_CELL), default=0) for column in columns]
        for row, texts in zip(rows, cells, strict=True):
            padded = " | ".join(_padded(text, width) for text, width in zip(texts, widths, strict=True))
            yield 2, row, f"{_padded(self.spelled(row[0]), first)} | {padded} |"

    # ── parts of a line ───────────────────────────────────────────────────────

    def inline(self, indent: int, tokens: Sequence[Token]) -> Line:
        """All on one line."""
        return indent, tokens, self.text(tokens)

    def aligned(self, indent: int, entries: list[list[Token]]) -> Iterator[Line]:
        """One entry a line; what follows its first token in one column."""
        for entry, text in zip(entries, self.columns(entries), strict=True):
            if indent + _width(text) <= WIDTH:
                yield indent, entry, text
            else:
                yield from self.hanging(indent, entry)

    def hanging(self, indent: int, tokens: Sequence[Token]) -> Iterator[Line]:
        """On several lines: 亦作, 旧作 and 应为 begin one, below what follows the first token."""
        first, *more = _split(tokens, {"ALSO", "FORMERLY", "SHOULD_BE"})
        yield from self.filled(indent, first)
        for part in more:
            yield from self.filled(indent + _width(self.spelled(tokens[0])) + 1, part)

    def filled(self, indent: int, tokens: Sequence[Token]) -> Iterator[Line]:
        """A word and its texts, as many on a line as fit."""
        inside = indent + _width(self.spelled(tokens[0])) + 1
        row = list(tokens[:1])
        start = indent
        for token in tokens[1:]:
            texts = len(row) - (start == indent)
            if texts and token.type == "STRING" and start + _width(self.text([*row, token])) > WIDTH:
                yield self.inline(start, row)
                row, start = [], inside
            row.append(token)
        yield self.inline(start, row)

    def columns(self, entries: list[list[Token]]) -> Iterator[str]:
        """The texts of entries, the part behind the name (and its unit) in one column."""
        cut = [4 if len(entry) > 1 and entry[1].type == "LPAR" else 1 for entry in entries]
        names = [self.text(entry[:place]) for entry, place in zip(entries, cut, strict=True)]
        widest = max(map(_width, names))
        for entry, place, name in zip(entries, cut, names, strict=True):
            rest = self.text(entry[place:])
            yield f"{_padded(name, widest)} {rest}" if rest else name

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
            out += self.spelled(token)
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

    def spelled(self, token: Token) -> str:
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


def _split(
    tokens: Iterable[Token], words: Iterable[str], *, outside_brackets: bool = False
) -> Iterator[list[Token]]:
    """The tokens in pieces, each but the first beginning with one of these words."""
    piece: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.type in {"LPAR", "LSQB"}) - (token.type in {"RPAR", "RSQB"})
        if piece and token.type in words and not (outside_brackets and depth):
            yield piece
            piece = []
        piece.append(token)
    if piece:
        yield piece


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The head of a rule and its clauses. 至 in brackets is a range, 空白 behind 为 is a state."""
    piece: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.type in {"LPAR", "LSQB"}) - (token.type in {"RPAR", "RSQB"})
        state = token.type == "BLANK" and piece[-1].type == "IS"
        if piece and token.type in CLAUSE_WORDS and not depth and not state:
            yield piece
            piece = []
        piece.append(token)
    yield piece


def _brackets(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where each outermost round bracket opens and closes."""
    depth = start = 0
    for place, token in enumerate(tokens):
        if token.type == "LPAR":
            start = place if depth == 0 else start
            depth += 1
        elif token.type == "RPAR":
            depth -= 1
            if depth == 0:
                yield start, place


def _entries(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The entries of a list of rows, columns or parts: each begins with its name."""
    return _split(tokens, {"NAME"}, outside_brackets=True)


def _cases(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """A text and its value, several times. The value may be a number with its unit, and may be a text too."""
    place = 0
    while place < len(tokens):
        length = 3 if tokens[place + 2 : place + 3] and tokens[place + 2].type == "NAME" else 2
        yield list(tokens[place : place + length])
        place += length


def _cells(row: Sequence[Token]) -> Iterator[list[Token]]:
    """What stands between the bars of a row of examples."""
    cell: list[Token] = []
    for token in row[2:]:
        if token.type == "VBAR":
            yield cell
            cell = []
        else:
            cell.append(token)


def _filled(texts: Sequence[str], width: int) -> list[list[int]]:
    """Which of the texts go on which line."""
    rows: list[list[int]] = [[]]
    used = 0
    for number, text in enumerate(texts):
        if rows[-1] and used + _width(text) > width:
            rows.append([])
            used = 0
        rows[-1].append(number)
        used += _width(text) + 1
    return rows


def _width(text: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
