"""A consistent report, printed with the accidents that real reports show, and the truth beside it.

Every accident is seen in the corpus or named in its README. Figures are drawn so that no two rows are alike: a row read
into another's place shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from unicodedata import east_asian_width

from tests.readers.printed_forms import COLUMNS, FORM_2021

REQUESTS = FORM_2021.table("依申请公开")
REVIEW = FORM_2021.table("复议诉讼")
COLUMN_LABELS = [column.label for column in COLUMNS]
GROUP_OF = {
    row: group.label
    for group in sorted(REQUESTS.row_groups, key=lambda group: -len(group.members))
    for row in group.members
}
BLANKS = ("", "", "/", "—", "-", "\u3000")
WRONG_CHARACTERS = "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"


@dataclass
class PrintedRow:
    """A row as it will be printed: the labels in its three label columns, its figures."""

    name: str | None
    labels: list[str]
    figures: list[str]


@dataclass
class Printed:
    """A table on its way to paper: header and rows, and what a careful person reads out of it."""

    header: list[list[str]]
    rows: list[PrintedRow]
    truth: dict[tuple[str, str], str] = field(default_factory=dict)
    extra_column: int | None = None

    def note_truth(self) -> None:
        """Remember what is printed in each cell of the form."""
        for row in self.rows:
            if row.name is not None:
                figures = [f for i, f in enumerate(row.figures) if i != self.extra_column]
                for column, figure in zip(COLUMNS, figures, strict=True):
                    self.truth[row.name, column.name] = figure


def requests_table(random: Random) -> Printed:
    """Part three with a header of three levels, consistent and with figures of all sizes."""
    figures: dict[str, list[int]] = {}
    names = [row.name for row in REQUESTS.rows]
    for name in names:
        parts = [
            random.choice((0, random.randrange(10), random.randrange(100), random.randrange(3000)))
            for _ in range(6)
        ]
        figures[name] = [*parts, sum(parts)]
    outcomes = names[2:-2]
    figures["办理总计"] = [sum(figures[name][i] for name in outcomes) for i in range(7)]
    figures["结转下年度"] = [
        figures["本年新收"][i] + figures["上年结转"][i] - figures["办理总计"][i] for i in range(7)
    ]
    rows = []
    shown: set[str] = set()
    for row in REQUESTS.rows:
        labels = [row.label, "", ""]
        group = GROUP_OF.get(row.name)
        if row.name in outcomes or row.name == "办理总计":
            outer = "三、本年度办理结果" if "三" not in shown else ""
            shown.add("三")
            if group and not group.startswith("三"):
                labels = [outer, group if group not in shown else "", row.label]
                shown.add(group)
            else:
                labels = [outer, row.label, ""]
        rows.append(PrintedRow(row.name, labels, [str(figure) for figure in figures[row.name]]))
    header = [
        [
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            "",
            "",
            "申请人情况",
            *[""] * 6,
        ],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "", *COLUMN_LABELS[1:6], ""],
    ]
    return Printed(header, rows)


# ── accidents ────────────────────────────────────────────────────────────────────────────────────────────────


def blanks_for_zero(table: Printed, random: Random) -> None:
    """Some cells hold nothing, or a mark for nothing."""
    for row in table.rows:
        row.figures = [
            random.choice(BLANKS) if f == "0" and random.random() < 0.4 else f for f in row.figures
        ]


def thousands(table: Printed, random: Random) -> None:
    """Large figures are grouped."""
    for row in table.rows:
        row.figures = [f"{int(f):,}" if f.isdigit() and random.random() < 0.5 else f for f in row.figures]


def noise(table: Printed, random: Random, rate: float = 0.08) -> None:
    """Characters of labels are lost or wrong."""

    def damage(label: str) -> str:
        kept = []
        for i, c in enumerate(label):
            if i > 1 and random.random() < rate:
                kept.append(random.choice(("", random.choice(WRONG_CHARACTERS))))
            else:
                kept.append(c)
        return "".join(kept)

    for row in table.rows:
        row.labels = [damage(label) for label in row.labels]


def other_numerals(table: Printed, random: Random) -> None:
    """1、 for 1. and half-width brackets and blanks inside labels."""
    for row in table.rows:
        if random.random() < 0.5:
            row.labels = [
                label.replace(".", "、").replace("（", "(").replace("）", ") ") for label in row.labels
            ]


def rows_dropped(table: Printed, random: Random) -> None:
    """The office left out rows."""
    for _ in range(random.randrange(1, 3)):
        del table.rows[random.randrange(len(table.rows))]


def rows_swapped(table: Printed, random: Random) -> None:
    """Two neighbours changed places."""
    i = random.randrange(len(table.rows) - 1)
    table.rows[i : i + 2] = [table.rows[i + 1], table.rows[i]]


def extra_row(table: Printed, random: Random) -> None:
    """The office added a row of its own."""
    figures = [str(random.randrange(3000)) for _ in table.rows[0].figures]
    label = random.choice(("其中：网上申请", "当面申请数量", "备注：信函申请"))
    table.rows.insert(random.randrange(1, len(table.rows)), PrintedRow(None, [label, "", ""], figures))


def extra_column(table: Printed, random: Random) -> None:
    """The office added a column for the sum of the organisations."""
    table.extra_column = 6
    for level, text in zip(table.header, ("", "", "小计"), strict=True):
        level.insert(9, text)
    for row in table.rows:
        row.figures.insert(6, str(random.randrange(3000)))


ACCIDENTS = {
    "blanks": (blanks_for_zero,),
    "thousands": (thousands,),
    "noise": (noise,),
    "numerals": (other_numerals,),
    "dropped": (rows_dropped,),
    "swapped": (rows_swapped,),
    "extra row": (extra_row,),
    "extra column": (extra_column,),
}


# ── paper ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class PaperLine:
    """One line on paper: what stands in the label columns, what in the columns of figures. Nothing: an empty line."""

    labels: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[str]:
        """All of it, from left to right."""
        return self.labels + self.figures


def grid(table: Printed, random: Random, *, page_breaks: bool, cut_labels: bool) -> list[PaperLine]:
    """The table line by line; behind a page end rows lose label columns and gain an empty one at the end."""
    header = [PaperLine(level[:3], level[3:]) for level in table.header]
    lines = list(header)
    ends = (
        {random.randrange(3, len(table.rows)) for _ in range(random.randrange(3))} if page_breaks else set()
    )
    lost = 0
    for i, row in enumerate(table.rows):
        if i in ends:
            lines.append(PaperLine())
            if random.random() < 0.4:
                lines += header
                lost = 0
            else:
                lost = random.randrange(3)
        labels = list(row.labels)
        while lost and len(labels) > 3 - lost and "" in labels:
            labels.remove("")
        own = next(i for i in reversed(range(len(labels))) if labels[i])
        if cut_labels and len(labels[own]) > 6 and random.random() < 0.2:
            cut = random.randrange(3, len(labels[own]) - 2)
            head = [label if i <= own else "" for i, label in enumerate(labels)]
            head[own] = labels[own][:cut]
            lines.append(PaperLine(head, [""] * len(row.figures)))
            labels = ["" if i != own else labels[own][cut:] for i in range(len(labels))]
        lines.append(PaperLine(labels, [*row.figures, *([""] if lost and random.random() < 0.5 else [])]))
    return lines


def as_tabs(lines: list[PaperLine], random: Random) -> str:
    """Tab-separated, as text extraction gives it."""
    strip = random.random() < 0.3
    texts = ["\t".join(line.cells) for line in lines]
    return "\n".join(text.rstrip() if strip else text for text in texts) + "\n"


def as_columns(lines: list[PaperLine], random: Random) -> str:
    """Columns by white space, right- or left-aligned, labels in front."""
    right = random.random() < 0.5
    out = []
    for line in lines:
        label = "".join(line.labels)
        text = label + " " * max(2, 80 - _width(label))
        for value in line.figures:
            gap = " " * max(2, 14 - _width(value))
            text += gap + value if right else value + gap
        out.append(text.rstrip())
    return "\n".join(out) + "\n"


def as_words(lines: list[PaperLine], random: Random) -> str:
    """Label and figures with single blanks between them: a blank cell leaves no trace."""
    return "\n".join(" ".join(cell for cell in line.cells if cell.strip()) for line in lines) + "\n"


def as_pipes(lines: list[PaperLine], random: Random) -> str:
    """A Markdown table, or one for each row as some converters make it."""
    rule = "|" + "---|" * max(len(line.cells) for line in lines)
    each = random.random() < 0.3
    out = []
    for i, line in enumerate(lines):
        if not line.cells:
            out += ["", "— 4 —", ""]
            continue
        out.append("| " + " | ".join(line.cells) + " |")
        if i == 0 or each:
            out.append(rule)
        if each:
            out.append("")
    return "\n".join(out) + "\n"


PAPERS = {"tabs": as_tabs, "columns": as_columns, "words": as_words, "pipes": as_pipes}


def report_around(table_text: str) -> str:
    """A whole report with this table in part three."""
    return f"""临湖市档案局2024年政府信息公开工作年度报告

本报告的统计期限为2024年1月1日至2024年12月31日。

一、总体情况

2024年，临湖市档案局公开信息412条。

三、收到和处理政府信息公开申请情况

{table_text}
四、政府信息公开行政复议、行政诉讼情况

没有收到行政复议申请。

六、其他需要报告的事项

没有收取信息处理费。
"""


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
