"""OLE files (old Office formats): a file system in a file, opened so that no file can do harm.

:mod:`olefile` knows the format; what it raises on damaged files, how large a stream may be, and the sentence that says
so are settled here::

    compound = Compound(data, "report.doc")
    if "WordDocument" in compound:
        text = compound.read("WordDocument")
"""

from __future__ import annotations

import struct
from io import BytesIO

import olefile

from compliance.errors import ReadError
from compliance.messages import Message

STREAM_BYTES = 60_000_000
"""One stream. The text of the longest real report has 1 MB; pictures stand in a stream that is not read."""

_DAMAGE = (
    OSError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
)
"""What :mod:`olefile` raises on bytes that are no sound OLE file. Its own errors are OSErrors; the others escape it."""


class Compound:
    """The streams of an OLE file.

    :param name: The file as the user named it.
    :raises ReadError: It is no sound OLE file.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._file = olefile.OleFileIO(BytesIO(data))
            self._streams = {
                "/".join(path).lower(): self._file.get_size(path) for path in self._file.listdir()
            }
        except _DAMAGE as error:
            raise ReadError(Message("documents.damaged-office"), name) from error

    def __contains__(self, stream: str) -> bool:
        return stream.lower() in self._streams

    def read(self, stream: str) -> bytes:
        """The bytes of a stream; empty where there is none.

        :raises ReadError: It is damaged, or too large.
        """
        size = self._streams.get(stream.lower())
        if size is None:
            return b""
        if size > STREAM_BYTES:
            limit = STREAM_BYTES // 1_000_000
            raise ReadError(Message("documents.part-too-large", part=stream, limit=limit), self.name)
        try:
            content: bytes = self._file.openstream(stream).read()
        except _DAMAGE as error:
            raise ReadError(Message("documents.damaged", part=stream), self.name) from error
        return content
