"""From the files of rule sets to a program: the whole way of the language.

All mistakes of all files are told together. A file with a broken declaration (a table, a unit) keeps back what leans on
declarations: every rule would seem wrong for its sake.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from compliance.dsl import tree
from compliance.dsl.form import year_of
from compliance.dsl.link import link
from compliance.dsl.names import Signature
from compliance.dsl.nouns import Noun
from compliance.dsl.parser import parse
from compliance.dsl.pointing import Pointer
from compliance.dsl.rulesets import RuleSet
from compliance.dsl.types import DATE, NUMBER, RATIO, TEXT, TRUTH
from compliance.errors import Position

if TYPE_CHECKING:
    from compliance.messages import Message
    from compliance.plugins.specs import Function
    from compliance.program import Program

    Source = tuple[str, Sequence[tuple[str, bytes]]]

_parse = lru_cache(maxsize=128)(parse)
"""A file is asked for its head, and again for each form that its rule set has rules for."""

_GIVES = {"figure": NUMBER, "ratio": RATIO, "text": TEXT, "date": DATE, "truth": TRUTH}


def load_rule_sets(
    sources: Sequence[Source],
    functions: Iterable[Function] = (),
    *,
    form: str | None = None,
    follows: Mapping[str, str] | None = None,
) -> Program:
    """Compile rule sets into one program.

    :param sources: (name, ((file name, bytes), …)) of each rule set. One of them declares the form; the others build on
        it (沿用), or are other editions of it (沿用 … 换表).
    :param functions: What plug-ins offer to rules.
    :param form: The rule set whose form the program has; None for the last edition among them.
    :param follows: Tables that follow another edition than *form*: the rule set that declares it.
    :raises RuleErrors: All mistakes of all files.
    """
    pointer = Pointer()
    sets, warnings = _parsed(sources, pointer)
    signatures = {f.name: Signature(f.name, f.takes, _GIVES[f.gives]) for f in functions}
    program = link(sets, signatures, pointer, form=form, follows=follows)
    program["remarks"] = tuple((warning.key, tuple(warning.values.items())) for warning in warnings)
    return program


class Head(Noun):
    """What a rule set says of itself: enough to choose it, and to find those that it builds on.

    ``uses`` are names with the version that is asked for, if one is. ``replaces`` is the one of which it is another
    edition (换表), None if it is none.
    """

    name: str
    title: str
    version: str
    since: int | None
    until: int | None
    uses: tuple[tuple[str, str | None], ...]
    replaces: str | None = None

    @property
    def has_form(self) -> bool:
        """Whether it declares a form of its own."""
        return not self.uses or self.replaces is not None

    @property
    def edition(self) -> str:
        """The edition of its form: ``2021`` of version ``2021.1``."""
        return self.version.partition(".")[0]


def head_of(source: Source) -> Head:
    """The head of one rule set, without compiling it.

    :raises RuleErrors: It cannot be parsed, or has no head.
    """
    pointer = Pointer()
    (rule_set,), _ = _parsed([source], pointer)
    head = rule_set.head
    return Head(
        rule_set.name,
        head.title.value,
        rule_set.version,
        year_of(head.since, pointer),
        year_of(head.until, pointer),
        tuple((use.name.name, None if use.version is None else use.version.value) for use in rule_set.uses),
        rule_set.replaces,
    )


def sha256_of(files: Iterable[tuple[str, bytes]]) -> str:
    """The SHA-256 of a rule set's text: of its files one after another, in the order of their names.

    ``cat *.rules | sha256sum`` says the same.
    """
    digest = hashlib.sha256()
    for _, data in sorted(files):
        digest.update(data)
    return digest.hexdigest()


def _parsed(sources: Sequence[Source], pointer: Pointer) -> tuple[list[RuleSet], list[Message]]:
    sets, warnings, unsure = [], [], False
    for name, files in sources:
        parsed = []
        for file_name, data in sorted(files):
            made, errors, told = _parse(file_name, data)
            pointer.add_file(file_name, "" if made is None else made.text)
            pointer.add(errors)
            warnings += told
            unsure = unsure or made is None
            if made is not None:
                parsed.append(made)
        heads = [item for made in parsed for item in made.items if isinstance(item, tree.RuleSetHead)]
        if heads:
            sets.append(RuleSet(heads, parsed, sha256_of(files)))
        elif not unsure:
            unsure = True
            pointer.wrong(Position(parsed[0].name if parsed else name, 1, 1), "rules.no-head")
    if unsure:
        pointer.raise_all()
    return sets, warnings
