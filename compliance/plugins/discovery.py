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
REMEMBERED = "plugins.3"
MOST_FOLDERS = 200
"""So many folders are remembered; then the memory begins anew."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    # name of the entry point, "module:attribute", package, version, folder on sys.path
    Found = tuple[str, str, str, str, str]
    # what is installed in one folder: package → its entry points
    Packages = dict[str, list[Found]]


def installed(path: Sequence[str] | None = None, *, remember: bool = True) -> list[Found]:
    """The plug-ins that are installed, in the order of ``sys.path`` and by name.

    :param path: Folders to look in, instead of ``sys.path``.
    :param remember: Whether the cache may be read and written.
    """
    known = _recalled() if remember else {}
    is_new = False
    found: list[Found] = []
    seen: set[str] = set()
    for folder in sys.path if path is None else path:
        changed = _changed(folder)
        if not changed:
            continue
        stamp, packages = known.get(folder, (0, {}))
        if stamp != changed:
            packages = _in_folder(folder)
            known[folder] = changed, packages
            is_new = True
        for package, points in packages.items():
            # A package that stands further in front hides the same one here.
            if package not in seen:
                found += points
        seen.update(packages)
    if remember and is_new:
        userfolders.remember(REMEMBERED, marshal.dumps(known if len(known) <= MOST_FOLDERS else {}))
    return found


def _changed(folder: str) -> int:
    """When a folder's list of entries last changed; 0 where there is no such folder."""
    try:
        status = os.stat(folder or os.curdir)
    except OSError:
        return 0
    return status.st_mtime_ns if status.st_mode & 0o170000 == 0o040000 else 0


def _recalled() -> dict[str, tuple[int, Packages]]:
    """What is remembered of each folder, and when the folder had last changed."""
    data = userfolders.recall(REMEMBERED)
    if data is None:
        return {}
    try:
        known = marshal.loads(data)  # noqa: S302 - the user's own cache, see userfolders
    except (EOFError, TypeError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _in_folder(folder: str) -> Packages:
    try:
        names = sorted(os.listdir(folder or os.curdir))
    except OSError:
        return {}
    packages: Packages = {}
    for name in names:
        if not name.endswith((".dist-info", ".egg-info")):
            continue
        package, _, version = name.rpartition(".")[0].partition("-")
        points = packages.setdefault(package.lower().replace("-", "_").replace(".", "_"), [])
        try:
            with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
                data = file.read()
        except OSError:
            continue
        points += [(point, value, package, version, folder) for point, value in entry_points(data)]
    return packages


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
