"""The printed form as a rule set declares it: sections, tables, rows, columns, printed labels, units.

One declaration, three uses (docs/en/explanation/architecture.md): readers look for its labels, the rule language
resolves names against it, reporters print it. It is made out of rule text by :mod:`compliance.dsl`; a reader or a
reporter never sees rule text.

Names are what rules and ``report.json`` use (``本年新收``); labels are what paper prints
(``一、本年新收政府信息公开申请数量``).
"""

from compliance.form.compiled import from_program, to_plain
from compliance.form.model import Block, CellName, Column, Form, Group, Heading, Row, Table, Unit

__all__ = [
    "Block",
    "CellName",
    "Column",
    "Form",
    "Group",
    "Heading",
    "Row",
    "Table",
    "Unit",
    "from_program",
    "to_plain",
]
