"""furo_light where a browser knows no logical properties, or no popovers: all of it in one column.

CSS says what a browser does with what it does not know: it drops the declaration, the rule with such a
selector, the block under such a condition. That is done here to the rules of real pages, for browsers
of several ages, and what is left is looked at in a new one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tinycss2

if TYPE_CHECKING:
    from conftest import Reader

NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OldBrowser:
    """What a browser does not know yet: what is in conditions, what is in selectors, properties."""

    conditions: re.Pattern[str]
    selectors: re.Pattern[str]
    properties: re.Pattern[str] = NEVER


Show = Callable[[OldBrowser, str, int], None]

# Versions as the compatibility tables of MDN have them.
BROWSERS = {
    "Chrome 60": OldBrowser(
        conditions=re.compile(r"selector\(|[<>]|prefers-color-scheme"),
        selectors=re.compile(r":(?:focus-visible|has|is|where|popover-open)\b"),
        properties=re.compile(r".*-inline\b.*|inset.*|gap|.*text-align-last"),
    ),
    "Chrome 86": OldBrowser(
        conditions=re.compile(r":popover-open|[<>]"),
        selectors=re.compile(r":(?:has|is|where|popover-open)\b"),
        properties=re.compile(r"(?:padding|margin|border)-(?:inline|block)|inset.*"),
    ),
    "Safari 14.0": OldBrowser(
        conditions=re.compile(r"selector\(|[<>]"),
        selectors=re.compile(r":(?:focus-visible|has|popover-open)\b"),
        properties=re.compile(r"(?:padding|margin|border)-(?:inline|block)|inset.*|gap"),
    ),
    "Chrome 113, Firefox 115, Safari 16": OldBrowser(
        conditions=re.compile(r":popover-open"), selectors=re.compile(r":(?:has|popover-open)\b")
    ),
}

OUT_OF_THE_FLOW = re.compile(r"position:\s*(?:fixed|absolute|sticky)|float:")
HARMLESS = {'[href="#_m"]:not(:focus)'}
"""The skip link: above the page until it has the focus."""

# Lines of the text over which something else lies.
COVERED = """
return [...document.querySelectorAll("main :is(h1, h2, p, li, td)")].filter((one) => {
  one.scrollIntoView({block: "center"});
  const {left, top, width, height} = one.getBoundingClientRect();
  if (!width || !height) return false;
  return [left + 2, left + width / 2, left + width - 2].some((x) => {
    const there = document.elementFromPoint(x, top + height / 2);
    return !there || !there.closest("main");
  });
}).map((one) => one.outerHTML.slice(0, 80));
"""


def kept(css: str, browser: OldBrowser) -> str:
    """Return the rules that an old browser keeps of a stylesheet."""
    nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(nodes, browser))


def _kept(nodes: Iterable[Any], browser: OldBrowser) -> Iterator[str]:
    for node in nodes:
        assert node.type in {"qualified-rule", "at-rule"}, node
        prelude = tinycss2.serialize(node.prelude).strip()
        if node.type == "at-rule":
            assert node.lower_at_keyword in {"media", "supports"}
            inner = tinycss2.parse_rule_list(node.content, skip_whitespace=True)
            if not browser.conditions.search(prelude):
                yield f"@{node.at_keyword} {prelude}{{{''.join(_kept(inner, browser))}}}"
        elif not browser.selectors.search(prelude):
            declared = tinycss2.parse_blocks_contents(node.content, skip_whitespace=True)
            known = [one for one in declared if not browser.properties.fullmatch(one.lower_name)]
            yield f"{prelude}{{{''.join(one.serialize() + ';' for one in known)}}}"


def rules_of(page: str) -> str:
    found = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert found
    return found[1]


def out_of_the_flow(css: str) -> set[str]:
    """Return the selectors of what stands over other parts of the page, on a screen."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    return {selector.strip() for selector, how in rules if OUT_OF_THE_FLOW.search(how)}


@pytest.fixture(params=BROWSERS)
def browser(request: pytest.FixtureRequest) -> OldBrowser:
    return BROWSERS[request.param]


@pytest.mark.parametrize("name", ["index.html", "structure/index.html", "wide.html"])
def test_nothing_leaves_the_flow(kitchen_sink: Path, browser: OldBrowser, name: str) -> None:
    css = rules_of((kitchen_sink / name).read_text(encoding="utf-8"))
    assert "#_t" in out_of_the_flow(css), "what new browsers get is found"
    assert out_of_the_flow(kept(css, browser)) <= HARMLESS


@pytest.fixture
def show(reader: Reader, kitchen_sink: Path, serve: Callable[[Path], str], tmp_path: Path) -> Show:
    """Return a function that opens a page as an old browser shows it: direction, width in CSS px."""
    page = (kitchen_sink / "structure" / "index.html").read_text(encoding="utf-8")
    url = serve(tmp_path)

    def show(browser: OldBrowser, direction: str, width: int) -> None:
        old = page.replace(rules_of(page), kept(rules_of(page), browser))
        old = old.replace(" popover>", ">").replace("<html", f'<html dir="{direction}"')
        (tmp_path / "index.html").write_text(old, encoding="utf-8")
        reader.see(width, 700)
        reader.open(f"{url}index.html")

    return show


@pytest.mark.browser
@pytest.mark.xdist_group("kitchen-sink")
@pytest.mark.parametrize(("direction", "width"), [("ltr", 360), ("ltr", 1400), ("rtl", 1100)])
def test_the_text_is_free_in_every_window(
    reader: Reader, show: Show, browser: OldBrowser, direction: str, width: int
) -> None:
    show(browser, direction, width)
    assert reader.run(COVERED) == []
    buttons = "[...document.querySelectorAll('[popovertarget]')]"
    assert reader.run(f"return {buttons}.length") == 2
    assert reader.run(f"return {buttons}.filter((one) => one.offsetParent)") == []
    reader.run("document.querySelector('header [href=\"#_n\"]').click()")
    assert reader.run("return location.hash") == "#_n"
    assert reader.run("return document.querySelector('footer').offsetTop < _n.offsetTop")
