"""Completion with the Tab key: the line that switches it on, and the words that are offered.

argcomplete does the work; it is imported only when a shell asks, or for the line. It wants one parser with
everything in it.
"""

from __future__ import annotations

import argparse
import shlex
import sys

from compliance.cli.arguments import COMMANDS, Parser, common_options
from compliance.cli.output import write_stdout

_LINES = {
    "bash": 'eval "$({command})"',
    "zsh": 'eval "$({command})"',
    "fish": "{command} | source",
    "powershell": "{command} | Out-String | Invoke-Expression",
}


def line(arguments: argparse.Namespace, lang: str) -> int:
    """Print the line that belongs into the start file of the shell."""
    del lang  # a shell reads it
    python = shlex.quote(sys.executable) if arguments.shell != "powershell" else f'& "{sys.executable}"'
    command = (
        f"{python} -m argcomplete.scripts.register_python_argcomplete --shell {arguments.shell} govcheck"
    )
    write_stdout(_LINES[arguments.shell].format(command=command))
    return 0


def complete() -> None:
    """Answer the shell and end the program. Does nothing where no shell asks."""
    import argcomplete

    argcomplete.autocomplete(whole_parser())


def whole_parser() -> argparse.ArgumentParser:
    """Every command in one parser: those of a group below the group, and the options of checking at the top."""
    whole = argparse.ArgumentParser("govcheck", add_help=False, parents=[_parser(())])
    commands = whole.add_subparsers()
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for words in COMMANDS:
        place = commands
        if len(words) > 1:
            if words[0] not in groups:
                groups[words[0]] = commands.add_parser(words[0], add_help=False).add_subparsers()
            place = groups[words[0]]
        if words:
            place.add_parser(words[-1], add_help=False, parents=[_parser(words)])
    return whole


def _parser(words: tuple[str, ...]) -> Parser:
    parser = Parser(words, "zh")
    COMMANDS[words](parser)
    common_options(parser)
    return parser
