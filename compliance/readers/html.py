"""Web pages saved from portals, read as a browser shows them, without its furniture.

Tables become grids by the browser's own rules for ``rowspan`` and ``colspan``; tables that only hold the page together
dissolve; scripts and hidden elements are left out. What the portal says about the page (title, publisher, date of
publication) is taken from its ``meta`` elements and from the lines and tables above the text.

The surprise: the bytes are decoded here and not by the parser, because pages without a charset, and pages that say
``gb2312`` and are GB18030, are the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from compliance.errors import ReadError
from compliance.messages import Message
from compliance.readers.encoding import decode
from compliance.readers.fragments import Block, Document, Fragment, TextBlock
from compliance.readers.grids import SAMPLE, GridCell, GridRow, Tally, shown, table_blocks
from compliance.readers.kinds import Kind, kind_of
from compliance.readers.limits import COLUMNS, check_text_size
from compliance.readers.package import MARKS
from compliance.readers.portal import portal_says
from compliance.report import Place

if TYPE_CHECKING:
    from lxml import etree

    from compliance.form import Form
    from compliance.report import Report

DEPTH = 256
"""So deep the parser goes; a page that goes deeper is refused, because the rest would be missing."""

LONGEST_PATH = 400
"""A longer path to an element helps nobody find it."""

_HEAD = 4096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9._-]+)", re.IGNORECASE)

_SILENT = frozenset(
    {"audio", "button", "canvas", "embed", "frameset", "iframe", "map", "nav", "noscript", "object", "script"}
    | {"select", "style", "svg", "template", "title", "video"}
)
_GROUPS = frozenset(("tbody", "thead", "tfoot"))
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog"}
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr"}
    | {"html", "li", "main", "ol", "p", "pre", "search", "section", "summary", "table", "tr", "ul"}
    | (_HEADINGS | _GROUPS | _CELLS)
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)

_INTEGER = re.compile(r"\s*\+?(\d{1,9})", re.ASCII).match
_PLAIN = re.compile(r"[0-9\u4e00-\u9fff]+").fullmatch
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
# A line end of the source between two wide characters is not seen; elsewhere it is a space.
_SOURCE_LINE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n\f]*(?={_WIDE})")

_PART = re.compile(r"\s*(?:[一二三四五六]\s*[、.．，]|第[一二三四五六]部分)")
_LINE = 60
"""A heading of a part is no longer."""

_LONGEST_SPAN = 65_534
_TO_THE_END = 1_000_000


ENDINGS = (".html", ".htm", ".shtml")
"""Names under which web pages are saved."""


def read(name: str, data: bytes, forms: Sequence[Form]) -> Report | None:
    """Read a web page, or leave what is none to other readers.

    :raises ReadError: It is one, and no report can be read out of it.
    """
    return read_html(data, name, forms) if kind_of(data) is Kind.HTML else None


def read_html(data: bytes, name: str, forms: Sequence[Form]) -> Report:
    """The report that a web page is.

    :param name: The file as the user named it.
    :param forms: The editions of the form that it may follow.
    :raises ReadError: It holds no text, or no report.
    """
    from compliance.readers.reading import report_of

    return report_of(html_document(data, name), data, name, forms)


def html_document(data: bytes, name: str) -> Document:
    """The paragraphs and tables of a web page.

    :raises ReadError: It is in no known encoding, too large, or holds no text.
    """
    check_text_size(len(data), name)
    declared = _CHARSET.search(data[:_HEAD])
    root = _parsed(decode(data, name, declared[1].decode("ascii") if declared else None), name)
    walk = _Walk(root, name)
    blocks = walk.blocks()
    if not blocks:
        raise ReadError(Message("documents.no-text"), name)
    first = next((i for i, block in enumerate(blocks) if _is_part(block)), len(blocks))
    return Document(
        tuple(walk.placed(blocks)),
        "html",
        metadata=portal_says(root, blocks[:first]),
        remarks=walk.remarks(),
    )


def _parsed(text: str, name: str) -> etree._Element:
    from lxml import etree

    if text.count("<") + text.count("=") > MARKS or _attributes_squared(text) > MARKS * 1000:
        raise ReadError(Message("documents.too-many-marks", part="HTML", limit=MARKS), name)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    # For the parser, NUL ends the page.
    root: etree._Element | None = etree.fromstring(text.replace("\0", "").encode(), parser)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise ReadError(Message("documents.too-deep", limit=DEPTH), name)
    if root is None:
        raise ReadError(Message("documents.no-text"), name)
    return root


def _attributes_squared(text: str) -> int:
    """The parser compares each attribute of a tag with all others of the tag: so many comparisons, at most."""
    long = (
        head for piece in text.split("<") if len(piece) > 300 and len(head := piece.partition(">")[0]) > 300
    )
    return sum(len(head.split()) ** 2 for head in long)


class _Frame:
    """An element that is being walked through, and the way to it.

    There is one for every element of a page: so it is made cheaply, and its path only when somebody asks for it.
    """

    __slots__ = ("_path", "_step", "children", "counts", "element", "parent", "tag")

    def __init__(self, element: etree._Element, parent: _Frame | None, step: int) -> None:
        self.element = element
        self.tag = element.tag
        self.children = iter(element)
        self.parent = parent
        self._step = step
        self._path: str | None = None
        # How many children of each tag have been met.
        self.counts: dict[str, int] = {}

    @property
    def path(self) -> str:
        """The element's path; empty where it is too long to help anybody."""
        if self._path is None:
            above = self.parent.path if self.parent is not None else ""
            # html, head and body are there once.
            step = f"[{self._step}]" if self.parent is not None and self.parent.parent is not None else ""
            path = f"{above}/{self.tag}{step}" if above or self.parent is None else ""
            self._path = path if len(path) <= LONGEST_PATH else ""
        return self._path

    def place(self) -> Place:
        """Where the element is."""
        return Place(path=self.path or None, line=cast("int | None", self.element.sourceline))

    def around(self) -> Iterator[_Frame]:
        """The element and all those around it, from the inside out."""
        frame: _Frame | None = self
        while frame is not None:
            yield frame
            frame = frame.parent


@dataclass(slots=True)
class _Table:
    """A table that is being walked through.

    ``covered`` says for each grid column up to which row a cell from above reaches; ``reaching`` are those cells.
    """

    frame: _Frame
    rows: list[GridRow] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)
    reaching: list[tuple[int, GridCell]] = field(default_factory=list)
    column: int = 0
    has_row: bool = False
    around: list[Block] = field(default_factory=list)

    def row(self, at: Place) -> None:
        """Begin a row."""
        self.rows.append(GridRow(at))
        self.column = 0
        self.has_row = True

    def cell(self, frame: _Frame) -> GridCell:
        """Begin a cell in the first place of the row that is free."""
        if not self.has_row:
            self.row(frame.place())
        row = len(self.rows) - 1
        while self.covered.get(self.column, 0) > row:
            self.column += 1
        high = _span(frame.element.get("rowspan"))
        cell = GridCell(self.column, frame.place(), _span(frame.element.get("colspan")) or 1, high or 1)
        if self.column < COLUMNS:
            self.rows[-1].cells.append(cell)
            if high != 1:
                # 0 reaches to the end of the group.
                cell.row_span = high or _TO_THE_END
                self.reaching.append((row, cell))
                for column in range(self.column, min(cell.end, COLUMNS)):
                    self.covered[column] = row + cell.row_span
        self.column = cell.end
        return cell

    def end_group(self) -> None:
        """No cell reaches out of a group of rows."""
        for row, cell in self.reaching:
            cell.row_span = min(cell.row_span, len(self.rows) - row)
        self.reaching.clear()
        self.covered.clear()
        self.has_row = False

    def blocks(self) -> Iterator[Block]:
        """The whole table, behind what stood in it outside of its cells."""
        self.end_group()
        cells = [cell for row in self.rows for cell in row.cells]
        width = max((cell.end for cell in cells if cell.column_span < COLUMNS), default=1)
        for cell in cells:
            # A cell over "9999" columns is one over all of them.
            cell.column_span = max(1, min(cell.end, max(width, cell.column + 1)) - cell.column)
        yield from self.around
        yield from table_blocks(self.rows, self.frame.place())


class _Walk:
    """One walk through a page."""

    def __init__(self, root: etree._Element, name: str) -> None:
        self._root = root
        self._tally = Tally(name)
        self._text: list[str] = []
        self._begun: _Frame | None = None
        self._tables: list[_Table] = []
        self._targets: list[list[Block]] = [[]]
        self._preformatted = 0
        # With the block itself, so that no other takes its identity.
        self._frames: dict[int, tuple[Block, _Frame]] = {}
        self._hidden: list[tuple[_Frame, str]] = []
        self._is_wide = False
        self._core: _Frame | None = None

    def blocks(self) -> list[Block]:
        """All paragraphs and tables of the page."""
        frame: _Frame | None = _Frame(self._root, None, 1)
        while frame is not None:
            child = next(frame.children, None)
            if child is None:
                if frame.tag in _BLOCKS:
                    self._end(frame)
                text, frame = frame.element.tail, frame.parent
                if text and frame is not None:
                    self._say(text, frame)
                continue
            tag = child.tag
            frame.counts[tag] = step = frame.counts.get(tag, 0) + 1
            if self._is_seen(child, frame):
                if tag in _BLOCKS or len(child):
                    frame = _Frame(child, frame, step)
                    if tag in _BLOCKS:
                        self._begin(frame)
                    text = child.text
                else:
                    # Most elements of a page are such: a piece of text in another type face.
                    self._inline(child, frame)
                    text = child.tail
            else:
                text = child.tail
            if text:
                self._say(text, frame)
        return self._targets[0]

    def remarks(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """What a person should know about the page. What is hidden around the text is the portal's own affair."""
        told: list[tuple[str, dict[str, Any]]] = []
        hidden = [text for frame, text in self._hidden if self._core is None or self._core in frame.around()]
        if hidden:
            told.append(("documents.hidden", {"count": len(hidden), "text": hidden[0][:SAMPLE]}))
        if self._is_wide:
            told.append(("documents.wide-table", {"limit": COLUMNS}))
        return tuple(told)

    def placed(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """The blocks with their places, without the portal's own: menus, links, the card of the document.

        The text is what stands inside the innermost element around all headings of parts. Around it only headings and
        sentences are kept, and behind it tables: leaving out a sentence of the report is worse than keeping one of the
        portal.
        """
        parts = [i for i, block in enumerate(blocks) if _is_part(block)]
        if len(parts) >= 3:
            chains = [list(self._frame(blocks[i]).around()) for i in parts]
            common = set(chains[0]).intersection(*chains[1:])
            self._core = next(frame for frame in chains[0] if frame in common)
        for i, block in enumerate(blocks):
            frame = self._frame(block)
            if self._core is None or self._core in frame.around() or _is_report(block, behind=i > parts[0]):
                # Most paragraphs stand in cells, where nobody asks for their place: so it is found here.
                yield replace(block, at=frame.place()) if isinstance(block, TextBlock) else block

    def _frame(self, block: Block) -> _Frame:
        return self._frames[id(block)][1]

    # ── elements ─────────────────────────────────────────────────────────────────────────────────────────────

    def _is_seen(self, element: etree._Element, frame: _Frame) -> bool:
        if element.tag in _SILENT:
            return False
        style = element.get("style")
        if not (style and _hides(style)) and element.get("hidden") is None:
            return True
        text = shown(" ".join("".join(map(str, element.itertext())).split()))
        if text:
            self._hidden.append((frame, text))
        return False

    def _inline(self, element: etree._Element, frame: _Frame) -> None:
        if element.tag == "br":
            self._close_line()
        elif element.tag == "input" and element.get("type", "text").lower() in ("text", "number"):
            self._say(element.get("value", ""), frame)
        if element.text:
            self._say(element.text, frame)

    def _begin(self, frame: _Frame) -> None:
        self._close_line()
        tag = frame.tag
        table = self._tables[-1] if self._tables else None
        if tag == "table":
            self._tables.append(_Table(frame))
            self._targets.append(self._tables[-1].around)
        elif tag == "pre":
            self._preformatted += 1
        elif table is not None and tag == "tr":
            self._tally.add()
            table.row(frame.place())
        elif table is not None and tag in _CELLS:
            self._tally.add()
            cell = table.cell(frame)
            self._is_wide |= cell.column >= COLUMNS
            self._targets.append(cell.blocks)

    def _end(self, frame: _Frame) -> None:
        self._close_line()
        tag = frame.tag
        table = self._tables[-1] if self._tables else None
        if tag == "table":
            self._targets.pop()
            done = self._tables.pop()
            for block in done.blocks():
                self._frames.setdefault(id(block), (block, frame))
                self._targets[-1].append(block)
        elif tag == "pre":
            self._preformatted -= 1
        elif table is not None and tag in _CELLS:
            self._targets.pop()
        elif table is not None and tag == "tr":
            table.has_row = False
        elif table is not None and tag in _GROUPS:
            table.end_group()

    # ── text ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _say(self, text: str, frame: _Frame) -> None:
        if self._begun is None and text.isspace():
            return
        if self._preformatted:
            for line in text.splitlines(keepends=True):
                self._begun = self._begun or frame
                self._text.append(line)
                if line.endswith("\n"):
                    self._close_line()
            return
        if self._begun is None:
            self._begun = frame
        self._text.append(text)

    def _close_line(self) -> None:
        """End the paragraph that is being put together."""
        if self._begun is None:
            return
        text = "".join(self._text)
        if not _PLAIN(text):
            text = shown(_SPACE.sub(" ", _SOURCE_LINE.sub("", text)))
        if text:
            frame = self._begun
            while frame.tag not in _BLOCKS and frame.parent is not None:
                frame = frame.parent
            level = int(frame.tag[1]) if frame.tag in _HEADINGS else None
            block = TextBlock(text, level=level)
            self._frames[id(block)] = (block, frame)
            self._targets[-1].append(block)
            self._tally.add()
        self._text.clear()
        self._begun = None


def _is_report(block: Block, *, behind: bool) -> bool:
    """Whether a block outside of the text may yet belong to the report."""
    if isinstance(block, Fragment):
        return behind
    return "。" in block.text or (not behind and (block.level is not None or "报告" in block.text))


@lru_cache(maxsize=1024)
def _hides(style: str) -> bool:
    return _HIDDEN_STYLE.search(style) is not None


def _span(text: str | None) -> int:
    """What a browser takes ``colspan`` and ``rowspan`` for: leading digits, at most what is ever looked at."""
    told = _INTEGER(text) if text else None
    return min(int(told[1]), _LONGEST_SPAN) if told else 1


def _is_part(block: Block) -> bool:
    return isinstance(block, TextBlock) and len(block.text) <= _LINE and _PART.match(block.text) is not None
