"""What is audited: a page, seen in a variant (viewport and colour scheme)."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from a11ycheck.model.message import Message

__all__ = ["ColourScheme", "Page", "Skipped", "Uncollected", "Variant", "Viewport"]


class ColourScheme(StrEnum):
    """The two values of the media feature `prefers-color-scheme`."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """A named viewport in CSS pixels; `mobile` asks the browser for a phone's meta-viewport rules."""

    name: str
    width: int
    height: int
    mobile: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to look at a page; its name is such as "phone-dark"."""

    viewport: Viewport
    colour_scheme: ColourScheme

    @property
    def name(self) -> str:
        """Return the name that reports and `--variant` use."""
        return f"{self.viewport.name}-{self.colour_scheme}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to audit: `path` is how reports name it, `url` where the browser finds it."""

    path: str
    url: str
    file: Path | None = None


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
