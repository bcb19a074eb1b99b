"""Options that do not belong together are a user's mistake."""

from pathlib import Path
from typing import Any

import pytest

from a11ycheck.errors import UserError
from a11ycheck.watch.build_options import BuildOptions, choose_builds


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "There is nothing to watch."),
        ({"folder": "nowhere"}, "There is no folder"),
        ({"html": "nowhere"}, "There is no folder"),
        ({"command": "make html"}, "--build does not say where it writes the site."),
        ({"html": "site", "language": "ar"}, "--language is for Sphinx"),
        ({"html": "site", "folder": "docs"}, "With --html alone"),
        ({"folder": "docs", "defines": ("x",)}, "--define x has no value."),
    ],
)
def test_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("docs", "site"):
        Path(name).mkdir()
    paths = {key: Path(given[key]) for key in ("folder", "html") if key in given}

    with pytest.raises(UserError) as raised:
        choose_builds(BuildOptions(cache=tmp_path, **{**given, **paths}))

    assert raised.value.message.startswith(message)


def test_a_project_with_other_settings_is_built_elsewhere(tmp_path: Path) -> None:
    plain = BuildOptions(cache=tmp_path, folder=tmp_path)
    arabic = BuildOptions(cache=tmp_path, folder=tmp_path, language="ar")

    assert plain.output != arabic.output
    assert plain.output.is_relative_to(tmp_path)
