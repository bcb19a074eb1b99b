"""Where the sources of a site are, by its map."""

from pathlib import Path

from a11ycheck.locate import MAP_SCHEMA, SourceMap


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
