"""axe-core's rules, from the metadata that axe itself exported when the package was built.

axe does not declare what the result of a rule depends on, so the tables below do. Most rules depend on
visibility. Rules that read only the root element or the metadata of a document cannot differ between
variants; a few depend on layout or colours as well.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from a11ycheck.model import AxeRule, Dependency, Impact, Reach, RuleStatus
from a11ycheck.wcag import from_axe_tag

__all__ = ["DEFAULT_TAGS", "axe_rules", "axe_version"]


DEFAULT_TAGS = frozenset(
    {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"}
)

# ACT rules that axe's rules implement together with those that axe names.
_ACT = {"list": ("bc4a75",), "summary-name": ("2t702h",)}
_RARE_STATUSES = (RuleStatus.EXPERIMENTAL, RuleStatus.DEPRECATED)
_DOCUMENT_ONLY = frozenset(
    {
        *("document-title", "html-has-lang", "html-lang-valid", "html-xml-lang-mismatch"),
        *("meta-refresh", "meta-refresh-no-exceptions", "meta-viewport", "meta-viewport-large"),
    }
)
# They compare elements with others anywhere, or read what lies over them, or are judged as one table.
_READ_PAGE = _DOCUMENT_ONLY | {
    *("accesskeys", "aria-hidden-body", "aria-hidden-focus", "bypass", "css-orientation-lock"),
    *("duplicate-id", "duplicate-id-active", "duplicate-id-aria", "focus-order-semantics"),
    *(
        "frame-focusable-content",
        "frame-tested",
        "frame-title",
        "frame-title-unique",
        "heading-order",
    ),
    *("hidden-content", "identical-links-same-purpose", "label-content-name-mismatch"),
    *("landmark-banner-is-top-level", "landmark-complementary-is-top-level"),
    *("landmark-contentinfo-is-top-level", "landmark-main-is-top-level"),
    *("landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo"),
    *("landmark-no-duplicate-main", "landmark-one-main", "landmark-unique"),
    *("avoid-inline-spacing", "no-autoplay-audio", "object-alt", "p-as-heading"),
    *("page-has-heading-one", "region", "skip-link", "table-fake-caption", "td-has-header"),
    "th-has-data-cells",
}
_READ_COLOUR = frozenset({"color-contrast", "color-contrast-enhanced", "link-in-text-block"})
_READ_LAYOUT = _READ_COLOUR | {"scrollable-region-focusable", "target-size"}


@cache
def axe_rules() -> tuple[AxeRule, ...]:
    """Return every rule of the packaged axe-core, in axe's order."""
    return tuple(_rule(record) for record in json.loads(_data("rules.json")))


@cache
def axe_version() -> str:
    """Return the version of the packaged axe-core."""
    return str(json.loads(_data("manifest.json"))["version"])


def _data(name: str) -> str:
    return (files("a11ycheck") / "_axe" / name).read_text(encoding="utf-8")


def _rule(record: dict[str, Any]) -> AxeRule:
    tags = tuple(record["tags"])
    criteria = (criterion.number for criterion in map(from_axe_tag, tags) if criterion)
    return AxeRule(
        id=record["id"],
        title=record["title"],
        impact=Impact(record["impact"]),
        criteria=tuple(criteria),
        tags=tags,
        act=(*record["act"], *_ACT.get(record["id"], ())),
        status=next((status for status in _RARE_STATUSES if status in tags), RuleStatus.STABLE),
        since="0.1.0",
        depends=_depends(record["id"]),
        reach=Reach.PAGE if record["id"] in _READ_PAGE else Reach.ELEMENT,
        help_url=record["help_url"],
        documentation=record["description"],
    )


def _depends(rule: str) -> frozenset[Dependency]:
    if rule in _DOCUMENT_ONLY:
        return frozenset()
    depends = {Dependency.VISIBILITY}
    if rule in _READ_LAYOUT:
        depends.add(Dependency.LAYOUT)
    if rule in _READ_COLOUR:
        depends.add(Dependency.COLOUR)
    return frozenset(depends)
