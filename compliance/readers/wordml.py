"""The names of WordprocessingML, and the small questions that its readers ask of an element's properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"


def value(properties: etree._Element | None, name: str) -> str | None:
    """What a property is set to; None where it is not there."""
    told = None if properties is None else properties.find(f"{W}{name}")
    return None if told is None else told.get(VAL)


def toggle(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on, as it is when it is merely there; None where it is not."""
    told = None if properties is None else properties.find(f"{W}{name}")
    return None if told is None else told.get(VAL) not in ("0", "false", "off")


def whole(text: str | None) -> int | None:
    """The number that *text* is; None where it is none, or one that no property can have."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else None
