"""What is said at the place where the parser has to stop: the sentences as a clerk reads them."""

from __future__ import annotations

import pytest

from compliance.dsl.mistakes import Mistake, quoted
from compliance.dsl.nearest import nearest
from compliance.dsl.parser import parse
from compliance.errors import Position

RULE = "规则 a.b “甲” 错误 "


@pytest.mark.parametrize(
    ("text", "column", "sentence"),
    [
        pytest.param(RULE + "检查 甲 等于 乙", 20, "这里不写 等于：写 =", id="检查 甲 等于 乙"),
        pytest.param(RULE + "检查 甲 大于 0", 20, "这里不写 大于：写 > 或者 ≥", id="检查 甲 大于 0"),
        pytest.param(
            RULE + "检查 甲 = 1 并且 乙 = 2", 24, "这里不写 并且：写 且", id="检查 甲 = 1 并且 乙 = 2"
        ),
        pytest.param(
            RULE + "检查 甲 = 1 或者 乙 = 2", 24, "这里不写 或者：写 或", id="检查 甲 = 1 或者 乙 = 2"
        ),
        pytest.param(
            RULE + "检查 部分 六 包含 “费”", 23, "这里不写 包含：写 提到", id="检查 部分 六 包含 “费”"
        ),
        pytest.param(RULE + "检查 甲 是 空白", 20, "这里不写 是：写 为", id="检查 甲 是 空白"),
        pytest.param(RULE + "检查 甲 plus 乙 = 3", 20, "这里不写 plus：写 +", id="检查 甲 plus 乙 = 3"),
        pytest.param(RULE + "检查 甲 加 乙 减 丙 = 1", 20, "这里不写 加：写 +", id="检查 甲 加 乙 减 丙 = 1"),
        pytest.param(
            RULE + "若 甲 > 0 检查 乙 = 1", 15, "条件写在“当”里：当 …，检查 …", id="若 甲 > 0 检查 乙 = 1"
        ),
        pytest.param(
            RULE + "检查 甲 > 0 时 乙 > 0", 24, "条件写在“当”里：当 …，检查 …", id="检查 甲 > 0 时 乙 > 0"
        ),
        pytest.param(
            RULE + "检查 甲 乙 = 1", 20, "甲 和 乙 两个名字挨在一起，中间少了符号", id="检查 甲 乙 = 1"
        ),
        pytest.param(
            RULE + "检查 上年 结转 = 1",
            18,
            "上年 和 结转 两个名字挨在一起；是不是 上年报告 结转？",
            id="检查 上年 结转 = 1",
        ),
        pytest.param(
            RULE + "检查 甲 = 上年报 乙",
            22,
            "上年报 和 乙 两个名字挨在一起；是不是 上年报告 乙？",
            id="检查 甲 = 上年报 乙",
        ),
        pytest.param(
            RULE + "检查 上年 本格 = 1",
            18,
            "上年 和 本格 两个名字挨在一起；是不是 上年报告 本格？",
            id="检查 上年 本格 = 1",
        ),
        pytest.param(
            RULE + "检查 a.b = 1", 18, "a.b 被当作规则编号。名字里有点或者横线，要加单引号", id="检查 a.b = 1"
        ),
        pytest.param(
            RULE + "检查 甲 = a.b",
            22,
            "a.b 被当作规则编号。名字里有点或者横线，要加单引号",
            id="检查 甲 = a.b",
        ),
        pytest.param(
            RULE + "检查 甲 = x-y", 22, "x-y 被当作规则编号。要写减法，减号两边留空格", id="检查 甲 = x-y"
        ),
        pytest.param(
            RULE + "依据 a.b", 18, "a.b 被当作规则编号。名字里有点或者横线，要加单引号", id="依据 a.b"
        ),
        pytest.param(
            RULE + "理由 没有去处", 18, "没有去处 要放在引号里：“理由”后面是一段文字", id="理由 没有去处"
        ),
        pytest.param(RULE + "消息 甲", 18, "甲 要放在引号里：“消息”后面是一段文字", id="消息 甲"),
        pytest.param(RULE + "理由 a.b", 18, "a.b 要放在引号里：“理由”后面是一段文字", id="理由 a.b"),
        pytest.param(
            RULE + "依据 “第一条”", 18, "“依据”后面不能是“第一条”；这里可以写名字", id="依据 “第一条”"
        ),
        pytest.param(
            RULE + "对 每列 检查 甲 = 1", 17, "“对”后面不能是“每列”；这里可以写名字", id="对 每列 检查 甲 = 1"
        ),
        pytest.param(
            RULE + "对 甲 检查 乙 = 1",
            18,
            "“甲”后面还要写每行、每列、每格、每处或者每部分",
            id="对 甲 检查 乙 = 1",
        ),
        pytest.param(
            RULE + "对 甲 每列检查 乙 = 1",
            19,
            "不认识 每列检查；“每列”后面少了空格？写“每列 检查”",
            id="对 甲 每列检查 乙 = 1",
        ),
        pytest.param(
            RULE + "对 甲 每裂 检查 乙 = 1", 19, "不认识 每裂；是不是 每行？", id="对 甲 每裂 检查 乙 = 1"
        ),
        pytest.param(RULE + "对 甲，每个列", 19, "不认识 每个列；是不是 每列？", id="对 甲，每个列"),
        pytest.param(
            RULE + "例 甲 | 通过 | 1 |",
            17,
            "例表的每一格用 | 隔开：“例”“通过”等字后面先写一个 |",
            id="例 甲 | 通过 | 1 |",
        ),
        pytest.param(
            RULE + "例 | 甲 | 通过 1 | 不通过 | 2 |",
            26,
            "例表的每一格用 | 隔开：“例”“通过”等字后面先写一个 |",
            id="例 | 甲 | 通过 1 | 不通过 | 2 |",
        ),
        pytest.param(
            RULE + "例 | 甲 | 通过 | 部门 |",
            28,
            "例表里的文字要放在引号里：“部门”",
            id="例 | 甲 | 通过 | 部门 |",
        ),
        pytest.param(
            RULE + "例 | 甲 | 通过 | 1 | | 2 |",
            23,
            "例表有 1 列，这一行写了 3 格",
            id="例 | 甲 | 通过 | 1 | | 2 |",
        ),
        pytest.param(
            RULE + "例 | 甲 |", 22, "“|”后面还要写名字、通过、不通过、未知或者不适用", id="例 | 甲 |"
        ),
        pytest.param(
            RULE + "例 | 甲 | 通过 | 1", 29, "例表的这一行没有写完：最后也要一个 |", id="例 | 甲 | 通过 | 1"
        ),
        pytest.param(
            RULE + "例 | 甲 | 通过 | / |", 28, "例表里的文字要放在引号里：“/”", id="例 | 甲 | 通过 | / |"
        ),
        pytest.param(
            RULE + "例 | 甲 | 合格 | 1 |",
            28,
            "“|”后面不能是“1”；这里可以写名字、通过、不通过、未知或者不适用",
            id="例 | 甲 | 合格 | 1 |",
        ),
        pytest.param(
            RULE + "例 | 甲 | 通过 | 1 | 检查 甲 = 1 理由",
            43,
            "“理由”后面还要写引号里的文字",
            id="例 | 甲 | 通过 | 1 | 检查 甲 = 1 理由",
        ),
        pytest.param(
            RULE + "检查 甲 为 3",
            22,
            "“为”后面不能是“3”；这里可以写空白、缺失、文字、数字或者整数",
            id="检查 甲 为 3",
        ),
        pytest.param(RULE + "检查 甲 为 空", 22, "这里不写 空：写 空白", id="检查 甲 为 空"),
        pytest.param(
            RULE + "检查 甲 = 空白",
            20,
            "空白不是一个值，不能用 = 比较：写“为 空白”或者“不为 空白”",
            id="检查 甲 = 空白",
        ),
        pytest.param(
            RULE + "检查 甲 属于 “政府”", 23, "可以选的文字写在括号里：(“政府”, …)", id="检查 甲 属于 “政府”"
        ),
        pytest.param(
            RULE + "检查 甲 属于 （政府）",
            24,
            "政府 要放在引号里：“（”后面是一段文字",
            id="检查 甲 属于 （政府）",
        ),
        pytest.param(
            RULE + "检查 甲 提到 乙", 23, "乙 要放在引号里：“提到”后面是一段文字", id="检查 甲 提到 乙"
        ),
        pytest.param(
            RULE + "检查 合计 甲", 21, "合计 和 甲 两个名字挨在一起，中间少了符号", id="检查 合计 甲"
        ),
        pytest.param(
            RULE + "检查 合计() = 1",
            21,
            "“(”后面不能是“)”；这里可以写名字、数字、文字或者括号",
            id="检查 合计() = 1",
        ),
        pytest.param(
            RULE + "检查 [甲] = 1", 20, "方括号里写两个名字，先行后列：[行, 列]", id="检查 [甲] = 1"
        ),
        pytest.param(
            RULE + "检查 [甲, 乙, 丙] = 1",
            23,
            "方括号里写两个名字，先行后列：[行, 列]",
            id="检查 [甲, 乙, 丙] = 1",
        ),
        pytest.param(
            RULE + "检查 [1, 甲] = 1", 19, "“[”后面不能是“1”；这里可以写名字", id="检查 [1, 甲] = 1"
        ),
        pytest.param("规则 a.b 错误", 8, "“a.b”后面不能是“错误”；这里可以写引号里的文字", id="规则 a.b 错误"),
        pytest.param(
            "规则 “甲” 错误",
            4,
            "规则的编号用小写英文和点，例如 requests.balance；中文名字写在后面的引号里",
            id="规则 “甲” 错误",
        ),
        pytest.param(
            "规则 a.b “甲” 严重 检查 甲 = 1",
            12,
            "“甲”后面不能是“严重”；这里可以写错误、警告或者提示",
            id="规则 a.b “甲” 严重 检查 甲 = 1",
        ),
        pytest.param("规则 a.b “甲”", 11, "“甲”后面还要写错误、警告或者提示", id="规则 a.b “甲”"),
        pytest.param("单位", 3, "“单位”后面还要写名字", id="单位"),
        pytest.param("单位 件 整 数", 6, "件 和 整 两个名字挨在一起，中间少了符号", id="单位 件 整 数"),
        pytest.param("目次", 3, "“目次”后面还要写名字", id="目次"),
        pytest.param(
            "目次 “总体情况”", 4, "“目次”后面不能是“总体情况”；这里可以写名字", id="目次 “总体情况”"
        ),
        pytest.param("表 甲 件", 5, "件 要放在引号里：“甲”后面是一段文字", id="表 甲 件"),
        pytest.param("表 甲（件 列 乙", 4, "这个 （ 没有配上 ）", id="表 甲（件 列 乙"),
        pytest.param("表 甲 列", 6, "“列”后面还要写名字", id="表 甲 列"),
        pytest.param("表 甲 行组 乙 丙", 11, "“丙”后面还要写“至”", id="表 甲 行组 乙 丙"),
        pytest.param("参数 甲 “乙”", 9, "“乙”后面还要写引号里的文字、数字、日期", id="参数 甲 “乙”"),
        pytest.param("参数 甲 “乙” 按 丙", 13, "“丙”后面还要写引号里的文字", id="参数 甲 “乙” 按 丙"),
        pytest.param("设定 甲", 5, "“甲”后面还要写引号里的文字、数字、日期", id="设定 甲"),
        pytest.param("表述 甲 “乙”", 9, "“乙”后面还要写“位于”、“说”、“先说”", id="表述 甲 “乙”"),
        pytest.param(
            "表述 甲 “乙” 说 收到", 12, "收到 要放在引号里：“说”后面是一段文字", id="表述 甲 “乙” 说 收到"
        ),
        pytest.param("法规 甲", 5, "“甲”后面还要写引号里的文字", id="法规 甲"),
        pytest.param("法规 “甲”", 4, "“法规”后面不能是“甲”；这里可以写名字", id="法规 “甲”"),
        pytest.param("沿用", 3, "“沿用”后面还要写名字", id="沿用"),
        pytest.param(
            "规则集 a “b” 版本 2021",
            14,
            "“版本”后面不能是“2021”；这里可以写引号里的文字",
            id="规则集 a “b” 版本 2021",
        ),
        pytest.param(
            "规则集 a “b” 自 “2021”",
            13,
            "“自”后面不能是“2021”；这里可以写数字、日期",
            id="规则集 a “b” 自 “2021”",
        ),
        pytest.param("你好", 1, "“你好” 前面没有“规则”“表”这样的字：一个文件由它们开头的项组成", id="你好"),
        pytest.param(
            "# 只有\n检查 甲 = 1",
            1,
            "“检查” 前面没有“规则”“表”这样的字：一个文件由它们开头的项组成",
            id="# 只有 检查 甲 = 1",
        ),
        pytest.param("law a", 6, "“a”后面还要写引号里的文字", id="law a"),
        pytest.param('rule a.b "t" eror', 14, "不认识 eror；是不是 error？", id='rule a.b "t" eror'),
        pytest.param(
            'rule a.b "t" error chek x = 1',
            20,
            "不认识 chek；是不是 check？",
            id='rule a.b "t" error chek x = 1',
        ),
        pytest.param(
            'rule A.b "t" error',
            6,
            "规则的编号用小写英文和点，例如 requests.balance；中文名字写在后面的引号里",
            id='rule A.b "t" error',
        ),
        pytest.param(
            'rule a.b "t" error in x, each rows, check y = 1',
            26,
            "“x”后面不能是“each”；这里可以写每行、每列、每格、每处或者每部分",
            id='rule a.b "t" error in x, each rows, check y = 1',
        ),
        pytest.param(
            'rule a.b "t" error check x not blank',
            28,
            "这里不写 not：写 不为",
            id='rule a.b "t" error check x not blank',
        ),
        pytest.param(
            'rule a.b "t" error if x > 1',
            20,
            "条件写在“当”里：当 …，检查 …",
            id='rule a.b "t" error if x > 1',
        ),
    ],
)
def test_sentences(text, column, sentence):
    """Each points, says what is wrong and what to write instead."""
    _, errors, _ = parse("x.rules", text.encode())

    assert [(error.position.column, error.message.text("zh")) for error in errors] == [(column, sentence)]


@pytest.mark.parametrize(
    ("word", "names", "found"),
    [
        pytest.param("办理总汁", ["本年新收", "办理总计"], "办理总计", id="one letter of four"),
        pytest.param("办总理计", ["办理总计"], "办理总计", id="two neighbours swapped"),
        pytest.param("检察", ["检查"], "检查", id="one letter of two"),
        pytest.param("甲", ["乙"], None, id="a name of one letter is like no other"),
        pytest.param("甲乙", ["丙丁"], None, id="nothing in common"),
        pytest.param(
            "recieved", ["received", "relieved"], "received", id="of two equally near ones the first"
        ),
        pytest.param("processd", ["process", "processed"], "process", id="near enough"),
        pytest.param("办理总计", [], None, id="nothing declared"),
    ],
)
def test_nearest(word, names, found):
    """The name that was probably meant, or none."""
    assert nearest(word, names) == found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("检查", "“检查”", id="a word"),
        pytest.param("“甲”", "“甲”", id="a text has its quotes already"),
        pytest.param("'a b'", "'a b'", id="a quoted name"),
        pytest.param("甲" * 20, "“" + "甲" * 15 + "…”", id="a long one is cut"),
    ],
)
def test_quoted(text, shown):
    """What was written, as a sentence shows it."""
    assert quoted(text) == shown


def test_a_mistake_tells_itself():
    """In a traceback it is more than a key."""
    mistake = Mistake(Position("x.rules", 3, 5), "language.one-equals")

    assert str(mistake) == "x.rules:3:5: 写一个等号 = 就够了"
