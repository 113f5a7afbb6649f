"""Sentences about conditions: both sides of a comparison computed, what a cell holds, what was expected.

Used only for what did not pass, so nothing here has to be quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.engine.digits import number, percent, prints_as
from compliance.engine.naming import SIGNS, Namer
from compliance.engine.reads import CELLS, items, missing_cells
from compliance.engine.walk import Env, known_of, many, raw_cell, should_be, truth, value
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
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from compliance.program import Node

_ORDER = {"<": "less", "<=": "less-equal", ">": "greater", ">=": "greater-equal"}
_DATE_ORDER = {"<": "earlier", "<=": "earlier-equal", ">": "later", ">=": "later-equal"}
_OPPOSITE = {
    "=": "!=",
    "!=": "=",
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "t=": "t!=",
    "t!=": "t=",
}
_PRINTED = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "~": "≈", "t=": "=", "t!=": "≠"}
SHOWN_ADDENDS = 8
_EXTREMES: dict[str, Callable[[Iterable[Any]], Any]] = {"max": max, "min": min}


class Teller(Namer):
    """Tells the nodes of one instance: it can name them, and makes sentences of the names.

    :param report: The dictionary of ``report.json``, for the words that cells hold.
    """

    def __init__(
        self, env: Env, place: tuple[tuple[str, str], ...], report: dict[str, Any], lang: str
    ) -> None:
        super().__init__(env, place, lang)
        self.report = report

    # ── values ────────────────────────────────────────────────────────────────

    def side(self, node: Node) -> str:
        """One side of a comparison, computed: ``本年新收 35 + 上年结转 0 = 35``."""
        found = value(node, self.env)
        if node[0] in SIGNS or node[0] == "neg":
            return f"{self._formula(node)} = {self._figure(found, node)}"
        return self._leaf(node, found)

    def _formula(self, node: Node) -> str:
        kind = node[0]
        sign, of = self._signed(node)
        if of is not node:
            return self._bracketed(of) if sign > 0 else f"-{self._bracketed(of)}"
        if kind in SIGNS:
            sign, right = self._signed(node[2]) if kind in ("+", "-") else (1, node[2])
            shown = SIGNS[kind] if sign > 0 else SIGNS["+" if kind == "-" else "-"]
            return f"{self._formula(node[1])} {shown} {self._bracketed(right)}"
        if kind == "neg":
            return f"-{self._bracketed(node[1])}"
        return self._leaf(node, value(node, self.env))

    def _signed(self, node: Node) -> tuple[int, Node]:
        """Whether a factor that the phrase stands for (growth is 1, decline is -1) turns a product round, and the rest
        of it: nobody multiplies by one."""
        if node[0] == "*" and node[1][0] == "hole":
            held = self.env.mention.holes[node[1][1]]
            factor = value(node[1], self.env)
            if isinstance(held, tuple) and not self._is_of_the_report(held) and factor in (1, -1):
                return int(factor), node[2]
        return 1, node

    def _bracketed(self, node: Node) -> str:
        formula = self._formula(node)
        return f"({formula})" if node[0] in ("+", "-") else formula

    def _leaf(self, node: Node, found: Any) -> str:
        kind = node[0]
        if kind == "should":
            return self.side(should_be(self.env))
        if kind in ("n", "q", "%", "s", "d", "rd"):
            return self.written(found)
        if kind == "f" and node[1] in _EXTREMES and (told := self._extreme(node, found)):
            return told
        if isinstance(found, Missing):
            return self.say("list").join(self._reasons(found, node))
        if kind == "f" and node[1] == "sum":
            return self._sum(node, found)
        if kind == "scale":
            return self._leaf(node[1], value(node[1], self.env))
        if kind == "by":
            return self.written(found)
        return self.say("addend", name=self.name(node), value=self._figure(found, node))

    def _extreme(self, node: Node, found: Any) -> str:
        """The largest or smallest of several: whose it is, if they are parts'; and where some are missing that of those
        which are there, for it decides whatever they hold."""
        parts = self._held_by_parts(node[2])
        known = [v for v, _ in parts] or [plain(v) for v in known_of(node, self.env, of=node[1])]
        if not known or not (parts or isinstance(found, Missing)):
            return ""
        best = _EXTREMES[node[1]](known)
        told = self.say("addend", name=self.name(node), value=number(best))
        whose = self.say("list").join(name for v, name in parts if v == best)
        return self.say("addend-of", addend=told, whose=whose) if whose else told

    def _held_by_parts(self, arguments: Sequence[Node]) -> list[tuple[Any, str]]:
        """The figures of the parts, and whose they are."""
        return [
            (plain(v), sheet.whose)
            for argument in arguments
            for item in items(argument)
            if item[0] == "parts"
            for sheet, v in zip(self.env.sheet.subordinates or (), many(item, self.env), strict=False)
            if not isinstance(v, Missing)
        ]

    def _sum(self, node: Node, found: Any) -> str:
        name = self.name(node)
        summed = [item for argument in node[2] for item in items(argument)]
        if any(item[0] == "parts" for item in summed):
            units = self._units(node[2])
            if not units:
                return self.say("addend", name=name, value=number(found))
            return self.say("addends", name=name, value=number(found), addends=units)
        if any(item[0] in ("rows", "holes") for item in summed):
            values = [
                number(plain(v))
                for item in summed
                for v in many(item, self.env)
                if not isinstance(v, Missing)
            ]
            addends = " + ".join(values[:SHOWN_ADDENDS]) + (" + …" if len(values) > SHOWN_ADDENDS else "")
            return self.say("addends", name=name, value=number(found), addends=addends)
        told = [(self.name(item), value(item, self.env)) for item in summed]
        # A blank among them is one that the rule leaves out.
        known = [(addend, plain(v)) for addend, v in told if not isinstance(v, Missing)]
        nonzero = [self.say("addend", name=addend, value=number(v)) for addend, v in known if v != 0]
        if not nonzero or len(summed) < 2:
            return self.say("addend", name=name, value=number(found))
        addends = self.say("list").join(nonzero[:SHOWN_ADDENDS]) + (
            "…" if len(nonzero) > SHOWN_ADDENDS else ""
        )
        return self.say("addends", name=name, value=number(found), addends=addends)

    def _units(self, arguments: Sequence[Node]) -> str:
        """What each part adds, by whose report it is; the largest first, for a long list is cut short."""
        told = sorted(
            ((v, whose) for v, whose in self._held_by_parts(arguments) if v != 0),
            key=lambda e: e[0],
            reverse=True,
        )
        shown = [self.say("addend", name=whose, value=number(v)) for v, whose in told[:SHOWN_ADDENDS]]
        return self.say("list").join(shown) + ("…" if len(told) > SHOWN_ADDENDS else "")

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
        if kind == "and":
            broken = [inner for inner in node[1:] if truth(inner, self.env) is False]
            return self.say("and").join(self.failed(inner) for inner in broken)
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
        if sign == "=" and right[0] == "n":
            return self.say("must-be", left=self.side(left), right=self.side(right))
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
        if not isinstance(printed, Printed):
            return self._comparison("=", left, right)
        expected = prints_as(plain(true), printed)
        return self.say("printed", left=self.side(left), right=self._quotient(right), expected=expected)

    def _quotient(self, node: Node) -> str:
        formula = self._formula(node)
        share = plain(value(node, self.env))
        return f"{formula} = {percent(Printed(share, exact(1, 10**4)))}"

    def _state(self, node: Node) -> str:
        state, of = node[1], node[2]
        name = self.name(of)
        found = raw_cell(of, self.env) if of[0] in CELLS else value(of, self.env)
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
            found = raw_cell(node[2], self.env) if node[2][0] in CELLS else value(node[2], self.env)
            if isinstance(found, Missing):
                return self._state(node)
            key = "is-whole" if is_whole(found) else "is-number"
            return self.say(key, name=self.name(node[2]), value=self.written(found))
        if kind == "or":
            holding = [inner for inner in node[1:] if truth(inner, self.env) is True]
            return self.say("and").join(self._unwanted(inner) for inner in holding)
        if kind == "and":
            return self.say("not-all-of", of=self.say("and").join(self._held(inner) for inner in node[1:]))
        if kind in _OPPOSITE:
            return self.failed((_OPPOSITE[kind], *node[1:]))
        return self.say("unwanted", what=self._held(node))

    def _held(self, node: Node) -> str:
        """A condition that holds, as a formula: ``本年新收 35 ≥ 上年结转 0``."""
        kind = node[0]
        if kind == "chain":
            sides = [self.side(inner) for inner in node[2]]
            links = (f" {_PRINTED[sign]} {told}" for sign, told in zip(node[1], sides[1:], strict=True))
            return sides[0] + "".join(links)
        if kind in _PRINTED:
            return f"{self.side(node[1])} {_PRINTED[kind]} {self.side(node[2])}"
        return self.name(node) if kind == "f" else self._unwanted(node)

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
        return self.choices(held)

    # ── unknowns ──────────────────────────────────────────────────────────────

    def unknown(self) -> str:
        """What made the instance unknown: each missing thing once."""
        return self.say("unknown", reasons=self._missing())

    def left_blank(self) -> str:
        """What was left blank, of an instance that a blank makes fail: each once."""
        return self.say("blank-fails", reasons=self._missing())

    def _missing(self) -> str:
        reasons = []
        for found, node in self.env.missing:
            for reason in self._reasons(found, node):
                if reason not in reasons:
                    reasons.append(reason)
        shown = reasons[:SHOWN_ADDENDS] + (["…"] if len(reasons) > SHOWN_ADDENDS else [])
        return self.say("list").join(shown)

    def _reasons(self, found: Missing, node: Node) -> list[str]:
        inner = missing_cells(node, self.env) or [(found, node)]
        return [self._reason(why, of) for why, of in inner]

    def _reason(self, why: Missing, of: Node) -> str:
        if of[0] == "report":
            return self.say("why-no-report", whose=of[1])
        text = self.cell_text(of)
        # What stands in a cell of another report is not at hand.
        key = "why-no-number" if why in (NIL, TEXT) and not text else f"why-{why.kind}"
        return self.say(key, name=self.name(of), text=text)
