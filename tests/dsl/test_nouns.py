"""The nouns of a rule file behave like frozen dataclasses."""

from __future__ import annotations

import copy
import pickle

import pytest

from compliance.dsl import tree
from compliance.errors import Position

AT = Position("x", 1, 1)


def test_equal_by_what_they_hold():
    """And by their class: a name is not a text of the same letters."""
    name = tree.Name(AT, "甲")

    assert name == tree.Name(at=AT, name="甲")
    assert hash(name) == hash(tree.Name(AT, "甲"))
    assert name != tree.Name(AT, "乙")
    assert name != tree.Text(AT, "甲")
    assert name != "甲"


def test_frozen():
    """Nothing is changed after it was made."""
    with pytest.raises(AttributeError, match="frozen"):
        tree.Name(AT, "甲").name = "乙"


def test_what_may_be_left_out():
    """Fields with a value in the class; the others are needed, and there are no more."""
    line = tree.Line(AT, tree.Name(AT, "甲"))

    assert (line.unit, line.label, line.also) == (None, None, ())
    with pytest.raises(KeyError, match="name"):
        tree.Name(AT)
    with pytest.raises(ValueError, match="longer"):
        tree.Name(AT, "甲", "乙")


def test_shown_and_copied():
    """As it would be written; copies and pickles are equal."""
    name = tree.Name(AT, "甲")

    assert repr(name) == "Name(at=Position('x', 1, 1), name='甲')"
    assert copy.deepcopy(name) == pickle.loads(pickle.dumps(name)) == name


def test_matched_by_place():
    """``case tree.Name(at, name)``: the fields are in order."""
    match tree.Name(AT, "甲"):
        case tree.Name(at, name):
            found = (at, name)

    assert found == (AT, "甲")


def test_walk():
    """Every node below, also those in tuples."""
    rule = tree.OneOf(AT, tree.Name(AT, "甲"), (tree.Text(AT, "乙"), tree.Text(AT, "丙")))

    assert {type(node).__name__ for node in tree.walk(rule)} == {"OneOf", "Name", "Text"}
    assert len(list(tree.walk(rule))) == 4
