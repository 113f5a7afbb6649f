"""Writing: to standard output whatever its encoding, and to files that are whole or not there.

A file is written beside its place under another name and then moved there, so that nobody ever reads half of
it and a run that is stopped leaves the old one. Where the place is a device or a pipe, it is written to.
"""

from __future__ import annotations

import errno
import os
import sys

from compliance.errors import UsageError, reason
from compliance.messages import Message
from compliance.reporters.line import without_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def settle_streams() -> None:
    """Make both streams write what they can, and a mark for what their encoding does not hold.

    Where that would be every character, it is said what to do, in the only characters that there are. A stream that
    is closed (``govcheck … >&-``) is one that nobody reads, and an empty one to read from.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if not is_utf8(stream.encoding) and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if not is_utf8(sys.stdout.encoding) and not _has_chinese(sys.stdout.encoding):
        from compliance.messages import say

        print(say("en", "cli.no-chinese", encoding=sys.stdout.encoding), file=sys.stderr)


def _has_chinese(encoding: str | None) -> bool:
    try:
        "错误".encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def is_utf8(encoding: str | None) -> bool:
    """Whether an encoding holds every character."""
    return (encoding or "").lower().replace("-", "").replace("_", "") == "utf8"


def write_stdout(text: str, *, for_machines: bool = False) -> None:
    """Write a text to standard output, with a line end.

    :param for_machines: UTF-8 with plain line ends whatever the console's encoding is: a program reads it.
    :raises UsageError: It cannot be written there.
    """
    if not text.endswith("\n"):
        text += "\n"
    if not for_machines:
        text = without_commands(text)
    try:
        buffer = getattr(sys.stdout, "buffer", None)
        if for_machines and buffer is not None:
            sys.stdout.flush()
            buffer.write(text.encode())
            buffer.flush()
        else:
            sys.stdout.write(text)
            sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough: `govcheck … | head`
        drop_stdout()
    except OSError as error:  # a full disk behind `>`
        drop_stdout()
        told = Message("cli.not-written", file=Message("cli.standard-output"), reason=reason(error))
        raise UsageError(told) from None


def drop_stdout() -> None:
    """Let what is still to come go nowhere, so that the interpreter does not complain of the closed pipe at
    its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def check_place(file: str, inputs: Sequence[str]) -> None:
    """See before the work begins that *file* can be written.

    :param inputs: What is read: none of it is ever written over.
    :raises UsageError: Its folder is not there, it is a folder itself, or it is one of the inputs.
    """
    folder = os.path.dirname(os.path.abspath(file))
    if not os.path.isdir(folder):
        raise UsageError(Message("cli.no-folder", file=file, folder=folder))
    if os.path.isdir(file):
        raise UsageError(Message("cli.is-folder", file=file))
    for name in inputs:
        if os.path.exists(file) and os.path.exists(name) and os.path.samefile(file, name):
            raise UsageError(Message("cli.over-input", file=file))


def write_file(file: str, content: str | bytes) -> None:
    """Write a text as UTF-8, or bytes as they are, into *file*, all of it or nothing.

    :raises UsageError: It cannot be written there.
    """
    if isinstance(content, bytes):
        data = content
    else:
        data = (content if content.endswith("\n") else content + "\n").encode()
    try:
        if os.path.exists(file) and not os.access(file, os.W_OK):
            # It could be replaced all the same, where its folder allows it; whoever locked it does not want that.
            raise PermissionError(errno.EACCES, "")
        if os.path.exists(file) and not os.path.isfile(file):
            with open(file, "wb") as opened:  # a device or a pipe, which a file must not take the place of
                opened.write(data)
        else:
            _replace(os.path.realpath(file), data)
    except OSError as error:
        raise UsageError(Message("cli.not-written", file=file, reason=reason(error))) from None


def _replace(file: str, data: bytes) -> None:
    # In the folder where the file is to lie: a move within one folder never crosses disks.
    unfinished = os.path.join(os.path.dirname(file), f".{os.path.basename(file)}.{os.getpid()}.new")
    try:
        with open(unfinished, "xb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        if os.path.exists(file):
            os.chmod(unfinished, os.stat(file).st_mode & 0o7777)
        os.replace(unfinished, file)
    except BaseException:
        # Ctrl-C as well: what was begun is cleared away.
        if os.path.exists(unfinished):
            os.unlink(unfinished)
        raise
