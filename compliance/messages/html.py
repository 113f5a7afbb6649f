"""What stands on the HTML page around findings and report."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    "title": ("{name}检查结果", "{name}: results"),
    "title-several": ("{count} 份报告的检查结果", "Results of {count} reports"),
    "skip": ("跳到检查结果", "Skip to the results"),
    "contents": ("本页内容", "On this page"),
    "name-list": ("、", ", "),
    "semicolon": ("；", "; "),
    # ── several reports ──
    "overview": ("概览", "Overview"),
    "report": ("报告", "Report"),
    "errors": ("错误", "Errors"),
    "warnings": ("警告", "Warnings"),
    "notes": ("提示", "Notes"),
    "unknown": ("未知", "Unknown"),
    "where": ("在哪里", "Where"),
    "only-failed": (
        "报告很多，这里只列出问题；原文和通过的检查请单独检查一份报告来看。",
        "There are many reports, so only what is wrong is shown; check one alone to see its text and what passed.",
    ),
    "to-top": ("回到开头", "Back to the top"),
    # ── the head ──
    "summary": ("概要", "Summary"),
    "file": ("文件", "File"),
    "sha256": ("文件 SHA-256", "SHA-256 of the file"),
    "agency": ("机关", "Agency"),
    "year": ("年度", "Year"),
    "form": ("版式", "Form"),
    "form-of": ("{form} 年版", "{form}"),
    "rules": ("规则集", "Rules"),
    "rules-of": ("{name} {version}", "{name} {version}"),
    "program": ("检查程序", "Checked by"),
    "remarks": ("注意", "Note"),
    "changes": ("规则改动", "Rules changed"),
    "unreadable": ("这份报告没能检查，不算通过", "This report could not be checked; it has not passed"),
    "signed": (
        "起草人：　　　　　　审核人：　　　　　　日期：",
        "Drafted by:                Approved by:                Date:",
    ),
    "state-unreadable": ("没能检查", "not checked"),
    "state-faults": ("检查时出了故障", "faults"),
    "state-errors": ("有错误", "errors"),
    "state-others": ("有警告或提示", "warnings or notes"),
    "state-unknown": ("有未能判断的", "something unknown"),
    "state-clean": ("没有发现问题", "no problems found"),
    # ── findings ──
    "findings": ("要看的地方", "What to look at"),
    "no-findings": ("没有发现问题。", "No problems found."),
    "explains": ("它说明这些不符：", "It explains:"),
    "places": ("在原文中：", "In the report:"),
    "reason": ("理由：{reason}", "Why: {reason}"),
    "sides": (
        "两边 {left} 和 {right}，相差 {difference}",
        "The sides are {left} and {right}: {difference} apart",
    ),
    "undecided": ("未能判断（不算通过）", "Not decided (and not passed)"),
    "accepted": ("已有审核说明", "Waived"),
    "decision": ("审核说明：", "Decision:"),
    "faults": ("程序或插件故障", "Faults"),
    "fault": ("{origin}：{message}", "{origin}: {message}"),
    # ── the report as it was read ──
    "original": ("报告原文（按读到的样子）", "The report as it was read"),
    "original-about": (
        "标出的地方点一下就到相应的说明；右上角的数字是说明的编号。浅色的格子只是算式里用到的。",
        "Each mark leads to what is said of it, under the number beside it. Pale cells are merely part of a sum.",
    ),
    # ── the pages as pictures ──
    "pages": ("页面", "The pages"),
    "pages-about": (
        "有问题的页，格子或段落画了框；点一下框就到相应的说明。",
        "The pages with findings, with a box at each cell or paragraph; each box leads to what is said of it.",
    ),
    "page": ("第 {page} 页", "Page {page}"),
    "on-page": ("第 {page} 页的图", "picture of page {page}"),
    "picture": (
        "原文件第 {page} 页的图，框出了第 {numbers} 条说的地方",
        "Page {page} of the document, with the places of no. {numbers} boxed",
    ),
    "preface": ("前言", "Preface"),
    "seen": ("，{kind}，见第 {numbers} 条", ", {kind}, see no. {numbers}"),
    # ── the cover sheet ──
    "passed": ("通过的检查", "What passed"),
    "passed-about": (
        "审核时逐条核对：规则、依据、通过几处、所用的数字。单格的检查只计数，数字见上面的表。",
        "For the approver: rule, clause, how often it held, with which figures. Checks of single cells are counted.",
    ),
    "rule": ("规则", "Rule"),
    "count": ("处", "Places"),
    "figures": ("数字", "Figures"),
    "idle": ("没有用到的规则", "Rules that did not apply"),
}
