"""The pages of the document as pictures, with a box at each place that a finding speaks of."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.findings import Finding, Picture
from compliance.reporters.html.original import Address, Marks, Told, gravest

PRINTED = "image/png"
"""What a page looks like on paper; any other picture is drawn anew."""

Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in hundredths of its width and height, and the findings that speak of it.

    ``is_culprit``: the cell or the words to look at, not merely a cell of a sum that fails.
    """

    id: str
    left: float
    top: float
    width: float
    height: float
    told: tuple[Told, ...]
    is_culprit: bool

    @property
    def kind(self) -> str:
        """That of the gravest finding."""
        return gravest(self.told)


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with its boxes; ``source`` is the picture itself, ``ratio`` its width and its height."""

    number: int
    source: str
    ratio: str
    is_printed: bool
    boxes: tuple[Box, ...]


def pages_of(
    pictures: Sequence[Picture], marks: Marks
) -> tuple[tuple[PageView, ...], Mapping[int, dict[int, str]]]:
    """The pages, and for each finding (by its number) the id of a box of it on each page: the one to look at, else the
    first."""
    placed: dict[int, dict[Corners, list[Told]]] = {}
    culprits: set[tuple[int, Corners]] = set()
    for each in marks.told:
        for page, corners, address in places_of(each.finding):
            on_it = placed.setdefault(page, {}).setdefault(corners, [])
            if each not in on_it:
                on_it.append(each)
            if address is None or marks.is_culprit(address, (each,)):
                culprits.add((page, corners))
    views = []
    targets: dict[int, dict[int, str]] = {}
    for picture in pictures:
        boxes = [
            _box(
                f"{marks.prefix}-page{picture.page}-{i}",
                corners,
                told,
                picture,
                (picture.page, corners) in culprits,
            )
            for i, (corners, told) in enumerate(placed.get(picture.page, {}).items(), 1)
        ]
        if boxes:
            source = f"data:{picture.kind};base64,{b64encode(picture.data).decode()}"
            ratio = f"{picture.width:g} / {picture.height:g}"
            views.append(PageView(picture.page, source, ratio, picture.kind == PRINTED, tuple(boxes)))
        for box in sorted(boxes, key=lambda box: not box.is_culprit):
            for each in box.told:
                targets.setdefault(each.number, {}).setdefault(picture.page, box.id)
    return tuple(views), targets


def places_of(finding: Finding) -> Iterator[tuple[int, Corners, Address | None]]:
    """The places of a finding that are known to stand on a page of this report; for cells with their names."""
    for cell in finding.cells:
        place = _place(cell.at) if cell.report is None else None
        if place is not None:
            yield *place, (cell.table, cell.row, cell.column)
    for text in finding.text:
        place = _place(text.at)
        if place is not None:
            yield *place, None


def _place(at: Mapping[str, Any] | None) -> tuple[int, Corners] | None:
    if at is None or at.get("page") is None or at.get("box") is None:
        return None
    left, top, right, bottom = at["box"]
    return at["page"], (left, top, right, bottom)


def _box(id_: str, corners: Corners, told: Sequence[Told], picture: Picture, is_culprit: bool) -> Box:
    left, top, right, bottom = corners
    return Box(
        id_,
        round(100 * left / picture.width, 2),
        round(100 * top / picture.height, 2),
        round(100 * (right - left) / picture.width, 2),
        round(100 * (bottom - top) / picture.height, 2),
        tuple(told),
        is_culprit,
    )
