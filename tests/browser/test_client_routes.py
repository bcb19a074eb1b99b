"""A script that routes by URL shows the page that it was built for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from a11ycheck.api import audit
from a11ycheck.config import Config

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Archive</title>
<link rel="canonical" href="https://example.org/blog/archive">
<main><h1>Archive</h1><p>All that was written here, the newest first.</p></main>
<script>
  if (!/^[/]blog[/]archive[/]?$/.test(location.pathname))
    document.body.append(document.querySelector("main").cloneNode(true));
</script>"""


def test_a_page_that_depends_on_its_url(tmp_path: Path) -> None:
    file = tmp_path / "blog/archive/index.html"
    file.parent.mkdir(parents=True)
    file.write_text(PAGE, encoding="utf-8")

    config = Config(variants=("desktop-light",), cache=False, select=("more-than-one-h1",))
    report = audit([str(tmp_path)], config).report

    assert report.audited == ("blog/archive/index.html",)
    assert report.findings == ()


APPLICATION = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Guides</title><main></main>
<script>
  const show = () => {
    document.querySelector("main").innerHTML = location.hash === "#/barrels"
      ? "<h1>Barrels</h1><h1>Rain water in barrels</h1>"
      : "<h1>All guides, in the order of their names</h1>";
  };
  addEventListener("hashchange", show);
  show();
</script>"""


def test_a_url_with_a_route_shows_that_route(site: Callable[..., str]) -> None:
    base = site({"index.html": APPLICATION})
    routes = [f"{base}index.html{route}" for route in ("", "#barrels", "#/barrels", "#/wells")]

    config = Config(variants=("desktop-light",), cache=False, select=("more-than-one-h1",))
    report = audit(routes, config).report

    assert report.audited == tuple(sorted({routes[0], *routes[2:]}))
    (finding,) = report.findings
    assert [location.page for location in finding.locations] == [routes[2]]
