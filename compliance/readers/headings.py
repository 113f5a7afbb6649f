"""The parts of the report: which paragraphs are their headings, and what stands under each.

A heading is a short paragraph that begins with a top-level numeral or is one of the titles that the form prescribes.
One whose title is like none of these counts only where its numeral goes on from the heading before: ``七、其他`` behind
part six is a part, ``一、主动公开方面`` inside part one stays text (and is remarked). Labels of table rows
(``四、结转下年度继续办理``) are no headings. A prescribed title behind a numeral in another style (``1.总体情况``,
``（三）收到和处理…``) is the part's heading where no better one is there, and that is remarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.form import Form, Heading
from compliance.readers.fragments import TextBlock
from compliance.readers.labels import Label, is_same, label, likeness
from compliance.readers.tables import place_values
from compliance.report import Paragraph, Section

LONGEST = 50
"""No heading has more characters."""

ALIKE = 0.55

_CHINESE = "一二三四五六七八九十"
_NUMERAL = re.compile(
    rf"\s*(?:第([{_CHINESE}]{{1,3}})部分|([{_CHINESE}]{{1,3}}))\s*(?:[、.．，,：:]|\s)\s*(?=\S)"
)
_ANOTHER_STYLE = re.compile(
    rf"\s*(?:[（(]\s*([{_CHINESE}]{{1,3}}|\d{{1,2}})\s*[)）]\s*[、.．，,：:]?|第([{_CHINESE}]{{1,3}}|\d{{1,2}})(?:部分|章|项)"
    rf"\s*[、.．，,：:]?|(\d{{1,2}})\s*(?:[、.．，,：:)）]|\s)|([壹贰叁肆伍陆柒捌玖拾])\s*[、.．，,：:])\s*(?=\S)"
)
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_UNIT = re.compile(
    r"\s*[（(【\[]\s*(?:计量)?单位\s*[:：]?[^（）()]{0,10}[)）\]】]\s*$|\s+单位\s*[:：]\s*\S{1,6}$"
)
"""What tables have behind their title: （单位：件）. It is none of the heading."""
_AUTOMATIC = re.compile(rf"第?([{_CHINESE}]{{1,3}})")
_ENDS = "。；：:，, \u3000"
_SENTENCE = re.compile(r"[。；;！？!?]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that may be a heading: where, its numeral, its title, the text behind a title that ran on, the
    prescribed part that its title is like and how much; ``written`` is a numeral in another style than the form's."""

    index: int
    number: str | None
    title: str
    rest: str
    part: str | None
    alike: float
    written: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a report, the paragraph at which the first one begins, and what is odd about their headings."""

    sections: tuple[Section, ...]
    begin: int
    remarks: tuple[tuple[str, dict[str, Any]], ...]


class Titles:
    """The prescribed titles of the forms, and the row labels that look like headings but are none."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.parts: dict[str, list[Label]] = {}
        self.rows: set[str] = set()
        self.order: list[str] = []
        for form in forms:
            for heading in form.headings:
                if heading.number not in self.parts:
                    self.order.append(heading.number)
                known = self.parts.setdefault(heading.number, [])
                known.extend(map(label, _spellings(heading)))
            for table in form.tables:
                texts = [text for row in table.rows for text in row.labels]
                texts += [group.label for group in table.row_groups if group.label]
                self.rows.update(label(text).core for text in texts)

    def part_of(self, title: str) -> tuple[str | None, float]:
        """The part whose title this is like, and how much."""
        seen = label(title)
        best: tuple[str | None, float] = (None, 0.0)
        for number, known in self.parts.items():
            alike = max(likeness(seen, one) for one in known)
            if alike > best[1]:
                best = (number, alike)
        return best if best[1] >= ALIKE else (None, best[1])

    def are(self, title: str) -> bool:
        """Whether *title* is a prescribed one, word for word."""
        seen = label(title)
        return any(is_same(seen, one) for known in self.parts.values() for one in known)

    def leading(self, text: str) -> str:
        """The prescribed title that a text begins with, as it stands there; empty if there is none."""
        for known in self.parts.values():
            for one in sorted(known, key=lambda each: -len(each.text)):
                if text.startswith(one.text):
                    return one.text
        return ""


def _spellings(heading: Heading) -> tuple[str, ...]:
    return (*heading.accepted, *heading.formerly)


def sections(blocks: Sequence[TextBlock], first: int, titles: Titles, outside: Sequence[bool]) -> Parts:
    """The parts of the report.

    :param blocks: The paragraphs.
    :param first: The index of the first one that may be a heading (behind the title).
    :param outside: For each paragraph whether it stands outside of all tables.
    """
    found = [candidate(blocks[i], i, titles) for i in range(first, len(blocks)) if outside[i]]
    candidates = [one for one in found if one is not None]
    chosen = _chosen(candidates, titles)
    remarks: list[tuple[str, dict[str, Any]]] = [
        ("reading.inner-heading", {"title": one.title, **place_values(blocks[one.index].at)})
        for one in candidates
        if one not in chosen and one.number and not one.written and chosen and one.index > chosen[0].index
    ]
    remarks += [
        (
            "reading.heading-numeral",
            {"title": one.title, "found": one.written, **place_values(blocks[one.index].at)},
        )
        for one in chosen
        if one.written
    ]
    result = []
    for position, one in enumerate(chosen):
        end = chosen[position + 1].index if position + 1 < len(chosen) else len(blocks)
        body = [Paragraph(one.rest, blocks[one.index].at)] if one.rest else []
        body += [
            Paragraph(block.text.strip(), block.at)
            for block in blocks[one.index + 1 : end]
            if block.text.strip()
        ]
        result.append(Section(one.number, one.title, tuple(body), blocks[one.index].at))
    return Parts(tuple(result), chosen[0].index if chosen else len(blocks), tuple(remarks))


def candidate(block: TextBlock, index: int, titles: Titles) -> Candidate | None:
    """The paragraph as a possible heading, or None."""
    text = block.text.strip()
    number = None
    if block.number:
        automatic = _AUTOMATIC.match(block.number.strip())
        number = automatic[1] if automatic and not block.number.strip().startswith(("(", "（")) else None
    numeral = _NUMERAL.match(text)
    if numeral is not None and number is None:
        number = numeral[1] or numeral[2]
        text = text[numeral.end() :].strip()
    unit = _UNIT.search(text)
    if unit is not None and 0 < unit.start() <= LONGEST:
        text, behind = text[: unit.start()].strip(), unit[0].strip()
    else:
        behind = ""
    written = ""
    if number is None:
        number, written, text = _another_style(block.number or "", text, titles)
    title, rest = text.rstrip(_ENDS), behind
    known = titles.leading(text) if number else ""
    if known and (text[len(known) :][:1] in _ENDS or len(text) > LONGEST or _SENTENCE.search(text)):
        # The heading runs on into its text.
        title, rest = known, " ".join(filter(None, (text[len(known) :].lstrip(_ENDS), behind)))
    elif len(text) > LONGEST or _SENTENCE.search(text):
        return None
    if not title or label(title).core in titles.rows:
        return None
    part, alike = titles.part_of(title)
    by_style = block.level is not None and part is not None and alike >= 0.8
    if number is None and not titles.are(title) and not by_style:
        return None
    return Candidate(index, number, title, rest, part, alike, written)


def _another_style(made: str, text: str, titles: Titles) -> tuple[str | None, str, str]:
    """The numeral of a prescribed title that is numbered in another style than the form's: as the form would have it,
    as it is written, and the text without it.

    :param made: The numeral that the format makes, outside of the text.
    """
    numeral = _ANOTHER_STYLE.match(f"{made}{text}")
    title = f"{made}{text}"[numeral.end() :].strip() if numeral is not None else ""
    if numeral is None or not titles.are(title.rstrip(_ENDS)):
        return None, "", text
    digits = next(filter(None, numeral.groups()))
    if digits in _FORMAL:
        digits = _CHINESE[_FORMAL.index(digits)]
    elif digits.isdigit():
        if not 1 <= int(digits) <= len(_CHINESE):
            return None, "", text
        digits = _CHINESE[int(digits) - 1]
    return digits, numeral[0].strip(), title


def _chosen(candidates: Sequence[Candidate], titles: Titles) -> list[Candidate]:
    """The candidates that are headings of parts, in document order."""
    best: dict[str, Candidate] = {}
    for position, one in enumerate(candidates):
        if one.part is None:
            continue
        held = best.get(one.part)
        if held is None or _rank(one, position, candidates) > _rank(held, candidates.index(held), candidates):
            best[one.part] = one
    known = sorted(best.values(), key=lambda each: each.index)
    chosen: list[Candidate] = []
    taken = {one.number for one in known}
    for one in candidates:
        goes_on = (
            bool(chosen)
            and one.part is None
            and one.number is not None
            and one.number not in taken
            and one.number == _after(chosen[-1].number)
        )
        if one in known or goes_on:
            chosen.append(one)
    return chosen


def _rank(one: Candidate, position: int, candidates: Sequence[Candidate]) -> tuple[bool, bool, float, bool]:
    """Which of two headings of the same part is the real one: that with its numeral, first in the form's style; the
    likelier title; then the one with text under it (a
    table of contents has none)."""
    following = candidates[position + 1].index if position + 1 < len(candidates) else one.index + 2
    numbered = one.number == one.part
    return (
        numbered and not one.written,
        numbered,
        round(one.alike, 1),
        following > one.index + 1,
    )


def _after(number: str | None) -> str | None:
    """The numeral that follows."""
    if number is None or number not in _CHINESE:
        return None
    place = _CHINESE.index(number)
    return _CHINESE[place + 1] if place + 1 < len(_CHINESE) else None
