"""What a page keeps must not reach the next one, even where it takes no room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from a11ycheck.browser import Launcher
from a11ycheck.browser.context_reuse import leave_page
from a11ycheck.browser.visit import Visitor
from a11ycheck.model import NotTested, Page, PageEvidence

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
_STORE = """
const store = () => {
  localStorage.setItem("left", 1);
  sessionStorage.setItem("left", 1);
  window.name = "left";
};
"""
_WHEN_HIDDEN = {
    "document": ("document.addEventListener('visibilitychange', store)", True),
    "document, first": ("document.addEventListener('visibilitychange', store, true)", True),
    "attribute": ("document.onvisibilitychange = store", True),
    "window": ("addEventListener('visibilitychange', store)", False),
    "window, first": ("addEventListener('visibilitychange', store, true)", False),
}
_WORKER = "new Worker(URL.createObjectURL(new Blob(['setInterval(() => {}, 1)'])))"
_VARIANT = "desktop-light"


@pytest.fixture
def visitor(launcher: Launcher, plan_for: Any) -> Iterator[Visitor]:
    """Give what shows pages, in a browser of the test's own."""
    session = launcher.start()
    try:
        yield Visitor(session, plan_for(("list",), (_VARIANT,)))
    finally:
        session.close()


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


@pytest.mark.parametrize("listener", _WHEN_HIDDEN)
def test_what_is_stored_when_the_page_is_hidden_does_not_reach_the_next_page(
    visitor: Visitor, site: Any, listener: str
) -> None:
    listens, is_kept_from_it = _WHEN_HIDDEN[listener]
    base = site({"a.html": _PAGE % (_STORE + listens), "b.html": _PAGE % ""})
    visitor.show(Page(path="a.html", url=base + "a.html"), _VARIANT)

    is_reusable = leave_page(visitor.tab)
    if not is_reusable:
        visitor.close_tab()
    world = visitor.show(Page(path="b.html", url=base + "b.html"), _VARIANT)

    assert is_reusable is is_kept_from_it
    assert world.call("() => [localStorage.length, sessionStorage.length, name.length]") == [
        0,
        0,
        0,
    ]


def test_a_page_with_a_worker_can_be_loaded_again_in_its_context(
    visitor: Visitor, site: Any
) -> None:
    page = Page(path="a.html", url=site({"a.html": _PAGE % _WORKER}) + "a.html")
    visitor.show(page, _VARIANT)

    for_another = leave_page(visitor.tab)
    for_itself = leave_page(visitor.tab, is_reloaded=True)

    assert (for_another, for_itself) == (False, True)
    assert not visitor.tab.has_workers
