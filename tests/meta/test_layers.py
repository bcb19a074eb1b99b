"""The diagram of the layers is the one that import-linter checks, and every package is explained."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = ROOT / "docs" / "publish" / "explanation" / "architecture.md"
DIAGRAM = re.compile(r"^```text\n(__main__\n.*?)^```", re.MULTILINE | re.DOTALL)


def _layers() -> list[set[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    contracts = [item for item in settings["contracts"] if item["type"] == "layers"]
    (layers,) = [item["layers"] for item in contracts if item["containers"] == ["a11ycheck"]]
    return [_names(layer) for layer in layers]


def _names(layer: str) -> set[str]:
    return set(re.findall(r"\w+", layer))


def test_the_diagram_shows_the_layers_that_are_checked() -> None:
    (diagram,) = DIAGRAM.findall(ARCHITECTURE.read_text("utf-8"))

    assert [_names(line) for line in diagram.splitlines()] == _layers()


def test_every_package_is_explained() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", ARCHITECTURE.read_text("utf-8"), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    assert set.union(*_layers()) - {"__main__"} <= named


def test_the_toolkit_is_kept_from_every_other_package_of_the_auditor() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (contract,) = [
        item for item in settings["contracts"] if item.get("source_modules") == ["furo_light"]
    ]
    package = ROOT / "src" / "a11ycheck"
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    modules |= {path.parent.name for path in package.glob("*/__init__.py")}

    forbidden = {name.removeprefix("a11ycheck.") for name in contract["forbidden_modules"]}
    assert modules - {"web", "language", "errors"} <= forbidden
