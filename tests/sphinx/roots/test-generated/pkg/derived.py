"""Derived classes."""

import collections

from .base import Base as _Base

__all__ = ["Counted", "Derived"]


class Derived(_Base):
    """The derived."""


class Counted(collections.OrderedDict):
    """Counted."""
