"""Code blocks name their language.

## What it checks

Each code block in the source: fences, `code-block` directives, and literal blocks after `::`. The
rule fails if neither the block, nor the document (`highlight`), nor the project
(`highlight_language`) names a language. The rule runs only when it is selected by its id or tag.

## Why it matters

Without a language the highlighter guesses, and a wrong guess marks errors where there are none.
Tools that read code aloud, or copy a command without its prompt, need the language too.

## Example

````markdown
```
$ a11ycheck audit build/html
```
````

## Use instead

````markdown
```console
$ a11ycheck audit build/html
```
````

For output and plain text the language is `text`. In reStructuredText write `.. code-block::
console`.

## Known limits

Whether the language is the right one.
"""

from a11ycheck.fix import edit_each
from a11ycheck.model import (
    Facts,
    Fix,
    FixSafety,
    Impact,
    MessageTemplate,
    SourceKind,
    SourceRule,
    Verdict,
)
from a11ycheck.rules.code_block_without_language.fix import name_language

__all__ = ["RULE", "judge"]

NO_LANGUAGE = MessageTemplate("no-language", "Code block has no language.")


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one code block: {language}, empty where nothing names it."""
    if facts["language"]:
        return Verdict.passed()
    return Verdict.failed(NO_LANGUAGE.format())


RULE = SourceRule(
    id="code-block-without-language",
    title="Code blocks should name their language",
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
