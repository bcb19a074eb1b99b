"""All documentation of the corpus: each page reads the same after it was made light."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Lab, Trees

CORPUS = Path(__file__).parents[3] / "build" / "corpus" / "html"
NAMES = ("black", "furo", "structlog")
# Pages with a fault of their own: a link within a link.
REPAIRED = {"structlog": {"thread-local.html"}}
# The page for addresses that do not exist names its pictures from the root of the server.
BASES = {"structlog": "/en/latest/"}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.corpus,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(
        not all((CORPUS / name).is_dir() for name in NAMES),
        reason="the corpus is not built: make corpus",
    ),
]


@pytest.mark.parametrize("name", NAMES)
def test_readers_get_the_same_of_every_page(lab: Lab, trees: Trees, name: str) -> None:
    site = lab.folder / name
    shutil.copytree(CORPUS / name, site)
    before = {page: trees.of(site, page) for page in _pages(site)}

    base = BASES.get(name, "")
    done = lab.run(site, base=base)

    left = {item.file for item in done.skipped}
    assert left == REPAIRED.get(name, set())
    assert set(_pages(site)) - left <= set(done.changed)
    for page, found in before.items():
        assert trees.of(site, page) == found, page
    state = lab.state(site)
    assert not lab.run(site, base=base).changed
    assert lab.state(site) == state


def _pages(site: Path) -> list[str]:
    names = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    return [name for name in names if not name.startswith(("_static/", "_sources/"))]
