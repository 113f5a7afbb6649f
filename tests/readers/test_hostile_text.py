"""Text that was made to hang or to fill the memory: answered soon, in one sentence or with a report."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.errors import ReadError
from compliance.readers.text import read
from compliance.report import report_from_json, report_to_json
from tests.readers.printed_forms import FORM_2021, FORMS

LABELS = [row.label for table in FORM_2021.tables for row in table.rows]
LABELS += [column.label for table in FORM_2021.tables for column in table.columns]
LABELS += [heading.title for heading in FORM_2021.headings]
PIECES = [
    *LABELS,
    *("\t", "|", "  ", " ", "\n", "\n\n", "\u3000", "0", "35", "1,037", "/", "—", "（其中", "）", "**", "# "),
    *(
        "一、",
        "（一）",
        "2024年",
        "政府信息公开工作年度报告",
        "至2024年12月31日",
        "发布时间：",
        "《",
        "。",
        "①",
        "\x00",
        "\ufeff",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"1" * 19_000_000, id="one line of digits"),
        pytest.param(b"a\t" * 9_000_000, id="one line of cells"),
        pytest.param(b"| " * 9_000_000, id="one line of pipes"),
        pytest.param(b"1 " * 9_000_000, id="one line of figures"),
        pytest.param("一、本年新收政府信息公开申请数量0000".encode() * 300_000, id="one line of labels"),
        pytest.param(b"**" * 9_000_000, id="emphasis"),
        pytest.param("（".encode() * 6_000_000, id="open brackets"),
        pytest.param("2024年1月1日至".encode() * 300_000, id="half of a period"),
        pytest.param("临湖市2024年政府信息公开工作年度报告\n".encode() * 9_000, id="titles"),
        pytest.param("一、总体情况\n".encode() * 9_000, id="headings"),
        pytest.param(("一、总体情况\n" + "全年收到申请38件。" * 30_000).encode(), id="one long paragraph"),
        pytest.param(
            "".join(f"{i % 9}.属{i}国秘{i}密" + "\t1" * 7 + "\n" for i in range(1_900)).encode(),
            id="damaged rows",
        ),
        pytest.param(
            ("1.属于国家秘密" + "\t1" * 7 + "\n" + ("行政机关不再处理" + "\t" * 7 + "\n") * 1_800).encode(),
            id="pieces of labels",
        ),
    ],
)
def test_within_seconds(data):
    """Ten seconds are the most that a file may take; here they are far away."""
    began = time.process_time()
    try:
        answer = read("a.txt", data, FORMS) is not None
    except ReadError as refusal:
        answer = "\n" not in refusal.text("zh")

    assert answer
    assert time.process_time() - began < 8


@settings(max_examples=150, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=150))
def test_any_text(pieces):
    """Whatever the text, it is read, refused or left to others; a report survives the way through report.json."""
    try:
        report = read("a.txt", "".join(pieces).encode(), FORMS)
    except ReadError:
        return

    assert report is None or report_from_json(report_to_json(report)) == report


@settings(max_examples=150, derandomize=True)
@given(st.binary(max_size=300))
def test_any_bytes(data):
    """Bytes are no different."""
    try:
        report = read("a.txt", data, FORMS)
    except ReadError:
        return

    assert report is None or report.source.reader in ("text", "markdown")
