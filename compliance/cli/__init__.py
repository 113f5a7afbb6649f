"""The command: arguments in, exit status out.

Statuses: 0 nothing at or above ``--fail-on``; 1 findings at or above it; 2 the command, a rule file or an
input cannot be used; 3 a fault of govcheck's own or of a plug-in. The highest wins. Only 0 is a pass, so
nothing here may end with 0 by accident: not a closed pipe, not a ``sys.exit`` in a plug-in, not a bug.

On the path of every run: what is imported at the top is all that a passing ``report.json`` needs.
"""

from __future__ import annotations

import os
import sys

from compliance.cli.output import drop_stdout, settle_streams
from compliance.cli.quick import short_way
from compliance.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""What a shell takes for "stopped by Ctrl-C" (128 + SIGINT)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    :param arguments: What stands behind ``govcheck``; by default that of the process.
    :return: The exit status.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    settle_streams()
    try:
        status = short_way(words)
        if status is None:
            from compliance.cli.commands import run

            status = run(words)
            sys.stdout.flush()
        elif arguments is None:
            _leave(status)
    except UsageError as error:
        return _unwritten(error, words)
    except BrokenPipeError:
        drop_stdout()
        return 3  # nobody has seen the whole answer
    except KeyboardInterrupt:
        return _interrupted(words)
    return status


def _leave(status: int) -> None:
    """End the process at once where nobody looks over its shoulder.

    Taking apart what it has made would cost a tenth of all its time, and everything is written.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.gettrace() is None and sys.getprofile() is None:
        os._exit(status)


def _unwritten(error: UsageError, words: list[str]) -> int:
    from compliance.cli.arguments import language
    from compliance.messages import say

    lang = language(words)
    print(say(lang, "cli.error", text=error.text(lang)), file=sys.stderr)
    return 2


def _interrupted(words: list[str]) -> int:
    from compliance.cli.arguments import language
    from compliance.messages import say

    print(say(language(words), "cli.interrupted"), file=sys.stderr)
    return INTERRUPTED
