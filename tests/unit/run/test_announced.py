"""Findings tell what is announced at their locations."""

from __future__ import annotations

import pytest

from a11ycheck.model import (
    Element,
    Finding,
    Impact,
    Location,
    Message,
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
    TreeNode(depth=1, role="paragraph", element=element("#price", "<p>")),
    TreeNode(depth=2, role="text", name="It costs "),
    TreeNode(depth=2, role="text", name="9 dinars."),
)


def page_with(nodes: tuple[TreeNode, ...]) -> PageEvidence:
    return PageEvidence(page="a.html", trees=(PageTree(variants=("phone-light",), nodes=nodes),))


def at(page: str, *elements: Element) -> Finding:
    locations = tuple(
        Location(pages=(page,), variants=(), messages=(), element=item) for item in elements
    )
    return Finding(
        rule="r", engine="axe", title="T", impact=Impact.MINOR, outcome=Outcome.FAILED,
        scope=Scope.PAGE, criteria=(), messages=(), help_url="", locations=locations,
        fingerprint="f",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "announced"),
    [
        (element("body > a", ""), ["link", "Home"]),
        (element('a[href$="x"]', "<a>", 7), ["link", "Home"]),
        (element('a[href$="x"]', '<a href="x">Home</a>'), ["link", "Home"]),
        (element("#price", "<p>"), ["It costs 9 dinars."]),
        (element("img", "<img>"), []),  # one of two
        (element("div", "<div>"), []),
    ],
)
def test_an_element_is_found_in_the_tree(found: Element, announced: list[str]) -> None:
    (result,) = with_announcements([at("a.html", found)], [page_with(NODES)])

    assert [str(part) for part in result.locations[0].announced] == announced


class _Known:
    """What another run knows."""

    def __init__(self) -> None:
        self.parts: dict[tuple[str, Element], tuple[Message, ...]] = {}

    def get(self, page: str, element: Element) -> tuple[Message, ...] | None:
        return self.parts.get((page, element))

    def put(self, page: str, element: Element, announced: tuple[Message, ...]) -> None:
        self.parts[page, element] = announced


def test_what_an_earlier_run_knows_needs_no_tree() -> None:
    known = _Known()
    finding = at("a.html", element("body > a", ""), element("div", "<div>"))
    first = with_announcements([finding], [page_with(NODES)], known)

    again = with_announcements([finding], [page_with(())], known)

    assert again == first
    assert [str(part) for part in again[0].locations[0].announced] == ["link", "Home"]
    assert again[0].locations[1].announced == ()
