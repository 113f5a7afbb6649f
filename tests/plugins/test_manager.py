"""Plug-ins are held to the hooks; one that fails is named and costs only its own answer."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import ModuleType, SimpleNamespace

import pytest

from compliance.errors import PluginError, ReadError, UsageError
from compliance.findings import Finding, Severity, Verdict
from compliance.messages import Message
from compliance.plugins import Reporter, hookimpl
from compliance.plugins.manager import Plugins, many_of
from compliance.report import Report

REPORT = Report(form="2021")


def finding(rule: str = "local.one", severity: Severity = Severity.WARNING, message: str = "不对") -> Finding:
    """Make a finding with the little that matters here."""
    return Finding(rule, Verdict.FAIL, severity, "标题", message)


def plugin(**functions: object) -> SimpleNamespace:
    """Make a plug-in out of functions."""
    return SimpleNamespace(**functions)


@pytest.fixture
def plugins() -> Plugins:
    """Return the plug-ins of a run, none yet."""
    return Plugins("en")


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a module that can be imported as ``region_rules``."""
    made = ModuleType("region_rules")
    made.__spec__ = SimpleNamespace(name="region_rules")
    monkeypatch.setitem(sys.modules, "region_rules", made)
    return made


# ── loading ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_installed_plugin_is_loaded(plugins, module):
    """By its entry point; what ``govcheck plugins`` shows is known."""
    module.govcheck_check = lambda report: [finding()]

    plugins.add_installed([("region", "region_rules", "region-rules", "2025.1", "site-packages")])

    (loaded,) = plugins.loaded
    assert (loaded.name, loaded.module, loaded.package, loaded.version) == (
        "region",
        "region_rules",
        "region-rules",
        "2025.1",
    )
    assert loaded.hooks == ("govcheck_check",)
    assert not plugins.faults


def test_an_entry_point_may_name_an_object(plugins, module):
    """``module:attribute.attribute``."""
    module.inner = SimpleNamespace(object=plugin(govcheck_readable=lambda: [".ofd"]))

    plugins.add_installed([("region", "region_rules:inner.object", "region", "1", "")])

    assert plugins.ask("govcheck_readable", many_of(str)) == ([("region", [".ofd"])], [])


@pytest.mark.parametrize(
    ("value", "told"),
    [
        pytest.param("no_such_module_at_all", "ModuleNotFoundError", id="not there"),
        pytest.param("region_rules:nothing", "AttributeError", id="no such attribute"),
    ],
)
def test_an_installed_plugin_that_cannot_be_loaded_is_a_fault(value, told, plugins, module):
    """Named, and the others go on."""
    plugins.add_installed([("broken", value, "broken", "1", ""), ("region", "region_rules", "r", "1", "")])

    (fault,) = plugins.faults
    assert fault.origin == "broken"
    assert told in fault.message
    assert [each.name for each in plugins.loaded] == ["region"]


def test_a_plugin_that_ends_the_program_is_a_fault(plugins, tmp_path, monkeypatch):
    """``sys.exit(0)`` in a plug-in would be a pass that nobody checked."""
    (tmp_path / "leaving.py").write_text("import sys\nsys.exit(0)\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    plugins.add_named(["leaving"])

    (fault,) = plugins.faults
    assert "leaving" in fault.message
    assert "SystemExit: 0" in fault.message


def test_a_named_module_is_loaded(plugins, module):
    """``--plugin region_rules``."""
    module.govcheck_readable = lambda: [".ofd"]

    plugins.add_named(["region_rules"])

    assert [each.name for each in plugins.loaded] == ["region_rules"]


@pytest.mark.parametrize("name", ["no_such_module_at_all", "region_rules.none", "no..name", ""])
def test_a_named_module_that_is_not_there(name, plugins, module):
    """The command is wrong, not a plug-in."""
    with pytest.raises(UsageError) as caught:
        plugins.add_named([name])

    assert f"--plugin {name}" in caught.value.text("en")


def test_a_named_module_that_is_no_plugin(plugins):
    """Whoever names it would wait for it without end."""
    with pytest.raises(UsageError) as caught:
        plugins.add_named(["json"])

    assert "--plugin json: this module has none of the hooks" in caught.value.text("en")


@pytest.mark.parametrize(
    ("functions", "told"),
    [
        pytest.param(
            {"govcheck_chek": lambda report: []},
            "There is no hook named govcheck_chek; did you mean govcheck_check?",
            id="misspelt",
        ),
        pytest.param(
            {"govcheck_zzzz": hookimpl(lambda report: [])},
            "There is no hook named govcheck_zzzz. Functions",
            id="nothing near",
        ),
        pytest.param(
            {"check": hookimpl(specname="govcheck_chk")(lambda report: [])},
            "There is no hook named govcheck_chk; did you mean govcheck_check?",
            id="misspelt in the mark",
        ),
        pytest.param(
            {"govcheck_check": lambda document: []},
            "govcheck_check wants document, which there is not; it may want: report, previous, parts",
            id="an argument that the hook does not have",
        ),
        pytest.param(
            {"govcheck_check": hookimpl(wrapper=True)(lambda report: (yield))},
            "govcheck_check is written as a wrapper",
            id="a wrapper",
        ),
    ],
)
def test_a_wrong_hook_is_an_error_at_the_start(functions, told, plugins):
    """Not a check that nobody runs."""
    with pytest.raises(PluginError) as caught:
        plugins.add("region", plugin(**functions))

    assert caught.value.text("en").startswith("Plug-in region: ")
    assert told in caught.value.text("en")


def test_two_plugins_of_one_name(plugins):
    """Neither of them can be named in an output: an error."""
    plugins.add("region", plugin())
    with pytest.raises(PluginError) as caught:
        plugins.add("region", plugin())

    assert "Two plug-ins are named region" in caught.value.text("en")


# ── asking ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_last_registered_is_asked_first(plugins):
    """So plug-ins come before what govcheck brings; arguments are given by name."""
    plugins.add("shipped", plugin(govcheck_check=lambda previous, report: [finding("shipped.rule")]))
    plugins.add("region", plugin(govcheck_check=hookimpl(lambda report: [finding("region.rule")])))

    answers, faults = plugins.ask("govcheck_check", many_of(Finding), report=REPORT, previous=None, parts=())

    assert [(name, each.rule) for name, found in answers for each in found] == [
        ("region", "region.rule"),
        ("shipped", "shipped.rule"),
    ]
    assert not faults


def divide(report):
    """Fail as plug-ins fail."""
    return 1 / 0


def half_a_list(report):
    """Fail after the first answer."""
    yield finding()
    raise KeyError("本年新收")


def leave(report):
    """End the program as if all were well."""
    sys.exit(0)


@pytest.mark.parametrize(
    ("check", "told"),
    [
        pytest.param(divide, "ZeroDivisionError: division by zero", id="raises"),
        pytest.param(half_a_list, "KeyError: '本年新收'", id="raises in the middle"),
        pytest.param(leave, "SystemExit: 0", id="ends the program"),
        pytest.param(lambda report: "wrong", "Finding was promised, str was given", id="a text"),
        pytest.param(lambda report: 7, "Finding was promised, int was given", id="a number"),
        pytest.param(
            lambda report: [None], "Finding was promised, NoneType was given", id="no finding in it"
        ),
        pytest.param(
            lambda report: [finding(rule="")], "rule of a Finding should be str, and is ''", id="no rule"
        ),
        pytest.param(
            lambda report: [finding(severity="error")],
            "severity of a Finding should be Severity, and is 'error'",
            id="a severity in words",
        ),
        pytest.param(
            lambda report: [replace(finding(), left=0.5)], "left of a Finding should be int", id="a float"
        ),
        pytest.param(
            lambda report: [replace(finding(), citations="条例")],
            "citations of a Finding should be tuple",
            id="a citation in words",
        ),
        pytest.param(
            lambda report: [replace(finding(), cells=(("依申请公开", "本年新收", "总计"),))],
            "cells of a Finding should be CellRef",
            id="a cell in words",
        ),
    ],
)
def test_a_plugin_that_fails_costs_only_its_own_answer(check, told, plugins):
    """It is named; the answers of the others stand."""
    plugins.add("good", plugin(govcheck_check=lambda: [finding("good.rule")]))
    plugins.add("bad", plugin(govcheck_check=check))
    plugins.add("silent", plugin(govcheck_check=lambda: None))

    answers, (fault,) = plugins.ask(
        "govcheck_check", many_of(Finding), report=REPORT, previous=None, parts=()
    )

    assert [(name, [each.rule for each in found]) for name, found in answers] == [
        ("silent", []),
        ("good", ["good.rule"]),
    ]
    assert fault.origin == "bad"
    assert told in fault.message


def test_a_fault_says_where(plugins):
    """File and line of the plug-in, for its author."""
    plugins.add("bad", plugin(govcheck_check=divide))

    _, (fault,) = plugins.ask("govcheck_check", many_of(Finding), report=REPORT)

    assert f"test_manager.py:{divide.__code__.co_firstlineno + 2}" in fault.message


def test_what_a_plugin_prints_spoils_no_output(plugins, capsys):
    """It goes to standard error."""
    plugins.add("chatty", plugin(govcheck_check=lambda: print("working …")))

    plugins.ask("govcheck_check", many_of(Finding))

    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "working …\n")


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────


def refuse(name, data):
    """Read a damaged document."""
    raise ReadError(Message("plugins.wrong-answer", wanted="a", got="b"), name)


def test_the_first_reader_that_answers_wins(plugins):
    """One that does not know the document hands it on."""
    plugins.add("shipped", plugin(govcheck_read_report=lambda: Report(form="shipped")))
    plugins.add("region", plugin(govcheck_read_report=lambda data: Report(form="region")))
    plugins.add("other", plugin(govcheck_read_report=lambda name: None))

    assert plugins.read("a.ofd", b"", ()) == (Report(form="region"), [])


def test_a_damaged_document_is_not_handed_on(plugins):
    """The reader that knows it says what is wrong with it."""
    plugins.add("shipped", plugin(govcheck_read_report=lambda: REPORT))
    plugins.add("region", plugin(govcheck_read_report=refuse))

    with pytest.raises(ReadError):
        plugins.read("a.ofd", b"", ())


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        pytest.param(lambda: 1 / 0, "division by zero", id="raises"),
        pytest.param(lambda: "a report", "Report was promised, str was given", id="answers wrongly"),
    ],
)
def test_a_reader_that_fails_is_named_and_the_next_is_asked(reader, told, plugins):
    """The document may still be read, and the fault is told."""
    plugins.add("shipped", plugin(govcheck_read_report=lambda: REPORT))
    plugins.add("region", plugin(govcheck_read_report=reader))

    report, (fault,) = plugins.read("a.ofd", b"", ())

    assert report == REPORT
    assert told in fault.message


def test_a_document_that_nobody_knows(plugins):
    """No report, no fault: the caller says so."""
    assert plugins.read("a.xyz", b"", ()) == (None, [])


# ── findings before they are shown ───────────────────────────────────────────────────────────────────────────


def test_findings_are_looked_over_one_after_another(plugins):
    """Each plug-in sees what the one before it answered."""
    plugins.add("second", plugin(govcheck_findings=lambda findings: [*findings, finding("c.c")]))
    plugins.add("first", plugin(govcheck_findings=lambda findings: [*findings, finding("b.b")]))
    plugins.add("none", plugin(govcheck_findings=lambda findings: None))

    found, changes, faults = plugins.amend([finding("a.a")], REPORT)

    assert [each.rule for each in found] == ["a.a", "b.b", "c.c"]
    assert (changes, faults) == ([], [])


def test_a_warning_may_be_left_out_but_not_silently(plugins):
    """The output says who left it out."""
    plugins.add("region", plugin(govcheck_findings=lambda findings: []))

    found, changes, faults = plugins.amend([finding("a.a")], REPORT)

    assert (found, faults) == ([], [])
    assert changes == ["Plug-in region left out a finding (warning): a.a"]


def test_an_error_may_not_be_left_out(plugins):
    """The answer is dropped, the error stays, the plug-in is named."""
    error = finding("a.a", Severity.ERROR)
    plugins.add("good", plugin(govcheck_findings=lambda findings: [*findings, finding("b.b")]))
    plugins.add("region", plugin(govcheck_findings=lambda findings: []))

    found, changes, (fault,) = plugins.amend([error], REPORT)

    assert [each.rule for each in found] == ["a.a", "b.b"]
    assert changes == []
    assert fault.origin == "region"
    assert "left out a finding (error): a.a" in fault.message


@pytest.mark.parametrize(
    "answer", [lambda findings: 1 / 0, lambda findings: [1]], ids=["raises", "no finding"]
)
def test_findings_survive_a_plugin_that_fails(answer, plugins):
    """They stay as they were."""
    plugins.add("region", plugin(govcheck_findings=answer))

    found, changes, faults = plugins.amend([finding("a.a")], REPORT)

    assert [each.rule for each in found] == ["a.a"]
    assert changes == []
    assert [fault.origin for fault in faults] == ["region"]


def test_reporters_are_promised_as_reporters(plugins):
    """The nouns of the hooks can be imported from the front of the room."""
    plain = Reporter("plain", ("一行", "one line"), lambda run, view: "")
    plugins.add("region", plugin(govcheck_reporters=lambda: [plain]))

    assert plugins.ask("govcheck_reporters", many_of(Reporter)) == ([("region", [plain])], [])


def test_the_room_has_no_other_names():
    """A misspelt import says so."""
    import compliance.plugins

    with pytest.raises(AttributeError, match="no attribute 'hookimp'"):
        compliance.plugins.hookimp  # noqa: B018 - looking it up is what is tested
