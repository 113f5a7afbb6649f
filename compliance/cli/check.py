"""``govcheck FILE…``: from options and settings to the session, from its result to outputs and a status."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

from compliance import settings as settings_room
from compliance.causes import Trust
from compliance.cli import output
from compliance.cli.arguments import COMMANDS, language_of_environment
from compliance.cli.commands import tell
from compliance.cli.progress import Bar, is_watched
from compliance.cli.replacing import check_annotated, check_output, inputs_of
from compliance.documents import STANDARD_INPUT, Document
from compliance.errors import UsageError
from compliance.findings import RunResult
from compliance.gate import status_of
from compliance.messages import Message, say
from compliance.plugins.specs import Reporter, View
from compliance.session import Options, Session
from compliance.settings import Settings, SettingsError
from compliance.waivers import Waiver, mistakes_in, read_waivers, waivers_of


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Check reports and write what was found.

    :raises UsageError: What was asked for does not go together, or cannot be written.
    """
    del lang  # the settings may name another
    files, rules = files_and_rules(arguments.files, arguments.rules)
    if not files:
        raise UsageError(Message("cli.parts-took-all" if arguments.parts else "cli.no-files"))
    if "" in files:
        raise UsageError(Message("cli.empty-name"))
    if arguments.name is not None and len(files) > 1:
        raise UsageError(Message("cli.name-for-one"))
    settings = settings_for(arguments, files)
    session = Session(replace(options(arguments, settings), rules=tuple(rules or settings["rules"])))
    outputs = places(arguments.format or [settings["format"]], session.reporters)
    session.keep_for(reporter for reporter, _ in outputs)
    inputs = inputs_of(arguments, settings, files)
    for _, file in outputs:
        if file is not None:
            check_output(file, inputs)
    if arguments.annotate is not None:
        check_annotated(arguments.annotate, inputs)
    _near_a_command(files)
    found = session.found(files)
    if arguments.annotate is not None:
        if len(found) > 1:
            raise UsageError(Message("cli.annotate-one", count=len(found)))
        found = [document.held() for document in found]
    is_wanted = is_watched() and not arguments.quiet
    with Bar(len(found), settings["lang"], is_wanted=is_wanted) as bar:
        result = session.check_documents(found, bar.advance)
    write(result, outputs, view(arguments, settings))
    if arguments.annotate is not None:
        _annotate(arguments.annotate, session, found, result)
    for remark in result.remarks:
        tell(remark)
    if arguments.verbose:
        tell(told_settings(settings))
    return status_of(result, settings["fail_on"], strict=settings["strict"])


# ── what is wanted ───────────────────────────────────────────────────────────────────────────────────────────


def files_and_rules(files: Sequence[str], rules: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tell reports and rule sets apart where ``--rules`` took both: ``govcheck --rules local report.txt``."""
    if files:
        return list(files), list(rules)
    reports = [name for name in rules if os.path.exists(name) and not _holds_rules(name)]
    return reports, [name for name in rules if name not in reports]


def _holds_rules(name: str) -> bool:
    if os.path.isdir(name):
        return any(entry.endswith(".rules") for entry in os.listdir(name))
    return name.endswith(".rules")


def settings_for(arguments: argparse.Namespace, files: Sequence[str]) -> Settings:
    """The settings in force: the file's, then the environment's, then those of the command.

    :raises UsageError: The settings file has a mistake, or the reports have different ones.
    """
    settings = _from_file(arguments, files)
    environment = language_of_environment()
    if environment is not None:
        settings.set("lang", environment, "GOVCHECK_LANG")
    for key in ("lang", "color", "fail_on", "strict", "jobs", "agency_kind", "show"):
        value = getattr(arguments, key, None)
        if value is not None:
            settings.set(key, value, "--" + key.replace("_", "-"))
    return settings


def _from_file(arguments: argparse.Namespace, files: Sequence[str]) -> Settings:
    if arguments.no_config:
        return Settings()
    if arguments.config is not None:
        return _loaded(arguments.config)
    found = {settings_room.find("" if name == STANDARD_INPUT else name) for name in files or [""]}
    if len(found) > 1:
        names = sorted(name or "–" for name in found)
        raise UsageError(Message("cli.different-settings", files=", ".join(names)))
    file = found.pop()
    return Settings() if file is None else _loaded(file)


def _loaded(file: str) -> Settings:
    """The settings of a file.

    :raises UsageError: It has mistakes; those of its decisions are told with all others.
    """
    try:
        return settings_room.load(file)
    except SettingsError as error:
        try:
            tables = settings_room.parsed(settings_room.text_of(file)[0], file).get("waiver")
        except SettingsError:
            raise error from None  # no TOML: nothing more can be told
        raise SettingsError(file, [*error.mistakes, *mistakes_in(tables)]) from None


def options(arguments: argparse.Namespace, settings: Settings) -> Options:
    """What the session has to know."""
    return Options(
        lang=settings["lang"],
        rules=tuple(getattr(arguments, "rules", ()) or settings["rules"]),
        use_cache=not arguments.no_cache,
        use_installed_plugins=not arguments.no_plugins,
        plugins=tuple(arguments.plugin),
        severity=settings["severity"],
        settings_file=settings.file,
        exclude=tuple(settings["exclude"]),
        jobs=settings["jobs"],
        verbose=arguments.verbose,
        agency_kind=settings["agency_kind"],
        previous=getattr(arguments, "previous", None),
        parts=tuple(getattr(arguments, "parts", ())),
        units=getattr(arguments, "units", None),
        published=getattr(arguments, "published", None),
        name=getattr(arguments, "name", None),
        baseline=getattr(arguments, "baseline", None),
        waivers=waivers_for(arguments, settings),
        solver=settings["solver"],
        trust=Trust(**settings["trust"]),
        allow_empty=getattr(arguments, "allow_empty", False),
        needs=_needs(arguments, settings),
    )


def waivers_for(arguments: argparse.Namespace, settings: Settings) -> tuple[Waiver, ...]:
    """The decisions on record: those of the file that is named, else those of the settings file.

    :raises UsageError: One of them is not written as it has to be.
    """
    file = getattr(arguments, "waivers", None)
    return waivers_of(settings["waiver"], settings.file or "") if file is None else read_waivers(file)


def _needs(arguments: argparse.Namespace, settings: Settings) -> frozenset[str]:
    """What results are to hold whatever the outputs ask for."""
    show = set(settings["show"])
    passed = {"passed"} if {"passed", "all"} & show else set()
    numbers = {"numbers"} if "all" in show else set()
    report = {"report"} if getattr(arguments, "annotate", None) is not None else set()
    return frozenset(passed | numbers | report)


def places(wanted: Sequence[str], reporters: Mapping[str, Reporter]) -> list[tuple[Reporter, str | None]]:
    """The reporters that are to write, each with its file, None for standard output.

    :raises UsageError: There is no such reporter, or two of them want to write into one place.
    """
    outputs: list[tuple[Reporter, str | None]] = []
    for each in wanted:
        name, sign, file = each.partition("=")
        if name not in reporters:
            near = difflib.get_close_matches(name, reporters, 1)
            offer = Message("cli.is-it", near=near[0]) if near else ""
            known = ", ".join(reporters)
            raise UsageError(Message("cli.unknown-format", name=name, near=offer, known=known))
        if sign and not file:
            raise UsageError(Message("cli.format-without-file", name=name))
        first = next((reporter.name for reporter, other in outputs if file and other == file), name)
        if first != name:
            raise UsageError(Message("cli.two-to-one-file", first=first, second=name, file=file))
        outputs.append((reporters[name], file or None))
    to_screen = [reporter.name for reporter, file in outputs if file is None]
    if len(to_screen) > 1:
        raise UsageError(Message("cli.two-to-stdout", first=to_screen[0], second=to_screen[1]))
    if not to_screen and "terminal" in reporters:
        # What is kept in a file is read later; a person still sees now what was found.
        outputs.append((reporters["terminal"], None))
    return outputs


def view(arguments: argparse.Namespace, settings: Settings) -> View:
    """How the user wants to see results on the screen."""
    show = set(settings["show"])
    return View(
        lang=settings["lang"],
        width=_width(),
        color=_color(settings["color"]),
        encoding=sys.stdout.encoding or "utf-8",
        show=frozenset({"passed", "unknown", "numbers"} if "all" in show else show),
        statistics=getattr(arguments, "statistics", False),
        quiet=arguments.quiet,
    )


def _width() -> int | None:
    if os.environ.get("COLUMNS", "").isdecimal():
        return int(os.environ["COLUMNS"])
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None  # no terminal


def _color(wanted: str) -> bool:
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (
        sys.stdout.isatty() and os.environ.get("TERM", "") not in ("dumb", "unknown")
    )


# ── what is written ──────────────────────────────────────────────────────────────────────────────────────────


def write(result: RunResult, outputs: Sequence[tuple[Reporter, str | None]], shown: View) -> None:
    """Write the result with every reporter that is wanted: files first, so that the screen has the last word."""
    in_file = replace(shown, width=None, color=False, encoding="utf-8")
    for reporter, file in outputs:
        if file is not None:
            output.write_file(file, reporter.write(result, in_file))
    for reporter, file in outputs:
        if file is None:
            text = reporter.write(result, shown if reporter.for_people else in_file)
            if text:
                output.write_stdout(text, for_machines=not reporter.for_people)


def _annotate(file: str, session: Session, documents: Sequence[Document], result: RunResult) -> None:
    """Write the findings into a copy of the document.

    :raises GovcheckError: It cannot be annotated; what was found is told already.
    """
    for document, report in zip(documents, result.reports, strict=True):
        if report.error is None:
            from compliance.cli.annotation import annotated_copy

            output.write_file(file, annotated_copy(session, document, report, file))
            tell(say(session.options.lang, "cli.written", file=file))


def told_settings(settings: Settings) -> str:
    """What ``--verbose`` says of the settings: those that somebody has settled."""
    lang = settings["lang"]
    values = {**settings.values, "waiver": len(settings["waiver"])}
    settled = [f"{key}={values[key]} ({origin})" for key, origin in settings.origins.items() if origin]
    return say(lang, "cli.settings", settled="; ".join(settled) or say(lang, "cli.defaults"))


def _near_a_command(files: Sequence[str]) -> None:
    """A misspelt command is taken for a file that is not there; say what it may be."""
    first = files[0]
    commands = {words[0] for words in COMMANDS if words}
    if not os.path.exists(first) and "." not in first and os.sep not in first:
        near = difflib.get_close_matches(first, commands, 1)
        if near:
            raise UsageError(Message("cli.is-command", name=first, near=near[0]))
