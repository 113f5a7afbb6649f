"""The closed world of names: everything that a rule may speak of is declared, so every mistake can be found beforehand.

Rows, columns, groups, tables, settings, facts, laws and units come from the rule files; properties of the report,
attributes of a section and functions are the language's own and have a Chinese and an English spelling.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from compliance.dsl.nouns import Noun
from compliance.dsl.types import DATE, NUMBER, RATIO, TEXT, TEXTS, TRUTH, YEARS, Type, Units
from compliance.form import Heading, Table
from compliance.settings import AGENCY_KINDS_IN_CHINESE

if TYPE_CHECKING:
    from compliance.program import Node

YEAR = Type("figure", YEARS)

PROPERTIES: dict[str, tuple[str, Type]] = {
    "年度": ("year", YEAR),
    "版式": ("edition", TEXT),
    "报告标题": ("report_title", TEXT),
    "机关": ("agency", TEXT),
    "机关类别": ("agency_kind", TEXT),
    "统计期起": ("period_start", DATE),
    "统计期止": ("period_end", DATE),
    "发布日期": ("published", DATE),
    "前言": ("preface", TEXT),
    "正文": ("narrative", TEXT),
    "部分数": ("sections", NUMBER),
}
PROPERTIES |= {name: (name, type_) for name, type_ in PROPERTIES.values()}
"""Both spellings of each property → its name in the compiled form, its type."""

SECTION_ATTRIBUTES: dict[str, tuple[str, Type]] = {
    "标题": ("title", TEXT),
    "编号": ("number", TEXT),
    "位次": ("place", NUMBER),
    "规定标题": ("prescribed_title", TEXT),
    "规定编号": ("prescribed_number", TEXT),
    "规定位次": ("prescribed_place", NUMBER),
    "认可标题": ("accepted_titles", TEXTS),
}
SECTION_ATTRIBUTES |= {name: (name, type_) for name, type_ in SECTION_ATTRIBUTES.values()}
"""What a name means inside 每部分."""

REPORT_NAMES = ("报告", "report")
"""What 每部分 goes over."""

AGENCY_KINDS = {**AGENCY_KINDS_IN_CHINESE, **{kind: kind for kind in AGENCY_KINDS_IN_CHINESE.values()}}
"""The kinds of agency as rules write them → as report.json does."""

MESSAGE_SIDES = {"左": "left", "右": "right", "差": "difference", "left": "left", "right": "right"}
MESSAGE_SIDES |= {"difference": "difference"}
"""The two sides of the check, inside 消息."""


class Signature(Noun):
    """What a function takes and gives.

    ``takes`` holds for each argument one of figure, figures (many), text, date, pattern; ``every`` says that the last
    of them may be repeated. ``same_unit``: the figures must be of one unit, which is the result's too.
    """

    name: str
    takes: tuple[str, ...]
    gives: Type
    every: bool = False
    same_unit: bool = False


_FUNCTIONS = (
    ("合计", Signature("sum", ("figures",), NUMBER, every=True, same_unit=True)),
    ("最大", Signature("max", ("figures",), NUMBER, every=True, same_unit=True)),
    ("最小", Signature("min", ("figures",), NUMBER, every=True, same_unit=True)),
    ("平均", Signature("mean", ("figures",), Type("figure", divided=True), every=True, same_unit=True)),
    ("个数", Signature("count", ("figures",), NUMBER, every=True)),
    ("可得", Signature("attainable", ("ratio", "figure"), TRUTH)),
    ("余数", Signature("remainder", ("figure", "figure"), NUMBER, same_unit=True)),
    ("绝对值", Signature("abs", ("figure",), NUMBER, same_unit=True)),
    ("字数", Signature("length", ("text",), NUMBER)),
    ("次数", Signature("occurrences", ("text", "pattern"), NUMBER)),
    ("年份", Signature("years", ("text",), YEAR)),
    ("首个年份", Signature("first_year", ("text",), YEAR)),
    ("相同", Signature("same", ("figures", "figures"), TRUTH, same_unit=True)),
    ("包含", Signature("contains", ("text", "text"), TRUTH)),
    ("前几项凑成", Signature("leading", ("figures", "figure"), TRUTH, same_unit=True)),
    ("末位", Signature("last_digits", ("figures",), NUMBER, same_unit=True)),
    ("之前", Signature("before", ("text", "pattern"), TEXT)),
    ("之后", Signature("after", ("text", "pattern"), TEXT)),
    ("相似度", Signature("similarity", ("text", "text"), RATIO)),
    ("相同的一段", Signature("shared_passage", ("text", "text"), TEXT)),
)
FUNCTIONS: dict[str, Signature] = dict(_FUNCTIONS)
FUNCTIONS |= {signature.name: signature for _, signature in _FUNCTIONS}
"""Both spellings of each shipped function."""


class LawOf(Noun):
    """A law as declared: dates are ISO texts."""

    title: str
    number: str | None = None
    since: str | None = None
    until: str | None = None


class SettingOf(Noun):
    """A setting as declared, with its value of today: one value, or one for each text of a property."""

    name: str
    title: str
    only: str | None
    type: Type
    value: Node | None = None
    by: str | None = None
    cases: tuple[tuple[str, Node], ...] = ()
    origin: str = ""

    @property
    def node(self) -> Node:
        """The value as it stands in conditions."""
        return self.value if self.value is not None else ("by", ("prop", self.by), self.cases)


class FactOf(Noun):
    """A fact as compiled: what its phrases hold, phrase by phrase.

    ``phrases`` has for each 说 its text, its holes with their types, and the type of what it should be.
    """

    name: str
    phrases: tuple[tuple[str, dict[str, Type], Type | None], ...]

    @property
    def holes(self) -> list[str]:
        """The names of all holes, in the order in which they appear."""
        return list(dict.fromkeys(name for _, holes, _ in self.phrases for name in holes))


class World:
    """What one rule set may speak of: its own declarations and those of the rule sets that it uses."""

    def __init__(self) -> None:
        self.units = Units()
        self.laws: dict[str, LawOf] = {}
        self.headings: dict[str, Heading] = {}
        self.tables: dict[str, Table] = {}
        self.settings: dict[str, SettingOf] = {}
        self.facts: dict[str, FactOf] = {}
        self.word_groups: dict[str, tuple[str, ...]] = {}
        self.functions: dict[str, Signature] = dict(FUNCTIONS)

    def take(self, other: World) -> None:
        """Know what *other* knows."""
        for unit in other.units.by_name.values():
            self.units.add(unit)
        self.laws.update(other.laws)
        self.headings.update(other.headings)
        self.tables.update(other.tables)
        self.settings.update(other.settings)
        self.facts.update(other.facts)
        self.word_groups.update(other.word_groups)

    def rows_named(self, name: str) -> list[Table]:
        """The tables with a row, a group of rows or open rows of that name."""
        return [table for table in self.tables.values() if rows_of(table, name) or is_open(table, name)]

    def columns_named(self, name: str) -> list[Table]:
        """The tables with a column or a group of columns of that name."""
        return [table for table in self.tables.values() if columns_of(table, name)]

    def form_names(self) -> Iterator[str]:
        """All names of rows, columns and groups."""
        for table in self.tables.values():
            yield from row_names(table)
            yield from column_names(table)


def rows_of(table: Table, name: str) -> tuple[str, ...]:
    """The rows that a name stands for in a table: one, those of a group, or none. Not the open rows."""
    return table.named_rows.get(name, ())


def columns_of(table: Table, name: str) -> tuple[str, ...]:
    """The columns that a name stands for in a table: one, those of a group, or none."""
    return table.named_columns.get(name, ())


def is_open(table: Table, name: str) -> bool:
    """Whether the name stands for the open rows of the table."""
    return table.open_rows is not None and table.open_rows.name == name


def row_names(table: Table) -> list[str]:
    """Names of rows, groups of rows, open rows."""
    names = [row.name for row in table.rows] + [group.name for group in table.row_groups]
    return names if table.open_rows is None else [*names, table.open_rows.name]


def column_names(table: Table) -> list[str]:
    """Names of columns and groups of columns."""
    return [column.name for column in table.columns] + [group.name for group in table.column_groups]


def is_group(table: Table, name: str) -> bool:
    """Whether the name is a group of rows or columns, or the open rows."""
    return is_open(table, name) or any(
        group.name == name for group in (*table.row_groups, *table.column_groups)
    )
