"""Which page is the home page does not depend on the order of the pages."""

from __future__ import annotations

from a11ycheck.model import Element, Fact
from a11ycheck.rules.multiple_ways import judge

PATHS = ("/a.html", "/b.html", "/c.html", "/d.html")


def _fact(path: str) -> Fact:
    facts = {
        "path": path,
        "search": False,
        "index": False,
        "links": ["/a.html", "/b.html", "/c.html"],
    }
    return Fact(element=Element(target=("html",), html="<html>"), facts=facts)


def test_the_order_of_pages_makes_no_difference() -> None:
    pages = {path: [_fact(path)] for path in PATHS}
    turned = dict(reversed(pages.items()))

    one, other = (
        {verdict.page: verdict.outcome for verdict in judge(p, None)} for p in (pages, turned)
    )

    assert one
    assert one == other
