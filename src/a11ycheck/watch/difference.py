"""The difference of two audits, and its lines for a terminal."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from a11ycheck.model import Outcome
from a11ycheck.watch.shown_findings import Occurrence, PageOccurrences, in_order
from a11ycheck.web.escapes import escape_lines

__all__ = ["Difference", "compare", "describe"]

_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is `new`, `fixed` and `remaining`, the worst first."""

    new: tuple[Occurrence, ...] = ()
    fixed: tuple[Occurrence, ...] = ()
    remaining: tuple[Occurrence, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing changed."""
        return not (self.new or self.fixed)


def compare(old: PageOccurrences, new: PageOccurrences) -> Difference:
    """Compare occurrences; of several that are alike, those furthest down are the new or fixed ones."""
    before, after = _alike(old), _alike(new)
    added: list[Occurrence] = []
    kept: list[Occurrence] = []
    gone: list[Occurrence] = []
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key, []), after.get(key, [])
        both = min(len(was), len(now))
        kept += now[:both]
        added += now[both:]
        gone += was[both:]
    return Difference(
        new=tuple(in_order(added)), fixed=tuple(in_order(gone)), remaining=tuple(in_order(kept))
    )


def describe(
    difference: Difference,
    *,
    heading: str = "",
    pages: frozenset[str] | None = None,
    verbose: bool = False,
) -> list[str]:
    """Return a line of numbers, and a line for each finding.

    Remaining findings are listed if they are on `pages`, None for all pages.
    """
    words = ("new", "fixed", "remaining")
    every = (difference.new, difference.fixed, difference.remaining)
    counts = ", ".join(
        f"{len(_lines(items))} {word}" for items, word in zip(every, words, strict=True)
    )
    remaining = _lines(
        item for item in difference.remaining if pages is None or verbose or item.page in pages
    )
    shown = remaining if verbose else remaining[:_MOST]
    lines = [
        f"{heading}{counts}",
        *(f"  new    {text}" for text in _lines(difference.new)),
        *(f"  fixed  {text}" for text in _lines(difference.fixed)),
        *(f"         {text}" for text in shown),
    ]
    if rest := len(remaining) - len(shown):
        lines.append(f"         and {rest} more; --verbose lists all")
    return [escape_lines(line) for line in lines]


def _alike(pages: PageOccurrences) -> dict[tuple[str, ...], list[Occurrence]]:
    groups: defaultdict[tuple[str, ...], list[Occurrence]] = defaultdict(list)
    for items in pages.values():
        for item in items:
            groups[item.identity].append(item)
    return {key: sorted(items, key=lambda item: item.line) for key, items in groups.items()}


def _lines(items: Iterable[Occurrence]) -> list[str]:
    """Return one line for each cause, message and line of the source, in the given order."""
    groups: defaultdict[tuple[str, str, str], list[Occurrence]] = defaultdict(list)
    for item in items:
        groups[item.fingerprint, item.source_place, item.message].append(item)
    return [_line(same) for same in groups.values()]


def _line(same: list[Occurrence]) -> str:
    first = same[0]
    degree = "needs review" if first.outcome is Outcome.CANT_TELL else str(first.impact)
    pages = dict.fromkeys(item.page for item in same)
    notes = [f"{len(pages)} pages"] if len(pages) > 1 else []
    notes += ["in the baseline"] if first.known else []
    note = f" ({', '.join(notes)})" if notes else ""
    message = " ".join(first.message.split())
    return f"{first.place}: {degree}: {message} [{first.rule}]{note}"
