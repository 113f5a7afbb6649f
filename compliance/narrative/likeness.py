"""How alike two texts are, and what they share.

One measure, whether or not rapidfuzz is there: the longest sequence of characters that both texts hold in order. With
rapidfuzz it is found in no time; without it by the same bit-parallel method (Hyyrö, 2004) on Python's whole numbers,
which takes about a millisecond for a part of a report. difflib is not asked for it: what it counts as common depends on
the order in which it happens to find its blocks. It finds the passages that are quoted.
"""

from __future__ import annotations

SHORTEST = 12
"""A passage of fewer characters that two reports share says nothing."""


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
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    longest = sorted((block for block in blocks if block.size >= SHORTEST), key=lambda block: -block.size)
    return sorted((block.a, block.a + block.size) for block in longest[:most])
