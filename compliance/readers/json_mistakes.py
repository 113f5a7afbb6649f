"""What is wrong in a ``report.json``: each mistake at its JSON path, in words that say what should be there.

One error tells all mistakes of a file, up to :data:`MOST_TOLD`; the rest are counted.

On the path of every run: no path and no sentence is made before there is a mistake to tell.
"""

from __future__ import annotations

from compliance.errors import ReadError
from compliance.messages import Message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    # A JSON path: names of keys and indices of items, from the top.
    Path = tuple[str | int, ...]

MOST_TOLD = 20
"""How many mistakes of one file are told; a person mends the first few and asks again."""


class Mistakes:
    """What is wrong, each with its JSON path."""

    __slots__ = ("count", "told")

    def __init__(self) -> None:
        self.told: list[tuple[Path, Message]] = []
        self.count = 0

    def add(self, path: Path, what: Message) -> None:
        """Write down one mistake, in its own words."""
        self.count += 1
        if self.count <= MOST_TOLD:
            self.told.append((path, what))

    def wrong(self, path: Path, expected: str, found: object, **values: object) -> None:
        """Write down that there is *found* where there should be *expected*, a key ``json.…`` of the messages."""
        number = expected in ("cell", "number", "number-or-null", "year-or-null", "count")
        key = "json.quoted-number" if number and _reads_as_number(found) else "json.wrong"
        self.add(path, Message(key, expected=Message(f"json.{expected}", **values), found=described(found)))

    def unknown(self, path: Path, kind: str, name: str, known: Iterable[str], **values: object) -> None:
        """Write down a key, table, row or column (*kind*) that should not be there; *known* are those that could."""
        if self.count >= MOST_TOLD:
            self.count += 1
            return
        from difflib import get_close_matches

        names = list(known)
        near = get_close_matches(name[:100], names, 1, 0.5)
        if near:
            what = Message(f"json.unknown-{kind}-near", name=shown(name), near=near[0], **values)
        else:
            listed: str | Message = ", ".join(names[:8])
            if len(names) > 8:
                listed = Message("json.and-more", names=listed, count=len(names))
            what = Message(f"json.unknown-{kind}", name=shown(name), names=listed, **values)
        self.add(path, what)

    def raise_for(self, name: str) -> None:
        """End here if anything is wrong.

        :param name: The file as the user named it.
        :raises ReadError: Something is; all of it is told, up to :data:`MOST_TOLD`.
        """
        if not self.count:
            return
        lines = [Message("json.mistake", path=path_text(path), what=what) for path, what in self.told]
        if self.count == 1:
            raise ReadError(lines[0], name) from None
        if self.count > len(lines):
            told = Message("json.more", count=self.count - len(lines))
        else:
            told = Message("json.line", first=lines.pop())
        for line in reversed(lines):
            told = Message("json.lines", first=line, rest=told)
        raise ReadError(Message("json.mistakes", count=self.count, list=told), name) from None


def path_text(path: Path) -> str:
    """A JSON path as people write it: ``$.tables.依申请公开.本年新收``, ``$.sections[0]``, ``$["a b"]``."""
    steps = [
        f"[{step}]" if isinstance(step, int) else f".{step}" if step.isidentifier() else f'["{shown(step)}"]'
        for step in path
    ]
    return "$" + "".join(steps)


def shown(text: str, most: int = 30) -> str:
    """The beginning of a text from a file, without what could act on a terminal."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def described(value: object) -> Message:
    """What was found where something else should be: ``the text "35"``, ``null``, ``a list``."""
    if isinstance(value, bool):
        return Message("json.found-truth", truth="true" if value else "false")
    if isinstance(value, str):
        return Message("json.found-text", text=shown(value))
    if value is None or isinstance(value, (dict, list)):
        kind = "null" if value is None else "object" if isinstance(value, dict) else "list"
        return Message(f"json.found-{kind}")
    return Message("json.found-number", number=value)


def _reads_as_number(value: object) -> bool:
    return (
        isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).replace(",", "").isdigit()
    )
