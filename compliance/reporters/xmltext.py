"""Text for XML 1.0, which cannot hold every character, not even escaped."""

from __future__ import annotations

import re

from compliance.reporters.line import harmless

_NEVER = re.compile("[\ufffe\uffff\ud800-\udfff]")
"""What :func:`harmless` leaves and no XML may hold."""


def xml_text(text: str) -> str:
    """The text on one line, with nothing in it that XML cannot hold. It is still to be escaped."""
    return _NEVER.sub("\ufffd", harmless(text))
