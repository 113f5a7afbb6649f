"""How a report is laid out for the rules."""

from __future__ import annotations

import pytest

from compliance.engine.sheet import title_key


@pytest.mark.parametrize(
    ("title", "key"),
    [
        pytest.param("主动公开政府信息情况", "主动公开政府信息情况", id="as printed"),
        pytest.param(" 主动公开 政府信息情况：", "主动公开政府信息情况", id="white space and marks"),
        pytest.param("主动公开政府信息情况表", "主动公开政府信息情况", id="情况表"),
        pytest.param("主动公开政府信息情况统计表", "主动公开政府信息情况", id="情况统计表"),
        pytest.param("主动公开政府信息情况一览表", "主动公开政府信息情况", id="情况一览表"),
        pytest.param("附表", "附表", id="another table"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_title_key(title: str, key: str) -> None:
    """Titles that differ in marks, or in the word for the table below, are the same."""
    assert title_key(title) == key
