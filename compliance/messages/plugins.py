"""What is said of plug-ins: at the start, when one fails, and of what they changed."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    "named": ("插件 {name}：{what}", "Plug-in {name}: {what}"),
    "not-loaded": (
        "不能载入：{error}。它的规则和检查没有参加",
        "cannot be loaded: {error}. Its rules and checks are missing",
    ),
    "no-such-module": (
        "--plugin {name}：没有这个 Python 模块。写模块名（例如 my_checks），并确认它已经装在运行 govcheck 的 Python 里",
        "--plugin {name}: there is no such Python module. Give the name of one that govcheck's Python can import",
    ),
    "no-hooks": (
        "--plugin {name}：这个模块里没有一个挂接点（govcheck_…），不是 govcheck 的插件。看看是不是写错了名字",
        "--plugin {name}: this module has none of the hooks (govcheck_…), so it is no plug-in. Is its name right?",
    ),
    "no-such-hook": (
        "没有名为 {hook} 的挂接点。插件的函数以 govcheck_ 开头，就必须是文档里列出的一个",
        "There is no hook named {hook}. Functions whose names begin with govcheck_ must be documented hooks",
    ),
    "no-such-hook-near": (
        "没有名为 {hook} 的挂接点；是不是 {near}？",
        "There is no hook named {hook}; did you mean {near}?",
    ),
    "wrapper": (
        "{hook} 写成了包装（wrapper）。这里每个插件只对自己的结果负责，去掉 wrapper",
        "{hook} is written as a wrapper. Every plug-in answers for itself here: remove wrapper",
    ),
    "wrong-arguments": (
        "{hook} 要的参数 {strange} 没有；可以要：{given}",
        "{hook} wants {strange}, which there is not; it may want: {given}",
    ),
    "name-taken": (
        "有两个插件都叫 {name}：卸载其中一个，或者给它改名",
        "Two plug-ins are named {name}: uninstall one, or rename it",
    ),
    "raised": (
        "{hook} 出错：{error}。它的结果缺失，其余结果不受影响；请把这一行发给插件作者",
        "{hook} failed: {error}. Its results are missing, all others stand; send this line to the plug-in's author",
    ),
    "answered": (
        "{hook} 的回答不能用：{error}。这个回答没有采用，其余结果不受影响",
        "{hook} gave an answer that cannot be used: {error}. It was dropped, all other results stand",
    ),
    "wrong-field": (
        "Finding 的 {field} 应当是 {wanted}，却是 {got}",
        "the field {field} of a Finding should be {wanted}, and is {got}",
    ),
    "wrong-answer": ("应当给出 {wanted}，却给出了 {got}", "{wanted} was promised, {got} was given"),
    # severities, as a change tells them
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "note": ("提示", "note"),
    # what a plug-in changed
    "left-out": (
        "插件 {plugin} 去掉了一条{severity}：{rule}",
        "Plug-in {plugin} left out a finding ({severity}): {rule}",
    ),
    "lowered": (
        "插件 {plugin} 把 {rule} 由{severity}降为{to}",
        "Plug-in {plugin} lowered {rule} from {severity} to {to}",
    ),
    "turned": (
        "插件 {plugin} 改了 {rule}（{severity}）的结论",
        "Plug-in {plugin} changed the verdict of {rule} ({severity})",
    ),
    "reworded": (
        "插件 {plugin} 改写了 {rule}（{severity}）的说明",
        "Plug-in {plugin} reworded {rule} ({severity})",
    ),
    "waived": (
        "插件 {plugin} 给 {rule} 写了审核说明；审核说明要由人写进 govcheck.toml",
        "Plug-in {plugin} waived {rule}; a decision has to be on record in govcheck.toml, by a person",
    ),
}
