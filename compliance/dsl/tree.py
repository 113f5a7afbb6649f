"""What a rule file says, as it was parsed: the nouns between the parser and the checker of names and types.

Every node knows where it stands (``at``), so that a mistake found later still points. Nothing here is resolved: a
:class:`Name` may be a row, a column, a group, a setting, a property or a hole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.dsl.nouns import Noun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from compliance.errors import Position

# ── expressions ───────────────────────────────────────────────────────────────


class Name(Noun):
    """A bare name: ``本年新收``."""

    at: Position
    name: str


class Number(Noun):
    """``37``, ``0.03``, ``300 元``."""

    at: Position
    value: Decimal
    unit: Name | None = None


class Percent(Noun):
    """``20%``: ``value`` is 20, as printed."""

    at: Position
    value: Decimal


class Date(Noun):
    """``2022-01-31``: ISO text."""

    at: Position
    iso: str


class RelativeDate(Noun):
    """``次年1月31日`` (``offset`` 1), ``当年12月31日`` (0), ``上年1月1日`` (-1): relative to the report's year."""

    at: Position
    offset: int
    month: int
    day: int


class Year(Noun):
    """``2021年``."""

    at: Position
    value: int


class Text(Noun):
    """``“…”``; several in a row are joined. ``at`` is the first character inside the quotes."""

    at: Position
    value: str


class Range(Noun):
    """``予以公开 至 其他事由``."""

    at: Position
    first: Name
    last: Name


class ThisRow(Noun):
    """``本行`` in an address."""

    at: Position


class ThisColumn(Noun):
    """``本列`` in an address."""

    at: Position


class ThisCell(Noun):
    """``本格``."""

    at: Position


class ThisSection(Noun):
    """``本部分``."""

    at: Position


class ShouldBe(Noun):
    """``应为`` in a condition: what the phrase that was found should be."""

    at: Position


AddressPart = Name | Range | ThisRow | ThisColumn


class Address(Noun):
    """``[row, column]``, ``依申请公开[row, column]``."""

    at: Position
    table: Name | None
    row: AddressPart
    column: AddressPart


class SectionText(Noun):
    """``部分 六``."""

    at: Position
    number: Name


class Previous(Noun):
    """``上年报告 x``."""

    at: Position
    of: Reference


class Parts(Noun):
    """``所属报告 x``."""

    at: Position
    of: Reference


class First(Noun):
    """``首处 x``: x as the first mention of the same fact has it."""

    at: Position
    of: Reference


Reference = Name | Address | SectionText | Previous | Parts | First | ThisCell | ThisSection | ShouldBe


class Call(Noun):
    """``合计(…)``."""

    at: Position
    function: str
    arguments: tuple[Expression, ...]


class Arithmetic(Noun):
    """``a + b``; ``operator`` is one of ``+ - * /``; ``at`` is the operator."""

    at: Position
    operator: str
    left: Expression
    right: Expression


class Negative(Noun):
    """``-a``."""

    at: Position
    of: Expression


class Comparison(Noun):
    """``a ≤ b ≤ c``: one more operand than operators; operators are ``= != < <= > >=``; ``places`` are theirs."""

    at: Position
    operands: tuple[Expression, ...]
    operators: tuple[str, ...]
    places: tuple[Position, ...]


class Approximately(Noun):
    """``a ≈ b``, ``a ≈ b 误差 0.5``."""

    at: Position
    left: Expression
    right: Expression
    within: Expression | None = None


class Is(Noun):
    """``x 为 空白``, ``x 不为 缺失``; ``state`` is one of blank, absent, text, number, whole."""

    at: Position
    of: Expression
    state: str
    negated: bool


class Mentions(Noun):
    """``部分 六 提到 “处理费”``."""

    at: Position
    text: Expression
    pattern: Text


class OneOf(Noun):
    """``标题 属于 认可标题``, ``机关类别 属于 (“政府”, “乡镇”)``."""

    at: Position
    of: Expression
    choices: Name | tuple[Text, ...]


class Not(Noun):
    """``非 a``."""

    at: Position
    of: Expression


class Junction(Noun):
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

# ── patterns ──────────────────────────────────────────────────────────────────


class PatternWords(Noun):
    """Text that must stand there, one of these: ``收到``, ``[收到|受理]``, ``[的|]`` (one is empty)."""

    at: Position
    words: tuple[str, ...]


class PatternGap(Noun):
    """``……``: a short stretch of other text, without a number."""

    at: Position


class PatternHole(Noun):
    """``{数 件}``, ``{率 %}``, ``{日 日期}``, ``{各项… 条}`` (repeated), ``{数 = 0}`` (given; no kind).

    ``kind`` is what was written there: a unit's name, ``%``, ``日期`` or ``date``.
    """

    at: Position
    name: Name
    kind: Name | None
    repeated: bool
    given: Expression | None


class PatternGroup(Noun):
    """``[收到]``: one of the words of the 词组 of that name."""

    at: Position
    name: Name


PatternPiece = PatternWords | PatternGroup | PatternGap | PatternHole

# ── the form ──────────────────────────────────────────────────────────────────


class Line(Noun):
    """A table, row or column as declared: name, unit in brackets, printed label, accepted variants."""

    at: Position
    name: Name
    unit: Name | None = None
    label: Text | None = None
    also: tuple[Text, ...] = ()


class GroupOf(Noun):
    """``行组 name first 至 last “printed label”``; ``axis`` is ``row`` or ``column``."""

    at: Position
    axis: str
    name: Name
    range: Range
    label: Text | None = None


class BlockHead(Noun):
    """``块 “title”``: the rows and columns that follow belong to it."""

    at: Position
    title: Text


class Columns(Noun):
    """``列 …``."""

    at: Position
    lines: tuple[Line, ...]


class Rows(Noun):
    """``行 …``."""

    at: Position
    lines: tuple[Line, ...]


class OpenRows(Noun):
    """``不定行 name “label”``."""

    at: Position
    line: Line


TablePart = BlockHead | Columns | Rows | OpenRows | GroupOf


class HeadingOf(Noun):
    """One line of 目次."""

    at: Position
    number: Name
    title: Text
    also: tuple[Text, ...] = ()
    formerly: tuple[Text, ...] = ()


# ── items ─────────────────────────────────────────────────────────────────────


class RuleSetHead(Noun):
    """``规则集 name “title” 版本 “2021.1” 自 2021``."""

    at: Position
    name: Name
    title: Text
    version: Text | None = None
    since: Number | Year | Date | None = None
    until: Number | Year | Date | None = None


class Use(Noun):
    """``沿用 cn-disclosure 版本 “2021.1”``; 换表: its own tables take the place of namesakes."""

    at: Position
    name: Name
    version: Text | None = None
    own_tables: bool = False


class Law(Noun):
    """``法规 条例 “title” “number” 自 2019-05-15``."""

    at: Position
    name: Name
    title: Text
    number: Text | None = None
    since: Number | Year | Date | None = None
    until: Number | Year | Date | None = None


class UnitOf(Noun):
    """``单位 万元 = 10000 元``, ``单位 件 整数 亦作 “宗”``."""

    at: Position
    name: Name
    whole: bool = False
    equals: Number | None = None
    also: tuple[Text, ...] = ()


class Contents(Noun):
    """``目次 …``."""

    at: Position
    headings: tuple[HeadingOf, ...]


class TableOf(Noun):
    """``表 …`` with its parts as written."""

    at: Position
    line: Line
    section: Name | None
    sideways: bool
    parts: tuple[TablePart, ...]


class Case(Noun):
    """``“部门” 次年1月31日`` in a setting."""

    at: Position
    key: Text
    value: Value


class Setting(Noun):
    """``参数 name “title” 只减 value`` or ``… 按 property cases``; ``only`` is ``lower``, ``higher`` or None."""

    at: Position
    name: Name
    title: Text
    only: str | None
    value: Value | None
    by: Name | None = None
    cases: tuple[Case, ...] = ()


class Says(Noun):
    """``说 “pattern” 应为 expression 或 expression``."""

    at: Position
    pattern: Text
    should_be: tuple[Expression, ...] = ()


class WordGroup(Noun):
    """``词组 收到 “收到” “受理”``; 版本 tells of what day a list is that has to be kept up to date."""

    at: Position
    name: Name
    version: Text | None
    words: tuple[Text, ...]


class Unless(Noun):
    """``排除 “全市” 范围词 当 机关类别 = “部门”``: words and names of 词组."""

    at: Position
    words: tuple[Text | Name, ...]
    when: Expression | None = None


class HavingSaid(Noun):
    """``先说 “诉讼” 除 “复议”``: what the paragraph has to have spoken of before a phrase counts."""

    at: Position
    words: tuple[Text | Name, ...]
    excepted: tuple[Text | Name, ...] = ()


class Fact(Noun):
    """``表述 …``."""

    at: Position
    name: Name
    title: Text
    sections: tuple[Name, ...]
    having_said: tuple[HavingSaid, ...]
    unless: tuple[Unless, ...]
    says: tuple[Says, ...]


class Cite(Noun):
    """``依据 law “clause”``."""

    at: Position
    law: Name
    clause: Text | None = None


class ForEach(Noun):
    """``对 source 每列 除 names``; ``each`` is row, column, cell, mention or section. ``more`` are further facts."""

    at: Position
    source: Name
    each: str
    each_at: Position
    excepted: tuple[Name, ...] = ()
    more: tuple[Name, ...] = ()


class BlankAs(Noun):
    """``空白 作 0`` (``policy`` zero), ``未知`` unknown, ``不适用`` not_applicable, ``不通过`` fail."""

    at: Position
    policy: str


class ExampleCell(Noun):
    """What an example row writes under one name: nothing (blank), values, or 缺失 (a value None)."""

    at: Position
    values: tuple[Value | None, ...]


class ExampleRow(Noun):
    """``通过 | 30 | 7 |``; ``verdict`` is pass, fail, unknown or not_applicable."""

    at: Position
    verdict: str
    cells: tuple[ExampleCell, ...]


class Examples(Noun):
    """``例 | … |`` and its rows."""

    at: Position
    head: tuple[Reference, ...]
    rows: tuple[ExampleRow, ...]


class Clauses(Noun):
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


class Rule(Noun):
    """``规则 name “title” 错误 可说明`` and its clauses. ``severity`` is error, warning or note."""

    at: Position
    name: Name
    title: Text
    severity: str
    explainable: bool
    clauses: Clauses


class Adjust(Noun):
    """``调整 rule 错误 …``."""

    at: Position
    name: Name
    severity: str | None
    clauses: Clauses


class Suspend(Noun):
    """``停用 rule …``."""

    at: Position
    name: Name
    clauses: Clauses


class Set(Noun):
    """``设定 setting value …``."""

    at: Position
    name: Name
    value: Value | None
    cases: tuple[Case, ...]
    clauses: Clauses


Item = (
    RuleSetHead
    | Use
    | Law
    | UnitOf
    | Contents
    | TableOf
    | Setting
    | Set
    | WordGroup
    | Fact
    | Rule
    | Adjust
    | Suspend
)


class RuleFile(Noun):
    """One ``.rules`` file: its name, its text (for carets), its items in order."""

    name: str
    text: str
    items: tuple[Item, ...]


def walk(node: Noun) -> Iterator[Noun]:
    """The node and everything below it, without recursion."""
    waiting: list[object] = [node]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Noun):
            yield thing
            waiting += (getattr(thing, field) for field in type(thing).fields)
        elif isinstance(thing, tuple):
            waiting += thing
