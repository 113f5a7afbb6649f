"""The bytes of a ``report.json`` become a dictionary: strictly, every mistake with its JSON path, nothing put right.

What the dictionary may hold is asked afterwards, in :mod:`compliance.readers.report_schema`, for its form and year have
to be seen before the rules can be found.

The one surprise: numbers are ``int``, or ``Decimal`` where a point or an exponent is written, never ``float``; a figure
keeps the digits that the file has.

On the path of every run: ``json`` is imported only for what is no JSON, ``decimal`` only for a file that has decimals.
"""

from __future__ import annotations

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.json_mistakes import Mistakes, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from json import JSONDecodeError
    from typing import Any, NoReturn

    from compliance.readers.json_mistakes import Path

MOST_BYTES = 20_000_000
MOST_VALUES = 1_000_000
MOST_LEVELS = 50
MOST_DIGITS = 40
"""Beyond any report; a file that exceeds one of them is refused before it costs time or memory."""


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
    mistakes = Mistakes()
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

    def tell(self, value: object, mistakes: Mistakes) -> None:
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
    if key == "comma" and not text[error.pos :].strip():
        key = "unfinished"
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
