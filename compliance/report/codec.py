"""Between :class:`~compliance.report.Report` and the dictionary that ``report.json`` holds (contract: report/1).

The strict check of a foreign ``report.json`` is in :mod:`compliance.readers.report_schema`; here the dictionary is
already known to be sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from compliance.report.model import Cell, Paragraph, Place, Report, Section, Source

FORMAT = "report/1"


def report_to_json(report: Report) -> dict[str, Any]:
    """The report as ``report.json`` holds it. Numbers that are not whole are Decimal: write them with their digits."""
    out: dict[str, Any] = {
        "govcheck": FORMAT,
        "form": report.form,
        "title": report.title,
        "agency": report.agency,
        "agency_kind": report.agency_kind,
        "year": report.year,
        "period": {"from": report.period_from, "to": report.period_to},
        "published": report.published,
        "preface": report.preface,
        "sections": [_section_to_json(section) for section in report.sections],
        "tables": {
            table: {
                row: {column: _cell_to_json(cell) for column, cell in columns.items()}
                for row, columns in rows.items()
            }
            for table, rows in report.tables.items()
        },
    }
    if report.editions:
        out["editions"] = dict(report.editions)
    if report.partly_read:
        out["partly_read"] = dict(report.partly_read)
    if report.remarks:
        out["remarks"] = [{"message": key, "values": dict(values)} for key, values in report.remarks]
    if report.source is not None:
        out["source"] = {
            "file": report.source.file,
            "sha256": report.source.sha256,
            "reader": report.source.reader,
        }
    return out


def report_from_json(value: Mapping[str, Any]) -> Report:
    """The report that a sound ``report.json`` dictionary tells."""
    period = value.get("period") or {}
    source = value.get("source")
    return Report(
        form=value["form"],
        title=value.get("title"),
        agency=value.get("agency"),
        agency_kind=value.get("agency_kind"),
        year=value.get("year"),
        period_from=period.get("from"),
        period_to=period.get("to"),
        published=value.get("published"),
        preface=value.get("preface"),
        sections=tuple(_section_from_json(section) for section in value.get("sections", ())),
        tables={
            table: {
                row: {column: _cell_from_json(cell) for column, cell in columns.items()}
                for row, columns in rows.items()
            }
            for table, rows in value.get("tables", {}).items()
        },
        editions=dict(value.get("editions") or {}),
        partly_read=dict(value.get("partly_read") or {}),
        remarks=tuple((r["message"], r.get("values", {})) for r in value.get("remarks", ())),
        source=None if source is None else Source(source["file"], source.get("sha256"), source.get("reader")),
    )


def _section_to_json(section: Section) -> dict[str, Any]:
    out: dict[str, Any] = {
        "number": section.number,
        "title": section.title,
        "paragraphs": [
            p.text if p.at is None else {"text": p.text, "at": p.at.to_json()} for p in section.paragraphs
        ],
    }
    if section.at is not None:
        out["at"] = section.at.to_json()
    return out


def _section_from_json(value: Mapping[str, Any]) -> Section:
    return Section(
        number=value.get("number"),
        title=value["title"],
        paragraphs=tuple(
            Paragraph(p) if isinstance(p, str) else Paragraph(p["text"], _place(p))
            for p in value.get("paragraphs", ())
        ),
        at=_place(value),
    )


def _cell_to_json(cell: Cell) -> Any:
    if cell.at is None and cell.note is None:
        return cell.value if cell.text is None else {"text": cell.text}
    out: dict[str, Any] = {"value": cell.value} if cell.text is None else {"text": cell.text}
    if cell.note is not None:
        out["note"] = cell.note
    if cell.at is not None:
        out["at"] = cell.at.to_json()
    return out


def _cell_from_json(value: Any) -> Cell:
    if value is None:
        return Cell()
    if isinstance(value, (int, Decimal)):
        return Cell(value=value)
    return Cell(value.get("value"), value.get("text"), value.get("note"), _place(value))


def _place(value: Mapping[str, Any]) -> Place | None:
    at = value.get("at")
    return None if at is None else Place.from_json(at)
