"""Links and controls have a name that can be spoken.

## What it checks

The accessible name of each link and control that has one. The rule fails if the name, and the
description if there is one, consist of private-use characters, which are symbols in an icon font and
nothing elsewhere. The outcome is cantTell if they contain only punctuation, symbols, arrows, crosses or
the three lines of a menu: a person has to decide whether listeners understand it.

## Why it matters

Screen readers skip punctuation, or read "pilcrow", "greater", "times". Nobody can tell what such a
link does, and voice control cannot be asked for it.

## Example

```html
<a href="/page/2">»</a>
```

## Use instead

```html
<a href="/page/2" aria-label="Next page">»</a>
```

Or write the words beside the symbol, for everybody.

## Known limits

Names that are an internal id. Names of operators and commands: a link passes if the fragment of its URL is
its name, as in `#<=>(other)`. Emoji, which screen readers name: an arrow counts as an emoji only with a
variation selector (U+FE0F). Where axe's rule for names, such as `link-name`, fails for the same element,
only that is reported: axe does not count icons that a stylesheet adds.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from a11ycheck.model import Impact, MessageTemplate, PageTree, Reach, TreeNode, TreeRule, Verdict
from a11ycheck.speech.announcements import CONTROLS

__all__ = ["RULE", "judge"]

UNSPEAKABLE = MessageTemplate(
    "unspeakable",
    'The name "{name}" has no letters or digits; review whether listeners understand it.',
)
ICON = MessageTemplate(
    "icon",
    "The name is only {characters}, private-use characters that screen readers do not speak.",
)
# Letters, digits, and symbols such as emoji, which screen readers name.
_SPOKEN = ("L", "N", "So")
# Arrows, arrowheads, box drawing, blocks, triangles and other shapes, unless they are emoji; crosses, and
# the three lines of a menu, which are read as a trigram.
_DRAWN = re.compile(
    "[\u2190-\u21ff\u2303\u2304\u23f4-\u23f7\u2500-\u25ff\u2613\u2630-\u2637\u2715\u2717\u2718\u2794"
    "\u2798-\u27af\u27b1-\u27be\u2b00-\u2b1a\u2b1d-\u2b4f\u2b5a-\u2bb8\U0001f5d9\U0001f780-\U0001f7d8"
    "\U0001f800-\U0001f8ff](?!\ufe0f)"
)

# The fragment of the URL of a link, in its start tag.
_FRAGMENT = re.compile(r"""^<a\b[^>]*?\shref=["'][^"'#]*#([^"]+)""", re.IGNORECASE)


def judge(tree: PageTree, options: object) -> Sequence[Verdict]:
    """Judge the names of links and controls."""
    return tuple(
        replace(_verdict(node), element=node.element)
        for node in tree.nodes
        if node.role in CONTROLS and node.name.strip()
    )


def _verdict(node: TreeNode) -> Verdict:
    text = node.name + node.description
    # Most names begin with a letter.
    is_spoken = any(map(str.isalnum, text)) or any(
        unicodedata.category(letter).startswith(_SPOKEN) for letter in _DRAWN.sub("", text)
    )
    if is_spoken:
        return Verdict.passed()
    if _is_of_code(node):
        return Verdict.passed()
    icons = "".join(text.split())
    if not all(unicodedata.category(letter) == "Co" for letter in icons):
        return Verdict.cant_tell(UNSPEAKABLE.format(name=node.name.strip()))
    characters = ", ".join(f"U+{ord(icon):04X}" for icon in dict.fromkeys(icons))
    return Verdict.failed(ICON.format(characters=characters))


def _is_of_code(node: TreeNode) -> bool:
    """Return whether a link has the name of its target, such as that of the operator in "#<=>(other)"."""
    found = _FRAGMENT.search(node.element.html) if node.element is not None else None
    if found is None:
        return False
    name, fragment = node.name.strip(), unquote(unescape(found[1]))
    return fragment == name or fragment.startswith(tuple(f"{name}{end}" for end in "(/-:"))


RULE = TreeRule(
    id="name-is-punctuation",
    title="Links and controls must have a name that can be spoken",
    impact=Impact.MODERATE,
    criteria=("2.4.4", "4.1.2"),
    tags=("wcag2a", "wcag244", "wcag412", "cat.name-role-value"),
    since="0.2.0",
    reach=Reach.ELEMENT,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/name-role-value.html",
    documentation=__doc__ or "",
    judge=judge,
)
