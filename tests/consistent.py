"""Reports that are right in every respect, as many as a test wants: figures at random, sentences our own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他组织")
OUTCOMES = (
    *(
        "予以公开",
        "部分公开",
        "国家秘密",
        "法律法规禁止",
        "三安全一稳定",
        "第三方权益",
        "内部事务信息",
        "过程性信息",
    ),
    *("行政执法案卷", "行政查询事项", "不掌握信息", "需另行制作", "内容仍不明确", "信访举报投诉", "重复申请"),
    *("公开出版物", "大量反复申请", "确认或重新出具", "逾期不补正", "逾期不缴费", "其他事由"),
)
REFUSED = OUTCOMES[2:10]
OTHERWISE = OUTCOMES[18:]
RESULTS = ("维持", "纠正", "其他结果", "尚未审结")
PROCEEDINGS = ("行政复议", "直接起诉", "复议后起诉")


def consistent_report(seed: int, *, year: int = 2024) -> dict[str, Any]:
    """The dictionary of a report.json in which everything holds, hints included; the same for the same seed."""
    chance = random.Random(seed)
    requests = _requests(chance)
    review = _review(chance)
    disclosure = _disclosure(chance)
    agency = "临江市档案局"
    return {
        "govcheck": "report/1",
        "form": "2021",
        "title": f"{agency}{year}年政府信息公开工作年度报告",
        "agency": agency,
        "agency_kind": "department",
        "year": year,
        "period": {"from": f"{year}-01-01", "to": f"{year}-12-31"},
        "published": f"{year + 1}-01-20",
        "preface": (
            "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和国办公开办函〔2021〕30号的要求编制。"
            f"所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
            "电子版可在临江市政府门户网站查阅，如有疑问请与临江市档案局联系（地址：临江市沿江路1号，电话：0000-0000000）。"
        ),
        "sections": _sections(year, requests, review),
        "tables": {"主动公开": disclosure, "依申请公开": requests, "复议诉讼": review},
    }


def next_year(report: dict[str, Any], seed: int) -> dict[str, Any]:
    """The consistent report of the same agency on the year after, which begins with what that one carries forward."""
    year = report["year"] + 1
    following = consistent_report(seed, year=year)
    requests, review = (following["tables"][name] for name in ("依申请公开", "复议诉讼"))
    for column in COLUMNS:
        opening = report["tables"]["依申请公开"]["结转下年度"][column]
        # What was carried forward is answered; that nothing new came in is possible.
        surplus = max(0, opening - requests["办理总计"][column] - requests["结转下年度"][column])
        requests["予以公开"][column] += surplus
        requests["办理总计"][column] += surplus
        requests["上年结转"][column] = opening
        done, left = requests["办理总计"][column], requests["结转下年度"][column]
        requests["本年新收"][column] = done + left - opening
    for row in requests.values():
        row["总计"] = sum(row[column] for column in COLUMNS)
    before = report["tables"]["主动公开"]["行政规范性文件"]
    documents = following["tables"]["主动公开"]["行政规范性文件"]
    documents["废止"] = min(documents["废止"], before["现行有效"])
    documents["现行有效"] = before["现行有效"] + documents["制发"] - documents["废止"]
    return following | {"sections": _sections(year, requests, review)}


def unit(name: str, seed: int) -> dict[str, Any]:
    """A consistent report of an agency of that name."""
    report = consistent_report(seed)
    return report | {"agency": name, "title": f"{name}{report['year']}年政府信息公开工作年度报告"}


def government(units: Sequence[dict[str, Any]], name: str = "临江县人民政府") -> dict[str, Any]:
    """The consistent report of a government whose parts three and four are the sums of those of its units."""
    report = unit(name, 0) | {"agency_kind": "government"}
    requests, review = (
        {
            row: {column: sum(one["tables"][table][row][column] for one in units) for column in cells}
            for row, cells in report["tables"][table].items()
        }
        for table in ("依申请公开", "复议诉讼")
    )
    tables = report["tables"] | {"依申请公开": requests, "复议诉讼": review}
    return report | {"tables": tables, "sections": _sections(report["year"], requests, review)}


def _few(chance: random.Random, most: int) -> int:
    """Mostly nothing, seldom much: as real tables are."""
    return 0 if chance.random() < 0.6 else chance.randint(1, most)


def _requests(chance: random.Random) -> dict[str, dict[str, int]]:
    rows: dict[str, dict[str, int]] = {
        name: {} for name in ("本年新收", "上年结转", *OUTCOMES, "办理总计", "结转下年度")
    }
    size = chance.choice((3, 30, 300, 2000))
    for column in COLUMNS:
        share = size if column == "自然人" else max(1, size // 20)
        for outcome in OUTCOMES:
            rows[outcome][column] = _few(chance, share)
        # What is left over for 其他事由 stays a small share, and a fee that is not paid would need its sentence.
        rows["逾期不缴费"][column] = 0
        done = sum(rows[outcome][column] for outcome in OUTCOMES[:-1])
        rows["其他事由"][column] = chance.randint(0, done // 10)
        done += rows["其他事由"][column]
        opening = chance.randint(0, done // 4)
        received = done - opening + chance.randint(0, max(1, done // 5))
        rows["本年新收"][column] = received
        rows["上年结转"][column] = opening
        rows["办理总计"][column] = done
        rows["结转下年度"][column] = received + opening - done
    for row in rows.values():
        row["总计"] = sum(row[column] for column in COLUMNS)
    return rows


def _review(chance: random.Random) -> dict[str, dict[str, int]]:
    rows = {}
    for proceeding in PROCEEDINGS:
        results = {result: _few(chance, 40) for result in RESULTS}
        rows[proceeding] = results | {"总计": sum(results.values())}
    if rows["直接起诉"]["总计"] > rows["行政复议"]["总计"]:
        # Whoever is refused goes to reconsideration first.
        rows["行政复议"], rows["直接起诉"] = rows["直接起诉"], rows["行政复议"]
    return rows


def _disclosure(chance: random.Random) -> dict[str, dict[str, Any]]:
    made, repealed = chance.randint(0, 30), chance.randint(0, 30)
    return {
        "规章": {"制发": 0, "废止": 0, "现行有效": 0},
        "行政规范性文件": {"制发": made, "废止": repealed, "现行有效": made + chance.randint(0, 90)},
        "行政许可": {"处理决定": _few(chance, 5000)},
        "行政处罚": {"处理决定": _few(chance, 5000)},
        "行政强制": {"处理决定": _few(chance, 500)},
        "行政事业性收费": {"收费金额": chance.randint(0, 900)},
    }


def _sections(
    year: int, requests: dict[str, dict[str, int]], review: dict[str, dict[str, int]]
) -> list[dict[str, Any]]:
    received, opening = requests["本年新收"]["总计"], requests["上年结转"]["总计"]
    people = requests["本年新收"]["自然人"]
    refused = sum(requests[row]["总计"] for row in REFUSED)
    reviews = review["行政复议"]["总计"]
    suits = review["直接起诉"]["总计"] + review["复议后起诉"]["总计"]
    handled = (
        f"{year}年，新收政府信息公开申请{received}件，其中自然人{people}件、法人或其他组织{received - people}件；"
        f"上年结转{opening}件。全年办结{requests['办理总计']['总计']}件，其中予以公开{requests['予以公开']['总计']}件，"
        f"不予公开{refused}件；结转下年度继续办理{requests['结转下年度']['总计']}件。"
        f"全年发生行政复议{reviews}件，行政诉讼{suits}件。"
    )
    return [
        {
            "number": "一",
            "title": "总体情况",
            "paragraphs": [
                f"（一）主动公开。{year}年，及时更新机构职能、工作规划和服务指南，逐项说明查档流程，内容准确、查找方便。",
                f"（二）依申请公开。{handled}",
                "（三）政府信息管理。严格执行保密审查和发布审核，动态调整目录，定期清理失效文件，专人负责台账。",
                "（四）政府信息公开平台建设。改版门户网站专栏，优化检索，保持各渠道内容一致，做好日常读网检查。",
                "（五）监督保障。健全领导机制，组织业务培训，列入年度考核，接受社会评议，全年没有需要责任追究的情形。",
            ],
        },
        {"number": "二", "title": "主动公开政府信息情况", "paragraphs": []},
        {"number": "三", "title": "收到和处理政府信息公开申请情况", "paragraphs": []},
        {"number": "四", "title": "政府信息公开行政复议、行政诉讼情况", "paragraphs": []},
        {
            "number": "五",
            "title": "存在的主要问题及改进情况",
            "paragraphs": [
                "存在的主要问题：一是档案开放目录更新不够及时；二是解读形式较为单一。",
                "改进情况：一是按季度更新开放目录，明确责任科室；二是增加图解和短视频，用群众看得懂的话解读。",
            ],
        },
        {
            "number": "六",
            "title": "其他需要报告的事项",
            "paragraphs": [f"{year}年未收取信息处理费。没有其他需要报告的事项。"],
        },
    ]


def trial_report(seed: int, *, year: int = 2020) -> dict[str, Any]:
    """The same in the trial edition of 2019: one row （六）其他处理, and its own part two."""
    report = consistent_report(seed, year=year)
    tables = report["tables"]
    tables["依申请公开"] = trial_requests(tables["依申请公开"])
    tables["主动公开"] = trial_disclosure(random.Random(seed))
    return report | {"form": "2019", "preface": report["preface"].replace("〔2021〕30号", "〔2019〕60号")}


def trial_requests(rows: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Part three of the edition of 2021 as that of 2019 prints it."""
    kept = {name: row for name, row in rows.items() if name not in OTHERWISE}
    other = {column: sum(rows[name][column] for name in OTHERWISE) for column in rows["本年新收"]}
    done, left = kept.pop("办理总计"), kept.pop("结转下年度")
    return kept | {"其他处理": other, "办理总计": done, "结转下年度": left}


def trial_disclosure(chance: random.Random) -> dict[str, dict[str, Any]]:
    """Part two of the edition of 2019."""
    made = chance.randint(0, 30)
    items = {"上一年项目": chance.randint(5, 40), "本年增减": chance.randint(-5, 5)}
    return {
        "规章": {"新制作": 0, "新公开": 0, "公开总数": 0},
        "规范性文件": {"新制作": made, "新公开": made, "公开总数": made + chance.randint(0, 90)},
        "行政许可": {**items, "处理决定": _few(chance, 5000)},
        "其他对外管理服务事项": {**items, "处理决定": _few(chance, 5000)},
        "行政处罚": {**items, "处理决定": _few(chance, 5000)},
        "行政强制": {**items, "处理决定": _few(chance, 500)},
        "行政事业性收费": dict(items),
        "政府集中采购": {"采购项目": chance.randint(0, 9), "采购金额": chance.randint(0, 900_000)},
    }
