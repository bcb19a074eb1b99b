"""The picture of the layers is the one that the import linter checks, and every package is explained."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXPLAINED = ROOT / "docs" / "publish" / "explanation" / "how-it-works.md"
PICTURE = re.compile(r"^```text\n(__main__\n.*?)^```", re.MULTILINE | re.DOTALL)


def _layers() -> list[set[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    contracts = [item for item in settings["contracts"] if item["type"] == "layers"]
    (layers,) = [item["layers"] for item in contracts if item["containers"] == ["a11ycheck"]]
    return [_names(layer) for layer in layers]


def _names(layer: str) -> set[str]:
    return set(re.findall(r"\w+", layer))


@pytest.mark.parametrize("page", [EXPLAINED, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_the_picture_shows_the_layers_that_are_checked(page: Path) -> None:
    (picture,) = PICTURE.findall(page.read_text("utf-8"))

    assert [_names(line) for line in picture.splitlines()] == _layers()


def test_every_package_is_explained() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", EXPLAINED.read_text("utf-8"), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    assert set.union(*_layers()) - {"__main__"} <= named
