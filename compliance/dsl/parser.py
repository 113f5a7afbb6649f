"""From the text of a rule file to its tree.

A file is split into items (规则, 表, 参数 …) by tokens alone and each item is parsed by itself, so that a mistake in
one does not hide those in the next. Inside an item, the clause with the mistake is taken out and the rest is tried.

Where the parser has to stop it is asked what would have been possible there: that is what
:mod:`compliance.dsl.mistakes` makes its sentences of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from compliance.dsl import tree
from compliance.dsl.automaton import END, Automaton, tables
from compliance.dsl.build import Builder
from compliance.dsl.lexer import lex
from compliance.dsl.mistakes import MAX_MISTAKES, Mistake, Stop, explain, misspelt_item, quoted
from compliance.dsl.nouns import Noun
from compliance.dsl.pattern import split_message, split_pattern
from compliance.dsl.source import decode
from compliance.dsl.token import Token
from compliance.dsl.words import CLAUSE_WORDS, ITEM_WORDS, PART_WORDS, Word
from compliance.errors import Position, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from compliance.messages import Message

MAX_ITEMS = 2_000
MAX_TOKENS = 10_000  # of one item
MAX_OPERATORS = 100  # of one condition: also the depth to which brackets and signs can be nested

# The words that begin the parts of an item: what is wrong in one part is not wrong in the next.
_CLAUSES = CLAUSE_WORDS - {"FROM", "TO", "BLANK"}  # these stand in other places too
_PARTS = {
    "RULE": _CLAUSES,
    "ADJUST": _CLAUSES,
    "SUSPEND": _CLAUSES,
    "SET": _CLAUSES,
    "FACT": {"AT", "HAVING_SAID", "UNLESS", "SAYS"},
    "TABLE": {"BLOCK", "COLUMNS", "ROWS", "OPEN_ROWS", "GROUP"},
}

# What other items lean on.
_DECLARING = ITEM_WORDS - {"RULE", "ADJUST", "SUSPEND", "SET"}


def parse(name: str, data: bytes) -> tuple[tree.RuleFile | None, list[RuleError], list[Message]]:
    """A rule file: what was understood, what is wrong, what else is to be said.

    Never raises for what a file may hold. The tree lacks the items that are wrong; it is None where a declaration is,
    because then every rule that leans on it would seem wrong too.
    """
    try:
        text, warning = decode(name, data)
    except Mistake as mistake:
        return None, [RuleError(mistake.message, mistake.at, "")], []
    file = _File(name, text)
    items = file.parse()
    lines = text.split("\n")
    errors = [
        RuleError(mistake.message, mistake.at, lines[mistake.at.line - 1])
        for mistake in sorted(file.mistakes, key=lambda mistake: (mistake.at.line, mistake.at.column))
    ]
    made = None if file.unsure else tree.RuleFile(name, text, items)
    return made, errors, [warning] if warning else []


def parse_expression(text: str, at: Position) -> tree.Expression:
    """One condition or figure that begins at *at*: what stands in ``{…}``.

    :raises Mistake: It is none.
    """
    tokens, _, mistakes = lex(at.file, text, at)
    if mistakes:
        raise mistakes[0]
    if not tokens:
        raise Mistake(at, "language.no-expression")
    _check_size(tokens)
    made = _run([Token("EXPRESSION", "", "{", Position(at.file, at.line, at.column - 1)), *tokens])
    if isinstance(made, Stop):
        raise explain(made)
    return cast("tree.Expression", made)


def parse_pattern(text: tree.Text) -> tuple[tree.PatternPiece, ...]:
    """The pieces of a pattern.

    :raises Mistake: It cannot be read as one. Not for the texts of 说 and 提到 in a tree that :func:`parse` made.
    """
    return split_pattern(text, parse_expression)


def parse_message(text: tree.Text) -> tuple[tree.Text | tree.Expression, ...]:
    """The pieces of 消息: texts, and the expressions that stood in ``{…}``.

    :raises Mistake: It cannot be read. Not for a text of 消息 in a tree that :func:`parse` made.
    """
    return split_message(text, parse_expression)


# ── one item ──────────────────────────────────────────────────────────────────


@cache
def automaton() -> Automaton:
    """The parser of one item."""
    return Automaton(tables(), Builder())


def _run(tokens: Sequence[Token]) -> object:
    """What the tokens of one item mean, or the place where they stop to mean something.

    :raises Mistake: They are an item, but one of its clauses is wrong.
    """
    whole, made = automaton().run(tokens)
    return made if whole else _stop(tokens, made)


def _stop(tokens: Sequence[Token], place: int) -> Stop:
    """What is possible at *place*."""
    parser, before = automaton(), tokens[:place]
    return Stop(
        tokens,
        place,
        parser.possible(before),
        fits=lambda row: parser.fits([*before, *row]),
        at=lambda other: _stop(tokens, other),
    )


# ── a file ────────────────────────────────────────────────────────────────────

_SIGNS = {"EQ", "CMP", "APPROX", "PLUS", "MINUS", "TIMES", "LPAR", "LSQB"}
_OPERATORS = _SIGNS | {"AND", "OR", "NOT", "IS", "MENTIONS", "ONE_OF", "REPORT"}


class _File:
    """One run over a file: gathers its items and its mistakes."""

    def __init__(self, name: str, text: str) -> None:
        self.tokens, _, self.mistakes = lex(name, text)
        self.name = name
        self.spoiled = sorted(_place(mistake.at) for mistake in self.mistakes)
        self.unsure = False

    def parse(self) -> tuple[tree.Item, ...]:
        """The items that are right."""
        pieces = list(_split(self.tokens, ITEM_WORDS))
        if pieces and pieces[0][0].type not in ITEM_WORDS:
            pieces[:1] = self.begin(pieces[0])
        if len(pieces) > MAX_ITEMS:
            self.wrong(Mistake(pieces[MAX_ITEMS][0].at, "language.too-many-items", most=MAX_ITEMS))
            del pieces[MAX_ITEMS:]
        items: list[tree.Item] = []
        while pieces and len(self.mistakes) < MAX_MISTAKES:
            tokens = pieces.pop(0)
            made = self.item(tokens, pieces)
            if made is not None:
                items.append(made)
            elif tokens[0].type in _DECLARING:
                self.unsure = True
        if len(self.mistakes) >= MAX_MISTAKES:
            last = max(_place(mistake.at) for mistake in self.mistakes)
            self.mistakes.append(
                Mistake(Position(self.name, *last), "language.more-mistakes", most=MAX_MISTAKES)
            )
            self.unsure = True
        return tuple(items)

    def wrong(self, mistake: Mistake) -> None:
        """Write down a mistake and go on."""
        if len(self.mistakes) < MAX_MISTAKES:
            self.mistakes.append(mistake)

    def begin(self, tokens: list[Token]) -> list[list[Token]]:
        """What stands before the first item: often an item whose first word was written wrongly."""
        first = tokens[0]
        stop = _stop(tokens, 0)._replace(possible={END})
        word = misspelt_item(stop)
        self.unsure = True
        if word is None:
            self.wrong(Mistake(first.at, "language.no-item", found=quoted(first.text)))
            return []
        self.wrong(explain(stop))
        return [[_replaced(first, word), *tokens[1:]]]

    def item(self, tokens: list[Token], pieces: list[list[Token]]) -> tree.Item | None:
        """The item, or None when anything is wrong with it.

        What turns out to be an item of its own goes to *pieces*.
        """
        before = len(self.mistakes)
        tokens, spoiled = self.without_spoiled(tokens, pieces[0][0].at if pieces else None)
        while tokens and len(self.mistakes) < MAX_MISTAKES:
            try:
                _check_size(tokens)
                made = _run(tokens)
            except Mistake as mistake:
                self.wrong(mistake)
                return None
            if not isinstance(made, Stop):
                self.check_texts(made, tokens)
                return None if spoiled or len(self.mistakes) > before else cast("tree.Item", made)
            if made.found is None and (spoiled or len(self.mistakes) > before):
                return None  # the item is too short because a part of it was taken out
            if made.before.text:  # what follows a head that is not the writer's is not the writer's mistake
                self.wrong(explain(made))
            word = misspelt_item(made)
            if word is not None:
                pieces.insert(0, [_replaced(tokens[made.place], word), *tokens[made.place + 1 :]])
                tokens = tokens[: made.place]
            else:
                tokens = _without(made)
        return None

    def without_spoiled(self, tokens: list[Token], end: Position | None) -> tuple[list[Token], bool]:
        """The item, up to *end*, without the parts in which the lexer found a mistake, and whether there were any."""
        if not self.spoiled:
            return tokens, False
        parts = list(_parts(tokens))
        starts = [_place(part[0].at) for part in parts]
        last = len(self.spoiled) if end is None else bisect_left(self.spoiled, _place(end))
        wrong = {bisect_right(starts, place) - 1 for place in self.spoiled[:last] if place >= starts[0]}
        if not wrong:
            return tokens, False
        head = _head_for(parts[0]) if 0 in wrong else parts[0]
        rest = [
            token for number, part in enumerate(parts) if number and number not in wrong for token in part
        ]
        return ([*head, *rest] if head and rest else []), True

    def check_texts(self, item: object, tokens: Sequence[Token]) -> None:
        """Read the patterns and the message of an item, so that nobody else finds a mistake in them."""
        if not any(token.type in ("MENTIONS", "SAYS", "MESSAGE") for token in tokens):
            return
        for node in tree.walk(cast("Noun", item)):
            try:
                match node:
                    case tree.Mentions(pattern=text) | tree.Says(pattern=text):
                        parse_pattern(text)
                    case tree.Clauses(message=tree.Text() as text):
                        parse_message(text)
            except Mistake as mistake:
                self.wrong(mistake)


def _split(tokens: Iterable[Token], words: Iterable[str]) -> Iterator[list[Token]]:
    """The tokens in pieces, each of which begins with one of these words; the first may not."""
    piece: list[Token] = []
    for token in tokens:
        if token.type in words and piece:
            yield piece
            piece = []
        piece.append(token)
    if piece:
        yield piece


def _parts(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The head of an item and its parts."""
    return _split(tokens, _PARTS.get(tokens[0].type, ()))


def _place(at: Position) -> tuple[int, int]:
    return at.line, at.column


def _without(stop: Stop) -> list[Token]:
    """The item without the part in which the parser had to stop; nothing if no part is left to try."""
    parts = list(_parts(stop.tokens))
    starts = list(accumulate((len(part) for part in parts), initial=0))
    wrong = bisect_right(starts[:-1], stop.place) - 1
    if stop.place == starts[wrong] and wrong and "$END" not in stop.possible:
        wrong -= 1  # the part before it broke off
    parts[wrong] = [] if wrong else _head_for(parts[0])
    return [token for part in parts for token in part] if parts[0] and any(parts[1:]) else []


def _head_for(head: Sequence[Token]) -> list[Token]:
    """A head that is right, so that the clauses below a wrong one can be looked at; nothing where there is none."""
    at, text = head[0].at, head[0].text
    if not text:
        return []  # this head is one already
    match head[0].type:
        case "RULE" | "ADJUST" | "SUSPEND" | "SET":
            return [Token("SUSPEND", "", "", at), Token("SLUG", "", "", at)]
        case "TABLE":
            return [Token("TABLE", "", "", at), Token("NAME", "", "", at)]
        case "FACT":
            return [Token("FACT", "", "", at), Token("NAME", "", "", at), Token("STRING", "", "", at)]
    return []


def _replaced(token: Token, word: Word) -> Token:
    return Token(word.token, word.value, token.text, token.at)


def _check_size(tokens: Sequence[Token]) -> None:
    """Refuse what would take too long, or nest too deeply for those who walk over the tree.

    :raises Mistake: The item is too long, or one of its conditions is.
    """
    if len(tokens) > MAX_TOKENS:
        raise Mistake(tokens[0].at, "language.item-too-long", most=MAX_TOKENS)
    operators = 0
    for token in tokens:
        if token.type in _OPERATORS:
            operators += 1
            if operators > MAX_OPERATORS:
                raise Mistake(token.at, "language.condition-too-long", most=MAX_OPERATORS)
        elif token.type in PART_WORDS or token.type in ("VBAR", "VERDICT"):
            operators = 0
