"""The title describes the page.

## What it checks

The first `title` element, which browsers use. The rule fails if the title is a placeholder, such as
"Untitled" or the default of a tool, a file name or a URL, unless the first heading is the same. It
also fails if the page has none of its words, but those of a second `title`, which browsers ignore.
The outcome is `cantTell` if the page has less than half of its words: a person has to judge. Parts
of a title, such as the name of the site, are compared by themselves.

## Why it matters

The title is announced first, and is what tabs, bookmarks and search results show.

## Example

```html
<title>Untitled document</title> <h1>Opening hours</h1>
```

## Use instead

```html
<title>Opening hours – City library</title> <h1>Opening hours</h1>
```

Begin with what only this page has, and end with the name of the site.

## Known limits

Titles that use words of the page for something else. Placeholders are known in English only.
"""

import re
from pathlib import Path

from a11ycheck.model import (
    Dependency,
    FactRule,
    Facts,
    Impact,
    MessageTemplate,
    Reach,
    Verdict,
)

__all__ = ["RULE", "judge"]

PLACEHOLDER = MessageTemplate("placeholder", 'Title "{title}" does not describe the page.')
IGNORED = MessageTemplate(
    "other-title",
    'Title "{title}" has no word of the page; a second `title`, which browsers ignore, has.',
)
REVIEW = MessageTemplate(
    "review-title",
    'Title "{title}" has {share} % of its words in common with the page; review whether it describes it.',
)

_PLACEHOLDER = re.compile(
    r"<?(?:no title|(?:un|not )titled?(?: (?:document|page))?(?:[ -]?\d+)?|(?:new|blank|empty|sample|test)"
    r" (?:page|document|tab)(?: ?\d+)?|(?:page|document|html)? ?title(?: here| goes here)?|document ?\d*"
    r"|page ?\d*|web ?page|website|(?:enter|insert|add|put) .{0,20}title.{0,30}|lorem ipsum.*|todo|tbd"
    r"|react app|vite(?: app)?(?: \+ \w+)*|create next app|webpack app|my (?:app|site|page|website)"
    r"|index|default)>?",
    re.IGNORECASE,
)
_FILE = re.compile(r"[\w.~%-]+\.(?:html?|xhtml|php|aspx?|jsp|md|rst|docx?|pdf)", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HALF = 0.5
# Of a page with next to no text, such as a map, words say nothing.
_LEAST_TEXT = 20


def judge(facts: Facts, options: object) -> Verdict:
    """Judge the title: {title, heading, share, text, other}.

    `heading` is the first one, `share` the greatest share of words of a part of the title that the page
    has, `other` that of a title that browsers ignore, and `text` the number of characters of the page.
    """
    title = facts["title"]
    is_heading = title.casefold() == facts["heading"].casefold()
    if not is_heading and any(kind.fullmatch(title) for kind in (_PLACEHOLDER, _FILE, _URL)):
        return Verdict.failed(PLACEHOLDER.format(title=title), cause=(f"title={title}",))
    if facts["share"] >= _HALF or facts["text"] < _LEAST_TEXT:
        return Verdict.passed()
    if facts["share"] == 0 and facts["other"] >= _HALF:
        return Verdict.failed(IGNORED.format(title=title))
    return Verdict.cant_tell(REVIEW.format(title=title, share=round(100 * facts["share"])))


RULE = FactRule(
    id="page-title-not-descriptive",
    title="The title must describe the page",
    impact=Impact.SERIOUS,
    criteria=("2.4.2",),
    tags=("wcag2a", "wcag242", "cat.text-alternatives"),
    act=("c4a8a4",),
    since="0.2.0",
    depends=frozenset({Dependency.VISIBILITY}),
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/page-titled.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
