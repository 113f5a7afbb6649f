"""From instances that did not pass to findings that are complete by themselves.

Made only for what failed or is unknown: the walk is done once more, this time writing down what it saw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from compliance.engine.reads import cell_refs
from compliance.engine.run import (
    FAIL,
    NOT_APPLICABLE,
    PASS,
    UNKNOWN,
    Instance,
    Outcome,
    decide,
    instances_of,
)
from compliance.engine.sheet import Part, Sheet
from compliance.engine.tell import Teller
from compliance.engine.walk import Env, mentions_of, spellings_of, truth, value
from compliance.findings import Applied, CellRef, Citation, Finding, Passed, Severity, TextRef, Told, Verdict
from compliance.narrative.ledger import Claim, Entry, ledger
from compliance.narrative.likeness import SHORTEST, shared_passages
from compliance.narrative.numbers import find_dates
from compliance.narrative.patterns import find
from compliance.narrative.prose import sentences, stretches
from compliance.program import nodes_in
from compliance.values import ABSENT, NOT_GIVEN, Missing, distance, normalise, plain, to_decimal

if TYPE_CHECKING:
    from compliance.engine.walk import Function
    from compliance.narrative.facts import Mention
    from compliance.narrative.prose import Sentence
    from compliance.program import Node, Program

Translations = Mapping[str, Mapping[str, str]]
"""Rule name → ``title``, ``because``, ``limits``, ``message`` in the language of the run, where it is not the form's.
``{0}``, ``{1}`` … in a message are the values that the rule's own message has, in its order."""


_STANDINGS = {FAIL: "contradictory", UNKNOWN: "undecided"}
_PERIOD = (("prop", "period_start"), ("prop", "period_end"))
MOST_SHARED = 3
"""How many passages are quoted of a part that is too like last year's."""
RAISED = "raised"
"""In place of a verdict, where a rule raised."""


class Explainer:
    """Explains the instances of one report in one language.

    :param report: The dictionary of ``report.json``: the words of cells and paragraphs come from it.
    :param translations: For a language that is not the form's.
    """

    def __init__(
        self,
        program: Program,
        sheet: Sheet,
        report: dict[str, Any],
        lang: str,
        *,
        functions: Mapping[str, Function] | None = None,
        translations: Translations | None = None,
    ) -> None:
        self.program = program
        self.sheet = sheet
        self.report = report
        self.lang = lang
        self.functions = functions or {}
        self.translations = translations or {}

    def findings(self, outcome: Outcome) -> list[Finding]:
        """A finding for each instance that failed or is unknown, in the order of the rules."""
        return [self._finding(instance, verdict) for instance, verdict in outcome.open]

    def cover_sheet(self) -> tuple[tuple[Applied, ...], tuple[Passed, ...]]:
        """What an approver signs for: every rule with what its instances came to, and what passed, with its
        figures."""
        rules = self.program["rules"]
        counts: list[Counter[str]] = [Counter() for _ in rules]
        passed = []
        for instance in instances_of(self.program, self.sheet):
            rule = rules[instance.rule]
            env = instance.env(self.sheet, rule["blank"], self.functions)
            verdict = _verdict(instance, env)
            counts[instance.rule][verdict] += 1
            if verdict == PASS:
                passed.append(self._passed(instance, rule, env))
        return tuple(map(self._applied, rules, counts)), tuple(passed)

    def numbers(self) -> tuple[Told, ...]:
        """Every number of the narrative with its standing: whoever signs the text answers for each."""
        rules = self.program["rules"]
        claims = []
        for instance in instances_of(self.program, self.sheet):
            rule = rules[instance.rule]
            mention = instance.mention
            if mention is None:
                continue
            env = instance.env(self.sheet, rule["blank"], self.functions)
            verdict = _verdict(instance, env)
            standing = _equality(instance.check, env) if verdict == PASS else _STANDINGS.get(verdict)
            if standing is not None:
                claims += [
                    Claim(instance.rule, held, standing) for held in self._held(mention, instance.check)
                ]
        entries = ledger(self.sheet.sentences(), spellings_of(self.program), claims)
        return tuple(self._told(entry) for entry in entries)

    def _held(self, mention: Mention, check: Node) -> tuple[Mention, ...]:
        """The mentions that a check holds: its own; with it the first one, where that is what it is compared with. The
        first itself is compared with nothing."""
        if all(node[0] != "first" for node in nodes_in(check)):
            return (mention,)
        first = mentions_of(self.sheet, self.program["facts"][mention.fact]["name"])[0]
        return () if first is mention else (first, mention)

    def _told(self, entry: Entry) -> Told:
        number, sentence = entry.number, entry.sentence
        cells: list[CellRef] = []
        for claim in entry.claims:
            rule = self.program["rules"][claim.rule]
            instance = Instance(claim.rule, (), *rule["template"], mention=claim.mention)
            found = self._cells([instance.check], instance.env(self.sheet, rule["blank"], self.functions))
            cells += [cell for cell in found if cell not in cells]
        value = None if isinstance(number.value, (Missing, str)) else plain(number.value)
        if value is not None and number.is_percentage:
            value = value * 100
        return Told(
            self._in_sentence(sentence, number.start, number.end),
            None if value is None else to_decimal(value),
            entry.unit,
            entry.standing,
            tuple(dict.fromkeys(self.program["rules"][claim.rule]["name"] for claim in entry.claims)),
            tuple(cells),
        )

    def _passed(self, instance: Instance, rule: Mapping[str, Any], env: Env) -> Passed:
        teller = Teller(env, instance.place, self.report, self.lang)
        message = teller.say("list").join(teller.side(node) for node in _figures(instance.check, env))
        if instance.mention is not None:
            message = teller.say("told", quote=_quote(instance), sentence=message)
        return Passed(rule["name"], self._title(rule), dict(instance.place), message)

    def _applied(self, rule: Mapping[str, Any], counted: Counter[str]) -> Applied:
        told = self.translations.get(rule["name"], {})
        return Applied(
            rule=rule["name"],
            title=self._title(rule),
            severity=Severity(rule["severity"]),
            citations=self._citations(rule),
            because=told.get("because", rule["because"]),
            limits=told.get("limits", rule["limits"] or ""),
            origin=rule["origin"],
            passed=counted[PASS],
            failed=counted[FAIL],
            unknown=counted[UNKNOWN],
            # A rule that is not in force, or finds nothing to speak of, counts once: so the summary counts it.
            not_applicable=counted[NOT_APPLICABLE] if counted else 1,
        )

    def _title(self, rule: Mapping[str, Any]) -> str:
        return self.translations.get(rule["name"], {}).get("title", rule["title"])

    def _finding(self, instance: Instance, verdict: str) -> Finding:
        rule = self.program["rules"][instance.rule]
        env = instance.env(self.sheet, rule["blank"], self.functions)
        decide(instance, env)
        teller = Teller(env, instance.place, self.report, self.lang)
        # What fails because something is blank is neither true nor false: no part of the condition is at fault.
        is_false = verdict == FAIL and truth(instance.check, env) is False
        culprits = _culprits(instance.check, env) if is_false else []
        cells = self._cells(culprits or _unknown_nodes(instance), env)
        text = self._text(instance, culprits, env)
        message = self._message(rule, instance, verdict, culprits, teller)
        left, right, difference = _sides(culprits, env)
        return Finding(
            rule=rule["name"],
            verdict=Verdict(verdict),
            severity=Severity(rule["severity"]),
            title=self._title(rule),
            message=message,
            citations=self._citations(rule),
            because=self.translations.get(rule["name"], {}).get("because", rule["because"]),
            instance=dict(instance.place) or _part(culprits or _unknown_nodes(instance)),
            left=left,
            right=right,
            difference=difference,
            cells=cells,
            text=text,
            fingerprint=_fingerprint(rule["name"], instance.place, cells, text),
            origin=rule["origin"],
        )

    def _citations(self, rule: Mapping[str, Any]) -> tuple[Citation, ...]:
        """The clauses that a rule enforces, of laws that are in force when this report is written."""
        year, until = self.sheet.properties.get("year"), self.program["until"]
        is_late = year is not None and until is not None and year > until
        cited = rule.get("cited_later", rule["citations"]) if is_late else rule["citations"]
        return tuple(self._citation(law, clause) for law, clause in cited)

    def _citation(self, law: str, clause: str | None) -> Citation:
        title, number, _, _ = self.program["laws"][law]
        return Citation(number or title, clause)

    # ── the sentence ──────────────────────────────────────────────────────────

    def _message(
        self, rule: Mapping[str, Any], instance: Instance, verdict: str, culprits: list[Node], teller: Teller
    ) -> str:
        if not culprits:
            sentence = teller.left_blank() if verdict == FAIL else teller.unknown()
        else:
            sentence = self._written(rule, instance, teller) or teller.say("and").join(
                teller.failed(culprit) for culprit in culprits
            )
        if teller.env.zeroed and culprits:
            sentence = teller.say("zeroed", sentence=sentence)
        if instance.mention is not None:
            return teller.say("told", quote=_quote(instance), sentence=sentence)
        place = self._place(instance.place, teller)
        return teller.say("place", place=place, sentence=sentence) if place else sentence

    def _written(self, rule: Mapping[str, Any], instance: Instance, teller: Teller) -> str | None:
        """The author's own sentence: in the language of the form, or in the run's if it is translated."""
        if rule["message"] is None:
            return None
        if rule["name"] not in self.translations:
            return "".join(
                part if isinstance(part, str) else self._computed(part, instance, teller)
                for part in rule["message"]
            )
        sentence = self.translations[rule["name"]].get("message")
        if sentence is not None:
            nodes = [part[0] for part in rule["message"] if not isinstance(part, str)]
            for place, node in enumerate(nodes):
                sentence = sentence.replace(f"{{{place}}}", self._computed((node, None), instance, teller))
        return sentence

    def _computed(self, part: tuple[Any, ...], instance: Instance, teller: Teller) -> str:
        node, unit = part
        if node in (("left",), ("right",), ("difference",)):
            left, right, difference = _sides(_culprits(instance.check, teller.env), teller.env)
            shown = {"left": left, "right": right, "difference": difference}[node[0]]
            return "" if shown is None else f"{shown}{unit or ''}"
        found = value(node, teller.env)
        if isinstance(found, Missing):
            return teller.say(f"why-{found.kind}", name=teller.name(node), text="")
        told = found if isinstance(found, str) else teller.written(found)
        return f"{told}{unit or ''}"

    def _place(self, place: tuple[tuple[str, str], ...], teller: Teller) -> str:
        names = dict(place)
        if "section" in names:
            return teller.say("section", number=names["section"])
        if "row" in names and "column" in names:
            return ""  # the cell is named in the sentence
        return names.get("row") or names.get("column") or ""

    # ── what it speaks of ─────────────────────────────────────────────────────

    def _cells(self, nodes: list[Node], env: Env) -> tuple[CellRef, ...]:
        refs: list[CellRef] = []
        for node in nodes:
            for kind, sheet, where in cell_refs(node, env):
                if sheet is None:
                    continue
                address = sheet.program["layout"][where] if isinstance(where, int) else where
                name = None if kind in ("c", "row") else sheet.name or None
                ref = self._cell_ref(address, sheet, name)
                if ref not in refs:
                    refs.append(ref)
        return tuple(refs)

    def _cell_ref(self, address: tuple[str, str, str], sheet: Sheet, name: str | None) -> CellRef:
        table, row, column = address
        if sheet is not self.sheet:
            found = _held(sheet, address)
            figure = None if isinstance(found, Missing) else to_decimal(found)
            return CellRef(table, row, column, value=figure, found=found not in (None, ABSENT), report=name)
        columns = self.report.get("tables", {}).get(table, {}).get(row, {})
        if column not in columns:
            return CellRef(table, row, column, found=False)
        held = columns[column]
        if not isinstance(held, dict):
            return CellRef(table, row, column, value=held)
        return CellRef(table, row, column, value=held.get("value"), text=held.get("text"), at=held.get("at"))

    def _text(self, instance: Instance, culprits: list[Node], env: Env) -> tuple[TextRef, ...]:
        if instance.mention is not None:
            mention = instance.mention
            return (self._in_sentence(mention.sentence, mention.start, mention.end),)
        if instance.section is not None:
            part = self.sheet.part(instance.section)
            if part is None:
                return ()
            shared = [ref for node in culprits for ref in self._shared(node, part, env)]
            if shared:
                return tuple(shared)
            number = self.program["headings"][instance.section][0]
            at = self.report["sections"][part.place - 1].get("at")
            return (TextRef(number, None, 0, len(part.title), part.title, at),)
        refs = [ref for culprit in culprits for ref in self._quotes(culprit)]
        return tuple(ref for place, ref in enumerate(refs) if ref not in refs[:place])

    def _shared(self, culprit: Node, part: Part, env: Env) -> list[TextRef]:
        """The passages that a part has in common with the text it is too like."""
        call = next((n for n in nodes_in(culprit) if n[0] == "f" and n[1] == "similarity"), None)
        if call is None or part.prescribed is None:
            return []
        own, other = (value(argument, env) for argument in call[2])
        number = self.program["headings"][part.prescribed][0]
        places = (
            place
            for start, end in shared_passages(own, other)
            for place in stretches(part.paragraphs, start, end)
            if place[2] - place[1] >= SHORTEST
        )
        longest = sorted(places, key=lambda place: place[1] - place[2])[:MOST_SHARED]
        return [
            TextRef(
                number,
                index + 1,
                start,
                end,
                part.paragraphs[index][start:end],
                self._paragraph_place(number, index),
            )
            for index, start, end in sorted(longest)
        ]

    def _period_quotes(self) -> list[TextRef]:
        """Where the preface tells the statistical period: from its first date to the end of the year's day."""
        first = self.sheet.property("period_start")
        for sentence in self.sheet.sentences():
            for date in find_dates(sentence.text) if sentence.section == "preface" else ():
                if date.value == first:
                    end = sentence.text.find("日", date.end)
                    return [self._in_sentence(sentence, date.start, date.end if end < 0 else end + 1)]
        return []

    def _quotes(self, culprit: Node) -> list[TextRef]:
        """The places of words that should not be there."""
        if culprit[0] in ("or", "and"):
            return [ref for inner in culprit[1:] for ref in self._quotes(inner)]
        if any(node in _PERIOD for node in nodes_in(culprit)):
            return self._period_quotes()
        if culprit[0] != "not" or culprit[1][0] != "mentions":
            return []
        _, where, pattern = culprit[1]
        wanted = where[1] if where[0] == "text" else None
        if where[0] not in ("text", "prop"):
            return []
        if where[0] == "prop" and where[1] not in ("narrative", "preface"):
            told = str(self.sheet.property(where[1]))
            return [
                TextRef("title", None, *sentence.place(m.start, m.end))
                for sentence in sentences("title", [told])
                for m in find(sentence.text, pattern, [])
            ]
        only_preface = where == ("prop", "preface")
        return [
            self._in_sentence(sentence, m.start, m.end)
            for sentence in self.sheet.sentences()
            if (wanted is None or sentence.section == wanted)
            and (not only_preface or sentence.section == "preface")
            for m in find(sentence.text, pattern, [])
        ]

    def _in_sentence(self, sentence: Sentence, start: int, end: int) -> TextRef:
        """What stands at ``sentence.text[start:end]``, in its paragraph and in the document."""
        section = sentence.section or ""
        place = self._paragraph_place(section, sentence.paragraph)
        return TextRef(section, sentence.paragraph + 1, *sentence.place(start, end), place)

    def _paragraph_place(self, section: str, paragraph: int) -> Mapping[str, Any] | None:
        index = next((i for i, heading in enumerate(self.program["headings"]) if heading[0] == section), None)
        part = None if index is None else self.sheet.part(index)
        if part is None:
            return None
        held = self.report["sections"][part.place - 1]["paragraphs"][paragraph]
        place: Mapping[str, Any] | None = held.get("at") if isinstance(held, dict) else None
        return place


def _verdict(instance: Instance, env: Env) -> str:
    """What an instance comes to, once more: nothing is written down twice."""
    try:
        return decide(instance, env)[0]
    except Exception:  # noqa: BLE001 - whatever a rule does; the run has written it down as a fault
        return RAISED


def _equality(check: Node, env: Env) -> str | None:
    """What a passed check says of where a number comes from: held against cells and equal, or against other numbers.

    Nothing, where it passes for another reason: within a bound, too small to be looked at, one of several ways.
    """
    conditions = check[1:] if check[0] == "and" else (check,)
    if any(node[0] in ("=", "~", "chain") and cell_refs(node, env) for node in conditions):
        return "tied"
    return "sum" if any(_is_among_numbers(node, env) for node in conditions) else None


def _is_among_numbers(node: Node, env: Env) -> bool:
    """Whether a condition sets several numbers of the text against each other, and no cell."""
    holes = {inner for inner in nodes_in(node) if inner[0] in ("hole", "first")}
    is_list = any(inner[0] == "holes" for inner in nodes_in(node))
    return (len(holes) > 1 or is_list) and not cell_refs(node, env)


def _part(nodes: list[Node]) -> dict[str, str]:
    """The part of the report that a rule about texts speaks of, if it is one."""
    numerals = {inner[1] for node in nodes for inner in nodes_in(node) if inner[0] == "text"}
    return {"section": numerals.pop()} if len(numerals) == 1 else {}


def _culprits(node: Node, env: Env) -> list[Node]:
    """The parts of a condition that make it false."""
    if node[0] == "and":
        return [
            culprit for inner in node[1:] if truth(inner, env) is False for culprit in _culprits(inner, env)
        ]
    return [node]


def _unknown_nodes(instance: Instance) -> list[Node]:
    return [node for node in (instance.when, instance.check) if node is not None]


def _sides(culprits: list[Node], env: Env) -> tuple[Any, Any, Any]:
    """Both sides of the first comparison of figures among the culprits, and their difference."""
    for node in culprits:
        if node[0] not in ("=", "!=", "<", "<=", ">", ">=", "~"):
            continue
        left, right = value(node[1], env), value(node[2], env)
        if any(isinstance(side, (Missing, str)) for side in (left, right)):
            continue
        a, b = plain(left), plain(right)
        return to_decimal(a), to_decimal(b), to_decimal(distance(a, b))
    return None, None, None


def _figures(node: Node, env: Env) -> list[Node]:
    """The sides of the comparisons in a condition, each once, as far as there is something to compare with."""
    if node[0] in ("and", "or", "not"):
        sides = [side for inner in node[1:] for side in _figures(inner, env)]
        return [side for side in dict.fromkeys(sides) if value(side, env) not in NOT_GIVEN]
    if node[0] in ("=", "!=", "<", "<=", ">", ">=", "~"):
        return [side for side in node[1:3] if side[0] not in ("n", "q")]
    if node[0] == "chain":
        return list(node[2])
    return []


def _held(sheet: Sheet, address: tuple[str, str, str]) -> Any:
    table, row, column = address
    if address in sheet.program["layout"]:
        return sheet.cells[sheet.program["layout"].index(address)]
    return sheet.open_rows.get(table, {}).get(row, {}).get(column)


def _quote(instance: Instance) -> str:
    """The words of the mention, as they were read."""
    mention = instance.mention
    if mention is None:
        raise ValueError("the instance is no mention")
    return mention.sentence.place(mention.start, mention.end)[2]


def _fingerprint(
    rule: str, place: tuple[tuple[str, str], ...], cells: tuple[CellRef, ...], text: tuple[TextRef, ...]
) -> str:
    """The same while the rule, the place and the values that the finding names stay the same."""
    told = [rule, *(f"{kind}={name}" for kind, name in place)]
    # Another report is told as such, not by its name: a file that is moved is still the same report.
    told += [
        f"{'other' if c.report else ''}/{c.table}/{c.row}/{c.column}={c.value}/{c.text}/{c.found}"
        for c in cells
    ]
    told += [f"{t.section}:{normalise(t.quote)}" for t in text]
    return sha256("\n".join(told).encode()).hexdigest()[:16]
