"""A slow link between two network namespaces, packet by packet.

Each packet waits its turn, takes its length divided by the rate to be sent, and arrives half a round trip
later. At most 100 packets wait; what comes when so many do is lost, as in a router. Needs root on Linux,
with `ip` (iproute2) and /dev/net/tun. Nothing outside of the two namespaces is touched.
"""

import contextlib
import fcntl
import heapq
import multiprocessing
import os
import select
import struct
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

__all__ = ["CLIENT_IP", "SERVER_IP", "SlowLink", "inside"]

CLIENT_IP = "10.203.7.1"
SERVER_IP = "10.203.7.2"
_MTU = 1400
_QUEUE_BYTES = 100 * _MTU
_IFF_TUN_NO_PI = 0x1001
_TUNSETIFF = 0x400454CA
_IPV4 = 4


@dataclass(slots=True)
class _Direction:
    """One way through the link, from one tunnel's file to the other's."""

    source: int
    target: int
    seconds_per_byte: float
    delay: float
    free_at: float = 0.0
    under_way: list[tuple[float, int, bytes]] = field(default_factory=list)
    count: int = 0

    def take(self, now: float) -> None:
        """Read what has come, and say when each packet arrives at the other end."""
        with contextlib.suppress(BlockingIOError):
            while packet := os.read(self.source, 65_536):
                waiting = max(0.0, self.free_at - now) / self.seconds_per_byte
                if packet[0] >> 4 != _IPV4 or waiting > _QUEUE_BYTES:
                    continue
                self.free_at = max(self.free_at, now) + len(packet) * self.seconds_per_byte
                self.count += 1
                heapq.heappush(self.under_way, (self.free_at + self.delay, self.count, packet))

    def deliver(self, now: float) -> None:
        """Write what has arrived."""
        while self.under_way and self.under_way[0][0] <= now:
            os.write(self.target, heapq.heappop(self.under_way)[2])


def _carry(client: int, server: int, bits_per_second: float, round_trip: float) -> None:
    """Carry packets both ways until this process is ended."""
    pace, delay = 8 / bits_per_second, round_trip / 2
    ways = [_Direction(client, server, pace, delay), _Direction(server, client, pace, delay)]
    while True:
        due = min((way.under_way[0][0] for way in ways if way.under_way), default=None)
        patience = None if due is None else max(0.0, due - time.monotonic())
        ready, _, _ = select.select([client, server], [], [], patience)
        now = time.monotonic()
        for way in ways:
            if way.source in ready:
                way.take(now)
            way.deliver(now)


def _tunnel(name: str) -> int:
    """Make a tunnel device and return its file, which stays ours wherever the device goes."""
    file = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(file, _TUNSETIFF, struct.pack("16sH22x", name.encode(), _IFF_TUN_NO_PI))
    return file


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)  # noqa: S607 - found in PATH


@dataclass(slots=True, kw_only=True)
class SlowLink:
    """A link of so many bits in a second and so many seconds for a round trip; use it in a `with`."""

    bits_per_second: float
    round_trip: float
    _undo: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def client(self) -> str:
        """Return the name of the namespace from which pages are asked for."""
        return f"a11ycheck-client-{os.getpid()}"

    @property
    def server(self) -> str:
        """Return the name of the namespace in which the server answers."""
        return f"a11ycheck-server-{os.getpid()}"

    def __enter__(self) -> Self:
        """Make the namespaces, and begin to carry packets between them."""
        with contextlib.ExitStack() as undo:
            files = [undo.enter_context(end) for end in self._ends()]
            work = multiprocessing.get_context("fork").Process(
                target=_carry, args=(*files, self.bits_per_second, self.round_trip), daemon=True
            )
            work.start()
            undo.callback(work.join)
            undo.callback(work.terminate)
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_error: object) -> None:
        """Take everything away again."""
        self._undo.close()

    def _ends(self) -> Iterator[contextlib.AbstractContextManager[int]]:
        yield _end(self.client, f"a11yc{os.getpid()}", CLIENT_IP)
        yield _end(self.server, f"a11ys{os.getpid()}", SERVER_IP)


@contextlib.contextmanager
def _end(namespace: str, device: str, ip: str) -> Iterator[int]:
    """Make a namespace with one end of the link in it; everything goes when the namespace goes."""
    _ip("netns", "add", namespace)
    try:
        file = _tunnel(device)
        try:
            _ip("link", "set", device, "netns", namespace)
            inside = ("-n", namespace)
            _ip(*inside, "address", "add", f"{ip}/30", "dev", device)
            _ip(*inside, "link", "set", device, "mtu", str(_MTU), "up")
            _ip(*inside, "link", "set", "lo", "up")
            yield file
        finally:
            os.close(file)
    finally:
        _ip("netns", "delete", namespace)


def inside(namespace: str, *command: str) -> list[str]:
    """Return the command that runs another one in a namespace."""
    return ["ip", "netns", "exec", namespace, *command]
