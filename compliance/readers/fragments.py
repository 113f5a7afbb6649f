"""What a reader of one format hands over: the document as paragraphs and pieces of tables, with their places.

This is all that a reader of Word, HTML, PDF or text has to make. It looks for no label and knows no form; what the
pieces mean is found out by :mod:`compliance.readers.reading`, which in turn never looks at the format::

    document = Document(blocks=(TextBlock("一、总体情况"), ..., Fragment(rows=(...))), reader="docx")
    report = report_of(document, data, name, forms)

The surprising part: a reader need not be sure. A fragment in which no label of the form is found becomes text again, so
a reader offers whatever looks like a table; and one table may come in as many fragments as the pages cut it into.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from compliance.report import Place


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell of a fragment as it stands on paper.

    ``column`` is the grid column in which it starts, from 0. A merged cell is given once, where it starts, with its
    spans; the places that it covers further down or to the right are not given. A cell that is there and empty is given
    with an empty text: that is how blank is told from absent.
    """

    text: str
    column: int
    row_span: int = 1
    column_span: int = 1
    at: Place | None = None

    @property
    def end(self) -> int:
        """The first grid column behind it."""
        return self.column + self.column_span


@dataclass(frozen=True, slots=True)
class RawRow:
    """One physical row of a fragment, its cells from left to right.

    ``text`` is the line as it was written, for formats in which only we took it for a row (text by white space).
    ``blanks_shown`` is False where an empty cell may have left no trace, so that cells can only be counted.
    """

    cells: tuple[RawCell, ...]
    at: Place | None = None
    text: str | None = None
    blanks_shown: bool = True

    @property
    def plain(self) -> str:
        """The line as text, should it turn out not to be part of a table."""
        return " | ".join(cell.text for cell in self.cells if cell.text) if self.text is None else self.text


@dataclass(frozen=True, slots=True)
class Fragment:
    """A table, or the piece of one that stands on one page."""

    rows: tuple[RawRow, ...]
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph; in a document that is made of printed lines (``Document.wrapped``), one such line.

    ``level`` is the outline level where the format tells one (1 is the highest; a Word style, ``<h2>``, ``##``).
    ``number`` is the numbering that the format makes and the text does not hold (``一、`` of a Word list).
    ``indented``: the layout shows that a paragraph begins here; only used to join printed lines.
    """

    text: str
    at: Place | None = None
    level: int | None = None
    number: str | None = None
    indented: bool = False


Block: TypeAlias = TextBlock | Fragment
"""What a document is a sequence of."""


@dataclass(frozen=True)
class Document:
    """A document in reading order.

    :param reader: The name of the reader, as ``source.reader`` in report.json tells it.
    :param wrapped: The paragraphs are printed lines (PDF, text files) that may have to be joined.
    :param metadata: What the document says about itself outside its text, where the format has it: ``published``
        (a date text), ``title``, ``agency``.
    :param remarks: What a person should know about the document (changes not accepted, hidden text): pairs of a key of
        :mod:`compliance.messages` and its values, as :class:`~compliance.report.Report` holds them.
    """

    blocks: tuple[Block, ...]
    reader: str
    wrapped: bool = False
    metadata: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[tuple[str, Mapping[str, Any]], ...] = ()
