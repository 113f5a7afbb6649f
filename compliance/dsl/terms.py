"""Typed expressions, and the places in which they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from compliance.dsl.layout import NoCell
from compliance.dsl.pointing import Pointer
from compliance.dsl.types import WRONG, Type
from compliance.errors import Position
from compliance.form import Table
from compliance.values import Exact, exact, from_decimal

if TYPE_CHECKING:
    from decimal import Decimal

    from compliance.dsl.layout import Frame
    from compliance.program import Node
    from compliance.values import Figure

    Build = Callable[[Frame], Node]


class Term:
    """A typed expression.

    ``build`` prints its node for a frame. ``literal`` is the figure of a plain number. ``fixed``: many figures that
    only the report knows (open rows, a repeated hole), so that no change of unit can be written beside each.
    """

    __slots__ = ("at", "build", "fixed", "literal", "type")

    def __init__(
        self, at: Position, type_: Type, build: Build, literal: Figure | None = None, *, fixed: bool = False
    ) -> None:
        self.at = at
        self.type = type_
        self.build = build
        self.literal = literal
        self.fixed = fixed

    @classmethod
    def wrong(cls, at: Position) -> Term:
        """What stands for an expression of which a mistake has been told: it meets everything in silence."""
        return cls(at, WRONG, constant(()))


class Place:
    """Where an expression stands: what bare names mean there.

    ``each`` is the quantifier (None, row, column, cell, mention, section), ``table`` the table that it goes over,
    ``holes`` what the mention at hand holds, ``should_be`` the type of what it should be.
    """

    __slots__ = ("each", "frame", "holes", "should_be", "table")

    def __init__(
        self,
        each: str | None = None,
        table: Table | None = None,
        frame: Frame = (None, None),
        *,
        holes: dict[str, Type] | None = None,
        should_be: Type | None = None,
    ) -> None:
        self.each = each
        self.table = table
        self.frame = frame
        self.holes = holes or {}
        self.should_be = should_be


def mistaken(pointer: Pointer, at: Position, key: str, /, **values: object) -> Term:
    """Write a mistake down. What stands there is *wrong* from now on: one mistake, one message."""
    pointer.wrong(at, key, **values)
    return Term.wrong(at)


def node_of(term: Term, frame: Frame, pointer: Pointer) -> Node | None:
    """The node of a term; where the frame has no such cell, the mistake is written down."""
    try:
        return term.build(frame)
    except NoCell as missing:
        pointer.wrong(
            missing.at, "rules.cell-not-there", row=missing.row, column=missing.column, table=missing.table
        )
        return None


def constant(node: Node) -> Build:
    """Print the same node for every frame."""
    return lambda _: node


def figure_node(value: Figure) -> Node:
    """The literal node of a figure."""
    return ("q", value.n, value.d) if isinstance(value, Exact) else ("n", value)


def percent_node(value: Decimal) -> Node:
    """The node of a percentage as it is printed: 99.3 % → ("%", 993, 1000, 1)."""
    share = from_decimal(value) * exact(1, 100)
    exponent = value.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return ("%", share.n, share.d, digits) if isinstance(share, Exact) else ("%", share, 1, digits)
