"""The tables of the configuration: viewports, suppressions, and states of pages."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from a11ycheck.model import Action, ActionKind

__all__ = ["ActionEntry", "StateEntry", "SuppressEntry", "ViewportSize"]

_Text = Annotated[str, Meta(pattern=r"\S")]
_Pixels = Annotated[int, Meta(ge=1, le=10_000)]  # Chromium opens no larger window
_StateName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="Name a state with lower-case letters, digits and hyphens, such as menu-open.",
    ),
]


class ViewportSize(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Width and height of a viewport in CSS pixels; `mobile` applies a phone's meta-viewport rules."""

    width: _Pixels
    height: _Pixels
    mobile: bool = False


class SuppressEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One suppression of the configuration."""

    rule: Annotated[_Text, Meta(description="The id of the rule: one per entry.")]
    reason: Annotated[_Text, Meta(description="Why its findings are accepted; shown in reports.")]
    file: Annotated[
        str, Meta(description="Only in source files or pages that match this pattern.")
    ] = ""
    contains: Annotated[str, Meta(description="Only elements whose HTML contains this text.")] = ""
    until: Annotated[
        date | None, Meta(description="The last day on which it applies, such as 2027-01-31.")
    ] = None


class ActionEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One action on a page: exactly one of `click`, `type`, `press` and `wait_for` is set."""

    click: Annotated[str, Meta(description="Click the first visible element that matches.")] = ""
    type: Annotated[str, Meta(description="Type this text, as a keyboard does.")] = ""
    press: Annotated[
        str, Meta(description="Press a key, such as Enter, Escape, ArrowDown or Control+K.")
    ] = ""
    wait_for: Annotated[str, Meta(description="Wait until an element that matches is visible.")] = (
        ""
    )
    into: Annotated[
        str, Meta(description="The element to type into. Default: the one that has the focus.")
    ] = ""

    @property
    def problem(self) -> str:
        """Return why the action is invalid, "" if it is valid."""
        if len(self._given) != 1:
            return "must have exactly one of the keys click, type, press and wait_for"
        return 'has the key "into" without "type"' if self.into and not self.type else ""

    @property
    def _given(self) -> list[tuple[ActionKind, str]]:
        return [(kind, value) for kind in ActionKind if (value := getattr(self, kind.value))]

    def action(self) -> Action:
        """Return the action."""
        ((kind, value),) = self._given
        return Action(kind=kind, value=value, into=self.into)


class StateEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named state of pages, and the actions that bring it about."""

    name: _StateName
    actions: Annotated[
        tuple[ActionEntry, ...],
        Meta(min_length=1, description="What to do after the page has loaded, in this order."),
    ]
    pages: Annotated[
        tuple[str, ...],
        Meta(min_length=1, description="The pages that have the state, as patterns."),
    ] = ("**",)
