"""A process of its own for each PDF, with limits on its time and memory.

A PDF can make any program that reads it slow, large or dead; pdfium is written in C++ and takes its process with it.
So the file goes to a process whose end costs nothing, and comes back as a document, or as the reason why there is none.

The answer is pickled: it comes from code of ours, which has no rights that this process has not.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Collection
from time import monotonic

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.pdf_reading import PdfReading

MEMORY = 400_000_000
"""What a process may take, where the system can hold it to that; the longest real report takes 60 MB."""

_FOR_CAREFUL = 0.85
"""Pages are read with care until so much of the time is gone: the rest is for making a document of them."""

_CODE = """
import sys
sys.path[:] = {path!r}
{code}
"""


def read_apart(data: bytes, name: str, careful: Collection[int], seconds: float) -> PdfReading:
    """The pages of a PDF, read by another process.

    :raises ReadError: It cannot be read, or not within the limits.
    """
    if not can_run_apart():
        return _answer(data, name, careful, seconds)
    call = f"from compliance.readers.pdf_child import serve; serve({seconds!r}, {sorted(careful)!r})"
    try:
        told = run_apart(call, data, seconds)
    except subprocess.TimeoutExpired:
        raise ReadError(Message("documents.pdf-slow", seconds=round(seconds)), name) from None
    if told is None:
        raise ReadError(Message("documents.pdf-heavy", limit=MEMORY // 1_000_000), name)
    answer: PdfReading | Message = pickle.loads(told)  # noqa: S301 - see above
    if isinstance(answer, Message):
        raise ReadError(answer, name)
    return answer


def can_run_apart() -> bool:
    """Whether there is a Python to start: inside a bundled program there is none."""
    return not getattr(sys, "frozen", False) and bool(sys.executable)


def run_apart(code: str, data: bytes, seconds: float) -> bytes | None:
    """What some code writes to standard output in a process of its own, None where that ends badly.

    :param data: Its standard input.
    :raises subprocess.TimeoutExpired: It takes longer than it may.
    """
    path = [os.path.abspath(each) for each in sys.path]
    done = subprocess.run(
        [sys.executable, *_options(), "-P", "-c", _CODE.format(path=path, code=code)],
        input=data,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return done.stdout if done.returncode == 0 and done.stdout else None


def serve(seconds: float, careful: Collection[int]) -> None:
    """Read a PDF from standard input and write the answer to standard output."""
    limit(seconds)
    data = sys.stdin.buffer.read()
    answer: PdfReading | Message
    try:
        answer = _answer(data, "", careful, seconds)
    except ReadError as error:
        answer = error.message
    sys.stdout.buffer.write(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


def _answer(data: bytes, name: str, careful: Collection[int], seconds: float) -> PdfReading:
    begun = monotonic()
    from compliance.readers.pdf_pages import read_pages

    return read_pages(data, name, careful, _FOR_CAREFUL * seconds - (monotonic() - begun))


def limit(seconds: float) -> None:
    """Hold this process to its limits, on systems that can."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        # Should the process that waits for the answer be gone.
        (resource.RLIMIT_CPU, int(seconds) + 2),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (within, hard))


def _options() -> list[str]:
    """How this process was started, where that matters for the other."""
    options = ["-B"] if sys.dont_write_bytecode else []
    return [*options, "-X", "utf8"] if sys.flags.utf8_mode else options
