"""Text that looks like a heading is one.

## What it checks

Each line of text in the main content that is a block of its own, between 3 and 80 characters long, and
followed by text. The outcome is cantTell if it is at least 1.2 times as large as the text that follows and
larger than most of the text, does not end like a sentence or within one ("and"), does not begin with a
small letter or a parenthesis, and is no heading, table cell, list item, label, legend, caption, title of a
note or part of a quote, control or link: a person has to decide whether it begins a part of the page.

## Why it matters

People who listen jump from heading to heading, and look for a part in a list of headings. What only
looks like a heading is not in it.

## Example

```html
<p style="font-size: 1.5em">Warning signs</p>
<p>They ask for money first.</p>
```

## Use instead

```html
<h2>Warning signs</h2>
<p>They ask for money first.</p>
```

Set the size of headings in the stylesheet.

## Known limits

Headings that are only bold: see `emphasis-as-heading`. Whether a text begins a part of the page: large
slogans, dates and prices do not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from a11ycheck.model import Impact, MessageTemplate, PageTree, Reach, TreeNode, TreeRule, Verdict
from a11ycheck.model.accessibility import TEXT
from a11ycheck.speech.subtrees import containers_of, element_around

__all__ = ["RULE", "judge"]

LARGE = MessageTemplate(
    "large-text",
    'Text "{text}" has {size:g} px, the text after it {next:g} px; review whether it is a heading.',
)
_SHORTEST, _LONGEST = 3, 80
_LARGER = 1.2
_LONG = 200
_ENDS = tuple(".,;:!?…،؛؟۔。，、；：！？")
# A line of a sentence that goes on, such as a large quote over several blocks.
_GOES_ON = re.compile(r"\s(?:and|or|of|the|with|und|oder|et|ou|y|و|أو|یا|یان)$")
# Names of groups of fields, and docutils' titles of notes and boxes, which are no parts of the page.
_TITLE_OF_BOX = re.compile(r'^<legend\b|class="[^"]*\b(?:admonition|topic|sidebar)-title\b')
_OTHERS = frozenset({"link", "button", "note", "navigation", "contentinfo", "figure", "blockquote"})
_PLAIN = ("document", "main", "article", "region", "paragraph", "generic", "group")


def judge(tree: PageTree, options: object) -> Sequence[Verdict]:
    """Judge each block of one line in the main content that is followed by another text."""
    return tuple(_verdicts(tree.nodes))


def _verdicts(nodes: Sequence[TreeNode]) -> Iterator[Verdict]:
    # What a closed box hides follows for nobody.
    lines = [
        number
        for number, node in enumerate(nodes)
        if node.role == TEXT and node.starts_line and node.is_shown
    ]
    usual = _usual_size([nodes[number] for number in lines])
    around = containers_of(nodes)
    for number, after in pairwise(lines):
        role = nodes[around[number]].role
        element = element_around(nodes, number, around)
        # A label has the control that it names in its line.
        is_alone = all(
            node.role != TEXT and node.name.strip() != nodes[number].name.strip()
            for node in nodes[number + 1 : after]
            if node.role != TEXT or node.is_shown
        )
        if not is_alone or element is None or not element.in_main:
            continue
        own, following = nodes[number].font, nodes[after].font
        if role not in _PLAIN or own is None or following is None:
            continue
        if not _could_be(nodes[number], nodes[after]) or _TITLE_OF_BOX.search(element.html):
            continue
        if _belongs_to_other(nodes, around, number):
            continue
        # Code is smaller than the text around it, in most browsers.
        if own[0] < following[0] * _LARGER or own[0] <= usual:
            yield replace(Verdict.passed(), element=element)
            continue
        text = " ".join(nodes[number].name.split())
        message = LARGE.format(text=text, size=round(own[0], 2), next=round(following[0], 2))
        yield replace(Verdict.cant_tell(message), element=element)


def _usual_size(texts: Sequence[TreeNode]) -> float:
    """Return the size of most of the text; a block counts by its length, a long one no more than others."""
    lengths: Counter[float] = Counter()
    for node in texts:
        if node.font is not None and node.is_shown:
            lengths[node.font[0]] += min(len(node.name), _LONG)
    return max(lengths, key=lambda size: (lengths[size], -size), default=0.0)


def _belongs_to_other(nodes: Sequence[TreeNode], around: Sequence[int], number: int) -> bool:
    """Return whether a text is a part of a link, a navigation or a note."""
    place = around[number]
    while nodes[place].depth:
        if nodes[place].role in _OTHERS:
            return True
        place = around[place]
    return False


def _could_be(node: TreeNode, after: TreeNode) -> bool:
    """Return whether a text is short, is no sentence, and stands above the next one."""
    text = node.name.strip()
    if not _SHORTEST <= len(text) <= _LONGEST or text.endswith(_ENDS) or _GOES_ON.search(text):
        return False
    if text[0] == "(" or text[0].islower():
        return False
    if not (node.is_shown and any(letter.isalpha() for letter in text)):
        return False
    if node.box is None or after.box is None:
        return False
    return after.box[1] >= node.box[1] + node.box[3] - 2


RULE = TreeRule(
    id="text-looks-like-heading",
    title="Text that looks like a heading must be one",
    impact=Impact.MODERATE,
    criteria=("1.3.1",),
    tags=("wcag2a", "wcag131", "cat.semantics"),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/failures/F2",
    documentation=__doc__ or "",
    judge=judge,
)
