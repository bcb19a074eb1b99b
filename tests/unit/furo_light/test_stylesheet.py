"""Only rules that a page needs: what is kept, what is left out, and that the rest stays the same."""

import pytest

from a11ycheck.errors import UserError
from furo_light.theme.colours import DARK, LIGHT, palette
from furo_light.theme.stylesheet import Stylesheet, names_in

CSS = """
/* A comment. */
body { margin: 0 auto; }
h1, h2 { line-height: 1.20em; }
.note > p { color: var(--k) }
[dir="rtl"] em { font-style: normal; }
a:not(.plain):hover { opacity: 0.5 }
@media print { nav, .note { display: none !important } }
@media (min-width: 64em) { #menu { top: 0; } }
"""


def rules(html: str) -> str:
    return Stylesheet.parse(CSS, "test.css").css(names_in(html))


def test_a_page_gets_the_rules_for_what_it_has() -> None:
    assert rules("<html><body><h2 id=x>A</h2>") == "body{margin:0 auto}h2{line-height:1.20em}"


def test_classes_attributes_and_ids_count() -> None:
    page = '<html dir="rtl"><body><div class="a note"><p>x <em>y</em><nav id="menu">'
    assert rules(page) == (
        'body{margin:0 auto}.note>p{color:var(--k)}[dir="rtl"] em{font-style:normal}'
        "@media print{nav,.note{display:none!important}}@media (min-width:64em){#menu{top:0}}"
    )


def test_what_a_selector_excludes_need_not_be_there() -> None:
    assert "a:not(.plain):hover{opacity:.5}" in rules("<body><a href=x>y</a>")


def test_a_rule_for_elements_within_others_needs_them_in_their_places() -> None:
    apart = "<body><aside class=note><span><p>x</p></span></aside><b dir=rtl>y</b><em>z</em>"
    assert rules(apart) == "body{margin:0 auto}@media print{.note{display:none!important}}"


def test_the_name_of_a_language_needs_no_rules_for_its_direction() -> None:
    css = Stylesheet.parse('[dir="rtl"] { line-height: 1.8 }', "test.css")
    link = '<a href="ar.html" hreflang="ar" lang="ar" dir="rtl">العربية</a>'
    assert css.css(names_in(link)) == ""
    assert css.css(names_in(f'{link}<p dir="rtl">نص</p>')) == '[dir="rtl"]{line-height:1.8}'


def test_text_is_no_tag() -> None:
    assert rules("<body><pre>&lt;h1 class=note></pre>") == "body{margin:0 auto}"


def test_all_rules_are_written_for_the_one_file() -> None:
    css = Stylesheet.parse(CSS, "test.css").css()
    assert css.count("{") == CSS.count("{")
    assert "comment" not in css


def test_a_mistake_is_named_with_its_line() -> None:
    with pytest.raises(UserError, match=r"own\.css, line 2"):
        Stylesheet.parse("a { color: red }\nb color: red }", "own.css")


@pytest.mark.parametrize("switch", [True, False])
def test_colours_that_no_rule_uses_are_left_out(*, switch: bool) -> None:
    css = palette(LIGHT, DARK, switch=switch, css="a{color:var(--k)}")
    assert f"--k:{LIGHT['k']}" in css
    assert f"--k:{DARK['k']}" in css
    assert "--w:" not in css
    assert ("data-theme=dark" in css) is switch
