"""The errors that govcheck raises, and the places they point at.

A fault in a *report* is a finding: data, returned. A fault in a *rule*, a *plug-in*, an *input* or the *command* is
an error of this module: raised, and it points.

The one surprise: an error holds a :class:`~compliance.messages.Message`, not a sentence, so that the same error can
be told in Chinese or in English. Everything goes to ``args``, so that it survives the way back from a worker process.

This module is on the path of every run: it imports nothing heavy (see docs/en/explanation/hot-path.md).
"""

from __future__ import annotations

from compliance.messages import Message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Position:
    """A place in a text file: lines and columns count from 1, a column is one character."""

    __slots__ = ("column", "file", "line")

    def __init__(self, file: str, line: int, column: int) -> None:
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def __repr__(self) -> str:
        return f"Position({self.file!r}, {self.line}, {self.column})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Position):
            return NotImplemented
        return (self.file, self.line, self.column) == (other.file, other.line, other.column)

    def __hash__(self) -> int:
        return hash((self.file, self.line, self.column))

    def __reduce__(self) -> tuple[type[Position], tuple[str, int, int]]:
        return Position, (self.file, self.line, self.column)


def reason(error: OSError) -> Message | str:
    """Why the system refused, in the language of the run; in the system's own words where we have none."""
    from errno import errorcode

    from compliance.messages.system import TABLE

    name = errorcode.get(error.errno or 0, "")
    return Message(f"system.{name}") if name in TABLE else error.strerror or str(error)


class GovcheckError(Exception):
    """Anything that stops govcheck and is not a finding."""

    def __init__(self, message: Message, *more: object) -> None:
        super().__init__(message, *more)
        self.message = message

    def text(self, lang: str) -> str:
        """The whole error as its reader sees it, in *lang* (``zh`` or ``en``)."""
        return self.message.text(lang)

    def __str__(self) -> str:
        return self.text("zh")


class UsageError(GovcheckError):
    """The command cannot be carried out as it was given. Status 2."""


class ReadError(GovcheckError):
    """An input cannot be read as a report: damaged, of no known kind, not there. Status 2.

    :param message: What is wrong, where in the file, what was expected and what to do.
    :param file: The input as the user named it.
    """

    def __init__(self, message: Message, file: str) -> None:
        super().__init__(message, file)
        self.file = file

    def text(self, lang: str) -> str:
        """The sentence behind the file's name."""
        return f"{self.file}: {self.message.text(lang)}"


class PluginError(GovcheckError):
    """A plug-in cannot be used or failed. Status 3.

    :param plugin: The plug-in's name, as ``govcheck plugins`` shows it.
    """

    def __init__(self, message: Message, plugin: str) -> None:
        super().__init__(message, plugin)
        self.plugin = plugin


class RuleError(GovcheckError):
    """A rule cannot be used as it is written.

    :param message: The sentence.
    :param position: Where.
    :param line: The source line that the position is in, without its line end.
    """

    def __init__(self, message: Message, position: Position, line: str) -> None:
        super().__init__(message, position, line)
        self.position = position
        self.line = line

    def text(self, lang: str) -> str:
        """Place and sentence, the line, a caret under the place."""
        from compliance.widths import columns

        before = self.line[: self.position.column - 1]
        # A caret has to stand under the character: wide characters take two columns, tabs stay tabs.
        blank = "".join("\t" if c == "\t" else " " * columns(c, ambiguous=2) for c in before)
        return f"{self.position}: {self.message.text(lang)}\n    {self.line}\n    {blank}^"


class RuleErrors(GovcheckError):
    """All mistakes of the rule files, in the order of the files. Status 2."""

    def __init__(self, errors: Sequence[RuleError]) -> None:
        super().__init__(errors[0].message, tuple(errors))
        self.errors = tuple(errors)

    def text(self, lang: str) -> str:
        """All of them, one below the other."""
        return "\n".join(error.text(lang) for error in self.errors)

    def __reduce__(self) -> tuple[type[RuleErrors], tuple[tuple[RuleError, ...]]]:
        return RuleErrors, (self.errors,)
