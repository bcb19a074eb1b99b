"""Pages that an earlier run has finished stay as they are, until what they are made of changes."""

from __future__ import annotations

from pathlib import Path

from furo_light.optimise import optimise_site
from furo_light.settings import Settings

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
    '<link rel="stylesheet" href="style.css"></head><body><main>\n<p>One</p>\n\n<p>Two</p>\n'
    "</main></body></html>"
)
SETTINGS = Settings(lighten_precompress=False)


def write(folder: Path, style: str = "p { margin: 0 }") -> Path:
    (folder / "style.css").write_text(style, encoding="utf-8")
    page = folder / "index.html"
    page.write_text(PAGE, encoding="utf-8")
    return page


def test_a_second_run_changes_nothing_and_reports_the_same_costs(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    page = write(site)
    first = optimise_site(site, SETTINGS, cache=tmp_path / "cache")
    before = page.read_bytes(), page.stat().st_mtime_ns
    second = optimise_site(site, SETTINGS, cache=tmp_path / "cache")
    assert "index.html" in first.changed
    assert second.changed == ()
    assert (page.read_bytes(), page.stat().st_mtime_ns) == before
    assert second.heaviest == first.heaviest


def test_a_page_that_was_built_again_is_optimised_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    page = write(site)
    optimise_site(site, SETTINGS, cache=tmp_path / "cache")
    finished = page.read_bytes()
    write(site)
    assert optimise_site(site, SETTINGS, cache=tmp_path / "cache").changed == ("index.html",)
    assert page.read_bytes() == finished


def test_a_finished_page_is_looked_at_again_when_a_stylesheet_changes(tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    site.mkdir()
    other.mkdir()
    page = write(site, "p { white-space: pre }\nmain { white-space: pre }")
    optimise_site(site, SETTINGS, cache=tmp_path / "cache")
    finished = page.read_bytes()
    (site / "style.css").write_text("p { margin: 0 }", encoding="utf-8")
    optimise_site(site, SETTINGS, cache=tmp_path / "cache")
    whole = write(other)
    whole.write_bytes(finished)
    optimise_site(other, SETTINGS)
    assert page.read_bytes() == whole.read_bytes() != finished
