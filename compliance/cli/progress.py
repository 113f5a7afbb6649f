"""A bar on anything that takes longer than a second, for a person who waits at a terminal.

It goes to standard error and is gone at the end. rich is imported when there is something to draw, so that a quick
run does not pay for it.
"""

from __future__ import annotations

import os
import sys
import threading
from time import monotonic
from typing import TYPE_CHECKING, Self

from compliance.messages import say

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds before anything is shown."""


class Bar:
    """Tells how many of *total* documents are checked.

    :param is_wanted: Whether anything may be shown at all: see :func:`is_watched`.
    """

    def __init__(self, total: int, lang: str, *, is_wanted: bool) -> None:
        self._total = total
        self._lang = lang
        self._is_wanted = is_wanted
        self._done = 0
        self._begun = monotonic()
        self._shown: Progress | None = None
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        # A single document is checked in this process. Several may be checked in processes that are forked, and a
        # thread that runs at that moment could leave them a lock that nobody opens: there the bar begins between two.
        if self._is_wanted and self._total == 1:
            self._timer = threading.Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._is_wanted = False
            if self._shown is not None:
                self._shown.stop()

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if self._shown is None and self._total > 1 and monotonic() - self._begun > PATIENCE:
            self._show()
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=self._done)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        with self._lock:
            if not self._is_wanted or self._shown is not None:
                return
            columns = [TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
            if self._total > 1:
                columns.insert(2, MofNCompleteColumn())
            self._shown = Progress(*columns, console=Console(stderr=True), transient=True)
            # How far a single document is, nobody knows.
            total = self._total if self._total > 1 else None
            self._shown.add_task(say(self._lang, "cli.checking"), total=total, completed=self._done)
            self._shown.start()


def is_watched() -> bool:
    """Whether somebody sees what goes to standard error."""
    return sys.stderr.isatty() and os.environ.get("TERM", "") not in ("dumb", "unknown")
