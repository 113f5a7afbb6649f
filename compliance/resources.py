"""Where the shipped rules and the grammar are.

``rules/`` and ``grammar/`` lie at the top level of the project for people, and inside the package (``_data``) in a
wheel. The package is looked at first, the checkout second. Read through these functions and never by a path of your
own: the package may sit in a zip file.

On the path of every run: no pathlib, no importlib.resources.
"""

from __future__ import annotations

import os
import sys

_PACKAGE = os.path.dirname(__file__)
_CHECKOUT = os.path.dirname(_PACKAGE)


def listing(folder: str) -> list[str]:
    """The names in ``rules/…`` or ``grammar/…``, sorted; folders end in ``/``.

    :raises FileNotFoundError: The folder is in neither place: the installation is broken.
    """
    for root in (os.path.join(_PACKAGE, "_data"), _CHECKOUT):
        place = os.path.join(root, *folder.split("/"))
        if os.path.isdir(place):
            return sorted(
                e.name + "/" * e.is_dir() for e in os.scandir(place) if not e.name.startswith((".", "_"))
            )
    names = _zipped_names(f"_data/{folder}/")
    if names:
        return names
    raise FileNotFoundError(folder)


def read(name: str) -> bytes:
    """The bytes of one file, named from the top level: ``rules/cn-disclosure/form.rules``.

    :raises FileNotFoundError: It is in neither place.
    """
    for root in (os.path.join(_PACKAGE, "_data"), _CHECKOUT):
        try:
            with open(os.path.join(root, *name.split("/")), "rb") as file:
                return file.read()
        except (FileNotFoundError, NotADirectoryError):
            continue
    loader = _zip_loader()
    if loader is not None:
        try:
            return loader.get_data(os.path.join(_PACKAGE, "_data", *name.split("/")))
        except OSError:
            pass
    raise FileNotFoundError(name)


def rule_sets() -> list[tuple[str, tuple[tuple[str, bytes], ...]]]:
    """The shipped rule sets: name, and (name, bytes) of each of its rule files."""
    found = []
    for folder in listing("rules"):
        if folder.endswith("/"):
            names = [
                f"rules/{folder}{name}" for name in listing(f"rules/{folder[:-1]}") if name.endswith(".rules")
            ]
            found.append((folder[:-1], tuple((name, read(name)) for name in names)))
    return found


def translations(rule_set: str) -> dict[str, bytes]:
    """The translations of a shipped rule set: language → the bytes of its TOML file."""
    folder = f"rules/{rule_set}/translations"
    if "translations/" not in listing(f"rules/{rule_set}"):
        return {}
    names = [name for name in listing(folder) if name.endswith(".toml")]
    return {name.removesuffix(".toml"): read(f"{folder}/{name}") for name in names}


TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from zipimport import zipimporter


def _zip_loader() -> zipimporter | None:
    """The loader of this package, if it was imported from a zip file."""
    from zipimport import zipimporter

    spec: ModuleSpec | None = sys.modules[__name__].__spec__
    loader = None if spec is None else spec.loader
    return loader if isinstance(loader, zipimporter) else None


def _zipped_names(folder: str) -> list[str]:
    loader = _zip_loader()
    if loader is None:
        return []
    from zipfile import ZipFile

    inside = os.path.relpath(_PACKAGE, loader.archive).replace(os.sep, "/")
    prefix = f"{inside}/{folder}"
    with ZipFile(loader.archive) as archive:
        rest = {name[len(prefix) :] for name in archive.namelist() if name.startswith(prefix)}
    first = {r if "/" not in r else r[: r.index("/") + 1] for r in rest if r}
    return sorted(name for name in first if not name.startswith((".", "_")))
