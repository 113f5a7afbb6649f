"""``govcheck read``: what was understood of a report, as JSON or for a person to compare with the paper."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from compliance.cli import output
from compliance.cli.check import files_and_rules, options, settings_for
from compliance.cli.commands import tell
from compliance.cli.replacing import check_read_output, inputs_of
from compliance.documents import STANDARD_INPUT, Document
from compliance.form import Form, Table
from compliance.form.compiled import from_program
from compliance.messages import Message, say
from compliance.report import Cell, Report, Section, json_text, report_to_json
from compliance.session import Session
from compliance.widths import columns

BLANK, NOT_FOUND = "□", "？"


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Read one report; write it, or show it."""
    (file,), _ = files_and_rules(arguments.files, arguments.rules)
    settings = settings_for(arguments, [file])
    if arguments.output is not None:
        check_read_output(arguments.output, inputs_of(arguments, settings, [file]))
    lang = settings["lang"]
    session = Session(options(arguments, settings))
    document = Document(arguments.name or file, None if file == STANDARD_INPUT else file)
    report, program, faults = session.read(document)
    if arguments.output is not None:
        output.write_file(arguments.output, json_text(report_to_json(report)))
        tell(say(lang, "cli.written", file=arguments.output))
    else:
        output.write_stdout("\n".join(_shown(report, from_program(program), lang)))
    faults = [*session.plugins.faults, *session.library.faults, *faults]
    for fault in faults:
        tell(fault.message)
    return 3 if faults else 0


# ── for a person ─────────────────────────────────────────────────────────────────────────────────────────────


def _shown(report: Report, form: Form, lang: str) -> Iterator[str]:
    nothing = say(lang, "pages.read-nothing")
    period = f"{report.period_from} – {report.period_to}" if report.period_from and report.period_to else None
    for key, value in (
        ("read-title", report.title),
        ("read-agency", report.agency),
        ("read-period", period),
        ("read-published", report.published),
    ):
        yield say(lang, "pages.field", name=Message(f"pages.{key}"), value=value or nothing)
    year = say(lang, "pages.read-year", year=report.year) if report.year else nothing
    yield say(lang, "pages.comma").join([year, say(lang, "pages.read-form", form=report.form)])
    yield ""
    yield from (_part(section, lang) for section in report.sections)
    for table in form.tables:
        yield ""
        yield from _table(table, report, lang)
    yield ""
    yield say(lang, "pages.read-legend")
    for key, values in report.remarks:
        yield say(lang, "pages.field", name=Message("pages.read-remarks"), value=say(lang, key, **values))


def _part(section: Section, lang: str) -> str:
    key = "read-unnumbered" if section.number is None else "read-part"
    return say(
        lang, f"pages.{key}", number=section.number, title=section.title, count=len(section.paragraphs)
    )


def _table(table: Table, report: Report, lang: str) -> Iterator[str]:
    """The table with the printed names, block by block; rows that the form does not name come last."""
    title = f"{table.name}  {table.title}"
    if table.name in report.editions:
        title += f"  ({say(lang, 'pages.read-edition', edition=report.editions[table.name])})"
    yield title
    reason = report.partly_read.get(table.name)
    if reason is not None:
        yield f"  {say(lang, 'pages.read-partly', reason=reason)}"
    found = report.tables.get(table.name, {})
    known = {row for block in table.blocks for row in block.rows}
    more = [row for row in found if row not in known]
    for i, block in enumerate(table.blocks):
        rows = [*block.rows, *(more if i == len(table.blocks) - 1 else ())]
        lines = [[_shown_cell(found.get(row, {}), column) for column in block.columns] for row in rows]
        yield from _grid(["", *block.columns], [[row, *line] for row, line in zip(rows, lines, strict=True)])
    for row, cells in found.items():
        for column, cell in cells.items():
            if cell.note:
                place = Message("pages.read-cell", row=row, column=column)
                yield f"  * {say(lang, 'pages.field', name=place, value=cell.note)}"


def _shown_cell(cells: Mapping[str, Cell], column: str) -> str:
    cell = cells.get(column)
    if cell is None:
        return NOT_FOUND
    if cell.text is not None:
        return f"“{cell.text}”"
    shown = BLANK if cell.value is None else str(cell.value)
    return shown + ("*" if cell.note else "")


def _grid(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    lines = [head, *rows]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        gaps = [" " * (width - _width(text)) for text, width in zip(line, widths, strict=True)]
        rest = [gap + text for gap, text in zip(gaps[1:], line[1:], strict=True)]
        yield "  " + "  ".join([line[0] + gaps[0], *rest]).rstrip()


def _width(text: str) -> int:
    return columns(text, ambiguous=2)  # most who look at a report by its cells do so in a Chinese terminal
