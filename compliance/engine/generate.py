"""Straight-line Python for the plain part of a program: arithmetic and comparisons on the cells of one report.

An instance is *plain* if nothing but figures of this report's cells and literals stands in it. For reports without a
missing cell all plain instances are decided by one generated function; the instances that a missing cell touches are
left to the tree walker, so no three-valued code is ever generated. Do not lean on ``TypeError`` to find missing cells:
``None < 0`` raises, but ``a + b != None`` does not.

The generated code is total: no division, nothing that raises on figures.
"""

from __future__ import annotations

from compliance.narrative.patterns import needed_words
from compliance.program import nodes_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compliance.program import Node, Program

_SIGN = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_OPPOSITE = {"=": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class NotPlain(Exception):
    """The node is no plain arithmetic on cells."""


def prepare(program: Program) -> None:
    """Put what the engine works out beforehand under ``program["prepared"]``; all of it can be marshalled.

    ``code``      code object that defines ``decide(cells, fail, skip)``: calls ``fail(j)`` or ``skip(j)`` for each
                  plain instance *j* that does not hold or does not apply
    ``plain``     ((rule, instance), …): what *j* stands for
    ``touch``     {cell: (j, …)}: the plain instances that read the cell
    ``walked``    ((rule, (instance, …), condition), …): the instances that the walker decides; *condition* is (node,)
                  if all of them stand under the same 当 (a None among them), and None if they do not
    ``words``     for each phrase of each fact the choices of words without which it cannot stand, the rarer first
    ``needs``     ((need, …), …) for each rule: ``previous``, ``parts``, without which it comes to nothing
    """
    lines = [
        "def decide(x,fail,skip):",
        " " + ",".join(f"a{i}" for i in range(len(program["layout"]))) + ",=x",
    ]
    plain: list[tuple[int, int]] = []
    touch: dict[int, list[int]] = {}
    walked: list[tuple[int, tuple[int, ...], tuple[Node | None] | None]] = []
    constants: dict[tuple[int, int], str] = {}
    for r, rule in enumerate(program["rules"]):
        left = []
        for i, (_, when, check) in enumerate(rule["instances"]):
            try:
                line = _instance(len(plain), when, check, constants)
            except NotPlain:
                left.append(i)
                continue
            for cell in cells_of(check) | (set() if when is None else cells_of(when)):
                touch.setdefault(cell, []).append(len(plain))
            plain.append((r, i))
            lines += line
        if left:
            conditions = {rule["instances"][i][1] for i in left}
            walked.append((r, tuple(left), (conditions.pop(),) if len(conditions) == 1 else None))
    head = [f"{name}=exact({n},{d})" for (n, d), name in constants.items()]
    source = "\n".join([*head, *lines, " return"])
    program["prepared"] = {
        "code": compile(
            source, f"<rules {program['rule_sets'][0][0]}>", "exec", dont_inherit=True, optimize=2
        ),
        "plain": tuple(plain),
        "touch": {cell: tuple(indices) for cell, indices in touch.items()},
        "walked": tuple(walked),
        "needs": tuple(_needs(rule) for rule in program["rules"]),
        "words": tuple(map(needed_words, program["facts"])),
    }


def for_passing(program: Program) -> Program:
    """The part of a prepared program with which a report in which everything holds is decided.

    A sixth of the whole, and so that much sooner loaded. Instances that only failures or missing cells ask for are left
    out: asking for one of them raises IndexError, and the whole program has to be taken.
    """
    prepared = program["prepared"]
    # A rule that waits for another report is settled without its instances; every other walked one needs them.
    needed = {r for r, _, condition in prepared["walked"] if condition is None or not prepared["needs"][r]}
    rules = tuple(
        {
            key: rule[key]
            for key in ("name", "since", "until", "each", "source", "blank", "template", "origin")
        }
        | {"instances": rule["instances"] if r in needed else rule["instances"][:0]}
        for r, rule in enumerate(program["rules"])
    )
    kept = (
        "rule_sets",
        "edition",
        "since",
        "until",
        "headings",
        "layout",
        "labels",
        "units",
        "open_tables",
        "settings",
        "facts",
    )
    return {key: program[key] for key in (*kept, "changes", "prepared")} | {"rules": rules}


def cells_of(node: Node) -> set[int]:
    """The cells of this report that a node reads."""
    return {inner[1] for inner in nodes_in(node) if inner[0] == "c"}


def _needs(rule: dict[str, Any]) -> tuple[str, ...]:
    checks = [check for _, _, check in rule["instances"]]
    if rule["template"] is not None:
        checks.append(rule["template"][1])
    checks += [check for _, _, check in rule.get("open_cells", ())]
    if any(check[0] in ("and", "or") for check in checks):
        return ()  # one of its conditions may settle it without another report
    kinds = {node[0] for check in checks for node in nodes_in(check)}
    return tuple(
        need
        for need, asking in (
            ("previous", {"pc", "prow", "pprop", "ptext", "psec", "pshould"}),
            ("parts", {"parts"}),
        )
        if not asking.isdisjoint(kinds)
    )


def _instance(index: int, when: Node | None, check: Node, constants: dict[tuple[int, int], str]) -> list[str]:
    condition = "True" if when is None else _truth(when, constants)
    fails = _negated(check, constants)
    if condition == "True":
        return [] if fails == "False" else [f" if {fails}:fail({index})"]
    return [f" if {condition}:", f"  if {fails}:fail({index})", f" else:skip({index})"]


def _truth(node: Node, constants: dict[tuple[int, int], str]) -> str:
    kind = node[0]
    if kind in _SIGN:
        return f"{_figure(node[1], constants)}{_SIGN[kind]}{_figure(node[2], constants)}"
    if kind == "chain":
        operands = [_figure(operand, constants) for operand in node[2]]
        return operands[0] + "".join(
            _SIGN[sign] + operand for sign, operand in zip(node[1], operands[1:], strict=True)
        )
    if kind == "is":
        return _state(node, negated=False)
    if kind == "not":
        return _negated(node[1], constants)
    if kind in ("and", "or"):
        return _join(kind, [_truth(inner, constants) for inner in node[1:]])
    raise NotPlain


def _negated(node: Node, constants: dict[tuple[int, int], str]) -> str:
    kind = node[0]
    if kind in _OPPOSITE:
        return f"{_figure(node[1], constants)}{_OPPOSITE[kind]}{_figure(node[2], constants)}"
    if kind == "is":
        return _state(node, negated=True)
    if kind == "not":
        return _truth(node[1], constants)
    if kind in ("and", "or"):
        return _join("or" if kind == "and" else "and", [_negated(inner, constants) for inner in node[1:]])
    return f"not({_truth(node, constants)})"


def _join(word: str, conditions: list[str]) -> str:
    """``and`` or ``or`` of printed conditions, with the ones that are always true or always false taken out."""
    neutral, decisive = ("True", "False") if word == "and" else ("False", "True")
    left = [condition for condition in conditions if condition != neutral]
    if decisive in left:
        return decisive
    return "(" + f" {word} ".join(left) + ")" if left else neutral


def _state(node: Node, *, negated: bool) -> str:
    """A question about a cell that is known to hold a figure."""
    state, of = node[1], node[2]
    if of[0] != "c":
        raise NotPlain
    if state == "whole":
        return f"a{of[1]}%1{'!=' if negated else '=='}0"
    return str((state == "number") is not negated)


def _figure(node: Node, constants: dict[tuple[int, int], str]) -> str:
    kind = node[0]
    if kind == "c":
        return f"a{node[1]}"
    if kind == "n":
        return f"({node[1]})"
    if kind == "q":
        return _constant(node[1], node[2], constants)
    if kind in ("+", "-", "*"):
        return f"({_figure(node[1], constants)}{kind}{_figure(node[2], constants)})"
    if kind == "neg":
        return f"(-{_figure(node[1], constants)})"
    if kind == "scale":
        factor = str(node[2]) if node[3] == 1 else _constant(node[2], node[3], constants)
        return f"({_figure(node[1], constants)}*{factor})"
    if kind == "f" and node[1] in ("sum", "max", "min", "abs"):
        items = [_figure(item, constants) for argument in node[2] for item in _items(argument)]
        if node[1] == "sum":
            return f"({'+'.join(items)})"
        if node[1] == "abs" or len(items) == 1:
            return f"abs({items[0]})" if node[1] == "abs" else items[0]
        return f"{node[1]}({','.join(items)})"
    raise NotPlain


def _items(argument: Node) -> list[Node]:
    if argument[0] != "many":
        return [argument]
    return [item for inner in argument[1:] for item in _items(inner)]


def _constant(n: int, d: int, constants: dict[tuple[int, int], str]) -> str:
    return constants.setdefault((n, d), f"k{len(constants)}")
