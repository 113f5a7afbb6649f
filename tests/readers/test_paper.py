"""What ink means: lines, lattices, paragraphs, furniture, each from a few glyphs and rulings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.readers.borderless import borderless
from compliance.readers.fragments import Fragment
from compliance.readers.ink import Ink
from compliance.readers.lattice import lattices, straightened
from compliance.readers.lines import lines_of, paragraph
from compliance.readers.pages import document_of
from compliance.readers.paper import UNKNOWN, Glyph, Page, Ruling, around, upright
from compliance.readers.radicals import plain
from tests.readers.told import told

SIZE = 10.0


def glyphs(text: str, x: float, top: float, size: float = SIZE) -> list[Glyph]:
    """A line of text: Chinese characters as wide as high, others half. A tab is a gap of ten characters."""
    found = []
    for character in text:
        if character == "\t":
            x += 10 * size
            continue
        wide = size / 2 if character.isascii() else size
        if character != " ":
            found.append(Glyph(character, x, top, x + wide, top + size))
        x += wide
    return found


def page(lines: list[tuple[float, float, str]], number: int = 1, **more) -> Page:
    """A page with these lines of text: where each begins, how far down it is, what it says."""
    found = [glyph for x, top, text in lines for glyph in glyphs(text, x, top)]
    return Page(number, 400, 600, tuple(found), **more)


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("gap", "text", "expected"),
    [
        pytest.param(0.5, ("收到", "申请"), "收到申请", id="justified Chinese"),
        pytest.param(9.0, ("编", "号"), "编号", id="stretched by nearly a character"),
        pytest.param(15.0, ("规章", "行政规范性文件"), "规章 行政规范性文件", id="a wide gap"),
        pytest.param(2.5, ("2024", "年"), "2024年", id="the room that programs leave round figures"),
        pytest.param(2.5, ("3001", "53"), "3001 53", id="two figures"),
        pytest.param(1.0, ("30", "01"), "3001", id="one figure"),
        pytest.param(2.5, ("Records", "Act"), "Records Act", id="two words"),
    ],
)
def test_blanks(gap, text, expected):
    """A blank is a gap that is seen."""
    first = glyphs(text[0], 0, 0)
    second = glyphs(text[1], first[-1].x1 + gap, 0)
    (line,) = lines_of([*second, *first])

    assert line.text == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            glyphs("总计", 0, 0) + glyphs("总计", 0.3, 0), ["总计"], id="printed twice to look bold"
        ),
        pytest.param(glyphs("11", 0, 0), ["11"], id="the same digit twice"),
        pytest.param(glyphs("上", 0, 0) + glyphs("下", 0, 11), ["上", "下"], id="lines that touch"),
        pytest.param(
            [*glyphs("第", 0, 0), Glyph("一", 10, 4.6, 20, 5.4), *glyphs("项", 20, 0)],
            ["第一项"],
            id="a box no higher than its ink",
        ),
        pytest.param(
            [Glyph(c, 50, 10.0 * i, 60, 10.0 * i + 10, 1) for i, c in enumerate("办理结果")],
            ["办理结果"],
            id="turned clockwise",
        ),
        pytest.param(
            [Glyph(c, 50, 100 - 10.0 * i, 60, 110 - 10.0 * i, 3) for i, c in enumerate("办理结果")],
            ["办理结果"],
            id="turned against the clock",
        ),
        pytest.param([], [], id="nothing"),
    ],
)
def test_lines(found, expected):
    """Which glyphs stand in one line."""
    assert [line.text for line in lines_of(found)] == expected


@pytest.mark.parametrize(
    ("lines", "right", "expected"),
    [
        pytest.param(("部分公", "开"), 33, "部分公开", id="Chinese"),
        pytest.param(("39857", "58"), 27, "3985758", id="a figure that was too long"),
        pytest.param(("12", "345"), 60, "12 345", id="two figures below each other"),
        pytest.param(("Records", "Act"), 40, "Records Act", id="words"),
        pytest.param(("www.", "gov"), 40, "www.gov", id="an address"),
    ],
)
def test_joined_lines(lines, right, expected):
    """Lines of one cell become one text; a figure is only joined if there was no room for it."""
    found = [line for i, text in enumerate(lines) for line in lines_of(glyphs(text, 0, 12 * i))]

    assert paragraph(found, right) == expected


# ── lattices ─────────────────────────────────────────────────────────────────────────────────────────────────


def slots(across: str, down: str) -> list[str]:
    """The cells of the only lattice: row, column, spans. Rulings are written ``at:start-end``."""
    (lattice,) = lattices(_rulings(across), _rulings(down))
    return [f"{s.row},{s.column} {s.row_span}x{s.column_span}" for s in lattice.slots]


def _rulings(told: str) -> list[Ruling]:
    return [
        Ruling(*map(float, [each.partition(":")[0], *each.partition(":")[2].split("-")]))
        for each in told.split()
    ]


@pytest.mark.parametrize(
    ("across", "down", "expected"),
    [
        pytest.param(
            "0:0-90 20:0-90 40:0-90",
            "0:0-40 30:0-40 90:0-40",
            ["0,0 1x1", "0,1 1x1", "1,0 1x1", "1,1 1x1"],
            id="a grid",
        ),
        pytest.param(
            "0:0-90 20:0-90 40:0-90", "0:0-40 30:20-40 90:0-40", ["0,0 1x2", "1,0 1x1", "1,1 1x1"], id="a title"
        ),
        pytest.param(
            "0:0-90 20:30-90 40:0-90", "0:0-40 30:0-40 90:0-40", ["0,0 2x1", "0,1 1x1", "1,1 1x1"], id="a group"
        ),
        pytest.param("0:0-90 20:0-90", "0:0-40 30:0-40 90:0-40", ["0,0 1x1", "0,1 1x1", "1,0 1x1", "1,1 1x1"],
            id="no line at the page's end"),
        pytest.param("20:0-90 40:0-90", "0:0-40 30:0-40 90:0-40", ["0,0 1x1", "0,1 1x1", "1,0 1x1", "1,1 1x1"],
            id="no line at the page's beginning"),
        pytest.param("0:0-90 20:0-90 40:0-90", "30:0-40", ["0,0 1x1", "0,1 1x1", "1,0 1x1", "1,1 1x1"],
            id="no lines at the sides"),
        pytest.param(
            "0:0-28 0:31-90 20:0-90 21.5:0-90 40:0-90",
            "0:0-40 29:0-19 30:22-40 90:0-40",
            ["0,0 1x1", "0,1 1x1", "1,0 1x1", "1,1 1x1"],
            id="drawn cell by cell, doubled",
        ),
        pytest.param("0:0-90 20:0-90 40:30-90", "0:0-20 30:0-40 90:0-40", ["0,0 1x1", "0,1 1x1", "1,0 1x1", "1,1 1x1"],
            id="an open corner may be a cell"),
        pytest.param("0:0-90 20:0-90 40:0-90 10:40-60", "0:0-40 30:0-40 90:0-40",
            ["0,0 1x1", "0,1 1x1", "1,0 1x1", "1,1 1x1"], id="an underlined word"),
    ],
)  # fmt: skip
def test_lattice(across, down, expected):
    """Which boxes the rulings enclose."""
    assert slots(across, down) == expected


@pytest.mark.parametrize(
    ("across", "down"),
    [
        pytest.param("0:0-90 20:0-90 40:0-90", "", id="three lines across"),
        pytest.param("0:0-90", "120:0-40", id="lines that do not meet"),
        pytest.param("0:0-4", "0:0-5", id="ticks"),
        pytest.param("0:0-90", "30:0-40", id="a cross"),
    ],
)
def test_no_lattice(across, down):
    """Lines that enclose nothing."""
    assert lattices(_rulings(across), _rulings(down)) == []


def test_a_drawing():
    """So many lines are a map and no table."""
    many = [Ruling(10.0 * i, 0, 100_000) for i in range(2_100)]

    assert lattices(many, many) == []


def test_dots_are_a_line():
    """A dotted line is made of dots."""
    dots = [Ruling(10, 3.0 * i, 3.0 * i + 1) for i in range(20)]

    assert straightened(dots) == [Ruling(10, 0, 58)]


def test_the_point_in_the_cell():
    """Which cell a point is in; none outside, none beside."""
    (lattice,) = lattices(_rulings("0:0-90 20:0-90 40:0-90"), _rulings("0:0-40 30:0-40 90:0-40"))

    assert [lattice.at(10, 10), lattice.at(50, 30), lattice.at(-5, 10), lattice.at(10, 50)] == [
        0,
        3,
        None,
        None,
    ]


# ── ink ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "box", "seen", "doubtful"),
    [
        pytest.param("总", (10, 10, 20, 20), "总", False, id="plain"),
        pytest.param("⼈", (10, 10, 20, 20), "人", False, id="a Kangxi radical"),
        pytest.param("⺠", (10, 10, 20, 20), "民", False, id="a radical of the supplement"),
        pytest.param("ﬁ", (10, 10, 20, 20), "fi", False, id="a ligature"),
        pytest.param("①", (10, 10, 20, 20), "①", False, id="no digit"),
        pytest.param("\uf0b7", (10, 10, 20, 20), "•", False, id="a bullet of the symbol font"),
        pytest.param("\ue123", (10, 10, 20, 20), UNKNOWN, True, id="private use"),
        pytest.param("\ufffd", (10, 10, 20, 20), UNKNOWN, True, id="unknown"),
        pytest.param("\x02", (10, 10, 20, 20), UNKNOWN, True, id="a control character"),
        pytest.param("总", (10, -277, 20, -267), "", True, id="off the page"),
        pytest.param(" ", (10, -277, 20, -267), "", False, id="a blank off the page"),
    ],
)
def test_characters(text, box, seen, doubtful):
    """What is taken for which character, and what makes a page doubtful."""
    ink = Ink(1, 100, 100)
    ink.glyph(text, box)
    taken = ink.page()

    assert "".join(glyph.text for glyph in taken.glyphs) == seen
    assert taken.doubtful is doubtful
    assert taken.unknown == seen.count(UNKNOWN)


@pytest.mark.parametrize(
    ("draw", "across", "down", "drawings"),
    [
        pytest.param(lambda ink: ink.stroke(0, 5, 50, 5.4, 0.5), 1, 0, 0, id="across"),
        pytest.param(lambda ink: ink.stroke(5, 0, 5, 50, 0.5), 0, 1, 0, id="down"),
        pytest.param(lambda ink: ink.stroke(0, 0, 50, 50, 0.5), 0, 0, 0, id="aslant"),
        pytest.param(lambda ink: ink.stroke(0, 5, 50, 5, 14), 0, 0, 0, id="a broad pen"),
        pytest.param(lambda ink: ink.surface((0, 5, 50, 5.5)), 1, 0, 0, id="a thin rectangle"),
        pytest.param(lambda ink: ink.surface((5, 0, 5.5, 50)), 0, 1, 0, id="an upright one"),
        pytest.param(lambda ink: ink.surface((5, 5, 6, 6)), 1, 1, 0, id="a dot"),
        pytest.param(lambda ink: ink.surface((0, 0, 50, 20)), 0, 0, 1, id="shading"),
        pytest.param(lambda ink: ink.picture((0, 5, 50, 5.5)), 1, 0, 0, id="a thin picture"),
    ],
)
def test_shapes(draw, across, down, drawings):
    """What is a ruling and what is not."""
    ink = Ink(1, 100, 100)
    draw(ink)
    taken = ink.page()

    assert (len(taken.across), len(taken.down), taken.drawings) == (across, down, drawings)
    assert not taken.pictures


def test_all_radicals():
    """No radical of either block is left, but the mark that is none."""
    blocks = [*range(0x2E80, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6)]

    assert [chr(code) for code in blocks if plain(chr(code)) == chr(code)] == ["⺀"]
    assert plain("⼆⼗⾏") == "二十行"


# ── turned pages ─────────────────────────────────────────────────────────────────────────────────────────────


@given(
    turn=st.integers(0, 3),
    corners=st.tuples(*[st.floats(0, 300).map(lambda value: round(value, 1))] * 4),
)
def test_turned_back(turn, corners):
    """A place on a page that was turned is the place on the page as it is seen."""
    x0, x1 = sorted(corners[:2])
    top, bottom = sorted(corners[2:])
    seen = Page(1, 400, 600, (Glyph("文", x0, top, x1, bottom, turn),))
    turned = upright(seen)
    (glyph,) = turned.glyphs

    assert glyph.turn == 0
    assert turned.place((glyph.x0, glyph.top, glyph.x1, glyph.bottom)).box == pytest.approx(
        (x0, top, x1, bottom), abs=0.11
    )


def test_rulings_turn_too():
    """What goes across goes down on a page that is turned."""
    seen = page([], across=(Ruling(100, 10, 50),), down=(Ruling(20, 30, 40),))
    sideways = Page(1, 400, 600, (Glyph("文", 0, 0, 9, 9, 1),), seen.across, seen.down)
    turned = upright(sideways)

    assert (turned.width, turned.height) == (600, 400)
    assert turned.down == (Ruling(100, 350, 390),)
    assert turned.across == (Ruling(380, 30, 40),)


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────

FULL = "公开" * 15
"""A line of 300 points."""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [(70, 100, FULL[:28]), (50, 118, FULL), (50, 136, "完毕。"), (70, 154, "另起一段。")],
            [FULL[:28] + FULL + "完毕。", "另起一段。"],
            id="first lines indented",
        ),
        pytest.param(
            [(50, 100, FULL), (50, 118, "完毕。"), (50, 160, FULL), (50, 178, "又毕。")],
            [FULL + "完毕。", FULL + "又毕。"],
            id="paragraphs set apart",
        ),
        pytest.param(
            [(50, 100, FULL), (50, 118, FULL), (50, 136, "二、主动公开政府信息情况")],
            [FULL + FULL, "二、主动公开政府信息情况"],
            id="a heading",
        ),
        pytest.param(
            [(50, 100, FULL), (50, 118, FULL[:29] + "。"), (50, 136, "（二）依申请公开情况")],
            [FULL + FULL[:29] + "。", "（二）依申请公开情况"],
            id="an item after a sentence",
        ),
        pytest.param(
            [(70, 100, "1." + FULL[:27]), (80, 118, FULL[:27]), (80, 136, "完毕。"), (50, 154, FULL)],
            ["1." + FULL[:27] + FULL[:27] + "完毕。", FULL],
            id="a hanging item",
        ),
        pytest.param(
            [(50, 100, FULL), (50, 118, FULL), (50, 136, "短行"), (50, 154, "又一行")],
            [FULL + FULL + "短行", "又一行"],
            id="a short line",
        ),
        pytest.param(
            [(50, 100, FULL), (50, 118, "公开" * 14 + "共有"), (50, 136, "2024年报告。")],
            [FULL + "公开" * 14 + "共有" + "2024年报告。"],
            id="a figure that did not fit",
        ),
    ],
)
def test_paragraphs(lines, expected):
    """Which lines are one paragraph."""
    assert told(document_of([page(lines)], "pdf")) == expected


def test_over_pages():
    """A sentence goes on on the next page; what is printed on every page is not in it."""
    text = {number: FULL[:29] + sign for number, sign in ((1, "前"), (2, "后"))}
    pages = [
        page(
            [
                (50, 20, "某市年报"),
                *[(50, 100 + 18 * i, line) for i in range(25)],
                (180, 570, f"- {number} -"),
            ],
            number,
        )
        for number, line in text.items()
    ]
    last = page([(50, 20, "某市年报"), (50, 100, "完毕。"), (180, 570, "3")], 3)
    document = document_of([*pages, last], "pdf")

    assert told(document) == [text[1] * 25 + text[2] * 25 + "完毕。"]
    assert document.blocks[0].at.page == 1
    assert document.blocks[0].at.box == (50, 100, 350, 542)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param("2025/3/1 10:00\t某市2024年政务公开年度报告", "某市2024年政务公开年度报告", id="a browser"),
        pytest.param("某市人民政府网站", None, id="no title"),
    ],
)  # fmt: skip
def test_running_title(head, title):
    """The title that a browser prints on every page is kept beside the text."""
    pages = [page([(20, 10, head), (50, 100, f"第{n}段。")], n) for n in (1, 2, 3)]
    document = document_of(pages, "pdf")

    assert told(document) == ["第1段。", "第2段。", "第3段。"]
    assert document.metadata.get("title") == title


def test_text_at_an_edge():
    """What stands at an edge once is text."""
    document = document_of(
        [page([(50, 20, "某市年报"), (50, 100, "正文。")], 1), page([(50, 30, "续。")], 2)], "pdf"
    )

    assert told(document) == ["某市年报", "正文。", "续。"]


# ── tables without rulings ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            [(50, 100, "规章\t1\t0\t11"), (50, 118, "文件\t8\t26\t66")],
            [["规章", "1", "0", "11"], ["文件", "8", "26", "66"]],
            id="rows",
        ),
        pytest.param(
            [(50, 100, "内容\t制发\t废止\t有效"), (50, 118, "规章\t1\t0\t11")],
            [["内容", "制发", "废止", "有效"], ["规章", "1", "0", "11"]],
            id="a header",
        ),
        pytest.param([(50, 100, "72\t64\t178\t37")], [["72", "64", "178", "37"]], id="figures only"),
        pytest.param([(50, 100, "行政许可\t447228")], [["行政许可", "447228"]], id="one figure, far away"),
        pytest.param(
            [(50, 100, "行政处罚 41"), (50, 118, "行政强制 7")],
            [["行政处罚", "41"], ["行政强制", "7"]],
            id="one figure each, below each other",
        ),
        pytest.param([(50, 100, "全年共受理申请 3119")], None, id="a line that ends in a figure"),
        pytest.param([(50, 100, "受理申请，答复\t12\t3\t4")], None, id="a sentence"),
        pytest.param([(50, 100, "一、总体情况\t附件")], None, id="words"),
    ],
)
def test_borderless(lines, expected):
    """Which lines are rows, and where their cells are."""
    here = page(lines)
    found = borderless(here, lines_of(here.glyphs))
    rows = [
        [cell.text for cell in row.cells] for each in found if isinstance(each, Fragment) for row in each.rows
    ]

    assert (rows or None) == expected


def test_around():
    """The box around boxes."""
    assert around([(1, 2, 3, 4), (0, 3, 2, 9)]) == (0, 2, 3, 9)
