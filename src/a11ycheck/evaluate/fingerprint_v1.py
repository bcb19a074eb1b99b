"""The fingerprints "a11ycheck/v1", written beside v2 for one release, so that alerts can be matched.

They depend on how many pages show a cause, which is why v2 replaces them. Those of site rules also hash
the message; where its text has changed since, they differ.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from a11ycheck.evaluate.fingerprint import Fragment, digest, read_fragment
from a11ycheck.model import Assertion, Outcome, Reach, Rule, joined_messages

__all__ = ["fingerprints_v1"]

_NUMBERS = ("fgColor", "bgColor", "expectedContrastRatio")
_SEVERAL = 2
_MANY = 3

_Key = tuple[str, ...]


def fingerprints_v1(
    assertions: Sequence[Assertion], rules: Mapping[str, Rule], page_count: int
) -> Mapping[int, str]:
    """Return the v1 fingerprint of each assertion, by the assertion's `id()`."""
    shared = {id(item): _shared_key(item, rules[item.rule]) for item in assertions}
    pages: dict[_Key, set[str]] = defaultdict(set)
    for item in assertions:
        pages[shared[id(item)]].update(item.pages)
    return {
        id(item): digest(
            _key(item, rules[item.rule], shared[id(item)], len(pages[shared[id(item)]]), page_count)
        )
        for item in assertions
    }


def _shared_key(item: Assertion, rule: Rule) -> _Key:
    """Return the key of the cause, as far as it is the same on all pages."""
    name = (item.rule, item.outcome)
    if item.judges_source and item.source is not None:
        return (*name, "source", item.source.file, " ".join(item.snippet.split()))
    if item.element is None:
        # A host was the only cause of a page-level finding that v1 knew.
        hosts = tuple(part for part in item.cause if part.startswith("host="))
        return (*name, "page", *(hosts or (item.page,)))
    fragment = read_fragment(item.element)
    if rule.judges_style:
        return (*name, "style", *_style(item, fragment))
    if item.element.in_main:
        return (*name, "element", fragment.whole)
    return (*name, "template", fragment.shape)


def _style(item: Assertion, fragment: Fragment) -> _Key:
    stated = dict(part.split("=", 1) for part in item.cause)
    if item.outcome is Outcome.CANT_TELL:
        return (stated.get("messageKey", fragment.look),)
    return (fragment.look, *(stated.get(number, "") for number in _NUMBERS))


def _key(item: Assertion, rule: Rule, shared: _Key, spread: int, page_count: int) -> _Key:
    if rule.reach is Reach.SITE:
        return (item.rule, item.outcome, "site", joined_messages(item.messages))
    if item.judges_source or (item.element is not None and rule.judges_style):
        return shared
    if item.element is None:
        return shared if spread >= _SEVERAL else (*shared, item.page)
    most = max(_MANY, page_count / 2)
    least = max(_SEVERAL, min(page_count, most)) if item.element.is_root else _SEVERAL
    if not item.element.in_main:
        if spread >= least:
            return shared
        return (item.rule, item.outcome, "element", read_fragment(item.element).whole, item.page)
    return shared if spread >= most else (*shared, item.page)
