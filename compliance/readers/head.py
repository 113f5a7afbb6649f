"""What stands at the head of a report: title, agency, year, period, date of publication; and what kind of agency it is.

Each is taken from where it is written, and left out where it is not: nothing is concluded from a file name or from
today's date. Year and period are told apart on purpose, because that they disagree is a finding.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compliance.readers.fragments import TextBlock

LOOKED_AT = 4000
"""So many characters of a paragraph are looked at."""

LONGEST_TITLE = 80

_YEAR = r"(?P<year>20\s*\d\s*\d|[二2][〇○０0Oo零][〇○０0Oo零一二三四五六七八九]{2})\s*年\s*(?:度)?"
_KIND = r"(?:政府信息公开|政务公开)\s*(?:工作)?\s*的?\s*(?:情况)?(?:年度)?\s*(?:工作)?\s*(?:年度)?\s*报告"
_LIKE_IT = (
    r"(?:政府信息公开|政务公开|信息公开)\s*(?:工作)?\s*的?\s*(?:情况)?\s*的?\s*(?:年度)?\s*(?:工作)?\s*(?:情况)?"
    r"\s*(?:年报|年度报告|报告|总结)"
)
_NAME = r"[^。；;：:《》]"
_TITLE = re.compile(
    rf"(?P<before>{_NAME}{{0,50}}?){_YEAR}(?P<between>(?:(?!\d){_NAME}){{0,40}}?)(?P<kind>{_KIND})"
)
_LOOSE_TITLE = re.compile(
    rf"(?P<before>{_NAME}{{0,50}}?){_YEAR}(?P<between>(?:(?!\d){_NAME}){{0,40}}?)(?P<kind>{_LIKE_IT})"
)
"""年报, 工作总结: not as the regulation calls it. With a year, and where nothing else is one, it is the title."""
_SAID = re.compile(
    rf"(?:(?:现|特此?|予以)?(?:发布|公布|公开)|现将|编制(?:了|完成)?)(?P<before>[^。；;：:，,《》]{{0,40}}?){_YEAR}"
    rf"(?P<between>(?:(?!\d)[^。；;：:，,《》]){{0,40}}?)(?P<kind>{_KIND})"
)
_YEARLESS = re.compile(rf"(?P<before>(?:(?!\d){_NAME}){{2,40}}?)(?P<kind>{_KIND})(?:[（(]{_YEAR}[）)])?")
_DATE = r"(20\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?"
_SPAN = re.compile(
    r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?\s*(?:起|开始)?\s*[,，]?\s*(?:至|到|止于|[-—–~～－─]+)\s*"
    r"(?:(20\d\d|同|当|本)\s*年\s*)?(?:(\d{1,2})\s*月\s*(\d{1,2})\s*日?|(年底))"
)
_PERIOD_WORD = re.compile("统计|期限|时限|数据|时间")
_METADATA = re.compile(
    r"\s*(?:标\s*题|名\s*称|索\s*引\s*号|文\s*号|栏\s*目|主题分类|主题词|体裁分类|关键词|有效性|公开方式|公开时限"
    r"|发布机构|发布单位|发文机关|信息来源|来\s*源|作\s*者"
    r"|发布时间|发布日期|公开日期|公布日期|发文日期|成文日期|生成日期|时\s*间|日\s*期"
    r"|浏览次数|点击数|访问量|字\s*体|字号|当前位置|原文链接|页面链接|打印|分享)"
    r"\s*(?:[:：\[【（]|\s|$)"
)
_PUBLISHED = (
    re.compile(rf"(?:首次)?(?:发布|公布|公开|刊发)\s*(?:时间|日期)\s*[:：]?\s*{_DATE}"),
    re.compile(rf"(?:^|[\s|｜])(?:时\s*间|日\s*期)\s*[:：]\s*{_DATE}"),
)
_ISSUER = re.compile(r"(?:发布机构|发布单位|发文机关|信息来源|来\s*源)\s*[:：]\s*([^\s:：|｜,，。]{3,40})")
_MAKER = re.compile(r"本(?:年度)?报告由\s*([^\s，,。]{2,40}?)\s*(?:按照|根据|依据|编制|负责)")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_DIGITS = str.maketrans("〇○零Oo０一二三四五六七八九", "000000123456789")

_NAME_OF_AGENCY = re.compile(r"(?:[省市县区州盟旗乡镇府局委办厅院署社处所室会]|街道|中心)$")
_TOWNSHIP = re.compile(r"(?:乡|镇|街道)(?:人民政府|办事处|办)?$")
_OFFICE = re.compile(r"(?:人民政府|政府|管委会|管理委员会|公署|[省市县区州盟旗])办公[室厅]$")
_GOVERNMENT = re.compile(r"(?:人民政府|[省市县区州盟旗]|管委会|管理委员会|行政公署)$")


@dataclass(frozen=True, slots=True)
class Title:
    """The title as it is written, over how many paragraphs, and what it tells."""

    text: str
    first: int
    last: int
    agency: str | None
    year: int | None


def find_title(blocks: Sequence[TextBlock]) -> Title | None:
    """The title: one to three short paragraphs that together read as one, the first such in the document. Where none
    calls itself as it should, the first that with its year can be nothing else."""
    return _first_title(blocks, (_TITLE, _YEARLESS)) or _first_title(blocks, (_LOOSE_TITLE,))


def _first_title(blocks: Sequence[TextBlock], kinds: Sequence[re.Pattern[str]]) -> Title | None:
    short = [block.text.strip() if len(block.text) <= LONGEST_TITLE else "" for block in blocks]
    for first in range(len(blocks)):
        for last in range(first, min(first + 3, len(blocks))):
            if not short[last]:
                break
            parts = short[first : last + 1]
            text = "".join(parts)
            if len(text) > LONGEST_TITLE or _METADATA.match(parts[0]):
                break
            told = _told(text, kinds)
            if told is None:
                continue
            rest = _told("".join(parts[1:]), kinds[:1]) if len(parts) > 1 else None
            if rest is not None and (_agency(rest) or not _NAME_OF_AGENCY.search(parts[0])):
                # The line above has nothing to do with the title.
                continue
            return Title(text, first, last, _agency(told), _year(told["year"]))
    return None


def _told(text: str, kinds: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    plain = text.translate(_FULL_WIDTH)
    return next(filter(None, (kind.fullmatch(plain) for kind in kinds)), None)


def title_inside(text: str) -> Title | None:
    """What a sentence says the title is, in 《》 or behind 发布 or 编制, where it stands nowhere else."""
    for quoted in re.finditer(r"《([^《》]{6,80})》", text[:LOOKED_AT]):
        told = _told(quoted[1].strip(), (_TITLE,))
        if told is not None:
            return Title(quoted[1].strip(), -1, -1, _agency(told), _year(told["year"]))
    said = _SAID.search(text[:LOOKED_AT].translate(_FULL_WIDTH))
    if said is None:
        return None
    name = _agency(said) or ""
    is_name = _NAME_OF_AGENCY.search(name) is not None and name[0] not in "本我该各全"
    return Title(said[0], -1, -1, name if is_name else None, _year(said["year"]))


def _agency(told: re.Match[str]) -> str | None:
    between = told.groupdict().get("between") or ""
    name = re.sub(r"\s+", "", told["before"] + between)
    name = re.sub(r"^(?:关于|正文)|(?:的|关于|年度)$", "", name)
    return name or None


def _year(written: str | None) -> int | None:
    if not written:
        return None
    digits = re.sub(r"\s", "", written).translate(_DIGITS).replace("二", "2")
    return int(digits) if digits.isascii() and digits.isdigit() else None


@dataclass(frozen=True, slots=True)
class Period:
    """The statistical period as ISO dates, and what is written there as one and is no date (2月30日)."""

    start: str | None = None
    end: str | None = None
    impossible: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The year that both its ends are in."""
        same = self.start is not None and self.end is not None and self.start[:4] == self.end[:4]
        return int(self.start[:4]) if same and self.start else None


def period(text: str) -> Period:
    """The statistical period that the text tells: the span behind a word for it, else the first."""
    plain = text.translate(_FULL_WIDTH)
    spans = list(_SPAN.finditer(plain))
    if not spans:
        return Period()
    near = [span for span in spans if _PERIOD_WORD.search(plain[max(0, span.start() - 30) : span.start()])]
    span = (near or spans)[0]
    first_year = int(span[1])
    last_year = int(span[4]) if span[4] and span[4].isdigit() else first_year
    month, day = (12, 31) if span[7] else (int(span[5]), int(span[6]))
    dates = ((first_year, int(span[2]), int(span[3])), (last_year, month, day))
    start, end = (_iso(*date) for date in dates)
    impossible = ("{}年{}月{}日".format(*date) for date in dates if _iso(*date) is None)
    return Period(start, end, tuple(impossible))


def published(texts: Sequence[str], metadata: Mapping[str, str]) -> str | None:
    """The date on which the report was published, from what the page says about itself."""
    told = re.search(_DATE, metadata.get("published", "")[:LOOKED_AT])
    found = [told] if told else []
    found += [
        match
        for pattern in _PUBLISHED
        for text in texts
        if (match := pattern.search(text[:LOOKED_AT].translate(_FULL_WIDTH)))
    ]
    dates = (_iso(int(date[1]), int(date[2]), int(date[3])) for date in found)
    return next((date for date in dates if date is not None), None)


def is_metadata(text: str) -> bool:
    """Whether a short line is what a portal says about the page."""
    return len(text) <= LONGEST_TITLE and _METADATA.match(text) is not None


def issuer(texts: Sequence[str], metadata: Mapping[str, str]) -> str | None:
    """The agency that the page or the preface names as the one whose report it is."""
    if metadata.get("agency"):
        return metadata["agency"].strip()
    for pattern in (_MAKER, _ISSUER):
        for text in texts:
            told = pattern.search(text[:LOOKED_AT])
            if told is not None:
                return told[1]
    return None


def agency_kind(agency: str) -> str:
    """The kind of agency that its name tells (contract section 5)."""
    name = re.sub(r"\s+|[（(][^（）()]*[）)]$", "", agency)
    for kind, pattern in (("township", _TOWNSHIP), ("office", _OFFICE), ("government", _GOVERNMENT)):
        if pattern.search(name):
            return kind
    return "department"


def _iso(year: int, month: int, day: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return f"{year:04}-{month:02}-{day:02}"
