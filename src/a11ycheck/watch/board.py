"""What the preview shows: the state of build and audit, and the findings of each page; thread-safe."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from threading import Condition
from typing import Any

from a11ycheck.model import Message, Outcome
from a11ycheck.reporters.editors import editor_url
from a11ycheck.reporters.i18n import format_message, format_messages, plural, translate
from a11ycheck.watch.shown_findings import Occurrence, PageOccurrences, in_order
from a11ycheck.watch.snapshot import Snapshot

__all__ = ["Board", "Status"]

Status = str
"""One of "building", "auditing", "ready", "failed"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """Everything that the preview shows, at one moment."""

    status: Status = "building"
    error: str = ""
    snapshot: Snapshot = field(default_factory=lambda: Snapshot(files={}))
    assets: tuple[tuple[int, str], ...] = ()
    found: PageOccurrences = field(default_factory=dict)
    not_tested: tuple[tuple[str, Message], ...] = ()
    new: frozenset[Occurrence] = frozenset()


class Board:
    """The current state; every change has a number, for which the open pages wait."""

    def __init__(self, editor: str) -> None:
        """Take the URL template of the author's editor, "" for none."""
        self._editor = editor
        self._shown = _Shown()
        self._number = 0
        self._is_closed = False
        self._changed = Condition()

    def show(self, *, assets: Iterable[str] = (), **changes: Any) -> None:
        """Replace parts of the state; `assets` are files other than pages that have just changed."""
        with self._changed:
            self._number += 1
            more = tuple((self._number, path) for path in assets)
            self._shown = replace(
                self._shown, assets=(*self._shown.assets, *more)[-1000:], **changes
            )
            self._changed.notify_all()

    def close(self) -> None:
        """Wake all that wait, which then end."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def wait(self, known: int, seconds: float) -> int | None:
        """Wait for a change after `known`, and return its number; None once the preview is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._number > known, seconds)
            return None if self._is_closed else self._number

    def page(self, path: str, since: int) -> dict[str, Any]:
        """Return what a page shows, as JSON in the current language.

        `path` is that of its file, "" if it has none. `assets` are those that changed after
        the state of number `since`.
        """
        with self._changed:
            shown, number = self._shown, self._number
        items = in_order(shown.found.get(path, ()))
        others = sum(len(found) for page, found in shown.found.items() if page != path)
        reason = dict(shown.not_tested).get(path)
        return {
            "number": number,
            "status": shown.status,
            "error": shown.error,
            "hash": shown.snapshot.hash(path),
            "assets": [name for at, name in shown.assets if at > since],
            "findings": [self._finding(item, is_new=item in shown.new) for item in items],
            "found": plural("{number} finding", "{number} findings", len(items)),
            "notTested": format_message(reason) if reason else "",
            "elsewhere": plural(
                "{number} finding on other pages.", "{number} findings on other pages.", others
            ),
        }

    def _finding(self, item: Occurrence, *, is_new: bool) -> dict[str, Any]:
        return {
            "rule": item.rule,
            "message": format_messages(item.messages) or translate(item.message),
            "impact": translate(
                "needs review" if item.outcome is Outcome.CANT_TELL else str(item.impact)
            ),
            "isNew": is_new,
            "known": item.known,
            "variants": list(item.variants),
            "place": item.place,
            "url": editor_url(self._editor, item.path, item.line),
            "help": item.help_url,
            "html": item.html,
            "target": item.target,
        }
