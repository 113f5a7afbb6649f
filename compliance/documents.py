"""Which documents a command means: files, every report in a folder, patterns, standard input.

What cannot be found or read comes back as an error in the place of the document, so that the others are still
checked and nothing that was named is passed over. A document that is named twice is checked once.
"""

from __future__ import annotations

import difflib
import errno
import fnmatch
import glob
import os
import re
import select
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from compliance.errors import ReadError, reason
from compliance.messages import Message

MOST_BYTES = 100_000_000
"""No report is as large; what is, is not read into memory."""

PIPE_SECONDS = 8
"""How long a named pipe may be silent before somebody writes into it: ``govcheck <(convert report.wps)`` is one."""

STANDARD_INPUT = "-"
_ABOUT_OTHERS = {"readme", "changelog", "contributing", "license", "licence", "notice", "说明", "自述"}
_RESULT = re.compile(rb'\A\s*\{\s*"govcheck"\s*:\s*"result/')


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its name as the user gave it, and its bytes, or where they are.

    ``path`` is None for standard input and where the bytes are given. ``error`` says why there is none. One that
    ``is_aside`` lies among reports and may be none of them, as README.md does: nobody named it as a report.
    """

    name: str
    path: str | None = None
    data: bytes | None = field(default=None, repr=False)
    error: ReadError | None = None
    is_aside: bool = False

    def read(self) -> bytes:
        """Its bytes.

        :raises ReadError: It cannot be read, or is larger than any report.
        """
        if self.error is not None:
            raise self.error
        if self.data is not None:
            data = self.data
        elif self.path is None:
            data = self.taken().data or b""
        else:
            data = self._read_file(self.path)
        if len(data) > MOST_BYTES:
            raise ReadError(Message("session.too-large", most=MOST_BYTES // 1_000_000), self.name)
        return data

    def taken(self) -> Document:
        """The same with its bytes, if it comes from standard input, which another process does not have."""
        if self.path is not None or self.data is not None or self.error is not None:
            return self
        return replace(self, data=sys.stdin.buffer.read(MOST_BYTES + 1))

    def held(self) -> Document:
        """The same with its bytes in memory, so that whoever looks at it sees the same ones."""
        try:
            return replace(self, data=self.read())
        except ReadError as error:
            return replace(self, error=error)

    def _read_file(self, path: str) -> bytes:
        try:
            with open(path, "rb", opener=_opened) as opened:
                return opened.read(MOST_BYTES + 1)
        except TimeoutError:
            raise ReadError(Message("session.silent-pipe", seconds=PIPE_SECONDS), self.name) from None
        except OSError as error:
            raise unreadable(self.name, error) from None


def _opened(path: str, flags: int) -> int:
    """Open a file. A pipe is opened without waiting for whoever may write into it: nobody may ever.

    :raises TimeoutError: It is a pipe, and nobody does.
    """
    if not stat.S_ISFIFO(os.stat(path).st_mode):
        return os.open(path, flags)
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    if not select.select([descriptor], [], [], PIPE_SECONDS)[0]:
        os.close(descriptor)
        raise TimeoutError
    os.set_blocking(descriptor, True)
    return descriptor


def documents(
    paths: Sequence[str],
    endings: Iterable[str],
    *,
    name: str | None = None,
    exclude: Sequence[str] = (),
    allow_empty: bool = False,
) -> list[Document]:
    """The documents that *paths* mean, in the order in which they are named, those of a folder by name.

    :param endings: Of the files of a folder that may be reports, lower case: ``.txt``.
    :param name: What the only document is called, instead of its path.
    :param exclude: Patterns of what in a folder is no report: ``README.md``, ``drafts/*``.
    :param allow_empty: Whether a folder without a report is no error.
    """
    endings = tuple(endings)
    found: dict[str, Document] = {}
    for path in _unfolded(paths):
        if path == STANDARD_INPUT:
            found.setdefault(path, Document(name or path))
        elif os.path.isdir(path):
            inside = list(_in_folder(path, endings, exclude))
            if not inside and not allow_empty:
                # None but those that the settings exclude is another mistake than none at all.
                is_excluded = any(_in_folder(path, endings, ()))
                key = "session.all-excluded" if is_excluded else "session.empty-folder"
                empty = ReadError(Message(key, endings=" ".join(endings)), path)
                found.setdefault(path, Document(path, error=empty))
            # A folder in which nothing else lies has no report: then this is told of it.
            have_reports = any(not is_about_others(document.name) for document in inside)
            for document in inside:
                is_aside = have_reports and is_about_others(document.name)
                found.setdefault(_same(document.name), replace(document, is_aside=is_aside))
        elif os.path.exists(path):
            found.setdefault(_same(path), Document(name or path, path))
        else:
            found.setdefault(path, Document(path, error=_not_there(path)))
    return list(found.values())


def unreadable(name: str, error: OSError) -> ReadError:
    """Why a file cannot be read, in words that say what to do."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return ReadError(Message("session.forbidden"), name)
    if error.errno == errno.ENOENT:
        return ReadError(Message("session.no-file"), name)
    return ReadError(Message("session.unreadable", reason=reason(error)), name)


def _unfolded(paths: Sequence[str]) -> Iterator[str]:
    """The paths, with patterns replaced by what they match: the Windows console hands them on as they are."""
    for path in paths:
        if re.search(r"[*?\[]", path) and not os.path.exists(path):
            matches = sorted(match for match in glob.glob(path) if not is_hidden(os.path.basename(match)))
            yield from matches or [path]
        else:
            yield path


def _in_folder(folder: str, endings: tuple[str, ...], exclude: Sequence[str]) -> Iterator[Document]:
    closed: list[OSError] = []
    seen = {_same(folder)}  # links may lead in a circle
    for here, folders, files in os.walk(folder, onerror=closed.append, followlinks=True):
        inner = {_same(os.path.join(here, name)): name for name in sorted(folders) if not is_hidden(name)}
        folders[:] = [name for same, name in inner.items() if same not in seen]
        seen.update(inner)
        for name in sorted(files):
            path = os.path.join(here, name)
            inside = os.path.relpath(path, folder).replace(os.sep, "/")
            if (
                name.lower().endswith(endings)
                and not _is_device(path)
                and not is_passed_over(inside, exclude)
                and not _is_result(path)
            ):
                yield Document(path, path)
    for error in closed:
        # Whatever lies in there was not checked: that is no pass.
        path = error.filename or folder
        yield Document(path, error=unreadable(path, error))


def _is_device(path: str) -> bool:
    """Whether it is a pipe or a device, which nobody files as a report. A link that leads nowhere is told of."""
    return os.path.exists(path) and not os.path.isfile(path)


def is_hidden(name: str) -> bool:
    """Whether a file or folder is not meant to be seen: hidden, or what Word and WPS lay beside an open
    document."""
    return name.startswith((".", "~$"))


def is_passed_over(path: str, exclude: Sequence[str]) -> bool:
    """Whether a file is hidden, or one that the settings exclude by its path or its name."""
    name = path.rpartition("/")[2]
    return is_hidden(name) or any(
        fnmatch.fnmatch(path, each) or fnmatch.fnmatch(name, each) for each in exclude
    )


def is_about_others(path: str) -> bool:
    """Whether a file has the name of those that tell of what lies around them, and seldom are reports: README.md."""
    return os.path.basename(path).split(".")[0].casefold() in _ABOUT_OTHERS


def _is_result(path: str) -> bool:
    """Whether a file is an earlier output of ours and not a report."""
    if not path.lower().endswith(".json"):
        return False
    try:
        with open(path, "rb") as opened:
            return _RESULT.match(opened.read(200)) is not None
    except OSError:
        return False  # said when it is read


def _same(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))


def _not_there(path: str) -> ReadError:
    try:
        os.stat(path)
    except PermissionError as error:  # it may well be there, in a folder that is closed
        return unreadable(path, error)
    except (OSError, ValueError):
        pass
    if os.path.islink(path):
        return ReadError(Message("session.broken-link", target=os.readlink(path)), path)
    folder, name = os.path.split(path)
    try:
        beside = os.listdir(folder or os.curdir)
    except OSError:
        beside = []
    near = difflib.get_close_matches(name, beside, 1, cutoff=0.8)
    if near:
        return ReadError(Message("session.no-file-near", near=os.path.join(folder, near[0])), path)
    return ReadError(Message("session.no-file"), path)
