"""The command line: its help, and what is said when a command cannot be carried out.

In help, ``%`` is written ``%%``, because argparse fills in values of its own.
"""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    # ── help ─────────────────────────────────────────────────────────────────
    "usage": ("用法：", "Usage: "),
    "usage-check": ("[选项] FILE...", "[options] FILE..."),
    "about-check": (
        (
            "检查政府信息公开工作年度报告：哪里自相矛盾、哪里不合规定，指出是哪一格、哪一句，依据哪一条。"
            "只检查，不改动报告；不联网。"
        ),
        (
            "Finds where an annual report on government information disclosure contradicts itself or the law, and "
            "names the clause. It only checks: it never changes a report, and it never uses the network."
        ),
    ),
    "commands": (
        (
            "其他命令（govcheck 命令 --help 看各自的说明）：\n"
            "  read FILE -o report.json    只读不查，写出读到的内容\n"
            "  waive FILE --rule RULE      写审核说明：数字属实、说得清的，记下理由\n"
            "  explain RULE                一条规则：依据、理由、例\n"
            "  rules list|show             列出规则、查看规则集\n"
            "  rules check|test|format     检查规则的写法、用例验证、排版\n"
            "  rules docs -o FOLDER        为每条规则写一页说明\n"
            "  hook install|run            提交前自动检查\n"
            "  plugins                     装了哪些插件，从哪里来，改了什么\n"
            "  config show                 起作用的设置，各来自哪里\n"
            "  doctor                      版本、编码、缓存、插件：报告毛病时附上\n"
            "  completion SHELL            打开 Tab 补全要写的那一行\n\n"
            "退出状态：0 没有达到 --fail-on 级别的问题；1 有；2 命令、规则或报告不能用；"
            "3 程序或插件出了毛病。作关口时只有 0 放行。"
        ),
        (
            "Other commands (govcheck COMMAND --help tells more):\n"
            "  read FILE -o report.json    read without checking, write what was understood\n"
            "  waive FILE --rule RULE      put on record why figures that break a rule are true\n"
            "  explain RULE                a rule: its clause, reason, examples\n"
            "  rules list|show             list rules, look at a rule set\n"
            "  rules check|test|format     check, prove, lay out rule files\n"
            "  rules docs -o FOLDER        write a page for every rule\n"
            "  hook install|run            check before every commit\n"
            "  plugins                     what is loaded, from where, what it changed\n"
            "  config show                 settings in force, and where each comes from\n"
            "  doctor                      version, encodings, cache, plug-ins\n"
            "  completion SHELL            the line that switches on completion\n\n"
            "Exit status: 0 nothing at or above --fail-on; 1 something; 2 the command, a rule or a report "
            "cannot be used; 3 a fault of the program or of a plug-in. A gate lets only 0 through."
        ),
    ),
    "usage-read": ("[选项] FILE", "[options] FILE"),
    "about-read": (
        "只读不查：说出从报告里读到了什么，拿不准的地方做记号；用 -o 写成 report.json。",
        "Reads without checking: tells what was understood, marks what is not sure; -o writes report.json.",
    ),
    "usage-waive": (
        "[选项] FILE... --rule RULE --reason TEXT --person NAME",
        "[options] FILE... --rule RULE --reason TEXT --person NAME",
    ),
    "about-waive": (
        "写审核说明：数字属实但不合规则、说得清理由的，记下是谁、为什么、到哪天为止。只接受现在的数；数一变，说明就失效。",
        (
            "Puts on record who accepts figures that are true and break a rule, why, and until when. Only the figures "
            "of today are accepted: when they change, the waiver lapses."
        ),
    ),
    "usage-explain": ("[选项] RULE", "[options] RULE"),
    "about-explain": (
        "说明一条规则：它要求什么，依据哪一条，为什么，看不到什么，怎样算通过、怎样算不通过。",
        "Explains a rule: what it demands, by which clause, why, what it does not see, what passes and what fails.",
    ),
    "usage-rules": ("COMMAND ...", "COMMAND ..."),
    "about-rules": (
        "规则：list 列出，show 查看规则集，check 检查写法，test 用例验证，format 排版，docs 写说明页。",
        "Rules: list them, show a rule set, check how they are written, test them by their examples, format, docs.",
    ),
    "usage-rules-list": ("[选项] [RULES...]", "[options] [RULES...]"),
    "about-rules-list": ("列出规则，一行一条。", "Lists the rules, one on a line."),
    "usage-rules-show": ("[选项] [RULES...]", "[options] [RULES...]"),
    "about-rules-show": (
        "查看规则集：部分、表、行、列的名字，可以收紧的参数，对别的规则集改了什么。",
        "Shows a rule set: the names of parts, tables, rows and columns, its settings, what it changes in others.",
    ),
    "usage-rules-check": ("[选项] [RULES...]", "[options] [RULES...]"),
    "about-rules-check": (
        "检查规则文件的写法，不需要报告。每个错都指出在第几行第几列。",
        "Checks how rule files are written, without any report. Every mistake is told with line and column.",
    ),
    "usage-rules-test": ("[选项] [RULES...]", "[options] [RULES...]"),
    "about-rules-test": (
        "按规则里的例逐条验证，再把规则的每个符号改一改，看例能不能发现。",
        "Proves rules by their examples, then changes every sign of a rule and sees whether an example notices.",
    ),
    "usage-rules-format": ("[选项] PATH...", "[options] PATH..."),
    "about-rules-format": (
        "把规则文件排整齐，意思不变。",
        "Lays out rule files; their meaning stays the same.",
    ),
    "usage-rules-docs": ("-o FOLDER [RULES...]", "-o FOLDER [RULES...]"),
    "about-rules-docs": ("为每条规则写一页说明。", "Writes a page for every rule."),
    "usage-hook": ("COMMAND ...", "COMMAND ..."),
    "about-hook": (
        "提交前自动检查：install 装上 git 钩子，run 检查正要提交的报告。",
        "Checks before every commit: install puts the git hook in place, run checks what is being committed.",
    ),
    "usage-hook-install": ("", ""),
    "about-hook-install": (
        "在当前的 git 仓库里装上提交前的钩子。已有别的钩子时不覆盖，说明怎样合在一起。",
        "Puts the hook into the git repository at hand. A hook that is there already is not overwritten.",
    ),
    "usage-hook-run": ("[选项] [FILE...]", "[options] [FILE...]"),
    "about-hook-run": (
        "检查正要提交的报告：看的是暂存的内容，不是文件夹里还没有暂存的改动。",
        "Checks the reports that are being committed: what is staged, not what lies in the folder.",
    ),
    "usage-plugins": ("[选项]", "[options]"),
    "about-plugins": (
        "列出装了哪些插件，从哪里来，带来什么，改了什么。",
        "Lists the plug-ins, where they come from, what they bring and what they change.",
    ),
    "usage-config": ("COMMAND ...", "COMMAND ..."),
    "about-config": ("设置：show 显示起作用的设置。", "Settings: show tells which are in force."),
    "usage-config-show": ("[选项] [FILE]", "[options] [FILE]"),
    "about-config-show": (
        "显示检查 FILE 时起作用的设置，以及各来自哪里。",
        "Tells which settings are in force for FILE, and where each comes from.",
    ),
    "usage-doctor": ("", ""),
    "about-doctor": (
        "显示版本、Python、编码、缓存、插件：报告毛病时附上。不含报告的内容。",
        "Tells version, Python, encodings, cache, plug-ins: send it with a bug. Nothing of any report is in it.",
    ),
    "usage-completion": ("SHELL", "SHELL"),
    "about-completion": (
        "打印打开 Tab 补全要写进外壳启动文件的那一行。",
        "Prints the line for the start file of the shell that switches on completion with Tab.",
    ),
    "group-reports": ("报告", "Reports"),
    "group-context": ("报告之外还要给的", "What goes with a report"),
    "group-rules": ("规则", "Rules"),
    "group-output": ("怎样显示", "Output"),
    "group-decision": ("说明什么", "The decision"),
    "group-record": ("写在哪里", "The record"),
    "group-what": ("对象", "What"),
    "group-common": ("通用", "Common"),
    "help-files": (
        "要检查的报告；文件夹是其中每一份；- 是标准输入",
        "reports to check; a folder means every report in it; - is standard input",
    ),
    "help-file": ("一份报告；- 是标准输入", "a report; - is standard input"),
    "help-name": ("标准输入里的报告叫什么", "what the report on standard input is called"),
    "help-allow-empty": (
        "文件夹里一份报告也没有时不算错",
        "a folder without any report is no mistake",
    ),
    "help-previous": (
        "同一单位上年度的报告，或者放着它的文件夹",
        "last year's report of the same agency, or a folder that holds it",
    ),
    "help-units": (
        "所属单位的名单，一行一个：缺了谁的报告，写出来",
        "a list of all parts, one a line: whose report is missing is named",
    ),
    "help-parts": (
        "汇总进来的各单位报告（写在 FILE 之后）",
        "the reports that this one sums up (write it after FILE)",
    ),
    "help-published": ("首次公布的日期，如 2025-01-20", "day of first publication, such as 2025-01-20"),
    "help-agency-kind": (
        "department 部门，office 办公机构，government 政府，township 乡镇街道，写中文也可以；不给就按名称判断",
        "department, office, government or township; by default judged by the agency's name",
    ),
    "help-rules": (
        "规则集的名称，或规则文件、文件夹；不给就用版式和年度合得上的",
        "rule sets by name, or rule files and folders; by default those that fit the report's form and year",
    ),
    "help-rule-sets": (
        "规则集的名称，或规则文件、文件夹；不给就是全部",
        "rule sets by name, or rule files and folders; by default all",
    ),
    "help-rule-files": ("规则文件或文件夹", "rule files or folders"),
    "help-format": (
        ("默认 terminal；有 {names}，和插件带来的；写 FORMAT=FILE 就存进文件；可以写几次"),
        (
            "terminal by default; there are {names}, and those of plug-ins; "
            "FORMAT=FILE writes into a file; may be repeated"
        ),
    ),
    "help-text-or-json": ("terminal（默认）或 json", "terminal (default) or json"),
    "help-annotate": (
        "把结果写成批注，另存为 Word 文件；不是 Word 的报告由 LibreOffice 转换",
        "write a Word copy of the report with each finding as a comment; LibreOffice converts what is not Word",
    ),
    "help-show": (
        "另外列出 passed 通过的、unknown 未知的，或 all 全部",
        "list as well what passed, what is unknown, or all",
    ),
    "help-fail-on": (
        "到这个级别就以状态 1 结束：error（默认）、warning、note；never 只报告",
        "end with status 1 from this severity on: error (default), warning, note; never",
    ),
    "help-strict": (
        "未能判断的也按级别算不通过",
        "what could not be decided counts as failed, by its severity",
    ),
    "help-waivers": (
        "审核说明；不给就是报告旁边或上级的 govcheck.toml 里的",
        "decisions on record; by default those of the govcheck.toml beside the report or above it",
    ),
    "help-waive-files": (
        "报告；文件夹是其中每一份",
        "reports; a folder means every report in it",
    ),
    "help-waive-rule": ("说明的是哪条规则", "the rule that the figures break"),
    "help-waive-table": ("只说明这张表的", "in this table only"),
    "help-waive-row": ("只说明这一行的", "in this row only"),
    "help-waive-column": ("只说明这一列的", "in this column only"),
    "help-waive-section": ("只说明这一部分的，如 五", "in this part only, such as 五"),
    "help-waive-all": ("有几处不通过的，用同一理由说明全部", "give one reason for every failure"),
    "help-reason": ("理由", "why the figures are true"),
    "help-person": ("谁决定的", "who decided"),
    "help-until": (
        "到哪天为止；不给就是一年",
        "the last day on which it holds; a year by default",
    ),
    "help-waive-waivers": (
        "写进这个文件；不给就是起作用的 govcheck.toml，没有就在报告旁边新建",
        "write into this file; by default the govcheck.toml in force, or a new one beside the report",
    ),
    "help-prune": (
        "不写新的，删去这些报告用不着的、失效的",
        "add nothing; remove those that lapsed or that these reports need no more",
    ),
    "help-baseline": (
        "以前的 JSON 结果：只报告那里没有的问题",
        "an earlier JSON result: report only what is not in it",
    ),
    "help-statistics": ("最后按规则计数", "counts by rule at the end"),
    "help-jobs": (
        "同时检查几份；auto（默认）按文件多少决定",
        "how many at a time; auto (default) decides by their number",
    ),
    "help-lang": (
        "说中文（默认）或英文；也可写在 GOVCHECK_LANG 里",
        "Chinese (default) or English; also GOVCHECK_LANG",
    ),
    "help-config": (
        "用这个设置文件；不给就找报告旁边或上级的 govcheck.toml",
        "this settings file; by default the govcheck.toml beside the report or above it",
    ),
    "help-no-config": ("不看设置文件", "look at no settings file"),
    "help-no-cache": (
        "不用缓存；结果相同，只是慢一点",
        "use no cache; the result is the same, a little later",
    ),
    "help-plugin": ("另外装上这个 Python 模块作插件", "load this Python module as a plug-in as well"),
    "help-no-plugins": ("不用装好的插件", "use no installed plug-in"),
    "help-color": (
        "颜色：auto（默认，只在终端上）、always、never",
        "colours: auto (default, on a terminal only), always, never",
    ),
    "help-quiet": ("只说不通过的", "tell only what failed"),
    "help-verbose": (
        "多说一些：用了哪些设置、规则集；出毛病时给出细节",
        "tell more: settings, rule sets; details of faults",
    ),
    "help-version": ("显示版本", "show the version"),
    "help-help": ("显示这份说明", "show this help"),
    "help-read-output": ("写成 report.json", "write report.json"),
    "help-rule": ("规则编号，如 requests.balance", "the rule's name, such as requests.balance"),
    "help-words": (
        "把规则语言的词统一成中文或英文",
        "write the words of the language in Chinese or in English",
    ),
    "help-format-check": (
        "不改文件，只说哪些不整齐（状态 1）",
        "change nothing, tell which files would change (status 1)",
    ),
    "help-docs-output": ("写到这个文件夹", "write into this folder"),
    "help-hook-files": (
        "只检查这些；不给就是全部要提交的报告",
        "only these; by default every report that is being committed",
    ),
    "help-config-file": (
        "报告或文件夹；不给就是当前文件夹",
        "a report or a folder; by default the folder at hand",
    ),
    "help-shell": ("bash、zsh、fish 或 powershell", "bash, zsh, fish or powershell"),
    # ── mistakes of the command ──────────────────────────────────────────────
    "required": (
        "缺少 {names}。看看 {command} --help",
        "{names} is missing. See {command} --help",
    ),
    "unrecognized": (
        "不认识 {words}。看看 {command} --help",
        "{words} is not understood. See {command} --help",
    ),
    "unrecognized-near": (
        "不认识 {words}；是不是 {near}？看看 {command} --help",
        "{words} is not understood; did you mean {near}? See {command} --help",
    ),
    "no-value": (
        "{name} 后面要写一个值。看看 {command} --help",
        "{name} needs a value. See {command} --help",
    ),
    "takes-no-value": (
        "{name} 后面不写值，却写了 {value}",
        "{name} takes no value, but {value} is given",
    ),
    "wrong-value": ("{name}：{what}", "{name}: {what}"),
    "not-understood": (
        "命令看不懂：{what}。看看 {command} --help",
        "The command is not understood: {what}. See {command} --help",
    ),
    "wrong-choice": (
        "没有 {value}{near}；可以是 {choices}",
        "there is no {value}{near}; it may be {choices}",
    ),
    "wrong-choice-near": (
        "没有 {value}；是不是 {near}？可以是 {choices}",
        "there is no {value}; did you mean {near}? It may be {choices}",
    ),
    "wrong-date": (
        "{value} 不是日期；写成 2025-01-20 或 2025年1月20日",
        "{value} is no date; write 2025-01-20",
    ),
    "wrong-jobs": (
        "{value} 不行；写正整数或 auto",
        "{value} will not do; write a whole number above 0, or auto",
    ),
    "which-command": (
        "govcheck {group} 后面要写一个命令：{known}",
        "govcheck {group} needs a command: {known}",
    ),
    "no-command-near": (
        "govcheck {group} 没有命令 {word}；是不是 {near}？",
        "govcheck {group} has no command {word}; did you mean {near}?",
    ),
    "environment-language": (
        "环境变量 GOVCHECK_LANG 是 {value}；只能是 zh 或 en",
        "The environment has GOVCHECK_LANG={value}; it may be zh or en",
    ),
    "no-files": (
        "没有写要检查哪份报告：govcheck FILE...；更多见 govcheck --help",
        "No report is named: govcheck FILE...; see govcheck --help",
    ),
    "parts-took-all": (
        "没有写要检查哪份报告：--parts 后面的路径都算作所属单位的报告。把 FILE 写在 --parts 前面",
        "No report is named: all paths after --parts are taken as its parts. Write FILE before --parts",
    ),
    "name-for-one": (
        "--name 是一份报告的名称，这里写了几份：请分开检查",
        "--name is the name of one report, and several are named: check them one by one",
    ),
    "different-settings": (
        "这些报告的设置文件不同：{files}。分开检查，或用 --config 选定一个（--no-config 不用设置）",
        "These reports have different settings files: {files}. Check them apart, or choose one with --config",
    ),
    "unknown-format": (
        "没有叫 {name} 的输出格式；有这些：{known}{near}",
        "There is no output format {name}; there are: {known}{near}",
    ),
    "is-it": ("；是不是 {near}？", "; did you mean {near}?"),
    "empty-name": (
        "有一个文件名是空的；用到变量时看看它有没有值",
        "One file name is empty; where it comes from a variable, see whether that is set",
    ),
    "annotate-one": (
        "--annotate 一次只写一份报告，这里有 {count} 份",
        "--annotate writes one report, and there are {count}",
    ),
    "checking": ("正在检查", "checking"),
    "format-without-file": (
        "--format {name}= 的等号后面没有文件名；要显示在屏幕上就写 --format {name}",
        "--format {name}= names no file behind its sign; to see it on the screen write --format {name}",
    ),
    "two-to-one-file": (
        "{first} 和 {second} 都要写进 {file}：各写一个文件",
        "{first} and {second} would both be written into {file}: give each a file of its own",
    ),
    "two-to-stdout": (
        "{first} 和 {second} 都要写到屏幕上：给其中一个写上文件，例如 {second}=FILE",
        "{first} and {second} would both be written to the screen: give one of them a file, such as {second}=FILE",
    ),
    "no-folder": (
        "写不了 {file}：没有 {folder} 这个文件夹",
        "{file} cannot be written: there is no folder {folder}",
    ),
    "is-folder": ("写不了 {file}：它是一个文件夹", "{file} cannot be written: it is a folder"),
    "over-input": (
        "不能写到 {file}：这次检查要读它。govcheck 从不改动读到的文件；请换一个文件名",
        "{file} is read in this run, and govcheck never writes over what it reads; give another name",
    ),
    "over-document": (
        "没有写：{file} 已经有了，而且不像是 govcheck 以前写的结果，可能是一份报告。请换一个文件名，或者先把它移走",
        "{file} is there and does not look like an earlier output; it may be a report. Give another name, or move it",
    ),
    "over-unmarked": (
        "没有写：{file} 已经有了，里面没有 govcheck 的批注，不是以前写批注的那一份。请换一个文件名，或者先把它移走",
        "{file} is there and has none of our comments, so it is no earlier copy. Give another name, or move it",
    ),
    "over-edited": (
        (
            "没有写：{file} 写好以后又存过，里面可能有您改的内容。请换一个文件名；"
            "要接着改那一份，就检查它自己：govcheck {file} --annotate 新文件.docx"
        ),
        (
            "{file} was saved again after it was written, and may hold your own changes. Give another name; "
            "to go on with it, check it itself: govcheck {file} --annotate new.docx"
        ),
    ),
    "annotate-ending": (
        "--annotate {file}：要写的是加了批注的 Word 文件，文件名以 .docx 结尾，例如 --annotate 批注.docx 报告.docx",
        "--annotate {file}: it writes a Word document with comments, so end the name in .docx",
    ),
    "not-read": ("读不了 {file}（{reason}）", "{file} cannot be read ({reason})"),
    "standard-output": ("标准输出", "Standard output"),
    "not-written": ("写不了 {file}（{reason}）", "{file} cannot be written ({reason})"),
    "is-command": (
        "没有 {name} 这个文件；是不是命令 {near}？",
        "There is no file {name}; did you mean the command {near}?",
    ),
    "settings": ("设置：{settled}", "Settings: {settled}"),
    "defaults": ("都是默认的", "all by default"),
    # ── the hook ─────────────────────────────────────────────────────────────
    "hook-installed": (
        "已装上 {hook}。以后每次 git commit 之前都会检查要提交的报告",
        "Installed {hook}. From now on the reports of every commit are checked before it",
    ),
    "hook-there": ("{hook} 已经会检查报告了，没有改动", "{hook} checks reports already; nothing was changed"),
    "hook-foreign": (
        "{hook} 已经有别的钩子，没有覆盖。用文本编辑器打开它，在最后加上一行：{line}",
        "{hook} holds another hook, which was not overwritten. Open it in an editor and add a last line: {line}",
    ),
    "hook-lost": (
        "没有提交：找不到 govcheck 了，报告没有检查过。重新安装 govcheck，再执行 govcheck hook install",
        "Not committed: govcheck is gone, so nothing was checked. Install it again, then run govcheck hook install",
    ),
    "hook-blocked-1": (
        "\n没有提交：报告里有上面列出的问题。改好之后 git add，再提交一次",
        "\nNot committed: the report has the problems listed above. Mend them, git add, and commit again",
    ),
    "hook-blocked-2": (
        (
            "\n没有提交：有报告读不出来，没有检查过。按上面的说明处理之后再提交。"
            "不是报告的文件，在 govcheck.toml 的 exclude 里写上，就不再检查"
        ),
        (
            "\nNot committed: a report could not be read, so it was not checked. See above. A file that is no report "
            "is passed over when `exclude` in govcheck.toml names it"
        ),
    ),
    "hook-blocked-3": (
        "\n没有提交：程序或插件出了毛病，检查不完整。请把上面的内容发给维护的人",
        "\nNot committed: the program or a plug-in failed; the check is not complete. Send what stands above on",
    ),
    "no-git": ("没有找到 git：先安装 git", "git is not found: install it first"),
    "no-repository": (
        "git 说：{told}。在放报告的 git 仓库里执行这个命令",
        "git says: {told}. Run this command in the git repository that holds the reports",
    ),
    "no-chinese": (
        "govcheck：这个终端的编码（{encoding}）没有汉字，显示成问号。设 PYTHONUTF8=1，或者写进文件：--format html=FILE",
        (
            "govcheck: this terminal's encoding ({encoding}) has no Chinese characters; they are shown as "
            "question marks. Set PYTHONUTF8=1, or write into a file: --format html=FILE"
        ),
    ),
    # ── endings ──────────────────────────────────────────────────────────────
    "error": ("govcheck：{text}", "govcheck: {text}"),
    "interrupted": ("govcheck：已中断；没有写出任何结果", "govcheck: interrupted; no result was written"),
    "bug": (
        (
            "govcheck：这是 govcheck 自己的毛病，不是报告的问题。检查没有完成。"
            "请把上面的内容和 govcheck doctor 的输出发给维护的人"
        ),
        (
            "govcheck: this is a fault of govcheck's own, not of your report. The check is not complete. "
            "Send what stands above, with the output of govcheck doctor, to whoever maintains it"
        ),
    ),
    "fault": ("{message}", "{message}"),
    "written": ("已写入 {file}", "written: {file}"),
}
