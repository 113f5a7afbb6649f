"""One form in several editions: the tables of a program, and what rules name that these tables do not have.

A rule set that uses another one with tables of its own (沿用 … 换表) is an edition of it. Its tables take the place of
their namesakes; units, laws, parts, settings, facts and rules stay those of the other, compiled against its own tables.
What names a row or column that only the other edition has asks for something that this edition does not print: such a
rule is left out, such a phrase says nothing about the figures, and the program writes down what was left out.

A report may also be printed half in one edition and half in another: then each table is that of the edition that it
follows, and its rules come along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from compliance.dsl import tree
from compliance.dsl.form import table_names
from compliance.dsl.nouns import Noun

if TYPE_CHECKING:
    from compliance.form import Table


class Tables:
    """The tables of a program: ``by_name`` in the order of the form, ``owners`` the rule set that each comes from.

    ``lacking`` are the names of rows, columns and groups that other editions have and these tables do not.
    """

    def __init__(
        self, declared: Mapping[str, Mapping[str, Table]], chain: Sequence[str], follows: Mapping[str, str]
    ) -> None:
        """
        :param declared: The tables that each rule set with a form declares.
        :param chain: The rule set whose form this is, behind those whose tables it replaces.
        :param follows: Tables that follow another edition, and which.
        """
        self.by_name: dict[str, Table] = {}
        self.owners: dict[str, str] = {}
        for rule_set in chain:
            self.by_name.update(declared[rule_set])
            self.owners.update(dict.fromkeys(declared[rule_set], rule_set))
        for table, rule_set in follows.items():
            if table in declared[rule_set]:
                self.by_name[table] = declared[rule_set][table]
                self.owners[table] = rule_set
        self._names_of = {name: _names([table]) for name, table in self.by_name.items()}
        everything = {name for tables in declared.values() for name in _names(tables.values())}
        self.lacking = frozenset(everything - _names(self.by_name.values()))

    def lacks(self, item: Noun) -> list[str]:
        """What an item names that these tables do not have."""
        return sorted(_named(item) & self.lacking) if self.lacking else []

    def owners_named(self, rule: tree.Rule) -> set[str]:
        """The rule sets whose tables a rule speaks of: that which it goes over, else all that it names."""
        each = rule.clauses.for_each
        gone_over = set() if each is None else self._owners_of({each.source.name})
        return gone_over or self._owners_of(_named(rule))

    def _owners_of(self, named: set[str]) -> set[str]:
        return {self.owners[table] for table, names in self._names_of.items() if names & named}


def _named(item: Noun) -> set[str]:
    return {node.name for node in tree.walk(item) if isinstance(node, tree.Name)}


def _names(tables: Iterable[Table]) -> set[str]:
    return {name for table in tables for name in (table.name, *table_names(table))}


def laws_that_count(
    laws: Mapping[str, tuple[str | None, str | None]], since: int | None, until: int | None
) -> set[str]:
    """The laws that are in force when reports on the years from *since* to *until* are written: the year after.

    :param laws: The first and the last day of each.
    """
    first = None if since is None else f"{since + 1:04}-01-01"
    last = None if until is None else f"{until + 1:04}-01-01"
    return {
        name
        for name, (begins, ends) in laws.items()
        if (begins is None or last is None or begins <= last)
        and (ends is None or first is None or ends >= first)
    }
