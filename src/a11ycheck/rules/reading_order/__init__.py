"""The reading order does not contradict the visual order.

## What it checks

Blocks of text in the main content that are announced one after the other. The outcome is cantTell if
the later one is displayed entirely above the earlier one, in the same column: a person has to decide
whether the order changes the meaning.

## Why it matters

People who listen hear the page in the order of its source. If CSS moves a heading below its text, or
step 3 above step 1, they hear other instructions than everybody else sees.

## Example

```html
<ol style="display: flex; flex-direction: column-reverse">
```

## Use instead

Write the source in the order in which it is to be read, and let CSS change only what stands beside
each other.

## Known limits

Texts beside each other, captions, drawings (`svg`), dialogs over the page, and parts that are
positioned or float.
Whether another order has another meaning.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from a11ycheck.model import (
    Element,
    Impact,
    MessageTemplate,
    PageTree,
    Reach,
    TreeNode,
    TreeRule,
    Verdict,
)
from a11ycheck.model.accessibility import TEXT
from a11ycheck.speech.subtrees import containers_of, element_around

__all__ = ["RULE", "judge"]

ABOVE = MessageTemplate(
    "displayed-above",
    'Text "{text}" is announced after "{before}", but displayed above it; review the reading order.',
)
_IN_DRAWING = re.compile(r"(?:^|> )svg(?:[: ]|$)")
_OVERLAP = 0.5
_LONGEST = 60
_DIALOGS = frozenset({"alertdialog", "dialog"})
_Box = tuple[int, int, int, int]


def judge(tree: PageTree, options: object) -> Sequence[Verdict]:
    """Judge each two blocks of text that are announced one after the other."""
    return tuple(_verdicts(tree.nodes))


def _verdicts(nodes: Sequence[TreeNode]) -> Iterator[Verdict]:
    around = containers_of(nodes)
    elements: dict[int, Element] = {}
    for number, node in enumerate(nodes):
        if node.role == TEXT and _starts_line(nodes, number) and node.is_shown:
            element = element_around(nodes, number, around)
            if element is not None and _is_compared(element):
                elements[number] = element
    captions = _innermost(nodes, around, frozenset({"caption"}))
    # A dialog is displayed over the page, wherever that has it.
    dialogs = _innermost(nodes, around, _DIALOGS)
    # A caption has the same meaning above and below.
    blocks = [number for number in elements if captions[number] is None]
    for first, second in pairwise(blocks):
        one, other = nodes[first], nodes[second]
        if one.box is None or other.box is None or dialogs[first] != dialogs[second]:
            continue
        element = elements[second]
        if not _is_above(other.box, one.box):
            yield replace(Verdict.passed(), element=element)
            continue
        message = ABOVE.format(text=_short(other.name), before=_short(one.name))
        yield replace(Verdict.cant_tell(message), element=element)


def _is_compared(element: Element) -> bool:
    """Return whether a text is in the main content, and not in a drawing: there its place is a value."""
    if not element.in_main or len(element.target) != 1:
        return False
    (path,) = element.target
    return not any(map(_IN_DRAWING.search, [path] if isinstance(path, str) else path))


def _starts_line(nodes: Sequence[TreeNode], number: int) -> bool:
    """Return whether a text starts a line, or the marker of a list item before it does."""
    return nodes[number].starts_line or nodes[number - 1].role == "marker"


def _innermost(
    nodes: Sequence[TreeNode], around: Sequence[int], roles: frozenset[str]
) -> list[int | None]:
    """Return for each node the innermost node with one of these roles around it."""
    found: list[int | None] = []
    for number, container in enumerate(around):
        is_one = container != number and nodes[container].role in roles
        found.append(container if is_one else found[container] if container != number else None)
    return found


def _is_above(box: _Box, other: _Box) -> bool:
    """Return whether a box lies entirely above another one, in the same column.

    Of texts that are scrolled out of view at the same edge, none is above the other.
    """
    shared = min(box[0] + box[2], other[0] + other[2]) - max(box[0], other[0])
    is_higher = box[1] < other[1] and box[1] + box[3] <= other[1]
    return is_higher and shared > 0 and shared >= _OVERLAP * min(box[2], other[2])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


RULE = TreeRule(
    id="reading-order",
    title="The reading order must not contradict the visual order",
    impact=Impact.SERIOUS,
    criteria=("1.3.2",),
    tags=("wcag2a", "wcag132", "cat.structure"),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/meaningful-sequence.html",
    documentation=__doc__ or "",
    judge=judge,
)
