"""OFD documents (GB/T 33190), written by hand: which objects put the ink on a page is for the test to say.

A report on paper is set as for a PDF (:mod:`tests.readers.drawn`); only the sheets differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from tests.readers.drawn import HEIGHT, SIZE, WIDTH, Setter
from tests.readers.rendered import Paper, package

NAMESPACE = "http://www.ofdspec.org/2016"
POINTS = 72 / 25.4


@dataclass
class Sheet:
    """One page, drawn in points from its top left corner.

    :param each: Every character is an object of its own.
    :param runs: Equal steps are written as a run (``g 3 4.5``).
    :param scaled: Objects are drawn ten times too large, and their matrix makes them small.
    :param glyphs: A font whose glyphs are not its characters.
    """

    width: float = WIDTH
    height: float = HEIGHT
    each: bool = False
    runs: bool = False
    scaled: bool = False
    glyphs: bool = False
    marks: list[str] = field(default_factory=list)

    def text(
        self, x: float, top: float, text: str, size: float = SIZE, *, turn: int = 0, more: str = ""
    ) -> None:
        """A line of text. ``turn`` counts quarter turns clockwise."""
        rooms = [size / 2 if c.isascii() else size for c in text]
        if self.each:
            for i, c in enumerate(text):
                done = sum(rooms[:i])
                at = (x + done, top) if turn == 0 else (x, top + done)
                self._text(at, c, size, rooms[i : i + 1], turn=turn, more=more)
        else:
            self._text((x, top), text, size, rooms, turn=turn, more=more)

    def glyphs_at(self, glyphs: list[tuple[str, float]], top: float, size: float) -> None:
        """A line of characters, each with where it begins."""
        places = [x for _, x in glyphs]
        rooms = [b - a for a, b in pairwise(places)]
        self._text((places[0], top), "".join(c for c, _ in glyphs), size, [*rooms, size], turn=0, more="")

    def _text(
        self, at: tuple[float, float], text: str, size: float, rooms: list[float], *, turn: int, more: str
    ) -> None:
        x, top = at
        k = 10 if self.scaled else 1
        a, b = {0: (1, 0), 1: (0, 1), 3: (0, -1)}[turn]
        wide = sum(rooms)
        # The boundary of turned text is turned, too; its matrix moves it back inside.
        e, f = {0: (0, 0), 1: (size, 0), 3: (0, wide)}[turn]
        box = (x, top, wide, size) if turn == 0 else (x, top, size, wide)
        told = "" if (k, turn) == (1, 0) else _told("CTM", a / k, b / k, -b / k, a / k, mm(e), mm(f))
        steps = self._steps([mm(room) * k for room in rooms[:-1]])
        glyphs = ""
        if self.glyphs:
            numbers = " ".join(str(ord(c) % 900) for c in text)
            glyphs = (
                f'<ofd:CGTransform CodePosition="0" CodeCount="{len(text)}" GlyphCount="{len(text)}">'
                f"<ofd:Glyphs>{numbers}</ofd:Glyphs></ofd:CGTransform>"
            )
        self.marks.append(
            f'<ofd:TextObject ID="9" Font="3" {_told("Boundary", *map(mm, box))} {_told("Size", mm(size) * k)} {told} '
            f'{more}>{glyphs}<ofd:TextCode X="0" {_told("Y", 0.88 * mm(size) * k)} {steps}>{escape(text)}'
            "</ofd:TextCode></ofd:TextObject>"
        )

    def _steps(self, steps: list[float]) -> str:
        if not self.runs:
            return _told("DeltaX", *steps) if steps else ""
        told: list[str] = []
        i = 0
        while i < len(steps):
            same = i
            while same < len(steps) and abs(steps[same] - steps[i]) < 1e-9:
                same += 1
            told += [f"g {same - i} {steps[i]:.4f}"] if same - i > 1 else [f"{steps[i]:.4f}"]
            i = same
        return f'DeltaX="{" ".join(told)}"' if told else ""

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line drawn with a pen."""
        box = (x0, y0, x1 - x0, y1 - y0)
        self.path(box, f"M 0 0 L {mm(x1 - x0):.4f} {mm(y1 - y0):.4f}")

    def fill(self, x0: float, y0: float, x1: float, y1: float, gray: float = 0) -> None:
        """A filled rectangle."""
        wide, high = mm(x1 - x0), mm(y1 - y0)
        data = f"M 0 0 L {wide:.4f} 0 L {wide:.4f} {high:.4f} L 0 {high:.4f} C"
        self.path((x0, y0, x1 - x0, y1 - y0), data, 'Stroke="false" Fill="true"')

    def path(self, box: tuple[float, float, float, float], data: str, more: str = "") -> None:
        """Whatever path."""
        self.marks.append(
            f'<ofd:PathObject ID="8" {_told("Boundary", *map(mm, box))} LineWidth="0.2" {more}>'
            f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A picture."""
        box = _told("Boundary", *map(mm, (x0, y0, x1 - x0, y1 - y0)))
        self.marks.append(f'<ofd:ImageObject ID="7" {box} ResourceID="5"/>')


def mm(points: float) -> float:
    """Points in millimetres."""
    return points / POINTS


def _told(name: str, *numbers: float) -> str:
    return f'{name}="{" ".join(f"{number:.4f}" for number in numbers)}"'


def element(name: str, inside: str) -> str:
    """The root of a part."""
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} xmlns:ofd="{NAMESPACE}">{inside}</ofd:{name}>'


def ofd(
    *sheets: Sheet,
    template: Sheet | None = None,
    resources: str = "",
    more: dict[str, str | bytes] | None = None,
    slash: str = "",
) -> bytes:
    """A file with these pages.

    :param template: What is drawn on all pages.
    :param resources: Drawings and others to which pages refer.
    :param more: More parts, or others in place of these.
    :param slash: How locations begin that are told from the root.
    """
    pages = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(sheets)))
    common = f"<ofd:PageArea>{_paper(sheets[0] if sheets else Sheet())}</ofd:PageArea>"
    if resources:
        common += "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    if template:
        common += '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    parts: dict[str, str | bytes] = {
        "OFD.xml": element(
            "OFD", f"<ofd:DocBody><ofd:DocRoot>{slash}Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        ),
        "Doc_0/Document.xml": element(
            "Document", f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>"
        ),
    }
    if resources:
        parts["Doc_0/DocumentRes.xml"] = element("Res", resources)
    if template:
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = element("Page", content(template))
    for i, sheet in enumerate(sheets):
        used = '<ofd:Template TemplateID="2" ZOrder="Background"/>' if template else ""
        area = f"<ofd:Area>{_paper(sheet)}</ofd:Area>"
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = element("Page", used + area + content(sheet))
    return package(parts | (more or {}))


def content(sheet: Sheet) -> str:
    """What is drawn on a sheet."""
    return f'<ofd:Content><ofd:Layer ID="4" Type="Body">{"".join(sheet.marks)}</ofd:Layer></ofd:Content>'


def _paper(sheet: Sheet) -> str:
    return f"<ofd:PhysicalBox>0 0 {mm(sheet.width):.4f} {mm(sheet.height):.4f}</ofd:PhysicalBox>"


class _OfdSetter(Setter):
    """Sets a report on sheets of an OFD."""

    def __init__(self, how: dict[str, bool], **style: bool) -> None:
        self.how = how
        super().__init__(**style)

    def _page(self) -> None:
        super()._page()
        sheet = Sheet(**self.how)
        sheet.text(WIDTH / 2 - 20, HEIGHT - 50, f"- {len(self.sheets)} -", 12)
        self.sheets[-1] = sheet


def as_ofd(content: Paper, *, how: dict[str, bool] | None = None, **style: bool) -> bytes:
    """The paper as an OFD of several pages."""
    setter = _OfdSetter(how or {}, **style)
    for each in content:
        if isinstance(each, str):
            setter.paragraph(each)
        else:
            setter.table(each)
    return ofd(*setter.sheets)
