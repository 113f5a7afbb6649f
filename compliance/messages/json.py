"""What is said of a ``report.json`` that cannot be used."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    # ── the file as a whole ──
    "too-large": (
        "文件有 {size} MB，超过 {most} MB；report.json 不会这么大，请检查是不是给错了文件",
        "The file has {size} MB, more than {most} MB; no report.json is that large: is it the right file?",
    ),
    "too-many-values": (
        "文件里的值超过 {most} 个；report.json 不会这么多，请检查是不是给错了文件",
        "The file holds more than {most} values; no report.json does: is it the right file?",
    ),
    "too-much-text": (
        "正文有 {count} 字，超过 {most} 字；年度报告不会这么长，请检查是不是给错了文件",
        "The text has {count} characters, more than {most}; no annual report is that long: is it the right file?",
    ),
    "too-deep": (
        "括号嵌套超过 {most} 层；report.json 最多六层，请检查是不是给错了文件",
        "Nested deeper than {most} levels; a report.json has six: is it the right file?",
    ),
    "empty": ("文件是空的", "The file is empty"),
    "encoding": (
        "文件用的是 {encoding} 编码；report.json 要用 UTF-8，请另存为 UTF-8",
        "The file is encoded in {encoding}; report.json has to be UTF-8: save it as UTF-8",
    ),
    "not-utf-8": (
        "第 {byte} 个字节不是 UTF-8；report.json 要用 UTF-8，请另存为 UTF-8",
        "Byte {byte} is not UTF-8; report.json has to be UTF-8: save it as UTF-8",
    ),
    "not-json": (
        "第 {line} 行第 {column} 列：{what}\n    {excerpt}",
        "line {line}, column {column}: {what}\n    {excerpt}",
    ),
    # ── what the JSON parser found ──
    "value": ("这里应当有一个值", "a value is expected here"),
    "comma": ("两项之间缺少逗号", "a comma is missing between two items"),
    "unfinished": (
        "文件到这里就完了，少了结束的 ] 或 }}",
        "the file ends here: a closing ] or }} is missing",
    ),
    "colon": ("名称后面缺少冒号", "a colon is missing after the name"),
    "name": ("这里应当是带双引号的名称", "a name in double quotes is expected here"),
    "trailing": ("最后一项后面多了逗号", "there is a comma behind the last item"),
    "extra": ("JSON 在这里已经结束，后面还有内容", "the JSON ends here, but more follows"),
    "unterminated": ("从这里开始的文字没有结束的双引号", "the text that begins here has no closing quote"),
    "control": (
        "引号里的文字不能直接换行或者含控制字符，换行写作 \\n",
        "text in quotes cannot hold a bare line break or control character: write \\n",
    ),
    "escape": ("反斜线后面的写法不对", "the backslash is not followed by a known escape"),
    "syntax": ("这里不合 JSON 的写法", "this is not JSON"),
    # ── mistakes, each behind its JSON path ──
    "mistakes": ("{count} 处不能用\n{list}", "{count} mistakes\n{list}"),
    "mistake": ("{path}：{what}", "{path}: {what}"),
    "line": ("  {first}", "  {first}"),
    "lines": ("  {first}\n{rest}", "  {first}\n{rest}"),
    "more": ("  ……还有 {count} 处", "  ... and {count} more"),
    "no-report": (
        '这不是 report.json：顶层应当有 "govcheck": "report/1"。由 govcheck read 文件 -o report.json 可以得到',
        'This is no report.json: it has to say "govcheck": "report/1". govcheck read FILE -o report.json makes one',
    ),
    "lacks": ("缺少 {key}", "{key} is missing"),
    "wrong": ("应当是{expected}，现在是{found}", "expected {expected}, found {found}"),
    "quoted-number": (
        "应当是{expected}，现在是{found}；数字不加引号",
        "expected {expected}, found {found}; write numbers without quotes",
    ),
    "exactly": ("应当是 {name}，现在是{found}", "expected {name}, found {found}"),
    "one-of": ("应当是 {names} 之一，现在是{found}", "expected one of {names}, found {found}"),
    "no-such-day": ("没有 {date} 这一天", "there is no such day as {date}"),
    "year": (
        "年度应当在 {first} 到 {last} 之间，现在是 {year}",
        "expected a year from {first} to {last}, found {year}",
    ),
    "doubled": ("{key} 出现了不止一次", "{key} stands here more than once"),
    "not-finite": (
        "{number} 不是数字；没有填的格写 null",
        "{number} is no number; write null for a blank cell",
    ),
    "too-long": ("数字太长，最多 {most} 位", "the number is too long: {most} digits at most"),
    "half-character": (
        "文字里有半个字符（{code}），请检查生成这个文件的程序",
        "the text holds half a character ({code}): look at the program that wrote the file",
    ),
    "text-and-value": (
        "text 和 value 只能有一个：是数字写 value，不是数字写 text",
        "only one of text and value may stand here: value for a number, text for anything else",
    ),
    "neither": ("要有 value（数字或 null）或者 text", "value (a number or null) or text is missing"),
    "no-such-remark": (
        "没有 {key} 这条说明，或者它的 values 不对",
        "there is no remark {key}, or its values do not fit",
    ),
    "no-edition": ("没有 {edition} 版的规则集", "there are no rules for the edition {edition}"),
    # names
    "unknown-key": ("不认识 {name}；这里可以有：{names}", "unknown name {name}; possible here: {names}"),
    "unknown-key-near": ("不认识 {name}；是不是 {near}？", "unknown name {name}; did you mean {near}?"),
    "unknown-table": (
        "{form} 年版没有 {name} 这张表；有：{names}",
        "the form {form} has no table {name}; it has: {names}",
    ),
    "unknown-table-near": (
        "{form} 年版没有 {name} 这张表；是不是 {near}？",
        "the form {form} has no table {name}; did you mean {near}?",
    ),
    "unknown-row": ("这张表没有 {name} 这一行；有：{names}", "the table has no row {name}; it has: {names}"),
    "unknown-row-near": (
        "这张表没有 {name} 这一行；是不是 {near}？",
        "the table has no row {name}; did you mean {near}?",
    ),
    "unknown-column": (
        "这一行没有 {name} 这一格；有：{names}",
        "the row has no cell {name}; it has: {names}",
    ),
    "unknown-column-near": (
        "这一行没有 {name} 这一格；是不是 {near}？",
        "the row has no cell {name}; did you mean {near}?",
    ),
    "and-more": ("{names} 等 {count} 个", "{names} ... ({count} in all)"),
    # ── what is expected ──
    "object": ("对象 {{…}}", "an object {{...}}"),
    "list": ("列表 […]", "a list [...]"),
    "text": ("文字", "text"),
    "some-text": ("文字（不能是空的）", "text that is not empty"),
    "text-or-null": ("文字或 null", "text or null"),
    "count": ("不小于 {least} 的整数", "a whole number, {least} or more"),
    "year-or-null": ("年份（整数）或 null", "a year (whole number) or null"),
    "number": ("数字", "a number"),
    "number-or-null": ("数字或 null", "a number or null"),
    "plain-value": ("文字、数字或 null", "text, a number or null"),
    "cell": ('数字、null（空白）或 {{"text": "…"}}', 'a number, null (blank) or {{"text": "..."}}'),
    "date-or-null": ("日期（如 2025-01-31）或 null", "a date (2025-01-31) or null"),
    "period": ('{{"from": 日期, "to": 日期}} 或 null', '{{"from": date, "to": date}} or null'),
    "paragraph": ('文字或 {{"text": "…"}}', 'text or {{"text": "..."}}'),
    "box": ("四个数字的列表", "a list of four numbers"),
    "sha256": ("64 位小写十六进制或 null", "64 lower-case hexadecimal digits or null"),
    # ── what is found ──
    "found-object": ("对象", "an object"),
    "found-list": ("列表", "a list"),
    "found-null": (" null", "null"),
    "found-text": ("文字“{text}”", 'the text "{text}"'),
    "found-truth": (" {truth}", "{truth}"),
    "found-number": ("数字 {number}", "the number {number}"),
}
