"""The words of a link are no address.

## What it checks

The words of each link. The rule fails where they are an address with a path or a query. The name of
a site alone, such as `https://example.org`, passes. It runs only when it is asked for by name.

## Why it matters

A screen reader spells an address, sign by sign, and it does not say what is there. In text that runs
from right to left it breaks the line's order.

## How to fix

Give the link words: in MyST `[The guide](https://example.org/guide)`, in reStructuredText
`` `The guide <https://example.org/guide>`__ ``. Where readers have to type the address themselves, on
paper for example, write it as code, beside the link.

## What it cannot see

Addresses that are plain text, and no links.
"""

import re
from collections.abc import Mapping
from typing import Any

from a11ycheck.model import (
    Impact,
    MessageTemplate,
    Outcome,
    RuleId,
    SourceKind,
    SourceRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

IS_ADDRESS = MessageTemplate(
    "is-address",
    "The words of this link are an address, {text}: say what is there.",
)
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|www\.\S+", re.IGNORECASE)
_SITE_ALONE = re.compile(r"(?:(?:https?|ftp)://)?[^/?#]+/?", re.IGNORECASE)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one link: {text}, what is read of it."""
    del options
    text = facts["text"]
    if _ADDRESS.fullmatch(text) and not _SITE_ALONE.fullmatch(text):
        return Verdict(outcome=Outcome.FAILED, message=IS_ADDRESS.format(text=text))
    return Verdict(outcome=Outcome.PASSED)


RULE = SourceRule(
    id=RuleId("bare-url-as-link-text"),
    title="The words of a link should be no address",
    impact=Impact.MINOR,
    tags=("cat.name-role-value", "source", "style"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.LINK,
)
