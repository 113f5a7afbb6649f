"""The real reports that are text: every cell as a person decoded it, or honestly unread."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from compliance import resources
from compliance.dsl.load import load_rule_sets
from compliance.errors import ReadError
from compliance.form import Form, from_program
from compliance.readers.text import read_text
from tests.readers.printed_forms import FORMS


def truth(path) -> tuple[dict[str, list[str]], list[str]]:
    """The figures of tables three and four that were decoded by hand: by the row's label, and in the form's order."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))
    three = {row[0].rpartition("/")[2]: row[1:] for row in rows[2:-2]}
    return three, rows[-1][1:]


def test_zhongwei(corpus):
    """The page break shifts rows and columns; all 175 cells of part three are right, and 行政复议 is blank."""
    report = read_text((corpus / "zhongwei-office-2021.txt").read_bytes(), "zhongwei.txt", FORMS)
    told = {
        row: [cell.value for cell in cells.values()] for row, cells in report.tables["依申请公开"].items()
    }
    zero = [0] * 7

    assert told == {
        **{row.name: zero for row in FORMS[0].table("依申请公开").rows},
        "本年新收": [35, 1, 0, 1, 0, 0, 37],
        "予以公开": [11, 0, 0, 0, 0, 0, 11],
        "部分公开": [2, 1, 0, 0, 0, 0, 3],
        "内部事务信息": [1, 0, 0, 0, 0, 0, 1],
        "过程性信息": [1, 0, 0, 0, 0, 0, 1],
        "不掌握信息": [18, 0, 0, 1, 0, 0, 19],
        "其他事由": [2, 0, 0, 0, 0, 0, 2],
        "办理总计": [35, 1, 0, 1, 0, 0, 37],
    }
    assert [[cell.value for cell in cells.values()] for cells in report.tables["主动公开"].values()] == [
        [0, 0, 5],
        [16, 48, 61],
        [0],
        [0],
        [0],
        [0],
    ]
    review = report.tables["复议诉讼"]
    assert all(cell.is_blank for cell in review["行政复议"].values())
    assert [cell.value for row in ("直接起诉", "复议后起诉") for cell in review[row].values()] == [0] * 10
    assert not report.partly_read
    assert not report.remarks


def test_zhongwei_words(corpus):
    """Head, parts and paragraphs of the same report; paragraphs that a page end cut are whole again."""
    report = read_text((corpus / "zhongwei-office-2021.txt").read_bytes(), "zhongwei.txt", FORMS)

    assert (report.agency, report.agency_kind, report.year) == ("中卫市人民政府办公室", "office", 2021)
    assert (report.period_from, report.period_to) == ("2021-01-01", "2021-12-31")
    assert [(part.number, part.title, len(part.paragraphs)) for part in report.sections] == [
        ("一", "总体情况", 6),
        ("二", "主动公开政府信息情况", 0),
        ("三", "收到和处理政府信息公开申请情况", 0),
        ("四", "政府信息公开行政复议、行政诉讼情况", 0),
        ("五", "存在问题及改进情况", 1),
        ("六", "其他需要报告的事项", 2),
    ]


@pytest.mark.parametrize(
    ("file", "table"),
    [
        pytest.param("pingtan-2021.txt", "主动公开", id="2021"),
        pytest.param("pingtan-2019.txt", "主动公开", id="2019, some blanks between figures"),
    ],
)
def test_run_together(corpus, file, table):
    """Figures that nothing keeps apart are refused in one sentence that names the table and the way out."""
    with pytest.raises(ReadError) as refusal:
        read_text((corpus / file).read_bytes(), file, FORMS)

    assert table in refusal.value.text("zh")
    assert "Word" in refusal.value.text("zh")


def test_shanghai(corpus):
    """A converter broke the tables: each cell that is read is right, and the tables are said to be partly read."""
    report = read_text((corpus / "shanghai-office-2025.md").read_bytes(), "shanghai.md", FORMS)
    three, four = truth(corpus / "shanghai-office-2025.tables.csv")
    form = FORMS[0].table("依申请公开")
    told = report.tables["依申请公开"]
    columns = [column.name for column in form.columns]
    right = 0
    for row in form.rows:
        for column, figure in zip(columns, three[row.label], strict=True):
            cell = told.get(row.name, {}).get(column)
            if cell is not None:
                assert cell.value == Decimal(figure), (row.name, column)
                right += 1

    assert right >= 23 * 7
    assert {"依申请公开", "主动公开"} <= set(report.partly_read)
    assert "规章" not in report.tables["主动公开"]
    assert [cell.value for row in report.tables.get("复议诉讼", {}).values() for cell in row.values()] in (
        [],
        [int(figure) for figure in four],
    )
    assert (report.agency, report.agency_kind, report.year) == ("上海市人民政府办公厅", "office", 2025)


@pytest.fixture(scope="module")
def shipped() -> tuple[Form, ...]:
    """Return the form that the shipped rules declare, as readers get it from the command."""
    return tuple(
        from_program(load_rule_sets([(name, files)]))
        for name, files in resources.rule_sets()
        if name == "cn-disclosure"
    )


@pytest.mark.parametrize("file", ["zhongwei-office-2021.txt", "shanghai-office-2025.md"])
def test_shipped_form(corpus, shipped, file):
    """The form of the shipped rules reads as the one that these tests built by hand."""
    data = (corpus / file).read_bytes()
    by_hand, by_rules = read_text(data, file, FORMS), read_text(data, file, shipped)

    assert by_rules.tables == by_hand.tables
    assert by_rules.partly_read == by_hand.partly_read
    assert [part.title for part in by_rules.sections] == [part.title for part in by_hand.sections]


@pytest.mark.parametrize("file", ["linhu-2024.txt", "linhu-2024-draft.md"])
def test_example_reports(example_reports, shipped, file):
    """The examples that the project ships are read whole, with nothing to remark."""
    report = read_text((example_reports / file).read_bytes(), file, shipped)

    assert sum(len(cells) for rows in report.tables.values() for cells in rows.values()) == 200
    assert [part.number for part in report.sections] == list("一二三四五六")
    assert not report.partly_read
    assert not report.remarks
