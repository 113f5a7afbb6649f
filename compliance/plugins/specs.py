"""The hooks, each a promise: when it is called, what may be returned, who wins, what is not allowed.

Hooks speak of the nouns of the lower floors only (reports, forms, findings), so that a plug-in never depends
on our insides. An implementation takes the arguments that it needs, by name, and leaves out the others.

What is true of every hook: an implementation that raises, ends the program or answers with something else
than promised is named in the output and makes the exit status 3; its own answer is lost, and nothing else. It
is called in the order "last registered, first asked", so that plug-ins come before what govcheck brings
itself. What it prints goes to standard error, so that no output is spoiled. Nothing that it is given may be
changed: reports and findings are frozen, and a figure is never corrected. None is the same as no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path

import pluggy

from compliance.findings import Finding, RunResult
from compliance.form import Form
from compliance.report import Report

hookspec = pluggy.HookspecMarker("govcheck")
hookimpl = pluggy.HookimplMarker("govcheck")

ARGUMENT_TYPES = ("figure", "figures", "text", "date")
RESULT_TYPES = ("figure", "ratio", "text", "date", "truth")
NEEDS = ("passed", "report", "pictures", "numbers")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The text of one rule set.

    :param name: The name that its 规则集 line gives it; what ``--rules`` calls it.
    :param files: Its rule files: the name that mistakes are told with, and the bytes.
    :param translations: Titles and reasons of the rules in other languages than the form's: language → the
        bytes of a TOML file.
    """

    name: str
    files: tuple[tuple[str, bytes], ...]
    translations: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def in_folder(cls, folder: Path | Traversable) -> RuleSet:
        """The rule set whose files lie in *folder*, which is named as it is.

        :raises OSError: There is no such folder, or a file in it cannot be read.
        """
        files = sorted((file for file in folder.iterdir() if file.name.endswith(".rules")), key=_name)
        translated = folder / "translations"
        return cls(
            folder.name,
            tuple((str(file), file.read_bytes()) for file in files),
            {file.name.removesuffix(".toml"): file.read_bytes() for file in translated.iterdir()}
            if translated.is_dir()
            else {},
        )


@dataclass(frozen=True, slots=True)
class Function:
    """A function that rules may call: ``同比(本年新收, 上年报告 本年新收)``.

    :param name: As rules write it; not the name of a shipped function.
    :param takes: The type of each argument, of :data:`ARGUMENT_TYPES`. ``figures`` is many of them: a group,
        a range, the parts; it arrives as a tuple. Figures are int, Fraction or Decimal, dates are
        ``datetime.date``.
    :param gives: The type of the result, of :data:`RESULT_TYPES`. A figure without a unit takes the unit of
        what it meets.
    :param call: A function of a module (it must survive the way to a worker process), total, quick, without
        input, output or memory: the same arguments give the same result. It is not called where an argument
        is missing: then the result is missing. None as the result means *not computable*.
    """

    name: str
    takes: tuple[str, ...]
    gives: str
    call: Callable[..., object]


@dataclass(frozen=True, slots=True)
class View:
    """How the user wants to see results.

    :param lang: ``zh`` or ``en``. A run speaks one language, never mixed.
    :param width: Columns of the terminal, or None where the output goes to a file.
    :param color: Whether colours and bold letters may be used.
    :param encoding: What the output will be encoded in; what it cannot hold is to be drawn otherwise.
    :param show: What is shown in full beside failures: any of ``passed``, ``unknown``. What is unknown is always named.
    :param statistics: Whether counts by rule are wanted at the end.
    :param quiet: Whether only failures are wanted, without summary.
    """

    lang: str = "zh"
    width: int | None = None
    color: bool = False
    encoding: str = "utf-8"
    show: frozenset[str] = frozenset()
    statistics: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Reporter:
    """An output: what ``--format NAME`` writes.

    :param name: Lower-case letters and digits, as the user types it.
    :param about: One line for ``--help``, in Chinese and English.
    :param write: Makes the whole text. It is written to standard output or into a file in one step.
    :param needs: What each result is to hold beside findings, for it costs time and memory: any of :data:`NEEDS`.
        ``passed`` fills ``passed`` and ``applied``; ``report`` fills ``report`` and ``printed``; ``numbers`` goes
        through every number of the narrative; ``pictures`` draws the pages with findings of a PDF or an OFD, where
        there are not many reports.
    :param for_people: Whether a person at a terminal is meant: then the text may be cut to the width of the terminal,
        coloured, and written in its encoding.
    """

    name: str
    about: tuple[str, str]
    write: Callable[[RunResult, View], str]
    needs: frozenset[str] = frozenset()
    for_people: bool = False


def _name(file: Path | Traversable) -> str:
    return file.name


@hookspec
def govcheck_rule_sets() -> Iterable[RuleSet] | None:
    """Bring rule sets.

    :return: Rule sets; one in a folder of your package is
        ``RuleSet.in_folder(importlib.resources.files("your_package") / "rules" / "js-city")``.

    Called once, at the start. A rule set that builds on another (沿用) is applied wherever that one is; a
    rule set with a form of its own is applied to the reports that have this form. Two rule sets of one name
    are an error that names both. What a rule set may change in another is held by the language: it adds,
    restricts and raises; it lowers nothing, and what it suspends is shown in every output with its law and
    reason.
    """


@hookspec
def govcheck_functions() -> Iterable[Function] | None:
    """Name the functions that rules may call beside the shipped ones.

    :return: Functions with declared types; a rule that calls one with other types is an error that points at
        the call.

    Called once, at the start. A name that is taken, by govcheck or by another plug-in, is an error that names
    both. A function that raises makes the instance a fault (exit status 3); the other instances are judged.
    """


@hookspec(firstresult=True)
def govcheck_read_report(name: str, data: bytes, forms: Sequence[Form]) -> Report | None:
    """Read one document into a report.

    :param name: The document's name as the user gave it. It may say nothing about the content: look at the
        bytes.
    :param data: All of its bytes.
    :param forms: The forms that are known: their labels are what to look for.
    :return: The report, or None to leave the document to the next reader.

    The first reader that answers wins; plug-ins are asked before the shipped readers. Raise
    :class:`~compliance.errors.ReadError` when the document is yours but damaged: None would hand it on. A
    cell that cannot be read for certain is left out, or is a text; it is never guessed.
    """


@hookspec
def govcheck_readable() -> Iterable[str] | None:
    """Name the endings of files that :func:`govcheck_read_report` may answer for: ``.docx``.

    :return: Endings, lower case, with the point.

    Called once, at the start. When a folder is checked, files with other endings are passed over; a file that
    is named is shown to every reader whatever its name.
    """


@hookspec
def govcheck_reporters() -> Iterable[Reporter] | None:
    """Name the outputs that ``--format`` knows beside the shipped ones.

    :return: Reporters. One with the name of a shipped reporter takes its place, and ``govcheck plugins`` says
        so.

    Called once, at the start.
    """


@hookspec
def govcheck_check(
    report: Report, previous: Report | None, parts: Sequence[Report]
) -> Iterable[Finding] | None:
    """Check one report in Python: what the rule language cannot say.

    :param report: The report as it was read.
    :param previous: Last year's report of the same agency, if it was given.
    :param parts: The reports that this one sums up, as they were given.
    :return: Findings, or nothing. A finding names its rule (``family.name``, not a name of another rule set),
        its verdict (``fail`` or ``unknown``: what cannot be decided is never passed over), its severity, and
        a message in the language of the form.

    Called once for each report that could be read, after the rules. Blank is not zero: a cell without a value
    makes the finding ``unknown``, or none at all if the check does not apply. ``fingerprint`` and ``origin``
    are filled in where left out; ``waived`` is dropped: what to accept is for a person to decide.
    """


@hookspec
def govcheck_findings(findings: Sequence[Finding], report: Report) -> Sequence[Finding] | None:
    """Look over the findings of one report before they are shown.

    :param findings: All of them, in the order of the report.
    :param report: The report.
    :return: The findings as they should be shown, or None to leave them as they are.

    May add findings, add to a message, raise a severity. May leave out or lower a note or a warning: the
    output says so, with the plug-in's name. May not leave out, lower or reword an error, may not waive
    anything, and may not turn a failure into *unknown*: the whole answer is then dropped, the findings stay as
    they were, and the plug-in is named (exit status 3). Plug-ins are asked one after another; each sees what the
    one before it answered.
    What fails in spite of a good reason is for a waiver, not for this hook.
    """
