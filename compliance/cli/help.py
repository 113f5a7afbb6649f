"""Help, drawn by rich: it counts a Chinese character as the two columns that it takes.

Imported when help is asked, and never else.
"""

from __future__ import annotations

import argparse
import sys
from io import StringIO
from typing import Any

import rich_argparse
from rich.console import Console
from rich.text import Text


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
        """Fold what is too long for the terminal."""
        if isinstance(text, str):
            lines = [part for line in text.split("\n") for part in Text(line).wrap(self.console, self._width)]
            text = "\n".join(line.plain for line in lines)
        super().add_text(text)
