"""What a page keeps must not reach the next one, even where it takes no room."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import NotTested, PageEvidence

pytestmark = pytest.mark.browser

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<main><h1>A page</h1><p>Some words of text.</p></main><script>%s</script></html>"""
_KEEPS = {
    "cache": "caches.open('left')",
    "cache of a worker": (
        "new Worker(URL.createObjectURL(new Blob([\"setInterval(() => caches.open('left'), 1)\"])))"
    ),
    "database": "indexedDB.open('left', 1)",
    "file": "navigator.storage.getDirectory().then((top) => top.getFileHandle('left', { create: true }))",
    "folder": (
        "navigator.storage.getDirectory()"
        ".then((top) => top.getDirectoryHandle('left', { create: true }))"
    ),
    "bucket": "navigator.storageBuckets.open('left')",
}
_SHOWS = """
const show = (name) => fetch(`found-${name}`);
caches.keys().then((names) => names.forEach(show));
indexedDB.databases().then((found) => found.forEach(({ name }) => show(name)));
navigator.storage.getDirectory().then(async (top) => { for await (const name of top.keys()) show(name) });
navigator.storageBuckets.keys().then((names) => names.forEach(show));
"""


@pytest.mark.parametrize("kept", _KEEPS)
def test_the_next_page_does_not_see_it(site: Any, audit: Any, pages_at: Any, kept: str) -> None:
    files = {"a.html": _PAGE % _KEEPS[kept], "b.html": _PAGE % _SHOWS}

    _, found = audit(pages_at(site(files), *files), "more-than-one-h1")

    assert isinstance(found, PageEvidence)
    assert [request.url for request in found.requests if "found-" in request.url] == []


def test_a_page_that_empties_its_window_is_not_tested(site: Any, audit: Any, pages_at: Any) -> None:
    files = {"a.html": _PAGE % "location = 'about:blank'", "b.html": _PAGE % ""}

    left, after = audit(pages_at(site(files), *files), "more-than-one-h1")

    assert isinstance(left, NotTested)
    assert "navigates to about:blank" in str(left.reason)
    assert isinstance(after, PageEvidence)
