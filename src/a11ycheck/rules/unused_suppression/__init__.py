"""Suppressions match a finding.

## What it checks

Each suppression, in the configuration and in comments of sources, whose rule ran and which matches
no location of any finding. The rule needs an audit of the whole site: it does not run with
`--select`, `--ignore`, `--exclude` or `--variant` on the command line, for a single page or URL, or
if a page could not be tested.

## Why it matters

The finding was fixed, or the text has moved away from the comment. A suppression that stays behind
hides the next finding of its rule at that location, and misleads readers of the source.

## Example

```markdown
% a11ycheck: ignore image-alt-in-source -- The image was removed long ago.
```

## Use instead

Delete the comment or the entry. If the finding is still reported, move the comment directly above
the block that the report names.

## Known limits

Whether the reason of a suppression is still valid. Give suppressions a date with `until`.
"""

from a11ycheck.model import Impact, PolicyRule, Reach

__all__ = ["RULE"]

RULE = PolicyRule(
    id="unused-suppression",
    title="Suppressions should match a finding",
    impact=Impact.MINOR,
    tags=("best-practice", "cat.policy"),
    since="0.1.0",
    reach=Reach.SITE,
    documentation=__doc__ or "",
)
