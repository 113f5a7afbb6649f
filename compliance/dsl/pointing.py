"""Where the mistakes of rule files are gathered: each once, each with its line, in the order of the files.

A checker says ``wrong(at, "rules.unknown", name=…)`` and goes on with the next thing: all mistakes of all files are
shown together.
"""

from __future__ import annotations

from collections.abc import Iterable

from compliance.errors import Position, RuleError, RuleErrors
from compliance.messages import Message


class Pointer:
    """Gathers the mistakes of one run over the rule files."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}
        self._found: dict[tuple[Position, str], RuleError] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add_file(self, name: str, text: str) -> None:
        """Know the text of a file. Files are shown in the order in which they are added."""
        self._lines[name] = text.split("\n")

    def add(self, errors: Iterable[RuleError]) -> None:
        """Take over what the parser found."""
        for error in errors:
            self._found.setdefault((error.position, error.message.key), error)

    def wrong(self, at: Position, key: str, /, **values: object) -> None:
        """Write down one mistake."""
        self.tell(at, Message(key, **values))

    def tell(self, at: Position, message: Message) -> None:
        """Write down one mistake. The same mistake at the same place (in another instance) counts once."""
        if (at, message.key) not in self._found:
            lines = self._lines.get(at.file, [])
            line = lines[at.line - 1] if at.line <= len(lines) else ""
            self._found[at, message.key] = RuleError(message, at, line)

    def raise_all(self) -> None:
        """Stop here if anything is wrong. :raises RuleErrors: Something is."""
        if self._found:
            raise RuleErrors(self.errors)

    @property
    def errors(self) -> list[RuleError]:
        """The mistakes in the order of the files, lines and columns."""
        files = list(self._lines)
        return sorted(
            self._found.values(),
            key=lambda e: (
                files.index(e.position.file) if e.position.file in self._lines else -1,
                e.position.line,
                e.position.column,
            ),
        )
