"""The examples that rules carry, run as what they are: proofs.

An example is a report in which everything that it does not name is 0 or empty. It is laid out as a sheet and judged by
the walk, so an example proves the meaning, and the property tests prove that the generated code means the same.

:func:`surviving_mutants` turns the question round: it changes each operator of a rule and names the changes that no
example notices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.engine.run import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, Instance, decide, facts_of
from compliance.engine.sheet import Part, Sheet, cell_value
from compliance.engine.walk import Env, mentions_of, value
from compliance.errors import Position, RuleError
from compliance.messages import Message
from compliance.values import ABSENT, BLANK, Missing, plain, to_decimal

if TYPE_CHECKING:
    from compliance.engine.walk import Function
    from compliance.program import Node, Program

OPEN_ROWS = "例"
"""How the open rows of an example are called; numbered from the second on."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One example: what it claims and what the rule makes of it. ``file`` and ``line`` are where it is written."""

    rule: str
    claimed: str
    found: str
    file: str
    line: int

    @property
    def holds(self) -> bool:
        """The rule gives the verdict that the example claims."""
        return self.claimed == self.found

    def error(self, line: str) -> RuleError:
        """The mistake of an example that does not hold.

        :param line: The line of the rule file in which it stands.
        """
        column = len(line) - len(line.lstrip()) + 1
        told = {name: Message(f"rules.verdict-{getattr(self, name)}") for name in ("claimed", "found")}
        return RuleError(Message("rules.wrong-example", **told), Position(self.file, self.line, column), line)


def prove(program: Program, functions: Mapping[str, Function] | None = None) -> list[Proof]:
    """Every example of every rule, judged."""
    return [
        Proof(rule["name"], claimed, _verdict(program, r, targets, functions or {}), *place)
        for r, rule in enumerate(program["rules"])
        for claimed, targets, place in rule["examples"]
    ]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a rule that none of its examples notices: ``before`` and ``after`` are node kinds."""

    rule: str
    clause: str
    before: str
    after: str


def surviving_mutants(program: Program, functions: Mapping[str, Function] | None = None) -> list[Mutant]:
    """The changes of operators and states that no example notices, rule by rule."""
    survivors = []
    for r, rule in enumerate(program["rules"]):
        for clause, before, after, changed in _mutants(rule):
            mutated = {**program, "rules": (*program["rules"][:r], changed, *program["rules"][r + 1 :])}
            if all(
                _verdict(mutated, r, targets, functions or {}) == claimed
                for claimed, targets, _ in rule["examples"]
            ):
                survivors.append(Mutant(rule["name"], clause, before, after))
    return survivors


# ── judging ───────────────────────────────────────────────────────────────────


def _verdict(
    program: Program,
    r: int,
    targets: tuple[tuple[Node, tuple[Node, ...]], ...],
    functions: Mapping[str, Function],
) -> str:
    rule = program["rules"][r]
    example = _Example(program, rule, targets)
    verdicts = []
    for instance in _instances(program, r, example):
        env = instance.env(example.sheet, rule["blank"], functions)
        env.given = example.given
        verdicts.append(decide(instance, env)[0])
    # Of the mentions of a fact the worst counts; every other rule has one instance here.
    return next((v for v in (FAIL, UNKNOWN, PASS) if v in verdicts), NOT_APPLICABLE)


def _instances(program: Program, r: int, example: _Example) -> list[Instance]:
    rule = program["rules"][r]
    if rule["each"] == "mention":
        told = [mention for fact in facts_of(rule) for mention in mentions_of(example.sheet, fact)]
        return [Instance(r, (), *rule["template"], mention=mention) for mention in told]
    if rule["each"] == "section":
        return [Instance(r, (), *rule["template"], section=example.section)]
    rows = [row for rows in example.sheet.open_rows.values() for row in rows]
    if rule["template"] is not None and (example.names_open_rows or not rule["instances"]):
        return [Instance(r, (), *rule["template"], row=rows[0])]
    if "open_cells" in rule and (example.names_open_rows or not rule["instances"]):
        return [Instance(r, (), *rule["open_cells"][0][1:], row=rows[0])]
    return [Instance(r, *rule["instances"][0])]


class _Example:
    """An example row laid out: the sheet, and the values that no sheet can hold."""

    def __init__(
        self, program: Program, rule: dict[str, Any], targets: tuple[tuple[Node, tuple[Node, ...]], ...]
    ) -> None:
        self.program = program
        self.rule = rule
        self.given: dict[Node, Any] = {}
        self.section = 0
        self.names_open_rows = False
        self.sheet = self._empty()
        for target, values in targets:
            if target == ("prop", "year"):
                self.sheet.properties["year"] = plain(self._value(values[0]))
        for target, values in targets:
            self._put(self.sheet, target, values)

    def _empty(self) -> Sheet:
        """A report in which every cell is 0, every part is there under its own title, and every text is empty."""
        program = self.program
        years = [year for year in (program["since"], self.rule["since"]) if year is not None]
        parts = []
        for i, (number, title, _, _) in enumerate(program["headings"]):
            part = Part(number, title, i + 1, [])
            part.prescribed = i
            parts.append(part)
        properties: dict[str, Any] = dict.fromkeys(("report_title", "agency", "agency_kind", "preface"), "")
        properties |= {"year": max(years, default=2021), "edition": program["edition"], "published": None}
        properties |= {"period_start": None, "period_end": None}
        open_rows: dict[str, dict[str, dict[str, Any]]] = {
            table: {OPEN_ROWS: dict.fromkeys(columns, 0)}
            for table, (_, columns) in program["open_tables"].items()
        }
        cells: list[Any] = [0] * len(program["layout"])
        return Sheet(
            program, cells=cells, properties=properties, parts=parts, open_rows=open_rows, name=OPEN_ROWS
        )

    def _put(self, sheet: Sheet, target: Node, values: tuple[Node, ...]) -> None:
        kind = target[0]
        if kind == "parts":
            self._put_parts(sheet, target[1], values)
        elif kind in ("pc", "prow", "pprop", "ptext"):
            sheet.previous = sheet.previous or self._empty()
            self._put(sheet.previous, (kind[1:], *target[1:]), values)
        elif kind == "c":
            sheet.cells[target[1]] = self._cell(values[0])
        elif kind in ("row", "rows"):
            self.names_open_rows = self.names_open_rows or kind == "row"
            self._put_rows(sheet, target, values)
        elif kind == "prop" and target[1] != "narrative":
            found = self._value(values[0])
            sheet.properties[target[1]] = None if isinstance(found, Missing) else found
        elif kind in ("narrative", "prop"):
            number = self._narrative_part()
            self._put(sheet, ("text", number), values)
        elif kind == "text":
            self._put_text(sheet, target[1], values[0])
        else:
            self.given[target] = self._value(values[0])
            if target == ("sec", "prescribed_number"):
                numbers = [heading[0] for heading in self.program["headings"]]
                self.section = numbers.index(self.given[target])

    def _put_parts(self, sheet: Sheet, target: Node, values: tuple[Node, ...]) -> None:
        known = list(sheet.subordinates or ())
        known += [self._empty() for _ in range(len(values) - len(known))]
        for subordinate, single in zip(known, values, strict=False):
            self._put(subordinate, target, (single,))
        sheet.subordinates = known

    def _put_rows(self, sheet: Sheet, target: Node, values: tuple[Node, ...]) -> None:
        _, table, column = target
        rows = sheet.open_rows[table]
        for i, single in enumerate(values):
            name = OPEN_ROWS if i == 0 else f"{OPEN_ROWS}{i + 1}"
            empty: dict[str, Any] = dict.fromkeys(self.program["open_tables"][table][1], 0)
            rows.setdefault(name, empty)[column] = self._cell(single)

    def _put_text(self, sheet: Sheet, number: str, single: Node) -> None:
        part = next(p for p in sheet.parts if p.number == number)
        if single == ("absent",):
            sheet.parts.remove(part)
        else:
            part.paragraphs = [str(self._value(single))]

    def _narrative_part(self) -> str:
        """Where 正文 stands in an example: in the first part that the rule's fact looks at."""
        facts = {fact["name"]: fact for fact in self.program["facts"]}
        sections = facts[facts_of(self.rule)[0]]["sections"] if self.rule["each"] == "mention" else ()
        return str(sections[0] if sections else self.program["headings"][0][0])

    def _cell(self, single: Node) -> Any:
        if single == ("blank",):
            return BLANK
        if single == ("absent",):
            return ABSENT
        found = self._value(single)
        return cell_value({"text": found}) if isinstance(found, str) else cell_value(to_decimal(plain(found)))

    def _value(self, single: Node) -> Any:
        if single == ("blank",):
            return ""
        if single == ("absent",):
            return ABSENT
        return value(single, Env(self.sheet))


# ── mutants ───────────────────────────────────────────────────────────────────

_CHANGES = {
    "+": ("-",),
    "-": ("+",),
    "*": ("/",),
    "/": ("*",),
    "=": ("!=", "<=", ">="),
    "!=": ("=",),
    "<": ("<=", ">"),
    "<=": ("<", ">="),
    ">": (">=", "<"),
    ">=": (">", "<="),
    "t=": ("t!=",),
    "t!=": ("t=",),
    "and": ("or",),
    "or": ("and",),
}


def _mutants(rule: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Each single change of the rule's conditions: (clause, kind before, kind after, changed rule)."""
    sources = [(i, known[1:]) for i, known in enumerate(rule["instances"][:1])]
    if rule["template"] is not None:
        sources.append((-1, rule["template"]))
    for i, conditions in sources:
        for c, clause in enumerate(("when", "check")):
            for before, after, node in _changed(conditions[c]):
                pair = (node, conditions[1]) if c == 0 else (conditions[0], node)
                if i < 0:
                    yield clause, before, after, {**rule, "template": pair}
                else:
                    place = rule["instances"][0][0]
                    yield (
                        clause,
                        before,
                        after,
                        {**rule, "instances": ((place, *pair), *rule["instances"][1:])},
                    )


def _changed(node: Any) -> Iterator[tuple[str, str, Node]]:
    if not isinstance(node, tuple) or not node or not isinstance(node[0], str):
        return
    kind = node[0]
    if kind in ("mentions", "in"):
        return
    for other in _CHANGES.get(kind, ()):
        yield kind, other, (other, *node[1:])
    if kind == "not":
        yield "not", node[1][0], node[1]
    for i, inner in enumerate(node[1:], 1):
        if isinstance(inner, tuple):
            for before, after, changed in _changed(inner):
                yield before, after, (*node[:i], changed, *node[i + 1 :])
