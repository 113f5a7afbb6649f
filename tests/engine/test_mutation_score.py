"""How much of what can be changed in a right report some rule sees: the page that says what no rule holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from compliance import resources
from compliance.dsl.load import load_rule_sets
from compliance.engine.generate import prepare
from compliance.engine.run import evaluate
from tests.consistent import consistent_report, trial_report
from tests.engine.mutations import (
    SEEDS,
    Score,
    header_changes,
    heading_changes,
    laid_out,
    last_year,
    score_cells,
    score_changed,
    score_denials,
    score_numbers,
    silent,
    telling,
)

ROOT = Path(__file__).resolve().parent.parent.parent
GIVEN = ("只有表格", "正文也说到", "再有上年报告")
PARTS = {"依申请公开": "第三部分", "复议诉讼": "第四部分"}


@dataclass
class Scores:
    """The scores of one edition: of its cells for each of the three reports, and of all else."""

    cells: tuple[dict[str, Score], ...] = field(default_factory=lambda: ({}, {}, {}))
    blanks: tuple[Score, ...] = field(default_factory=lambda: (Score(), Score(), Score()))
    others: dict[str, Score] = field(
        default_factory=lambda: {
            name: Score() for name in ("正文里的数", "把有说成没有", "部分标题", "标题、前言、日期")
        }
    )

    def never(self, given: int) -> list[str]:
        """The cells that nothing holds."""
        return [place for score in self.cells[given].values() for place in score.never]

    def sometimes(self, given: int) -> list[str]:
        """The cells that are held within bounds."""
        return [place for score in self.cells[given].values() for place in score.sometimes]

    def page(self) -> str:
        """The tables and lists that the page shows."""
        lines = [f"| 改哪里的格子 | {' | '.join(GIVEN)} |", "| --- | ---: | ---: | ---: |"]
        lines += [
            f"| {PARTS.get(family, f'第二部分：{family}')} | "
            f"{' | '.join(scores[family].share for scores in self.cells)} |"
            for family in self.cells[0]
        ]
        lines.append(f"| 空着不填（所有格子） | {' | '.join(score.share for score in self.blanks)} |")
        lines += ["", "| 改别的 | 改动 | 看见 |", "| --- | ---: | ---: |"]
        lines += [f"| {name} | {score.changed} | {score.share} |" for name, score in self.others.items()]
        lines += ["", "怎么改都没有规则看见的：", ""]
        for which, given in enumerate(GIVEN):
            lines.append(f"- 格子，{given}：{'、'.join(self.never(which)) or '没有'}。")
        lines += [f"- {name}：{'、'.join(s.never) or '没有'}。" for name, s in self.others.items()]
        lines += ["", "有的改法看得见，有的看不见：", ""]
        for which, given in enumerate(GIVEN):
            lines.append(f"- 格子，{given}：{'、'.join(self.sometimes(which)) or '没有'}。")
        lines += [f"- {name}：{'、'.join(s.sometimes)}。" for name, s in self.others.items() if s.sometimes]
        return "\n".join(lines) + "\n"


def counted(program: dict[str, Any], make: Callable[[int], dict[str, Any]]) -> Scores:
    """Change one thing at a time in reports of one edition."""
    scores = Scores()
    for seed in SEEDS:
        report = make(seed)
        quiet, told = silent(report), telling(report)
        given = ((quiet, None), (told, None), (told, last_year(report, seed)))
        for which, (changed, previous) in enumerate(given):
            sheet = laid_out(program, changed, previous)
            assert evaluate(program, sheet).is_clean
            score_cells(program, sheet, scores.cells[which], scores.blanks[which])
        numbers, denials, headings, header = scores.others.values()
        score_numbers(program, told, numbers)
        score_denials(program, quiet, denials)
        score_changed(program, quiet, heading_changes(program), headings)
        score_changed(program, quiet, header_changes(report), header)
    return scores


@pytest.mark.parametrize(
    ("make", "names", "edition"),
    [
        pytest.param(consistent_report, ("cn-disclosure",), "2021", id="2021"),
        pytest.param(trial_report, ("cn-disclosure", "cn-disclosure-2019"), "2019", id="2019"),
    ],
)
def test_the_score(make, names, edition, golden, capsys):
    """All that is arithmetic is seen; of part two what the text tells; every heading and every denial."""
    program = load_rule_sets([source for source in resources.rule_sets() if source[0] in names])
    prepare(program)
    scores = counted(program, make)
    page = scores.page()
    with capsys.disabled():
        print(f"\n{edition}\n{page}")

    golden(f"score/{edition}.md", page)
    for cells, blank in zip(scores.cells, scores.blanks, strict=True):
        assert [cells[table].share for table in PARTS] == ["100 %", "100 %"]
        assert blank.share == "100 %"
    assert [scores.others[name].share for name in ("把有说成没有", "部分标题")] == ["100 %", "100 %"]
    assert edition == "2019" or scores.never(1) == []


def test_the_page_shows_the_score() -> None:
    """What the test counted is what the page says."""
    page = (ROOT / "docs" / "zh" / "explanation" / "score.md").read_text(encoding="utf-8")
    told = [
        (ROOT / "tests" / "golden" / "score" / f"{edition}.md").read_text(encoding="utf-8")
        for edition in ("2021", "2019")
    ]

    assert [text for text in told if text not in page] == []
