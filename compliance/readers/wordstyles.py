"""The styles of a Word document, as far as they change what is read: outline levels, lists, hidden text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.readers.wordml import W, toggle, value, whole

if TYPE_CHECKING:
    from lxml import etree


@dataclass(slots=True)
class Style:
    """What a style says about outline, list and hiding; None where it leaves that to the style it is based on."""

    based_on: str
    name: str
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool | None = None


class Styles:
    """The styles of a document, each with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = ""
        elements = () if root is None else root.iterchildren(f"{W}style")
        for element in elements:
            key = element.get(f"{W}styleId", "")
            properties, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
            style = Style(value(element, "basedOn") or "", (value(element, "name") or "").lower())
            style.level = whole(value(properties, "outlineLvl"))
            style.list_id, style.list_level = list_of(properties)
            style.hidden = toggle(run, "vanish")
            self._styles[key] = style
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                self.default = key
        self._inherit()
        self.lists = {key: style.list_id for key, style in self._styles.items() if style.list_id}

    def __getitem__(self, key: str) -> Style:
        return self._styles.get(key) or _NO_STYLE

    def _inherit(self) -> None:
        """Fill in what each style leaves to the one that it is based on."""
        done: set[str] = set()
        for first in self._styles:
            chain = []
            key = first
            # A chain that runs in a circle ends where it began.
            while key in self._styles and key not in done:
                done.add(key)
                chain.append(self._styles[key])
                key = chain[-1].based_on
            for style in reversed(chain):
                below = self[style.based_on]
                style.level = below.level if style.level is None else style.level
                style.hidden = below.hidden if style.hidden is None else style.hidden
                if style.list_id is None:
                    style.list_id, style.list_level = below.list_id, below.list_level


_NO_STYLE = Style("", "")


def list_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list that a paragraph or a style is in, and its level there."""
    listed = None if properties is None else properties.find(f"{W}numPr")
    return value(listed, "numId"), whole(value(listed, "ilvl"))
