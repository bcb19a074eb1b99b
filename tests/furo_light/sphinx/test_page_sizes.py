"""`{page-sizes}`: what a reader pays for a page, beside the link to it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from a11ycheck.locate import read_map
from furo_light.page_sizes import fill_page_sizes

INDEX = """# Start

```{page-sizes}
- [Long](long.md)
- [Part of it](long.md#part)
- [Elsewhere](https://example.org/)
```

[Not measured](long.md)

```{toctree}
long
```
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "docs"
    root.mkdir()
    words = " ".join(f"word{number * 7919 % 100_003}" for number in range(3000))
    (root / "conf.py").write_text(
        'extensions = ["myst_parser", "furo_light"]\nhtml_theme = "furo_light"\nmyst_heading_anchors = 2\n'
    )
    (root / "index.md").write_text(INDEX)
    (root / "long.md").write_text(f"# Long\n\n## Part\n\n{words}\n")
    return root


def sizes(page: Path) -> list[tuple[str, str]]:
    """Return the text of each link in the list, and what stands behind it."""
    found = []
    for link in html.document_fromstring(page.read_bytes()).xpath("//main//li//a"):
        item = link.xpath("ancestor::li[1]")[0].text_content()
        name = link.text_content()
        found.append((name, item.partition(name)[2].strip()))
    return found


def test_the_size_is_that_of_the_compressed_page_rounded_up(
    project: Path, build: Callable[..., Path]
) -> None:
    out = build(project)

    size = (out / "long.html.gz").stat().st_size
    text = f"({-(-size // 1000)} kB)"
    shown = sizes(out / "index.html")
    assert shown[:3] == [("Long", text), ("Part of it", text), ("Elsewhere", "")]
    assert size > 5000
    assert (
        gzip.decompress((out / "index.html.gz").read_bytes()) == (out / "index.html").read_bytes()
    )


def test_sizes_are_in_the_language_of_the_page(project: Path, build: Callable[..., Path]) -> None:
    out = build(project, "-D", "language=ar")
    shown = sizes(out / "index.html")
    assert shown[0] == ("Long", shown[0][1])
    assert "كيلوبايت" in shown[0][1]


def test_another_build_changes_nothing(project: Path, build: Callable[..., Path]) -> None:
    out = build(project)
    before = (out / "index.html").read_bytes()
    build(project, into=out)
    assert (out / "index.html").read_bytes() == before


def test_a_later_build_shows_the_new_size_of_a_page(
    project: Path, build: Callable[..., Path]
) -> None:
    # Sphinx writes this page only once.
    (project / "links.md").write_text(
        "---\norphan: true\n---\n\n# Links\n\n```{page-sizes}\n- [Long](long.md)\n```\n"
    )
    out = build(project)
    before = sizes(out / "links.html")
    (project / "long.md").write_text("# Long\n\n## Part\n\nShort.\n")

    build(project, into=out)

    size = -(-(out / "long.html.gz").stat().st_size // 1000)
    after = sizes(out / "links.html")
    assert after != before
    assert after == [("Long", f"({size} kB)")]
    assert (
        gzip.decompress((out / "links.html.gz").read_bytes()) == (out / "links.html").read_bytes()
    )


def test_copies_for_offline_reading_have_no_sizes_in_any_build(
    project: Path, build: Callable[..., Path]
) -> None:
    with (project / "conf.py").open("a") as file:
        file.write("a11ycheck_offline = True\na11ycheck_offline_copies = True\n")

    first = build(project)
    made = (first / "all-pages.html").read_text("utf-8")
    build(project, into=first)

    assert "Part of it" in made
    assert "kB" not in made
    assert (first / "all-pages.html").read_text("utf-8") == made


def test_findings_on_the_page_still_have_their_lines(
    project: Path, build: Callable[..., Path]
) -> None:
    out = build(project)
    page = (out / "index.html").read_bytes()

    found, problem = read_map(out)

    assert found is not None
    assert not problem
    place = page.index(b"<a", page.index(b"Not measured") - 40)
    location = found.location_at("index.html", place)
    assert location is not None
    assert location.line == 9
    assert found.covers("index.html", page)


def test_other_formats_show_the_content_alone(project: Path, build: Callable[..., Path]) -> None:
    out = build(project, "-b", "text")
    assert "Long" in (out / "index.txt").read_text("utf-8")
    assert "kB" not in (out / "index.txt").read_text("utf-8")


def test_pages_of_other_builds_keep_their_markers(tmp_path: Path) -> None:
    marker = '<a href="index.html">Home</a> <span data-page-size></span>'
    (tmp_path / "ar").mkdir()
    for page in (tmp_path / "index.html", tmp_path / "ar" / "index.html"):
        page.write_text(marker, encoding="utf-8")
    fill_page_sizes(tmp_path, ["ar/"])
    assert "kB" in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert (tmp_path / "ar" / "index.html").read_text(encoding="utf-8") == marker
