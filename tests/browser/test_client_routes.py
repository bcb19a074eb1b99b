"""A script that routes by URL shows the page that it was built for."""

from __future__ import annotations

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
