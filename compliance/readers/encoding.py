"""Bytes to text: byte order mark, else strict UTF-8, else what the document declares, else GB18030.

Nothing is guessed from statistics and nothing is replaced: bytes that are none of these are refused. GB18030 covers
GB2312 and GBK, under whose names Chinese pages are usually saved.
"""

from __future__ import annotations

import codecs

from compliance.errors import ReadError
from compliance.messages import Message

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "gb18030", "x-gbk", "cp936"}


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text that *data* holds, without its byte order mark.

    :param declared: The encoding that the document itself names, if it does.
    :raises ReadError: It is in no encoding that we know.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], (encoding,), name)
    encodings = ["utf-8"]
    if declared and _is_known(declared):
        encodings.append("gb18030" if declared.lower() in _CHINESE else declared)
    return _strict(data, (*encodings, "gb18030"), name)


def _strict(data: bytes, encodings: tuple[str, ...], name: str) -> str:
    offset = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            offset = max(offset, error.start)
    raise ReadError(Message("reading.encoding", offset=offset), name)


def _is_known(encoding: str) -> bool:
    try:
        # base64, rot13 and their like are codecs too, but no encodings of text: decode() refuses them by name.
        b"a".decode(encoding)
    except UnicodeError:
        return True
    except (LookupError, ValueError):
        return False
    return True
