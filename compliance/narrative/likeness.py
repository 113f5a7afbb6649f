"""How alike two texts are, and what they share.

One measure, whether or not rapidfuzz is there: the longest sequence of characters that both texts hold in order. With
rapidfuzz it is found in no time; without it by the same bit-parallel method (Hyyrö, 2004) on Python's whole numbers,
which takes about a millisecond for a part of a report. difflib is not asked for it: what it counts as common depends on
the order in which it happens to find its blocks, and a long text keeps it busy for minutes.
"""

from __future__ import annotations

from itertools import islice

SHORTEST = 12
"""A passage of fewer characters that two reports share says nothing."""
MOST_PLACES = 8
"""How many places of one beginning are tried: more of them are only the same words over and over."""


def common(a: str, b: str) -> int:
    """How many characters two texts share in order."""
    try:
        from rapidfuzz.distance import LCSseq
    except ImportError:
        return common_by_bits(a, b)
    return int(LCSseq.similarity(a, b))


def common_by_bits(a: str, b: str) -> int:
    """The same without rapidfuzz."""
    places: dict[str, int] = {}
    for i, character in enumerate(a):
        places[character] = places.get(character, 0) | 1 << i
    everything = (1 << len(a)) - 1
    row = everything
    for character in b:
        match = row & places.get(character, 0)
        row = ((row + match) | (row - match)) & everything
    return len(a) - row.bit_count()


def shared_passages(a: str, b: str, most: int = 3) -> list[tuple[int, int]]:
    """Where the longest passages of *a* stand that *b* holds too: (start, end), in the order of *a*."""
    places: dict[str, list[int]] = {}
    for i in range(len(b) - SHORTEST + 1):
        known = places.setdefault(b[i : i + SHORTEST], [])
        if len(known) < MOST_PLACES:
            known.append(i)
    found: list[tuple[int, int]] = []
    start = 0
    while start <= len(a) - SHORTEST:
        beginnings = places.get(a[start : start + SHORTEST], ())
        length = max((_alike_from(a, start, b, place) for place in beginnings), default=0)
        if length:
            found.append((start, start + length))
        start += length or 1
    longest = sorted(found, key=lambda passage: passage[0] - passage[1])[:most]
    return sorted(longest)


def _alike_from(a: str, start: int, b: str, place: int) -> int:
    """How many characters are the same from a place in each text on."""
    length = 0
    for x, y in zip(islice(a, start, None), islice(b, place, None), strict=False):
        if x != y:
            break
        length += 1
    return length
