"""An HTTP server whose end is the end of all its connections and threads."""

import contextlib
import logging
import socket
import socketserver
import sys
from http.server import ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

__all__ = ["ClosingServer"]

_LOG = logging.getLogger(__name__)


class ClosingServer(ThreadingHTTPServer):
    """Has a thread for each connection; closing the server cuts and joins all."""

    daemon_threads = True  # a program that does not close the server must still be able to exit
    request_queue_size = 128

    def __init__(
        self, endpoint: tuple[str, int], handler: type[socketserver.BaseRequestHandler]
    ) -> None:
        """Listen at a host and port; OSError if the port is taken."""
        self._connections: set[socket.socket] = set()
        self._workers: set[Thread] = set()
        self._lock = Lock()
        super().__init__(endpoint, handler)

    def server_bind(self) -> None:
        """Bind without the look-up of the host's own name, which takes seconds where DNS is slow."""
        socketserver.TCPServer.server_bind(self)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start the thread of a new connection."""
        worker = Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        with self._lock:
            self._connections.add(request)
            self._workers = {worker, *(item for item in self._workers if item.is_alive())}
        worker.start()

    def shutdown_request(self, request: Any) -> None:
        """Close a connection that has ended."""
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Close the server, cut the connections, and join their threads."""
        super().server_close()
        with self._lock:
            for connection in self._connections:
                # Wake the thread that waits for a request, unless the browser hung up first.
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for worker in self._workers:
            worker.join()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the base class's
        """Ignore browsers that hang up; log any other exception."""
        if not isinstance(sys.exception(), OSError):
            _LOG.exception("the loopback server failed to answer")
