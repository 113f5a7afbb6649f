"""A document becomes a report: the step that all formats share, and the only one that knows the form.

The edition of the form is found out table by table, from the rows that are there; the year on the title only decides
where the tables fit two editions alike. A report whose figures cannot be told apart is refused, because a report that
cannot be read is never a pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256

from compliance.errors import ReadError
from compliance.form import Form, Table
from compliance.messages import Message
from compliance.readers.fragments import Document, Fragment, TextBlock
from compliance.readers.labels import label
from compliance.readers.limits import BLOCKS, CELLS
from compliance.readers.numbers import Measures
from compliance.readers.open_rows import read_open_rows
from compliance.readers.outline import Outline, outline
from compliance.readers.report_schema import MOST_TEXT
from compliance.readers.sideways import read_sideways
from compliance.readers.sorting import Signs, Stream, sort_rows
from compliance.readers.stacked import unstacked
from compliance.readers.tables import TableReading, read_rows
from compliance.report import Report, Source
from compliance.values import normalise

TABLE_ROWS = 2_000
"""Physical rows of one table. The longest real one has 35."""

_RUN_TOGETHER = 0.7
"""A table is there without separators if so much of its labels stands in the text."""

_REPEATED = 0.5
"""Two reports are in one file if so much of a table's rows are there twice."""


def report_of(document: Document, data: bytes, name: str, forms: Sequence[Form]) -> Report:
    """The report that *document* is.

    :param data: The bytes of the file, for their SHA-256.
    :param name: The file as the user named it.
    :param forms: The editions of the form that it may follow.
    :raises ReadError: No report is in it, or its figures cannot be told apart.
    """
    _check_size(document, name)
    document = unstacked(document, forms)
    tables = sort_rows(document, Signs(forms))
    words = outline(document, tables, forms)
    _check_length(words, name)
    # The edition prescribed for the year is tried first, else the newest.
    forms = sorted(forms, key=lambda form: (_is_prescribed(form, words.year), form.since or 0), reverse=True)
    candidates = {table: _readings(table, stream, forms, name) for table, stream in tables.streams.items()}
    form = _edition(candidates, forms)
    for table, ways in candidates.items():
        if form.edition not in ways:
            ways.update(_readings(table, tables.streams[table], [form], name))
    chosen = {table: _chosen(ways, form) for table, ways in candidates.items()}
    _refuse_unreadable(document, chosen, forms, name)
    if not chosen and not words.sections and words.title is None:
        raise ReadError(Message("reading.no-report"), name)
    remarks = [*document.remarks, *words.remarks]
    remarks += [remark for _, reading in chosen.values() for remark in reading.remarks]
    remarks += [
        ("reading.table-missing", {"table": table.name}) for table in form.tables if table.name not in chosen
    ]
    order = [table.name for table in form.tables]
    names = sorted(chosen, key=lambda table: order.index(table) if table in order else len(order))
    return Report(
        form=form.edition,
        title=words.title,
        agency=words.agency,
        agency_kind=words.agency_kind,
        year=words.year,
        period_from=words.period_from,
        period_to=words.period_to,
        published=words.published,
        preface=words.preface,
        sections=words.sections,
        tables={table: chosen[table][1].rows for table in names},
        editions={table: chosen[table][0] for table in names if chosen[table][0] != form.edition},
        partly_read={table: doubt for table in names if (doubt := chosen[table][1].doubt)},
        remarks=tuple(remarks),
        source=Source(name, sha256(data).hexdigest(), document.reader),
    )


_Ways = dict[str, TableReading]
"""How one table reads in each edition that has it."""


def _readings(table: str, stream: Stream, forms: Sequence[Form], name: str) -> _Ways:
    if len(stream.rows) > TABLE_ROWS:
        raise ReadError(Message("reading.too-many-rows", table=table, limit=TABLE_ROWS), name)
    ways: dict[str, TableReading] = {}
    for form in forms:
        printed = next((one for one in form.tables if one.name == table), None)
        if printed is not None:
            ways[form.edition] = _read(printed, stream, Measures.of(form))
            if ways[form.edition].is_complete:
                # No edition can fit better.
                break
    return ways


def _read(printed: Table, stream: Stream, measures: Measures) -> TableReading:
    if printed.open_rows is not None:
        return read_open_rows(stream.rows, printed, measures)
    reader = read_sideways if printed.sideways else read_rows
    return reader(stream.rows, printed, measures)


def _edition(candidates: Mapping[str, _Ways], forms: Sequence[Form]) -> Form:
    """The form that most tables fit best; where that decides nothing, the first."""
    wins: Counter[str] = Counter()
    for ways in candidates.values():
        least = min(reading.misfit for reading in ways.values())
        best = [edition for edition, reading in ways.items() if reading.misfit == least]
        if len(best) == 1:
            wins.update(best)
    return max(forms, key=lambda form: wins[form.edition])


def _is_prescribed(form: Form, year: int | None) -> bool:
    return year is not None and (form.since or 0) <= year <= (form.until or 9999)


def _chosen(ways: _Ways, form: Form) -> tuple[str, TableReading]:
    """The edition that a table follows, and how it reads in it. The report's own edition wins a tie."""
    edition = min(ways, key=lambda each: (ways[each].misfit, each != form.edition))
    return edition, ways[edition]


def _refuse_unreadable(
    document: Document, chosen: Mapping[str, tuple[str, TableReading]], forms: Sequence[Form], name: str
) -> None:
    """Refuse two reports in one file, and tables whose figures nothing keeps apart."""
    for _, reading in chosen.values():
        if len(reading.twice) >= max(2, _REPEATED * len(reading.table.rows)):
            raise ReadError(Message("reading.two-reports", table=reading.table.name), name)
    text = ""
    for table in (table for form in forms for table in form.tables):
        read = chosen.get(table.name)
        if read is not None and read[1].rows:
            continue
        text = text or _all_text(document)
        known = [label(row.label).core for row in table.rows]
        known = [core for core in known if len(core) >= 2]
        there = sum(f"{core}0" in text for core in known)
        if table.sideways:
            # Its rows' labels stand over the columns', its figures behind the last of these.
            known, there = ["columns"], "".join(label(column.label).core for column in table.columns) in text
        if known and there >= _RUN_TOGETHER * len(known):
            raise ReadError(Message("reading.run-together", table=table.name), name)


def _all_text(document: Document) -> str:
    """All words of the document as labels are compared, every digit a 0. What is in cells of its own is kept apart."""
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, TextBlock):
            parts.append(block.text)
        else:
            parts += [f"|{cell.text}" for row in block.rows for cell in row.cells]
    digits = str.maketrans("123456789", "000000000", "“”\"'‘’()[]、,.。;:·-—")
    return normalise("".join(parts)).translate(digits)


def _check_length(words: Outline, name: str) -> None:
    count = sum(len(text) for text in (words.title, words.agency, words.preface) if text)
    for section in words.sections:
        count += len(section.title) + sum(len(paragraph.text) for paragraph in section.paragraphs)
    if count > MOST_TEXT:
        raise ReadError(Message("reading.too-much-text", count=count, limit=MOST_TEXT), name)


def _check_size(document: Document, name: str) -> None:
    rows = [row for block in document.blocks if isinstance(block, Fragment) for row in block.rows]
    if len(document.blocks) + len(rows) > BLOCKS or sum(len(row.cells) for row in rows) > CELLS:
        raise ReadError(Message("reading.too-long"), name)
