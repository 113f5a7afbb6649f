"""Every sentence that govcheck says to a person, in Chinese and English, side by side.

One file a room (``reading``, ``language``, ``engine`` …), each with a table::

    TABLE = {"no-such-file": ("没有这个文件：{file}", "There is no such file: {file}")}

A key is ``room.name``. The room's file is imported when its first message is told, so a run that says little loads
little. A message whose place of use is wrong (unknown key, missing value) raises KeyError: that is a bug of ours, and a
test tells every message of every table.

Titles, reasons and messages of *rules* are not here: they are in the language of the form, and their translations stand
beside the rule set.
"""

from __future__ import annotations

LANGUAGES = ("zh", "en")


def say(lang: str, key: str, /, **values: object) -> str:
    """The message *key* in *lang*, its ``{places}`` filled with *values*.

    A value that is itself a :class:`Message` is told in the same language.
    """
    room, _, name = key.partition(".")
    table: dict[str, tuple[str, str]] = __import__(f"{__name__}.{room}", fromlist=["TABLE"]).TABLE
    told = {k: v.text(lang) if isinstance(v, Message) else v for k, v in values.items()}
    return table[name][LANGUAGES.index(lang)].format_map(told)


class Message:
    """A sentence that is not yet told: its key and its values."""

    __slots__ = ("key", "values")

    def __init__(self, key: str, /, **values: object) -> None:
        self.key = key
        self.values = values

    def text(self, lang: str) -> str:
        """The sentence in *lang*."""
        return say(lang, self.key, **self.values)

    def __repr__(self) -> str:
        return f"Message({self.key!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.key, self.values) == (other.key, other.values)

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[object, tuple[str, dict[str, object]]]:
        return _message, (self.key, self.values)


def _message(key: str, values: dict[str, object]) -> Message:
    return Message(key, **values)
