"""Errors point, in both languages, and survive the way back from a worker process."""

from __future__ import annotations

import errno
import pickle

import pytest

from compliance.errors import PluginError, Position, ReadError, RuleError, RuleErrors, UsageError, reason
from compliance.messages import Message, say

MESSAGE = Message("settings.unknown-near", key="fail-on", near="fail_on")
AT = Position("x.rules", 3, 8)

ERRORS = [
    pytest.param(UsageError(MESSAGE), id="usage"),
    pytest.param(ReadError(MESSAGE, "report.txt"), id="read"),
    pytest.param(PluginError(MESSAGE, "region"), id="plug-in"),
    pytest.param(RuleError(MESSAGE, AT, "  对 依申请公开 每列"), id="rule"),
    pytest.param(RuleErrors([RuleError(MESSAGE, AT, "  对 依申请公开 每列")]), id="rules"),
]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_survives_a_worker_process(error):
    """What comes back says the same."""
    back = pickle.loads(pickle.dumps(error))

    assert type(back) is type(error)
    assert back.text("zh") == error.text("zh")
    assert back.text("en") == error.text("en")


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_told_in_chinese_unless_asked(error):
    """A traceback, or whoever prints it without thinking, gets the Chinese sentence."""
    assert str(error) == error.text("zh")
    assert error.text("en") != error.text("zh")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(
            OSError(errno.ENOSPC, "No space left on device"), "磁盘满了", id="in the user's language"
        ),
        pytest.param(
            OSError(errno.EDOM, "Numerical argument out of domain"), "Numerical argument", id="a rare one"
        ),
        pytest.param(OSError("out of order"), "out of order", id="without a code"),
    ],
)
def test_why_the_system_refused(error, told):
    """What the system says in English is told in the language of the run, as far as we know it."""
    why = reason(error)

    assert (why.text("zh") if isinstance(why, Message) else why).startswith(told)


def test_an_unreadable_report_is_named():
    """The file stands in front, as the user named it."""
    assert ReadError(MESSAGE, "报告.txt").text("zh").startswith("报告.txt: ")


@pytest.mark.parametrize(
    ("line", "column", "under"),
    [
        pytest.param("check a", 7, "          ^", id="plain"),
        pytest.param("检查 甲", 4, "         ^", id="a Chinese character is two columns wide"),
        pytest.param("\t检查 甲", 5, "    \t     ^", id="a tab stays a tab"),
        pytest.param("“甲” 乙", 5, "           ^", id="a quotation mark is as wide as its font wants it"),
    ],
)
def test_the_caret_stands_under_the_place(line, column, under):
    """A clerk sees where, in a font of fixed width."""
    told = RuleError(MESSAGE, Position("x.rules", 1, column), line).text("zh").splitlines()

    assert told[1:] == [f"    {line}", under]


def test_all_mistakes_are_told_in_their_order():
    """One after another, the first one first."""
    errors = RuleErrors([RuleError(MESSAGE, Position("x.rules", n, 1), "x") for n in (1, 5)])

    assert [line for line in errors.text("en").splitlines() if line.startswith("x.rules")] == [
        f"x.rules:1:1: {MESSAGE.text('en')}",
        f"x.rules:5:1: {MESSAGE.text('en')}",
    ]


def test_positions_are_values():
    """Two that say the same are the same."""
    assert Position("x", 1, 2) == Position("x", 1, 2)
    assert hash(Position("x", 1, 2)) == hash(Position("x", 1, 2))
    assert Position("x", 1, 2) != Position("x", 2, 1)
    assert Position("x", 1, 2) != "x:1:2"
    assert (str(AT), repr(AT)) == ("x.rules:3:8", "Position('x.rules', 3, 8)")


def test_messages_are_values():
    """They can be compared and kept, and a value that is a message is told in the same language."""
    again = Message("settings.unknown-near", key="fail-on", near="fail_on")

    assert again == MESSAGE
    assert hash(MESSAGE) == hash(again)
    assert Message("settings.unknown-near", key="fail-on", near="show") != MESSAGE
    assert pickle.loads(pickle.dumps(MESSAGE)) == MESSAGE
    assert repr(MESSAGE) == "Message('settings.unknown-near', {'key': 'fail-on', 'near': 'fail_on'})"
    assert say("en", "plugins.named", name="region", what=MESSAGE) == f"Plug-in region: {MESSAGE.text('en')}"


def test_a_wrong_place_of_use_is_a_bug_and_raises():
    """A key that is not there, a value that is not given: nothing half is told."""
    with pytest.raises(KeyError):
        say("zh", "settings.no-such-message")
    with pytest.raises(KeyError):
        say("zh", "settings.unknown-near", key="fail-on")
