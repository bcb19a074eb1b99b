"""What is audited: a page, seen in a variant (viewport and colour scheme)."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from a11ycheck.model.message import Message

__all__ = [
    "Action",
    "ActionKind",
    "ColourScheme",
    "Page",
    "Skipped",
    "Uncollected",
    "Variant",
    "Viewport",
    "page_of_state",
]

_STATE = re.compile(r"#[a-z0-9]+(-[a-z0-9]+)*\Z")


class ColourScheme(StrEnum):
    """The two values of the media feature `prefers-color-scheme`."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """A named viewport in CSS pixels; `mobile` asks the browser for a phone's meta-viewport rules.

    Of one without scroll bars, none takes of the width.
    """

    name: str
    width: int
    height: int
    mobile: bool = False
    has_scroll_bars: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to look at a page; its name is such as "phone-dark"."""

    viewport: Viewport
    colour_scheme: ColourScheme

    @property
    def name(self) -> str:
        """Return the name that reports and `--variant` use."""
        return f"{self.viewport.name}-{self.colour_scheme}"


class ActionKind(StrEnum):
    """What an action does on a page before it is measured."""

    CLICK = "click"
    TYPE = "type"
    PRESS = "press"
    WAIT_FOR = "wait_for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action: `value` is a selector, a text or a key, and `into` selects where a text is typed."""

    kind: ActionKind
    value: str
    into: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to audit: `path` is how reports name it, `url` where the browser finds it.

    A page is audited once as it loads, and once in each `state` that `actions` bring about; the path of
    a state ends with "#" and its name. `upstream` is the origin of the server that answers requests for the
    origin of the URL, "" if that is the same.
    """

    path: str
    url: str
    file: Path | None = None
    upstream: str = ""
    state: str = ""
    actions: tuple[Action, ...] = ()

    def in_state(self, name: str, actions: tuple[Action, ...]) -> "Page":
        """Return the page in a state."""
        return replace(self, path=f"{self.path}#{name}", state=name, actions=actions)


def page_of_state(path: str) -> str:
    """Return the path of the page that a path in a report is a state of, else the path itself."""
    return _STATE.sub("", path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A page that was planned and left out on purpose, and why."""

    page: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncollected:
    """Files below the audited folders that may be pages, but were not planned, as in `node_modules`.

    `count` is their number, `files` the first of them.
    """

    reason: Message
    count: int
    files: tuple[str, ...]
