"""What may be typed: the commands, their options, and the help of each in the user's language.

One parser a command, made only when the command is called. The command may be left out (``govcheck FILE`` is
``govcheck check FILE``) and options may stand in front of it, so it is looked for first and argparse sees the
rest.

argparse speaks English; what it says of a mistake is recognised here and told in the language of the run.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn

from compliance.errors import UsageError
from compliance.messages import LANGUAGES, Message, say
from compliance.settings import AGENCY_KINDS, AGENCY_KINDS_IN_CHINESE, SEVERITIES
from compliance.waivers.waiver import PLACES

Fill = Callable[["Parser"], None]

# Options of every command that take a value: they may stand in front of the command's name.
_COMMON_WITH_VALUE = ("--color", "--config", "--lang", "--plugin")


class HelpAskedError(Exception):
    """The user asked for help or for the version: not an error, but the end of parsing."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Parser(argparse.ArgumentParser):
    """argparse's parser, which raises our errors in the user's language and never ends the program.

    :param command: The words of the command, empty for checking.
    """

    def __init__(self, command: Sequence[str], lang: str) -> None:
        self.lang = lang
        self.key = "-".join(command) or "check"
        super().__init__(
            prog=" ".join(["govcheck", *command]),
            usage=f"{' '.join(['govcheck', *command])} {self.told(f'usage-{self.key}')}".rstrip(),
            description=self.told(f"about-{self.key}"),
            formatter_class=self._formatter,
            add_help=False,
            allow_abbrev=False,  # an abbreviation that works today is another option's tomorrow
        )

    def told(self, name: str, **values: object) -> str:
        """A sentence of the command line."""
        return say(self.lang, f"cli.{name}", **values)

    def group(self, name: str) -> argparse._ArgumentGroup:
        """A group of options under a heading."""
        return self.add_argument_group(self.told(f"group-{name}"))

    def _formatter(self, prog: str) -> argparse.HelpFormatter:
        # argparse asks for a formatter for the usage of every mistake, too; rich is for help alone.
        from compliance.cli.help import help_formatter

        return help_formatter(prog, self.told("usage"))

    def error(self, message: str) -> NoReturn:
        """Raise argparse's English message as ours."""
        raise UsageError(_ours(message, self.prog, list(self._option_string_actions)))


class _Help(argparse.Action):
    """Ends the parsing with the help of the command."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: object, values: object, option: str | None = None
    ) -> NoReturn:
        """Raise the help."""
        raise HelpAskedError(parser.format_help())


class _Version(argparse.Action):
    """Ends the parsing with the version."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: object, values: object, option: str | None = None
    ) -> NoReturn:
        """Raise the version."""
        from compliance import __version__

        raise HelpAskedError(f"govcheck {__version__}")


# ── the language of the run, before anything is parsed ───────────────────────────────────────────────────────


def language(arguments: Sequence[str]) -> str:
    """The language of help and mistakes: ``--lang``, else ``GOVCHECK_LANG``, else Chinese.

    :raises UsageError: The environment names another one.
    """
    for i, word in enumerate(arguments):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else None
        if word == "--lang" and i + 1 < len(arguments):
            value = arguments[i + 1]
        if value in LANGUAGES:
            return value
    return language_of_environment() or "zh"


def language_of_environment() -> str | None:
    """What ``GOVCHECK_LANG`` says, None where it says nothing.

    :raises UsageError: It names a language that govcheck does not speak.
    """
    wanted = os.environ.get("GOVCHECK_LANG", "")
    if not wanted:
        return None
    # Written like LANG, it is understood as well: zh_CN.UTF-8.
    if wanted[:2] not in LANGUAGES:
        raise UsageError(Message("cli.environment-language", value=wanted))
    return wanted[:2]


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────


def parse(arguments: Sequence[str], lang: str) -> argparse.Namespace:
    """The command and its options. ``command`` holds the command's words joined by a space.

    :raises HelpAskedError: Help or the version is what is wanted.
    :raises UsageError: The command is not understood.
    """
    command, rest = split_command(arguments)
    parser = Parser(command, lang)
    fill = COMMANDS.get(command)
    if fill is None:
        # A group, such as `rules`, without one of its commands.
        common_options(parser)
        parsed = parser.parse_known_args([word for word in rest if word.startswith("-")])[0]
        raise UsageError(_which(command, rest))
    fill(parser)
    common_options(parser)
    parsed = parser.parse_args(rest)
    parsed.command = " ".join(command) or "check"
    return parsed


def split_command(arguments: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The words of the command, and what is left. A file that has a command's name is written ``./read``."""
    command: tuple[str, ...] = ()
    rest = list(arguments)
    i = 0
    while i < len(rest):
        word = rest[i]
        if word == "--":
            break
        if word.startswith("-") and word != "-":
            i += 2 if word in _COMMON_WITH_VALUE else 1
            continue
        if (*command, word) in _BEGINNINGS:
            command = (*command, word)
            del rest[i]
            if command in COMMANDS:
                break
            continue
        break
    return (() if command == ("check",) else command), rest


def _which(command: tuple[str, ...], rest: Sequence[str]) -> Message:
    known = [words[1] for words in COMMANDS if words[:1] == command]
    wrong = next((word for word in rest if not word.startswith("-")), "")
    near = difflib.get_close_matches(wrong, known, 1)
    if near:
        return Message("cli.no-command-near", group=command[0], word=wrong, near=near[0])
    return Message("cli.which-command", group=command[0], known=", ".join(known))


def common_options(parser: Parser) -> None:
    """What every command understands."""
    group = parser.group("common")
    told = parser.told
    group.add_argument("--lang", metavar="zh|en", type=_one_of(parser, LANGUAGES), help=told("help-lang"))
    group.add_argument("--config", metavar="FILE", help=told("help-config"))
    group.add_argument("--no-config", action="store_true", help=told("help-no-config"))
    group.add_argument("--no-cache", action="store_true", help=told("help-no-cache"))
    group.add_argument("--plugin", metavar="NAME", action="append", default=[], help=told("help-plugin"))
    group.add_argument("--no-plugins", action="store_true", help=told("help-no-plugins"))
    colors = ("auto", "always", "never")
    group.add_argument("--color", metavar="WHEN", type=_one_of(parser, colors), help=told("help-color"))
    group.add_argument("-q", "--quiet", action="store_true", help=told("help-quiet"))
    group.add_argument("-v", "--verbose", action="store_true", help=told("help-verbose"))
    group.add_argument("--version", nargs=0, action=_Version, help=told("help-version"))
    group.add_argument("-h", "--help", nargs=0, action=_Help, help=told("help-help"))


def _check(parser: Parser) -> None:
    from compliance.shipped import govcheck_reporters

    told = parser.told
    names = ", ".join(reporter.name for reporter in govcheck_reporters())
    parser.epilog = told("commands")
    group = parser.group("reports")
    group.add_argument("files", metavar="FILE", nargs="*", help=told("help-files"))
    group.add_argument("--name", metavar="NAME", help=told("help-name"))
    group.add_argument("--allow-empty", action="store_true", help=told("help-allow-empty"))
    _context(parser)
    _rules(parser)
    group = parser.group("output")
    group.add_argument(
        "--format",
        metavar="FORMAT[=FILE]",
        action="append",
        default=[],
        help=told("help-format", names=names),
    )
    group.add_argument("--annotate", metavar="FILE", help=told("help-annotate"))
    shown = ("passed", "unknown", "all")
    group.add_argument(
        "--show", metavar="WHAT", action="append", type=_one_of(parser, shown), help=told("help-show")
    )
    levels = (*SEVERITIES, "never")
    group.add_argument("--fail-on", metavar="LEVEL", type=_one_of(parser, levels), help=told("help-fail-on"))
    group.add_argument("--strict", action="store_const", const=True, help=told("help-strict"))
    group.add_argument("--waivers", metavar="FILE", help=told("help-waivers"))
    group.add_argument("--baseline", metavar="FILE", help=told("help-baseline"))
    group.add_argument("--statistics", action="store_true", help=told("help-statistics"))
    group.add_argument("--jobs", metavar="N", type=_jobs(parser), help=told("help-jobs"))


def _context(parser: Parser) -> None:
    """What goes with a report."""
    told = parser.told
    group = parser.group("context")
    group.add_argument("--previous", metavar="PATH", help=told("help-previous"))
    group.add_argument(
        "--parts", metavar="PATH", nargs="+", action="extend", default=[], help=told("help-parts")
    )
    group.add_argument("--units", metavar="LIST", help=told("help-units"))
    group.add_argument("--published", metavar="DATE", type=_date(parser), help=told("help-published"))
    group.add_argument(
        "--agency-kind",
        metavar="KIND",
        type=_one_of(parser, AGENCY_KINDS, AGENCY_KINDS_IN_CHINESE),
        help=told("help-agency-kind"),
    )


def _rules(parser: Parser) -> None:
    parser.group("rules").add_argument(
        "--rules", metavar="RULES", nargs="+", action="extend", default=[], help=parser.told("help-rules")
    )


def _read(parser: Parser) -> None:
    told = parser.told
    group = parser.group("reports")
    group.add_argument("files", metavar="FILE", nargs=1, help=told("help-file"))
    group.add_argument("--name", metavar="NAME", help=told("help-name"))
    group.add_argument("-o", "--output", metavar="FILE", help=told("help-read-output"))
    _rules(parser)


def _waive(parser: Parser) -> None:
    told = parser.told
    group = parser.group("reports")
    group.add_argument("files", metavar="FILE", nargs="+", help=told("help-waive-files"))
    group.add_argument("--name", metavar="NAME", help=told("help-name"))
    _context(parser)
    _rules(parser)
    group = parser.group("decision")
    rule = group.add_argument("--rule", metavar="RULE", help=told("help-waive-rule"))
    rule.completer = _rule_names  # type: ignore[attr-defined]  # what argcomplete looks for
    for place in PLACES:
        group.add_argument(f"--{place}", metavar="NAME", help=told(f"help-waive-{place}"))
    group.add_argument("--all", action="store_true", help=told("help-waive-all"))
    group.add_argument("--reason", metavar="TEXT", help=told("help-reason"))
    group.add_argument("--person", metavar="NAME", help=told("help-person"))
    group.add_argument("--until", metavar="DATE", type=_date(parser), help=told("help-until"))
    group = parser.group("record")
    group.add_argument("--waivers", metavar="FILE", help=told("help-waive-waivers"))
    group.add_argument("--prune", action="store_true", help=told("help-prune"))


def _explain(parser: Parser) -> None:
    group = parser.group("what")
    rule = group.add_argument("rule", metavar="RULE", help=parser.told("help-rule"))
    rule.completer = _rule_names  # type: ignore[attr-defined]  # what argcomplete looks for
    _as_text_or_json(parser, group)
    _rules(parser)


def _rule_names(**_: object) -> Iterable[str]:
    """What may stand for RULE: asked by the shell, when Tab is pressed."""
    from compliance.session import Options, Session

    return Session(Options()).library.severities


def _as_text_or_json(parser: Parser, group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--format", metavar="FORMAT", default="terminal", type=_one_of(parser, ("terminal", "json")),
        help=parser.told("help-text-or-json"),
    )  # fmt: skip


def _rules_list(parser: Parser) -> None:
    group = parser.group("what")
    group.add_argument("rules", metavar="RULES", nargs="*", help=parser.told("help-rule-sets"))
    _as_text_or_json(parser, group)


def _rule_paths(parser: Parser) -> argparse._ArgumentGroup:
    group = parser.group("what")
    group.add_argument("rules", metavar="RULES", nargs="*", help=parser.told("help-rule-sets"))
    return group


def _rules_show(parser: Parser) -> None:
    _rule_paths(parser)


def _rules_check(parser: Parser) -> None:
    _rule_paths(parser)


def _rules_test(parser: Parser) -> None:
    _rule_paths(parser)


def _rules_format(parser: Parser) -> None:
    told = parser.told
    group = parser.group("what")
    group.add_argument("paths", metavar="PATH", nargs="+", help=told("help-rule-files"))
    group.add_argument("--words", metavar="zh|en", type=_one_of(parser, LANGUAGES), help=told("help-words"))
    group.add_argument("--check", action="store_true", help=told("help-format-check"))


def _rules_docs(parser: Parser) -> None:
    _rule_paths(parser).add_argument(
        "-o", "--output", metavar="FOLDER", required=True, help=parser.told("help-docs-output")
    )


def _hook_install(parser: Parser) -> None:
    del parser  # it has no options of its own


def _hook_run(parser: Parser) -> None:
    told = parser.told
    group = parser.group("reports")
    group.add_argument("files", metavar="FILE", nargs="*", help=told("help-hook-files"))
    levels = (*SEVERITIES, "never")
    group.add_argument("--fail-on", metavar="LEVEL", type=_one_of(parser, levels), help=told("help-fail-on"))
    group.add_argument("--strict", action="store_const", const=True, help=told("help-strict"))
    _rules(parser)


def _plugins(parser: Parser) -> None:
    _as_text_or_json(parser, parser.group("what"))


def _config_show(parser: Parser) -> None:
    parser.group("what").add_argument("file", metavar="FILE", nargs="?", help=parser.told("help-config-file"))


def _doctor(parser: Parser) -> None:
    del parser  # it has no options of its own


def _completion(parser: Parser) -> None:
    parser.group("what").add_argument(
        "shell", metavar="SHELL", type=_one_of(parser, SHELLS), help=parser.told("help-shell")
    )


SHELLS = ("bash", "zsh", "fish", "powershell")
COMMANDS: dict[tuple[str, ...], Fill] = {
    (): _check,
    ("check",): _check,
    ("read",): _read,
    ("waive",): _waive,
    ("explain",): _explain,
    ("rules", "list"): _rules_list,
    ("rules", "show"): _rules_show,
    ("rules", "check"): _rules_check,
    ("rules", "test"): _rules_test,
    ("rules", "format"): _rules_format,
    ("rules", "docs"): _rules_docs,
    ("hook", "install"): _hook_install,
    ("hook", "run"): _hook_run,
    ("plugins",): _plugins,
    ("config", "show"): _config_show,
    ("doctor",): _doctor,
    ("completion",): _completion,
}
_BEGINNINGS = {words[:n] for words in COMMANDS for n in range(1, len(words) + 1)}


# ── what a value may be ──────────────────────────────────────────────────────────────────────────────────────


def _one_of(
    parser: Parser, choices: Sequence[str], also: Mapping[str, str] | None = None
) -> Callable[[str], str]:
    """What may be chosen, and *also* other words for it."""

    def chosen(value: str) -> str:
        value = (also or {}).get(value, value)
        if value in choices:
            return value
        near = difflib.get_close_matches(value, choices, 1)
        key = "wrong-choice-near" if near else "wrong-choice"
        raise argparse.ArgumentTypeError(
            parser.told(key, value=value, choices=", ".join(choices), near="".join(near))
        )

    return chosen


def _date(parser: Parser) -> Callable[[str], str]:
    def date(value: str) -> str:
        from datetime import date

        parts = re.fullmatch(r"(\d{4})(?:-|年|/|\.)(\d{1,2})(?:-|月|/|\.)(\d{1,2})日?", value.strip())
        try:
            if parts:
                return date(*map(int, parts.groups())).isoformat()
        except ValueError:
            pass  # 2025-02-30 is told like any other value that is no date
        raise argparse.ArgumentTypeError(parser.told("wrong-date", value=value))

    return date


def _jobs(parser: Parser) -> Callable[[str], Any]:
    def jobs(value: str) -> int | str:
        if value == "auto":
            return value
        if value.isdecimal() and int(value) > 0:
            return int(value)
        raise argparse.ArgumentTypeError(parser.told("wrong-jobs", value=value))

    return jobs


# ── what argparse says of a mistake ──────────────────────────────────────────────────────────────────────────

_THEIRS = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "required"),
    (re.compile(r"unrecognized arguments: (?P<words>.+)"), "unrecognized"),
    (re.compile(r"argument (?P<name>[^:]+): expected (?:one|at least one|\d+) arguments?"), "no-value"),
    (re.compile(r"argument (?P<name>[^:]+): ignored explicit argument (?P<value>.+)"), "takes-no-value"),
    (re.compile(r"argument (?P<name>[^:]+): (?P<what>.+)", re.DOTALL), "wrong-value"),
)


def _ours(message: str, command: str, options: Sequence[str]) -> Message:
    for theirs, key in _THEIRS:
        found = theirs.fullmatch(message)
        if found:
            told = found.groupdict()
            near = _near_option(told["words"], options) if key == "unrecognized" else None
            if near is not None:
                return Message("cli.unrecognized-near", command=command, near=near, **told)
            return Message(f"cli.{key}", command=command, **told)
    return Message("cli.not-understood", command=command, what=message)


def _near_option(words: str, options: Sequence[str]) -> str | None:
    """The option that the first of the words that look like one is probably meant to be."""
    wrong = next((word.partition("=")[0] for word in words.split() if word.startswith("--")), "")
    return next(iter(difflib.get_close_matches(wrong, options, 1)), None)
