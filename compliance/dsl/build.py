"""From what the parser recognised to the nouns of :mod:`compliance.dsl.tree`: a method for each rule of the grammar.

The names of the methods are those that ``grammar/govcheck.lark`` gives after ``->`` or before ``:``. Each is handed
what the rule consists of: tokens, and what the methods made of the rules inside.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from compliance.dsl import tree
from compliance.dsl.mistakes import Mistake, after
from compliance.dsl.token import Token
from compliance.dsl.words import BY_TOKEN
from compliance.errors import Position

Parts = list[Any]
Clause = tuple[str, Position, Any]
"""The token that began it, where, what it says."""


def name_of(token: Token) -> tree.Name:
    """A name, or a rule's name."""
    return tree.Name(token.at, token.value)


def text_of(token: Token) -> tree.Text:
    """A text; its place is that of its first character."""
    at = token.at
    return tree.Text(Position(at.file, at.line, at.column + 1), token.value)


def words_of(tokens: list[Token]) -> tuple[tree.Text | tree.Name, ...]:
    """Words as texts, or as names of 词组."""
    return tuple(name_of(token) if token.type == "NAME" else text_of(token) for token in tokens)


def joined(tokens: list[Token]) -> tree.Text:
    """Several texts in a row."""
    first = text_of(tokens[0])
    return first if len(tokens) == 1 else tree.Text(first.at, "".join(token.value for token in tokens))


def texts_of(tokens: list[Token]) -> tuple[tree.Text, ...]:
    """Several texts, each by itself."""
    return tuple(text_of(token) for token in tokens)


class Builder:
    """The methods that Lark calls."""

    # ── values ────────────────────────────────────────────────────────────────

    def number(self, parts: Parts) -> tree.Number:
        """``37``, ``37 件``."""
        unit = name_of(parts[1]) if len(parts) > 1 else None
        return tree.Number(parts[0].at, Decimal(parts[0].value), unit)

    def negative_number(self, parts: Parts) -> tree.Number:
        """``-3`` in an example."""
        minus, number = parts
        return tree.Number(minus.at, -number.value, number.unit)

    def literal(self, parts: Parts) -> tree.Value:
        """A value that is one token."""
        token: Token = parts[0]
        match token.type:
            case "NUMBER":
                return tree.Number(token.at, Decimal(token.value))
            case "PERCENT":
                return tree.Percent(token.at, Decimal(token.value))
            case "DATE":
                return tree.Date(token.at, token.value)
            case "YEAR":
                return tree.Year(token.at, int(token.value))
            case "RELATIVE_DATE":
                return tree.RelativeDate(token.at, *map(int, token.value.split()))
            case _:
                return text_of(token)

    # ── conditions and figures ────────────────────────────────────────────────

    def expression(self, parts: Parts) -> tree.Expression:
        """An expression by itself."""
        made: tree.Expression = parts[1]
        return made

    def junction(self, parts: Parts) -> tree.Junction:
        """``a 且 b 且 c``."""
        operator: Token = parts[1]
        return tree.Junction(operator.at, operator.type.lower(), tuple(parts[::2]))

    def negation(self, parts: Parts) -> tree.Not:
        """``非 a``."""
        return tree.Not(parts[0].at, parts[1])

    def comparison(self, parts: Parts) -> tree.Comparison:
        """``a ≤ b ≤ c``."""
        signs: list[Token] = parts[1::2]
        places = tuple(sign.at for sign in signs)
        return tree.Comparison(places[0], tuple(parts[::2]), tuple(sign.value for sign in signs), places)

    def approximately(self, parts: Parts) -> tree.Approximately:
        """``a ≈ b``."""
        left, sign, right, within = parts
        return tree.Approximately(sign.at, left, right, within)

    def within(self, parts: Parts) -> tree.Expression | None:
        """``误差 0.5``."""
        return parts[1] if parts else None

    def state_is(self, parts: Parts) -> tree.Is:
        """``x 不为 空白``."""
        of, word, state = parts
        return tree.Is(word.at, of, state.value or state.type.lower(), word.value == "no")

    def mentions(self, parts: Parts) -> tree.Mentions:
        """``部分 六 提到 “处理费”``."""
        text, word, pattern = parts
        return tree.Mentions(word.at, text, text_of(pattern))

    def one_of(self, parts: Parts) -> tree.OneOf:
        """``标题 属于 认可标题``."""
        of, word, choices = parts
        return tree.OneOf(word.at, of, choices if isinstance(choices, tuple) else name_of(choices))

    def texts(self, parts: Parts) -> tuple[tree.Text, ...]:
        """``(“政府”, “乡镇”)``."""
        return texts_of(parts)

    def arithmetic(self, parts: Parts) -> tree.Arithmetic:
        """``a + b``."""
        left, operator, right = parts
        return tree.Arithmetic(operator.at, operator.value, left, right)

    def negative(self, parts: Parts) -> tree.Negative:
        """``-a``."""
        return tree.Negative(parts[0].at, parts[1])

    def call(self, parts: Parts) -> tree.Call:
        """``合计(…)``."""
        return tree.Call(parts[0].at, parts[0].value, tuple(parts[1:]))

    def bare_name(self, parts: Parts) -> tree.Name:
        """``本年新收``."""
        return name_of(parts[0])

    def address(self, parts: Parts) -> tree.Address:
        """``[row, column]``."""
        table = name_of(parts[0]) if parts[0].type == "NAME" else None
        return tree.Address(parts[0].at, table, parts[-2], parts[-1])

    def section_text(self, parts: Parts) -> tree.SectionText:
        """``部分 六``."""
        return tree.SectionText(parts[0].at, name_of(parts[1]))

    def other_report(self, parts: Parts) -> tree.Previous | tree.Parts | tree.First:
        """``上年报告 x``, ``所属报告 x``, ``首处 x``."""
        word, of = parts
        return _ELSEWHERE[word.value](word.at, of)

    def here(self, parts: Parts) -> tree.Expression | tree.ThisRow | tree.ThisColumn:
        """``本格``, ``本行``, ``应为`` …"""
        return _HERE[parts[0].type](parts[0].at)

    def range(self, parts: Parts) -> tree.Range:
        """``予以公开 至 其他事由``."""
        first, _, last = parts
        return tree.Range(first.at, name_of(first), name_of(last))

    # ── what may be left out ──────────────────────────────────────────────────

    def version(self, parts: Parts) -> tree.Text | None:
        """``版本 “2021.1”``."""
        return text_of(parts[1]) if parts else None

    def years(self, parts: Parts) -> tuple[tree.Value | None, tree.Value | None]:
        """``自 2021 至 2023``, either half."""
        found = {clause[0]: clause[2] for clause in parts}
        return found.get("FROM"), found.get("TO")

    def whole(self, parts: Parts) -> bool:
        """``整数``."""
        return bool(parts)

    explainable = sideways = own_tables = whole

    def equals(self, parts: Parts) -> tree.Number | None:
        """``= 10000 元``."""
        return parts[1] if parts else None

    def also(self, parts: Parts) -> tuple[tree.Text, ...]:
        """``亦作 “…” “…”``."""
        return texts_of(parts[1:])

    formerly = also

    def label(self, parts: Parts) -> tree.Text | None:
        """The printed label, or the clause of a law."""
        return text_of(parts[0]) if parts else None

    def in_unit(self, parts: Parts) -> tree.Name | None:
        """``（万元）``."""
        return name_of(parts[0]) if parts else None

    def in_section(self, parts: Parts) -> tree.Name | None:
        """``位于 三``."""
        return name_of(parts[1]) if parts else None

    def only(self, parts: Parts) -> str | None:
        """``只减``, a severity: the value of a word."""
        return parts[0].value if parts else None

    severity = only

    def should_be(self, parts: Parts) -> tuple[tree.Expression, ...]:
        """``应为 x 或 y``."""
        return tuple(parts[1::2])

    # ── the head, the form ────────────────────────────────────────────────────

    def rule_set(self, parts: Parts) -> tree.RuleSetHead:
        """``规则集 …``."""
        word, name, title, version, (since, until) = parts
        return tree.RuleSetHead(word.at, name_of(name), text_of(title), version, since, until)

    def use(self, parts: Parts) -> tree.Use:
        """``沿用 …``."""
        word, name, version, own_tables = parts
        return tree.Use(word.at, name_of(name), version, own_tables)

    def law(self, parts: Parts) -> tree.Law:
        """``法规 …``."""
        word, name, title, number, (since, until) = parts
        return tree.Law(word.at, name_of(name), text_of(title), number, since, until)

    def unit(self, parts: Parts) -> tree.UnitOf:
        """``单位 …``."""
        word, name, whole, equals, also = parts
        return tree.UnitOf(word.at, name_of(name), whole, equals, also)

    def contents(self, parts: Parts) -> tree.Contents:
        """``目次 …``."""
        return tree.Contents(parts[0].at, tuple(parts[1:]))

    def heading(self, parts: Parts) -> tree.HeadingOf:
        """One line of 目次."""
        number, title, also, formerly = parts
        return tree.HeadingOf(number.at, name_of(number), text_of(title), also, formerly)

    def line(self, parts: Parts) -> tree.Line:
        """A table, row or column."""
        name, unit, label, also = parts
        return tree.Line(name.at, name_of(name), unit, label, also)

    def table(self, parts: Parts) -> tree.TableOf:
        """``表 …``."""
        word, line, section, sideways, *rest = parts
        return tree.TableOf(word.at, line, section, sideways, tuple(rest))

    def block(self, parts: Parts) -> tree.BlockHead:
        """``块 “title”``."""
        return tree.BlockHead(parts[0].at, text_of(parts[1]))

    def columns(self, parts: Parts) -> tree.Columns:
        """``列 …``."""
        return tree.Columns(parts[0].at, tuple(parts[1:]))

    def rows(self, parts: Parts) -> tree.Rows:
        """``行 …``."""
        return tree.Rows(parts[0].at, tuple(parts[1:]))

    def open_rows(self, parts: Parts) -> tree.OpenRows:
        """``不定行 …``."""
        return tree.OpenRows(parts[0].at, parts[1])

    def group(self, parts: Parts) -> tree.GroupOf:
        """``行组 …``, ``列组 …``."""
        word, name, extent, label = parts
        return tree.GroupOf(word.at, word.value, name_of(name), extent, label)

    # ── settings, facts ───────────────────────────────────────────────────────

    def setting_value(
        self, parts: Parts
    ) -> tuple[tree.Value | None, tree.Name | None, tuple[tree.Case, ...]]:
        """One value, or one for each text of a property."""
        if isinstance(parts[0], Token):
            return None, name_of(parts[1]), tuple(parts[2:])
        return parts[0], None, ()

    def local_value(self, parts: Parts) -> tuple[tree.Value | None, tuple[tree.Case, ...]]:
        """One value, or some cases."""
        return (None, tuple(parts)) if isinstance(parts[0], tree.Case) else (parts[0], ())

    def case(self, parts: Parts) -> tree.Case:
        """``“部门” 次年1月31日``."""
        key = text_of(parts[0])
        return tree.Case(key.at, key, parts[1])

    def setting(self, parts: Parts) -> tree.Setting:
        """``参数 …``."""
        word, name, title, only, (value, by, cases) = parts
        return tree.Setting(word.at, name_of(name), text_of(title), only, value, by, cases)

    def set(self, parts: Parts) -> tree.Set:
        """``设定 …``."""
        word, name, (value, cases), *rest = parts
        return tree.Set(word.at, name_of(name), value, cases, clauses_of(rest))

    def word_group(self, parts: Parts) -> tree.WordGroup:
        """``词组 …``."""
        word, name, version, *words = parts
        return tree.WordGroup(word.at, name_of(name), version, texts_of(words))

    def fact(self, parts: Parts) -> tree.Fact:
        """``表述 …``."""
        word, name, title, *rest = parts
        found: dict[str, list[Any]] = {"AT": [], "HAVING_SAID": [], "UNLESS": [], "SAYS": []}
        for kind, things in rest:
            found[kind] += things
        return tree.Fact(word.at, name_of(name), text_of(title), *map(tuple, found.values()))

    def sections(self, parts: Parts) -> tuple[str, list[tree.Name]]:
        """``位于 一``."""
        return "AT", [name_of(token) for token in parts[1:]]

    def having_said(self, parts: Parts) -> tuple[str, list[tree.HavingSaid]]:
        """``先说 “诉讼” …``."""
        word, *words, excepted = parts
        return "HAVING_SAID", [tree.HavingSaid(word.at, words_of(words), excepted)]

    def context_except(self, parts: Parts) -> tuple[tree.Text | tree.Name, ...]:
        """``除 “复议”``."""
        return words_of(parts[1:])

    def unless(self, parts: Parts) -> tuple[str, list[tree.Unless]]:
        """``排除 “全市” …``."""
        word, *words, when = parts
        return "UNLESS", [tree.Unless(word.at, words_of(words), when)]

    def unless_when(self, parts: Parts) -> tree.Expression | None:
        """``当 机关类别 = “部门”``."""
        return parts[1] if parts else None

    def says(self, parts: Parts) -> tuple[str, list[tree.Says]]:
        """``说 “…” 应为 …``."""
        word, pattern, should_be = parts
        return "SAYS", [tree.Says(word.at, text_of(pattern), should_be)]

    # ── rules ─────────────────────────────────────────────────────────────────

    def rule(self, parts: Parts) -> tree.Rule:
        """``规则 …``."""
        word, name, title, severity, explainable, *rest = parts
        return tree.Rule(
            word.at, name_of(name), text_of(title), severity.value, explainable, clauses_of(rest)
        )

    def adjust(self, parts: Parts) -> tree.Adjust:
        """``调整 …``."""
        word, name, severity, *rest = parts
        return tree.Adjust(word.at, name_of(name), severity, clauses_of(rest))

    def suspend(self, parts: Parts) -> tree.Suspend:
        """``停用 …``."""
        word, name, *rest = parts
        return tree.Suspend(word.at, name_of(name), clauses_of(rest))

    def cites(self, parts: Parts) -> Clause:
        """``依据 条例 “第五十条”``."""
        word, law, clause = parts
        return "CITES", word.at, tree.Cite(word.at, name_of(law), clause)

    def because(self, parts: Parts) -> Clause:
        """``理由 “…”``, ``局限 “…”``."""
        word, *texts = parts
        return word.type, word.at, joined(texts)

    limits = message = because

    def since(self, parts: Parts) -> Clause:
        """``自 2021``, ``至 2023``."""
        word, day = parts
        return word.type, word.at, day

    until = since

    def for_each(self, parts: Parts) -> Clause:
        """``对 … 每列 除 …``."""
        word, (source, *more), each, excepted = parts
        return "FOR", word.at, tree.ForEach(word.at, source, each.value, each.at, excepted, tuple(more))

    def sources(self, parts: Parts) -> list[tree.Name]:
        """``申请数``, ``(申请数, 文件数)``."""
        return [name_of(token) for token in parts]

    def excepted(self, parts: Parts) -> tuple[tree.Name, ...]:
        """``除 收费金额``."""
        return tuple(name_of(token) for token in parts[1:])

    def when(self, parts: Parts) -> Clause:
        """``当 …``, ``检查 …``."""
        word, condition = parts
        return word.type, word.at, condition

    check = when

    def blank(self, parts: Parts) -> Clause:
        """``空白 作 0``. :raises Mistake: A blank cannot count as that."""
        word, _, policy = parts
        if policy.type == "VERDICT" and policy.value != "pass":
            return "BLANK", word.at, tree.BlankAs(word.at, policy.value)
        if policy.type == "NUMBER" and Decimal(policy.value) == 0:
            return "BLANK", word.at, tree.BlankAs(word.at, "zero")
        raise Mistake(policy.at, "language.blank-as", policy=policy.text)

    def examples(self, parts: Parts) -> Clause:
        """``例 | … |`` and its rows. :raises Mistake: A row has not as many cells as the head."""
        word, *rest = parts
        rows = tuple(part for part in rest if isinstance(part, tree.ExampleRow))
        head = tuple(rest[: len(rest) - len(rows)])
        for row in rows:
            if len(row.cells) != len(head):
                raise Mistake(row.at, "language.example-cells", head=len(head), cells=len(row.cells))
        return "EXAMPLES", word.at, tree.Examples(word.at, head, rows)

    def example(self, parts: Parts) -> tree.ExampleRow:
        """``通过 | 30 | 7 |``."""
        verdict, *rest = parts
        cells = tuple(
            tree.ExampleCell(values[0].at if values else after(bar), tuple(_given(value) for value in values))
            for bar, values in zip(rest[::2], rest[1::2], strict=False)
        )
        return tree.ExampleRow(verdict.at, verdict.value, cells)

    def cell(self, parts: Parts) -> Parts:
        """What stands between two bars."""
        return parts


_ELSEWHERE: dict[str, type[tree.Previous | tree.Parts | tree.First]] = {
    "previous": tree.Previous,
    "parts": tree.Parts,
    "first": tree.First,
}
_HERE: dict[str, type[tree.ThisCell | tree.ThisRow | tree.ThisColumn | tree.ThisSection | tree.ShouldBe]] = {
    "THIS_CELL": tree.ThisCell,
    "THIS_ROW": tree.ThisRow,
    "THIS_COLUMN": tree.ThisColumn,
    "THIS_SECTION": tree.ThisSection,
    "SHOULD_BE": tree.ShouldBe,
}


def _given(value: Any) -> tree.Value | None:
    """A value of an example; 缺失 is None."""
    return None if isinstance(value, Token) else value


def clauses_of(clauses: list[Clause]) -> tree.Clauses:
    """The clauses of a rule, in whatever order they were written.

    :raises Mistake: One that may stand once stands twice.
    """
    found: dict[str, list[Any]] = {}
    for word, at, said in clauses:
        if word in found and word not in ("CITES", "WHEN"):
            if word == "CHECK":
                raise Mistake(at, "language.two-checks")
            raise Mistake(at, "language.clause-twice", zh=BY_TOKEN[word, ""].zh, en=BY_TOKEN[word, ""].en)
        found.setdefault(word, []).append(said)

    def one(word: str) -> Any:
        return found[word][0] if word in found else None

    return tree.Clauses(
        cites=tuple(found.get("CITES", ())),
        because=one("BECAUSE"),
        limits=one("LIMITS"),
        since=one("FROM"),
        until=one("TO"),
        for_each=one("FOR"),
        when=tuple(found.get("WHEN", ())),
        check=one("CHECK"),
        blank=one("BLANK"),
        message=one("MESSAGE"),
        examples=one("EXAMPLES"),
        places=tuple((word, at) for word, at, _ in clauses),
    )
