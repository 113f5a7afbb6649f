"""The form as compiled rules carry it: plain data, so that a program out of the cache has its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from compliance.form.model import Block, Column, Form, Group, Heading, Row, Table, Unit


def to_plain(form: Form) -> tuple[Any, ...]:
    """The form as tuples of its nouns' fields, in their order."""
    return astuple(form)


def from_program(program: Mapping[str, Any]) -> Form:
    """The form of a program."""
    rule_set, edition, title, since, until, headings, tables, units = program["form"]
    return Form(
        rule_set,
        edition,
        title,
        since,
        until,
        headings=tuple(Heading(*heading) for heading in headings),
        tables=tuple(_table(table) for table in tables),
        units=tuple(Unit(*unit) for unit in units),
    )


def _table(plain: tuple[Any, ...]) -> Table:
    name, title, section, unit, rows, columns, blocks, row_groups, column_groups, sideways, open_rows = plain
    return Table(
        name,
        title,
        section,
        unit,
        rows=tuple(Row(*row) for row in rows),
        columns=tuple(Column(*column) for column in columns),
        blocks=tuple(Block(*block) for block in blocks),
        row_groups=tuple(Group(*group) for group in row_groups),
        column_groups=tuple(Group(*group) for group in column_groups),
        sideways=sideways,
        open_rows=None if open_rows is None else Row(*open_rows),
    )
