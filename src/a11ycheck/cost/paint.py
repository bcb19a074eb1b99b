"""Estimate when a page shows its first text on a slow link, from the requests of the page.

The reader opens the page for the first time: nothing is cached, no connection is open. The page is served
over HTTP/2 and TLS 1.3, as static hosts do. With `RTT` the round trip, `d(n)` the time that the link needs
for n bytes, and sizes in bytes:

1. Connection: `2 RTT + d(1,900) + d(2,600)`. TCP takes one round trip (RFC 9293), TLS 1.3 one more
   (RFC 8446, 2). Chromium's ClientHello has about 1,900 bytes, with its post-quantum key share; the server
   answers with about 2,600: its certificate, that of the authority, and the rest.
2. Request: `RTT + d(800)`, and the response starts. The 800 bytes end the handshake, open HTTP/2
   (RFC 9113, 3.4) and carry the first request.
3. Document: the first text can be rendered when the first TLS record is complete, since no part of a record
   can be read before (RFC 8446, 5.2). By default servers fill records of 16,384 bytes. So the head arrives
   after `T(min(document, 16,384))`, the whole document after `T(document)`.
4. Render-blocking resources (stylesheets, scripts without `async` or `defer` in the head, as the browser
   reports them) are requested when the head has arrived, and follow the rest of the document on the same
   connection: `max(document, head + RTT + d(requests)) + T(their bytes)`. A stylesheet that another one
   imports is requested when that one has arrived: one more such step for each level. Another host costs a
   connection of its own first. A redirect costs a round trip.
5. Rendering: 0.1 s.

`T(n)` is the time for n bytes with TCP's slow start: the window begins with 10 segments (RFC 6928) and
doubles each round trip (RFC 5681, 3.1), until the link is never idle; from then on it is d(n). TCP and IP
headers take 52 of each 1,400 bytes (RFC 9293, RFC 7323).

Not in the model: DNS lookups (a round trip or more if not cached), the server's processing time, packet
loss, other traffic of the phone, a slow processor, and fonts that text waits for.
`bench/first_paint.py` compares the estimates with measured times.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from a11ycheck.model import Request

__all__ = ["LINKS", "RECORD_BYTES", "Link", "blocking_requests", "first_paint", "first_paints"]

RECORD_BYTES = 16_384
_CLIENT_HELLO = 1_900
_SERVER_FLIGHT = 2_600
_FIRST_REQUEST = 800
_NEXT_REQUEST = 100
_SEGMENT = 1_348
_SEGMENT_ON_THE_WIRE = 1_400
_FIRST_WINDOW = 10 * _SEGMENT
_DRAWING = 0.1
_REDIRECTS = range(300, 400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A network link with the same bandwidth in both directions; `round_trip` is in seconds."""

    name: str
    bits_per_second: int
    round_trip: float

    @property
    def words(self) -> str:
        """Return the link's name with its parameters, such as "2g (50 kbit/s, 500 ms)"."""
        return (
            f"{self.name} ({self.bits_per_second // 1000} kbit/s, {self.round_trip * 1000:.0f} ms)"
        )

    def seconds(self, size: float) -> float:
        """Return the seconds that the link needs to transmit `size` bytes."""
        return size * 8 / self.bits_per_second


# GPRS, or a crowded network, has about 50 kbit/s; EDGE and a slow 3G follow. The round-trip times are those
# of common models of such links (WebPageTest's profiles "2G", "EDGE" and "3G slow").
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


def first_paints(requests: Sequence[Request], record: int = RECORD_BYTES) -> dict[str, float]:
    """Return the estimate for each link of `LINKS`, in seconds; empty if no document was loaded."""
    estimates = {name: first_paint(requests, link, record) for name, link in LINKS.items()}
    return {name: seconds for name, seconds in estimates.items() if seconds is not None}


def first_paint(
    requests: Sequence[Request], link: Link, record: int = RECORD_BYTES
) -> float | None:
    """Return the seconds until the first paint of a page; None if no document was loaded.

    `requests` are those of one page in the browser's order, `record` is the size of the server's TLS
    records in bytes. The module's docstring gives the formula and its sources.
    """
    documents = [request for request in requests if request.kind == "document"]
    redirects = [request for request in documents if request.status in _REDIRECTS]
    page = next((request for request in documents if request.status not in _REDIRECTS), None)
    if page is None:
        return None
    line = _Line(link=link)
    line.connect()
    for _ in redirects:
        line.wait(link.round_trip + line.busy(_NEXT_REQUEST))
    line.wait(link.round_trip + line.busy(_FIRST_REQUEST))
    size = page.wire_bytes or 0
    line.receive(min(size, record))
    head = line.clock
    line.receive(size - min(size, record))
    steps = _steps(blocking_requests(requests), page.url)
    if not steps:
        return head + _DRAWING
    for step in steps:
        line.fetch(step, asked_at=head, own=urlsplit(page.url).netloc)
        head = line.clock
    return line.clock + _DRAWING


def blocking_requests(requests: Iterable[Request]) -> tuple[Request, ...]:
    """Return the requests that block rendering."""
    return tuple(request for request in requests if request.blocking)


def _steps(blocking: Iterable[Request], page: str) -> list[list[Request]]:
    """Return blocking requests level by level: each level is requested by one of the level before."""
    waiting, steps = list(blocking), []
    known = {request.url for request in waiting}
    named: set[str] = {page}
    while waiting:
        step = [item for item in waiting if item.initiator in named or item.initiator not in known]
        # Stylesheets that import each other in a cycle: keep their order.
        step = step or waiting
        steps.append(step)
        waiting = [item for item in waiting if item not in step]
        named |= {item.url for item in step}
    return steps


@dataclass(slots=True, kw_only=True)
class _Line:
    """One connection to the page's host; `clock` is in seconds, `received` in bytes."""

    link: Link
    clock: float = 0.0
    received: float = 0.0

    def busy(self, size: float) -> float:
        return self.link.seconds(size * _SEGMENT_ON_THE_WIRE / _SEGMENT)

    def wait(self, seconds: float) -> None:
        self.clock += seconds

    def connect(self) -> None:
        self.wait(2 * self.link.round_trip + self.busy(_CLIENT_HELLO) + self.busy(_SERVER_FLIGHT))

    def receive(self, size: float) -> None:
        """Advance the clock by the time that TCP needs for so many bytes."""
        window, left = _FIRST_WINDOW + self.received, size
        while left > window and self.busy(window) < self.link.round_trip:
            self.wait(self.link.round_trip)
            left -= window
            window *= 2
        self.wait(self.busy(left))
        self.received += size

    def fetch(self, step: Sequence[Request], *, asked_at: float, own: str) -> None:
        """Advance the clock until all requests of a step, sent at `asked_at`, have been answered."""
        hosts = {urlsplit(request.url).netloc for request in step}
        asking = self.link.round_trip + self.busy(_NEXT_REQUEST * len(step))
        self.clock = max(self.clock, asked_at + asking)
        for _ in hosts - {own, ""}:
            self.connect()
        self.receive(sum(request.wire_bytes or 0 for request in step))
