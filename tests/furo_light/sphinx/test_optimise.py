"""Builds that are optimised when they end: what is made, and that each tag keeps its source line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from a11ycheck import api
from a11ycheck.cli import main
from a11ycheck.config import Config
from a11ycheck.locate import map_path, read_map
from a11ycheck.model import Precision

Build = Callable[..., Path]
Mark = tuple[str, str, int, str]

CONF = 'extensions = ["myst_parser", "a11ycheck.sphinxext", "furo_light"]\n'
INDEX = """# Pictures

<!-- a note -->

![A picture](shapes.png)

A paragraph.

```{image} shapes.png
:width: 120px
:alt: ""
```

[Read more](other.md)

```{toctree}
other
```
"""
OTHER = """# Other

| a | b |
| - | - |
| c | d |

[here](index.md)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures") / "docs"
    folder.mkdir()
    (folder.parent / "pyproject.toml").touch()
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text(INDEX)
    (folder / "other.md").write_text(OTHER)
    gradient = Image.radial_gradient("L").resize((700, 500)).effect_spread(4)
    gradient.save(folder / "shapes.png")
    return folder


@pytest.fixture(scope="module")
def plain(project: Path, build: Build) -> Path:
    off = ("-D", "a11ycheck_lighten=0", "-D", "html_theme=furo_light")
    return build(project, *off, into=project.parent / "plain")


@pytest.fixture(scope="module")
def light(project: Path, build: Build) -> Path:
    return build(project, "-D", "html_theme=furo_light", into=project.parent / "light")


def _marks(site: Path, page: str) -> list[Mark]:
    """Return the tag at each mark of a page, and the source that the map names for it."""
    found = json.loads(map_path(site).read_text("utf-8"))
    data = (site / page).read_bytes()
    known, wrong = read_map(site)
    assert known is not None, wrong
    assert known.covers(page, data)
    return [
        (re.match(rb"<\w+", data[offset:])[0].decode(), found["files"][file], line, precision)  # type: ignore[index]
        for offset, file, line, precision in found["pages"][page]["marks"]
    ]


@pytest.mark.parametrize("page", ["index.html", "other.html"])
def test_each_tag_keeps_its_source_line(plain: Path, light: Path, page: str) -> None:
    assert (light / page).read_bytes() != (plain / page).read_bytes()
    assert _marks(light, page) == _marks(plain, page)
    assert len(_marks(light, page)) > 10


def test_images_are_smaller_and_compressed_copies_are_beside_pages(light: Path) -> None:
    html = (light / "index.html").read_text("utf-8")
    assert html.count("<picture data-full=") == 2
    assert (light / "index.html.br").is_file()
    assert (light / "_images" / "shapes.png").is_file()


@pytest.mark.parametrize(
    "how",
    [
        ("-b", "html", "-D", "html_theme=alabaster"),
        ("-b", "text", "-D", "html_theme=furo_light"),
        ("-b", "html", "-D", "html_theme=furo_light", "-D", "a11ycheck_lighten=0"),
    ],
    ids=" ".join,
)
def test_nobody_gets_it_who_did_not_ask(
    project: Path, build: Build, tmp_path: Path, how: tuple[str, ...]
) -> None:
    site = build(project, *how, into=tmp_path / "out")
    assert not list(site.rglob("*.br"))
    assert not (site / "lightened").exists()


def test_a_page_that_changes_gets_new_lines_and_others_keep_theirs(
    project: Path, build: Build, tmp_path: Path
) -> None:
    source = tmp_path / "docs"
    shutil.copytree(project, source)
    light = build(source, "-D", "html_theme=furo_light", into=tmp_path / "html")
    index, other = _marks(light, "index.html"), _marks(light, "other.html")
    (source / "other.md").write_text("\n\n" + OTHER)
    build(source, "-D", "html_theme=furo_light", into=light)
    assert _marks(light, "index.html") == index
    assert _marks(light, "other.html") == [(t, f, line + 2, p) for t, f, line, p in other]


def test_the_command_moves_the_marks_as_well(
    project: Path, build: Build, plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    off = ("-D", "a11ycheck_lighten=0", "-D", "html_theme=furo_light")
    site = build(project, *off, into=tmp_path / "html")
    assert main(["lighten", str(site), "--no-cache"]) == 0
    assert "Changed" in capsys.readouterr().out
    assert _marks(site, "index.html") == _marks(plain, "index.html")
    assert main(["lighten", str(site), "--no-cache", "--phone-width", "200"]) == 0
    assert _marks(site, "index.html") == _marks(plain, "index.html")


def test_settings_of_conf_py_count(project: Path, build: Build, tmp_path: Path) -> None:
    options = ("-D", "html_theme=furo_light", "-D", "a11ycheck_lighten_pictures=0")
    site = build(project, *options, into=tmp_path / "html")
    assert "<picture" not in (site / "index.html").read_text("utf-8")
    assert (site / "index.html.br").is_file()


def test_a_broken_image_is_a_warning_and_the_page_stays(
    project: Path, build: Build, tmp_path: Path
) -> None:
    source = tmp_path / "docs"
    source.mkdir()
    for name in ("conf.py", "index.md", "other.md"):
        (source / name).write_bytes((project / name).read_bytes())
    (source / "shapes.png").write_bytes((project / "shapes.png").read_bytes()[:5000])
    with pytest.raises(AssertionError) as caught:
        build(source, "-D", "html_theme=furo_light", into=tmp_path / "html")
    said = str(caught.value)
    assert "index.html was not optimised: the image _images/shapes.png on line" in said
    assert "cannot be optimised: it is corrupt" in said
    assert "<picture" not in (tmp_path / "html" / "index.html").read_text("utf-8")


@pytest.mark.browser
def test_findings_on_light_pages_name_their_lines(light: Path) -> None:
    config = Config(
        variants=("phone-light",), select=("link-text-not-descriptive", "image-alt"), cache=False
    )
    report = api.audit((str(light),), config).report
    sources = [
        location.source
        for finding in report.findings
        if finding.rule == "link-text-not-descriptive"
        for location in finding.locations
    ]
    found = {(item.file, item.line, item.precision) for item in sources if item}
    assert ("docs/index.md", 14, Precision.EXACT) in found
    assert ("docs/other.md", 7, Precision.EXACT) in found
