"""The functions of the rule language: 合计, 最大, 可得 …

Each takes its arguments as one flat list and gives a value or a :class:`~compliance.values.Missing`. A missing argument
makes the answer missing: a sum with a part that is not there is not the sum of the others.
"""

from __future__ import annotations

from compliance.narrative.patterns import END, find
from compliance.narrative.prose import year_words
from compliance.values import (
    ABSENT,
    NOT_COMPUTABLE,
    NOT_GIVEN,
    Missing,
    Printed,
    attainable,
    exact,
    normalise,
    plain,
)

QUOTED = 40
"""How many characters of a passage are shown."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Arguments = list[Any]


def _figures(given: Arguments) -> list[Any] | Missing:
    missing = [item for item in given if isinstance(item, Missing)]
    if missing:
        # What waits for another report waits, whatever else is missing.
        return next((item for item in missing if item in NOT_GIVEN), missing[0])
    return [plain(item) for item in given]


def _sum(given: Arguments) -> Any:
    """合计: of no figures it is 0."""
    figures = _figures(given)
    return figures if isinstance(figures, Missing) else sum(figures)


def _max(given: Arguments) -> Any:
    figures = _figures(given)
    return figures if isinstance(figures, Missing) else max(figures, default=NOT_COMPUTABLE)


def _min(given: Arguments) -> Any:
    figures = _figures(given)
    return figures if isinstance(figures, Missing) else min(figures, default=NOT_COMPUTABLE)


def _mean(given: Arguments) -> Any:
    figures = _figures(given)
    if isinstance(figures, Missing):
        return figures
    return sum(figures) * exact(1, len(figures)) if figures else NOT_COMPUTABLE


def _count(given: Arguments) -> Any:
    """个数: how many hold a number."""
    return sum(1 for item in given if not isinstance(item, (Missing, str)))


def _attainable(given: Arguments) -> Any:
    for item in given:
        if isinstance(item, Missing):
            return item
    return attainable(given[0], plain(given[1]))


def _remainder(given: Arguments) -> Any:
    figures = _figures(given)
    if isinstance(figures, Missing):
        return figures
    return figures[0] % figures[1] if figures[1] else NOT_COMPUTABLE


def _abs(given: Arguments) -> Any:
    figures = _figures(given)
    return figures if isinstance(figures, Missing) else abs(figures[0])


def _length(given: Arguments) -> Any:
    """字数: characters without white space and line ends."""
    text = given[0]
    return text if isinstance(text, Missing) else len(normalise(text))


def _occurrences(given: Arguments) -> Any:
    """次数: how often a phrase without holes stands in a text."""
    text, pattern = given
    if isinstance(text, Missing):
        return text
    told = normalise(text)
    if len(pattern) == 1 and pattern[0][0] == "w" and len(pattern[0][1]) == 1 and END not in pattern[0][1]:
        return told.count(pattern[0][1][0])  # of one word, C counts sooner
    return sum(1 for _ in find(told, pattern, []))


def _years(given: Arguments) -> Any:
    """年份: the year that a text tells; nothing where it tells none, not computable where it tells several."""
    text = given[0]
    if isinstance(text, Missing):
        return text
    years = {word for _, _, word in year_words(normalise(text)) if word.isdecimal()}
    if not years:
        return ABSENT
    return int(years.pop()) if len(years) == 1 else NOT_COMPUTABLE


def _first_year(given: Arguments) -> Any:
    """首个年份: the first year that a text tells in figures."""
    text = given[0]
    if isinstance(text, Missing):
        return text
    return next((int(word) for _, _, word in year_words(normalise(text)) if word.isdecimal()), ABSENT)


def _similarity(given: Arguments) -> Any:
    """相似度: twice the characters that two texts share in order, over all their characters, cut off to 0.1 %."""
    for item in given:
        if isinstance(item, Missing):
            return item
    from compliance.narrative.likeness import common

    a, b = normalise(given[0]), normalise(given[1])
    if not a and not b:
        return NOT_COMPUTABLE
    return Printed(exact(2000 * common(a, b) // (len(a) + len(b)), 1000), 0, claim=True)


def _shared_passage(given: Arguments) -> Any:
    """相同的一段: the longest passage that two texts share, a long one by its beginning; or an empty text."""
    for item in given:
        if isinstance(item, Missing):
            return item
    from compliance.narrative.likeness import shared_passages

    a, b = normalise(given[0]), normalise(given[1])
    start, end = next(iter(shared_passages(a, b, most=1)), (0, 0))
    return a[start:end] if end - start <= QUOTED else f"{a[start : start + QUOTED]}……"


def _same(given: Arguments) -> Any:
    """相同: whether two lists of figures of one length are alike, figure by figure."""
    figures = _figures(given)
    if isinstance(figures, Missing):
        return figures
    half, odd = divmod(len(figures), 2)
    return NOT_COMPUTABLE if odd else figures[:half] == figures[half:]


def _before(given: Arguments) -> Any:
    """之前: what stands in a text before the first place of a phrase; not computable where it is not there."""
    return _around(given, 0)


def _after(given: Arguments) -> Any:
    """之后: what stands behind it."""
    return _around(given, 1)


def _around(given: Arguments, side: int) -> Any:
    text, pattern = given
    if isinstance(text, Missing):
        return text
    told = normalise(text)
    for match in find(told, pattern, []):
        return (told[: match.start], told[match.end :])[side]
    return NOT_COMPUTABLE


def _leading(given: Arguments) -> Any:
    """前几项凑成: whether some of the first figures, at least two and not all of them, add up to the last argument."""
    figures = _figures(given)
    if isinstance(figures, Missing):
        return figures
    *items, total = figures
    so_far = items[0] if items else 0
    for item in items[1:-1]:
        so_far = so_far + item
        if so_far == total:
            return True
    return False


def _last_digits(given: Arguments) -> Any:
    """末位: one unit of the last digit that a figure is printed with, of several figures the sum. 100 % and 0 % are
    exact."""
    for item in given:
        if isinstance(item, Missing):
            return item
    units: list[Any] = [item.unit for item in given if isinstance(item, Printed) and not item.claim]
    return sum(units)


def _contains(given: Arguments) -> Any:
    """包含: whether the first text holds the second. Every text holds nothing, so an empty one tells nothing."""
    for item in given:
        if isinstance(item, Missing):
            return item
    text, part = normalise(given[0]), normalise(given[1])
    return part in text if part else NOT_COMPUTABLE


FUNCTIONS: dict[str, Callable[[Arguments], Any]] = {
    "sum": _sum,
    "max": _max,
    "min": _min,
    "mean": _mean,
    "count": _count,
    "attainable": _attainable,
    "remainder": _remainder,
    "abs": _abs,
    "length": _length,
    "occurrences": _occurrences,
    "years": _years,
    "first_year": _first_year,
    "similarity": _similarity,
    "shared_passage": _shared_passage,
    "same": _same,
    "contains": _contains,
    "before": _before,
    "after": _after,
    "leading": _leading,
    "last_digits": _last_digits,
}

AGGREGATES = frozenset(("sum", "max", "min", "mean", "count"))
"""The functions of any number of figures: 空白 作 不适用 leaves a blank out of them."""
