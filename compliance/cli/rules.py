"""``govcheck explain`` and ``govcheck rules …``: rules looked at, checked, proved, laid out, made into
pages."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from compliance import changes
from compliance.cli.check import options, settings_for
from compliance.cli.commands import tell
from compliance.cli.output import write_file, write_stdout
from compliance.engine.proof import Mutant, Proof, prove, surviving_mutants
from compliance.errors import UsageError, reason
from compliance.form.compiled import from_program
from compliance.library import Library
from compliance.messages import Message, say
from compliance.report import json_text
from compliance.rulepages import RulePage, markdown_pages, rule_pages, told_citation
from compliance.session import Session

if TYPE_CHECKING:
    from compliance.form import Table
    from compliance.program import Program


def _library(arguments: argparse.Namespace) -> tuple[Library, str]:
    """The rules that the command means, without mistakes, and the language of the run."""
    settings = settings_for(arguments, [])
    session = Session(options(arguments, settings))
    session.library.load()
    for fault in (*session.plugins.faults, *session.library.faults):
        tell(fault.message)
    return session.library, settings["lang"]


def _status(library: Library, otherwise: int = 0) -> int:
    """3 where a plug-in failed: what is shown is not everything."""
    return 3 if library.plugins.faults or library.faults else otherwise


# ── one rule, all rules ──────────────────────────────────────────────────────────────────────────────────────


def explain(arguments: argparse.Namespace, lang: str) -> int:
    """Show one rule.

    :raises UsageError: There is no rule of that name.
    """
    library, lang = _library(arguments)
    pages = {page.name: page for page in rule_pages(library, lang)}
    page = pages.get(arguments.rule) or _titled(arguments.rule, pages.values(), lang)
    if page is None:
        near = get_close_matches(arguments.rule, [*pages, *(each.title for each in pages.values())], 1)
        offer = Message("pages.is-it", near=near[0]) if near else ""
        raise UsageError(Message("pages.no-rule", name=arguments.rule, near=offer))
    if arguments.format == "json":
        write_stdout(json_text(page.to_json()), for_machines=True)
    else:
        write_stdout(_explained(page, lang))
    return _status(library)


def _titled(words: str, pages: Iterable[RulePage], lang: str) -> RulePage | None:
    """The rule of that title: it is what findings begin with. A part of it is enough where no other title has it."""
    words = words.strip().removeprefix(say(lang, "reporting.requirement", title="").strip()).strip()
    found = [page for page in pages if words and words in page.title]
    whole = next((page for page in found if page.title == words), None)
    return whole or (found[0] if len(found) == 1 else None)


def _explained(page: RulePage, lang: str) -> str:
    def field(key: str, value: str) -> str:
        return say(lang, "pages.field", name=Message(f"pages.{key}"), value=value)

    lines = [f"{page.name}  {page.title}", ""]
    lines.append(field("severity", page.severity_word(lang)))
    lines += [field("citation", told_citation(citation)) for citation in page.citations]
    lines += [field("because", page.because), field("applies", page.years(lang))]
    if page.limits:
        lines.append(field("limits", page.limits))
    lines.append(field("rule-set", f"{page.rule_set} ({page.file})" if page.file else page.rule_set))
    if page.text:
        lines += ["", page.text]
    for other in page.others:
        lines += ["", other.told_as_other(lang), *(["", other.text] if other.text != page.text else [])]
    return "\n".join(lines)


def list_rules(arguments: argparse.Namespace, lang: str) -> int:
    """List the rules."""
    library, lang = _library(arguments)
    pages = [page for page in rule_pages(library, lang) if page.rule_set in library.asked]
    if arguments.format == "json":
        write_stdout(json_text([page.to_json() for page in pages]), for_machines=True)
    else:
        widest = max((len(page.name) for page in pages), default=0)
        write_stdout("\n".join(f"{p.name:{widest}}  {p.severity_word(lang)}  {p.title}" for p in pages))
    return _status(library)


def show(arguments: argparse.Namespace, lang: str) -> int:
    """Show what a rule set declares."""
    library, lang = _library(arguments)
    write_stdout("\n\n".join("\n".join(_shown(program, lang)) for program in library.shown))
    return _status(library)


def _shown(program: Program, lang: str) -> Iterator[str]:
    yield _set_line("set", program, program["rule_sets"][0], lang)
    for ref in program["rule_sets"][1:]:
        yield _set_line("well-written", program, ref, lang)
    yield say(lang, "pages.parts")
    yield from (f"  {number} {title}" for number, title, _, _ in program["headings"])
    yield say(lang, "pages.tables")
    for table in from_program(program).tables:
        yield from _table(table, lang)
    if program["settings"]:
        yield say(lang, "pages.settings-of")
        yield from (f"  {name}  {title}" for name, (title, _, _) in program["settings"].items())
    told = changes.told(program, lang)
    if told:
        yield say(lang, "pages.changes")
        yield from (f"  {change}" for change in told)


def _table(table: Table, lang: str) -> Iterator[str]:
    comma = say(lang, "pages.comma")

    def names(key: str, found: Sequence[str]) -> list[str]:
        return [f"    {say(lang, f'pages.{key}', names=comma.join(found))}"] if found else []

    yield f"  {table.name}  {table.title}"
    yield from names("rows", [row.name for row in table.rows])
    yield from names("open-rows", [table.open_rows.name] if table.open_rows else [])
    yield from names("columns", [column.name for column in table.columns])
    yield from names("groups", [group.name for group in (*table.row_groups, *table.column_groups)])


def _set_line(key: str, program: Program, ref: tuple[str, str, str], lang: str) -> str:
    name, version, _ = ref
    count = sum(1 for rule in program["rules"] if rule["origin"] == name)
    return say(
        lang,
        f"pages.{key}",
        name=name,
        version=version,
        title=program["title"],
        edition=program["edition"],
        since=program["since"] or "",
        until=program["until"] or "",
        count=count,
    )


# ── writing rules ────────────────────────────────────────────────────────────────────────────────────────────


def check(arguments: argparse.Namespace, lang: str) -> int:
    """Say whether rules are well written; their mistakes are raised by loading them."""
    library, lang = _library(arguments)
    for program in library.shown:
        for key, values in program.get("remarks", ()):
            tell(say(lang, key, **dict(values)))
        for ref in program["rule_sets"]:
            if ref[0] in library.asked:
                write_stdout(_set_line("well-written", program, ref, lang))
    return _status(library)


def test(arguments: argparse.Namespace, lang: str) -> int:
    """Prove rules by their examples: 1 where an example is wrong."""
    library, lang = _library(arguments)
    wrong = 0
    for program in library.shown:
        rules = [rule["name"] for rule in program["rules"] if rule["origin"] in library.asked]
        proofs = [proof for proof in prove(program, library.functions) if proof.rule in rules]
        failed = [proof for proof in proofs if not proof.holds]
        survivors = [m for m in surviving_mutants(program, library.functions) if m.rule in rules]
        lines = [_wrong_example(proof, lang) for proof in failed]
        lines += [_survivor(mutant, lang) for mutant in survivors]
        lines.append(
            say(
                lang,
                "pages.proved",
                rules=len(rules),
                examples=len(proofs),
                wrong=len(failed),
                mutants=len(survivors),
            )
        )
        write_stdout("\n".join(lines))
        wrong += len(failed)
    return _status(library, 1 if wrong else 0)


def _wrong_example(proof: Proof, lang: str) -> str:
    claimed, found = Message(f"pages.{proof.claimed}"), Message(f"pages.{proof.found}")
    return say(
        lang,
        "pages.wrong-example",
        file=proof.file,
        line=proof.line,
        rule=proof.rule,
        claimed=claimed,
        found=found,
    )


def _survivor(mutant: Mutant, lang: str) -> str:
    clause = Message(f"pages.clause-{mutant.clause}")
    return say(
        lang, "pages.survivor", rule=mutant.rule, clause=clause, before=mutant.before, after=mutant.after
    )


def format_files(arguments: argparse.Namespace, lang: str) -> int:
    """Lay out rule files; with ``--check`` say which would change: 1."""
    from compliance.dsl.format import format_rules

    changed = 0
    for file, text in _rule_texts(arguments.paths):
        laid_out = format_rules(file, text, arguments.words)
        if laid_out.encode() == text:
            continue
        changed += 1
        if not arguments.check:
            write_file(file, laid_out)
        write_stdout(say(lang, "pages.would-format" if arguments.check else "pages.formatted", file=file))
    return 1 if arguments.check and changed else 0


def _rule_texts(paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            names = sorted(os.listdir(path)) if os.path.isdir(path) else None
            files = (
                [path] if names is None else [os.path.join(path, n) for n in names if n.endswith(".rules")]
            )
            if not files:
                raise UsageError(Message("session.no-rule-files", path=path))
            for file in files:
                with open(file, "rb") as opened:
                    yield file, opened.read()
        except OSError as error:
            raise UsageError(Message("cli.not-read", file=path, reason=reason(error))) from None


def docs(arguments: argparse.Namespace, lang: str) -> int:
    """Write a page for every rule.

    :raises UsageError: The folder cannot be written.
    """
    library, lang = _library(arguments)
    pages = [page for page in rule_pages(library, lang) if page.rule_set in library.asked]
    try:
        os.makedirs(arguments.output, exist_ok=True)
    except OSError as error:
        raise UsageError(Message("cli.not-written", file=arguments.output, reason=reason(error))) from None
    for file, text in markdown_pages(pages, lang):
        write_file(os.path.join(arguments.output, file), text)
    write_stdout(say(lang, "pages.pages-written", count=len(pages), folder=arguments.output))
    return _status(library)
