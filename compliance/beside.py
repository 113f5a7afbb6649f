"""Which reports stand beside the one that is checked: last year's of the same agency, and each unit's, once.

Nothing is guessed: where two that differ claim to be the same report, neither is taken; a unit whose report is not
there is named, and what would be summed over it is unknown.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.report import Report


@dataclass(frozen=True)
class Beside:
    """A report that was read, and what its document is called."""

    name: str
    report: Report

    @property
    def agency(self) -> str:
        """Whose it is; of a report that does not say, its document."""
        return self.report.agency or self.name


@dataclass(frozen=True)
class Units:
    """The units of a government: the report of each, once; who is ``missing``; and what is to be said of it."""

    reports: tuple[Beside, ...]
    missing: tuple[str, ...]
    remarks: tuple[Message, ...]


def same_agency(one: str | None, other: str | None) -> bool:
    """Whether two names are those of one agency: spaces do not count."""
    return one is not None and other is not None and _key(one) == _key(other)


def last_years(found: Sequence[Beside], report: Report) -> Beside | None:
    """The report of the same agency on the year before.

    :raises ReadError: There are two that differ.
    """
    if report.year is None:
        return None
    fitting = [
        each
        for each in found
        if each.report.year == report.year - 1 and same_agency(each.report.agency, report.agency)
    ]
    return _only(fitting) if fitting else None


def likely_name(found: Sequence[Beside], report: Report) -> str | None:
    """The agency of last year's reports whose name is the most like that of this one: it may have been renamed."""
    if report.year is None or report.agency is None:
        return None
    names = [
        each.report.agency for each in found if each.report.year == report.year - 1 and each.report.agency
    ]
    return next(iter(difflib.get_close_matches(report.agency, names, 1)), None)


def units_of(
    found: Sequence[Beside], report: Report, unread: Sequence[str], register: Sequence[str] | None
) -> Units:
    """Each unit of *report* once.

    Who is missing is told by the register. Without one it can only be seen of whom there is something: a document that
    cannot be read, a report on another year.

    :param found: The reports that were given as parts.
    :param unread: What documents that could not be read are called.
    :param register: The names of all units, where there is a list of them.
    :raises ReadError: A unit has two reports that differ.
    """
    remarks = []
    by_agency: dict[str, list[Beside]] = {}
    missing = list(unread)
    for each in found:
        year = each.report.year
        if same_agency(each.report.agency, report.agency) and year in (None, report.year):
            remarks.append(Message("session.part-itself", file=each.name))
        elif year is not None and report.year is not None and year != report.year:
            remarks.append(Message("session.part-other-year", file=each.name, year=year))
            missing.append(each.agency)
        else:
            by_agency.setdefault(_key(each.agency), []).append(each)
    for copies in by_agency.values():
        if len(copies) > 1:
            _only(copies)
            names = ", ".join(each.name for each in copies)
            remarks.append(Message("session.part-once", unit=copies[0].agency, files=names))
    if register is not None:
        missing = list(register)
        remarks += _unlisted(by_agency, register)
    missing = [
        name
        for name in dict.fromkeys(missing)
        if _key(name) not in by_agency and not same_agency(name, report.agency)
    ]
    if missing:
        remarks.append(Message("session.parts-missing", units=", ".join(missing)))
    return Units(tuple(copies[0] for copies in by_agency.values()), tuple(missing), tuple(remarks))


def _unlisted(by_agency: Mapping[str, Sequence[Beside]], register: Sequence[str]) -> Iterator[Message]:
    """What is to be said of units that the register does not have: perhaps it calls them something else."""
    listed = {_key(name) for name in register}
    absent = [name for name in register if _key(name) not in by_agency]
    for key, (first, *_) in by_agency.items():
        if key not in listed:
            near = next((name for name in absent if _key(name) in key or key in _key(name)), None)
            if near is None:
                yield Message("session.part-unlisted", unit=first.agency)
            else:
                yield Message("session.part-unlisted-near", unit=first.agency, near=near)


def names_in(text: str) -> list[str]:
    """The names of a list of units: one a line; what follows ``#`` is a remark."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return list(dict.fromkeys(filter(None, lines)))


def _only(copies: Sequence[Beside]) -> Beside:
    """The first of several that say the same.

    :raises ReadError: They do not.
    """
    first, *more = copies
    for other in more:
        if _figures(other.report) != _figures(first.report):
            told = Message(
                "session.two-of-one-agency", agency=first.agency, first=first.name, second=other.name
            )
            raise ReadError(told, other.name)
    return first


def _figures(report: Report) -> object:
    return {
        table: {
            row: {column: (cell.value, cell.text) for column, cell in cells.items()}
            for row, cells in rows.items()
        }
        for table, rows in report.tables.items()
    }


def _key(name: str) -> str:
    return "".join(name.split())
