"""How a rule fixes what it finds in a source file."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["Fix", "FixSafety"]


class FixSafety(StrEnum):
    """Whether a fix keeps the meaning of the source (safe), or needs a look (unsafe): ruff's two words."""

    SAFE = "safe"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A rule's fix: its safety, what it changes ("table header", "table headers"), and the edit itself.

    `edit` gets the text of a file and the facts to fix in it: see `a11ycheck.fix`, which applies it.
    """

    safety: FixSafety
    singular: str
    plural: str
    edit: Callable[..., Any]
