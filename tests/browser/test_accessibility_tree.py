"""The accessibility tree of pages as Chromium has it, joined to elements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.api import audit
from a11ycheck.config import Config
from a11ycheck.model import PageEvidence, PageTree, TreeNode
from a11ycheck.speech import announce_page

pytestmark = pytest.mark.browser

RULE = "duplicate-page-title"
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="


@pytest.fixture
def trees_of(site: Any, outcome_of: Any) -> Callable[..., tuple[PageTree, ...]]:
    def trees_of(body: str, *names: str, head: str = "") -> tuple[PageTree, ...]:
        start = '<!doctype html><html lang="en"><head><title>Page</title>'
        page = f"{start}{head}</head><body>{body}</body></html>"
        plan = {"names": names} if names else {}
        result = outcome_of(site(page) + "index.html", RULE, reads_tree=True, **plan)
        assert isinstance(result, PageEvidence), result
        return result.trees

    return trees_of


@pytest.fixture
def nodes_of(trees_of: Any) -> Callable[..., tuple[TreeNode, ...]]:
    return lambda *page, **more: trees_of(*page, **more)[0].nodes


def one(nodes: tuple[TreeNode, ...], role: str) -> TreeNode:
    (found,) = (node for node in nodes if node.role == role)
    return found


def test_nothing_is_read_unless_it_is_asked_for(site: Any, outcome_of: Any) -> None:
    found = outcome_of(
        site("<!doctype html><title>Page</title><h1>A page</h1>") + "index.html", RULE
    )

    assert found.trees == ()


def test_roles_names_states_and_levels(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<main><h2>Costs</h2><button aria-expanded="false">Menu</button>'
        '<input type="checkbox" aria-label="News" checked><label>Name <input required></label></main>'
    )

    heading, button = one(nodes, "heading"), one(nodes, "button")
    assert (heading.name, heading.level, heading.origin) == ("Costs", 2, "contents")
    assert (button.name, button.states["expanded"], button.tab_index) == ("Menu", "false", 0)
    assert one(nodes, "checkbox").states["checked"] == "true"
    assert (one(nodes, "checkbox").origin, one(nodes, "textbox").origin) == ("aria-label", "label")
    assert one(nodes, "textbox").states["required"] == "true"
    assert heading.element is not None
    assert heading.element.in_main
    assert heading.element.html == "<h2>"


def test_a_space_between_marked_up_words_separates_them(nodes_of: Any) -> None:
    nodes = nodes_of(
        "<p><b>one</b> <i>two</i></p><p> <b>three</b></p>"
        "<pre><span>a = 1</span><span>\n</span><span>b</span><span> </span><span>= 2</span></pre>"
    )

    assert [item.text for item in announce_page(nodes)] == [
        "page, Page",
        "one two",
        "three",
        "a = 1",
        "b = 2",
    ]


def test_an_icon_that_is_used_from_elsewhere_is_an_image_with_its_title(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<svg style="display:none"><symbol id="i" viewBox="0 0 9 9"><title>Expand</title>'
        '<path d="M0 0h9v9z"/></symbol></svg>'
        '<p>Guides <svg width="9" height="9"><use href="#i"/></svg></p>'
    )

    image = one(nodes, "image")
    assert (image.name, image.is_shown) == ("Expand", True)
    assert image.element is not None
    assert image.element.html.startswith("<svg")


def test_frames_and_shadow_roots_are_part_of_the_tree(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<iframe title="Map" srcdoc="<html lang=ar><body><a href=x>Here</a>"></iframe>'
        "<div id=host></div><script>host.attachShadow({mode:'open'}).innerHTML='<h2>In it</h2>'</script>"
    )

    link, heading = one(nodes, "link"), one(nodes, "heading")
    assert (link.name, link.language) == ("Here", "ar")
    assert link.element is not None
    assert link.element.target == ("body > iframe:nth-child(1)", "body > a:nth-child(1)")
    assert heading.element is not None
    assert heading.element.target == (("#host", "h2:nth-child(1)"),)


@pytest.mark.parametrize(
    ("body", "announced"),
    [
        (
            "<div contenteditable>Some <b>text</b></div>",
            ["edit, unlabelled, multi-line, Some text"],
        ),
        (
            '<h1>A</h1><p contenteditable="true" aria-label="Notes"></p>',
            ["heading level 1, A", "edit, Notes, multi-line"],
        ),
        (
            '<div contenteditable="PLAINTEXT-ONLY" aria-label="Code">x</div>',
            ["edit, Code, multi-line, x"],
        ),
        ('<div contenteditable="false">Text</div>', ["Text"]),
        (
            '<div contenteditable role="textbox" aria-label="Name">Ann</div>',
            ["edit, Name, multi-line, Ann"],
        ),
        (
            "<ul><li contenteditable>Milk</li></ul>",
            ["list, 1 item", "edit, unlabelled, multi-line, Milk"],
        ),
        (
            "<table><tr><th>Day<tr><td contenteditable>Monday</table>",
            [
                "table, 1 column, 2 rows",
                "row 1, column 1, Day",
                "row 2, column 1, edit, unlabelled, multi-line, Monday",
            ],
        ),
    ],
)
def test_an_element_with_contenteditable_is_a_field(
    nodes_of: Any, body: str, announced: list[str]
) -> None:
    assert [item.text for item in announce_page(nodes_of(body))][1:] == announced


def test_tab_stops_at_an_editing_host(nodes_of: Any) -> None:
    assert one(nodes_of("<p contenteditable>Text</p>"), "textbox").tab_index == 0


def test_an_embedded_page_is_a_frame_with_its_contents(site: Any, outcome_of: Any) -> None:
    inner = "<!doctype html><html lang=ar><title>Inner</title><p>Words</p><a href=x>More</a>"
    body = "<object data=in.html aria-label=Rules></object><embed src=in.html title=Map>"
    page = f"<!doctype html><html lang=en><title>Page</title>{body}"
    url = site({"index.html": page, "in.html": inner}) + "index.html"

    (tree,) = outcome_of(url, RULE, reads_tree=True).trees

    assert [item.text for item in announce_page(tree.nodes)] == [
        "page, Page",
        "frame, Rules",
        "Arabic",
        "Words",
        "link, More",
        "English",
        "frame, Map",
        "Arabic",
        "Words",
        "link, More",
    ]


def test_an_embedded_drawing_is_an_image(site: Any, outcome_of: Any) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>A map</title><path d="M0 0h9v9z"/></svg>'
    )
    body = "<object data=map.svg></object><object data=map.svg aria-label=Plan></object>"
    page = f"<!doctype html><html lang=en><title>Page</title>{body}"
    url = site({"index.html": page, "map.svg": drawing}) + "index.html"

    (tree,) = outcome_of(url, RULE, reads_tree=True).trees

    assert [item.text for item in announce_page(tree.nodes)][1:] == ["image, A map", "image, Plan"]


def test_the_fallback_of_an_object_is_read(nodes_of: Any) -> None:
    nodes = nodes_of(
        "<object data=no.bin type=application/x-no><p>Instead</p></object>"
        "<object data=no.bin type=application/x-no aria-label=Model></object>"
    )

    assert [item.text for item in announce_page(nodes)][1:] == [
        "Instead",
        "embedded object, Model, unavailable",
    ]


def test_reading_order_follows_what_an_element_owns(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<p id="b">two</p><div role="group" aria-label="G" aria-owns="b"><p>one</p></div>'
    )

    assert [node.name for node in nodes if node.role == "text"] == ["one", "two"]


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0",
        "position:absolute;left:-9999px",
        "position:absolute;width:1px;height:1px;overflow:hidden",
        "position:absolute;clip:rect(0 0 0 0)",
        "position:absolute;clip-path:inset(50%)",
    ],
)
def test_what_is_not_visible_is_still_announced(nodes_of: Any, style: str) -> None:
    nodes = nodes_of(f'<p>Shown</p><p style="{style}"><span>Not seen</span></p><p hidden>Gone</p>')

    assert [(node.name, node.is_shown) for node in nodes if node.role == "text"] == [
        ("Shown", True),
        ("Not seen", False),
    ]


def test_lines_of_text_begin_with_blocks_and_breaks(nodes_of: Any) -> None:
    nodes = nodes_of("<p>One <b>line</b> only<br>next</p><div>third</div><div>fourth</div>")

    found = [(node.name.strip(), node.starts_line) for node in nodes if node.role == "text"]
    assert found == [
        ("One", True),
        ("line", False),
        ("only", False),
        ("next", True),
        ("third", True),
        ("fourth", True),
    ]


def test_a_text_is_current_as_the_element_around_it(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<ul><li><a aria-current="page"><b>Here</b></a> and there<li aria-current="step">Second'
        '<li aria-current="false">Third</ul>'
    )

    states = {node.name.strip(): dict(node.states) for node in nodes if node.role == "text"}
    assert states == {
        "Here": {"current": "page"},
        "and there": {},
        "Second": {"current": "step"},
        "Third": {},
    }


def test_a_skip_link_leads_to_the_main_content(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<a href="#c">Skip</a><a href="#s">Section</a><a href="#top">Top</a>'
        '<div id="c"><main><h1>T</h1><p>text</p><h2 id="s">S</h2></main></div>'
    )

    assert [(node.name, node.skips) for node in nodes if node.role == "link"] == [
        ("Skip", True),
        ("Section", False),
        ("Top", False),
    ]


def test_variants_have_trees_of_their_own_only_where_they_differ(trees_of: Any) -> None:
    names = ("phone-light", "phone-dark", "desktop-light")
    narrow = '<meta name="viewport" content="width=device-width">'
    narrow += "<style>@media (min-width: 800px) { .menu { display: none } }</style>"

    alike = trees_of("<p>Text</p>", *names)
    different = trees_of('<nav class="menu">Menu</nav><p>Text</p>', *names, head=narrow)

    assert [tree.variants for tree in alike] == [names]
    assert [tree.variants for tree in different] == [
        ("phone-light", "phone-dark"),
        ("desktop-light",),
    ]


def test_layout_tables_and_empty_wrappers_are_left_out(nodes_of: Any) -> None:
    nodes = nodes_of('<div><div><table role="presentation"><tr><td>A</td></tr></table></div></div>')

    assert [node.role for node in nodes] == ["document", "text"]


def test_links_of_an_image_map_and_of_a_drawing_are_read(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<map name=m><area href=n alt=North shape=rect coords="0,0,9,9"></map>'
        f"<img usemap=#m alt=Map width=20 height=20 src={DOT}>"
        "<svg width=90 height=20><title>Plan</title><text y=9>Roof</text>"
        "<a href=hall><text y=19>Hall</text></a></svg>"
        "<svg role=img aria-label=Chart width=90 height=20><a href=x><text y=9>A</text></a></svg>"
    )

    assert [item.text for item in announce_page(nodes)][1:] == [
        "image, Map",
        "link, North",
        "image, Plan",
        "link, Hall",
        "image, Chart",
        "link, A",
    ]
    assert "text" not in {
        node.role for node in nodes
    }  # whose place would be taken for that of prose


def test_a_form_or_a_region_without_a_name_is_no_landmark(nodes_of: Any) -> None:
    nodes = nodes_of(
        "<form><p>Text</p></form><section role=region><p>Part</p></section>"
        '<form aria-label="Order"><p>Text</p></form>'
    )

    assert [item.text for item in announce_page(nodes)][1:] == [
        "Text",
        "Part",
        "form landmark, Order",
        "Text",
    ]


def test_roles_of_digital_publishing_are_announced_as_those_they_extend(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<section role="doc-endnotes" aria-label="Notes"><ol><li role="doc-endnote">One</li></ol>'
        '</section><aside role="doc-tip">Boil it.</aside><nav role="doc-toc">Parts</nav>'
    )

    assert [item.text for item in announce_page(nodes)][1:] == [
        "region, Notes",
        "list, 1 item",
        "1. One",
        "note",
        "Boil it.",
        "navigation landmark",
        "Parts",
    ]


def test_a_drawing_with_graphics_roles_is_announced_with_its_parts(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<svg role="graphics-document" aria-label="Chart" width=90 height=20>'
        '<g role="graphics-symbol" aria-label="Bar"><rect width=9 height=9 /></g>'
        '<g role="graphics-object" aria-label="Axis"><text y=9>2020</text></g></svg>'
    )

    assert [item.text for item in announce_page(nodes)][1:] == [
        "figure, Chart",
        "image, Bar",
        "grouping, Axis",
        "2020",
    ]


def test_a_text_in_an_element_that_is_no_node_has_its_own_element(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<div class="header"><div class="title">Water</div></div>'
        '<div id="content"><div class="sectionbody"><div>Boil <b>all</b> of it.</div></div>'
        "<p>Then <i>cool</i> it.</p><ul><li>First</li><li><div>Second</div></li></ul>"
        '<p><a href="#content">A link</a></p></div>'
    )

    texts = {node.name.strip(): node.element for node in nodes if node.role == "text"}
    own = {name: element.selector for name, element in texts.items() if element is not None}
    assert own == {
        "Water": "body > div:nth-child(1) > div:nth-child(1)",
        "Boil": "#content > div:nth-child(1) > div:nth-child(1)",
        "all": "#content > div:nth-child(1) > div:nth-child(1) > b:nth-child(1)",
        "of it.": "#content > div:nth-child(1) > div:nth-child(1)",
        "Second": "#content > ul:nth-child(3) > li:nth-child(2) > div:nth-child(1)",
    }
    assert texts["Water"] is not None
    assert texts["Water"].html == '<div class="title">'


def test_a_text_in_a_frame_or_shadow_root_is_located_in_it(nodes_of: Any) -> None:
    nodes = nodes_of(
        '<iframe title="Inner" srcdoc="<div>In a frame</div>"></iframe>'
        '<div id="host"><template shadowrootmode="open"><div>In a shadow root</div></template></div>'
    )

    targets = {
        node.name: node.element.target for node in nodes if node.role == "text" and node.element
    }
    assert targets["In a frame"][0].startswith("body > iframe")
    assert len(targets["In a frame"]) == 2
    assert targets["In a shadow root"] == (("#host", "div:nth-child(1)"),)


def test_a_finding_about_a_text_in_plain_elements_names_the_place(tmp_path: Path) -> None:
    body = (
        '<!doctype html><html lang="en"><title>Manual</title><body><div id="preamble">'
        '<div class="doc-title" style="font-size: 2em">Cleaning water</div>'
        "<div>Boil all of it, and let it cool.</div></div></body></html>"
    )
    (tmp_path / "index.html").write_text(body, encoding="utf-8")

    config = Config(select=("text-looks-like-heading",), baseline="", cache=False)
    report = audit([str(tmp_path)], config).report

    (location,) = (place for finding in report.findings for place in finding.locations)
    assert location.element is not None
    assert location.element.html == '<div class="doc-title" style="font-size: 2em">'
