"""The least that a page's content costs: its HTML without frame, class, role or highlighting."""

from __future__ import annotations

import brotli
from lxml import etree, html

LEFT_OUT = {"class", "role", "tabindex", "style"}
DROPPED = (
    "//script|//style|//template|//a[contains(concat(' ', @class, ' '), ' headerlink ')]"
    "|//main//nav"
)


def compressed(text: str | bytes) -> int:
    """Return how many bytes a text takes with brotli at its best."""
    data = text if isinstance(text, bytes) else text.encode()
    return len(brotli.compress(data, quality=11))


def main_of(page: bytes) -> html.HtmlElement:
    """Return the element that holds the content of a page."""
    tree = html.fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    found = tree.xpath("//main|//*[@role='main']|//article") or tree.xpath("//body")
    return found[0]


def minimal(page: bytes) -> str:
    """Return the content of a page as the least HTML that shows it."""
    main = html.fromstring(html.tostring(main_of(page), encoding="unicode"))
    for one in main.xpath(DROPPED):
        one.drop_tree()
    for one in main.xpath("//span[not(@id)]"):
        one.drop_tag()
    for one in main.iter(etree.Element):
        for name in list(one.attrib):
            if name in LEFT_OUT or name.startswith(("aria-", "data-")):
                del one.attrib[name]
    text = "".join(html.tostring(child, encoding="unicode") for child in main)
    return "\n".join(line for line in text.splitlines() if line.strip())


def count_words(page: bytes) -> int:
    """Return how many words the content of a page has."""
    main = html.fromstring(html.tostring(main_of(page), encoding="unicode"))
    for one in main.xpath(DROPPED):
        one.drop_tree()
    return len(" ".join(main.itertext()).split())
