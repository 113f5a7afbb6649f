"""The user's folders, and the small cache that lies in one of them.

What lies in the cache is marshalled Python (compiled rules, found plug-ins), so it is trusted exactly as far
as ``__pycache__`` is: the folder and the file must belong to the user and be writable by nobody else, and a
file is replaced in one step. In front of what is kept stands its hash: a rule that a bad disk has changed must not
pass a report. Where all that cannot be had there is no cache; the answer is the same, a tenth of a second later.

On the path of every run: a dozen lines instead of platformdirs, which a test holds them equal to.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAME = "govcheck"
_HASH_BYTES = 16


def cache_folder() -> str | None:
    """Where the cache lies, whether or not it is there; None where the user has no home."""
    if sys.platform == "win32":
        return _in_home("LOCALAPPDATA", ("AppData", "Local"), NAME, "Cache")
    if sys.platform == "darwin":
        return _in_home(None, ("Library", "Caches"), NAME)
    return _in_home("XDG_CACHE_HOME", (".cache",), NAME)


def config_folder() -> str | None:
    """Where the user's own settings lie, whether or not they are there; None where the user has no home."""
    if sys.platform == "win32":
        return _in_home("LOCALAPPDATA", ("AppData", "Local"), NAME)
    if sys.platform == "darwin":
        return _in_home(None, ("Library", "Application Support"), NAME)
    return _in_home("XDG_CONFIG_HOME", (".config",), NAME)


def recall(name: str) -> bytes | None:
    """What was remembered under this file name, or None: nothing, or nothing that may be trusted."""
    folder = cache_folder()
    if folder is None or not _is_ours(folder):
        return None
    path = os.path.join(folder, name)
    try:
        if not _is_ours(path):
            return None
        with open(path, "rb") as file:
            kept = file.read()
    except OSError:
        return None
    data = kept[_HASH_BYTES:]
    return data if hash_of(data).digest() == kept[:_HASH_BYTES] else None


def remember(name: str, data: bytes) -> bool:
    """Keep *data* under a file name, in one step; False where there is no place for it."""
    folder = cache_folder()
    if folder is None:
        return False
    unfinished = os.path.join(folder, f"{name}.{os.getpid()}.new")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not _is_ours(folder):
            return False
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(hash_of(data).digest() + data)
        os.replace(unfinished, os.path.join(folder, name))
    except OSError:
        # A full disk, a folder for reading only: the next run is slower, nothing else.
        _remove(unfinished)
        return False
    return True


def hash_of(data: bytes) -> Any:
    """A hash of *data*, to which more can be added."""
    try:
        # hashlib brings OpenSSL along, which costs 3 ms; random.py takes the same shortcut.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=_HASH_BYTES)


def _in_home(variable: str | None, parts: tuple[str, ...], *names: str) -> str | None:
    base = os.environ.get(variable, "").strip() if variable else ""
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        base = os.path.join(home, *parts)
    return os.path.join(base, *names)


def _is_ours(path: str) -> bool:
    """Whether nobody but the user can have written this. On Windows the profile's own rights say so."""
    if sys.platform == "win32":
        return os.path.exists(path)
    try:
        status = os.lstat(path)
    except OSError:
        return False
    is_link = (status.st_mode & 0o170000) == 0o120000
    return status.st_uid == os.getuid() and not is_link and not status.st_mode & 0o022


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
