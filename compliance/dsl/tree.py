"""What a rule file says, as it was parsed: the nouns between the parser and the checker of names and types.

Every node knows where it stands (``at``), so that a mistake found later still points. Nothing here is resolved: a
:class:`Name` may be a row, a column, a group, a setting, a property or a hole.

The nouns are frozen and equal by what they hold, as dataclasses are, but are none: sixty frozen dataclasses take 40 ms
to import, a quarter of the time from rule text to a checked report. :class:`Node` makes the same out of the same
notation in 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from compliance.errors import Position


@dataclass_transform(frozen_default=True)
class NodeType(type):
    """Turns the annotations of a class into its fields, and the values behind them into what may be left out."""

    fields: tuple[str, ...]
    left_out: dict[str, Any]

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> NodeType:
        """Make the class: its fields are its slots."""
        fields = tuple(body.get("__annotations__", ()))
        left_out = {field: body.pop(field) for field in fields if field in body}
        made = super().__new__(cls, name, bases, body | {"__slots__": fields, "__match_args__": fields})
        made.fields = fields
        made.left_out = left_out
        return made


class Node(metaclass=NodeType):
    """What the nouns of a rule file have in common."""

    def __init__(self, *values: Any, **named: Any) -> None:
        kind = type(self)
        if named or len(values) < len(kind.fields):
            named = kind.left_out | named
            values += tuple(named.pop(field) for field in kind.fields[len(values) :])
        for field, value in zip(kind.fields, values, strict=True):
            object.__setattr__(self, field, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, field) for field in type(self).fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        told = (f"{field}={getattr(self, field)!r}" for field in type(self).fields)
        return f"{type(self).__name__}({', '.join(told)})"

    def __reduce__(self) -> tuple[type[Node], tuple[Any, ...]]:
        return type(self), self._values()


# ── expressions ───────────────────────────────────────────────────────────────


class Name(Node):
    """A bare name: ``本年新收``."""

    at: Position
    name: str


class Number(Node):
    """``37``, ``0.03``, ``300 元``."""

    at: Position
    value: Decimal
    unit: Name | None = None


class Percent(Node):
    """``20%``: ``value`` is 20, as printed."""

    at: Position
    value: Decimal


class Date(Node):
    """``2022-01-31``: ISO text."""

    at: Position
    iso: str


class RelativeDate(Node):
    """``次年1月31日`` (``offset`` 1), ``当年12月31日`` (0), ``上年1月1日`` (-1): relative to the report's year."""

    at: Position
    offset: int
    month: int
    day: int


class Year(Node):
    """``2021年``."""

    at: Position
    value: int


class Text(Node):
    """``“…”``; several in a row are joined. ``at`` is the first character inside the quotes."""

    at: Position
    value: str


class Range(Node):
    """``予以公开 至 其他事由``."""

    at: Position
    first: Name
    last: Name


class ThisRow(Node):
    """``本行`` in an address."""

    at: Position


class ThisColumn(Node):
    """``本列`` in an address."""

    at: Position


class ThisCell(Node):
    """``本格``."""

    at: Position


class ThisSection(Node):
    """``本部分``."""

    at: Position


class ShouldBe(Node):
    """``应为`` in a condition: what the phrase that was found should be."""

    at: Position


AddressPart = Name | Range | ThisRow | ThisColumn


class Address(Node):
    """``[row, column]``, ``依申请公开[row, column]``."""

    at: Position
    table: Name | None
    row: AddressPart
    column: AddressPart


class SectionText(Node):
    """``部分 六``."""

    at: Position
    number: Name


class Previous(Node):
    """``上年报告 x``."""

    at: Position
    of: Reference


class Parts(Node):
    """``所属报告 x``."""

    at: Position
    of: Reference


class First(Node):
    """``首处 x``: x as the first mention of the same fact has it."""

    at: Position
    of: Reference


Reference = Name | Address | SectionText | Previous | Parts | First | ThisCell | ThisSection | ShouldBe


class Call(Node):
    """``合计(…)``."""

    at: Position
    function: str
    arguments: tuple[Expression, ...]


class Arithmetic(Node):
    """``a + b``; ``operator`` is one of ``+ - * /``; ``at`` is the operator."""

    at: Position
    operator: str
    left: Expression
    right: Expression


class Negative(Node):
    """``-a``."""

    at: Position
    of: Expression


class Comparison(Node):
    """``a ≤ b ≤ c``: one more operand than operators; operators are ``= != < <= > >=``; ``places`` are theirs."""

    at: Position
    operands: tuple[Expression, ...]
    operators: tuple[str, ...]
    places: tuple[Position, ...]


class Approximately(Node):
    """``a ≈ b``, ``a ≈ b 误差 0.5``."""

    at: Position
    left: Expression
    right: Expression
    within: Expression | None = None


class Is(Node):
    """``x 为 空白``, ``x 不为 缺失``; ``state`` is one of blank, absent, text, number, whole."""

    at: Position
    of: Expression
    state: str
    negated: bool


class Mentions(Node):
    """``部分 六 提到 “处理费”``."""

    at: Position
    text: Expression
    pattern: Text


class OneOf(Node):
    """``标题 属于 认可标题``, ``机关类别 属于 (“政府”, “乡镇”)``."""

    at: Position
    of: Expression
    choices: Name | tuple[Text, ...]


class Not(Node):
    """``非 a``."""

    at: Position
    of: Expression


class Junction(Node):
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


class PatternWords(Node):
    """Text that must stand there, one of these: ``收到``, ``[收到|受理]``, ``[的|]`` (one is empty)."""

    at: Position
    words: tuple[str, ...]


class PatternGap(Node):
    """``……``: a short stretch of other text, without a number."""

    at: Position


class PatternHole(Node):
    """``{数 件}``, ``{率 %}``, ``{日 日期}``, ``{各项… 条}`` (repeated), ``{数 = 0}`` (given; no kind).

    ``kind`` is what was written there: a unit's name, ``%``, ``日期`` or ``date``.
    """

    at: Position
    name: Name
    kind: Name | None
    repeated: bool
    given: Expression | None


class PatternGroup(Node):
    """``[收到]``: one of the words of the 词组 of that name."""

    at: Position
    name: Name


PatternPiece = PatternWords | PatternGroup | PatternGap | PatternHole

# ── the form ──────────────────────────────────────────────────────────────────


class Line(Node):
    """A table, row or column as declared: name, unit in brackets, printed label, accepted variants."""

    at: Position
    name: Name
    unit: Name | None = None
    label: Text | None = None
    also: tuple[Text, ...] = ()


class GroupOf(Node):
    """``行组 name first 至 last “printed label”``; ``axis`` is ``row`` or ``column``."""

    at: Position
    axis: str
    name: Name
    range: Range
    label: Text | None = None


class BlockHead(Node):
    """``块 “title”``: the rows and columns that follow belong to it."""

    at: Position
    title: Text


class Columns(Node):
    """``列 …``."""

    at: Position
    lines: tuple[Line, ...]


class Rows(Node):
    """``行 …``."""

    at: Position
    lines: tuple[Line, ...]


class OpenRows(Node):
    """``不定行 name “label”``."""

    at: Position
    line: Line


TablePart = BlockHead | Columns | Rows | OpenRows | GroupOf


class HeadingOf(Node):
    """One line of 目次."""

    at: Position
    number: Name
    title: Text
    also: tuple[Text, ...] = ()
    formerly: tuple[Text, ...] = ()


# ── items ─────────────────────────────────────────────────────────────────────


class RuleSetHead(Node):
    """``规则集 name “title” 版本 “2021.1” 自 2021``."""

    at: Position
    name: Name
    title: Text
    version: Text | None = None
    since: Number | Year | Date | None = None
    until: Number | Year | Date | None = None


class Use(Node):
    """``沿用 cn-disclosure 版本 “2021.1”``; 换表: its own tables take the place of namesakes."""

    at: Position
    name: Name
    version: Text | None = None
    own_tables: bool = False


class Law(Node):
    """``法规 条例 “title” “number” 自 2019-05-15``."""

    at: Position
    name: Name
    title: Text
    number: Text | None = None
    since: Number | Year | Date | None = None
    until: Number | Year | Date | None = None


class UnitOf(Node):
    """``单位 万元 = 10000 元``, ``单位 件 整数 亦作 “宗”``."""

    at: Position
    name: Name
    whole: bool = False
    equals: Number | None = None
    also: tuple[Text, ...] = ()


class Contents(Node):
    """``目次 …``."""

    at: Position
    headings: tuple[HeadingOf, ...]


class TableOf(Node):
    """``表 …`` with its parts as written."""

    at: Position
    line: Line
    section: Name | None
    sideways: bool
    parts: tuple[TablePart, ...]


class Case(Node):
    """``“部门” 次年1月31日`` in a setting."""

    at: Position
    key: Text
    value: Value


class Setting(Node):
    """``参数 name “title” 只减 value`` or ``… 按 property cases``; ``only`` is ``lower``, ``higher`` or None."""

    at: Position
    name: Name
    title: Text
    only: str | None
    value: Value | None
    by: Name | None = None
    cases: tuple[Case, ...] = ()


class Says(Node):
    """``说 “pattern” 应为 expression 或 expression``."""

    at: Position
    pattern: Text
    should_be: tuple[Expression, ...] = ()


class WordGroup(Node):
    """``词组 收到 “收到” “受理”``; 版本 tells of what day a list is that has to be kept up to date."""

    at: Position
    name: Name
    version: Text | None
    words: tuple[Text, ...]


class Unless(Node):
    """``排除 “全市” 范围词 当 机关类别 = “部门”``: words and names of 词组."""

    at: Position
    words: tuple[Text | Name, ...]
    when: Expression | None = None


class HavingSaid(Node):
    """``先说 “诉讼” 除 “复议”``: what the paragraph has to have spoken of before a phrase counts."""

    at: Position
    words: tuple[Text | Name, ...]
    excepted: tuple[Text | Name, ...] = ()


class Fact(Node):
    """``表述 …``."""

    at: Position
    name: Name
    title: Text
    sections: tuple[Name, ...]
    having_said: tuple[HavingSaid, ...]
    unless: tuple[Unless, ...]
    says: tuple[Says, ...]


class Cite(Node):
    """``依据 law “clause”``."""

    at: Position
    law: Name
    clause: Text | None = None


class ForEach(Node):
    """``对 source 每列 除 names``; ``each`` is row, column, cell, mention or section. ``more`` are further facts."""

    at: Position
    source: Name
    each: str
    each_at: Position
    excepted: tuple[Name, ...] = ()
    more: tuple[Name, ...] = ()


class BlankAs(Node):
    """``空白 作 0`` (``policy`` zero), ``未知`` unknown, ``不适用`` not_applicable, ``不通过`` fail."""

    at: Position
    policy: str


class ExampleCell(Node):
    """What an example row writes under one name: nothing (blank), values, or 缺失 (a value None)."""

    at: Position
    values: tuple[Value | None, ...]


class ExampleRow(Node):
    """``通过 | 30 | 7 |``; ``verdict`` is pass, fail, unknown or not_applicable."""

    at: Position
    verdict: str
    cells: tuple[ExampleCell, ...]


class Examples(Node):
    """``例 | … |`` and its rows."""

    at: Position
    head: tuple[Reference, ...]
    rows: tuple[ExampleRow, ...]


class Clauses(Node):
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


class Rule(Node):
    """``规则 name “title” 错误 可说明`` and its clauses. ``severity`` is error, warning or note."""

    at: Position
    name: Name
    title: Text
    severity: str
    explainable: bool
    clauses: Clauses


class Adjust(Node):
    """``调整 rule 错误 …``."""

    at: Position
    name: Name
    severity: str | None
    clauses: Clauses


class Suspend(Node):
    """``停用 rule …``."""

    at: Position
    name: Name
    clauses: Clauses


class Set(Node):
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


class RuleFile(Node):
    """One ``.rules`` file: its name, its text (for carets), its items in order."""

    name: str
    text: str
    items: tuple[Item, ...]


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, without recursion."""
    waiting: list[object] = [node]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Node):
            yield thing
            waiting += (getattr(thing, field) for field in type(thing).fields)
        elif isinstance(thing, tuple):
            waiting += thing
