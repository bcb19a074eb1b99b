"""The way to the main content is short to listen to.

## What it checks

What a screen reader announces before the main content: on the way through the skip link if there is
one, else when reading on from the start. The rule fails above `max_items` announcements or
`max_words` words. Headings, landmarks, links, controls and lines of text are announcements; the words
of roles and states count. The main content is the first `main` landmark, else the first heading of
level 1. Each way can have a budget of its own; by default they have none. What the theme puts there
is on every page, and is one finding.

## Why it matters

People who listen go through a page from its start. 60 links of a menu take a minute and a half at
180 words a minute, on every page. Many listeners know no shortcut that jumps over them.

## Example

```html
<body>
  <nav>… 60 links …</nav>
  <main>…</main>
</body>
```

## Use instead

```html
<body>
  <a href="#content">Skip to content</a>
  <nav>… 60 links …</nav>
  <main id="content">…</main>
</body>
```

Or put the menu after the main content, and move it by CSS.

## Known limits

How a screen reader words its announcements, and what its user has turned off. `a11ycheck read` shows
what was counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from a11ycheck.config import Count
from a11ycheck.model import Impact, MessageTemplate, PageTree, Reach, TreeRule, Verdict
from a11ycheck.speech import Cost, Way, listening_cost

__all__ = ["RULE", "Options", "judge"]

TOO_LONG = {
    Way.READING: MessageTemplate(
        "reading-too-long",
        "{items} items with {words} words ({seconds:.0f} s) are announced before the main content; the "
        "budget is {budget}.",
    ),
    Way.SKIP_LINK: MessageTemplate(
        "skip-link-too-long",
        "{items} items with {words} words ({seconds:.0f} s) are announced up to the skip link; the budget "
        "is {budget}.",
    ),
    Way.TAB: MessageTemplate(
        "tab-too-long",
        "Tab stops {items} times before the main content ({words} words, {seconds:.0f} s); the budget is "
        "{budget}.",
    ),
    Way.HEADINGS: MessageTemplate(
        "headings-too-long",
        "{items} headings with {words} words ({seconds:.0f} s) come before those of the main content; the "
        "budget is {budget}.",
    ),
}
ITEMS = MessageTemplate("items", "{number} items")
WORDS = MessageTemplate("words", "{number} words")
_PACE = 180


def _budget(what: str) -> dict[str, str]:
    """Return the metadata of the field of an optional budget."""
    return {"help": f"Fail if more {what} before the main content [default: no limit]."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The budgets of one page."""

    max_items: Count = field(
        default=25,
        metadata={
            "help": "Fail if more items are announced: through the skip link, else reading on."
        },
    )
    max_words: Count = field(
        default=100,
        metadata={
            "help": "Fail if more words are announced: through the skip link, else reading on."
        },
    )
    max_reading_items: Count | None = field(
        default=None, metadata=_budget("items are announced reading on")
    )
    max_reading_words: Count | None = field(
        default=None, metadata=_budget("words are announced reading on")
    )
    max_tab_stops: Count | None = field(default=None, metadata=_budget("tab stops come"))
    max_headings: Count | None = field(default=None, metadata=_budget("headings come"))


def judge(tree: PageTree, options: Options) -> Sequence[Verdict]:
    """Judge the ways to the main content of a page."""
    wanted = {Way.SKIP_LINK, Way.READING}
    wanted |= {Way.TAB} if options.max_tab_stops is not None else set()
    wanted |= {Way.HEADINGS} if options.max_headings is not None else set()
    cost = listening_cost(tree.nodes, wanted)
    if cost is None:
        return ()
    shortest = Way.SKIP_LINK if Way.SKIP_LINK in cost.ways else Way.READING
    failed = {
        way: verdict
        for way, most_items, most_words in (
            (shortest, options.max_items, options.max_words),
            (Way.READING, options.max_reading_items, options.max_reading_words),
            (Way.TAB, options.max_tab_stops, None),
            (Way.HEADINGS, options.max_headings, None),
        )
        if way in wanted
        for verdict in _failed(way, cost.ways[way], most_items, most_words)
    }
    return tuple(failed.values()) or (Verdict.passed(),)


def _failed(
    way: Way, cost: Cost, most_items: int | None, most_words: int | None
) -> Iterator[Verdict]:
    if most_items is not None and cost.items > most_items:
        budget = ITEMS.format(number=most_items)
    elif most_words is not None and cost.words > most_words:
        budget = WORDS.format(number=most_words)
    else:
        return
    message = TOO_LONG[way].format(
        items=cost.items, words=cost.words, seconds=cost.seconds(_PACE), budget=budget
    )
    yield Verdict.failed(message, cause=(str(way),))


RULE = TreeRule(
    id="listening-cost",
    title="The way to the main content should be short to listen to",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.keyboard"),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/bypass-blocks.html",
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
