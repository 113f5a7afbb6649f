"""The name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The declared name that was probably meant: the nearest by edits, None if none is near.

    One edit in three letters, at least one, but a name of one letter is like no other; of equally near ones the first
    declared.
    """
    best: str | None = None
    limit = max(min(len(word) - 1, 1), len(word) // 3)
    for name in dict.fromkeys(names):
        if abs(len(name) - len(word)) <= limit:
            distance = _distance(word, name, limit)
            if distance <= limit:
                best, limit = name, distance - 1
        if limit < 0:
            break
    return best


def _distance(a: str, b: str, limit: int) -> int:
    """Edits (insert, leave out, replace, swap two neighbours) from *a* to *b*; ``limit + 1`` as soon as it is more."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row = row, [i]
        for j, y in enumerate(b, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before = previous
    return row[-1]
