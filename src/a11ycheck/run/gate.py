"""Which findings fail the audit: by the profile, by `fail_on`, and by what the project asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from a11ycheck.config import Config
from a11ycheck.model import Impact, Rule

__all__ = ["Gate", "gate_of"]

_BEST_PRACTICE: Final = "best-practice"
_BUDGETS: Final = "cat.weight"
_ADVISORY: Final = {
    "recommended": frozenset({_BEST_PRACTICE, _BUDGETS}),
    "strict": frozenset({_BUDGETS}),
    "publish": frozenset(),
}
"""The tags of the rules that report without failing, by profile."""
# A page that lost its stylesheet is judged as it is not meant to be: nothing else of it is certain.
_NEVER_ADVISORY: Final = frozenset({"resource-not-found"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The impact from which on findings fail (None: none do), and the rules for which it does not count.

    Findings of `advisory` rules never fail, those of `required` rules always do.
    """

    fail_on: Impact | None
    advisory: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()


def gate_of(config: Config, rules: Iterable[Rule]) -> Gate:
    """Return which findings of `rules` fail the audit.

    An explicit `fail_on` counts for every rule. Otherwise, findings of a rule fail whatever their impact if
    the configuration selects it by its id or by the tag that makes it advisory, or sets its options.
    """
    fail_on = config.fail_on_impact()
    if config.fail_on != "profile":
        return Gate(fail_on=fail_on)
    known = tuple(rules)
    tags: frozenset[str] = _ADVISORY[config.profile]
    asked = {*config.rules, *config.select}
    required = {rule.id for rule in known if rule.id in asked or asked & tags & {*rule.tags}}
    advisory = {rule.id for rule in known if not tags.isdisjoint(rule.tags)}
    return Gate(
        fail_on=fail_on,
        advisory=frozenset(advisory - required - _NEVER_ADVISORY),
        required=frozenset(required),
    )
