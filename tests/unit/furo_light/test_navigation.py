"""The branch of the navigation that a page shows: bounded, around the reader, by way of the root."""

import re
from types import SimpleNamespace

import pytest

from furo_light.theme.navigation import Entry, Group, SiteTree, render_all, render_branch

BUILDER = SimpleNamespace(get_relative_uri=lambda _page, to: f"{to}.html")


def pages(*names: str) -> tuple[Entry, ...]:
    return tuple(Entry(title=name.title(), page=name) for name in names)


def flat(count: int) -> SiteTree:
    names = [f"p{number}" for number in range(count)]
    below = {"index": (Group(caption="All", entries=pages(*names)),)}
    return SiteTree(root="index", below=below, parents=dict.fromkeys(names, "index"))


DEEP = SiteTree(
    root="index",
    below={
        "index": (
            Group(caption="First", entries=pages("a", "b")),
            Group(caption="", entries=(*pages("c"), Entry(title="Out", url="https://o.test/"))),
        ),
        "b": (Group(caption="Hidden", entries=pages("b1", "b2", "b")),),
        "b2": (Group(caption="", entries=pages("b21")),),
    },
    parents={"a": "index", "b": "index", "c": "index", "b1": "b", "b2": "b", "b21": "b2"},
)


def shown(tree: SiteTree, page: str, siblings: int = 15) -> list[str]:
    html = render_branch(tree, BUILDER, page, siblings=siblings, expand=False)  # type: ignore[arg-type]
    return re.findall(r">([^<]+)<", html)


@pytest.mark.parametrize("page", ["p0", "p500", "p999"])
def test_a_thousand_siblings_are_as_few_as_asked_for(page: str) -> None:
    found = shown(flat(1000), page)
    assert found[0] == "All"
    assert len(found) == 16
    assert page.title() in found


def test_few_pages_are_all_shown() -> None:
    assert len(shown(flat(9), "p3")) == 10


def test_the_way_to_the_page_is_open_and_no_other() -> None:
    assert shown(DEEP, "b21") == ["First", "B", "B1", "B2", "B21", "B"]
    assert shown(DEEP, "c") == ["First", "A", "B", "C", "Out"]


def test_a_page_shows_what_stands_below_it() -> None:
    assert shown(DEEP, "b") == ["First", "A", "B", "B1", "B2", "B", "C", "Out"]


def test_the_page_itself_is_named_and_no_link() -> None:
    html = render_branch(DEEP, BUILDER, "a", siblings=15, expand=False)  # type: ignore[arg-type]
    assert html.count("aria-current") == 1
    assert '<a aria-current="page">A</a>' in html
    assert '<a href="https://o.test/">Out</a>' in html


def test_a_page_that_no_list_names_gets_the_first_level() -> None:
    assert shown(DEEP, "orphan") == ["First", "A", "B", "C", "Out"]


def test_all_pages_are_on_the_map_of_the_site_once() -> None:
    html = render_all(DEEP, BUILDER, "site-map")  # type: ignore[arg-type]
    for page in ("a", "b1", "b2", "b21", "c"):
        assert html.count(f'href="{page}.html"') == 1
    assert "<h2>First</h2>" in html


def test_titles_are_escaped() -> None:
    tree = SiteTree(root="index", below={"index": (Group(caption="A & B", entries=pages("<i>")),)})
    assert "&lt;I&gt;" in render_branch(tree, BUILDER, "index", siblings=15, expand=False)  # type: ignore[arg-type]
    assert "A &amp; B" in render_branch(tree, BUILDER, "index", siblings=15, expand=False)  # type: ignore[arg-type]
