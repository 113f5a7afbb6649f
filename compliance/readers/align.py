"""Which physical row is which row of the form: by label, never by position.

Rows whose label is the form's own are taken first, wherever they stand. For the rest – labels cut by a page end,
damaged, shortened – an alignment is sought that is best as a whole (dynamic programming): it keeps the order of the
form, may join up to five physical rows into one (a label broken over lines), and may leave gaps on both sides. Likeness
of the label counts, the numeral before it, and the group that merged cells carry down.

An alignment is no proof. A row that is not clearly more like its label than like any other is only *likely*, and
makes its table partly read; one that is not even that stays unmatched. No figure is ever looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.readers.labels import Label, label, likeness

MERGED_AT_MOST = 5
"""So many physical rows may be one row whose label was broken."""

_WORTH = 0.3
"""A pair must score more than this to be better than a gap."""

_HARDLY = 0.2
_LENT = 0.9
_NUMERAL = 0.15
_GROUP = 0.1
_JOIN = 0.03


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of the form as it is looked for: its name, its labels, the group whose label stands left of it."""

    name: str
    labels: tuple[Label, ...]
    group: str | None = None


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A physical row as it is compared: its possible labels, the most specific first; the group carried down.

    ``figures``: a cell of figures holds something. ``cells``: there are cells of figures, blank ones perhaps.
    """

    labels: tuple[Label, ...]
    figures: bool
    cells: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Physical rows ``first`` to ``last`` are the row *name*; ``values`` is the one that holds its figures.

    ``exact``: the label is the form's. ``sure``: it is so like it, and so unlike all others, that there is no doubt.
    """

    name: str
    first: int
    last: int
    values: int
    seen: Label
    exact: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """The matches in the order of the form, and the rows of the form that more than one physical row claims."""

    matches: tuple[Match, ...]
    twice: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A possible match: how it scores, and how like label and row are."""

    score: float
    likeness: float
    first: int
    values: int
    seen: Label


def align(seen: Sequence[SeenRow], printed: Sequence[PrintedRow]) -> Alignment:
    """The physical rows that are rows of the form."""
    anchors, twice = _anchors(seen, printed)
    matched = {match.name for match in anchors}
    settled = {match.values for match in anchors}.union(*twice.values())
    rest = {i for i, row in enumerate(seen) if i not in settled and (row.labels or row.figures)}
    if rest and len(matched) + len(twice) < len(printed):
        anchors += _aligned(seen, printed, {m.values: m.name for m in anchors}, rest, set(twice))
    order = {row.name: i for i, row in enumerate(printed)}
    return Alignment(tuple(sorted(anchors, key=lambda match: order[match.name])), twice)


def _anchors(
    seen: Sequence[SeenRow], printed: Sequence[PrintedRow]
) -> tuple[list[Match], dict[str, tuple[int, ...]]]:
    """The rows whose label is the form's, however they are ordered.

    A row of blanks is one only if what follows cannot be the rest of it: （二）部分公开 may be the whole label, or the
    first line of the longer one, with the figures in the second.
    """
    exact: dict[str, str] = {}
    loose: dict[str, str | None] = {}
    for row in printed:
        for known in row.labels:
            exact.setdefault(known.core, row.name)
            loose[known.base] = row.name if loose.get(known.base, row.name) == row.name else None
    found: list[tuple[str, Label] | None] = []
    for row_seen in seen:
        named = ((exact.get(one.core) or loose.get(one.base), one) for one in row_seen.labels)
        found.append(next(((name, one) for name, one in named if name is not None), None))
    claims: dict[str, list[tuple[int, Label]]] = {}
    for i, known_as in enumerate(found):
        goes_on = i + 1 < len(seen) and seen[i + 1].figures and found[i + 1] is None
        if known_as is not None and (seen[i].figures or (seen[i].cells and not goes_on)):
            claims.setdefault(known_as[0], []).append((i, known_as[1]))
    matches = [
        Match(name, rows[0][0], rows[0][0], rows[0][0], rows[0][1], exact=rows[0][1].core in exact, sure=True)
        for name, rows in claims.items()
        if len(rows) == 1
    ]
    return matches, {name: tuple(i for i, _ in rows) for name, rows in claims.items() if len(rows) > 1}


def _aligned(
    seen: Sequence[SeenRow],
    printed: Sequence[PrintedRow],
    anchors: dict[int, str],
    rest: set[int],
    claimed: set[str],
) -> list[Match]:
    """Matches for the rows and labels that are left over."""
    taken = set(anchors.values()) | claimed
    pairs = _pairs(seen, printed, rest, taken)
    columns = {row.name: j for j, row in enumerate(printed)}
    for i, name in anchors.items():
        # An anchor outweighs everything that would contradict it; anchors out of order are simply passed over.
        pairs[i, columns[name]] = _Pair(10.0, 1.0, i, i, seen[i].labels[0])
    step = _steps(len(seen), len(printed), pairs)
    i, j = len(seen), len(printed)
    chosen: list[tuple[int, int, _Pair]] = []
    while i and j:
        move = step[i][j]
        if move == "row":
            i -= 1
        elif move == "label":
            j -= 1
        else:
            pair = pairs[i - 1, j - 1]
            chosen.append((i - 1, j - 1, pair))
            i, j = pair.first, j - 1
    chosen.reverse()
    matches = []
    for position, (last, column, pair) in enumerate(chosen):
        if last in anchors and anchors[last] == printed[column].name:
            continue
        pinned = _is_pinned(seen, chosen, position, len(printed))
        standing = _standing(pair, printed, column, pinned)
        if standing is not None:
            exact = any(pair.seen.core == known.core for known in printed[column].labels)
            matches.append(
                Match(
                    printed[column].name, pair.first, last, pair.values, pair.seen, exact, standing == "sure"
                )
            )
    return matches


def _pairs(
    seen: Sequence[SeenRow], printed: Sequence[PrintedRow], rest: set[int], taken: set[str]
) -> dict[tuple[int, int], _Pair]:
    """All pairs (last physical row, row of the form) that are worth considering."""
    open_labels = [(j, row) for j, row in enumerate(printed) if row.name not in taken]
    pairs: dict[tuple[int, int], _Pair] = {}
    for last in sorted(rest):
        valued = None
        for first in range(last, max(-1, last - MERGED_AT_MOST), -1):
            if first not in rest:
                break
            if seen[first].figures:
                if valued is not None:
                    break
                valued = first
            if valued is None:
                continue
            pieces = [row.labels[0] for row in seen[first : last + 1] if row.labels]
            if any(piece.enumerator for piece in pieces[1:]):
                # What begins with a numeral is no rest of a label.
                break
            texts = seen[last].labels if first == last else [label("".join(piece.text for piece in pieces))]
            for j, row in open_labels:
                if first != last and not _all_belong(pieces, row):
                    continue
                pair = _pair(texts, row, seen[valued], first=first, values=valued, joins=last - first)
                if pair is not None and not seen[valued].labels and pair.likeness < _LENT:
                    # Figures without a label of their own take one from a line above only if it is beyond doubt.
                    continue
                if pair is not None and pair.score > pairs.get((last, j), _NOTHING).score:
                    pairs[last, j] = pair
    return pairs


def _pair(
    texts: Sequence[Label], row: PrintedRow, seen: SeenRow, *, first: int, values: int, joins: int
) -> _Pair | None:
    options = [
        (likeness(text, known), _agreement(text, known), text) for text in texts for known in row.labels
    ]
    if not options:
        return None
    alike, agreement, text = max(options, key=lambda option: option[:2])
    if alike < _HARDLY:
        return None
    score = agreement - _JOIN * joins
    if seen.group and row.group:
        score += _GROUP if seen.group == row.group else -_GROUP
    return _Pair(score, alike, first, values, text) if score > _WORTH else None


def _agreement(text: Label, known: Label) -> float:
    """How alike they are, and whether their numerals say the same."""
    alike = likeness(text, known)
    if text.enumerator and known.enumerator:
        return alike + (_NUMERAL if text.enumerator == known.enumerator else -_NUMERAL)
    return alike


def _all_belong(pieces: Sequence[Label], row: PrintedRow) -> bool:
    """Whether each of the pieces of a broken label is for the most part in the label: no other row's is swallowed."""
    known = frozenset().union(*(one.bigrams for one in row.labels))
    return all(
        2 * len(piece.bigrams & known) >= len(piece.bigrams) for piece in pieces if len(piece.core) > 1
    )


_NOTHING = _Pair(0.0, 0.0, 0, 0, label(""))


def _steps(rows: int, labels: int, pairs: dict[tuple[int, int], _Pair]) -> list[list[str]]:
    """How the best alignment of the first i physical rows with the first j of the form ends, for all i and j."""
    best = [[0.0] * (labels + 1) for _ in range(rows + 1)]
    step = [["row"] * (labels + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, labels + 1):
            score, move = best[i - 1][j], "row"
            if best[i][j - 1] > score:
                score, move = best[i][j - 1], "label"
            pair = pairs.get((i - 1, j - 1))
            if pair is not None and best[pair.first][j - 1] + pair.score - _WORTH > score:
                score, move = best[pair.first][j - 1] + pair.score - _WORTH, "pair"
            best[i][j] = score
            step[i][j] = move
    return step


def _is_pinned(
    seen: Sequence[SeenRow], chosen: Sequence[tuple[int, int, _Pair]], position: int, labels: int
) -> bool:
    """Whether the neighbours on both sides leave room for this row and this label only."""
    last, column, pair = chosen[position]
    before = chosen[position - 1] if position else (-1, -1, pair)
    after = chosen[position + 1] if position + 1 < len(chosen) else (len(seen), labels, pair)
    next_row = after[2].first if position + 1 < len(chosen) else len(seen)
    return (
        before[1] == column - 1
        and after[1] == column + 1
        and not any(row.figures for row in seen[before[0] + 1 : pair.first])
        and not any(row.figures for row in seen[last + 1 : next_row])
    )


def _standing(pair: _Pair, printed: Sequence[PrintedRow], column: int, pinned: bool) -> str | None:
    """``sure``, ``likely`` or None: how far the likeness of a row to its label, and to no other, carries."""
    own = max(_agreement(pair.seen, known) for known in printed[column].labels)
    others = [known for j, row in enumerate(printed) if j != column for known in row.labels]
    lead = own - max((_agreement(pair.seen, known) for known in others), default=0.0)
    same_numeral = bool(pair.seen.enumerator) and any(
        pair.seen.enumerator == known.enumerator for known in printed[column].labels
    )
    if pair.likeness >= 0.95 and lead > 0.05:
        return "sure"
    if pair.likeness >= 0.6 and lead >= 0.25:
        return "sure"
    if pair.likeness >= 0.4 and lead >= 0.15:
        return "sure" if pinned and same_numeral else "likely"
    if pinned and same_numeral and lead >= 0.1:
        return "likely"
    return None
