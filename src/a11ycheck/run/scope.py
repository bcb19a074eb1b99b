"""The pages of a run: those of the targets, or a part of them, with their states."""

from collections.abc import Collection as Names
from collections.abc import Sequence
from dataclasses import dataclass

from a11ycheck.collect import Collection, names_whole_sites
from a11ycheck.model import Notice
from a11ycheck.run.changed_pages import find_changed_pages
from a11ycheck.run.states import StatesOfPages

__all__ = ["Scope", "choose_pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The pages to audit. A run that `is_partial` shows neither what is fixed nor what is unused.

    `has_all_pages` is false where pages of the targets are left out: rules that compare pages do not run.
    `unchanged_since` is the revision since which no page changed, "" if some did or none was named.
    """

    collection: Collection
    notices: tuple[Notice, ...] = ()
    is_partial: bool = False
    has_all_pages: bool = True
    unchanged_since: str = ""


def choose_pages(
    collected: Collection,
    targets: Sequence[str],
    states: StatesOfPages,
    *,
    only: Names[str] | None,
    changed: str | None,
) -> Scope:
    """Return the pages with these paths (`only`), or those that differ from the revision `changed`."""
    collection = collected
    notices: tuple[Notice, ...] = ()
    if only is not None:
        collection = collected.only(only)
    elif changed is not None:
        found = find_changed_pages(collected, changed)
        collection, notices = collected.only(found.pages), found.notices
    has_all_pages = len(collection.pages) == len(collected.pages)
    with_states = states.added_to(collection)
    if has_all_pages and collected.pages:
        notices += states.unused(with_states)
    return Scope(
        collection=with_states,
        notices=notices,
        is_partial=only is not None or changed is not None or not names_whole_sites(targets),
        has_all_pages=has_all_pages and only is None,
        unchanged_since=changed if changed is not None and not collection.pages else "",
    )
