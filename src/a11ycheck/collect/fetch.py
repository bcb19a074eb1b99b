"""Fetch one document over HTTP, bounded in size and time; its errors are sentences."""

import socket
import time
from http.client import HTTPException
from ssl import SSLError
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from a11ycheck import __version__
from a11ycheck.errors import UserError
from a11ycheck.web.urls import is_loopback

__all__ = ["fetch"]

_CHUNK = 1 << 16


def fetch(url: str, *, timeout: float, max_bytes: int, what: str = "document") -> bytes:
    """Return the body at an http(s) URL; UserError with status or reason, `timeout` in seconds."""
    deadline = time.monotonic() + timeout
    request = Request(url, headers={"User-Agent": f"a11ycheck/{__version__}"})  # noqa: S310 - the opener knows http(s) alone
    try:
        with _opener(url).open(request, timeout=timeout) as response:
            return _read(response, deadline, max_bytes)
    except HTTPError as error:
        error.close()
        reason = f"the server answered {error.code} {error.reason}".rstrip()
    except (OSError, HTTPException, ValueError) as error:  # URLError and TimeoutError are OSErrors
        reason = _reason(error, timeout)
    message = f"The {what} {url} cannot be fetched: {reason}."
    raise UserError(message, "Check the address.")


def _opener(url: str) -> OpenerDirector:
    """Return an opener for http and https alone: no redirect may lead to a file or to FTP."""
    opener = OpenerDirector()
    handlers = (
        # A proxy cannot see this machine's own loopback.
        ProxyHandler({}) if is_loopback(url) else ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
    )
    for handler in handlers:
        opener.add_handler(handler)
    return opener


def _read(response: IO[bytes], deadline: float, max_bytes: int) -> bytes:
    body = bytearray()
    while chunk := response.read(_CHUNK):
        body += chunk
        if len(body) > max_bytes:
            message = f"it is larger than {max_bytes} bytes"
            raise ValueError(message)
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(body)


def _reason(error: Exception, timeout: float) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return f"no answer within {timeout:g} seconds"
    if isinstance(cause, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(cause, socket.gaierror):
        return "the host is not known"
    if isinstance(cause, SSLError):
        return f"the secure connection failed ({cause.reason or cause})"
    if isinstance(cause, OSError):
        return cause.strerror or str(cause) or type(cause).__name__
    return str(cause) or type(cause).__name__
