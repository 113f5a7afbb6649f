"""The results at a terminal: wide and narrow, in both languages, with and without colour, on old consoles."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest
from rich.cells import cell_len
from rich.text import Text

from compliance.findings import (
    CellRef,
    Fault,
    Finding,
    Passed,
    ReportResult,
    RunResult,
    Severity,
    Summary,
    TextRef,
    Verdict,
)
from compliance.plugins import View
from compliance.reporters import terminal
from compliance.reporters.drawing import MOST_LISTED, draw, side_by_side, sketches


def rendered(*reports: ReportResult, faults: tuple[Fault, ...] = (), **wishes: Any) -> str:
    """The reports as they are shown."""
    return terminal.render(RunResult("0.1.0", reports, faults), View(**wishes))


def told(report: ReportResult, *findings: Finding, **changes: Any) -> ReportResult:
    """The report with other findings."""
    return dataclasses.replace(report, findings=findings, **changes)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [100, 60, 40])
def test_a_draft(draft: ReportResult, width: int, lang: str, golden: Any) -> None:
    """A draft with one slip, a row of blanks, a wrong rate: part by part, the cell where three sums meet marked."""
    text = rendered(draft, width=width, lang=lang)
    golden(f"terminal/draft_{width}.{lang}.txt", text)

    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [100, 40])
def test_causes(caused: ReportResult, width: int, lang: str, golden: Any) -> None:
    """The cell to look at first, then in short what it explains; where two repairs are as likely, both are told."""
    text = rendered(caused, width=width, lang=lang)
    golden(f"terminal/causes_{width}.{lang}.txt", text)

    assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_several_reports(run: RunResult, lang: str, golden: Any) -> None:
    """A clean report is one line, one that cannot be read says why; the last line counts the reports."""
    text = terminal.render(run, View(lang=lang, width=100, statistics=True))
    golden(f"terminal/several.{lang}.txt", text)

    assert "linhu-2024.json" in text


@pytest.mark.parametrize("width", [100, 40])
def test_overview(
    draft: ReportResult, clean: ReportResult, unreadable: ReportResult, width: int, golden: Any
) -> None:
    """Before many reports with findings: which have what, and where."""
    unknown = Finding("review.sums", Verdict.UNKNOWN, Severity.ERROR, "合计", "不能判断")
    undecided = told(clean, unknown, source="undecided.json", summary=Summary(unknown=1))
    text = rendered(clean, undecided, unreadable, draft, width=width)
    golden(f"terminal/overview_{width}.zh.txt", text.partition("linhu-2024.json：")[0])

    assert "概览" not in rendered(clean, undecided, draft)
    assert "概览" not in rendered(undecided, unreadable, draft, quiet=True)


def test_everything_shown(draft: ReportResult, golden: Any) -> None:
    """--show all: what could not be decided in full, and what passed."""
    golden("terminal/all.zh.txt", rendered(draft, show=frozenset({"passed", "unknown"})))


def test_a_clean_report_is_one_line(clean: ReportResult) -> None:
    """All is well: nothing is drawn."""
    text = rendered(clean, lang="en")

    assert text.startswith("linhu-2024.json: no problems found (233 passed, 12 not applicable); 7 more with")
    assert rendered(clean, quiet=True) == ""


def test_a_clean_report_with_what_passed(clean: ReportResult) -> None:
    """The approver's sheet: rule by rule, each place with its figures."""
    passed = (
        *clean.passed,
        Passed("requests.balance", "申请收支平衡", {"column": "总计"}, "本年新收 38 + 上年结转 4 = 42"),
        Passed("requests.whole", "非负整数", {"row": "本年新收", "column": "总计"}, "本年新收·总计 38"),
        Passed("requests.filled", "没有空格", {"row": "本年新收", "column": "总计"}, ""),
        Passed("header.agency", "机关一致", {}, ""),
        Passed("structure.titles", "标题", {"section": "五"}, ""),
    )
    text = rendered(dataclasses.replace(clean, passed=passed), show=frozenset({"passed"}))

    assert text.splitlines()[3:10] == [
        "通过    申请收支平衡",
        "        自然人：本年新收 30 + 上年结转 3 = 33",
        "        总计：本年新收 38 + 上年结转 4 = 42",
        "通过    非负整数：本年新收·总计 38",
        "通过    没有空格：本年新收·总计",
        "通过    机关一致",
        "通过    标题：第五部分",
    ]
    assert "没有发现问题" not in text


def test_quiet_tells_failures_only(draft: ReportResult) -> None:
    """No counts, no unknown."""
    text = rendered(draft, quiet=True)

    assert "[31]" in text
    assert "未能判断" not in text
    assert "项通过" not in text


def test_old_consoles(draft: ReportResult) -> None:
    """A Chinese Windows console has GBK and draws box characters two columns wide: ASCII, and it can all be encoded."""
    text = rendered(draft, encoding="gbk")

    assert "─" not in text
    assert '  "办结36件，办结率99.2%"' in text
    assert text.encode("gbk").decode("gbk") == text


def test_what_an_encoding_cannot_hold(draft: ReportResult) -> None:
    """Nothing raises; a mark stands for what cannot be written."""
    text = rendered(draft, encoding="ascii", lang="en")

    assert text.isascii()
    assert "WARNING" in text


def test_colour_only_where_wanted(draft: ReportResult, monkeypatch: pytest.MonkeyPatch) -> None:
    """The view decides, not the environment."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    plain = rendered(draft)
    monkeypatch.setenv("NO_COLOR", "1")
    colored = rendered(draft, color=True)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", colored)

    assert "\x1b" not in plain
    assert re.search(r"\x1b\[[0-9;]*m\[31\]", colored)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


def test_hostile_text_is_harmless(hostile: ReportResult, golden: Any) -> None:
    """Control characters, escape sequences, direction marks and markup are shown as what they are."""
    text = rendered(
        hostile, hostile, faults=hostile.faults, statistics=True, show=frozenset({"passed", "unknown"})
    )
    golden("terminal/hostile.zh.txt", text)

    assert all(line.isprintable() for line in text.split("\n"))
    assert "[red]x[/red]" in text


def test_columns_that_fail_alike_are_one_table(draft: ReportResult, golden: Any) -> None:
    """Two columns that do not balance are drawn side by side, under one clause."""
    first = draft.findings[2]
    second = dataclasses.replace(
        first,
        message="总计：本年新收 38 + 上年结转 4 = 42，办理总计 40 + 结转下年度 1 = 41，相差 1",
        instance={"column": "总计"},
        cells=tuple(dataclasses.replace(cell, column="总计", value=40) for cell in first.cells),
    )
    golden("terminal/two_columns.zh.txt", rendered(told(draft, first, second)))


def test_many_findings_of_one_rule(draft: ReportResult, golden: Any) -> None:
    """Three are shown in full, of the others the places are named."""
    rate = next(finding for finding in draft.findings if finding.rule == "narrative.rates")
    many = [
        dataclasses.replace(
            rate,
            message=f"“办结率{90 + n}%”：印出来应当是 85.7%",
            text=(TextRef("一", n, 0, 6, f"办结率{90 + n}%"),),
            cells=(),
        )
        for n in range(1, 7)
    ]
    golden("terminal/many.zh.txt", rendered(told(draft, *many)))


def test_many_columns_name_the_rest(draft: ReportResult) -> None:
    """One drawing for nine columns; six sentences, the other places by name."""
    first = draft.findings[2]
    many = [
        dataclasses.replace(
            first,
            instance={"column": f"第{n}列"},
            cells=tuple(dataclasses.replace(cell, column=f"第{n}列") for cell in first.cells),
        )
        for n in range(9)
    ]
    text = rendered(told(draft, *many))

    assert "还有 3 处：第6列、第7列、第8列" in text
    assert text.count("[31]") == 0


def test_two_reports_in_one_finding(draft: ReportResult, golden: Any) -> None:
    """Last year's figure is drawn under the name of last year's report."""
    finding = Finding(
        "years.carry-over",
        Verdict.FAIL,
        Severity.ERROR,
        "结转与上年衔接",
        "总计：与上年不衔接",
        instance={"column": "总计"},
        left=4,
        right=3,
        difference=1,
        cells=(
            CellRef("依申请公开", "上年结转", "总计", 4),
            CellRef("依申请公开", "结转下年度", "总计", 3, report="linhu-2023.json"),
        ),
    )
    golden("terminal/two_reports.zh.txt", rendered(told(draft, finding)))


@pytest.mark.parametrize(
    ("ours", "theirs", "count"),
    [
        pytest.param([("甲", "列")], [("last.txt", "表", "乙", "列")], 1, id="under each other"),
        pytest.param(
            [("甲", "列"), ("甲", "又")], [("last.txt", "表", "乙", "列")], 1, id="fewer columns there"
        ),
        pytest.param([("甲", "列")], [("last.txt", "表", "乙", "又")], 2, id="other columns"),
        pytest.param([("甲", "列")], [("last.txt", "别的", "乙", "列")], 2, id="another table"),
        pytest.param([("甲", "列")], [], 1, id="one report"),
        pytest.param(
            [(f"行{n}", "列") for n in range(9)], [("last.txt", "表", "乙", "列")], 2, id="many rows"
        ),
    ],
)
def test_side_by_side(
    ours: list[tuple[str, str]], theirs: list[tuple[str, str, str, str]], count: int
) -> None:
    """A few rows of two reports in one table, so that figures can be compared by eye."""
    cells = [CellRef("表", *address, 1) for address in ours]
    cells += [CellRef(table, row, column, 2, report=report) for report, table, row, column in theirs]
    drawn = side_by_side(sketches(cells), "zh")

    assert len(drawn) == count
    assert sum(len(sketch.cells) for sketch in drawn) == len(cells)


def test_places_and_kinds_of_text(draft: ReportResult, golden: Any) -> None:
    """Title, preface, headings, long quotes; rules of no part; decisions on record; what is not found."""

    def finding(rule: str, *text: TextRef, **changes: Any) -> Finding:
        made = Finding(rule, Verdict.FAIL, Severity.WARNING, f"规则 {rule}", "说明", text=text)
        return dataclasses.replace(made, **changes)

    long = "全年收到申请三十八件，其中自然人３０件，法人或其他组织8件，" * 4
    findings = (
        finding("header.year", TextRef("title", None, 0, 5, "2023年")),
        finding("header.basis", TextRef("preface", 1, 0, 5, "第492号")),
        finding("header.agency", TextRef("preface", None, 0, 5, "某局")),
        finding("structure.titles", TextRef("五", None, 0, 5, "打算")),
        finding("content.substance"),
        finding("narrative.requests", TextRef("一", 2, 0, 5, long)),
        finding("requests.filled", cells=(CellRef("依申请公开", "本年新收", "自然人", text="—"),)),
        finding("requests.filled", cells=(CellRef("依申请公开", "本年新收", "总计", found=False),)),
        finding(
            "local.table", cells=(CellRef("分机构", "第一分局", "件数", -1),), instance={"row": "第一分局"}
        ),
        finding("years.carry-over", instance={"column": "总计"}, waived={"reason": "合并了两个科室"}),
        finding("header.title", TextRef("title", None, 0, 5, "x"), waived={}),
        finding("law.limits", instance={"section": "四"}, verdict=Verdict.UNKNOWN, cells=()),
        finding("review.whole", instance={"row": "甲", "column": "乙"}, verdict=Verdict.UNKNOWN),
        finding("review.whole", instance={"row": "甲", "column": "丙"}, verdict=Verdict.UNKNOWN),
    )
    golden(
        "terminal/places.zh.txt", rendered(told(draft, *findings, remarks=("有隐藏文字",), changes=("收紧",)))
    )


def test_a_long_quote(draft: ReportResult) -> None:
    """Of a whole paragraph only the beginning is quoted: its place says which one it is."""
    words = "一二三四五六七八九十" * 17
    finding = dataclasses.replace(
        draft.findings[0], text=(TextRef("一", 2, 0, len(words), words),), message="雷同"
    )
    text = "".join(rendered(told(draft, finding)).split())

    assert f"“{words[:40]}……”" in text
    assert words[:41] not in text


def blanks(draft: ReportResult, columns: dict[str, tuple[str, ...]], mark: str | None = None) -> ReportResult:
    """The draft with nothing wrong but blanks, or cells with a mark, in these columns of these rows."""
    found = [
        dataclasses.replace(
            draft.findings[0],
            title="表三没有空格",
            severity=Severity.WARNING,
            text=(),
            message=f"{row}·{column} 是空格",
            instance={"row": row, "column": column},
            cells=(CellRef("依申请公开", row, column, text=mark),),
        )
        for row, names in columns.items()
        for column in names
    ]
    return told(draft, *found)


def test_many_blanks_are_told_by_rows(draft: ReportResult) -> None:
    """Rows together in which the same columns are blank: a hundred lines of blanks are read by nobody."""
    firms = ("商业企业", "科研机构")
    rows = {f"行{n}": firms for n in range(15)} | {"末行": ("总计",), "又一行": ("总计",)}
    text = rendered(blanks(draft, rows))

    assert "行0·商业企业 是空格\n        同样的还有 31 格，一共是：\n        行0、行1、" in text
    assert "".join(text.split()).count("、行14：商业企业、科研机构末行、又一行：总计") == 1
    assert "警告    应当：表三没有空格" in text


def test_the_last_line_agrees_with_what_is_seen(draft: ReportResult, caused: ReportResult) -> None:
    """Findings are counted, and the items that are seen, where these are fewer."""
    one = dataclasses.replace(draft, findings=draft.findings[:1], summary=Summary(warnings=1))

    assert "（归在一起，是上面的 7 条）；" in rendered(draft)
    assert "（归在一起" in rendered(caused)
    assert "归在一起" not in rendered(one)


def test_a_list_where_no_table_fits(draft: ReportResult) -> None:
    """Labels that are wider than the page: cell by cell."""
    wide = "一、本年新收政府信息公开申请数量（件）"
    finding = dataclasses.replace(
        draft.findings[2],
        cells=(CellRef("依申请公开", wide, "自然人", 3), CellRef("依申请公开", wide, "总计", 4)),
    )
    text = rendered(told(draft, finding), width=24)

    assert max(map(cell_len, text.splitlines())) <= 24
    assert "  开申请数量（件）·自然\n  人 3\n" in text


def test_a_long_list_where_no_table_fits(draft: ReportResult) -> None:
    """Of very many cells some are listed, those to look at before others."""
    cells = tuple(
        CellRef("依申请公开", f"很长很长的行名第{i}行", column, 1)
        for i in range(40)
        for column in ("自然人", "总计")
    )
    sketch = sketches(cells)[0]
    marked = {(cells[-1].row, cells[-1].column)}
    lines = [
        line.plain
        for line in draw(sketch, marked, "zh", width=34, ascii_only=True, style="bold")
        if isinstance(line, Text)
    ]

    assert len(lines) == MOST_LISTED + 1
    assert lines[0] == "很长很长的行名第0行·自然人 1 "
    assert lines[-2:] == ["很长很长的行名第39行·总计 [1]", "另 56 格"]


def test_a_result_that_is_only_faults(clean: ReportResult) -> None:
    """A rule that could not be run is never a clean report."""
    text = rendered(dataclasses.replace(clean, faults=(Fault("local.rule", "出错"),)))

    assert "没有发现问题" not in text
    assert "故障    local.rule：出错" in text


def test_a_report_with_a_fault_is_not_clean(clean: ReportResult) -> None:
    """Among several reports, too."""
    text = rendered(clean, dataclasses.replace(clean, faults=(Fault("local.rule", "出错"),)))

    assert "共 2 份报告：1 份检查时出了故障，1 份没有发现问题" in text


def test_words_that_occur_often(draft: ReportResult) -> None:
    """A placeholder left standing in twenty places is quoted five times."""
    quotes = tuple(TextRef("一", n, 0, 3, f"××{n}") for n in range(1, 21))
    finding = Finding(
        "wording.leftovers", Verdict.FAIL, Severity.WARNING, "没有占位符", "还有占位符", text=quotes
    )
    text = rendered(told(draft, finding))

    assert "“××5”" in text
    assert "“××6”" not in text
    assert "还有 15 处" in text


def test_only_unknown(clean: ReportResult) -> None:
    """What could not be decided is no pass, and is counted so among several reports."""
    unknown = dataclasses.replace(clean, summary=Summary(unknown=1))
    finding = Finding("review.sums", Verdict.UNKNOWN, Severity.ERROR, "合计", "不能判断")
    notes = dataclasses.replace(clean, summary=Summary(notes=1))
    text = rendered(told(unknown, finding), told(notes, dataclasses.replace(finding, verdict=Verdict.FAIL)))

    assert "未知    合计：不能判断" in text
    assert "共 2 份报告：1 份有警告或提示，1 份有未能判断的" in text


def test_statistics(draft: ReportResult, clean: ReportResult) -> None:
    """Rules by how often they failed; without titles where it is narrow; what is waived does not count."""
    waived = dataclasses.replace(draft.findings[0], waived={"reason": "r"})
    text = rendered(
        told(draft, *draft.findings[1:4], waived), width=40, statistics=True, lang="en", quiet=True
    )

    assert text.endswith(
        "By rule ────────────────────────────────\n"
        "failed  unknown  rule\n"
        "     1        0  disclosure.fee\n"
        "     1        0  requests.balance\n"
        "     1        0  requests.outcomes\n"
    )
    assert rendered(clean, statistics=True) == rendered(clean)


def test_no_holes_where_quiet(clean: ReportResult, draft: ReportResult) -> None:
    """Clean reports leave nothing behind, not even an empty line."""
    text = rendered(clean, draft, clean, clean, draft, quiet=True)

    assert "\n\n\n" not in text
    assert text.startswith("docs/")


def test_single_cells_in_several_rows(draft: ReportResult) -> None:
    """Cells of different rows and columns are one drawing with gaps."""
    blank = next(finding for finding in draft.findings if finding.rule == "review.filled")
    other = dataclasses.replace(blank, cells=(CellRef("复议诉讼", "直接起诉", "纠正", text="/"),))
    text = rendered(told(draft, blank, other))

    assert "行政复议 [空白]\n" in text
    assert "直接起诉           [/]\n" in text


def test_a_paragraph_of_no_prescribed_part(draft: ReportResult) -> None:
    """A part that the form does not know has no numeral to be named by."""
    finding = Finding(
        "wording.leftovers",
        Verdict.FAIL,
        Severity.WARNING,
        "没有占位符",
        "还有占位符",
        text=(TextRef("", 2, 0, 2, "××"),),
    )
    text = rendered(told(draft, finding))

    assert "整份报告 ─" in text
    assert "第 2 段  “××”" in text


def test_many_places_that_could_not_be_decided(draft: ReportResult) -> None:
    """Eight are named, all are counted."""
    cells = (CellRef("依申请公开", "本年新收", "总计", found=False),)
    many = [
        Finding(
            "requests.filled",
            Verdict.UNKNOWN,
            Severity.WARNING,
            "没有空格",
            "没有读到",
            instance={"column": f"第{n}列"},
            cells=cells,
        )
        for n in range(10)
    ]
    text = rendered(told(draft, *many))

    assert "第7列 等 10 处\n" in text
