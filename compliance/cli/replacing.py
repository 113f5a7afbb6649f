"""What a file that is to be written may take the place of: an earlier output, and nothing that somebody would miss.

The names of an option and of a report are easily put down in the wrong order (``--annotate report.docx copy.docx``),
and last year's report lies beside this year's. So what a run reads is never written over, whatever it reads it for; and
what lies there already is replaced only if it cannot be a report: an earlier page of ours, an earlier copy with our
comments, a text that does not begin like a report.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from glob import escape as glob_escape
from glob import iglob

from compliance.cli import output
from compliance.errors import UsageError
from compliance.messages import Message
from compliance.readers.kinds import Kind, kind_of
from compliance.settings import Settings

_HEAD = 8192
_OURS = (b'<meta name="generator" content="govcheck ', b'<testsuites name="govcheck"')
_REPORT_AS_JSON = re.compile(rb'\{\s*"govcheck"\s*:\s*"report/')
_REPORT_TITLE = re.compile(r"^[#\s]*\S*信息公开\S*(?:年度报告|年报)[》”*]*(?:[（(][^（）()]*[）)])?\s*$")
"""The first line of a report; that of a result goes on with the ending of the file's name."""
_COMMENTS_BYTES = 20_000_000
WORD_ENDINGS = (".docx", ".docm", ".dotx", ".dotm")


def inputs_of(arguments: argparse.Namespace, settings: Settings, files: Sequence[str]) -> list[str]:
    """All that a run reads. What lies in a folder of reports is known when it is to be written over: by its bytes."""
    named = (getattr(arguments, key, None) for key in ("previous", "units", "baseline", "waivers", "config"))
    rules = [*getattr(arguments, "rules", ()), *settings["rules"]]
    return [
        *files,
        *getattr(arguments, "parts", ()),
        *filter(None, (*named, settings.file)),
        *rules,
        *_rule_files(rules),
    ]


def _rule_files(rules: Sequence[str]) -> Iterator[str]:
    for folder in filter(os.path.isdir, rules):
        yield from iglob(os.path.join(glob_escape(folder), "**", "*.rules"), recursive=True)


def check_output(file: str, inputs: Sequence[str]) -> None:
    """See before the work begins that an output can be written to *file* and costs nobody anything.

    :param inputs: All that the run reads.
    :raises UsageError: It cannot be written there, or something lies there that is not ours.
    """
    output.check_place(file, inputs)
    if may_be_a_report(_head(file)):
        raise UsageError(Message("cli.over-document", file=file))


def check_read_output(file: str, inputs: Sequence[str]) -> None:
    """The same for ``read -o``, whose earlier outputs are reports themselves."""
    output.check_place(file, inputs)
    head = _head(file)
    if may_be_a_report(head) and not _REPORT_AS_JSON.match(head.lstrip()):
        raise UsageError(Message("cli.over-document", file=file))


def check_annotated(file: str, inputs: Sequence[str]) -> None:
    """The same for ``--annotate``: a Word file takes the place of nothing but an earlier copy with our comments, and
    not even of that where somebody has gone on working in it.

    :raises UsageError: As :func:`check_output`; or the name is not that of a Word file.
    """
    if not file.lower().endswith(WORD_ENDINGS):
        raise UsageError(Message("cli.annotate-ending", file=file))
    output.check_place(file, inputs)
    if _head(file) and not _is_copy(file, inputs):
        _see_that_it_is_our_copy(file)


def may_be_a_report(head: bytes) -> bool:
    """Whether what begins like this is a document, or a text that begins as reports do, and no output of ours."""
    kind = kind_of(head)
    if kind is Kind.HTML:
        return not any(mark in head for mark in _OURS)
    if kind is Kind.JSON:
        return _REPORT_AS_JSON.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()) is not None
    if kind is Kind.TEXT:
        first = next((line for line in _text(head).splitlines() if line.strip()), "")
        return _REPORT_TITLE.match(first) is not None
    return kind is not Kind.EMPTY


def _text(head: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return head[: head.rfind(b"\n") + 1 or None].decode(encoding)
        except UnicodeDecodeError:
            continue
    return head.decode("utf-8", "replace")


def _head(file: str) -> bytes:
    """How the file begins; empty if nothing is there, or a device."""
    if not os.path.isfile(file):
        return b""
    try:
        with open(file, "rb") as opened:
            return opened.read(_HEAD)
    except OSError:
        return b""  # told when it is to be written


def _see_that_it_is_our_copy(file: str) -> None:
    # Only where a Word file is to be written over: who writes none should not wait for what writes comments.
    from compliance.annotate import AS_WRITTEN, AUTHOR

    comments = _comments(file)
    if f'author="{AUTHOR}"'.encode() not in comments:
        raise UsageError(Message("cli.over-unmarked", file=file))
    if AS_WRITTEN.search(comments) is None:
        raise UsageError(Message("cli.over-edited", file=file))


def _comments(file: str) -> bytes:
    """The parts of a Word file that hold comments; nothing where it is none."""
    import zipfile

    try:
        with zipfile.ZipFile(file) as archive:
            return b"".join(
                archive.read(entry)
                for entry in archive.infolist()
                if "comments" in entry.filename.lower() and entry.file_size <= _COMMENTS_BYTES
            )
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return b""


def _is_copy(file: str, inputs: Sequence[str]) -> bool:
    """Whether it is one of the inputs over again: a copy in which there was nothing to say."""
    size = os.path.getsize(file)
    alike = (name for name in inputs if os.path.isfile(name) and os.path.getsize(name) == size)
    return any(_bytes(name) == _bytes(file) for name in alike)


def _bytes(file: str) -> bytes:
    with open(file, "rb") as opened:
        return opened.read()
