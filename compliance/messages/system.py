"""Why the system refused to open, read or write a file: its error codes in words.

A code that is not here is told in the system's own words (:func:`compliance.errors.reason`).
"""

from __future__ import annotations

TABLE: dict[str, tuple[str, str]] = {
    "EACCES": (
        "没有权限，或者文件正被别的程序使用",
        "you have no right to, or another program is using the file",
    ),
    "EBUSY": ("文件正被别的程序使用", "another program is using the file"),
    "EEXIST": ("已经有同名的文件", "a file of that name is there already"),
    "EIO": ("磁盘读写出错", "the disk failed"),
    "EISDIR": ("它是一个文件夹", "it is a folder"),
    "ELOOP": ("链接互相指来指去，找不到文件", "its links lead in a circle"),
    "EMFILE": ("打开的文件太多", "too many files are open"),
    "ENAMETOOLONG": ("名字太长", "the name is too long"),
    "ENOENT": ("没有这个文件或文件夹", "there is no such file or folder"),
    "ENOSPC": ("磁盘满了", "the disk is full"),
    "ENOTDIR": ("路径中间有一段不是文件夹", "a part of its path is no folder"),
    "ENXIO": ("它不是普通文件", "it is no ordinary file"),
    "EPERM": ("没有权限", "you have no right to"),
    "EROFS": ("这个磁盘只能读，不能写", "the disk can only be read"),
}
