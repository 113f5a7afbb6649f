"""The shipped files are found in a package, in a checkout and in a zip file, and told missing where they are."""

from __future__ import annotations

import zipfile
from pathlib import Path
from zipimport import zipimporter

import pytest

from compliance import resources

FILES = {
    "rules/one/form.rules": "规则集 one",
    "rules/one/notes.txt": "not a rule file",
    "rules/one/translations/en.toml": "[rules]",
    "rules/two/form.rules": "规则集 two",
    "rules/.hidden": "",
    "grammar/govcheck.lark": "start:",
}


def lay(folder: Path) -> Path:
    """Write the files below a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(params=["package", "checkout", "zip"])
def laid(request, tmp_path, monkeypatch):
    """Lay the files in one of the three places, and nothing in the others."""
    package = tmp_path / "site" / "compliance"
    if request.param == "package":
        lay(package / "_data")
    elif request.param == "checkout":
        lay(package.parent)
    else:
        archive = tmp_path / "govcheck.zip"
        with zipfile.ZipFile(archive, "w") as opened:
            for name, text in FILES.items():
                opened.writestr(f"compliance/_data/{name}", text)
        package = archive / "compliance"
        monkeypatch.setattr(resources.__spec__, "loader", zipimporter(str(archive)))
    monkeypatch.setattr(resources, "_PACKAGE", str(package))
    monkeypatch.setattr(resources, "_CHECKOUT", str(package.parent))


@pytest.mark.usefixtures("laid")
def test_what_is_shipped_is_found():
    """Folders end in a stroke, hidden files are left out, texts come as bytes."""
    assert resources.listing("rules") == ["one/", "two/"]
    assert resources.listing("rules/one") == ["form.rules", "notes.txt", "translations/"]
    assert resources.read("grammar/govcheck.lark") == b"start:"
    assert resources.rule_sets() == [
        ("one", (("rules/one/form.rules", "规则集 one".encode()),)),
        ("two", (("rules/two/form.rules", "规则集 two".encode()),)),
    ]


@pytest.mark.usefixtures("laid")
def test_translations_lie_beside_the_rules():
    """By language; a rule set may have none."""
    assert resources.translations("one") == {"en": b"[rules]"}
    assert resources.translations("two") == {}


@pytest.mark.usefixtures("laid")
@pytest.mark.parametrize("look", [resources.listing, resources.read])
def test_what_is_missing_is_told(look):
    """An installation without its data is broken, and says so."""
    with pytest.raises(FileNotFoundError, match="rules/three"):
        look("rules/three")


def test_the_package_comes_before_the_checkout(tmp_path, monkeypatch):
    """An installed govcheck uses its own rules, whatever lies around it."""
    package = tmp_path / "compliance"
    lay(package / "_data")
    (lay(tmp_path) / "rules/one/form.rules").write_text("another", encoding="utf-8")
    monkeypatch.setattr(resources, "_PACKAGE", str(package))
    monkeypatch.setattr(resources, "_CHECKOUT", str(tmp_path))

    assert resources.read("rules/one/form.rules") == "规则集 one".encode()
