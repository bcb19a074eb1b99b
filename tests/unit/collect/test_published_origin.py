"""The origin of a site is known where its pages name their own files by absolute URLs."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11ycheck.collect import collect, infer_base

ORIGIN = "https://x.invalid"
STYLE = '<link rel="stylesheet" href="{}">'
CANONICAL = '<link rel="canonical" href="{}">'
FEED = '<link rel="alternate" type="application/atom+xml" href="{}">'


def origin_of(folder: Path, *, base: str = "") -> str:
    with collect([str(folder)], base=base) as collection:
        (server,) = collection.servers
        assert all(page.url.startswith(f"{server.origin}/") for page in collection.pages)
        return server.origin if server.upstream else ""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "html"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "main.css").write_text("p { color: #000 }", encoding="utf-8")
    (folder / "feed.xml").write_text("<feed/>", encoding="utf-8")
    return folder


def write(folder: Path, **heads: str) -> None:
    for name, head in heads.items():
        page = f"<!doctype html><html><head>{head}</head><body><p>Text</p></body></html>"
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


OWN = {
    "absolute": "https://x.invalid/css/main.css",
    "without scheme": "//x.invalid/css/main.css",
    "with default port": "https://X.invalid:443/css/main.css?v=2",
}


@pytest.mark.parametrize("url", OWN.values(), ids=OWN)
def test_canonical_urls_name_it(site: Path, url: str) -> None:
    write(site, index=CANONICAL.format(f"{ORIGIN}/") + STYLE.format(url), plain="")

    assert origin_of(site) == ORIGIN


def test_a_base_element_leads_all_files_there(site: Path) -> None:
    base = f'<base href="{ORIGIN}/">'
    write(site, index=CANONICAL.format(f"{ORIGIN}/") + base + STYLE.format("css/main.css"))

    assert origin_of(site) == ORIGIN


def test_a_sitemap_names_it_where_pages_have_no_canonical_url(site: Path) -> None:
    write(site, index=STYLE.format(f"{ORIGIN}/css/main.css"))
    assert origin_of(site) == ""

    urls = "".join(f"<url><loc>{ORIGIN}/{name}</loc></url>" for name in ("", "index.html"))
    (site / "sitemap.xml").write_text(f"<urlset>{urls}</urlset>", encoding="utf-8")

    assert origin_of(site) == ORIGIN


def test_several_files_that_exist_name_origin_and_base(site: Path) -> None:
    """Pelican writes neither canonical URLs nor a sitemap."""
    head = STYLE.format(f"{ORIGIN}/blog/css/main.css") + FEED.format(f"{ORIGIN}/blog/feed.xml")
    write(site, index=head + STYLE.format("https://cdn.invalid/npm/reset.css"))

    inferred = infer_base([str(site)])

    assert inferred is not None
    assert inferred.base == "/blog/"
    assert origin_of(site, base=inferred.base) == ORIGIN
    assert origin_of(site) == ""


NOT_OWN = {
    "files relative to the page": CANONICAL.format(f"{ORIGIN}/") + STYLE.format("css/main.css"),
    "files of another host": CANONICAL.format(f"{ORIGIN}/")
    + STYLE.format("https://cdn.invalid/css/main.css"),
    "no file of the folder": CANONICAL.format(f"{ORIGIN}/") + STYLE.format(f"{ORIGIN}/gone.css"),
    "outside the folder": CANONICAL.format(f"{ORIGIN}/")
    + STYLE.format(f"{ORIGIN}/css/../../secret.css"),
    "published below another path": CANONICAL.format(f"{ORIGIN}/docs/")
    + STYLE.format(f"{ORIGIN}/docs/css/main.css"),
    "one file without canonical URL": STYLE.format(f"{ORIGIN}/css/main.css"),
    "canonical URL of another page": CANONICAL.format(f"{ORIGIN}/docs/other.html")
    + STYLE.format(f"{ORIGIN}/css/main.css"),
    "no host": CANONICAL.format("https:///x/") + STYLE.format("https://[/css/main.css"),
}


@pytest.mark.parametrize("head", NOT_OWN.values(), ids=NOT_OWN)
def test_otherwise_the_site_is_audited_where_it_is_served(site: Path, head: str) -> None:
    write(site, index=head)

    assert origin_of(site) == ""


def test_a_page_that_redirects_says_nothing_of_the_site(site: Path) -> None:
    """Hugo writes the canonical URL of the other page there."""
    refresh = '<meta http-equiv="Refresh" content="0; url=https://x.invalid/docs/en/">'
    write(site, index=CANONICAL.format(f"{ORIGIN}/docs/en/") + refresh)
    style = STYLE.format(f"{ORIGIN}/docs/css/main.css")
    write(site, guide=CANONICAL.format(f"{ORIGIN}/docs/guide.html") + style)

    inferred = infer_base([str(site)])

    assert inferred is not None
    assert inferred.base == "/docs/"
    assert origin_of(site, base="/docs/") == ORIGIN


def test_pages_that_disagree_name_none(site: Path) -> None:
    style = STYLE.format(f"{ORIGIN}/css/main.css")
    write(site, index=CANONICAL.format(f"{ORIGIN}/") + style)
    write(site, other=CANONICAL.format("https://y.invalid/other.html") + style)

    assert origin_of(site) == ""


def test_one_origin_is_not_forwarded_to_two_folders(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "css").mkdir(parents=True)
    (other / "css" / "main.css").write_text("", encoding="utf-8")
    for folder in (site, other):
        write(folder, index=CANONICAL.format(f"{ORIGIN}/") + STYLE.format(f"{ORIGIN}/css/main.css"))

    with collect([str(site), str(other)]) as collection:
        assert [server.upstream for server in collection.servers] == ["", ""]
