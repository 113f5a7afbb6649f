"""The pages of the document as pictures, with a box at each place that a finding speaks of."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.findings import Finding, Picture
from compliance.reporters.html.original import Told, gravest

Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in hundredths of its width and height, and the findings that speak of it."""

    id: str
    left: float
    top: float
    width: float
    height: float
    told: tuple[Told, ...]

    @property
    def kind(self) -> str:
        """That of the gravest finding."""
        return gravest(self.told)


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with its boxes; ``source`` is the picture itself."""

    number: int
    source: str
    boxes: tuple[Box, ...]


def pages_of(
    pictures: Sequence[Picture], told: Sequence[Told], prefix: str
) -> tuple[tuple[PageView, ...], Mapping[int, dict[int, str]]]:
    """The pages, and for each finding (by its number) the id of its first box on each page.

    :param prefix: What the ids of the boxes begin with.
    """
    placed: dict[int, dict[Corners, list[Told]]] = {}
    for each in told:
        for page, corners in places_of(each.finding):
            on_it = placed.setdefault(page, {}).setdefault(corners, [])
            if each not in on_it:
                on_it.append(each)
    views = []
    targets: dict[int, dict[int, str]] = {}
    for picture in pictures:
        boxes = []
        for i, (corners, here) in enumerate(placed.get(picture.page, {}).items(), 1):
            box = _box(f"{prefix}-page{picture.page}-{i}", corners, here, picture)
            boxes.append(box)
            for each in here:
                targets.setdefault(each.number, {}).setdefault(picture.page, box.id)
        if boxes:
            source = "data:image/png;base64," + b64encode(picture.png).decode()
            views.append(PageView(picture.page, source, tuple(boxes)))
    return tuple(views), targets


def places_of(finding: Finding) -> Iterator[tuple[int, Corners]]:
    """The places of a finding that are known to stand on a page of this report."""
    cells = (cell.at for cell in finding.cells if cell.report is None)
    for at in (*cells, *(text.at for text in finding.text)):
        if at and at.get("page") is not None and at.get("box") is not None:
            yield at["page"], _corners(at)


def _corners(at: Mapping[str, Any]) -> Corners:
    left, top, right, bottom = at["box"]
    return left, top, right, bottom


def _box(id_: str, corners: Corners, told: Sequence[Told], picture: Picture) -> Box:
    left, top, right, bottom = corners
    return Box(
        id_,
        round(100 * left / picture.width, 2),
        round(100 * top / picture.height, 2),
        round(100 * (right - left) / picture.width, 2),
        round(100 * (bottom - top) / picture.height, 2),
        tuple(told),
    )
