"""Pages of which something cannot be read, and what follows from that: it is said, and nothing is passed over.

A page that is a picture may hold the very table that seems to be missing. So a report that lacks something and has such
a page is refused; a whole report with one is read, and told to be read without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from compliance.errors import ReadError
from compliance.form import Form
from compliance.messages import Message
from compliance.readers.grids import SAMPLE
from compliance.readers.paper import Page
from compliance.report import Report

_UNREADABLE = 0.02
"""A page on which so much of the text is unknown cannot be read."""

_PICTURE = 0.2
"""A picture that covers so much of its page may hold a table."""

_DRAWINGS = 40
"""A page without text that has so many shapes shows text that was turned into drawings."""

_LACKING = frozenset(
    f"reading.{key}"
    for key in ("table-missing", "row-missing", "row-unlabelled", "row-columns", "cell-missing")
)
"""Remarks that say that something of a table was not found."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The numbers of the pages of which something cannot be told.

    ``scanned``: they show something and hold no text. ``pictured``: beside their text is a large picture. ``garbled``:
    nobody knows what characters their text is made of.
    """

    scanned: tuple[int, ...] = ()
    pictured: tuple[int, ...] = ()
    garbled: tuple[int, ...] = ()


def unread_of(pages: Sequence[Page]) -> Unread:
    """What of some pages cannot be told."""
    return Unread(
        scanned=tuple(page.number for page in pages if _is_scanned(page)),
        pictured=tuple(page.number for page in pages if _is_pictured(page)),
        garbled=tuple(page.number for page in pages if page.unknown > _UNREADABLE * len(page.glyphs)),
    )


def hidden_text(pages: Sequence[Page]) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The remark about text that is there and not seen."""
    hidden = [page.hidden for page in pages if page.hidden and page.glyphs]
    return (("documents.hidden", {"count": len(hidden), "text": hidden[0][:SAMPLE]}),) if hidden else ()


def checked(
    report: Report | None, refusal: ReadError | None, unread: Unread, name: str, forms: Sequence[Form]
) -> Report:
    """The report, if what could not be read cannot be part of it.

    :param refusal: Why there is no report, where there is none.
    :raises ReadError: Something that cannot be read may be what it lacks; or the refusal.
    """
    if unread.garbled:
        raise ReadError(Message("documents.garbled", pages=ranges(unread.garbled)), name)
    unseen = (*unread.scanned, *unread.pictured)
    parts = max(len(form.headings) for form in forms)
    if unseen and (report is None or lacks(report) or len(report.sections) < parts):
        raise ReadError(Message("documents.scanned", pages=ranges(unseen)), name)
    if report is None:
        raise refusal or ReadError(Message("reading.no-report"), name)
    if unread.scanned:
        skipped = ("documents.scanned-pages", {"pages": ranges(unread.scanned)})
        report = replace(report, remarks=(skipped, *report.remarks))
    return report


def lacks(report: Report) -> bool:
    """Whether something of a table was not found."""
    return bool(report.partly_read) or any(key in _LACKING for key, _ in report.remarks)


def ranges(numbers: Iterable[int]) -> str:
    """Page numbers as a print dialog has them: ``1–3,5``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _is_scanned(page: Page) -> bool:
    return not page.glyphs and (bool(page.pictures) or page.drawings >= _DRAWINGS)


def _is_pictured(page: Page) -> bool:
    area = page.width * page.height
    return bool(page.glyphs) and any(
        (x1 - x0) * (bottom - top) >= _PICTURE * area for x0, top, x1, bottom in page.pictures
    )
