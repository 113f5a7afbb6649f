"""One report on paper, rendered as Word, web page and workbook: what is read out of each must be what was put in.

Paper is a list of blocks: a text is a paragraph, a list of rows is a table, a cell is its text and its spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.readers.printed_forms import FORM_2021

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN_KIND = "application/vnd.openxmlformats-officedocument"
RELATIONSHIPS_KIND = "application/vnd.openxmlformats-package.relationships+xml"


@dataclass(frozen=True)
class PaperCell:
    """A cell and how far it reaches."""

    text: str
    wide: int = 1
    high: int = 1


Paper = list[str | list[list[PaperCell]]]
Figures = dict[tuple[str, str, str], str]


# ── paper ────────────────────────────────────────────────────────────────────────────────────────────────────


def paper(figures: Figures) -> Paper:
    """A whole report as the template prints it, with *figures* in its cells, blank where there are none."""
    return [
        "临湖市档案局2024年政府信息公开工作年度报告",
        "本报告的统计期限为2024年1月1日至2024年12月31日。",
        "一、总体情况",
        "2024年，临湖市档案局公开信息412条。",
        "二、主动公开政府信息情况",
        disclosure(figures),
        "三、收到和处理政府信息公开申请情况",
        requests(figures),
        "四、政府信息公开行政复议、行政诉讼情况",
        review(figures),
        "五、存在的主要问题及改进情况",
        "公开的主动性还不够，已经按月检查。",
        "六、其他需要报告的事项",
        "没有收取信息处理费。",
    ]


def disclosure(figures: Figures) -> list[list[PaperCell]]:
    """Part two: four blocks, each with its title and its header."""
    table = FORM_2021.table("主动公开")
    rows = []
    for block in table.blocks:
        wide = 3 // len(block.columns)
        rows.append([PaperCell(block.title or "", 4)])
        rows.append(
            [PaperCell("信息内容"), *(PaperCell(table.column(name).label, wide) for name in block.columns)]
        )
        for name in block.rows:
            cells = [PaperCell(figures.get((table.name, name, column), ""), wide) for column in block.columns]
            rows.append([PaperCell(table.row(name).label), *cells])
    return rows


def requests(figures: Figures) -> list[list[PaperCell]]:
    """Part three: three columns of labels, merged as the template merges them, and seven of figures."""
    table = FORM_2021.table("依申请公开")
    labels = [column.label for column in table.columns]
    rows = [
        [
            PaperCell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            PaperCell("申请人情况", 7),
        ],
        [PaperCell(labels[0], 1, 2), PaperCell("法人或其他组织", 5), PaperCell(labels[6], 1, 2)],
        [PaperCell(label) for label in labels[1:6]],
    ]
    names = [row.name for row in table.rows]
    inner = {group.members[0]: group for group in table.row_groups if len(group.members) < 20}
    grouped = {name for group in inner.values() for name in group.members}
    for name in names:
        label = table.row(name).label
        cells = [PaperCell("三、本年度办理结果", 1, 22)] if name == names[2] else []
        if name in inner:
            cells.append(PaperCell(inner[name].label or "", 1, len(inner[name].members)))
        wide = 1 if name in grouped else 3 if name in (*names[:2], names[-1]) else 2
        cells.append(PaperCell(label, wide))
        rows.append(
            [*cells, *(PaperCell(figures.get((table.name, name, c.name), "")) for c in table.columns)]
        )
    return rows


def review(figures: Figures) -> list[list[PaperCell]]:
    """Part four: three groups of five side by side."""
    table = FORM_2021.table("复议诉讼")
    labels = [column.label for column in table.columns]
    return [
        [PaperCell("行政复议", 5), PaperCell("行政诉讼", 10)],
        [
            *(PaperCell(label, 1, 2) for label in labels),
            PaperCell("未经复议直接起诉", 5),
            PaperCell("复议后起诉", 5),
        ],
        [PaperCell(label) for label in labels * 2],
        [PaperCell(figures.get((table.name, r.name, c.name), "")) for r in table.rows for c in table.columns],
    ]


def grid(rows: list[list[PaperCell]]) -> list[list[tuple[PaperCell, bool] | None]]:
    """The places of a table: each with the cell over it and whether that begins there."""
    places: list[list[tuple[PaperCell, bool] | None]] = [[] for _ in rows]
    for i, row in enumerate(rows):
        column = 0
        for cell in row:
            while column < len(places[i]) and places[i][column] is not None:
                column += 1
            for down in range(cell.high):
                line = places[i + down]
                line.extend([None] * (column + cell.wide - len(line)))
                line[column : column + cell.wide] = [(cell, False)] * cell.wide
            places[i][column] = (cell, True)
            column += cell.wide
    return places


# ── packages ─────────────────────────────────────────────────────────────────────────────────────────────────


def package(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def relationships(**targets: str) -> str:
    """The part that says which parts belong to another: kind → target."""
    each = "".join(
        f'<Relationship Id="r{i}" Type="{R}/{kind.rstrip("0123456789").replace("_", "-")}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{each}</Relationships>'


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────────────────


def docx(body: str, *, styles: str = "", numbering: str = "", title: str = "") -> bytes:
    """A Word document with this inside its body."""
    named = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    )
    # Our reader needs no list of what is in the package; Word and LibreOffice do.
    kinds = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{MAIN_KIND}.wordprocessingml.{kind}+xml"/>'
        for part, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    return package(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{KINDS}"><Default Extension="xml" ContentType="application/xml"/>'
                f'<Default Extension="rels" ContentType="{RELATIONSHIPS_KIND}"/>{kinds}</Types>'
            ),
            "_rels/.rels": relationships(
                officeDocument="word/document.xml", core_properties="docProps/core.xml"
            ),
            "word/document.xml": f'<w:document xmlns:w="{W}" {named}><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": relationships(styles="styles.xml", numbering="numbering.xml"),
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>',
            "docProps/core.xml": (
                f'<cp:coreProperties xmlns:cp="urn:core" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                f"<dc:title>{title}</dc:title></cp:coreProperties>"
            ),
        }
    )


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph; a content without markup is its text."""
    inside = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def word_cell(content: str, properties: str = "") -> str:
    """A cell; a content without markup is the text of its paragraph."""
    inside = content if content.startswith("<w:") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def word_table(*rows: str) -> str:
    """A table of rows, each the markup of its cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def as_docx(content: Paper) -> bytes:
    """The paper as a Word document."""
    return docx("".join(paragraph(each) if isinstance(each, str) else _word_table(each) for each in content))


def _word_table(rows: list[list[PaperCell]]) -> str:
    told = []
    for line in grid(rows):
        cells, column = [], 0
        while column < len(line):
            cell, begins = line[column] or (PaperCell(""), True)
            merge = "" if cell.high == 1 else f'<w:vMerge w:val="{"restart" if begins else "continue"}"/>'
            cells.append(word_cell(cell.text if begins else "", f'<w:gridSpan w:val="{cell.wide}"/>{merge}'))
            column += cell.wide
        told.append("".join(cells))
    return word_table(*told)


# ── web page ─────────────────────────────────────────────────────────────────────────────────────────────────


def page(body: str, head: str = "") -> str:
    """A web page with this inside its body."""
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>"


def as_html(content: Paper) -> str:
    """The paper as a web page."""
    return page("\n".join(f"<p>{escape(e)}</p>" if isinstance(e, str) else _html_table(e) for e in content))


def _html_table(rows: list[list[PaperCell]]) -> str:
    lines = [
        "".join(
            f'<td colspan="{cell.wide}" rowspan="{cell.high}"><p>{escape(cell.text) or "&nbsp;"}</p></td>'
            for cell in row
        )
        for row in rows
    ]
    return "<table>" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>"


# ── workbook ─────────────────────────────────────────────────────────────────────────────────────────────────


def xlsx(
    *sheets: str, names: tuple[str, ...] = (), texts: str = "", styles: str = "", workbook: str = ""
) -> bytes:
    """A workbook with these inside its worksheets."""
    names = names or tuple(f"Sheet{i + 1}" for i in range(len(sheets)))
    listed = "".join(
        f'<sheet name="{name.rstrip("!")}" sheetId="{i + 1}" r:id="r{i}"{_state(name)}/>'
        for i, name in enumerate(names)
    )
    targets = {f"worksheet{i + 1}": f"worksheets/sheet{i + 1}.xml" for i in range(len(sheets))}
    targets |= {"sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
    return package(
        {
            "_rels/.rels": relationships(officeDocument="/xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{workbook}<sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relationships(**targets),
            "xl/sharedStrings.xml": f'<sst xmlns="{S}">{texts}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
            **{
                f"xl/worksheets/sheet{i + 1}.xml": f'<worksheet xmlns="{S}">{sheet}</worksheet>'
                for i, sheet in enumerate(sheets)
            },
        }
    )


def _state(name: str) -> str:
    return ' state="hidden"' if name.endswith("!") else ""


def as_xlsx(content: Paper, *, per_sheet: int = 100) -> bytes:
    """The paper as a workbook made by a library that is not ours, a new sheet after so many blocks."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    top = 1
    for i, each in enumerate(content):
        if i and i % per_sheet == 0:
            sheet, top = book.create_sheet(), 1
        if isinstance(each, str):
            sheet.cell(top, 1, each)
            top += 1
            continue
        for down, line in enumerate(grid(each)):
            for right, place in enumerate(line):
                if place is None or not place[1]:
                    continue
                cell = place[0]
                sheet.cell(
                    top + down, right + 1, int(cell.text) if cell.text.isdigit() else cell.text or None
                )
                if cell.wide * cell.high > 1:
                    sheet.merge_cells(
                        start_row=top + down,
                        start_column=right + 1,
                        end_row=top + down + cell.high - 1,
                        end_column=right + cell.wide,
                    )
        top += len(each)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
