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

    from compliance.program import Program

    Source = tuple[str, Sequence[tuple[str, bytes]]]

PREPARED = 3
"""The version of what :func:`~compliance.engine.generate.prepare` adds."""


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
        known = _recalled(f"rules.{key}")
        if known is not None:
            return known
    from compliance.engine.generate import for_passing, prepare

    program = build()
    prepare(program)
    if remember:
        userfolders.remember(f"passing.{key}", marshal.dumps(for_passing(program)))
        userfolders.remember(f"rules.{key}", marshal.dumps(program))
    return program


def remembered_for_passing(sources: Sequence[Source]) -> Program | None:
    """What is remembered of these rule sets to decide a report in which everything holds; None if nothing is.

    See :func:`compliance.engine.generate.for_passing`: whoever asks it for more gets IndexError.
    """
    return _recalled(f"passing.{key_of(sources)}")


def _recalled(name: str) -> Program | None:
    data = userfolders.recall(name)
    if data is None:
        return None
    try:
        known: Program = marshal.loads(data)  # noqa: S302 - the user's own cache, see userfolders
    except (EOFError, TypeError, ValueError):
        return None  # cut off by a full disk: compile again
    return known


def key_of(sources: Sequence[Source], asked: str = "") -> str:
    """The hash of everything that is made of these rule sets."""
    try:
        # hashlib brings OpenSSL along, which costs 3 ms; random.py takes the same shortcut.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    digest = blake2b(digest_size=16)
    digest.update(f"{FORMAT} {PREPARED} {sys.implementation.cache_tag} {sys.hexversion}".encode())
    # Lengths go in front of what they measure, so that no two lists of files hash the same bytes.
    for piece in [
        asked.encode(),
        *(piece for rule_set, files in sources for piece in _pieces(rule_set, files)),
    ]:
        digest.update(b"%d:" % len(piece))
        digest.update(piece)
    return digest.hexdigest()


def _pieces(rule_set: str, files: Sequence[tuple[str, bytes]]) -> list[bytes]:
    return [
        rule_set.encode(),
        b"%d" % len(files),
        *(piece for name, data in files for piece in (name.encode(), data)),
    ]
