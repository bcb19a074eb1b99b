"""`a11ycheck read`: what is announced of pages, for people and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from a11ycheck.api import audit
from a11ycheck.config import Config
from a11ycheck.reporters.transcripts import transcript_schema
from a11ycheck.run.job import Progress
from a11ycheck.run.read_pages import read_pages
from command import good, run, site

pytestmark = pytest.mark.browser

VARIANT = ("--variant", "phone-light")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    body = "<main><h1>Home</h1><p>Text <a href=about.html>About us</a></p></main>"
    start = '<!doctype html><html lang="en"><title>Home</title><body>'
    page = f"{start}<nav><a href=x>Menu</a></nav>{body}</html>"
    return site(tmp_path / "site", index=page, about=good("About"))


def items(text: str) -> list[str]:
    return [line.strip() for line in text.partition("\n\n")[0].splitlines()]


def test_a_page_is_read_item_by_item(pages: Path, tmp_path: Path) -> None:
    done = run("read", pages, "--page", "index.html", *VARIANT, cwd=tmp_path, check=0)

    assert items(done.stdout) == [
        "index.html:",
        "page, Home",
        "navigation landmark",
        "link, Menu",
        "main landmark",
        "heading level 1, Home",
        "Text",
        "link, About us",
    ]
    assert "reading on: 2 items, 4 words" in done.stdout


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ("headings", ["heading level 1, Home"]),
        ("landmarks", ["navigation landmark", "main landmark"]),
        ("links", ["link, Menu", "link, About us"]),
        ("tables", ["Nothing is announced."]),
        ("tab-order", ["link, Menu", "link, About us"]),
    ],
)
def test_views(pages: Path, tmp_path: Path, view: str, found: list[str]) -> None:
    done = run("read", pages, "--page", "index.html", "--as", view, *VARIANT, cwd=tmp_path, check=0)

    assert items(done.stdout)[1:] == found


@pytest.mark.parametrize(
    ("lang", "heading"), [("ar", "عنوان من المستوى 1"), ("ckb", "سەردێڕی ئاستی 1")]
)
def test_roles_are_in_the_language_of_the_report(
    pages: Path, tmp_path: Path, lang: str, heading: str
) -> None:
    done = run("read", pages, "--lang", lang, "--as", "headings", *VARIANT, cwd=tmp_path, check=0)

    assert heading in done.stdout


def test_json_follows_its_schema(pages: Path, tmp_path: Path) -> None:
    done = run("read", pages, "--format", "json", *VARIANT, cwd=tmp_path, check=0)

    found: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(found, transcript_schema())
    home = next(page for page in found["pages"] if page["page"] == "index.html")
    assert home["items"][4]["level"] == 1
    assert home["listening"]["before_main"]["reading"]["items"] == 2


def test_a_page_that_does_not_exist_is_an_error(pages: Path, tmp_path: Path) -> None:
    done = run("read", pages, "--page", "indx.html", cwd=tmp_path, check=3)

    assert 'No page matches "indx.html".' in done.stderr
    assert "index.html" in done.stderr


def test_a_page_that_is_too_long_says_that_its_end_is_missing(tmp_path: Path) -> None:
    rows = "<tr><td>1<td>2" * 5_000
    start = "<!doctype html><html lang=en><title>Long</title>"
    page = f"{start}<main><h1>Long</h1><table>{rows}</table></main>"
    folder = site(tmp_path / "site", index=page)

    done = run("read", folder, *VARIANT, cwd=tmp_path, check=0)
    assert "too long" in done.stdout
    done = run("read", folder, "--format", "json", *VARIANT, cwd=tmp_path, check=0)
    assert json.loads(done.stdout)["pages"][0]["omitted"] > 0


def test_what_an_audit_has_cached_is_read_and_never_stale(pages: Path, tmp_path: Path) -> None:
    config = Config(variants=("phone-light",), cache_dir=str(tmp_path / "cache"))
    audit([str(pages)], config)
    events: list[Progress] = []

    read_pages([str(pages)], config, on_progress=events.append)
    assert [event.cached for event in events] == [1, 2]

    index = pages / "index.html"
    index.write_text(index.read_text().replace("Menu", "Contents"))
    events.clear()
    found = read_pages([str(pages)], config, on_progress=events.append)
    assert events[-1].cached == 1
    names = {node.name for page in found.pages for node in page.trees[0].nodes}
    assert "Contents" in names
    assert "Menu" not in names


def test_a_page_of_a_running_server_is_read(
    pages: Path, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    url = f"{serve(pages)}index.html"
    more = ("--as", "links", *VARIANT)

    done = run("read", url, "--page", "*index.html", *more, cwd=tmp_path, check=0)
    assert items(done.stdout) == [f"{url}:", "link, Menu", "link, About us"]

    (pages / "index.html").write_text(good("Home"))
    done = run("read", url, *more, cwd=tmp_path, check=0)
    assert items(done.stdout)[1:] == ["Nothing is announced."]


def test_a_page_that_a_server_does_not_have_is_not_tested(
    pages: Path, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    url = f"{serve(pages)}missing.html"

    done = run("read", url, "--format", "json", *VARIANT, cwd=tmp_path, check=2)

    assert json.loads(done.stdout)["pages"] == []
    assert f"{url}: the server responded with 404" in done.stderr
