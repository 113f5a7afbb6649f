"""Whether a dictionary is a report: held to the published schema, and to the names of its form.

The schema is ``compliance/schemas/report.schema.json``; it is written out here by hand because a validator costs more
than all the rest of a run. A test holds the two equal. All mistakes are told, in the order of the file.

Two steps, so that the caller can find the rules in between: :func:`peek` tells form and year, :func:`check_report` asks
for the rules of that form.

On the path of every run.
"""

from __future__ import annotations

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.json_mistakes import Mistakes, described, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from compliance.program import Program
    from compliance.readers.json_mistakes import Path

    # The rows of a table and the columns that each of them has.
    Rows = dict[str, dict[str, None]]

FORMAT = "report/1"
FIRST_YEAR, LAST_YEAR = 1900, 2100

MOST_TEXT = 200_000
"""Characters of the whole narrative. A long report of a province has 30,000."""

AGENCY_KINDS = ("department", "office", "government", "township")
REQUIRED = ("govcheck", "form", "year", "sections", "tables")
KEYS = (
    *("govcheck", "form", "title", "agency", "agency_kind", "year", "period", "published", "preface"),
    *("sections", "tables", "editions", "partly_read", "remarks", "source"),
)
PLACE_TEXTS = ("part", "path", "sheet", "ref")
PLACE_FROM_0 = ("block", "paragraph", "table", "row", "cell", "run")
PLACE_FROM_1 = ("page", "line", "column")
PLACE_KEYS = (*PLACE_TEXTS, *PLACE_FROM_0, *PLACE_FROM_1, "box")

# What a parsed file can hold that is no number. A float comes only from a caller's own dictionary.
_NO_NUMBERS = (dict, list, str, bool, type(None), float)


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
    mistakes = Mistakes()
    if "govcheck" not in value:
        raise ReadError(Message("json.no-report"), name)
    _check_top(value, mistakes)
    length = _check_sections(value.get("sections", []), mistakes)
    length += sum(len(text) for key in ("title", "agency", "preface") if type(text := value.get(key)) is str)
    if length > MOST_TEXT:
        mistakes.add((), Message("json.too-much-text", count=length, most=MOST_TEXT))
    _check_tables(value, program, of_edition, mistakes)
    if "remarks" in value:
        _check_remarks(value["remarks"], mistakes)
    if value.get("source") is not None:
        _check_source(value["source"], mistakes)
    mistakes.raise_for(name)


# ── the report as a whole ───────────────────────────────────────────────────────────────────────────────────────


def _check_top(value: dict[str, Any], mistakes: Mistakes) -> None:
    if value["govcheck"] != FORMAT:
        what = Message("json.exactly", name=f'"{FORMAT}"', found=described(value["govcheck"]))
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
        mistakes.add(("agency_kind",), Message("json.one-of", names=names, found=described(kind)))
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


# ── sections ────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_sections(sections: object, mistakes: Mistakes) -> int:
    """Check the parts, and tell how long their text is."""
    length = 0
    if type(sections) is not list:
        mistakes.wrong(("sections",), "list", sections)
        return length
    for i, section in enumerate(sections):
        if type(section) is not dict:
            mistakes.wrong(("sections", i), "object", section)
            continue
        _check_keys(section, ("sections", i), ("number", "title", "paragraphs", "at"), ("title",), mistakes)
        if not _is_text_or_null(section.get("number")):
            mistakes.wrong(("sections", i, "number"), "text-or-null", section["number"])
        if _is_text(section.get("title", "")):
            length += len(section.get("title", ""))
        else:
            mistakes.wrong(("sections", i, "title"), "text", section["title"])
        if "at" in section:
            _check_place(section["at"], ("sections", i, "at"), mistakes)
        paragraphs = section.get("paragraphs", [])
        if type(paragraphs) is not list:
            mistakes.wrong(("sections", i, "paragraphs"), "list", paragraphs)
            continue
        for j, paragraph in enumerate(paragraphs):
            if type(paragraph) is str:
                length += len(paragraph)
            else:
                length += _check_paragraph(paragraph, ("sections", i, "paragraphs", j), mistakes)
    return length


def _check_paragraph(paragraph: object, path: Path, mistakes: Mistakes) -> int:
    """Check a paragraph that is an object, and tell how long its text is."""
    if not isinstance(paragraph, dict):
        mistakes.wrong(path, "paragraph", paragraph)
        return 0
    _check_keys(paragraph, path, ("text", "at"), ("text",), mistakes)
    if "at" in paragraph:
        _check_place(paragraph["at"], (*path, "at"), mistakes)
    text = paragraph.get("text", "")
    if not isinstance(text, str):
        mistakes.wrong((*path, "text"), "text", text)
        return 0
    return len(text)


def _check_place(place: object, path: Path, mistakes: Mistakes) -> None:
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
    mistakes: Mistakes,
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
    mistakes: Mistakes,
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


def _check_table(table: str, rows: object, layout: _Layout | None, mistakes: Mistakes) -> None:
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
    path: Path, kind: str, name: str, known: Iterable[str], *, layout: _Layout, mistakes: Mistakes
) -> None:
    """A row or a column that the table does not have: its printed label instead of its name, or a slip."""
    labels = layout.labels.get(str(path[1]), ({}, {}))[kind == "column"]
    near = next((row for row, label in labels.items() if label == name and row in known), None)
    if near is None:
        mistakes.unknown(path, kind, name, known)
    else:
        mistakes.add(path, Message(f"json.unknown-{kind}-near", name=shown(name), near=near))


def _check_cell(cell: object, path: Path, mistakes: Mistakes) -> None:
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


def _check_remarks(remarks: object, mistakes: Mistakes) -> None:
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


def _check_source(source: object, mistakes: Mistakes) -> None:
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


# ── what all of them ask ────────────────────────────────────────────────────────────────────────────────────────


def _check_keys(
    value: dict[str, Any], path: Path, known: tuple[str, ...], required: tuple[str, ...], mistakes: Mistakes
) -> None:
    for key in required:
        if key not in value:
            mistakes.add(path, Message("json.lacks", key=key))
    for key in value:
        if key not in known:
            mistakes.unknown(path, "key", key, known)


def _is_number(value: object) -> bool:
    return type(value) not in _NO_NUMBERS


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_text_or_null(value: object) -> bool:
    return value is None or type(value) is str


def _check_date(value: object, path: Path, mistakes: Mistakes) -> None:
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
