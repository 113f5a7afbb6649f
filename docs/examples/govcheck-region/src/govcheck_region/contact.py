"""The preface names a telephone of the city: (0599) and seven or eight digits.

The rule language has no patterns for such marks, on purpose; a check in Python does.
"""

from __future__ import annotations

import re

from compliance.findings import Citation, Finding, Severity, TextRef, Verdict
from compliance.report import Report

RULE = "linhu.contact"
TITLE = "前言留有本市的电话"
SINCE = 2024
"""The first report year for which the city's notice asks."""
NOTICE = Citation("临湖公开办〔2024〕12号", "第五条")

_TELEPHONE = re.compile(r"(?<!\d)[（(]?(\d{3,4})[）)]?[-—－\s]?\d{7,8}(?!\d)")
_AREA = "0599"


def findings(report: Report) -> list[Finding]:
    """One finding where the telephone is missing or is another city's; none where it is right."""
    if report.year is not None and report.year < SINCE:
        return []
    if report.preface is None:
        # Not found is not the same as not there: the reader may have missed it.
        return [_finding(Verdict.UNKNOWN, "没有读到前言，不能判断有没有电话")]
    numbers = list(_TELEPHONE.finditer(report.preface))
    if any(number[1] == _AREA for number in numbers):
        return []
    if not numbers:
        return [_finding(Verdict.FAIL, f"前言没有电话：写上区号（{_AREA}）和号码")]
    first = numbers[0]
    place = TextRef("preface", 1, first.start(), first.end(), first[0])
    return [_finding(Verdict.FAIL, f"前言的电话 {first[0]} 不是本市的：区号应当是 {_AREA}", place)]


def _finding(verdict: Verdict, message: str, *text: TextRef) -> Finding:
    return Finding(
        rule=RULE,
        verdict=verdict,
        severity=Severity.WARNING,
        title=TITLE,
        message=message,
        citations=(NOTICE,),
        because="读者要能找到人；从别处抄来的前言常常留着别处的电话。",
        text=text,
    )
