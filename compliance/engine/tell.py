"""Sentences about nodes: both sides of a comparison computed, what a cell holds, what was expected.

Used only for what did not pass, so nothing here has to be quick.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from compliance.engine.sheet import Sheet
from compliance.engine.walk import Env, many, raw_cell, value
from compliance.messages import say
from compliance.narrative.patterns import find
from compliance.values import (
    ABSENT,
    BLANK,
    NIL,
    TEXT,
    Missing,
    Printed,
    distance,
    exact,
    is_whole,
    normalise,
    plain,
    to_decimal,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.narrative.patterns import Pattern
    from compliance.program import Node

_CELLS = ("c", "pc", "row", "prow")
_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
_ORDER = {"<": "less", "<=": "less-equal", ">": "greater", ">=": "greater-equal"}
_DATE_ORDER = {"<": "earlier", "<=": "earlier-equal", ">": "later", ">=": "later-equal"}
SHOWN_ADDENDS = 8
SHOWN_CHOICES = 4


class Teller:
    """Tells nodes of one instance in one language.

    :param env: Where the instance stands.
    :param place: The instance's place, ((kind, name), …): what is said of the place is left out of the names.
    :param report: The dictionary of ``report.json``, for the words that cells hold.
    """

    def __init__(
        self, env: Env, place: tuple[tuple[str, str], ...], report: dict[str, Any], lang: str
    ) -> None:
        self.env = env
        self.place = dict(place)
        self.report = report
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        """A sentence of ``messages/engine.py``."""
        return say(self.lang, f"engine.{key}", **values)

    # ── names ─────────────────────────────────────────────────────────────────

    def name(self, node: Node) -> str:
        """What a node is called, without its value."""
        kind = node[0]
        if kind in ("c", "pc"):
            name = self._cell_name(*self.env.sheet.program["layout"][node[1]][1:])
            return name if kind == "c" else self.say("previous", name=name)
        if kind in ("row", "prow"):
            name = self._cell_name(self.env.row, node[2])
            return name if kind == "row" else self.say("previous", name=name)
        if kind == "rows":
            return str(self.env.sheet.program["open_tables"][node[1]][0])
        if kind == "parts":
            return self.say("parts", name=self.name(node[1]))
        if kind in ("prop", "pprop"):
            name = self.say(node[1])
            return name if kind == "prop" else self.say("previous", name=name)
        if kind in ("text", "ptext"):
            name = self.say("section", number=node[1])
            return name if kind == "text" else self.say("previous", name=name)
        if kind == "sec":
            return self._section_name(node[1])
        if kind == "found":
            return str(node[1])
        if kind in ("hole", "holes"):
            return self.say("mentioned") if len(self.env.mention.holes) == 1 else str(node[1])
        if kind == "should":
            return self.name(self.env.mention.should_be)
        if kind == "mention":
            return self.say("mentioned")
        if kind == "f":
            return self._call_name(node)
        if kind in _SIGNS:
            return f"{self.name(node[1])} {_SIGNS[kind]} {self.name(node[2])}"
        if kind == "scale":
            return self.name(node[1])
        if kind == "setting":
            return str(node[1])
        if kind == "by":
            return self.name(node[1])
        if kind == "neg":
            return f"-{self.name(node[1])}"
        if kind == "rd":
            return self.say(
                f"date-{node[1]}" if node[1] in (-1, 0, 1) else "date", month=node[2], day=node[3]
            )
        return self.written(value(node, self.env))

    def _cell_name(self, row: str, column: str) -> str:
        if self.place.get("column") == column and "row" not in self.place:
            return row
        if self.place.get("row") == row and "column" not in self.place:
            return column
        return self.say("cell", row=row, column=column)

    def _section_name(self, attribute: str) -> str:
        if attribute in ("title", "number"):
            return self.say(attribute)
        if attribute == "place":
            return self.say("place-of")
        if attribute == "text":
            return self.say("the-section")
        return self.written(value(("sec", attribute), self.env))

    def _call_name(self, node: Node) -> str:
        function, arguments, labels = node[1], node[2], node[3]
        if function == "sum" and len(arguments) == 1 and labels[0]:
            return self.say("group-sum", label=labels[0])
        names = [
            label or self._argument_name(argument) for argument, label in zip(arguments, labels, strict=True)
        ]
        known = f"{function}-of" if function == "attainable" else function
        from compliance.messages.engine import TABLE

        called = self.say(known) if known in TABLE else function
        return self.say("call", function=called, arguments=self.say("list").join(names))

    def _argument_name(self, argument: Node) -> str:
        if argument[0] == "pattern":
            return self.words(argument[1])
        if argument[0] == "many":
            return self.say("list").join(self._argument_name(inner) for inner in argument[1:])
        return self.name(argument)

    # ── values ────────────────────────────────────────────────────────────────

    def written(self, found: Any) -> str:
        """A value as a person writes it."""
        if isinstance(found, Missing):
            return self.say(f"missing-{found.kind}")
        if isinstance(found, Printed):
            return _percent(found)
        if isinstance(found, str):
            return found if _is_date(found) else self.say("quoted", text=found)
        if isinstance(found, tuple):
            return self.say("or-list").join(self.say("quoted", text=text) for text in found)
        return number(found)

    def side(self, node: Node) -> str:
        """One side of a comparison, computed: ``本年新收 35 + 上年结转 0 = 35``."""
        found = value(node, self.env)
        if node[0] in _SIGNS or node[0] == "neg":
            return f"{self._formula(node)} = {self._figure(found, node)}"
        return self._leaf(node, found)

    def _formula(self, node: Node) -> str:
        kind = node[0]
        if kind in _SIGNS:
            return f"{self._formula(node[1])} {_SIGNS[kind]} {self._bracketed(node[2])}"
        if kind == "neg":
            return f"-{self._bracketed(node[1])}"
        return self._leaf(node, value(node, self.env))

    def _bracketed(self, node: Node) -> str:
        formula = self._formula(node)
        return f"({formula})" if node[0] in ("+", "-") else formula

    def _leaf(self, node: Node, found: Any) -> str:
        kind = node[0]
        if kind == "should":
            return self.side(self.env.mention.should_be)
        if kind in ("n", "q", "%", "s", "d", "rd"):
            return self.written(found)
        if kind == "f" and node[1] == "sum":
            return self._sum(node, found)
        if isinstance(found, Missing):
            return self.say(f"why-{found.kind}", name=self.name(node), text=self.cell_text(node))
        if kind == "scale":
            return self._leaf(node[1], value(node[1], self.env))
        if kind == "by":
            return self.written(found)
        return self.say("addend", name=self.name(node), value=self._figure(found, node))

    def _sum(self, node: Node, found: Any) -> str:
        name = self.name(node)
        items = [item for argument in node[2] for item in _items(argument)]
        if any(item[0] in ("rows", "parts", "holes") for item in items):
            values = [
                number(plain(v)) for item in items for v in many(item, self.env) if not isinstance(v, Missing)
            ]
            addends = " + ".join(values[:SHOWN_ADDENDS]) + (" + …" if len(values) > SHOWN_ADDENDS else "")
            return self.say("addends", name=name, value=number(found), addends=addends)
        told = [(self.name(item), value(item, self.env)) for item in items]
        nonzero = [self.say("addend", name=n, value=number(plain(v))) for n, v in told if v != 0]
        if not nonzero or len(items) < 2:
            return self.say("addend", name=name, value=number(found))
        addends = self.say("list").join(nonzero[:SHOWN_ADDENDS]) + (
            "…" if len(nonzero) > SHOWN_ADDENDS else ""
        )
        return self.say("addends", name=name, value=number(found), addends=addends)

    def _figure(self, found: Any, node: Node) -> str:
        unit = self._money_unit(node)
        return f"{self.written(found)} {unit}" if unit else self.written(found)

    def _money_unit(self, node: Node) -> str:
        if node[0] not in ("c", "pc"):
            return ""
        unit = self.env.sheet.program["cell_units"][node[1]]
        return "" if self.env.sheet.program["units"][unit][4] else str(unit)

    def cell_text(self, node: Node) -> str:
        """The words that a cell holds instead of a number."""
        if node[0] not in ("c", "row"):
            return ""
        table, row, column = (
            self.env.sheet.program["layout"][node[1]] if node[0] == "c" else (node[1], self.env.row, node[2])
        )
        held = self.report.get("tables", {}).get(table, {}).get(row, {}).get(column)
        return str(held["text"]) if isinstance(held, dict) and "text" in held else ""

    # ── conditions ────────────────────────────────────────────────────────────

    def failed(self, node: Node) -> str:
        """Why a condition that should hold does not."""
        kind = node[0]
        if kind == "=" or kind in _ORDER or kind == "!=":
            return self._comparison(kind, node[1], node[2])
        if kind == "chain":
            return self._chain(node)
        if kind in ("t=", "t!="):
            key = "text-equal" if kind == "t=" else "text-different"
            return self.say(key, left=self._told(node[1]), right=self.written(value(node[2], self.env)))
        if kind == "~":
            return self._approximate(node)
        if kind == "is":
            return self._state(node)
        if kind == "mentions":
            return self.say("no-mention", where=self.name(node[1]), what=self.words(node[2]))
        if kind == "in":
            return self.say("not-one-of", name=self._told(node[1]), choices=self._choices(node[2]))
        if kind == "not":
            return self._unwanted(node[1])
        if kind == "or":
            return self.say("both").join(self.failed(inner) for inner in node[1:])
        if kind == "f" and node[1] == "attainable":
            rate, total = (value(argument, self.env) for argument in node[2])
            return self.say("attainable", total=number(plain(total)), rate=self.written(rate))
        if kind == "f" and node[1] == "contains":
            text, part = node[2]
            return self.say("lacks", text=self._told(text), part=self._told(part))
        return self.say("question", call=self.name(node))

    def _comparison(self, sign: str, left: Node, right: Node) -> str:
        a, b = value(left, self.env), value(right, self.env)
        if sign == "=" and left[0] == "sec":
            return self.say("text-equal", left=self.side(left), right=f" {self.written(b)}")
        if sign == "=" and not isinstance(a, str):
            apart = distance(plain(a), plain(b))
            gap = (
                self.written(Printed(apart, 0)) if isinstance(a, Printed) and a.value <= 1 else number(apart)
            )
            return self.say("equal", left=self.side(left), right=self.side(right), difference=gap)
        if sign == "=":
            return self.say("text-equal", left=self.side(left), right=self.side(right))
        if sign == "!=":
            return self.say("different", left=self.side(left), right=self.side(right))
        order = _DATE_ORDER if isinstance(a, str) else _ORDER
        return self.say("ordered", left=self.side(left), sign=self.say(order[sign]), right=self.side(right))

    def _chain(self, node: Node) -> str:
        from compliance.engine.walk import truth

        links = zip(node[1], node[2], node[2][1:], strict=False)
        broken = [(sign, a, b) for sign, a, b in links if truth((sign, a, b), self.env) is False]
        return self.say("and").join(self._comparison(*link) for link in broken)

    def _approximate(self, node: Node) -> str:
        printed, true = value(node[1], self.env), value(node[2], self.env)
        left, right = node[1], node[2]
        if node[3] is not None:
            within = self.written(value(node[3], self.env))
            return self.say("within", left=self.side(left), right=self.side(right), within=within)
        if not isinstance(printed, Printed) and isinstance(true, Printed):
            printed, true, left, right = true, printed, right, left
        expected = prints_as(plain(true), printed)
        return self.say("printed", left=self.side(left), right=self._quotient(right), expected=expected)

    def _quotient(self, node: Node) -> str:
        formula = self._formula(node)
        share = plain(value(node, self.env))
        return f"{formula} = {_percent(Printed(share, exact(1, 10**4)))}"

    def _state(self, node: Node) -> str:
        state, of = node[1], node[2]
        name = self.name(of)
        found = raw_cell(of, self.env) if of[0] in _CELLS else value(of, self.env)
        if found is BLANK:
            return self.say("is-blank", name=name)
        if found in (NIL, TEXT):
            return self.say("is-nil", name=name, text=self.cell_text(of))
        if found is ABSENT:
            return self.say("is-absent", name=name)
        if state == "whole":
            return self.say("is-not-whole", name=name, value=self.written(found))
        key = {"blank": "is-not-blank", "absent": "is-there", "text": "is-no-text"}.get(state, "is-number")
        return self.say(key, name=name, value=self.written(found))

    def _unwanted(self, node: Node) -> str:
        """Why a condition that should not hold does."""
        kind = node[0]
        if kind == "mentions":
            quote = self.said(node)
            return self.say("mention", where=self.name(node[1]), quote=quote)
        if kind == "in":
            return self.say("one-of", name=self._told(node[1]), choices=self._choices(node[2]))
        if kind == "not":
            return self.failed(node[1])
        if kind == "is":
            found = raw_cell(node[2], self.env) if node[2][0] in _CELLS else value(node[2], self.env)
            if isinstance(found, Missing):
                return self._state(node)
            key = "is-whole" if is_whole(found) else "is-number"
            return self.say(key, name=self.name(node[2]), value=self.written(found))
        if kind in ("and", "or"):
            return self.say(
                "not-all-of", of=self.say("and").join(self._unwanted(inner) for inner in node[1:])
            )
        if len(node) >= 3 and kind in ("=", "t=", "<", "<=", ">", ">=", "!=", "t!="):
            return self.say("different", left=self.side(node[1]), right=self.side(node[2]))
        return self.say("question", call=self.name(node) if kind == "f" else kind)

    def said(self, node: Node) -> str:
        """The words of the report that a phrase was found in."""
        text = value(node[1], self.env)
        told = normalise(text)
        for match in find(told, node[2], []):
            return told[match.start : match.end]
        return ""

    def _told(self, node: Node) -> str:
        found = value(node, self.env)
        if node[0] in ("sec", "prop", "pprop"):
            return f"{self.name(node)}{self.written(found)}"
        return self.written(found)

    def _choices(self, choices: Any) -> str:
        held = value(choices, self.env) if choices and choices[0] == "sec" else choices
        return self._some(held)

    def _some(self, texts: Sequence[str]) -> str:
        """The first of several texts between which a writer may choose; a long list helps nobody."""
        quoted = [self.say("quoted", text=text) for text in texts if text]
        if len(quoted) > SHOWN_CHOICES:
            return self.say("and-others", texts=self.say("list").join(quoted[:SHOWN_CHOICES]))
        return self.say("or-list").join(quoted)

    def words(self, pattern: Pattern) -> str:
        """A phrase as a person reads it: its first words, gaps as dots, choices joined."""
        choices = [piece[1] for piece in pattern if piece[0] == "w"]
        if len(pattern) == 1 and len(choices) == 1:
            return self._some(choices[0])
        shown = "".join(
            "……" if piece[0] == "gap" else _shortest(piece[1])
            for piece in pattern
            if piece[0] in ("w", "gap")
        )
        return self.say("quoted", text=shown)

    # ── unknowns ──────────────────────────────────────────────────────────────

    def unknown(self) -> str:
        """What made the instance unknown: each missing thing once."""
        reasons = []
        for found, node in self.env.missing:
            for reason in self._reasons(found, node):
                if reason not in reasons:
                    reasons.append(reason)
        shown = reasons[:SHOWN_ADDENDS] + (["…"] if len(reasons) > SHOWN_ADDENDS else [])
        return self.say("unknown", reasons=self.say("list").join(shown))

    def _reasons(self, found: Missing, node: Node) -> list[str]:
        inner = missing_cells(node, self.env) or [(found, node)]
        return [self.say(f"why-{why.kind}", name=self.name(of), text=self.cell_text(of)) for why, of in inner]


def missing_cells(node: Node, env: Env) -> list[tuple[Missing, Node]]:
    """The cells inside a figure that are missing, in order."""
    kind = node[0]
    if kind in _CELLS or kind == "hole":
        found = value(node, env)
        return [(found, node)] if isinstance(found, Missing) else []
    if kind == "should":
        return missing_cells(env.mention.should_be, env)
    children: list[Node] = []
    if kind in ("+", "-", "*", "/", "days", "later"):
        children = [node[1], node[2]]
    elif kind in ("neg", "scale"):
        children = [node[1]]
    elif kind == "f":
        children = [item for argument in node[2] for item in _items(argument)]
    return [
        missing for child in children if isinstance(child[0], str) for missing in missing_cells(child, env)
    ]


def _items(argument: Node) -> list[Node]:
    if argument[0] == "pattern":
        return []
    return [item for inner in argument[1:] for item in _items(inner)] if argument[0] == "many" else [argument]


def number(found: Any) -> str:
    """A figure in plain digits."""
    exactly: int | Decimal = to_decimal(plain(found))
    return f"{exactly:f}" if isinstance(exactly, Decimal) else str(exactly)


def prints_as(true: Any, like: Printed) -> str:
    """The true figure with the digits of a printed one: rounded, and cut off where that differs."""
    if like.claim or not like.unit:
        like = Printed(like.value, exact(1, 10**4))
    unit = (Decimal(to_decimal(like.unit)) * 100).normalize()
    share = to_decimal(true * 100)
    rounded = round(Decimal(share) / unit) * unit
    cut = int(Decimal(share) / unit) * unit
    texts = [f"{n:f}%" for n in dict.fromkeys((rounded, cut)) if n not in (0, 100) or n == share]
    return "/".join(texts) or f"{share:f}%"


def _percent(found: Printed) -> str:
    share = to_decimal(found.value * 100)
    if not found.unit:
        return f"{share:f}%" if isinstance(share, Decimal) else f"{share}%"
    step = to_decimal(found.unit * 100)
    places = -step.as_tuple().exponent if isinstance(step, Decimal) else 0  # type: ignore[operator]
    return f"{Decimal(share):.{max(0, places)}f}%"


def _is_date(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text[:4].isdigit()


def _shortest(words: tuple[str, ...]) -> str:
    return "" if "" in words else words[-1] if len(words) == 1 else f"[{'|'.join(words)}]"


def cell_refs(node: Node, env: Env) -> list[tuple[str, Sheet | None, int | tuple[str, str, str]]]:
    """The cells that a condition reads, in order, each once: (kind, sheet, index in the layout or open address)."""
    found: list[tuple[str, Sheet | None, int | tuple[str, str, str]]] = []
    for one in _cell_refs(node, env):
        if one not in found:
            found.append(one)
    return found


def _cell_refs(node: Any, env: Env) -> list[tuple[str, Sheet | None, int | tuple[str, str, str]]]:
    if not isinstance(node, tuple) or not node:
        return []
    kind = node[0]
    if kind == "c":
        return [("c", env.sheet, node[1])]
    if kind == "pc":
        return [("pc", env.sheet.previous, node[1])]
    if kind in ("row", "prow"):
        return [(kind, env.sheet if kind == "row" else env.sheet.previous, (node[1], env.row, node[2]))]
    if kind == "rows":
        rows = env.sheet.open_rows.get(node[1], {})
        return [("row", env.sheet, (node[1], row, node[2])) for row in rows]
    if kind == "parts":
        return [
            ("part", sheet, ref)
            for sheet in env.sheet.subordinates or ()
            for _, _, ref in _cell_refs(node[1], env)
        ]
    if kind == "should":
        return _cell_refs(env.mention.should_be, env)
    return [ref for inner in node for ref in _cell_refs(inner, env)]
