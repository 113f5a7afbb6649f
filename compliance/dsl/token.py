"""A token of a rule file."""

from __future__ import annotations

from compliance.errors import Position


class Token:
    """The smallest piece of a rule file that means something.

    ``type`` is the grammar's name for it, ``value`` what it says (a name after NFKC, a text without its quotes, a date
    as ISO text), ``text`` what was written.
    """

    __slots__ = ("at", "text", "type", "value")

    def __init__(self, type_: str, value: str, text: str, at: Position) -> None:
        self.type = type_
        self.value = value
        self.text = text
        self.at = at

    def __repr__(self) -> str:
        return f"Token({self.type!r}, {self.value!r}, {self.text!r}, {self.at!r})"
