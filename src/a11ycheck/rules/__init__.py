"""Every rule, ours and axe's, and how a run selects from them.

Importing this package imports no rule: `own_rules` does.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from a11ycheck.model import Rule, RuleStatus
from a11ycheck.rules.axe import DEFAULT_TAGS, axe_rules, axe_version

__all__ = [
    "axe_rules",
    "axe_version",
    "by_id",
    "default_rules",
    "every_rule",
    "known_names",
    "own_rules",
    "select",
]


@cache
def own_rules() -> tuple[Rule, ...]:
    """Return our own rules in alphabetical order: the `RULE` of each package in this folder."""
    packages = Path(__file__).parent.glob("[a-z]*/__init__.py")
    names = sorted(package.parent.name for package in packages)
    return tuple(import_module(f"{__name__}.{name}").RULE for name in names)


@cache
def every_rule() -> tuple[Rule, ...]:
    """Return our own rules and then axe's."""
    return (*own_rules(), *axe_rules())


@cache
def _rules_by_id() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in every_rule()}


def by_id(rule: str) -> Rule | None:
    """Return the rule with this id, or None."""
    return _rules_by_id().get(rule)


@cache
def default_rules() -> tuple[Rule, ...]:
    """Return the rules that run when none are selected: WCAG 2.0-2.2 A and AA, and best practices.

    As in axe, experimental and deprecated rules run only when they are selected by id.
    """
    return tuple(
        rule
        for rule in every_rule()
        if rule.status is RuleStatus.STABLE and DEFAULT_TAGS.intersection(rule.tags)
    )


@cache
def known_names() -> frozenset[str]:
    """Return everything that `--select` and `--ignore` accept: rule ids and tags."""
    rules = every_rule()
    return frozenset(rule.id for rule in rules) | {tag for rule in rules for tag in rule.tags}


def select(chosen: Iterable[str], ignored: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules to run: those chosen by id or tag (none: the default), less those ignored."""
    wanted, unwanted = frozenset(chosen), frozenset(ignored)
    pool = every_rule() if wanted else default_rules()
    return tuple(
        rule for rule in pool if (not wanted or _named(rule, wanted)) and not _named(rule, unwanted)
    )


def _named(rule: Rule, names: frozenset[str]) -> bool:
    return rule.id in names or not names.isdisjoint(rule.tags)
