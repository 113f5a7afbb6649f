"""The plug-ins of one run: loaded, held to the hooks, asked one after another.

pluggy keeps the register and checks names and arguments. The calls are made here, one implementation at a
time, because one plug-in that fails must cost its own answer and nobody else's: pluggy would end the whole
call.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib
import importlib.util
import inspect
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from types import ModuleType, NoneType
from typing import TYPE_CHECKING, TypeVar

import pluggy

from compliance.errors import GovcheckError, PluginError, ReadError, UsageError
from compliance.findings import CellRef, Citation, Fault, Finding, Severity, TextRef, Verdict
from compliance.form import Form
from compliance.messages import Message
from compliance.plugins import specs
from compliance.plugins.amendments import amendments
from compliance.report import Report

if TYPE_CHECKING:
    from compliance.plugins.discovery import Found

PREFIX = "govcheck_"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plug-in as ``govcheck plugins`` shows it.

    ``package`` and ``version`` are those of the installed package, empty for one that ``--plugin`` named.
    """

    name: str
    module: str
    package: str
    version: str
    file: str
    hooks: tuple[str, ...]


class BrokenPromiseError(GovcheckError):
    """A plug-in answered with something that its hook does not allow."""


class _Register(pluggy.PluginManager):
    """pluggy's register, in which the name alone makes a function of a plug-in an implementation.

    A forgotten ``@hookimpl`` would otherwise be a check that nobody runs: a silent pass.
    """

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        options = super().parse_hookimpl_opts(plugin, name)
        if options is None and name.startswith(PREFIX) and inspect.isroutine(getattr(plugin, name)):
            return {
                "wrapper": False,
                "hookwrapper": False,
                "optionalhook": False,
                "tryfirst": False,
                "trylast": False,
                "specname": None,
            }
        return options


class Plugins:
    """The plug-ins of one run.

    :param lang: The language in which faults are told.
    :param traces: Whether the traceback of a fault goes to standard error, for the plug-in's author.
    """

    def __init__(self, lang: str, *, traces: bool = False) -> None:
        self.lang = lang
        self._traces = traces
        self.loaded: list[Loaded] = []
        self.faults: list[Fault] = []
        self._register = _Register("govcheck")
        self._register.add_hookspecs(specs)

    # ── loading ──────────────────────────────────────────────────────────────────────────────────────────────

    def add_installed(self, found: Iterable[Found]) -> None:
        """Load installed plug-ins. One that cannot be imported is a fault; the others go on.

        :raises PluginError: One is loaded and uses a hook wrongly.
        """
        for name, value, package, version, _ in found:
            plugin = self._try(name, "plugins.not-loaded", partial(_loaded, value))
            if isinstance(plugin, Fault):
                self.faults.append(plugin)
            else:
                self.add(name, plugin, package=package, version=version)

    def add_named(self, names: Iterable[str]) -> None:
        """Load the modules that ``--plugin`` names. One that fails to be imported is a fault.

        :raises UsageError: There is no such module, or it is no plug-in.
        :raises PluginError: It uses a hook wrongly.
        """
        for name in names:
            if not _exists(name):
                raise UsageError(Message("plugins.no-such-module", name=name))
            self.add_installed([(name, name, "", "", "")])
            if any(plugin.name == name and not plugin.hooks for plugin in self.loaded):
                # Whoever names it wants something of it, and would never get it.
                raise UsageError(Message("plugins.no-hooks", name=name))

    def add(self, name: str, plugin: object, *, package: str = "", version: str = "") -> None:
        """Register a plug-in.

        :raises PluginError: A hook is misspelt or takes other arguments, or the name is taken.
        """
        try:
            self._hold_to_the_specs(plugin)
            self._register.register(plugin, name)
        except BrokenPromiseError as error:
            raise PluginError(Message("plugins.named", name=name, what=error.message), name) from None
        except ValueError:
            raise PluginError(Message("plugins.name-taken", name=name), name) from None
        module = plugin if isinstance(plugin, ModuleType) else inspect.getmodule(type(plugin))
        hooks = sorted(caller.name for caller in self._register.get_hookcallers(plugin) or ())
        file = getattr(module, "__file__", None) or ""
        self.loaded.append(
            Loaded(name, getattr(module, "__name__", ""), package, version, file, tuple(hooks))
        )

    def _hold_to_the_specs(self, plugin: object) -> None:
        known = [name.removeprefix(PREFIX) for name in vars(specs) if name.startswith(PREFIX)]
        for name in dir(plugin):
            options = self._register.parse_hookimpl_opts(plugin, name)
            if options is None:
                continue
            hook = options["specname"] or name
            if hook.removeprefix(PREFIX) not in known:
                near = difflib.get_close_matches(hook.removeprefix(PREFIX), known, 1)
                key = "plugins.no-such-hook-near" if near else "plugins.no-such-hook"
                raise BrokenPromiseError(Message(key, hook=hook, near=PREFIX + "".join(near)))
            if options["wrapper"] or options["hookwrapper"]:
                # A wrapper stands around the answers of others; here every plug-in answers for itself.
                raise BrokenPromiseError(Message("plugins.wrapper", hook=hook))
            given = _arguments(getattr(specs, PREFIX + hook.removeprefix(PREFIX)))
            strange = [name for name in _arguments(getattr(plugin, name)) if name not in given]
            if strange:
                told = {"hook": hook, "strange": ", ".join(strange), "given": ", ".join(given)}
                raise BrokenPromiseError(Message("plugins.wrong-arguments", **told))

    # ── asking ───────────────────────────────────────────────────────────────────────────────────────────────

    def ask(
        self, hook: str, take: Callable[[object], T], /, **values: object
    ) -> tuple[list[tuple[str, T]], list[Fault]]:
        """Ask every plug-in.

        :param hook: The hook's name.
        :param take: Makes what was promised out of what was answered, or raises :class:`BrokenPromiseError`.
        :return: The answers with the plug-ins' names, and the faults of those that failed.
        """
        answers: list[tuple[str, T]] = []
        faults: list[Fault] = []
        for implementation in self._implementations(hook):
            answer = self._ask(implementation, hook, values, take)
            if isinstance(answer, Fault):
                faults.append(answer)
            else:
                answers.append((implementation.plugin_name, answer))
        return answers, faults

    def read(self, name: str, data: bytes, forms: Sequence[Form]) -> tuple[Report | None, list[Fault]]:
        """Let the first reader that knows the document read it.

        :return: The report, or None where no reader knows it, and the faults of readers that failed before.
        :raises ReadError: A reader knows the document, and it is damaged.
        """
        hook = "govcheck_read_report"
        values: dict[str, object] = {"name": name, "data": data, "forms": forms}
        faults: list[Fault] = []
        for implementation in self._implementations(hook):
            answer = self._ask(implementation, hook, values, _a_report, passing=ReadError)
            if isinstance(answer, Fault):
                faults.append(answer)
            elif answer is not None:
                return answer, faults
        return None, faults

    def amend(
        self, findings: Sequence[Finding], report: Report
    ) -> tuple[list[Finding], list[str], list[Fault]]:
        """Let the plug-ins look over the findings of a report, one after another.

        :return: The findings as they should be shown; what was left out or lowered, told; the faults.
        """
        hook = "govcheck_findings"
        current = list(findings)
        changes: list[str] = []
        faults: list[Fault] = []
        for implementation in self._implementations(hook):
            name = implementation.plugin_name
            values = {"findings": tuple(current), "report": report}
            amended = self._ask(implementation, hook, values, _amended)
            if isinstance(amended, Fault):
                faults.append(amended)
            elif amended is not None:
                told = amendments(current, amended, name)
                if told.refused is None:
                    changes += [change.text(self.lang) for change in told.changes]
                    current = amended
                else:
                    faults.append(
                        self._fault(name, Message("plugins.answered", hook=hook, error=told.refused))
                    )
        return current, changes, faults

    def _implementations(self, hook: str) -> list[pluggy.HookImpl]:
        """Who answers, in the order in which they are asked: the last registered first."""
        caller: pluggy.HookCaller = getattr(self._register.hook, hook)
        return caller.get_hookimpls()[::-1]

    def _ask(
        self,
        implementation: pluggy.HookImpl,
        hook: str,
        values: Mapping[str, object],
        take: Callable[[object], T],
        passing: type[Exception] | tuple[()] = (),
    ) -> T | Fault:
        # An implementation takes what it wants of the values, in its own order.
        wanted = [values[name] for name in implementation.argnames]
        return self._try(
            implementation.plugin_name, hook, lambda: take(implementation.function(*wanted)), passing
        )

    def _try(
        self, name: str, doing: str, call: Callable[[], T], passing: type[Exception] | tuple[()] = ()
    ) -> T | Fault:
        """Run a stranger's code: what it answers, or the fault that it is.

        :param doing: The hook that is asked, or the key of a message.
        :param passing: Errors that are an answer and not a fault.
        """
        try:
            with contextlib.redirect_stdout(sys.stderr):
                return call()
        except passing:
            raise
        except BrokenPromiseError as error:
            return self._fault(name, Message("plugins.answered", hook=doing, error=error.message))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it may raise anything, and end the program as if all were well
            if self._traces:
                traceback.print_exception(error)
            key = doing if "." in doing else "plugins.raised"
            return self._fault(name, Message(key, hook=doing, error=_told(error)))

    def _fault(self, name: str, what: Message) -> Fault:
        return Fault(name, Message("plugins.named", name=name, what=what).text(self.lang))


# ── what hooks may answer ────────────────────────────────────────────────────────────────────────────────────


def many_of(kind: type[T]) -> Callable[[object], list[T]]:
    """What an answer must be where a hook promises several things of one kind; None is none of them.

    The function that is given back raises :class:`BrokenPromiseError` for any other answer.
    """

    def take(answer: object) -> list[T]:
        if answer is None:
            return []
        if isinstance(answer, (str, bytes)) or not isinstance(answer, Iterable):
            raise _broken(kind, answer)
        things = list(answer)
        for thing in things:
            if not isinstance(thing, kind):
                raise _broken(kind, thing)
            if isinstance(thing, Finding):
                _hold_to_its_fields(thing)
        return things

    return take


_FIELDS: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("rule", "title", "message", "because", "fingerprint", "origin"), str),
    "verdict": Verdict,
    "severity": Severity,
    "instance": Mapping,
    **dict.fromkeys(("left", "right", "difference"), (int, Decimal, Fraction, NoneType)),
}
_ITEMS: Mapping[str, type] = {"citations": Citation, "cells": CellRef, "text": TextRef}


def _hold_to_its_fields(finding: Finding) -> None:
    """Nobody has asked what the fields of a stranger's finding hold, and every output relies on it."""
    for name, kind in _FIELDS.items():
        value = getattr(finding, name)
        if not isinstance(value, kind) or (name == "rule" and not value):
            wanted = kind if isinstance(kind, type) else kind[0]
            raise _broken_field(name, wanted, value)
    for name, kind in _ITEMS.items():
        values = getattr(finding, name)
        if not isinstance(values, tuple):
            raise _broken_field(name, tuple, values)
        for value in values:
            if not isinstance(value, kind):
                raise _broken_field(name, kind, value)


def _broken_field(name: str, wanted: type, value: object) -> BrokenPromiseError:
    told = {"field": name, "wanted": wanted.__name__, "got": repr(value)[:60]}
    return BrokenPromiseError(Message("plugins.wrong-field", **told))


_findings = many_of(Finding)


def _amended(answer: object) -> list[Finding] | None:
    return None if answer is None else _findings(answer)


def _a_report(answer: object) -> Report | None:
    if answer is None or isinstance(answer, Report):
        return answer
    raise _broken(Report, answer)


def _broken(kind: type[object], answer: object) -> BrokenPromiseError:
    got = type(answer).__name__
    return BrokenPromiseError(Message("plugins.wrong-answer", wanted=kind.__name__, got=got))


# ── loading and telling ──────────────────────────────────────────────────────────────────────────────────────


def _loaded(value: str) -> object:
    """The object that an entry point names: ``module`` or ``module:attribute``."""
    module, _, attribute = value.partition(":")
    plugin: object = importlib.import_module(module)
    for part in filter(None, attribute.split(".")):
        plugin = getattr(plugin, part)
    return plugin


def _arguments(function: Callable[..., object]) -> list[str]:
    """The arguments that have to be given, by name."""
    return [
        name
        for name, taken in inspect.signature(function).parameters.items()
        if taken.default is taken.empty and taken.kind is taken.POSITIONAL_OR_KEYWORD
    ]


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _told(error: BaseException) -> str:
    """The exception in one line, with the place in the plug-in that raised it."""
    line = " ".join("".join(traceback.format_exception_only(error)).split())
    frames = traceback.extract_tb(error.__traceback__)
    return f"{line} ({frames[-1].filename}:{frames[-1].lineno})"
