"""What walks with keys have shown on the pages of a site, for those that are visited later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["WalkMemory"]

# Each colour scheme has contexts of its own.
_MOST_CONTEXTS = 16
_MOST_TOKENS = 4000
_MOST_FAILURES = 200
_LEAST_PAGES = 2
_MOST_REFUTATIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the keys have shown in one context; `tokens` are hashes of what stops are known by."""

    tokens: frozenset[str] = frozenset()
    indicators: Mapping[str, bool | None] = field(default_factory=dict)
    shortcuts: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failure:
    """What keys have shown of one kind of parts or menus on so many pages, None where pages differ."""

    shown: str | None
    pages: int = 1


class WalkMemory:
    """What walks have shown of stops that pages share, by context (`known_stops.js`, `known_failures.js`).

    A context is a hash of everything beside the stops themselves that decides what the focus does:
    the viewport, stylesheets, scripts and handlers. Browsers that visit pages at the same time share it.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._contexts: dict[str, _Known] = {}
        self._failures: dict[str, dict[str, _Failure]] = {}
        self._confirmations = 0
        self._refutations = 0

    def note_rehearsal(self, *, is_as_expected: bool) -> None:
        """Note whether a page has answered to keys as others do."""
        if is_as_expected:
            self._confirmations += 1
        else:
            self._refutations += 1

    @property
    def is_useless(self) -> bool:
        """Return whether several pages were rehearsed, and none has answered as others do."""
        return not self._confirmations and self._refutations >= _MOST_REFUTATIONS

    @property
    def as_json(self) -> dict[str, dict[str, Any]]:
        """Return what our script in the page needs, as plain JSON."""
        return {
            context: {
                "tokens": sorted(known.tokens),
                "indicators": known.indicators,
                "shortcuts": known.shortcuts,
            }
            for context, known in dict(self._contexts).items()  # another thread may add to it
        }

    @property
    def failures_as_json(self) -> dict[str, dict[str, str]]:
        """Return the failures that two pages or more have shown alike, for our script in the page."""
        return {
            context: {
                kind: failure.shown
                for kind, failure in list(failures.items())
                if failure.shown is not None and failure.pages >= _LEAST_PAGES
            }
            for context, failures in list(self._failures.items())
        }

    def add_failures(self, learnt: Mapping[str, Any] | None) -> None:
        """Add in which parts and menus of a page keys have failed, as long as there is room for it."""
        if not learnt or not learnt["failures"]:
            return
        context = learnt["context"]
        if context not in self._failures and len(self._failures) >= _MOST_CONTEXTS:
            return
        known = self._failures.setdefault(context, {})
        for kind, shown in learnt["failures"].items():
            before = known.get(kind)
            if before is not None:
                is_alike = before.shown == shown
                known[kind] = _Failure(shown=shown if is_alike else None, pages=before.pages + 1)
            elif len(known) < _MOST_FAILURES:
                known[kind] = _Failure(shown=shown)

    def add(self, learnt: Mapping[str, Any] | None) -> None:
        """Add what a walk has shown of one context, as long as there is room for it."""
        if not learnt:
            return
        context = learnt["context"]
        if context not in self._contexts and len(self._contexts) >= _MOST_CONTEXTS:
            return
        known = self._contexts.get(context, _Known())
        tokens = known.tokens | set(learnt["tokens"])
        if len(tokens) <= _MOST_TOKENS:
            self._contexts[context] = _Known(
                tokens=tokens,
                indicators=learnt["indicators"] | known.indicators,
                shortcuts=known.shortcuts or learnt["shortcuts"],
            )
