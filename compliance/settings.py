"""``govcheck.toml``: what a folder of reports, or a user, has settled once for every run.

The nearest file counts: beside the report or in a folder above it, up to the root of the git repository or of
the drive; if there is none, the one in the user's own folder. Settings of two files are never mixed. What the
command line and the environment say wins over the file; :class:`Settings` keeps for every value where it
comes from, and ``govcheck config show`` tells it.

Decisions on record (``[[waiver]]``) lie in the same file; what is in them is read by :mod:`compliance.waivers`.

A settings file can name rules, never code: plug-ins are installed or named in the command, because a folder
of reports may come from anywhere.

The search is on the path of every run, so this module imports next to nothing until there is a file to read.
"""

from __future__ import annotations

import os

from compliance.errors import UsageError, reason
from compliance.messages import Message
from compliance.userfolders import config_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

FILE = "govcheck.toml"
AGENCY_KINDS = ("department", "office", "government", "township")
AGENCY_KINDS_IN_CHINESE = {
    "部门": "department",
    "办公机构": "office",
    "政府": "government",
    "乡镇": "township",
}
"""What rules call them, and people."""
SEVERITIES = ("error", "warning", "note")

_ONE_OF: dict[str, tuple[str, ...]] = {
    "agency_kind": AGENCY_KINDS,
    "color": ("auto", "always", "never"),
    "fail_on": (*SEVERITIES, "never"),
    "lang": ("zh", "en"),
    "solver": ("auto", "always", "never"),
}
_TRUSTED = ("cells", "totals")
_TEXTS = ("exclude", "rules", "show")
DEFAULTS: dict[str, Any] = {
    "agency_kind": None,
    "color": "auto",
    "exclude": [],
    "fail_on": "error",
    "format": "terminal",
    "jobs": "auto",
    "lang": "zh",
    "rules": [],
    "severity": {},
    "show": [],
    "solver": "auto",
    "strict": False,
    "trust": {},
    "waiver": [],
}
MOST_BYTES = 5_000_000
"""No settings file is as large, with all decisions on record in it."""


class Settings:
    """The settings in force, each with its origin: a file, ``GOVCHECK_…``, an option, or empty for the
    default."""

    __slots__ = ("file", "origins", "values")

    def __init__(self, file: str | None = None) -> None:
        self.file = file
        self.values = dict(DEFAULTS)
        self.origins = dict.fromkeys(DEFAULTS, "")

    def set(self, key: str, value: object, origin: str) -> None:
        """Let *value* win over what was settled before."""
        self.values[key] = value
        self.origins[key] = origin

    def __getitem__(self, key: str) -> Any:
        return self.values[key]


def find(start: str) -> str | None:
    """The settings file for a report or a folder of reports, or None.

    :param start: The file or folder as the user named it; empty for the folder at hand.
    """
    folder = os.path.abspath(start or os.curdir)
    if not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    while True:
        file = os.path.join(folder, FILE)
        if os.path.isfile(file):
            return file
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            break
        folder = above
    own = config_folder()
    file = os.path.join(own, FILE) if own else ""
    return file if os.path.isfile(file) else None


def load(file: str) -> Settings:
    """Read a settings file.

    :raises UsageError: It is not there, is no TOML, or holds something that is no setting: all of it is told
        at once.
    """
    settings = Settings(file)
    mistakes: list[Message] = []
    for key, value in parsed(text_of(file)[0], file).items():
        if key not in DEFAULTS:
            mistakes.append(_unknown(key))
        elif (wrong := _wrong(key, value)) is not None:
            mistakes.append(wrong)
        else:
            settings.set(key, _as_used(key, value, file), file)
    if mistakes:
        raise SettingsError(file, mistakes)
    return settings


class SettingsError(UsageError):
    """A settings file cannot be used. Every mistake in it is told."""

    def __init__(self, file: str, mistakes: list[Message]) -> None:
        super().__init__(mistakes[0], file, mistakes)
        self.file = file
        self.mistakes = mistakes

    def text(self, lang: str) -> str:
        """A line for each mistake."""
        return "\n".join(f"{self.file}: {mistake.text(lang)}" for mistake in self.mistakes)

    def __reduce__(self) -> tuple[type[SettingsError], tuple[str, list[Message]]]:
        return SettingsError, (self.file, self.mistakes)


def text_of(file: str) -> tuple[str, str]:
    """The text of a settings file as it lies there, and its encoding.

    :raises UsageError: It cannot be read, or is no text.
    """
    try:
        with open(file, "rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise SettingsError(file, [Message("settings.unreadable", reason=reason(error))]) from None
    if len(data) > MOST_BYTES:
        raise SettingsError(file, [Message("settings.too-large", most=MOST_BYTES // 1_000_000)])
    # Notepad writes a BOM, which tomllib refuses; old Chinese editors write GB18030.
    bom = data.startswith(b"\xef\xbb\xbf")
    for encoding in ("utf-8-sig" if bom else "utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise SettingsError(file, [Message("settings.no-text")])


def parsed(text: str, file: str) -> Mapping[str, Any]:
    """What a text says, as TOML; figures are exact.

    :raises UsageError: It is no TOML.
    """
    import re
    import tomllib
    from decimal import Decimal

    text = text.replace("\r\n", "\n")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise SettingsError(file, [Message("settings.too-deep")]) from None
    except ValueError as error:  # TOML's own error, and a number of thousands of digits
        # The reason is English; the place is all that is kept of it, because a run speaks one language.
        place = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = map(int, place.groups()) if place else (text.count("\n") + 1, 1)
        raise SettingsError(file, [_no_toml(str(error), text, line, column)]) from None


def _no_toml(told: str, text: str, line: int, column: int) -> Message:
    """What is wrong in that place, as far as the two commonest slips can be told apart from others."""
    if "overwrite" in told or "twice" in told:
        return Message("settings.twice", line=line)
    lines = text.split("\n")
    if line <= len(lines) and "\\" in lines[line - 1]:
        return Message("settings.backslash-in", line=line)
    return Message("settings.no-toml", line=line, column=column)


def _unknown(key: str) -> Message:
    import difflib

    near = difflib.get_close_matches(key.replace("-", "_").lower(), DEFAULTS, 1)
    if near:
        return Message("settings.unknown-near", key=key, near=near[0])
    return Message("settings.unknown", key=key, known=", ".join(DEFAULTS))


def _wrong(key: str, value: object) -> Message | None:
    """What is wrong with a value, or None."""
    if key in _ONE_OF and value not in _ONE_OF[key]:
        return Message("settings.one-of", key=key, choices=", ".join(_ONE_OF[key]))
    if key in _TEXTS:
        if not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            return Message("settings.texts", key=key)
        if not all(each.isprintable() for each in value):
            return Message("settings.backslash", key=key)  # "C:\reports" has a line end in it
    if key == "waiver" and not (isinstance(value, list) and all(isinstance(each, dict) for each in value)):
        return Message("settings.tables", key=key)
    if key == "strict" and not isinstance(value, bool):
        return Message("settings.truth", key=key)
    if key == "format" and not isinstance(value, str):
        return Message("settings.text", key=key)
    if key == "jobs" and value != "auto" and not (type(value) is int and value > 0):
        return Message("settings.jobs", key=key)
    if key == "severity" and not (
        isinstance(value, dict) and all(severity in SEVERITIES for severity in value.values())
    ):
        return Message("settings.severity", key=key, choices=", ".join(SEVERITIES))
    if key == "trust" and not (isinstance(value, dict) and all(map(_is_trust, value.items()))):
        return Message("settings.trust", key=key)
    return None


def _is_trust(setting: tuple[str, Any]) -> bool:
    name, factor = setting
    is_number = not isinstance(factor, (bool, str)) and hasattr(factor, "__float__")
    return name in _TRUSTED and is_number and 0.1 <= float(factor) <= 10


def _as_used(key: str, value: Any, file: str) -> Any:
    """The value with its paths seen from where the file lies, not from where the command is run; factors as such."""
    if key == "trust":
        return {kind: float(factor) for kind, factor in value.items()}
    if key != "rules":
        return value
    beside = os.path.dirname(file)
    return [
        os.path.join(beside, name) if os.path.exists(os.path.join(beside, name)) else name for name in value
    ]
