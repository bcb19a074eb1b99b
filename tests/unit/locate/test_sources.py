"""Where the sources of a site are, by its map."""

from pathlib import Path

import msgspec
import pytest

from a11ycheck.locate import MAP_SCHEMA, SourceMap
from a11ycheck.model import CatalogueEntry, Element, Precision, SourceLocation


def test_sources_are_found_from_the_map_wherever_the_project_is(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("docs/x.md", "README.md"):
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.\n", "utf-8")
    site = project / "build" / "html"
    site.mkdir(parents=True)
    files = ("docs/x.md", "README.md", "docs/gone.md")
    found = SourceMap(schema=MAP_SCHEMA, version="1", files=files, pages={}, root="..")

    assert found.sources(site) == {
        "docs/x.md": project / "docs" / "x.md",
        "README.md": project / "README.md",
    }
    moved = tmp_path / "moved"
    project.rename(moved)
    assert set(found.sources(moved / "build" / "html")) == {"docs/x.md", "README.md"}


@pytest.fixture
def mapped() -> SourceMap:
    """The map of a page with two marked tags, the first of them translated."""
    marks = [[120, 0, 3, "exact"], [180, 0, 9, "exact"]]
    page = {"sha256": "", "marks": marks, "catalogue": {"0": [1, 21]}}
    files = ["docs/x.md", "locales/ar/LC_MESSAGES/x.po"]
    known = {"schema": MAP_SCHEMA, "version": "1", "files": files, "pages": {"x.html": page}}
    return msgspec.convert(known, SourceMap, strict=False)


def test_what_is_wrong_with_a_page_as_a_whole_is_somewhere_in_its_source(
    mapped: SourceMap,
) -> None:
    root = Element(target=("html",), html='<html lang="en">')

    assert mapped.location("x.html", root) == SourceLocation(
        file="docs/x.md",
        line=3,
        precision=Precision.PAGE,
        catalogue=CatalogueEntry(file="locales/ar/LC_MESSAGES/x.po", line=21),
    )
    assert mapped.location("unknown.html", root) is None


@pytest.mark.parametrize(
    ("mark", "distance", "found"),
    [(1, 0, (9, Precision.EXACT)), (1, 2, (9, Precision.BLOCK)), (-1, 0, None), (7, 0, None)],
)
def test_an_element_is_where_its_tag_is_or_the_one_around_it(
    mapped: SourceMap, mark: int, distance: int, found: object
) -> None:
    element = Element(target=("a",), html="<a>", mark=mark, mark_distance=distance)
    place = mapped.location("x.html", element)

    assert (place and (place.line, place.precision)) == found
