"""What is announced of accessibility trees that are written down as indented lines."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import TreeNode
from a11ycheck.speech import View, announce_page, announce_view, find_repeated_words, listening_cost
from a11ycheck.speech.listening import Cost, Way


def node(depth: int, role: str, name: str = "", **more: Any) -> TreeNode:
    origin = "contents" if name and role != "text" else ""
    return TreeNode(
        depth=depth, role=role, name=name, **{"origin": origin, "language": "en", **more}
    )


def lines(*nodes: TreeNode) -> list[str]:
    return [item.text for item in announce_page((node(0, "document", "Title"), *nodes))][1:]


def test_a_page_is_announced_in_its_order() -> None:
    assert lines(
        node(1, "main"),
        node(2, "heading", "Warning signs", level=2),
        node(3, "text", "Warning signs", starts_line=True),
        node(2, "paragraph"),
        node(3, "text", "Before you pay, ", starts_line=True),
        node(3, "link", "Check for scams"),
        node(4, "text", "Check for scams"),
        node(3, "text", " twice."),
    ) == [
        "main landmark",
        "heading level 2, Warning signs",
        "Before you pay,",
        "link, Check for scams",
        "twice.",
    ]


def test_numbers_of_lists_are_spoken_alike_in_both_directions() -> None:
    numbers = ["3. ", ". 7 ", "‎.٣ ", "a) ", "• "]
    read = [
        item
        for marker in numbers
        for item in lines(node(1, "marker", marker), node(1, "text", "x", starts_line=True))
    ]

    assert read == ["3. x", "7. x", "٣. x", "a) x", "x"]


def test_punctuation_alone_changes_no_language() -> None:
    assert lines(
        node(1, "text", "See", starts_line=True),
        node(1, "link", "زانیاری", language="ckb"),
        node(1, "text", "."),
        node(1, "text", "Then", starts_line=True),
    ) == ["See", "Sorani Kurdish", "link, زانیاری", ".", "English", "Then"]


def test_a_landmark_begins_with_its_name() -> None:
    assert lines(
        node(1, "navigation", "Languages"), node(2, "text", "English", starts_line=True)
    ) == ["navigation landmark, Languages", "English"]


def test_a_container_of_nothing_is_silent() -> None:
    assert lines(
        node(1, "navigation", "Pages"),
        node(2, "list"),
        node(1, "table", "Prices"),
        node(1, "list"),
        node(2, "listitem"),
        node(1, "main"),
        node(2, "separator"),
        node(2, "text", "Text", starts_line=True),
    ) == ["main landmark", "separator", "Text"]


def test_texts_of_one_line_are_one_item_and_lines_are_items() -> None:
    assert lines(
        node(1, "text", "Run ", starts_line=True),
        node(1, "text", "make"),
        node(1, "text", " now.", starts_line=False),
        node(1, "text", "Next line", starts_line=True),
        node(1, "text", "a = 1\nb = 2\n", starts_line=True),
    ) == ["Run make now.", "Next line", "a = 1", "b = 2"]


def test_a_text_that_is_the_current_page_is_announced_as_that() -> None:
    here = node(1, "text", "Contact", starts_line=True, states={"current": "page"})

    assert lines(here) == ["Contact, current page"]


def test_a_permalink_in_a_heading_is_an_item_of_its_own() -> None:
    heading = (
        node(1, "heading", "Costs¶", level=2),
        node(2, "text", "Costs", starts_line=True),
        node(2, "link", "¶", description="Link to this heading"),
        node(3, "text", "¶"),
    )

    assert lines(*heading) == ["heading level 2, Costs", "link, ¶, Link to this heading"]


def test_a_heading_that_is_a_link_is_one_item() -> None:
    heading = (
        node(1, "heading", "Costs", level=3),
        node(2, "link", "Costs"),
        node(3, "text", "Costs", starts_line=True),
    )

    assert lines(*heading) == ["heading level 3, link, Costs"]


def test_a_link_tells_of_the_heading_that_it_contains() -> None:
    assert lines(
        node(1, "link", "Costs"), node(2, "heading", "Costs", level=3), node(3, "text", "Costs")
    ) == ["link, heading level 3, Costs"]


def test_a_table_has_its_size_and_its_cells_their_places() -> None:
    table = (
        node(1, "table", "Prices", origin="caption"),
        node(2, "caption"),
        node(3, "text", "Prices", starts_line=True),
        node(2, "row"),
        node(3, "columnheader", "Thing"),
        node(4, "text", "Thing", starts_line=True),
        node(3, "columnheader", "Price", states={"colspan": "2"}),
        node(4, "text", "Price", starts_line=True),
        node(2, "row"),
        node(3, "rowheader", "Bread", states={"rowspan": "2"}),
        node(4, "text", "Bread", starts_line=True),
        node(3, "cell", "500"),
        node(4, "text", "500", starts_line=True),
        node(3, "cell"),
        node(2, "row"),
        node(3, "cell", "600"),
        node(4, "text", "600", starts_line=True),
    )

    assert lines(*table) == [
        "table, Prices, 3 columns, 3 rows",
        "row 1, column 1, Thing",
        "column 2, Price",
        "row 2, column 1, Bread",
        "column 2, 500",
        "column 3, blank",
        "row 3, column 2, 600",
    ]


def test_lists_have_a_length_and_numbers_belong_to_the_text() -> None:
    assert lines(
        node(1, "list"),
        node(2, "listitem", level=1),
        node(3, "marker", "1. "),
        node(3, "text", "One", starts_line=True),
        node(2, "listitem", level=1),
        node(3, "marker", "• "),
        node(3, "link", "Two"),
    ) == ["list, 2 items", "1. One", "link, Two"]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (node(1, "checkbox", "News", states={"checked": "false"}), "check box, News, not checked"),
        (node(1, "button", "Menu", states={"expanded": "true"}), "button, Menu, expanded"),
        (node(1, "button"), "button, unlabelled"),
        (node(1, "image", "Map of Erbil"), "image, Map of Erbil"),
        (node(1, "textbox", "Name", states={"required": "true"}), "edit, Name, required"),
        (node(1, "combobox", "City", value="Duhok"), "combo box, City, Duhok"),
        (node(1, "link", "Home", states={"current": "page"}), "link, Home, current page"),
        (node(1, "separator", "Part two"), "separator, Part two"),
        (node(1, "button", "Menu", states={"roledescription": "switcher"}), "switcher, Menu"),
    ],
)
def test_roles_names_and_states(item: TreeNode, text: str) -> None:
    assert lines(item) == [text]


def test_a_change_of_the_language_is_announced_once() -> None:
    found = lines(
        node(1, "text", "Hello", starts_line=True),
        node(1, "text", "مرحبا", language="ar", starts_line=True),
        node(1, "text", "شكرا", language="ar-IQ", starts_line=True),
        node(1, "text", "Bye", starts_line=True),
    )

    assert found == ["Hello", "Arabic", "مرحبا", "شكرا", "English", "Bye"]


PAGE = (
    node(0, "document", "Title"),
    node(1, "link", "Skip to content", tab_index=0, skips=True),
    node(1, "navigation"),
    node(2, "heading", "Menu", level=2),
    node(2, "link", "One", tab_index=0),
    node(2, "link", "First", tab_index=3),
    node(1, "main"),
    node(2, "heading", "Content", level=1),
    node(2, "text", "Three more words", starts_line=True),
    node(2, "link", "In main", tab_index=0),
)


def test_the_way_to_the_main_content_has_a_cost() -> None:
    cost = listening_cost(PAGE)

    assert cost is not None
    assert dict(cost.ways) == {
        Way.READING: Cost(items=5, words=14),
        Way.HEADINGS: Cost(items=1, words=4),
        Way.TAB: Cost(items=3, words=8),
        Way.SKIP_LINK: Cost(items=2, words=6),
    }
    assert cost.ways[Way.READING].seconds(180) == pytest.approx(14 / 3)


def test_without_main_content_it_begins_at_the_first_heading_of_level_one() -> None:
    without = [item for item in PAGE if item.role != "main"]
    cost = listening_cost(without)

    assert cost is not None
    assert not cost.has_main
    assert cost.ways[Way.READING].items == 5
    assert listening_cost(PAGE[:3]) is None


def test_views_are_lists_to_navigate_by() -> None:
    def names(view: View) -> list[str]:
        return [item.name for item in announce_view(PAGE, view)]

    assert names(View.HEADINGS) == ["Menu", "Content"]
    assert names(View.LANDMARKS) == ["", ""]
    assert names(View.LINKS) == ["Skip to content", "One", "First", "In main"]
    assert names(View.TAB_ORDER) == ["First", "Skip to content", "One", "In main"]
    assert names(View.TABLES) == names(View.FORMS) == []


def test_permalinks_and_icons_that_repeat_a_name_are_found() -> None:
    headings = [
        part
        for name in ("A", "B", "C")
        for part in (
            node(1, "heading", f"{name}¶", level=2),
            node(2, "text", name),
            node(2, "link", "¶"),
            node(3, "text", "¶"),
        )
    ]
    button = (
        node(1, "button", "Search Search"),
        node(2, "image", "Search"),
        node(2, "text", "Search"),
    )

    found = find_repeated_words((node(0, "document"), *headings, *button))

    assert [(item.kind, item.name, len(item.numbers)) for item in found] == [
        ("permalink", "¶", 3),
        ("icon", "Search", 1),
    ]


@pytest.mark.parametrize(
    ("before", "after", "targets"),
    [
        ("", " parse()", ["/type.html", "/type.html", "/type.html"]),
        ("parse(", ")", ["/a.html", "/b.html", "/c.html"]),
    ],
    ids=["one target", "within the words"],
)
def test_types_in_the_signature_of_a_function_are_words_of_the_heading(
    before: str, after: str, targets: list[str]
) -> None:
    headings = [
        part
        for target in targets
        for part in (
            node(1, "heading", f"{before}Text{after}", level=3),
            *([node(2, "text", before)] if before else []),
            node(2, "link", "Text", url=target),
            node(3, "text", "Text"),
            node(2, "text", after),
        )
    ]

    assert find_repeated_words((node(0, "document"), *headings)) == ()


def test_a_link_that_is_a_letter_of_an_icon_font_is_silent() -> None:
    headings = [
        part
        for name in ("A", "B", "C")
        for part in (
            node(1, "heading", f"{name}\uf0c1", level=2),
            node(2, "text", name),
            node(2, "link", "\uf0c1"),
        )
    ]

    assert find_repeated_words((node(0, "document"), *headings)) == ()


def test_a_map_of_links_is_read_link_by_link() -> None:
    assert lines(
        node(1, "image", "Map of the rivers", origin="alt"),
        node(2, "link", "Tigris", origin="alt"),
        node(2, "link", "Euphrates", origin="alt"),
        node(1, "image", "Photo", origin="alt"),
    ) == ["image, Map of the rivers", "link, Tigris", "link, Euphrates", "image, Photo"]


def test_items_within_an_item_are_read() -> None:
    assert lines(
        node(1, "tree", "Files", origin="aria-label"),
        node(2, "treeitem", "src", states={"expanded": "true"}),
        node(3, "text", "• ", starts_line=True),
        node(3, "text", "src"),
        node(3, "treeitem", "main.py"),
        node(4, "text", "main.py", starts_line=True),
        node(2, "treeitem", "tests"),
        node(3, "text", "tests", starts_line=True),
    ) == ["tree view, Files", "tree item, src, expanded", "tree item, main.py", "tree item, tests"]


def test_a_list_box_says_what_is_selected() -> None:
    assert lines(
        node(1, "listbox", "Sizes", origin="aria-label"),
        node(2, "option", "S", states={"selected": "false"}),
        node(2, "option", "M", states={"selected": "true"}),
        node(2, "option", "L", states={"selected": "true"}),
        node(1, "listbox", "Colours", origin="aria-label"),
        node(2, "option", "Red", states={"selected": "false"}),
    ) == ["list box, Sizes, M, L", "list box, Colours"]


def test_a_formula_is_one_item() -> None:
    assert lines(
        node(1, "math", "x squared", origin="aria-label"),
        node(2, "text", "x", starts_line=True),
        node(2, "text", "2", starts_line=True),
        node(1, "math"),
        node(2, "text", "1", starts_line=True),
        node(2, "text", "2", starts_line=True),
    ) == ["math, x squared", "math, 1 2"]


def test_a_tooltip_is_read_once() -> None:
    assert lines(node(1, "tooltip", "Saves the page"), node(2, "text", "Saves the page")) == [
        "tooltip, Saves the page"
    ]


def test_a_password_is_protected() -> None:
    assert lines(
        node(1, "textbox", "Password", origin="label", states={"type": "password"}),
        node(1, "textbox", "Name", origin="label", states={"type": "text"}),
    ) == ["edit, Password, protected", "edit, Name"]


def test_a_cell_says_how_its_column_is_sorted_and_that_it_is_selected() -> None:
    assert lines(
        node(1, "grid", "Prices", origin="aria-label"),
        node(2, "row"),
        node(3, "columnheader", "Price", states={"sort": "ascending"}),
        node(4, "text", "Price", starts_line=True),
        node(2, "row"),
        node(3, "gridcell", "500", states={"selected": "true"}),
        node(4, "text", "500", starts_line=True),
    ) == [
        "table, Prices, 1 column, 2 rows",
        "row 1, column 1, sorted ascending, Price",
        "row 2, column 1, selected, 500",
    ]
