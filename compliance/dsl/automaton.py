"""The parser of one item: a table of states that Lark makes from the grammar, and the loop that follows it.

Lark reads ``grammar/govcheck.lark`` and finds its states. That takes 60 ms, and importing Lark another 30: more than
the rest of the way from rule text to a checked report. So the states are kept beside the grammar, in ``tables.json``.
They carry the grammar's digest: where it does not fit (the grammar was just edited), Lark is asked, and a test says
that the file has to be written anew::

    python -m compliance.dsl.automaton

What the loop does is what Lark's own does, tree shaping included, but it can be asked what would have been possible.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from compliance.dsl.words import WORDS
from compliance.resources import read

if TYPE_CHECKING:
    from compliance.dsl.token import Token

    Tables = dict[str, Any]
    """``of``: digest of the grammar. ``rules``: [origin, length, method, [[place, spread] …], single]. ``states``:
    for each state [[action, symbols] …], an action being a state to go to, or -1 - the rule to reduce by. State 0 is
    the first, ``end`` the one in which an item is complete."""

END = "$END"
_FILE = "grammar/tables.json"


def grammar_text() -> str:
    """The grammar, the words declared as tokens."""
    words = " ".join(sorted({word.token for word in WORDS}))
    text = read("grammar/govcheck.lark").decode("utf-8").replace("\r\n", "\n")
    return f"{text}\n%declare {words}\n"


def digest() -> str:
    """What tells one grammar from another."""
    return blake2b(grammar_text().encode(), digest_size=16).hexdigest()


@cache
def tables() -> Tables:
    """The tables as they lie beside the grammar, or fresh ones where they are those of another grammar."""
    try:
        kept: Tables = json.loads(read(_FILE))
    except FileNotFoundError:
        return build()
    return kept if kept["of"] == digest() else build()


def build() -> Tables:
    """Have Lark make the tables, numbered as they are reached from the first state, whatever its version."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import Lexer

    class NoLexer(Lexer):  # Lark wants one; it is never asked for a token
        def __init__(self, _: object) -> None:
            pass

        lex = NotImplemented

    # strict: a conflict is refused, not settled.
    lark = Lark(
        grammar_text(), parser="lalr", lexer=NoLexer, start="item", strict=True, maybe_placeholders=False
    )
    found = lark.parse_interactive().parser_state.parse_conf
    rules = sorted(
        {arg for state in found.states.values() for _, arg in state.values() if isinstance(arg, Rule)},
        key=str,
    )
    numbers = {rule: -1 - number for number, rule in enumerate(rules)}
    order = [found.start_state]
    states = []
    for state in order:  # grows while it is walked
        actions: dict[int, list[str]] = {}
        for symbol, (_, arg) in sorted(found.states[state].items()):
            if arg not in numbers and arg not in order:
                order.append(arg)
            actions.setdefault(numbers[arg] if arg in numbers else order.index(arg), []).append(symbol)
        states.append([[action, " ".join(symbols)] for action, symbols in actions.items()])
    return {
        "of": digest(),
        "rules": [_shape(rule) for rule in rules],
        "states": states,
        "end": order.index(found.end_state),
    }


def _shape(rule: Any) -> list[Any]:
    """What the loop has to know of one of Lark's rules."""
    kept = [
        [place, not symbol.is_term and symbol.name.startswith("_")]
        for place, symbol in enumerate(rule.expansion)
        if not (symbol.is_term and symbol.filter_out)
    ]
    single = bool(rule.options.expand1) and not rule.alias
    return [rule.origin.name, len(rule.expansion), rule.alias or rule.origin.name, kept, single]


def printed(made: Tables) -> str:
    """The tables as they are kept: a state and a rule a line."""
    rules = ",\n".join(f"  {json.dumps(rule)}" for rule in made["rules"])
    states = ",\n".join(f"  {json.dumps(state)}" for state in made["states"])
    return (
        '{\n"what": "Made from govcheck.lark and words.txt by python -m compliance.dsl.automaton; not to be edited.",\n'
        f'"of": "{made["of"]}",\n"end": {made["end"]},\n"rules": [\n{rules}\n],\n"states": [\n{states}\n]\n}}\n'
    )


class Automaton:
    """Follows the tables; what it recognises becomes what the methods of *builder* make of it."""

    def __init__(self, made: Tables, builder: object) -> None:
        self._states = [
            {symbol: action for action, symbols in state for symbol in symbols.split()}
            for state in made["states"]
        ]
        self._end: int = made["end"]
        self._rules = [
            (
                origin,
                length,
                # None: all that the rule consists of, as it is
                None if kept == [[place, False] for place in range(length)] else [tuple(one) for one in kept],
                single,
                list if origin.startswith("_") else getattr(builder, method, list),
            )
            for origin, length, method, kept, single in made["rules"]
        ]

    def run(self, tokens: Sequence[Token]) -> tuple[bool, Any]:
        """(True, what the tokens mean), or (False, the place of the first that does not fit)."""
        states, rules, end = self._states, self._rules, self._end
        stack = [0]
        values: list[Any] = []
        for place in range(len(tokens) + 1):
            token = tokens[place] if place < len(tokens) else None
            symbol = END if token is None else token.type
            while True:
                action = states[stack[-1]].get(symbol)
                if action is None:
                    return False, place
                if action >= 0:
                    stack.append(action)
                    values.append(token)
                    break
                origin, length, kept, single, method = rules[-1 - action]
                parts = values[len(values) - length :]
                if length:
                    del stack[-length:], values[-length:]
                if kept is not None:
                    parts = _shaped(parts, kept)
                values.append(parts[0] if single and len(parts) == 1 else method(parts))
                stack.append(states[stack[-1]][origin])
                if token is None and stack[-1] == end:
                    return True, values[-1]
        raise AssertionError("the end is never shifted")

    def possible(self, before: Iterable[Token]) -> set[str]:
        """The types of token that could follow these, all of which fit."""
        stack = self._after([0], (token.type for token in before))
        symbols = (symbol for symbol in self._states[stack[-1]] if symbol == END or symbol.isupper())
        return {symbol for symbol in symbols if self._after(stack, [symbol])}

    def fits(self, tokens: Iterable[Token]) -> bool:
        """Whether the tokens are the beginning of an item."""
        return bool(self._after([0], (token.type for token in tokens)))

    def _after(self, stack: list[int], symbols: Iterable[str]) -> list[int]:
        """The states after some more symbols; none, if one does not fit."""
        stack = list(stack)
        for symbol in symbols:
            while True:
                action = self._states[stack[-1]].get(symbol)
                if action is None:
                    return []
                if action >= 0:
                    stack.append(action)
                    break
                origin, length, *_ = self._rules[-1 - action]
                del stack[len(stack) - length :]
                stack.append(self._states[stack[-1]][origin])
                if symbol == END and stack[-1] == self._end:
                    break
        return stack


def _shaped(parts: list[Any], kept: list[tuple[int, bool]]) -> list[Any]:
    """What of a rule is handed to its method; the parts of a list are spread out."""
    out: list[Any] = []
    for place, spread in kept:
        if spread:
            out += parts[place]
        else:
            out.append(parts[place])
    return out


if __name__ == "__main__":
    with open(_FILE, "w", encoding="utf-8", newline="\n") as file:
        file.write(printed(build()))
