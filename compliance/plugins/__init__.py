"""Where others may join in: rule sets, functions, readers, reporters, checks, findings before they are shown.

A plug-in is a Python package with an entry point in the group ``govcheck`` that names a module; the module
defines some of the functions of :mod:`compliance.plugins.specs`, each marked with :data:`hookimpl`::

    from compliance.plugins import hookimpl

    @hookimpl
    def govcheck_check(report):
        ...

What govcheck itself brings is registered through the same hooks (:mod:`compliance.shipped`).

This module is on the path of every run, pluggy is not: it is imported when a plug-in is.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compliance.plugins.specs import Function, Reporter, RuleSet, View, hookimpl

__all__ = ["Function", "Reporter", "RuleSet", "View", "hookimpl"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from compliance.plugins import specs

        return getattr(specs, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
