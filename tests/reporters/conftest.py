"""Results made by hand: a draft with mistakes, a report in which all is well, one that cannot be read, hostile text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from compliance.errors import ReadError
from compliance.findings import (
    Applied,
    CellRef,
    Citation,
    Fault,
    Finding,
    Part,
    Passed,
    ReportResult,
    RuleSetRef,
    RunResult,
    Severity,
    Summary,
    TextRef,
    Verdict,
)
from compliance.messages import Message
from tests import consistent

FORMAT = "国办公开办函〔2021〕30号"
REGULATION = "国务院令第711号"
APPLICANTS = (*consistent.COLUMNS, "总计")
RESULTS = (*consistent.RESULTS, "总计")
PARTS = (
    Part("一", "总体情况"),
    Part("二", "主动公开政府信息情况", ("主动公开",)),
    Part("三", "收到和处理政府信息公开申请情况", ("依申请公开",)),
    Part("四", "政府信息公开行政复议、行政诉讼情况", ("复议诉讼",)),
    Part("五", "存在的主要问题及改进情况"),
    Part("六", "其他需要报告的事项"),
)


def column(rows: dict[str, int], name: str, table: str = "依申请公开") -> tuple[CellRef, ...]:
    """Cells one below the other."""
    return tuple(CellRef(table, row, name, value) for row, value in rows.items())


def row(
    name: str, values: tuple[int | None, ...], columns: tuple[str, ...], table: str
) -> tuple[CellRef, ...]:
    """Cells beside each other."""
    return tuple(CellRef(table, name, column, value) for column, value in zip(columns, values, strict=True))


def balance(name: str, received: int, opening: int, processed: int, closing: int) -> Finding:
    """A column that does not balance."""
    left, right = received + opening, processed + closing
    gap = abs(left - right)
    return Finding(
        "requests.balance",
        Verdict.FAIL,
        Severity.ERROR,
        "申请收支平衡",
        f"{name}：本年新收 {received} + 上年结转 {opening} = {left}，"
        f"办理总计 {processed} + 结转下年度 {closing} = {right}，相差 {gap}",
        citations=(Citation(FORMAT, "表三勾稽关系"),),
        because="每一件申请都要有去处。",
        instance={"column": name},
        left=left,
        right=right,
        difference=gap,
        cells=column(
            {"本年新收": received, "上年结转": opening, "办理总计": processed, "结转下年度": closing}, name
        ),
        fingerprint="f-balance",
        origin="cn-disclosure",
    )


def outcomes() -> Finding:
    """Twenty-one outcomes and their total, most of them 0."""
    told = dict.fromkeys(consistent.OUTCOMES, 0) | {
        "予以公开": 15,
        "部分公开": 4,
        "第三方权益": 2,
        "不掌握信息": 9,
    }
    return Finding(
        "requests.outcomes",
        Verdict.FAIL,
        Severity.ERROR,
        "办理结果合计",
        "自然人：办理结果合计 30（予以公开 15、部分公开 4、第三方权益 2、不掌握信息 9），办理总计 31，相差 1",
        citations=(Citation(FORMAT, "表三：三、本年度办理结果（七）总计"),),
        instance={"column": "自然人"},
        left=30,
        right=31,
        difference=1,
        cells=column({**told, "办理总计": 31}, "自然人"),
        origin="cn-disclosure",
    )


def applicants() -> Finding:
    """A row whose total is another."""
    return Finding(
        "requests.applicants",
        Verdict.FAIL,
        Severity.ERROR,
        "申请人合计",
        "办理总计：自然人 31 + 法人或其他组织 8（商业企业 4、科研机构 1、社会公益组织 1、法律服务机构 2）= 39，"
        "总计 38，相差 1",
        citations=(Citation(FORMAT, "表三：申请人情况，总计"),),
        instance={"row": "办理总计"},
        left=39,
        right=38,
        difference=1,
        cells=row("办理总计", (31, 4, 1, 1, 2, 0, 38), APPLICANTS, "依申请公开"),
        origin="cn-disclosure",
    )


def blanks() -> tuple[Finding, ...]:
    """A whole row of blank cells."""
    return tuple(
        Finding(
            "review.filled",
            Verdict.FAIL,
            Severity.WARNING,
            "表四没有空格",
            f"行政复议·{name} 是空格",
            citations=(Citation(FORMAT, "（四）明确责任：不准确不全面"),),
            instance={"row": "行政复议", "column": name},
            cells=(CellRef("复议诉讼", "行政复议", name),),
            origin="cn-disclosure",
        )
        for name in RESULTS
    )


def rate() -> Finding:
    """A closure rate in the text that the figures do not give."""
    return Finding(
        "narrative.rates",
        Verdict.FAIL,
        Severity.WARNING,
        "办结率与表格相符",
        "“办结36件，办结率99.2%”：办理总计 36 ÷ (本年新收 38 + 上年结转 4) = 85.71 %，印出来应当是 85.7%",
        citations=(Citation(REGULATION, "第五十条"),),
        cells=(CellRef("依申请公开", "办理总计", "总计", 36),),
        text=(TextRef("一", 3, 24, 38, "办结36件，办结率99.2%", {"line": 12}),),
        origin="cn-disclosure",
    )


def title_variant() -> Finding:
    """A heading that is an accepted variant."""
    return Finding(
        "structure.wording",
        Verdict.FAIL,
        Severity.NOTE,
        "部分标题与模板一字不差",
        "第五部分：标题 “存在问题及改进情况”，应当是 “存在的主要问题及改进情况”",
        citations=(Citation(FORMAT, "模板"),),
        instance={"section": "五"},
        text=(TextRef("五", None, 0, 9, "存在问题及改进情况"),),
        origin="cn-disclosure",
    )


def undecided() -> Finding:
    """A sum of blank cells."""
    return Finding(
        "review.sums",
        Verdict.UNKNOWN,
        Severity.ERROR,
        "复议诉讼各结果合计",
        "行政复议：不能判断：维持 是空格、纠正 是空格、其他结果 是空格、尚未审结 是空格、总计 是空格",
        citations=(Citation(FORMAT, "模板第四部分：总计"),),
        instance={"row": "行政复议"},
        cells=row("行政复议", (None,) * 5, RESULTS, "复议诉讼"),
        origin="cn-disclosure",
    )


def carry_over() -> Finding:
    """Last year's report ends with another figure than this one begins with; accepted by a decision."""
    return Finding(
        "years.carry-over",
        Verdict.FAIL,
        Severity.ERROR,
        "结转与上年衔接",
        "总计：上年结转 4，上年报告 结转下年度 3，相差 1",
        citations=(Citation(FORMAT, "表三"),),
        instance={"column": "总计"},
        left=4,
        right=3,
        difference=1,
        cells=(
            CellRef("依申请公开", "上年结转", "总计", 4),
            CellRef("依申请公开", "结转下年度", "总计", 3, report="linhu-2023.json"),
        ),
    )


def fee() -> Finding:
    """An amount with decimals below zero."""
    return Finding(
        "disclosure.fee",
        Verdict.FAIL,
        Severity.ERROR,
        "收费金额不为负",
        "行政事业性收费·收费金额 不能是负数",
        citations=(Citation(FORMAT),),
        instance={"row": "行政事业性收费", "column": "收费金额"},
        left=Decimal("-0.50"),
        right=0,
        difference=Decimal("0.50"),
        cells=(CellRef("主动公开", "行政事业性收费", "收费金额", Decimal("-0.50"), at={"line": 31}),),
    )


@pytest.fixture
def draft() -> ReportResult:
    """A draft with one slip that breaks three sums, blanks, a wrong rate, and more."""
    return ReportResult(
        source="docs/examples/reports/linhu-2024-draft.md",
        sha256="a" * 64,
        agency="临湖市档案局",
        year=2024,
        form="2021",
        rule_sets=(RuleSetRef("cn-disclosure", "2021.1", "b" * 64),),
        summary=Summary(4, 6, 1, 1, 215, 1, 20, {"previous": 7, "published": 1}),
        findings=(
            title_variant(),
            fee(),
            balance("自然人", 30, 3, 31, 1),
            outcomes(),
            applicants(),
            *blanks(),
            undecided(),
            rate(),
        ),
        passed=(
            Passed("requests.balance", "申请收支平衡", {"column": "商业企业"}, "本年新收 4 + 上年结转 0 = 4"),
        ),
        parts=PARTS,
    )


def change(row: str, column: str, value: object, suggested: int) -> dict[str, object]:
    """A change of a cell of part three, as a cause names it."""
    return {"table": "依申请公开", "row": row, "column": column, "value": value, "suggested": suggested}


@pytest.fixture
def caused(draft: ReportResult) -> ReportResult:
    """The draft with the cause of its three failed sums, and another one for which there are two repairs."""
    other = replace(
        balance("总计", 38, 4, 40, 1), fingerprint="f-balance-2", cause="c2", instance={"column": "总计"}
    )
    explained = ("requests.balance", "requests.outcomes", "requests.applicants")
    findings = [replace(f, cause="c1") if f.rule in explained else f for f in draft.findings]
    causes = (
        {
            "id": "c1",
            "explains": ["f-balance", "f-outcomes", "f-applicants"],
            "changes": [change("办理总计", "自然人", 31, 30)],
            "slip": "off-by-one",
            "one_of": 1,
            "alternatives": [],
        },
        {
            "id": "c2",
            "explains": ["f-balance-2"],
            "changes": [change("本年新收", "总计", 38, 83), change("结转下年度", "总计", 1, 46)],
            "slip": None,
            "one_of": 2,
            "alternatives": [{"changes": [change("上年结转", "总计", None, 3)], "slip": "blank"}],
        },
    )
    return replace(draft, findings=(*findings[:5], other, *findings[5:]), causes=causes)


def applied() -> tuple[Applied, ...]:
    """Rules with what their instances came to: one failed, one passed, one did not apply."""
    return (
        Applied(
            "requests.balance",
            "申请收支平衡",
            Severity.ERROR,
            (Citation(FORMAT, "表三勾稽关系"),),
            because="每一件申请都要有去处。",
            limits="两处都错而又抵消的，看不出来。",
            origin="cn-disclosure",
            passed=5,
            failed=2,
        ),
        Applied(
            "requests.whole",
            "非负整数",
            Severity.ERROR,
            origin="cn-disclosure",
            passed=175,
            because="件数是个数。",
        ),
        Applied(
            "publication.deadline", "按时公布", Severity.WARNING, origin="cn-disclosure", not_applicable=1
        ),
    )


@pytest.fixture
def full(caused: ReportResult) -> ReportResult:
    """The draft with causes, a decision on record, a fault, remarks, and what every rule came to."""
    waived = replace(
        carry_over(),
        waived={
            "reason": "两个科室合并",
            "person": "审核人",
            "date": "2025-01-10",
            "until": "2025-12-31",
        },
        fingerprint="f-carry",
    )
    return replace(
        caused,
        findings=(*caused.findings, waived),
        applied=applied(),
        remarks=("有 2 处修订没有接受",),
        changes=("local.set：narrative.rates 提高为错误",),
        faults=(Fault("my-plugin", "govcheck_check 出错：\n第二行"),),
    )


@pytest.fixture
def full_run(full: ReportResult, clean: ReportResult, unreadable: ReportResult) -> RunResult:
    """A run over three reports with all that can be said of them."""
    return RunResult("0.1.0", (full, clean, unreadable), (Fault("my-plugin", "govcheck_reporters 出错"),))


@pytest.fixture
def clean() -> ReportResult:
    """A report in which everything holds."""
    return ReportResult(
        source="linhu-2024.json",
        summary=Summary(passed=233, not_applicable=20, waiting={"previous": 7, "published": 1}),
        passed=(
            Passed("requests.balance", "申请收支平衡", {"column": "自然人"}, "本年新收 30 + 上年结转 3 = 33"),
        ),
        parts=PARTS,
    )


@pytest.fixture
def unreadable() -> ReportResult:
    """A file that is no report, with several mistakes."""
    lines = Message(
        "json.lines",
        first=Message("json.mistake", path="$.year", what=Message("json.lacks", key="year")),
        rest=Message(
            "json.line", first=Message("json.mistake", path="$.form", what=Message("json.lacks", key="form"))
        ),
    )
    return ReportResult(
        source="broken.json", error=ReadError(Message("json.mistakes", count=2, list=lines), "broken.json")
    )


@pytest.fixture
def hostile() -> ReportResult:
    """Text that tries to act on the terminal."""
    evil = "甲\x1b[31m红\x1b]0;title\x07[red]x[/red]\u202e倒\u200b\r\n\x9b2J\ud83d"
    return ReportResult(
        source=f"r{evil}.md",
        agency=evil,
        summary=Summary(errors=1),
        remarks=(evil,),
        changes=(evil,),
        findings=(
            Finding(
                "local.rule",
                Verdict.FAIL,
                Severity.ERROR,
                evil,
                evil,
                citations=(Citation(evil, evil),),
                instance={"row": evil},
                cells=(CellRef(evil, evil, evil, text=evil),),
                text=(TextRef(evil, 1, 0, 1, evil),),
                waived=None,
            ),
        ),
        faults=(Fault(evil, evil),),
    )


@pytest.fixture
def run(draft: ReportResult, clean: ReportResult, unreadable: ReportResult) -> RunResult:
    """A run over three reports."""
    return RunResult("0.1.0", (draft, clean, unreadable), (Fault("my-plugin", "govcheck_check 出错"),))
