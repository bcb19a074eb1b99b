"""What moving the device does can be done with controls.

## What it checks

Each kind of motion event (`devicemotion`, `deviceorientation`) that the page listens to. The events
are made by the audit. The rule fails if they change the page, and no control changes the same
texts, attributes and values. Each control is activated to find out. A link to settings makes the
outcome cantTell.

## Why it matters

People whose device is mounted on a wheelchair, or whose hands tremble, cannot move it as intended.

## Example

```html
<script>
  addEventListener("devicemotion", (event) => {
    if (event.acceleration.x > 15) undo();
  });
</script>
```

## Use instead

```html
<button onclick="undo()">Undo</button>
<script>
  addEventListener("devicemotion", (event) => {
    if (event.acceleration.x > 15) undo();
  });
</script>
```

Add controls that do the same.

## Known limits

Only events on the window are noticed, and only changes of texts, attributes and values. At most 12
controls are activated, and none that sends a form.
"""

import re
from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

# Links with such names may lead to settings, in the languages of the documentation.
SETTINGS = re.compile(
    r"setting|preference|option|control|disable|motion|pause|stop|accessib|einstellung|instelling|"
    r"param[eè]tre|configura|prefer|impostazion|ajustes|ayar|ڕێکخستن|إعدادات",
    re.IGNORECASE,
)
UNSUPPORTED = MessageTemplate(
    "unsupported", "The page listens to `{event}`, which browsers do not send to its origin."
)
REVIEW = MessageTemplate(
    "review-settings",
    '`{event}` changes the page; does the link "{link}" lead to a control for it?',
)
MISSING = MessageTemplate(
    "no-alternative", "`{event}` changes the page, and no control does the same."
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a kind of event: {event, supported, changes, replaced, links}."""
    if not facts["supported"]:
        return Verdict.cant_tell(UNSUPPORTED.format(event=facts["event"]))
    if not facts["changes"] or facts["replaced"]:
        return Verdict.passed()
    for link in facts["links"]:
        if SETTINGS.search(link):
            return Verdict.cant_tell(REVIEW.format(event=facts["event"], link=link))
    return Verdict.failed(MISSING.format(event=facts["event"]))


RULE = InteractionRule(
    id="motion-has-alternative",
    title="What moving the device does must be possible with controls",
    impact=Impact.SERIOUS,
    criteria=("2.5.4",),
    tags=("wcag21a", "wcag254", "cat.time-and-media"),
    act=("7677a9",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/motion-actuation.html",
    documentation=__doc__ or "",
    interaction="motion",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
