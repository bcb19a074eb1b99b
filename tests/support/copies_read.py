"""Copies of a site, read back for tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import html5lib
from lxml import etree

from furo_light.offline import Selection, copies

__all__ = ["PNG", "Select", "Site", "epub_of", "hrefs", "single_file", "tree_of"]


Site = Callable[..., Path]
Select = Callable[..., Selection]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


def tree_of(markup: str) -> etree._Element:
    return html5lib.parse(markup, treebuilder="lxml", namespaceHTMLElements=False).getroot()


def hrefs(tree: etree._Element) -> list[str]:
    return [link.get("href") for link in tree.iter("a") if link.get("href")]


def single_file(selection: Selection) -> str:
    with copies.page_contents(selection) as contents:
        return "".join(copies.single_file(selection, contents))


def epub_of(selection: Selection) -> bytes:
    file = io.BytesIO()
    with copies.page_contents(selection) as contents:
        copies.write_epub(file, selection, contents)
    return file.getvalue()
