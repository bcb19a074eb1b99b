"""Hand-written reference pages list what the code has: settings, warnings, options, formats, files."""

import ast
import inspect
import json
import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from a11ycheck.locate import MAP_SCHEMA, map_path, read_map

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src"
PUBLISH = ROOT / "docs" / "publish"
EXTENSION = (PUBLISH / "reference" / "sphinx-extension.md").read_text("utf-8")
PLUGIN = (PUBLISH / "reference" / "pytest-plugin.md").read_text("utf-8")
SOURCE_MAP = (PUBLISH / "reference" / "source-map.md").read_text("utf-8")
ARCHITECTURE = (PUBLISH / "explanation" / "architecture.md").read_text("utf-8")
THEME = (PUBLISH / "how-to" / "use-furo-light.md").read_text("utf-8")


def _registered(extension: str) -> dict[str, Any]:
    """Return the settings that an extension registers, with their defaults."""
    settings: dict[str, Any] = {}

    def add(name: str, default: Any, *_more: Any, **_options: Any) -> None:
        settings[name] = default

    app = MagicMock()
    app.config.language = "en"
    app.add_config_value.side_effect = add
    app.setup_extension.side_effect = lambda name: import_module(name).setup(app)
    app.setup_extension(extension)
    return settings


def _rows(page: str) -> dict[str, list[str]]:
    """Return the cells of every table row, by the code in its first cell."""
    rows = re.findall(r"^\| `([^`]+)` \| (.*) \|$", page, re.MULTILINE)
    return {name: cells.split(" | ") for name, cells in rows}


def test_every_setting_of_the_extensions_is_listed_with_its_default() -> None:
    listed = {
        name: cells for name, cells in _rows(EXTENSION).items() if name.startswith("a11ycheck_")
    }
    registered = _registered("furo_light")  # which loads the other one

    assert set(listed) == set(registered)
    for name, default in registered.items():
        assert ast.literal_eval(listed[name][1].strip("`")) == default, name


def test_the_auditor_registers_only_its_own_settings() -> None:
    part = EXTENSION.partition("## Settings of furo_light")[0]

    assert set(_registered("a11ycheck.sphinxext")) == {
        name for name in _rows(part) if name.startswith("a11ycheck_")
    }


def test_every_subtype_of_warnings_is_listed() -> None:
    part = EXTENSION.partition("## Warnings")[2]
    used = {
        subtype
        for path in SOURCES.rglob("*.py")
        for subtype in re.findall(r'subtype="([\w-]+)"', path.read_text("utf-8"))
    }

    assert used
    assert used <= set(_rows(part))


def test_every_option_of_the_theme_is_listed() -> None:
    (file,) = SOURCES.rglob("theme.toml")
    options = tomllib.loads(file.read_text("utf-8"))["options"]

    assert set(options) <= set(_rows(THEME))


def test_every_option_of_the_pytest_plugin_is_listed() -> None:
    source = inspect.getsource(import_module("a11ycheck.pytest_plugin"))
    checker = import_module("a11ycheck.pytest_plugin.checker").Checker
    arguments = list(inspect.signature(checker.__call__).parameters)[1:]
    lists = re.findall(r'"(?:select|ignore|variants)": \("(\w+)"', source)
    options = [*re.findall(r'"--a11y-([a-z-]+)"', source), *lists]

    assert {"fail-on", "lang", "report", "select", "ignore", "variant"} == set(options)
    assert all(f"`--a11y-{name} " in PLUGIN for name in options)
    assert all(f"`a11y_{name.replace('-', '_')}`" in PLUGIN for name in options)
    assert all(f"`{name}`" in PLUGIN for name in arguments)


def test_the_example_of_a_source_map_is_one(tmp_path: Path) -> None:
    (block,) = re.findall(r"```json\n(.*?)```", SOURCE_MAP, re.DOTALL)
    example = json.loads(block)
    site = tmp_path / "html"
    site.mkdir()
    map_path(site).write_text(block, "utf-8")
    found, *problems = read_map(site)

    assert found is not None
    assert not any(problems)
    assert example["schema"] == MAP_SCHEMA
    (page,) = example["pages"].values()
    (fact,) = page["facts"]
    listed = set(_rows(SOURCE_MAP))
    assert {*example, *page, *fact} <= listed


# --- architecture ---------------------------------------------------------------------------------------


def test_every_file_that_the_architecture_names_exists() -> None:
    named = set(re.findall(r"`((?:src|tests|tools)/[\w./-]+)`", ARCHITECTURE))

    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_a_page_passes_at_most_fifteen_stages() -> None:
    part = ARCHITECTURE.partition("## One page through an audit")[2].partition("\n## ")[0]
    stages = [int(number) for number in re.findall(r"^(\d+)\. ", part, re.MULTILINE)]

    assert stages == list(range(1, len(stages) + 1))
    assert 6 <= len(stages) <= 15


def test_every_package_is_in_the_architecture() -> None:
    packages = {
        path.parent.name if path.name == "__init__.py" else path.stem
        for root in ("a11ycheck", "furo_light")
        for pattern in ("*.py", "*/__init__.py")
        for path in (SOURCES / root).glob(pattern)
        if path.parent.name not in {"a11ycheck", "furo_light"} or path.name != "__init__.py"
    }
    named = set(re.findall(r"^\| `([\w.]+)`", ARCHITECTURE, re.MULTILINE))

    assert {name for name in packages if not name.startswith("__")} <= {
        part for name in named for part in name.split(".")
    }


# --- guides for contributors ----------------------------------------------------------------------------

GUIDES = ["write-a-rule", "write-a-fix", "write-a-reporter"]


@pytest.mark.parametrize("guide", GUIDES)
def test_the_examples_of_a_guide_run(guide: str, tmp_path: Path) -> None:
    text = (PUBLISH / "how-to" / f"{guide}.md").read_text("utf-8")
    names: dict[str, Any] = {"__name__": "example", "__file__": str(tmp_path / "example.py")}
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(block, guide, "exec"), names)  # noqa: S102 - the examples of our own pages

    match guide:
        case "write-a-rule":
            assert str(names["judge"]({"text": ""}, None).message)
            assert names["RULE"].documentation.startswith("The main content")
        case "write-a-fix":
            assert callable(names["FIX"].edit)
        case _:
            assert names["CSV"].name == "csv"


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_exists(guide: str) -> None:
    text = (PUBLISH / "how-to" / f"{guide}.md").read_text("utf-8")
    named = set(re.findall(r"`((?:src|tests|tools)/[\w./-]+)`", text))

    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
