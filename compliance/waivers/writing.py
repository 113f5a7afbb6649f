"""A decision as TOML, put at the end of a file or taken out of it; nothing else in the file changes.

The text is worked on as text, so that comments, line ends and the order of things stay what they are. What comes out is
read back as TOML and compared with what it should be before anybody writes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from compliance.errors import UsageError
from compliance.findings import Figure
from compliance.messages import Message
from compliance.settings import parsed
from compliance.waivers.waiver import Cell, Waiver, waivers_of

_HEADER = re.compile(r"""\[\[\s*(?:waiver|"waiver"|'waiver')\s*\]\]\s*(?:#.*)?""")
_OF_IT = re.compile(r"""\[{1,2}\s*(?:waiver|"waiver"|'waiver')\s*\.""")


def table_text(waiver: Waiver) -> str:
    """The ``[[waiver]]`` table of a decision."""
    lines = ["[[waiver]]", f"rule = {_text(waiver.rule)}"]
    if waiver.agency is not None:
        lines.append(f"agency = {_text(waiver.agency)}")
    if waiver.year is not None:
        lines.append(f"year = {waiver.year}")
    lines += [f"{kind} = {_text(name)}" for kind, name in waiver.place]
    if waiver.cells:
        lines += ["cells = [", *(f"  {_cell_text(cell)}," for cell in waiver.cells), "]"]
    if waiver.quotes:
        lines += ["quotes = [", *(f"  {_text(quote)}," for quote in waiver.quotes), "]"]
    if waiver.fingerprint is not None:
        lines.append(f"fingerprint = {_text(waiver.fingerprint)}")
    lines += [f"reason = {_text(waiver.reason)}", f"person = {_text(waiver.person)}"]
    lines += [f"date = {waiver.decided.isoformat()}", f"until = {waiver.until.isoformat()}"]
    return "\n".join(lines) + "\n"


def with_waiver(text: str, waiver: Waiver, file: str) -> str:
    """The text of a file with a decision at its end.

    :raises UsageError: It would not be read as one.
    """
    before = parsed(text, file)
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    after = text + gap + table_text(waiver).replace("\n", newline)
    expected = {**before, "waiver": [*before.get("waiver", ()), _as_read(waiver)]}
    if not _says(after, expected, file):
        raise UsageError(Message("waivers.not-appended", file=file))
    return after


def without_waivers(text: str, numbers: Collection[int], file: str) -> str:
    """The text of a file without some of its decisions, which are counted from 1.

    :raises UsageError: Where they begin and end cannot be told.
    """
    before = parsed(text, file)
    lines = text.splitlines(keepends=True)
    kept = list(lines)
    for number, (start, end) in enumerate(_blocks(lines), 1):
        if number in numbers:
            kept[start:end] = [""] * (end - start)
    after = "".join(kept)
    left = [table for n, table in enumerate(before.get("waiver", ()), 1) if n not in numbers]
    expected = {**before, "waiver": left} if left else {k: v for k, v in before.items() if k != "waiver"}
    if not _says(after, expected, file):
        told = ", ".join(map(str, sorted(numbers)))
        raise UsageError(Message("waivers.not-removed", file=file, numbers=told))
    return after


def _blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where each decision stands: from its header to its last line, and one empty line behind it. Remarks in front of
    the next table belong to that one."""
    bare = [line.strip() for line in lines]
    for start, line in enumerate(bare):
        if not _HEADER.fullmatch(line):
            continue
        end = start + 1
        while end < len(bare) and (not bare[end].startswith("[") or _OF_IT.match(bare[end])):
            end += 1
        while not bare[end - 1] or bare[end - 1].startswith("#"):
            end -= 1
        if end < len(bare) and not bare[end]:
            end += 1
        yield start, end


def _says(text: str, expected: Mapping[str, Any], file: str) -> bool:
    """Whether a text is TOML and says this."""
    try:
        return parsed(text, file) == expected
    except UsageError:
        return False


def _as_read(waiver: Waiver) -> Mapping[str, Any]:
    """The table of a decision as TOML gives it back.

    :raises UsageError: It is no decision that could be read again.
    """
    tables: list[Mapping[str, Any]] = parsed(table_text(waiver), waiver.file)["waiver"]
    waivers_of(tables, waiver.file)
    return tables[0]


def _cell_text(cell: Cell) -> str:
    if not cell.found:
        held = "absent = true"
    elif cell.text is not None:
        held = f"text = {_text(cell.text)}"
    else:
        held = "blank = true" if cell.value is None else f"value = {_figure(cell.value)}"
    where = f"table = {_text(cell.table)}, row = {_text(cell.row)}, column = {_text(cell.column)}"
    other = f", report = {_text(cell.report)}" if cell.report is not None else ""
    return f"{{ {where}, {held}{other} }}"


def _figure(value: Figure) -> str:
    # Written out: TOML wants a digit on both sides of the point, and 1E+2 is no whole number there.
    return str(value) if isinstance(value, int) else f"{value:f}"


def _text(text: str) -> str:
    """A basic string of TOML, which is one of JSON but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
