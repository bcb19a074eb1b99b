"""Fingerprints: what identifies the cause of an assertion, whatever else is on the site.

A fingerprint depends on the rule, the outcome, and the cause: on no other page, no count, no message
text, no variant, no machine. Three kinds of causes share one fingerprint wherever they show: a style,
the markup of a template (outside the main content), and a cause that the rule itself names. Inside the
main content an author wrote the element, so its own fragment counts, with the source file where a
source map names the very line.
"""

import hashlib
from dataclasses import dataclass

from a11ycheck.evaluate.fragment import read_fragment
from a11ycheck.model import Assertion, Outcome, Precision, Reach, Rule

__all__ = ["Cause", "cause_of", "fingerprint"]

_AUTHORED = (Precision.EXACT, Precision.BLOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The cause of an assertion: its kind ("style", "template", "element", ...), and what identifies it.

    `parts` are the parts of the fingerprint, `fragment` the readable form for a baseline.
    """

    kind: str
    parts: tuple[str, ...]
    fragment: str


def cause_of(item: Assertion, rule: Rule) -> Cause:
    """Return the cause of an assertion."""
    if item.element is None:
        return _cause_without_element(item)
    fragment = read_fragment(item.element)
    if rule.judges_style:
        # Where axe could not tell, what kept it from that is the cause: most often not the element's style.
        is_open = item.outcome is Outcome.CANT_TELL and item.cause
        parts = item.cause if is_open else (fragment.look, *item.cause)
        return Cause(kind="style", parts=parts, fragment=fragment.look)
    if rule.reach is Reach.SITE and item.cause:
        return Cause(kind="site", parts=item.cause, fragment=fragment.whole)
    if not item.element.in_main:
        return Cause(
            kind="root" if item.element.is_root else "template",
            parts=(*item.cause, fragment.shape),
            fragment=fragment.shape,
        )
    return Cause(
        kind="element",
        parts=(*item.cause, fragment.whole, _authored_file(item)),
        fragment=fragment.whole,
    )


def _cause_without_element(item: Assertion) -> Cause:
    """Return the cause of an assertion about a line of the source, or about a page as a whole."""
    stated = ", ".join(item.cause)
    if item.source is not None:
        written = " ".join(item.snippet.split())
        return Cause(
            kind="source",
            parts=(*item.cause, written, item.source.file),
            fragment=item.snippet or stated,
        )
    if item.cause:
        return Cause(kind="page", parts=item.cause, fragment=stated)
    # One page can exceed several budgets: each has its own message.
    message = item.messages[0].id if item.messages else ""
    return Cause(kind="page", parts=(message, item.page), fragment=message)


def _authored_file(item: Assertion) -> str:
    """Return the source file in which an author wrote the element, "" where that is not known."""
    source = item.source
    return source.file if source is not None and source.precision in _AUTHORED else ""


def fingerprint(item: Assertion, cause: Cause) -> str:
    """Return the fingerprint "a11ycheck/v2": 32 hexadecimal digits."""
    return digest((item.rule, item.outcome, cause.kind, *cause.parts))


def digest(parts: tuple[str, ...]) -> str:
    """Return the first half of the SHA-256 of some texts."""
    # A script can write half of a surrogate pair into a page, which no encoding represents.
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
