"""The changes that are planted into the site of `compared_site.py`, and how each must be reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["PLANTS", "Plant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """A change: `old` becomes `new`, on one page, or on all pages if `page` is empty.

    `kinds` are those of the changes that must be reported. `lines_below` is the distance of the reported
    line from that of `old`; `is_mapped` is false for what is not in the main content.
    """

    name: str
    old: str = ""
    new: str = ""
    page: str = ""
    kinds: tuple[str, ...] = ()
    is_loss: bool = False
    lines_below: int = 0
    is_mapped: bool = True
    heavy: str = ""

    @property
    def is_of_theme(self) -> bool:
        """Return whether the change is on all pages."""
        return not self.page

    @property
    def is_weight(self) -> bool:
        """Return whether bytes must be reported."""
        return bool(self.heavy)

    def planted(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the pages with the change; ValueError if a page has no place for it."""
        return {
            page: self._changed(text) if self.old and page == (self.page or page) else text
            for page, text in texts.items()
        }

    def _changed(self, text: str) -> str:
        if text.count(self.old) != 1:
            message = f"{self.name}: a page has {text.count(self.old)} places for it"
            raise ValueError(message)
        return text.replace(self.old, self.new)


_SKIP: Final = '<a class="skip" href="#content">Skip to the content</a>\n'
_TITLE: Final = '<h2 class="site">First days</h2>\n'
_LOGO: Final = '<a class="logo" href="index.html" aria-label="Start of the site">★</a>\n'
_TABLE: Final = '<tr><th scope="col">Item of food</th><th scope="col">Price</th></tr>'
_SHORT: Final = "<p>Ask for help with papers early.</p>\n"
_LONG: Final = "<p>Papers matters from the first day.</p>\n"
_LIST: Final = "<ul>\n<li>Take the bus for money.</li>\n<li>Bring a bag for money.</li>\n</ul>"
_SEND: Final = '<button type="button">Send about travel</button>'
_IMAGE: Final = 'alt="Map of health in town"'
_QUOTE: Final = "<figure><blockquote><p>Never wait with food.</p></blockquote></figure>"

PLANTS: Final = (
    Plant(
        name="theme: navigation is a div",
        old='<nav aria-label="Chapters"><ul>',
        new="<div><ul>",
        kinds=("removed",),
        is_loss=True,
    ),
    Plant(
        name="theme: footer is a div",
        old="<footer>",
        new='<div class="footer">',
        kinds=("removed",),
        is_loss=True,
    ),
    Plant(
        name="theme: name of the logo's link is empty",
        old='aria-label="Start of the site">★',
        new=">",
        kinds=("name",),
        is_loss=True,
    ),
    Plant(
        name="theme: logo before the title of the site",
        old=_TITLE + _LOGO,
        new=_LOGO + _TITLE,
        kinds=("moved",),
    ),
    Plant(
        name="theme: html without lang",
        old='<html lang="en">',
        new="<html>",
        kinds=("language",),
        is_loss=True,
    ),
    Plant(
        name="theme: html in another language",
        old='<html lang="en">',
        new='<html lang="ar">',
        kinds=("language",),
    ),
    Plant(name="theme: skip link gone", old=_SKIP, new="\n", kinds=("removed",)),
    Plant(
        name="theme: level of the site's title",
        old=_TITLE,
        new=_TITLE.replace("h2", "h3"),
        kinds=("level",),
    ),
    Plant(
        name="theme: search field without label",
        old='<label for="q">Search</label>',
        new="<label>Search</label>",
        kinds=("name",),
        is_loss=True,
    ),
    Plant(
        name="theme: name of the navigation",
        old='aria-label="Chapters"',
        new='aria-label="All chapters"',
        kinds=("name",),
    ),
    Plant(
        name="theme: a link is added to the footer",
        old="Imprint</a>",
        new='Imprint</a> <a href="privacy.html">Privacy</a>',
        kinds=("added",),
    ),
    Plant(
        name="heading is bold text",
        page="water.html",
        old="<h2>Where to find water</h2>",
        new='<p class="bold">Where to find water</p>',
        kinds=("role",),
        is_loss=True,
    ),
    Plant(
        name="heading is bold text in a strong element",
        page="money.html",
        old="<h2>What money costs</h2>",
        new="<p><strong>What money costs</strong></p>",
        kinds=("role",),
        is_loss=True,
    ),
    Plant(
        name="level of a heading",
        page="food.html",
        old="<h3>When food is urgent</h3>",
        new="<h4>When food is urgent</h4>",
        kinds=("level",),
    ),
    Plant(
        name="image is silent",
        page="health.html",
        old=_IMAGE,
        new='alt=""',
        kinds=("role",),
        is_loss=True,
    ),
    Plant(
        name="text alternative of an image",
        page="health.html",
        old=_IMAGE,
        new='alt="IMG 2041"',
        kinds=("name",),
    ),
    Plant(
        # Chromium takes a table without headers and borders as layout.
        name="table without headers",
        page="food.html",
        old=_TABLE,
        new="<tr><td>Item of food</td><td>Price</td></tr>",
        kinds=("removed",),
        is_loss=True,
        lines_below=-1,
    ),
    Plant(
        name="table with borders without headers",
        page="food.html",
        old=f"<table>\n{_TABLE}",
        new='<table border="1">\n<tr><td>Item of food</td><td>Price</td></tr>',
        kinds=("headers",),
        is_loss=True,
    ),
    Plant(
        name="table is none for assistive technology",
        page="shelter.html",
        old="<table>",
        new='<table role="presentation">',
        kinds=("removed",),
        is_loss=True,
    ),
    Plant(
        name="name of a link",
        page="papers.html",
        old=">the office for papers<",
        new=">here<",
        kinds=("name",),
    ),
    Plant(
        name="name of a link is empty",
        page="shelter.html",
        old=">the office for shelter<",
        new="><",
        kinds=("name",),
        is_loss=True,
    ),
    Plant(
        name="field without label",
        page="water.html",
        old='<label for="mail">Mail about water</label>',
        new="<span>Mail about water</span>",
        kinds=("name",),
        is_loss=True,
    ),
    Plant(
        name="list is paragraphs",
        page="money.html",
        old=_LIST,
        new="<div>\n<p>Take the bus for money.</p>\n<p>Bring a bag for money.</p>\n</div>",
        kinds=("removed",),
        is_loss=True,
    ),
    Plant(
        name="part without lang",
        page="travel.html",
        old='<span lang="fr">',
        new="<span>",
        kinds=("language",),
        is_loss=True,
    ),
    Plant(
        name="part in another language",
        page="travel.html",
        old='<span lang="fr">',
        new='<span lang="es">',
        kinds=("language",),
    ),
    Plant(
        name="button is a div",
        page="travel.html",
        old=_SEND,
        new="<div>Send about travel</div>",
        kinds=("role",),
        is_loss=True,
    ),
    Plant(
        name="details are gone",
        page="shelter.html",
        old="<details><summary>Hours for shelter</summary><p>Open all day for shelter.</p></details>",
        new="",
        kinds=("removed",),
    ),
    Plant(
        name="paragraphs in another order",
        page="papers.html",
        old=_LONG + _SHORT,
        new=_SHORT + _LONG,
        kinds=("moved",),
    ),
    Plant(
        name="order of the focus",
        page="health.html",
        old='<button type="button">Cancel health',
        new='<button type="button" tabindex="1">Cancel health',
        kinds=("focus-order",),
    ),
    Plant(
        name="button that Tab skips",
        page="index.html",
        old='<button type="button">Cancel handbook',
        new='<button type="button" tabindex="-1">Cancel handbook',
        kinds=("focus",),
        is_loss=True,
    ),
    Plant(
        name="current page is not announced",
        page="water.html",
        old=' aria-current="page"',
        new="",
        kinds=("state",),
        is_mapped=False,
    ),
    Plant(
        name="button is disabled",
        page="index.html",
        old='<button type="button">Send about handbook',
        new='<button type="button" disabled>Send about handbook',
        kinds=("state",),
    ),
    Plant(
        name="field gets a description",
        page="food.html",
        old='name="mail"',
        new='name="mail" title="Never shown to others"',
        kinds=("description",),
    ),
    Plant(
        name="paragraph is added",
        page="money.html",
        old="<h2>Where to find money</h2>",
        new="<p>Banks open late.</p><h2>Where to find money</h2>",
        kinds=("added",),
    ),
    Plant(
        name="text of a paragraph",
        page="money.html",
        old="Ask for help with money early.",
        new="Ask for help with money very early.",
        kinds=("name",),
    ),
    Plant(
        name="quotation is a paragraph",
        page="food.html",
        old=_QUOTE,
        new="<p>Never wait with food.</p>",
        kinds=("removed",),
        is_loss=True,
    ),
    Plant(name="bytes of an image doubled", page="travel.html", heavy="travel.html"),
)
