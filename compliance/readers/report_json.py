"""A ``report.json`` is read strictly: every mistake is told, each with its JSON path, and nothing is put right.

Three steps, so that the caller can find the rules in between: :func:`load_report_json` makes a dictionary of the bytes,
:func:`peek` tells form and year, :func:`check_report` holds the dictionary to the published schema
(``compliance/schemas/report.schema.json``) and to the names of the form. A test holds the two equal.

The one surprise: numbers are ``int``, or ``Decimal`` where a point or an exponent is written, never ``float``; a figure
keeps the digits that the file has.

On the path of every run: nothing is imported, ``decimal`` only for a file that has decimals, and no path
or sentence is made before there is a mistake to tell.
"""

from __future__ import annotations

from compliance.errors import ReadError
from compliance.messages import Message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal
    from json import JSONDecodeError
    from typing import Any, NoReturn

    from compliance.program import Program

    # A JSON path: names of keys and indices of items, from the top.
    Path = tuple[str | int, ...]
    # The rows of a table and the columns that each of them has.
    Rows = dict[str, dict[str, None]]

FORMAT = "report/1"
MOST_BYTES = 20_000_000
MOST_VALUES = 1_000_000
MOST_LEVELS = 50
MOST_DIGITS = 40
MOST_TOLD = 20
FIRST_YEAR, LAST_YEAR = 1900, 2100

AGENCY_KINDS = ("department", "office", "government", "township")
REQUIRED = ("govcheck", "form", "year", "sections", "tables")
KEYS = (
    *(
        "govcheck",
        "form",
        "title",
        "agency",
        "agency_kind",
        "year",
        "period",
        "published",
        "preface",
        "sections",
    ),
    *("tables", "editions", "partly_read", "remarks", "source"),
)
PLACE_TEXTS = ("part", "path", "sheet", "ref")
PLACE_FROM_0 = ("block", "paragraph", "table", "row", "cell", "run")
PLACE_FROM_1 = ("page", "line", "column")
PLACE_KEYS = (*PLACE_TEXTS, *PLACE_FROM_0, *PLACE_FROM_1, "box")

# What a parsed file can hold that is no number. A float comes only from a caller's own dictionary.
_NO_NUMBERS = (dict, list, str, bool, type(None), float)


# ── from bytes to a dictionary ──────────────────────────────────────────────────────────────────────────────────


def load_report_json(data: bytes, name: str) -> dict[str, Any]:
    """The dictionary that the bytes of a ``report.json`` tell.

    :param name: The file as the user named it.
    :raises ReadError: The bytes are no JSON object, not UTF-8, or tell something that JSON allows and a report does
        not: a key twice, NaN, numbers without end, depth or size beyond any report.
    """
    if len(data) > MOST_BYTES:
        _refuse(name, "json.too-large", size=len(data) // 1_000_000, most=MOST_BYTES // 1_000_000)
    # Counted beforehand: a list of a million empty lists is small on disk and large in memory.
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MOST_VALUES:
        _refuse(name, "json.too-many-values", most=MOST_VALUES)
    text = _decoded(data, name)
    try:
        value, parsing = _parsed(text)
    except RecursionError:
        _refuse(name, "json.too-deep", most=MOST_LEVELS)
    except ValueError as error:
        from json import JSONDecodeError

        if not isinstance(error, JSONDecodeError):
            raise
        _refuse_syntax(error, text, name)
    if _is_deep(value):
        _refuse(name, "json.too-deep", most=MOST_LEVELS)
    mistakes = _Mistakes()
    if parsing.strange or b"\\ud" in data or b"\\uD" in data:
        parsing.tell(value, mistakes)
    if type(value) is not dict:
        mistakes.wrong((), "object", value)
    mistakes.raise_for(name)
    found: dict[str, Any] = value
    return found


def _decoded(data: bytes, name: str) -> str:
    if not data.strip():
        _refuse(name, "json.empty")
    # JSON begins with an ASCII character: a zero byte among the first two is UTF-16 or UTF-32 without a mark.
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in data[:2]:
        _refuse(name, "json.encoding", encoding="UTF-16")
    try:
        # Notepad's mark is taken off by hand: the codec utf-8-sig would have to be imported.
        return data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            _refuse(name, "json.not-utf-8", byte=error.start + 1)
        _refuse(name, "json.encoding", encoding="GB18030")


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(MOST_LEVELS):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer if type(outer) is list else ())
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return False
    return True


class _Strange:
    """A number that JSON or its parser allows and a report does not; it stands in the number's place."""

    __slots__ = ("key", "values")

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values


def _parsed(text: str) -> tuple[Any, _Parsing]:
    """The value, and what was met on the way.

    The ``json`` package brings ``re`` along, which is half of what a passing report may cost over bare Python; so its
    scanner, which is written in C, is asked directly. Where there is none, or where the text is no JSON, the package
    does it: it has the words for what is wrong.

    :raises json.JSONDecodeError: The text is no JSON.
    """
    try:
        from _json import make_scanner
    except ImportError:
        return _parsed_by_package(text)
    parsing = _Parsing()
    blank = " \t\n\r"
    try:
        # Typed as if only a scanner could tell a scanner what to do; anything with these names does.
        scan = make_scanner(parsing)  # type: ignore[arg-type]
        value, end = scan(text, len(text) - len(text.lstrip(blank)))
    except (StopIteration, ValueError):
        return _parsed_by_package(text)
    return (value, parsing) if end == len(text.rstrip(blank)) else _parsed_by_package(text)


def _parsed_by_package(text: str) -> tuple[Any, _Parsing]:
    import json

    parsing = _Parsing()
    value = json.loads(
        text,
        object_pairs_hook=parsing.object_pairs_hook,
        parse_int=parsing.parse_int,
        parse_float=parsing.parse_float,
        parse_constant=parsing.parse_constant,
    )
    return value, parsing


class _Parsing:
    """What the parser asks for each object and number, under the names by which the C scanner asks. ``strange`` says
    that there is something to tell."""

    strict = True
    object_hook = None

    def __init__(self) -> None:
        self.strange = False
        # With the object itself, for an object that is dropped gives its identity to another.
        self.doubled: dict[int, tuple[dict[str, Any], list[str]]] = {}

    def object_pairs_hook(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            self.strange = True
            self.doubled[id(found)] = found, [key for key in found if keys.count(key) > 1]
        return found

    def parse_int(self, digits: str) -> int | _Strange:
        return int(digits) if len(digits) <= MOST_DIGITS else self._too_long()

    def parse_float(self, digits: str) -> Decimal | _Strange:
        from decimal import Decimal

        number = Decimal(digits)
        exponent = int(number.as_tuple().exponent)
        # 1e999999999 is short, and a billion digits once it is added to something.
        if len(digits) > MOST_DIGITS or abs(exponent) > MOST_DIGITS:
            return self._too_long()
        return number

    def parse_constant(self, name: str) -> _Strange:
        self.strange = True
        return _Strange("json.not-finite", number=name)

    def _too_long(self) -> _Strange:
        self.strange = True
        return _Strange("json.too-long", most=MOST_DIGITS)

    def tell(self, value: object, mistakes: _Mistakes) -> None:
        """Find the paths of what was strange."""
        for path, found in _walk(value, ()):
            if isinstance(found, _Strange):
                mistakes.add(path, Message(found.key, **found.values))
            elif isinstance(found, str):
                half = next((c for c in found if "\ud800" <= c <= "\udfff"), None)
                if half is not None:
                    mistakes.add(path, Message("json.half-character", code=f"\\u{ord(half):04x}"))
            else:
                for key in self.doubled.get(id(found), (None, ()))[1]:
                    mistakes.add(path, Message("json.doubled", key=shown(key)))


def _walk(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    """Every value below and the keys of objects, in the order of the file."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), key
            yield from _walk(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*path, index))


_SYNTAX = (
    ("Expecting ',' delimiter", "comma"),
    ("Expecting ':' delimiter", "colon"),
    ("Expecting property name", "name"),
    ("Expecting value", "value"),
    ("Extra data", "extra"),
    ("Illegal trailing comma", "trailing"),
    ("Unterminated string", "unterminated"),
    ("Invalid control character", "control"),
    ("Invalid \\", "escape"),
)


def _refuse_syntax(error: JSONDecodeError, text: str, name: str) -> NoReturn:
    key = next((key for start, key in _SYNTAX if error.msg.startswith(start)), "syntax")
    if (
        key in ("name", "value")
        and text[: error.pos].rstrip().endswith(",")
        and text[error.pos :].lstrip()[:1] in "}]"
    ):
        key = "trailing"
    line = text[text.rfind("\n", 0, error.pos) + 1 :].split("\n", 1)[0]
    start = max(0, error.colno - 31)
    excerpt = "…" * (start > 0) + shown(line[start:].strip(), 60)
    _refuse(
        name,
        "json.not-json",
        line=error.lineno,
        column=error.colno,
        what=Message(f"json.{key}"),
        excerpt=excerpt,
    )


def _refuse(name: str, key: str, **values: object) -> NoReturn:
    raise ReadError(Message(key, **values), name) from None


# ── from a dictionary to a report that rules may be applied to ──────────────────────────────────────────────────


def peek(value: dict[str, Any], name: str) -> tuple[str, int | None]:
    """The form that the report says it follows, and its year.

    :raises ReadError: It does not say so; then everything that is wrong apart from names of tables is told.
    """
    form, year = value.get("form"), value.get("year")
    if value.get("govcheck") != FORMAT or type(form) is not str or type(year) not in (int, type(None)):
        check_report(value, None, name)
    return str(form), year


def check_report(
    value: dict[str, Any],
    program: Program | None,
    name: str,
    of_edition: Callable[[str], Program | None] | None = None,
) -> None:
    """Hold a loaded ``report.json`` to its schema and to the names of its form.

    :param program: The compiled rules of the form; None checks all but the names of tables, rows and columns.
    :param name: The file as the user named it.
    :param of_edition: Finds the rules of another edition of the form, which ``editions`` may name for a table.
    :raises ReadError: Something is wrong; all mistakes are told, in the order of the file.
    """
    mistakes = _Mistakes()
    if "govcheck" not in value:
        raise ReadError(Message("json.no-report"), name)
    _check_top(value, mistakes)
    _check_sections(value.get("sections", []), mistakes)
    _check_tables(value, program, of_edition, mistakes)
    if "remarks" in value:
        _check_remarks(value["remarks"], mistakes)
    if value.get("source") is not None:
        _check_source(value["source"], mistakes)
    mistakes.raise_for(name)


class _Mistakes:
    """What is wrong, each with its JSON path."""

    __slots__ = ("count", "told")

    def __init__(self) -> None:
        self.told: list[tuple[Path, Message]] = []
        self.count = 0

    def add(self, path: Path, what: Message) -> None:
        self.count += 1
        if self.count <= MOST_TOLD:
            self.told.append((path, what))

    def wrong(self, path: Path, expected: str, found: object, **values: object) -> None:
        """There is *found* where there should be *expected*."""
        number = expected in ("cell", "number", "number-or-null", "year-or-null", "count")
        key = "json.quoted-number" if number and _reads_as_number(found) else "json.wrong"
        self.add(path, Message(key, expected=Message(f"json.{expected}", **values), found=_found(found)))

    def unknown(self, path: Path, kind: str, name: str, known: Iterable[str], **values: object) -> None:
        """There is a name that should not be there; *known* are those that could."""
        if self.count >= MOST_TOLD:
            self.count += 1
            return
        from difflib import get_close_matches

        names = list(known)
        near = get_close_matches(name[:100], names, 1, 0.5)
        if near:
            what = Message(f"json.unknown-{kind}-near", name=shown(name), near=near[0], **values)
        else:
            listed: str | Message = ", ".join(names[:8])
            if len(names) > 8:
                listed = Message("json.and-more", names=listed, count=len(names))
            what = Message(f"json.unknown-{kind}", name=shown(name), names=listed, **values)
        self.add(path, what)

    def raise_for(self, name: str) -> None:
        """Raise what was found, if anything was."""
        if not self.count:
            return
        lines = [Message("json.mistake", path=path_text(path), what=what) for path, what in self.told]
        if self.count == 1:
            raise ReadError(lines[0], name) from None
        if self.count > len(lines):
            told = Message("json.more", count=self.count - len(lines))
        else:
            told = Message("json.line", first=lines.pop())
        for line in reversed(lines):
            told = Message("json.lines", first=line, rest=told)
        raise ReadError(Message("json.mistakes", count=self.count, list=told), name) from None


def path_text(path: Path) -> str:
    """A JSON path as people write it: ``$.tables.依申请公开.本年新收``, ``$.sections[0]``, ``$["a b"]``."""
    steps = [
        f"[{step}]" if isinstance(step, int) else f".{step}" if step.isidentifier() else f'["{shown(step)}"]'
        for step in path
    ]
    return "$" + "".join(steps)


def shown(text: str, most: int = 30) -> str:
    """The beginning of a text from a file, without what could act on a terminal."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def _found(value: object) -> Message:
    if isinstance(value, bool):
        return Message("json.found-truth", truth="true" if value else "false")
    if isinstance(value, str):
        return Message("json.found-text", text=shown(value))
    if value is None or isinstance(value, (dict, list)):
        kind = "null" if value is None else "object" if isinstance(value, dict) else "list"
        return Message(f"json.found-{kind}")
    return Message("json.found-number", number=value)


def _reads_as_number(value: object) -> bool:
    return (
        isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).replace(",", "").isdigit()
    )


def _is_number(value: object) -> bool:
    return type(value) not in _NO_NUMBERS


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_text_or_null(value: object) -> bool:
    return value is None or type(value) is str


def _check_top(value: dict[str, Any], mistakes: _Mistakes) -> None:
    if value["govcheck"] != FORMAT:
        what = Message("json.one-of", names=f'"{FORMAT}"', found=_found(value["govcheck"]))
        mistakes.add(("govcheck",), what)
    _check_keys(value, (), KEYS, REQUIRED, mistakes)
    form, year = value.get("form", "-"), value.get("year")
    if type(form) is not str or not form:
        mistakes.wrong(("form",), "some-text", form)
    for key in ("title", "agency", "preface"):
        if not _is_text_or_null(value.get(key)):
            mistakes.wrong((key,), "text-or-null", value[key])
    kind = value.get("agency_kind")
    if kind is not None and kind not in AGENCY_KINDS:
        names = f"{', '.join(AGENCY_KINDS)}, null"
        mistakes.add(("agency_kind",), Message("json.one-of", names=names, found=_found(kind)))
    if year is not None:
        if type(year) is not int:
            mistakes.wrong(("year",), "year-or-null", year)
        elif not FIRST_YEAR <= year <= LAST_YEAR:
            mistakes.add(("year",), Message("json.year", first=FIRST_YEAR, last=LAST_YEAR, year=year))
    period = value.get("period")
    if period is not None:
        if type(period) is dict:
            _check_keys(period, ("period",), ("from", "to"), (), mistakes)
            for key in ("from", "to"):
                _check_date(period.get(key), ("period", key), mistakes)
        else:
            mistakes.wrong(("period",), "period", period)
    _check_date(value.get("published"), ("published",), mistakes)


def _check_keys(
    value: dict[str, Any], path: Path, known: tuple[str, ...], required: tuple[str, ...], mistakes: _Mistakes
) -> None:
    for key in required:
        if key not in value:
            mistakes.add(path, Message("json.lacks", key=key))
    for key in value:
        if key not in known:
            mistakes.unknown(path, "key", key, known)


def _check_date(value: object, path: Path, mistakes: _Mistakes) -> None:
    if value is None:
        return
    if type(value) is not str or not _looks_like_date(value):
        mistakes.wrong(path, "date-or-null", value)
    elif not _is_day(int(value[:4]), int(value[5:7]), int(value[8:])):
        mistakes.add(path, Message("json.no-such-day", date=value))


def _looks_like_date(text: str) -> bool:
    digits = text.replace("-", "")
    return (
        len(text) == 10
        and text[4] == text[7] == "-"
        and len(digits) == 8
        and digits.isascii()
        and digits.isdigit()
    )


def _is_day(year: int, month: int, day: int) -> bool:
    if not (year and 1 <= month <= 12):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


# ── sections ────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_sections(sections: object, mistakes: _Mistakes) -> None:
    if type(sections) is not list:
        mistakes.wrong(("sections",), "list", sections)
        return
    for i, section in enumerate(sections):
        if type(section) is not dict:
            mistakes.wrong(("sections", i), "object", section)
            continue
        _check_keys(section, ("sections", i), ("number", "title", "paragraphs", "at"), ("title",), mistakes)
        if not _is_text_or_null(section.get("number")):
            mistakes.wrong(("sections", i, "number"), "text-or-null", section["number"])
        if not _is_text(section.get("title", "")):
            mistakes.wrong(("sections", i, "title"), "text", section["title"])
        if "at" in section:
            _check_place(section["at"], ("sections", i, "at"), mistakes)
        paragraphs = section.get("paragraphs", [])
        if type(paragraphs) is not list:
            mistakes.wrong(("sections", i, "paragraphs"), "list", paragraphs)
            continue
        for j, paragraph in enumerate(paragraphs):
            if type(paragraph) is not str:
                _check_paragraph(paragraph, ("sections", i, "paragraphs", j), mistakes)


def _check_paragraph(paragraph: object, path: Path, mistakes: _Mistakes) -> None:
    if not isinstance(paragraph, dict):
        mistakes.wrong(path, "paragraph", paragraph)
        return
    _check_keys(paragraph, path, ("text", "at"), ("text",), mistakes)
    if not _is_text(paragraph.get("text", "")):
        mistakes.wrong((*path, "text"), "text", paragraph["text"])
    if "at" in paragraph:
        _check_place(paragraph["at"], (*path, "at"), mistakes)


def _check_place(place: object, path: Path, mistakes: _Mistakes) -> None:
    if not isinstance(place, dict):
        mistakes.wrong(path, "object", place)
        return
    _check_keys(place, path, PLACE_KEYS, (), mistakes)
    for key, value in place.items():
        if key in PLACE_TEXTS:
            if type(value) is not str:
                mistakes.wrong((*path, key), "text", value)
        elif key == "box":
            if type(value) is not list or len(value) != 4 or not all(map(_is_number, value)):
                mistakes.wrong((*path, key), "box", value)
        elif key in PLACE_KEYS:
            least = 1 if key in PLACE_FROM_1 else 0
            if type(value) is not int or value < least:
                mistakes.wrong((*path, key), "count", value, least=least)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────


class _Layout:
    """The names that a form has: its tables, their rows, and the columns of each row."""

    __slots__ = ("edition", "labels", "open", "tables")

    def __init__(self, program: Program) -> None:
        self.edition: str = program["edition"]
        self.open: Mapping[str, tuple[str, tuple[str, ...]]] = program["open_tables"]
        self.labels: Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]] = program["labels"]
        self.tables: dict[str, Rows] = {table: {} for table in self.open}
        for table, row, column in program["layout"]:
            self.tables.setdefault(table, {}).setdefault(row, {})[column] = None


def _check_tables(
    value: dict[str, Any],
    program: Program | None,
    of_edition: Callable[[str], Program | None] | None,
    mistakes: _Mistakes,
) -> None:
    layout = None if program is None else _Layout(program)
    others: dict[str, _Layout] = {}
    if "editions" in value:
        others = _check_editions(value["editions"], layout, of_edition, mistakes)
    tables = value.get("tables", {})
    if type(tables) is not dict:
        mistakes.wrong(("tables",), "object", tables)
    else:
        for table, rows in tables.items():
            _check_table(table, rows, others.get(table, layout), mistakes)
    partly = value.get("partly_read", {})
    if type(partly) is not dict:
        mistakes.wrong(("partly_read",), "object", partly)
        return
    for table, reason in partly.items():
        here = others.get(table, layout)
        if here is not None and table not in here.tables:
            mistakes.unknown(("partly_read",), "table", table, here.tables, form=here.edition)
        elif type(reason) is not str:
            mistakes.wrong(("partly_read", table), "text", reason)


def _check_editions(
    editions: object,
    layout: _Layout | None,
    of_edition: Callable[[str], Program | None] | None,
    mistakes: _Mistakes,
) -> dict[str, _Layout]:
    """Which tables follow another edition, and the names that it has."""
    if not isinstance(editions, dict):
        mistakes.wrong(("editions",), "object", editions)
        return {}
    found: dict[str, _Layout] = {}
    for table, edition in editions.items():
        path: Path = ("editions", table)
        if type(edition) is not str or not edition:
            mistakes.wrong(path, "some-text", edition)
        elif layout is not None:
            here: _Layout | None = layout
            if edition != layout.edition:
                program = None if of_edition is None else of_edition(edition)
                here = None if program is None else _Layout(program)
            if here is None:
                mistakes.add(path, Message("json.no-edition", edition=shown(edition)))
            elif table not in here.tables:
                mistakes.unknown(("editions",), "table", table, here.tables, form=here.edition)
            else:
                found[table] = here
    return found


def _check_table(table: str, rows: object, layout: _Layout | None, mistakes: _Mistakes) -> None:
    known: Rows | None = None
    open_columns: tuple[str, ...] = ()
    if layout is not None:
        known = layout.tables.get(table)
        if known is None:
            mistakes.unknown(("tables",), "table", table, layout.tables, form=layout.edition)
            return
        if table in layout.open:
            open_columns = layout.open[table][1]
    if not isinstance(rows, dict):
        mistakes.wrong(("tables", table), "object", rows)
        return
    for row, cells in rows.items():
        columns: Iterable[str] | None = None
        if known is not None and layout is not None:
            columns = known.get(row) or open_columns
            if not columns:
                _unknown_name(("tables", table), "row", row, known, layout=layout, mistakes=mistakes)
                continue
        if type(cells) is not dict:
            mistakes.wrong(("tables", table, row), "object", cells)
            continue
        for column, cell in cells.items():
            if columns is not None and column not in columns and layout is not None:
                _unknown_name(
                    ("tables", table, row), "column", column, columns, layout=layout, mistakes=mistakes
                )
            elif type(cell) is not int and cell is not None:
                _check_cell(cell, ("tables", table, row, column), mistakes)


def _unknown_name(
    path: Path, kind: str, name: str, known: Iterable[str], *, layout: _Layout, mistakes: _Mistakes
) -> None:
    """A row or a column that the table does not have: its printed label instead of its name, or a slip."""
    labels = layout.labels.get(str(path[1]), ({}, {}))[kind == "column"]
    near = next((row for row, label in labels.items() if label == name and row in known), None)
    if near is None:
        mistakes.unknown(path, kind, name, known)
    else:
        mistakes.add(path, Message(f"json.unknown-{kind}-near", name=shown(name), near=near))


def _check_cell(cell: object, path: Path, mistakes: _Mistakes) -> None:
    if not isinstance(cell, dict):
        if not _is_number(cell):
            mistakes.wrong(path, "cell", cell)
        return
    _check_keys(cell, path, ("value", "text", "note", "at"), (), mistakes)
    if "text" in cell and "value" in cell:
        mistakes.add(path, Message("json.text-and-value"))
    elif "text" not in cell and "value" not in cell:
        mistakes.add(path, Message("json.neither"))
    if not _is_text(cell.get("text", "")):
        mistakes.wrong((*path, "text"), "text", cell["text"])
    number = cell.get("value")
    if number is not None and not _is_number(number):
        mistakes.wrong((*path, "value"), "number-or-null", number)
    if not _is_text(cell.get("note", "")):
        mistakes.wrong((*path, "note"), "text", cell["note"])
    if "at" in cell:
        _check_place(cell["at"], (*path, "at"), mistakes)


# ── what a reader adds ──────────────────────────────────────────────────────────────────────────────────────────


def _check_remarks(remarks: object, mistakes: _Mistakes) -> None:
    if not isinstance(remarks, list):
        mistakes.wrong(("remarks",), "list", remarks)
        return
    for i, remark in enumerate(remarks):
        path: Path = ("remarks", i)
        if type(remark) is not dict:
            mistakes.wrong(path, "object", remark)
            continue
        _check_keys(remark, path, ("message", "values"), ("message",), mistakes)
        message, values = remark.get("message", ""), remark.get("values", {})
        if type(message) is not str:
            mistakes.wrong((*path, "message"), "text", message)
        if type(values) is not dict:
            mistakes.wrong((*path, "values"), "object", values)
            continue
        wrong = [key for key, v in values.items() if not (_is_text_or_null(v) or _is_number(v))]
        for key in wrong:
            mistakes.wrong((*path, "values", key), "plain-value", values[key])
        if "message" in remark and type(message) is str and not wrong and not _can_be_told(message, values):
            mistakes.add((*path, "message"), Message("json.no-such-remark", key=shown(message)))


def _can_be_told(key: str, values: dict[str, Any]) -> bool:
    """Whether the catalogues have that sentence and it can be made with these values."""
    room, _, name = key.partition(".")
    if not (room.replace("_", "").isalnum() and room.isascii() and name):
        return False
    try:
        Message(key, **values).text("en")
    except (ImportError, AttributeError, LookupError, TypeError, ValueError):
        return False
    return True


def _check_source(source: object, mistakes: _Mistakes) -> None:
    if not isinstance(source, dict):
        mistakes.wrong(("source",), "object", source)
        return
    _check_keys(source, ("source",), ("file", "sha256", "reader"), ("file",), mistakes)
    if not _is_text(source.get("file", "")):
        mistakes.wrong(("source", "file"), "text", source["file"])
    sha256 = source.get("sha256")
    if sha256 is not None and not (
        type(sha256) is str and len(sha256) == 64 and not sha256.strip("0123456789abcdef")
    ):
        mistakes.wrong(("source", "sha256"), "sha256", sha256)
    if not _is_text_or_null(source.get("reader")):
        mistakes.wrong(("source", "reader"), "text-or-null", source["reader"])
