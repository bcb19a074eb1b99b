"""Derived classes."""

import collections

from .base import Base

__all__ = ["Counted", "Derived"]


class Derived(Base):
    """The derived."""


class Counted(collections.OrderedDict):
    """Counted."""
