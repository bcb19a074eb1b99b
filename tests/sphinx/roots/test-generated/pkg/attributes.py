"""Attributes, and what conditions define."""

import sys
from typing import Generic, TypeVar

T = TypeVar("T")

#: A comment above, with
#: `above <https://above.example>`__.
ABOVE = 1

BESIDE = 2  #: A comment `beside <https://beside.example>`__.

BELOW = 3
"""A string `below <https://below.example>`__."""

if sys.platform == "none":

    def chosen() -> None:
        """Return what no system has."""

else:

    def chosen() -> None:
        """Return `chosen <https://chosen.example>`__."""


def shared() -> None:
    """Do what no class inherits."""


class Box(Generic[T]):
    """Hold a value.

    Note:
        The value stays where it was put.

    Args:
        value: What is held, as `held <https://held.example>`__
            explains.
        other: Whatever else
            can be held.

    Example:
        A box has an example::

            Box(1)

    A last paragraph on **everything** there is,
    in `two lines <https://lines.example>`__.
    """

    #: Inside of it `inside <https://inside.example>`__.
    inside = 1

    def __init__(self, value: T) -> None:
        #: Set when it `starts <https://starts.example>`__.
        self.started = value

    def shared(self) -> None:
        """Share what `the box <https://box.example>`__ holds."""


class Crate(Box[int]):
    """Hold a number."""

    def shared(self) -> None:
        pass
