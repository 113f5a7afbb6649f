"""Findings of one rule that have one cause, told as one: a unit whose report is missing is one thing, and not 175.

A rule that holds a report against its parts is applied cell by cell, and whatever is wrong with a part as a whole makes
it fail in every cell. Which part that is, is proved by the figures: what the cells are off by is what that part holds,
in all of them. Where no part explains it, the cells are listed, without the totals that follow from the others.

What an earlier decision accepts, and what has a cause among the cells, stays as it is.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from compliance.causes.linear import Reports, equations_of, shares_of
from compliance.causes.wholes import LEFT_OUT, explanation
from compliance.engine.digits import number
from compliance.engine.reads import missing_cells
from compliance.engine.run import FAIL, PASS, UNKNOWN, decide
from compliance.messages import say
from compliance.program import nodes_in
from compliance.values import from_decimal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from compliance.causes.linear import Equation
    from compliance.causes.wholes import Explanation
    from compliance.engine.run import Instance, Outcome
    from compliance.engine.sheet import Sheet
    from compliance.engine.walk import Function
    from compliance.findings import Finding
    from compliance.program import Program
    from compliance.values import Figure

MOST_EXAMPLES = 3
MOST_NAMES = 8
MANY = 5
"""If so many figures that are no totals are larger than the sums, and none is smaller, another unit may be missing."""

_Key = tuple[int, str, str]


def folded(
    program: Program,
    sheet: Sheet,
    outcome: Outcome,
    findings: Sequence[Finding],
    lang: str,
    *,
    functions: Mapping[str, Function] | None = None,
    is_decided: Callable[[Finding], bool] = lambda finding: False,
) -> list[Finding]:
    """The findings, those about the parts with one cause folded into the first of them.

    :param findings: Those of ``outcome.open``, one for each and in the same order.
    :param is_decided: Whether a decision accepts a finding as it is: it speaks of that one place.
    """
    if sheet.subordinates is None:
        return list(findings)
    folder = _Folder(program, sheet, lang, functions)
    groups: dict[_Key, list[int]] = {}
    for i, ((instance, verdict), finding) in enumerate(zip(outcome.open, findings, strict=True)):
        key = folder.key(instance, verdict)
        if key is not None and finding.cause is None and not is_decided(finding):
            groups.setdefault(key, []).append(i)
    told: dict[int, Finding | None] = {}
    for key, places in groups.items():
        if len(places) > 1:
            told |= dict.fromkeys(places)
            told[places[0]] = folder.one(key, [(outcome.open[i][0], findings[i]) for i in places])
    kept = (told.get(i, finding) for i, finding in enumerate(findings))
    return [finding for finding in kept if finding is not None]


class _Folder:
    """Folds the findings of one report."""

    def __init__(
        self, program: Program, sheet: Sheet, lang: str, functions: Mapping[str, Function] | None
    ) -> None:
        self.program = program
        self.sheet = sheet
        self.lang = lang
        self.functions = functions or {}
        self.reports = Reports(sheet)
        self.left_out: tuple[int, ...] = ()
        """The parts that a sum was found to be without: they explain what other rules find, too."""

    def say(self, key: str, **values: object) -> str:
        """A sentence of ``messages/folding.py``."""
        return say(self.lang, f"folding.{key}", **values)

    def names(self, names: Sequence[str], others: str = "and-others") -> str:
        """Names of units or cells; a long list is cut short."""
        shown = self.say("list").join(names[:MOST_NAMES])
        return shown + self.say(others, count=len(names)) if len(names) > MOST_NAMES else shown

    # ── what belongs together ─────────────────────────────────────────────────

    def key(self, instance: Instance, verdict: str) -> _Key | None:
        """What findings have in common that are told as one: the rule, and what came of it and why. None for a finding
        that has nothing to do with the parts."""
        if all(node[0] != "parts" for node in nodes_in(instance.check)):
            return None
        if verdict == FAIL:
            return instance.rule, FAIL, ""
        lacking = self.lacking(instance)
        return (instance.rule, UNKNOWN, lacking[0][0]) if lacking else None

    def lacking(self, instance: Instance) -> list[tuple[str, str]]:
        """The parts because of which an instance cannot be decided, each (kind, whose): ``report`` if it is not there;
        only where all of them are there, ``of`` for one that lacks a cell."""
        env = instance.env(self.sheet, self.program["rules"][instance.rule]["blank"], self.functions)
        decide(instance, env)
        found = [
            (of[0], of[1])
            for _, node in env.missing
            for _, of in missing_cells(node, env)
            if of[0] in ("report", "of")
        ]
        absent = [each for each in found if each[0] == "report"]
        return list(dict.fromkeys(absent or found))

    # ── one for all ───────────────────────────────────────────────────────────

    def one(self, key: _Key, group: Sequence[tuple[Instance, Finding]]) -> Finding:
        """The finding that stands for all of a group."""
        rule, verdict, kind = key
        accused: tuple[int, ...] = ()
        if verdict == UNKNOWN:
            message = self._missing(kind, [instance for instance, _ in group])
        else:
            equations = [e for e in self._between if e.rule == rule]
            tied = {e.place for e in equations}
            if all(instance.place in tied for instance, _ in group):
                message, accused = self._unequal(equations, group)
            else:
                message = self._several(group)
        return self._folded([finding for _, finding in group], message, accused)

    def _several(self, group: Sequence[tuple[Instance, Finding]]) -> str:
        """Of another rule: whether it is the same part that makes it fail, and the first of its findings."""
        told: dict[str, object] = {"count": len(group)}
        if self.left_out and all(self._holds_without(self.left_out, instance) for instance, _ in group):
            units = self.names([self.reports.sheets[part].whose for part in self.left_out])
            return self.say("same-part", **told, units=units, example=group[0][1].message)
        examples = [finding.message for _, finding in group[:MOST_EXAMPLES]]
        return self.say("several", **told, examples=self.say("and").join(examples))

    def _holds_without(self, parts: Sequence[int], instance: Instance) -> bool:
        """Whether an instance passes where these parts are not looked at."""
        sheets = self.reports.sheets
        sheet = copy(self.sheet)
        sheet.subordinates = [sheets[part] for part in self.reports.parts or () if part not in parts]
        blank = self.program["rules"][instance.rule]["blank"]
        return decide(instance, instance.env(sheet, blank, self.functions))[0] == PASS

    def _folded(self, findings: Sequence[Finding], message: str, accused: Sequence[int]) -> Finding:
        names = {None, *(self.reports.sheets[part].name for part in accused)}
        cells = dict.fromkeys(
            (cell.report, cell.table, cell.row, cell.column)
            for finding in findings
            for cell in finding.cells
            if cell.report in names
        )
        refs = {(c.report, c.table, c.row, c.column): c for finding in findings for c in finding.cells}
        shared = set.intersection(*(set(finding.instance.items()) for finding in findings))
        told = "\n".join([findings[0].rule, *(finding.fingerprint for finding in findings)])
        return replace(
            findings[0],
            message=message,
            instance={kind: name for kind, name in findings[0].instance.items() if (kind, name) in shared},
            left=None,
            right=None,
            difference=None,
            cells=tuple(refs[cell] for cell in sorted(cells, key=lambda cell: cell[0] or "")),
            fingerprint=sha256(told.encode()).hexdigest()[:16],
        )

    def _missing(self, kind: str, instances: Sequence[Instance]) -> str:
        lacking = Counter(whose for instance in instances for _, whose in self.lacking(instance))
        if kind == "report":
            return self.say("no-report", units=self.names(list(lacking)), count=len(instances))
        units = [self.say("unit-cells", unit=unit, count=count) for unit, count in lacking.most_common()]
        return self.say("no-figures", units=self.names(units), count=len(instances))

    # ── sums that are not equal ───────────────────────────────────────────────

    @cached_property
    def _equations(self) -> list[Equation]:
        return [e for e in equations_of(self.program, self.reports) if isinstance(e.residual, int)]

    @cached_property
    def _between(self) -> list[Equation]:
        """The equations between the report and its parts that say something."""
        parts = self.reports.parts or range(0)
        return [e for e in self._equations if any(self.reports.place(c)[0] in parts for c in e.coefficients)]

    def _unequal(
        self, equations: Sequence[Equation], group: Sequence[tuple[Instance, Finding]]
    ) -> tuple[str, tuple[int, ...]]:
        """Why sums over the parts are not equal, and the parts that explain it."""
        found = self._explanation(equations)
        if found is None:
            return self._listed(equations, group), ()
        accused = found.choices[0] if len(found.choices) == 1 else ()
        units = [self.names([self.reports.sheets[part].whose for part in parts]) for parts in found.choices]
        told: dict[str, object] = {"units": self.say("or-list").join(units), "count": len(group)}
        if found.sign == LEFT_OUT:
            self.left_out = accused
        key = "left-out" if found.sign == LEFT_OUT else "twice"
        if found.left:
            left = [self._cell(dict(equations[i].place)) for i in found.left]
            return self.say(f"{key}-nearly", **told, left=len(left), cells=self.names(left, "dots")), accused
        examples = self._examples(_largest_first(finding for _, finding in group))
        return self.say(key, **told, compared=len(equations), examples=examples), accused

    def _explanation(self, equations: Sequence[Equation]) -> Explanation | None:
        off = _whole(e.residual for e in equations)
        told = [shares_of(e, self.reports) for e in equations]
        shares = {part: _whole(share.get(part, 0) for share in told) for part in self.reports.parts or ()}
        if any(len(figures) < len(equations) for figures in (off, *shares.values())):
            return None  # amounts of money with their fractions are no counts
        return explanation(off, shares)

    def _listed(self, equations: Sequence[Equation], group: Sequence[tuple[Instance, Finding]]) -> str:
        """The cells that are not equal, the largest difference first; totals that follow from them are counted."""
        off = self._off(equations)
        following = self._following(off)
        ours = [(self._own_cell(e), e.place) for e in equations]
        follow = {place for cell, place in ours if cell in following}
        leading = _largest_first(finding for instance, finding in group if instance.place not in follow)
        message = self.say("unequal", count=len(group), examples=self._examples(leading))
        if follow:
            message += self.say("totals-follow", count=len(follow))
        if len(leading) >= MANY and all(amount > 0 for amount in off.values()):
            message += self.say("all-larger")
        return message

    def _examples(self, findings: Sequence[Finding]) -> str:
        told = [
            self.say(
                "example",
                cell=self._cell(finding.instance),
                figure=number(from_decimal(finding.left)),
                sum=number(from_decimal(finding.right)),
            )
            for finding in findings[:MOST_EXAMPLES]
            if finding.left is not None and finding.right is not None
        ]
        return self.say("list").join(told) + (self.say("dots") if len(findings) > MOST_EXAMPLES else "")

    def _cell(self, place: Mapping[str, str]) -> str:
        return self.say("cell", row=place.get("row"), column=place.get("column"))

    def _own_cell(self, equation: Equation) -> int | None:
        """The cell of the report itself in an equation, if there is one."""
        own = [c for c in equation.coefficients if not self.reports.place(c)[0]]
        return own[0] if len(own) == 1 else None

    def _off(self, equations: Sequence[Equation]) -> dict[int, int]:
        """What each cell of the report exceeds the sum of the parts by, where it does not equal it."""
        off = {}
        for equation in equations:
            cell = self._own_cell(equation)
            if cell is not None and isinstance(equation.residual, int) and equation.residual:
                off[cell] = equation.residual * (1 if equation.coefficients[cell] > 0 else -1)
        return off

    def _following(self, off: Mapping[int, int]) -> set[int]:
        """The totals that are off by as much as what they sum up."""
        found = set()
        for equation in self._equations:
            left = sum(c * off.get(cell, 0) for cell, c in equation.coefficients.items())
            if equation.spans or left != 0:
                continue
            for side in (1, -1):
                alone = [cell for cell, c in equation.coefficients.items() if c * side > 0]
                if len(alone) == 1 and len(equation.coefficients) > 2 and alone[0] in off:
                    found.add(alone[0])
        return found


def _largest_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by how far the figures are apart."""
    return sorted(findings, key=lambda finding: finding.difference or 0, reverse=True)


def _whole(figures: Iterable[Figure | None]) -> list[int]:
    """Those that are whole."""
    return [figure for figure in figures if isinstance(figure, int)]
