"""A code block names its language.

## What it checks

Each block of code: fences, `code-block`, and what follows `::`. The rule fails where neither the block
nor the page (`highlight`) nor the project (`highlight_language`) names the language. It runs only
when it is asked for by name.

## Why it matters

Without its language code is coloured by guessing, and a wrong guess marks errors where there are
none. Tools that read code aloud or copy a command without its prompt need to know what it is.

## How to fix

Name the language; for output and plain text it is `text`. In MyST write ```` ```console ````, in
reStructuredText:

```rst
.. code-block:: console

   $ a11ycheck audit build/html
```

`a11ycheck audit --fix` names the language where the content leaves no doubt, such as JSON, or a session
with the prompt `$`.

## What it cannot see

Whether the language is the right one.
"""

from collections.abc import Mapping
from typing import Any

from a11ycheck.fix import edit_each
from a11ycheck.model import (
    Fix,
    FixSafety,
    Impact,
    MessageTemplate,
    Outcome,
    RuleId,
    SourceKind,
    SourceRule,
    Verdict,
)
from a11ycheck.rules.code_block_without_language.fix import name_language

__all__ = ["RULE", "judge"]

NO_LANGUAGE = MessageTemplate(
    "no-language",
    "This code block does not name its language.",
)


def judge(facts: Mapping[str, Any], options: object) -> Verdict:
    """Judge one block of code: {language}, empty where nothing names it."""
    del options
    if facts["language"]:
        return Verdict(outcome=Outcome.PASSED)
    return Verdict(outcome=Outcome.FAILED, message=NO_LANGUAGE.format())


RULE = SourceRule(
    id=RuleId("code-block-without-language"),
    title="A code block should name its language",
    impact=Impact.MINOR,
    tags=("cat.semantics", "source", "style"),
    since="0.1.0",
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/info-and-relationships.html",
    documentation=__doc__ or "",
    judge=judge,
    source_kind=SourceKind.CODE,
    fix=Fix(
        safety=FixSafety.SAFE,
        singular="language of code",
        plural="languages of code",
        condition="where the content leaves no doubt, such as JSON, or a session with the prompt `$`",
        edit=edit_each(name_language),
    ),
)
