"""Where the remarks of a rule file stand: above the line of a token, behind it, or after everything."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.dsl.token import Token


class Remarks:
    """The remarks of one file, by the tokens at which they stand, and its blank lines.

    A token is known by its identity: the same word stands in many places.
    """

    def __init__(self, tokens: Sequence[Token], comments: Sequence[Token], text: str) -> None:
        self._above: dict[int, list[Token]] = {}
        self._behind: dict[int, list[Token]] = {}
        waiting = list(comments)
        before: Token | None = None
        for token in tokens:
            place = (token.at.line, token.at.column)
            while waiting and (waiting[0].at.line, waiting[0].at.column) < place:
                remark = waiting.pop(0)
                if before is not None and before.at.line == remark.at.line:
                    self._behind.setdefault(id(before), []).append(remark)
                else:
                    self._above.setdefault(id(token), []).append(remark)
            before = token
        if before is not None and waiting and waiting[0].at.line == before.at.line:
            self._behind.setdefault(id(before), []).append(waiting.pop(0))
        self.last = waiting
        """Those below the last token."""
        self._after_blank = {
            number + 1 for number, line in enumerate(text.split("\n"), 1) if not line.strip()
        }

    def above(self, tokens: Sequence[Token]) -> list[Token]:
        """Those on lines of their own above one of these tokens."""
        return [remark for token in tokens for remark in self._above.get(id(token), ())]

    def behind(self, tokens: Sequence[Token]) -> list[Token]:
        """Those behind one of these tokens, on its line."""
        return [remark for token in tokens for remark in self._behind.get(id(token), ())]

    def after_blank(self, token: Token) -> bool:
        """Whether the writer left a line blank before the line of this token or remark."""
        return token.at.line in self._after_blank
