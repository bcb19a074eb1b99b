"""The numbers that options of rules take: an amount is not negative."""

from typing import Annotated

from msgspec import Meta

__all__ = ["Amount", "Count"]

Count = Annotated[int, Meta(ge=0)]
"""A number of things: bytes, requests, words."""

Amount = Annotated[float, Meta(ge=0)]
"""A measured amount: seconds, a ratio, an average."""
