"""What readers say: why a document cannot be read, and what a person should look at in one that can.

``doubt-…`` are the reasons for which a table is only partly read; they take no values, so that ``partly_read`` in
report.json can hold their keys.
"""

TABLE = {
    # ── refused ──────────────────────────────────────────────────────────────────────────────────────────────
    "too-large": (
        "文件有 {size} MB，超过文本报告的上限 {limit} MB，没有读取；请给出报告本身的文件",
        (
            "The file has {size} MB, more than the {limit} MB that a report as text may have; give the file of "
            "the report itself"
        ),
    ),
    "too-long": (
        "文件的段落和表格行太多，不像一份年度报告，没有读取；请给出报告本身的文件",
        "The file has too many paragraphs and table rows to be an annual report; give the file of the report itself",
    ),
    "too-much-text": (
        "正文有 {count} 字，超过 {limit} 字，不像一份年度报告，没有检查；请给出报告本身的文件",
        (
            "The text has {count} characters, more than the {limit} that an annual report may have; give the file "
            "of the report itself"
        ),
    ),
    "too-many-rows": (
        "表“{table}”超过 {limit} 行，不像一份年度报告，没有读取；请检查文件里是否混进了别的表",
        (
            "The table {table} has more than {limit} rows, too many for an annual report; see whether other "
            "tables got into the file"
        ),
    ),
    "encoding": (
        "第 {offset} 字节处既不是 UTF-8 也不是 GB18030 编码；请另存为 UTF-8 文本再检查",
        "Byte {offset} is neither UTF-8 nor GB18030; save the text as UTF-8",
    ),
    "empty": ("文件是空的", "The file is empty"),
    "no-report": (
        "里面没有找到政府信息公开工作年度报告：没有标题、没有规定的部分，也没有规定的表格；请检查是不是选错了文件",
        (
            "No annual report is in it: no title, none of the prescribed parts, none of the prescribed tables; "
            "see whether it is the right file"
        ),
    ),
    "run-together": (
        (
            "表“{table}”的数字之间没有单元格的分隔（例如“15130000154”），无法知道哪几位属于哪一格，没有读取；请改"
            "用 Word 文件或带表格的网页"
        ),
        (
            "Nothing separates the figures of the table {table} (as in 15130000154), so nobody can tell which "
            "digits are in which cell; use the Word file or a page with its tables"
        ),
    ),
    "two-reports": (
        "表“{table}”的多数行出现了两次，文件里可能有两份报告或两年的对照；请一份报告一个文件",
        (
            "Most rows of the table {table} are there twice: two reports, or two years side by side, may be in "
            "the file; give one report a file"
        ),
    ),
    # ── why a table is partly read ───────────────────────────────────────────────────────────────────────────
    "doubt-rows": (
        "有带数字的行认不出是规定的哪一行",
        "Some rows with figures cannot be matched with a row of the form",
    ),
    "doubt-labels": (
        "有的行名残缺，只能大致认出是哪一行",
        "Some labels are damaged, and their rows are only likely",
    ),
    "doubt-columns": (
        "有的行分不清数字属于哪一列",
        "In some rows nobody can tell which figure belongs to which column",
    ),
    "doubt-header": ("表头残缺，列名不全", "The header is broken: not all columns are named"),
    "doubt-twice": ("有的行出现了不止一次", "Some rows are there more than once"),
    # ── remarks ──────────────────────────────────────────────────────────────────────────────────────────────
    "table-missing": ("没有找到表“{table}”", "The table {table} was not found"),
    "row-missing": ("表“{table}”没有找到“{row}”一行", "The table {table} has no row {row}"),
    "row-unknown": (
        "表“{table}”的这一行不是规定的行：“{found}”",
        "This row of the table {table} is none of the form's: {found}",
    ),
    "row-unlabelled": (
        "表“{table}”有一行数字没有行名，没有采用",
        "A row of figures in the table {table} has no label and was left out",
    ),
    "row-likely": (
        "表“{table}”的行名“{found}”残缺，看来是“{row}”，请核对",
        "The label {found} in the table {table} is damaged; it seems to be {row}: please compare",
    ),
    "row-twice": (
        "表“{table}”的“{row}”一行出现了不止一次，没有采用",
        "The row {row} of the table {table} is there more than once and was left out",
    ),
    "row-order": (
        "表“{table}”各行的顺序与规定的不同",
        "The rows of the table {table} are not in the order of the form",
    ),
    "row-columns": (
        "表“{table}”的“{row}”一行分不清数字属于哪一列，没有采用：“{text}”",
        (
            "Nobody can tell which figure belongs to which column in the row {row} of the table {table}, which "
            "was left out: {text}"
        ),
    ),
    "cell-missing": (
        "表“{table}”的“{row}”一行缺“{column}”一格",
        "The row {row} of the table {table} has no cell {column}",
    ),
    "label-differs": (
        "表“{table}”的行名“{found}”与规定的“{label}”不同",
        "The label {found} in the table {table} is not the form's {label}",
    ),
    "header-broken": (
        "表“{table}”的表头残缺，各格按规定的顺序读取，请核对",
        "The header of the table {table} is broken; its cells were read in the order of the form: please compare",
    ),
    "labels-title": ("行名照规定的印", "Labels as the form prints them"),
    "labels-because": (
        "行名改了，看的人就不知道这一格数的是什么。",
        "With another label nobody knows what the cell counts.",
    ),
    "labels-limits": (
        "没有认出来的表不看。这一条在读取文件时看，没有用规则语言写：行名不同、次序不同、多出来的是提示，同一行出现两次是警告。",
        (
            "Tables that could not be told are not looked at. This is seen when the document is read and is not "
            "written in the rule language: labels that differ, are out of order or unknown are notes, a row that "
            "stands there twice is a warning."
        ),
    ),
    "heading-numeral": (
        "“{title}”的编号写成“{found}”：六个部分的编号是一、二、三……",
        "{title} is numbered {found}: the six parts are numbered 一, 二, 三 …",
    ),
    "no-date": (
        "统计期限里的“{found}”不是日期：没有这一天",
        "{found}, in the statistical period, is no date: there is no such day",
    ),
    "year-of-period": (
        "标题没有写明年度，按统计期限取 {year} 年度",
        "The title tells no year; {year} is taken from the statistical period",
    ),
    "inner-heading": (
        "“{title}”用了一级编号，但不是规定的部分",
        "{title} has a top-level numeral and is no prescribed part",
    ),
}
