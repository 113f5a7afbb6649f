"""The hook before submission: what is being committed is checked, and only that.

A git hook looks at what is *staged*: the bytes that the commit will hold, not those in the folder, which may
have been mended or spoiled since. Names come from git with ``-z``, for it writes Chinese ones in octal
otherwise.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from compliance.cli.check import files_and_rules, options, settings_for, view, write
from compliance.cli.commands import tell
from compliance.cli.output import write_stdout
from compliance.documents import Document, is_about_others, is_passed_over
from compliance.errors import UsageError
from compliance.findings import RunResult
from compliance.gate import status_of
from compliance.messages import Message, say
from compliance.session import Session

MARK = "govcheck hook run"
"""A hook in which this stands is ours, or calls us."""


def install(arguments: argparse.Namespace, lang: str) -> int:
    """Put the hook into the repository at hand.

    :raises UsageError: There is a hook that is not ours.
    """
    del arguments
    folder = _git("rev-parse", "--git-path", "hooks").decode().rstrip("\n")
    hook = os.path.join(folder, "pre-commit")
    if os.path.lexists(hook):
        if not os.path.isfile(hook):
            raise UsageError(Message("cli.hook-foreign", hook=hook, line=MARK))
        with open(hook, encoding="utf-8", errors="replace") as opened:
            if MARK in opened.read():
                write_stdout(say(lang, "cli.hook-there", hook=hook))
                return 0
        raise UsageError(Message("cli.hook-foreign", hook=hook, line=MARK))
    os.makedirs(folder, exist_ok=True)
    with open(os.open(hook, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o777), "wb") as opened:
        opened.write(_script(say(lang, "cli.hook-lost")).encode())
    write_stdout(say(lang, "cli.hook-installed", hook=hook))
    return 0


def _script(lost: str) -> str:
    """The hook: the govcheck on the path, else the one that installed it; without any, no commit.

    :param lost: What is said where neither is there any more.
    """
    python = shlex.quote(sys.executable.replace(os.sep, "/"))
    return "\n".join(
        (
            "#!/bin/sh",
            "# Checks the annual reports that are being committed.",
            "# Written by `govcheck hook install`; to be rid of it, delete this file.",
            "if command -v govcheck >/dev/null 2>&1; then",
            f"    exec {MARK}",
            "fi",
            f"if [ -x {python} ]; then",
            f"    exec {python} -m compliance hook run",
            "fi",
            f"echo {shlex.quote(lost)} >&2",
            "exit 1",
            "",
        )
    )


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Check the reports that are being committed."""
    named, rules = files_and_rules(arguments.files, arguments.rules)
    settings = settings_for(arguments, [""])
    lang = settings["lang"]
    session = Session(replace(options(arguments, settings), rules=tuple(rules or settings["rules"])))
    documents = _staged(named, tuple(session.opener.endings), settings["exclude"])
    if not documents:
        return 0
    result = session.check_documents(documents)
    gate = partial(status_of, fail_on=settings["fail_on"], strict=settings["strict"])
    status = gate(result)
    write(result, [(session.reporters["terminal"], None)], view(arguments, settings))
    for remark in result.remarks:
        tell(remark)
    for level in sorted({status, gate(without_unread(result))} - {0}):
        tell(say(lang, f"cli.hook-blocked-{level}"))
    return status


def without_unread(result: RunResult) -> RunResult:
    """The result without the reports that could not be read: they must not hide what is wrong in others."""
    return replace(result, reports=tuple(report for report in result.reports if report.error is None))


def _staged(named: list[str], endings: tuple[str, ...], exclude: Sequence[str]) -> list[Document]:
    """The reports of the commit, with the bytes that it will hold.

    :param named: Files that pre-commit names, as seen from the folder at hand; none for all of the commit.
    """
    top = _git("rev-parse", "--show-toplevel").decode().rstrip("\n")
    listed = _git(
        "diff", "--cached", "--name-only", "--diff-filter=d", "--ignore-submodules", "-z", "--", *named
    )
    documents = []
    for name in filter(None, os.fsdecode(listed).split("\0")):
        if (named or name.lower().endswith(endings)) and not is_passed_over(name, exclude):
            shown = os.path.relpath(os.path.join(top, name))
            data = _git("cat-file", "blob", f":0:{name}")
            documents.append(Document(shown, data=data, is_aside=is_about_others(name)))
    staged = {document.name for document in documents}
    # `pre-commit run --all-files` names files that are not part of a commit: those are read as they lie there.
    return documents + [
        Document(name, name, is_aside=is_about_others(name))
        for name in named
        if os.path.relpath(name) not in staged and not is_passed_over(name, exclude)
    ]


def _git(*words: str) -> bytes:
    try:
        return subprocess.run(["git", "--literal-pathspecs", *words], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise UsageError(Message("cli.no-git")) from None
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode(errors="replace").strip()
        raise UsageError(Message("cli.no-repository", told=told)) from None
