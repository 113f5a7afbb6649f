"""Which rows of a document's fragments belong to which table of the form: by the labels in them.

Neither the order of the fragments nor the headings above them count, so that a table may be split over pages or over
fragments, and two tables may stand in one. A fragment without a single label belongs to the table between whose
fragments it stands, or to none: then its text goes back to the narrative.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compliance.form import Form
from compliance.readers.fragments import Document, Fragment, RawCell, RawRow, TextBlock
from compliance.readers.labels import LONGEST, Label, label, likeness
from compliance.readers.numbers import is_value

CERTAIN = 2
"""Votes that a row needs to say which table it belongs to."""

SHORT = 60
"""A text between two fragments of one table may be a label that lost its row if it is no longer than this."""

_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Stream:
    """The physical rows of one table, in document order, each with the number of the block it is from."""

    rows: tuple[RawRow, ...]
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """The streams by table, and the blocks that went into them."""

    streams: dict[str, Stream]
    claimed: frozenset[int]

    def inside(self, block: int) -> bool:
        """Whether a block stands between the first and the last fragment of one table."""
        return any(stream.blocks[0] < block < stream.blocks[-1] for stream in self.streams.values())


class Signs:
    """What the labels of the forms say about the table that a text is from."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._votes: dict[str, dict[str, int]] = {}
        self._columns: set[str] = set()
        self._rows: dict[str, list[Label]] = {}
        for form in forms:
            for table in form.tables:
                for column in table.columns:
                    self._sign(table.name, column.labels, 1)
                    self._columns.update(label(text).core for text in column.labels)
                for group in (*table.row_groups, *table.column_groups):
                    self._sign(table.name, (group.label or "",), 1)
                for block in table.blocks:
                    self._sign(table.name, (block.title or "",), 1)
                for row in table.rows:
                    self._sign(table.name, row.labels, 3)
                    self._rows.setdefault(table.name, []).extend(map(label, row.labels))

    def _sign(self, table: str, texts: Iterable[str], weight: int) -> None:
        for text in filter(None, texts):
            known = label(text)
            for core in {known.core, known.base}:
                votes = self._votes.setdefault(core, {})
                votes[table] = max(weight, votes.get(table, 0))

    def votes(self, row: RawRow) -> dict[str, int]:
        """How much the row speaks for each table."""
        votes: dict[str, int] = {}
        for cell in row.cells:
            text = cell.text.strip()
            if not text or len(text) > LONGEST or is_value(text):
                continue
            seen = label(text)
            known = self._votes.get(seen.core) or self._votes.get(seen.base) or {}
            for table, weight in known.items():
                # （七）总计 is a row of part three; a bare 总计 is a column of every table.
                bare = seen.core in self._columns and not seen.enumerator
                votes[table] = votes.get(table, 0) + (1 if bare else weight)
        return votes

    def guess(self, row: RawRow) -> str | None:
        """The table that a damaged label is most likely from."""
        texts = [label(c.text) for c in row.cells if c.text.strip() and len(c.text) <= LONGEST]
        texts = [text for text in texts if not is_value(text.text)]
        ranked = sorted(
            (max((likeness(text, known) for text in texts for known in labels), default=0.0), table)
            for table, labels in self._rows.items()
        )
        if not ranked or ranked[-1][0] < _ALIKE or (len(ranked) > 1 and ranked[-2][0] + 0.1 > ranked[-1][0]):
            return None
        return ranked[-1][1]


def sort_rows(document: Document, signs: Signs) -> Sorted:
    """The rows of each table."""
    fragments = {i: block for i, block in enumerate(document.blocks) if isinstance(block, Fragment)}
    owners = {i: _owners(fragment.rows, signs) for i, fragment in fragments.items()}
    _adopt(owners)
    rows: dict[str, list[RawRow]] = {}
    blocks: dict[str, list[int]] = {}
    for i, names in owners.items():
        for row, name in zip(fragments[i].rows, names, strict=True):
            if name is None:
                continue
            if blocks.get(name):
                _lend_lines(document.blocks, blocks[name], rows[name], i)
            rows.setdefault(name, []).append(row)
            blocks.setdefault(name, []).append(i)
    streams = {name: Stream(tuple(rows[name]), tuple(blocks[name])) for name in rows}
    return Sorted(streams, frozenset(i for i, names in owners.items() if any(names)))


def _owners(rows: Sequence[RawRow], signs: Signs) -> list[str | None]:
    """The table of each row of one fragment; all None where no row says anything."""
    owners: list[str | None] = [None] * len(rows)
    current: str | None = None
    # Rows since the last one that was certain: header rows among them belong to what comes.
    pending = 0
    total: dict[str, int] = {}
    for i, row in enumerate(rows):
        votes = signs.votes(row)
        for table, weight in votes.items():
            total[table] = total.get(table, 0) + weight
        ranked = sorted(votes.items(), key=lambda vote: vote[1], reverse=True)
        winner = None
        if ranked and ranked[0][1] >= CERTAIN and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            winner = ranked[0][0]
        elif not votes and current is None and any(is_value(cell.text) for cell in row.cells):
            winner = signs.guess(row)
        if winner is not None:
            start = pending
            if current not in (None, winner):
                start = next((j for j in range(pending, i) if _is_open(rows[j])), i)
            owners[start:i] = [winner] * (i - start)
            current = winner
            pending = i + 1
        owners[i] = current
    if current is None and total:
        best = sorted(total.items(), key=lambda vote: vote[1], reverse=True)
        if best[0][1] >= CERTAIN and (len(best) == 1 or best[0][1] > best[1][1]):
            return [best[0][0]] * len(rows)
    return owners


def _is_open(row: RawRow) -> bool:
    """Whether the row holds no figure, and so may be a header of what follows."""
    return not any(cell.text.strip() and is_value(cell.text) for cell in row.cells)


def _adopt(owners: dict[int, list[str | None]]) -> None:
    """Give a fragment without any label to the table on both sides of it."""
    order = list(owners)
    for position, i in enumerate(order):
        if any(owners[i]):
            continue
        before = next((owners[j][-1] for j in reversed(order[:position]) if any(owners[j])), None)
        after = next((owners[j][0] for j in order[position + 1 :] if any(owners[j])), None)
        if before is not None and before == after:
            owners[i] = [before] * len(owners[i])


def _lend_lines(
    blocks: Sequence[TextBlock | Fragment], seen: list[int], rows: list[RawRow], upto: int
) -> None:
    """Offer the short texts since the last fragment of the same table as rows without figures."""
    for i in range(seen[-1] + 1, upto):
        block = blocks[i]
        if isinstance(block, TextBlock) and 0 < len(block.text) <= SHORT:
            # What is no label is a figure that lost its row: of that, nobody can tell the column.
            cell = RawCell(block.text, 0, at=block.at)
            rows.append(RawRow((cell,), block.at, block.text, blanks_shown=False))
            seen.append(i)
