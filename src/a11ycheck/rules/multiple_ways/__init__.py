"""More than one way leads to each page of a site.

## What it checks

The pages of a site of at least four, most of which are linked. All pass if one of them has a search
field, a button that opens a search, or a link to an index or a site map. Otherwise a page passes if at
least two other pages link to it, or if it is the home page. The outcome is cantTell for the others: a
person has to find another way to the page, or decide that it is a step of a process. `404.html`, the page
for paths that do not exist, is left out.

## Why it matters

Readers search for pages in different ways: some read a table of contents, others search for a word. If
only one link leads to a page, most of them never find it.

## Example

```html
<p>Most pumps <a href="valves.html">have a valve</a>.</p>
<!-- the only link to valves.html -->
```

## Use instead

```html
<nav aria-label="Contents"><a href="pumps.html">Pumps</a> <a href="valves.html">Valves</a></nav>
<form role="search"><input type="search" name="q" aria-label="Search"></form>
```

Add a table of contents, a search, an index or a site map to all pages.

## Known limits

Pages that were not audited. Whether a search finds the page, and an index lists it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from a11ycheck.model import (
    Fact,
    Impact,
    Message,
    MessageTemplate,
    Outcome,
    Reach,
    SiteRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

ONE_WAY = MessageTemplate(
    "one-way",
    "Only {page} links to this page, and the site has no search, index or site map; "
    "review whether another way leads to it.",
)
NO_WAY = Message(
    "no-way",
    "No audited page links to this page, and the site has no search, index or site map; "
    "review whether two ways lead to it.",
)
# On fewer pages, each is at hand from the others.
LEAST_PAGES = 4
# Pages that do not link to each other are no site.
LEAST_LINKED = 0.5
# In the languages of the documentation; names of files that documentation generators give an index.
INDEX = (
    r"^(?:(?:general |full )?index|site ?map|table of contents|contents|all pages|a.z|archives?|"
    r"stichwortverzeichnis|inhaltsverzeichnis|inhalt|übersicht|plan du site|sommaire|índice|mapa del sitio|"
    r"mappa del sito|indice|inhoud|dizin|site haritası|الفهرس|فهرس|خريطة الموقع|پێڕست|نەخشەی ماڵپەڕ)$"
)
# The names of buttons that open a search of the site, and not one of orders; they may end with a key.
SEARCH = (
    r"^(?:open )?(?:search|suche|suchen|durchsuchen|rechercher?|buscar|búsqueda|cerca|ricerca|zoeken|"
    r"ara|arama|البحث|بحث|ابحث|گەڕان|بگەڕێ)(?:\P{L}|(?:the|this|site|docs|documentation|ctrl|k)(?!\p{L}))*$"
)
# What a server answers with where there is no page; nobody looks for it.
_ERROR_PAGE = re.compile(r"/404$")


def judge(pages: Mapping[str, Sequence[Fact]], options: object) -> Sequence[Verdict]:
    """Judge {page: its fact}: {path, search, index, links}, links being paths of other pages."""
    entries = [(page, fact) for page, facts in pages.items() for fact in facts]
    found = [(page, fact) for page, fact in entries if not _is_error_page(fact)]
    errors = _inapplicable([(page, fact) for page, fact in entries if _is_error_page(fact)])
    return [*errors, *_site(found)]


def _is_error_page(fact: Fact) -> bool:
    return _ERROR_PAGE.search(str(fact.facts["path"])) is not None


def _site(found: Sequence[tuple[str, Fact]]) -> Sequence[Verdict]:
    if len(found) < LEAST_PAGES:
        return _inapplicable(found)
    has_finder = any(fact.facts["search"] or fact.facts["index"] for _, fact in found)
    # Of equally short paths the first by name: the order of the pages makes no difference.
    home = min((str(fact.facts["path"]) for _, fact in found), key=lambda path: (len(path), path))
    linking: dict[str, set[str]] = defaultdict(set)
    for page, fact in found:
        for path in fact.facts["links"]:
            linking[path].add(page)
    inner = [str(fact.facts["path"]) for _, fact in found if fact.facts["path"] != home]
    linked = sum(bool(linking[path]) for path in inner)
    if not has_finder and linked < len(inner) * LEAST_LINKED:
        return _inapplicable(found)
    return [
        Verdict(outcome=Outcome.PASSED, page=page, element=fact.element)
        if has_finder or fact.facts["path"] == home
        else _verdict(page, fact, sorted(linking[fact.facts["path"]] - {page}))
        for page, fact in found
    ]


def _inapplicable(found: Sequence[tuple[str, Fact]]) -> Sequence[Verdict]:
    return [
        Verdict(outcome=Outcome.INAPPLICABLE, page=page, element=fact.element)
        for page, fact in found
    ]


def _verdict(page: str, fact: Fact, sources: Sequence[str]) -> Verdict:
    if len(sources) > 1:
        return Verdict(outcome=Outcome.PASSED, page=page, element=fact.element)
    message = ONE_WAY.format(page=sources[0]) if sources else NO_WAY
    return Verdict(
        outcome=Outcome.CANT_TELL,
        message=message,
        page=page,
        element=fact.element,
        cause=("ways",),
    )


RULE = SiteRule(
    id="multiple-ways",
    title="More than one way must lead to each page",
    impact=Impact.MODERATE,
    criteria=("2.4.5",),
    tags=("wcag2aa", "wcag245", "cat.site"),
    since="0.2.0",
    reach=Reach.SITE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/multiple-ways.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"index": INDEX, "search": SEARCH, "limit": 400},
    judge=judge,
)
