"""A right report with one thing changed at a time, and whether some rule sees it.

Seen is what leaves an instance that failed or is unknown where none was before. Three reports are changed: one whose
text tells no figure, one whose text tells most of them, and that one with last year's report beside it.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from compliance.engine.explain import Explainer
from compliance.engine.run import evaluate
from compliance.engine.sheet import Sheet, sheet_of
from compliance.values import BLANK
from tests.consistent import OTHERWISE, OUTCOMES, REFUSED, RESULTS, consistent_report, trial_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEEDS = (2, 6)
"""Reports of two sizes in which nearly every kind of cell holds something."""
NOT_HELD, NOT_HANDLED = OUTCOMES[10:13], OUTCOMES[13:18]


@dataclass
class Score:
    """What was changed in one family, and how much of it was seen. ``never`` are the places where nothing ever was."""

    changed: int = 0
    seen: int = 0
    places: dict[str, list[bool]] = field(default_factory=dict)

    def count(self, place: str, is_seen: bool) -> None:
        """Count one change at a place."""
        self.changed += 1
        self.seen += is_seen
        self.places.setdefault(place, []).append(is_seen)

    @property
    def share(self) -> str:
        """As the page prints it: 100 % only where everything was seen."""
        return "–" if not self.changed else f"{int(1000 * self.seen / self.changed) / 10:g} %"

    @property
    def never(self) -> list[str]:
        """The places at which no change was seen."""
        return [place for place, seen in self.places.items() if not any(seen)]

    @property
    def sometimes(self) -> list[str]:
        """The places at which some changes were seen and some were not."""
        return [place for place, seen in self.places.items() if any(seen) and not all(seen)]


def slips(value: int) -> list[int]:
    """What a hurried person writes for *value*: one more, one less, a digit more or less, nothing."""
    return sorted({value + 1, value - 1, 10 * value, value // 10, 0} - {value, -1})


# ── the reports ───────────────────────────────────────────────────────────────


def silent(report: dict[str, Any]) -> dict[str, Any]:
    """The report with a text that tells no figure of the tables."""
    made = copy.deepcopy(report)
    made["sections"][0]["paragraphs"][1] = "（二）依申请公开。公布受理机构和流程，按期答复，今年开展培训1次。"
    return made


def telling(report: dict[str, Any]) -> dict[str, Any]:
    """The report with a text that tells what texts tell, sentence by sentence."""
    made = copy.deepcopy(report)
    if report["form"] == "2021":
        made["sections"][0]["paragraphs"][0] += _of_disclosure(report["tables"]["主动公开"])
    received, begun, reviewed = made["sections"][0]["paragraphs"][1].partition("全年发生")
    made["sections"][0]["paragraphs"][1] = (
        f"{received}{_of_requests(report['tables']['依申请公开'])}"
        f"{begun}{reviewed}{_of_review(report['tables']['复议诉讼'])}"
    )
    made["sections"][0]["paragraphs"][3] += (
        "发布信息2136条，其中网站1260条，公众号876条。信箱留言85件，办结80件，办结率94.1%。"
        "召开新闻发布会3场，解读政策12篇。"
    )
    return made


def _of_disclosure(tables: dict[str, dict[str, int]]) -> str:
    documents = tables["行政规范性文件"]
    decided = [tables[row]["处理决定"] for row in ("行政许可", "行政处罚", "行政强制")]
    return (
        f"制发行政规范性文件{documents['制发']}件，废止规范性文件{documents['废止']}件，"
        f"现行有效规范性文件{documents['现行有效']}件。作出行政许可决定{decided[0]}件，行政处罚决定{decided[1]}件，"
        f"行政强制决定{decided[2]}件。行政事业性收费{tables['行政事业性收费']['收费金额']}万元。"
    )


def _of_requests(rows: dict[str, dict[str, int]]) -> str:
    def total(*names: str) -> int:
        return sum(rows[name]["总计"] for name in names if name in rows)

    done, opened = total("办理总计"), total("予以公开")
    refused, lacking, unhandled = total(*REFUSED), total(*NOT_HELD), total(*NOT_HANDLED)
    return (
        f"办理结果总计{done}件：予以公开{opened}件（{100 * opened / done:.1f}%），部分公开{total('部分公开')}件，"
        f"不予公开{refused}件，无法提供{lacking}件，不予处理{unhandled}件，"
        f"其他处理{total('其他处理', *OTHERWISE)}件。"
    )


def _of_review(rows: dict[str, dict[str, int]]) -> str:
    def told(*names: str) -> str:
        counts = [sum(rows[name][result] for name in names) for result in RESULTS]
        return "结果维持{}件，结果纠正{}件，其他结果{}件，尚未审结{}件。".format(*counts)

    return (
        f"行政复议案件{rows['行政复议']['总计']}件：{told('行政复议')}"
        f"未经复议直接起诉{rows['直接起诉']['总计']}件，复议后起诉{rows['复议后起诉']['总计']}件。"
        f"行政诉讼案件{rows['直接起诉']['总计'] + rows['复议后起诉']['总计']}件：{told('直接起诉', '复议后起诉')}"
    )


def last_year(report: dict[str, Any], seed: int) -> dict[str, Any]:
    """A report of the same agency on the year before, after which everything carries over."""
    make = consistent_report if report["form"] == "2021" else trial_report
    made = make(seed + 1000, year=report["year"] - 1)
    for section in made["sections"]:
        section["paragraphs"] = []
    before, now = made["tables"], report["tables"]
    before["依申请公开"]["结转下年度"] = dict(now["依申请公开"]["上年结转"])
    for name, row in now["主动公开"].items():
        if "现行有效" in row:
            before["主动公开"][name]["现行有效"] = row["现行有效"] - row["制发"] + row["废止"]
        if "本年增减" in row:
            before["主动公开"][name]["上一年项目"] = row["上一年项目"] - before["主动公开"][name]["本年增减"]
    # Whoever goes to court after a reconsideration was reconsidered in one of the two years.
    before["复议诉讼"]["行政复议"]["总计"] = 1000
    return made


# ── the changes ───────────────────────────────────────────────────────────────


def is_clean(program: dict[str, Any], report: dict[str, Any], previous: dict[str, Any] | None = None) -> bool:
    """Whether nothing is to be said of a report."""
    return evaluate(program, laid_out(program, report, previous)).is_clean


def laid_out(
    program: dict[str, Any], report: dict[str, Any], previous: dict[str, Any] | None = None
) -> Sheet:
    """A report laid out for the rules, with last year's beside it."""
    sheet = sheet_of(program, report)
    if previous is not None:
        sheet.previous = sheet_of(program, previous)
    return sheet


def score_cells(program: dict[str, Any], sheet: Sheet, scores: dict[str, Score], blank: Score) -> None:
    """Miswrite each cell, then leave it empty. Families are the rows of part two, and the tables of the others."""
    for cell, (table, row, column) in enumerate(program["layout"]):
        family = row if table == "主动公开" else table
        held = sheet.cells[cell]
        assert isinstance(held, int)
        for written in slips(held):
            sheet.cells[cell] = written
            is_seen = not evaluate(program, sheet).is_clean
            scores.setdefault(family, Score()).count(f"{row}·{column}", is_seen)
        sheet.cells[cell] = BLANK
        blank.count(f"{row}·{column}", not evaluate(program, sheet).is_clean)
        sheet.cells[cell] = held


def score_numbers(program: dict[str, Any], report: dict[str, Any], score: Score) -> None:
    """Miswrite each number of the text."""
    sheet = sheet_of(program, report)
    for told in Explainer(program, sheet, report, "zh").numbers():
        place = told.text
        paragraphs = next(s for s in report["sections"] if s["number"] == place.section)["paragraphs"]
        index = place.paragraph - 1
        kept = paragraphs[index]
        digits = place.quote.rstrip("%万")
        for written in _rewritten(digits):
            paragraphs[index] = kept[: place.start] + place.quote.replace(digits, written) + kept[place.end :]
            # The sentence without its figure, and what was said just before, tell which number it is.
            score.count(_around(kept, place.start, place.end), not is_clean(program, report))
        paragraphs[index] = kept


def _rewritten(digits: str) -> list[str]:
    whole, _, decimals = digits.partition(".")
    if decimals:
        return [
            f"{whole}.{written}" for written in slips(int(decimals)) if len(str(written)) == len(decimals)
        ]
    return [str(written) for written in slips(int(whole))]


def _around(text: str, start: int, end: int) -> str:
    begun = max(text.rfind(mark, 0, start) for mark in "。，：；、（")
    is_alone = begun + 1 == start
    return f"{text[begun + (not is_alone) : start]}…{text[end - (text[end - 1] == '%') : end + 1]}"


def score_denials(program: dict[str, Any], report: dict[str, Any], score: Score) -> None:
    """Say of each thing that there was none, where the table has some."""
    tables = report["tables"]
    there = {
        "全年未收到政府信息公开申请。": tables["依申请公开"]["本年新收"]["总计"],
        "申请已全部办结。": tables["依申请公开"]["结转下年度"]["总计"],
        "全年未发生行政复议案件。": tables["复议诉讼"]["行政复议"]["总计"],
        "全年未发生行政诉讼案件。": sum(tables["复议诉讼"][r]["总计"] for r in ("直接起诉", "复议后起诉")),
    }
    for sentence, count in there.items():
        if count:
            changed = copy.deepcopy(report)
            changed["sections"][0]["paragraphs"][1] += sentence
            score.count(sentence, not is_clean(program, changed))


def score_changed(
    program: dict[str, Any], report: dict[str, Any], changes: Iterable[tuple[str, Any]], score: Score
) -> None:
    """Make each change to a copy of the report."""
    for place, change in changes:
        changed = copy.deepcopy(report)
        change(changed)
        assert changed != report, place
        score.count(place, not is_clean(program, changed))


def heading_changes(program: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each heading with two characters less, with the next one's title or numeral, exchanged with it, left out."""
    headings = program["headings"]

    def put(i: int, name: str, value: str) -> Any:
        return lambda report: report["sections"][i].update({name: value})

    def moved(i: int, to: int) -> Any:
        return lambda report: report["sections"].insert(to, report["sections"].pop(i))

    def left_out(i: int) -> Any:
        return lambda report: report["sections"].pop(i)

    def doubled(i: int) -> Any:
        return lambda report: report["sections"].insert(i, report["sections"][i])

    for i, (number, title, *_) in enumerate(headings):
        following = headings[(i + 1) % len(headings)]
        yield f"{number}：少两个字", put(i, "title", title[:-2])
        yield f"{number}：用别部分的标题", put(i, "title", following[1])
        yield f"{number}：用别部分的编号", put(i, "number", following[0])
        yield f"{number}：缺少", left_out(i)
        yield f"{number}：重复", doubled(i)
        if i + 1 < len(headings):
            yield f"{number}：与下一部分颠倒", moved(i + 1, i)


def header_changes(report: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each field of title, preface and dates changed as careless people change it."""
    year, title, preface = report["year"], report["title"], report["preface"]
    agency = report["agency"]

    def put(name: str, value: Any) -> Any:
        return lambda r: r.update({name: value})

    yield "标题：上一年", put("title", title.replace(str(year), str(year - 1)))
    yield "标题：没有年度", put("title", title.replace(f"{year}年", ""))
    yield "标题：少“工作”", put("title", title.replace("工作", ""))
    yield "标题：政务公开", put("title", title.replace("政府信息公开", "政务公开"))
    yield "标题：别的机关", put("title", title.replace(agency, "临江市财政局"))
    yield "机关：别的机关", put("agency", "临江市财政局")
    yield "年度：下一年", put("year", year + 1)
    yield "统计期限：没有", put("period", None)
    yield "统计期限：上一年", put("period", {"from": f"{year - 1}-01-01", "to": f"{year - 1}-12-31"})
    yield "统计期限：到十一月", put("period", {"from": f"{year}-01-01", "to": f"{year}-11-30"})
    yield "公布日期：迟了", put("published", f"{year + 1}-02-01")
    yield "公布日期：年度没过完", put("published", f"{year}-12-30")
    yield "前言：旧条例的令号", put("preface", preface.replace("第711号", "第492号"))
    number = preface[preface.index("〔20") : preface.index("号的")]
    yield "前言：旧格式的文号", put("preface", preface.replace(number, "〔2014〕32"))
    yield "前言：没有", put("preface", None)
    yield "机关类别：政府", put("agency_kind", "government")
