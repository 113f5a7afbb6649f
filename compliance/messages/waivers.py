"""What is said of decisions on record: how they are written, what they accept, when they lapse."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    # ── which one ────────────────────────────────────────────────────────────
    "name": (
        "审核说明 {file} 第 {number} 条（{rule}，{where}）",
        "Waiver {number} of {file} ({rule}, {where})",
    ),
    "name-anywhere": ("审核说明 {file} 第 {number} 条（{rule}）", "Waiver {number} of {file} ({rule})"),
    "held": ("{value}", "{value}"),
    "held-text": ("“{text}”", "“{text}”"),
    "held-blank": ("空白", "blank"),
    "held-nothing": ("没有这一格", "not there"),
    # ── what it comes to ─────────────────────────────────────────────────────
    "expired": (
        "{waiver}已在 {until} 到期，不再有效",
        "{waiver} expired on {until} and accepts nothing any more",
    ),
    "not-yet": (
        "{waiver}的日期是 {date}，还没有生效",
        "{waiver} is dated {date} and accepts nothing before",
    ),
    "error": (
        "{waiver}没有用：这条规则是“错误”，又没有写“可说明”，算错了的数不能靠说明通过",
        "{waiver} is of no use: the rule is an error and is not explainable; no reason makes a wrong sum right",
    ),
    "changed": (
        "{waiver}不再有效，数值变了：{change}",
        "{waiver} has lapsed, as the values have changed: {change}",
    ),
    "now": ("{row}·{column} 原来是 {before}，现在是 {now}", "{row}·{column} was {before} and is {now}"),
    "not-named": (
        "{row}·{column}（{now}）不在说明的 cells 里",
        "{row}·{column} ({now}) is not among the cells of the waiver",
    ),
    "other-values": ("和说明接受的不同", "they are not those that the waiver accepts"),
    "holds": (
        "{waiver}用不着了：这一处已经通过",
        "{waiver} is not needed any more: the rule passes at this place",
    ),
    "replaced": (
        "{waiver}用不着了：这一处另有审核说明",
        "{waiver} is not needed any more: another one accepts this place",
    ),
    "idle": (
        "{waiver}对 {count} 份报告都没有用上",
        "{waiver} accepts nothing in any of {count} reports",
    ),
    "no-rule": (
        "{waiver}没有用：没有这条规则{near}",
        "{waiver} is of no use: there is no such rule{near}",
    ),
    "is-it": ("；是不是 {near}？", "; did you mean {near}?"),
    "explainable": (
        "{rules} 可以附审核说明：数字属实的，用 govcheck waive 记下理由",
        "{rules} can be explained: if the figures are true, put the reason on record with govcheck waive",
    ),
    # ── how it is written ────────────────────────────────────────────────────
    "in": ("第 {number} 条 [[waiver]]：{what}", "[[waiver]] number {number}: {what}"),
    "unknown-near": ("没有 {key} 这一项；是不是 {near}？", "there is no {key}; did you mean {near}?"),
    "unknown": ("没有 {key} 这一项；有这些：{known}", "there is no {key}; there are: {known}"),
    "missing": ("缺少 {key}（{what}）", "{key} is missing ({what})"),
    "what-rule": ("规则编号", "the rule"),
    "what-reason": ("理由", "why the figures are true"),
    "what-person": ("谁决定的", "who decided"),
    "what-date": ("哪天决定的", "the day of the decision"),
    "what-until": ("到哪天为止", "the last day on which it holds"),
    "no-date": (
        "{key} 要写成日期，如 {key} = 2025-01-20",
        "{key} has to be a date, such as {key} = 2025-01-20",
    ),
    "no-year": ("{key} 要写成年份，如 {key} = 2024", "{key} has to be a year, such as {key} = 2024"),
    "no-line": (
        "{key} 要写成一行文字，放在英文引号里",
        "{key} has to be a text of one line, in quotes",
    ),
    "no-texts": ('{key} 要写成一列文字，如 ["甲"]', '{key} has to be a list of texts, such as ["a"]'),
    "no-cells": (
        'cells 要写成一列格子，每格如 {{ table = "依申请公开", row = "上年结转", column = "总计", value = 3 }}',
        'cells has to be a list such as {{ table = "依申请公开", row = "上年结转", column = "总计", value = 3 }}',
    ),
    "no-cell": (
        'cells 里的每格写 table、row、column，再写 value = 数字、text = "文字"、blank = true、absent = true 中的一个',
        'a cell has table, row, column, and one of value = number, text = "text", blank = true, absent = true',
    ),
    "until-before": ("until（{until}）早于 date（{date}）", "until ({until}) is before date ({date})"),
    "no-values": (
        "没有写接受哪些数：写 cells、quotes 或 fingerprint（govcheck waive 会写好）",
        "it does not say which values it accepts: write cells, quotes or fingerprint (govcheck waive does it)",
    ),
    # ── looking, writing ──────────────────────────────────────────────────────────────
    "count": ("{count} 条审核说明", "{count}"),
    "told": (
        "{waiver}：{reason}（{person}，{date}，到 {until} 为止）",
        "{waiver}: {reason} ({person}, {date}, until {until})",
    ),
    "added": ("已写进 {file}：{told}", "Written into {file}: {told}"),
    "removed": ("已删去：{told}", "Removed: {told}"),
    "none-idle": ("没有用不着的审核说明", "There is no waiver that is not needed any more"),
    "wants": (
        "写审核说明要写明 {names}；删去用不着的，写 --prune",
        "A waiver needs {names}; to remove those that are not needed any more, write --prune",
    ),
    "on-record": (
        "{rule} 在这里不通过的，都已有审核说明",
        "Every failure of {rule} at this place has its waiver already",
    ),
    "nothing-fails": (
        "{rule} 在这里没有不通过的；不通过的有 {failing}{near}",
        "{rule} does not fail at this place; what fails: {failing}{near}",
    ),
    "nothing": ("没有", "nothing"),
    "several": (
        "{rule} 有 {count} 处不通过：{places}。用 --row、--column、--section 指明一处；全部是同一理由的，写 --all",
        "{rule} fails {count} times: {places}. Name one by --row, --column, --section; --all gives all one reason",
    ),
    "cannot": (
        "{rule} 是“错误”，又没有写“可说明”：算错了的数不能靠说明通过，只能改正",
        "{rule} is an error and is not explainable: no reason makes a wrong sum right; mend the report",
    ),
    "not-appended": (
        "{file}：没有写进去，[[waiver]] 接在这个文件后面读不出来；请手工加上",
        "{file}: nothing was written, for a [[waiver]] at the end of this file is not read as one; add it by hand",
    ),
    "not-removed": (
        "{file}：没有删，分不清每条 [[waiver]] 从哪行到哪行，请手工删去第 {numbers} 条",
        "{file}: nothing was removed, for it cannot be told where a [[waiver]] ends; remove number {numbers} by hand",
    ),
}
