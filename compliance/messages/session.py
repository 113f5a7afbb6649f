"""What is said of inputs and of the run as a whole."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    "no-file": ("没有这个文件", "there is no such file"),
    "no-file-near": ("没有这个文件；是不是 {near}？", "there is no such file; did you mean {near}?"),
    "broken-link": (
        "它是一个链接，指向的 {target} 不在",
        "it is a link, and {target}, to which it leads, is not there",
    ),
    "silent-pipe": (
        "它是一个管道，{seconds} 秒内没有内容写进来；没有读",
        "it is a pipe, and nobody has written into it for {seconds} seconds; it was not read",
    ),
    "forbidden": (
        "没有读它的权限：请文件的主人或系统管理员开放读取",
        "you may not read it: ask its owner or your administrator for the right to read",
    ),
    "unreadable": ("读不了（{reason}）", "it cannot be read ({reason})"),
    "too-large": (
        "超过 {most} MB，不会是一份报告；没有读",
        "it is larger than {most} MB, which no report is; it was not read",
    ),
    "beside-unreadable": (
        "没有检查，因为要对照的 {other} 不能用：{what}",
        "it was not checked, because {other}, which goes with it, cannot be used: {what}",
    ),
    "units-without-parts": (
        "--units 列出 --parts 应当有谁：还要用 --parts 给出各单位的报告",
        "--units lists whom --parts should hold: give the reports of the units with --parts as well",
    ),
    "other-agency": (
        "{file} 是{other}的报告，这份是{agency}的：改过名称的不要紧，拿错了的请换",
        "{file} is the report of {other}, this one of {agency}: no matter if it was renamed, the wrong file if not",
    ),
    "not-last-year": (
        "是 {year} 年度的报告，不是 {checked} 年度的上一年",
        "it is the report for {year}, not for the year before {checked}",
    ),
    "no-last-year": (
        "{folder} 里没有{agency} {year} 年度的报告：与上年有关的没有检查",
        "{folder} holds no report of {agency} for {year}: what needs last year's was not checked",
    ),
    "whose-last-year": (
        "报告没有写明机关或者年度，不知道上年的报告是哪一份：与上年有关的没有检查",
        "The report does not say whose it is, or for which year: what needs last year's was not checked",
    ),
    "last-year-near": (
        "上年的报告里，名称最接近的是{near}；如果是更了名，用 --previous 指明那一份文件",
        "The most similar agency among last year's is {near}; if it was renamed, name that file with --previous",
    ),
    "not-looked-into": (
        "{file} 读不了，没有看：{what}",
        "{file} was not looked into, for it cannot be read: {what}",
    ),
    "more-unread": ("还有 {count} 份读不了", "{count} more cannot be read"),
    "two-of-one-agency": (
        "{agency}有两份不一样的报告（{first}、{second}）：留下一份再检查",
        "there are two reports of {agency} that differ ({first}, {second}): leave one of them",
    ),
    "part-itself": (
        "{file} 是被检查的单位自己的报告，不算作所属单位的",
        "{file} is the report of the agency itself and is not counted as a part",
    ),
    "part-other-year": (
        "{file} 是 {year} 年度的报告，没有算进去",
        "{file} is a report for {year} and is not counted",
    ),
    "part-once": (
        "{unit}的报告有几份，内容一样，只算一次：{files}",
        "{unit} is there several times with the same figures and is counted once: {files}",
    ),
    "no-parts": (
        "没有检查，因为 --parts 里没有一份所属单位这一年的报告",
        "it was not checked, because --parts holds no report of a part for this year",
    ),
    "part-unlisted-near": (
        "单位名单里没有{unit}，它的报告算进去了；是不是名单里的{near}？名称要写得和报告上的一样",
        "{unit} is not in the list of units; its report is counted. Is it {near}? Name units as their reports do",
    ),
    "part-unlisted": (
        "单位名单里没有{unit}，它的报告算进去了",
        "{unit} is not in the list of units; its report is counted",
    ),
    "parts-missing": (
        "所属单位没有到齐，缺：{units}。要把各单位加起来的，都不能判断",
        "Reports of parts are missing: {units}. Sums over all of them cannot be told",
    ),
    "list-not-text": (
        "单位名单要是 UTF-8 的文本，一行一个",
        "a list of units is a UTF-8 text, one name a line",
    ),
    "all-excluded": (
        "文件夹里的报告都被设置文件的 exclude 排除了。本来就可能为空的，加 --allow-empty",
        "all reports in this folder are excluded by the settings file. If it may be empty, add --allow-empty",
    ),
    "empty-folder": (
        "文件夹里没有报告：没有以 {endings} 结尾的文件。本来就可能为空的，加 --allow-empty",
        "there is no report in this folder: no file ends in {endings}. If it may be empty, add --allow-empty",
    ),
    "aside": (
        "{file} 不是报告，没有检查",
        "{file} is no report and was not checked",
    ),
    "no-reader": (
        "认不出这是什么文件。能读的有 {endings}；别的文档先另存为其中一种",
        "what kind of file this is cannot be told. Files such as {endings} are read; save others as one of them",
    ),
    "reader-failed": (
        "没有读成：能读它的插件出了错",
        "it was not read: the plug-in that could read it failed",
    ),
    "no-rules": (
        "没有适用于“{form}”版式、{year} 年度报告的规则集。有这些：{known}",
        "there is no rule set for reports of form {form}, year {year}. There are: {known}",
    ),
    "no-year": ("未写明", "unknown"),
    "two-rule-sets": (
        "这份报告同时适用几个规则集：{names}。用 --rules 选定一个",
        "several rule sets fit this report: {names}. Choose one with --rules",
    ),
    "no-rule-set": (
        "没有叫 {name} 的规则集，也没有这个文件或文件夹；有这些规则集：{known}{near}",
        "There is no rule set {name}, nor such a file or folder; there are the rule sets: {known}{near}",
    ),
    "is-it": ("；是不是 {near}？", "; did you mean {near}?"),
    "no-rule-files": (
        "{path} 里没有 .rules 文件",
        "There is no .rules file in {path}",
    ),
    "no-rules-file": (
        "{path} 不是规则文件：规则文件的名字以 .rules 结尾",
        "{path} is no rule file: the names of those end in .rules",
    ),
    "rules-unreadable": ("读不了规则 {path}（{reason}）", "The rules {path} cannot be read ({reason})"),
    "two-of-one-name": (
        "规则集 {name} 有两份，分别来自 {first} 和 {second}：只能用一份",
        "There are two rule sets named {name}, from {first} and from {second}: only one can be used",
    ),
    "form-of": ("{name}（{edition}，{since} 年起）", "{name} ({edition}, from {since})"),
    "one-previous": (
        (
            "--previous 写了一份上年报告，要检查的却有 {count} 份：把各单位的上年报告放进一个文件夹，写文件夹，"
            "各份自己找；或者一份一份检查"
        ),
        (
            "--previous names one report, and {count} are to be checked: name a folder with last year's reports "
            "of all, in which each finds its own; or check one by one"
        ),
    ),
    "function-taken": (
        "插件 {first} 和 {second} 都有函数 {name}：只能用一个",
        "Plug-ins {first} and {second} both have a function {name}: only one can be used",
    ),
    "function-types": (
        "函数 {name} 写的类型 {type} 不认识；参数可以是 {takes}，结果可以是 {gives}",
        "Function {name} declares the type {type}, which is not known; arguments may be {takes}, results {gives}",
    ),
    "rule-raised": (
        "规则 {rule}（{origin}）出错：{error}。它没有得出结论，其余规则不受影响",
        "Rule {rule} ({origin}) failed: {error}. It came to no verdict, all others stand",
    ),
    "bug": (
        "检查时 govcheck 自己出了错：{error}。这份报告没有检查完",
        "govcheck itself failed: {error}. The check of this report is not complete",
    ),
    "worker-ended": (
        "检查这份报告的进程中途结束（可能是内存不够）：没有检查完",
        "the process that checked this report ended early (perhaps for lack of memory): the check is not complete",
    ),
    "severity-set": (
        "设置 {file} 把 {rule} 由{before}改为{after}",
        "The settings {file} set {rule} to {after}; it is {before}",
    ),
    "severity-unknown": (
        "设置 severity 里的规则 {rule} 不存在{near}",
        "There is no rule {rule}, which the setting severity names{near}",
    ),
    "changed": (
        "本地规则集 {by} {what}（依据 {citation}：{reason}）",
        "Local rule set {by} {what} ({citation}: {reason})",
    ),
    "change-raise": ("把 {name} 由{before}升为{after}", "raises {name} from {before} to {after}"),
    "change-restrict": ("缩小了 {name} 的范围", "restricts {name}"),
    "change-suspend": ("停用了 {name}", "suspends {name}"),
    "change-cite": ("给 {name} 加了依据", "adds a clause to {name}"),
    "change-years": ("把 {name} 限于 {since}–{until} 年", "limits {name} to the years {since}–{until}"),
    "change-set": ("改了 {name}：{values}", "sets {name}: {values}"),
    "value": ("{before} 改为 {after}", "{after} instead of {before}"),
    "value-of": ("{key} {before} 改为 {after}", "{key} {after} instead of {before}"),
    "and": ("，", ", "),
    "kind-department": ("部门", "department"),
    "kind-office": ("办公机构", "office"),
    "kind-government": ("政府", "government"),
    "kind-township": ("乡镇街道", "township"),
    "day-1": ("次年{month}月{day}日", "{month}-{day} of the next year"),
    "day-0": ("当年{month}月{day}日", "{month}-{day} of the year"),
    "day--1": ("上年{month}月{day}日", "{month}-{day} of the year before"),
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "note": ("提示", "note"),
    "no-solver": (
        "设置 solver 是 always，但求解部分没有装：pip install 'govcheck[solver]'",
        "The setting solver is always, and the solver is not installed: pip install 'govcheck[solver]'",
    ),
    "known-already": (
        "另有 {count} 条在 {file} 里已经有了，没有再列",
        "{count} more are in {file} already and are not listed again",
    ),
    "gone": (
        "{file} 里的 {count} 条这次没有了",
        "{count} of {file} are gone",
    ),
    "no-result": (
        "不是 govcheck 的 JSON 结果：用 --format json=FILE 写出来的才行",
        "it is no JSON result of govcheck: it has to be written by --format json=FILE",
    ),
}
