"""Text that changes by itself can be paused, stopped or hidden.

## What it checks

Each element whose visible text changes by itself for longer than 5 seconds, and at least twice later
than 5 seconds after the page has loaded, beside other text. Changes are watched for a minute, which
passes in a moment: the page's clock runs fast. The rule fails if no control of the page stops or hides
the text, or makes it change more or less often, also after the focus has left the control. Each control
is activated to find out. A link to settings makes the outcome cantTell. So do controls on a page whose
text changes for some time, and then no more, such as a number that counts up: it is over before they
can be tried.

Text and images that move, or come and go, are judged in the same way, except that the outcome is
cantTell instead of failed: a person has to look for a way to stop them. They move if a script changes
attributes or scrolls a box again and again for more than 5 seconds, as in a carousel, or if an
animation of a stylesheet moves or fades text noticeably and never ends. So is text that changes in a
shadow tree.

## Why it matters

Text that moves on before it is read cannot be read at all by some people, and distracts others from
everything else on the page.

## Example

```html
<p>Visitors: <span id="n">1</span></p>
<script>setInterval(() => { n.textContent++; }, 1000);</script>
```

## Use instead

```html
<p>Visitors: <span id="n">1</span> <button onclick="clearInterval(timer)">Stop</button></p>
<script>const timer = setInterval(() => { n.textContent++; }, 1000);</script>
```

Give readers a button that stops the changes, or let the text change only when they ask for it.

## Known limits

Changes that are essential, such as those of a clock or of a game, fail as well. Changes by
animation frames only are noticed where a class or `aria-roledescription` names a carousel or the like.
Changes once in more than 30 seconds, animations that end or that a script starts, and backgrounds are
not noticed. At most 12 controls are activated, and none that sends a form or is in a shadow tree.
"""

import re
from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, Message, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

# Links with such names may lead to settings, in the languages of the documentation.
SETTINGS = re.compile(
    r"setting|preference|option|control|disable|motion|pause|stop|accessib|einstellung|instelling|"
    r"param[eè]tre|configura|prefer|impostazion|ajustes|ayar|ڕێکخستن|إعدادات",
    re.IGNORECASE,
)
UNCONTROLLED = Message(
    "uncontrolled", "Text changes by itself again and again, and no control stops or hides it."
)
ONCE = Message(
    "uncontrolled-once",
    "Text changes by itself for longer than 5 seconds, and the page has no control to stop or hide it.",
)
REVIEW_ONCE = Message(
    "review-once",
    "Text changes by itself for longer than 5 seconds, and then no more; "
    "review whether readers can stop or hide it.",
)
REVIEW_MOVING = Message(
    "review-moving",
    "Content moves or changes by itself again and again; "
    "review whether readers can stop or hide it.",
)
REVIEW = MessageTemplate(
    "review-settings", 'Text changes by itself; can it be stopped where the link "{link}" leads?'
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a text that changes: {controlled, links}; it is controlled if a control affects its changes.

    It is {doubtful} where it moves, or changes in a shadow tree: there may be a control that was not tried.
    Where its changes were {over} before controls could be tried, {controls} tells how many there are.
    """
    if facts["controlled"]:
        return Verdict.passed()
    if facts.get("doubtful"):
        return Verdict.cant_tell(REVIEW_MOVING)
    for link in facts["links"]:
        if SETTINGS.search(link):
            return Verdict.cant_tell(REVIEW.format(link=link))
    if facts.get("over"):
        return Verdict.cant_tell(REVIEW_ONCE) if facts["controls"] else Verdict.failed(ONCE)
    return Verdict.failed(UNCONTROLLED)


RULE = InteractionRule(
    id="text-changes-by-itself",
    title="Text that changes by itself must be stoppable",
    impact=Impact.SERIOUS,
    criteria=("2.2.2",),
    tags=("wcag2a", "wcag222", "cat.time-and-media"),
    act=("efbfc7",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/pause-stop-hide.html",
    documentation=__doc__ or "",
    interaction="changes",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
