"""What workers request belongs to the weight and the third parties of their page."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sums</title>'
BODY = "<main><h1>Sums</h1><p>They are made by a worker.</p></main>"
WORKER = 'importScripts("big.js"); fetch("http://third.example/x").catch(() => {});'
BLOB = (
    'URL.createObjectURL(new Blob([`importScripts("${location.origin}/big.js");'
    'fetch("http://third.example/x").catch(() => {})`]))'
)


@pytest.mark.parametrize(
    ("script", "files"),
    [
        ('new Worker("w.js")', {"w.js", "big.js"}),
        ('new SharedWorker("w.js")', {"w.js", "big.js"}),
        (f"new Worker({BLOB})", {"big.js"}),
    ],
    ids=["dedicated", "shared", "blob"],
)
def test_requests_of_workers_are_those_of_their_page(
    script: str, files: set[str], visit: Any
) -> None:
    page = f"{HEAD}{BODY}<script>{script.replace('location.origin', 'document.baseURI')}</script>"
    page = page.replace("${document.baseURI}/big.js", "${new URL('big.js', document.baseURI)}")
    big = "//" + "x" * 5000

    evidence = visit({"index.html": page, "w.js": WORKER, "big.js": big}, page="index.html")

    assert isinstance(evidence, PageEvidence)
    found = {request.url.rpartition("/")[2]: request for request in evidence.requests}
    assert files <= set(found)
    assert all(found[name].wire_bytes for name in files)
    assert found["x"].third_party
    assert found["x"].blocked
