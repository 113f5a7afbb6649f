"""Rows are found by their labels, and only where no other label fits as well."""

from __future__ import annotations

import pytest

from compliance.readers.align import PrintedRow, SeenRow, align
from compliance.readers.labels import label

PRINTED = tuple(
    PrintedRow(name, (label(text),), group)
    for name, text, group in [
        ("新收", "一、本年新收政府信息公开申请数量", None),
        ("结转", "二、上年结转政府信息公开申请数量", None),
        ("秘密", "1.属于国家秘密", "不予公开"),
        ("禁止", "2.其他法律行政法规禁止公开", "不予公开"),
        ("重复", "2.重复申请", "不予处理"),
        ("不补正", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "其他处理"),
        ("不缴费", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "其他处理"),
        ("其他", "3.其他", "其他处理"),
        ("总计", "（七）总计", None),
    ]
)


def seen(*texts: str) -> list[SeenRow]:
    """Physical rows with figures; a text that ends in … has none, and … alone has figures and no label."""
    rows = []
    for text in texts:
        bare = text.removesuffix("…")
        rows.append(
            SeenRow((label(bare),) if bare else (), figures=not text.endswith("…") or not bare, cells=True)
        )
    return rows


def told(*texts: str) -> dict[str, tuple[int, str]]:
    """The row of the form → the physical row of its figures, and how certain that is."""
    certainty = {
        (True, True): "exact",
        (False, True): "sure",
        (False, False): "likely",
        (True, False): "likely",
    }
    return {
        match.name: (match.values, certainty[match.exact, match.sure])
        for match in align(seen(*texts), PRINTED).matches
    }


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["1.属于国家秘密"], {"秘密": (0, "exact")}, id="the very label"),
        pytest.param(["（1） 属于 国家秘密"], {"秘密": (0, "exact")}, id="other numeral, blanks"),
        pytest.param(
            ["（七）总计", "1.属于国家秘密"], {"秘密": (1, "exact"), "总计": (0, "exact")}, id="out of order"
        ),
        pytest.param(["2.其他法律行政止公开"], {"禁止": (0, "sure")}, id="damaged"),
        pytest.param(["1.逾期不补正"], {"不补正": (0, "sure")}, id="cut short"),
        pytest.param(["行政机关不再处理其政府信息公开申请"], {}, id="a piece of two labels"),
        pytest.param(["本年收到举报数量"], {}, id="a row of the office's own"),
        pytest.param(["…"], {}, id="figures without a label"),
        pytest.param(["1.属于国家秘密…"], {"秘密": (0, "exact")}, id="a row of blanks"),
        pytest.param(
            ["1.申请人无正当理由逾期不补正、行政…", "机关不再处理其政府信息公开申请"],
            {"不补正": (1, "exact")},
            id="broken over two lines, figures in the second",
        ),
        pytest.param(
            ["2.申请人逾期未按收费通知要求缴纳费用、行", "政机关不再处理其政府信息公开申请…"],
            {"不缴费": (0, "exact")},
            id="broken over two lines, figures in the first",
        ),
        pytest.param(
            ["1.申请人无正当理由逾期不补正、", "2.申请人逾期未按收费通知要求缴纳费用、"],
            {"不补正": (0, "sure"), "不缴费": (1, "sure")},
            id="two rows are not one",
        ),
        pytest.param(
            ["2.其他法律行政法规…", "禁止公开…", "…"], {"禁止": (2, "exact")}, id="label above its figures"
        ),
        pytest.param(["2.其他法规…", "…"], {}, id="a doubtful label above figures"),
        pytest.param(
            ["2.重复申请", "1.逾期不补正", "2.申请人逾期未按收费", "3.其也", "（七）总计"],
            {
                "重复": (0, "exact"),
                "不补正": (1, "sure"),
                "不缴费": (2, "sure"),
                "其他": (3, "likely"),
                "总计": (4, "exact"),
            },
            id="badly damaged between two that are certain",
        ),
        pytest.param(
            ["二、来政府信息公开申请数们"],
            {"结转": (0, "sure")},
            id="the numeral tells two like labels apart",
        ),
    ],
)
def test_align(texts, expected):
    """Each case is one accident."""
    assert told(*texts) == expected


def test_twice():
    """A row that is there twice is nobody's."""
    alignment = align(seen("1.属于国家秘密", "2.重复申请", "1.属于国家秘密"), PRINTED)

    assert alignment.twice == {"秘密": (0, 2)}
    assert [match.name for match in alignment.matches] == ["重复"]


def test_short_label_before_its_rest():
    """（二）部分公开 is a whole label, and may be the first line of the longer one."""
    printed = (PrintedRow("部分", (label("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),)),)
    rows = seen("（二）部分公开…", "（区分处理的，只计这一情形，不计其他情形）")

    assert [(match.first, match.values) for match in align(rows, printed).matches] == [(0, 1)]


def test_group_decides():
    """Of two rows with like labels the group tells which one it is."""
    printed = (
        PrintedRow("甲", (label("1.重复申请信息"),), "左"),
        PrintedRow("乙", (label("1.重复申请材料"),), "右"),
    )
    rows = [SeenRow((label("1.重复申请"),), figures=True, group="右")]

    assert [match.name for match in align(rows, printed).matches] in ([], ["乙"])


@pytest.mark.parametrize("count", [pytest.param(3, id="few"), pytest.param(60, id="many")])
def test_nothing_seen_or_printed(count):
    """An empty side aligns with nothing."""
    assert align([], PRINTED).matches == ()
    assert align(seen(*["随便什么"] * count), ()).matches == ()
