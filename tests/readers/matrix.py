"""One report in every format, printed with the accidents of layout that real reports show: how many cells are right?

A consistent report (:mod:`tests.consistent`) is put on paper, accidents befall the paper, it is written in a format and
read, and each cell of the form is compared with what stood on the paper. *Right* is a cell that holds what was printed,
*missing* one that was not found, *wrong* one that holds anything else: wrong is worse than missing.

``python -m tests.readers.matrix COUNT`` counts over so many reports and writes the table into the documentation.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from compliance.readers.doc import read_doc
from compliance.readers.docx import read_docx
from compliance.readers.html import read_html
from compliance.readers.numbers import Measures, cell_of
from compliance.readers.ofd import read_ofd
from compliance.readers.pdf import read_pdf
from compliance.readers.text import read_text
from compliance.readers.xlsx import read_xlsx
from compliance.report import Report
from tests.consistent import consistent_report
from tests.readers.drawn import as_pdf
from tests.readers.olddoc import as_doc
from tests.readers.printed_forms import FORM_2021, FORMS
from tests.readers.rendered import (
    Figures,
    Paper,
    PaperCell,
    as_docx,
    as_html,
    as_xlsx,
    disclosure,
    grid,
    package,
    requests,
    review,
)
from tests.readers.writtenofd import as_ofd

PAGES = ("docs/zh/reference/reading.md", "docs/en/reference/reading.md")
BEGIN, END = "<!-- counted -->", "<!-- end of what was counted -->"

Rows = list[list[PaperCell]]

LABELS = 3
"""Part three has so many columns of labels."""

HEADER = 3
BLANKS = ("", "", "/", "—", "-", "\u3000", "\u00a0")
WRONG = "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"


# ── accidents ────────────────────────────────────────────────────────────────────────────────────────────────


def blanks(figures: Figures, random: Random) -> None:
    """Cells hold nothing, or a mark for nothing, where nothing is to be told."""
    for cell, figure in figures.items():
        if figure == "0" and random.random() < 0.4:
            figures[cell] = random.choice(BLANKS)


def thousands(figures: Figures, random: Random) -> None:
    """Large figures are grouped, or written in digits of full width."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for cell, figure in figures.items():
        if figure.isascii() and figure.isdigit() and random.random() < 0.5:
            figures[cell] = random.choice((f"{int(figure):,}", figure.translate(wide)))


def noise(table: Rows, random: Random, rate: float = 0.08) -> Rows:
    """Characters of the rows' labels are lost or wrong."""

    def damage(label: str) -> str:
        return "".join(
            random.choice(("", random.choice(WRONG))) if i > 1 and random.random() < rate else c
            for i, c in enumerate(label)
        )

    return [
        *table[:HEADER],
        *([PaperCell(damage(cell.text), cell.wide, cell.high) if _is_label(cell) else cell for cell in row]
          for row in table[HEADER:]),
    ]  # fmt: skip


def cut_labels(table: Rows, random: Random) -> Rows:
    """Some labels are cut in two by the end of a page: the figures stand beside the second half."""
    for i in range(len(table) - 1, HEADER, -1):
        own = max((j for j, cell in enumerate(table[i]) if _is_label(cell)), default=0)
        label = table[i][own]
        if len(label.text) < 7 or random.random() > 0.2:
            continue
        cut = random.randrange(3, len(label.text) - 2)
        rest = [PaperCell("", cell.wide) for cell in table[i][own + 1 :]]
        above = [_taller(cell) for cell in table[i][:own]]
        first = [*above, PaperCell(label.text[:cut], label.wide), *rest]
        second = [PaperCell(label.text[cut:], label.wide), *table[i][own + 1 :]]
        table = [*_grown(table, i), first, second, *table[i + 1 :]]
    return table


def extra_row(table: Rows, random: Random) -> Rows:
    """The office added a row of its own."""
    i = random.randrange(HEADER + 1, len(table))
    covered = sum(cell.wide for cell in _covering(table, i))
    label = PaperCell(random.choice(("其中：网上申请", "当面申请数量", "备注：信函申请")), LABELS - covered)
    figures = [PaperCell(str(random.randrange(3000))) for cell in table[i] if not _is_label(cell)]
    return [*_grown(table, i), [label, *figures], *table[i:]]


def extra_column(table: Rows, random: Random) -> Rows:
    """The office added a column for the sum of the organisations."""
    top, second, third, *body = table
    top = [top[0], PaperCell(top[1].text, top[1].wide + 1)]
    second = [second[0], PaperCell(second[1].text, second[1].wide + 1), second[2]]
    wider = [top, second, [*third, PaperCell("小计")]]
    return wider + [[*row[:-1], PaperCell(str(random.randrange(3000))), row[-1]] for row in body]


def page_end(table: Rows, random: Random, *, repeated: bool) -> tuple[Rows, Rows]:
    """The table is cut by the end of a page, and goes on with its header or without."""
    i = random.randrange(HEADER + 2, len(table) - 1)
    head: Rows = []
    for j, row in enumerate(table[:i]):
        head.append([PaperCell(cell.text, cell.wide, min(cell.high, i - j)) for cell in row])
    rest = [PaperCell(random.choice(("", cell.text)), cell.wide, left) for cell, left in _left_over(table, i)]
    tail = [[*rest, *table[i]], *table[i + 1 :]]
    return head, [*table[:HEADER], *tail] if repeated else tail


def _is_label(cell: PaperCell) -> bool:
    return any("\u3400" < c < "\ua000" for c in cell.text)


def _left_over(table: Rows, i: int) -> list[tuple[PaperCell, int]]:
    """The cells that begin above row *i* and reach into it, each with how far."""
    return [(cell, j + cell.high - i) for j, row in enumerate(table[:i]) for cell in row if j + cell.high > i]


def _covering(table: Rows, i: int) -> list[PaperCell]:
    return [cell for cell, _ in _left_over(table, i)]


def _grown(table: Rows, i: int) -> Rows:
    """The rows above row *i*, their cells that reach into it made one row longer."""
    return [[_taller(cell) if j + cell.high > i else cell for cell in row] for j, row in enumerate(table[:i])]


def _taller(cell: PaperCell) -> PaperCell:
    return PaperCell(cell.text, cell.wide, cell.high + 1)


KINDS: dict[str, tuple[str, str, frozenset[str]]] = {
    "none": ("没有", "none", frozenset()),
    "blanks": ("零写成空白或横杠", "blanks and dashes for 0", frozenset(("blanks",))),
    "digits": ("分节号、全角数字", "grouped, full-width digits", frozenset(("thousands",))),
    "cut": ("标签被分页切断", "labels cut by a page's end", frozenset(("cut labels",))),
    "page": ("跨页，后半没有表头", "page ends, no header after", frozenset(("page end",))),
    "header": ("跨页，表头重复", "page ends, header repeated", frozenset(("page end", "header"))),
    "row": ("多一行", "a row added", frozenset(("row",))),
    "column": ("多一列", "a column added", frozenset(("column",))),
    "noise": ("标签错漏 8 % 的字", "8 % of labels' characters wrong", frozenset(("noise",))),
    "all": (
        "以上一起",
        "all of these",
        frozenset(("blanks", "thousands", "cut labels", "page end", "header", "row", "column", "noise")),
    ),
}
"""What befalls the paper: its names, and which accidents it is made of."""


def printed(seed: int, kind: str) -> tuple[Paper, Figures]:
    """A report on paper, and what stands in each of its cells."""
    random = Random(f"{seed} {kind}")
    accidents = KINDS[kind][2]
    report = consistent_report(seed)
    figures: Figures = {
        (table, row, column): str(value)
        for table, rows in report["tables"].items()
        for row, cells in rows.items()
        for column, value in cells.items()
    }
    if "blanks" in accidents:
        blanks(figures, random)
    if "thousands" in accidents:
        thousands(figures, random)
    table = requests(figures)
    if "column" in accidents:
        table = extra_column(table, random)
    if "row" in accidents:
        table = extra_row(table, random)
    if "noise" in accidents:
        table = noise(table, random)
    if "cut labels" in accidents:
        table = cut_labels(table, random)
    tables: list[Rows] = [table]
    if "page end" in accidents:
        tables = list(page_end(table, random, repeated="header" in accidents))
    between = random.choice(([], ["— 4 —"]))
    content: Paper = [report["title"], report["preface"]]
    for section in report["sections"]:
        content += [f"{section['number']}、{section['title']}", *section["paragraphs"]]
        if section["number"] == "二":
            content.append(disclosure(figures))
        elif section["number"] == "三":
            content.append(tables[0])
            for piece in tables[1:]:
                content += [*between, piece]
        elif section["number"] == "四":
            content.append(review(figures))
    return content, figures


# ── formats ──────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(content: Paper, joined: Callable[[list[str]], str], *, ruled: bool = False) -> str:
    """The paper as text, each line of a table joined from its places."""
    out: list[str] = []
    for each in content:
        if isinstance(each, str):
            out += [each, ""]
            continue
        for i, line in enumerate(grid(each)):
            cells = [place[0].text if place is not None and place[1] else "" for place in line]
            out.append(joined(cells))
            if ruled and i == 0:
                out.append("|" + "---|" * len(cells))
        out.append("")
    return "\n".join(out)


def as_tabs(content: Paper) -> str:
    """Tables with tabs between cells, as text extraction gives them."""
    return _lines(content, "\t".join)


def as_pipes(content: Paper) -> str:
    """Markdown."""
    return _lines(content, lambda cells: "| " + " | ".join(cells) + " |", ruled=True)


FORMATS: dict[str, Callable[[Paper], Report]] = {
    "docx": lambda content: read_docx(as_docx(content), "r", FORMS),
    "doc": lambda content: read_doc(as_doc(content), "r", FORMS),
    "xlsx": lambda content: read_xlsx(as_xlsx(content), "r", FORMS),
    "html, UTF-8": lambda content: read_html(as_html(content).encode(), "r", FORMS),
    "html, GB18030": lambda content: read_html(as_html(content).encode("gb18030"), "r", FORMS),
    "pdf": lambda content: read_pdf(as_pdf(content), "r", FORMS),
    "ofd": lambda content: read_ofd(as_ofd(content), "r", FORMS),
    "md": lambda content: read_text(as_pipes(content).encode(), "r", FORMS),
    "txt": lambda content: read_text(as_tabs(content).encode(), "r", FORMS),
}
"""Each format that is written here, and how it is read."""


# ── other programs ───────────────────────────────────────────────────────────────────────────────────────────

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STYLE = '<meta charset="utf-8"><style>table{border-collapse:collapse} td{border:1px solid #000}</style>'


def by_libreoffice(files: Sequence[bytes], kind: str) -> list[bytes]:
    """Word files as LibreOffice saves them, all in one run of it."""
    assert OFFICE is not None
    with TemporaryDirectory() as folder:
        sources = []
        for i, data in enumerate(files):
            sources.append(Path(folder, f"{i}.docx"))
            sources[-1].write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [
            OFFICE,
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder,
            *map(str, sources),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=100 + 5 * len(files))
        return [source.with_suffix(f".{kind}").read_bytes() for source in sources]


def by_chromium(contents: Sequence[Paper]) -> list[bytes]:
    """Web pages that a browser printed."""
    assert CHROMIUM is not None
    printed_pages = []
    with TemporaryDirectory() as folder:
        source, made = Path(folder, "r.html"), Path(folder, "r.pdf")
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={Path(folder, 'profile')}",
        ]
        for content in contents:
            source.write_text(as_html(content).replace("<head>", f"<head>{STYLE}"), encoding="utf-8")
            command = [CHROMIUM, *options, f"--print-to-pdf={made}", source.as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=100)
            printed_pages.append(made.read_bytes())
    return printed_pages


def as_lined_docx(content: Paper) -> bytes:
    """The paper as a Word file whose tables have lines, and as many columns as their first row has."""
    with ZipFile(BytesIO(as_docx(content))) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}

    def lined(table: re.Match[str]) -> str:
        columns = sum(map(int, re.findall(r'gridSpan w:val="(\d+)"', table[1])))
        widths = f'<w:gridCol w:w="{9_000 // columns}"/>' * columns
        told = f"<w:tblPr><w:tblBorders>{LINES}</w:tblBorders></w:tblPr><w:tblGrid>{widths}</w:tblGrid>"
        return f"<w:tbl>{told}{table[1]}"

    body = re.sub(r"<w:tbl>(<w:tr>.*?</w:tr>)", lined, parts["word/document.xml"])
    return package(parts | {"word/document.xml": body})


PROGRAMS: dict[
    str, tuple[str | None, Callable[[Sequence[Paper]], list[bytes]], Callable[[bytes], Report]]
] = {
    "doc, LibreOffice": (
        OFFICE,
        lambda contents: by_libreoffice(list(map(as_lined_docx, contents)), "doc"),
        lambda data: read_doc(data, "r", FORMS),
    ),
    "pdf, LibreOffice": (
        OFFICE,
        lambda contents: by_libreoffice(list(map(as_lined_docx, contents)), "pdf"),
        lambda data: read_pdf(data, "r", FORMS),
    ),
    "pdf, Chromium": (CHROMIUM, by_chromium, lambda data: read_pdf(data, "r", FORMS)),
}
"""What other programs write: whether they are here, how they write many reports at once, how these are read."""


# ── counting ─────────────────────────────────────────────────────────────────────────────────────────────────

Counts = dict[tuple[str, str], "Counter[str]"]
"""By kind of accident and by format."""


def outcome(report: Report, figures: Figures) -> Counter[str]:
    """The cells of a report, counted right, wrong and missing."""
    counts: Counter[str] = Counter(reports=1, partly=int(bool(report.partly_read)))
    measures = Measures.of(FORM_2021)
    for place in FORM_2021.cells:
        table = FORM_2021.table(place.table)
        unit = table.row(place.row).unit or table.unit_of(place.column)
        expected = cell_of(figures[place.table, place.row, place.column], unit=unit, measures=measures)
        cell = report.tables.get(place.table, {}).get(place.row, {}).get(place.column)
        if cell is None:
            counts["missing"] += 1
        else:
            counts["right" if (cell.value, cell.text) == (expected.value, expected.text) else "wrong"] += 1
    return counts


def counted(seeds: Iterable[int], kinds: Iterable[str] = KINDS) -> Counts:
    """The cells of some reports in the formats that are written here."""
    found: Counts = {}
    for kind in kinds:
        for seed in seeds:
            content, figures = printed(seed, kind)
            for name, read in FORMATS.items():
                found.setdefault((kind, name), Counter()).update(outcome(read(content), figures))
    return found


def counted_by(name: str, seeds: Iterable[int], kinds: Iterable[str] = KINDS) -> Counts:
    """The cells of some reports that another program wrote."""
    _, written, read = PROGRAMS[name]
    drawn = [(kind, *printed(seed, kind)) for kind in kinds for seed in seeds]
    found: Counts = {}
    files = written([content for _, content, _ in drawn])
    for (kind, _, figures), data in zip(drawn, files, strict=True):
        found.setdefault((kind, name), Counter()).update(outcome(read(data), figures))
    return found


def share(counts: Counter[str], what: str) -> float:
    """The part of the cells, in percent."""
    cells = counts["right"] + counts["wrong"] + counts["missing"]
    return 100 * counts[what] / cells


def total(counts: Iterable[Counter[str]]) -> Counter[str]:
    """All of them together."""
    together: Counter[str] = Counter()
    for each in counts:
        together.update(each)
    return together


def table_of(counts: Counts, language: int) -> str:
    """The counts as Markdown: accidents down, formats across; right, and wrong where anything is.

    :param language: 0 Chinese, 1 English.
    """
    formats = list(dict.fromkeys(name for _, name in counts))
    head = [("版面", "layout")[language], *formats]
    lines = [head, ["---"] + ["---:"] * len(formats)]
    for kind, names in KINDS.items():
        lines.append([names[language], *(_told(counts[kind, name]) for name in formats)])
    sums = [total(each for (_, other), each in counts.items() if other == name) for name in formats]
    lines.append([("合计", "all")[language], *map(_told, sums)])
    reports = max(each["reports"] for each in counts.values())
    cells = sum(total(counts.values())[what] for what in ("right", "wrong", "missing"))
    said = (
        f"每格 {reports} 份报告，共 {cells:,} 个单元格：正确的百分数，有读错的在后面写明。",
        f"{reports} reports a place, {cells:,} cells in all: percent right, and percent wrong where there are any.",
    )
    return said[language] + "\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _told(counts: Counter[str]) -> str:
    wrong = f" ({share(counts, 'wrong'):.2f})" if counts["wrong"] else ""
    return f"{share(counts, 'right'):.2f}{wrong}"


def main(count: int, root: Path) -> None:
    """Count over so many reports, and write the table into the pages."""
    counts = counted(range(count))
    for name, (program, _, _) in PROGRAMS.items():
        if program is None:
            sys.exit(f"{name}: not installed here")
        counts |= counted_by(name, range(count))
    for language, page in enumerate(PAGES):
        path = root / page
        text = path.read_text(encoding="utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        path.write_text(f"{before}{BEGIN}\n\n{table_of(counts, language)}\n\n{END}{after}", encoding="utf-8")
    print(table_of(counts, 1))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(__file__).resolve().parents[2])
