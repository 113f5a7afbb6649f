"""What is said about rule text that cannot be parsed. What is said about its meaning is in :mod:`.rules`."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    # ── the file ──
    "file-too-long": (
        "文件有 {size} KiB，最多 {most} KiB；把规则分成几个文件",
        "The file has {size} KiB, at most {most} are read; split it into several",
    ),
    "utf-16": (
        "这个文件是 UTF-16 编码（记事本里叫 Unicode）；另存为 UTF-8 再用",
        "This file is UTF-16 (Notepad calls it Unicode); save it as UTF-8",
    ),
    "not-text": (
        "读不出文字：字节 {byte} 既不是 UTF-8 也不是 GB18030；把文件另存为 UTF-8",
        "This cannot be read: byte {byte} is neither UTF-8 nor GB18030; save the file as UTF-8",
    ),
    "gb18030": (
        "{file} 不是 UTF-8，按 GB18030 读取；建议另存为 UTF-8",
        "{file} is not UTF-8 and was read as GB18030; better save it as UTF-8",
    ),
    "too-many-items": (
        "一个文件最多 {most} 项；把其余的放到另一个文件",
        "A file holds at most {most} items; put the rest into another",
    ),
    "more-mistakes": (
        "错误太多，只说到这里（{most} 处）；改好以后再检查一遍",
        "Too many mistakes, told only so far ({most}); correct these and check again",
    ),
    "item-too-long": (
        "这一项太长，最多 {most} 个词；分成几项写",
        "This is too long, at most {most} words; split it",
    ),
    "condition-too-long": (
        "一个条件里最多 {most} 个运算和括号；用一组行列的合计，或者分成几条规则",
        "A condition holds at most {most} operators and brackets; use the sum of a group, or several rules",
    ),
    # ── signs and quotes ──
    "text-not-closed": (
        "这段文字没有写完的引号。文字不能跨行；长的文字分成几段，各用引号括起来",
        "This text has no closing quote. A text stays within its line; split a long one, each part in quotes",
    ),
    "name-not-closed": (
        "这个名字没有写完的单引号。名字不能跨行",
        "This name has no closing quote. A name stays within its line",
    ),
    "empty-name": ("单引号里没有名字", "There is no name in these quotes"),
    "quotes-unlike": (
        "开头是 {opened}，结尾是 {closed}：两头用同一种引号",
        "It begins with {opened} and ends with {closed}: use one kind of quotes",
    ),
    "quote-backwards": (
        "引号方向反了：{sign} 是后引号，前面没有与它配对的前引号",
        "{sign} is a closing quote, and there is no opening one before it",
    ),
    "corner-quotes": (
        "这里不用 {sign}：文字放在 “ ” 里，名字放在 ‘ ’ 里",
        "{sign} is not used here: texts stand in “ ”, names in ‘ ’",
    ),
    "bracket-not-closed": ("这个 {bracket} 没有配上 {partner}", "This {bracket} has no {partner}"),
    "bracket-not-opened": (
        "这个 {bracket} 前面没有配对的括号",
        "There is nothing that this {bracket} closes",
    ),
    "bracket-unlike": (
        "前面是 {opened}，这里是 {bracket}：括号要配对",
        "{opened} cannot be closed by {bracket}",
    ),
    "only-commas": (
        "括号里只用逗号隔开，这里写的是 {sign}",
        "Inside brackets only the comma separates, not {sign}",
    ),
    "thousands": (
        "数字里不写逗号：写 {number}（要写几个数，逗号后面空一格）",
        "No comma inside a number: write {number} (between two numbers put a space behind it)",
    ),
    "no-such-day": ("没有 {day} 这一天", "There is no such day as {day}"),
    "one-equals": ("写一个等号 = 就够了", "One = is enough"),
    "greater-or-equal": ("大于等于写 ≥ 或者 >=", "Greater or equal is ≥ or >="),
    "less-or-equal": ("小于等于写 ≤ 或者 <=", "Less or equal is ≤ or <="),
    "not-equal": ("不等于写 ≠ 或者 !=", "Not equal is ≠ or !="),
    "no-whole-division": (
        "没有整除；除法写一个 ÷，比较时用 ≈",
        "There is no whole division; division is one ÷, and compare with ≈",
    ),
    "no-power": ("没有乘方；相乘写 ×", "There are no powers; to multiply write ×"),
    "say-and": ("“并且”写“且”", "For “and” write: and"),
    "say-not": ("“不是”写“非”，“不等于”写 ≠", "For “not” write: not; unequal is !="),
    "title-mark": (
        "{sign} 是书名号。小于号是 <，大于号是 >；法规的名称写在“法规”里",
        "{sign} is a title mark. Less is <, greater is >; the title of an instrument is told once, under law",
    ),
    "no-braces": (
        "这里不用花括号：一条规则到下一个“规则”“表”等字为止",
        "No braces here: a rule ends where the next rule or table begins",
    ),
    "dash": (
        "减号写 - ；表示空格的横线是文字，放在引号里：“{sign}”",
        "Minus is - ; a dash that stands for an empty cell is a text, in quotes: “{sign}”",
    ),
    "dots-in-text": ("省略号只能写在引号里", "Dots stand inside quotes only"),
    "unknown-sign": (
        "这里不认识 {sign}；文字要放在引号里",
        "The sign {sign} means nothing here; texts stand in quotes",
    ),
    # ── words ──
    "near-word": ("不认识 {name}；是不是 {near}？", "Unknown word {name}; did you mean {near}?"),
    "glued": (
        "不认识 {name}；“{word}”后面少了空格？写“{word} {rest}”",
        "Unknown word {name}; is a space missing after “{word}”? Write “{word} {rest}”",
    ),
    "word-as-name": (
        "{word} 是规则语言自己的词。要把它当名字用，加单引号：{zh}",
        "{word} is a word of the language. To use it as a name put it in single quotes: {en}",
    ),
    "other-word": ("这里不写 {word}：写 {zh}", "Not {word}: write {en}"),
    "if-then": ("条件写在“当”里：当 …，检查 …", "Write the condition after when: when …, check …"),
    "hyphen": (
        "{name} 被当作规则编号。要写减法，减号两边留空格",
        "{name} is taken for a rule's name. For minus put spaces round it",
    ),
    "point-in-name": (
        "{name} 被当作规则编号。名字里有点或者横线，要加单引号",
        "{name} is taken for a rule's name. A name with a point or a hyphen stands in single quotes",
    ),
    "rule-name": (
        "规则的编号用小写英文和点，例如 requests.balance；中文名字写在后面的引号里",
        "A rule's name is lower-case English with points, like requests.balance; its title stands behind it in quotes",
    ),
    "two-names": (
        "{first} 和 {second} 两个名字挨在一起，中间少了符号",
        "{first} and {second} stand side by side; a sign is missing between them",
    ),
    "two-names-near": (
        "{first} 和 {second} 两个名字挨在一起；是不是 {near} {second}？",
        "{first} and {second} stand side by side; did you mean {near} {second}?",
    ),
    "and-or": (
        "“且”和“或”混用时要加括号，写清楚先算哪个",
        "and and or together need brackets, to say which comes first",
    ),
    "address": (
        "方括号里写两个名字，先行后列：[行, 列]",
        "Two names stand in square brackets, the row first: [row, column]",
    ),
    "choices": (
        "可以选的文字写在括号里：({text}, …)",
        "The texts to choose from stand in brackets: ({text}, …)",
    ),
    "blank-compared": (
        "{state}不是一个值，不能用 {sign} 比较：写“{is_}”或者“{is_not}”",
        "{state} is not a value and cannot be compared with {sign}: write “{is_}” or “{is_not}”",
    ),
    # ── clauses ──
    "no-item": (
        "{found} 前面没有“规则”“表”这样的字：一个文件由它们开头的项组成",
        "There is no rule, table or the like before {found}: a file is made of items that begin with such a word",
    ),
    "two-checks": (
        "一条规则只能有一个“检查”；请另写一条规则，或者用“且”连起来",
        "A rule has one check; write a second rule, or join them with and",
    ),
    "clause-twice": ("“{zh}”在一条规则里只能写一次", "{en} may stand only once in a rule"),
    "blank-as": (
        "空白不能作 {policy}：可以写 0、未知、不适用、不通过",
        "A blank cannot count as {policy}: write 0, unknown, not applicable or fail",
    ),
    "unfinished": (
        "{after}后面没写完：还要一个名字、数字或者括号",
        "Nothing follows {after}: a name, a number or a bracket is missing",
    ),
    "unquoted": (
        "{text} 要放在引号里：{after}后面是一段文字",
        "{text} needs quotes: a text follows {after}",
    ),
    "too-short": ("{after}后面还要写{expected}", "{after} must be followed by {expected}"),
    "unexpected": (
        "{after}后面不能是{found}；这里可以写{expected}",
        "{found} cannot follow {after}; what can stand here: {expected}",
    ),
    "example-bar": (
        "例表的每一格用 | 隔开：“例”“通过”等字后面先写一个 |",
        "The cells of an example stand between bars: put a | behind examples, pass, fail …",
    ),
    "example-end": (
        "例表的这一行没有写完：最后也要一个 |",
        "This row of the examples is not complete: it ends in a |",
    ),
    "example-verdict": (
        "例表的每一行以“通过”“不通过”“未知”或者“不适用”开头",
        "A row of the examples begins with pass, fail, unknown or not applicable",
    ),
    "example-text": (
        "例表里的文字要放在引号里：“{text}”",
        "A text in the examples stands in quotes: “{text}”",
    ),
    "example-cells": (
        "例表有 {head} 列，这一行写了 {cells} 格",
        "The table has {head} columns, this row {cells} cells",
    ),
    # ── inside texts ──
    "no-expression": ("花括号里没有内容", "There is nothing in these braces"),
    "hole": (
        "看不懂 {hole}：写成 {{数 件}}、{{率 %}}、{{各项… 条}} 或者 {{数 = 0}}",
        "{hole} cannot be read: write {{n requests}}, {{rate %}}, {{parts… items}} or {{n = 0}}",
    ),
    "pattern-one-word": (
        "{words} 里只有一个词：方括号里用 | 隔开几个词，可有可无的写成 [的|]",
        "{words} holds one word only: square brackets hold several, as in [a|b], or one that may be missing, [a|]",
    ),
    "pattern-bar": (
        "几个词里取一个，要写在方括号里：[甲|乙]",
        "Several words, of which one is wanted, stand in square brackets: [a|b]",
    ),
    "pattern-too-long": ("句式太长，最多 {most} 个字", "The pattern is too long, at most {most} characters"),
    "pattern-holes": ("一个句式最多 {most} 个花括号", "A pattern has at most {most} holes"),
    # ── what a sentence names ──
    "or": ("{first}、{second}", "{first}, {second}"),
    "a-value": ("名字、数字、文字或者括号", "a name, a number, a text or a bracket"),
    "a-clause": ("下一句（依据、理由、检查、例……）", "the next clause (cites, because, check, examples …)"),
    "a-comparison": ("比较（= ≠ < ≤ > ≥ ≈）", "a comparison (= != < <= > >= ~=)"),
    "a-name": ("名字", "a name"),
    "a-rule-name": ("规则编号（例如 requests.balance）", "the name of a rule (like requests.balance)"),
    "a-text": ("引号里的文字", "a text in quotes"),
    "a-severity": ("错误、警告或者提示", "error, warning or note"),
    "a-quantifier": (
        "每行、每列、每格、每处或者每部分",
        "each row, each column, each cell, each mention or each section",
    ),
    "a-state": ("空白、缺失、文字、数字或者整数", "blank, absent, text, number or whole"),
    "a-verdict": ("通过、不通过、未知或者不适用", "pass, fail, unknown or not applicable"),
    "a-number": ("数字", "a number"),
    "a-date": ("日期", "a date"),
    "a-bar": ("一个 |", "a |"),
    "a-bracket": ("括号的另一半", "the other half of the bracket"),
    "a-comma": ("逗号", "a comma"),
    "a-word": ("“{zh}”", "{en}"),
    "an-item": ("下一项（规则、表……）", "the next item (rule, table …)"),
    "something-else": ("别的", "something else"),
}
