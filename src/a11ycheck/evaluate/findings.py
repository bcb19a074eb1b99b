"""Group assertions into findings: one fault, all its places.

Three keys tell what the cause is. A rule that reads layout or colours judges a style, so the same
element with the same classes and the same numbers is one fault, wherever it stands. Outside of the
main content the same markup on several pages was made by one template. Inside it, each page's
author made what stands there, unless the very same element is on most pages. The root of a page is
of both: its tag is the template's, and its language and title are the author's.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from a11ycheck.evaluate.fragment import Fragment, lasting, read_fragment
from a11ycheck.model import (
    Assertion,
    Dependency,
    Element,
    Finding,
    Outcome,
    Place,
    Reach,
    Rule,
    Scope,
)

__all__ = ["group"]

_STYLE = frozenset({Dependency.LAYOUT, Dependency.COLOUR})
_STYLE_NUMBERS = ("fgColor", "bgColor", "expectedContrastRatio")
_SEVERAL = 2
_MANY = 3

Key = tuple[str, ...]


def group(
    assertions: Sequence[Assertion], rules: Mapping[str, Rule], pages: Sequence[str]
) -> tuple[Finding, ...]:
    """Return the findings: theme's first, then the site's, then page by page in the order of `pages`."""
    groups: dict[Key, list[Assertion]] = defaultdict(list)
    scopes: dict[Key, Scope] = {}
    for item, key, scope in _with_keys(assertions, rules, len(pages)):
        groups[key].append(item)
        scopes[key] = scope
    findings = (
        _finding(rules[items[0].rule], key, scopes[key], items) for key, items in groups.items()
    )
    position = {page: index for index, page in enumerate(pages)}
    return tuple(sorted(findings, key=lambda finding: _order(finding, position)))


def _with_keys(
    assertions: Sequence[Assertion], rules: Mapping[str, Rule], page_count: int
) -> Iterable[tuple[Assertion, Key, Scope]]:
    fragments = [read_fragment(item.element) for item in assertions]
    spread = _spread(assertions, fragments, rules)
    for item, fragment in zip(assertions, fragments, strict=True):
        yield item, *_key(item, fragment, rules[item.rule], spread, page_count)


def _style_key(item: Assertion, fragment: Fragment) -> Key:
    if item.outcome is Outcome.CANT_TELL:
        # What kept axe from judging is the cause: most often it is not the element's own style.
        return (item.rule, item.outcome, "style", str(item.data.get("messageKey", fragment.look)))
    numbers = (str(item.data.get(name, "")) for name in _STYLE_NUMBERS)
    return (item.rule, item.outcome, "style", fragment.look, *numbers)


def _template_key(item: Assertion, fragment: Fragment) -> Key:
    return (item.rule, item.outcome, "template", fragment.shape)


def _element_key(item: Assertion, fragment: Fragment) -> Key:
    return (item.rule, item.outcome, "element", fragment.whole)


def _data_key(item: Assertion) -> Key:
    """Return the key of a fault of the whole page: by its data, by its page where it has none."""
    if item.source is not None:
        # What an author wrote in a file is one fault, on however many pages that file is shown.
        written = " ".join(item.source.snippet.split())
        return (item.rule, item.outcome, "source", item.source.location.file, written)
    cause = [f"{name}={value}" for name, value in sorted(item.data.items())] or [item.page]
    return (item.rule, item.outcome, "page", *cause)


def _spread(
    assertions: Sequence[Assertion], fragments: Sequence[Fragment], rules: Mapping[str, Rule]
) -> Mapping[Key, int]:
    """Return, for each possible key, on how many pages it is found."""
    pages: dict[Key, set[str]] = defaultdict(set)
    for item, fragment in zip(assertions, fragments, strict=True):
        if item.element is None:
            pages[_data_key(item)].add(item.page)
        elif _is_style(rules[item.rule]):
            pages[_style_key(item, fragment)].add(item.page)
        elif not item.element.in_main:
            pages[_template_key(item, fragment)].add(item.page)
        else:
            pages[_element_key(item, fragment)].add(item.page)
    return Counter({key: len(found) for key, found in pages.items()})


def _key(
    item: Assertion, fragment: Fragment, rule: Rule, spread: Mapping[Key, int], page_count: int
) -> tuple[Key, Scope]:
    if rule.reach is Reach.SITE:
        return (item.rule, item.outcome, "site", item.message), Scope.SITE
    if item.element is None:
        return _key_of_page(item, spread)
    if _is_style(rule):
        key = _style_key(item, fragment)
        return key, Scope.THEME if spread[key] >= _SEVERAL else Scope.PAGE
    template = _template_key(item, fragment)
    if not item.element.in_main and spread[template] >= _least(item.element, page_count):
        return template, Scope.THEME
    key = _element_key(item, fragment)
    if spread[key] >= max(_MANY, page_count / 2):
        return key, Scope.THEME
    return (*key, item.page), Scope.PAGE


def _least(element: Element, page_count: int) -> float:
    """Return on how many pages the same markup must be to be a template's fault."""
    most = min(page_count, max(_MANY, page_count / 2))
    return max(_SEVERAL, most) if element.is_root else _SEVERAL


def _key_of_page(item: Assertion, spread: Mapping[Key, int]) -> tuple[Key, Scope]:
    key = _data_key(item)
    if item.source is not None:
        return key, Scope.PAGE
    return (key, Scope.THEME) if spread[key] >= _SEVERAL else ((*key, item.page), Scope.PAGE)


def _is_style(rule: Rule) -> bool:
    return not _STYLE.isdisjoint(rule.depends)


def _finding(rule: Rule, key: Key, scope: Scope, items: Sequence[Assertion]) -> Finding:
    worst = max(items, key=lambda item: item.impact.rank)
    return Finding(
        rule=rule.id,
        engine=rule.engine,
        title=rule.title,
        outcome=Outcome(worst.outcome),
        impact=worst.impact,
        criteria=rule.criteria,
        message=worst.message,
        help_url=rule.help_url,
        fingerprint=_fingerprint(key),
        scope=scope,
        places=tuple(
            Place(
                page=item.page,
                variants=item.variants,
                element=item.element,
                source=item.source.location if item.source else None,
                snippet=item.source.snippet if item.source else "",
            )
            for item in items
        ),
        fragment=lasting(_own_part(rule, worst)),
    )


def _own_part(rule: Rule, item: Assertion) -> str:
    """Return what the places of a finding share; it does not follow from how many pages there are."""
    if item.source is not None:
        return item.source.snippet
    if item.element is None:
        return ", ".join(f"{name}={value}" for name, value in sorted(item.data.items()))
    fragment = read_fragment(item.element)
    if _is_style(rule):
        return fragment.look
    return fragment.whole if item.element.in_main or rule.reach is Reach.SITE else fragment.shape


def _fingerprint(key: Key) -> str:
    # A page's script can make text that is no text: half of a surrogate pair.
    return hashlib.sha256("\x1f".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:32]


_SCOPE_ORDER = {Scope.THEME: 0, Scope.SITE: 1, Scope.PAGE: 2}


def _order(finding: Finding, position: Mapping[str, int]) -> tuple[int, int, int, int, str]:
    """Sort by scope; a page's faults by page; then the worst, the most widespread, and the rule."""
    page = position.get(finding.places[0].page, 0) if finding.scope is Scope.PAGE else 0
    return (
        _SCOPE_ORDER[finding.scope],
        page,
        -finding.impact.rank,
        -len(finding.pages),
        finding.rule,
    )
