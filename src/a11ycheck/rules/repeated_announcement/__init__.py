"""Nothing is announced again and again.

## What it checks

Links and buttons that begin or end three or more headings with the same name, such as permalinks,
unless most of them lead to the same page, and images whose name is that of the text right beside
them. The rule fails for each. What a theme does on every page is one finding.

## Why it matters

People who listen hear "link, ¶" after every heading, or "Search Search" on a button. It takes time,
and hides what is new.

## Example

```html
<button><img src="search.svg" alt="Search"> Search</button>
```

## Use instead

```html
<button><img src="search.svg" alt=""> Search</button>
```

Give an image beside a text with the same words an empty alternative text. Hide permalinks from
assistive technology while they are not visible: `visibility: hidden` until the heading is hovered or
the link is focused by other means, or leave them out.

## Known limits

Words that repeat on other pages, such as those of a menu: see `listening-cost`.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from a11ycheck.model import Impact, MessageTemplate, PageTree, Reach, TreeRule, Verdict
from a11ycheck.speech import find_repeated_words
from a11ycheck.speech.repeated_words import RepeatedWords

__all__ = ["RULE", "judge"]

PERMALINK = MessageTemplate("permalink", '"{name}" is announced in {count} headings.')
ICON = MessageTemplate("icon", 'Image "{name}" repeats the text beside it.')
_READ = ("heading", "image")


def judge(tree: PageTree, options: object) -> Sequence[Verdict]:
    """Judge the names of images, and of controls in headings."""
    repeated = [item for item in find_repeated_words(tree.nodes) if not _is_icon(item.name)]
    found = [_verdict(tree, item) for item in repeated]
    if found or not any(node.role in _READ for node in tree.nodes):
        return tuple(found)
    return (Verdict.passed(),)


def _is_icon(name: str) -> bool:
    """Return whether a name is made of characters of an icon font, which nobody pronounces."""
    return all(unicodedata.category(char) in {"Co", "Zs"} for char in name)


def _verdict(tree: PageTree, item: RepeatedWords) -> Verdict:
    template = PERMALINK if item.kind == "permalink" else ICON
    message = template.format(name=item.name, count=len(item.numbers))
    element = tree.nodes[item.numbers[0]].element
    return replace(Verdict.failed(message, cause=(item.kind, item.name)), element=element)


RULE = TreeRule(
    id="repeated-announcement",
    title="Announcements should not repeat",
    impact=Impact.MINOR,
    tags=("best-practice", "cat.structure"),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/tutorials/images/functional/",
    documentation=__doc__ or "",
    judge=judge,
)
