"""What a portal says about the page around it: title, publisher, date of publication.

It stands in ``meta`` elements (``ArticleTitle``, ``PubDate``, by the State Council's rules for portals) and in the
lines or the card above the text (``发布日期：2024-01-17``).

The surprise: a date of signature (成文日期) is not taken. The deadline is one for publishing, and a report may lie for
weeks between the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from compliance.readers.fragments import Block, TextBlock

if TYPE_CHECKING:
    from lxml import etree

_DATE = r"((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
_DATE_LINE = re.compile(rf"(?:发布|公布|公开|刊发)\s*(?:日期|时间)[\s|:：】\]]*{_DATE}")
_PUBLISHER = re.compile(
    r"(?:发布|公开|发文|制发)\s*(?:机构|机关|单位|主体)[\s|:：】\]]*([\u4e00-\u9fff（）()]{3,40})"
)
_OTHER_FIELD = re.compile("日期|时间|分类|索引|文号|主题|名称|栏目")
_META_DATES = ("pubdate", "publishdate", "publish_time", "article:published_time", "datepublished")
_LONGEST_HEAD = 20_000
"""So many characters above the text are looked at."""


def portal_says(root: etree._Element, above: Sequence[Block]) -> dict[str, str]:
    """``title``, ``published`` (an ISO date) and ``agency``, each where it is said.

    :param above: What stands above the first part of the text.
    """
    told = _meta_elements(root)
    head = "|".join(_line_of(block) for block in above)[:_LONGEST_HEAD]
    date = next(filter(None, (re.search(_DATE, told.get(key, "")) for key in _META_DATES)), None)
    date = date or _DATE_LINE.search(head)
    agency = next(
        (match[1] for match in _PUBLISHER.finditer(head) if not _OTHER_FIELD.search(match[1])),
        told.get("publisher"),
    )
    found = {
        "title": told.get("articletitle") or _heading(root, above),
        "published": "-".join((date[1], date[2].zfill(2), date[3].zfill(2))) if date else "",
        "agency": agency or "",
    }
    return {key: value for key, value in found.items() if value}


def _meta_elements(root: etree._Element) -> Mapping[str, str]:
    told: dict[str, str] = {}
    for element in root.iter("meta"):
        key = element.get("name") or element.get("property") or element.get("itemprop") or ""
        told.setdefault(key.strip().lower(), " ".join(element.get("content", "").split()))
    return told


def _heading(root: etree._Element, above: Sequence[Block]) -> str:
    """The page's first heading, else its title without the portal's name behind it."""
    for block in above:
        if isinstance(block, TextBlock) and block.level == 1:
            return block.text
    title = " ".join((root.findtext(".//title") or "").split())
    return re.split(r"\s*[-_|]", title, maxsplit=1)[0]


def _line_of(block: Block) -> str:
    return block.text if isinstance(block, TextBlock) else "|".join(row.plain for row in block.rows)
