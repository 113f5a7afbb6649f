"""Small programs and sheets for the tests of the engine, built by hand: what is tested is the compiled form."""

from __future__ import annotations

from typing import Any

from compliance.engine.generate import prepare
from compliance.engine.sheet import Sheet, sheet_of

COLUMNS = tuple(f"c{i}" for i in range(6))
LAYOUT = tuple(("t", row, column) for row in ("r0", "r1") for column in COLUMNS)


def rule(
    check: Any = None, *, when: Any = None, blank: str | None = None, name: str = "test.rule", **more: Any
) -> dict[str, Any]:
    """A rule with one instance, or with the instances and the template that are given."""
    return {
        "name": name,
        "title": name,
        "severity": "error",
        "explainable": False,
        "citations": (("law", "1"),),
        "because": "because",
        "limits": None,
        "since": None,
        "until": None,
        "origin": "test",
        "each": None,
        "source": None,
        "blank": blank,
        "instances": () if check is None else (((), when, check),),
        "template": None,
        "message": None,
        "examples": (),
    } | more


def program(*rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A prepared program of these rules over twelve cells."""
    made: dict[str, Any] = {
        "format": 1,
        "rule_sets": (("test", "2021.1", ""),),
        "edition": "2021",
        "title": "test",
        "since": 2021,
        "until": None,
        "headings": (("一", "甲", (), ()), ("二", "乙", ("乙乙",), ("旧乙",)), ("三", "丙", (), ())),
        "layout": LAYOUT,
        "labels": {},
        "units": {"件": (("件",), "件", 1, 1, True), "元": (("元",), "元", 1, 1, False)},
        "cell_units": ("件",) * len(LAYOUT),
        "open_tables": {"o": ("components", ("new", "done"))},
        "tables": {"t": ("t", "二"), "o": ("o", None)},
        "laws": {"law": ("The law", "No. 1", None, None)},
        "settings": {},
        "facts": (),
        "rules": rules,
        "changes": (),
    } | more
    prepare(made)
    return made


def report(cells: dict[int, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A report with these cells, all others 0."""
    tables: dict[str, dict[str, dict[str, Any]]] = {"t": {}}
    for i, (_, row, column) in enumerate(LAYOUT):
        found = (cells or {}).get(i, 0)
        if found != "absent":
            tables["t"].setdefault(row, {})[column] = found
    sections = [
        {"number": "一", "title": "甲", "paragraphs": ["收到申请37件。"]},
        {"number": "二", "title": "乙", "paragraphs": []},
        {"number": "三", "title": "丙", "paragraphs": ["未收费。"]},
    ]
    made = {"form": "2021", "title": "某局2021年报告", "year": 2021, "tables": tables, "sections": sections}
    return made | {"period": {"from": "2021-01-01", "to": "2021-12-31"}, "agency_kind": "department"} | more


def sheet(made: dict[str, Any], cells: dict[int, Any] | None = None, **more: Any) -> Sheet:
    """The same as a sheet of the program."""
    return sheet_of(made, report(cells, **more))
