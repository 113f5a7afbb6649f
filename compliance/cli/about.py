"""``govcheck plugins``, ``config show``, ``doctor``: what is loaded, what is settled, where it comes from."""

from __future__ import annotations

import argparse
import json
import locale
import os
import platform
import sys
from collections.abc import Iterator
from typing import Any

from compliance import __version__, changes, shipped, userfolders
from compliance.cli.check import options, settings_for, waivers_for
from compliance.cli.commands import tell
from compliance.cli.output import write_stdout
from compliance.documents import STANDARD_INPUT
from compliance.messages import say
from compliance.plugins.manager import Loaded, many_of
from compliance.plugins.specs import Reporter
from compliance.report import json_text
from compliance.session import Session

# ── plug-ins ─────────────────────────────────────────────────────────────────────────────────────────────────


def plugins(arguments: argparse.Namespace, lang: str) -> int:
    """List the plug-ins: from where, what they bring, what they change."""
    settings = settings_for(arguments, [])
    session = Session(options(arguments, settings))
    lang = settings["lang"]
    session.library.load()
    found = [
        _plugin(session, loaded, lang) for loaded in session.plugins.loaded if loaded.name != shipped.NAME
    ]
    faults = [*session.plugins.faults, *session.library.faults]
    if arguments.format == "json":
        told = [{"plugin": fault.origin, "message": fault.message} for fault in faults]
        write_stdout(json_text({"plugins": found, "faults": told}), for_machines=True)
    else:
        lines = [line for plugin in found for line in _plugin_lines(plugin, lang)]
        write_stdout("\n".join(lines) or say(lang, "pages.no-plugins"))
        for fault in faults:
            tell(fault.message)
    return 3 if faults else 0


def _plugin(session: Session, loaded: Loaded, lang: str) -> dict[str, Any]:
    library = session.library
    rule_sets = [name for name, origin in library.origins.items() if origin == loaded.name]
    reporters = _brought(session, loaded, "govcheck_reporters", Reporter)
    ours = _shipped_reporters(session)
    return {
        "name": loaded.name,
        "package": loaded.package,
        "version": loaded.version,
        "module": loaded.module,
        "file": loaded.file,
        "hooks": list(loaded.hooks),
        "rule_sets": rule_sets,
        "functions": [function.name for plugin, function in library.declared if plugin == loaded.name],
        "reporters": [reporter.name for reporter in reporters],
        "reads": _brought(session, loaded, "govcheck_readable", str),
        "replaces": [reporter.name for reporter in reporters if reporter.name in ours],
        # What a rule set changes, it changes in each edition of the form.
        "changes": list(
            dict.fromkeys(
                told
                for program in library.programs
                for told, change in zip(changes.told(program, lang), program["changes"], strict=True)
                if change[2] in rule_sets
            )
        ),
    }


def _brought(session: Session, loaded: Loaded, hook: str, kind: type[Any]) -> list[Any]:
    answers, _ = session.plugins.ask(hook, many_of(kind))
    return [each for name, brought in answers if name == loaded.name for each in brought]


def _shipped_reporters(session: Session) -> set[str]:
    answers, _ = session.plugins.ask("govcheck_reporters", many_of(Reporter))
    return {each.name for name, brought in answers if name == shipped.NAME for each in brought}


def _plugin_lines(plugin: dict[str, Any], lang: str) -> Iterator[str]:
    def told(key: str, names: list[str]) -> list[str]:
        comma = say(lang, "pages.comma")
        return [f"  {say(lang, f'pages.{key}', names=comma.join(names))}"] if names else []

    yield say(lang, "pages.plugin", **{key: plugin[key] for key in ("name", "version", "module", "file")})
    yield from told("brings-rules", plugin["rule_sets"])
    yield from told("brings-functions", plugin["functions"])
    yield from told("brings-reading", plugin["reads"])
    yield from told("brings-reporters", plugin["reporters"])
    if "govcheck_check" in plugin["hooks"]:
        yield f"  {say(lang, 'pages.brings-check')}"
    if "govcheck_findings" in plugin["hooks"]:
        yield f"  {say(lang, 'pages.brings-findings')}"
    yield from told("replaces", plugin["replaces"])
    yield from (f"  {change}" for change in plugin["changes"])


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────


def config(arguments: argparse.Namespace, lang: str) -> int:
    """Tell every setting in force, and where it comes from."""
    settings = settings_for(arguments, [arguments.file or STANDARD_INPUT])
    lang = settings["lang"]
    lines = [settings.file or say(lang, "pages.no-settings-file"), ""]
    values = {key: _value(value, lang) for key, value in settings.values.items() if key != "waiver"}
    values["waiver"] = say(lang, "waivers.count", count=len(settings["waiver"]))
    widest = max(map(len, values))
    for key, value in values.items():
        origin = settings.origins[key] or say(lang, "pages.default")
        lines.append(f"{key:{widest}}  {value}  ({origin})")
    waivers = waivers_for(arguments, settings)
    lines += [say(lang, "waivers.told", waiver=waiver.name, **waiver.told) for waiver in waivers]
    write_stdout("\n".join(lines))
    return 0


def _value(value: Any, lang: str) -> str:
    return say(lang, "pages.not-set") if value is None else json.dumps(value, ensure_ascii=False)


# ── doctor ───────────────────────────────────────────────────────────────────────────────────────────────────


def doctor(arguments: argparse.Namespace, lang: str) -> int:
    """Tell what to send with a bug. The names are the same in every language: they are read by who mends
    it."""
    settings = settings_for(arguments, [])
    lines = [f"{name}: {value}" for name, value in _facts()]
    lines.append(f"settings: {settings.file or '-'}")
    try:
        session = Session(options(arguments, settings))
        session.library.load()
    except Exception as error:  # noqa: BLE001 - what is ill is told, it does not stop the doctor
        write_stdout("\n".join([*lines, f"fault: {type(error).__name__}: {error}"]))
        return 3
    refs = dict.fromkeys(ref for program in session.library.programs for ref in program["rule_sets"])
    lines += [f"rules: {name} {version} {sha256}" for name, version, sha256 in refs]
    for loaded in session.plugins.loaded:
        lines.append(f"plug-in: {loaded.name} {loaded.version or __version__} {' '.join(loaded.hooks)}")
    faults = [*session.plugins.faults, *session.library.faults]
    lines += [f"fault: {fault.message}" for fault in faults]
    write_stdout("\n".join(lines))
    return 3 if faults else 0


def _facts() -> Iterator[tuple[str, str]]:
    yield "govcheck", f"{__version__} ({os.path.dirname(os.path.dirname(__file__))})"
    yield "python", f"{platform.python_version()} ({sys.executable})"
    yield "system", platform.platform()
    yield (
        "encodings",
        (
            f"stdout {sys.stdout.encoding}, files {sys.getfilesystemencoding()}, "
            f"locale {locale.getpreferredencoding(False)}, UTF-8 mode {sys.flags.utf8_mode}"
        ),
    )
    for name in ("GOVCHECK_LANG", "LANG", "LC_ALL", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"):
        if name in os.environ:
            yield "environment", f"{name}={os.environ[name]}"
    cache = userfolders.cache_folder()
    works = userfolders.remember("doctor", b"") and userfolders.recall("doctor") is not None
    yield "cache", f"{cache or '-'} ({'works' if works else 'cannot be used'})"
    yield (
        "optional",
        ", ".join(_versions("lark", "pluggy", "rich", "rich-argparse", "argcomplete", "pytest", "highspy")),
    )


def _versions(*packages: str) -> Iterator[str]:
    from importlib import metadata

    for package in packages:
        try:
            yield f"{package} {metadata.version(package)}"
        except metadata.PackageNotFoundError:
            yield f"{package} -"
