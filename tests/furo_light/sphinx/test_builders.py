"""Every builder of Sphinx builds a project with the theme and with the extension, without a warning."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from sphinx.application import builtin_extensions

Build = Callable[..., Path]

PROJECT = {
    "conf.py": """
project = "Rain barrels"
copyright = "2026"
version = release = "1"
extensions = ["myst_parser", "sphinx.ext.coverage", "sphinx.ext.doctest"]
html_theme = "furo_light"
applehelp_bundle_id = "org.example.barrels"
applehelp_disable_external_tools = True
""",
    "index.md": """# Rain barrels: £5

Text with `code`.

```{toctree}
stand
```

| a | b |
| - | - |
| 1 | 2 |
""",
    "stand.md": "# Stand\n\n```python\nx = 1\n```\n\n{math}`x^2` and ![A stand](stand.png)\n",
}
BUILDERS = sorted(
    {
        *(
            name.rpartition(".")[2]
            for name in builtin_extensions
            if name.startswith("sphinx.builders.") and name != "sphinx.builders.html"
        ),
        *(point.name for point in entry_points(group="sphinx.builders")),
        *("html", "json", "pickle", "pseudoxml", "applehelp", "devhelp", "htmlhelp", "qthelp"),
    }
)
# `a11y` needs a browser and has its own tests; the first two names are modules, not builders.
BUILDERS = [
    {"epub3": "epub", "latex": "latex", "manpage": "man"}.get(name, name)
    for name in BUILDERS
    if name not in {"a11y", "linkcheck"}
]
NEEDED = {"html", "dirhtml", "singlehtml", "epub", "json", "pickle", "htmlhelp", "text", "man"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name, text in PROJECT.items():
        (folder / name).write_text(text, encoding="utf-8")
    from PIL import Image  # noqa: PLC0415 - only here

    Image.new("RGB", (4, 4)).save(folder / "stand.png")
    return folder


def test_the_list_of_builders_is_not_empty() -> None:
    assert set(BUILDERS) >= NEEDED


@pytest.mark.parametrize(
    ("builder", "theme"),
    [(builder, "furo_light") for builder in BUILDERS]
    # furo itself fails with applehelp.
    + [(builder, "furo") for builder in BUILDERS if builder != "applehelp"],
)
def test_builder_works(
    build: Build, project: Path, tmp_path: Path, builder: str, theme: str
) -> None:
    extensions = "myst_parser,sphinx.ext.coverage,sphinx.ext.doctest,a11ycheck.sphinxext,furo_light"
    settings = ("-D", f"html_theme={theme}", "-D", f"extensions={extensions}")
    out = build(project, "-b", builder, "-d", str(tmp_path / "doctrees"), *settings)

    assert out.is_dir()


def test_json_has_the_body_of_each_page_and_no_source_map(build: Build, project: Path) -> None:
    out = build(project, "-b", "json")

    page = json.loads((out / "index.fjson").read_text("utf-8"))
    assert page["title"] == "Rain barrels: £5"
    assert "<h1>" in page["body"]
    assert not out.with_name("html.sourcemap.json").exists()
