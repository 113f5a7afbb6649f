"""What a rule file says, as it was parsed: the nouns between the parser and the checker of names and types.

Every node knows where it stands (``at``), so that a mistake found later still points. Nothing here is resolved: a
:class:`Name` may be a row, a column, a group, a setting, a property or a hole.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from compliance.errors import Position

# ── expressions ───────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name: ``本年新收``."""

    at: Position
    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """``37``, ``0.03``, ``300 元``."""

    at: Position
    value: Decimal
    unit: Name | None = None


@dataclass(frozen=True, slots=True)
class Percent:
    """``20%``: ``value`` is 20, as printed."""

    at: Position
    value: Decimal


@dataclass(frozen=True, slots=True)
class Date:
    """``2022-01-31``: ISO text."""

    at: Position
    iso: str


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """``次年1月31日`` (``offset`` 1), ``当年12月31日`` (0), ``上年1月1日`` (-1): relative to the report's year."""

    at: Position
    offset: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Year:
    """``2021年``."""

    at: Position
    value: int


@dataclass(frozen=True, slots=True)
class Text:
    """``“…”``; several in a row are joined. ``at`` is the first character inside the quotes."""

    at: Position
    value: str


@dataclass(frozen=True, slots=True)
class Range:
    """``予以公开 至 其他事由``."""

    at: Position
    first: Name
    last: Name


@dataclass(frozen=True, slots=True)
class ThisRow:
    """``本行`` in an address."""

    at: Position


@dataclass(frozen=True, slots=True)
class ThisColumn:
    """``本列`` in an address."""

    at: Position


@dataclass(frozen=True, slots=True)
class ThisCell:
    """``本格``."""

    at: Position


@dataclass(frozen=True, slots=True)
class ThisSection:
    """``本部分``."""

    at: Position


@dataclass(frozen=True, slots=True)
class ShouldBe:
    """``应为`` in a condition: what the phrase that was found should be."""

    at: Position


AddressPart = Name | Range | ThisRow | ThisColumn


@dataclass(frozen=True, slots=True)
class Address:
    """``[row, column]``, ``依申请公开[row, column]``."""

    at: Position
    table: Name | None
    row: AddressPart
    column: AddressPart


@dataclass(frozen=True, slots=True)
class SectionText:
    """``部分 六``."""

    at: Position
    number: Name


@dataclass(frozen=True, slots=True)
class Previous:
    """``上年报告 x``."""

    at: Position
    of: Reference


@dataclass(frozen=True, slots=True)
class Parts:
    """``所属报告 x``."""

    at: Position
    of: Reference


Reference = Name | Address | SectionText | Previous | Parts | ThisCell | ThisSection | ShouldBe


@dataclass(frozen=True, slots=True)
class Call:
    """``合计(…)``."""

    at: Position
    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``a + b``; ``operator`` is one of ``+ - * /``; ``at`` is the operator."""

    at: Position
    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negative:
    """``-a``."""

    at: Position
    of: Expression


@dataclass(frozen=True, slots=True)
class Comparison:
    """``a ≤ b ≤ c``: one more operand than operators; operators are ``= != < <= > >=``; ``places`` are theirs."""

    at: Position
    operands: tuple[Expression, ...]
    operators: tuple[str, ...]
    places: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Approximately:
    """``a ≈ b``, ``a ≈ b 误差 0.5``."""

    at: Position
    left: Expression
    right: Expression
    within: Expression | None = None


@dataclass(frozen=True, slots=True)
class Is:
    """``x 为 空白``, ``x 不为 缺失``; ``state`` is one of blank, absent, text, number, whole."""

    at: Position
    of: Expression
    state: str
    negated: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """``部分 六 提到 “处理费”``."""

    at: Position
    text: Expression
    pattern: Text


@dataclass(frozen=True, slots=True)
class OneOf:
    """``标题 属于 认可标题``, ``机关类别 属于 (“政府”, “乡镇”)``."""

    at: Position
    of: Expression
    choices: Name | tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``非 a``."""

    at: Position
    of: Expression


@dataclass(frozen=True, slots=True)
class Junction:
    """``a 且 b 且 c`` (``operator`` and) or ``a 或 b`` (or). The two are never mixed without brackets."""

    at: Position
    operator: str
    of: tuple[Expression, ...]


Expression = (
    Reference
    | Number
    | Percent
    | Date
    | RelativeDate
    | Year
    | Text
    | Range
    | Call
    | Arithmetic
    | Negative
    | Comparison
    | Approximately
    | Is
    | Mentions
    | OneOf
    | Not
    | Junction
)

Value = Number | Percent | Date | RelativeDate | Year | Text

# ── the form ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Line:
    """A table, row or column as declared: name, unit in brackets, printed label, accepted variants."""

    at: Position
    name: Name
    unit: Name | None = None
    label: Text | None = None
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupOf:
    """``行组 name first 至 last “printed label”``; ``axis`` is ``row`` or ``column``."""

    at: Position
    axis: str
    name: Name
    range: Range
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class BlockHead:
    """``块 “title”``: the rows and columns that follow belong to it."""

    at: Position
    title: Text


@dataclass(frozen=True, slots=True)
class Columns:
    """``列 …``."""

    at: Position
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """``行 …``."""

    at: Position
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OpenRows:
    """``不定行 name “label”``."""

    at: Position
    line: Line


TablePart = BlockHead | Columns | Rows | OpenRows | GroupOf


@dataclass(frozen=True, slots=True)
class HeadingOf:
    """One line of 目次."""

    at: Position
    number: Name
    title: Text
    also: tuple[Text, ...] = ()
    formerly: tuple[Text, ...] = ()


# ── items ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RuleSetHead:
    """``规则集 name “title” 版本 “2021.1” 自 2021``."""

    at: Position
    name: Name
    title: Text
    version: Text | None = None
    since: Number | Year | Date | None = None
    until: Number | Year | Date | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """``沿用 cn-disclosure 版本 “2021.1”``."""

    at: Position
    name: Name
    version: Text | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """``法规 条例 “title” “number” 自 2019-05-15``."""

    at: Position
    name: Name
    title: Text
    number: Text | None = None
    since: Number | Year | Date | None = None
    until: Number | Year | Date | None = None


@dataclass(frozen=True, slots=True)
class UnitOf:
    """``单位 万元 = 10000 元``, ``单位 件 整数 亦作 “宗”``."""

    at: Position
    name: Name
    whole: bool = False
    equals: Number | None = None
    also: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """``目次 …``."""

    at: Position
    headings: tuple[HeadingOf, ...]


@dataclass(frozen=True, slots=True)
class TableOf:
    """``表 …`` with its parts as written."""

    at: Position
    line: Line
    section: Name | None
    sideways: bool
    parts: tuple[TablePart, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """``“部门” 次年1月31日`` in a setting."""

    at: Position
    key: Text
    value: Value


@dataclass(frozen=True, slots=True)
class Setting:
    """``参数 name “title” 只减 value`` or ``… 按 property cases``; ``only`` is ``lower``, ``higher`` or None."""

    at: Position
    name: Name
    title: Text
    only: str | None
    value: Value | None
    by: Name | None = None
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class Says:
    """``说 “pattern” 应为 expression``."""

    at: Position
    pattern: Text
    should_be: Expression | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """``表述 …``."""

    at: Position
    name: Name
    title: Text
    sections: tuple[Name, ...]
    unless: tuple[Text, ...]
    says: tuple[Says, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """``依据 law “clause”``."""

    at: Position
    law: Name
    clause: Text | None = None


@dataclass(frozen=True, slots=True)
class ForEach:
    """``对 source 每列 除 names``; ``each`` is row, column, cell, mention or section."""

    at: Position
    source: Name
    each: str
    each_at: Position
    excepted: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class BlankAs:
    """``空白 作 0`` (``policy`` zero), ``未知`` unknown, ``不适用`` not_applicable, ``不通过`` fail."""

    at: Position
    policy: str


@dataclass(frozen=True, slots=True)
class ExampleCell:
    """What an example row writes under one name: nothing (blank), values, or 缺失 (a value None)."""

    at: Position
    values: tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """``通过 | 30 | 7 |``; ``verdict`` is pass, fail, unknown or not_applicable."""

    at: Position
    verdict: str
    cells: tuple[ExampleCell, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """``例 | … |`` and its rows."""

    at: Position
    head: tuple[Reference, ...]
    rows: tuple[ExampleRow, ...]


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a rule, 调整, 停用 or 设定. What was not written is empty or None; ``places`` are the clauses as
    they stood in the file: (clause word token, position), twice where one was written twice."""

    cites: tuple[Cite, ...] = ()
    because: Text | None = None
    limits: Text | None = None
    since: Number | Year | Date | None = None
    until: Number | Year | Date | None = None
    for_each: ForEach | None = None
    when: tuple[Expression, ...] = ()
    check: Expression | None = None
    blank: BlankAs | None = None
    message: Text | None = None
    examples: Examples | None = None
    places: tuple[tuple[str, Position], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """``规则 name “title” 错误 可说明`` and its clauses. ``severity`` is error, warning or note."""

    at: Position
    name: Name
    title: Text
    severity: str
    explainable: bool
    clauses: Clauses


@dataclass(frozen=True, slots=True)
class Adjust:
    """``调整 rule 错误 …``."""

    at: Position
    name: Name
    severity: str | None
    clauses: Clauses


@dataclass(frozen=True, slots=True)
class Suspend:
    """``停用 rule …``."""

    at: Position
    name: Name
    clauses: Clauses


@dataclass(frozen=True, slots=True)
class Set:
    """``设定 setting value …``."""

    at: Position
    name: Name
    value: Value | None
    cases: tuple[Case, ...]
    clauses: Clauses


Item = RuleSetHead | Use | Law | UnitOf | Contents | TableOf | Setting | Set | Fact | Rule | Adjust | Suspend


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One ``.rules`` file: its name, its text (for carets), its items in order."""

    name: str
    text: str
    items: tuple[Item, ...]
