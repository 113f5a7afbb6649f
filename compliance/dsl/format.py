"""One way to write a rule file: clauses in one order, examples in columns, words in one language where that is asked.

Works on tokens, not on the tree: names, texts and remarks stay as their writer wrote them. What is printed is parsed
again and has to mean the same, or nothing is printed at all.

A remark on a line of its own stays above the line of what followed it; one behind something stays behind that line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.dsl import pieces, tree
from compliance.dsl.lexer import lex
from compliance.dsl.nouns import Noun
from compliance.dsl.parser import parse
from compliance.dsl.remarks import Remarks
from compliance.dsl.source import decode
from compliance.dsl.spelling import Spelling
from compliance.dsl.token import Token
from compliance.dsl.words import ITEM_WORDS
from compliance.errors import RuleErrors
from compliance.widths import columns, padded

WIDTH = 100
"""Columns that a line should not exceed where it can be broken."""

_ORDER = ("CITES", "BECAUSE", "LIMITS", "FROM", "TO", "FOR", "WHEN", "CHECK", "BLANK", "MESSAGE", "EXAMPLES")
"""The clauses of a rule, in the order in which they are printed."""

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
    if isinstance(thing, Noun):
        kept = (field for field in type(thing).fields if field not in {"at", "each_at", "places"})
        return type(thing).__name__, *(_without_places(getattr(thing, field)) for field in kept)
    if isinstance(thing, tuple):
        return tuple(_without_places(part) for part in thing)
    return thing


class _Printer:
    """One run over a file."""

    def __init__(self, name: str, text: str, words: str | None) -> None:
        self.tokens, comments, _ = lex(name, text)
        self.remarks = Remarks(self.tokens, comments, text)
        self.words = words
        self.spelling = Spelling(words)
        self.widest_law = 0

    def printed(self) -> str:
        """The whole file."""
        out: list[str] = []
        items = list(pieces.split(self.tokens, ITEM_WORDS))
        self.widest_law = max(
            (columns(self.spelling.text(item[:2])) for item in items if item[0].type == "LAW"), default=0
        )
        for item in items:
            head = item[0]
            lang = self.words or ("en" if head.text.isascii() else "zh")
            self.spelling = Spelling(self.words, lang, in_form=head.type == "TABLE")
            for number, (indent, tokens, text) in enumerate(self.item(item)):
                above = self.remarks.above(tokens)
                if number == 0:
                    self.begin(out, head, above)
                else:
                    out += (" " * indent + remark.text.rstrip() for remark in above)
                ends = [remark.text.rstrip() for remark in self.remarks.behind(tokens)]
                out.append("  ".join([" " * indent + text, *ends]).rstrip())
        for remark in self.remarks.last:
            if out and self.remarks.after_blank(remark):
                out.append("")
            out.append(remark.text.rstrip())
        return "\n".join(out) + "\n" if out else ""

    def begin(self, out: list[str], head: Token, remarks: list[Token]) -> None:
        """Blank lines and remarks before an item: those of the writer, and always a blank line before a rule."""
        above = [*remarks, head]
        for number, token in enumerate(above):
            wanted = self.remarks.after_blank(token) or (number == 0 and head.type == "RULE")
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
                yield from self.aligned(2, list(pieces.entries(tokens[1:])))
            case "TABLE":
                yield from self.table(tokens)
            case "SETTING":
                yield from self.setting(tokens)
            case "FACT":
                yield from self.fact(tokens)
            case "RULE" | "ADJUST" | "SUSPEND" | "SET":
                yield from self.rule(tokens)
            case "LAW":
                yield (
                    0,
                    tokens,
                    f"{padded(self.spelling.text(tokens[:2]), self.widest_law)} {self.spelling.text(tokens[2:])}",
                )
            case _:
                yield self.inline(0, tokens)

    def table(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """``表 …``: its parts below it, those of a block below the block."""
        head, *parts = pieces.split(tokens, {"BLOCK", "COLUMNS", "ROWS", "OPEN_ROWS", "GROUP"})
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
        word = self.spelling.word(part[0])
        entries = list(pieces.entries(part[1:]))
        texts = [self.spelling.text(entry) for entry in entries]
        whole = f"{word} {self.spelling.comma().join(texts)}"
        remarks = any(self.remarks.above(entry) for entry in entries[1:])
        if columns(whole) + indent <= WIDTH and not remarks:
            yield indent, part, whole
            return
        inside = indent + columns(word) + 1
        filled = all(len(entry) == 1 for entry in entries)
        if filled:
            rows = _filled([f"{text}{self.spelling.comma().rstrip()}" for text in texts], WIDTH - inside)
        else:
            rows = [[number] for number in range(len(entries))]
            texts = list(self.columns(entries))
        for number, row in enumerate(rows):
            tokens = [token for entry in row for token in entries[entry]]
            text = self.spelling.comma().join(texts[entry] for entry in row)
            text += self.spelling.comma().rstrip() if len(row) > 1 and number + 1 < len(rows) else ""
            lines: list[Line] = [(inside, tokens, text)] if filled else self.entry(inside, tokens, text)
            if number == 0:
                lines[0] = (indent, [part[0], *lines[0][1]], f"{word} {lines[0][2]}")
            yield from lines

    def entry(self, indent: int, tokens: Sequence[Token], text: str) -> list[Line]:
        """A row or column with its label, on several lines if it has to be."""
        return (
            [(indent, tokens, text)]
            if indent + columns(text) <= WIDTH
            else list(self.hanging(indent, tokens))
        )

    def setting(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """``参数 …``: its cases below it."""
        by = next((number for number, token in enumerate(tokens) if token.type == "BY"), None)
        if by is None:
            yield self.inline(0, tokens)
        else:
            yield self.inline(0, tokens[: by + 2])
            yield from self.aligned(2, list(pieces.cases(tokens[by + 2 :])))

    def fact(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """``表述 …``: its phrases below it, what they should be in one column."""
        head, *parts = pieces.split(tokens, {"AT", "HAVING_SAID", "UNLESS", "SAYS"})
        yield self.inline(0, head)
        phrases = [
            columns(self.spelling.text(part[:2]))
            for part in parts
            if part[0].type == "SAYS" and len(part) > 2
        ]
        widest = max((width for width in phrases if width <= _WIDEST_PHRASE), default=0)
        for part in parts:
            text = f"{padded(self.spelling.text(part[:2]), widest)} {self.spelling.text(part[2:])}"
            if part[0].type != "SAYS" or len(part) == 2:
                yield from self.filled(2, part)
            elif columns(text) + 2 <= WIDTH:
                yield 2, part, text
            else:
                yield from self.hanging(2, part)

    def rule(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """``规则 …`` and what has clauses like it."""
        head, *clauses = pieces.clauses(tokens)
        if head[0].type == "SET" and len(cases := list(pieces.cases(head[2:]))) > 1:
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
                case "FOR" if self.spelling.lang == "en":
                    # As it is read: in requests, each column.
                    each = next(n for n, token in enumerate(clause) if token.type == "EACH")
                    yield (
                        2,
                        clause,
                        f"{self.spelling.text(clause[:each])}, {self.spelling.text(clause[each:])}",
                    )
                case "WHEN" | "CHECK":
                    yield from self.condition(clause)
                case "BECAUSE" | "LIMITS":
                    yield from self.filled(2, clause)
                case _:
                    yield self.inline(2, clause)

    def condition(self, clause: Sequence[Token]) -> Iterator[Line]:
        """``检查 …``; a long one is broken before each 且 and 或."""
        word = self.spelling.word(clause[0])
        (_, tokens, text), *more = self.broken(2 + columns(word) + 1, clause[1:])
        yield 2, [clause[0], *tokens], f"{word} {text}"
        yield from more

    def broken(self, column: int, tokens: Sequence[Token]) -> list[Line]:
        """A condition that begins at *column*, in lines: between its outermost 且 or 或, else inside its brackets."""
        if column + columns(self.spelling.text(tokens)) <= WIDTH:
            return [self.inline(column, tokens)]
        first, *more = pieces.split(tokens, {"AND", "OR"}, outside_brackets=True)
        if more:
            lines = self.broken(column, first)
            for part in more:
                word = self.spelling.word(part[0])
                (_, rest, text), *further = self.broken(column + columns(word) + 1, part[1:])
                lines += [(column, [part[0], *rest], f"{word} {text}"), *further]
            return lines
        for start, end in pieces.brackets(tokens):
            inside = tokens[start + 1 : end]
            if any(token.type in {"AND", "OR"} for token in inside):
                before, after = tokens[: start + 1], tokens[end:]
                lines = self.broken(column + columns(self.spelling.text(before)), inside)
                lines[0] = (column, [*before, *lines[0][1]], self.spelling.text(before) + lines[0][2])
                lines[-1] = (lines[-1][0], [*lines[-1][1], *after], lines[-1][2] + self.spelling.text(after))
                return lines
        return [self.inline(column, tokens)]

    def examples(self, clause: Sequence[Token]) -> Iterator[Line]:
        """``例 | … |`` and its rows, in columns."""
        rows = list(pieces.split(clause, {"VERDICT"}))
        cells = [
            [self.spelling.text(cell, sign=row is not rows[0]) for cell in pieces.cells(row)] for row in rows
        ]
        first = max(columns(self.spelling.word(row[0])) for row in rows)
        # A head that is wider than a page does not pull the rows apart.
        wide = sum(map(columns, cells[0])) + 3 * len(cells[0]) > WIDTH
        below = zip(*(cells[1:] if wide else cells), strict=True)
        widths = [max((w for w in map(columns, column) if w <= _WIDEST_CELL), default=0) for column in below]
        for row, texts in zip(rows, cells, strict=True):
            written = " | ".join(padded(text, width) for text, width in zip(texts, widths, strict=True))
            yield 2, row, f"{padded(self.spelling.word(row[0]), first)} | {written} |"

    # ── parts of a line ───────────────────────────────────────────────────────

    def inline(self, indent: int, tokens: Sequence[Token]) -> Line:
        """All on one line."""
        return indent, tokens, self.spelling.text(tokens)

    def aligned(self, indent: int, entries: list[list[Token]]) -> Iterator[Line]:
        """One entry a line; what follows its first token in one column."""
        for entry, text in zip(entries, self.columns(entries), strict=True):
            if indent + columns(text) <= WIDTH:
                yield indent, entry, text
            else:
                yield from self.hanging(indent, entry)

    def hanging(self, indent: int, tokens: Sequence[Token]) -> Iterator[Line]:
        """On several lines: 亦作, 旧作 and 应为 begin one, below what follows the first token."""
        first, *more = pieces.split(tokens, {"ALSO", "FORMERLY", "SHOULD_BE"})
        yield from self.filled(indent, first)
        for part in more:
            yield from self.filled(indent + columns(self.spelling.word(tokens[0])) + 1, part)

    def filled(self, indent: int, tokens: Sequence[Token]) -> Iterator[Line]:
        """A word and its texts, as many on a line as fit."""
        inside = indent + columns(self.spelling.word(tokens[0])) + 1
        row = list(tokens[:1])
        start = indent
        for token in tokens[1:]:
            texts = len(row) - (start == indent)
            if (
                texts
                and token.type == "STRING"
                and start + columns(self.spelling.text([*row, token])) > WIDTH
            ):
                yield self.inline(start, row)
                row, start = [], inside
            row.append(token)
        yield self.inline(start, row)

    def columns(self, entries: list[list[Token]]) -> Iterator[str]:
        """The texts of entries, the part behind the name (and its unit) in one column."""
        cut = [4 if len(entry) > 1 and entry[1].type == "LPAR" else 1 for entry in entries]
        names = [self.spelling.text(entry[:place]) for entry, place in zip(entries, cut, strict=True)]
        widest = max(map(columns, names))
        for entry, place, name in zip(entries, cut, names, strict=True):
            rest = self.spelling.text(entry[place:])
            yield f"{padded(name, widest)} {rest}" if rest else name


def _filled(texts: Sequence[str], width: int) -> list[list[int]]:
    """Which of the texts go on which line."""
    rows: list[list[int]] = [[]]
    used = 0
    for number, text in enumerate(texts):
        if rows[-1] and used + columns(text) > width:
            rows.append([])
            used = 0
        rows[-1].append(number)
        used += columns(text) + 1
    return rows
