"""The ACT rules of W3C, and which of our own and axe's rules implement them."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from a11ycheck.model import Rule
from a11ycheck.rules import every_rule

__all__ = ["act_titles", "rules_by_act_id"]


@cache
def act_titles() -> Mapping[str, str]:
    """Return the titles of all ACT rules by their ids."""
    return tomllib.loads((files("a11ycheck.conformance") / "act_rules.toml").read_text("utf-8"))


@cache
def rules_by_act_id() -> Mapping[str, Sequence[Rule]]:
    """Return the rules that implement each ACT rule, from the metadata of the rules."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in every_rule():
        for act in rule.act:
            found[act].append(rule)
    return found
