"""Office packages (docx, xlsx): a zip of XML parts, opened so that no file can do harm.

Nothing is unpacked to disk, no archive inside the archive is opened, and only the parts that a reader asks for are
read, each with a counting limit, because the sizes that a zip declares can lie::

    package = Package(data, "report.docx")
    root = package.xml(package.main_part())

The surprise: there is no limit on the whole file or on its compression. Photographs make honest reports large, and XML
compresses a hundredfold; what costs time and memory are the parts that are read, and the elements in them.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from compliance.errors import ReadError
from compliance.messages import Message

if TYPE_CHECKING:
    from lxml import etree

PARTS = 2_000
"""A report has about twenty; one with hundreds of pictures some hundreds."""

PART_BYTES = 20_000_000
"""One part, unpacked. The text of the longest real report has 3 MB."""

READ_BYTES = 60_000_000
"""All parts that are read, unpacked."""

MARKS = 600_000
"""Tags and attributes of one part, counted as ``<`` and ``=``. The template has 22,000; each may take 240 bytes."""

_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED = 0x1

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)
"""What :mod:`zipfile` raises on bytes that are no sound zip."""

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""The names of ISO 29500 Strict, and the usual ones: with them exchanged, the two dialects read alike."""

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """A zip of parts, read one at a time.

    :param name: The file as the user named it.
    :param form: What the file should be, for the sentence that says it is not: ``docx``.
    :raises ReadError: It is no sound zip, or more than a report can be.
    """

    def __init__(self, data: bytes, name: str, form: str) -> None:
        self.name = name
        self._read = 0
        refuse_ole(data, name, form)
        # zipfile makes an object of every entry before anybody can count them.
        if data.count(_ENTRY) > PARTS:
            raise ReadError(Message("documents.too-many-parts", limit=PARTS), name)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _DAMAGE as error:
            raise ReadError(Message("documents.no-package", format=form), name) from error
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for entry in self._zip.infolist():
            part = _part_name(entry.filename)
            if entry.is_dir():
                continue
            if part in self._parts:
                raise ReadError(Message("documents.part-twice", part=_shown(part)), name)
            self._parts[part] = entry

    def __contains__(self, part: str) -> bool:
        return _part_name(part) in self._parts

    def read(self, part: str) -> bytes:
        """The bytes of one part.

        :raises ReadError: It is not there, damaged, locked, or too large.
        """
        entry = self._parts.get(_part_name(part))
        if entry is None:
            raise ReadError(Message("documents.part-missing", part=_shown(part)), self.name)
        if entry.flag_bits & _ENCRYPTED:
            raise ReadError(Message("documents.password"), self.name)
        # Only of deflated parts zipfile can unpack a given number of bytes. Office programs write no others.
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged(part)
        limit = min(PART_BYTES, READ_BYTES - self._read)
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(limit + 1)
        except _DAMAGE as error:
            raise self.damaged(part) from error
        if len(data) > PART_BYTES:
            raise ReadError(
                Message("documents.part-too-large", part=_shown(part), limit=PART_BYTES // 1_000_000),
                self.name,
            )
        if len(data) > limit:
            raise ReadError(Message("documents.too-large", limit=READ_BYTES // 1_000_000), self.name)
        self._read += len(data)
        return data

    def xml(self, part: str) -> etree._Element:
        """The root element of one part, its names those of the transitional dialect.

        :raises ReadError: It is not there, no sound XML, or too much of it.
        """
        from lxml import etree

        data = self.read(part)
        if data.count(b"<") + data.count(b"=") > MARKS:
            raise ReadError(Message("documents.too-many-marks", part=_shown(part), limit=MARKS), self.name)
        # The parser has its own guard against entities that multiply, but says of it only that the part is broken.
        if b"<!DOCTYPE" in data:
            raise ReadError(Message("documents.doctype", part=_shown(part)), self.name)
        if b"purl.oclc.org" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(
                Message("documents.damaged-line", part=_shown(part), line=error.lineno or 1), self.name
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReadError(Message("documents.doctype", part=_shown(part)), self.name)
        return root

    def related(self, part: str, kind: str) -> dict[str, str]:
        """The parts that *part* refers to as *kind* (``numbering``, ``worksheet``): relationship id → part.

        :param part: The part, or an empty name for the package itself.
        """
        folder, base = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if listed not in self:
            return {}
        found: dict[str, str] = {}
        for relation in self.xml(listed).iter(_RELATIONSHIP):
            told = relation.get("Type", "").rpartition("/")[2]
            if told == kind and relation.get("TargetMode") != "External":
                target = posixpath.join("/", folder, relation.get("Target", "").replace("\\", "/"))
                found[relation.get("Id", "")] = posixpath.normpath(target).lstrip("/")
        return found

    def main_part(self) -> str:
        """The part that holds the document itself.

        :raises ReadError: The package names none.
        """
        for part in self.related("", "officeDocument").values():
            return part
        raise ReadError(Message("documents.part-missing", part="_rels/.rels"), self.name)

    def damaged(self, part: str) -> ReadError:
        """The error that says which part cannot be read."""
        return ReadError(Message("documents.damaged", part=_shown(part)), self.name)


def refuse_ole(data: bytes, name: str, form: str) -> None:
    """Refuse an OLE file where a package was expected: it is locked, or from an old Office version.

    :raises ReadError: It is one.
    """
    if not data.startswith(_OLE):
        return
    if is_locked(data):
        raise ReadError(Message("documents.password"), name)
    raise ReadError(Message("documents.old-office", format=form), name)


def is_locked(data: bytes) -> bool:
    """Whether an OLE file is a package that a password or rights management keeps shut."""
    return _ENCRYPTED_STREAM in data


def package_format(data: bytes) -> str | None:
    """What a zip is, by the names of its parts: ``docx``, ``xlsx``, ``ofd``, or None for anything else."""
    if data.count(_ENTRY) > PARTS:
        return None
    try:
        names = {_part_name(name) for name in zipfile.ZipFile(BytesIO(data)).namelist()}
    except _DAMAGE:
        return None
    if "ofd.xml" in names:
        return "ofd"
    for folder, form in (("word/", "docx"), ("xl/", "xlsx")):
        if any(part.startswith(folder) and part.endswith(".xml") for part in names):
            return form
    return None


def _part_name(name: str) -> str:
    """Part names differ neither by case nor by the slash that a careless writer used."""
    return name.replace("\\", "/").lstrip("/").lower()


def _shown(part: str) -> str:
    """A part's name as a message shows it: whoever made the file chose it."""
    return "".join(c if c.isprintable() else "?" for c in part[:80])
