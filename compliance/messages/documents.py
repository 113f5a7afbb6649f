"""What the readers of Word, Excel, PDF and web pages say: why a file is refused, what a person should know of it."""

from __future__ import annotations

TABLE = {
    # ── refused ──────────────────────────────────────────────────────────────────────────────────────────────
    "password": (
        "文件有密码或权限保护，没有检查。请另存一份不加保护的再检查",
        "The file is protected by a password or by rights and was not checked; save an unprotected copy, check that",
    ),
    "old-office": (
        "这是旧版 Office 文件，没有检查。请另存为 {format} 再检查",
        "This is a file of an old Office version and was not checked; save it as {format} and check that",
    ),
    "no-word": (
        "这不是 Word 97 及以后的文件，没有检查。请用 Word 或 WPS 打开，另存为 docx 再检查",
        "This is no file of Word 97 or later and was not checked; open it in Word or WPS, save it as docx, check that",
    ),
    "damaged-office": (
        "文件损坏或不完整，没有检查。请重新下载，或打开后另存为 docx 再检查",
        "The file is damaged or cut short and was not checked; download it again, or open it and save it as docx",
    ),
    "no-package": (
        "文件不是完整的 {format}，没有检查。请打开后另存为 {format} 再检查",
        "The file is no whole {format} and was not checked; open it, save it as {format}, and check that",
    ),
    "damaged": (
        "文件损坏，{part} 读不出来。请打开后另存一份再检查",
        "The file is damaged, {part} cannot be read; open it, save it again, and check that",
    ),
    "damaged-line": (
        "文件损坏，{part} 第 {line} 行不完整，或者层数太多。请打开后另存一份再检查",
        "The file is damaged, line {line} of {part} is broken or nested too deeply; open it, save it again, check that",
    ),
    "doctype": (
        "{part} 里有 DOCTYPE 声明，Office 不写这样的文件，没有读。请打开后另存一份再检查",
        "{part} declares a DOCTYPE, as no Office program does, and was not read; open the file, save it, check that",
    ),
    "part-missing": (
        "文件损坏，缺少 {part}。请打开后另存一份再检查",
        "The file is damaged, {part} is missing; open it, save it again, and check that",
    ),
    "part-twice": (
        "文件损坏，{part} 有两份，不知道以哪一份为准。请打开后另存一份再检查",
        "The file is damaged, {part} is there twice and nothing says which counts; open it, save it again, check that",
    ),
    "part-too-large": (
        "{part} 展开后超过 {limit} MB，不会是年度报告，没有读。请检查是否拿错了文件",
        "{part} unpacks to more than {limit} MB, which no annual report does, and was not read; is it the right file?",
    ),
    "too-large": (
        "文件展开后超过 {limit} MB，不会是年度报告，没有读。请检查是否拿错了文件",
        "The file unpacks to more than {limit} MB, as no annual report does, and was not read; is it the right file?",
    ),
    "too-many-parts": (
        "文件里的部件超过 {limit} 个，不会是年度报告，没有读。请检查是否拿错了文件",
        "The file has more than {limit} parts, which no annual report has, and was not read; is it the right file?",
    ),
    "too-many-marks": (
        "{part} 里的标记超过 {limit} 个，不会是年度报告，没有读。请检查是否拿错了文件",
        "{part} has more than {limit} marks, which no annual report has, and was not read; is it the right file?",
    ),
    "too-many-glyphs": (
        "文字和线条超过 {limit} 个，不会是年度报告，没有读。请检查是否拿错了文件",
        "Over {limit} characters and lines, as no annual report has; the file was not read; is it the right one?",
    ),
    "too-many-cells": (
        "段落和格子超过 {limit} 个，不会是年度报告，没有读。请检查是否拿错了文件",
        "Over {limit} paragraphs and cells, which no annual report has; the file was not read; is it the right one?",
    ),
    "too-deep": (
        "网页一层套一层超过 {limit} 层，或者一段文字太长，读不完整，没有检查。请把正文复制到 Word 里另存再检查",
        "The page is nested over {limit} levels deep or too long and was not checked; copy its text into Word",
    ),
    "no-text": (
        "网页里没有文字，没有检查，正文可能要联网才显示。请把正文复制到 Word 里另存再检查",
        "The page holds no text and was not checked; it may load it from the network; copy it into Word and check that",
    ),
    "no-pdf": (
        (
            "读 PDF 需要另外安装一部分：pip install 'govcheck[{extra}]'；"
            "从项目文件夹装的，在那里执行 .venv/bin/pip install '.[{extra}]'"
        ),
        (
            "Reading PDF needs an optional part: pip install 'govcheck[{extra}]'; "
            "from the project's folder: .venv/bin/pip install '.[{extra}]'"
        ),
    ),
    "damaged-pdf": (
        "PDF 文件损坏，没有检查。请重新下载，或用 Word 文件重新导出再检查",
        "The PDF is damaged and was not checked; download it again, or export it anew from the Word file",
    ),
    "damaged-page": (
        "PDF 文件损坏，第 {page} 页读不出来，没有检查。请重新下载，或用 Word 文件重新导出再检查",
        "The PDF is damaged, page {page} cannot be read; download it again, or export it anew from the Word file",
    ),
    "truncated-pdf": (
        "PDF 文件不完整，缺少结尾，没有检查。请重新下载或重新导出再检查",
        "The PDF has no end and was not checked; download it again, or export it once more",
    ),
    "pdf-too-large": (
        "文件有 {size} MB，超过 PDF 报告的上限 {limit} MB，没有检查。请给出报告本身的文件",
        "The file has {size} MB, more than the {limit} MB that a report as PDF may have; give the report's own file",
    ),
    "too-many-pages": (
        "文件有 {count} 页，超过 {limit} 页，不会是一份年度报告，没有检查。请给出报告本身的文件",
        "The file has {count} pages, more than {limit}, so it is no annual report; give the report's own file",
    ),
    "pdf-slow": (
        "PDF 文件在 {seconds} 秒内读不完，没有检查。请用 Word 文件重新导出再检查",
        "The PDF could not be read within {seconds} seconds; export it once more from the Word file",
    ),
    "pdf-heavy": (
        "读这个 PDF 要用的内存超过 {limit} MB，或者它让读取程序出错退出，没有检查。请用 Word 文件重新导出再检查",
        "Reading the PDF takes over {limit} MB or makes its reader fail; export it once more from the Word file",
    ),
    "scanned": (
        "第 {pages} 页是扫描件或图片，没有文字，没有检查。请用 Word 文件或由它导出的 PDF 检查",
        "Page {pages} is a scan or a picture without text: not checked; use the Word file or a PDF exported from it",
    ),
    "blank-print": (
        "文件里没有文字，没有检查。请用 Word 文件或由它导出的 OFD、PDF 检查",
        "The file holds no text and was not checked; use the Word file, or an OFD or PDF exported from it",
    ),
    "garbled": (
        "第 {pages} 页的文字无法可靠地取出（字体里没有字符对照），没有检查。请用 Word 文件，或用别的程序重新导出 PDF",
        "The text of page {pages} cannot be got out (fonts name no characters); use the Word file or export it anew",
    ),
    # ── remarks ──────────────────────────────────────────────────────────────────────────────────────────────
    "changes": (
        "文件里有 {count} 处修订没有接受，按接受以后的文字检查",
        "Changes in {count} places of the file are not accepted; it was checked as if they were",
    ),
    "hidden": (
        "有 {count} 处隐藏的内容没有读，第一处是“{text}”",
        "Hidden content in {count} places was not read; the first is “{text}”",
    ),
    "embedded": (
        "有 {count} 个嵌入的对象（例如 Excel 表格）没有读",
        "{count} embedded objects (such as Excel tables) were not read",
    ),
    "hidden-sheet": (
        "工作表“{sheet}”是隐藏的，没有读",
        "The worksheet “{sheet}” is hidden and was not read",
    ),
    "formulas": (
        "有 {count} 个公式没有存下结果（第一个是“{sheet}”的 {ref}），不当作数字。请打开、保存后再检查",
        "{count} formulas have no stored result (first: {ref} on “{sheet}”) and are no figures; open and save the file",
    ),
    "wide-table": (
        "有表格超过 {limit} 列，后面的列没有读",
        "A table has more than {limit} columns; those behind were not read",
    ),
    "libreoffice": (
        "这个文件是由 LibreOffice 转换以后读的，格子可能有出入",
        "The file was read through a conversion by LibreOffice; its cells may differ",
    ),
    "no-pictures": (
        "页面的图没能画出来，检查结果不受影响",
        "The pages could not be drawn; what was found does not depend on it",
    ),
    "not-all-pictures": (
        "有问题的页里，第 {pages} 页没有画图（最多画 {most} 页，太大的也不画）",
        "Of the pages with findings, {pages} are not drawn ({most} at most, and none that is too large)",
    ),
    "scanned-pages": (
        "第 {pages} 页是扫描件或图片，没有文字，没有检查",
        "Nothing on page {pages} is text (a scan or a picture); it was not checked",
    ),
}
