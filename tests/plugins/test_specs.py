"""The nouns that hooks speak of."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from compliance.plugins import RuleSet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a rule set, with what is none of its files."""
    made = tmp_path / "js-city"
    (made / "translations").mkdir(parents=True)
    (made / "b.rules").write_bytes("规则".encode())
    (made / "a.rules").write_bytes(b"a")
    (made / "README.md").write_bytes(b"none")
    (made / "translations" / "en.toml").write_bytes(b"title = 'x'")
    return made


def test_a_rule_set_in_a_folder(folder):
    """Its rule files in order, its translations, and its name, which is the folder's."""
    rule_set = RuleSet.in_folder(folder)

    assert rule_set.name == "js-city"
    assert rule_set.files == (
        (str(folder / "a.rules"), b"a"),
        (str(folder / "b.rules"), "规则".encode()),
    )
    assert rule_set.translations == {"en": b"title = 'x'"}


def test_a_rule_set_inside_a_zip_file(folder, tmp_path):
    """A package may be imported from one."""
    with zipfile.ZipFile(tmp_path / "rules.zip", "w") as archive:
        archive.write(folder / "a.rules", "js-city/a.rules")
    with zipfile.ZipFile(tmp_path / "rules.zip") as archive:
        rule_set = RuleSet.in_folder(zipfile.Path(archive, "js-city/"))

    assert rule_set.name == "js-city"
    assert [data for _, data in rule_set.files] == [b"a"]
    assert rule_set.translations == {}


def test_no_such_folder(tmp_path):
    """The plug-in that names it is told of in the output."""
    with pytest.raises(OSError, match="none"):
        RuleSet.in_folder(tmp_path / "none")
