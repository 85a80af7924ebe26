"""What the program ships with is told with version and licence, in a checkout and in a bundle."""

import json
import tomllib
from importlib import metadata
from pathlib import Path

from workbench import licences, places

ROOT = Path(__file__).resolve().parents[1]


def test_every_dependency_is_told_with_its_licence_and_the_whole_text() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = {one.name.lower().replace("_", "-"): one for one in licences.packages()}
    for dependency in project["dependencies"]:
        name = dependency.split("=")[0].split(">")[0].split("<")[0].lower().replace("_", "-")
        assert name in found, dependency
    for package in found.values():
        assert package.version, package.name
        assert package.licence, package.name
        assert len(package.text) > 200, package.name


def test_what_a_dependency_needs_is_told_too() -> None:
    names = {one.name.lower() for one in licences.packages()}
    assert {"cffi", "cryptography", "python", "shiboken6"} <= names


def test_qt_is_used_under_the_lgpl_and_both_texts_are_there() -> None:
    qt = next(one for one in licences.packages() if one.name.lower().startswith("pyside6"))
    assert qt.licence == "LGPL-3.0-only"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.text
    assert "GNU GENERAL PUBLIC LICENSE" in qt.text
    assert metadata.version("PySide6-Essentials") == qt.version


def test_a_bundle_tells_what_its_list_says(tmp_path, monkeypatch) -> None:
    folder = tmp_path / "licences"
    folder.mkdir()
    held = licences.Package("some", "1.2", "MIT", "text")
    licences.write([held], folder / licences.SHIPPED)
    monkeypatch.setattr(places, "resources", lambda: tmp_path)
    assert licences.packages() == (held,)
    assert json.loads((folder / licences.SHIPPED).read_text(encoding="utf-8"))[0]["name"] == "some"
