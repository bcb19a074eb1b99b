"""Differences of sites whose pages are written down as lists of nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from a11ycheck.comparison import (
    ChangeKind,
    Comparison,
    FindingState,
    PageState,
    SiteState,
    TreeState,
    compare_sites,
)
from a11ycheck.model import Element, Precision, SourceLocation, TreeNode


def node(depth: int, role: str, name: str = "", **more: Any) -> TreeNode:
    element = None if role == "text" else Element(target=(f"{role}-{name}",), html="", in_main=True)
    own = {
        "origin": "contents",
        "language": "en",
        "element": element,
        "starts_line": role == "text",
    }
    return TreeNode(depth=depth, role=role, name=name, **{**own, **more})


def page_nodes(title: str) -> list[TreeNode]:
    return [
        node(0, "document", title),
        node(1, "navigation", "Menu", origin="aria-label"),
        node(2, "link", "Home", url="/index.html", tab_index=0),
        node(1, "main"),
        node(2, "heading", title, level=1),
        node(3, "text", title),
        node(2, "image", f"Photo of {title}", origin="alt"),
        node(2, "table"),
        node(3, "row"),
        node(4, "columnheader", "Price"),
        node(5, "text", "Price"),
        node(3, "row"),
        node(4, "cell", "500"),
        node(5, "text", "500"),
        node(2, "paragraph"),
        node(3, "text", f"About {title}."),
        node(2, "button", "Send", tab_index=0),
    ]


PAGES = ("a.html", "b.html", "c.html")


def site(pages: dict[str, Sequence[TreeNode]], **more: Any) -> SiteState:
    states = {}
    for name, nodes in pages.items():
        lines = {
            number: SourceLocation(file=f"{name}.md", line=number, precision=Precision.EXACT)
            for number in range(len(nodes))
        }
        tree = TreeState(variants=("phone-light",), nodes=tuple(nodes), sources=lines)
        states[name] = PageState(page=name, trees=(tree,), wire_bytes=10_000, first_paint=1.0)
    return SiteState(pages=states, **more)


def base() -> dict[str, Sequence[TreeNode]]:
    return {name: page_nodes(name[0].upper() * 3) for name in PAGES}


def compared(changed: dict[str, Sequence[TreeNode]]) -> Comparison:
    return compare_sites(site(base()), site(changed))


def edited(nodes: Sequence[TreeNode], which: str, **values: Any) -> list[TreeNode]:
    return [replace(item, **values) if item.role == which else item for item in nodes]


def test_equal_sites_have_no_difference() -> None:
    assert compared(base()).is_empty


@pytest.mark.parametrize(
    ("role", "values", "kind", "is_loss"),
    [
        ("heading", {"role": "paragraph", "level": 0, "name": ""}, ChangeKind.ROLE, True),
        ("heading", {"level": 2}, ChangeKind.LEVEL, False),
        ("image", {"name": ""}, ChangeKind.NAME, True),
        ("image", {"role": "presentation", "name": ""}, ChangeKind.ROLE, True),
        ("image", {"name": "Something else"}, ChangeKind.NAME, False),
        ("button", {"role": "text", "starts_line": True}, ChangeKind.ROLE, True),
        ("button", {"states": {"disabled": "true"}}, ChangeKind.STATE, False),
        ("button", {"tab_index": None}, ChangeKind.FOCUS, True),
        ("button", {"language": "fr"}, ChangeKind.LANGUAGE, False),
        ("button", {"description": "At once"}, ChangeKind.DESCRIPTION, False),
        ("main", {"role": "generic"}, ChangeKind.REMOVED, True),
        ("columnheader", {"role": "cell"}, ChangeKind.HEADERS, True),
    ],
)
def test_a_change_of_one_page_is_reported_there_with_its_line(
    role: str,
    values: dict[str, Any],
    kind: ChangeKind,
    is_loss: bool,  # noqa: FBT001
) -> None:
    pages = base()
    pages["b.html"] = edited(pages["b.html"], role, **values)

    found = compared(pages)

    changes = [item for item in found.changes if item.change.kind is kind]
    assert [(item.pages, item.change.is_loss) for item in changes] == [(("b.html",), is_loss)]
    assert changes[0].source is not None
    assert changes[0].source.file == "b.html.md"
    assert bool(found.losses) is is_loss


def test_a_disabled_button_is_one_change_of_its_state() -> None:
    pages = base()
    pages["a.html"] = edited(pages["a.html"], "button", states={"disabled": "true"}, tab_index=None)

    (change,) = compared(pages).changes

    assert (change.change.kind, change.change.is_loss) == (ChangeKind.STATE, False)


def test_structures_around_each_other_are_lost_together() -> None:
    quote = [node(2, "figure"), node(3, "blockquote"), node(4, "text", "Never wait.")]
    before = site({"a.html": [*page_nodes("AAA"), *quote]})
    flat = site({"a.html": [*page_nodes("AAA"), node(2, "paragraph"), quote[2]]})

    (change,) = compare_sites(before, flat).changes

    assert (change.change.unit.role, change.change.is_loss) == ("figure", True)


def test_a_list_is_lost_only_if_its_content_stays() -> None:
    items = [node(2, "list"), node(3, "listitem"), node(4, "text", "Take the bus.")]
    before = site({"a.html": [*page_nodes("AAA"), *items]})
    flat = site({"a.html": [*page_nodes("AAA"), node(2, "paragraph"), items[2]]})

    (lost,) = compare_sites(before, flat).changes
    (removed,) = compare_sites(before, site({"a.html": page_nodes("AAA")})).changes

    assert (lost.change.kind, lost.change.is_loss) == (ChangeKind.REMOVED, True)
    assert (removed.change.kind, removed.change.is_loss) == (ChangeKind.REMOVED, False)


def test_a_change_of_the_theme_is_reported_once() -> None:
    pages = {
        name: edited(nodes, "navigation", role="generic", name="") for name, nodes in base().items()
    }

    (change,) = compared(pages).changes

    assert change.pages == PAGES
    assert change.change.is_loss


def test_a_change_of_all_headings_is_reported_once_though_their_names_differ() -> None:
    pages = {
        name: edited(nodes, "heading", role="paragraph", level=0, name="")
        for name, nodes in base().items()
    }

    (change,) = compared(pages).changes

    assert (change.pages, change.count, change.is_pattern) == (PAGES, 3, True)


def test_tables_that_two_pages_lost_are_changes_of_these_pages() -> None:
    pages: dict[str, Sequence[TreeNode]] = {
        name: [node for number, node in enumerate(base()[name]) if not 7 <= number < 14]
        for name in PAGES[:2]
    }

    found = compared(pages)

    lost = [item for item in found.changes if item.change.unit.role == "table"]
    assert [item.pages for item in lost] == [("a.html",), ("b.html",)]
    assert all(item.source is not None for item in lost)


def test_headings_that_became_texts_on_few_pages_are_changes_of_these_pages() -> None:
    pages = base()
    for name in PAGES[:2]:
        pages[name] = [node for number, node in enumerate(pages[name]) if number != 4]

    found = compared(pages)

    assert [item.pages for item in found.changes] == [("a.html",), ("b.html",)]


def test_what_moves_is_one_change() -> None:
    pages = base()
    nodes = list(pages["a.html"])
    pages["a.html"] = [nodes[0], *nodes[3:], *nodes[1:3]]

    found = compared(pages)

    assert [(item.change.kind, item.change.others) for item in found.changes] == [
        (ChangeKind.MOVED, 1)
    ]


@pytest.mark.parametrize(("language", "is_loss"), [("", True), ("ar", False)])
def test_another_language_of_pages_is_one_change(
    language: str,
    is_loss: bool,  # noqa: FBT001
) -> None:
    pages = {
        name: [replace(item, language=language) for item in nodes] for name, nodes in base().items()
    }

    (change,) = compared(pages).changes

    assert (change.change.kind, change.change.unit.role) == (ChangeKind.LANGUAGE, "document")
    assert (change.pages, change.change.is_loss) == (PAGES, is_loss)


def test_a_part_that_keeps_its_language_does_not_change_with_the_page() -> None:
    pages = base()
    nodes = [replace(item, language="ar") for item in pages["a.html"]]
    pages["a.html"] = edited(nodes, "button", language="en")

    (change,) = compared(pages).changes

    assert change.change.unit.role == "document"


def test_a_part_of_several_units_loses_its_language_once() -> None:
    def with_part(language: str) -> list[TreeNode]:
        words = [node(2, "text", f"Mot {n}", language=language) for n in range(3)]
        return [*page_nodes("AAA"), *words]

    before = site({"a.html": with_part("fr")})

    (change,) = compare_sites(before, site({"a.html": with_part("en")})).changes

    assert (change.change.kind, change.change.others) == (ChangeKind.LANGUAGE, 2)
    assert change.change.is_loss


def test_a_part_of_a_line_that_loses_its_language_is_one_change() -> None:
    def line(*parts: tuple[str, str]) -> dict[str, Sequence[TreeNode]]:
        texts = [
            node(3, "text", words, language=language, starts_line=not number)
            for number, (words, language) in enumerate(parts)
        ]
        return {"a.html": [*page_nodes("AAA"), node(2, "paragraph"), *texts]}

    same = [node(2, "paragraph"), node(3, "text", "Say bonjour.")]
    first = line(("Say ", "en"), ("bonjour", "fr"), (".", "en"))["a.html"]
    second = line(("Say ", "en"), ("bonjour", "en"), (".", "en"))["a.html"]
    before, after = site({"a.html": [*first, *same]}), site({"a.html": [*second, *same]})

    (lost,) = compare_sites(before, after).changes
    (marked,) = compare_sites(after, before).changes

    assert (lost.change.kind, lost.change.unit.name) == (ChangeKind.LANGUAGE, "bonjour")
    assert lost.change.is_loss
    assert (marked.change.kind, marked.change.is_loss) == (ChangeKind.LANGUAGE, False)


def test_a_table_that_is_layout_now_is_one_loss_without_its_cells() -> None:
    pages = base()
    roles = {"table", "row", "columnheader", "cell"}
    pages["a.html"] = [
        replace(item, depth=min(item.depth, 3))
        for item in pages["a.html"]
        if item.role not in roles
    ]
    pages["a.html"].insert(7, node(2, "generic"))

    (change,) = compared(pages).changes

    assert (change.change.kind, change.change.unit.role) == (ChangeKind.REMOVED, "table")
    assert change.change.is_loss


def test_a_button_that_became_text_has_its_own_line_and_not_that_of_its_container() -> None:
    pages = base()
    nodes = list(pages["a.html"])
    pages["a.html"] = [*nodes[:-1], node(2, "text", "Send")]
    after = site(pages)
    tree = after.pages["a.html"].trees[0]
    lines = {**tree.sources, 16: tree.sources[3]}
    page = replace(after.pages["a.html"], trees=(replace(tree, sources=lines),))

    (change,) = compare_sites(
        site(base()), replace(after, pages={**after.pages, "a.html": page})
    ).changes

    assert change.source is not None
    assert change.source.line == 16


def test_another_tab_order_is_a_change_though_the_page_reads_the_same() -> None:
    pages = base()
    pages["a.html"] = edited(pages["a.html"], "button", tab_index=1)

    found = compared(pages)

    assert [item.change.kind for item in found.changes] == [ChangeKind.FOCUS_ORDER]


def test_links_to_a_new_page_are_no_change_of_other_pages() -> None:
    pages = base()
    for name in PAGES:
        nodes = list(pages[name])
        nodes.insert(3, node(2, "link", "New", url="/new.html", tab_index=0))
        pages[name] = nodes
    pages["new.html"] = page_nodes("NNN")

    found = compared(pages)

    assert found.added_pages == ("new.html",)
    assert found.changes == ()


def test_a_page_that_could_not_be_tested_was_not_removed() -> None:
    pages = base()
    del pages["c.html"]

    found = compare_sites(site(base()), site(pages, not_tested=("c.html",)))

    assert (found.removed_pages, found.not_tested) == ((), ("c.html",))


def test_weights_and_findings_are_compared() -> None:
    finding = FindingState(
        fingerprint="f", rule="r", title="T", outcome="failed", pages=("a.html",)
    )
    before = site(base())
    heavier = replace(before.pages["a.html"], wire_bytes=20_000, first_paint=1.5)
    after = replace(before, pages={**before.pages, "a.html": heavier}, findings={"f": finding})

    found = compare_sites(before, after)

    assert [(item.page, item.wire_bytes) for item in found.weights] == [
        ("a.html", (10_000, 20_000))
    ]
    assert found.new_findings == (finding,)
    assert compare_sites(after, before).fixed_findings == (finding,)
