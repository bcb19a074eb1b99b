"""Links with the same name and context must serve the same purpose.

## What it checks

Links that have the same accessible name, lead to different URLs, and have the same context: the
paragraph or other block around them, and what `aria-describedby` refers to. Links that are alone in
their paragraphs have no context, and are compared with each other. Pages of the same site are read
as in `links-with-same-name`. The rule fails if their contents are different, and the words between
the links tell sighted readers so. It passes if they are the same, and is `cantTell` in all other
cases: a person has to compare the targets, and look for images or a layout that tell them apart.

## Why it matters

Screen readers announce a link with its name, and its paragraph on request. Where both are the same,
the words in between, which tell the links apart on the screen, are not part of either.

## Example

```html
<p>You can <a href="chat.html">contact us</a> by chat, or <a href="call.html">contact us</a> by phone.</p>
```

## Use instead

```html
<p>You can <a href="chat.html">chat with us</a>, or <a href="call.html">call us</a>.</p>
```

Name in each link what only its target has.

## Known limits

Targets on other sites, links in frames and shadow roots, and links in different list items or cells.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

OTHER = MessageTemplate(
    "other-content", 'Links named "{name}" in the same context lead to pages with other content.'
)
REVIEW = MessageTemplate(
    "review-targets",
    'Links named "{name}" in the same context lead to different URLs; review whether these are equal.',
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a link and the first with its name in its context: {name, relation, distinguished}.

    `relation` is how their targets relate; `distinguished` is true if words between the links can tell
    them apart.
    """
    if facts["relation"] == "same":
        return Verdict.passed()
    if facts["relation"] in {"numbers", "other"} and facts["distinguished"]:
        return Verdict.failed(OTHER.format(name=facts["name"]))
    return Verdict.cant_tell(REVIEW.format(name=facts["name"]))


RULE = InteractionRule(
    id="links-with-same-name-in-context",
    title="Links with the same name and context must serve the same purpose",
    impact=Impact.SERIOUS,
    criteria=("2.4.4",),
    tags=("wcag2a", "wcag244", "cat.semantics"),
    act=("fd3a94",),
    since="0.2.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    interaction="neighbours",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
