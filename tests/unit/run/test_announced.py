"""Findings tell what is announced at their locations."""

from __future__ import annotations

import pytest

from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Location,
    Outcome,
    PageEvidence,
    PageTree,
    Scope,
    TreeNode,
)
from a11ycheck.run.announced import with_announcements


def element(target: str, html: str, mark: int = -1) -> Element:
    return Element(target=(target,), html=html, mark=mark)


NODES = (
    TreeNode(depth=0, role="document", name="Title", element=element("html", "<html>")),
    TreeNode(depth=1, role="link", name="Home", element=element("body > a", '<a href="x">', 7)),
    TreeNode(depth=1, role="image", element=element("body > img", "<img>")),
    TreeNode(depth=1, role="image", element=element("p > img", "<img>")),
)


@pytest.mark.parametrize(
    ("found", "announced"),
    [
        (element("body > a", ""), ["link", "Home"]),
        (element('a[href$="x"]', "<a>", 7), ["link", "Home"]),
        (element('a[href$="x"]', '<a href="x">Home</a>'), ["link", "Home"]),
        (element("img", "<img>"), []),  # one of two
        (element("div", "<div>"), []),
    ],
)
def test_an_element_is_found_in_the_tree(found: Element, announced: list[str]) -> None:
    page = PageEvidence(page="a.html", trees=(PageTree(variants=("phone-light",), nodes=NODES),))
    location = Location(pages=("a.html",), variants=(), messages=(), element=found)
    finding = Finding(
        rule="r", engine="axe", title="T", impact=Impact.MINOR, outcome=Outcome.FAILED,
        scope=Scope.PAGE, criteria=(), messages=(), help_url="", locations=(location,),
        fingerprint="f",
    )  # fmt: skip

    (result,) = with_announcements([finding], [page])

    assert [str(part) for part in result.locations[0].announced] == announced
