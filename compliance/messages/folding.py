"""What is said once of many findings about the parts of a report."""

from __future__ import annotations

TABLE = {
    "no-report": (
        "缺{units}的报告，{count} 格不能判断",
        "without the report of {units}, {count} cells cannot be told",
    ),
    "no-figures": (
        "{count} 格不能判断，所属单位的报告里没有这些数：{units}",
        "{count} cells cannot be told, for the reports of the parts lack these figures: {units}",
    ),
    "unit-cells": ("{unit} {count} 格", "{unit} {count} cells"),
    "left-out": (
        "看来没有算上{units}：{count} 格与各单位之和不等，不算它，{compared} 格就全都相等。例如 {examples}",
        (
            "{units} seems to be left out: {count} cells do not equal the sum, without it all {compared} do, "
            "for example {examples}"
        ),
    ),
    "twice": (
        "看来{units}算了两次：{count} 格与各单位之和不等，再加一次它，{compared} 格就全都相等。例如 {examples}",
        (
            "{units} seems to be counted twice: {count} cells do not equal the sum, with it again all {compared} do, "
            "for example {examples}"
        ),
    ),
    "left-out-nearly": (
        "看来没有算上{units}：{count} 格与各单位之和不等，不算它，只剩 {left} 格不等：{cells}",
        "{units} seems to be left out: {count} cells do not equal the sum, without it only {left} do not: {cells}",
    ),
    "twice-nearly": (
        "看来{units}算了两次：{count} 格与各单位之和不等，再加一次它，只剩 {left} 格不等：{cells}",
        "{units} seems to be counted twice: {count} cells do not equal the sum, then only {left} do not: {cells}",
    ),
    "unequal": (
        "{count} 格与所属各单位之和不等：{examples}",
        "{count} cells do not equal the sum of the parts: {examples}",
    ),
    "totals-follow": (
        "；其中 {count} 格是合计，是跟着别的格差的",
        "; {count} of them are totals that follow from the others",
    ),
    "all-larger": (
        "。都比各单位之和大，也可能还有单位的报告没有给出",
        ". All are larger than the sum: the report of another part may not have been given",
    ),
    "same-part": (
        "{count} 格不符，看来也是没有算上{units}：不算它就都符合。例如 {example}",
        "{count} cells fail, it seems for the same reason: without {units} all hold. For example {example}",
    ),
    "several": ("{count} 格不符，例如：{examples}", "{count} cells fail, for example: {examples}"),
    "example": ("{cell} {figure}（各单位之和 {sum}）", "{cell} {figure} (sum of the parts {sum})"),
    "cell": ("{row}·{column}", "{row} · {column}"),
    "dots": ("等", " and more"),
    "and-others": ("等 {count} 个单位", " and others, {count} in all"),
    "and": ("；", "; "),
    "list": ("、", ", "),
    "or-list": ("或", " or "),
}
