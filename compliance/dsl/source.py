r"""From the bytes of a rule file to its text: UTF-8 with or without BOM, or GB18030 with a word about it.

Files come from Windows Notepad, from WPS and from editors that still save GB18030. What is not readable text is a
mistake of the file, told as one, and never a traceback. Lines end in ``\n`` afterwards, whatever they ended in before.
"""

from __future__ import annotations

import codecs
import re

from compliance.dsl.mistakes import Mistake
from compliance.dsl.words import BY_SPELLING
from compliance.errors import Position
from compliance.messages import Message

MAX_BYTES = 1 << 20
"""A rule file is written by hand: the shipped form with all its rules is a tenth of this."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(name: str, data: bytes) -> tuple[str, Message | None]:
    """The text of the file *name*, and a warning where it is not UTF-8.

    :raises Mistake: It is too long, in no encoding that we read, or no text at all.
    """
    start = Position(name, 1, 1)
    if len(data) > MAX_BYTES:
        raise Mistake(start, "language.file-too-long", size=len(data) // 1024, most=MAX_BYTES // 1024)
    if data.startswith(_UTF_16) or data[1::2].count(0) * 3 > len(data):
        raise Mistake(start, "language.utf-16")
    warning = None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        if not any(word in BY_SPELLING for word in re.findall(r"\w+", text)):
            # Nearly every even number of bytes is GB18030 of something: without a word of the language it is not ours.
            at = Position(name, data.count(b"\n", 0, broken.start) + 1, 1)
            raise Mistake(at, "language.not-text", byte=f"{data[broken.start]:02X}") from None
        warning = Message("language.gb18030", file=name)
    text = "\n".join(text.splitlines())
    if "\0" in text:
        raise Mistake(
            Position(name, text.count("\n", 0, text.index("\0")) + 1, 1), "language.not-text", byte="00"
        )
    return text, warning
