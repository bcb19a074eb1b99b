"""The page of dependencies agrees with the metadata of the installed packages."""

from __future__ import annotations

import ast
import runpy
import sys
import tomllib
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOWEST: Any = runpy.run_path(str(ROOT / "tools" / "lowest_versions.py"))["lowest"]
NOTES = {
    name: note
    for name, note in tomllib.loads(
        (ROOT / "tools" / "docgen" / "dependencies.toml").read_text("utf-8")
    ).items()
    if isinstance(note, dict)
}
# SPDX identifiers by what older metadata has in their place.
LICENCES = {
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-or-later",
}
NAMED = pytest.mark.parametrize("name", NOTES)


def installed(name: str) -> PackageMetadata:
    try:
        return metadata(name)
    except PackageNotFoundError:
        pytest.skip("Not needed on this machine.")


def licences_of(found: PackageMetadata) -> set[str]:
    if expression := found.get("License-Expression"):
        return {expression}
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in found.get_all("Classifier") or []
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    return {LICENCES.get(text, text) for text in [*classifiers, found.get("License") or ""] if text}


@NAMED
def test_every_dependency_has_a_purpose_a_reason_and_a_maintainer(name: str) -> None:
    note: Any = NOTES[name]

    assert all(note[key].strip() for key in ("purpose", "choice", "maintainer", "licence"))
    assert note["size"] > 0


@NAMED
def test_the_licence_is_that_of_the_installed_package(name: str) -> None:
    assert NOTES[name]["licence"].partition(";")[0] in licences_of(installed(name))


@NAMED
def test_what_it_requires_is_named(name: str) -> None:
    installed(name)
    needed = {
        canonicalize_name(requirement.name)
        for requirement in map(Requirement, requires(name) or [])
        if requirement.marker is None
        or ("extra" not in str(requirement.marker) and requirement.marker.evaluate())
    }
    named = {item for item in NOTES[name]["brings"] if " " not in item}

    assert {item for item in needed if not item.startswith("sphinxcontrib-")} == named


@NAMED
def test_the_installed_version_is_not_newer_than_the_newest_one_named(name: str) -> None:
    assert Version(installed(name)["Version"]) <= Version(NOTES[name]["newest"])


def test_every_requirement_has_one_lowest_version() -> None:
    assert list(LOWEST(["a>=1.2", "a11ycheck[light]", "b>=2,<3"])) == ["a==1.2", "b==2"]
    with pytest.raises(ValueError, match="no lowest version"):
        list(LOWEST(["a"]))


# What may import more: each is loaded only with its extra, or in an environment that has it.
OPTIONAL = {
    "sphinxext": None,
    "pytest_plugin": {"pytest"},
    "watch": {"watchfiles"},
    "web": {"brotli"},
}
IMPORTED_AS = {"python-bidi": "bidi", "websocket-client": "websocket"}


def imported(path: Path) -> set[str]:
    """Return the top packages that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import():
                names |= {alias.name for alias in node.names}
            case ast.ImportFrom(level=0, module=str(module)):
                names.add(module)
    return {name.partition(".")[0] for name in names}


def test_without_extras_only_own_dependencies_are_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {Requirement(text).name for text in project["dependencies"]}
    available = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in needed}
    available |= {"a11ycheck", *sys.stdlib_module_names}
    package = ROOT / "src" / "a11ycheck"

    missing: dict[str, set[str]] = {}
    for path in package.rglob("*.py"):
        more = OPTIONAL.get(path.relative_to(package).parts[0], set())
        if more is not None and (unknown := imported(path) - available - more):
            missing[path.relative_to(package).as_posix()] = unknown

    assert missing == {}
