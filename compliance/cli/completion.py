"""Completion with the Tab key: the line that switches it on, and the words that are offered.

argcomplete does the work; it is imported only when a shell asks, or for the line. It wants one parser with
everything in it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable

from compliance.cli.arguments import COMMANDS, Parser, common_options
from compliance.cli.output import write_stdout


def line(arguments: argparse.Namespace, lang: str) -> int:
    """Print what belongs into the start file of the shell."""
    import argcomplete

    del lang  # a shell reads it
    write_stdout(argcomplete.shellcode(["govcheck"], shell=arguments.shell))
    return 0


def complete() -> None:
    """Answer the shell and end the program. Does nothing where no shell asks."""
    import argcomplete

    argcomplete.autocomplete(_whole_parser(), default_completer=argcomplete.FilesCompleter())


def _whole_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("govcheck", add_help=False)
    commands = parser.add_subparsers()
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for words, fill in COMMANDS.items():
        if not words:
            fill_in(parser, words)
            continue
        place = commands
        if len(words) > 1:
            if words[0] not in groups:
                groups[words[0]] = commands.add_parser(words[0], add_help=False).add_subparsers()
            place = groups[words[0]]
        made = Parser(words, "zh")
        fill(made)
        common_options(made)
        fill_in(place.add_parser(words[-1], add_help=False, parents=[made]), words)
    return parser


def fill_in(parser: argparse.ArgumentParser, words: tuple[str, ...]) -> None:
    """Say what may stand where only files would be offered otherwise."""
    for action in parser._actions:
        if words == ("explain",) and action.dest == "rule":
            action.completer = _rule_names  # type: ignore[attr-defined]  # argcomplete's way to be told


def _rule_names(**_: object) -> Iterable[str]:
    from compliance.session import Options, Session

    return Session(Options()).library.severities
