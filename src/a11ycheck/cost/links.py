"""The links for which a first paint is estimated."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["LINKS", "Link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that carries so many bits in a second, both ways; `round_trip` is in seconds."""

    name: str
    bits_per_second: int
    round_trip: float

    @property
    def words(self) -> str:
        """Return the link's name with its figures, such as "2g (50 kbit/s, 500 ms)"."""
        return (
            f"{self.name} ({self.bits_per_second // 1000} kbit/s, {self.round_trip * 1000:.0f} ms)"
        )

    def seconds(self, size: float) -> float:
        """Return how long the link is busy with so many bytes."""
        return size * 8 / self.bits_per_second


# 50 kbit/s is what GPRS gives in a village or in a crowd; EDGE and a poor 3G follow. The round trips are
# those at which such links are commonly modelled (WebPageTest's profiles "2G", "EDGE" and "3G slow").
LINKS: Mapping[str, Link] = MappingProxyType(
    {
        link.name: link
        for link in (
            Link(name="2g", bits_per_second=50_000, round_trip=0.5),
            Link(name="edge", bits_per_second=120_000, round_trip=0.4),
            Link(name="3g", bits_per_second=400_000, round_trip=0.4),
        )
    }
)
