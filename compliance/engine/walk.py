"""The reference meaning of the compiled form: a plain walk over the tree.

Whatever the generated code, the batch engine or error localisation says must be what this walk says; a property test
holds them together. It also decides everything that is not plain arithmetic on cells: texts, mentions, other reports.

A figure is an ``int``, an :class:`~compliance.values.Exact` or a :class:`~compliance.values.Printed`; a date or a text
is ``str``; a truth is True, False or None (unknown). What is not there is a :class:`~compliance.values.Missing`, and
``Env.missing`` collects each one that made something unknown, with its node.
"""

from __future__ import annotations

from compliance.engine.functions import AGGREGATES, FUNCTIONS
from compliance.engine.sheet import key_of_form, title_key
from compliance.narrative.patterns import mentions
from compliance.values import (
    ABSENT,
    BLANK,
    DOUBTFUL,
    NIL,
    NO_PARTS,
    NO_PREVIOUS,
    NO_VALUE,
    NOT_COMPUTABLE,
    NOT_GIVEN,
    ROUGH,
    TEXT,
    Missing,
    Printed,
    all_of,
    any_of,
    approximately,
    equal,
    exact,
    is_whole,
    normalise,
    plain,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from compliance.engine.sheet import Sheet
    from compliance.narrative.facts import Mention
    from compliance.program import Node, Program

    Function = Callable[..., Any]


class Env:
    """Where a node is evaluated: the sheet, the rule's policy on blanks, and the instance at hand."""

    __slots__ = ("blank", "functions", "given", "mention", "missing", "row", "section", "sheet", "zeroed")

    def __init__(
        self,
        sheet: Sheet,
        blank: str | None = None,
        *,
        row: str | None = None,
        section: int | None = None,
        mention: Mention | None = None,
        functions: Mapping[str, Function] | None = None,
    ) -> None:
        self.sheet = sheet
        self.blank = blank
        # What the instance at hand is: set for the rules whose nodes ask for it.
        self.row: Any = row
        self.section: Any = section
        self.mention: Any = mention
        self.functions = functions or {}
        self.given: Mapping[Node, Any] = {}
        """Values that an example gives to what a report would tell: a setting, the title of a part."""
        self.missing: list[tuple[Missing, Node]] = []
        self.zeroed: list[Node] = []
        """Cells that were read as 0 because the rule says so."""

    def at(self, sheet: Sheet) -> Env:
        """The same instance in another report; what is missing there is missing here."""
        env = Env(sheet, self.blank, row=self.row, mention=self.mention, functions=self.functions)
        env.missing, env.zeroed = self.missing, self.zeroed
        return env


MANY = ("many", "rows", "parts", "holes", "found")
"""The kinds of argument that stand for many values."""

# ── values ────────────────────────────────────────────────────────────────────


def value(node: Node, env: Env) -> Any:
    """What a figure, date or text node comes to; a Missing where it cannot be had."""
    if env.given and node in env.given:
        return env.given[node]
    return _VALUES[node[0]](node, env)


def many(node: Node, env: Env) -> list[Any]:
    """The values of an argument that may stand for many cells, reports or holes."""
    kind = node[0]
    if kind == "many":
        if node[1][0] == "pc" and env.sheet.previous is None:
            return [NO_PREVIOUS]  # whichever cell: one asks for all
        return [item for inner in node[1:] for item in many(inner, env)]
    if kind == "rows":
        rows = env.sheet.open_rows[node[1]].values()
        return [_blank(row[node[2]], node, env) for row in rows]
    if kind == "parts":
        if env.sheet.subordinates is None:
            return [NO_PARTS]
        return [value(node[1], env.at(sheet)) for sheet in env.sheet.subordinates]
    if kind == "found":
        return [1] * len(mentions_of(env.sheet, node[1]))
    if kind == "holes":
        return list(env.mention.holes[node[1]])
    return [value(node, env)]


def mentions_of(sheet: Sheet, fact: str) -> list[Mention]:
    """The mentions of a fact in the narrative of a report, in its order; looked for once."""
    if sheet.mentions is None:
        from compliance.narrative.facts import find_mentions
        from compliance.narrative.patterns import needed_words

        program = sheet.program
        # While rules are proved by their examples, nothing has been worked out beforehand.
        prepared = program.get("prepared")
        needed = prepared["words"] if prepared is not None else map(needed_words, program["facts"])
        facts = [
            fact | {"unless": fact["unless"] + _unless(fact, sheet), "words": words}
            for fact, words in zip(program["facts"], needed, strict=True)
        ]
        found = find_mentions(facts, sheet.sentences(), spellings_of(program), sheet.properties.get("year"))
        sheet.mentions = {told["name"]: held for told, held in zip(facts, found, strict=True)}
    return sheet.mentions[fact]


def spellings_of(program: Program) -> tuple[str, ...]:
    """The spellings of all units of the form, the longest first: what makes characters before one a number."""
    spellings = {spelling for unit in program["units"].values() for spelling in unit[0]}
    return tuple(sorted(spellings, key=len, reverse=True))


def _unless(fact: Mapping[str, Any], sheet: Sheet) -> tuple[str, ...]:
    """The words of 排除 … 当 that count in this report: all whose condition is not false."""
    return tuple(
        word
        for condition, words in fact.get("unless_when", ())
        if truth(condition, Env(sheet)) is not False
        for word in words
    )


def raw_cell(node: Node, env: Env) -> Any:
    """The content of a cell node, whatever the rule says of blanks."""
    kind = node[0]
    if kind == "c":
        return env.sheet.cells[node[1]]
    if kind == "pc":
        return NO_PREVIOUS if env.sheet.previous is None else env.sheet.previous.cells[node[1]]
    sheet = env.sheet if kind == "row" else env.sheet.previous
    if sheet is None:
        return NO_PREVIOUS
    return _row_cell(sheet, node[1], env.row, node[2])


def _row_cell(sheet: Sheet, table: str, row: str, column: str) -> Any:
    rows = sheet.open_rows.get(table, {})
    if row in rows:
        return rows[row].get(column, ABSENT)
    layout = sheet.program["layout"]
    place = (table, row, column)
    return sheet.cells[layout.index(place)] if place in layout else ABSENT


def _cell(node: Node, env: Env) -> Any:
    return _blank(raw_cell(node, env), node, env)


def _blank(found: Any, node: Node, env: Env) -> Any:
    if env.blank == "zero" and (found is BLANK or found is NIL):
        env.zeroed.append(node)
        return 0
    return found


def _number(node: Node, env: Env) -> Any:
    return node[1]


def _quotient(node: Node, env: Env) -> Any:
    return exact(node[1], node[2])


def _percentage(node: Node, env: Env) -> Any:
    share = exact(node[1], node[2])
    return Printed(share, exact(1, 10 ** (node[3] + 2)), claim=share in (0, 1))


def _relative_date(node: Node, env: Env) -> Any:
    year = env.sheet.property("year")
    return year if isinstance(year, Missing) else f"{year + node[1]:04}-{node[2]:02}-{node[3]:02}"


def _hole(node: Node, env: Env) -> Any:
    held = env.mention.holes[node[1]]
    return value(held, env) if isinstance(held, tuple) else held


def _first(node: Node, env: Env) -> Any:
    sheet = env.sheet
    first = mentions_of(sheet, sheet.program["facts"][env.mention.fact]["name"])[0]
    held = first.holes[node[1]]
    return value(held, env) if isinstance(held, tuple) else held


def _should(node: Node, env: Env) -> Any:
    return value(should_be(env), env)


def should_be(env: Env) -> Node:
    """What the mention at hand should be: of several figures the one that it tells, else one that is missing, else the
    first."""
    node: Node = env.mention.should_be
    if node[0] != "either":
        return node
    values = [(value(inner, env), inner) for inner in node[1:]]
    told = [held for held in env.mention.holes.values() if not isinstance(held, (list, tuple, str, Missing))]
    fitting = [
        inner
        for found, inner in values
        if not isinstance(found, Missing) and any(equal(found, held) for held in told)
    ]
    missing = [inner for found, inner in values if isinstance(found, Missing)]
    chosen: Node = (*fitting, *missing, node[1])[0]
    return chosen


def _should_last_year(node: Node, env: Env) -> Any:
    previous = env.sheet.previous
    return NO_PREVIOUS if previous is None else _should(node, env.at(previous))


def _mention(node: Node, env: Env) -> Any:
    return env.mention.sentence.text[env.mention.start : env.mention.end]


def _operation(node: Node, env: Env) -> Any:
    left, right = value(node[1], env), value(node[2], env)
    if isinstance(left, Missing):
        return left
    if isinstance(right, Missing):
        return right
    left, right = plain(left), plain(right)
    operator = node[0]
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if right == 0:
        return NOT_COMPUTABLE
    n, d = (left, 1) if isinstance(left, int) else (left.n, left.d)
    return exact(n, d) * exact(1, right) if isinstance(right, int) else exact(n * right.d, d * right.n)


def _negative(node: Node, env: Env) -> Any:
    of = value(node[1], env)
    return of if isinstance(of, Missing) else -plain(of)


def _scale(node: Node, env: Env) -> Any:
    of = value(node[1], env)
    if isinstance(of, Missing):
        return of
    factor = exact(node[2], node[3])
    return Printed(of.value * factor, of.unit * factor, of.claim) if isinstance(of, Printed) else of * factor


def _days(node: Node, env: Env) -> Any:
    later, earlier = value(node[1], env), value(node[2], env)
    if isinstance(later, Missing):
        return later
    if isinstance(earlier, Missing):
        return earlier
    from datetime import date

    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _later(node: Node, env: Env) -> Any:
    start, days = value(node[1], env), value(node[2], env)
    if isinstance(start, Missing):
        return start
    if isinstance(days, Missing):
        return days
    count = plain(days)
    if not isinstance(count, int):
        return NOT_COMPUTABLE
    from datetime import date, timedelta

    try:
        return (date.fromisoformat(start) + timedelta(days=count)).isoformat()
    except OverflowError:
        return NOT_COMPUTABLE


def _function(node: Node, env: Env) -> Any:
    name, arguments = node[1], node[2]
    if name in env.functions:
        return _plugin_function(env.functions[name], arguments, env)
    given: list[Any] = []
    for argument in arguments:
        if argument[0] in MANY:
            given.extend(many(argument, env))
        elif argument[0] == "pattern":
            given.append(argument[1])
        else:
            given.append(value(argument, env))
    if env.blank == "not_applicable" and name in AGGREGATES:
        given = [item for item in given if item is not BLANK and item is not NIL]
    return FUNCTIONS[name](given)


def _plugin_function(function: Function, arguments: tuple[Node, ...], env: Env) -> Any:
    given = [many(a, env) if a[0] in MANY else value(a, env) for a in arguments]
    for item in given:
        for one in item if isinstance(item, list) else [item]:
            if isinstance(one, Missing):
                return one
    return function(*given)


def _setting(node: Node, env: Env) -> Any:
    return value(env.sheet.program["settings"][node[1]][1], env)


def _by(node: Node, env: Env) -> Any:
    key = value(node[1], env)
    if isinstance(key, Missing):
        return key
    for text, held in node[2]:
        if normalise(text) == normalise(key):
            return value(held, env)
    return NO_VALUE


def _nothing(node: Node, env: Env) -> Any:
    return NO_VALUE


def _property(node: Node, env: Env) -> Any:
    return env.sheet.property(node[1])


def _previous_property(node: Node, env: Env) -> Any:
    return NO_PREVIOUS if env.sheet.previous is None else env.sheet.previous.property(node[1])


def _text(node: Node, env: Env) -> Any:
    return env.sheet.text(node[1])


def _previous_text(node: Node, env: Env) -> Any:
    return NO_PREVIOUS if env.sheet.previous is None else env.sheet.previous.text(node[1])


def _previous_section(_: Node, env: Env) -> Any:
    if env.sheet.previous is None:
        return NO_PREVIOUS
    return env.sheet.previous.text(env.sheet.program["headings"][env.section][0])


def _section(node: Node, env: Env) -> Any:
    sheet, index = env.sheet, env.section
    number, title, also, _ = sheet.program["headings"][index]
    attribute = node[1]
    if attribute == "prescribed_title":
        return title
    if attribute == "prescribed_number":
        return number
    if attribute == "prescribed_place":
        return index + 1
    if attribute == "accepted_titles":
        return (title, *also)
    part = sheet.part(index)
    if part is None:
        return ABSENT
    if attribute == "text":
        return sheet.text(number)
    if attribute == "title":
        return part.title
    if attribute == "number":
        return part.number or ABSENT
    return _place(sheet, part.place, index)


def _place(sheet: Sheet, place: int, index: int) -> int:
    """The place among the prescribed parts. A part that is missing keeps its place, so that one missing part does not
    put all that follow out of order."""
    before = sum(1 for part in sheet.parts if part.prescribed is not None and part.place < place)
    absent = sum(1 for earlier in range(index) if sheet.part(earlier) is None)
    return 1 + before + absent


_VALUES: dict[str, Callable[[Node, Env], Any]] = {
    "n": _number,
    "q": _quotient,
    "%": _percentage,
    "s": _number,
    "d": _number,
    "rd": _relative_date,
    "c": _cell,
    "pc": _cell,
    "row": _cell,
    "prow": _cell,
    "hole": _hole,
    "first": _first,
    "should": _should,
    "pshould": _should_last_year,
    "mention": _mention,
    "+": _operation,
    "-": _operation,
    "*": _operation,
    "/": _operation,
    "neg": _negative,
    "scale": _scale,
    "days": _days,
    "later": _later,
    "f": _function,
    "setting": _setting,
    "by": _by,
    "nothing": _nothing,
    "prop": _property,
    "pprop": _previous_property,
    "text": _text,
    "ptext": _previous_text,
    "psec": _previous_section,
    "sec": _section,
}


# ── truths ────────────────────────────────────────────────────────────────────


def truth(node: Node, env: Env) -> bool | None:
    """What a condition comes to: True, False, or None where it cannot be told."""
    return _TRUTHS[node[0]](node, env)


def compare(operator: str, left: Any, right: Any) -> bool:
    """One comparison of two values that are there."""
    if operator == "=":
        return left == right if isinstance(left, str) else equal(left, right)
    if operator == "!=":
        return left != right if isinstance(left, str) else not equal(left, right)
    if not isinstance(left, str):
        left, right = plain(left), plain(right)
    if operator == "<":
        return bool(left < right)
    if operator == "<=":
        return bool(left <= right)
    if operator == ">":
        return bool(left > right)
    return bool(left >= right)


def _known(node: Node, env: Env) -> Any:
    """The value of an operand of a comparison; a Missing is written down as the reason of an unknown."""
    found = value(node, env)
    if isinstance(found, Missing):
        env.missing.append((found, node))
    return found


def _comparison(node: Node, env: Env) -> bool | None:
    left, right = _known(node[1], env), _known(node[2], env)
    if isinstance(left, Missing):
        return None
    if isinstance(right, Missing):
        return False if _is_refuted(node, left, env) else None
    return compare(node[0], left, right)


def _is_refuted(node: Node, left: Any, env: Env) -> bool:
    """Whether what is there decides against *left*, whatever is missing: at least the largest of all is at least each
    of those that are known."""
    return any(
        not compare(node[0], left, each) for each in known_of(node[2], env, of=_BOUNDS.get(node[0], ""))
    )


_BOUNDS = {">=": "max", ">": "max", "<=": "min", "<": "min"}


def known_of(node: Node, env: Env, of: str) -> list[Any]:
    """The figures that are there, of the largest or smallest (*of*) of several; none of another node."""
    if node[0] != "f" or node[1] != of:
        return []
    found = [each for argument in node[2] for each in many(argument, env)]
    return (
        []
        if any(each in NOT_GIVEN for each in found)
        else [each for each in found if not isinstance(each, Missing)]
    )


def _text_comparison(node: Node, env: Env) -> bool | None:
    left, right = _known(node[1], env), _known(node[2], env)
    if isinstance(left, Missing) or isinstance(right, Missing):
        return None
    return (left == right or normalise(left) == normalise(right)) is (node[0] == "t=")


def _chain(node: Node, env: Env) -> bool | None:
    found = [_known(operand, env) for operand in node[2]]
    return all_of(
        None if isinstance(left, Missing) or isinstance(right, Missing) else compare(operator, left, right)
        for operator, left, right in zip(node[1], found, found[1:], strict=False)
    )


def _approximately(node: Node, env: Env) -> bool | None:
    operands = [_known(operand, env) for operand in node[1:] if operand is not None]
    if any(isinstance(operand, Missing) for operand in operands):
        return None
    within = plain(operands[2]) if len(operands) > 2 else None
    return approximately(operands[0], operands[1], within)


def _is(node: Node, env: Env) -> bool | None:
    state, of = node[1], node[2]
    found = raw_cell(of, env) if of[0] in ("c", "pc", "row", "prow") else value(of, env)
    answer = _state(state, found, env)
    if answer is None:
        env.missing.append((found, of))
    return answer


def _state(state: str, found: Any, env: Env) -> bool | None:
    if found in NOT_GIVEN or found is DOUBTFUL or found is NO_VALUE or found is NOT_COMPUTABLE:
        return None
    if state == "absent":
        return found is ABSENT
    if found is ABSENT or found is ROUGH:
        return None
    blank = found is BLANK or found is NIL
    if state == "blank":
        return blank
    if state == "text":
        return found is TEXT
    if blank:
        # Whether a blank is a number is what 空白 作 … decides.
        return True if env.blank == "zero" else None if env.blank else False
    if found is TEXT:
        return False
    return state == "number" or is_whole(found)


def _mentions(node: Node, env: Env) -> bool | None:
    text = _known(node[1], env)
    if isinstance(text, Missing):
        return None
    # Parts and narrative are normalised already; a property or a title is not.
    told = text if node[1][0] in ("text", "ptext") or node[1][1] in ("narrative", "text") else normalise(text)
    return mentions(told, node[2]) is not None


def _one_of(node: Node, env: Env) -> bool | None:
    text = _known(node[1], env)
    choices = _known(node[2], env) if node[2] and node[2][0] == "sec" else node[2]
    if isinstance(text, Missing) or isinstance(choices, Missing):
        return None
    return text in choices or title_key(text) in {key_of_form(choice) for choice in choices}


def _answer(node: Node, env: Env) -> bool | None:
    """A function that answers a question: 可得."""
    answer = _known(node, env)
    return None if isinstance(answer, Missing) else bool(answer)


def _and(node: Node, env: Env) -> bool | None:
    return all_of([truth(of, env) for of in node[1:]])


def _or(node: Node, env: Env) -> bool | None:
    # Once one holds, what the others lack is of no interest; of those that do not hold, all reasons are.
    return any_of(truth(of, env) for of in node[1:])


def _not(node: Node, env: Env) -> bool | None:
    of = truth(node[1], env)
    return None if of is None else not of


_TRUTHS: dict[str, Callable[[Node, Env], bool | None]] = {
    "=": _comparison,
    "!=": _comparison,
    "<": _comparison,
    "<=": _comparison,
    ">": _comparison,
    ">=": _comparison,
    "t=": _text_comparison,
    "t!=": _text_comparison,
    "chain": _chain,
    "~": _approximately,
    "is": _is,
    "mentions": _mentions,
    "in": _one_of,
    "f": _answer,
    "and": _and,
    "or": _or,
    "not": _not,
}
