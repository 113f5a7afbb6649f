"""What nodes are called, and how values, words and lists are written, in one language.

Used only for what did not pass, so nothing here has to be quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.engine.digits import number, percent
from compliance.engine.walk import Env, should_be, value
from compliance.messages import say
from compliance.messages.engine import TABLE
from compliance.values import Missing, Printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.narrative.patterns import Pattern
    from compliance.program import Node

SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
"""The nodes of arithmetic, and the signs that a person writes."""
SHOWN_CHOICES = 4


class Namer:
    """Names the nodes of one instance.

    :param env: Where the instance stands.
    :param place: The instance's place, ((kind, name), …): what is said of the place is left out of the names.
    """

    def __init__(self, env: Env, place: tuple[tuple[str, str], ...], lang: str) -> None:
        self.env = env
        self.place = dict(place)
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        """A sentence of ``messages/engine.py``."""
        return say(self.lang, f"engine.{key}", **values)

    # ── nodes ─────────────────────────────────────────────────────────────────

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
        if kind == "of":
            return self.say("of", whose=node[1], name=self.name(node[2]))
        if kind == "report":
            return self.say("report-of", whose=node[1])
        if kind in ("prop", "pprop"):
            name = self.say(node[1])
            return name if kind == "prop" else self.say("previous", name=name)
        if kind in ("text", "ptext"):
            name = self.say("section", number=node[1])
            return name if kind == "text" else self.say("previous", name=name)
        if kind == "sec":
            return self._section_name(node[1])
        if kind == "psec":
            return self.say("previous", name=self._section_name(node[1]))
        if kind == "found":
            return str(node[1])
        if kind == "hole" and self._is_of_the_report(self.env.mention.holes[node[1]]):
            return self.name(self.env.mention.holes[node[1]])
        if kind in ("hole", "holes"):
            return self.say("mentioned") if len(self.env.mention.holes) == 1 else str(node[1])
        if kind == "first":
            return self.say("first", name=node[1])
        if kind == "should":
            return self.name(should_be(self.env))
        if kind == "either":
            return self.say("or-list").join(self.name(inner) for inner in node[1:])
        if kind == "pshould":
            return self.say("previous", name=self.name(should_be(self.env)))
        if kind == "mention":
            return self.say("mentioned")
        if kind == "f":
            return self._call_name(node)
        if kind in SIGNS:
            return f"{self.name(node[1])} {SIGNS[kind]} {self.name(node[2])}"
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

    @staticmethod
    def _is_of_the_report(held: Any) -> bool:
        """Whether a phrase stands for something of the report; a plain figure (“没有收到” is 0) is its own."""
        return isinstance(held, tuple) and held[0] not in ("n", "q", "%")

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
        if len(arguments) == 1 and arguments[0][0] == "parts" and f"{function}-of-parts" in TABLE:
            return self.say(f"{function}-of-parts")
        names = [
            label or self._argument_name(argument) for argument, label in zip(arguments, labels, strict=True)
        ]
        known = f"{function}-of" if function == "attainable" else function
        called = self.say(known) if known in TABLE else function
        return self.say("call", function=called, arguments=self.say("list").join(names))

    def _argument_name(self, argument: Node) -> str:
        if argument[0] == "pattern":
            return self.words(argument[1])
        if argument[0] == "many":
            return self.say("list").join(self._argument_name(inner) for inner in argument[1:])
        return self.name(argument)

    # ── values, words, lists ──────────────────────────────────────────────────

    def written(self, found: Any) -> str:
        """A value as a person writes it."""
        if isinstance(found, Missing):
            return self.say(f"missing-{found.kind}")
        if isinstance(found, Printed):
            return percent(found)
        if isinstance(found, str):
            return found if _is_date(found) else self.say("quoted", text=found)
        if isinstance(found, tuple):
            return self.say("or-list").join(self.say("quoted", text=text) for text in found)
        return number(found)

    def words(self, pattern: Pattern) -> str:
        """A phrase as a person reads it: its first words, gaps as dots, choices joined."""
        choices = [piece[1] for piece in pattern if piece[0] == "w"]
        if len(pattern) == 1 and len(choices) == 1:
            return self.choices(choices[0])
        shown = "".join(
            "……" if piece[0] == "gap" else _shortest(piece[1])
            for piece in pattern
            if piece[0] in ("w", "gap")
        )
        return self.say("quoted", text=shown)

    def choices(self, texts: Sequence[str]) -> str:
        """The first of several texts between which a writer may choose; a long list helps nobody."""
        quoted = [self.say("quoted", text=text) for text in texts if text]
        if len(quoted) > SHOWN_CHOICES:
            return self.say("and-others", texts=self.say("list").join(quoted[:SHOWN_CHOICES]))
        return self.say("or-list").join(quoted)


def _is_date(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text[:4].isdigit()


def _shortest(words: tuple[str, ...]) -> str:
    return "" if "" in words else words[-1] if len(words) == 1 else f"[{'|'.join(words)}]"
