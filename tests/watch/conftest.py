"""What the tests of `watch` share: small projects, and a browser to look at the preview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from plain_chrome import plain_chrome


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with plain_chrome(tmp_path_factory.mktemp("profile"), patience=30) as driver:
        # Tests look into the overlay, whose root is closed for pages.
        script = """
        const attach = Element.prototype.attachShadow;
        Element.prototype.attachShadow = function (options) {
          this.dataset.mode = options.mode;
          return attach.call(this, { ...options, mode: "open" });
        };
        """
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        yield driver


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A Sphinx project of two pages; the first has a finding."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / ".git").mkdir()
    (docs / "conf.py").write_text('project = "P"\nhtml_theme = "basic"\n')
    (docs / "index.rst").write_text(
        "Start\n=====\n\n.. toctree::\n\n   other\n\nRead it `here <https://example.org/>`_.\n"
    )
    (docs / "other.rst").write_text("Other\n=====\n\nText.\n")
    return tmp_path
