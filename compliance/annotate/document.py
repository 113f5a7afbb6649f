"""A copy of a Word document with comments: the parts that change, and all others as they are."""

from __future__ import annotations

import copy
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from shutil import copyfileobj

from compliance.annotate.anchors import Anchor, Anchors, Point
from compliance.annotate.comments import Comments, answered, durable, without
from compliance.annotate.elements import WORD, Edits, Element, root_of, utf8
from compliance.annotate.notes import Note, notes_of
from compliance.errors import UsageError
from compliance.findings import ReportResult
from compliance.messages import Message
from compliance.readers.package import Package, package_format

UNPACKED_BYTES = 500_000_000
"""More than any report has in pictures."""

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_RELATIONSHIP = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_ENDINGS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": ".dotx",
    "application/vnd.ms-word.document.macroEnabled.main+xml": ".docm",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": ".dotm",
}
"""Content types of main parts that are no ``.docx``: Word does not open them by that name."""
_EXTENDED = "commentsExtended"
_IDS = "commentsIds"
_BESIDE = (_EXTENDED, _IDS, "commentsExtensible")
_ON = ("1", "true", "on")
_COMMENTS_ALLOWED = ("comments", "trackedChanges")


def annotated(data: bytes, name: str, result: ReportResult, lang: str) -> bytes:
    """The document with a comment for each finding that is open; our earlier comments are gone.

    :param data: The document as it was checked.
    :param name: The file as the user named it.
    :param result: What was found in it; with the report as it was read, comments about a part find its heading.
    :raises UsageError: It is no Word document, or must not be written to.
    :raises ReadError: It is damaged.
    """
    if package_format(data) != "docx":
        raise UsageError(Message("annotate.not-word", file=name))
    package = Package(data, name, "docx")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        _refuse(package, archive, name)
        changed = _Document(package, archive).with_comments(result, lang)
        return _copied(archive, changed) if changed else data


def ending_of(data: bytes, name: str) -> str:
    """How the name of a Word document has to end, for Word to open it: ``.docx``, or with macros ``.docm``.

    :raises ReadError: It is damaged.
    """
    package = Package(data, name, "docx")
    main = f"/{package.main_part()}".lower()
    types = _parsed(package, _TYPES, utf8(package.read(_TYPES))).children
    told = next((t.attributes for t in types if t.attributes.get("PartName", "").lower() == main), {})
    return _ENDINGS.get(told.get("ContentType", ""), ".docx")


def _refuse(package: Package, archive: zipfile.ZipFile, name: str) -> None:
    """:raises UsageError: The document is signed or protected, or larger than any report."""
    names = [entry.filename.lower() for entry in archive.infolist()]
    if any(each.startswith("_xmlsignatures/") for each in names) or package.related("", "origin"):
        raise UsageError(Message("annotate.signed", file=name))
    if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_BYTES:
        raise UsageError(Message("annotate.too-large", file=name, limit=UNPACKED_BYTES // 1_000_000))
    for settings in package.related(package.main_part(), "settings").values():
        if settings in package:
            for element in _parsed(package, settings, package.read(settings)).children:
                told = element.attributes
                is_protected = element.name == "w:documentProtection" and told.get("enforcement") in _ON
                if is_protected and told.get("edit") not in _COMMENTS_ALLOWED:
                    raise UsageError(Message("annotate.protected", file=name))


def _parsed(package: Package, part: str, data: bytes) -> Element:
    try:
        return root_of(data)
    except ValueError as error:
        raise package.damaged(part) from error


@dataclass
class _Spot:
    """All that goes in at one place of a paragraph: ends of comments, beginnings, ends of those that begin there."""

    point: Point
    paragraph: Element
    ends: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    late_ends: list[int] = field(default_factory=list)


class _Document:
    """The parts of one document that comments change."""

    def __init__(self, package: Package, archive: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {
            entry.filename.replace("\\", "/").lstrip("/").lower(): entry.filename
            for entry in archive.infolist()
        }
        self._main = package.main_part()
        self._changed: dict[str, bytes] = {}

    def with_comments(self, result: ReportResult, lang: str) -> Mapping[str, bytes]:
        """The parts as they are to be, by the names of their entries."""
        package = self._package
        data = utf8(package.read(self._main))
        root = _parsed(package, self._main, data)
        is_strict = _STRICT.encode() in data
        beside = self._beside()
        comments_part = self._related("comments")
        kept = answered(beside[_EXTENDED][1]) if _EXTENDED in beside else frozenset()
        comments = Comments(
            None if comments_part is None else utf8(package.read(comments_part)),
            _STRICT if is_strict else WORD,
            kept,
        )
        edits = Edits(data)
        _take_out(edits, root, comments.replaced)
        anchors = Anchors(data, root, None if result.report is None else result.report.title)
        spots: dict[int, _Spot] = {}
        for note in notes_of(result, lang):
            anchor = _anchor(anchors, note)
            id_ = None if anchor is None else comments.add(note.lines)
            if anchor is not None and id_ is not None:
                _put(spots, anchor, id_)
        _put_in(edits, data, spots, (_STRICT if is_strict else WORD).encode())
        if comments_part is None and not spots:
            return {}
        self._write(self._main, edits.done())
        self._write_comments(comments_part, comments.part(), is_strict=is_strict)
        gone = comments.replaced_paragraphs
        if _IDS in beside:
            gone |= durable(beside[_IDS][1], gone)
        for part, content in beside.values():
            self._write(part, without(content, gone))
        return self._changed

    def _related(self, kind: str) -> str | None:
        """The part that the document refers to as *kind*, if it is there."""
        parts = self._package.related(self._main, kind).values()
        return next((part for part in parts if part in self._package), None)

    def _beside(self) -> dict[str, tuple[str, bytes]]:
        found = {}
        for kind in _BESIDE:
            part = self._related(kind)
            if part is not None:
                data = utf8(self._package.read(part))
                _parsed(self._package, part, data)
                found[kind] = (part, data)
        return found

    def _write(self, part: str, data: bytes) -> None:
        self._changed[self._names.get(part.lower(), part)] = data

    # ── a document that has no comments yet ──

    def _write_comments(self, part: str | None, data: bytes, *, is_strict: bool) -> None:
        if part is not None:
            self._write(part, data)
            return
        folder, base = posixpath.split(self._main)
        part = next(
            name
            for n in range(len(self._names) + 1)
            if (name := posixpath.join(folder, f"comments{n or ''}.xml")) not in self._package
        )
        self._write(part, data)
        kind = _STRICT_RELATIONSHIP if is_strict else _RELATIONSHIP
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        self._relate(listed, kind, posixpath.basename(part))
        self._declare(part)

    def _relate(self, listed: str, kind: str, target: str) -> None:
        """Name the new part among the document's relationships."""
        empty = (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
        )
        data = utf8(self._package.read(listed)) if listed in self._package else empty
        root = _parsed(self._package, listed, data)
        taken = {child.attributes.get("Id") for child in root.children}
        id_ = next(id_ for n in range(len(taken) + 1) if (id_ := f"rIdGovcheck{n or ''}") not in taken)
        edits = Edits(data)
        relation = b'<%sRelationship Id="%s" Type="%s" Target="%s"/>'
        edits.into(root, relation % (root.prefix, id_.encode(), kind.encode(), target.encode()))
        self._write(listed, edits.done())

    def _declare(self, part: str) -> None:
        """Say what kind of part it is."""
        data = utf8(self._package.read(_TYPES))
        root = _parsed(self._package, _TYPES, data)
        edits = Edits(data)
        edits.into(
            root,
            b'<%sOverride PartName="/%s" ContentType="%s"/>'
            % (root.prefix, part.encode(), _CONTENT_TYPE.encode()),
        )
        self._write(_TYPES, edits.done())


def _anchor(anchors: Anchors, note: Note) -> Anchor | None:
    """Where a comment stands; where its place is not to be found, at the title: it is never lost."""
    placed = anchors.of(note.at, note.quote, note.near) if note.at else None
    return placed or anchors.title


# ── marks in the text ────────────────────────────────────────────────────────────────────────────────────────


def _take_out(edits: Edits, root: Element, ids: frozenset[str]) -> None:
    """Take out the marks of comments that are gone."""
    for name in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        for element in root.all(name):
            if element.attributes.get("id") in ids:
                run = element.parent
                is_alone = (
                    run is not None
                    and run.name == "w:r"
                    and all(child is element or child.name == "w:rPr" for child in run.children)
                )
                edits.remove(run if is_alone and run is not None else element)


def _put(spots: dict[int, _Spot], anchor: Anchor, id_: int) -> None:
    start = spots.setdefault(anchor.start.at, _Spot(anchor.start, anchor.paragraph))
    start.starts.append(id_)
    end = spots.setdefault(anchor.end.at, _Spot(anchor.end, anchor.paragraph))
    (end.late_ends if end is start else end.ends).append(id_)


def _put_in(edits: Edits, data: bytes, spots: Mapping[int, _Spot], namespace: bytes) -> None:
    spaced: set[int] = set()
    for at, spot in spots.items():
        w = spot.paragraph.prefix
        # An attribute has no namespace without a prefix.
        w, declared = (w, b"") if w else (b"w:", b' xmlns:w="%s"' % namespace)
        piece = b"".join(
            [
                *(_end(id_, w, declared) for id_ in spot.ends),
                *(b'<%scommentRangeStart%s %sid="%d"/>' % (w, declared, w, id_) for id_ in spot.starts),
                *(_end(id_, w, declared) for id_ in spot.late_ends),
            ]
        )
        text, run = spot.point.text, None if spot.point.text is None else spot.point.text.parent
        if spot.point.closed is not None:
            edits.into(spot.point.closed, piece)
        elif text is not None and run is not None:
            # The run is cut in two that look alike.
            properties = run.child("w:rPr")
            like = b"" if properties is None else data[properties.start : properties.end]
            edits.insert(
                at,
                b'</%s></%s>%s%s%s<%s xml:space="preserve">'
                % (text.tag, run.tag, piece, data[run.start : run.opened], like, text.tag),
            )
            if "space" not in text.attributes and text.opened not in spaced:
                spaced.add(text.opened)
                edits.insert(text.opened - 1, b' xml:space="preserve"')
        else:
            edits.insert(at, piece)


def _end(id_: int, w: bytes, declared: bytes) -> bytes:
    return b'<%scommentRangeEnd%s %sid="%d"/><%sr%s><%scommentReference %sid="%d"/></%sr>' % (
        *(w, declared, w, id_),
        *(w, declared, w, w, id_, w),
    )


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────


def _copied(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """The file with some parts changed or added; all others as they are, in their order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as copied:
        copied.comment = archive.comment
        for entry in archive.infolist():
            told = copy.copy(entry)
            with copied.open(told, "w") as target:
                if entry.filename in changed:
                    target.write(changed[entry.filename])
                else:
                    with archive.open(entry) as source:
                        copyfileobj(source, target)
        like = archive.infolist()[0]
        for name in changed.keys() - set(archive.namelist()):
            new = zipfile.ZipInfo(name, like.date_time)
            new.compress_type = zipfile.ZIP_DEFLATED
            copied.writestr(new, changed[name])
    return out.getvalue()
