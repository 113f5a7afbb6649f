"""What a terminal reporter draws on: lines that fit a width, in the colours, the encoding and the language of a view.

Everything is made as one text in memory, so that the same text goes to a terminal, a file or a log. All text that comes
from a report goes through :func:`~compliance.reporters.line.harmless` here.
"""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from compliance.messages import say
from compliance.reporters.folding import fold
from compliance.reporters.line import harmless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins import View

FILE_WIDTH = 100
"""The width of what goes into a file."""
WIDEST = 110
"""Longer lines are hard to read, however wide the window."""
NARROW = 60
NARROWEST = 24

STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "unknown": "bold magenta",
    "passed": "green",
    "waived": "dim",
    "fault": "bold red",
    "unreadable": "bold red",
}


class _Encoded(StringIO):
    """A text in memory that is to be written in a certain encoding: rich draws with ASCII where that is no UTF."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override] # typeshed says that a text in memory has none
        """What the text will be encoded in."""
        return self._encoding


class Page:
    """What the output is drawn on: a console of rich that knows width, colour and encoding, and the language."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.lang = view.lang
        self.width = max(NARROWEST, min(view.width or FILE_WIDTH, WIDEST))
        self.margin = 2 if self.width < NARROW else 8 if view.lang == "zh" else 10
        self._file = _Encoded(view.encoding)
        self._console = Console(
            file=self._file,
            width=self.width,
            color_system="standard" if view.color else None,
            force_terminal=view.color,
            no_color=False,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )
        self._is_blank = True
        self.ascii_only = self._console.options.ascii_only

    def say(self, key: str, **values: object) -> str:
        """A sentence of ``messages/reporting.py``."""
        return say(self.lang, f"reporting.{key}", **values)

    def blank(self) -> None:
        """An empty line, where there is none yet."""
        if not self._is_blank:
            self._print("")
            self._is_blank = True

    def _print(self, thing: RenderableType, *, soft_wrap: bool = False) -> None:
        self._console.print(thing, soft_wrap=soft_wrap)
        self._is_blank = False

    def line(self, text: Text, indent: int = 0) -> None:
        """One line as it is."""
        self._print(Text.assemble(" " * indent, text), soft_wrap=True)

    def words(self, text: str, indent: int = 0, style: str = "") -> None:
        """Text from anywhere, made harmless and folded."""
        for line in fold(harmless(text), self.width - indent):
            self.line(Text(line, style=style), indent)

    def headed(self, kind: str, text: str, style: str = "") -> None:
        """A word that says what kind of line this is, and text folded beside it."""
        word = Text(self.say(f"word-{kind}"), style=STYLES[kind])
        # Where it is narrow, the first line alone stands beside the word.
        beside = max(self.margin, word.cell_len + 1)
        first, *rest = fold(harmless(text), self.width - beside)
        self.line(Text.assemble(word, " " * (beside - word.cell_len), Text(first, style=style)))
        for line in rest:
            self.line(Text(line, style=style), self.margin)

    def whole(self, text: str) -> None:
        """A line that is not folded: what stands in a log on one line can be looked for."""
        self.line(Text(text))

    def heading(self, text: str) -> None:
        """The heading of a part: a rule across the page."""
        self.blank()
        shown = fold(harmless(text), self.width - 4)
        for line in shown[:-1]:
            self.line(Text(line, style="bold"))
        self._print(Rule(Text(shown[-1], style="bold"), align="left", style="dim"))

    def draw(self, thing: Table | Text, indent: int) -> None:
        """A table or a line of a drawing."""
        if isinstance(thing, Text):
            self.line(thing, indent)
        else:
            self._print(Padding(thing, (0, 0, 0, indent), expand=False))

    def text(self) -> str:
        """All that was drawn. No line ends in white space, and nothing is in it that the encoding cannot hold."""
        text = self._file.getvalue()
        if not self.view.color:
            text = "\n".join(line.rstrip() for line in text.split("\n"))
        return text.encode(self.view.encoding, "replace").decode(self.view.encoding)
