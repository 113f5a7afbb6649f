"""What is said of rules, rule sets, plug-ins and settings when somebody asks for them."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    # ── a rule ───────────────────────────────────────────────────────────────
    "rules": ("规则", "Rules"),
    "table-head": ("| 编号 | 名称 | 级别 |", "| name | title | severity |"),
    "field": ("{name}：{value}", "{name}: {value}"),
    "severity": ("级别", "Severity"),
    "citation": ("依据", "By"),
    "applies": ("适用", "Applies to"),
    "rule-set": ("规则集", "Rule set"),
    "because": ("理由", "Why"),
    "limits": ("看不到什么", "What it does not see"),
    "text": ("原文和例", "The rule and its examples"),
    "coverage": ("法规覆盖", "Coverage of the law"),
    "covered": (
        "对一份报告的要求共 {count} 项，有规则核对的 {checked} 项；其余的写明为什么核对不了。规则看不到什么，见它的页",
        (
            "{count} things are asked of a report; rules check {checked} of them, and each of the rest says why none "
            "does. What a rule does not see stands on its own page."
        ),
    ),
    "coverage-head": ("| 编号 | 要求 | 规则 |", "| entry | what is asked | rules |"),
    "unchecked": ("没有规则：{why}", "none: {why}"),
    "every-year": ("各年度报告", "reports of every year"),
    "other": ("{rule_set}（{years}）：{severity}", "{rule_set} ({years}): {severity}"),
    "years": ("{since}–{until} 年度报告", "reports of {since}–{until}"),
    "no-rule": ("没有叫 {name} 的规则{near}", "There is no rule {name}{near}"),
    "is-it": ("；是不是 {near}？", "; did you mean {near}?"),
    # ── rule sets ────────────────────────────────────────────────────────────
    "set": (
        "{name} {version}：{title}，{edition} 年版格式，{since}–{until} 年度，{count} 条规则",
        "{name} {version}: {title}, form of {edition}, years {since}–{until}, {count} rules",
    ),
    "parts": ("部分", "Parts"),
    "tables": ("表", "Tables"),
    "rows": ("行：{names}", "rows: {names}"),
    "open-rows": ("不定行：{names}", "open rows: {names}"),
    "columns": ("列：{names}", "columns: {names}"),
    "groups": ("组：{names}", "groups: {names}"),
    "settings-of": ("参数", "Settings"),
    "changes": ("改动", "Changes"),
    "comma": ("、", ", "),
    "well-written": (
        "{name} {version}：没有写错（{count} 条规则）",
        "{name} {version}: well written ({count} rules)",
    ),
    # ── proofs ───────────────────────────────────────────────────────────────
    "wrong-example": (
        "{file}:{line}: {rule}：这个例写的是“{claimed}”，按规则算出来是“{found}”",
        "{file}:{line}: {rule}: this example says {claimed}; by the rule it is {found}",
    ),
    "survivor": (
        "{rule}：把 {clause} 里的 {before} 换成 {after}，没有一个例能发现；加一个刚好在界线上的例",
        "{rule}: no example notices if {before} in {clause} becomes {after}; add one that lies on the boundary",
    ),
    "proved": (
        "{rules} 条规则，{examples} 个例：{wrong} 个不对；改动符号 {mutants} 处没有例能发现",
        "{rules} rules, {examples} examples: {wrong} wrong; {mutants} changes of signs that no example notices",
    ),
    "pass": ("通过", "pass"),
    "fail": ("不通过", "fail"),
    "unknown": ("未知", "unknown"),
    "not_applicable": ("不适用", "not applicable"),
    "clause-when": ("当", "when"),
    "clause-check": ("检查", "check"),
    # ── files of rules ───────────────────────────────────────────────────────
    "formatted": ("已排整齐 {file}", "laid out {file}"),
    "would-format": ("不整齐 {file}", "would lay out {file}"),
    "pages-written": ("写了 {count} 页到 {folder}", "{count} pages written to {folder}"),
    # ── plug-ins ─────────────────────────────────────────────────────────────
    "no-plugins": ("没有装插件", "No plug-in is installed"),
    "plugin": ("{name} {version}（{module}，{file}）", "{name} {version} ({module}, {file})"),
    "brings-rules": ("规则集 {names}", "rule sets {names}"),
    "brings-functions": ("规则函数 {names}", "functions for rules {names}"),
    "brings-reporters": ("输出格式 {names}", "output formats {names}"),
    "brings-reading": ("读取文件 {names}", "reads {names}"),
    "brings-check": ("用 Python 检查报告", "checks reports in Python"),
    "brings-findings": ("过目检查结果", "looks over findings"),
    "replaces": ("代替随附的输出格式 {names}", "takes the place of the output formats {names}"),
    # ── settings ─────────────────────────────────────────────────────────────
    "default": ("默认", "default"),
    "no-settings-file": ("没有设置文件，都是默认值", "There is no settings file; all is by default"),
    "not-set": ("没有", "none"),
    # ── what was read ────────────────────────────────────────────────────────
    "read-year": ("{year} 年度", "year {year}"),
    "read-form": ("{form} 年版格式", "form of {form}"),
    "read-title": ("标题", "Title"),
    "read-agency": ("机关", "Agency"),
    "read-kind": ("类别", "Kind"),
    "read-period": ("统计期限", "Period"),
    "read-published": ("公布日期", "Published"),
    "read-part": ("{number}、{title}（{count} 段）", "{number}, {title} ({count} paragraphs)"),
    "read-unnumbered": ("{title}（{count} 段）", "{title} ({count} paragraphs)"),
    "read-nothing": ("？ 没有读到", "? not found"),
    "read-legend": (
        "□ 空白　？ 没有读到　“ ” 不是数字　* 旁边有说明",
        "□ blank   ? not found   “ ” no number   * with a remark",
    ),
    "read-cell": ("{row}·{column}", "{row}·{column}"),
    "read-partly": ("只读懂一部分：{reason}", "only partly understood: {reason}"),
    "read-edition": ("按 {edition} 年版格式", "follows the form of {edition}"),
    "read-remarks": ("注意", "Note"),
}
