"""Links with the same name serve the same purpose.

## What it checks

Links of a page that have the same accessible name and lead to different URLs. Pages of the same site
are read, redirects included, and their main contents compared. The rule fails if these are the same
but for numbers, such as that of a phone, or have hardly a word in common. It passes if they are
equal, and is `cantTell` in all other cases: a person has to compare the targets.

This is a criterion of level AAA: the rule runs only where it is selected.

## Why it matters

Screen readers list the links of a page by their names. Of two links "Contact", nobody knows which
is which.

## Example

```html
<a href="about/contact.html">Contact</a> <a href="admissions/contact.html">Contact</a>
```

## Use instead

```html
<a href="about/contact.html">Contact</a> <a href="admissions/contact.html">Contact admissions</a>
```

Name in each link what only its target has.

## Known limits

Targets on other sites, and links in frames and shadow roots.
"""

from pathlib import Path

from a11ycheck.model import Facts, Impact, InteractionRule, MessageTemplate, Reach, Verdict

__all__ = ["RULE", "judge"]

NUMBERS = MessageTemplate(
    "other-numbers", 'Links named "{name}" lead to pages that have different numbers.'
)
OTHER = MessageTemplate("other-content", 'Links named "{name}" lead to pages with other content.')
REVIEW = MessageTemplate(
    "review-targets", 'Links named "{name}" lead to different URLs; review whether these are equal.'
)


def judge(facts: Facts, options: object) -> Verdict:
    """Judge a link and the first with its name: {name, relation}, how their targets relate."""
    match facts["relation"]:
        case "same":
            return Verdict.passed()
        case "numbers":
            return Verdict.failed(NUMBERS.format(name=facts["name"]))
        case "other":
            return Verdict.failed(OTHER.format(name=facts["name"]))
        case _:
            return Verdict.cant_tell(REVIEW.format(name=facts["name"]))


RULE = InteractionRule(
    id="links-with-same-name",
    title="Links with the same name should serve the same purpose",
    impact=Impact.MODERATE,
    criteria=("2.4.9",),
    tags=("wcag2aaa", "wcag249", "cat.semantics"),
    act=("b20e66",),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-link-only.html",
    documentation=__doc__ or "",
    interaction="targets",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
