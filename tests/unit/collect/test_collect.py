"""From targets to pages: what is taken, what is left out and why, and what is refused."""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from a11ycheck.collect import collect
from a11ycheck.collect.collection import EXCLUDED
from a11ycheck.errors import UserError
from a11ycheck.model import Skipped
from a11ycheck.reporters import render
from sample_reports import SAMPLES

Build = Callable[[Mapping[str, str | bytes]], Path]
Ask = Callable[..., Any]
Web = tuple[str, dict[str, tuple[int, dict[str, str], bytes]]]
Rights = Callable[[], AbstractContextManager[None]]

PAGE = "<!doctype html><title>T</title>"


def paths(targets: Sequence[object], **options: Any) -> list[str]:
    with collect([str(target) for target in targets], **options) as collection:
        return [page.path for page in collection.pages]


def refused(*targets: object, **options: Any) -> UserError:
    with pytest.raises(UserError) as caught:
        collect([str(target) for target in targets], **options).close()
    return caught.value


@pytest.fixture
def sphinx_site(build: Build) -> Path:
    return build(
        dict.fromkeys(
            (
                "index.html",
                "genindex.html",
                "search.html",
                "guide/step.html",
                "guide/old.HTM",
                "guide/book.xhtml",
                "_modules/pkg/mod.html",
                "_static/webpack-macros.html",
                "_static/style.css",
                "_sources/index.md.txt",
                "_downloads/ab/example.html",
                "_sphinx_design_static/demo.html",
                ".doctrees/x.html",
                "node_modules/x/readme.html",
                "objects.inv",
            ),
            PAGE,
        )
    )


def test_a_folder_gives_its_pages_sorted_each_with_url_and_file(
    sphinx_site: Path, ask: Ask
) -> None:
    with collect([str(sphinx_site)]) as collection:
        assert [page.path for page in collection.pages] == [
            "_modules/pkg/mod.html",
            "genindex.html",
            "guide/book.xhtml",
            "guide/old.HTM",
            "guide/step.html",
            "index.html",
            "search.html",
        ]
        for page in collection.pages:
            parts = urlsplit(page.url)
            assert ask(f"http://{parts.netloc}", parts.path).body == PAGE.encode()
            assert page.file == sphinx_site / page.path


def test_html_among_the_assets_is_counted_as_skipped(sphinx_site: Path) -> None:
    with collect([str(sphinx_site)]) as collection:
        assert {item.page for item in collection.skipped} == {
            "_downloads/ab/example.html",
            "_sphinx_design_static/demo.html",
            "_static/webpack-macros.html",
        }
        assert all("asset folder" in str(item.reason) for item in collection.skipped)


def test_parts_that_gatsby_repeats_in_each_page_are_no_pages(build: Build) -> None:
    scripts = '<script id="gatsby-chunk-mapping">window.___chunkMapping="{}";</script>'
    site = build({"index.html": PAGE, "_gatsby/slices/_gatsby-scripts-1.html": scripts})

    with collect([str(site)]) as collection:
        assert [page.path for page in collection.pages] == ["index.html"]
        (skipped,) = collection.skipped

    assert skipped.page == "_gatsby/slices/_gatsby-scripts-1.html"
    assert str(skipped.reason) == "in _gatsby, an asset folder"


def test_our_own_report_beside_the_pages_is_no_page(build: Build) -> None:
    report = render(SAMPLES["everything"], "html")
    about = "<!doctype html><title>The meta tag a11ycheck-trend of reports</title>"
    site = build({"index.html": PAGE, "report.html": report, "about.html": about})

    with collect([str(site)]) as collection:
        assert [page.path for page in collection.pages] == ["about.html", "index.html"]
        (skipped,) = collection.skipped

    assert (skipped.page, str(skipped.reason)) == ("report.html", "a report of a11ycheck")
    assert paths([site / "report.html"]) == ["report.html"]  # by its name it is a page


def test_pages_are_left_out_by_pattern_and_counted(sphinx_site: Path) -> None:
    with collect([str(sphinx_site)], exclude=["search.html", "_modules/"]) as collection:
        excluded = [item for item in collection.skipped if "excluded" in str(item.reason)]
        assert excluded == [
            Skipped(page="_modules/pkg/mod.html", reason=EXCLUDED.format()),
            Skipped(page="search.html", reason=EXCLUDED.format()),
        ]
    with collect([str(sphinx_site)], exclude=["**"]) as collection:
        assert collection.pages == ()
        assert len(collection.skipped) == 10


def test_a_site_for_a_sub_path_has_it_in_every_url(sphinx_site: Path, ask: Ask) -> None:
    with collect([str(sphinx_site)], base="docs") as collection:
        for page in collection.pages:
            parts = urlsplit(page.url)
            assert parts.path.startswith("/docs/")
            assert ask(f"http://{parts.netloc}", parts.path).status == 200
    assert "base" in refused(sphinx_site, base="../x").message


def test_links_are_taken_once_and_never_lead_out(build: Build) -> None:
    site = build({"v2/index.html": PAGE, "v2/a.html": PAGE})
    outside = site.parent / "outside"
    outside.mkdir()
    (outside / "secret.html").write_text("secret")
    (site / "latest").symlink_to(site / "v2")
    (site / "alias.html").symlink_to(site / "v2" / "a.html")
    (site / "content").write_text(PAGE)
    (site / "page.html").symlink_to(site / "content")
    (site / "away.html").symlink_to(outside / "secret.html")
    (site / "out").symlink_to(outside)
    (site / "broken.html").symlink_to(site / "nothing")
    (site / "v2" / "up").symlink_to(site)
    with collect([str(site)]) as collection:
        assert [page.path for page in collection.pages] == [
            "page.html",
            "v2/a.html",
            "v2/index.html",
        ]
        assert {item.page for item in collection.skipped} == {"away.html", "out"}
        assert [item.page for item in collection.not_tested] == ["broken.html"]


def test_a_loop_of_links_is_not_tested(build: Build) -> None:
    site = build({"index.html": PAGE})
    (site / "loop.html").symlink_to(site / "loop.html")
    (site / "a").symlink_to(site / "b")
    (site / "b").symlink_to(site / "a")
    with collect([str(site)]) as collection:
        assert [page.path for page in collection.pages] == ["index.html"]
        assert [(item.page, item.reason.id) for item in collection.not_tested] == [
            ("loop.html", "broken-link")
        ]


@pytest.mark.parametrize("name", ["a.html", "sub"])
def test_what_disappears_while_a_folder_is_read_is_not_tested(
    build: Build, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    site = build({"index.html": PAGE, "a.html": PAGE, "sub/page.html": PAGE})
    walk = os.walk

    def walk_and_delete(*args: Any, **options: Any) -> Any:
        for found in walk(*args, **options):
            if (site / "sub").exists():
                (site / "a.html").unlink()
                shutil.rmtree(site / "sub")
            yield found

    monkeypatch.setattr(os, "walk", walk_and_delete)
    with collect([str(site)]) as collection:
        assert [page.path for page in collection.pages] == ["index.html"]
        assert name in {item.page for item in collection.not_tested}


def test_a_folder_that_may_be_listed_but_not_entered_is_not_tested(
    open_folder: Path, no_rights: Rights
) -> None:
    (open_folder / "index.html").write_text(PAGE)
    (open_folder / "listed").mkdir()
    (open_folder / "listed" / "page.html").write_text(PAGE)
    (open_folder / "listed").chmod(0o744)
    with no_rights(), collect([str(open_folder)]) as collection:
        assert [page.path for page in collection.pages] == ["index.html"]
        assert [item.page for item in collection.not_tested] == ["listed/page.html"]


def test_names_in_any_script_and_odd_bytes_are_pages(build: Build, ask: Ask) -> None:
    site = build({"دليل المستخدم.html": PAGE, "a%20b#c?.html": PAGE})
    odd = os.fsencode(site) + b"/caf\xe9.html"
    with open(odd, "w") as file:  # noqa: PTH123 - the name is bytes
        file.write(PAGE)
    with collect([str(site)]) as collection:
        assert sorted(page.path for page in collection.pages) == sorted(
            ["دليل المستخدم.html", "a%20b#c?.html", "caf\ufffd.html"]
        )
        for page in collection.pages:
            parts = urlsplit(page.url)
            assert (parts.query, parts.fragment) == ("", "")
            assert ask(f"http://{parts.netloc}", parts.path).status == 200


def test_a_file_is_served_from_the_top_of_its_site(build: Build, ask: Ask) -> None:
    site = build(
        {
            "index.html": PAGE,
            "objects.inv": "",
            "_static/a.css": "p {}",
            "guide/index.html": PAGE,
            "guide/deep/page.html": PAGE,
        }
    )
    with collect([str(site / "guide/deep/page.html")]) as collection:
        (page,) = collection.pages
        assert page.path == "guide/deep/page.html"
        assert ask(collection.servers[0].origin, "/_static/a.css").status == 200


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (["page.html"], "page.html"),
        (["index.html", "a/index.html", "a/b/page.html"], "a/b/page.html"),
        (["index.html", "a/b/page.html", "a/b/index.html"], "page.html"),
        (["en/index.html", "en/_static/x.css", "index.html", "en/page.html"], "page.html"),
        (["robots.txt", "a/page.html"], "a/page.html"),
    ],
)
def test_the_top_of_a_site_has_markers_or_index_pages(
    build: Build, files: list[str], name: str
) -> None:
    site = build(dict.fromkeys(files, PAGE))
    page = next(file for file in files if file.endswith("page.html"))
    assert paths([site / page]) == [name]


STYLED = '<!doctype html><title>T</title><link rel="stylesheet" href="{}">'


@pytest.mark.parametrize("href", ["/css/x.css", "../css/x.css", "/en/own.css"])
def test_a_language_with_a_sitemap_of_its_own_is_not_the_top_of_the_site(
    build: Build, href: str
) -> None:
    files = {"css/x.css": "", "sitemap.xml": "", "en/sitemap.xml": "", "en/own.css": ""}
    site = build({**files, "index.html": PAGE, "en/index.html": STYLED.format(href)})
    assert paths([site / "en/index.html"]) == ["en/index.html"]


@pytest.mark.parametrize(
    ("href", "target", "names"),
    [
        ("../_static/x.css", "guide", ["guide/page.html"]),
        ("./../_static/x.css?v=1", "guide", ["guide/page.html"]),
        ("/_static/x.css", "guide", ["guide/page.html"]),
        ("../_static/x.css", "guide/page.html", ["guide/page.html"]),
        ("../missing.css", "guide", ["page.html"]),
        ("/missing.css", "guide", ["page.html"]),
        ("own.css", "guide", ["page.html"]),
        ("/own.css", "guide", ["page.html"]),
        ("https://example.org/../_static/x.css", "guide", ["page.html"]),
        # Published below /guide/, which `infer_base` finds.
        ("/guide/own.css", "guide", ["page.html"]),
    ],
)
def test_a_part_of_a_site_is_served_from_where_its_files_are(
    build: Build, href: str, target: str, names: list[str]
) -> None:
    files = {"_static/x.css": "p {}", "guide/own.css": "", "guide/page.html": STYLED.format(href)}
    site = build({"site/" + name: text for name, text in files.items()}) / "site"
    assert paths([site / target]) == names


def test_files_of_the_folder_itself_count_more_than_those_above(build: Build) -> None:
    pages = {
        "dist/a.html": STYLED.format("/icon.css"),
        "dist/b.html": STYLED.format("/own.css"),
        "dist/own.css": "",
        "icon.css": "",
    }
    assert paths([build(pages) / "dist"]) == ["a.html", "b.html"]


def test_no_folder_above_the_project_is_served(build: Build) -> None:
    site = build(
        {"x.css": "", "project/.git/HEAD": "", "project/a.html": STYLED.format("../x.css")}
    )
    assert paths([site / "project"]) == ["a.html"]


def test_the_search_for_the_top_ends_at_the_project(build: Build) -> None:
    site = build({"index.html": PAGE, "project/.git/HEAD": "", "project/a/index.html": PAGE})
    assert paths([site / "project/a/index.html"]) == ["index.html"]


def test_urls_are_pages_normalized_and_once() -> None:
    targets = ["https://E.org", "https://e.org/#top", "http://e.org/a b", "https://e.org:443/é"]
    assert "complete URL" in refused(*targets).message
    targets.remove("http://e.org/a b")
    assert paths(targets) == ["https://e.org/", "https://e.org/%C3%A9"]


def test_a_sitemap_gives_urls_and_skips_what_is_no_page(build: Build) -> None:
    urls = [
        "https://e.org/",
        "https://e.org/v1.2",
        "https://e.org/a.pdf",
        "https://e.org/a.html?x=.png",
    ]
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    site = build({"sitemap.xml": f"<urlset>{entries}</urlset>"})
    with collect([str(site / "sitemap.xml")], exclude=["v1*"]) as collection:
        assert [page.url for page in collection.pages] == [urls[0], urls[3]]
        assert collection.pages[0].file is None
        assert [item.page for item in collection.skipped] == [urls[1], urls[2]]
        assert collection.servers == ()


def test_a_sitemap_on_the_web_is_read(web: Web) -> None:
    origin, answers = web
    entries = f"<url><loc>{origin}/page</loc></url>"
    answers["/sitemap.xml"] = (200, {}, f"<urlset>{entries}</urlset>".encode())
    assert paths([f"{origin}/sitemap.xml"]) == [f"{origin}/page"]


def test_several_folders_are_named_from_the_one_above_them(build: Build) -> None:
    root = build({"en/index.html": PAGE, "ar/index.html": PAGE, "ar/_static/demo.html": PAGE})
    with collect([str(root / "en"), str(root / "ar"), "https://e.org/"]) as collection:
        assert [page.path for page in collection.pages] == [
            "en/index.html",
            "ar/index.html",
            "https://e.org/",
        ]
        assert [item.page for item in collection.skipped] == ["ar/_static/demo.html"]
        assert len({page.url for page in collection.pages}) == 3
        assert len(collection.servers) == 2


def test_what_is_named_twice_is_audited_once_as_part_of_the_outer_site(build: Build) -> None:
    site = build({"index.html": PAGE, "objects.inv": "", "ar/index.html": PAGE, "ar/a.html": PAGE})
    targets = [site / "ar", site, site / "ar" / "a.html", f"{site}/ar/../ar"]
    assert paths(targets) == ["ar/a.html", "ar/index.html", "index.html"]
    with collect([str(target) for target in targets]) as collection:
        assert len(collection.servers) == 1


def test_servers_stop_with_the_collection(sphinx_site: Path, ask: Ask) -> None:
    with collect([str(sphinx_site)]) as collection:
        origin = collection.servers[0].origin
    with pytest.raises(OSError, match="refused"):
        ask(origin, "/")
    collection.close()


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("nowhere", ["no file or folder 'nowhere'", "Build the site"]),
        ("", ["no file or folder ''"]),
        ("a\0b", ["no file or folder"]),
        ("www.example.org", ["https://www.example.org."]),
        ("example.org/docs", ["https://example.org/docs."]),
        ("localhost:8000", ["no file or folder", "write http://localhost:8000."]),
        ("127.0.0.1:8000/a.html", ["no file or folder", "write http://127.0.0.1:8000/a.html."]),
        ("ftp://example.org/", ["scheme", "ftp"]),
        ("file:///etc/passwd", ["scheme", "path"]),
        ("https://", ["complete URL"]),
        ("https://example.org:port/", ["Port"]),
        ("none.xml", ["no file or folder"]),
    ],
)
def test_a_target_that_cannot_be_used_is_a_user_error(
    target: str, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    error = refused(target)
    assert all(word in str(error) for word in words), str(error)
    assert "\n" not in error.message


def test_credentials_are_refused_and_not_repeated() -> None:
    error = refused("https://user:word@example.org/")
    assert "password" in error.message
    assert "word@" not in str(error)
    assert "user:" not in str(error)


def test_no_target_is_refused() -> None:
    assert "nothing to audit" in refused().message


def test_folders_without_pages_have_different_errors(build: Build, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "is empty" in refused(empty).message
    assert "contains no HTML" in refused(build({"a/readme.txt": ""})).message
    assert "conf.py" in refused(build({"conf.py": ""})).message


def test_what_may_be_a_page_and_is_no_candidate_is_counted(build: Build) -> None:
    names = ("a.html", "b.php", "sub/c.PHP", "d.shtml", "style.css", ".git/x.html", ".git/config")
    names += ("._a.html", "sub/.draft.html")
    packages = (f"node_modules/{number}/readme.html" for number in range(200))
    site = build(dict.fromkeys((*names, *packages, "node_modules/1/index.js"), PAGE))
    with collect([str(site), str(site / "a.html")]) as collection:
        assert [page.path for page in collection.pages] == ["a.html"]
        found = {str(item.reason): item for item in collection.uncollected}
    assert {reason: item.count for reason, item in found.items()} == {
        "in hidden folders": 1,
        "with a name that begins with a dot": 2,
        "in node_modules": 200,
        "with the suffix .php": 2,
        "with the suffix .shtml": 1,
    }
    assert found["in hidden folders"].files == (".git/x.html",)
    assert len(found["in node_modules"].files) == 100


def test_a_fifo_below_a_folder_is_not_tested(build: Build) -> None:
    site = build({"a.html": PAGE})
    os.mkfifo(site / "pipe.html")
    with collect([str(site)]) as collection:
        assert [page.path for page in collection.pages] == ["a.html"]
        (missed,) = collection.not_tested
    assert missed.page == "pipe.html"
    assert str(missed.reason) == "The file cannot be read: it is not a regular file."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not XML", "is malformed on line 1"),
        (b"<urlset/>", "lists no page"),
        (None, "404"),
    ],
)
def test_what_is_no_sitemap_costs_no_other_target(
    build: Build, web: Web, content: bytes | None, words: str
) -> None:
    origin, answers = web
    if content is not None:
        answers["/feed.xml"] = (200, {}, content)
    site = build({"a.html": PAGE, "feed.xml": content or b"<rss/>"})
    with collect([f"{origin}/feed.xml", str(site), str(site / "feed.xml")]) as collection:
        assert [page.path for page in collection.pages] == ["a.html"]
        reasons = {item.page: str(item.reason) for item in collection.not_tested}
    assert set(reasons) == {f"{origin}/feed.xml", str(site / "feed.xml")}
    assert words in reasons[f"{origin}/feed.xml"]


@pytest.mark.parametrize(
    "content",
    [
        b"<rss/>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"/>',
    ],
)
def test_a_url_of_other_xml_is_a_page(web: Web, content: bytes) -> None:
    origin, answers = web
    answers["/drawing.xml"] = (200, {}, content)
    with collect([f"{origin}/drawing.xml"]) as collection:
        assert [page.path for page in collection.pages] == [f"{origin}/drawing.xml"]
        assert not collection.not_tested


def test_a_file_of_other_xml_is_not_tested(build: Build) -> None:
    site = build({"feed.xml": b"<rss/>"})
    with collect([str(site / "feed.xml")]) as collection:
        (missed,) = collection.not_tested
    assert "its root element is <rss>" in str(missed.reason)


def test_a_file_that_is_no_html_and_a_pipe_are_refused(build: Build) -> None:
    site = build({"page.md": "# x"})
    assert "not an HTML file" in refused(site / "page.md").message
    os.mkfifo(site / "pipe.html")
    assert "neither a file nor a folder" in refused(site / "pipe.html").message


def test_what_cannot_be_read_is_refused_as_a_target_and_not_tested_below_one(
    open_folder: Path, no_rights: Rights
) -> None:
    for name in ("index.html", "closed.html", "shut/page.html", "shut/deep/page.html"):
        file = open_folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE)
    (open_folder / "closed.html").chmod(0)
    (open_folder / "shut").chmod(0)
    try:
        with no_rights():
            for name in ("closed.html", "shut", "shut/page.html"):
                error = refused(open_folder / name)
                assert "cannot be read: Permission denied" in error.message
            with collect([str(open_folder)]) as collection:
                assert [page.path for page in collection.pages] == ["index.html"]
                assert {item.page for item in collection.not_tested} == {"closed.html", "shut"}
    finally:
        (open_folder / "shut").chmod(0o755)
