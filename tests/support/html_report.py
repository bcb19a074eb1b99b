"""A report as HTML, read back for tests."""

from collections.abc import Mapping
from typing import Any

import lxml.html

from a11ycheck.model import Report
from a11ycheck.reporters import render

__all__ = ["Page", "Samples", "classed", "html", "parse", "text_of"]


Samples = Mapping[str, Report]
Page = Any


def html(report: Report) -> str:
    return render(report, "html")


def parse(report: Report) -> Page:
    text = html(report).encode("utf-8")
    return lxml.html.fromstring(text, parser=lxml.html.HTMLParser(encoding="utf-8"))


def text_of(element: Page) -> str:
    return " ".join(element.text_content().split())


def classed(page: Page, name: str) -> list[Page]:
    found: list[Page] = page.xpath(
        f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    )
    return found
