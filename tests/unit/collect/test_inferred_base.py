"""The base of a site is inferred from the URLs that its pages name; what is not certain is suggested."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11ycheck.collect import infer_base


def page(*head: str) -> str:
    return f"<!doctype html><html><head>{''.join(head)}</head><body><p>Text</p></body></html>"


def style(url: str) -> str:
    return f'<link rel="stylesheet" href="{url}">'


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "html"
    (folder / "_static").mkdir(parents=True)
    (folder / "_static" / "theme.css").write_text("p { color: #000 }", encoding="utf-8")
    (folder / "guide").mkdir()
    return folder


def write(folder: Path, **pages: str) -> None:
    for name, text in pages.items():
        (folder / f"{name.replace('__', '/')}.html").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("base", ["/docs/", "/en/latest/", "/a/b/c/"])
@pytest.mark.parametrize(
    "reference",
    ['<link rel="stylesheet" href="{}">', "<script src={}></script>", '<img alt="" src="{}">'],
)
def test_files_named_from_the_root_reveal_it(site: Path, base: str, reference: str) -> None:
    write(site, index=page(reference.format(f"{base}_static/theme.css?v=1")))

    inferred = infer_base([str(site)])

    assert inferred is not None
    assert inferred.base == base
    assert base in str(inferred.message)


@pytest.mark.parametrize(
    "path", ["guide/start.html", "guide/start", "guide/start/"], ids=["file", "clean", "folder"]
)
def test_canonical_links_reveal_it(site: Path, path: str) -> None:
    write(
        site,
        index=page(canonical("https://x.invalid/docs/")),
        guide__start=page(canonical(f"https://x.invalid/docs/{path}")),
    )

    inferred = infer_base([str(site)])

    assert inferred is not None
    assert inferred.base == "/docs/"


@pytest.mark.parametrize(
    "head",
    [
        "",
        style("_static/theme.css"),
        style("/_static/theme.css"),
        style("https://x.invalid/docs/_static/theme.css"),
        style("//x.invalid/docs/_static/theme.css"),
        style("/docs/missing.css"),
        style("/_static/missing.css"),
        style("/docs/../_static/theme.css"),
        '<a href="/docs/_static/theme.css">',
        canonical("https://x.invalid/index.html"),
        canonical("https://x.invalid/other.html"),
        style("http://["),
    ],
)
def test_nothing_is_inferred_from_anything_else(site: Path, head: str) -> None:
    write(site, index=page(head))

    assert infer_base([str(site)]) is None


def test_a_base_that_only_some_pages_have_is_suggested(site: Path) -> None:
    write(
        site,
        index=page(style("/_static/theme.css")),
        guide__start=page(style("/docs/_static/theme.css")),
    )

    inferred = infer_base([str(site)])

    assert inferred is not None
    assert inferred.base == ""
    assert "--base /docs/" in str(inferred.message)


@pytest.mark.parametrize("url", ["/docs/_static/gone.css", "/en/latest/_images/a/gone.png"])
def test_where_files_are_missing_the_base_is_suggested(site: Path, url: str) -> None:
    write(site, index=page(style(url)))

    inferred = infer_base([str(site)])

    assert inferred is not None
    assert inferred.base == ""
    assert f"--base {url.partition('_')[0]}" in str(inferred.message)


def test_canonical_links_that_disagree_reveal_nothing(site: Path) -> None:
    write(
        site,
        index=page(canonical("https://x.invalid/docs/index.html")),
        guide__start=page(canonical("https://x.invalid/en/guide/start.html")),
    )

    assert infer_base([str(site)]) is None


def test_one_page_reveals_it(site: Path) -> None:
    write(site, index=page(), guide__start=page(style("/docs/_static/theme.css")))

    inferred = infer_base([str(site / "guide" / "start.html")])

    assert inferred is not None
    assert inferred.base == "/docs/"
    assert infer_base([str(site / "index.html")]) is None


def test_other_targets_have_none(site: Path) -> None:
    write(site, index=page(style("/docs/_static/theme.css")))

    assert infer_base([str(site / "_static" / "theme.css")]) is None
    assert infer_base(["http://127.0.0.1:1/"]) is None
    assert infer_base([str(site), str(site)]) is None
