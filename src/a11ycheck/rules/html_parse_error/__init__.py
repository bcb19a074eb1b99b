"""HTML should have no parse errors that change the document.

## What it checks

The tags in the file of each page: elements that are never closed, end tags without a start tag,
elements that are closed in the wrong order, and a file that ends inside a tag, a comment or a
`<script>`. The rule fails on each of these errors. Tags that may be omitted, such as `</p>` and
`</li>`, are not errors. XHTML files must be well-formed XML.

At most `max_errors` errors of one page are reported, never more than 100, and the number of the others.

## Why it matters

A browser does not reject malformed HTML. It guesses: an unclosed `<a>` makes the rest of the page a
link, an unclosed `<nav>` puts the main content into the navigation, and screen readers announce the
browser's guess. The other rules judge that guess too. Of malformed XHTML, browsers show only an
error message.

## Example

```html
<div class="note"><b>Bring your card.</div>
```

## Use instead

```html
<div class="note"><b>Bring your card.</b></div>
```

Close elements in the reverse order in which they were opened. In MyST and reStructuredText only
HTML that you write yourself can be malformed; an error on every page comes from a template of the
theme.

## Known limits

Errors that do not change the document, such as duplicate attributes, and pages that are audited by
their URL: their files are not read. An unclosed `<p>` is never reported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from a11ycheck.config import Count
from a11ycheck.model import (
    Impact,
    MarkupRule,
    MessageTemplate,
    Outcome,
    PageEvidence,
    ParseError,
    Reach,
    Verdict,
)

__all__ = ["RULE", "Options", "judge"]

MORE = MessageTemplate(
    "more-errors", "The page has {total} parse errors; {count} of them are not listed."
)
# Of a page with such an error browsers show the error, and nothing else.
_FATAL = frozenset({"malformed-xml"})
_TAGS = ("tag", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The number of errors that are reported."""

    max_errors: Count = field(
        default=20, metadata={"help": "Report at most this many errors of one page."}
    )


def judge(evidence: PageEvidence, options: Options) -> Sequence[Verdict]:
    """Judge the parse errors of a page's file; nothing where the page has no file."""
    if evidence.markup is None:
        return ()
    total = max(evidence.markup_total, len(evidence.markup))
    return tuple(_failed(evidence.markup, total, options)) or (Verdict.passed(),)


def _failed(errors: Sequence[ParseError], total: int, options: Options) -> Iterator[Verdict]:
    listed = errors[: options.max_errors]
    for error in listed:
        values = error.message.values
        # Not the lines: they move with every edit.
        tags = (f"{name}={values[name]}" for name in _TAGS if name in values)
        yield Verdict(
            outcome=Outcome.FAILED,
            message=error.message,
            cause=(f"error={error.message.id}", *tags),
            impact=Impact.CRITICAL if error.message.id in _FATAL else None,
            source=error.source,
        )
    if total > len(listed):
        yield Verdict.failed(MORE.format(total=total, count=total - len(listed)))


RULE = MarkupRule(
    id="html-parse-error",
    title="HTML should have no parse errors that change the document",
    impact=Impact.MODERATE,
    tags=("best-practice", "cat.parsing"),
    since="0.1.0",
    reach=Reach.PAGE,
    help_url="https://html.spec.whatwg.org/multipage/parsing.html#parse-errors",
    documentation=__doc__ or "",
    options=Options,
    judge=judge,
)
