"""The hall: documents are read and checked one after another; what goes wrong with one costs no other."""

from __future__ import annotations

import io
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from compliance import session as module
from compliance.documents import Document
from compliance.errors import PluginError, ReadError, RuleErrors, UsageError
from compliance.findings import Finding, Severity, Verdict
from compliance.gate import status_of
from compliance.messages import Message
from compliance.plugins import Function, Reporter, RuleSet
from compliance.session import Options, Session, check_files

LOCAL = """\
沿用 cn-disclosure
规则集 {name} “补充规则” 版本 “2025.1” 自 2024
法规 市通知 “通知” “临湖公开办〔2024〕12号” 自 2024-12-01
规则 linhu.backlog “积压” 警告
  依据 市通知 “二”
  理由 “要清理。”
  检查 {check}
  例     | [结转下年度, 总计] |
  通过   | 2                  |
  不通过 | {wrong}                  |
"""


def local_rules(
    folder: Path, name: str = "linhu", check: str = "[结转下年度, 总计] < 3", wrong: int = 3
) -> Path:
    """Write a local rule set and return its folder."""
    place = folder / name
    place.mkdir(parents=True)
    (place / "local.rules").write_text(LOCAL.format(name=name, check=check, wrong=wrong), encoding="utf-8")
    return place


@pytest.fixture
def sound(example_reports: Path) -> str:
    """Return the example report in which all is well."""
    return str(example_reports / "linhu-2024.txt")


@pytest.fixture
def draft(example_reports: Path) -> str:
    """Return the example report with mistakes."""
    return str(example_reports / "linhu-2024-draft.md")


class Hooks:
    """A plug-in made of functions."""

    def __init__(self, **functions: object) -> None:
        self.__dict__.update(functions)


def with_plugin(options: Options | None = None, **functions: object) -> Session:
    """Make a session in which one more plug-in, ``region``, is registered before the rules are found."""

    class Made(Session):
        def __init__(self) -> None:
            self.options = options or Options()
            self.plugins = module.Plugins("en", traces=self.options.verbose)
            self.plugins.add("govcheck", module.shipped)
            self.plugins.add("region", Hooks(**functions))
            self.library = module.Library(self.plugins, self.options.rules, use_cache=False)
            self.opener = module.Opener(self.plugins, self.library)

    return Made()


# ── what is a report ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_readme_among_reports_is_left_aside(sound, draft, tmp_path):
    """It is no report, and that it was not checked is told; a report of that name is one."""
    (tmp_path / "a.txt").write_bytes(Path(sound).read_bytes())
    (tmp_path / "README.md").write_text("# 年度报告\n各单位的报告。\n", encoding="utf-8")
    (tmp_path / "说明.md").write_bytes(Path(draft).read_bytes())
    result = check_files([str(tmp_path)])

    assert [Path(report.source).name for report in result.reports] == ["a.txt", "说明.md"]
    assert [report.error for report in result.reports] == [None, None]
    assert result.remarks == (f"{tmp_path / 'README.md'} 不是报告，没有检查",)


@pytest.mark.parametrize(
    ("files", "named", "unread"),
    [
        pytest.param(["README.md"], ".", "README.md", id="a folder with nothing else"),
        pytest.param(["README.md", "a.txt"], "README.md", "README.md", id="named as a report"),
        pytest.param(["notes.md", "a.txt"], ".", "notes.md", id="another name"),
    ],
)
def test_what_may_be_a_report_is_not_left_aside(files, named, unread, sound, tmp_path):
    """Nothing is passed over that somebody may have taken for a report."""
    for name in files:
        text = Path(sound).read_text(encoding="utf-8") if name == "a.txt" else "# 说明\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = check_files([str(tmp_path / named)])

    assert [Path(report.source).name for report in result.reports if report.error] == [unread]
    assert result.remarks == ()


# ── what comes of a report ───────────────────────────────────────────────────────────────────────────────────


def test_a_sound_report(sound):
    """Every instance is counted, and nothing is found."""
    (report,) = check_files([sound]).reports

    assert (report.agency, report.year, report.form) == ("临湖市档案局", 2024, "2021")
    assert [(each.name, each.version) for each in report.rule_sets] == [("cn-disclosure", "2021.1")]
    assert report.findings == ()
    assert report.summary.passed > 400
    assert report.summary.waiting["previous"] > 0
    assert report.parts[2].tables == ("依申请公开",)
    assert status_of(check_files([sound]), "note") == 0


def test_a_draft_with_mistakes(draft):
    """Failures are counted by severity, unknowns by themselves, and the file is known by its bytes."""
    (report,) = check_files([draft], Options(lang="en")).reports
    found = {finding.rule for finding in report.findings}

    assert "requests.balance" in found
    assert report.summary.errors == sum(
        1 for f in report.findings if (f.severity, f.verdict) == (Severity.ERROR, Verdict.FAIL)
    )
    assert report.summary.unknown == sum(1 for f in report.findings if f.verdict is Verdict.UNKNOWN)
    assert report.sha256 is not None


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [
        pytest.param("error", 1, id="errors"),
        pytest.param("note", 1, id="notes and more"),
        pytest.param("never", 0, id="only told"),
    ],
)
def test_the_status_follows_the_gate(fail_on, status, draft):
    """A finding counts from a severity on."""
    assert status_of(check_files([draft]), fail_on) == status


def test_an_unknown_alone_does_not_fail_a_gate(tmp_path, sound):
    """It is listed and counted; what must not be blank is another rule. A strict gate does not let it through."""
    text = Path(sound).read_text(encoding="utf-8")
    result = with_plugin(
        govcheck_check=lambda: [Finding("a.b", Verdict.UNKNOWN, Severity.ERROR, "t", "m")]
    ).check_documents([Document("a.txt", data=text.encode())])

    assert result.reports[0].summary.unknown == 1
    assert status_of(result, "note") == 0
    assert status_of(result, "error", strict=True) == 1
    assert status_of(result, "never", strict=True) == 0


def test_what_is_given_beside_the_report(draft):
    """The day of publication and the kind of agency are known to the rules."""
    late = check_files([draft], Options(published="2025-02-01")).reports[0]
    office = check_files([draft], Options(published="2025-02-01", agency_kind="government")).reports[0]

    assert "publication.deadline" in {finding.rule for finding in late.findings}
    assert "publication.deadline" not in {finding.rule for finding in office.findings}


def test_last_year_and_the_parts_are_given(sound):
    """Rules that wait for them are judged then."""
    alone = check_files([sound]).reports[0]
    together = check_files([sound], Options(previous=sound, parts=(sound,), published="2025-01-20")).reports[
        0
    ]

    assert {"previous"} <= set(alone.summary.waiting)
    assert together.summary.waiting == {}


def test_a_previous_report_that_cannot_be_read(sound):
    """The report is not checked without it, for half of the check would be missing."""
    (report,) = check_files([sound], Options(previous="没有.txt")).reports

    assert isinstance(report.error, ReadError)
    assert report.error.text("zh") == f"{sound}: 没有检查，因为要对照的 没有.txt 不能用：没有这个文件"


def test_one_previous_report_for_several(sound, draft):
    """Whose would it be?"""
    with pytest.raises(UsageError) as caught:
        check_files([sound, draft], Options(previous=sound))

    assert "2 are to be checked" in caught.value.text("en")


def test_what_passed_is_listed_where_asked(sound):
    """The approver's sheet."""
    assert check_files([sound]).reports[0].passed == ()
    assert check_files([sound], Options(needs=frozenset({"passed"}))).reports[0].passed


def test_english_titles(draft):
    """Titles come from the rule set's translation."""
    report = check_files([draft], Options(lang="en")).reports[0]

    assert all(not ("\u4e00" <= finding.title[0] <= "\u9fff") for finding in report.findings)


# ── what cannot be read ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"", "", id="empty"),
        pytest.param(b"\x00\x01\x02", "what kind of file this is cannot be told", id="no text"),
        pytest.param(b"{\\rtf1 x}", "", id="RTF, with LibreOffice or without"),
        pytest.param(b"<html><body><p>x</p></body></html>", "", id="a web page without a report"),
        pytest.param(b'{"govcheck": "report/1"}', "", id="half a report.json"),
        pytest.param(
            b'{"govcheck":"report/1","form":"1999","year":2024,"sections":[],"tables":{}}',
            "there is no rule set for reports of form 1999, year 2024. There are: cn-disclosure 2021 (2021–)",
            id="a form without rules",
        ),
        pytest.param(
            b'{"govcheck":"report/1","form":"2021","year":1999,"sections":[],"tables":{}}',
            "year 1999",
            id="a year before the form",
        ),
    ],
)
def test_what_cannot_be_read_is_no_pass(data, told, sound):
    """It has an error in its place, status 2, and the others are checked."""
    session = Session(Options(lang="en"))
    result = session.check_documents([Document("bad", data=data), Document(sound, sound)])
    bad, good = result.reports

    assert isinstance(bad.error, ReadError)
    assert told in bad.error.text("en")
    assert good.error is None
    assert status_of(result, "never") == 2


def test_a_bug_of_ours_is_told_and_the_others_are_checked(sound, monkeypatch, capsys):
    """With its traceback, status 3."""
    evaluate = module.evaluate
    monkeypatch.setattr(module, "evaluate", lambda *given: 1 / 0)
    session = Session(Options(lang="en"))
    first = session.check_documents([Document(sound, sound)])
    monkeypatch.setattr(module, "evaluate", evaluate)

    assert "govcheck itself failed: ZeroDivisionError" in first.reports[0].faults[0].message
    assert "Traceback" in capsys.readouterr().err
    assert status_of(first, "never") == 3


def test_a_rule_that_raises_is_told(sound, monkeypatch, capsys):
    """It costs its own instances; the others are judged."""
    real = module.evaluate

    def evaluate(*given):
        outcome = real(*given)
        outcome.faults.append(("a.b", "linhu", ValueError("x")))
        outcome.faults.append(("a.c", "linhu", PluginError(Message("plugins.name-taken", name="p"), "p")))
        return outcome

    monkeypatch.setattr(module, "evaluate", evaluate)
    (report,) = check_files([sound], Options(lang="en")).reports

    assert [fault.origin for fault in report.faults] == ["linhu", "p"]
    assert "Rule a.b (linhu) failed: ValueError: x" in report.faults[0].message
    assert report.summary.passed > 400
    capsys.readouterr()


# ── plug-ins ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_check_in_python(sound):
    """Its findings are shown with the others, with a fingerprint and where they come from."""
    session = with_plugin(
        govcheck_check=lambda report: [
            Finding("linhu.a", Verdict.FAIL, Severity.ERROR, "甲", report.agency, instance={"row": "x"})
        ]
    )
    result = session.check([sound])
    (finding,) = result.reports[0].findings

    assert (finding.message, finding.origin, len(finding.fingerprint)) == ("临湖市档案局", "region", 16)
    assert result.reports[0].summary.errors == 1
    assert status_of(result, "error") == 1


def test_no_plugin_accepts_what_it_finds(sound):
    """A decision is on record, and a person answers for it: what a plug-in says of its own error counts for nothing."""
    error = Finding("linhu.a", Verdict.FAIL, Severity.ERROR, "甲", "乙", waived={"reason": "so"})
    result = with_plugin(govcheck_check=lambda report: [error]).check([sound])

    assert [finding.waived for finding in result.reports[0].findings] == [None]
    assert status_of(result, "error") == 1


@pytest.mark.parametrize(
    "severity", [{}, {"requests.balance": "warning"}], ids=["an error", "a warning by settings"]
)
def test_no_plugin_accepts_what_others_find(tmp_path, example_reports, severity):
    """Not even where the settings of the house make a warning of the error: its answer is dropped, and it is named."""
    report = json.loads((example_reports / "linhu-2024.json").read_text(encoding="utf-8"))
    report["tables"]["依申请公开"]["本年新收"]["自然人"] += 1
    file = tmp_path / "a.json"
    file.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")

    def waives(findings):
        return [replace(each, waived={"reason": "so"}) for each in findings]

    result = with_plugin(Options(severity=severity), govcheck_findings=waives).check([str(file)])
    (answer,) = result.reports

    assert "requests.balance" in {finding.rule for finding in answer.findings}
    assert not [finding for finding in answer.findings if finding.waived]
    assert "region" in answer.faults[0].message
    assert status_of(result, "error") == 3


def test_a_plugin_that_fails_is_no_pass(sound):
    """Status 3, and everything else is there."""
    result = with_plugin(govcheck_check=lambda report: 1 / 0).check([sound])

    assert [fault.origin for fault in result.reports[0].faults] == ["region"]
    assert result.reports[0].summary.passed > 400
    assert status_of(result, "never") == 3


def test_the_traceback_of_a_plugin(sound, capsys):
    """For its author, where asked."""
    with_plugin(Options(verbose=True), govcheck_check=lambda report: 1 / 0).check([sound])

    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_fails(sound):
    """Where nobody else can read the document, that is said; where somebody can, the fault is told as well."""
    session = with_plugin(govcheck_read_report=lambda data: 1 / 0)
    own, ours = session.check_documents([Document("a.ofd", data=b"\0\1"), Document(sound, sound)]).reports

    assert own.error is not None
    assert "the plug-in that could read it failed" in own.error.text("en")
    assert own.faults
    assert ours.faults
    assert ours.summary.passed > 400


def test_findings_looked_over(draft):
    """What a plug-in leaves out is told."""
    session = with_plugin(
        govcheck_findings=lambda findings: [f for f in findings if f.rule != "structure.wording"]
    )
    (report,) = session.check([draft]).reports

    assert "structure.wording" not in {finding.rule for finding in report.findings}
    assert any("structure.wording" in change for change in report.changes)


def test_a_reporter_takes_the_place_of_its_namesake():
    """The plug-in's is used, and there are all the others."""
    mine = Reporter("json", ("甲", "mine"), lambda run, view: "mine")

    assert with_plugin(govcheck_reporters=lambda: [mine]).reporters["json"] is mine
    assert {"terminal", "concise", "json"} <= set(Session(Options()).reporters)


def double(figure):
    """Double a figure."""
    return figure * 2


@pytest.mark.parametrize(
    ("call", "faults"),
    [
        pytest.param(double, 0, id="answers"),
        pytest.param(lambda figure: 1 / 0, 1, id="raises"),
        pytest.param(lambda figure: "two", 1, id="answers wrongly"),
    ],
)
def test_a_function_for_rules(call, faults, tmp_path, sound):
    """A rule calls it; where it fails the rule has no verdict and the plug-in is named."""
    folder = local_rules(tmp_path, check="double([结转下年度, 总计]) < 5")
    session = with_plugin(
        Options(rules=(str(folder),)),
        govcheck_functions=lambda: [Function("double", ("figure",), "figure", call)],
    )
    result = session.check([sound])

    assert [fault.origin for fault in result.reports[0].faults] == ["region"] * faults


# ── local rules ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_local_rule_set_brings_what_it_builds_on(tmp_path, sound):
    """Named by its folder, it is applied with the shipped one."""
    folder = local_rules(tmp_path)
    (report,) = check_files([sound], Options(rules=(str(folder),))).reports

    assert [each.name for each in report.rule_sets] == ["cn-disclosure", "linhu"]


def test_severities_of_ones_own(draft):
    """Applied, and told in the output: nothing is lowered in silence."""
    options = Options(severity={"structure.wording": "error"}, settings_file="govcheck.toml", lang="en")
    (report,) = check_files([draft], options).reports
    (finding,) = [each for each in report.findings if each.rule == "structure.wording"]

    assert finding.severity is Severity.ERROR
    assert report.changes == ("The settings govcheck.toml set structure.wording to error; it is note",)


def test_a_severity_that_changes_nothing_is_not_told(sound):
    """The settings say what the rule says."""
    assert check_files([sound], Options(severity={"structure.wording": "note"})).reports[0].changes == ()


def test_a_severity_of_no_rule(sound):
    """The nearest is offered."""
    with pytest.raises(UsageError) as caught:
        check_files([sound], Options(severity={"structure.wordin": "note"}))

    assert "did you mean structure.wording?" in caught.value.text("en")


def test_rules_with_mistakes_stop_the_run(tmp_path, sound):
    """Before any report is read."""
    folder = local_rules(tmp_path, check="[结转下年, 总计] < 3")
    with pytest.raises(RuleErrors) as caught:
        check_files([sound], Options(rules=(str(folder),)))

    assert "local.rules:7:" in caught.value.text("zh")


# ── baseline ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_known_is_not_told_again(draft, tmp_path):
    """Only what an earlier result does not have; that something is left out is said."""
    session = Session(Options())
    earlier = session.check([draft])
    file = tmp_path / "earlier.json"
    file.write_text(session.reporters["json"].write(earlier, module_view()), encoding="utf-8")
    again = check_files([draft], Options(baseline=str(file), lang="en"))
    (report,) = again.reports

    assert report.findings == ()
    assert f"{len(earlier.reports[0].findings)} more are in {file} already" in report.remarks[-1]
    assert report.summary.errors == 0
    assert status_of(again, "note") == 0


def module_view():
    """Return the plainest view."""
    from compliance.plugins import View

    return View()


def test_what_is_gone_is_said(draft, sound, tmp_path):
    """The mended report is compared with the draft of the same agency and year."""
    session = Session(Options())
    earlier = session.check([draft])
    file = tmp_path / "earlier.json"
    file.write_text(session.reporters["json"].write(earlier, module_view()), encoding="utf-8")
    (report,) = check_files([sound], Options(baseline=str(file), lang="en")).reports

    assert f"{len(earlier.reports[0].findings)} of {file} are gone" in report.remarks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("[]", id="no object"),
        pytest.param('{"govcheck": "report/1", "reports": []}', id="a report"),
        pytest.param('{"govcheck": "result/1"}', id="without reports"),
    ],
)
def test_a_baseline_that_is_none(text, sound, tmp_path):
    """It was named, so it counts."""
    file = tmp_path / "earlier.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        check_files([sound], Options(baseline=str(file)))

    assert "no JSON result" in caught.value.text("en")


# ── many reports ─────────────────────────────────────────────────────────────────────────────────────────────


def test_many_reports_in_several_processes(tmp_path, sound, draft):
    """The same results in the same order."""
    for i in range(6):
        shutil.copy(sound if i % 2 else draft, tmp_path / f"{i}.txt")
    one = check_files([str(tmp_path)], Options(jobs=1))
    two = check_files([str(tmp_path)], Options(jobs=2))

    assert [r.source for r in two.reports] == [r.source for r in one.reports]
    assert two == one


@pytest.mark.parametrize(
    ("jobs", "count", "processes"),
    [
        pytest.param("auto", 1, 1, id="one file never starts another process"),
        pytest.param("auto", module.PAYS_FROM, 3, id="many files, as many as there are processors"),
        pytest.param(8, 2, 2, id="never more than files"),
        pytest.param(1, 100, 1, id="one where one is wanted"),
    ],
)
def test_how_many_processes(jobs, count, processes, monkeypatch):
    """Starting them has to pay."""
    monkeypatch.setattr(os, "cpu_count", lambda: 3)

    assert Session(Options(jobs=jobs))._jobs(count) == processes


def test_standard_input_among_many(sound, monkeypatch):
    """A worker has none: it is read here."""
    data = Path(sound).read_bytes()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data), close=lambda: None))
    result = Session(Options(jobs=2)).check_documents([Document("-"), Document(sound, sound)])

    assert [report.agency for report in result.reports] == ["临湖市档案局", "临湖市档案局"]


def test_a_worker_that_has_nothing_yet(sound):
    """Where processes are not forked each loads for itself."""
    assert module._ready(Options())(Document(sound, sound)).agency == "临湖市档案局"


def test_a_process_that_died_is_told(sound, monkeypatch):
    """It is no pass."""

    def in_processes(documents, jobs, check, *, make, died, advance):
        return [died(document) for document in documents]

    monkeypatch.setattr(module, "in_processes", in_processes)
    result = Session(Options(jobs=2, lang="en")).check([sound, str(Path(sound).with_suffix(".json"))])

    assert "ended early" in result.reports[0].faults[0].message
    assert status_of(result, "never") == 3


def test_two_rule_sets_of_one_name():
    """Neither is chosen in silence."""
    with pytest.raises(PluginError) as caught:
        with_plugin(govcheck_rule_sets=lambda: [RuleSet("cn-disclosure", ())])

    assert "from govcheck and from region" in caught.value.text("en")


def test_results_go_through_json(draft):
    """The whole result of a run is what the schema says."""
    text = Session(Options()).reporters["json"].write(check_files([draft]), module_view())

    assert json.loads(text)["govcheck"] == "result/1"
