"""The parsed report: what a reader understood of one document, and its ``report.json`` form."""

from compliance.report.codec import report_from_json, report_to_json
from compliance.report.model import Cell, Paragraph, Place, Report, Section, Source
from compliance.report.text import json_line, json_text

__all__ = [
    "Cell",
    "Paragraph",
    "Place",
    "Report",
    "Section",
    "Source",
    "json_line",
    "json_text",
    "report_from_json",
    "report_to_json",
]
