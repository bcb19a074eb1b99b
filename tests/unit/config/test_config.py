"""The dataclass, and what is made from it: variants, options, TOML, JSON Schema, table."""

import json
import tomllib
from dataclasses import FrozenInstanceError, fields
from datetime import date
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

import a11ycheck.config
from a11ycheck.config import (
    Config,
    SuppressEntry,
    ViewportSize,
    as_toml,
    json_schema,
    load_config,
    options_table,
    settings,
    tool_schema,
)
from a11ycheck.errors import UserError
from a11ycheck.model import ColourScheme, Impact, Variant, Viewport
from a11ycheck.run.selection import make_selection, option_types

WATCH = ViewportSize(width=200, height=200)
SCHEMA = json_schema(option_types())
SCHEMA_FILE = Path(a11ycheck.config.__file__).with_name("a11ycheck.schema.json")


def names(config: Config) -> list[str]:
    return [variant.name for variant in config.variant_values()]


def test_a_configuration_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Config().jobs = 3  # type: ignore[misc]


def test_the_default_variants_are_phone_and_desktop_in_both_schemes() -> None:
    assert names(Config()) == ["phone-light", "phone-dark", "desktop-light", "desktop-dark"]
    assert Config().variant_values()[1] == Variant(
        viewport=Viewport(name="phone", width=360, height=640, mobile=True),
        colour_scheme=ColourScheme.DARK,
    )


def test_a_viewport_alone_means_both_schemes_and_nothing_is_seen_twice() -> None:
    assert names(Config(variants=("desktop-dark", "desktop", "phone-light"))) == [
        "desktop-dark",
        "desktop-light",
        "phone-light",
    ]


def test_viewports_of_ones_own_make_variants() -> None:
    config = Config(viewports={"small-watch": WATCH}, variants=("small-watch-dark",))
    (variant,) = config.variant_values()
    assert variant.viewport == Viewport(name="small-watch", width=200, height=200)


def test_an_unknown_variant_gets_a_suggestion() -> None:
    with pytest.raises(UserError) as caught:
        Config(variants=("desktop-drak",)).variant_values()
    assert caught.value.hint == 'Did you mean "desktop-dark"?'


def test_the_impact_that_fails_may_be_none() -> None:
    assert Config().fail_on_impact() is Impact.SERIOUS
    assert Config(profile="strict").fail_on_impact() is Impact.MINOR
    assert Config(profile="publish").fail_on_impact() is Impact.MINOR
    assert Config(fail_on="moderate").fail_on_impact() is Impact.MODERATE
    assert Config(fail_on="never").fail_on_impact() is None


def test_every_setting_has_a_help_and_can_become_a_flag() -> None:
    names = [item.name for item in fields(Config) if item.name != "file"]
    assert [setting.name for setting in settings()] == names
    for setting in settings():
        assert setting.help.endswith((".", "]."))
        if setting.flag:
            click.Option([setting.flag, setting.name], multiple=setting.is_list)
        else:
            assert setting.is_table


SAMPLES: list[dict[str, Any]] = [
    {},
    {"base": "/دليل/", "select": ("wcag2a", 'with "quotes"'), "jobs": 2, "timeout": 2.5},
    {"viewports": {**Config().viewports, "watch": WATCH}, "variants": ("watch",)},
    {"rules": {"page-weight": {"max_bytes": 1}}, "cache": False, "formats": ("json=a.json",)},
    {
        "baseline": "known/findings.json",
        "rules": {"page-weight": {"max_bytes": 1}},
        "suppress": (
            SuppressEntry(rule="image-alt", reason='Says "so".', until=date(2027, 1, 31)),
            SuppressEntry(rule="reflow", reason="Wide.", file="api/**", contains="<table"),
        ),
    },
]


@pytest.mark.parametrize("values", SAMPLES)
def test_the_printed_configuration_reads_back_as_the_same(
    values: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "a11ycheck.toml"
    config = Config(**values)
    file.write_text(as_toml(config, {}), encoding="utf-8")
    read = load_config({}, file=file).config
    assert read == config


def test_the_printed_configuration_says_where_values_come_from(tmp_path: Path) -> None:
    file = tmp_path / "a11ycheck.toml"
    file.write_text("\ntimeout = 5\n")
    loaded = load_config({"jobs": 2}, file=file)
    lines = as_toml(loaded.config, loaded.origins).splitlines()
    for value, origin in (
        ("jobs = 2", "(--jobs)"),
        ("timeout = 5.0", f"({file}:2)"),
        ('base = ""', "(default)"),
    ):
        assert lines[lines.index(value) - 1].endswith(origin)


@pytest.mark.parametrize("values", SAMPLES)
def test_the_schema_takes_what_the_reader_takes(values: dict[str, Any]) -> None:
    document = tomllib.loads(as_toml(Config(**values), {}))
    jsonschema.Draft7Validator(SCHEMA).validate(document)


@pytest.mark.parametrize(
    "text",
    [
        "jobs = -1",
        "jobs = '1'",
        "job = 1",
        "timeout = 0",
        "fail_on = 'bad'",
        "fail-on = 'bad'",
        "variants = []",
        "select = 'a'",
        "viewports.x = { width = 1 }",
        "viewports.x = { width = 0, height = 1 }",
        "viewports.x-dark = { width = 1, height = 1 }",
        "suppress = [{ rule = 'reflow' }]",
        "suppress = [{ rule = 'reflow', reason = ' ' }]",
        "rules.nothing = {}",
        "rules.page-weight.max_bytes = 'a'",
        "rules.page-weight.max = 1",
        "rules.page-weight.max_image_bytes = -1",
        "jobs = 2000",
    ],
)
def test_schema_and_reader_refuse_the_same(text: str, tmp_path: Path) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(SCHEMA).validate(tomllib.loads(text))
    file = tmp_path / "a11ycheck.toml"
    file.write_text(text)
    with pytest.raises(UserError):
        make_selection(load_config({}, file=file).config)


def test_the_schema_is_valid_and_the_packaged_file_is_fresh() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    text = json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n"
    assert SCHEMA_FILE.read_text(encoding="utf-8") == text, (
        f"{SCHEMA_FILE.name} is stale: run `make docs`"
    )
    assert tool_schema("a11ycheck") == SCHEMA


def test_validate_pyproject_can_use_the_schema() -> None:
    api = pytest.importorskip("validate_pyproject.api", reason="validate-pyproject is not there")
    plugins = pytest.importorskip("validate_pyproject.plugins")
    validator = api.Validator([plugins.PluginWrapper("a11ycheck", tool_schema)])
    validator({"tool": {"a11ycheck": {"jobs": 2, "fail-on": "serious"}}})
    with pytest.raises(Exception, match="jobs"):
        validator({"tool": {"a11ycheck": {"jobs": "two"}}})


def test_the_table_has_a_row_for_each_setting() -> None:
    header, ruler, *rows = options_table().splitlines()
    assert ruler == "| --- | --- | --- | --- |"
    assert len(rows) == len(settings())
    for setting, row in zip(settings(), rows, strict=True):
        assert row.startswith(f"| `{setting.name}` |")
        assert row.replace("\\|", "").count("|") == header.count("|")
        assert setting.flag in row
