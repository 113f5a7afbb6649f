"""What is said about rules that can be read and mean something wrong: names, types, units, proofs, local sets."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    # ── parts of sentences ──
    "nothing": ("", ""),
    "did-you-mean": ("；是不是 {name}？", "; did you mean {name}?"),
    "no-version": ("没有版本", "no version"),
    "type-figure": ("数", "a number"),
    "type-ratio": ("比率", "a ratio"),
    "type-date": ("日期", "a date"),
    "type-text": ("文字", "text"),
    "type-texts": ("一列文字", "a list of texts"),
    "type-truth": ("判断", "a condition"),
    "unit-days": ("天数", "days"),
    "unit-year": ("年度", "a year"),
    "error": ("错误", "an error"),
    "warning": ("警告", "a warning"),
    "note": ("提示", "a note"),
    "verdict-pass": ("通过", "pass"),
    "verdict-fail": ("不通过", "fail"),
    "verdict-unknown": ("未知", "unknown"),
    "verdict-not_applicable": ("不适用", "not applicable"),
    "a-unit": ("单位", "The unit"),
    "a-law": ("法规", "The law"),
    "a-heading": ("部分", "The part"),
    "a-table": ("表", "The table"),
    "a-word-group": ("词组", "The word group"),
    "a-setting": ("参数", "The setting"),
    "a-fact": ("表述", "The fact"),
    "a-rule": ("规则", "The rule"),
    "last-year": ("上年", "last year"),
    "this-year": ("当年", "this year"),
    "next-year": ("次年", "next year"),
    "month-1": ("1月", "January"),
    "month-2": ("2月", "February"),
    "month-3": ("3月", "March"),
    "month-4": ("4月", "April"),
    "month-5": ("5月", "May"),
    "month-6": ("6月", "June"),
    "month-7": ("7月", "July"),
    "month-8": ("8月", "August"),
    "month-9": ("9月", "September"),
    "month-10": ("10月", "October"),
    "month-11": ("11月", "November"),
    "month-12": ("12月", "December"),
    "day-of-year": ("{year}{month}{day}日", "{day} {month} {year}"),
    # ── names ──
    "unknown": ("不认识 {name}{near}", "Unknown: {name}{near}"),
    "unknown-unit": ("没有叫 {name} 的单位{near}", "No unit {name}{near}"),
    "unknown-law": ("没有登记法规 {name}{near}", "No law {name} is declared{near}"),
    "unknown-section": ("目次里没有 {name} 这一部分{near}", "The contents have no part {name}{near}"),
    "unknown-table": ("没有叫 {name} 的表{near}", "No table {name}{near}"),
    "unknown-row": ("{table} 没有 {name} 这一行{near}", "{table} has no row {name}{near}"),
    "unknown-column": ("{table} 没有 {name} 这一列{near}", "{table} has no column {name}{near}"),
    "unknown-fact": (
        "没有叫 {name} 的表述；“每处”前面写表述的名字{near}",
        "No fact {name}; before “each mention” stands the name of a fact{near}",
    ),
    "unknown-function": ("没有叫 {name} 的函数{near}", "No function {name}{near}"),
    "unknown-setting": ("没有叫 {name} 的参数{near}", "No setting {name}{near}"),
    "unknown-rule": (
        "沿用的规则集里没有 {name} 这条规则{near}",
        "The rule set that is used has no rule {name}{near}",
    ),
    "unknown-set": (
        "没有规则集 {name}{near}；它的文件要和这个规则集一起给出",
        "No rule set {name}{near}; its files have to be given along with this one",
    ),
    "unknown-source": (
        "不认识 {name}；“对”后面写表、行组、列组、表述，或者“报告”{near}",
        "Unknown: {name}; after “in” stands a table, a group, a fact, or “report”{near}",
    ),
    "unknown-agency-kind": (
        "没有 {name} 这种机关类别：写 部门、办公机构、政府 或者 乡镇{near}",
        "No agency kind {name}: write department, office, government or township{near}",
    ),
    "twice": ("{what} {name} 已经有了，见 {first}", "{what} {name} exists already, see {first}"),
    "row-twice": (
        "{table} 已经有叫 {name} 的行或者行组",
        "{table} already has a row or group of rows {name}",
    ),
    "column-twice": (
        "{table} 已经有叫 {name} 的列或者列组；几块里同名的列，文字和单位都要一样",
        "{table} already has a column or group of columns {name}; columns of one name in several blocks must be alike",
    ),
    "property-as-name": (
        "{name} 是报告本身的一个项目，不能作行、列或者参数的名字；换一个名字",
        "{name} is a property of every report and cannot name a row, a column or a setting; choose another",
    ),
    "row-in-each-row": (
        "{name} 是行；在“每行”里写的是列名。是不是要“每列”？",
        "{name} is a row; within “each row” you name columns. Did you mean “each column”?",
    ),
    "column-in-each-column": (
        "{name} 是列；在“每列”里写的是行名。是不是要“每行”？",
        "{name} is a column; within “each column” you name rows. Did you mean “each row”?",
    ),
    "name-in-each-cell": (
        "“每格”里要写明哪一格：[{name}, 本列] 或 [本行, {name}]",
        "Within “each cell” say which cell: [{name}, this column] or [this row, {name}]",
    ),
    "bare-row": (
        "{name} 是行；这里要写明哪一格：[{name}, 列名]",
        "{name} is a row; here say which cell: [{name}, column]",
    ),
    "bare-column": (
        "{name} 是列；这里要写明哪一格：[行名, {name}]",
        "{name} is a column; here say which cell: [row, {name}]",
    ),
    "attribute-outside": (
        "{name} 只在“对 报告 每部分”里有意义",
        "{name} means something only in “in report, each section”",
    ),
    "hole-outside": (
        "{name} 是表述里的空，只在“对 表述 每处”里有意义",
        "{name} is a hole of a fact and means something only in “in …, each mention”",
    ),
    "no-such-cell": (
        "没有 {address} 这一格：行和列不在同一张表里，或者次序反了（先行后列）",
        "There is no cell {address}: row and column are not in one table, or the order is wrong (row first)",
    ),
    "address-in-several": (
        "{tables} 都有这一格；写明是哪张表，例如 {table}[…, …]",
        "This cell is in several tables ({tables}); say which, for example {table}[…, …]",
    ),
    "source-in-several": (
        "{tables} 都有 {name}；换成表的名字，或者给组另取名字",
        "{name} is in several tables ({tables}); name a table, or give the group a name of its own",
    ),
    "range-reversed": (
        "次序反了：表里 {last} 在 {first} 前面",
        "The order is wrong: in the table {last} comes before {first}",
    ),
    "range-outside": (
        "“至”只能写在“每行”“每列”的规则里，或者写在格子的地址里：合计([甲 至 乙, 丙])",
        "“to” stands only in rules over each row or column, or in an address: sum([a to b, c])",
    ),
    "this-cell": ("“本格”只能用在“每格”里", "“this cell” belongs into “each cell”"),
    "this-row": (
        "这里没有“本行”：它只能用在“每行”“每格”里",
        "There is no “this row” here: it belongs into “each row” and “each cell”",
    ),
    "this-column": (
        "这里没有“本列”：它只能用在“每列”“每格”里",
        "There is no “this column” here: it belongs into “each column” and “each cell”",
    ),
    "this-section": (
        "“本部分”只能用在“对 报告 每部分”里",
        "“this section” belongs into “in report, each section”",
    ),
    "should-be-outside": (
        "“应为”只能用在“对 表述 每处”里",
        "“should be” belongs into “in …, each mention”",
    ),
    "previous-of": (
        "“上年报告”“所属报告”后面只能写格子、部分的文字或者报告的项目，而且只写一次",
        "After “previous” or “parts” stands a cell, the text of a section or a property",
    ),
    "previous-open-rows": (
        "不能合计上年报告的不定行",
        "Open rows of last year's report cannot be added up",
    ),
    "parts-of": (
        "“所属报告”后面写格子或者组",
        "After “parts” stands a cell or a group",
    ),
    # ── many and one ──
    "group-of-rows": ("{name} 是一组行：要写 合计（{name}）", "{name} is a group of rows: write sum({name})"),
    "group-of-columns": (
        "{name} 是一组列：要写 合计（{name}）",
        "{name} is a group of columns: write sum({name})",
    ),
    "group-of-cells": ("{name} 是许多格：要写 合计（{name}）", "{name} is many cells: write sum({name})"),
    "holes-outside": ("{name} 是一串数：要写 合计（{name}）", "{name} is many numbers: write sum({name})"),
    "parts-outside": (
        "“所属报告”是许多报告里的数：要写 合计（所属报告 …）或者 最大（所属报告 …）",
        "“parts” means the figures of many reports: write sum(parts …) or max(parts …)",
    ),
    "total-inside": (
        "{name} 自己也在合计的范围里：等于把总数又加了一遍",
        "{name} is itself inside the sum: the total would be counted twice",
    ),
    # ── cells that an instance lacks ──
    "row-lacks-column": (
        "{row} 这一行没有 {column} 这一列；用“除”排除它，或者只对一个组写规则",
        "Row {row} has no column {column}; leave it out with “except”, or write the rule for a group",
    ),
    "column-lacks-row": (
        "{column} 这一列没有 {row} 这一行；用“除”排除它，或者只对一个组写规则",
        "Column {column} has no row {row}; leave it out with “except”, or write the rule for a group",
    ),
    "cell-not-there": (
        "{table} 没有 [{row}, {column}] 这一格",
        "{table} has no cell [{row}, {column}]",
    ),
    "except-unknown": (
        "{name} 不在这条规则的范围里，不用排除{near}",
        "{name} is not among what this rule goes over{near}",
    ),
    "except-mention": (
        "“每处”不能用“除”：在表述里写“排除”",
        "“each mention” takes no “except”: write “unless” in the fact",
    ),
    "nothing-left": ("排除以后什么也不剩", "Nothing is left of this"),
    "sections-of-report": (
        "“每部分”只能写成：对 报告 每部分",
        "“each section” is written: in report, each section",
    ),
    "fact-each": ("{name} 是表述：写“每处”", "{name} is a fact: write “each mention”"),
    "row-group-each-column": (
        "{name} 是一组行：写“每行”或者“每格”",
        "{name} is a group of rows: write “each row” or “each cell”",
    ),
    "column-group-each-row": (
        "{name} 是一组列：写“每列”或者“每格”",
        "{name} is a group of columns: write “each column” or “each cell”",
    ),
    # ── types and units ──
    "units-differ": (
        "单位不同，不能比较也不能加减：{left} 和 {right}",
        "Different units cannot be compared or added: {left} and {right}",
    ),
    "types-differ": ("不能比较：{left} 和 {right}", "These cannot be compared: {left} and {right}"),
    "product-of-units": (
        "{left} 和 {right} 不能相乘",
        "{left} and {right} cannot be multiplied",
    ),
    "date-arithmetic": (
        "日期只能加减天数，或者减去另一个日期；这里是 {left} 和 {right}",
        "To a date one adds days, or takes away days or a date; here are {left} and {right}",
    ),
    "percent-as-number": (
        "这边是百分数，{number} 等于 {hundredfold}%；是不是 {number}%？",
        "This side is a percentage; {number} is {hundredfold} %. Did you mean {number}%?",
    ),
    "times-hundred": (
        "百分数本身就是比率（99% 就是 0.99），不要再乘 100",
        "A percentage is a ratio already (99 % is 0.99); do not multiply by 100",
    ),
    "quotient-equal": (
        "除出来的数很少正好相等：把 = 改成 ≈（按印出的位数相等）",
        "A quotient is seldom equal: write ~= instead of = (equal within the printed digits)",
    ),
    "texts-in-order": (
        "文字只能用 =、≠、“属于”“提到”比较，而且两个两个地比",
        "Texts are compared by =, !=, “one of” and “mentions”, two at a time",
    ),
    "chain-direction": (
        "连着比较要朝一个方向：a ≤ b ≤ c；≠ 不能连写",
        "A chain of comparisons goes in one direction: a <= b <= c; != does not chain",
    ),
    "not-a-condition": (
        "“检查”和“当”后面要一个判断（有 =、≥、为、提到……），这里只是{found}",
        "A condition is needed here (with =, >=, is, mentions …); this is only {found}",
    ),
    "condition-as-value": ("这里要一个值，不是判断", "A value is needed here, not a condition"),
    "not-a-figure": ("这里要一个数，不是{found}", "A number is needed here, not {found}"),
    "not-a-text": ("这里要一段文字，不是{found}", "A text is needed here, not {found}"),
    "not-a-list": (
        "“属于”后面写“认可标题”（在“每部分”里），或者几段文字：（“甲”，“乙”）；{name} 不是",
        'After “one of” stands accepted_titles (in “each section”) or texts: ("a", "b"); not {name}',
    ),
    "not-a-pattern": ("这里要一段写明的文字：“……”", 'A written text is needed here: "…"'),
    "never-a-number": ("{found} 从来不是数字", "This is {found}, and never a number"),
    "state-of-computed": (
        "算出来的值不会是空白、缺失或者文字；问的是哪一格，就写哪一格",
        "What is computed is never blank, absent or text; ask it of the cell itself",
    ),
    "argument-count": (
        "{name} 要 {takes} 个参数，这里写了 {given} 个",
        "{name} takes {takes} arguments, here are {given}",
    ),
    "argument-type": ("这里要{takes}，不是{found}", "This must be {takes}, not {found}"),
    "cases-differ": (
        "类型不同：{left} 和 {right}",
        "These are of different types: {left} and {right}",
    ),
    # ── the form ──
    "no-year": ("这里要一个年度，例如 2021", "A year is needed here, for example 2021"),
    "unit-equals": (
        "{unit} 等于多少什么？写成 10000 元",
        "{unit} equals how many of what? Write: 10000 dollars",
    ),
    "unit-circle": ("{unit} 绕了一圈又用自己来说明", "{unit} is explained by itself"),
    "empty-table": ("表 {table} 没有行或者没有列", "Table {table} has no rows or no columns"),
    "too-many-cells": ("表 {table} 超过 {limit} 格", "Table {table} has more than {limit} cells"),
    "table-without-unit": (
        "表 {table} 没有写单位：在名字后面写（件）",
        "Table {table} has no unit: write it in brackets behind the name",
    ),
    "open-rows-twice": (
        "一张表只能有一处“不定行”，已经有 {name}",
        "A table has open rows only once; there is {name} already",
    ),
    "open-rows-in-block": (
        "分块的表里不能有“不定行”",
        "A table with blocks has no open rows",
    ),
    # ── settings ──
    "setting-by": (
        "“按”后面写报告的一个文字项目，例如 机关类别；{name} 不是{near}",
        "After “by” stands a text property of the report, for example agency_kind; not {name}{near}",
    ),
    "case-twice": ("“{key}”写了两次", '"{key}" is written twice'),
    # ── facts ──
    "fact-says-nothing": ("表述 {name} 没有“说”", "The fact {name} says nothing"),
    "hole-twice": ("这个句式里已经有空 {name}", "This pattern has a hole {name} already"),
    "hole-repeated": (
        "一串数只能带单位：{{各项… 件}}",
        "Many numbers need a unit: {{items… requests}}",
    ),
    "hole-not-everywhere": (
        "句式“{phrase}”里没有空 {name}；另写一个表述",
        "The pattern “{phrase}” has no hole {name}; write a fact of its own for it",
    ),
    "should-be-not-everywhere": (
        "句式“{phrase}”后面没有写“应为”",
        "The pattern “{phrase}” does not say what it should be",
    ),
    "phrases-differ": (
        "表述 {fact} 的各个句式单位不同，这条规则对它们不是同一个意思；分成几个表述",
        "The patterns of {fact} differ in units: this rule does not mean the same for each; split the fact",
    ),
    "pattern-hole": (
        "“提到”和次数的文字里不能有空 {{…}}",
        "The text of “mentions” and occurrences has no holes {{…}}",
    ),
    "pattern-empty": (
        "这个句式几乎到处都能对上：写上一定要有的几个字",
        "This pattern would match nearly everywhere: write some words that must be there",
    ),
    "pattern-open": (
        "这个句式几乎到处都能对上：在空当和可有可无的字前面写几个字",
        "This pattern would match nearly everywhere: write some words in front of the gap or the optional words",
    ),
    "pattern-gap": (
        "空当“……”后面要有一定会出现的字或者数",
        "Behind a gap … stands a word or a number that must be there",
    ),
    # ── rules and their proof ──
    "no-citation": ("规则 {rule} 没有“依据”", "Rule {rule} has no citation"),
    "no-reason": ("规则 {rule} 没有“理由”", "Rule {rule} has no reason (because)"),
    "no-check": ("规则 {rule} 没有“检查”", "Rule {rule} checks nothing"),
    "no-failing-example": ("规则 {rule} 没有不通过的例", "Rule {rule} has no failing example"),
    "no-passing-example": ("规则 {rule} 没有通过的例", "Rule {rule} has no passing example"),
    "example-head-twice": ("例表里这一格写了两次", "This cell stands twice in the head of the examples"),
    "example-of-group": (
        "例表里写格子，不写组",
        "The head of the examples names cells, not groups",
    ),
    "example-several": (
        "几个值只能写给“所属报告”、不定行和一串数",
        "Several values belong only to parts, open rows and repeated holes",
    ),
    "example-type": ("这里要{takes}，不是{found}", "This must be {takes}, not {found}"),
    "wrong-example": (
        "这个例写的是“{claimed}”，按规则算出来是“{found}”",
        "This example says {claimed}; by the rule it is {found}",
    ),
    "never-applies": (
        "这条规则永远用不上：条件不能同时成立",
        "This rule never applies: the conditions cannot hold together",
    ),
    "never-years": (
        "这条规则永远用不上：{since} 年在 {until} 年之后",
        "This rule never applies: {since} is after {until}",
    ),
    "years-outside": (
        "规则的年度超出了规则集 {name} 的年度",
        "The years of this rule lie outside those of the rule set {name}",
    ),
    "before-its-law": (
        "规则从 {start} 年起用，所依据的法规 {law} 年才施行",
        "This rule applies from {start}, but the law that it cites is in force only from {law}",
    ),
    "too-large": (
        "规则展开以后太大；缩小表格或者组",
        "The rules expand to too much; make tables or groups smaller",
    ),
    # ── rule sets together ──
    "no-head": (
        "没有“规则集”：写 规则集 名字 “标题” 版本 “…”",
        'There is no “ruleset”: write ruleset name "title" version "…"',
    ),
    "two-heads": (
        "规则集 {name} 已经有“规则集”这一行；一个文件夹是一个规则集",
        "The rule set {name} has its “ruleset” line already; a folder is one rule set",
    ),
    "set-twice": (
        "规则集 {name} 给了两次，另一个在 {first}",
        "The rule set {name} is given twice, the other is in {first}",
    ),
    "two-forms": (
        "{first} 和 {second} 各有自己的表格，不能一起用；{second} 要不要“沿用 {first}”？",
        "{first} and {second} each have a form and cannot be used together; should {second} “use {first}”?",
    ),
    "form-without-version": (
        "规则集 {name} 没有写版本：版本 “2021.1”",
        'The rule set {name} has no version: write version "2021.1"',
    ),
    "use-circle": (
        "{name} 绕了一圈又沿用自己",
        "{name} uses itself in a circle",
    ),
    "other-version": (
        "要沿用 {name} 的“{wanted}”版，手头是“{found}”版；看过改动以后再改这里的版本",
        "This builds on version {wanted} of {name}, at hand is {found}; see what changed, then change it here",
    ),
    "name-taken": (
        "{name} 是规则集 {first} 的规则；本地规则要另取名字",
        "{name} is a rule of {first}; a local rule needs a name of its own",
    ),
    "changed-by-two": (
        "{first} 和 {second} 都改了 {name}；只能留一个",
        "{first} and {second} both change {name}; only one of them may",
    ),
    "changed-twice": (
        "{second} 已经改过 {name}；写在一处",
        "{second} changes {name} already; write it in one place",
    ),
    "change-own": (
        "{name} 是这个规则集自己的规则：直接改它",
        "{name} is a rule of this very rule set: change it itself",
    ),
    "set-own": (
        "{name} 是这个规则集自己的参数：直接改它",
        "{name} is a setting of this very rule set: change it itself",
    ),
    "change-without-law": (
        "没有“依据”：本地的改动要写明依据哪一件法规",
        "No citation: a local change names the law that it rests on",
    ),
    "change-without-reason": (
        "没有“理由”：本地的改动要写明理由",
        "No reason: a local change says why (because)",
    ),
    "not-in-adjust": (
        "“调整”只能提高级别，加“当”“依据”，缩短年度；别的另写一条规则",
        "“adjust” may raise the severity, add “when” or “cites”, shorten the years; else write another rule",
    ),
    "not-in-suspend": ("“停用”后面只写“依据”和“理由”", "“suspend” is followed by “cites” and “because” only"),
    "not-in-set": (
        "“设定”后面只写值、“依据”和“理由”",
        "“set” is followed by the value, “cites” and “because” only",
    ),
    "unknown-word-group": (
        "没有叫 {name} 的词组{near}；要写几个词里的一个，用竖线分开：[甲|乙]",
        "There is no word group {name}{near}; for one of several words write [a|b]",
    ),
    "first-of": (
        "“首处”后面写表述里的一个空，并且只能用在“每处”里",
        "“first mention” takes one hole of the fact, and only within “each mention”",
    ),
    "several-sources": (
        "只有表述可以几个一起写；表和组一条规则一个",
        "Only facts may be several; a rule goes over one table or group",
    ),
    "edition-restricts": (
        "换表的规则集只调整级别和年份；要改条件，就把这条规则重新写一遍",
        "A rule set with its own tables adjusts severity and years only; write the rule anew to change its conditions",
    ),
    "no-law-in-force": (
        "规则 {rule} 引用的法规，在 {rule_set} 的年份都不是现行的；再引用一部当时有效的",
        "None of the laws that rule {rule} cites is in force in the years of {rule_set}; cite one that is",
    ),
    "adjust-lower": (
        "{name} 原来是“{old}”，规则集只能维持或者提高，不能改成“{new}”",
        "{name} is {old}; a rule set may only keep or raise it, not make it {new}",
    ),
    "adjust-years": (
        "{name} 的年度只能缩短",
        "The years of {name} can only be shortened",
    ),
    "suspend-error": (
        "{name} 是“错误”，不能停用；个别报告的例外写审核说明",
        "{name} is an error and cannot be suspended; for a single report write a waiver",
    ),
    "set-needs-cases": (
        "{name} 按类别各有一个值：写成 “部门” 次年1月26日",
        '{name} has a value for each kind: write "department" 26 January next year',
    ),
    "set-has-cases": ("{name} 只有一个值", "{name} has one value only"),
    "set-other-kind": (
        "{name} 的新旧值没法比较：写成同一种",
        "The new value of {name} cannot be compared with the old one: write it in the same way",
    ),
    "set-only-earlier": (
        "{name} 只能提前：{new} 晚于规则集 {first} 的 {old}",
        "{name} may only be earlier: {new} is later than {old} of {first}",
    ),
    "set-only-later": (
        "{name} 只能推后：{new} 早于规则集 {first} 的 {old}",
        "{name} may only be later: {new} is earlier than {old} of {first}",
    ),
    "set-only-lower": (
        "{name} 只能减小：{new} 大于规则集 {first} 的 {old}",
        "{name} may only be lower: {new} is more than {old} of {first}",
    ),
    "set-only-higher": (
        "{name} 只能增大：{new} 小于规则集 {first} 的 {old}",
        "{name} may only be higher: {new} is less than {old} of {first}",
    ),
}
