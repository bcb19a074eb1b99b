"""Decide which rules a state of the page asks for, so that equal states are judged once.

A state is fingerprinted by what results can depend on: the document itself, what is visible, where
things lie, and the colour scheme. A rule runs again only where something that it depends on has
changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from a11ycheck.model import Dependency, Variant

__all__ = ["Key", "States"]

Key = tuple[str, ...]


@dataclass(slots=True)
class States:
    """What was run in which state; results are filed under (rule, key of the state)."""

    variants: dict[tuple[str, Key], list[str]] = field(default_factory=dict)

    def enter(
        self,
        rules: Mapping[str, frozenset[Dependency]],
        variant: Variant,
        digest: Mapping[str, Any],
    ) -> dict[str, Key]:
        """Note that `variant` shows this state; return the rules to run now, with their keys."""
        fresh: dict[str, Key] = {}
        for rule, depends in rules.items():
            key = _key(depends, variant, digest)
            seen = self.variants.setdefault((rule, key), [])
            if not seen:
                fresh[rule] = key
            seen.append(variant.name)
        return fresh

    def seen_in(self, rule: str, key: Key) -> tuple[str, ...]:
        """Return the names of the variants for which the result under this key holds."""
        return tuple(self.variants[rule, key])


def _key(depends: Iterable[Dependency], variant: Variant, digest: Mapping[str, Any]) -> Key:
    wanted = set(depends)
    parts = [str(digest["dom"])]
    parts += [str(digest[name]) for name in ("visibility", "layout") if name in wanted]
    if Dependency.COLOUR in wanted:
        parts.append(str(variant.colour_scheme))
    return tuple(parts)
