"""``--previous``, ``--parts`` and ``--units``: what a person sees who gives them."""

from __future__ import annotations

import json
from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Command
from tests.consistent import consistent_report, government, next_year, unit

LAST = consistent_report(11, year=2023)
THIS = next_year(LAST, 12)
NAMES = {"李庄镇": 5, "王家镇": 7, "临江县档案馆": 11}
UNITS = {name: unit(name, seed) for name, seed in NAMES.items()}
COUNTY = government(list(UNITS.values()))

SCHEMA = json.loads((files("compliance") / "schemas" / "result.schema.json").read_text(encoding="utf-8"))
LIST = "\n".join(NAMES)


def body(out: str) -> str:
    """What is told on the terminal, without the counts of all rules, which change with any rule."""
    return out.partition("个错误")[0].rpartition("\n")[0] + "\n"


class Desk:
    """A folder with reports in it, in which the command is run."""

    def __init__(self, command: Command, folder: Path) -> None:
        self.command = command
        self.folder = folder

    def put(self, name: str, report: dict[str, Any] | str, *changes: tuple[str, str, int]) -> str:
        """Write a report, with some cells of part three off, or a text; its name."""
        if not isinstance(report, str):
            report = deepcopy(report)
            for row, column, amount in changes:
                report["tables"]["依申请公开"][row][column] += amount
            report = json.dumps(report, ensure_ascii=False)
        place = self.folder / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(report, encoding="utf-8")
        return name

    def result(self, *words: object) -> dict[str, Any]:
        """The JSON result of a check of one report, which follows its schema."""
        told = json.loads(self.command(*words, "--format", "json").out)
        jsonschema.validate(told, SCHEMA)
        (report,) = told["reports"]
        return dict(report)

    def told(self, *words: object) -> tuple[int, str]:
        """Status and all that is said, without line breaks."""
        ran = self.command(*words)
        return ran.status, "".join(line.strip() for line in (ran.out + ran.err).splitlines())


@pytest.fixture
def desk(command: Command, tmp_path: Path) -> Desk:
    """Return a folder in which the reports of three units lie, and last year's of an agency among others."""
    made = Desk(command, tmp_path)
    for name, report in UNITS.items():
        made.put(f"units/{name}.json", report)
    made.put("years/2023.json", LAST)
    made.put("years/other.json", UNITS["李庄镇"] | {"year": 2023})
    made.put("years/older.json", LAST | {"year": 2022})
    return made


# ── units ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_units_are_there(desk: Desk) -> None:
    """Sums and bounds hold in every cell."""
    ran = desk.command(desk.put("county.json", COUNTY), "--parts", "units")

    assert (ran.status, ran.out.count("\n")) == (0, 1)
    assert "没有发现问题" in ran.out


def test_a_readme_is_no_unit(desk: Desk) -> None:
    """It lies among the units' reports, and no sum waits for its."""
    for name, report in UNITS.items():
        desk.put(f"units/{name}.json", report)
    desk.put("units/README.md", "# 各单位的报告\n")
    ran = desk.command(desk.put("county.json", COUNTY), "--parts", "units")

    assert ran.status == 0
    assert "README" not in ran.out


def test_one_is_missing(desk: Desk, golden: Any) -> None:
    """It is named, nothing failed, and 365 instances are three lines."""
    desk.put("names.txt", "李庄镇\n王家镇\n临江县档案馆\n城关镇  # 新设\n")

    ran = desk.command(desk.put("county.json", COUNTY), "--parts", "units", "--units", "names.txt")

    assert ran.status == 0
    golden("cli/beside/missing.txt", body(ran.out))


def test_unknown_counts_instances(desk: Desk) -> None:
    """However few findings tell it."""
    desk.put("names.txt", "城关镇\n" + "\n".join(NAMES))

    told = desk.result(desk.put("county.json", COUNTY), "--parts", "units", "--units", "names.txt")

    assert (told["summary"]["unknown"], told["summary"]["warnings"]) == (365, 0)
    assert [finding["rule"] for finding in told["findings"]] == ["units.sums", "units.bounds", "units.review"]


def test_one_was_left_out(desk: Desk, golden: Any) -> None:
    """The figures say which."""
    report = government([UNITS["李庄镇"], UNITS["王家镇"]])

    ran = desk.command(desk.put("county.json", report), "--parts", "units")

    golden("cli/beside/left_out.txt", body(ran.out))


@pytest.mark.parametrize(
    ("form", "told"),
    [
        pytest.param("concise", "units.sums", id="one line"),
        pytest.param("github", "title=units.sums", id="one annotation"),
        pytest.param("junit", 'message="看来没有算上临江县档案馆', id="one failure"),
        pytest.param("html", "还有 174 处", id="a page names the first cells"),
    ],
)
def test_one_finding_in_every_output(form: str, told: str, desk: Desk) -> None:
    """99 cells are off for one reason."""
    county = desk.put("county.json", government([UNITS["李庄镇"], UNITS["王家镇"]]))

    out = desk.command(county, "--parts", "units", "--format", form).out

    assert out.count(told) == 1


def test_one_in_two_formats(desk: Desk, golden: Any) -> None:
    """It is counted once, and that is told."""
    desk.put("units/又一份.json", UNITS["李庄镇"])

    ran = desk.command(desk.put("county.json", COUNTY), "--parts", "units")

    assert ran.status == 0
    golden("cli/beside/twice.txt", body(ran.out))


def test_a_slip_in_a_unit(desk: Desk, golden: Any) -> None:
    """The cell is named with the report in which it stands."""
    desk.put("units/李庄镇.json", UNITS["李庄镇"], ("部分公开", "自然人", 9))

    ran = desk.command(desk.put("county.json", COUNTY), "--parts", "units")

    golden("cli/beside/slip_in_unit.txt", body(ran.out))


def test_a_slip_in_a_unit_as_json(desk: Desk) -> None:
    """Consumers are told which report it is, and how many sums of that report bear witness."""
    desk.put("units/李庄镇.json", UNITS["李庄镇"], ("部分公开", "自然人", 9))

    told = desk.result(desk.put("county.json", COUNTY), "--parts", "units")
    (cause,) = told["causes"]
    place = {"table": "依申请公开", "row": "部分公开", "column": "自然人", "report": "units/李庄镇.json"}

    assert cause["changes"] == [{**place, "value": 9, "suggested": 0}]
    assert (cause["one_of"], cause["elsewhere"]) == (1, 2)


@pytest.mark.parametrize("form", ["sarif", "junit", "markdown", "html", "github", "gitlab", "concise"])
def test_every_output_names_the_other_report(form: str, desk: Desk) -> None:
    """A cell of another report is never shown as one of this."""
    desk.put("units/李庄镇.json", UNITS["李庄镇"], ("部分公开", "自然人", 9))

    ran = desk.command(desk.put("county.json", COUNTY), "--parts", "units", "--format", form)

    assert "李庄镇.json 的 部分公开·自然人 9 应是 0" in ran.out.replace("%3A", ":")


@pytest.mark.parametrize(
    ("others", "told"),
    [
        pytest.param(
            {"units/bad.json": "{"}, ["units/bad.json 读不了", "缺：units/bad.json"], id="one cannot be read"
        ),
        pytest.param(
            {f"units/bad{i}.json": "{" for i in range(7)},
            ["units/bad4.json 读不了", "还有 2 份读不了"],
            id="many cannot",
        ),
        pytest.param(
            {"names.txt": LIST.replace("王家镇", "王家镇人民政府")},
            ["没有王家镇，", "是不是名单里的王家镇人民政府"],
            id="another name in the list",
        ),
        pytest.param(
            {"names.txt": "李庄镇"}, ["名单里没有王家镇，它的报告算进去了"], id="a list that is short"
        ),
    ],
)
def test_what_is_said_of_units(others: dict[str, str], told: list[str], desk: Desk) -> None:
    """What lies in the folder and is not counted is told."""
    for name, text in others.items():
        desk.put(name, text)
    names = ["--units", "names.txt"] if "names.txt" in others else []

    _, shown = desk.told(desk.put("county.json", COUNTY), "--parts", "units", *names)

    assert [text for text in told if text not in shown] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(
            ["--units", "names.txt"], "还要用 --parts 给出各单位的报告", id="a list without reports"
        ),
        pytest.param(["--parts", "county.json"], "没有一份所属单位这一年的报告", id="only the report itself"),
        pytest.param(["--parts", "units", "two.json"], "有两份不一样的报告", id="two that differ"),
        pytest.param(["--parts", "nowhere"], "没有这个文件", id="nowhere"),
        pytest.param(["--parts", "units", "--units", "gbk.txt"], "UTF-8", id="a list in another encoding"),
    ],
)
def test_units_that_cannot_be_used(words: list[str], told: str, desk: Desk) -> None:
    """Nothing is guessed: the report is not checked, and it is said why."""
    desk.put("two.json", UNITS["李庄镇"], ("予以公开", "自然人", 1))
    desk.put("names.txt", LIST)
    (desk.folder / "gbk.txt").write_bytes(LIST.encode("gbk"))

    status, shown = desk.told(desk.put("county.json", COUNTY), *words)

    assert status == 2
    assert told in shown


def test_a_summary_and_its_units_together(desk: Desk) -> None:
    """Of the units, whose reports are no sums, nothing is said that concerns the summary only."""
    desk.put("units/summary.json", COUNTY)

    status, shown = desk.told("units", "--parts", "units", "--format", "json")
    told = {report["agency"]: report["remarks"] for report in json.loads(shown)["reports"]}

    assert status == 0
    assert told.pop(COUNTY["agency"]) == ["units/summary.json 是被检查的单位自己的报告，不算作所属单位的"]
    assert told == {name: [] for name in NAMES}


def test_a_decision_accepts_what_stands_for_many(desk: Desk) -> None:
    """It is about the finding that stands for all of them, and lapses with any of their figures."""
    changes = [
        (row, column, 9) for row in ("部分公开", "办理总计", "本年新收") for column in ("自然人", "总计")
    ]
    county = desk.put("county.json", COUNTY, *changes)
    why = ["--reason", "有一家的口径不同", "--person", "王某"]

    status, shown = desk.told("waive", county, "--parts", "units", "--rule", "units.sums", *why)
    accepted = desk.result(county, "--parts", "units")["findings"]
    desk.put("county.json", COUNTY, *((row, column, 8) for row, column, _ in changes))
    lapsed = desk.result(county, "--parts", "units")["findings"]

    assert status == 0, shown
    assert [f["waived"] is None for f in accepted if f["rule"] == "units.sums"] == [False]
    assert [f["waived"] is None for f in lapsed if f["rule"] == "units.sums"] == [True]


# ── last year's report ───────────────────────────────────────────────────────────────────────────────────────


def test_last_year_is_found_in_a_folder(desk: Desk) -> None:
    """By agency and year, whatever the file is called."""
    told = desk.result(desk.put("2024.json", THIS, ("上年结转", "自然人", 9)), "--previous", "years")

    (carried,) = (finding for finding in told["findings"] if finding["rule"] == "years.carry-over")
    assert carried["cells"][1]["report"] == "years/2023.json"
    assert "previous" not in told["summary"]["waiting"]


def test_a_slip_in_last_years(desk: Desk, golden: Any) -> None:
    """This year's report is right, and it is told in which one the cell is wrong."""
    desk.put("years/2023.json", LAST, ("结转下年度", "自然人", 9))

    ran = desk.command(desk.put("2024.json", THIS), "--previous", "years")

    # Two made-up years have the same text, of which other rules have much to say.
    golden("cli/beside/slip_last_year.txt", "".join(body(ran.out).partition("第三部分")[1:]))


def test_two_years_that_do_not_agree(desk: Desk, golden: Any) -> None:
    """Each is right in itself: both are shown side by side, and no cell is accused."""
    changes = [("上年结转", 9), ("本年新收", -9)]
    spoilt = [(row, column, amount) for row, amount in changes for column in ("自然人", "总计")]

    ran = desk.command(desk.put("2024.json", THIS, *spoilt), "--previous", "years")

    golden("cli/beside/disagree.txt", "".join(body(ran.out).partition("第三部分")[1:]))


@pytest.mark.parametrize(
    ("report", "told"),
    [
        pytest.param(
            THIS | {"agency": "临江市档案和史志局"},
            ["years 里没有临江市档案和史志局 2023 年度的报告", "名称最接近的是临江市档案局"],
            id="renamed",
        ),
        pytest.param(THIS | {"year": 2030}, ["years 里没有临江市档案局 2029 年度的报告"], id="another year"),
        pytest.param(THIS | {"agency": None}, ["不知道上年的报告是哪一份"], id="nobody's"),
    ],
)
def test_last_year_is_not_there(report: dict[str, Any], told: list[str], desk: Desk) -> None:
    """It is said, and nothing is compared: that waits, and does not pass."""
    found = desk.result(desk.put("2024.json", report), "--previous", "years")

    assert [text for text in told if not any(text in remark for remark in found["remarks"])] == []
    assert found["summary"]["waiting"]["previous"] > 0


@pytest.mark.parametrize(
    ("previous", "told"),
    [
        pytest.param("twice", "有两份不一样的报告", id="two that differ"),
        pytest.param("years/older.json", "不是 2024 年度的上一年", id="a file of another year"),
        pytest.param("nowhere.json", "没有这个文件", id="nowhere"),
    ],
)
def test_last_years_that_cannot_be_used(previous: str, told: str, desk: Desk) -> None:
    """The report is not checked, for half of it would be missing."""
    desk.put("twice/one.json", LAST)
    desk.put("twice/other.json", LAST, ("结转下年度", "自然人", 9))

    status, shown = desk.told(desk.put("2024.json", THIS), "--previous", previous)

    assert status == 2
    assert told in shown


def test_last_years_report_of_another_agency(desk: Desk) -> None:
    """It is compared, for an agency may have been renamed, and told, for the file may be the wrong one."""
    found = desk.result(desk.put("2024.json", THIS), "--previous", "years/other.json")

    assert [remark for remark in found["remarks"] if "years/other.json 是李庄镇的报告" in remark]
    assert not found["summary"]["waiting"].get("previous")


def test_the_same_in_two_formats(desk: Desk) -> None:
    """Two that say the same are one."""
    desk.put("years/copy.json", LAST)

    assert desk.result(desk.put("2024.json", THIS), "--previous", "years")["error"] is None


def test_several_reports_and_one_folder(desk: Desk) -> None:
    """Each finds its own."""
    desk.put("this/a.json", THIS, ("上年结转", "自然人", 9))
    desk.put("this/b.json", UNITS["李庄镇"])

    ran = desk.command("this", "--previous", "years", "--format", "concise")

    assert "a.json: 错误 years.carry-over" in ran.out
