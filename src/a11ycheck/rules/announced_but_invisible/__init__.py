"""What is announced is also visible.

## What it checks

Parts of the page of which nothing is visible: transparent, clipped, or outside the document. The
outcome is cantTell if such a part contains three or more links and controls, or 30 words or more, that
are announced. A person has to decide: text for screen readers only can be intended, and a closed menu
that is still announced is an error.

## Why it matters

People who listen hear a menu that looks closed, an old banner, or all slides of a carousel. People who
see and listen lose the place.

## Example

```css
.menu { opacity: 0 }
```

## Use instead

```css
.menu { visibility: hidden }
```

`display: none` and the attribute `hidden` also take it out of what is announced.

## Known limits

Text in the colour of its background, parts that another element covers, and fields with a label, which
can stand for them. Short texts for screen readers pass.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from a11ycheck.model import Impact, MessageTemplate, PageTree, Reach, TreeNode, TreeRule, Verdict
from a11ycheck.model.accessibility import TEXT
from a11ycheck.speech.announcements import CONTROLS
from a11ycheck.speech.subtrees import element_around, end_of

__all__ = ["RULE", "judge"]

UNSEEN = MessageTemplate(
    "unseen",
    '{words} words and {controls} links or controls that begin with "{text}" are announced, though nothing '
    "of them is visible; review whether that is intended.",
)
_CONTROLS, _WORDS = 3, 30
# The label draws the box in place of a transparent field, and its text belongs to the field.
_DRAWN_BY = "label"
_LONGEST = 40


def judge(tree: PageTree, options: object) -> Sequence[Verdict]:
    """Judge each run of announced nodes of which nothing is visible, and the page if there is none."""
    nodes = tree.nodes
    found = [verdict for run in _runs(nodes) for verdict in _verdicts(nodes, run)]
    has_text = any(node.role == TEXT for node in nodes)
    return tuple(found) or ((Verdict.passed(),) if has_text else ())


def _runs(nodes: Sequence[TreeNode]) -> Iterator[list[int]]:
    """Yield the texts and controls that follow each other and are not visible."""
    run: list[int] = []
    for number, node in enumerate(nodes):
        if node.role != TEXT and (node.role not in CONTROLS or node.origin == _DRAWN_BY):
            continue
        if _is_shown(nodes, number):
            if run:
                yield run
            run = []
        else:
            run.append(number)
    if run:
        yield run


def _is_shown(nodes: Sequence[TreeNode], number: int) -> bool:
    """Return whether anything of a node is visible: a link without a box can contain an image."""
    return any(nodes[place].is_shown for place in range(number, end_of(nodes, number)))


def _verdicts(nodes: Sequence[TreeNode], run: Sequence[int]) -> Iterator[Verdict]:
    texts = [nodes[number].name for number in run if nodes[number].role == TEXT]
    words = sum(len(text.split()) for text in texts)
    controls = sum(nodes[number].role in CONTROLS for number in run)
    if controls < _CONTROLS and words < _WORDS:
        return
    if not texts:
        texts = [name for number in run if (name := _name(nodes, number))]
        words = sum(len(name.split()) for name in texts)
    text = " ".join(" ".join(texts or map(_url_end, (nodes[number] for number in run))).split())
    message = UNSEEN.format(words=words, controls=controls, text=text[:_LONGEST])
    yield replace(Verdict.cant_tell(message), element=element_around(nodes, run[0]))


def _name(nodes: Sequence[TreeNode], number: int) -> str:
    """Return the name of a control without text, or that of an image in it."""
    return next(filter(None, (nodes[n].name for n in range(number, end_of(nodes, number)))), "")


def _url_end(node: TreeNode) -> str:
    """Return what screen readers read of a link without a name: the end of its URL."""
    parts = urlsplit(node.url)
    return parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or ""


RULE = TreeRule(
    id="announced-but-invisible",
    title="What is announced should be visible",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.structure"),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/tutorials/menus/flyout/",
    documentation=__doc__ or "",
    judge=judge,
)
