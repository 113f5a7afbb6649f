"""The compiled form of rules: what the rule language is translated to, and what every engine reads.

It is plain data — dictionaries, tuples, texts, whole numbers, None — so that it can be marshalled into the cache,
loaded in a tenth of a millisecond, and read by the single-report engine, the batch engine, error localisation and the
checks of the rule set alike. Types and units are already resolved: figures that meet are in one unit, a date meets a
date.

A *program* is one or more rule sets linked together, for one form. Its keys:

``format``          the version of this form (:data:`FORMAT`)
``rule_sets``       ((name, version, sha256), …), the one that declares the form first
``edition``, ``title``, ``since``, ``until``    of the form; years or None
``headings``        ((numeral, title, (also …), (formerly …)), …)
``layout``          ((table, row, column), …): the printed cells; *cell i* below is the i-th of them
``labels``          {table: ({row: printed label}, {column: printed label})}
``units``           {name: ((spelling …), base unit, numerator, denominator, whole)}
``cell_units``      (unit, …) of the cells of the layout
``open_tables``     {table: (name for all open rows, (column …))}
``tables``          {table: (title, section or None)}
``laws``            {short name: (title, number or None, since or None, until or None)}
``settings``        {name: (title, value node, rule set)}: with local values already in place
``facts``           (fact, …), see below
``rules``           (rule, …) in the order of the report; suspended ones are left out
``changes``         ((kind, rule or setting, rule set, law, clause, reason, detail), …): what local sets changed;
                    kind is ``raise`` (detail: severity before, after), ``years`` (since, until), ``set`` ((text of the
                    property or None, value node before or None, after), …), ``restrict``, ``suspend`` or ``cite``
``left_out``        ((rule, (name, …)), …): rules that are not among them, as they name what only another edition of
                    the form has
``form``            the whole form, for readers: :func:`compliance.form.from_program` makes a Form of it
``remarks``         ((message key, ((name, value), …)), …): what was noticed on the way (a file in GB18030)

A **rule** is a dictionary:

``name``, ``title``, ``severity`` (error, warning, note), ``explainable``
``citations``       ((law short name, clause or None), …)
``cited_later``     the same for reports that use the form after its last year; not there where it has none
``because``, ``limits``   texts
``since``, ``until``      report years or None
``origin``          the rule set it comes from
``each``            None, ``row``, ``column``, ``cell``, ``mention``, ``section``
``source``          the table (or group's table) or fact that the quantifier names, a tuple of several facts, or None
``blank``           None, ``zero``, ``unknown``, ``not_applicable``, ``fail``: what a blank counts as
``instances``       ((place, when, check), …), place = ((kind, name), …) with kind ``row``, ``column``, ``table``:
                    the instances that are known beforehand. One with an empty place for a rule without quantifier.
``template``        (when, check) or None: for what only the report knows – mentions of a fact, sections, open rows.
                    A quantifier over a table with open rows has both.
``open_cells``      ((column, when, check), …) only if the rule goes over each cell of open rows: a template for each
                    column; ``template`` is None then
``message``         None, or the parts of 消息: a text, or (node, unit or None); ("left",), ("right",) and
                    ("difference",) are the sides of the check; the unit is as it is printed behind the figure
``examples``        ((verdict, ((target, values), …), place), …), place = (file, line). ``target`` is a node of kind
                    c, pc, row, prow, rows, prop, pprop, text, ptext, sec, hole, setting, ``("parts", node)`` or
                    ``("narrative",)``; a value is ("n", …) or another literal node, ``("blank",)`` or ``("absent",)``.

``when`` and ``check`` are nodes or None (no 当). A **node** is a tuple that begins with its kind.

Literals
    ("n", i) whole number · ("q", numerator, denominator) other exact number · ("%", numerator, denominator, digits) a
    printed percentage as a ratio, ``digits`` after the point *of the percentage* · ("s", text) · ("d", iso date) ·
    ("rd", year offset, month, day) a date relative to the report's year · ("nothing",) *no value*, and the instance is
    not applicable: what this edition of the form does not have
Figures
    ("c", i) this report's cell · ("pc", i) last year's ·
    ("row", table, column) the current open row's · ("prow", table, column) last year's · ("rows", table, column) all
    open rows' (many) · ("parts", node) node in each subordinate report (many) ·
    ("hole", name) · ("first", name) as the first mention of the same fact has it · ("holes", name) (many) ·
    ("should",) what the mention should be, which is a figure or ("either", figure …), the one that the mention tells,
    else the first · ("pshould",) what it should be by last year's report · ("found", fact) the
    mentions of a fact (many, for ``count``)
    ("+", a, b) ("-", a, b) ("*", a, b) ("/", a, b) ("neg", a) · ("scale", a, numerator, denominator) a change of unit
    ("days", a, b) days from b to a · ("later", date, days)
    ("f", function, (argument …), (label …)): ``label`` is what the rule's author wrote for the argument (a group's
    name), and an argument is a node, ("many", node …) for a group or range, or ("pattern", pattern). Shipped functions:
    sum, max, min, mean, count, remainder, abs, length, occurrences, years, first_year, similarity, shared_passage,
    before, after, last_digits, and the truths attainable, contains, leading and same; others are a plug-in's.
    ("setting", name) what ``settings`` holds under the name: a literal, or
    ("by", property node, ((text, node), …)) a setting by the text of a property; missing key: *no value*, and the
    instance is not applicable
Texts and properties
    ("prop", name) name is year, edition, report_title, agency, agency_kind, period_start, period_end, published,
    preface, narrative, sections (how many parts the report has) · ("pprop", name) · a text that meets agency_kind is
    written as report.json writes kinds (``department``) ·
    ("text", numeral) ("ptext", numeral) the text of a part ·
    ("psec", "text") the same part in last year's report ·
    ("sec", attribute) of the section at hand: title, number, place, prescribed_title, prescribed_number,
    prescribed_place, accepted_titles, text · ("mention",) the whole phrase
Truths
    ("=", a, b) ("!=", …) ("<", …) ("<=", …) (">", …) (">=", …) on figures or dates · ("t=", a, b) ("t!=", a, b) on
    texts · ("chain", (op …), (node …)) · ("~", printed, other, tolerance or None) ·
    ("is", state, node) · ("mentions", text node, pattern) · ("in", text node, (text …)) ·
    ("in", text node, ("sec", "accepted_titles")) · ("and", node …) ("or", node …) ("not", node)

A **fact** is a dictionary: ``name``, ``title``, ``sections`` ((numeral or ``preface`` …), empty for everywhere),
``having_said`` (((text …), (text …)), …): what the paragraph has to have spoken of, and not of what since, ``unless``
(text …), ``unless_when`` ((condition, (text …)), …): words that count unless the condition is false,
``says`` ((pattern, should-be node or None), …), ``holes`` {name: kind}: kind is a unit's name, ``%``, ``date``, with
``…`` before it for a repeated hole.

A **pattern** is a tuple of pieces; all its texts are normalised (:func:`compliance.values.normalise`):
    ("w", (text …)) one of these, longest first, "" allowed · ("gap",)
    ("figure", name, ((spelling, numerator, denominator), …)) a number followed by one of the spellings (longest
    first), converted · ("percent", name) · ("date", name) a full date · ("year", name) the figures of a year, without
    年 · ("class", kind) a number of a known form: ``identity``, ``mobile``
    ("figures", name, ((spelling, …), …)) all such numbers to the end of the sentence · ("percents", name)
    ("given", name, node) no text, but this value
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Node = tuple[Any, ...]
    Program = dict[str, Any]

FORMAT = 3


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node. Words of patterns, choices and labels are texts, whatever they spell."""
    kind = node[0]
    if kind in ("f", "chain"):
        inside: tuple[Node, ...] = node[2]
        return inside
    if kind == "by":
        return (node[1], *(held for _, held in node[2]))
    if kind == "in":
        return node[1:] if node[2] == ("sec", "accepted_titles") else node[1:2]
    if kind == "mentions":
        return node[1:2]
    if kind == "pattern":
        return ()
    return tuple(inner for inner in node[1:] if isinstance(inner, tuple))


def nodes_in(node: Node) -> Iterator[Node]:
    """A node and all nodes in it, from the left."""
    yield node
    for inner in children(node):
        yield from nodes_in(inner)
