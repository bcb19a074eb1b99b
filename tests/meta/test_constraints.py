"""The pinned versions are the installed ones, and the oldest Python that we promise can install each."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PINNED = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def oldest() -> Version:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (lowest,) = SpecifierSet(project["requires-python"])
    assert lowest.operator == ">="
    return Version(f"{lowest.version}.0")


@pytest.mark.parametrize("pinned", PINNED, ids=lambda pinned: pinned.name)
def test_the_oldest_python_can_install_it(pinned: Requirement, oldest: Version) -> None:
    try:
        installed = distribution(pinned.name)
    except PackageNotFoundError:
        pytest.skip("Not needed on this machine.")

    assert pinned.specifier.contains(installed.version)
    assert SpecifierSet(installed.metadata.get("Requires-Python", "")).contains(oldest)
