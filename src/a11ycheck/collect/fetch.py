"""Fetch one document over HTTP, bounded in size and time."""

import contextlib
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.client import HTTPException
from threading import Timer
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from urllib3 import (
    HTTPConnectionPool,
    HTTPSConnectionPool,
    PoolManager,
    ProxyManager,
    Retry,
    Timeout,
    exceptions,
    make_headers,
)
from urllib3.connection import HTTPConnection, HTTPSConnection

from a11ycheck import __version__
from a11ycheck.errors import UserError
from a11ycheck.web.urls import is_loopback

__all__ = ["USER_AGENT", "Fetched", "fetch", "request"]

USER_AGENT = "a11ycheck"

_CHUNK = 1 << 16
# Redirects are followed; a request that failed is not repeated.
_RETRIES = Retry(
    total=None,
    connect=0,
    read=0,
    status=0,
    other=0,
    redirect=10,
    raise_on_redirect=False,
    respect_retry_after_header=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The response to a request: the URL that answered, after redirects, its status, type and body."""

    url: str
    status: int
    body: bytes = b""
    media_type: str = ""
    reason: str = ""

    @property
    def is_ok(self) -> bool:
        """Return whether it is the document that was requested."""
        return self.status == HTTPStatus.OK

    @property
    def answer(self) -> str:
        """Return the status as messages show it."""
        return f"{self.status} {self.reason}".rstrip()


def fetch(url: str, *, timeout: float, max_bytes: int, what: str = "document") -> bytes:
    """Return the body at an http(s) URL, as it was sent; `timeout` in seconds for the whole.

    Redirects to http and https are followed. UserError with the HTTP status or the reason.
    """
    found = request(url, timeout=timeout, max_bytes=max_bytes, what=what)
    if not found.is_ok:
        raise _unusable(what, url, f"the server answered {found.answer}")
    return found.body


def request(
    url: str, *, timeout: float, max_bytes: int, what: str = "document", decodes: bool = False
) -> Fetched:
    """Return the response at an http(s) URL, whatever its status; its body only if that is 200.

    With `decodes`, the body is decompressed. UserError if there is no response, or it is too large.
    """
    deadline = time.monotonic() + timeout
    body = bytearray()
    reason, found = "", Fetched(url=url, status=0)
    try:
        with _pool(url) as pool, _limited(pool, timeout):
            response = pool.request(
                "GET",
                url,
                headers={"User-Agent": f"{USER_AGENT}/{__version__}"},
                timeout=Timeout(total=timeout),
                retries=_RETRIES,
                preload_content=False,
            )
            found = Fetched(
                url=urljoin(url, response.url or url),
                status=response.status,
                media_type=response.headers.get("Content-Type", "").partition(";")[0].strip(),
                reason=response.reason or "",
            )
            while found.is_ok and (chunk := response.read1(_CHUNK, decode_content=decodes)):
                body += chunk
                if len(body) > max_bytes:
                    reason = f"it is larger than {max_bytes} bytes"
                    break
            response.close()
    except (exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
        reason = _reason(error, timeout)
    if time.monotonic() > deadline:  # what came until then may look whole
        reason = f"no answer within {timeout:g} seconds"
    if reason:
        raise _unusable(what, url, reason)
    return replace(found, body=bytes(body))


def _unusable(what: str, url: str, reason: str) -> UserError:
    return UserError(f"The {what} {url} cannot be fetched: {reason}.", "Check the URL.")


def _pool(url: str) -> PoolManager:
    """Return a pool that uses the proxy of the environment, except for this machine's own loopback."""
    parts = urlsplit(url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or is_loopback(url) or proxy_bypass(parts.netloc):
        return PoolManager()
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    user = unquote(urlsplit(proxy).netloc.rpartition("@")[0])
    return ProxyManager(proxy, proxy_headers=make_headers(proxy_basic_auth=user) if user else None)


@contextlib.contextmanager
def _limited(pool: PoolManager, seconds: float) -> Iterator[None]:
    """Cut the connections of a pool after some seconds.

    The time limit of a socket is that of one read, and a server may send one byte after the other.
    """
    opened: list[socket.socket] = []

    def watched(connection: socket.socket) -> socket.socket:
        opened.append(connection.dup())  # TLS takes the socket itself away
        return connection

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return watched(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return watched(super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    def cut() -> None:
        for connection in opened:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    pool.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for connection in opened:
            connection.close()


def _reason(error: Exception, timeout: float) -> str:
    if isinstance(error, exceptions.MaxRetryError) and error.reason is not None:
        error = error.reason
    reason = str(error) or type(error).__name__
    match error:
        case exceptions.NameResolutionError():
            reason = "the host is not known"
        case exceptions.NewConnectionError(__cause__=ConnectionRefusedError()):
            reason = "the connection was refused"
        case exceptions.NewConnectionError(__cause__=OSError() as cause):
            reason = cause.strerror or str(cause)
        case exceptions.LocationValueError():  # `url` itself was checked before
            reason = "it redirects to a URL that is not http or https"
        case exceptions.TimeoutError() | TimeoutError():
            reason = f"no answer within {timeout:g} seconds"
        case exceptions.SSLError():
            reason = f"the secure connection failed ({error})"
        case exceptions.ProtocolError(args=(_, Exception() as cause)):
            reason = str(cause) or type(cause).__name__
    return reason
