"""A table whose rows are not known beforehand: one line for each component, each named by what stands in front."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.form import Table
from compliance.readers.columns import Extent, decide, leaves, readings
from compliance.readers.fragments import RawRow
from compliance.readers.labels import label
from compliance.readers.numbers import Measures
from compliance.readers.tables import SHOWN, TableReading, Vocabulary, put_cells, take_apart


def read_open_rows(rows: Sequence[RawRow], table: Table, measures: Measures) -> TableReading:
    """Read a table of open rows: its columns have to be named by a header, its rows name themselves."""
    reading = TableReading(table, measures)
    vocabulary = Vocabulary(table)
    physical, headers = take_apart(rows, vocabulary)
    groups = {label(group.label).core for group in table.column_groups if group.label}
    names = tuple(column.name for column in table.columns)
    end = max((row.raw.cells[-1].end for row in physical), default=0)
    most = max((row.figures for row in physical), default=0)
    for row in physical:
        if not row.figures:
            continue
        if not row.labels:
            reading.strangers += 1
            reading.remark("row-unlabelled", row.raw.at)
            reading.question("doubt-rows")
            continue
        shown = " ".join(" ".join(cell.text.split()) for cell in row.labels)
        name = vocabulary.rows.get(label(shown).core, shown)
        over = leaves(headers[row.header], table.columns, groups) if row.header >= 0 else ()
        way = decide(readings(row.raw, row.values, over, names, Extent(end, most)), shifted=False)
        if name in reading.rows:
            reading.twice = (*reading.twice, name)
            reading.remark("row-twice", row.raw.at, row=name[:SHOWN])
            reading.question("doubt-twice")
        elif way is None:
            reading.remark("row-columns", row.raw.at, row=name[:SHOWN], text=row.raw.plain[:SHOWN])
            reading.question("doubt-columns")
        else:
            put_cells(reading, name, way, over, row)
    return reading
