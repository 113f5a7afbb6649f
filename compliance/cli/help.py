"""Help, drawn by rich: it counts a Chinese character as the two columns that it takes.

Imported when help is asked, and never else.
"""

from __future__ import annotations

import argparse
import sys
from io import StringIO
from typing import Any

import rich_argparse
from rich.cells import cell_len
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

from compliance.reporters.folding import fold


def help_formatter(prog: str, usage: str) -> argparse.HelpFormatter:
    """A formatter for a command's help.

    :param usage: The word that stands in front of the usage line.
    """
    # The help is handed back as text. Standard output itself, which may be full, is written to once, at the end.
    console = Console(file=StringIO(), force_terminal=sys.stdout.isatty() or None)
    formatter = _Formatter(prog, max_help_position=30, width=min(console.width, 100), console=console)
    formatter.usage_word = usage
    return formatter


class _Formatter(rich_argparse.RawDescriptionRichHelpFormatter):
    """Headings as they are written, lines of their own kept; square brackets in help are square brackets."""

    group_name_formatter = str
    help_markup = False
    text_markup = False
    usage_word = ""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin with the word of the user's language."""
        super().add_usage(usage, actions, groups, self.usage_word if prefix is None else prefix)

    def add_text(self, text: Any) -> None:
        """Fold what is too long for the terminal; a line that fits keeps its own spaces."""
        if isinstance(text, str):
            lines = [
                part
                for line in text.split("\n")
                for part in (fold(line, self._width) if cell_len(line) > self._width else [line])
            ]
            text = "\n".join(lines)
        super().add_text(text)

    def _rich_split_lines(self, text: Text, width: int) -> Lines:
        """The lines of an option's help: rich breaks at white space only, and Chinese has none."""
        text = self._rich_whitespace_sub(text)
        lines = Lines()
        start = 0
        for line in fold(text.plain, width):
            start = text.plain.index(line, start)
            lines.append(text[start : start + len(line)])
            start += len(line)
        return lines
