"""The words of a report: its head, its preface, its parts with their paragraphs.

What went into tables is left out; a fragment that turned out to be no table comes back as text, row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compliance.form import Form
from compliance.readers.fragments import Block, Document, TextBlock
from compliance.readers.head import (
    Title,
    agency_kind,
    find_title,
    is_metadata,
    issuer,
    period,
    published,
    title_inside,
)
from compliance.readers.headings import Titles, sections
from compliance.readers.labels import LONGEST, label
from compliance.readers.reflow import joined
from compliance.readers.sorting import Sorted
from compliance.report import Section


@dataclass(frozen=True, slots=True)
class Outline:
    """The words of a report, as :class:`~compliance.report.Report` holds them."""

    title: str | None
    agency: str | None
    agency_kind: str | None
    year: int | None
    period_from: str | None
    period_to: str | None
    published: str | None
    preface: str | None
    sections: tuple[Section, ...]
    remarks: tuple[tuple[str, dict[str, Any]], ...]


def outline(document: Document, tables: Sorted, forms: Sequence[Form]) -> Outline:
    """The words of *document* whose tables are *tables*."""
    blocks, outside = _prose(document, tables, forms)
    titles = Titles(forms)
    # A title further down is one that is quoted, or another report's.
    title = find_title(blocks[: max(sections(blocks, 0, titles, outside).begin, 1)])
    parts = sections(blocks, title.last + 1 if title else 0, titles, outside)
    head = [block.text.strip() for block in blocks[: parts.begin]]
    preface = [text for text in head[title.last + 1 if title else 0 :] if text and not is_metadata(text)]
    told = title or _quoted(head, document)
    agency = (told.agency if told else None) or issuer(head, document.metadata)
    told_period = period("\n".join(preface))
    year = told.year if told else None
    remarks = [*parts.remarks, *(("reading.no-date", {"found": date}) for date in told_period.impossible)]
    if year is None and told_period.year is not None:
        year = told_period.year
        remarks.append(("reading.year-of-period", {"year": year}))
    return Outline(
        title=(title.text if title else None) or document.metadata.get("title") or None,
        agency=agency,
        agency_kind=agency_kind(agency) if agency else None,
        year=year,
        period_from=told_period.start,
        period_to=told_period.end,
        published=published(head, document.metadata),
        preface="\n".join(preface) or None,
        sections=parts.sections,
        remarks=tuple(remarks),
    )


def _quoted(head: Sequence[str], document: Document) -> Title | None:
    """The title as the page's own metadata or the preface quote it."""
    named = find_title([TextBlock(document.metadata.get("title", ""))])
    return named or next(filter(None, map(title_inside, head)), None)


def _prose(document: Document, tables: Sorted, forms: Sequence[Form]) -> tuple[list[TextBlock], list[bool]]:
    """The paragraphs, and for each whether it stands outside of the tables. The printed titles of a table's blocks
    belong to the table, also where they stand between its pieces as paragraphs."""
    captions = {
        label(block.title).core
        for form in forms
        for table in form.tables
        for block in table.blocks
        if block.title
    }
    inside: set[int] = set()
    blocks: list[Block] = []
    for i, block in enumerate(document.blocks):
        if i in tables.claimed:
            # It keeps the paragraphs around it apart.
            blocks.append(block)
        elif isinstance(block, TextBlock):
            if len(block.text) <= LONGEST and label(block.text).core in captions:
                continue
            blocks.append(block)
            if tables.inside(i):
                inside.add(id(block))
        else:
            blocks += [TextBlock(row.plain, row.at) for row in block.rows if row.plain.strip()]
    flowing = joined(blocks) if document.wrapped else iter(blocks)
    prose = [block for block in flowing if isinstance(block, TextBlock)]
    return prose, [id(block) not in inside for block in prose]
