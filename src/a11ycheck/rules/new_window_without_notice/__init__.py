"""Links that open a new window say so.

## What it checks

Links with a `target` that opens another window or tab, such as `_blank`. The rule fails if nothing
announces it: neither the accessible name, the description, the text behind the link, nor an icon
beside the text of the link. All such links of a site are one finding. A link that saves a file of the
site (`download`) opens no window.

## Why it matters

In a new window, the "back" button does not lead back. People who do not see the change of the
window, or who magnify a part of it, think that they are still where they were, and are lost.

## Example

```html
<a href="https://example.org" target="_blank">The guide</a>
```

## Use instead

```html
<a href="https://example.org">The guide</a>
```

Readers who want a new window can open one. If it is necessary, as beside a form that would be lost,
write it into the link: `The guide (opens in a new window)`.

## Known limits

Windows that a script opens. Whether an icon beside the text is a notice.
"""

import re
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

NO_NOTICE = MessageTemplate(
    "no-notice", 'Link "{name}" opens a new window (target="{target}") without notice.'
)
_NOTICE = re.compile(
    r"\b(?:new|another|separate|external)\b.*\b(?:window|tab|page|site|website)\b"
    r"|\bopens?\b.*\b(?:window|tab)\b|\bexternal\b|\u2197|\u29c9|\U0001f517"
    r"|\bneue[nms]?\b.*\b(?:fenster|tab)\b|\bnouvel(?:le)?\b.*\b(?:fenêtre|onglet)\b"
    r"|\bnueva\b.*\b(?:ventana|pestaña)\b|\bnova\b.*\b(?:janela|guia|aba)\b|\bnuova\b.*\b(?:finestra|scheda)\b"
    r"|نافذة|تبويب|پنجره|پەنجەرە|تاب[ێی]?\b|חלון|כרטיסייה",
    re.IGNORECASE,
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one link: {target, name, around, icon}; without a name, that is its `href`.

    `around` is its description and the text behind it; `icon` is true if something is drawn beside its
    text.
    """
    if facts["icon"] or _NOTICE.search(facts["name"]) or _NOTICE.search(facts["around"]):
        return Verdict.passed()
    message = NO_NOTICE.format(name=facts["name"], target=facts["target"])
    return Verdict.failed(message, cause=("target",))


RULE = FactRule(
    id="new-window-without-notice",
    title="Links that open a new window should say so",
    impact=Impact.MINOR,
    tags=("best-practice", "cat.name-role-value"),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Techniques/general/G201",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
