"""The settings of furo_light: where they come from, and how mistakes are reported."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from a11ycheck.config import load_config
from a11ycheck.errors import UserError
from furo_light.settings import Settings, read_settings, settings, tool_schema


def project(folder: Path, text: str) -> Path:
    (folder / ".git").mkdir()
    (folder / "pyproject.toml").write_text(text, "utf-8")
    (folder / "docs").mkdir()
    return folder / "docs"


def test_without_a_table_the_defaults_count(tmp_path: Path) -> None:
    docs = project(tmp_path, '[project]\nname = "x"\n')
    assert read_settings({}, start=docs) == Settings()


def test_what_is_given_counts_before_the_table(tmp_path: Path) -> None:
    table = "[tool.furo_light]\nlighten-phone-width = 200\nlighten_minify = false\n"
    found = read_settings({"lighten_phone_width": 240}, start=project(tmp_path, table))
    assert (found.lighten_phone_width, found.lighten_minify) == (240, False)


def test_outside_a_repository_only_the_folder_itself_counts(tmp_path: Path) -> None:
    docs = project(tmp_path, "[tool.furo_light]\nlighten_minify = false\n")
    (tmp_path / ".git").rmdir()
    assert read_settings({}, start=docs) == Settings()
    assert not read_settings({}, start=tmp_path).lighten_minify


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "[tool.x]\ny=1\n[tool.furo_light]\nlighten_minfy = true\n",
            ':4: there is no setting "lighten_minfy" in [tool.furo_light].',
            'Did you mean "lighten_minify"?',
        ),
        (
            "[tool.furo_light]\n\nlighten_phone_width = 3\n",
            ":3: lighten_phone_width is 3; expected `int` >= 16.",
            "Largest width of an image on a phone, in CSS pixels.",
        ),
        ("[tool]\nfuro_light = 3\n", ": tool.furo_light must be a table, not 3.", "Write [tool"),
        ("[tool.furo_light\n", " cannot be read: ", "Check the path"),
        ("[tool.furo_light]\noffline = true\n", 'no setting "offline"', "Settings: "),
    ],
)
def test_a_mistake_in_the_table_is_named(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    with pytest.raises(UserError) as caught:
        read_settings({}, start=project(tmp_path, text))
    assert message in caught.value.message
    assert caught.value.hint.startswith(hint)


def test_a_mistake_in_conf_py_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_settings(
            {"lighten_leave": "x"}, label=lambda item: f"conf.py: {item.conf_name}", start=tmp_path
        )
    assert caught.value.message.startswith("conf.py: a11ycheck_lighten_leave is 'x'; expected ")


def test_each_default_is_a_value_that_is_allowed_in_conf_py() -> None:
    for setting in settings():
        assert type(setting.conf_default) in setting.conf_types
        if setting.conf_default is not None:
            assert setting.read(setting.conf_default, "") == setting.default


def test_the_schema_takes_what_the_table_takes() -> None:
    schema = tool_schema()
    jsonschema.validate({"lighten_phone_width": 16, "lighten-leave": ["x"]}, schema)
    for wrong in ({"lighten_phone_width": 15}, {"lighten_leave": "x"}, {"offline": True}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_a_key_that_moved_is_refused_with_its_new_table(tmp_path: Path) -> None:
    docs = project(tmp_path, "[tool.a11ycheck]\nlighten_minify = false\n")
    with pytest.raises(UserError) as caught:
        load_config({}, start=docs)
    assert caught.value.hint == "Move it to the table [tool.furo_light] of pyproject.toml."
