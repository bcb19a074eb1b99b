"""A server that nothing may reach: it counts connections and datagrams on loopback."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from types import TracebackType
from typing import Self

__all__ = ["Sentinel"]

_HOSTS = ("127.0.0.1", "127.0.0.2", "::1")


class Sentinel:
    """Listens on one port for TCP and UDP; `received` holds the beginning of everything that came."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self._selector = selectors.DefaultSelector()
        self._wake, self._woken = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self.port = self._listen()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def _listen(self) -> int:
        port = 0
        for host in _HOSTS:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            with contextlib.suppress(OSError):  # a machine without IPv6, or with one loopback host
                stream = socket.create_server((host, port), family=family)
                port = stream.getsockname()[1]
                datagram = socket.socket(family, socket.SOCK_DGRAM)
                datagram.bind((host, port))
                self._selector.register(stream, selectors.EVENT_READ)
                self._selector.register(datagram, selectors.EVENT_READ)
        return port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._wake.send(b"x")
        self._thread.join()
        for key in list(self._selector.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
        self._wake.close()
        self._selector.close()

    def _run(self) -> None:
        while True:
            for key, _ in self._selector.select():
                ready = key.fileobj
                assert isinstance(ready, socket.socket)
                if ready is self._woken:
                    return
                self.received.append(_first_bytes(ready))


def _first_bytes(ready: socket.socket) -> bytes:
    if ready.type == socket.SOCK_DGRAM:
        return b"UDP " + ready.recv(80)
    connection, _ = ready.accept()
    with connection:
        connection.settimeout(0.5)
        try:
            return b"TCP " + connection.recv(80)
        except OSError:
            return b"TCP"
