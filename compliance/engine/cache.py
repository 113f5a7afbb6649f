"""Compiled programs, kept from run to run.

A program is found by the hash of everything that it is made of: the rule texts, the version of the compiled form, the
version of Python. So nothing has to be thrown away when a rule changes, and two runs at once cannot disturb each other.

On the path of every run.
"""

from __future__ import annotations

import marshal
import sys

from compliance import userfolders
from compliance.program import FORMAT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from compliance.program import Program

    Source = tuple[str, Sequence[tuple[str, bytes]]]

PREPARED = 5
"""The version of what :func:`~compliance.engine.generate.prepare` adds."""
MOST_PASSED = 256


def program_for(
    sources: Sequence[Source], build: Callable[[], Program], *, asked: str = "", remember: bool = True
) -> Program:
    """The prepared program of these rule sets.

    :param sources: (rule set, ((file name, bytes), …)), …
    :param build: Compiles the sources; called only if the program is not remembered.
    :param asked: What else the program depends on: the signatures of plug-ins' functions.
    :param remember: Whether the cache may be read and written.
    :raises RuleErrors: From *build*; mistakes are not remembered.
    """
    key = key_of(sources, asked)
    if remember:
        known: Program | None = _recalled(f"rules.{key}")
        if known is not None:
            return known
    from compliance.engine.generate import for_passing, prepare

    program = build()
    prepare(program)
    if remember:
        userfolders.remember(f"passing.{key}", marshal.dumps(for_passing(program)))
        userfolders.remember(f"rules.{key}", marshal.dumps(program))
    return program


def remembered_for_passing(key: str) -> Program | None:
    """What is remembered under the key of a program to decide a report in which everything holds; None if nothing is.

    See :func:`compliance.engine.generate.for_passing`: whoever asks it for more gets IndexError.
    """
    known: Program | None = _recalled(f"passing.{key}")
    return known


def remember_forms(sources: Sequence[Source], programs: Sequence[tuple[str, Program]]) -> None:
    """Remember which programs these rule sets make: their keys, editions and years, so that the one for a report can be
    taken without the others."""
    forms = tuple((key, p["edition"], p["since"], p["until"]) for key, p in programs)
    userfolders.remember(f"forms.{key_of(sources)}", marshal.dumps(forms))


def forms_of(sources: Sequence[Source]) -> tuple[tuple[str, str, int | None, int | None], ...]:
    """The programs that these rule sets make: (key, edition, since, until); none if that is not remembered."""
    return forms_at(key_of(sources))


def forms_at(key: str) -> tuple[tuple[str, str, int | None, int | None], ...]:
    """The same for rule sets whose key is known already: to hash all rule texts is a part of a short run's time."""
    return _recalled(f"forms.{key}") or ()


def _recalled(name: str) -> Any:
    data = userfolders.recall(name)
    if data is None:
        return None
    try:
        return marshal.loads(data)  # noqa: S302 - the user's own cache, see userfolders
    except (EOFError, TypeError, ValueError):
        return None  # written by a newer Python


def key_of(sources: Sequence[Source], asked: str = "") -> str:
    """The hash of everything that is made of these rule sets."""
    digest = userfolders.hash_of(
        f"{FORMAT} {PREPARED} {sys.implementation.cache_tag} {sys.hexversion}".encode()
    )
    # Lengths go in front of what they measure, so that no two lists of files hash the same bytes.
    for piece in [
        asked.encode(),
        *(piece for rule_set, files in sources for piece in _pieces(rule_set, files)),
    ]:
        digest.update(b"%d:" % len(piece))
        digest.update(piece)
    return str(digest.hexdigest())


class Passed:
    """The reports in which everything held, by their bytes and the rules: an unchanged file is not checked again.

    Only passes are remembered, with what was counted; whatever fails is told anew each time. The
    :data:`MOST_PASSED` latest are kept. Two runs at once may lose each other's entry, which costs the next run its time
    and nothing else.
    """

    FILE = "passed.1"

    def __init__(self, sources: Sequence[Source], version: str) -> None:
        self.key = key_of(sources)
        """That of the rule sets, for :func:`forms_at`."""
        self._rules = f"{version} {self.key}"
        self._known: dict[str, dict[str, Any]] = _recalled(self.FILE) or {}

    def counts(self, data: bytes) -> dict[str, Any] | None:
        """What was counted in a report of these bytes that passed these rules; None if it is not remembered."""
        return self._known.get(self._key(data))

    def add(self, data: bytes, counts: dict[str, Any]) -> None:
        """Remember that a report of these bytes passed."""
        latest = list(self._known.items())[1 - MOST_PASSED :]
        self._known = dict([*latest, (self._key(data), counts)])
        userfolders.remember(self.FILE, marshal.dumps(self._known))

    def _key(self, data: bytes) -> str:
        digest = userfolders.hash_of(self._rules.encode())
        digest.update(data)
        return str(digest.hexdigest())


def _pieces(rule_set: str, files: Sequence[tuple[str, bytes]]) -> list[bytes]:
    return [
        rule_set.encode(),
        b"%d" % len(files),
        *(piece for name, data in files for piece in (name.encode(), data)),
    ]
