"""What goes with a report that is checked: last year's, and those of the parts that it sums up.

They are read once for all reports of a run. Which of them belong to which report is decided in
:mod:`compliance.beside`; here they are found, read and laid out.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from compliance.beside import Beside, last_years, likely_name, names_in, same_agency, units_of
from compliance.documents import Document, documents
from compliance.engine.run import looks_at
from compliance.engine.sheet import Sheet, sheet_of
from compliance.errors import ReadError
from compliance.messages import Message, say
from compliance.opening import Opened, Opener, lies_aside

if TYPE_CHECKING:
    from compliance.findings import Fault

MOST_UNREAD = 5
"""Of so many documents in a folder it is told why they cannot be read."""


@dataclass(frozen=True)
class Others:
    """Reports that may go with one that is checked, read once for all of these, and why other documents could not
    be."""

    found: tuple[Beside, ...]
    unread: tuple[ReadError, ...]
    faults: tuple[Fault, ...]

    def remarks(self, lang: str) -> tuple[str, ...]:
        """What is to be said of those that could not be read; of many only how many they are."""
        shown = self.unread[:MOST_UNREAD]
        told = [say(lang, "session.not-looked-into", file=e.file, what=e.message) for e in shown]
        if len(shown) < len(self.unread):
            told.append(say(lang, "session.more-unread", count=len(self.unread) - len(shown)))
        return tuple(told)


@dataclass(frozen=True)
class Context:
    """What goes with a report: last year's, the parts that it sums up, and those of the parts that are not there."""

    previous: Opened | None = None
    parts: tuple[Opened, ...] | None = None
    missing: tuple[Sheet, ...] = ()
    remarks: tuple[str, ...] = ()

    def lay_beside(self, sheet: Sheet) -> None:
        """Let the rules see it from the sheet of the report."""
        sheet.previous = None if self.previous is None else self.previous.sheet
        if self.parts is not None:
            sheet.subordinates = [*(part.sheet for part in self.parts), *self.missing]


class Companions:
    """Finds what goes with a report.

    :param opener: Reads the documents.
    :param previous: Last year's report, or a folder in which that of the same agency is looked for.
    :param parts: Where the reports of the parts lie.
    :param units: A file that names all agencies of which they should be the reports.
    :param exclude: What of folders is left out.
    """

    def __init__(
        self,
        opener: Opener,
        lang: str,
        *,
        previous: str | None,
        parts: Sequence[str],
        units: str | None,
        exclude: Sequence[str],
    ) -> None:
        self.opener = opener
        self.lang = lang
        self.previous = previous
        self.parts = parts
        self.units = units
        self.exclude = exclude

    def of(self, read: Opened, name: str, faults: list[Fault]) -> Context:
        """Last year's report and the parts, as far as they are given.

        :param name: The report that they go with.
        :raises ReadError: One of them cannot be used: then the report is not checked, for half of it would be missing.
        """
        try:
            previous, told = self._previous(read, faults)
            if not self.parts:
                return Context(previous, remarks=told)
            faults += self._parts.faults
            if not looks_at("parts", read.program, read.sheet, self.opener.library.functions):
                # A department that is checked with all others: its report is no sum, and nothing is to be said of them.
                return Context(previous, self._as_parts(self._parts.found, read), remarks=told)
            names = [error.file for error in self._parts.unread]
            units = units_of(self._parts.found, read.report, names, self._register)
        except ReadError as error:
            beside = Message("session.beside-unreadable", other=error.file, what=error.message)
            raise ReadError(beside, name) from None
        if not units.reports:
            raise ReadError(Message("session.no-parts"), name)
        missing = [{"agency": unit, "form": read.report.form} for unit in units.missing]
        lang = self.lang
        return Context(
            previous,
            self._as_parts(units.reports, read),
            tuple(sheet_of(read.program, unit, unit["agency"]) for unit in missing),
            (*told, *self._parts.remarks(lang), *(remark.text(lang) for remark in units.remarks)),
        )

    def _as_parts(self, found: Sequence[Beside], read: Opened) -> tuple[Opened, ...]:
        return tuple(self.opener.beside(each.report, each.name, read.program) for each in found)

    def _previous(self, read: Opened, faults: list[Fault]) -> tuple[Opened | None, tuple[str, ...]]:
        """Last year's report, and what is to be said if a folder does not hold it."""
        place, report = self.previous, read.report
        if place is None:
            return None, ()
        if not os.path.isdir(place):
            return self._last_year_of(Document(place, place), read, faults)
        earlier = self._earlier
        faults += earlier.faults
        last = last_years(earlier.found, report)
        if last is not None:
            return self.opener.beside(last.report, last.name, read.program), ()
        lang = self.lang
        if report.year is None or report.agency is None:
            return None, (say(lang, "session.whose-last-year"),)
        told = [say(lang, "session.no-last-year", folder=place, agency=report.agency, year=report.year - 1)]
        near = likely_name(earlier.found, report)
        if near is not None:
            told.append(say(lang, "session.last-year-near", near=near))
        return None, (*told, *earlier.remarks(lang))

    def _last_year_of(
        self, document: Document, read: Opened, faults: list[Fault]
    ) -> tuple[Opened, tuple[str, ...]]:
        """The report that was named, and what is to be said if it is another agency's."""
        report = self.opener.read(document.name, document.read(), faults)
        years = (report.year, read.report.year)
        if None not in years and report.year != (read.report.year or 0) - 1:
            told = Message("session.not-last-year", year=report.year, checked=read.report.year)
            raise ReadError(told, document.name)
        remarks: tuple[str, ...] = ()
        if report.agency and read.report.agency and not same_agency(report.agency, read.report.agency):
            values = {"file": document.name, "other": report.agency, "agency": read.report.agency}
            remarks = (say(self.lang, "session.other-agency", **values),)
        return self.opener.beside(report, document.name, read.program), remarks

    @cached_property
    def _earlier(self) -> Others:
        """The reports of the folder in which last year's is looked for."""
        return self._all_of([self.previous or ""])

    @cached_property
    def _parts(self) -> Others:
        """The reports of the parts."""
        return self._all_of(self.parts)

    def _all_of(self, paths: Sequence[str]) -> Others:
        """Every report that *paths* mean.

        :raises ReadError: A path leads nowhere.
        """
        found: list[Beside] = []
        unread: list[ReadError] = []
        faults: list[Fault] = []
        for document in documents(paths, self.opener.endings, exclude=self.exclude):
            if document.error is not None:
                raise document.error
            try:
                found.append(Beside(document.name, self.opener.read(document.name, document.read(), faults)))
            except ReadError as error:
                if not lies_aside(document, error):
                    unread.append(error)
        return Others(tuple(found), tuple(unread), tuple(faults))

    @cached_property
    def _register(self) -> list[str] | None:
        """The names of all units, if there is a list of them.

        :raises ReadError: It cannot be read.
        """
        name = self.units
        if name is None:
            return None
        data = Document(name, name).read()
        try:
            return names_in(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ReadError(Message("session.list-not-text"), name) from None
