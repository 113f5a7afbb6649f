"""A foreign ``report.json``, held to the schema: what is refused, how it is told, and that both draw the same line."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import compliance
from compliance.errors import ReadError
from compliance.readers import report_schema
from compliance.readers.report_schema import check_report, peek

SCHEMA = json.loads(
    (Path(compliance.__file__).parent / "schemas" / "report.schema.json").read_text(encoding="utf-8")
)

COLUMNS = ("自然人", "其他组织", "总计")
PROGRAM: dict[str, Any] = {
    "edition": "2021",
    "layout": (
        ("主动公开", "规章", "制发"),
        ("主动公开", "规章", "废止"),
        ("主动公开", "行政许可", "处理决定"),
        *(("依申请公开", row, column) for row in ("本年新收", "予以公开", "办理总计") for column in COLUMNS),
    ),
    "labels": {
        "主动公开": ({"规章": "规章"}, {"制发": "本年制发件数"}),
        "依申请公开": ({"本年新收": "一、本年新收政府信息公开申请数量"}, {}),
    },
    "open_tables": {"分机构": ("机构", ("件数",))},
}
EDITION_2019: dict[str, Any] = {
    "edition": "2019",
    "layout": tuple(("依申请公开", "其他处理", column) for column in COLUMNS),
    "labels": {},
    "open_tables": {},
}


def of_edition(edition: str) -> dict[str, Any] | None:
    """The rules of the other edition of the form."""
    return EDITION_2019 if edition == "2019" else None


def sound() -> dict[str, Any]:
    """A report that uses everything a report.json can hold."""
    return {
        "govcheck": "report/1",
        "form": "2021",
        "title": "临湖市档案局2024年政府信息公开工作年度报告",
        "agency": "临湖市档案局",
        "agency_kind": "department",
        "year": 2024,
        "period": {"from": "2024-01-01", "to": "2024-12-31"},
        "published": None,
        "preface": "根据规定编制。",
        "sections": [
            {
                "number": "一",
                "title": "总体情况",
                "paragraphs": ["甲。", {"text": "乙。", "at": {"paragraph": 4}}],
            },
            {"number": None, "title": "附", "at": {"page": 2, "box": [1, Decimal("2.5"), 3, 4]}},
        ],
        "tables": {
            "主动公开": {
                "规章": {"制发": 1, "废止": None},
                "行政许可": {
                    "处理决定": {"value": 22, "note": "其中修订16件", "at": {"ref": "B7", "row": 0}}
                },
            },
            "依申请公开": {"本年新收": {"自然人": 3, "其他组织": {"text": "/"}, "总计": Decimal("3.0")}},
            "分机构": {"第一分局": {"件数": 3}},
        },
        "editions": {},
        "partly_read": {"分机构": "表格跨页"},
        "remarks": [],
        "source": {"file": "报告.docx", "sha256": "0" * 64, "reader": "docx"},
    }


def refusal(value: dict[str, Any], lang: str = "en", program: dict[str, Any] | None = PROGRAM) -> str:
    """What is said of a dictionary that is refused."""
    with pytest.raises(ReadError) as caught:
        check_report(value, program, "r.json", of_edition)
    return caught.value.text(lang)


def test_a_sound_report_is_accepted() -> None:
    """Everything that the contract allows passes, and form and year can be seen before the rules are known."""
    report = sound()
    check_report(report, PROGRAM, "r.json")

    assert peek(report, "r.json") == ("2021", 2024)


def test_the_least_report_is_accepted() -> None:
    """Tables and cells that were not found are simply not there."""
    least = {"govcheck": "report/1", "form": "2021", "year": None, "sections": [], "tables": {}}
    check_report(least, PROGRAM, "r.json")

    assert peek(least, "r.json") == ("2021", None)


def test_more_text_than_any_report_has():
    """Rules take a millisecond for a sentence: what nobody writes is not checked for minutes, but refused."""
    report = sound()
    report["sections"][0]["paragraphs"] = ["甲" * 150_000, {"text": "乙" * 50_000}]

    assert "characters, more than 200000; no annual report" in refusal(report)
    assert "字，超过 200000 字" in refusal(report, "zh")


def change(path: str, value: object) -> dict[str, Any]:
    """A sound report in which one place holds something else."""
    report = sound()
    at: Any = report
    *steps, last = path.split("/")
    for step in steps:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[int(last) if isinstance(at, list) else last] = value
    return report


APPLICANTS = "tables/依申请公开/本年新收"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        pytest.param(
            "govcheck",
            "result/1",
            '$.govcheck: expected "report/1", found the text "result/1"',
            id="another format",
        ),
        pytest.param(
            "form", 2021, "$.form: expected text that is not empty, found the number 2021", id="form"
        ),
        pytest.param("form", "", "$.form: expected text that is not empty", id="empty form"),
        pytest.param(
            "year", "2024", 'found the text "2024"; write numbers without quotes', id="year in quotes"
        ),
        pytest.param(
            "year", True, "$.year: expected a year (whole number) or null, found true", id="truth for year"
        ),
        pytest.param("year", Decimal("2024.5"), "$.year: expected a year", id="half a year"),
        pytest.param("year", 24, "$.year: expected a year from 1900 to 2100, found 24", id="year too small"),
        pytest.param("title", 7, "$.title: expected text or null, found the number 7", id="title"),
        pytest.param("agency_kind", "bureau", "expected one of department, office", id="agency kind"),
        pytest.param("period", "2024", "$.period: expected", id="period"),
        pytest.param(
            "period/from", "2024/01/01", "$.period.from: expected a date (2025-01-31) or null", id="slashes"
        ),
        pytest.param("period/from", "２０２４-01-01", "$.period.from: expected a date", id="full-width date"),
        pytest.param(
            "period/to", "2024-02-30", "$.period.to: there is no such day as 2024-02-30", id="30 February"
        ),
        pytest.param("period/to", "2023-02-29", "no such day", id="no leap year"),
        pytest.param("period/to", "1900-02-29", "no such day", id="no leap year in a full century"),
        pytest.param("period/to", "2024-13-01", "no such day", id="month 13"),
        pytest.param("period/to", "0000-01-01", "no such day", id="year 0"),
        pytest.param(
            "period/until",
            "2024-12-31",
            "$.period: unknown name until; possible here: from, to",
            id="period key",
        ),
        pytest.param("published", 20250131, "$.published: expected a date", id="date as a number"),
        pytest.param(
            "agencyKind", "office", "$: unknown name agencyKind; did you mean agency_kind?", id="key misspelt"
        ),
        pytest.param("sections", None, "$.sections: expected a list [...], found null", id="sections null"),
        pytest.param("sections/0", "总体情况", "$.sections[0]: expected an object", id="section"),
        pytest.param(
            "sections/0/title",
            None,
            "$.sections[0].title: expected text, found null",
            id="title of a section",
        ),
        pytest.param(
            "sections/0/number", 1, "$.sections[0].number: expected text or null", id="number of a section"
        ),
        pytest.param("sections/0/text", "", "$.sections[0]: unknown name text", id="key of a section"),
        pytest.param(
            "sections/0/paragraphs", "甲", "$.sections[0].paragraphs: expected a list", id="paragraphs"
        ),
        pytest.param(
            "sections/0/paragraphs/1", 5, "$.sections[0].paragraphs[1]: expected text or", id="paragraph"
        ),
        pytest.param(
            "sections/0/paragraphs/1",
            {},
            "$.sections[0].paragraphs[1]: text is missing",
            id="empty paragraph",
        ),
        pytest.param(
            "sections/0/paragraphs/1/text", 5, "paragraphs[1].text: expected text", id="text of a paragraph"
        ),
        pytest.param("sections/1/at", "p. 2", "$.sections[1].at: expected an object", id="place"),
        pytest.param("sections/1/at/page", 0, "at.page: expected a whole number, 1 or more", id="page 0"),
        pytest.param("sections/1/at/page", "2", "write numbers without quotes", id="page in quotes"),
        pytest.param(
            "sections/1/at/line", True, "at.line: expected a whole number, 1 or more, found true", id="line"
        ),
        pytest.param("sections/1/at/sheet", 1, "at.sheet: expected text", id="sheet"),
        pytest.param("sections/1/at/box", [1, 2, 3], "at.box: expected a list of four numbers", id="box"),
        pytest.param(
            "sections/1/at/colum", 1, "unknown name colum; did you mean column?", id="key of a place"
        ),
        pytest.param("tables", [], "$.tables: expected an object", id="tables"),
        pytest.param(
            "tables/依申请公開", {}, "no table 依申请公開; did you mean 依申请公开?", id="table misspelt"
        ),
        pytest.param(
            "tables/工资", {}, "the form 2021 has no table 工资; it has: 分机构, 主动公开", id="table unknown"
        ),
        pytest.param("tables/依申请公开", [], "$.tables.依申请公开: expected an object", id="table"),
        pytest.param(
            "tables/依申请公开/本年新受", {}, "has no row 本年新受; did you mean 本年新收?", id="row misspelt"
        ),
        pytest.param(
            "tables/依申请公开/一、本年新收政府信息公开申请数量",
            {},
            "did you mean 本年新收?",
            id="the printed label of a row",
        ),
        pytest.param(APPLICANTS, 3, "$.tables.依申请公开.本年新收: expected an object", id="row"),
        pytest.param(f"{APPLICANTS}/自然", 3, "no cell 自然; did you mean 自然人?", id="column misspelt"),
        pytest.param(
            "tables/主动公开/规章/处理决定",
            3,
            "has no cell 处理决定; it has: 制发, 废止",
            id="cell that is not printed",
        ),
        pytest.param(
            "tables/主动公开/规章/本年制发件数", 3, "did you mean 制发?", id="the printed label of a column"
        ),
        pytest.param(
            "tables/分机构/第二分局",
            {"个数": 3},
            "$.tables.分机构.第二分局: the row has no cell 个数",
            id="open row",
        ),
        pytest.param(
            f"{APPLICANTS}/自然人",
            "35",
            '$.tables.依申请公开.本年新收.自然人: expected a number, null (blank) or {"text": "..."}, '
            'found the text "35"; write numbers without quotes',
            id="figure in quotes",
        ),
        pytest.param(f"{APPLICANTS}/自然人", "/", 'found the text "/"', id="bare text"),
        pytest.param(f"{APPLICANTS}/自然人", True, "found true", id="truth for a figure"),
        pytest.param(f"{APPLICANTS}/自然人", 0.1, "found the number 0.1", id="a caller's float"),
        pytest.param(f"{APPLICANTS}/自然人", [3], "found a list", id="list for a figure"),
        pytest.param(
            f"{APPLICANTS}/自然人", {}, "value (a number or null) or text is missing", id="empty cell"
        ),
        pytest.param(
            f"{APPLICANTS}/自然人", {"text": "/", "value": 1}, "only one of text and value", id="both"
        ),
        pytest.param(f"{APPLICANTS}/自然人", {"text": 5}, "自然人.text: expected text", id="text of a cell"),
        pytest.param(
            f"{APPLICANTS}/自然人", {"value": "5"}, "自然人.value: expected a number or null", id="value"
        ),
        pytest.param(
            f"{APPLICANTS}/自然人", {"value": 5, "note": 1}, "自然人.note: expected text", id="note"
        ),
        pytest.param(f"{APPLICANTS}/自然人", {"value": 5, "at": 1}, "自然人.at: expected an object", id="at"),
        pytest.param("editions", [], "$.editions: expected an object", id="editions"),
        pytest.param(
            "editions/依申请公开",
            2019,
            "$.editions.依申请公开: expected text that is not empty",
            id="edition",
        ),
        pytest.param(
            "editions/依申请公开", "2018", "there are no rules for the edition 2018", id="edition unknown"
        ),
        pytest.param(
            "editions/主动公开",
            "2019",
            "$.editions: the form 2019 has no table 主动公开",
            id="table of an edition",
        ),
        pytest.param(
            "editions/依申请公开", "2019", "has no row 本年新收; it has: 其他处理", id="row of an edition"
        ),
        pytest.param("partly_read", None, "$.partly_read: expected an object", id="partly read"),
        pytest.param("partly_read/分机", "", "no table 分机; did you mean 分机构?", id="partly read table"),
        pytest.param("partly_read/分机构", 1, "$.partly_read.分机构: expected text", id="partly read reason"),
        pytest.param("remarks", {}, "$.remarks: expected a list", id="remarks"),
        pytest.param("remarks", ["x"], "$.remarks[0]: expected an object", id="remark"),
        pytest.param("remarks", [{}], "$.remarks[0]: message is missing", id="empty remark"),
        pytest.param("remarks", [{"message": 1}], "$.remarks[0].message: expected text", id="remark message"),
        pytest.param(
            "remarks", [{"message": "json.empty", "values": 1}], "$.remarks[0].values", id="remark values"
        ),
        pytest.param(
            "remarks",
            [{"message": "json.empty", "values": {"a": []}}],
            "values.a: expected text, a number",
            id="remark value",
        ),
        pytest.param(
            "remarks",
            [{"message": "json.lacks"}],
            "no remark json.lacks, or its values",
            id="remark without value",
        ),
        pytest.param(
            "remarks", [{"message": "nowhere.x"}], "there is no remark nowhere.x", id="remark unknown"
        ),
        pytest.param(
            "remarks", [{"message": "../x.y"}], "there is no remark ../x.y", id="remark from elsewhere"
        ),
        pytest.param("source", "a.docx", "$.source: expected an object", id="source"),
        pytest.param("source", {}, "$.source: file is missing", id="source without file"),
        pytest.param("source/file", None, "$.source.file: expected text, found null", id="source file"),
        pytest.param("source/sha256", "0" * 63 + "G", "$.source.sha256: expected 64 lower-case", id="sha256"),
        pytest.param("source/reader", 1, "$.source.reader: expected text or null", id="source reader"),
    ],
)
def test_what_is_no_report(path: str, value: object, said: str) -> None:
    """Each mistake is told with its JSON path, what was found and what was expected."""
    assert said in refusal(change(path, value))


def test_a_table_of_another_edition() -> None:
    """A table that ``editions`` names has the names of that edition; one of the form's own edition has its own."""
    report = sound()
    report["editions"] = {"依申请公开": "2019", "主动公开": "2021"}
    report["tables"]["依申请公开"] = {"其他处理": {"自然人": 1}}
    check_report(report, PROGRAM, "r.json", of_edition)
    said = refusal(change("tables/依申请公开/其他处理", {}))

    assert "has no row 其他处理" in said


def test_no_rules_for_any_other_edition() -> None:
    """Without a way to the rules of another edition there is none."""
    with pytest.raises(ReadError) as caught:
        check_report(change("editions/依申请公开", "2019"), PROGRAM, "r.json")

    assert "there are no rules for the edition 2019" in caught.value.text("en")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param({"a": 1}, "This is no report.json", id="some other JSON"),
        pytest.param({"govcheck": "result/1"}, '$.govcheck: expected "report/1"', id="a result"),
        pytest.param({**sound(), "form": 2021}, "$.form: expected text", id="form is a number"),
        pytest.param({**sound(), "year": "2024"}, "write numbers without quotes", id="year is a text"),
    ],
)
def test_peek_tells_what_is_wrong(value: dict[str, Any], said: str) -> None:
    """Without form and year no rules can be found; then all that is wrong is told at once."""
    with pytest.raises(ReadError) as caught:
        peek(value, "r.json")

    assert said in caught.value.text("en")


def test_names_are_not_checked_without_a_form() -> None:
    """What the rules are needed for is left to the second step."""
    report = sound()
    report["tables"]["工资"] = {"甲": {"乙": 1, "丙": "1"}}
    report["partly_read"] = {"工资": ""}
    report["editions"] = {"工资": "1999"}
    said = refusal(report, program=None)

    assert said.startswith("r.json: $.tables.工资.甲.丙: expected a number")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_mistakes_are_told(lang: str, golden: Any) -> None:
    """A file with many mistakes is not mended one run after the other."""
    report = sound()
    del report["sections"]
    report["year"] = "2024"
    report["tables"]["依申请公开"]["本年新收"] = {"自然人": "35", "其它组织": 0, "总计": True}
    report["tables"]["a b\x1b[31m"] = {}
    report["published"] = "2025-02-29"
    golden(f"readers/report_json_mistakes.{lang}.txt", refusal(report, lang) + "\n")


def test_more_mistakes_than_anybody_reads() -> None:
    """Twenty are told, the others are counted."""
    report = sound()
    report["tables"]["分机构"] = {f"第{i}分局": {"件数": "1", "数": 1} for i in range(30)}
    lines = refusal(report).splitlines()

    assert (lines[0], len(lines), lines[-1]) == ("r.json: 60 mistakes", 22, "  ... and 40 more")


# ── the module and the schema ───────────────────────────────────────────────────────────────────────────────────


def with_names(schema: dict[str, Any], program: dict[str, Any]) -> dict[str, Any]:
    """The schema, with the names that the form adds to it."""
    rows: dict[str, dict[str, list[str]]] = {}
    for table, row, column in program["layout"]:
        rows.setdefault(table, {}).setdefault(row, []).append(column)
    cell = {"$ref": "#/$defs/cell"}

    def row(columns: list[str]) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(columns, cell)}

    tables: dict[str, Any] = {
        table: {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: row(columns) for name, columns in known.items()},
        }
        for table, known in rows.items()
    }
    for table, (_, columns) in program["open_tables"].items():
        tables[table] = {"type": "object", "additionalProperties": row(columns)}
    named = copy.deepcopy(schema)
    properties = named["properties"]
    properties["tables"] = {"type": "object", "additionalProperties": False, "properties": tables}
    properties["partly_read"]["propertyNames"] = {"enum": list(tables)}
    properties["editions"]["propertyNames"] = {"enum": list(tables)}
    properties["editions"]["additionalProperties"] = {"const": program["edition"]}
    properties["remarks"]["items"]["properties"]["message"] = {"enum": ["json.empty"]}
    return named


VALIDATOR = Draft202012Validator(with_names(SCHEMA, PROGRAM), format_checker=FormatChecker(["date"]))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2200)
    | st.decimals(-9, 9, places=1)
    | st.sampled_from(
        [
            "",
            "一",
            "2021",
            "2024-02-29",
            "2023-02-29",
            "20240229",
            "0000-01-01",
            "department",
            "a" * 64,
            "json.empty",
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(
                [
                    "text",
                    "value",
                    "note",
                    "at",
                    "title",
                    "from",
                    "row",
                    "自然人",
                    "本年新收",
                    "依申请公开",
                    "件数",
                    "x",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values below."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, below in inner for found in places(below, (*path, key)))]


@st.composite
def reports(draw: st.DrawFn) -> Any:
    """A sound report with up to three places put, taken away or added."""
    report = sound()
    report["remarks"] = [{"message": "json.empty", "values": {"a": 1}}]
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from(places(report)))
        if not path:
            continue
        holder: Any = report
        for step in path[:-1]:
            holder = holder[step]
        deed = draw(st.sampled_from(["put", "take", "add"]))
        if deed == "put":
            holder[path[-1]] = draw(VALUES)
        elif deed == "take":
            del holder[path[-1]]
        elif isinstance(holder, list):
            holder.append(draw(VALUES))
        else:
            known = [
                "editions",
                "number",
                "value",
                "text",
                "at",
                "page",
                "废止",
                "办理总计",
                "第二分局",
                "主动公开",
                "x",
            ]
            holder[draw(st.sampled_from(known))] = draw(VALUES)
    return report


@settings(max_examples=400)
@given(reports())
def test_accepts_what_the_schema_accepts(report: Any) -> None:
    """The published schema, with the names of the form, and this module draw the same line."""
    try:
        check_report(report, PROGRAM, "r.json", None)
    except ReadError:
        accepted = False
    else:
        accepted = True

    assert accepted == VALIDATOR.is_valid(report)


def test_the_schema_is_one() -> None:
    """The schema itself is sound, and the keys that the module knows are those that it lists."""
    Draft202012Validator.check_schema(SCHEMA)

    assert tuple(SCHEMA["properties"]) == report_schema.KEYS
    assert set(SCHEMA["$defs"]["at"]["properties"]) == set(report_schema.PLACE_KEYS)
