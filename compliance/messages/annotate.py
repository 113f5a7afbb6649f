"""What is said where a document cannot be annotated. Each names the way that is left, mostly the HTML page."""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    "not-word": (
        "{file}：--annotate 只能写进 Word 文件（.docx）。请用 --format html=文件.html",
        "{file}: --annotate writes into Word documents (.docx) only; use --format html=FILE.html",
    ),
    "ending": (
        "--annotate {file}：这份文件要存成 {ending}，否则 Word 打不开，没有写",
        "--annotate {file}: Word opens this document as {ending} only; nothing was written",
    ),
    "no-libreoffice": (
        (
            "{file}：不是 Word 文件（.docx），写批注要先转换，没有找到 LibreOffice，没有写。"
            "请从 https://www.libreoffice.org 安装（命令 soffice 要在 PATH 里），或用 --format html=文件.html"
        ),
        (
            "{file}: comments need a Word document (.docx), and LibreOffice, which makes one, was not found; "
            "install it from https://www.libreoffice.org (soffice on PATH), or use --format html=FILE.html"
        ),
    ),
    "not-converted": (
        "{file}：LibreOffice 没能把它转换成 Word 文件，没有写。请用 --format html=文件.html",
        "{file}: LibreOffice could not make a Word document of it; use --format html=FILE.html",
    ),
    "differs": (
        "{file}：转换成 Word 文件以后，读到的数字或检查结果和原文件不完全一样，没有写。请用 --format html=文件.html",
        "{file}: converted to Word, its figures or findings are not all the same; use --format html=FILE.html",
    ),
    "signed": (
        "{file}：文件有数字签名，写进批注签名就失效，没有写。请用 --format html=文件.html",
        "{file}: the document is signed, and a comment would break the signature; use --format html=FILE.html",
    ),
    "protected": (
        "{file}：文件设了保护，不许加批注，没有写。请取消保护，或用 --format html=文件.html",
        "{file}: the document is protected against comments; lift the protection, or use --format html=FILE.html",
    ),
    "too-large": (
        "{file}：文件展开后超过 {limit} MB，没有写。请用 --format html=文件.html",
        "{file}: the document unpacks to more than {limit} MB; use --format html=FILE.html",
    ),
}
