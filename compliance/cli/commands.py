"""From the command's words to its room, and from whatever it raises to an exit status."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence

from compliance.cli.arguments import HelpAskedError, language, parse
from compliance.cli.output import write_stdout
from compliance.errors import GovcheckError, PluginError
from compliance.messages import say

BUG = 3
USAGE = 2

# Command → the module whose `run(arguments, lang)` carries it out. Each is imported when it is called.
_ROOMS = {
    "check": "check",
    "read": "read",
    "waive": "waive",
    "explain": "rules:explain",
    "rules list": "rules:list_rules",
    "rules show": "rules:show",
    "rules check": "rules:check",
    "rules test": "rules:test",
    "rules format": "rules:format_files",
    "rules docs": "rules:docs",
    "hook install": "hook:install",
    "hook run": "hook:run",
    "plugins": "about:plugins",
    "config show": "about:config",
    "doctor": "about:doctor",
    "completion": "completion:line",
}


def run(words: Sequence[str]) -> int:
    """Carry out a command and return its exit status. Our own errors are told without a traceback."""
    lang = "zh"
    try:
        if "_ARGCOMPLETE" in os.environ:
            from compliance.cli.completion import complete

            complete()
        lang = language(words)
        try:
            arguments = parse(words, lang)
        except HelpAskedError as asked:
            write_stdout(asked.text)
            return 0
        module, _, name = _ROOMS[arguments.command].partition(":")
        room = importlib.import_module(f"compliance.cli.{module}")
        command: Callable[..., int] = getattr(room, name or "run")
        return command(arguments, lang)
    except GovcheckError as error:
        tell(say(lang, "cli.error", text=error.text(lang)))
        return BUG if isinstance(error, PluginError) else USAGE
    except Exception:  # noqa: BLE001 - whatever it is, it is our bug: it is shown, and it is no pass
        traceback.print_exc()
        tell(say(lang, "cli.bug"))
        return BUG


def tell(text: str) -> None:
    """Say something to the person, not to whoever reads the output."""
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)
