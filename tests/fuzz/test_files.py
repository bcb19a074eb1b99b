"""Any file that a user may hand in is read, or refused as the user's mistake."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import strategies as st

from a11ycheck.acceptance.baseline import baseline_text, parse_baseline
from a11ycheck.acceptance.comments import parse_comments
from a11ycheck.collect.sitemap import read_sitemap
from a11ycheck.config.load import load_config
from a11ycheck.errors import UserError
from a11ycheck.locate import map_path, read_map
from a11ycheck.model import Element
from a11ycheck.run.selection import make_plan, make_selection
from furo_light.settings import read_settings
from furo_light.source_maps import SourceMaps
from fuzzing import SNIPPETS, any_json, broken_json, html_bytes, mutated, texts


def mistake_of(function: Callable[[], object]) -> UserError | None:
    """Call a function and return the user's mistake that it reports, if any."""
    try:
        function()
    except UserError as error:
        return error
    return None


# --- configuration ------------------------------------------------------------------------------------

NAMES = (
    *(
        "select",
        "ignore",
        "exclude",
        "variants",
        "viewports",
        "fail_on",
        "jobs",
        "timeout",
        "formats",
    ),
    *("cache", "cache_dir", "browser", "driver", "rules", "suppress", "baseline", "lang", "base"),
    *(
        "allow_hosts",
        "sandbox",
        "screenshots",
        "reason",
        "until",
        "rule",
        "pages",
        "width",
        "height",
    ),
    *("image-alt", "page-weight", "max_kb", "phone", "phone-light", "reading-level"),
)
VALUES = st.sampled_from(
    (*NAMES, "", "*", "**/[", "serious", "2027-01-31", -1, 0, 1.5, True, [], {})
)
TABLES = st.recursive(
    st.dictionaries(st.sampled_from(NAMES) | texts(6), VALUES | any_json(VALUES), max_size=5),
    lambda inner: st.dictionaries(st.sampled_from(NAMES), inner | st.lists(inner, max_size=3)),
    max_leaves=5,
)
CONFIG = """\
[tool.a11ycheck]
select = ["image-alt", "wcag2aa"]
fail_on = "serious"
variants = ["phone-light"]
exclude = ["drafts/**"]
jobs = 2

[tool.a11ycheck.viewports.tablet]
width = 800
height = 600

[tool.a11ycheck.rules.page-weight]
max_kb = 100

[[tool.a11ycheck.suppress]]
rule = "image-alt"
pages = ["a.html"]
reason = "x"
until = 2027-01-31
"""


def _load(path: Path) -> None:
    def load() -> None:
        config = load_config(file=path).config
        make_plan(make_selection(config), config.variant_values(), timeout=config.timeout)

    mistake = mistake_of(load)
    assert mistake is None or mistake.message


@pytest.fixture
def config_file(tmp_path: Path) -> Path:
    return tmp_path / "pyproject.toml"


def test_any_text_is_a_configuration_or_a_user_error(fuzz: Any, config_file: Path) -> None:
    def check(text: str) -> None:
        config_file.write_bytes(text.encode("utf-8", "surrogatepass"))
        _load(config_file)
        with_settings = config_file.with_name("a11ycheck.toml")
        config_file.replace(with_settings)
        _load(with_settings)

    fuzz(check, mutated(st.just(CONFIG)))


def test_any_table_is_a_configuration_or_a_user_error(fuzz: Any, config_file: Path) -> None:
    def check(table: dict[str, Any]) -> None:
        try:
            text = tomli_w.dumps({"tool": {"a11ycheck": table, "furo_light": table}})
        except (TypeError, ValueError, AttributeError):
            return  # TOML has no null
        config_file.write_bytes(text.encode("utf-8", "surrogatepass"))
        _load(config_file)
        mistake = mistake_of(lambda: read_settings({}, file=config_file))
        assert mistake is None or mistake.message

    fuzz(check, TABLES)


# --- baseline and comments ----------------------------------------------------------------------------

BASELINE = {
    "schema": "a11ycheck-baseline/1",
    "entries": [
        {
            "rule": "image-alt",
            "source": "docs/a.md",
            "fragment": '<img src="a.png">',
            "impact": "critical",
            "pages": {"a.html": 1, "b.html": 2},
            "added": "2026-11-01",
            "reason": "A reason",
        }
    ],
}


def _read_baseline(text: str) -> None:
    def read() -> None:
        baseline = parse_baseline(text, "baseline.json")
        assert parse_baseline(baseline_text(baseline), "again") == baseline

    mistake = mistake_of(read)
    assert mistake is None or mistake.message.startswith("baseline.json:")


def test_any_text_is_a_baseline_or_a_user_error(fuzz: Any) -> None:
    fuzz(_read_baseline, mutated(st.just(json.dumps(BASELINE, indent=1))))


def test_any_json_is_a_baseline_or_a_user_error(fuzz: Any) -> None:
    fuzz(
        lambda document: _read_baseline(json.dumps(document, indent=1)),
        broken_json(BASELINE) | any_json(),
    )


COMMENTS = """\
% a11ycheck: ignore image-alt -- a reason
# Heading

<!-- a11ycheck: ignore-file color-contrast -- a reason -->

.. a11ycheck: ignore region until 2027-01-31 -- a reason

```{code-block} python
# a11ycheck: ignore x
```
"""


def test_comments_are_read_in_any_source(fuzz: Any) -> None:
    def check(text: str) -> None:
        for name in ("a.md", "a.rst", "a.txt", "a.html"):
            parse_comments(name, text)

    fuzz(check, mutated(st.just(COMMENTS) | st.sampled_from(SNIPPETS)))


# --- sitemaps -----------------------------------------------------------------------------------------

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://e.org/a</loc></url><url><loc>https://e.org/?b=ü&amp;c</loc></url></urlset>"""


def test_any_bytes_are_a_sitemap_or_a_user_error(fuzz: Any, tmp_path: Path) -> None:
    path = tmp_path / "sitemap.xml"

    def check(data: bytes) -> None:
        path.write_bytes(data)
        urls: list[str] = []
        mistake = mistake_of(lambda: urls.extend(read_sitemap(str(path)).urls))
        assert mistake is None or str(path) in mistake.message
        assert all(url.startswith(("http://", "https://")) for url in urls)

    seeds = mutated(st.just(SITEMAP)).map(lambda text: text.encode("utf-8", "replace"))
    fuzz(check, seeds | html_bytes() | seeds.map(gzip.compress))


# --- source maps --------------------------------------------------------------------------------------

PAGE = b"<!doctype html><title>x</title><main><p>a<p>b</main>"
MAP = {
    "schema": "a11ycheck-sourcemap/1",
    "version": "0.1.0",
    "files": ["docs/index.md", "locales/ar/index.po"],
    "root": "..",
    "hashes": {"docs/index.md": "0" * 64},
    "pages": {
        "index.html": {
            "sha256": sha256(PAGE).hexdigest(),
            "marks": [[15, 0, 1, "exact"], [31, 0, 2, "block"], [37, 0, 3, "section"]],
            "catalogue": {"1": [1, 12]},
            "facts": [
                {
                    "kind": "image",
                    "at": [0, 3, "exact"],
                    "snippet": "![](a.png)",
                    "facts": {"alt": ""},
                    "catalogue": [1, 13],
                }
            ],
        }
    },
}


# Found by this fuzzer: entries of another type, and references to files that are not listed.
DAMAGED: tuple[Any, ...] = (
    {**MAP, "pages": {"index.html": None}},
    {**MAP, "files": []},
    {**MAP, "root": "\x00"},
    "[" * 100_000,
)


def test_any_source_map_is_used_or_reported(fuzz: Any, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "ar").mkdir(parents=True)

    def check(given: tuple[Any, Any, list[int]]) -> None:
        whole, part, numbers = given
        for path, document in ((map_path(site), whole), (map_path(site, "ar"), part)):
            text = document if isinstance(document, str) else json.dumps(document)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        found, problem = read_map(site)
        assert found is not None or problem is not None
        for page in found.pages if found else ():
            assert found is not None
            for number in numbers:
                element = Element(target=("x",), html="<p>", mark=number)
                found.location(page, element)
                found.location_at(page, number)
            found.location(page, Element(target=("html",), html="<html>"))
            found.marked(page, PAGE)
            found.marks_hash(page)
            found.facts(page)
            found.sources(site)
        moved = SourceMaps(site)
        for page in ("index.html", "ar/index.html"):
            moved.move(page, PAGE, PAGE + b" ", lambda offset: offset)
        moved.write()

    maps = broken_json(MAP) | any_json() | mutated(st.just(json.dumps(MAP)))
    finds = [(document, MAP, [0, 1, 2]) for document in DAMAGED]
    finds += [(MAP, document, [0, 1, 2]) for document in DAMAGED]
    fuzz(
        check,
        st.tuples(maps, maps, st.lists(st.integers(-3, 70), min_size=3, max_size=3)),
        finds=finds,
    )
