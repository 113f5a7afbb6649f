"""Which plug-ins are installed: entry points of the group ``govcheck``.

On the path of every run. ``importlib.metadata`` would cost more than all the rest of it, so the
``entry_points.txt`` of what is installed are looked through by hand, and what was found is remembered for as
long as no folder of ``sys.path`` changes. With no plug-in installed nothing else of this room is imported,
and pluggy is not either.

What it does not see: an ``entry_points.txt`` edited by hand (its folder does not change), packages inside zip
files.
"""

from __future__ import annotations

import marshal
import os
import sys

from compliance import userfolders

GROUP = "govcheck"
REMEMBERED = "plugins.2"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    # name of the entry point, "module:attribute", package, version, folder on sys.path
    Found = tuple[str, str, str, str, str]


def installed(path: Sequence[str] | None = None, *, remember: bool = True) -> list[Found]:
    """The plug-ins that are installed, in the order of ``sys.path`` and by name.

    :param path: Folders to look in, instead of ``sys.path``.
    :param remember: Whether the cache may be read and written.
    """
    stamps = tuple((folder, _changed(folder)) for folder in (sys.path if path is None else path))
    if remember:
        known = _recalled(stamps)
        if known is not None:
            return known
    found: list[Found] = []
    seen: set[str] = set()
    for folder, stamp in stamps:
        if stamp:
            found += _in_folder(folder, seen)
    if remember:
        userfolders.remember(REMEMBERED, marshal.dumps((stamps, found)))
    return found


def _changed(folder: str) -> int:
    """When a folder's list of entries last changed; 0 where there is no such folder."""
    try:
        return os.stat(folder or os.curdir).st_mtime_ns if os.path.isdir(folder or os.curdir) else 0
    except OSError:
        return 0


def _recalled(stamps: tuple[tuple[str, int], ...]) -> list[Found] | None:
    data = userfolders.recall(REMEMBERED)
    if data is None:
        return None
    try:
        known, found = marshal.loads(data)  # noqa: S302 - the user's own cache, see userfolders
    except (EOFError, TypeError, ValueError):
        return None
    return found if known == stamps else None


def _in_folder(folder: str, seen: set[str]) -> Iterator[Found]:
    """The plug-ins of one folder. A package that stands further in front on ``sys.path`` hides the same one
    here."""
    try:
        names = sorted(os.listdir(folder or os.curdir))
    except OSError:
        return
    for name in names:
        if not name.endswith((".dist-info", ".egg-info")):
            continue
        package, _, version = name.rpartition(".")[0].partition("-")
        key = package.lower().replace("-", "_").replace(".", "_")
        if key in seen:
            continue
        seen.add(key)
        try:
            with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
                data = file.read()
        except OSError:
            continue
        for point, value in entry_points(data):
            yield point, value, package, version, folder


def entry_points(data: bytes) -> list[tuple[str, str]]:
    """The entry points of our group in an ``entry_points.txt``: name and ``module:attribute``."""
    if b"[" + GROUP.encode() + b"]" not in data:
        return []
    points = []
    section = ""
    for line in data.decode("utf-8", "replace").splitlines():
        text = line.strip()
        if text.startswith("["):
            section = text.strip("[] \t")
        elif section == GROUP and "=" in text and not text.startswith(("#", ";")):
            name, _, value = text.partition("=")
            points.append((name.strip(), value.partition("[")[0].strip()))
    return points
