"""What is said of a settings file."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    "unreadable": ("读不了这个设置文件（{reason}）", "This settings file cannot be read ({reason})"),
    "no-text": (
        "设置文件不是文本：用记事本另存为 UTF-8",
        "The settings file is no text: save it as UTF-8",
    ),
    "too-large": (
        "设置文件超过 {most} MB，没有读",
        "The settings file is larger than {most} MB and was not read",
    ),
    "too-deep": (
        "设置文件里的括号套得太深，没有读",
        "The brackets in the settings file are nested too deeply; it was not read",
    ),
    "tables": (
        "{key} 要写成表，每条一个 [[{key}]]",
        "{key} has to be written as tables, each under its own [[{key}]]",
    ),
    "no-toml": (
        '第 {line} 行第 {column} 个字处写法有误：每行写成 名称 = 值，文字放在英文引号里，例如 lang = "zh"',
        'Line {line}, column {column} is not written correctly: write name = value, texts in quotes, as in lang = "zh"',
    ),
    "twice": (
        "第 {line} 行：同一个设置写了两遍，留下一个",
        "Line {line}: this setting is there already; keep one",
    ),
    "backslash-in": (
        "第 {line} 行：双引号里的反斜线要写两个，或者把路径放在单引号里，例如 rules = ['C:\\规则']",
        "Line {line}: in double quotes a backslash is written twice; or write the path in single quotes: 'C:\\rules'",
    ),
    "backslash": (
        "{key} 里有换行之类的字符：双引号里的反斜线要写两个，或者把路径放在单引号里，例如 ['C:\\规则']",
        "{key} holds a control character: in double quotes a backslash is written twice; or use single quotes",
    ),
    "unknown-near": (
        "没有叫 {key} 的设置；是不是 {near}？",
        "There is no setting {key}; did you mean {near}?",
    ),
    "unknown": ("没有叫 {key} 的设置；有这些：{known}", "There is no setting {key}; there are: {known}"),
    "one-of": ("{key} 只能是这些中的一个：{choices}", "{key} has to be one of: {choices}"),
    "truth": (
        "{key} 要写 true 或 false，不加引号",
        "{key} has to be true or false, without quotes",
    ),
    "texts": (
        '{key} 要写成一列文字，例如 {key} = ["甲", "乙"]',
        '{key} has to be a list of texts, such as {key} = ["a", "b"]',
    ),
    "text": ('{key} 要写成文字，例如 {key} = "json"', '{key} has to be a text, such as {key} = "json"'),
    "jobs": ('{key} 要写成正整数或者 "auto"', '{key} has to be a whole number above 0, or "auto"'),
    "trust": (
        "{key} 要写成表，里面是 cells（各格）、totals（合计）两个数，0.1 到 10，例如 totals = 0.8",
        "{key} has to be a table with the numbers cells and totals, 0.1 to 10, such as totals = 0.8",
    ),
    "severity": (
        '{key} 要写成一张表，每条规则一行，例如 "years.alike" = "note"；级别是 {choices}',
        '{key} has to be a table, a line for each rule, such as "years.alike" = "note"; severities: {choices}',
    ),
}
