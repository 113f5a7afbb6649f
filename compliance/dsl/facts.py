"""Facts: the phrases that tie the text to the tables, what each should be, and the words with which none counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from compliance.dsl import tree
from compliance.dsl.expressions import Lowering
from compliance.dsl.form import Declared, did_you_mean
from compliance.dsl.layout import Layout
from compliance.dsl.names import PROPERTIES, FactOf, World
from compliance.dsl.nouns import Noun
from compliance.dsl.parser import parse_pattern
from compliance.dsl.patterns import Phrasing, longest_first, phrase, words_of_group
from compliance.dsl.pointing import Pointer
from compliance.dsl.terms import Place, Term, constant, node_of
from compliance.dsl.types import DATE, NUMBER, Type
from compliance.values import normalise

if TYPE_CHECKING:
    from compliance.program import Node


def lower_fact(
    item: tree.Fact,
    world: World,
    layout: Layout,
    declared: Declared,
    lacks: Callable[[Noun], Sequence[str]] = lambda _: (),
) -> dict[str, Any] | None:
    """表述: its compiled form; its name and holes become known to the world.

    :param lacks: What an expression names that only another edition of the form has. The phrase stays, so that no other
        claims its number, and ties it to nothing.
    """
    pointer = declared.pointer
    name = item.name.name
    if not declared.first("fact", name, item.at):
        return None
    for section in item.sections:
        if section.name not in world.headings and PROPERTIES.get(section.name, ("",))[0] != "preface":
            near = did_you_mean(section.name, world.headings)
            pointer.wrong(section.at, "rules.unknown-section", name=section.name, near=near)
    lowering = Lowering(world, layout, Place(), pointer)
    says: list[tuple[Node, Node | None]] = []
    phrases: list[tuple[str, dict[str, Type], Type | None]] = []
    for line in item.says:
        should_be = _should_be(line, lowering, lacks)
        unit = None if should_be is None else should_be.type.unit
        phrasing = Phrasing(world, pointer, _given(lowering), unit)
        pattern, holes = phrase(line.pattern.at, parse_pattern(line.pattern), phrasing)
        says.append((pattern, None if should_be is None else node_of(should_be, (None, None), pointer)))
        phrases.append((line.pattern.value, holes, None if should_be is None else should_be.type))
    if not item.says:
        pointer.wrong(item.at, "rules.fact-says-nothing", name=name)
        return None
    phrases = _with_units(phrases)
    world.facts[name] = FactOf(name, tuple(phrases))
    kinds: dict[str, str] = {}
    for _, holes, _ in phrases:
        for hole, type_ in holes.items():
            kinds.setdefault(hole, _kind(type_))
    return {
        "name": name,
        "title": item.title.value,
        "sections": tuple(
            section.name if section.name in world.headings else "preface" for section in item.sections
        ),
        "having_said": tuple(
            (_guards(words.words, world, pointer), _guards(words.excepted, world, pointer))
            for words in item.having_said
        ),
        "unless": _unless([words for words in item.unless if words.when is None], world, pointer),
        "unless_when": tuple(
            (lowering.condition(words.when).build((None, None)), _unless([words], world, pointer))
            for words in item.unless
            if words.when is not None
        ),
        "says": tuple(says),
        "holes": kinds,
    }


def _should_be(line: tree.Says, lowering: Lowering, lacks: Callable[[Noun], Sequence[str]]) -> Term | None:
    """What a phrase should be: one figure, or one of several."""
    if not line.should_be:
        return None
    at = line.should_be[0].at
    if any(lacks(written) for written in line.should_be):
        return Term(at, NUMBER, constant(("nothing",)))
    terms = [lowering.figure(written) for written in line.should_be]
    if len(terms) == 1:
        return terms[0]
    met, type_ = lowering.figures.meet(terms, at)
    builds = [term.build for term in met]
    return Term(at, type_, lambda frame: ("either", *(build(frame) for build in builds)))


def _unless(items: Iterable[tree.Unless], world: World, pointer: Pointer) -> tuple[str, ...]:
    """The words of 排除, those of 词组 among them."""
    words = (word for item in items for word in _guards(item.words, world, pointer))
    return tuple(dict.fromkeys(words))


def _guards(words: Iterable[tree.Text | tree.Name], world: World, pointer: Pointer) -> tuple[str, ...]:
    """Words, those of 词组 among them, each once."""
    found: dict[str, None] = {}
    for word in words:
        own = (
            words_of_group(word, world, pointer) if isinstance(word, tree.Name) else (normalise(word.value),)
        )
        found |= dict.fromkeys(each for each in own if each)
    return tuple(found)


def declare_word_groups(items: Iterable[tree.WordGroup], world: World, declared: Declared) -> None:
    """词组."""
    for item in items:
        if declared.first("word-group", item.name.name, item.at):
            world.word_groups[item.name.name] = longest_first(text.value for text in item.words)


def _with_units(
    phrases: list[tuple[str, dict[str, Type], Type | None]],
) -> list[tuple[str, dict[str, Type], Type | None]]:
    """The phrases, where a hole without a unit ({额 = 0}) has taken that of the same hole in another phrase."""
    units: dict[str, Type] = {}
    for _, holes, _ in phrases:
        for hole, type_ in holes.items():
            if type_ != NUMBER:
                units.setdefault(hole, type_)
    should_be = next((type_ for _, _, type_ in phrases if type_ is not None and type_ != NUMBER), NUMBER)
    return [
        (
            told,
            {hole: units.get(hole, type_) if type_ == NUMBER else type_ for hole, type_ in holes.items()},
            should_be if type_ == NUMBER else type_,
        )
        for told, holes, type_ in phrases
    ]


def _given(lowering: Lowering) -> Any:
    def lower(written: tree.Expression) -> tuple[Type, Node]:
        term = lowering.figure(written)
        return term.type, node_of(term, (None, None), lowering.pointer) or ("n", 0)

    return lower


def _kind(type_: Type) -> str:
    kind = "%" if type_.printed else "date" if type_ == DATE else type_.unit or ""
    return f"…{kind}" if type_.many else kind
