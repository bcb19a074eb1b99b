"""Ways to get help are in the same part of all pages.

## What it checks

Links in a header, navigation, sidebar or footer that offer help: by mail or telephone, or with a
name such as Contact, Help, Support or FAQ in one of the known languages. The rule fails on a page
where the link is in another part than on most pages in the same language that have it.

## Why it matters

Readers who need help find it where it was before, without searching the page for it.

## Example

```html
<footer><a href="/contact/">Contact</a></footer>
<!-- on another page -->
<header><a href="/contact/">Contact</a></header>
```

## Use instead

```html
<footer><a href="/contact/">Contact</a></footer>
```

Put the way to get help into the same part of all pages.

## Known limits

Chats, forms, and the order within a part. Links in the main content.
"""

from collections import Counter, defaultdict
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

MOVED = MessageTemplate(
    "moved", 'Help link "{name}" is in the {part} of this page, and in the {usual} of {page}.'
)
# In the languages of the documentation.
HELP = (
    r"^(?:contact(?: us)?|get help|help|support|faqs?|kontakt|hilfe|contacto|ayuda|soporte|"
    r"nous contacter|aide|assistance|contatti|aiuto|assistenza|contato|ajuda|suporte|hulp|"
    r"iletişim|yardım|destek|پەیوەندی|یارمەتی|اتصل بنا|مساعدة|الدعم)$"
)
PARTS = {
    "header": Message("header", "header"),
    "nav": Message("nav", "navigation"),
    "aside": Message("aside", "sidebar"),
    "footer": Message("footer", "footer"),
}


def judge(pages: Mapping[str, Sequence[Fact]], options: object) -> Sequence[Verdict]:
    """Judge {page: facts of its help links}: one verdict for each that is in another part than usual."""
    groups: dict[tuple[str, str], dict[str, dict[str, Fact]]] = defaultdict(dict)
    for page, facts in pages.items():
        for fact in facts:
            parts = groups[fact.facts["lang"], fact.facts["url"]].setdefault(page, {})
            parts.setdefault(str(fact.facts["part"]), fact)
    return [verdict for group in groups.values() for verdict in _compare(group)]


def _compare(group: Mapping[str, Mapping[str, Fact]]) -> Sequence[Verdict]:
    counts = Counter(part for parts in group.values() for part in parts)
    ((usual, _),) = counts.most_common(1)
    model = next(page for page, parts in group.items() if usual in parts)
    return [
        Verdict(
            outcome=Outcome.FAILED,
            message=MOVED.format(
                name=fact.facts["name"], part=PARTS[part], usual=PARTS[usual], page=model
            ),
            page=page,
            element=fact.element,
        )
        for page, parts in group.items()
        if usual not in parts
        for part, fact in [next(iter(parts.items()))]
    ]


RULE = SiteRule(
    id="consistent-help",
    title="Ways to get help must be in the same part of all pages",
    impact=Impact.MODERATE,
    criteria=("3.2.6",),
    tags=("wcag22a", "wcag326", "cat.site"),
    act=(),
    since="0.1.0",
    reach=Reach.SITE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/consistent-help.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={"pattern": HELP},
    judge=judge,
)
